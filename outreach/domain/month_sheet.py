"""Which bar lies where in a month: weeks from Monday, bars over several days, lanes that do not overlap. No Qt in here.

Times are those of the home zone, because a month on the wall has one clock. All-day and floating events keep their dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.event import Event
from outreach.domain.tender import Tender
from outreach.domain.when import HOME_ZONE, When
from outreach.services.events import Occurrence

DAYS = 7
#: Years that a month can be shown of: wide enough for any plan, and far from where Python's dates end.
EARLIEST, LATEST = 1900, 2200


class TenderDate(StrEnum):
    """Which date of a tender an entry stands for."""

    PUBLICATION = "publication"
    QUESTIONS = "questions"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the month: an occurrence of an event, or a date of a tender.

    `first` and `last` are days in the home zone, both included. `clock` is the time of day at which it begins, None for
    all-day. `event` and `when` are set for events, `what` for tenders.
    """

    record: UUID
    title: str
    first: date
    last: date
    clock: time | None = None
    event: Event | None = None
    when: When | None = None
    what: TenderDate | None = None

    @property
    def key(self) -> tuple[UUID, date, str]:
        """What finds the same entry again after a new reading."""
        return self.record, self.first, self.what.value if self.what else ""

    @property
    def order(self) -> tuple[bool, bool, time, str]:
        """Events before dates of tenders; within a day all-day events first, then by time and title."""
        return self.what is not None, self.clock is not None, self.clock or time.min, self.title.casefold()


@dataclass(frozen=True, slots=True)
class Bar:
    """The part of an entry that lies in one week. `column` 0 is Monday; `lane` 0 is the uppermost.

    `opens` and `closes` say whether the entry begins and ends here, or goes on in the week before or after.
    """

    entry: Entry
    column: int
    span: int
    lane: int
    opens: bool
    closes: bool

    def covers(self, column: int) -> bool:
        """Say whether the bar lies on a day of its week."""
        return self.column <= column < self.column + self.span


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from `monday`, with their bars."""

    monday: date
    bars: tuple[Bar, ...]

    @property
    def number(self) -> int:
        """The week's number after ISO 8601, as Swedish calendars show it."""
        return self.monday.isocalendar().week

    def fitting(self, lanes: int) -> tuple[tuple[Bar, ...], dict[int, int]]:
        """Return the bars for which there is room in `lanes` lanes, and by column how many more there are.

        A day that has more than fits gives its last lane to the words "3 more".
        """
        over = {column for bar in self.bars if bar.lane >= lanes for column in range(bar.column, bar.column + bar.span)}
        shown, more = [], dict.fromkeys(range(DAYS), 0)
        for bar in self.bars:
            columns = range(bar.column, bar.column + bar.span)
            if bar.lane < lanes - 1 or (bar.lane == lanes - 1 and over.isdisjoint(columns)):
                shown.append(bar)
            else:
                for column in columns:
                    more[column] += 1
        return tuple(shown), {column: count for column, count in more.items() if count}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid-out month: its first day, and its weeks."""

    month: date
    weeks: tuple[Week, ...]

    def on(self, day: date) -> list[Entry]:
        """Return what happens on a day, in order."""
        for week in self.weeks:
            column = (day - week.monday).days
            if 0 <= column < DAYS:
                return sorted((bar.entry for bar in week.bars if bar.covers(column)), key=lambda entry: entry.order)
        return []


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def month_later(day: date, months: int) -> date:
    """Return the same day some months later (earlier when negative), the month's last day where there is no such day."""
    count = min(max(day.year * 12 + day.month - 1 + months, EARLIEST * 12), LATEST * 12 + 11)
    year, month = count // 12, count % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def mondays_of(month: date) -> list[date]:
    """Return the Mondays of the weeks that a month touches: four to six."""
    first = month_of(month)
    monday = first - timedelta(days=first.weekday())
    after = month_later(first, 1)
    return [monday + timedelta(weeks=number) for number in range(6) if monday + timedelta(weeks=number) < after]


def span_of(month: date) -> tuple[date, date]:
    """Return the first and the last day that the sheet of a month shows."""
    mondays = mondays_of(month)
    return mondays[0], mondays[-1] + timedelta(days=DAYS - 1)


def lay_out(month: date, entries: Iterable[Entry]) -> Sheet:
    """Give every entry its place in the weeks of a month."""
    mondays = mondays_of(month)
    in_week: dict[date, list[Entry]] = {monday: [] for monday in mondays}
    for entry in entries:
        for monday in mondays:
            if entry.first < monday + timedelta(days=DAYS) and entry.last >= monday:
                in_week[monday].append(entry)
    return Sheet(month_of(month), tuple(Week(monday, _bars(monday, found)) for monday, found in in_week.items()))


def entry_of_event(occurrence: Occurrence) -> Entry:
    """Return the entry of an event, or of one date of a series."""
    when = occurrence.when
    start, end = _home(when.start, when.zone), _home(when.end, when.zone)
    # As `When.last_day`: an end at midnight does not reach into the next day.
    last = (end - timedelta(microseconds=1)).date() if end > start else start.date()
    clock = None if when.all_day else start.time()
    event = occurrence.event
    return Entry(event.id, event.title, start.date(), max(last, start.date()), clock, event, when)


def entries_of_tender(tender: Tender) -> list[Entry]:
    """Return the dates of a tender: expected publication, last day for questions, last day to bid."""
    found: list[tuple[TenderDate, date | None, time | None]] = [
        (TenderDate.PUBLICATION, tender.expected_publication, None),
        (TenderDate.QUESTIONS, *_day_and_clock(tender.question_deadline)),
        (TenderDate.DEADLINE, *_day_and_clock(tender.tender_deadline)),
    ]
    return [Entry(tender.id, tender.title, day, day, clock, what=what) for what, day, clock in found if day]


def _day_and_clock(instant: datetime | None) -> tuple[date | None, time | None]:
    if instant is None:
        return None, None
    wall = instant.astimezone(ZoneInfo(HOME_ZONE)).replace(tzinfo=None)
    return wall.date(), wall.time()


def _home(wall: datetime, zone: str) -> datetime:
    if not zone or zone == HOME_ZONE:
        return wall
    instant = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return instant.astimezone(ZoneInfo(HOME_ZONE)).replace(tzinfo=None, fold=0)


def _bars(monday: date, entries: list[Entry]) -> tuple[Bar, ...]:
    """Put each entry into the first lane that is free on all its days; long ones first, so that they lie on top."""
    ends: list[list[bool]] = []
    bars = []
    for entry in sorted(entries, key=lambda one: _place_order(monday, one)):
        first = max(0, (entry.first - monday).days)
        last = min(DAYS - 1, (entry.last - monday).days)
        lane = _free_lane(ends, range(first, last + 1))
        opens, closes = entry.first >= monday, entry.last < monday + timedelta(days=DAYS)
        bars.append(Bar(entry, first, last - first + 1, lane, opens, closes))
    return tuple(bars)


def _place_order(monday: date, entry: Entry) -> tuple[object, ...]:
    first = max(entry.first, monday)
    return entry.what is not None, entry.first == entry.last, first, -(entry.last - first).days, entry.order


def _free_lane(taken: list[list[bool]], columns: Sequence[int]) -> int:
    free = (lane for lane, days in enumerate(taken) if not any(days[column] for column in columns))
    lane = next(free, len(taken))
    if lane == len(taken):
        taken.append([False] * DAYS)
    for column in columns:
        taken[lane][column] = True
    return lane
