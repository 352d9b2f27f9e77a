"""An event as the few lines that a QR code can hold: what a telephone needs to put it in its calendar, and no more."""

from __future__ import annotations

from datetime import datetime

from outreach.domain.event import Event
from outreach.domain.when import When, to_instant
from outreach.formats.calendar_times import Stamp, write_stamp
from outreach.formats.icalendar_event import location_of
from outreach.formats.icalendar_values import Component, add, add_text
from outreach.language import Language

#: Longer titles and places make the squares of the code too small.
_LONGEST = 80


def calendar_code(event: Event, when: When, language: Language) -> str:
    """Return `event` at the time `when` (of a series that of one date) as iCalendar text without the rules of time zones.

    A time with a zone is given in UTC, which needs no rules; days and floating times stay as they are (RFC 5545, 3.3.5).
    """
    calendar, entry = Component("VCALENDAR"), Component("VEVENT")
    add(calendar, "VERSION", "2.0")
    add(entry, "UID", event.uid)
    _add_time(entry, "DTSTART", when.start, when)
    if when.end > when.start:
        _add_time(entry, "DTEND", when.end, when)
    add_text(entry, "SUMMARY", _short(event.title))
    add_text(entry, "LOCATION", _short(location_of(event, language)))
    calendar.append_part(entry.to_ical())
    return calendar.to_ical().decode()


def _add_time(entry: Component, name: str, wall: datetime, when: When) -> None:
    if when.all_day:
        add(entry, name, write_stamp(Stamp(wall, is_date=True)), {"VALUE": "DATE"})
    elif when.zone:
        add(entry, name, write_stamp(Stamp(to_instant(wall, when.zone), utc=True)))
    else:
        add(entry, name, write_stamp(Stamp(wall)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
