"""Events in a mail (.eml): the invitations and calendars of others, in whatever part and encoding they stand."""

from __future__ import annotations

from dataclasses import replace

from outreach.domain.event import Event
from outreach.domain.problem import Problem
from outreach.formats.answer_mail import read_answer_mail
from outreach.formats.icalendar_read import read_calendar


def read_mail_events(data: bytes) -> tuple[list[Event], list[Problem]]:
    """Read the events of all calendars in a mail. It raises nothing.

    Lines of problems are those of the mail where the calendar stands in it as it is, and else (base64) those of the calendar.
    """
    mail = read_answer_mail(data)
    events: list[Event] = []
    problems = list(mail.problems)
    for calendar in mail.calendars:
        found, faults = read_calendar(calendar)
        before = _lines_before(calendar, data)
        events += found
        problems += [replace(fault, line=fault.line + before) if fault.line else fault for fault in faults]
    return events, problems


def _lines_before(calendar: bytes, data: bytes) -> int:
    """Return how many lines of the mail stand before the calendar; 0 when it stands there encoded."""
    at = data.find(calendar[:120])
    return len(data[:at].splitlines()) if at > 0 else 0
