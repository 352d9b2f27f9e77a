"""The bytes of a calendar file as components with true line numbers, so that one bad component costs only itself.

icalendar reads a whole file or nothing: a byte-order mark in text, junk before BEGIN, a missing END or a second
VCALENDAR lose it (reference interop.md, section 5). This module cuts the file; `icalendar_read.py` reads the pieces.

Sizes are held here (reliability.md, 1E): 10 MB a file, 20,000 components, 8 levels, 1 MB a line, 500,000 lines.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from outreach.domain.problem import Problem, cut
from outreach.language import N_

MOST_BYTES = 10_000_000
MOST_COMPONENTS = 20_000
MOST_LEVELS = 8
MOST_LINES = 500_000
MOST_LINE = 1_000_000
MOST_WARNINGS = 1_000

TOO_LARGE = N_("The file is larger than {limit} MB")
NO_CALENDAR = N_("There is no calendar in this file")
TOO_MANY = N_("The file has more than {limit} components; the rest was not read")
TOO_MANY_LINES = N_("The file has more than {limit} lines; the rest was not read")
TOO_DEEP = N_("Components are nested more than {limit} levels deep")
LINE_TOO_LONG = N_("This line is longer than {limit} characters and was left out")
NOT_A_LINE = N_("This line cannot be understood and was left out")
MORE_WARNINGS = N_("More lines of this file cannot be understood; they are not listed")
END_MISSING = N_("The end of this component is missing")

#: Components that stand side by side in a calendar; one that begins closes another that was not ended.
_SIDE_BY_SIDE = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY", "VPOLL"})
_HEAD = re.compile(r"\s*([A-Za-z0-9_.\-]{1,200})\s*([;:])")
_COLON_OR_QUOTE = re.compile(r'[":]')
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_UTF_16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"B\0", "utf-16-le"), (b"\0B", "utf-16-be"))
#: Lines that somebody asks for later; the rest (attendees, HTML, attachments) would only fill the memory.
WANTED = frozenset(
    "UID DTSTAMP LAST-MODIFIED SEQUENCE STATUS ORGANIZER DTSTART DTEND DURATION RRULE RDATE EXDATE EXRULE RECURRENCE-ID "
    "SUMMARY LOCATION DESCRIPTION COMMENT URL CATEGORIES X-OUTREACH-KIND X-OUTREACH-PLACE X-OUTREACH-BOOTH X-OUTREACH-ZONE "
    "TZID X-LIC-LOCATION TZOFFSETFROM TZOFFSETTO".split()
)
#: Text properties that bad exporters break over several lines without folding.
_BROKEN_TEXTS = frozenset({"DESCRIPTION", "SUMMARY", "LOCATION", "COMMENT"})


@dataclass(slots=True)
class Line:
    """One unfolded line: `name` in upper case, parameters as they stood (without the first ";"), the raw value."""

    number: int
    name: str
    params: str
    value: str

    def param(self, name: str) -> str:
        """Return the value of the parameter `name` (upper case) without its quotes; empty when it is absent."""
        for part in _split_params(self.params):
            key, _, value = part.partition("=")
            if key.strip().upper() == name:
                return value.strip().strip('"')
        return ""


@dataclass(slots=True)
class Calendar:
    """What the lines directly under one VCALENDAR say. `zones` are its VTIMEZONE blocks by TZID."""

    method: str = ""
    zone: str = ""
    zones: dict[str, Block] = field(default_factory=dict)


@dataclass(slots=True)
class Block:
    """One component: where it begins, its own lines, and the blocks within it (kept for VTIMEZONE alone)."""

    kind: str
    line: int
    calendar: Calendar
    lines: list[Line] = field(default_factory=list)
    parts: list[Block] = field(default_factory=list)
    ended: bool = True
    too_deep: bool = False

    def first(self, name: str) -> Line | None:
        """Return the first line called `name`, or None."""
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        """Return all lines called `name`, in the order of the file."""
        return [line for line in self.lines if line.name == name]


def to_utf8(data: bytes) -> bytes:
    """Return `data` as UTF-8 octets without mark, when it is UTF-16 or carries a mark; else unchanged."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:]
    for start, encoding in _UTF_16:
        if data.startswith(start):
            return data.decode(encoding, errors="replace").encode()
    return data


def read_blocks(data: bytes, wanted: frozenset[str] = WANTED) -> tuple[list[Block], list[Problem]]:
    """Cut a calendar file into its top components (VEVENT, VTODO, VTIMEZONE …), in the order of the file.

    Of the lines within a component those called as in `wanted` are kept. Lines of unknown form are
    warnings; what stands outside of any component is passed over.
    """
    if len(data) > MOST_BYTES:
        return [], [Problem(0, TOO_LARGE, {"limit": str(MOST_BYTES // 1_000_000)})]
    cutter = _Cutter(wanted)
    for count, (number, text, whole) in enumerate(_unfolded(to_utf8(data)), 1):
        if count > MOST_LINES:
            cutter.problems.append(Problem(number, TOO_MANY_LINES, {"limit": str(MOST_LINES)}))
            break
        cutter.take(number, text, whole)
        if cutter.full:
            break
    cutter.finish()
    if not cutter.seen_any:
        return [], [Problem(1, NO_CALENDAR)]
    return cutter.blocks, cutter.problems


def _unfolded(data: bytes) -> Iterator[tuple[int, str, bool]]:
    """Yield (number of the first line, text, whether whole) of each logical line.

    Octets are joined before they are decoded, because bad exporters fold inside a character (RFC 5545, 3.1). A blank
    line does not end a folded one: some mail gateways double the line ends.
    """
    parts: list[bytes] = []
    first = size = 0
    soft_break = False
    for number, line in enumerate(data.splitlines(), 1):
        if not line:
            continue
        folded = line[:1] in (b" ", b"\t")
        if parts and (folded or soft_break):
            piece = line[1:] if folded and not soft_break else line
            if soft_break:
                parts[-1] = parts[-1][:-1]
            size += len(piece)
            if size <= MOST_LINE:
                parts.append(piece)
            soft_break = soft_break and piece.endswith(b"=")
            continue
        if parts:
            yield first, _decoded(b"".join(parts)), size <= MOST_LINE
        parts, first, size = [line], number, len(line)
        # vCalendar 1.0 breaks quoted-printable lines with "=" and no leading space.
        soft_break = line.endswith(b"=") and b"QUOTED-PRINTABLE" in line.upper()
    if parts:
        yield first, _decoded(b"".join(parts)), size <= MOST_LINE


def _decoded(line: bytes) -> str:
    """Decode one logical line as UTF-8; each octet that is none is taken from the Windows code page.

    So a file in cp1252 reads right, and one damaged octet garbles one letter and not its whole line.
    """
    return _CONTROLS.sub("", line.decode("utf-8", errors="outreach-cp1252"))


def _from_code_page(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    octets = error.object[error.start : error.end]
    return octets.decode("cp1252", errors="replace"), error.end


codecs.register_error("outreach-cp1252", _from_code_page)


def split_line(number: int, text: str) -> Line | None:
    """Split "NAME;PARAMS:value" at the first colon outside quotes; None when it has no such form.

    Linear in the length of the line.
    """
    head = _HEAD.match(text)
    if head is None:
        return None
    name = head[1].rpartition(".")[2].upper()
    if head[2] == ":":
        return Line(number, name, "", text[head.end() :])
    colon = _colon_outside_quotes(text, head.end())
    return Line(number, name, text[head.end() : colon], text[colon + 1 :]) if colon >= 0 else None


def _colon_outside_quotes(text: str, start: int) -> int:
    at = start
    while found := _COLON_OR_QUOTE.search(text, at):
        if found.group() == ":":
            return found.start()
        closing = text.find('"', found.end())
        if closing < 0:  # a lone quote: the first colon after it must do
            return text.find(":", found.end())
        at = closing + 1
    return -1


def _split_params(params: str) -> list[str]:
    pieces = params.split('"')
    for at in range(0, len(pieces), 2):
        pieces[at] = pieces[at].replace(";", "\n")
    return '"'.join(pieces).split("\n")


class _Cutter:
    """Follows BEGIN and END through a file and gathers the blocks."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.full = False
        self.seen_any = False
        self._calendar = Calendar()
        self._open: list[str] = []  # kinds below VCALENDAR, the top component first
        self._block: Block | None = None
        self._part: Block | None = None
        self._components = 0
        self._warnings = 0

    def take(self, number: int, text: str, whole: bool) -> None:
        line = split_line(number, text)
        if line is not None and line.name == "BEGIN" and not line.params:
            self._begin(line.value.strip().upper(), number)
        elif line is not None and line.name == "END" and not line.params:
            self._end(line.value.strip().upper())
        elif not whole:
            self._warn(number, text, LINE_TOO_LONG, limit=str(MOST_LINE))
        elif line is None:
            self._take_odd(number, text)
        else:
            self._take_line(line)

    def finish(self) -> None:
        """Close what the file left open."""
        self._close_block(ended=False)

    def _begin(self, kind: str, number: int) -> None:
        self.seen_any = True
        if kind == "VCALENDAR":
            self._close_block(ended=False)
            self._calendar = Calendar()
            return
        if kind in _SIDE_BY_SIDE:
            self._close_block(ended=False)
        self._components += 1
        if self._components > MOST_COMPONENTS:
            self.problems.append(Problem(number, TOO_MANY, {"limit": str(MOST_COMPONENTS)}))
            self.full = True
            return
        self._open.append(kind)
        if self._block is None:
            self._block = Block(kind, number, self._calendar)
        elif len(self._open) == 2:
            self._part = Block(kind, number, self._calendar)
            self._block.parts.append(self._part)
        elif len(self._open) >= MOST_LEVELS:
            self._block.too_deep = True

    def _end(self, kind: str) -> None:
        if kind == "VCALENDAR":
            self._close_block(ended=False)
            self._calendar = Calendar()
        elif kind in self._open[-MOST_LEVELS:] or (self._open and kind == self._open[0]):
            while self._open.pop() != kind:
                continue
            if not self._open:
                self._close_block(ended=True)
            elif len(self._open) == 1:
                self._part = None

    def _close_block(self, *, ended: bool) -> None:
        block, self._block, self._part, self._open = self._block, None, None, []
        if block is None:
            return
        block.ended = ended
        self.blocks.append(block)
        tzid = block.first("TZID") if block.kind == "VTIMEZONE" else None
        if tzid is not None:
            block.calendar.zones.setdefault(tzid.value.strip().strip('"').replace("\\,", ","), block)

    def _take_line(self, line: Line) -> None:
        if self._open and line.name not in self._wanted:
            return
        if len(self._open) == 1 and self._block is not None:
            self._block.lines.append(line)
        elif len(self._open) == 2 and self._part is not None:
            self._part.lines.append(line)
        elif not self._open and line.name == "METHOD":
            self._calendar.method = line.value.strip().upper()
        elif not self._open and line.name == "X-WR-TIMEZONE":
            self._calendar.zone = line.value.strip()

    def _take_odd(self, number: int, text: str) -> None:
        """Take a line that is none: the rest of a text that was broken without folding, or junk."""
        if len(self._open) != 1 or self._block is None or not text.strip():
            return
        last = self._block.lines[-1] if self._block.lines else None
        if last is not None and last.name in _BROKEN_TEXTS and len(last.value) + len(text) < MOST_LINE // 10:
            last.value += "\\n" + text
        else:
            self._warn(number, text, NOT_A_LINE)

    def _warn(self, number: int, text: str, reason: str, **values: str) -> None:
        if self._block is None:
            return
        self._warnings += 1
        if self._warnings <= MOST_WARNINGS:
            self.problems.append(Problem(number, reason, values, cut(text[:200]), warning=True))
        elif self._warnings == MOST_WARNINGS + 1:
            self.problems.append(Problem(number, MORE_WARNINGS, warning=True))
