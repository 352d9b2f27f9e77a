"""The time of a VEVENT: DTSTART with DTEND or DURATION as one of the three kinds of time (RFC 5545, 3.6.1).

icalendar parses the values; what it gets wrong is settled before (reference interop.md, section 5): `TZID=…;VALUE=DATE`
is a day, `TZID=…:…Z` is UTC, and a zone that it does not know must not become floating.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from outreach.domain.problem import Problem, cut
from outreach.domain.when import HOME_ZONE, When
from outreach.formats.calendar_times import LONGEST, Stamp, read_duration, read_stamp
from outreach.formats.icalendar_lines import Block, Calendar, Line
from outreach.formats.recurrence import add_exactly
from outreach.formats.time_zones import ZoneBook, change_zone, zone_by_name
from outreach.language import N_

NO_START = N_("The event has no start")
BAD_START = N_("The start of the event is not a date or a time")
BAD_END = N_("The end of the event is not a date or a time; it was left out")
BAD_DURATION = N_("The length of the event cannot be understood; it was left out")
END_BEFORE_START = N_("The event ends before it starts; its end was set to its start")
TOO_LONG = N_("The event lasts longer than ten years; its end was set to its start")
UNKNOWN_ZONE = N_("The time zone {zone} is unknown; the time was taken as {home}")

_DAY = timedelta(days=1)


class Refused(Exception):
    """A component that cannot become an event."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


@dataclass(slots=True)
class Clock:
    """Places the times of one component; warnings go to its list, one per unknown zone."""

    book: ZoneBook
    calendar: Calendar
    warnings: list[Problem]
    year: int | None = None
    shifting: bool = False
    _said: set[str] = field(default_factory=set)

    def place(self, line: Line, stamp: Stamp) -> tuple[datetime, str]:
        """Return wall clock and zone of a stamp that stood in `line`; the zone is empty for floating and for days."""
        if stamp.is_date:
            return stamp.wall, ""
        if stamp.utc:
            return stamp.wall, "UTC"
        tzid = line.param("TZID")
        if not tzid:
            return stamp.wall, self._calendar_zone()
        placed = self.book.place(tzid, stamp.wall, self.calendar.zones, self.year or stamp.wall.year)
        self.shifting = self.shifting or placed.shifting
        if not placed.certain and tzid not in self._said:
            self._said.add(tzid)
            values = {"zone": cut(tzid), "home": HOME_ZONE}
            self.warnings.append(Problem(line.number, UNKNOWN_ZONE, values, cut(_shown(line)), warning=True))
        return placed.wall, placed.zone

    def _calendar_zone(self) -> str:
        """X-WR-TIMEZONE is the zone of floating times, where a calendar has one."""
        return (zone_by_name(self.calendar.zone) or "") if self.calendar.zone else ""

    def warn(self, line: Line, reason: str, **values: str) -> None:
        """Note what was mended at `line`; `values` fill the reason."""
        self.warnings.append(Problem(line.number, reason, values, cut(_shown(line)), warning=True))


def _shown(line: Line) -> str:
    return f"{line.name}{';' if line.params else ''}{line.params}:{line.value}"[:200]


def read_when(block: Block, clock: Clock) -> When:
    """Return the time of the event; raises Refused when it has no start that can be read."""
    line = block.first("DTSTART")
    if line is None:
        raise Refused(Problem(block.line, NO_START, text=cut(_title(block))))
    try:
        stamp = _stamp_of(line)
    except ValueError as error:
        raise Refused(Problem(line.number, BAD_START, text=cut(_shown(line)))) from error
    clock.year = stamp.wall.year
    start, zone = clock.place(line, stamp)
    own = _own_zone(block) if zone == "UTC" else None
    if own is not None:
        start, zone = change_zone(start, zone, own), own
    end = _end(block, clock, start, zone, stamp.is_date)
    return When(start, end, zone, stamp.is_date)


def _own_zone(block: Block) -> str | None:
    """Return the zone that our own invitations name beside a time in UTC (`itip_write.py`)."""
    line = block.first("X-OUTREACH-ZONE")
    return zone_by_name(line.value) if line is not None else None


def _title(block: Block) -> str:
    line = block.first("SUMMARY")
    return line.value[:200] if line is not None else ""


def _stamp_of(line: Line) -> Stamp:
    stamp = read_stamp(line.value)
    if line.param("VALUE").upper() == "DATE" and not stamp.is_date:
        return Stamp(datetime.combine(stamp.wall.date(), time.min), is_date=True)
    return stamp


def _end(block: Block, clock: Clock, start: datetime, zone: str, is_date: bool) -> datetime:
    """Return the exclusive end. Without DTEND and DURATION: the same day, or the start itself (RFC 5545, 3.6.1)."""
    least = start + _DAY if is_date else start
    line = block.first("DTEND")
    end = _from_dtend(line, clock, zone, is_date) if line is not None else None
    if line is None or end is None:
        line = block.first("DURATION")
        end = _from_duration(line, clock, start, zone, is_date) if line is not None else None
    if line is None or end is None:
        return least
    if end < start:
        clock.warn(line, END_BEFORE_START)
        return least
    if end - start > LONGEST:
        clock.warn(line, TOO_LONG)
        return least
    return max(end, least)


def _from_dtend(line: Line, clock: Clock, zone: str, is_date: bool) -> datetime | None:
    try:
        stamp = _stamp_of(line)
    except ValueError:
        clock.warn(line, BAD_END)
        return None
    wall, own = clock.place(line, stamp)
    if is_date:
        whole = datetime.combine(wall.date(), time.min)
        return whole if wall == whole else whole + _DAY
    if stamp.is_date or not own or own == zone:
        return wall
    return change_zone(wall, own, zone or HOME_ZONE)


def _from_duration(line: Line, clock: Clock, start: datetime, zone: str, is_date: bool) -> datetime | None:
    try:
        days, exact = read_duration(line.value)
    except (ValueError, OverflowError):
        clock.warn(line, BAD_DURATION)
        return None
    if is_date:
        whole = datetime.combine((start + days + exact).date(), time.min)
        return whole if start + days + exact == whole else whole + _DAY
    return add_exactly(start + days, exact, zone)
