"""A series of events as single times, always bounded: expansion in the event's own wall time.

A breakfast at 07:30 stays at 07:30 across summer time. EXDATE takes times out, RDATE puts some in, and the series' own
start is always its first time, as Google, Outlook and Apple show it, even where the rule does not name it.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outreach.domain.event import Event
from outreach.domain.when import HOME_ZONE, When, to_instant
from outreach.formats.calendar_times import Stamp, read_duration, read_stamp, write_stamp
from outreach.formats.icalendar_lines import split_line
from outreach.formats.recurrence_rules import MOST_RULES, Rule, RuleError, instances, read_rule
from outreach.formats.time_zones import change_zone, zone_by_name

MOST_OCCURRENCES = 1000
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dates:
    """One RDATE or EXDATE line: its stamps, the zone of those without "Z" (empty: the event's), ends of periods."""

    name: str
    stamps: tuple[Stamp, ...]
    zone: str = ""
    ends: tuple[Stamp | tuple[timedelta, timedelta] | None, ...] = ()


def read_dates(line: str) -> Dates | None:
    """Read a kept RDATE or EXDATE line. None when it is another line; values that are no dates are passed over."""
    parsed = split_line(0, line)
    if parsed is None or parsed.name not in ("RDATE", "EXDATE"):
        return None
    stamps, ends = [], []
    for item in parsed.value.split(","):
        start, slash, end = item.partition("/")
        try:
            stamp, finish = read_stamp(start), _period_end(end) if slash else None
        except ValueError:
            continue
        stamps.append(stamp)
        ends.append(finish)
    tzid = parsed.param("TZID")
    zone = (zone_by_name(tzid) or HOME_ZONE) if tzid else ""
    return Dates(parsed.name, tuple(stamps), zone, tuple(ends))


def _period_end(text: str) -> Stamp | tuple[timedelta, timedelta]:
    return read_duration(text) if text.strip().upper().startswith(("P", "+P")) else read_stamp(text)


def read_rules(lines: Iterable[str]) -> list[Rule]:
    """Return the readable RRULEs of kept recurrence lines, at most four."""
    found: list[Rule] = []
    for line in lines:
        if len(found) >= MOST_RULES:
            break
        parsed = split_line(0, line) if line[:5].upper() == "RRULE" else None
        if parsed is not None and parsed.name == "RRULE":
            try:
                found.append(read_rule(parsed.value))
            except RuleError:
                continue
    return found


def local_wall(stamp: Stamp, zone: str, when: When) -> datetime:
    """Return `stamp` on the clock of `when`. `zone` is that of a stamp without "Z"; empty means the clock of `when`."""
    if stamp.is_date or when.all_day or not when.zone:
        return stamp.wall
    source = "UTC" if stamp.utc else zone or when.zone
    return change_zone(stamp.wall, source, when.zone)


def occurrence_key(recurrence_id: str, when: When) -> str:
    """Return which occurrence a kept `recurrence_id` names: a day ("20261021") or an instant ("20261021T053000Z").

    `when` is the time of the event that carries it, or of its series: values without "Z" are on its clock (home for a
    floating one). Answers of guests name their occurrence in this form (`itip_read.py`). Empty when it is no date.
    """
    try:
        stamp = read_stamp(recurrence_id)
    except ValueError:
        return ""
    if stamp.is_date:
        return write_stamp(stamp)
    wall = stamp.wall if stamp.utc else change_zone(stamp.wall, when.zone or HOME_ZONE, "UTC")
    return write_stamp(Stamp(wall, utc=True))


def occurrences(event: Event, first: datetime, last: datetime, most: int = MOST_OCCURRENCES) -> list[When]:
    """Return the times of `event` that overlap the window from `first` (included) to `last` (excluded), in order.

    `first` and `last` are instants; without tzinfo they are taken in the home zone. At most `most` times come back. A
    plain event, or one that replaces an occurrence, gives its own time.
    """
    return _occurrences(event, first, last, most, frozenset())


def expand(
    events: Iterable[Event], first: datetime, last: datetime, most: int = MOST_OCCURRENCES
) -> list[tuple[Event, When]]:
    """Return (event, time) for all times in the window, by start; at most `most` of each event.

    An event with a `recurrence_id` takes the place of that occurrence of the series with its UID, wherever it was moved
    to. Cancelled ones are in the list: their status says so, and the screen strikes them through.
    """
    chosen = list(events)
    replaced: dict[str, list[Event]] = defaultdict(list)
    for event in chosen:
        if event.recurrence_id:
            replaced[event.uid].append(event)
    found = []
    for event in chosen:
        taken = () if event.recurrence_id else replaced.get(event.uid, ())
        removed = frozenset(wall for other in taken for wall in _replaced_walls(other, event))
        found += [(event, when) for when in _occurrences(event, first, last, most, removed)]
    return sorted(found, key=lambda pair: (pair[1].start_utc, pair[0].title))


def _replaced_walls(override: Event, series: Event) -> Iterator[datetime | str]:
    """Yield what marks the replaced occurrence: its wall clock in the series, or its day as text."""
    try:
        stamp = read_stamp(override.recurrence_id)
    except ValueError:
        return
    if stamp.is_date or series.when.all_day:
        yield f"{stamp.wall:%Y%m%d}"
    else:
        yield local_wall(stamp, override.when.zone, series.when)


def _occurrences(
    event: Event, first: datetime, last: datetime, most: int, removed: frozenset[datetime | str]
) -> list[When]:
    start, end = _instant(first), _instant(last)
    if not event.recurrence or event.recurrence_id:
        alone = event.when
        gone = alone.start in removed or f"{alone.start:%Y%m%d}" in removed
        return [alone] if not gone and _overlaps(alone, start, end) and most > 0 else []
    gone_walls = removed | _excluded(event)
    found: list[When] = []
    for when in _candidates(event, start, end):
        if len(found) >= most:
            break
        if when.start not in gone_walls and f"{when.start:%Y%m%d}" not in gone_walls and _overlaps(when, start, end):
            found.append(when)
    return found


def _instant(moment: datetime) -> datetime:
    # A caller may ask for "everything" with datetime.max; zones and margins need room on both sides.
    if not 1000 <= moment.year <= 9000:
        moment = moment.replace(year=min(max(moment.year, 1000), 9000), day=1)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(HOME_ZONE)).astimezone(UTC)


def _overlaps(when: When, first: datetime, last: datetime) -> bool:
    start, end = when.start_utc, when.end_utc
    return start < last and (end > first or start >= first)


def _candidates(event: Event, first: datetime, last: datetime) -> Iterator[When]:
    """Yield every time of the series around the window, in order, each start once."""
    when = event.when
    length = when.end - when.start
    clock = ZoneInfo(when.zone or HOME_ZONE)
    low = first.astimezone(clock).replace(tzinfo=None) - length - _DAY
    high = last.astimezone(clock).replace(tzinfo=None) + _DAY
    series: list[Iterable[When]] = [[when], sorted(_added(event), key=lambda added: added.start)]
    for rule in read_rules(event.recurrence):
        walls = instances(rule, when.start, _until(rule, when), low, high)
        series.append(_each_at(when, length, walls))
    seen: datetime | None = None
    for found in heapq.merge(*series, key=lambda one: one.start):
        if found.start != seen:
            seen = found.start
            yield found


def _each_at(when: When, length: timedelta, walls: Iterable[datetime]) -> Iterator[When]:
    for wall in walls:
        yield When(wall, wall + length, when.zone, when.all_day)


def _until(rule: Rule, when: When) -> datetime | None:
    """Return the last moment of a rule on the clock of `when`. A day counts to its end, whatever the event's kind."""
    if rule.until is None:
        return None
    if rule.until.is_date or when.all_day:
        return datetime.combine(rule.until.wall.date(), time.max)
    return local_wall(rule.until, "", when)


def _excluded(event: Event) -> frozenset[datetime | str]:
    gone: set[datetime | str] = set()
    for dates in _dates(event, "EXDATE"):
        for stamp in dates.stamps:
            by_day = stamp.is_date or event.when.all_day
            gone.add(f"{stamp.wall:%Y%m%d}" if by_day else local_wall(stamp, dates.zone, event.when))
    return frozenset(gone)


def _added(event: Event) -> Iterator[When]:
    when = event.when
    for dates in _dates(event, "RDATE"):
        for stamp, finish in zip(dates.stamps, dates.ends, strict=True):
            start = local_wall(stamp, dates.zone, when)
            if when.all_day:
                start = datetime.combine(start.date(), time.min)
            elif stamp.is_date:
                start = datetime.combine(start.date(), when.start.time())
            end = _end_of_period(start, finish, dates.zone, when)
            yield When(start, max(start, end), when.zone, when.all_day)


def _end_of_period(
    start: datetime, finish: Stamp | tuple[timedelta, timedelta] | None, zone: str, when: When
) -> datetime:
    if finish is None or when.all_day:
        return start + (when.end - when.start)
    if isinstance(finish, Stamp):
        return local_wall(finish, zone, when)
    days, exact = finish
    return add_exactly(start + days, exact, when.zone)


def add_exactly(wall: datetime, exact: timedelta, zone: str) -> datetime:
    """Return the wall clock of `zone` after `exact` time has passed; plain addition where there is no zone."""
    if not zone:
        return wall + exact
    return (to_instant(wall, zone) + exact).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def _dates(event: Event, name: str) -> Iterator[Dates]:
    for line in event.recurrence:
        if line[: len(name)].upper() == name and (dates := read_dates(line)) is not None:
            yield dates
