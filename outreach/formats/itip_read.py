"""Answers of guests as values: REPLY, COUNTER and REFRESH of iTIP (RFC 5546, 3.2.3, 3.2.6, 3.2.7), however they are written.

Decisions:

- Every VEVENT of the file is one answer or one problem without `warning`; nothing is dropped without a word.
- Addresses are in small letters and without "mailto:". Where the value is no address (iCloud writes a path, Exchange
  "invalid:nomail") the parameter EMAIL stands in.
- A REPLY has exactly one ATTENDEE. Of several, the writer of the mail answers, else the one delegated to, else the first who
  answers at all; a warning says so. Without any, the writer of the mail answers.
- `recurrence_id` is a day ("20261021") or an instant in UTC ("20261021T053000Z"), whatever form it came in:
  `recurrence.occurrence_key` gives that form for our own occurrences.
- SEQUENCE that is missing or 0 gives way to X-MICROSOFT-CDO-APPT-SEQUENCE, as in Thunderbird (interop.md, 4.2).
- A proposed time in UTC or without a zone is shown on the home clock: it is for an officer to decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import unquote

from outreach.domain.guest import PARTSTATS, Answer
from outreach.domain.problem import Problem, cut
from outreach.domain.reply import ReplyMethod
from outreach.domain.visible_text import visible
from outreach.domain.when import HOME_ZONE, When
from outreach.formats.calendar_times import Stamp, read_stamp, write_stamp
from outreach.formats.email_message import person_name
from outreach.formats.icalendar_lines import WANTED, Block, Line, read_blocks
from outreach.formats.icalendar_read import NOT_AN_EVENT, UNREADABLE, text_of
from outreach.formats.icalendar_series import BAD_OCCURRENCE
from outreach.formats.icalendar_when import Clock, Refused, read_when
from outreach.formats.time_zones import ZoneBook, change_zone
from outreach.language import N_

NOT_AN_ANSWER = N_("This calendar file is no answer to an invitation ({method})")
NO_UID = N_("The answer does not say which event it is about")
NO_ATTENDEE = N_("The answer does not say who answers")
SENDER_ANSWERS = N_("The answer does not say who answers; it was taken as that of {address}")
SEVERAL_ANSWER = N_("Several guests stand in the answer; it was taken as that of {address}")
NO_PARTSTAT = N_("The answer says neither yes nor no")
NO_PROPOSAL = N_("Another time is proposed, but it cannot be read")
NO_SEQUENCE = N_("The answer does not say which version of the invitation it is about")
NO_STAMP = N_("The answer does not say when it was written")

_ANSWERS = {text: answer for answer, text in PARTSTATS.items()} | {"NEEDS ACTION": Answer.NONE}
_MOMENTS = ("DTSTAMP", "X-MICROSOFT-CDO-ATTENDEE-CRITICAL-CHANGE", "LAST-MODIFIED", "CREATED")
_WANTED = WANTED | {"ATTENDEE", "X-MICROSOFT-CDO-APPT-SEQUENCE", *_MOMENTS}
_UNCOUNTED = frozenset({"VTIMEZONE", "VALARM", "STANDARD", "DAYLIGHT"})
#: An address begins where the sign before it is part of none: else half a million letters without "@" are read from each of them.
_ADDRESS = re.compile(r"(?<![^\s<>\"'(),:;@])[^\s<>\"'(),:;@]+@[^\s<>\"'(),:;@]+")
_RFC_6868 = {"^n": " ", "^'": '"', "^^": "^"}
_MOST_ADDRESSES = 20
_MOST_COMMENT = 4_000
_MOST_NAME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One answer as it was read. `line` is where its component begins in the file.

    `address` is the guest's, in small letters; `stamp` (aware) its DTSTAMP, None when it has none. `sequence_known` is False
    where no SEQUENCE stood, and `sequence` then 0. `proposed` is the other time of a COUNTER.
    """

    method: ReplyMethod
    uid: str
    recurrence_id: str = ""
    address: str = ""
    name: str = ""
    answer: Answer = Answer.NONE
    sequence: int = 0
    stamp: datetime | None = None
    comment: str = ""
    proposed: When | None = None
    delegated_to: tuple[str, ...] = ()
    delegated_from: tuple[str, ...] = ()
    summary: str = ""
    line: int = 0
    sequence_known: bool = True


@dataclass(frozen=True, slots=True)
class _Guest:
    """One ATTENDEE line."""

    line: Line
    address: str
    answer: Answer | None
    delegated_to: tuple[str, ...]
    delegated_from: tuple[str, ...]


def read_itip(data: bytes, sender: str = "") -> tuple[list[Incoming], list[Problem]]:
    """Read the answers of a calendar file. It raises nothing; problems with `warning` stand beside an answer that was kept.

    `sender` is the address that the mail came from, where there was one: it decides who answers where the file does not.
    """
    blocks, problems = read_blocks(data, _WANTED)
    zones = {tzid: zone for block in blocks for tzid, zone in block.calendar.zones.items()}
    book = ZoneBook(zones)
    found: list[Incoming] = []
    for block in blocks:
        if block.kind in _UNCOUNTED:
            continue
        warnings: list[Problem] = []
        try:
            found.append(_read(block, _Reading(book, sender.strip().casefold(), warnings)))
            problems += warnings
        except Refused as refused:
            problems.append(refused.problem)
        except Exception:  # noqa: BLE001 - icalendar lets raw AttributeErrors and others through (reliability.md, R20)
            problems.append(Problem(block.line, UNREADABLE, text=_summary(block)))
    if not found and not problems:
        problems.append(Problem(1, NOT_AN_ANSWER, {"method": "–"}))
    return found, sorted(problems, key=lambda problem: problem.line)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one component is read with."""

    book: ZoneBook
    sender: str
    warnings: list[Problem]

    def warn(self, block: Block, reason: str, **values: str) -> None:
        self.warnings.append(Problem(block.line, reason, values, _summary(block), warning=True))


def _read(block: Block, reading: _Reading) -> Incoming:
    method = _method(block)
    uid = block.first("UID")
    if uid is None or not uid.value.strip():
        raise Refused(Problem(block.line, NO_UID, text=_summary(block)))
    guest = _answering(block, reading)
    if method is not ReplyMethod.REFRESH and guest.answer is None:
        reading.warn(block, NO_PARTSTAT)
    sequence, known = _sequence(block)
    if not known:
        reading.warn(block, NO_SEQUENCE)
    stamp = _stamp(block)
    if stamp is None:
        reading.warn(block, NO_STAMP)
    clock = Clock(reading.book, block.calendar, reading.warnings)
    return Incoming(
        method=method,
        uid=uid.value.strip(),
        recurrence_id=_occurrence(block, clock),
        address=guest.address,
        name=_guest_name(guest),
        answer=guest.answer or Answer.NONE,
        sequence=sequence,
        stamp=stamp,
        comment=_comment(block, guest.line),
        proposed=_proposed(block, clock, reading) if method is ReplyMethod.COUNTER else None,
        delegated_to=guest.delegated_to,
        delegated_from=guest.delegated_from,
        summary=_summary(block),
        line=block.line,
        sequence_known=known,
    )


def _method(block: Block) -> ReplyMethod:
    """Return the method; raises Refused for a component that is no answer."""
    if block.kind != "VEVENT":
        raise Refused(Problem(block.line, NOT_AN_EVENT, {"kind": cut(block.kind, 20)}, _summary(block)))
    try:
        return ReplyMethod(block.calendar.method)
    except ValueError as error:
        shown = cut(block.calendar.method, 20) or "–"
        raise Refused(Problem(block.line, NOT_AN_ANSWER, {"method": shown}, _summary(block))) from error


# --- who answers ---------------------------------------------------------------------------------------------------


def _answering(block: Block, reading: _Reading) -> _Guest:
    """Return the ATTENDEE who answers; raises Refused when nobody does."""
    guests = [guest for line in block.all("ATTENDEE") if (guest := _guest(line)).address]
    if not guests:
        if not reading.sender:
            raise Refused(Problem(block.line, NO_ATTENDEE, text=_summary(block)))
        reading.warn(block, SENDER_ANSWERS, address=cut(reading.sender))
        unnamed = block.first("ATTENDEE") or Line(block.line, "ATTENDEE", "", "")
        return replace(_guest(unnamed), address=reading.sender)
    distinct = {guest.address: guest for guest in reversed(guests)}
    if len(distinct) == 1:
        return guests[0]
    if reading.sender in distinct:
        return distinct[reading.sender]
    answering = [guest for guest in distinct.values() if guest.answer not in (None, Answer.NONE)]
    if len(answering) == 1:
        return answering[0]
    chosen = next((guest for guest in answering if guest.delegated_from), answering[-1] if answering else guests[0])
    reading.warn(block, SEVERAL_ANSWER, address=cut(chosen.address))
    return chosen


def _guest(line: Line) -> _Guest:
    partstat = line.param("PARTSTAT").strip().upper()
    return _Guest(
        line,
        address_of(line.value) or address_of(line.param("EMAIL")) or address_of(line.param("X-EMAIL")),
        _ANSWERS.get(partstat),
        _addresses(line.param("DELEGATED-TO")),
        _addresses(line.param("DELEGATED-FROM")),
    )


def address_of(text: str) -> str:
    """Return the e-mail address in a CAL-ADDRESS such as "MAILTO:Anna@x.se", in small letters; empty when there is none."""
    plain = unquote(text) if "@" not in text else text
    found = _ADDRESS.search(re.sub(r"(?i)^\s*(?:mailto:\s*)+(?://)?", "", plain.strip().strip("\"'<>")))
    return found.group().strip(".").casefold() if found else ""


def _addresses(text: str) -> tuple[str, ...]:
    """Return the addresses of a parameter with several values: "mailto:a@x.se","mailto:b@x.se"."""
    pieces = re.split(r"[,\s]+", text)[:_MOST_ADDRESSES]
    return tuple(dict.fromkeys(address for piece in pieces if (address := address_of(piece))))


def _guest_name(guest: _Guest) -> str:
    """Return CN without marks: "Berg, Anna" turned round, an address that stands in for a name left out."""
    raw = re.sub(r"\^[n'^]", lambda found: _RFC_6868[found.group()], guest.line.param("CN")[:_MOST_NAME])
    bare = re.sub(r"(?i)^mailto:", "", visible(raw.replace('\\"', '"').replace("\\,", ",")).strip())
    name = person_name(_ADDRESS.sub("", bare).replace("<>", ""))
    return name if re.search(r"\w", name) else ""


# --- which version, when, about what -------------------------------------------------------------------------------


def _sequence(block: Block) -> tuple[int, bool]:
    numbers = [_number(block.first(name)) for name in ("SEQUENCE", "X-MICROSOFT-CDO-APPT-SEQUENCE")]
    known = [number for number in numbers if number is not None]
    return next((number for number in known if number), 0), bool(known)


def _number(line: Line | None) -> int | None:
    text = line.value.strip() if line is not None else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def _stamp(block: Block) -> datetime | None:
    for name in _MOMENTS:
        line = block.first(name)
        if line is None:
            continue
        try:
            stamp = read_stamp(line.value)
        except ValueError:
            continue
        # RFC 5545 wants UTC; a stamp without "Z" is in practice the writer's own clock, nearly always ours.
        wall = stamp.wall if stamp.utc else change_zone(stamp.wall, HOME_ZONE, "UTC")
        return wall.replace(tzinfo=UTC)
    return None


def _occurrence(block: Block, clock: Clock) -> str:
    line = block.first("RECURRENCE-ID")
    if line is None:
        return ""
    try:
        stamp = read_stamp(line.value)
    except ValueError as error:
        raise Refused(Problem(line.number, BAD_OCCURRENCE, text=cut(line.value[:200]))) from error
    if stamp.is_date or line.param("VALUE").upper() == "DATE":
        return f"{stamp.wall:%Y%m%d}"
    wall, zone = clock.place(line, stamp)
    return write_stamp(Stamp(change_zone(wall, zone or HOME_ZONE, "UTC"), utc=True))


def _proposed(block: Block, clock: Clock, reading: _Reading) -> When | None:
    try:
        when = read_when(block, clock)
    except Refused:
        reading.warn(block, NO_PROPOSAL)
        return None
    if when.all_day or when.zone not in ("", "UTC"):
        return when
    start, end = (change_zone(wall, when.zone or HOME_ZONE, HOME_ZONE) for wall in (when.start, when.end))
    return When(start, max(start, end), HOME_ZONE)


def _comment(block: Block, guest: Line) -> str:
    """Return what the guest wrote: COMMENT (Outlook, Exchange), or a parameter of ATTENDEE (Google)."""
    texts: Sequence[str] = [text_of(line) for line in block.all("COMMENT")]
    if not any(text.strip() for text in texts):
        raw = guest.param("X-RESPONSE-COMMENT")
        texts = [re.sub(r"\^[n'^]", lambda found: "\n" if found.group() == "^n" else _RFC_6868[found.group()], raw)]
    joined = "\n".join(dict.fromkeys(text for text in map(visible, texts) if text))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()[:_MOST_COMMENT]


def _summary(block: Block) -> str:
    return cut(visible(text_of(block.first("SUMMARY"))[:400]), 200)
