"""A whole year on one sheet: twelve rows of days, set so that weekdays stand below each other, with what lies on them. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from outreach.domain.calendar_entry import Entry
from outreach.domain.event import EventKind
from outreach.domain.month_sheet import month_later

#: Columns from a Monday: the 1st may be a Sunday, and 31 days follow.
COLUMNS = 37
#: Whole weeks without any event that count as an empty stretch.
LEAST_EMPTY_WEEKS = 3


@dataclass(frozen=True, slots=True)
class YearDay:
    """One day with its events, the longest first, and the dates of tenders on it."""

    day: date
    events: tuple[Entry, ...] = ()
    tenders: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class YearSheet:
    """A laid-out year. `first` is the first day of its first month: January, or where the unit's year begins."""

    first: date
    days: dict[date, YearDay]
    entries: int = 0

    @property
    def last(self) -> date:
        """The last day shown."""
        return month_later(self.first, 12) - timedelta(days=1)

    @property
    def months(self) -> list[date]:
        """The first day of each month."""
        return [month_later(self.first, number) for number in range(12)]

    def on(self, day: date) -> list[Entry]:
        """Return what happens on a day, in order."""
        found = self.days.get(day)
        return sorted((*found.events, *found.tenders), key=lambda one: one.order) if found else []

    def where(self, day: date) -> tuple[int, int]:
        """Return row and column of a day."""
        row = (day.year - self.first.year) * 12 + day.month - self.first.month
        return row, day.day - 1 + day.replace(day=1).weekday()

    def day_at(self, row: int, column: int) -> date | None:
        """Return the day at a row and column; None where there is none."""
        if not 0 <= row < 12:
            return None
        first = month_later(self.first, row)
        number = column - first.weekday()
        last = (month_later(first, 1) - timedelta(days=1)).day
        return first + timedelta(days=number) if 0 <= number < last else None

    @cached_property
    def empty(self) -> tuple[tuple[date, date], ...]:
        """The stretches of at least three whole weeks, Monday to Sunday, in which no event lies."""
        return tuple(_stretches(self))

    @cached_property
    def counts(self) -> list[int]:
        """How many events begin in each month, cancelled ones left out."""
        found = [0] * 12
        for day in self.days.values():
            found[self.where(day.day)[0]] += sum(one.first == day.day and not one.cancelled for one in day.events)
        return found

    @cached_property
    def kinds(self) -> list[EventKind]:
        """The kinds of events that are there, in their usual order."""
        there = {entry.event.kind for day in self.days.values() for entry in day.events if entry.event is not None}
        return [kind for kind in EventKind if kind in there]


def lay_out_year(first: date, entries: Iterable[Entry]) -> YearSheet:
    """Put every entry on each of its days within the twelve months from `first`."""
    end = month_later(first, 12) - timedelta(days=1)
    events: dict[date, list[Entry]] = {}
    tenders: dict[date, list[Entry]] = {}
    count = 0
    for entry in entries:
        target = tenders if entry.event is None else events
        count += entry.event is not None
        day = max(entry.first, first)
        while day <= min(entry.last, end):
            target.setdefault(day, []).append(entry)
            day += timedelta(days=1)
    days = {
        day: YearDay(day, tuple(sorted(events.get(day, ()), key=_order)), tuple(tenders.get(day, ())))
        for day in events.keys() | tenders.keys()
    }
    return YearSheet(first, days, count)


def _order(entry: Entry) -> tuple[object, ...]:
    """Long ones first, so that they keep their lane from day to day; then as the day goes."""
    return entry.cancelled, -(entry.last - entry.first).days, entry.first, entry.order


def _stretches(sheet: YearSheet) -> Iterator[tuple[date, date]]:
    monday = sheet.first + timedelta(days=-sheet.first.weekday() % 7)
    begun: date | None = None
    while monday + timedelta(days=6) <= sheet.last:
        busy = any(_busy(sheet, monday + timedelta(days=number)) for number in range(7))
        if busy and begun is not None:
            yield from _long_enough(begun, monday - timedelta(days=1))
        begun = None if busy else begun or monday
        monday += timedelta(days=7)
    if begun is not None:
        yield from _long_enough(begun, monday - timedelta(days=1))


def _busy(sheet: YearSheet, day: date) -> bool:
    found = sheet.days.get(day)
    return found is not None and any(not one.cancelled for one in found.events)


def _long_enough(first: date, last: date) -> Iterator[tuple[date, date]]:
    if (last - first).days + 1 >= LEAST_EMPTY_WEEKS * 7:
        yield first, last
