"""Calendar files (.ics): the door to their reader, their writer and the expansion of series.

Behind it: `icalendar_lines` (bytes to components), `icalendar_read`, `icalendar_when` and `icalendar_series` (component
to event), `icalendar_write` and `icalendar_deadlines` (records to bytes), `recurrence` and `recurrence_rules` (series to
single times), `time_zones`, `time_zone_definitions` and `time_zone_rules` (which zone, and how a file says so).
"""

from __future__ import annotations

from outreach.formats.icalendar_read import looks_like_calendar, read_calendar
from outreach.formats.icalendar_write import write_calendar
from outreach.formats.recurrence import expand, occurrences

__all__ = ["expand", "looks_like_calendar", "occurrences", "read_calendar", "write_calendar"]
