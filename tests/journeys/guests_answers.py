"""Answers as guests' programs write them: Outlook (Exchange), Google Calendar and Apple Calendar, each in its own shape."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime


@dataclass(frozen=True)
class Invite:
    """What a guest's program knows from the invitation, as it stands in the file."""

    uid: str
    sequence: int
    start: str
    end: str
    summary: str
    organizer: str
    address: str
    name: str


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def _folded(lines: list[str]) -> bytes:
    """Fold at 75 octets, never inside a character."""
    out: list[bytes] = []
    for line in lines:
        rest, first = line, True
        while rest:
            room, taken = 75 if first else 74, ""
            for sign in rest:
                if len((taken + sign).encode()) > room:
                    break
                taken += sign
            out.append((b"" if first else b" ") + taken.encode())
            rest, first = rest[len(taken) :], False
    return b"\r\n".join(out) + b"\r\n"


def outlook(invite: Invite, partstat: str, at: datetime, *, comment: str = "", proposed: tuple[str, str] | None = None) -> bytes:
    """Exchange: multipart/alternative with the calendar as base64, times with a Windows zone, the address in capitals."""
    method = "COUNTER" if proposed else "REPLY"
    start, end = proposed or (invite.start, invite.end)
    zone = [] if not proposed else [
        "BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time",
        "BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE",
    ]  # fmt: skip
    times = (
        [f"DTSTART;TZID=W. Europe Standard Time:{start}", f"DTEND;TZID=W. Europe Standard Time:{end}"]
        if proposed
        else [f"DTSTART:{start}", f"DTEND:{end}"]
    )
    calendar = _folded(
        [
            "BEGIN:VCALENDAR", f"METHOD:{method}", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0", *zone, "BEGIN:VEVENT",
            f'ATTENDEE;PARTSTAT={partstat};CN="{invite.name.replace(chr(34), chr(39))}":MAILTO:{invite.address.upper()}',
            *([f"COMMENT;LANGUAGE=sv-SE:{comment}"] if comment else []),
            f"UID:{invite.uid}", f"SUMMARY;LANGUAGE=sv-SE:Svar: {invite.summary}", *times,
            "CLASS:PUBLIC", "PRIORITY:5", f"DTSTAMP:{_stamp(at)}", "TRANSP:OPAQUE", "STATUS:CONFIRMED",
            f"SEQUENCE:{invite.sequence}", f"X-MICROSOFT-CDO-APPT-SEQUENCE:{invite.sequence}",
            "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "END:VEVENT", "END:VCALENDAR",
        ]
    )  # fmt: skip
    body = b"\r\n".join(base64.encodebytes(calendar).strip().split(b"\n"))
    headers = (
        f"From: {_named(invite)}\r\nTo: <{invite.organizer}>\r\nSubject: Svar: {invite.summary}\r\n"
        f"Date: {format_datetime(at)}\r\nMessage-ID: <{_stamp(at)}.{invite.address}>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="_000_x_"\r\nX-MS-Has-Attach: \r\n\r\n'
    )
    return (
        headers.encode("utf-8", "replace")
        + b'--_000_x_\r\nContent-Type: text/plain; charset="iso-8859-1"\r\n\r\n\r\n'
        + f'--_000_x_\r\nContent-Type: text/calendar; charset="utf-8"; method={method}\r\n'.encode()
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + body
        + b"\r\n\r\n--_000_x_--\r\n"
    )


def google(invite: Invite, partstat: str, at: datetime, comment: str = "") -> bytes:
    """Google: multipart/mixed around alternative, 7bit calendar and an application/ics copy, comment as a parameter."""
    said = f';X-RESPONSE-COMMENT="{comment}"' if comment else ""
    params = f"CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};CN={invite.address};X-NUM-GUESTS=0{said}"
    calendar = _folded(
        [
            "BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0", "CALSCALE:GREGORIAN",
            "METHOD:REPLY", "BEGIN:VEVENT", f"DTSTART:{invite.start}", f"DTEND:{invite.end}", f"DTSTAMP:{_stamp(at)}",
            f"ORGANIZER;CN=Upphandling:mailto:{invite.organizer}", f"UID:{invite.uid}",
            f"ATTENDEE;{params}:mailto:{invite.address}",
            "CREATED:19000101T120000Z", "DESCRIPTION:", f"LAST-MODIFIED:{_stamp(at)}", "LOCATION:",
            f"SEQUENCE:{invite.sequence}", "STATUS:CONFIRMED", f"SUMMARY:{invite.summary}", "TRANSP:OPAQUE",
            "END:VEVENT", "END:VCALENDAR",
        ]
    )  # fmt: skip
    mail = _mail(invite, at, f"Accepted: {invite.summary}")
    mail.set_content(f"{invite.address} has replied to this invitation.\n")
    params_of_part = {"charset": "UTF-8", "method": "REPLY"}
    mail.add_alternative(calendar, maintype="text", subtype="calendar", cte="base64", params=params_of_part)
    mail.add_attachment(calendar, maintype="application", subtype="ics", filename="invite.ics")
    return mail.as_bytes()


def apple(invite: Invite, partstat: str, at: datetime) -> bytes:
    """Apple: no SUMMARY words of its own, the attendee alone, the calendar as the second part."""
    name = invite.name.replace('"', "'")
    params = f'CN="{name}";CUTYPE=INDIVIDUAL;EMAIL="{invite.address}";PARTSTAT={partstat};ROLE=REQ-PARTICIPANT'
    calendar = _folded(
        [
            "BEGIN:VCALENDAR", "CALSCALE:GREGORIAN", "VERSION:2.0", "METHOD:REPLY", "PRODID:-//Apple Inc.//macOS 15.1//EN",
            "BEGIN:VEVENT", f"DTSTAMP:{_stamp(at)}", f"SEQUENCE:{invite.sequence}", f"DTSTART:{invite.start}",
            f"ATTENDEE;{params}:mailto:{invite.address}",
            f"ORGANIZER;EMAIL={invite.organizer}:mailto:{invite.organizer}", f"UID:{invite.uid}",
            "END:VEVENT", "END:VCALENDAR",
        ]
    )  # fmt: skip
    mail = _mail(invite, at, invite.summary)
    mail.set_content("Jag kan tyvärr inte.\n")
    params_of_part = {"charset": "utf-8", "method": "REPLY"}
    mail.add_alternative(calendar, maintype="text", subtype="calendar", cte="base64", params=params_of_part)
    return mail.as_bytes()


def _mail(invite: Invite, at: datetime, subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"<{invite.address}>"
    mail["To"] = f"<{invite.organizer}>"
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{_stamp(at)}.{invite.address}>"
    return mail


def _named(invite: Invite) -> str:
    return f'"{invite.name.encode("ascii", "ignore").decode().replace(chr(34), chr(39))}" <{invite.address}>'
