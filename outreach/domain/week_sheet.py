"""What lies where in a week of hours: the clock's rows, blocks side by side where events overlap, the band of whole days. No Qt.

The rows are hours of the clock at home. In the night when summer time ends one hour comes twice, so that the week gets a row
more, which the other days do not have; in the night when it begins the day lacks a row. Places are minutes from the top row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from outreach.domain.calendar_entry import Entry
from outreach.domain.month_sheet import DAYS, Bar, Week, weeks_of
from outreach.domain.when import HOME_ZONE

HOUR = 60
WORKING_DAYS = 5
#: No block is thought lower than this many minutes, or its words would lie on those of the next one.
LEAST = 30
_HOME = ZoneInfo(HOME_ZONE)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One row: an hour of the clock; `again` for the hour that comes a second time."""

    hour: int
    again: bool = False


@dataclass(frozen=True)
class Axis:
    """The rows of some days. Minutes count from the first row's top."""

    days: tuple[date, ...]

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The rows, 24 or one more."""
        twice = {hour for day in self.days for hour in hours_twice(day)}
        rows = (((Slot(hour), Slot(hour, True)) if hour in twice else (Slot(hour),)) for hour in range(24))
        return tuple(slot for row in rows for slot in row)

    @property
    def height(self) -> int:
        """The minutes of all rows."""
        return len(self.slots) * HOUR

    def place(self, wall: datetime) -> int:
        """Return the minute at which a time of the clock at home lies; `fold` tells the second time of an hour."""
        return self.row(wall.hour, wall.fold == 1 and wall.hour in hours_twice(wall.date())) * HOUR + wall.minute

    def row(self, hour: int, again: bool = False) -> int:
        """Return the number of a row."""
        wanted = Slot(hour, again)
        return next((number for number, slot in enumerate(self.slots) if slot == wanted), hour)

    def time_at(self, minute: int) -> time:
        """Return the clock's time at a place; the last moment of the day below it."""
        minute = min(max(minute, 0), self.height - 1)
        slot = self.slots[minute // HOUR]
        return time(slot.hour, minute % HOUR, fold=1 if slot.again else 0)

    def missing(self, day: date) -> list[int]:
        """Return the rows that a day does not have."""
        skipped, twice = hours_skipped(day), hours_twice(day)
        return [
            number
            for number, slot in enumerate(self.slots)
            if slot.hour in skipped or (slot.again and slot.hour not in twice)
        ]


def hours_twice(day: date) -> tuple[int, ...]:
    """Return the hours that come twice on a day, at home."""
    return _odd_hours(day, longer=True)


def hours_skipped(day: date) -> tuple[int, ...]:
    """Return the hours that a day does not have, at home."""
    return _odd_hours(day, longer=False)


def _odd_hours(day: date, *, longer: bool) -> tuple[int, ...]:
    """An hour is odd where the two readings of its wall clock differ: earlier offset first when clocks go back (PEP 495)."""
    midnight = datetime.combine(day, time.min)
    if midnight.replace(tzinfo=_HOME).utcoffset() == (midnight + _A_DAY).replace(tzinfo=_HOME).utcoffset():
        return ()
    found = []
    for hour in range(24):
        wall = midnight.replace(hour=hour)
        first, second = wall.replace(tzinfo=_HOME).utcoffset(), wall.replace(tzinfo=_HOME, fold=1).utcoffset()
        if first is not None and second is not None and first != second and (first > second) is longer:
            found.append(hour)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Block:
    """The part of an entry that lies on one day: from minute `top` to `bottom`, in `column` of `columns`, `span` columns wide.

    `opens` and `closes` say whether the entry begins and ends here, or goes on over midnight.
    """

    entry: Entry
    day: date
    top: int
    bottom: int
    column: int
    columns: int
    span: int = 1
    opens: bool = True
    closes: bool = True


@dataclass(frozen=True, slots=True)
class Hidden:
    """Entries of one day for which no column is left, from the hour in which they begin."""

    day: date
    top: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class WeekSheet:
    """A laid-out week. `band` holds whole days and dates of tenders; `blocks` are sorted by day and time."""

    monday: date
    days: tuple[date, ...]
    axis: Axis
    band: Week
    blocks: tuple[Block, ...] = ()
    hidden: tuple[Hidden, ...] = ()

    @property
    def number(self) -> int:
        """The week's number after ISO 8601."""
        return self.monday.isocalendar().week

    @cached_property
    def _by_day(self) -> dict[date, tuple[Entry, ...]]:
        found: dict[date, dict[int, Entry]] = {day: {} for day in self.days}
        for number, day in enumerate(self.days):
            for bar in self.band.bars:
                if bar.covers(number):
                    found[day][id(bar.entry)] = bar.entry
        for block in self.blocks:
            found[block.day][id(block.entry)] = block.entry
        for more in self.hidden:
            found[more.day] |= {id(entry): entry for entry in more.entries}
        return {day: tuple(sorted(entries.values(), key=lambda one: one.order)) for day, entries in found.items()}

    def on(self, day: date) -> list[Entry]:
        """Return what happens on a day, in order."""
        return list(self._by_day.get(day, ()))

    def bars(self) -> list[Bar]:
        """Return the bars of the band that reach into the days shown."""
        return [bar for bar in self.band.bars if bar.column < len(self.days)]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def lay_out_week(day: date, entries: Iterable[Entry], days: int = DAYS, most: int = 6) -> WeekSheet:
    """Give every entry its place in the week of `day`, of which the first `days` days are shown.

    On each day at most `most` columns stand side by side; what has no column is `hidden`, counted by the hour.
    """
    monday = monday_of(day)
    shown = tuple(monday + timedelta(days=number) for number in range(days))
    axis = Axis(shown)
    whole: list[Entry] = []
    parts: dict[date, list[Block]] = {one: [] for one in shown}
    for entry in entries:
        if in_band(entry):
            if entry.first <= shown[-1]:
                whole.append(entry)
            continue
        for block in _pieces(entry, axis):
            parts[block.day].append(block)
    blocks: list[Block] = []
    hidden: list[Hidden] = []
    for one in shown:
        placed, over = _side_by_side(sorted(parts[one], key=lambda b: (b.top, -b.bottom, b.entry.order)), most)
        blocks += placed
        hidden += over
    (band,) = weeks_of([monday], whole)
    return WeekSheet(monday, shown, axis, band, tuple(blocks), tuple(hidden))


def in_band(entry: Entry) -> bool:
    """Say whether an entry stands above the hours: whole days, dates of tenders, and what lasts a day and longer."""
    when = entry.when
    return when is None or when.all_day or when.end - when.start >= _A_DAY


def _pieces(entry: Entry, axis: Axis) -> Iterator[Block]:
    """Cut an entry at each midnight."""
    when = entry.when
    if when is None:
        return
    start, end = _at_home(when.start_utc), _at_home(when.end_utc)
    day = start.date()
    while day <= end.date():
        opens, closes = day == start.date(), day == end.date()
        bottom = axis.place(end) if closes else axis.height
        # An end at midnight is the end of the day before.
        if day in axis.days and (bottom > 0 or opens):
            top = axis.place(start) if opens else 0
            last = closes or (end.time() == time.min and day + _A_DAY == end.date())
            yield Block(entry, day, top, max(bottom, top), 0, 1, 1, opens, last)
        day += _A_DAY


def _at_home(instant: datetime) -> datetime:
    return instant.astimezone(UTC).astimezone(_HOME).replace(tzinfo=None)


def _side_by_side(blocks: Sequence[Block], most: int) -> tuple[list[Block], list[Hidden]]:
    """Give overlapping blocks columns of their own, each as wide as its neighbours leave room."""
    placed: list[Block] = []
    over: list[Block] = []
    for cluster in _clusters(blocks):
        columns, left_over = _columns(cluster, most)
        if left_over:
            # The last column is that of the words "3 more".
            over += left_over + columns.pop()
            placed += _widened(columns, most)
        else:
            placed += _widened(columns, len(columns))
    return sorted(placed, key=lambda one: (one.top, one.column)), _hidden(over)


def _clusters(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield groups of blocks that touch each other in time."""
    cluster: list[Block] = []
    until = -1
    for block in blocks:
        if cluster and block.top >= until:
            yield cluster
            cluster = []
        cluster.append(block)
        until = max(until, _low(block))
    if cluster:
        yield cluster


def _low(block: Block) -> int:
    return max(block.bottom, block.top + LEAST)


def _columns(cluster: Sequence[Block], most: int) -> tuple[list[list[Block]], list[Block]]:
    """Put each block into the first column that is free at its time, of at most `most`; the second value has no column."""
    columns: list[list[Block]] = []
    ends: list[int] = []
    left_over: list[Block] = []
    for block in cluster:
        number = next((number for number, end in enumerate(ends) if end <= block.top), len(ends))
        if number == most:
            left_over.append(block)
        elif number == len(ends):
            columns.append([block])
            ends.append(_low(block))
        else:
            columns[number].append(block)
            ends[number] = _low(block)
    return columns, left_over


def _widened(columns: Sequence[Sequence[Block]], count: int) -> Iterator[Block]:
    """Yield the blocks, each stretched over the columns at its right in which nothing lies at its time."""
    for number, column in enumerate(columns):
        for block in column:
            span = 1
            for other in columns[number + 1 :]:
                if any(one.top < _low(block) and block.top < _low(one) for one in other):
                    break
                span += 1
            yield Block(
                block.entry, block.day, block.top, block.bottom, number, count, span, block.opens, block.closes
            )


def _hidden(over: Sequence[Block]) -> list[Hidden]:
    by_hour: dict[int, list[Block]] = {}
    for block in sorted(over, key=lambda one: (one.top, one.entry.order)):
        by_hour.setdefault(block.top // HOUR * HOUR, []).append(block)
    return [Hidden(found[0].day, top, tuple(one.entry for one in found)) for top, found in by_hour.items()]
