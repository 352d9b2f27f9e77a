"""Messages taken apart by other means than ours: the library's mail parser, and a reader of a dozen lines for calendars."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import unquote
from pathlib import Path


@dataclass(frozen=True)
class Property:
    """One content line: name, parameters as they stand, value."""

    name: str
    params: str
    value: str


@dataclass(frozen=True)
class Taken:
    """One message: headers, the calendar, and every text in it, raw and decoded, for looking for strangers."""

    file: str
    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    subject: str
    unsent: str
    message_id: str
    text: str
    mime_method: str
    calendar: bytes
    attached: bytes
    everything: str

    @property
    def lines(self) -> list[Property]:
        """The calendar's content lines, unfolded."""
        return content_lines(self.calendar)

    def all(self, name: str) -> list[Property]:
        """Return the properties of a name that stand in the event, not in the rules of a zone."""
        inside, found = False, []
        for one in self.lines:
            if (one.name, one.value) in (("BEGIN", "VTIMEZONE"), ("END", "VTIMEZONE")):
                inside = one.name == "BEGIN"
            elif one.name == name and not inside:
                found.append(one)
        return found

    def one(self, name: str) -> str:
        """Return the value of a property that stands there exactly once."""
        found = self.all(name)
        assert len(found) == 1, (self.file, name, found)
        return found[0].value


def content_lines(calendar: bytes) -> list[Property]:
    """Return the content lines of a calendar file; its lines end with CR LF and hold at most 75 octets."""
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n")), "a line is longer than 75 octets"
    assert calendar.count(b"\n") == calendar.count(b"\r\n")
    text = calendar.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "")
    found = []
    for line in text.split("\r\n"):
        if line:
            match = re.match(r"([A-Z-]+)((?:;[A-Z-]+=(?:\"[^\"]*\"|[^\":;])*)*):(.*)$", line)
            assert match, line
            found.append(Property(*match.groups()))
    return found


def mailbox(header: str) -> tuple[str, str]:
    """Return name and address of a header that holds one mailbox. (The library puts a blank between encoded words of a name.)"""
    found = re.fullmatch(r"\s*(.*?)\s*<([^<>\s]+)>\s*", header, re.DOTALL)
    if found is None:
        assert re.fullmatch(r"[^\s,;<>]+@[^\s,;<>]+", header.strip()), header
        return "", header.strip()
    name = found.group(1)
    return (unquote(name) if name.startswith('"') else str(make_header(decode_header(name)))), found.group(2)


def _content(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def take(path: Path) -> Taken:
    """Take a draft apart."""
    data = path.read_bytes()
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    raw = email.message_from_bytes(data)
    assert not raw.get_all("Cc")
    assert not raw.get_all("Bcc")
    parts = [part for part in mail.walk() if not part.is_multipart()]
    calendars = [part for part in parts if part.get_content_type() == "text/calendar"]
    attached = [part for part in parts if part.get_content_type() == "application/ics"]
    decoded = [_content(part) for part in parts]
    headers = [f"{name}: {value}" for name, value in mail.items()]
    unfolded = [one.replace(b"\r\n ", b"") for one in decoded]
    whole = [one.decode("utf-8", "replace") for one in (data, *decoded, *unfolded)]
    everything = "\n".join([*headers, *whole])
    plain = next(part for part in parts if part.get_content_type() == "text/plain")
    return Taken(
        file=path.name,
        sender=mailbox(raw["From"]),
        to=tuple(mailbox(one) for one in raw.get_all("To", [])),
        subject=str(mail["Subject"]),
        unsent=str(mail["X-Unsent"] or ""),
        message_id=str(mail["Message-ID"]),
        text=plain.get_content(),
        mime_method=str(calendars[0].get_param("method")) if calendars else "",
        calendar=_content(calendars[0]) if calendars else b"",
        attached=_content(attached[0]) if attached else b"",
        everything=everything,
    )
