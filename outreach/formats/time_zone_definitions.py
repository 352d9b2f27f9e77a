"""A VTIMEZONE of a file as offsets (RFC 5545, 3.6.5): read to learn what an unknown TZID means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice

from dateutil.rrule import YEARLY
from icalendar.prop import vDatetime, vUTCOffset

from outreach.formats.icalendar_lines import Block
from outreach.formats.recurrence_rules import Rule, instances, read_rule

_STAMP = re.compile(r"\d{8}T\d{6}")
#: Time zones change at most a few times a year; more onsets than this is no time zone.
_MOST_ONSETS = 2000


@dataclass(frozen=True)
class Observance:
    """One STANDARD or DAYLIGHT part: from `start` (wall clock before the change) the offset `after` holds."""

    start: datetime
    before: timedelta
    after: timedelta
    rule: Rule | None = None
    dates: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Definition:
    """All parts of one VTIMEZONE, at least one."""

    parts: tuple[Observance, ...]

    @cached_property
    def _first(self) -> Observance:
        return min(self.parts, key=lambda part: part.start)

    def offset(self, wall: datetime) -> timedelta:
        """Return the offset from UTC when the clock shows `wall`. Before the first change: what held before it."""
        return self._offsets([wall], (wall.year,))[0]

    def shifts(self, year: int) -> bool:
        """Say whether the offset changes in the course of `year`."""
        return len(set(self.noon_offsets((year,)).values())) > 1

    def noon_offsets(self, years: Iterable[int]) -> dict[datetime, timedelta]:
        """Return the offset at noon of each day of `years`."""
        wanted = tuple(years)
        start, end = date(min(wanted), 1, 1), date(max(wanted), 12, 31)
        days = [start + timedelta(days=count) for count in range((end - start).days + 1)]
        noons = [datetime.combine(day, time(12)) for day in days]
        return dict(zip(noons, self._offsets(noons, wanted), strict=True))

    @cached_property
    def _known_changes(self) -> dict[tuple[int, int], list[tuple[datetime, timedelta]]]:
        return {}

    def _changes(self, first: int, last: int) -> list[tuple[datetime, timedelta]]:
        """Return the changes around some years with the offset after each; worked out once, for a file may ask for each event."""
        if (first, last) not in self._known_changes:
            self._known_changes[first, last] = sorted(
                (onset, part.after) for part in self.parts for onset in _onsets(part, first, last)
            )
        return self._known_changes[first, last]

    def _offsets(self, walls: list[datetime], years: tuple[int, ...]) -> list[timedelta]:
        changes = self._changes(min(years) - 1, max(years) + 1)
        times = [onset for onset, _ in changes]
        result = []
        for wall in walls:
            at = bisect_right(times, wall)
            result.append(changes[at - 1][1] if at else self._first.before)
        return result


def read_definition(block: Block) -> Definition | None:
    """Read the parts of a VTIMEZONE block; parts that cannot be read are passed over. None when none is left."""
    parts = [part for part in map(_read_part, block.parts[:_MOST_ONSETS]) if part is not None]
    return Definition(tuple(parts)) if parts else None


def _read_part(block: Block) -> Observance | None:
    start, before, after = (block.first(name) for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"))
    if block.kind not in ("STANDARD", "DAYLIGHT") or after is None:
        return None
    rule = block.first("RRULE")
    dates = [stamp for line in block.all("RDATE") for stamp in _STAMP.findall(line.value)]
    try:
        to = vUTCOffset.from_ical(after.value.strip())
        return Observance(
            _stamp(start.value if start is not None else "19700101T000000"),
            vUTCOffset.from_ical(before.value.strip()) if before is not None else to,
            to,
            read_rule(rule.value) if rule is not None else None,
            tuple(_stamp(date) for date in dates[:_MOST_ONSETS]),
        )
    except ValueError:
        return None


def _stamp(text: str) -> datetime:
    """Read a wall-clock time; Exchange begins its zones in 1601, before any year that an event may have."""
    found = _STAMP.search(text)
    if found is None:
        raise ValueError("not a time")
    stamp: datetime = vDatetime.from_ical(found.group())
    return stamp


def _onsets(part: Observance, first_year: int, last_year: int) -> list[datetime]:
    """Return the changes of `part` from the last before `first_year` to the end of `last_year`, and all fixed ones."""
    fixed = [part.start, *part.dates]
    if part.rule is None or part.rule.frequency != YEARLY:
        return fixed
    until = part.rule.until.wall + timedelta(days=1) if part.rule.until is not None else None
    year = min(first_year, until.year) if until is not None else first_year
    first, last = (datetime.combine(day, time.min) for day in (date(year - 1, 1, 1), date(last_year + 1, 1, 1)))
    found = instances(replace(part.rule, until=None), part.start, until, first, last)
    return [*fixed, *islice(found, _MOST_ONSETS)]
