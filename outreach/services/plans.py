"""Plans of events: what to do, bring and print, who stands where, whom we hope to meet, and how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, TypeVar
from uuid import UUID, uuid4

from outreach.domain.changes import Changes
from outreach.domain.due_task import DueTask
from outreach.domain.event import Event
from outreach.domain.event_yield import Yield, Yields
from outreach.domain.hope_line import HopeLine
from outreach.domain.plan import Debrief, Hope, PackingItem, Plan, Task, cleared, moved, new_plan
from outreach.domain.record import Kind
from outreach.domain.search_text import words
from outreach.domain.tender import Money
from outreach.domain.when import When, home_day
from outreach.errors import Ambiguous, ChangedBySomeoneElse, InvalidInput, NotFound
from outreach.language import N_
from outreach.services.debriefs import waiting_for_debrief
from outreach.services.due_tasks import due_tasks, tasks_of
from outreach.services.events import Events
from outreach.services.hopes import hope_lines, suggested_hopes, whole_hope
from outreach.services.outlines import clean_outline
from outreach.services.records import Records
from outreach.services.yields import yield_of, yields

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import Work

LineT = TypeVar("LineT", Task, PackingItem)


class Plans(Records[Plan]):
    """The verbs for plans. An event without a stored plan has an empty one; the first verb that changes it keeps it."""

    kind: ClassVar[Kind] = Kind.PLAN

    def __init__(self, database: Database, events: Events | None = None) -> None:
        super().__init__(database)
        self._events = events or Events(database)

    def title_of(self, record: Plan) -> str:
        """A plan goes by the name of its event."""
        with self.database.read() as view:
            event = view.events.get(record.event)
        return event.title if event else ""

    def of(self, event_id: UUID) -> Plan:
        """Return the plan of an event; an empty, unsaved one when it has none."""
        with self.database.read() as view:
            return view.plans.of(event_id) or new_plan(event_id)

    def of_events(self, event_ids: Sequence[UUID]) -> dict[UUID, Plan]:
        """Return the stored plans of these events, by event."""
        with self.database.read() as view:
            return view.plans.of_events(event_ids)

    def checked(self, work: Work, record: Plan) -> Plan:
        """Clean the words; an event has one plan. Raises InvalidInput, ChangedBySomeoneElse when another one was kept first."""
        if work.events.get(record.event) is None:
            raise InvalidInput(N_("Event"), N_("There is no such event."))
        stored = work.plans.of(record.event)
        if stored is not None and stored.id != record.id:
            raise ChangedBySomeoneElse(self.kind, stored.id)
        if record.hours < 0:
            raise InvalidInput(N_("Hours"), N_("Hours cannot be negative."))
        if record.cost is not None and record.cost.hundredths < 0:
            raise InvalidInput(N_("Cost"), N_("A cost cannot be negative."))
        hopes = tuple(dict.fromkeys(whole_hope(work, hope) for hope in record.hopes if hope.company or hope.person))
        return replace(record, outline=clean_outline(record.outline), hopes=hopes)

    # Event and plan together -----------------------------------------------------------------------------------------

    def start(self, event: Event, plan: Plan | None = None) -> Changes:
        """Keep a new event and its plan as one action. Raises InvalidInput."""
        with self.database.work(N_("Planned {name}"), name=event.title) as work:
            kept = self._events.keep(work, event)
            if plan is not None:
                self.keep(work, replace(plan, event=kept.id))
        return work.changes

    def copy(self, event_id: UUID, day: date | None = None) -> tuple[Event, Plan]:
        """Return a new, unsaved event like another one, and its plan with nothing done, packed or spent. Raises NotFound.

        With `day` it begins then, at the same time of day; all that lies before and after it follows. Hopes go along.
        """
        original = self._events.get(event_id)
        event = self._events.copy(event_id)
        before = event.when
        step = (day - before.first_day) if day is not None else timedelta()
        event = replace(event, when=When(before.start + step, before.end + step, before.zone, before.all_day))
        plan = cleared(moved(self.of(original.id), before, event.when))
        return event, replace(plan, id=uuid4(), version=0, event=event.id)

    def duplicate(self, event_id: UUID, day: date | None = None, title: str = "") -> tuple[Changes, Event]:
        """Keep a new event like another one, with its plan, as one action. See `copy`. Raises NotFound."""
        event, plan = self.copy(event_id, day)
        event = replace(event, title=title.strip() or event.title)
        with self.database.work(N_("Copied {name}"), name=event.title) as work:
            kept = self._events.keep(work, event)
            self.keep(work, plan)
        return work.changes, kept

    # Tasks -----------------------------------------------------------------------------------------------------------

    def due_tasks(self, day: date, officer: str | None = None) -> list[DueTask]:
        """Return what is to be done by a week after `day`, over all events that are not cancelled, the longest overdue first.

        With an officer: those of that one, and those that nobody has taken. What was to be done before an event is not asked
        for any more once it is over; what comes after it is, for sixty days. In a series, tasks are for its next date.
        """
        return due_tasks(self.database, day, officer)

    def tasks_of(self, event_id: UUID, day: date | None = None) -> list[DueTask]:
        """Return all tasks of an event with their days, in the order of the plan. `day` is today unless given. Raises NotFound."""
        return tasks_of(self.database, event_id, day or self._today())

    def tick(self, event_id: UUID, task: Task | int | str, done: bool = True) -> Changes:
        """Mark a task as done today, or as open again. `task` is the task, its place from 0, or words that only it has.

        Raises NotFound, Ambiguous.
        """
        found = _picked(self.of(event_id).outline.tasks, task)
        title = N_("Ticked off {task}: {name}") if done else N_("Opened again {task}: {name}")
        ticked = replace(found, done=self._today() if done else None)
        return self._change_tasks(event_id, title, lambda tasks: _put(tasks, found, ticked), task=found.text)

    def add_task(self, event_id: UUID, text: str, days: int = 0, officer: str = "") -> Changes:
        """Put a task on the list; `days` from the event's first day, -5 is five days before. Raises InvalidInput without words."""
        if not text.strip():
            raise InvalidInput(N_("Task"), N_("Write what is to be done."))
        new = Task(text=text, days=days, officer=officer)
        return self._change_tasks(event_id, N_("Planned {task}: {name}"), lambda tasks: (*tasks, new), task=text.strip())

    def change_task(self, event_id: UUID, task: Task | int | str, changed: Task) -> Changes:
        """Put a changed task in the place of another. Raises NotFound, Ambiguous."""
        found = _picked(self.of(event_id).outline.tasks, task)
        title = N_("Changed {task}: {name}")
        return self._change_tasks(event_id, title, lambda tasks: _put(tasks, found, changed), task=changed.text)

    def drop_task(self, event_id: UUID, task: Task | int | str) -> Changes:
        """Take a task off the list. Raises NotFound, Ambiguous."""
        found = _picked(self.of(event_id).outline.tasks, task)
        title = N_("Took off the plan {task}: {name}")
        return self._change_tasks(event_id, title, lambda tasks: _put(tasks, found, None), task=found.text)

    # Packing ---------------------------------------------------------------------------------------------------------

    def pack(self, event_id: UUID, item: PackingItem | int | str, packed: bool = True) -> Changes:
        """Mark something as packed, or as not packed after all. `item` as in `tick`. Raises NotFound, Ambiguous."""
        found = _picked(self.of(event_id).outline.packing, item)
        done = replace(found, packed=packed)
        return self._change_packing(event_id, _PACKED[packed], lambda items: _put(items, found, done), item=found.text)

    def pack_all(self, event_id: UUID, packed: bool = True) -> Changes:
        """Mark everything as packed, or nothing, as one action."""
        title = N_("Packed everything: {name}") if packed else N_("Unpacked everything: {name}")
        return self._change_packing(event_id, title, lambda items: tuple(replace(one, packed=packed) for one in items))

    def add_packing(self, event_id: UUID, text: str, count: int = 1) -> Changes:
        """Put something on the packing list. Raises InvalidInput without words or for a count below 1."""
        if not text.strip():
            raise InvalidInput(N_("Packing list"), N_("Write what is to be brought."))
        new = PackingItem(text=text, count=count)
        title = N_("To be packed {item}: {name}")
        return self._change_packing(event_id, title, lambda items: (*items, new), item=text.strip())

    def drop_packing(self, event_id: UUID, item: PackingItem | int | str) -> Changes:
        """Take something off the packing list. Raises NotFound, Ambiguous."""
        found = _picked(self.of(event_id).outline.packing, item)
        title = N_("Took off the packing list {item}: {name}")
        return self._change_packing(event_id, title, lambda items: _put(items, found, None), item=found.text)

    # Whom we hope to meet --------------------------------------------------------------------------------------------

    def hopes(self, event_id: UUID) -> list[HopeLine]:
        """Return whom we hope to meet, with the latest conversation, in the order of the plan; who is gone is left out."""
        return hope_lines(self.database, event_id)

    def suggested_hopes(self, event_id: UUID, language: str = "sv", most: int = 20) -> list[HopeLine]:
        """Return companies that suit the event and are not hoped for yet, each with a reason in `language`.

        Those whose CPV codes or tags fit a featured tender, or whose tags fit the event's; the ones never met first, then those
        met longest ago. What room is left goes to companies never met at all. Raises NotFound.
        """
        return suggested_hopes(self.database, event_id, language, most)

    def hope(self, event_id: UUID, hopes: Sequence[Hope]) -> Changes:
        """Hope to meet these companies or people too; who is hoped for already gets the new reason, if there is one."""
        title = N_("Hopes to meet {count}: {name}")

        def joined(work: Work, plan: Plan) -> Plan:
            known = {_whom(one): one for one in plan.hopes}
            for one in (whole_hope(work, each) for each in hopes):
                before = known.get(_whom(one))
                known[_whom(one)] = replace(one, why=one.why or (before.why if before else ""))
            return replace(plan, hopes=tuple(known.values()))

        return self._change(event_id, title, joined, count=str(len(hopes)))

    def drop_hopes(self, event_id: UUID, hopes: Sequence[Hope]) -> Changes:
        """Take companies or people off the list of those whom we hope to meet."""
        gone = {_whom(one) for one in hopes}
        title = N_("No longer hopes to meet {count}: {name}")

        def left(_: Work, plan: Plan) -> Plan:
            return replace(plan, hopes=tuple(one for one in plan.hopes if _whom(one) not in gone))

        return self._change(event_id, title, left, count=str(len(gone)))

    # Afterwards ------------------------------------------------------------------------------------------------------

    def debrief(
        self,
        event_id: UUID,
        good: str = "",
        hard: str = "",
        heard: str = "",
        change: str = "",
        hours: float | None = None,
        cost: Money | None = None,
    ) -> Changes:
        """Keep the answers to the four questions, and what was spent where that is told. Replaces earlier answers.

        Raises InvalidInput when nothing is told at all, and for negative figures.
        """
        answers = {"good": good, "hard": hard, "heard": heard, "change": change}
        told = {name: text.strip() for name, text in answers.items()}
        if not any(told.values()) and hours is None and cost is None:
            raise InvalidInput(N_("Debrief"), N_("Answer at least one of the four questions."))

        def debriefed(work: Work, plan: Plan) -> Plan:
            answered = Debrief(**told, at=work.now) if any(told.values()) else plan.debrief
            spent = replace(plan, hours=plan.hours if hours is None else hours, cost=plan.cost if cost is None else cost)
            return replace(spent, debrief=answered)

        return self._change(event_id, N_("Debriefed {name}"), debriefed)

    def waiting_for_debrief(self, day: date) -> list[Event]:
        """Return the events of the 30 days before `day` that nobody has debriefed, the latest first.

        Only events that have a plan or where conversations were logged; no cancelled ones, and no series.
        """
        return waiting_for_debrief(self.database, day)

    def yield_of(self, event_id: UUID) -> Yield:
        """Return what an event gave for what it took. Raises NotFound."""
        return yield_of(self.database, event_id)

    def yields(self, first: date, last: date) -> Yields:
        """Return the yields of the events that began from `first` to `last` (both included), and their sum.

        Left out are cancelled events, those still to come, and those with neither plan nor guests nor conversations. A series
        counts as a whole, where it began.
        """
        return yields(self.database, first, last)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return home_day(self.database.signature.clock())

    def _change(self, event_id: UUID, title: str, change: Callable[[Work, Plan], Plan], **values: str) -> Changes:
        """Keep what `change` makes of an event's plan, as one action called `title`. Raises NotFound."""
        with self.database.work(title, name="", **values) as work:
            event = work.events.get(event_id)
            if event is None:
                raise NotFound(str(event_id))
            work.rename_action(title, name=event.title, **values)
            self.keep(work, change(work, work.plans.of(event_id) or new_plan(event_id)))
        return work.changes

    def _change_tasks(
        self, event_id: UUID, title: str, change: Callable[[tuple[Task, ...]], tuple[Task, ...]], task: str
    ) -> Changes:
        def changed(_: Work, plan: Plan) -> Plan:
            return replace(plan, outline=replace(plan.outline, tasks=change(plan.outline.tasks)))

        return self._change(event_id, title, changed, task=task)

    def _change_packing(
        self,
        event_id: UUID,
        title: str,
        change: Callable[[tuple[PackingItem, ...]], tuple[PackingItem, ...]],
        **values: str,
    ) -> Changes:
        def changed(_: Work, plan: Plan) -> Plan:
            return replace(plan, outline=replace(plan.outline, packing=change(plan.outline.packing)))

        return self._change(event_id, title, changed, **values)


_PACKED = {True: N_("Packed {item}: {name}"), False: N_("Unpacked {item}: {name}")}


def _whom(hope: Hope) -> tuple[UUID | None, UUID | None]:
    return hope.company, hope.person


def _picked(lines: tuple[LineT, ...], wanted: LineT | int | str) -> LineT:
    """Return the line that is meant: itself, its place from 0, or words that only one has. Raises NotFound, Ambiguous."""
    if isinstance(wanted, int):
        if not 0 <= wanted < len(lines):
            raise NotFound(str(wanted))
        return lines[wanted]
    if not isinstance(wanted, str):
        return wanted
    same = [line for line in lines if line.text.casefold() == wanted.strip().casefold()]
    asked = words(wanted)
    found = same[:1] or [line for line in lines if asked and all(word in words(line.text) for word in asked)]
    if not found:
        raise NotFound(wanted)
    if len(found) > 1:
        raise Ambiguous(wanted, [line.text for line in found[:5]])
    return found[0]


def _put(lines: tuple[LineT, ...], known: LineT, new: LineT | None) -> tuple[LineT, ...]:
    """Return the lines with `new` in the place of `known`, or without it. Raises NotFound when it is there no more."""
    if known not in lines:
        raise NotFound(known.text)
    place = lines.index(known)
    kept = list(lines)
    kept[place : place + 1] = [] if new is None else [new]
    return tuple(kept)
