"""The tasks of plans with their days, over all events. Days follow the event: who moves it moves them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.due_task import DueTask, TaskState, due_task
from outreach.domain.event import Event, EventStatus
from outreach.domain.plan import Plan, Task
from outreach.errors import NotFound

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View

#: What is to be done after an event is asked for this long.
AFTERWARDS = timedelta(days=60)
#: Events that began longer ago are not looked at: "ask again next year" is the latest that a plan says.
_BEHIND = AFTERWARDS + timedelta(days=440)
#: So far back and ahead the dates of a series are looked for: a yearly gala has one on either side.
_AROUND = timedelta(days=400)


def due_tasks(database: Database, day: date, officer: str | None) -> list[DueTask]:
    """Return the open tasks that are due by a week after `day`, the longest overdue first. See `Plans.due_tasks`."""
    noon = datetime.combine(day, time(12), UTC)
    with database.read() as view:
        plans = [plan for plan in view.plans.near(noon - _BEHIND, noon + _AROUND).values() if plan.outline.tasks]
        events = view.events.many(plan.event for plan in plans)
        found = [
            task
            for plan in plans
            if (event := events.get(plan.event)) is not None and event.status is not EventStatus.CANCELLED
            for task in _of_plan(view, event, plan, day)
            if task.state not in (TaskState.LATER, TaskState.DONE) and _still_asked(task, day) and _for_officer(task.task, officer)
        ]
    return sorted(found, key=lambda task: (task.day, task.held, task.event.title))


def tasks_of(database: Database, event_id: UUID, day: date) -> list[DueTask]:
    """Return all tasks of an event, in the order of its plan. Raises NotFound."""
    with database.read() as view:
        event = view.events.get(event_id)
        if event is None:
            raise NotFound(str(event_id))
        plan = view.plans.of(event_id)
        return _of_plan(view, event, plan, day) if plan is not None else []


def _of_plan(view: View, event: Event, plan: Plan, day: date) -> list[DueTask]:
    held = _dates(view, event, day)
    return [_placed(event, task, held, day) for task in plan.outline.tasks]


def _placed(event: Event, task: Task, held: Sequence[date], today: date) -> DueTask:
    """Return a task with the date of the event that it is for.

    In a series what comes before is for the next date, what comes after for the latest one; a tick counts for that date alone.
    """
    if len(held) == 1:
        return due_task(event, task, held[0], today, done=task.done is not None)
    before = [one for one in held if one < today]
    coming = [one for one in held if one >= today]
    if task.days > 0 and before:
        return due_task(event, task, before[-1], today, done=task.done is not None and task.done >= before[-1])
    if not coming:
        return due_task(event, task, held[-1], today, done=task.done is not None)
    done = task.done is not None and (not before or task.done > before[-1])
    return due_task(event, task, coming[0], today, done=done)


def _dates(view: View, event: Event, day: date) -> list[date]:
    """Return the first days on which an event is held around a day: one, or those of its series, in order."""
    if not event.recurrence or event.recurrence_id:
        return [event.when.first_day]
    from outreach.formats.recurrence import expand

    noon = datetime.combine(day, time(12), UTC)
    happening = expand(view.events.by_uid(event.uid), noon - _AROUND, noon + _AROUND)
    days = {when.first_day for one, when in happening if one.status is not EventStatus.CANCELLED}
    return sorted(days) or [event.when.first_day]


def _still_asked(task: DueTask, day: date) -> bool:
    if task.task.days > 0:
        return day <= task.day + AFTERWARDS
    length = task.event.when.last_day - task.event.when.first_day
    return day <= task.held + length


def _for_officer(task: Task, officer: str | None) -> bool:
    return officer is None or task.officer in ("", officer)
