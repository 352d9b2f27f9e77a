"""How far an event is moved by mouse or keys, and what its time is then. No Qt in here.

Whole days are moved on the event's own clock: a breakfast at 07:30 stays at 07:30 across the change of clocks. Minutes are moved
on the clock at home, because that is the clock that the picture shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from outreach.domain.calendar_entry import home_wall
from outreach.domain.when import HOME_ZONE, When, to_instant

#: Minutes: events are moved in steps of a quarter, and never become shorter than one.
QUARTER = 15


@dataclass(frozen=True, slots=True)
class Shift:
    """Days and minutes by which an event is moved, and minutes by which its end is moved besides. May be negative."""

    days: int = 0
    minutes: int = 0
    end_minutes: int = 0

    @property
    def is_none(self) -> bool:
        """Say whether nothing would move."""
        return not (self.days or self.minutes or self.end_minutes)


def moved(when: When, shift: Shift) -> When:
    """Return the time after a shift. All-day events move by days alone; their end is moved by whole days (1440 minutes)."""
    days = timedelta(days=shift.days)
    if when.all_day:
        end = when.end + days + timedelta(days=round(shift.end_minutes / 1440))
        return When(when.start + days, max(end, when.start + days + timedelta(days=1)), "", True)
    length = when.end - when.start
    start = when.start + days
    if shift.minutes:
        start = own_wall(home_wall(start, when.zone) + timedelta(minutes=shift.minutes), when.zone)
    end = start + length
    if shift.end_minutes:
        wished = own_wall(home_wall(end, when.zone) + timedelta(minutes=shift.end_minutes), when.zone)
        end = max(wished, start + min(length, timedelta(minutes=QUARTER)))
    return When(start, end, when.zone, False)


def own_wall(home: datetime, zone: str) -> datetime:
    """Return a time of the clock at home on the clock of `zone`. An hour that the clocks skip is the one after it."""
    if not zone:
        return home
    return to_instant(home, HOME_ZONE).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def quarter_steps(minute: int, wished: int) -> int:
    """Return the minutes from `minute` to the quarter nearest to `wished`; none where that is less than half a step away."""
    if abs(wished - minute) <= QUARTER // 2:
        return 0
    return round(wished / QUARTER) * QUARTER - minute
