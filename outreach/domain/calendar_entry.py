"""What a calendar shows: one happening of an event, or one date of a tender, with no more than is painted of it.

Days and times are those of the home zone, because a calendar on the wall has one clock. All-day and floating events keep their
dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.contract_days import DUE_LABELS, DueCheck, DueKind
from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.record import Kind
from outreach.domain.rule_deadlines import DEADLINE_LABELS, DeadlineKind, RuleDeadline
from outreach.domain.tender import Tender
from outreach.domain.when import HOME_ZONE, When
from outreach.language import N_


class TenderDate(StrEnum):
    """Which date of a tender an entry stands for."""

    PUBLICATION = "publication"
    QUESTIONS = "questions"
    DEADLINE = "deadline"
    PLANNING_NOTICE = "planning_notice"
    ANSWERS = "answers"
    RESULT_NOTICE = "result_notice"
    OPTION = "option"
    CONTRACT_END = "contract_end"
    CHECK = "check"


TENDER_DATE_LABELS = {
    TenderDate.PUBLICATION: N_("Expected publication"),
    TenderDate.QUESTIONS: N_("Last day for questions"),
    TenderDate.DEADLINE: N_("Last day to bid"),
    TenderDate.PLANNING_NOTICE: DEADLINE_LABELS[DeadlineKind.PLANNING_NOTICE],
    TenderDate.ANSWERS: DEADLINE_LABELS[DeadlineKind.ANSWERS],
    TenderDate.RESULT_NOTICE: DEADLINE_LABELS[DeadlineKind.RESULT_NOTICE],
    TenderDate.OPTION: DEADLINE_LABELS[DeadlineKind.OPTION],
    TenderDate.CONTRACT_END: DEADLINE_LABELS[DeadlineKind.CONTRACT_END],
    TenderDate.CHECK: DUE_LABELS[DueKind.CHECK],
}
#: The days that follow from rules and stand in a calendar; the others are told where the tender is.
_OF_RULES = {kind: TenderDate(kind.value) for kind in DeadlineKind if kind.value in set(TenderDate)}


_OF_CONTRACTS = {
    DueKind.CHECK: TenderDate.CHECK,
    DueKind.OPTION: TenderDate.OPTION,
    DueKind.END: TenderDate.CONTRACT_END,
}


@dataclass(frozen=True, slots=True)
class EventGlance:
    """An event as a calendar shows it. `series`: it is a series, or a moved date of one."""

    id: UUID
    title: str
    kind: EventKind
    status: EventStatus
    place: str = ""
    booth: str = ""
    series: bool = False

    @property
    def cancelled(self) -> bool:
        """Say whether it is cancelled."""
        return self.status is EventStatus.CANCELLED


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the calendar: an occurrence of an event, or a date of a tender or a contract.

    `first` and `last` are days in the home zone, both included. `clock` is the time of day at which it begins, None for
    all-day. `event` and `when` are set for events, `what` for tenders and contracts; `of` tells these two apart.
    """

    record: UUID
    title: str
    first: date
    last: date
    clock: time | None = None
    event: EventGlance | None = None
    when: When | None = None
    what: TenderDate | None = None
    of: Kind = Kind.TENDER

    @property
    def key(self) -> tuple[UUID, date, str]:
        """What finds the same entry again after a new reading."""
        return self.record, self.first, self.what.value if self.what else ""

    @property
    def order(self) -> tuple[bool, bool, time, str]:
        """Events before dates of tenders; within a day all-day events first, then by time and title."""
        return self.what is not None, self.clock is not None, self.clock or time.min, self.title.casefold()

    @property
    def cancelled(self) -> bool:
        """Say whether it is a cancelled event."""
        return self.event is not None and self.event.cancelled


def glance_of(event: Event) -> EventGlance:
    """Return what a calendar shows of an event."""
    series = bool(event.recurrence or event.recurrence_id)
    return EventGlance(event.id, event.title, event.kind, event.status, event.place, event.booth, series)


def entry_at(glance: EventGlance, when: When) -> Entry:
    """Return the entry of an event at one of its times."""
    start, end = home_wall(when.start, when.zone), home_wall(when.end, when.zone)
    # As `When.last_day`: an end at midnight does not reach into the next day.
    last = end.date()
    if end > start and end.time() == time.min:
        last -= timedelta(days=1)
    clock = None if when.all_day else start.time()
    return Entry(glance.id, glance.title, start.date(), max(last, start.date()), clock, glance, when)


def entry_of_event(event: Event, when: When | None = None) -> Entry:
    """Return the entry of an event, or of one date of a series."""
    return entry_at(glance_of(event), when or event.when)


def entries_of_tender(tender: Tender) -> list[Entry]:
    """Return the dates of a tender: expected publication, last day for questions, last day to bid."""
    found: list[tuple[TenderDate, date | None, time | None]] = [
        (TenderDate.PUBLICATION, tender.expected_publication, None),
        (TenderDate.QUESTIONS, *_day_and_clock(tender.question_deadline)),
        (TenderDate.DEADLINE, *_day_and_clock(tender.tender_deadline)),
    ]
    return [Entry(tender.id, tender.title, day, day, clock, what=what) for what, day, clock in found if day]


def entry_of_deadline(deadline: RuleDeadline) -> Entry | None:
    """Return the entry of a day that follows from a rule; None for what is done or stands in no calendar."""
    what = _OF_RULES.get(deadline.kind)
    if what is None or deadline.done is not None:
        return None
    return Entry(deadline.tender, deadline.title, deadline.day, deadline.day, what=what)


def entry_of_contract(due: DueCheck) -> Entry:
    """Return the entry of a day on which a contract asks for something."""
    title = f"{due.contract.title} ({due.contract.supplier})"
    return Entry(due.contract.id, title, due.day, due.day, what=_OF_CONTRACTS[due.kind], of=Kind.CONTRACT)


def home_wall(wall: datetime, zone: str) -> datetime:
    """Return a wall-clock time of `zone` on the clock at home; one without a zone stays as it is."""
    if not zone or zone == HOME_ZONE:
        return wall
    instant = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return instant.astimezone(ZoneInfo(HOME_ZONE)).replace(tzinfo=None, fold=0)


def _day_and_clock(instant: datetime | None) -> tuple[date | None, time | None]:
    if instant is None:
        return None, None
    wall = instant.astimezone(ZoneInfo(HOME_ZONE)).replace(tzinfo=None)
    return wall.date(), wall.time()
