"""An invitation as an e-mail: the draft (.eml) that a mail program opens, the bytes that SMTP carries, a mailto link.

The form is that of reference interop.md, 4.1: multipart/mixed around multipart/alternative (text/plain, text/html, and
text/calendar last, with the METHOD of its body), and the same calendar once more as application/ics for programs that only
know files. Decisions:

- base64 for the calendar: no server may then touch its line ends, and 8BITMIME is not needed (Exchange does the same).
- quoted-printable for the texts: seven bits and short lines, and still readable in the source.
- One recipient in To, never Cc: no guest sees another. Bcc is for a question to colleagues alone, whose To is ourselves.
- The boundaries come from the Message-ID, so that a second try sends the same bytes.
"""

from __future__ import annotations

import email.policy
import hashlib
import html as html_text
import re
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.message import EmailMessage, Message, MIMEPart
from email.utils import format_datetime
from urllib.parse import quote

from outreach.domain.invitation import Method
from outreach.domain.mailbox import Mailbox, wire_address

#: Windows hands at most about 2,000 characters to a mail program; a longer link opens nothing at all, without a word.
MAILTO_LIMIT = 1_900
CALENDAR_NAME = "invite.ics"

#: Headers stand exactly as they are written here: the policy's own folding quotes parameters and cuts long words anew.
_POLICY = email.policy.SMTP.clone(refold_source="none")
#: What could begin a line of its own in a header, or is no character; joiners of emoji and marks of direction stay.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LONGEST_PLAIN = 60
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-]{1,200}@[A-Za-z0-9.\-]{1,200}>\Z")
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_CUT_MARK = "\n…"


def write_mail(
    *,
    sender: Mailbox,
    to: Mailbox,
    subject: str,
    text: str,
    calendar: bytes = b"",
    method: Method | None = None,
    message_id: str,
    date: datetime,
    unsent: bool,
    html: str = "",
    pdfs: Sequence[tuple[str, bytes]] = (),
    bcc: Sequence[Mailbox] = (),
) -> bytes:
    """Return one message to one guest (CR LF, seven bits, lines of at most 998 octets).

    `calendar` is an .ics file whose METHOD is `method`; a letter without one has neither. `message_id` is "<…@…>", `date`
    aware. `unsent` marks a draft that a mail program opens for sending (X-Unsent). `html` stands beside `text`; without it
    the text is shown as it is. `pdfs` are attached: the name with its suffix, and the bytes. `bcc` are those who get the message
    without being seen by one another: the mail program takes the line away when it sends.

    Raises ValueError for an address that mail cannot carry, a bad Message-ID, a naive date, and a METHOD that differs.
    """
    if date.tzinfo is None:
        raise ValueError("the date of a message needs a zone")
    if not _MESSAGE_ID.match(message_id):
        raise ValueError(f"no Message-ID: {message_id!r}")
    message = EmailMessage(policy=_POLICY)
    headers = {
        "From": _address(sender),
        "To": _address(to),
        **({"Bcc": ",\r\n ".join(map(_address, bcc))} if bcc else {}),
        "Subject": _words("Subject", _one_line(subject)),
        "Date": format_datetime(date),
        "Message-ID": message_id,
        **({"X-Unsent": "1"} if unsent else {}),
        "MIME-Version": "1.0",
    }
    for name, value in headers.items():
        message.set_raw(name, value)
    seal = hashlib.sha256(message_id.encode()).hexdigest()[:24]
    alternative = [_text_part("plain", text), _text_part("html", html or html_of(text))]
    attached = [_pdf_part(name, data) for name, data in pdfs]
    if not calendar and not attached:
        _gather(message, "alternative", f"=_alternative_{seal}", alternative)
        return message.as_bytes()
    inner = MIMEPart(policy=_POLICY)
    if not calendar:
        _gather(inner, "alternative", f"=_alternative_{seal}", alternative)
        _gather(message, "mixed", f"=_mixed_{seal}", [inner, *attached])
        return message.as_bytes()
    if method is None or f"\r\nMETHOD:{method.value}\r\n".encode() not in calendar:
        raise ValueError("the method of the message must be that of its calendar")
    inline = _bytes_part(calendar, f"text/calendar; charset=UTF-8; method={method.value}")
    _gather(inner, "alternative", f"=_alternative_{seal}", [*alternative, inline])
    once_more = _bytes_part(calendar, f'application/ics; name="{CALENDAR_NAME}"')
    once_more["Content-Disposition"] = f'attachment; filename="{CALENDAR_NAME}"'
    _gather(message, "mixed", f"=_mixed_{seal}", [inner, once_more, *attached])
    return message.as_bytes()


def _gather(whole: MIMEPart, kind: str, boundary: str, parts: list[MIMEPart]) -> None:
    whole.set_raw("Content-Type", f'multipart/{kind};\r\n boundary="{boundary}"')
    payload: list[Message | str] = list(parts)
    whole.set_payload(payload)


def _text_part(kind: str, text: str) -> MIMEPart:
    part = MIMEPart(policy=_POLICY)
    part.set_content(_plain(text).strip("\n") + "\n", subtype=kind, charset="utf-8", cte="quoted-printable")
    return part


def _bytes_part(data: bytes, content_type: str) -> MIMEPart:
    """Return a base64 part whose Content-Type is written exactly so: a quoted method is one that Gmail may not know."""
    part = MIMEPart(policy=_POLICY)
    main, _, sub = content_type.partition(";")[0].partition("/")
    part.set_content(data, main, sub, cte="base64")
    del part["Content-Type"]
    part.set_raw("Content-Type", content_type)
    return part


def _pdf_part(name: str, data: bytes) -> MIMEPart:
    part = MIMEPart(policy=email.policy.SMTP)
    part.set_content(data, "application", "pdf", cte="base64", filename=name, disposition="attachment")
    return part


def _address(mailbox: Mailbox) -> str:
    """Return a mailbox as a header shows it: the name quoted, or in encoded words (RFC 2047) as a whole."""
    name, address = _one_line(mailbox.name), wire_address(mailbox.address)
    if not name:
        return address
    if _is_plain(name):
        escaped = re.sub(r'[\\"]', r"\\\g<0>", name)
        return f'"{escaped}"\r\n <{address}>'
    return f"{_words('From', name)}\r\n <{address}>"


def _words(header: str, text: str) -> str:
    """Return a header's text: as it is when short and ASCII, else in encoded words that end between characters."""
    if _is_plain(text):
        return text
    return Header(text, "utf-8", maxlinelen=76, header_name=header).encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    return text.isascii() and len(text) <= _LONGEST_PLAIN and "=?" not in text


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """Return `text` with line feeds alone between its lines, and without control characters."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def html_of(text: str) -> str:
    """Return `text` as modest HTML that looks the same: paragraphs at blank lines, links where a web address stands."""
    paragraphs = [part for part in re.split(r"\n\s*\n", _plain(text).strip()) if part.strip()]
    body = "\n".join(f"<p>{_lines(part)}</p>" for part in paragraphs)
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n'
        f'<body style="font-family:Calibri,Arial,sans-serif;font-size:11pt">\n{body}\n</body></html>'
    )


def _lines(paragraph: str) -> str:
    return "<br>\n".join(_linked(line.strip()) for line in paragraph.split("\n"))


def _linked(line: str) -> str:
    pieces, at = [], 0
    for found in _LINK.finditer(line):
        target = html_text.escape(found.group())
        pieces += [html_text.escape(line[at : found.start()]), f'<a href="{target}">{target}</a>']
        at = found.end()
    return "".join([*pieces, html_text.escape(line[at:])])


def mailto_link(to: str, subject: str, text: str, limit: int = MAILTO_LIMIT) -> str:
    """Return a link that opens a new message in the mail program (RFC 6068), of at most `limit` characters.

    A longer text is cut at the end of a line, or of a word, and ends with "…": `mailto_fits` says so beforehand. Raises
    ValueError for an address that mail cannot carry.
    """
    head = f"mailto:{quote(wire_address(to), safe='@')}?subject={quote(_one_line(subject), safe='')}"
    body = _body_that_fits(_plain(text).rstrip(), limit - len(head) - len("&body="))
    return f"{head}&body={body}" if body else head


def mailto_fits(to: str, subject: str, text: str, limit: int = MAILTO_LIMIT) -> bool:
    """Say whether `mailto_link` carries the whole text."""
    return _encoded(_plain(text).rstrip()) == mailto_link(to, subject, text, limit).partition("&body=")[2]


def _encoded(text: str) -> str:
    return quote(text.replace("\n", "\r\n"), safe="")


def _body_that_fits(text: str, room: int) -> str:
    whole = _encoded(text)
    if len(whole) <= room:
        return whole
    low, high = 0, min(len(text), max(room, 0))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(_encoded(text[:middle] + _CUT_MARK)) <= room else (low, middle - 1)
    at = max(text.rfind("\n", 0, low + 1), 0) or max(text.rfind(" ", 0, low + 1), 0) or low
    return _encoded(text[:at].rstrip() + _CUT_MARK) if at else ""
