"""Head and foot of a sheet of the office in the three themes: sign-in list, meeting sheet, questions, tender calendar.

The head is open, on a panel or on a band of colour, as the theme wants it; on later pages it is not repeated. The foot is for
the eye alone: read aloud, it would stand in the midst of a table that runs over the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.domain.unit import Unit
from outreach.language import N_
from outreach.print.event_parts import BOTTOM, LEADING, MARGIN, SMALL, TOP
from outreach.print.fonts import Face, fitting_size, wrap
from outreach.print.fonts import width as width_of
from outreach.print.looks import A4, MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Part, Text
from outreach.print.side_by_side import joined, on_lines, on_one_line, width
from outreach.print.themes import HeadShape, Style
from outreach.print.voices import Said, Voices

PAGE = N_("Page {page} of {pages}")

_TITLE, _SMALLEST_TITLE, _LABEL, _LEAD = 21.0, 13.0, 9.5, 11.0
#: The panel behind a head reaches so far out of the margins, and so far above and below the words.
_OUT, _AIR = 5 * MM, 4.5 * MM


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of one sheet share. `width` and `height` in points; the head is set `scale` times as large as for a desk."""

    unit: Unit
    voices: Voices
    look: Style
    width: float = A4[0]
    height: float = A4[1]
    scale: float = 1.0

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def foot_top(self) -> float:
        """Where the room above the foot ends."""
        return self.height - BOTTOM - SMALL * 2.2


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above: the kind of sheet, its title, further lines, and a word on the right."""

    label: tuple[Said, ...]
    title: str
    leads: tuple[tuple[Said, ...], ...] = ()
    aside: tuple[Said, ...] = ()


def head(frame: Frame, heading: Heading) -> Part:
    """Return the heading from the upper edge down: at most two lines of title, and two of each lead.

    A lead takes a line for each language where one is too short.
    """
    look, room = frame.look, frame.room
    size = _LABEL * frame.scale**0.5
    y = TOP + size + (_AIR * 0.35 if look.head is not HeadShape.OPEN else 0)
    label = on_one_line(heading.label, MARGIN, y, Face.SEMIBOLD, size, look.heading)
    items: list[Item] = [Group("P", label)]
    if heading.aside:
        x = MARGIN + room - width(heading.aside, Face.REGULAR, SMALL)
        items.append(Group("P", on_one_line(heading.aside, x, y, Face.REGULAR, SMALL, look.head_asides)))
    items.append(_title(frame, heading.title, y + 4))
    y = items[-1].box.bottom + 1
    for lead in heading.leads:
        if width(lead, Face.REGULAR, _LEAD) <= room:
            line = on_one_line(lead, MARGIN, y + _LEAD * 0.95, Face.REGULAR, _LEAD, look.head_asides)
            items.append(Group("P", line))
            y += _LEAD * LEADING
            continue
        lines, y = on_lines(lead, MARGIN, y, Face.REGULAR, _LEAD, look.head_asides, room, 2, LEADING)
        items += lines
    ground = _ground(frame, y)
    if ground is None:
        return Part("head", Box(MARGIN, TOP, room, y + _LEAD * 0.4 - TOP), tuple(items))
    return Part("head", ground.box, (ground, *items))


def _title(frame: Frame, title: str, top: float) -> Group:
    look = frame.look
    largest = _TITLE * frame.scale * (look.heading_scale + 1) / 2
    size = fitting_size(title, look.display, largest, _SMALLEST_TITLE, frame.room)
    lines = wrap(title, look.display, size, frame.room, 2)
    ink = look.head_words if look.head is HeadShape.BAND else look.ink
    texts = (Text(MARGIN, top + (number + 1) * size * 1.12, line, look.display, size, ink) for number, line in enumerate(lines))
    return Group("H1", tuple(texts))


def _ground(frame: Frame, bottom: float) -> Fill | None:
    look = frame.look
    if look.head is HeadShape.BAND:
        return Fill(Box(0, 0, frame.width, bottom + _AIR), look.ground)
    if look.head is HeadShape.PANEL:
        top = TOP - _AIR * 0.8
        return Fill(Box(MARGIN - _OUT, top, frame.room + 2 * _OUT, bottom + _AIR - top), look.ground, 2.5 * MM)
    return None


def foot(frame: Frame, said: str, page: int, pages: int) -> Part:
    """Return the last line of a page: the unit and a word about the sheet on the left, the page number on the right."""
    y, soft = frame.height - BOTTOM, frame.look.soft
    number = frame.voices.say(PAGE, page=page, pages=pages)
    wide = width_of(joined(number), Face.REGULAR, SMALL)
    names = ", ".join(filter(None, (printable(frame.unit.municipality), printable(frame.unit.department))))
    left = " · ".join(filter(None, (names, said)))
    items: list[Item] = []
    if left:
        line = wrap(left, Face.REGULAR, SMALL, frame.room - wide - 20, 1)[0]
        items.append(Group("P", (Text(MARGIN, y, line, Face.REGULAR, SMALL, soft),)))
    items.append(Group("P", on_one_line(number, MARGIN + frame.room - wide, y, Face.REGULAR, SMALL, soft)))
    return Part("foot", Box(MARGIN, y - SMALL, frame.room, SMALL * 1.4), tuple(items), artifact=True)


def stacked_titles(
    frame: Frame, titles: Sequence[tuple[float, tuple[Said, ...]]], top: float, right: float
) -> tuple[tuple[Group, ...], float]:
    """Return the header cells of a table, each from its left edge on, a language a line; and the height that they take."""
    most = max(len(said) for _, said in titles)
    step = SMALL * 1.15
    high = SMALL * 0.95 + most * step
    cells = []
    for number, (left, said) in enumerate(titles):
        room = (titles[number + 1][0] if number + 1 < len(titles) else right) - left - 4
        words = _fitted(frame, said, left, top, room)
        cells.append(Group("TH", words, scope="Column"))
    return tuple(cells), high


def _fitted(frame: Frame, said: tuple[Said, ...], left: float, top: float, room: float) -> tuple[Item, ...]:
    items: list[Item] = []
    for line, each in enumerate(said):
        face = Face.REGULAR if each.second else Face.SEMIBOLD
        size = fitting_size(each.text, face, SMALL, 7.0, room)
        words = wrap(each.text, face, size, room, 1)[0]
        text = Text(left, top + SMALL * 1.35 + line * SMALL * 1.15, words, face, size, frame.look.on_panel)
        items.append(Group("P", (text,), language=each.language) if each.language else text)
    return tuple(items)
