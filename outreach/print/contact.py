"""The panel that says how to ask: the officer at the left, the QR code and what it gives at the right; and the last line."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.contact import show_phone
from outreach.language import N_
from outreach.print.colours import INK, Colour
from outreach.print.columns import Column, Type
from outreach.print.fonts import Face, fitting_size, width, wrap
from outreach.print.looks import SMALLEST
from outreach.print.made import LARGEST_CODE, Made
from outreach.print.printable import annotation_target, safe_link
from outreach.print.qr import QrCode
from outreach.print.sheet import Box, Code, Fill, Frame, Item, Link, Part
from outreach.print.voices import Said, own

_OPEN = 1.3

#: Equal treatment in the words of a reader (LOU 4:1).
NOTICES_ARE_PRELIMINARY = N_("Preliminary, may change. Every notice is public and open to all.")
NOTICES_ARE_PUBLIC = N_("Every notice is public and open to all.")

#: A module of the QR code is at least this wide, so that a phone at arm's length reads it.
LEAST_MODULE = 0.40 * 72 / 25.4


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry of the panel."""

    texts: tuple[Said, ...]
    face: Face = Face.REGULAR
    scale: float = 1.0
    gap: float = 0.0
    target: str = ""
    most: int = 2


def contact_block(made: Made) -> Part:
    """Return the panel with the officer at the left and the QR code at the right, its upper edge at y=0."""
    look = made.look
    inset = look.contact * 1.3
    side = _code_side(made)
    beside = side + look.contact + look.code_words + (look.gutter if look.code_words else 0) if made.code else 0.0
    column = Column(look.margin + inset, look.room - 2 * inset - beside, inset * 0.8)
    _set_rows(made, column)
    words = _words_height(made) if made.code and look.code_words else 0.0
    height = max(column.y + inset * 0.8, side + 2 * look.contact * 0.9, words + inset * 1.2)
    items = [*panel(made, Box(look.margin, 0, look.room, height)), *column.items]
    if made.code:
        above = (height - side) / 2
        edge = min(above, inset)
        items += _code_items(made, made.code, Box(look.width - look.margin - edge - side, above, side, side))
    return Part("contact", Box(look.margin, 0, look.room, height), tuple(items))


def panel(made: Made, box: Box) -> list[Item]:
    """Return what stands behind words that belong together: a tinted area, or a frame in the unit's colour."""
    style, radius = made.style, made.look.pad * made.style.corner
    if style.framed:
        return [Frame(box, style.accent, min(2.0, made.look.pad * 0.25), radius=radius)]
    return [Fill(box, style.panel, radius)]


def _code_side(made: Made) -> float:
    if made.code is None:
        return 0.0
    return min(max(made.look.code, made.code.modules * LEAST_MODULE), made.look.code * LARGEST_CODE)


def _rows(made: Made) -> list[_Row]:
    officer, unit = made.paper.officer, made.paper.unit
    phone, email = officer.phone or unit.phone, officer.email or unit.email
    address = unit.address
    postal = " ".join(filter(None, (address.postal_code, address.city)))
    rows = [
        _Row(made.say(N_("Do you want to know more?")), Face.SEMIBOLD),
        _Row(own(officer.name), Face.BOLD, 1.35, 1.0),
        _Row(own(officer.title)),
        _Row(own(show_phone(phone)), Face.SEMIBOLD, 1.1, 3.5, f"tel:{phone}" if phone.startswith("+") else ""),
        _Row(own(email), Face.SEMIBOLD, 1.1, 0.0, f"mailto:{email}"),
        _Row(own(", ".join(filter(None, (address.street, postal))) or unit.municipality), gap=3.5),
    ]
    if made.look.code_words:
        return rows
    del rows[-1]
    if len(made.voices.languages) > 1:  # a small paper in two languages has room for what needs no words
        del rows[0]
    elif made.code:
        rows.append(_Row(made.scan, gap=2.5))
    rows.append(_Row(own(made.shown_address), gap=2.5, target=made.address))
    return rows


def _set_rows(made: Made, column: Column) -> None:
    base = made.look.contact
    for number, row in enumerate(_rows(made)):
        for each in row.texts:
            wish = max(SMALLEST, base * row.scale)
            size = fitting_size(each.text, row.face, wish, max(SMALLEST, wish * 0.85), column.room)
            lines = wrap(each.text, row.face, size, column.room, row.most)
            gap = size * (_OPEN - 1) * 0.9 + (0 if each.second else row.gap)
            target = safe_link(row.target) if row.target else None
            column.put(
                lines,
                Type(row.face, size, _colour(made, number, row, each), _OPEN),
                gap=gap if column.items else 0.0,
                language=each.language,
                target=annotation_target(target) if target else "",
            )


def _colour(made: Made, number: int, row: _Row, each: Said) -> Colour:
    if number == 0 and not each.second:
        return made.style.on_panel
    return INK if row.face is not Face.REGULAR else made.style.soft


def _code_items(made: Made, code: QrCode, box: Box) -> list[Item]:
    """Return the code with its words to the left of it, right-aligned, and the link to click."""
    look = made.look
    items: list[Item] = []
    if look.code_words:
        items += code_words(made, Column(box.x - look.contact - look.code_words, look.code_words), box)
    return [*items, *clickable_code(made, code, box)]


def clickable_code(made: Made, code: QrCode, box: Box) -> list[Item]:
    """Return the code with what it is for those who hear the page, and an area to click where it leads somewhere."""
    said = " ".join(filter(None, (made.voices.main.say(made.scan_text), made.shown_address if made.target else "")))
    drawn = Code(box, code, said)
    if not made.target:
        return [drawn]
    return [drawn, Link(box, annotation_target(made.target), said)]


def _words_height(made: Made) -> float:
    """Return how high what stands beside the code is."""
    top = 10_000.0  # a box of no height, far down: only the distance matters
    column = Column(0, made.look.code_words)
    code_words(made, column, Box(0, top, 0, 0))
    return 2 * (column.y - top)


def code_words(made: Made, column: Column, box: Box) -> list[Item]:
    """Set what the code gives, and the address, in the middle of the code's height."""
    size = max(SMALLEST, made.look.contact * 0.95)
    rows = [(each, Face.REGULAR if each.second else Face.SEMIBOLD, INK, "") for each in made.scan]
    link = annotation_target(made.address) if made.address else ""
    rows += [(each, Face.REGULAR, made.style.on_panel, link) for each in own(made.shown_address)]
    lines = [wrap(each.text, face, size, column.room, 4) for each, face, _, _ in rows]
    high = sum(map(len, lines)) * size * 1.25
    column.y = box.y + (box.height - high) / 2
    for (each, face, colour, target), set_lines in zip(rows, lines, strict=True):
        column.put(set_lines, Type(face, size, colour, 1.25), language=each.language, align="right", target=target)
    return column.items


def footer(made: Made, page: str = "", *, preliminary: bool = True) -> Part:
    """Return the last line: that all is preliminary and every notice public; the day of print and, of several, the page."""
    look = made.look
    size = max(SMALLEST, look.small * 0.95)
    printed = made.paper.printed
    day = made.voices.each(lambda language: language.say(N_("Printed {day}"), day=language.day(printed, "d MMMM y")))
    right = " · ".join(filter(None, (day[0].text, page)))
    wide = width(right, Face.REGULAR, size)
    left = Column(look.margin, look.room)
    texts = made.say(NOTICES_ARE_PRELIMINARY if preliminary else NOTICES_ARE_PUBLIC)
    privacy = dict(made.paper.privacy)
    for each in made.voices.each(lambda language: privacy.get(language.code, "")) if privacy else ():
        small = Type(Face.REGULAR, size, made.style.soft, 1.15)
        lines = wrap(each.text, small.face, size, left.room, 4)
        left.put(lines, small, gap=0.0 if not left.items else None, language=each.language)
    last = 0.0
    for each in texts:
        how = Type(Face.REGULAR if each.second else Face.SEMIBOLD, size, made.style.soft if each.second else INK, 1.15)
        lines = wrap(each.text, how.face, size, left.room, 3)
        left.put(lines, how, gap=None if left.items else 0.0, language=each.language)
        last = width(lines[-1], how.face, size)
    beside = last + look.gutter + wide <= look.room
    aside = Column(look.width - look.margin - wide, wide, left.y - size if beside else left.y + size * 0.15)
    aside.put([right], Type(Face.REGULAR, size, made.style.soft), gap=0.0, align="right")
    return Part("footer", Box(look.margin, 0, look.room, max(left.y, aside.y)), (*left.items, *aside.items))
