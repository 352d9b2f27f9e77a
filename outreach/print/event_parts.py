"""What the sheets of the office share: margins, rules, boxes to tick, and lines. Head and foot: `sheet_frame.py`.

Rules and boxes are filled areas, so that they stay vectors and print sharp at any size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreach.domain.when import When
from outreach.language import Language
from outreach.print.colours import SOFT_INK, Colour
from outreach.print.fonts import Face, wrap
from outreach.print.looks import A4, MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill

MARGIN, TOP, BOTTOM = 15.5 * MM, 13 * MM, 10 * MM
ROOM = A4[0] - 2 * MARGIN
SMALL, BODY = 9.0, 10.0
LEADING = 1.25
_RULE = 0.5


def where_and_when(when: When, places: Sequence[str], language: Language) -> str:
    """Return time and places as one line, the places that are known."""
    return printable(" · ".join(part for part in (language.when(when), *places) if part.strip()))


def rule(x: float, y: float, wide: float, colour: Colour) -> Fill:
    """Return a thin line whose upper edge lies at `y`."""
    return Fill(Box(x, y, wide, _RULE), colour)


def tick_box(x: float, y: float, size: float, colour: Colour = SOFT_INK) -> tuple[Fill, ...]:
    """Return an empty square to tick, its upper left corner at (x, y): four thin strokes, which a coarse screen shows too."""
    line = 0.7
    return (
        Fill(Box(x, y, size, line), colour),
        Fill(Box(x, y + size - line, size, line), colour),
        Fill(Box(x, y + line, line, size - 2 * line), colour),
        Fill(Box(x + size - line, y + line, line, size - 2 * line), colour),
    )


def unbroken(text: str) -> str:
    """Return a text whose numbers stay on one line: "0980-31 92 99" is read as one word."""
    return re.sub(r"(?<=\d) (?=\d)", "\u00a0", text)


def lines_of(text: str, face: Face, size: float, room: float, most: int) -> list[str]:
    """Return a text as it is set, at most so many lines; none for an empty one."""
    said = printable(text)
    return wrap(said, face, size, room, most) if said else []
