"""Which bar lies where in a month: weeks from Monday, bars over several days, lanes that do not overlap. No Qt in here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.domain.calendar_entry import Entry

DAYS = 7
#: Years that a month can be shown of: wide enough for any plan, and far from where Python's dates end.
EARLIEST, LATEST = 1900, 2200


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
    return Sheet(month_of(month), weeks_of(mondays, entries))


def weeks_of(mondays: Sequence[date], entries: Iterable[Entry]) -> tuple[Week, ...]:
    """Give every entry its place in weeks that follow each other."""
    start, most = mondays[0].toordinal(), len(mondays) - 1
    in_week: list[list[Entry]] = [[] for _ in mondays]
    for entry in entries:
        first, last = (entry.first.toordinal() - start) // DAYS, (entry.last.toordinal() - start) // DAYS
        for number in range(max(first, 0), min(last, most) + 1):
            in_week[number].append(entry)
    return tuple(Week(monday, _bars(monday, found)) for monday, found in zip(mondays, in_week, strict=True))


def _bars(monday: date, entries: list[Entry]) -> tuple[Bar, ...]:
    """Put each entry into the first lane that is free on all its days; long ones first, so that they lie on top."""
    start = monday.toordinal()
    # The lanes that are taken on each day, as bits: ten thousand entries are laid out while a page turns.
    taken = [0] * DAYS
    bars = []
    for entry in sorted(entries, key=lambda one: _place_order(start, one)):
        opens, closes = entry.first.toordinal() - start, entry.last.toordinal() - start
        first, last = max(0, opens), min(DAYS - 1, closes)
        lanes = taken[first] if first == last else _either(taken[first : last + 1])
        free = ~lanes & (lanes + 1)
        for column in range(first, last + 1):
            taken[column] |= free
        bars.append(Bar(entry, first, last - first + 1, free.bit_length() - 1, opens >= 0, closes < DAYS))
    return tuple(bars)


def _either(lanes: Iterable[int]) -> int:
    found = 0
    for one in lanes:
        found |= one
    return found


def _place_order(start: int, entry: Entry) -> tuple[object, ...]:
    first = max(entry.first.toordinal(), start)
    return entry.what is not None, entry.first == entry.last, first, first - entry.last.toordinal(), entry.order
