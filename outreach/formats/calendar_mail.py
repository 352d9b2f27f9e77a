"""Events in a mail (.eml): the invitations and calendars of others, in whatever part and encoding they stand."""

from __future__ import annotations

from dataclasses import replace

from outreach.domain.event import Event
from outreach.domain.problem import Problem
from outreach.formats.icalendar_read import read_calendar


def events_in_mail(calendar: bytes, mail: bytes) -> tuple[list[Event], list[Problem]]:
    """Read the events of a calendar that was found in a mail. It raises nothing.

    Lines of problems are those of the mail where the calendar stands in it as it is, and else (base64) those of the calendar.
    """
    events, faults = read_calendar(calendar)
    before = _lines_before(calendar, mail)
    return events, [replace(fault, line=fault.line + before) if fault.line else fault for fault in faults]


def _lines_before(calendar: bytes, data: bytes) -> int:
    """Return how many lines of the mail stand before the calendar; 0 when it stands there encoded, or is the file."""
    at = data.find(calendar[:120])
    return len(data[:at].splitlines()) if at > 0 else 0
