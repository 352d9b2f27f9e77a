"""One message about one event to one guest (iTIP, RFC 5546; reference interop.md, 4.1 to 4.4).

Decisions:

- One UID and one ATTENDEE a file: Outlook takes the first event alone, and no guest may see another.
- A single event is written in UTC, the form that every client reads right (interop.md, 4.3); its zone travels beside it as
  X-OUTREACH-ZONE, so that half past seven at home is half past seven again when one of us reads the file. A series, and
  an occurrence of one, keeps TZID with the rules of the zone: in UTC it would slip by an hour at the change of the clock.
- A floating time is a slip in an invitation: it is told on the home clock.
- X-MICROSOFT-DISALLOW-COUNTER is FALSE in a REQUEST, as Exchange writes it: another time may be proposed, and we read it.
- Kind and tags stay at home, and the name of the calendar too: with one, Outlook makes a new calendar of a single event.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from outreach.domain.event import Event, EventStatus
from outreach.domain.guest import PARTSTATS
from outreach.domain.invitation import Method
from outreach.domain.mailbox import Attendee, Mailbox, wire_address
from outreach.domain.when import HOME_ZONE, When
from outreach.formats.icalendar_event import (
    add_availability,
    add_identity,
    add_place_and_booth,
    add_texts,
    add_times,
)
from outreach.formats.icalendar_values import Component, add, add_text, one_line
from outreach.formats.icalendar_write import calendar_frame
from outreach.formats.time_zones import change_zone
from outreach.language import Language

_IN_NAMES = str.maketrans({'"': "'", "\\": "/", "\ufeff": None})


def write_itip(
    event: Event,
    *,
    method: Method,
    organizer: Mailbox,
    attendee: Attendee | None,
    stamp: datetime,
    language: Language,
    sequence: int | None = None,
    whole: bool = True,
    comment: str = "",
    sent_by: str = "",
) -> bytes:
    """Return one iTIP message as an .ics file (UTF-8, CR LF, lines of at most 75 octets).

    `stamp` (aware) is its DTSTAMP, `language` that of the words that we add, `sequence` that of the event unless given. A
    CANCEL with `whole` says that the event falls; without it, that this guest is no longer expected (RFC 5546, 3.2.5). An
    event with a `recurrence_id` tells of that occurrence alone. `comment` is for the guest, for example why a proposal
    was declined. `sent_by` is the address of who sends it for `organizer`, when that is another one (RFC 5545, 3.2.18).

    Raises ValueError for a PUBLISH with an attendee, another method without one, and an address that mail cannot carry.
    """
    if (attendee is None) is not (method is Method.PUBLISH):
        raise ValueError("PUBLISH has no attendee, every other method has one")
    told = _as_told(event, method, sequence, whole=whole)
    calendar = calendar_frame(method.value, [told.when], language)
    component = Component("VEVENT")
    add_identity(component, told, stamp, status=method is not Method.CANCEL or whole)
    add(component, "ORGANIZER", f"mailto:{wire_address(organizer.address)}", _organizer_params(organizer, sent_by))
    if attendee is not None:
        add(component, "ATTENDEE", f"mailto:{wire_address(attendee.address)}", _attendee_params(attendee, method))
    add_times(component, told)
    if told.when.zone == "UTC" and event.when.zone != "UTC":
        add(component, "X-OUTREACH-ZONE", event.when.zone or HOME_ZONE)
    add_texts(component, told, language)
    add_place_and_booth(component, told)
    add_text(component, "COMMENT", comment.strip())
    add_availability(component, told, busy=not told.when.all_day)
    if method is Method.REQUEST:
        add(component, "X-MICROSOFT-DISALLOW-COUNTER", "FALSE")
    calendar.append_part(component.to_ical())
    return calendar.to_ical()


def _as_told(event: Event, method: Method, sequence: int | None, *, whole: bool) -> Event:
    """Return the event as this message tells it: its time in the safest form, an occurrence without the rule of its series."""
    cancelled = method is Method.CANCEL and whole
    return replace(
        event,
        when=_safest(event.when, in_series=bool(event.recurrence or event.recurrence_id)),
        recurrence=() if event.recurrence_id else event.recurrence,
        status=EventStatus.CANCELLED if cancelled else event.status,
        sequence=event.sequence if sequence is None else sequence,
    )


def _safest(when: When, *, in_series: bool) -> When:
    if when.all_day:
        return when
    zone = when.zone or HOME_ZONE
    if in_series:
        return replace(when, zone=zone)
    start, end = change_zone(when.start, zone, "UTC"), change_zone(when.end, zone, "UTC")
    return When(start, max(start, end), "UTC")


def _organizer_params(organizer: Mailbox, sent_by: str) -> dict[str, str]:
    return _named(organizer) | ({"SENT-BY": f"mailto:{wire_address(sent_by)}"} if sent_by else {})


def _attendee_params(attendee: Attendee, method: Method) -> dict[str, str]:
    """Return the parameters that Google and Exchange write; only a REQUEST asks for an answer."""
    params = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": PARTSTATS[attendee.answer]}
    if method is Method.REQUEST:
        params["RSVP"] = "TRUE"
    return params | _named(attendee.mailbox)


def _named(mailbox: Mailbox) -> dict[str, str]:
    """Return CN; the address stands in where there is no name.

    A double quote may not stand there: ' takes its place. A backslash is none for RFC 5545, but ical.js and libical take it
    for an escape (measured): / takes its place.
    """
    shown = one_line(" ".join(mailbox.name.split())).translate(_IN_NAMES).strip()
    return {"CN": shown or wire_address(mailbox.address)}
