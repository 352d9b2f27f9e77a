"""What a day asks for, in four lists: follow up, next events with what is missing, to be told to everyone, cards to type in.

Nothing is decided here: each list gathers what the services of its kind say is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.contract_days import DueCheck
from outreach.domain.due_task import DueTask
from outreach.domain.equal_treatment import Disclosure
from outreach.domain.event import Event, EventStatus
from outreach.domain.inbox_card import InboxCard
from outreach.domain.listing import Listing, Row
from outreach.domain.plan import PackingItem, Plan
from outreach.domain.record import Kind
from outreach.domain.rule_deadlines import DEADLINE_LABELS, DeadlineKind, RuleDeadline
from outreach.domain.tender import Tender
from outreach.domain.when import home_day, to_instant
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_, NN_
from outreach.services.events import Occurrence

if TYPE_CHECKING:
    from outreach.services.house import House

_AHEAD = timedelta(days=180)
#: Days by rules are told a week before.
_SOON = timedelta(days=7)
#: The four questions are asked for so long; after a week nobody remembers.
_ASKED_FOR = timedelta(days=7)
_MOST_ASKED = 3
_MOST_EVENTS = 8
_MOST_FOLLOW_UPS = 200
#: So long after the last day to bid, those who did not bid are worth a call.
_WORTH_A_CALL = timedelta(days=60)
#: An event that is further away may lack shifts and prints for a while.
_NEAR = timedelta(days=30)
#: What is done by noting the day, and the field of the tender that keeps it.
_NOTED = {
    DeadlineKind.PLANNING_NOTICE: "planning_notice_sent",
    DeadlineKind.RESULT_NOTICE: "result_notice_sent",
}


class Lack(StrEnum):
    """What is missing for an event."""

    LETTERS = "letters"
    SHIFTS = "shifts"
    PRINTS = "prints"


LETTERS_DUE = NN_("{n} letter to send", "{n} letters to send")
LACK_LABELS = {Lack.SHIFTS: N_("no shifts"), Lack.PRINTS: N_("nothing printed")}


@dataclass(frozen=True, slots=True)
class ToPack:
    """Something that is not packed yet for an event."""

    event: Event
    item: PackingItem


@dataclass(frozen=True, slots=True)
class AskedEvent:
    """An event with what it asks for. `when` is its next date, None for one that is over or not among the next ones."""

    event: Event
    next: Occurrence | None = None
    debrief: bool = False
    tasks: tuple[DueTask, ...] = ()
    packing: tuple[ToPack, ...] = ()
    letters: int = 0
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class ToTell:
    """New information that everyone shall get, and for how many days it has been open."""

    disclosure: Disclosure
    tender: Tender | None
    days: int


@dataclass(frozen=True, slots=True)
class Unheard:
    """A tender that companies were met about or told of, and did not bid for, and how many have not said why."""

    tender: Tender
    count: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day's four lists, and the figures in the head. `contacts` are companies whose next contact is due."""

    today: date
    follow_ups: tuple[Row, ...] = ()
    contacts: tuple[Row, ...] = ()
    deadlines: tuple[RuleDeadline, ...] = ()
    checks: tuple[DueCheck, ...] = ()
    unheard: tuple[Unheard, ...] = ()
    events: tuple[AskedEvent, ...] = ()
    to_tell: tuple[ToTell, ...] = ()
    cards: tuple[InboxCard, ...] = ()
    expiring: int = 0
    conversations: int = 0
    companies: int = 0

    @property
    def due_now(self) -> int:
        """How many follow-ups and companies are due by today: what a reminder counts."""
        return len([row for row in self.follow_ups if row.cells["due"] <= self.today]) + len(self.contacts)


class Today:
    """The verbs for a day."""

    def __init__(self, house: House) -> None:
        self._house = house

    def look(self, today: date | None = None) -> Day:
        """Read the day. "Today" is the day in the home zone."""
        house = self._house
        day = today or home_day(house.now())
        first = to_instant(datetime(day.year, day.month, 1), "")  # noqa: DTZ001 - a wall-clock time, placed at once
        month = Listing(Kind.MEETING, filters=(("from", first.isoformat()),))
        met = Listing(Kind.COMPANY, filters=(("met", first.isoformat()),))
        return Day(
            today=day,
            follow_ups=tuple(house.follow_ups.open_ones(_MOST_FOLLOW_UPS)),
            contacts=tuple(house.next_contacts.chosen_due(day)),
            deadlines=tuple(one for one in house.rules.due(day) if one.act_by <= day + _SOON),
            checks=self._checks(day),
            unheard=self._unheard(day),
            events=self._events(day),
            to_tell=self._to_tell(day),
            cards=tuple(house.inbox_cards.waiting()),
            expiring=len(house.pipeline.expiring(day)),
            conversations=len(house.meetings.keys(month)),
            companies=len(house.companies.keys(met)),
        )

    def due_today(self, day: date) -> list[Row]:
        """Return the follow-ups and companies that became due on this very day: what a reminder tells, once."""
        house = self._house
        rows = [row for row in house.follow_ups.open_ones(_MOST_FOLLOW_UPS) if row.cells["due"] == day]
        return rows + [row for row in house.next_contacts.chosen_due(day) if row.cells["next_contact"] == day]

    def settle(self, tender_id: UUID, kind: DeadlineKind) -> Changes:
        """Note that what a rule asked for was done today. Raises NotFound, InvalidInput for what no day is noted of."""
        if kind not in _NOTED:
            raise InvalidInput(N_("Deadline"), N_("Open the tender to see to it."))
        service, today = self._house.tenders, home_day(self._house.now())
        with self._house.database.work(N_("{name}: done today"), name="") as work:
            tender = work.tenders.get(tender_id)
            if tender is None:
                raise NotFound(str(tender_id))
            changed: dict[str, Any] = {_NOTED[kind]: today}
            service.keep(work, replace(tender, **changed))
            work.rename_action(N_("{name}: done today"), name=tender.title)
        return work.changes

    # The lists -------------------------------------------------------------------------------------------------------

    def _checks(self, day: date) -> tuple[DueCheck, ...]:
        """Return what contracts ask to be looked at by today, and what they ask for within a week."""
        return tuple(one for one in self._house.contracts.due(day) if one.day <= day + _SOON)

    def _unheard(self, day: date) -> tuple[Unheard, ...]:
        no_bids = self._house.no_bids
        with self._house.database.read() as view:
            since, until = day - _WORTH_A_CALL, day
            closed = [one for one in view.tenders.all() if one.tender_deadline and since <= home_day(one.tender_deadline) < until]
        counted = (Unheard(one, sum(missing.said is None for missing in no_bids.list(one.id))) for one in closed)
        return tuple(one for one in counted if one.count)

    def _to_tell(self, day: date) -> tuple[ToTell, ...]:
        with self._house.database.read() as view:
            items = view.disclosures.open_ones()
            tenders = view.tenders.many(one.tender for one in items if one.tender)
        return tuple(
            ToTell(one, tenders.get(one.tender) if one.tender else None, max(0, (day - home_day(one.opened)).days))
            for one in items
        )

    def _events(self, day: date) -> tuple[AskedEvent, ...]:
        house = self._house
        waiting = [one for one in house.plans.waiting_for_debrief(day) if one.when.last_day >= day - _ASKED_FOR]
        asked = {one.id: AskedEvent(one, debrief=True) for one in waiting[:_MOST_ASKED]}
        tasks: dict[UUID, list[DueTask]] = {}
        for task in house.plans.due_tasks(day):
            tasks.setdefault(task.event.id, []).append(task)
        coming = [one for one in house.events.between(day, day + _AHEAD) if one.event.status is not EventStatus.CANCELLED]
        shown = coming[:_MOST_EVENTS]
        plans = house.plans.of_events(list(dict.fromkeys(one.event.id for one in shown)))
        found = list(asked.values())
        known = {one.event.id for one in shown}
        elsewhere = [some for one, some in tasks.items() if one not in known and one not in asked]
        found += [AskedEvent(some[0].event, tasks=tuple(some)) for some in elsewhere]
        told: set[UUID] = set()
        for one in shown:
            if one.event.id in told:
                found.append(AskedEvent(one.event, one))
                continue
            told.add(one.event.id)
            found.append(self._asked(one, day, tuple(tasks.get(one.event.id, ())), plans.get(one.event.id)))
        # Tasks of an event that waits for its four questions stand with it.
        return tuple(
            replace(one, tasks=tuple(tasks.get(one.event.id, ()))) if one.debrief and one.event.id not in known else one
            for one in found
        )

    def _asked(self, one: Occurrence, day: date, tasks: tuple[DueTask, ...], plan: Plan | None) -> AskedEvent:
        lacks = []
        if plan is not None and one.when.first_day <= day + _NEAR:
            outline = plan.outline
            if not outline.shifts and not one.event.staff:
                lacks.append(Lack.SHIFTS)
            if outline.printing and not self._house.printings.at_event(one.event.id):
                lacks.append(Lack.PRINTS)
        begun = one.when.start_utc <= self._house.now()
        near = plan is not None and not begun and day <= one.when.first_day <= day + timedelta(days=1)
        items = plan.outline.packing if near and plan is not None else ()
        packing = tuple(ToPack(one.event, item) for item in items if not item.packed)
        return AskedEvent(one.event, one, False, tasks, packing, self._letters(one.event.id), tuple(lacks))

    def _letters(self, event_id: UUID) -> int:
        due = self._house.invitations.due(event_id)
        parts: Sequence[tuple[UUID, ...]] = (due.new, due.older, due.to_cancel, due.to_uninvite, due.to_wait, due.offered)
        return sum(len(part) for part in parts)


def deadline_words(one: RuleDeadline) -> str:
    """Return what is to be done by the day, as a catalogue text."""
    return DEADLINE_LABELS[one.kind]


def can_settle(one: RuleDeadline) -> bool:
    """Say whether one key notes that it was done."""
    return one.kind in _NOTED
