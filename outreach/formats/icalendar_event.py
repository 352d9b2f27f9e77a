"""A record as a VEVENT, in parts that the calendar file and the invitation share: identity, times, texts, availability.

Own notes, staff and featured tenders never stand in a file: they are for us alone, or ids that mean nothing elsewhere.
What others show differently than we keep it travels beside it as X-OUTREACH-PLACE and -BOOTH.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from outreach.domain.booth import says_what_it_is
from outreach.domain.event import Event, EventStatus
from outreach.domain.when import HOME_ZONE, When
from outreach.formats.calendar_times import Stamp, read_stamp, write_stamp
from outreach.formats.icalendar_values import Component, add, add_text, one_line
from outreach.formats.recurrence import Dates, add_exactly, local_wall, read_dates
from outreach.formats.recurrence_rules import RuleError, read_rule
from outreach.formats.time_zones import change_zone
from outreach.language import N_, Language

PLACE_AND_BOOTH = N_("{place}, stand {booth}")
BOOTH_ALONE = N_("Stand {booth}")


def add_identity(component: Component, event: Event, stamp: datetime, *, status: bool = True) -> None:
    """Add UID, revision and, unless told otherwise, STATUS. The UID is theirs, byte for byte, without escapes of ours."""
    add(component, "UID", event.uid)
    add(component, "DTSTAMP", write_stamp(Stamp(stamp.astimezone(UTC), utc=True)))
    add(component, "SEQUENCE", str(event.sequence))
    if status:
        add(component, "STATUS", event.status.value.upper())


def calendar_address(address: str) -> str:
    """Return an address as a URI; one that names its scheme (Exchange: "invalid:nomail") stays as it is."""
    plain = "".join(one_line(address).split())
    return plain if re.match(r"[A-Za-z][\w+.\-]*:", plain) else f"mailto:{plain}"


def add_times(component: Component, event: Event) -> None:
    """Add start, end (exclusive; none for an event of no length) and the lines of the series or of the occurrence."""
    when = event.when
    _add_moment(component, "DTSTART", when.start, when)
    if when.end > when.start:  # an end at the start is not allowed; without one the event has no length
        _add_moment(component, "DTEND", when.end, when)
    if event.recurrence_id:
        _add_recurrence_id(component, event)
    for line in event.recurrence:
        _add_recurrence(component, line, when)


def _add_moment(component: Component, name: str, wall: datetime, when: When) -> None:
    stamp, params = _form(wall, when)
    add(component, name, write_stamp(stamp), params)


def _form(wall: datetime, when: When) -> tuple[Stamp, dict[str, str]]:
    """Return the form that every time of an event with the time `when` has: a day, UTC, floating, or with TZID."""
    if when.all_day:
        return Stamp(wall, is_date=True), {"VALUE": "DATE"}
    if when.zone == "UTC":
        return Stamp(wall, utc=True), {}
    return Stamp(wall), {"TZID": when.zone} if when.zone else {}


def _add_recurrence_id(component: Component, event: Event) -> None:
    """RECURRENCE-ID keeps its own form: a day or a UTC time of a series that is timed differently than this one."""
    try:
        stamp = read_stamp(event.recurrence_id)
    except ValueError:
        return
    params: dict[str, str] = {}
    if stamp.is_date:
        params = {"VALUE": "DATE"}
    elif event.when.all_day and not stamp.utc:  # an hour became a day: the day has no clock, and nothing may float
        stamp = Stamp(change_zone(stamp.wall, HOME_ZONE, "UTC"), utc=True)
    elif not stamp.utc:
        stamp, params = _form(stamp.wall, event.when)
    add(component, "RECURRENCE-ID", write_stamp(stamp), params)


def _add_recurrence(component: Component, line: str, when: When) -> None:
    """Add one kept line; what is neither a rule nor dates is left out, so that no line can smuggle in another."""
    name, _, rest = one_line(line).partition(":")
    if name.upper().partition(";")[0] == "RRULE":
        rule = _rule_text(rest, when)
        if rule:
            add(component, "RRULE", rule)
        return
    dates = read_dates(one_line(line))
    if dates is not None and dates.stamps:
        _add_dates(component, dates, when)


def _rule_text(text: str, when: When) -> str:
    """Return the rule with UNTIL in the form that DTSTART demands (RFC 5545, 3.3.10); empty when it is no rule."""
    try:
        rule = read_rule(text)
    except RuleError:
        return ""
    if rule.until is None:
        return text.strip()
    if when.all_day:
        until = Stamp(rule.until.wall, is_date=True)
    elif not when.zone:
        until = Stamp(_day_end(rule.until))
    elif rule.until.utc:
        until = rule.until
    else:
        until = Stamp(change_zone(_day_end(rule.until), when.zone, "UTC"), utc=True)
    return re.sub(r"(?i)UNTIL=[^;]*", f"UNTIL={write_stamp(until)}", text.strip())


def _day_end(stamp: Stamp) -> datetime:
    """Return the stamp's moment; a day alone counts to its last second."""
    return stamp.wall + timedelta(hours=23, minutes=59, seconds=59) if stamp.is_date else stamp.wall


def _add_dates(component: Component, dates: Dates, when: When) -> None:
    """Write RDATE or EXDATE in the form of DTSTART: Exchange and others match them by form (interop.md, 4.2)."""
    texts, periods = [], []
    params: dict[str, str] = {}
    for stamp, end in zip(dates.stamps, dates.ends, strict=True):
        wall = local_wall(stamp, dates.zone, when)
        if stamp.is_date and not when.all_day:
            wall = datetime.combine(wall.date(), when.start.time())
        shown, params = _form(wall, when)
        if end is None or when.all_day:
            texts.append(write_stamp(shown))
        elif isinstance(end, Stamp):
            periods.append(f"{write_stamp(shown)}/{write_stamp(_form(local_wall(end, dates.zone, when), when)[0])}")
        else:
            finish = add_exactly(wall + end[0], end[1], when.zone)
            periods.append(f"{write_stamp(shown)}/{write_stamp(_form(finish, when)[0])}")
    if texts:
        add(component, dates.name, ",".join(texts), params)
    if periods:
        add(component, dates.name, ",".join(periods), {"VALUE": "PERIOD"} | params)


def add_texts(component: Component, event: Event, language: Language) -> None:
    """Add what a guest reads."""
    add_text(component, "SUMMARY", event.title)
    add_text(component, "LOCATION", location_of(event, language))
    add_text(component, "DESCRIPTION", event.description)
    if event.url:
        add(component, "URL", event.url)


def add_place_and_booth(component: Component, event: Event) -> None:
    """Add the two parts of LOCATION apart, where there are two."""
    if event.booth:
        add_text(component, "X-OUTREACH-PLACE", event.place)
        add_text(component, "X-OUTREACH-BOOTH", event.booth)


def location_of(event: Event, language: Language) -> str:
    """Return where the event is, with our stand, in the reader's language."""
    if not event.booth:
        return event.place
    if says_what_it_is(event.booth):
        return ", ".join(filter(None, (event.place, event.booth)))
    if not event.place:
        return language.say(BOOTH_ALONE, booth=event.booth)
    return language.say(PLACE_AND_BOOTH, place=event.place, booth=event.booth)


def add_availability(component: Component, event: Event, *, busy: bool) -> None:
    """A cancelled event, a whole day and a deadline block nobody's calendar."""
    blocks = busy and event.status is not EventStatus.CANCELLED
    shown = "TENTATIVE" if event.status is EventStatus.TENTATIVE else "BUSY"
    add(component, "TRANSP", "OPAQUE" if blocks else "TRANSPARENT")
    add(component, "X-MICROSOFT-CDO-BUSYSTATUS", shown if blocks else "FREE")
    if event.when.all_day:
        add(component, "X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE")
