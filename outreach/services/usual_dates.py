"""A date of a series that was moved or dropped, was told so, and is as usual again: it is told by a message of its own.

Calendars keep what they were told of single dates when the series comes once more; only a word about that date takes it back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from outreach.domain.event import Event, EventStatus
from outreach.domain.when import When


def usual_date(series: Event, recurrence_id: str) -> Event | None:
    """Return a date of a series as the series has it now; cancelled when it is none of its dates any more. None: it is no date."""
    from outreach.formats.calendar_times import read_stamp
    from outreach.formats.recurrence import local_wall, occurrences

    try:
        stamp = read_stamp(recurrence_id)
    except ValueError:
        return None
    wall = local_wall(stamp, series.when.zone, series.when)
    if stamp.is_date or series.when.all_day:
        start = time.min if series.when.all_day else series.when.start.time()
        wall = datetime.combine(wall.date(), start)
    when = When(wall, wall + (series.when.end - series.when.start), series.when.zone, series.when.all_day)
    around = occurrences(series, when.start_utc - timedelta(days=1), when.end_utc + timedelta(days=1))
    happens = any(one.start == wall for one in around)
    status = series.status if happens else EventStatus.CANCELLED
    return replace(series, when=when, recurrence=(), recurrence_id=recurrence_id, status=status)
