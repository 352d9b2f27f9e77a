"""The typeface: registered once, measured here, wrapped here. Sizes and widths are in points (1/72 inch).

reportlab puts only the letters in use into the PDF. The files come from `paths.font_files()`; the program never falls
back to a typeface that is not embedded, because a printer's own Helvetica may lack å ä ö or look different.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from outreach import paths
from outreach.errors import TypefaceMissing

ELLIPSIS = "…"

#: A last line of one word that is narrower than this share of the column looks forgotten.
_SHORT_LAST_LINE = 0.3
_NARROWER = (0.97, 0.94, 0.91, 0.88, 0.85, 0.82, 0.79, 0.76)

#: The height of letters above and below the baseline as shares of the size, of Source Sans Pro.
ASCENT = 0.75
DESCENT = 0.25

#: Where a long word without a blank (a web or e-mail address) is broken: first after a stroke, before an at sign, then
#: after other signs, and only then between letters.
_BREAKS = (re.compile(r"(?<=/)(?=\w)|(?=@)"), re.compile(r"(?<=[-_?&=])(?=\w)"), re.compile(r"(?<=\.)(?=\w)"))


class Face(StrEnum):
    """The cuts of the typeface that are used on paper; the value is the name of the file's style."""

    LIGHT = "Light"
    REGULAR = "Regular"
    SEMIBOLD = "Semibold"
    BOLD = "Bold"
    BLACK = "Black"

    @property
    def registered(self) -> str:
        """The name under which reportlab knows the cut."""
        return f"Outreach-{self.value}"


@cache
def _fonts() -> dict[Face, TTFont]:
    """Register all cuts with reportlab and return them. Raises TypefaceMissing when a file is lacking."""
    files = paths.font_files()
    found: dict[Face, TTFont] = {}
    for face in Face:
        if face.value not in files:
            raise TypefaceMissing("Source Sans Pro", face.value)
        try:
            found[face] = TTFont(face.registered, str(files[face.value]))
        except (TTFError, OSError) as error:
            raise TypefaceMissing("Source Sans Pro", face.value) from error
    for font in found.values():
        pdfmetrics.registerFont(font)
    return found


def ready() -> None:
    """Make the typeface known to reportlab. Raises TypefaceMissing when the font package is not installed."""
    _fonts()


def typeface(face: Face) -> TTFont:
    """Return a cut as reportlab read it. Raises TypefaceMissing."""
    return _fonts()[face]


@cache
def glyphs() -> frozenset[int]:
    """Return the code points that every cut can show."""
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in _fonts().values()))


def width(text: str, face: Face, size: float) -> float:
    """Return how wide `text` is."""
    return float(_fonts()[face].stringWidth(text, size))


@lru_cache(maxsize=16_384)
def _unit_width(word: str, face: Face) -> float:
    """Return the width at size 1: the same few words are measured at many sizes until a page fits."""
    return width(word, face, 1.0)


def fitting_size(text: str, face: Face, size: float, smallest: float, room: float) -> float:
    """Return the largest size from `size` down to `smallest`, in half points, at which `text` is one line of `room`."""
    while size > smallest and width(text, face, size) > room:
        size = max(smallest, size - 0.5)
    return size


def wrap(text: str, face: Face, size: float, room: float, most: int = 1000) -> list[str]:
    """Break `text` into at most `most` lines of at most `room`; what does not fit ends with an ellipsis at a word.

    Words are parted by the plain blank alone, so that "23:59" stays with its "kl." across a no-break space. A word
    wider than a line is broken after a stroke or sign when it has one, else between letters, and nothing is added.
    A single short word is not left alone on the last line.
    """
    lines = _filled(text, face, size, room, most)
    widest = _widest(text, face, size, room) if len(lines) > 1 else 0.0
    for share in _NARROWER:
        if len(lines) < 2 or room * share < widest or not _alone(lines[-1], face, size, room):
            break
        tried = _filled(text, face, size, room * share, len(lines) + 1)
        if len(tried) == len(lines) and not _alone(tried[-1], face, size, room):
            return tried
    return lines


def _widest(text: str, face: Face, size: float, room: float) -> float:
    """Return the width of the widest word that has room on a line: a narrower column would break it."""
    return max((wide for word in text.split(" ") if (wide := _unit_width(word, face) * size) <= room), default=0.0)


def _alone(line: str, face: Face, size: float, room: float) -> bool:
    return " " not in line and not line.endswith(ELLIPSIS) and width(line, face, size) < room * _SHORT_LAST_LINE


def balanced(text: str, face: Face, size: float, room: float, most: int = 1000) -> list[str]:
    """Wrap as `wrap` does, with lines of about equal length, as a title wants it."""
    return _evened(text, _filled(text, face, size, room, most), face, size, room)


def _filled(text: str, face: Face, size: float, room: float, most: int) -> list[str]:
    """Fill lines greedily. The typeface is set without kerning, so that widths of pieces simply add up."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text, face, size, room):
        wide = _unit_width(piece, face) * size
        if line and used + wide <= room:
            line, used = line + piece, used + wide
            continue
        if line and len(lines) == most - 1:
            return [*lines, _ended(line, face, size, room)]
        if line:
            lines.append(line)
        line = piece.lstrip(" ")
        used = _unit_width(line, face) * size
    return [*lines, line] if line else lines


def _evened(text: str, lines: list[str], face: Face, size: float, room: float) -> list[str]:
    """Return as many lines as `lines` in the narrowest column that takes them; shortened lines stay as they are."""
    if len(lines) < 2 or lines[-1].endswith(ELLIPSIS):
        return lines
    narrow, wide = max(room / 2, _widest(text, face, size, room)), room
    if len(_filled(text, face, size, narrow, len(lines) + 1)) <= len(lines):
        return _filled(text, face, size, narrow, len(lines))
    while wide - narrow > 2:
        middle = (narrow + wide) / 2
        if len(_filled(text, face, size, middle, len(lines) + 1)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return _filled(text, face, size, wide, len(lines))


def _ended(line: str, face: Face, size: float, room: float) -> str:
    """Return `line` with an ellipsis, shortened word by word (or letter by letter, a single word) until it fits."""
    while width(line.rstrip(" ,;:–-") + ELLIPSIS, face, size) > room and len(line) > 1:
        line = line.rpartition(" ")[0] or line[:-1]
    return line.rstrip(" ,;:–-.") + ELLIPSIS


def _pieces(text: str, face: Face, size: float, room: float) -> Iterator[str]:
    """Yield the words, each with the blank before it, and words wider than a line in parts that fit."""
    for word in text.split(" "):
        blank = " "
        for part in _fitting_parts(word, face, size, room):
            yield blank + part
            blank = ""


def _fitting_parts(word: str, face: Face, size: float, room: float, rank: int = 0) -> Iterator[str]:
    """Yield a word whole when it fits on a line, else in parts, broken at the best places that it has."""
    if not word:
        return
    if _unit_width(word, face) * size <= room:
        yield word
    elif rank == len(_BREAKS):
        yield from _by_letters(word, face, size, room)
    else:
        for chunk in _BREAKS[rank].split(word):
            yield from _fitting_parts(chunk, face, size, room, rank + 1)


def _by_letters(word: str, face: Face, size: float, room: float) -> Iterator[str]:
    start, used = 0, 0.0
    for place, letter in enumerate(word):
        wide = _unit_width(letter, face) * size
        if used + wide > room and place > start:
            yield word[start:place]
            start, used = place, 0.0
        used += wide
    yield word[start:]
