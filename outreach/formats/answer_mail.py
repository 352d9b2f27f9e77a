"""A mail with an answer in it (.eml, pasted source, or a bare calendar): who sent it, and the calendars that it carries.

Every part is looked at, also within forwarded messages: the calendar may stand as an alternative (Exchange, Google), as an
attachment (application/ics), or under a wrong type with a right name. A calendar that comes twice is given once. Outlook's
own wrapping (winmail.dat) and encrypted mails cannot be opened; a sentence says so.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr

from outreach.domain.problem import Problem
from outreach.formats.email_message import (
    MOST_BYTES,
    READING,
    header_text,
    looks_like_message,
    message_date,
    person_name,
    too_intricate,
)
from outreach.formats.icalendar_lines import to_utf8
from outreach.formats.icalendar_read import looks_like_calendar
from outreach.language import N_

TOO_LARGE = N_("The message is larger than {limit} MB.")
DAMAGED = N_("The message is damaged.")
NO_ANSWER = N_("There is no calendar in this message")
OUTLOOK_WRAPPING = N_(
    "The answer is wrapped in Outlook's own format (winmail.dat) and cannot be opened; enter it by hand, as for a phone call"
)
ENCRYPTED = N_("The message is encrypted and cannot be opened; save the calendar file from the mail program and read that")

_MOST_PARTS = 300
_MOST_CALENDARS = 50
_CALENDAR_TYPES = frozenset(
    {"text/calendar", "application/ics", "text/x-vcalendar", "application/calendar", "application/x-ics", "text/ical"}
)
_SEALED_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
_METHOD_LINE = re.compile(rb"(?im)^METHOD[ \t]*[:;]")
_FRAME = re.compile(rb"(?i)BEGIN:VCALENDAR[ \t]*(\r\n|\n|\r)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMail:
    """One message. `sender` is its From in small letters, empty for a bare calendar; `date` aware or None.

    `calendars` are .ics files as bytes, each once; `problems` say why there is none.
    """

    sender: str = ""
    sender_name: str = ""
    message_id: str = ""
    subject: str = ""
    calendars: tuple[bytes, ...] = ()
    date: datetime | None = None
    problems: tuple[Problem, ...] = ()


def looks_like_mail(head: bytes) -> bool:
    """Say whether a file that begins with `head` is a mail; a calendar may begin with lines that look like headers."""
    source = to_utf8(head).lstrip()
    return source[:6].upper() != b"BEGIN:" and looks_like_message(source)


def read_answer_mail(data: bytes) -> AnswerMail:
    """Read one mail or one bare calendar; see `read_answer_mails` for a mail to which several are attached.

    The sender is that of the first message, from without, in which a calendar stands.
    """
    mails = read_answer_mails(data)
    calendars = tuple(dict.fromkeys(calendar for mail in mails for calendar in mail.calendars))
    return replace(mails[0], calendars=calendars)


def read_answer_mails(data: bytes) -> list[AnswerMail]:
    """Return the messages in `data` that carry calendars, from without to within; at least one, if need be with a problem.

    It raises nothing.
    """
    if len(data) > MOST_BYTES:
        return [AnswerMail(problems=(Problem(0, TOO_LARGE, {"limit": str(MOST_BYTES // 1_000_000)}),))]
    # What is pasted begins with blank lines, or with a mark.
    source = to_utf8(data).lstrip()
    if looks_like_calendar(source[:4096]) and not looks_like_mail(source[:4096]):
        return [AnswerMail(calendars=(source,))]
    intricate = too_intricate(source)
    if intricate is not None:
        return [AnswerMail(problems=(intricate,))]
    try:
        return _read(source)
    except (LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError, AssertionError):
        # The standard library's parser raises these for headers that no program should write.
        return [AnswerMail(problems=(Problem(1, DAMAGED),))]


def _read(source: bytes) -> list[AnswerMail]:
    outer = email.message_from_bytes(source, policy=READING)
    seen: set[tuple[bytes, ...]] = set()
    mails: dict[int, AnswerMail] = {}
    sealed: dict[str, Problem] = {}
    for message, part in _parts(outer):
        kind = part.get_content_type()
        if kind in _SEALED_TYPES:
            sealed[ENCRYPTED] = Problem(1, ENCRYPTED)
        elif kind == "application/ms-tnef" or _file_name(part) == "winmail.dat":
            sealed[OUTLOOK_WRAPPING] = Problem(1, OUTLOOK_WRAPPING)
        calendar = _calendar(part)
        if not calendar or (content := _content(calendar)) in seen or len(seen) >= _MOST_CALENDARS:
            continue
        seen.add(content)
        mail = mails.get(id(message)) or _head(message)
        mails[id(message)] = replace(mail, calendars=(*mail.calendars, calendar))
    if mails:
        return list(mails.values())
    problems = tuple(sealed.values()) or (Problem(1, NO_ANSWER),)
    return [replace(_head(outer), problems=problems)]


def _parts(message: EmailMessage) -> Iterator[tuple[EmailMessage, EmailMessage]]:
    """Yield (message, part) for every part that is no frame, with the innermost message that it stands in."""
    waiting: list[tuple[EmailMessage, EmailMessage]] = [(message, message)]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        owner, part = waiting.pop(0)
        inner = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() in _SEALED_TYPES or not isinstance(inner, list):
            yield owner, part
            continue
        nested = part.get_content_maintype() == "message"
        waiting[:0] = [(one if nested else owner, one) for one in inner if isinstance(one, EmailMessage)]


def _head(message: EmailMessage) -> AnswerMail:
    found = [parseaddr(header_text(message, name)) for name in ("From", "Sender", "Reply-To")]
    name, address = next(((name, address) for name, address in found if "@" in address), ("", ""))
    return AnswerMail(
        sender=address.strip().casefold(),
        sender_name=person_name(name),
        message_id="".join(header_text(message, "Message-ID").split())[:500],
        subject=" ".join(header_text(message, "Subject").split())[:500],
        date=message_date(message),
    )


def _file_name(part: EmailMessage) -> str:
    return str(part.get_filename("") or "").casefold()


def _calendar(part: EmailMessage) -> bytes:
    """Return the calendar that a part holds, as UTF-8 and with its METHOD; empty when it holds none."""
    kind = part.get_content_type()
    named = kind in _CALENDAR_TYPES or _file_name(part).endswith((".ics", ".vcs", ".ical", ".icalendar"))
    if not named and kind not in ("text/plain", "application/octet-stream"):
        return b""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return b""
    charset = part.get_content_charset("utf-8") or "utf-8"
    if charset not in ("utf-8", "us-ascii", "ascii", "utf8"):
        with suppress(LookupError, UnicodeDecodeError):  # the reader guesses better than a wrong label
            raw = raw.decode(charset).encode()
    start = _FRAME.search(to_utf8(raw))
    if start is None:
        return b""
    return _with_method(to_utf8(raw)[start.start() :], str(part.get_param("method", "") or ""))


def _with_method(calendar: bytes, method: str) -> bytes:
    """Give a calendar the METHOD of its mail header where it has none of its own."""
    if not re.fullmatch(r"[A-Za-z]{3,20}", method) or _METHOD_LINE.search(calendar):
        return calendar
    return _FRAME.sub(lambda found: found.group() + b"METHOD:" + method.upper().encode() + found[1], calendar, count=1)


def _content(calendar: bytes) -> tuple[bytes, ...]:
    """Return what makes two copies of one calendar the same: the lines of its events, unfolded, in any order."""
    unfolded = re.sub(rb"(?:\r\n|\n|\r)[ \t]", b"", calendar)
    lines = [line.strip() for line in unfolded.splitlines()]
    first = next((at for at, line in enumerate(lines) if line.upper() == b"BEGIN:VEVENT"), 0)
    return tuple(sorted(line for line in lines[first:] if line and line.upper() != b"END:VCALENDAR"))
