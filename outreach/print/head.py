"""The head of a paper in the shape of its theme: who sends it, the heading and the sentence beneath."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from outreach.language import N_
from outreach.print.colours import WHITE, Colour
from outreach.print.columns import Column, Type
from outreach.print.fonts import Face, balanced, fitting_size, width, wrap
from outreach.print.logo import Logo
from outreach.print.looks import SMALLEST
from outreach.print.made import Made
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Part, Text
from outreach.print.themes import HeadShape
from outreach.print.voices import Said

#: How large the second language is beside the first.
SECOND = 0.62
_BESIDE = 0.30
#: The department is at least so large beside the municipality: a sign is read from afar.
_DEPARTMENT = 0.62
#: The sentence beneath the heading is shortened after so many lines, after one less on small paper.
_LEAD_LINES = 5


def head(made: Made, heading: Sequence[Said], lead: Sequence[Said]) -> Part:
    """Return the head of the first side, from the sheet's upper edge (a band, a panel) or margin down."""
    look, shape = made.look, made.style.head
    inset = look.margin * 0.5
    top = inset + look.pad * 1.6 if shape is HeadShape.PANEL else look.top
    row = sender_row(made, top)
    column = Column(look.margin, look.room, top + look.mark)
    _set_heading(made, column, heading)
    if shape is HeadShape.BAND:
        band = column.y + look.gutter * 0.95
        column.y = band + look.gutter * 0.35
    _set_lead(made, column, lead)
    bottom = column.y
    if shape is HeadShape.PANEL:
        bottom += look.pad * 1.9
        behind = Fill(Box(inset, inset, look.width - 2 * inset, bottom - inset), made.style.panel, look.pad * made.style.corner)
        return Part("head", behind.box, (behind, *row, *column.items))
    if shape is HeadShape.BAND:
        behind = Fill(Box(0, 0, look.width, band), made.style.area)
        return Part("head", Box(0, 0, look.width, bottom), (behind, *row, *column.items))
    return Part("head", Box(look.margin, look.top, look.room, bottom - look.top), (*row, *column.items))


def running_head(made: Made, heading: Sequence[Said]) -> Part:
    """Return the head of a later side: the sender and the heading in one line, and a rule. A screen reader passes over it."""
    look, style = made.look, made.style
    size = max(SMALLEST, look.small)
    left, right = printable(made.paper.unit.municipality), heading[0].text if heading else ""
    half = (look.room - look.gutter) / 2
    y = look.top + size
    items: list[Item] = [
        Text(look.margin, y, line, Face.SEMIBOLD, size, style.ink) for line in wrap(left, Face.SEMIBOLD, size, half, 1)
    ]
    for line in wrap(right, Face.REGULAR, size, half, 1):
        x = look.width - look.margin - width(line, Face.REGULAR, size)
        items.append(Text(x, y, line, Face.REGULAR, size, style.soft))
    bottom = y + size * 0.7
    thick = max(1.4, style.rule)
    items.append(Fill(Box(look.margin, bottom, look.room, thick), style.area))
    box = Box(look.margin, look.top, look.room, bottom + thick - look.top)
    return Part("running head", box, tuple(items), artifact=True)


def sender_row(made: Made, top: float, room: float | None = None) -> list[Item]:
    """Return the sender's line: logo or a mark in the unit's colour, the municipality, its department, and the event."""
    look = made.look
    room = look.room if room is None else room
    mark, after = _mark_or_logo(made, top)
    event = _aside(made, top, room)
    start = after + look.mark * 0.34
    names = _names(made, start, look.margin + room - start - (room * _BESIDE + look.gutter if event else 0), top)
    return [*mark, *names, *event]


def _aside(made: Made, top: float, room: float) -> list[Item]:
    """Return whose copy it is, else the event, at the right of the sender."""
    look, size = made.look, made.look.small
    name = printable(made.paper.addressee)
    told = printable(made.voices.main.say(N_("For {name}"), name=name)) if name else printable(made.paper.event_title)
    lines = wrap(told, Face.REGULAR, size, room * _BESIDE, 2)
    column = Column(look.margin + room * (1 - _BESIDE), room * _BESIDE)
    column.first = top + look.mark / 2 - (len(lines) - 1) / 2 * size * 1.25 + size * 0.32
    column.put(lines, Type(Face.REGULAR, size, made.style.head_asides, 1.25), align="right")
    return column.items


def _mark_or_logo(made: Made, top: float) -> tuple[list[Item], float]:
    look = made.look
    if made.logo is None:
        return _mark(made, top), look.margin + look.mark
    wide, high = _logo_size(made.logo, look.logo_width, look.mark)
    picture = Box(look.margin, top + (look.mark - high) / 2, wide, high)
    if made.style.ground == WHITE:
        return [made.logo.at(picture, "")], picture.right
    edge = look.mark * 0.12
    plate = Box(look.margin, top - edge, wide + 2 * edge, look.mark + 2 * edge)
    return [Fill(plate, WHITE, edge), made.logo.at(picture.moved(edge, 0), "")], plate.right


def _logo_size(logo: Logo, wide: float, high: float) -> tuple[float, float]:
    scale = min(wide / logo.width, high / logo.height)
    return logo.width * scale, logo.height * scale


def _mark(made: Made, top: float) -> list[Item]:
    """Return a square in the unit's colour with the initial: what stands there until there is a logo. Decoration."""
    look, side = made.look, made.look.mark
    on_band = made.style.head is HeadShape.BAND
    ground = made.style.on_area if on_band else made.style.area
    letter = made.style.area if on_band else made.style.on_area
    initial = next((sign.upper() for sign in printable(made.paper.unit.municipality) if sign.isalpha()), "")
    square = Fill(Box(look.margin, top, side, side), ground, side * 0.16)
    size = side * 0.6
    x = look.margin + (side - width(initial, Face.BOLD, size)) / 2
    if not initial:
        return [square]
    sign = Text(x, top + side / 2 + size * 0.33, initial, Face.BOLD, size, letter)
    return [Group("Artifact", (square, sign))]


def _names(made: Made, x: float, room: float, top: float) -> list[Item]:
    look, unit, style = made.look, made.paper.unit, made.style
    name, department = printable(unit.municipality), printable(unit.department)
    size = fitting_size(name, Face.SEMIBOLD, look.name, SMALLEST, room)
    most = 2 if look.mark >= 3 * SMALLEST or not department else 1
    lines: list[tuple[str, Face, float, Colour]] = [
        (line, Face.SEMIBOLD, size, style.head_words) for line in wrap(name, Face.SEMIBOLD, size, room, most)
    ]
    small = min(size, max(look.small, look.name * _DEPARTMENT))
    lines += [(line, Face.REGULAR, small, style.head_asides) for line in wrap(department, Face.REGULAR, small, room, 1)]
    steps = [0.0, *(1.06 * max(above[2], below[2]) for above, below in pairwise(lines))]
    baseline = top + (look.mark - sum(steps)) / 2 + size * 0.33
    texts: list[Item] = []
    for step, (line, face, each, colour) in zip(steps, lines, strict=False):
        baseline += step
        texts.append(Text(x, baseline, line, face, each, colour))
    return [Group("P", tuple(texts))] if texts else []


def _set_heading(made: Made, column: Column, heading: Sequence[Said]) -> None:
    look, style = made.look, made.style
    largest = look.heading * style.heading_scale
    for number, each in enumerate(heading):
        wish = largest if not number else largest * SECOND
        face = style.display if not number else Face.REGULAR
        size = fitting_size(each.text, face, wish, wish * 0.72, look.room)
        if len(wrap(each.text, face, size, look.room)) > 2:
            size = max(SMALLEST, look.heading_smallest * (SECOND if number else 1.0))
        lines = balanced(each.text, face, size, look.room, 2)
        gap = look.gutter * 1.1 if not number else look.pad * 0.4
        how = Type(face, size, style.heading, style.leading)
        column.put(lines, how, gap=gap, role="P" if number else "H1", language=each.language)


def _set_lead(made: Made, column: Column, lead: Sequence[Said]) -> None:
    look, style = made.look, made.style
    colour = style.ink
    for number, each in enumerate(lead):
        size = look.lead if not number else max(SMALLEST, look.lead * 0.88)
        lines = balanced(each.text, Face.REGULAR, size, look.room, _LEAD_LINES if look.when else _LEAD_LINES - 1)
        how = Type(Face.REGULAR, size, style.soft if number else colour, 1.34)
        column.put(lines, how, gap=look.lead * (0.75 if not number else 0.45), language=each.language)
