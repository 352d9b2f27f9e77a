r"""A vCard file cut into cards and logical lines, with true line numbers, before any property is looked at.

Lines end at "\n" alone (a vertical tab or U+2028 inside a text is not an end). Soft breaks of quoted-printable are
joined before folded lines are (vCard 2.1, section 2.1.3; RFC 6350, section 3.2), on bytes, so that a character that a
program folded in its middle becomes whole again. A card that is not closed ends where the next one begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from outreach.domain.problem import Problem, cut
from outreach.formats.contact_text import decode
from outreach.language import N_

MOST_DEPTH = 8
#: Logical lines in a file; 5 MB of real cards hold up to 150,000.
MOST_LINES = 200_000

_FENCE = re.compile(rb"(?:[A-Za-z0-9_-]+\.)?(BEGIN|END)[ \t]*:[ \t]*([A-Za-z0-9_-]+)[ \t]*\Z", re.IGNORECASE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}\Z")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line, unfolded and still in bytes; `number` is where it begins, from 1."""

    number: int
    raw: bytes


@dataclass(slots=True)
class RawCard:
    """The lines between BEGIN:VCARD and END:VCARD, without cards that stand inside it. `line` is that of BEGIN."""

    line: int
    lines: list[Line] = field(default_factory=list)


def logical_lines(data: bytes) -> Iterator[Line]:
    """Yield each logical line that is not blank."""
    held: list[bytes] = []
    number = 0
    encoding: str | None = None
    for index, physical in enumerate(data.split(b"\n" if b"\n" in data else b"\r"), 1):
        text = physical.rstrip(b"\r")
        # The cheap questions first: most lines are whole.
        if held and (text[:1] in b" \t" or held[-1][-1:] == b"=" or b":" not in text):
            encoding = _encoding(held) if encoding is None else encoding
            if _continues(held, text, encoding or ""):
                continue
        if held:
            yield Line(number, b"".join(held))
            held, encoding = [], None
        if text.strip():
            held, number = [text.removeprefix(_BOM)], index
    if held:
        yield Line(number, b"".join(held))


def _continues(held: list[bytes], text: bytes, encoding: str) -> bool:
    """Add `text` to the line that is held, if it belongs there, and say so."""
    last = held[-1]
    if encoding == "quoted" and last.endswith(b"=") and text.strip() and not _FENCE.match(text):
        held[-1] = last[:-1]
        held.append(text)
    elif text[:1] in (b" ", b"\t"):
        held.append(text[1:])
    elif encoding == "base64" and _BASE64.match(text):
        # Some writers of 2.1 leave out the blank in front of the lines of a photo.
        held.append(text)
    else:
        return False
    return True


def _encoding(held: list[bytes]) -> str | None:
    """Name the encoding that the head of a line asks for: "quoted", "base64" or "". None while the head is not whole."""
    head, colon, _ = b"".join(held[:8])[:2_000].partition(b":")
    asked = head.upper()
    if b"QUOTED-PRINTABLE" in asked:
        return "quoted"
    return "base64" if b"BASE64" in asked or b"ENCODING=B" in asked else "" if colon or len(held) > 8 else None


class CardSplitter:
    """Cuts a file into cards. What is no part of a card is told in `problems`, one for each run of lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._card: RawCard | None = None
        self._depth = 0
        self._too_deep = False
        self._after_agent = False
        self._in_junk = False
        self._count = 0

    def split(self, data: bytes) -> Iterator[RawCard]:
        """Yield the cards in the order of the file."""
        for line in logical_lines(data):
            fence = _FENCE.match(line.raw) if len(line.raw) < 100 else None
            self._count += 1
            if self._count > MOST_LINES:
                self._card = None
                reason = N_("The file holds more than {limit} lines. What comes after was not read.")
                self._problems.append(Problem(line.number, reason, {"limit": str(MOST_LINES)}))
                return
            if fence is None:
                self._keep(line)
                continue
            begins = fence.group(1).upper() == b"BEGIN"
            is_card = fence.group(2).upper() == b"VCARD"
            done = self._begin(line, is_card) if begins else self._end(line, is_card)
            if done is not None:
                yield done
        last = self._unclosed()
        if last is not None:
            yield last

    def _keep(self, line: Line) -> None:
        if self._card is None:
            self._junk(line)
        elif self._depth == 1:
            self._card.lines.append(line)
        self._after_agent = line.raw[:5].upper() == b"AGENT"

    def _begin(self, line: Line, is_card: bool) -> RawCard | None:
        if self._card is None:
            if is_card:
                self._open(line)
            else:
                self._junk(line)
            return None
        # A card begins inside a card only as its AGENT (vCard 2.1 and 3.0); anywhere else the END before it is missing.
        empty = not self._card.lines
        if is_card and self._depth == 1 and not self._after_agent and not empty:
            done = self._unclosed()
            self._open(line)
            return done
        self._depth += 1
        self._after_agent = False
        if self._depth > MOST_DEPTH and not self._too_deep:
            self._too_deep = True
            reason = N_("The card holds cards inside cards, more than {limit} deep. It was left out.")
            self._problems.append(Problem(self._card.line, reason, {"limit": str(MOST_DEPTH)}))
        return None

    def _end(self, line: Line, is_card: bool) -> RawCard | None:
        if self._card is None:
            if not is_card:
                self._junk(line)
            return None
        if self._depth > 1:
            self._depth -= 1
            return None
        done, self._card = self._card, None
        return None if self._too_deep else done

    def _open(self, line: Line) -> None:
        self._card = RawCard(line.number)
        self._depth = 1
        self._too_deep = self._after_agent = self._in_junk = False

    def _unclosed(self) -> RawCard | None:
        card, self._card = self._card, None
        if card is None or self._too_deep:
            return None
        reason = N_("The card has no END:VCARD. What stood there was kept; the file may be cut off.")
        self._problems.append(Problem(card.line, reason, warning=True))
        return card

    def _junk(self, line: Line) -> None:
        if not self._in_junk:
            self._in_junk = True
            text = cut(decode(line.raw[:300]))
            self._problems.append(Problem(line.number, N_("This is no part of a contact card."), text=text))
