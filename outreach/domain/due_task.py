"""A task of a plan with its day: what is overdue, what is for today, what comes within a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from outreach.domain.event import Event
from outreach.domain.plan import Task, day_of_task
from outreach.language import N_

#: "This week" is the seven days after today, so that Friday already shows Monday.
SOON = timedelta(days=7)


class TaskState(StrEnum):
    """How a task stands on a day."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    DONE = "done"


TASK_STATE_LABELS = {
    TaskState.OVERDUE: N_("Overdue"),
    TaskState.TODAY: N_("Today"),
    TaskState.SOON: N_("Within a week"),
    TaskState.LATER: N_("Later"),
    TaskState.DONE: N_("Done"),
}


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task of an event. `held` is the event's first day (of a series: that of the date it is for), `day` when it is due."""

    event: Event
    task: Task
    held: date
    day: date
    state: TaskState


def due_task(event: Event, task: Task, held: date, today: date, *, done: bool) -> DueTask:
    """Return a task with its day and how it stands on `today`."""
    day = day_of_task(task, held)
    return DueTask(event, task, held, day, TaskState.DONE if done else _state(day, today))


def _state(day: date, today: date) -> TaskState:
    if day < today:
        return TaskState.OVERDUE
    if day == today:
        return TaskState.TODAY
    return TaskState.SOON if day <= today + SOON else TaskState.LATER
