"""Divides a text into words, sentences and sections, with exact places (offsets in code points, end excluded).

A sentence ends at . ! ? or … before a blank; a heading, a list item and a row of a table are sentences of their own. Swedish
traps: "t.ex.", "kap. 1", "kl. 14.30", "2,5", "A. Berg", "”Vad?” sade hon", ordinals at the start of a line, addresses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from outreach.domain.plain.abbreviations import CLOSING, DOTTED, SHORTENED


class WordKind(Enum):
    """What a word is made of; an address or a number is read as one word and is never a long one."""

    PLAIN = auto()
    NUMBER = auto()
    SHORT = auto()
    ADDRESS = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it stands from `start` to `end`."""

    start: int
    end: int
    text: str
    kind: WordKind = WordKind.PLAIN

    @property
    def letters(self) -> int:
        """How many letters the word has; hyphens and digits are none."""
        return sum(map(str.isalpha, self.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `heading` says that it is a line that stands above others."""

    start: int
    end: int
    words: tuple[Word, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; `heading` is None for what comes before the first."""

    heading: Sentence | None
    sentences: tuple[Sentence, ...]


class Divided:
    """A text with its parts. `paragraphs`: each line is a paragraph of its own (None: guessed from the text)."""

    def __init__(self, text: str, paragraphs: bool | None = None) -> None:
        self.text = text
        self._line_starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        lines = list(_lines(text))
        wrapped = _is_wrapped(lines) if paragraphs is None else not paragraphs
        self.sentences = tuple(_sentences(text, _units(lines, wrapped)))
        self.words = tuple(word for sentence in self.sentences for word in sentence.words)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def sections(self) -> list[Section]:
        """Return what stands under each heading, in order; a section without sentences is left out."""
        found: list[Section] = []
        heading: Sentence | None = None
        inside: list[Sentence] = []
        for sentence in self.sentences:
            if sentence.heading:
                if inside:
                    found.append(Section(heading, tuple(inside)))
                heading, inside = sentence, []
            else:
                inside.append(sentence)
        if inside:
            found.append(Section(heading, tuple(inside)))
        return found


#: What `str.splitlines` takes for the end of a line.
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

# Lines ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    marked: bool
    after_gap: bool


_MARKER = re.compile(
    r"\s*(?:[-–—•·*▪◦‣○●■]\s+|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+|\(?[a-zåäö]\)\s+)", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?…:;][)\"”’»\]]*\Z")
#: A line of a text with fixed line breaks is about this long; a text box or a word processor has no such lines.
_WIDEST, _NARROWEST = 140, 40


def _lines(text: str) -> Iterator[_Line]:
    gap, place = False, 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            start = place + len(raw) - len(raw.lstrip())
            yield _Line(start, start + len(body), body, _MARKER.match(body + " ") is not None, gap)
        gap = not body
        place += len(raw)


def _is_wrapped(lines: list[_Line]) -> bool:
    """Say whether line breaks only stand where the page ended: lines of like length that go on in lower case."""
    if not lines or max(len(line.text) for line in lines) > _WIDEST:
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_gap and len(a.text) >= _NARROWEST]
    broken = [a for a, b in pairs if not b.marked and b.text[0].islower() and not _ENDED.search(a.text)]
    return len(broken) >= max(1, len(pairs) / 5)


def _units(lines: list[_Line], wrapped: bool) -> Iterator[tuple[int, int, bool, bool]]:
    """Yield start, end, whether it begins with a mark of a list, and whether it is one line, for lines that belong together."""
    width = max((len(line.text) for line in lines), default=0)
    at = 0
    while at < len(lines):
        first = last = lines[at]
        at += 1
        while at < len(lines) and wrapped and _goes_on(last, lines[at], width):
            last = lines[at]
            at += 1
        yield first.start, last.end, first.marked, first is last


def _goes_on(line: _Line, following: _Line, width: int) -> bool:
    if following.after_gap or following.marked:
        return False
    if following.text[0].islower():
        return len(line.text) >= _NARROWEST or line.text.endswith(",")
    return len(line.text) >= max(_NARROWEST, 0.7 * width) and not _ENDED.search(line.text)


# Words and sentences -------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"(?P<address>(?:https?://|www\.)[^\s<>”\"]*[\w/]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|\b[\w-]{1,63}\.(?:se|com|eu|nu|org|net|io|example)\b)"
    rf"|(?P<short>(?<![\w.])(?:{DOTTED})|(?<![\w.-])(?:{SHORTENED})\.)"
    r"|(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:/]\d+)*(?:[^\W\d_]+)?)"
    r"|(?P<plain>[^\W_]+(?:[-\u2010\u2011\u00ad’'][^\W_]+)*(?::[a-zåäö]{1,4}\b)?)",
    re.IGNORECASE,
)
_KINDS = {"address": WordKind.ADDRESS, "short": WordKind.SHORT, "number": WordKind.NUMBER, "plain": WordKind.PLAIN}
_STOP = re.compile(r"[.!?…]+[)\"”’»\]]*(?=\s|\Z)")
_OPENERS = " \t\n\r\u00a0\"”’»«“‘([–-"
#: A heading is a line without a full stop that is not longer than this.
_HEADING = 90


def _words(text: str, start: int, end: int) -> list[Word]:
    return [
        Word(match.start(), match.end(), match.group(), _KINDS[str(match.lastgroup)])
        for match in _TOKEN.finditer(text, start, end)
    ]


def _sentences(text: str, units: Iterator[tuple[int, int, bool, bool]]) -> Iterator[Sentence]:
    waiting: Sentence | None = None
    for start, end, marked, alone in units:
        made = list(_divided(text, start, end, marked))
        if waiting is not None and made:
            # Only a line that something follows is a heading.
            yield Sentence(waiting.start, waiting.end, waiting.words, True)
            waiting = None
        if len(made) == 1 and alone and _looks_like_heading(text[start:end], marked):
            waiting = made[0]
            continue
        yield from made
    if waiting is not None:
        yield waiting


_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")


def _looks_like_heading(line: str, marked: bool) -> bool:
    if len(line) > _HEADING or _ENDED.search(line) or line.endswith(",") or "\t" in line:
        return False
    if marked:
        return _NUMBERED.match(line) is not None and len(line.split()) <= 8
    return line[0].isupper() and len(line.split()) <= 10


def _divided(text: str, start: int, end: int, marked: bool) -> Iterator[Sentence]:
    words = _words(text, start, end)
    mark_end = start
    if marked and (mark := _MARKER.match(text[start:end] + " ")):
        # "1." or "a)" before an item is no word of it.
        mark_end = min(start + mark.end(), end)
        words = [word for word in words if word.start >= mark_end]
    first, at = start, 0
    for stop in _stops(text, mark_end, end, words):
        inside = []
        while at < len(words) and words[at].start < stop:
            inside.append(words[at])
            at += 1
        if inside:
            yield Sentence(first, stop, tuple(inside))
            first = _next_start(text, stop, end)


def _next_start(text: str, stop: int, end: int) -> int:
    while stop < end and text[stop].isspace():
        stop += 1
    return stop


def _stops(text: str, start: int, end: int, words: list[Word]) -> Iterator[int]:
    """Yield where sentences end, the end of the unit last."""
    ends = {word.end: word for word in words}
    for match in _STOP.finditer(text, start, end):
        if match.end() >= end:
            break
        if _is_stop(text, match, end, ends, words):
            yield match.end()
    yield end


def _is_stop(text: str, match: re.Match[str], end: int, ends: dict[int, Word], words: list[Word]) -> bool:
    following = next((char for char in text[match.end() : end] if char not in _OPENERS), "")
    if not following or following.islower():
        return False
    short = ends.get(match.start() + 1)
    if short is not None and short.kind is WordKind.SHORT:
        bare = re.sub(r"[\s.]", "", short.text).casefold()
        return bare in CLOSING and following.isupper()
    before = ends.get(match.start())
    is_initial = before is not None and len(before.text) == 1 and before.text.isupper() and match.group() == "."
    return not (is_initial and before is not words[-1] and following.isupper())
