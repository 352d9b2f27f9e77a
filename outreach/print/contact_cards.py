"""The unit's visiting cards, ten on an A4, 85 × 55 mm, to cut along the marks.

Nothing coloured reaches the edge of a card, so that a cut half a millimetre off shows nowhere and no bleed is needed. Ten
copies are drawn; one is read aloud.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from outreach.domain.contact import show_phone
from outreach.domain.contact_cards import ContactCards, OfficerCard
from outreach.domain.handout import HANDOUT_LABELS, HandoutKind
from outreach.domain.label_sheets import CARD_SHEET
from outreach.language import N_
from outreach.print import fonts
from outreach.print.badges import code_side, name_lines
from outreach.print.colours import Colour
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import unbroken
from outreach.print.fonts import Face, fitting_size, width, wrap
from outreach.print.label_pages import label_pages
from outreach.print.logo import Logo, read_logo
from outreach.print.looks import MM
from outreach.print.printable import annotation_target, printable, safe_link, shown_link
from outreach.print.qr import qr_code
from outreach.print.sheet import Box, Code, Fill, Group, Item, Link, Page, Part, Placed, Sheet, Text
from outreach.print.side_by_side import joined, voices_of
from outreach.print.themes import HeadShape, Style, style

SAVE_ME = N_("QR code: save {name} in the telephone")

_WIDE, _HIGH = CARD_SHEET.width * MM, CARD_SHEET.height * MM
_SAFE = 5.0 * MM
#: A logo that is so many times as wide as it is high has the name in it; a narrower one is an emblem.
_WORDS_BEGIN = 2
_ROOM = _WIDE - 2 * _SAFE
_INSET, _ROUND = 2.5 * MM, 1.5 * MM
_LARGEST_CODE = 30 * MM
#: The details below, from the foot upwards: at most so many lines.
_SMALL, _LEADING, _MOST_LINES = 8.5, 1.2, 3
_LARGEST_NAME, _LEAST_UNIT, _LEAST_DETAIL = 17.0, 7.5, 7.0
#: Between two details on one line.
_BETWEEN = 12.0


def draw_contact_cards(cards: ContactCards, progress: Callable[[int], bool] | None = None) -> bytes:
    """Return the cards as a PDF, a page for each officer. Raises TypefaceMissing, Cancelled."""
    main = voices_of(cards.language).main
    names = ", ".join(printable(card.officer.name) for card in cards.cards)
    title = f"{main.say(HANDOUT_LABELS[HandoutKind.CONTACT_CARDS])} – {names}"
    author = printable(cards.unit.municipality)
    facts = DocumentFacts(title=title, author=author, subject=title, language=main.code, printed=cards.printed)
    return write_document(contact_card_pages(cards), facts, progress)


def contact_card_pages(cards: ContactCards) -> Iterator[Page]:
    """Yield the measured pages."""
    fonts.ready()
    look, logo = style(cards.theme, cards.unit.colour, cards.light), read_logo(cards.unit.logo)
    for card in cards.cards:
        face = card_face(cards, card, look, logo)
        for page in label_pages([face] * CARD_SHEET.per_page, CARD_SHEET):
            yield replace(page, placed=tuple(_once(page.placed)))


def _once(placed: tuple[Placed, ...]) -> Iterator[Placed]:
    return (replace(each, artifact=bool(number)) for number, each in enumerate(placed))


def card_face(cards: ContactCards, card: OfficerCard, look: Style, logo: Logo | None) -> Sheet:
    """Return one card."""
    foot = _details(cards, card, look)
    code = _code(cards, card, foot.box.y)
    right = code.box.x - 2 * MM if code else _WIDE - _SAFE
    head = _unit(cards, look, logo, right)
    room = Box(_SAFE, head.box.bottom + 2, right - _SAFE, foot.box.y - head.box.bottom - 6)
    parts = [head, _who(card, room, look), *([code] if code else []), foot]
    return Sheet(_WIDE, _HIGH, tuple(parts))


def _unit(cards: ContactCards, look: Style, logo: Logo | None, right: float) -> Part:
    """Return the logo, or the municipality's name, with the department under it. An emblem has both beside it: it says no name."""
    room, x, y = right - _SAFE, _SAFE, _SAFE
    items: list[Item] = []
    bottom = y
    is_emblem = logo is not None and logo.width < _WORDS_BEGIN * logo.height
    if logo is not None:
        high = min(8.5 * MM, room * logo.height / logo.width)
        wide = high * logo.width / logo.height
        items.append(logo.at(Box(x, y, wide, high), "" if is_emblem else printable(cards.unit.municipality)))
        bottom = y + high
        x, y = (x + wide + 2 * MM, y) if is_emblem else (x, bottom + 1)
    if logo is None or is_emblem:
        y = _set(items, cards.unit.municipality, Face.SEMIBOLD, 10.0, right - x, y, look.accent, x)
    y = _set(items, cards.unit.department, Face.REGULAR, _SMALL, right - x, y, look.soft, x)
    return Part("unit", Box(_SAFE, _SAFE, room, max(y, bottom) - _SAFE), tuple(items))


def _set(
    items: list[Item], text: str, face: Face, size: float, room: float, y: float, colour: Colour, x: float = _SAFE
) -> float:
    """Add a text on one line, smaller where it must be, on two at the least; return where it ends."""
    said = printable(text)
    if not said:
        return y
    size = fitting_size(said, face, size, _LEAST_UNIT, room)
    lines = wrap(said, face, size, room, 2)
    step = size * 1.15
    items.append(_lines(lines, x, y + size * 0.85, step, face, size, colour))
    return y + len(lines) * step


def _lines(lines: list[str], x: float, first: float, step: float, face: Face, size: float, colour: Colour) -> Group:
    """Return a paragraph of lines that are measured already."""
    return Group("P", tuple(Text(x, first + number * step, line, face, size, colour) for number, line in enumerate(lines)))


def _who(card: OfficerCard, room: Box, look: Style) -> Part:
    """Return name and title, standing on the lower edge of the room."""
    title = printable(card.officer.title)
    small = fitting_size(title, Face.REGULAR, 9.0, _SMALL, room.width)
    beneath = wrap(title, Face.REGULAR, small, room.width, 2) if title else []
    under = len(beneath) * small * 1.15 + (2 if beneath else 0)
    lines, size = name_lines(printable(card.officer.name), look.display, room.width, room.height - under, _LARGEST_NAME)
    step = size * 1.06
    y = room.bottom - under - len(lines) * step
    items: list[Item] = [_lines(lines, room.x, y + size * 0.8, step, look.display, size, look.ink)]
    if beneath:
        items.append(_lines(beneath, room.x, room.bottom - under + 2 + small * 0.8, small * 1.15, Face.REGULAR, small, look.soft))
    return Part("who", room, tuple(items))


def _details(cards: ContactCards, card: OfficerCard, look: Style) -> Part:
    """Return telephone, e-mail, website and address at the foot, the least needed left out first."""
    unit, officer = cards.unit, card.officer
    phone = unbroken(printable(show_phone(officer.phone or unit.phone)))
    email = printable(officer.email or unit.email)
    site = shown_link(link) if (link := safe_link(unit.website)) else ""
    place = printable(", ".join(filter(None, (unit.address.street, f"{unit.address.postal_code} {unit.address.city}".strip()))))
    told = ((phone, _target("tel", phone)), (email, _target("mailto", email)), (site, link or ""), (place, ""))
    rows = _rows([_Detail(said, target) for said, target in told])
    if cards.privacy:
        # Never left out: the others are.
        rows += [[line] for line in _whole(_Detail(printable(cards.privacy), "", _LEAST_DETAIL))]
    high = len(rows) * _SMALL * _LEADING
    top = _HIGH - _SAFE - high
    air = 2.2 * MM
    panel = Box(_INSET, top - air, _WIDE - 2 * _INSET, _HIGH - _INSET - top + air)
    ground, ink = _ground(look, panel)
    items: list[Item] = [ground]
    for number, row in enumerate(rows):
        y = top + (number + 0.8) * _SMALL * _LEADING
        items += _row(row, y, ink)
    return Part("details", panel, tuple(items))


def _ground(look: Style, panel: Box) -> tuple[Fill, Colour]:
    if look.head is HeadShape.OPEN:
        return Fill(Box(_SAFE, panel.y, _ROOM, 1.2), look.area), look.ink
    return Fill(panel, look.ground, _ROUND), look.head_words


def _target(scheme: str, said: str) -> str:
    bare = said.replace("\u00a0", "").replace(" ", "") if scheme == "tel" else said
    return f"{scheme}:{bare}" if said else ""


@dataclass(frozen=True, slots=True)
class _Detail:
    """One line or half a line at the foot: what is written, and where a click on it leads."""

    said: str
    target: str
    size: float = _SMALL

    @property
    def wide(self) -> float:
        return width(self.said, Face.REGULAR, self.size)


def _rows(details: list[_Detail]) -> list[list[_Detail]]:
    """Set the details two on a line where they fit; what has no line left falls away, the last first, and none is cut."""
    rows: list[list[_Detail]] = []
    for each in details:
        if not each.said:
            continue
        if rows and len(rows[-1]) == 1 and rows[-1][0].wide + _BETWEEN + each.wide <= _ROOM:
            rows[-1].append(each)
            continue
        lines = _whole(each)
        if len(rows) + len(lines) <= _MOST_LINES:
            rows += [[line] for line in lines]
    return rows


def _whole(detail: _Detail) -> list[_Detail]:
    """Return a detail on one line, smaller where it must be, or on several: an address with an ellipsis is a wrong one."""
    size = fitting_size(detail.said, Face.REGULAR, _SMALL, _LEAST_DETAIL, _ROOM)
    return [replace(detail, said=line, size=size) for line in wrap(detail.said, Face.REGULAR, size, _ROOM)]


def _row(row: list[_Detail], y: float, ink: Colour) -> Iterator[Item]:
    x = _SAFE
    for each in row:
        text = Text(x, y, each.said, Face.REGULAR, each.size, ink)
        link = safe_link(each.target) if each.target else None
        yield Group("P", (Group("Link", (text, Link(text.box, annotation_target(link), each.said))) if link else text,))
        x = text.box.right + _BETWEEN


def _code(cards: ContactCards, card: OfficerCard, bottom: float) -> Part | None:
    code = qr_code(card.code, "utf-8") if card.code else None
    if code is None:
        return None
    side = min(_LARGEST_CODE, code_side(code) if code.modules < 64 else _LARGEST_CODE, bottom - _SAFE)
    # The quiet zone is white already: the squares themselves stand on the margin.
    box = Box(_WIDE - _SAFE - side + 1 * MM, _SAFE - 1 * MM, side, side)
    said = joined(voices_of(cards.language).say(SAVE_ME, name=printable(card.officer.name)))
    return Part("code", box, (Code(box, code, said),))
