"""Cutting and moving series: pure functions on the raw lines of an event (RFC 5545, 3.8.5). What they write, Outlook reads.

UNTIL is in UTC where the series has a zone, EXDATE in the form of DTSTART (interop.md, 4.2). Occurrences are named by their
wall-clock start on the series' own clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from outreach.domain.event import Event
from outreach.domain.repeat import last_day, write_until
from outreach.domain.when import When, to_instant
from outreach.formats.calendar_times import Stamp, read_stamp, write_stamp
from outreach.formats.icalendar_lines import split_line
from outreach.formats.recurrence import Dates, local_wall, occurrences, read_dates
from outreach.formats.recurrence_rules import RuleError, instances, read_rule

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
_FAR = timedelta(days=366 * 200)
#: Dates before a border that are counted when a counted series is cut in two.
_MOST = 50_000


def form_of(wall: datetime, when: When) -> tuple[str, str]:
    """Return (parameters, text) of a time of a series that begins at `when`: a day, UTC, floating, or with TZID."""
    if when.all_day:
        return ";VALUE=DATE", write_stamp(Stamp(wall, is_date=True))
    if when.zone == "UTC":
        return "", write_stamp(Stamp(wall, utc=True))
    return f";TZID={when.zone}" if when.zone else "", write_stamp(Stamp(wall))


def occurrence_id(wall: datetime, series: When, own: When) -> str:
    """Return the raw RECURRENCE-ID of an occurrence for an event that has the time `own` instead.

    It stands on the clock of `own`, as the reader takes it; where that is another clock, it is told in UTC.
    """
    if series.all_day or not series.zone:
        return form_of(wall, series)[1]
    if series.zone == own.zone or series.zone == "UTC":
        return form_of(wall, series)[1]
    return write_stamp(Stamp(to_instant(wall, series.zone).replace(tzinfo=None), utc=True))


def replaced_wall(override: Event, series: When) -> datetime | None:
    """Return the occurrence of `series` that an override replaces, on the clock of the series; None when it names none."""
    try:
        stamp = read_stamp(override.recurrence_id)
    except ValueError:
        return None
    if stamp.is_date or series.all_day:
        return datetime.combine(stamp.wall.date(), time.min if series.all_day else series.start.time())
    return local_wall(stamp, override.when.zone, series)


# Exceptions ----------------------------------------------------------------------------------------------------------


def exceptions(event: Event) -> list[datetime]:
    """Return the dropped dates of a series, in order; a day alone stands for the time of the series on it."""
    found = {wall for _, dates in _kept_dates(event.recurrence, "EXDATE") for wall in _walls(dates, event.when)}
    return sorted(found)


def with_exceptions(event: Event, walls: Iterable[datetime]) -> Event:
    """Return the series without these dates. Earlier exceptions and the new ones stand in one line, in order."""
    return _with_excluded(event, {*exceptions(event), *walls})


def without_exceptions(event: Event, walls: Iterable[datetime]) -> Event:
    """Return the series with these dates brought back."""
    return _with_excluded(event, set(exceptions(event)) - set(walls))


def _with_excluded(event: Event, walls: set[datetime]) -> Event:
    others = tuple(line for line in event.recurrence if line[:6].upper() != "EXDATE")
    return replace(event, recurrence=others + _dates_line("EXDATE", walls, event.when))


def _dates_line(name: str, walls: Iterable[datetime], when: When) -> tuple[str, ...]:
    ordered = sorted(set(walls))
    if not ordered:
        return ()
    params = form_of(ordered[0], when)[0]
    return (f"{name}{params}:{','.join(form_of(wall, when)[1] for wall in ordered)}",)


def has_date(event: Event, wall: datetime) -> bool:
    """Say whether the series has an occurrence that begins at `wall`; exceptions do not count."""
    bare = replace(event, recurrence=tuple(one for one in event.recurrence if one[:6].upper() != "EXDATE"))
    return any(when.start == wall for when in _around(bare, wall))


def is_on_the_rule(event: Event, wall: datetime) -> bool:
    """Say whether the series can be cut at a date: those that were added singly (RDATE) are no place to cut a rule."""
    rules = [line for line in event.recurrence if line[:5].upper() == "RRULE"]
    return not rules or has_date(replace(event, recurrence=tuple(rules)), wall)


def _around(event: Event, wall: datetime) -> list[When]:
    instant = to_instant(wall, event.when.zone)
    return occurrences(event, instant - _DAY, instant + _DAY)


def on_its_rule(event: Event) -> Event:
    """Return a series that begins on a date of its own rule: with the first one from its start on, and as long as before.

    A start that the rule does not name counts as a date of its own to some programs, and not to others.
    """
    rules = tuple(line for line in event.recurrence if line[:5].upper() == "RRULE")
    if not rules:
        return event
    when = event.when
    for rule in (read_rule(line.partition(":")[2]) for line in rules):
        low = when.start
        walls = instances(rule, when.start, None, low, low + _FAR)
        wall = next(iter(walls), None)
        if wall is not None:
            return replace(event, when=When(wall, wall + (when.end - when.start), when.zone, when.all_day))
    return event


def first_date(event: Event) -> datetime | None:
    """Return the first date of a series that is not dropped; None when none is left."""
    found = occurrences(event, to_instant(event.when.start, event.when.zone) - _FAR, _end_of_time(event), 1)
    return found[0].start if found else None


def _end_of_time(event: Event) -> datetime:
    return to_instant(event.when.start, event.when.zone) + _FAR


# Cutting -------------------------------------------------------------------------------------------------------------


def ended_before(event: Event, border: datetime) -> Event:
    """Return the part of a series before the occurrence `border`; counted rules count less, others get an UNTIL."""
    lines: list[str] = []
    for line in event.recurrence:
        if line[:5].upper() == "RRULE":
            lines += _rule_before(line, event, border)
    walls = [wall for wall in exceptions(event) if wall < border]
    lines += _added_lines(event, event.when, lambda wall: wall < border)
    return replace(event, recurrence=(*lines, *_dates_line("EXDATE", walls, event.when)))


def begun_at(event: Event, border: datetime) -> Event:
    """Return the part of a series from the occurrence `border` on, with its exceptions; the record is otherwise the same."""
    when = event.when
    start = When(border, border + (when.end - when.start), when.zone, when.all_day)
    lines: list[str] = []
    for line in event.recurrence:
        if line[:5].upper() == "RRULE":
            lines += _rule_from(line, event, border)
    walls = [wall for wall in exceptions(event) if wall >= border]
    lines += _added_lines(event, when, lambda wall: wall > border)
    return replace(event, when=start, recurrence=(*lines, *_dates_line("EXDATE", walls, start)))


def _rule_before(line: str, event: Event, border: datetime) -> list[str]:
    text = line.partition(":")[2].strip()
    count = _count_before(text, event, border)
    if count is not None:
        return [f"RRULE:{_with_part(text, 'COUNT', str(count))}"] if count else []
    return [f"RRULE:{_with_part(text, 'UNTIL', _just_before(event.when, border))}"]


def _rule_from(line: str, event: Event, border: datetime) -> list[str]:
    text = line.partition(":")[2].strip()
    count = _count_before(text, event, border)
    if count is None:
        return [line]
    left = (read_rule(text).count or 0) - count
    return [f"RRULE:{_with_part(text, 'COUNT', str(left))}"] if left > 0 else []


def _count_before(text: str, event: Event, border: datetime) -> int | None:
    """Return how many dates a counted rule has before the border; None for a rule that is not counted, or unreadable."""
    try:
        rule = read_rule(text)
    except RuleError:
        return None
    if rule.count is None:
        return None
    start = event.when.start
    found = instances(rule, start, None, start, border - timedelta(microseconds=1))
    return sum(1 for _ in zip(found, range(_MOST), strict=False))


def _just_before(when: When, border: datetime) -> str:
    if when.all_day:
        return write_stamp(Stamp(border - _DAY, is_date=True))
    if not when.zone:
        return write_stamp(Stamp(border - _SECOND))
    return write_stamp(Stamp((to_instant(border, when.zone) - _SECOND).replace(tzinfo=None), utc=True))


def _with_part(rule: str, name: str, value: str) -> str:
    """Return a rule with this end in place of the one it had."""
    parts = [part for part in rule.split(";") if part.strip() and not re.match(r"(?i)\s*(UNTIL|COUNT)\s*=", part)]
    return ";".join([*parts, f"{name}={value}"])


def _added_lines(event: Event, when: When, wanted: Callable[[datetime], bool]) -> list[str]:
    """Return the single dates (RDATE) that are wanted, in the form of the series' start; odd lengths stay as periods."""
    plain, periods = [], []
    bare = replace(event, recurrence=tuple(one for one in event.recurrence if one[:5].upper() == "RDATE"))
    if not bare.recurrence:
        return []
    length = event.when.end - event.when.start
    every = occurrences(bare, to_instant(event.when.start, event.when.zone) - _FAR, _end_of_time(event), _MOST)
    for one in every:
        if one.start == event.when.start or not wanted(one.start):
            continue
        if one.end - one.start == length:
            plain.append(one.start)
        else:
            params, text = form_of(one.start, when)
            periods.append(f"RDATE;VALUE=PERIOD{params}:{text}/{form_of(one.end, when)[1]}")
    return [*_dates_line("RDATE", plain, when), *periods]


# Another time --------------------------------------------------------------------------------------------------------


def on_another_clock(event: Event, old: When) -> Event:
    """Return a series whose time was changed from `old`, with its exceptions, single dates and last day carried along by day.

    Each date keeps its day and takes the new time of day, zone and kind. UNTIL still names the same last day.
    """
    new = event.when
    if (old.start.time(), old.zone, old.all_day) == (new.start.time(), new.zone, new.all_day):
        return event
    lines: list[str] = []
    gone: list[datetime] = []
    for line in event.recurrence:
        dates = read_dates(line) if line[:6].upper() in ("EXDATE", "RDATE;", "RDATE:") else None
        if dates is None:
            lines.append(_rule_on(line, old, new))
            continue
        walls = [moved_wall(_day_of(stamp, dates.zone, old, new), new) for stamp in dates.stamps]
        if dates.name == "EXDATE":
            gone += walls
        else:
            lines += _dates_line("RDATE", walls, new)
    return replace(event, recurrence=(*lines, *_dates_line("EXDATE", gone, new)))


def moved_wall(day: date, when: When) -> datetime:
    """Return the start on `day` of a series that has the time of `when`."""
    return datetime.combine(day, when.start.time())


def _day_of(stamp: Stamp, zone: str, old: When, new: When) -> date:
    # A line that stands on the new clock already names its day there.
    if stamp.is_date or (not stamp.utc and zone == new.zone):
        return stamp.wall.date()
    return local_wall(stamp, zone, old).date()


def _rule_on(line: str, old: When, new: When) -> str:
    parsed = split_line(0, line)
    until = re.search(r"(?i)UNTIL=([^;]*)", line)
    if parsed is None or until is None:
        return line
    try:
        last = last_day(write_stamp(read_stamp(until[1])), old)
    except ValueError:
        return line
    return line.replace(until[0], f"UNTIL={write_until(last, new)}")


def _kept_dates(lines: Iterable[str], name: str) -> list[tuple[str, Dates]]:
    found = [(line, read_dates(line)) for line in lines if line[: len(name)].upper() == name]
    return [(line, dates) for line, dates in found if dates is not None]


def _walls(dates: Dates, when: When) -> list[datetime]:
    return [
        datetime.combine(stamp.wall.date(), when.start.time())
        if stamp.is_date or when.all_day
        else local_wall(stamp, dates.zone, when)
        for stamp in dates.stamps
    ]

