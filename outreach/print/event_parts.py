"""What the sheets of an event share: their heading, rules, boxes to tick and the foot with the page number.

Rules and boxes are filled areas, so that they stay vectors and print sharp at any size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from outreach.domain.unit import Unit
from outreach.domain.when import When
from outreach.language import N_, Language
from outreach.print.colours import INK, SOFT_INK, Colour, Palette
from outreach.print.fonts import Face, fitting_size, width, wrap
from outreach.print.looks import A4, MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Part, Text

MARGIN, TOP, BOTTOM = 15.5 * MM, 13 * MM, 10 * MM
ROOM = A4[0] - 2 * MARGIN
SMALL, BODY = 9.0, 10.0
LEADING = 1.25
_TITLE, _SMALLEST_TITLE, _LABEL, _LEAD = 21.0, 13.0, 9.5, 11.0
_RULE = 0.5
PAGE = N_("Page {page} of {pages}")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above: the kind of sheet, whose event it is, when and where. `aside` stands on the right."""

    label: str
    title: str
    lead: tuple[str, ...]
    aside: str = ""


def where_and_when(when: When, places: Sequence[str], language: Language) -> str:
    """Return time and places as one line, the places that are known."""
    return printable(" · ".join(part for part in (language.when(when), *places) if part.strip()))


def head(heading: Heading, colours: Palette) -> Part:
    """Return the heading, from the upper margin down, at most two lines of title and two of each lead."""
    aside = width(heading.aside, Face.REGULAR, SMALL)
    y = TOP + _LABEL
    items: list[Item] = [Text(MARGIN, y, heading.label, Face.SEMIBOLD, _LABEL, colours.text)]
    if heading.aside:
        items.append(Text(MARGIN + ROOM - aside, y, heading.aside, Face.REGULAR, SMALL, SOFT_INK))
    size = fitting_size(heading.title, Face.BOLD, _TITLE, _SMALLEST_TITLE, ROOM)
    y += 4
    title: list[Item] = []
    for line in wrap(heading.title, Face.BOLD, size, ROOM, 2):
        y += size * 1.12
        title.append(Text(MARGIN, y, line, Face.BOLD, size, INK))
    items.append(Group("H1", tuple(title)))
    y += 2
    for lead in heading.lead:
        for line in wrap(lead, Face.REGULAR, _LEAD, ROOM, 2):
            y += _LEAD * LEADING
            items.append(Text(MARGIN, y, line, Face.REGULAR, _LEAD, SOFT_INK))
    return Part("head", Box(MARGIN, TOP, ROOM, y + _LEAD * 0.4 - TOP), tuple(items))


def foot(unit: Unit, said: str, page: str, height: float = A4[1]) -> Part:
    """Return the last line of a page: the unit and a word about the sheet on the left, the page number on the right."""
    y = height - BOTTOM
    names = ", ".join(filter(None, (printable(unit.municipality), printable(unit.department))))
    left = " · ".join(filter(None, (names, said)))
    wide = width(page, Face.REGULAR, SMALL)
    items: list[Item] = [
        Text(MARGIN, y, line, Face.REGULAR, SMALL, SOFT_INK)
        for line in wrap(left, Face.REGULAR, SMALL, ROOM - wide - 20, 1)
    ]
    items.append(Text(MARGIN + ROOM - wide, y, page, Face.REGULAR, SMALL, SOFT_INK))
    return Part("foot", Box(MARGIN, y - SMALL, ROOM, SMALL * 1.4), tuple(items), artifact=True)


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
