"""A message saved from an e-mail program (.eml): who wrote it, the signature at its end, and the cards attached to it.

Read for whom one got to know by it, not for what it says: the text above the signature, quoted messages and attachments other
than cards are passed over. Messages: RFC 5322; the line "-- " above a signature: RFC 3676, section 4.3. Nothing is fetched, and
pictures and styles of HTML messages are never looked at.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from outreach.domain.problem import Problem
from outreach.domain.visible_text import visible
from outreach.formats.contact_text import decode, to_utf8
from outreach.language import N_

MOST_BYTES = 25_000_000
#: No signature is longer than that many lines; what stands above is what was said.
MOST_LINES = 14
_MOST_TEXT = 200_000
_MOST_PARTS = 200
#: The standard library reads a long header for hours; no mailbox, title or file name takes that many letters.
_MOST_HEADER = 4_000

_HEADER = re.compile(
    rb"^(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|x-[\w-]+):", re.IGNORECASE
)
_CUT = re.compile(
    r"^\s*(?:-{2,}\s*(?:ursprungligt meddelande|original message|vidarebefordrat meddelande|forwarded message).*|"
    r"(?:från|from|fra|von)\s*:\s.*@.*|_{10,}\s*|"
    r"(?:den|on|am|le)\s.{4,100}(?:skrev|wrote|schrieb|a écrit)\b.*:?\s*|.{3,100}\s(?:skrev|wrote)\s*:\s*)$",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"^\s*(?:m\.?\s?v\.?\s?h\.?|med (?:vänlig|vänliga|bästa|varma?) hälsning(?:ar)?|(?:vänliga?|bästa|varma|många) hälsning(?:ar)?|"
    r"hälsning(?:ar)?|vänligen|hälsn\.?|(?:kind|best|warm)?\s?regards|best wishes|sincerely|cheers|tack på förhand)"
    r"[\s,.!/–-]*",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(r"^\s*(?:skickat från|sent from|hämta outlook|get outlook|hanki outlook)\b.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote to us: who, when (aware or None), and their own words without signature and quoted messages."""

    name: str = ""
    address: str = ""
    date: datetime | None = None
    text: str = ""


#: Lines that may begin or end a part, and parts that hold others. A long thread with pictures has a few hundred, and ten.
MOST_PARTS = 3_000
MOST_FRAMES = 100
TOO_MANY_PARTS = N_("The message has more than {limit} parts. It was not taken apart.")
TOO_DEEP = N_("The message holds too many messages within messages. It was not taken apart.")
_BOUNDARY = re.compile(rb"(?i)\bboundary[ \t]{0,9}=")


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says of its sender. `cards` are attached vCards, as bytes; `date` is aware or None."""

    name: str = ""
    address: str = ""
    date: datetime | None = None
    signature: str = ""
    cards: tuple[bytes, ...] = ()


if TYPE_CHECKING:
    _Policy = email.policy.EmailPolicy[EmailMessage]
else:
    _Policy = email.policy.EmailPolicy


class _ShortHeaders(_Policy):
    """Reads as `email.policy.default` does, and no header further than needed."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return name and value of a header, cut."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MOST_HEADER].rstrip("\r\n")


#: How a message from somebody else is read.
READING = _ShortHeaders()


def looks_like_message(head: bytes) -> bool:
    """Say whether a file begins with the header of a message: at least two of its usual lines."""
    lines = re.split(rb"\r\n|\n|\r", head.removeprefix(b"\xef\xbb\xbf")[:4096])
    return sum(bool(_HEADER.match(line)) for line in lines[:40]) >= 2


def too_intricate(data: bytes) -> Problem | None:
    """Return why a message with very many or deeply nested parts is not taken apart; counted on its bytes, in one pass."""
    marks = data.count(b"\n--")
    if marks > MOST_PARTS:
        return Problem(1, TOO_MANY_PARTS, {"limit": str(MOST_PARTS)})
    return Problem(1, TOO_DEEP) if len(_BOUNDARY.findall(data)) > MOST_FRAMES else None


def read_message(data: bytes) -> tuple[Message, list[Problem]]:
    """Read a message. Never raises; what cannot be read is left out, and said."""
    if len(data) > MOST_BYTES:
        return Message(), [Problem(0, N_("The message is larger than {limit} MB."), {"limit": str(MOST_BYTES // 1_000_000)})]
    intricate = too_intricate(data)
    if intricate is not None:
        return Message(), [intricate]
    try:
        return _read(data), []
    except (LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError, AssertionError):
        # The standard library's parser raises these for headers that no program should write.
        return Message(), [Problem(0, N_("The message is damaged."))]


def read_said(data: bytes) -> tuple[Said, list[Problem]]:
    """Read what a message says. Never raises; what cannot be read is left out, and said."""
    if len(data) > MOST_BYTES:
        return Said(), [Problem(0, N_("The message is larger than {limit} MB."), {"limit": str(MOST_BYTES // 1_000_000)})]
    intricate = too_intricate(data)
    if intricate is not None:
        return Said(), [intricate]
    try:
        parsed = email.message_from_bytes(data, policy=READING)
        name, address = _sender(parsed)
        return Said(name, address, message_date(parsed), own_words(_body(parsed))), []
    except (LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError, AssertionError):
        # The standard library's parser raises these for headers that no program should write.
        return Said(), [Problem(0, N_("The message is damaged."))]


def own_words(body: str) -> str:
    """Return what the writer of a message said: without quoted messages, signature and farewell, paragraphs kept.

    What is pasted from a mail program is read in the same way.
    """
    lines = [line.replace("\xa0", " ").rstrip() for line in _own_lines(body.replace("\r\n", "\n").replace("\r", "\n"))]
    marks = [number for number, line in enumerate(lines) if line in ("--", "---", "—")]
    end = marks[0] if marks and len(lines) - marks[0] - 1 <= 2 * MOST_LINES else len(lines)
    for number in range(max(0, end - MOST_LINES - 2), end):
        greeting = _FAREWELL.match(lines[number])
        if greeting and len(lines[number][greeting.end() :].split()) <= 4:
            end = number
            break
    return re.sub(r"\n{3,}", "\n\n", visible("\n".join(lines[:end])))


def _read(data: bytes) -> Message:
    parsed = email.message_from_bytes(data, policy=READING)
    name, address = _sender(parsed)
    return Message(name, address, message_date(parsed), signature_of(_body(parsed)), _cards(parsed))


def _sender(message: EmailMessage) -> tuple[str, str]:
    """Return name and address of the writer; Reply-To stands in where From is no person's."""
    found = [parseaddr(header_text(message, name)) for name in ("From", "Reply-To")]
    people = [(person_name(name), address.strip()) for name, address in found if address]
    if not people:
        return "", ""
    (name, address), *others = people
    if re.match(r"(?:no-?reply|do-?not-?reply|mailer-daemon|bounce)", address, re.IGNORECASE) and others:
        return others[0][0] or name, others[0][1]
    return name, address


def header_text(message: EmailMessage, name: str) -> str:
    """Return a header's words without anything hidden; empty when it is absent."""
    try:
        return visible(str(message.get(name, "")))
    except (LookupError, ValueError, OverflowError, AttributeError, TypeError):
        raw = next((value for key, value in message.raw_items() if key.casefold() == name.casefold()), "")
        return visible(str(raw))


def person_name(text: str) -> str:
    """Return a sender's name: "Berg, Anna" turned round, "'Anna Berg' via lista" without its way."""
    bare = re.sub(r"\s+via\s.*$", "", " ".join(text.split()), flags=re.IGNORECASE).strip(" '\"")
    bare = re.sub(r"\s*[(\[].*?[)\]]\s*", " ", bare).strip()
    family, comma, given = bare.partition(", ")
    return f"{given} {family}" if comma and given and "," not in given and len(family.split()) < 3 else bare


def message_date(message: EmailMessage) -> datetime | None:
    """Return the moment (aware) that the header Date says, or None."""
    try:
        found = parsedate_to_datetime(header_text(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None else None


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """Return the parts that are no message of their own: a forwarded one has another writer."""
    found: list[EmailMessage] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart":
            waiting = [one for one in part.iter_parts() if isinstance(one, EmailMessage)] + waiting
        elif part.get_content_maintype() != "message":
            found.append(part)
    return found


def _body(message: EmailMessage) -> str:
    texts = [part for part in _parts(message) if part.get_content_maintype() == "text" and not part.is_attachment()]
    for kind in ("plain", "html"):
        for part in texts:
            text = _text(part) if part.get_content_subtype() == kind else ""
            if text.strip():
                return html_text(text) if kind == "html" else text
    return ""


def _text(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    charset = part.get_content_charset("") or ""
    try:
        text = raw[:_MOST_TEXT].decode(charset, "replace") if charset else decode(to_utf8(raw[:_MOST_TEXT]))
    except LookupError:
        text = decode(to_utf8(raw[:_MOST_TEXT]))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _cards(message: EmailMessage) -> tuple[bytes, ...]:
    found = []
    for part in _parts(message):
        name = str(part.get_filename("") or "").casefold()
        if part.get_content_type() in ("text/vcard", "text/x-vcard", "text/directory") or name.endswith((".vcf", ".vcard")):
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes):
                found.append(raw)
    return tuple(found)


def signature_of(body: str) -> str:
    """Return the signature at the end of a message's own text, without marks and farewell; empty when there is none."""
    lines = [line.replace("\xa0", " ").rstrip() for line in _own_lines(body)]
    marks = [number for number, line in enumerate(lines) if line in ("--", "---", "—")]
    if marks and len(lines) - marks[-1] - 1 <= 2 * MOST_LINES:
        return _joined(lines[marks[-1] + 1 :][:MOST_LINES])
    tail = lines[-MOST_LINES - 2 :]
    for number in range(len(tail) - 1, -1, -1):
        greeting = _FAREWELL.match(tail[number])
        if greeting:
            rest = tail[number][greeting.end() :].strip(" ,/")
            if len(rest.split()) <= 4:
                return _joined([rest, *tail[number + 1 :]])
    return _joined(_last_block(tail))


def _own_lines(body: str) -> list[str]:
    """Return the lines that the writer wrote: those above a quoted message, without quoted ones between them."""
    own: list[str] = []
    for line in body.split("\n"):
        if _CUT.match(line) and own and any(one.strip() for one in own):
            break
        if not line.lstrip().startswith(">") and not _SENT_FROM.match(line):
            own.append(line)
    while own and not own[-1].strip():
        own.pop()
    return own


def _last_block(lines: list[str]) -> list[str]:
    """Return the last lines that stand together and hold a way to reach somebody; a farewell is not needed then."""
    block: list[str] = []
    for line in reversed(lines):
        if not line.strip() and block:
            if any(re.search(r"@|\d{5,}|\d[\d\s\-]{6,}|www\.", one) for one in block):
                break
            return []
        if line.strip():
            block.insert(0, line)
    return block if any(re.search(r"@|\d[\d\s\-]{6,}|www\.", one) for one in block) and len(block) > 1 else []


def _joined(lines: list[str]) -> str:
    return visible("\n".join(line.strip(" |\t*") for line in lines if line.strip(" |\t*_=-")))


class _Plain(HTMLParser):
    """The words of an HTML message, with line breaks where a reader sees them."""

    _BREAKS = frozenset("br p div tr li table h1 h2 h3 h4 blockquote hr".split())
    _UNSEEN = frozenset("style script head title".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break lines; a quoted message begins with a mark that is known."""
        if tag in self._UNSEEN:
            self._unseen += 1
        elif tag in self._BREAKS:
            self.pieces.append("\n")
        elif tag == "td":
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Break lines."""
        if tag in self._UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in self._BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is seen."""
        if not self._unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))


def html_text(html: str) -> str:
    """Return the words of HTML, one line where a reader sees one."""
    parser = _Plain()
    parser.feed(html[:_MOST_TEXT])
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
