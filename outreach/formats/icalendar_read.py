"""Calendar files of other programs as events: tolerant, one component at a time, and nothing dropped without a word.

Decisions:

- Components in = events out + problems without `warning`. VTODO, VJOURNAL and VFREEBUSY are problems ("not an event"),
  VTIMEZONE is support and not counted.
- The same UID (with the same RECURRENCE-ID) twice in one file is one event, also across several VCALENDARs, because a
  UID names one event in the whole world (RFC 5545, 3.8.4.7): the greater (SEQUENCE, DTSTAMP) wins, then the later one
  (RFC 5546, 2.1.5); the other is a problem.
- REPLY, COUNTER, REFRESH and DECLINECOUNTER carry a guest's answer and not the event; they would overwrite it.
- A time in a zone that nothing explains is taken in the home zone, with a warning.
- icalendar reads the values (dates, durations, rules, offsets); the component around them is ours, because its own
  reader takes 1.3 ms a component (26 s for a file at the limit) and swallows or turns six kinds of real values.
- UIDs are kept byte for byte as they stood, escapes included; a missing one is made from the content.
"""

from __future__ import annotations

import hashlib
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.problem import Problem, cut
from outreach.formats.calendar_times import Stamp, read_stamp
from outreach.formats.icalendar_lines import (
    END_MISSING,
    MOST_LEVELS,
    TOO_DEEP,
    Block,
    Line,
    read_blocks,
    to_utf8,
)
from outreach.formats.icalendar_series import read_recurrence, read_recurrence_id
from outreach.formats.icalendar_when import Clock, Refused, read_when
from outreach.formats.time_zones import ZoneBook
from outreach.language import N_

UNTITLED = N_("(untitled)")
NOT_AN_EVENT = N_("{kind} is not an event")
NO_EVENT = N_("There is no event in this file")
AN_ANSWER = N_("This is an answer to an invitation, not an event")
OLDER_VERSION = N_("The file holds a newer version of the same event")
UNREADABLE = N_("This event cannot be read")

_ANSWERS = frozenset({"REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"})
_ESCAPE = re.compile(r'\\([nN\\,;:"])')
_PLAIN_COMMA = re.compile(r"(?<!\\)(?:\\\\)*,")
_STAMPS_OF_EXPORT = frozenset({"DTSTAMP", "CREATED", "LAST-MODIFIED"})
_STATUS = {
    "TENTATIVE": EventStatus.TENTATIVE,
    "CONFIRMED": EventStatus.CONFIRMED,
    "CANCELLED": EventStatus.CANCELLED,
    "CANCELED": EventStatus.CANCELLED,
}
_BEGIN = re.compile(rb"(?:^|[\r\n])[ \t]*BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL|FREEBUSY|TIMEZONE)[ \t]*(?:[\r\n]|\Z)")
_UNCOUNTED = frozenset({"VTIMEZONE", "VALARM", "STANDARD", "DAYLIGHT"})


@dataclass(frozen=True, slots=True)
class _Found:
    """An event with what decides between versions of it."""

    event: Event
    line: int
    rank: tuple[int, datetime]


def looks_like_calendar(head: bytes) -> bool:
    """Say whether a file that begins with `head` (some kilobytes) is a calendar: BEGIN:VCALENDAR or a bare component."""
    text = to_utf8(head[: len(head) // 2 * 2]).upper()
    return _BEGIN.search(text) is not None


def read_calendar(data: bytes) -> tuple[list[Event], list[Problem]]:
    """Read the events of a calendar file in any of its dialects (RFC 5545, RFC 2445, vCalendar 1.0).

    Returns the events in the order of the file and the problems by line. It raises nothing; what cannot be read is a
    problem with line and reason, and a problem with `warning` stands beside an event that was kept.
    """
    blocks, problems = read_blocks(data)
    calendars = {id(block.calendar): block.calendar for block in blocks}.values()
    book = ZoneBook({tzid: zone for calendar in calendars for tzid, zone in calendar.zones.items()})
    chosen: dict[tuple[str, str], _Found] = {}
    for block in blocks:
        if block.kind != "VEVENT":
            if block.kind not in _UNCOUNTED:
                problems.append(_other(block))
            continue
        found = _read_block(block, book, problems)
        if found is not None:
            _choose(chosen, found, problems)
    events = [found.event for found in sorted(chosen.values(), key=lambda found: found.line)]
    if not events and not problems:
        problems.append(Problem(1, NO_EVENT))
    return events, sorted(problems, key=lambda problem: problem.line)


def _other(block: Block) -> Problem:
    if block.too_deep:
        return Problem(block.line, TOO_DEEP, {"limit": str(MOST_LEVELS)}, cut(f"BEGIN:{block.kind}"))
    title = block.first("SUMMARY")
    return Problem(block.line, NOT_AN_EVENT, {"kind": cut(block.kind, 20)}, cut(text_of(title)[:200]))


def _choose(chosen: dict[tuple[str, str], _Found], found: _Found, problems: list[Problem]) -> None:
    key = (found.event.uid, found.event.recurrence_id)
    rival = chosen.get(key)
    winner, loser = (rival, found) if rival is not None and rival.rank > found.rank else (found, rival)
    chosen[key] = winner
    if loser is not None:
        problems.append(Problem(loser.line, OLDER_VERSION, text=cut(loser.event.title)))


def _read_block(block: Block, book: ZoneBook, problems: list[Problem]) -> _Found | None:
    """Read one VEVENT; on failure add a problem and return None."""
    if block.too_deep:
        problems.append(Problem(block.line, TOO_DEEP, {"limit": str(MOST_LEVELS)}))
        return None
    if block.calendar.method in _ANSWERS:
        problems.append(Problem(block.line, AN_ANSWER, text=cut(text_of(block.first("SUMMARY"))[:200])))
        return None
    warnings: list[Problem] = []
    try:
        found = _read_event(block, book, warnings)
    except Refused as refused:
        problems.append(refused.problem)
        return None
    except Exception:  # noqa: BLE001 - icalendar lets raw AttributeErrors and others through (reliability.md, R20)
        problems.append(Problem(block.line, UNREADABLE, text=cut(text_of(block.first("SUMMARY"))[:200])))
        return None
    if not block.ended:
        warnings.append(Problem(block.line, END_MISSING, text=cut(found.event.title), warning=True))
    problems.extend(warnings)
    return found


def _read_event(block: Block, book: ZoneBook, warnings: list[Problem]) -> _Found:
    clock = Clock(book, block.calendar, warnings)
    when = read_when(block, clock)
    recurrence_id = read_recurrence_id(block, when, clock)
    recurrence = read_recurrence(block, clock)
    uid = _uid(block)
    kind, label = _kind(block)
    place, booth = _place_and_booth(block)
    sequence, stamp = _revision(block)
    event = Event(
        title=" ".join(text_of(block.first("SUMMARY")).split("\n")).strip() or UNTITLED,
        when=when,
        kind=kind,
        status=_status(block),
        place=place,
        booth=booth,
        description=text_of(block.first("DESCRIPTION")),
        url=_raw(block.first("URL")),
        tags=_tags(block, label),
        uid=uid,
        sequence=sequence,
        recurrence=recurrence,
        recurrence_id=recurrence_id,
        organizer=_organizer(block),
        origins=(f"ics:{uid}" + (f"/{recurrence_id}" if recurrence_id else ""),),
    )
    return _Found(event, block.line, (sequence, stamp))


def text_of(line: Line | None) -> str:
    """Return a TEXT value without its escapes (RFC 5545, 3.3.11), and without quoted-printable of vCalendar 1.0."""
    if line is None:
        return ""
    value = line.value
    if "QUOTED-PRINTABLE" in line.params.upper():
        octets = quopri.decodestring(value.encode())
        try:
            value = octets.decode(line.param("CHARSET") or "utf-8")
        except (LookupError, UnicodeDecodeError):
            value = octets.decode("cp1252", errors="replace")
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _unescaped(value)


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _raw(line: Line | None) -> str:
    return line.value.strip() if line is not None else ""


def _uid(block: Block) -> str:
    line = block.first("UID")
    if line is not None and line.value.strip():
        return line.value
    # The stamps of an export differ each time; without them the same event gets the same UID again.
    lasting = (line for line in block.lines if line.name not in _STAMPS_OF_EXPORT)
    content = "\n".join(f"{line.name};{line.params}:{line.value}" for line in lasting)
    return f"{hashlib.sha256(content.encode()).hexdigest()[:32]}@content.outreach"


def _kind(block: Block) -> tuple[EventKind, str]:
    """Return our own kind and the label that stands for it among the categories."""
    line = block.first("X-OUTREACH-KIND")
    value = _raw(line).lower()
    known = value in {kind.value for kind in EventKind}
    return (EventKind(value), line.param("X-LABEL")) if line is not None and known else (EventKind.OTHER, "")


def _tags(block: Block, label: str) -> tuple[str, ...]:
    found = [_unescaped(item).strip() for line in block.all("CATEGORIES") for item in _list_items(line.value)]
    tags = [tag for tag in found if tag]
    if label in tags:
        tags.remove(label)
    return tuple(tags)


def _list_items(value: str) -> Iterator[str]:
    """Split a list of texts at its commas, but not at escaped ones."""
    start = 0
    for found in _PLAIN_COMMA.finditer(value):
        yield value[start : found.end() - 1]
        start = found.end()
    yield value[start:]


def _place_and_booth(block: Block) -> tuple[str, str]:
    """Return place and booth; our own fields count only while the place that others see still says the same."""
    shown = text_of(block.first("LOCATION")).strip()
    place, booth = (text_of(block.first(name)).strip() for name in ("X-OUTREACH-PLACE", "X-OUTREACH-BOOTH"))
    if booth and booth in shown and place in shown:
        return place, booth
    return shown, ""


def _status(block: Block) -> EventStatus:
    if block.calendar.method == "CANCEL":
        return EventStatus.CANCELLED
    return _STATUS.get(_raw(block.first("STATUS")).upper(), EventStatus.CONFIRMED)


def _revision(block: Block) -> tuple[int, datetime]:
    """Return SEQUENCE (0 when it is no number) and DTSTAMP (the beginning of time when it is no stamp)."""
    number = _raw(block.first("SEQUENCE"))
    sequence = int(number) if number.isascii() and number.isdecimal() and len(number) <= 9 else 0
    try:
        stamp = read_stamp(_raw(block.first("DTSTAMP")) or _raw(block.first("LAST-MODIFIED")))
    except ValueError:
        stamp = Stamp(datetime.min)  # noqa: DTZ901 - compared with other stamps only
    return sequence, stamp.wall


def _organizer(block: Block) -> str:
    address = _raw(block.first("ORGANIZER"))
    return re.sub(r"(?i)^mailto:", "", address).strip()
