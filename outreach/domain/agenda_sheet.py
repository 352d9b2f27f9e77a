"""The agenda: days on which something happens, one after the other, and the stretches between them in which nothing does. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.domain.calendar_entry import Entry
from outreach.domain.search_text import plain, words
from outreach.domain.swedish_day import DayKind, NamedDays, SwedishDay

#: A stretch without events of this many days and longer is told.
LEAST_GAP = 14


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One day with its name and what happens on it, in order. `goes_on` are the entries that began on an earlier day."""

    day: date
    names: tuple[SwedishDay, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Days from `first` to `last`, both included, without any event that takes place."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it is."""
        return (self.last - self.first).days + 1


Line = AgendaDay | Gap


def lay_out_agenda(first: date, last: date, entries: Iterable[Entry], named: NamedDays) -> tuple[Line, ...]:
    """Return the days from `first` to `last` on which something happens or that have a name, with the gaps between events.

    An entry of several days stands on its first day, or on `first` when it began before. Half days alone make no line.
    """
    on: dict[date, list[Entry]] = {}
    for entry in entries:
        if entry.last >= first and entry.first <= last:
            on.setdefault(max(entry.first, first), []).append(entry)
    days = set(on) | {
        day for day, names in named.items() if first <= day <= last and names and names[0].kind is not DayKind.HALF
    }
    lines: list[Line] = []
    busy_until = first - timedelta(days=1)
    for day in sorted(days):
        found = sorted(on.get(day, ()), key=lambda one: one.order)
        events = [one for one in found if one.event is not None and not one.cancelled]
        if events:
            _tell_gap(lines, busy_until + timedelta(days=1), day - timedelta(days=1))
            busy_until = max(busy_until, *(one.last for one in events))
        lines.append(AgendaDay(day, tuple(named.get(day, ())), tuple(found)))
    _tell_gap(lines, busy_until + timedelta(days=1), last)
    return tuple(lines)


def _tell_gap(lines: list[Line], first: date, last: date) -> None:
    """Put a gap where it begins: before the named days and dates of tenders that lie in it."""
    gap = Gap(first, last)
    if gap.days < LEAST_GAP:
        return
    place = next(
        (number for number, line in enumerate(lines) if isinstance(line, AgendaDay) and line.day >= first), len(lines)
    )
    lines.insert(place, gap)


@dataclass(frozen=True, slots=True)
class RowHeights:
    """Heights in pixels: a row, the row of a day's only event, a month's name, a gap, and what lies between days."""

    row: int
    alone: int
    month: int
    gap: int
    between: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row from `top`: the name of a month (no line), a gap, an entry, or a day that has nothing but a name.

    `head`: it begins a day.
    """

    top: int
    height: int
    line: Line | None
    day: date
    entry: Entry | None = None
    head: bool = False


def rows_of(lines: Sequence[Line], heights: RowHeights) -> list[Row]:
    """Return the rows of an agenda, one below the other; a month's name stands above its first day."""
    rows: list[Row] = []
    top, month = 0, (0, 0)
    for line in lines:
        day = line.day if isinstance(line, AgendaDay) else line.first
        if (day.year, day.month) != month:
            month = (day.year, day.month)
            rows.append(Row(top, heights.month, None, day))
            top += heights.month
        if isinstance(line, Gap):
            rows.append(Row(top, heights.gap, line, day))
            top += heights.gap
            continue
        single = len(line.entries) == 1 and line.entries[0].event is not None
        height = heights.alone if single else heights.row
        for number, entry in enumerate(line.entries or (None,)):
            rows.append(Row(top, height, line, day, entry, number == 0))
            top += height
        top += heights.between
    return rows


def found_lines(lines: Sequence[Line], text: str) -> tuple[Line, ...]:
    """Return the days with the entries whose title, place or day's name holds every word of `text`; all lines without a word."""
    wanted = _folded(text).split()
    if not wanted:
        return tuple(lines)
    found: list[Line] = []
    for line in lines:
        if isinstance(line, Gap):
            continue
        named = _folded(" ".join(one.name for one in line.names))
        if line.names and all(word in named for word in wanted):
            found.append(line)
            continue
        fitting = tuple(one for one in line.entries if _holds(one, wanted))
        if fitting:
            found.append(AgendaDay(line.day, line.names, fitting))
    return tuple(found)


def _holds(entry: Entry, wanted: Sequence[str]) -> bool:
    place = entry.event.place if entry.event is not None else ""
    said = _folded(f"{entry.title} {place}")
    return all(word in said for word in wanted)


def _folded(text: str) -> str:
    return " ".join(plain(word) for word in words(text))
