r"""Events and tender deadlines as one calendar file that Outlook, Google, Apple and Thunderbird take.

METHOD:PUBLISH without attendees: "add to calendar", no buttons (RFC 5546, 3.2.1; reference interop.md, sections 4.1 to
4.4). icalendar folds at 75 octets and ends lines with CR LF; texts are escaped here, because it turns a backslash with a
capital N ("C:\Nytt") into a line break.

Own notes, staff and featured tenders never stand in a file: they are for us alone, or ids that mean nothing elsewhere.
What others show differently than we keep it travels beside it as X-OUTREACH-KIND, -PLACE and -BOOTH.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Component
from icalendar.prop import vInline

from outreach.domain.event import EVENT_KIND_LABELS, Event, EventStatus
from outreach.domain.tender import Tender
from outreach.domain.when import When
from outreach.formats.calendar_times import Stamp, read_stamp, write_stamp
from outreach.formats.icalendar_deadlines import Deadline, deadlines_of
from outreach.formats.recurrence import Dates, add_exactly, local_wall, read_dates
from outreach.formats.recurrence_rules import RuleError, read_rule
from outreach.formats.time_zone_rules import time_zone_component
from outreach.formats.time_zones import change_zone
from outreach.language import N_, Language

PLACE_AND_BOOTH = N_("{place}, stand {booth}")
BOOTH_ALONE = N_("Stand {booth}")

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: Every line end that some reader knows; all of them become one line feed, which is then escaped.
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_LAST_YEAR_OF_RULES = 2100


def write_calendar(
    events: Iterable[Event],
    deadlines: Iterable[Tender] = (),
    *,
    stamp: datetime,
    language: Language,
    method: str = "PUBLISH",
) -> bytes:
    """Return `events`, and the dates of the tenders in `deadlines`, as a calendar file (UTF-8, CR LF).

    `stamp` (aware) becomes DTSTAMP, the moment of this export. `language` is that of the words that we add: the kind of
    an event, the titles of deadlines. A tender gives up to three entries: expected publication (a day), last day for
    questions and for tenders (instants, shown on the home clock).
    """
    chosen = list(events)
    dated = [deadline for tender in deadlines for deadline in deadlines_of(tender, language)]
    calendar = Calendar()
    calendar.add("prodid", f"-//Outreach//Outreach//{language.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", _line(method))
    whens = [event.when for event in chosen] + [deadline.event.when for deadline in dated]
    for zone, year in sorted(_zones(whens).items()):
        calendar.add_component(time_zone_component(zone, year))
    for event in chosen:
        calendar.add_component(_component(event, stamp, language))
    for deadline in dated:
        calendar.add_component(_deadline_component(deadline, stamp, language))
    data: bytes = calendar.to_ical(sorted=False)
    return data


def _zones(whens: Iterable[When]) -> dict[str, int]:
    """Return the zones in use with the latest year of each: its rule is the one that the file gives."""
    found: dict[str, int] = {}
    for when in whens:
        if when.zone and when.zone != "UTC":
            found[when.zone] = min(max(found.get(when.zone, 0), when.start.year), _LAST_YEAR_OF_RULES)
    return found


def _component(event: Event, stamp: datetime, language: Language) -> Component:
    component = Component()
    _add_identity(component, event, stamp)
    _add_times(component, event)
    _add_texts(component, event, language)
    label = language.say(EVENT_KIND_LABELS[event.kind])
    _add_list(component, "CATEGORIES", [label, *event.tags])
    _add(component, "X-OUTREACH-KIND", event.kind.value, {"X-LABEL": _line(label)})
    if event.booth:
        _add_text(component, "X-OUTREACH-PLACE", event.place)
        _add_text(component, "X-OUTREACH-BOOTH", event.booth)
    _add_availability(component, event, busy=not event.when.all_day)
    return component


def _deadline_component(deadline: Deadline, stamp: datetime, language: Language) -> Component:
    component = Component()
    _add_identity(component, deadline.event, stamp)
    _add_times(component, deadline.event)
    _add_texts(component, deadline.event, language)
    _add_list(component, "CATEGORIES", [deadline.category])
    _add(component, "X-OUTREACH-TENDER", str(deadline.tender))
    _add_availability(component, deadline.event, busy=False)
    return component


def _add_identity(component: Component, event: Event, stamp: datetime) -> None:
    """UID is written as it was kept, without escapes of ours: it is theirs, byte for byte."""
    _add(component, "UID", event.uid)
    _add(component, "DTSTAMP", write_stamp(Stamp(stamp.astimezone(UTC), utc=True)))
    _add(component, "SEQUENCE", str(event.sequence))
    _add(component, "STATUS", event.status.value.upper())
    if event.organizer:
        address = _line(event.organizer)
        _add(component, "ORGANIZER", address if re.match(r"[A-Za-z][\w+.\-]*:", address) else f"mailto:{address}")


def _add_times(component: Component, event: Event) -> None:
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
    _add(component, name, write_stamp(stamp), params)


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
    if stamp.is_date or stamp.utc or event.when.all_day:
        params = {"VALUE": "DATE"} if stamp.is_date else {}
    else:
        params = _form(stamp.wall, event.when)[1]
    _add(component, "RECURRENCE-ID", write_stamp(stamp), params)


def _add_recurrence(component: Component, line: str, when: When) -> None:
    """Add one kept line; what is neither a rule nor dates is left out, so that no line can smuggle in another."""
    name, _, rest = _line(line).partition(":")
    if name.upper().partition(";")[0] == "RRULE":
        rule = _rule_text(rest, when)
        if rule:
            _add(component, "RRULE", rule)
        return
    dates = read_dates(_line(line))
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
        _add(component, dates.name, ",".join(texts), params)
    if periods:
        _add(component, dates.name, ",".join(periods), {"VALUE": "PERIOD"} | params)


def _add_texts(component: Component, event: Event, language: Language) -> None:
    _add_text(component, "SUMMARY", event.title)
    _add_text(component, "LOCATION", _location(event, language))
    _add_text(component, "DESCRIPTION", event.description)
    if event.url:
        _add(component, "URL", event.url)


def _location(event: Event, language: Language) -> str:
    if not event.booth:
        return event.place
    if not event.place:
        return language.say(BOOTH_ALONE, booth=event.booth)
    return language.say(PLACE_AND_BOOTH, place=event.place, booth=event.booth)


def _add_availability(component: Component, event: Event, *, busy: bool) -> None:
    """A cancelled event, a whole day and a deadline block nobody's calendar."""
    blocks = busy and event.status is not EventStatus.CANCELLED
    shown = "TENTATIVE" if event.status is EventStatus.TENTATIVE else "BUSY"
    _add(component, "TRANSP", "OPAQUE" if blocks else "TRANSPARENT")
    _add(component, "X-MICROSOFT-CDO-BUSYSTATUS", shown if blocks else "FREE")
    if event.when.all_day:
        _add(component, "X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE")


def _add(component: Component, name: str, value: str, params: dict[str, str] | None = None) -> None:
    """Add a value as it is, on one line whatever it holds."""
    raw = vInline(_line(value))
    for key, param in (params or {}).items():
        raw.params[key] = param
    component.add(name, raw, encode=False)


def _add_text(component: Component, name: str, text: str) -> None:
    if text:
        _add(component, name, _escaped(text))


def _add_list(component: Component, name: str, texts: list[str]) -> None:
    _add(component, name, ",".join(_escaped(text) for text in texts if text))


def _escaped(text: str) -> str:
    """Escape a TEXT value (RFC 5545, 3.3.11): the backslash first, then separators and line ends."""
    clean = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return re.sub(r"[\\;,]", r"\\\g<0>", clean).replace("\n", "\\n")


def _line(text: str) -> str:
    """Return `text` without anything that could begin a new line of the file, or that is no character."""
    return _LONE_SURROGATES.sub("", _CONTROLS.sub("", _LINE_ENDS.sub("", text)))
