"""The leaflet: an A4 folded to four pages of A5, or two of them in one another to eight when the tenders need the room.

In front stands what it is, inside are the tenders, at the back how a tender works and whom to ask. For a print shop (bleed or crop
marks) the pages come one by one in reading order, because a print shop imposes itself; so they do for the web.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.domain.booth_paper import Leaflet
from outreach.language import N_
from outreach.print import fonts
from outreach.print.colours import HAIRLINE
from outreach.print.columns import Column, Type
from outreach.print.contact import contact_block, footer
from outreach.print.document import write_document
from outreach.print.flyer_parts import COMING_TENDERS, STEPS, heading_of, lead_of, more_line, nothing_coming, set_step
from outreach.print.fonts import Face, balanced
from outreach.print.head import running_head
from outreach.print.imposition import imposed
from outreach.print.looks import HALF_A5
from outreach.print.made import Made, facts_of, made_of
from outreach.print.on_paper import on_paper
from outreach.print.ornament import ornament
from outreach.print.sheet import Box, Fill, Page, Part, Sheet, around
from outreach.print.sign_parts import Sign, sign_head
from outreach.print.tender_block import Room, Told, how_many_fit, measures_of, tender_lists, told
from outreach.print.voices import Said, own

_HOW = N_("How a tender works")
_NOTES = N_("Notes")
_SUBJECT = N_("Coming tenders, for companies that want to supply us. Preliminary, may change.")
#: Pages inside a leaflet of one sheet and of two, and the most tenders on one.
_INSIDE = (2, 6)
_MOST_ON_A_PAGE = 6


def draw_leaflet(leaflet: Leaflet) -> bytes:
    """Return the leaflet as a PDF of two sides of A4 (four for eight pages).

    It is printed on both sides, turned on the short edge. Raises TypefaceMissing.
    """
    return write_document(leaflet_pages(leaflet), facts_of(_made(leaflet), COMING_TENDERS, _SUBJECT))


def leaflet_pages(leaflet: Leaflet) -> list[Page]:
    """Return the sides as they lie in the printer; the single pages in reading order for a print shop."""
    sheets = leaflet_sheets(leaflet)
    return on_paper(sheets, leaflet) if leaflet.bleed or leaflet.crop_marks else imposed(sheets)


def leaflet_sheets(leaflet: Leaflet) -> list[Sheet]:
    """Return the measured pages in reading order: four or eight."""
    made = _made(leaflet)
    tenders = told(leaflet.tenders, made)
    room = _Room.of(made, leaflet)
    needed = _pages_needed(tenders, made, room)
    inside = next((number for number in _INSIDE if number >= needed), _INSIDE[-1])
    shown = tenders if needed <= inside else tenders[: _shown_on(tenders, made, room, inside)]
    left = len(tenders) - len(shown)
    with_steps = needed < inside
    pages = _shared_out(shown, made, room, inside - with_steps)
    inner = _inner(made, leaflet, pages, left)
    if with_steps:
        inner.append(_steps_page(made, leaflet, len(inner) + 2))
    while len(inner) < inside:
        inner.append(_notes_page(made, leaflet, len(inner) + 2))
    return [_cover(made, leaflet), *inner, _back(made, leaflet, inside + 2, with_steps=not with_steps)]


def _made(leaflet: Leaflet) -> Made:
    fonts.ready()
    return made_of(leaflet, HALF_A5)


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the tenders of an inner page stand: from `top`, `height` points."""

    top: float
    height: float

    @classmethod
    def of(cls, made: Made, leaflet: Leaflet) -> _Room:
        head, foot = running_head(made, heading_of(made)), _foot(made, leaflet, 2)
        top = head.box.bottom + made.look.gutter
        return cls(top, foot.box.y - made.look.gutter - top)


def _pages_needed(tenders: tuple[Told, ...], made: Made, room: _Room) -> int:
    """Return how many inner pages the tenders take when they are set small; one when there is none."""
    pages, place = 0, 0
    while place < len(tenders):
        place += max(1, how_many_fit(tenders[place:], measures_of(made), room.height, _MOST_ON_A_PAGE))
        pages += 1
    return max(1, pages)


def _shown_on(tenders: tuple[Told, ...], made: Made, room: _Room, pages: int) -> int:
    """Return how many tenders stand on so many pages when the last one also counts the rest."""
    place = 0
    for page in range(1, pages + 1):
        height = room.height - (more_line(made, len(tenders)).box.height if page == pages else 0.0)
        place += max(1, how_many_fit(tenders[place:], measures_of(made), height, _MOST_ON_A_PAGE))
    return place


def _shared_out(tenders: tuple[Told, ...], made: Made, room: _Room, pages: int) -> list[tuple[Told, ...]]:
    """Share the tenders out between at most so many pages, about as many on each, and no more on one than it takes."""
    for most in range(max(1, -(-len(tenders) // pages)), _MOST_ON_A_PAGE + 1):
        shares = _filled(tenders, made, room, most)
        if len(shares) <= pages:
            return shares
    return _filled(tenders, made, room, _MOST_ON_A_PAGE)[:pages]


def _filled(tenders: tuple[Told, ...], made: Made, room: _Room, most: int) -> list[tuple[Told, ...]]:
    """Fill pages in order with at most so many tenders each; one empty page when there is none."""
    shares: list[tuple[Told, ...]] = []
    place = 0
    while place < len(tenders):
        take = max(1, how_many_fit(tenders[place:], measures_of(made), room.height, most))
        shares.append(tenders[place : place + take])
        place += take
    return shares or [()]


def _inner(made: Made, leaflet: Leaflet, shares: Sequence[tuple[Told, ...]], left: int) -> list[Sheet]:
    """Return the pages of tenders, all set alike; the last one counts those left out."""
    room = _Room.of(made, leaflet)
    if not shares[0]:
        return [_page(made, leaflet, 2, [nothing_coming(made, room.height).moved(0, room.top)])]
    more = [more_line(made, left)] if left else []
    rooms: list[Room] = []
    for number, share in enumerate(shares, start=1):
        height = room.height - sum(part.box.height for part in more) if number == len(shares) else room.height
        rooms.append(Room(share, room.top, height, 1 + sum(len(each.tenders) for each in rooms)))
    lists = tender_lists(tuple(rooms), measures_of(made))
    counted = [part.moved(0, lists[-1][-1].box.bottom) for part in more]
    pages = enumerate(lists, start=2)
    last = len(lists) + 1
    return [_page(made, leaflet, page, [*blocks, *(counted if page == last else [])]) for page, blocks in pages]


def _page(made: Made, leaflet: Leaflet, page: int, parts: Sequence[Part]) -> Sheet:
    head = running_head(made, heading_of(made))
    return Sheet(made.look.width, made.look.height, (head, *parts, _foot(made, leaflet, page)))


def _steps_page(made: Made, leaflet: Leaflet, page: int) -> Sheet:
    room = _Room.of(made, leaflet)
    parts = (_how(made, room.top, scale) for scale in (1.6, 1.4, 1.25, 1.1))
    fits = next((part for part in parts if part.box.height <= room.height), None)
    return _page(made, leaflet, page, [fits or _how(made, room.top, 1.0)])


def _how(made: Made, top: float, scale: float = 1.25) -> Part:
    """Return what tells newcomers how a tender works, in larger type than on a flyer."""
    look = made.look
    column = Column(look.margin, look.room, top + look.pad)
    for each in made.say(_HOW):
        size = look.heading * (0.78 if not each.second else 0.5)
        how = Type(made.style.display if not each.second else Face.REGULAR, size, made.style.accent, 1.05)
        lines = balanced(each.text, how.face, size, look.room, 2)
        column.put(lines, how, gap=size * 0.2, role="P" if each.second else "H2", language=each.language)
    items = list(column.items)
    y = column.y + look.gutter * 1.4 * scale
    for number, (title, text) in enumerate(STEPS, start=1):
        step = Column(look.margin, look.room, y)
        items += set_step(made, step, title, text, scale=scale, number=number)
        y = step.y + look.gutter * 1.2 * scale
    bottom = around([item.box for item in items]).bottom
    return Part("steps", Box(look.margin, top, look.room, bottom - top), tuple(items))


def _notes_page(made: Made, leaflet: Leaflet, page: int) -> Sheet:
    """Return a page of empty lines to write on."""
    look, room = made.look, _Room.of(made, leaflet)
    column = Column(look.margin, look.room, room.top)
    for each in made.say(_NOTES):
        how = Type(Face.SEMIBOLD, look.title, made.style.accent if not each.second else made.style.soft)
        column.put([each.text], how, role="P" if each.second else "H2", language=each.language)
    step = look.body * 2.6
    start = column.y + step
    most = int((room.top + room.height - start) / step)
    lines = [Fill(Box(look.margin, start + step * number, look.room, 0.5), HAIRLINE) for number in range(most)]
    part = Part("notes", Box(look.margin, room.top, look.room, room.height), (*column.items, *lines))
    return _page(made, leaflet, page, [part])


def _cover(made: Made, leaflet: Leaflet) -> Sheet:
    """Return the front: what it is, in large type, from whom, and where there is more."""
    look, sign = made.look, Sign(made)
    top = sign_head(sign, heading_of(made), most=4, share=0.6, lead=lead_of(made, leaflet.tenders))
    foot = _foot(made, leaflet, 1)
    bottom = foot.box.y - look.gutter
    address = own(made.shown_address)
    tries = (_place(made, told, bottom) for told in ((*made.where, *address), made.where, address))
    place = next((part for part in tries if part.box.y >= top.box.bottom + look.gutter * 0.5), None)
    below = [place] if place else []
    lowest = place.box.y if place else bottom
    area = Box(look.margin, top.box.bottom + look.gutter * 1.6, look.room, lowest - top.box.bottom - look.gutter * 3.2)
    return Sheet(look.width, look.height, (top, *ornament(made, area), *below, foot))


def _place(made: Made, told: Sequence[Said], bottom: float) -> Part:
    """Return when and where, and the address, above `bottom`."""
    look = made.look
    column = Column(look.margin, look.room)
    for each in told:
        lines = balanced(each.text, Face.SEMIBOLD, look.lead, look.room, 3)
        gap = look.lead * 0.5 if column.items else 0.0
        column.put(lines, Type(Face.SEMIBOLD, look.lead, made.style.accent, 1.25), gap=gap, language=each.language)
    return Part("place", Box(look.margin, 0, look.room, column.y), tuple(column.items)).moved(0, bottom - column.y)


def _back(made: Made, leaflet: Leaflet, page: int, *, with_steps: bool) -> Sheet:
    """Return the last page: how a tender works where that has not been told, and whom to ask."""
    foot = _foot(made, leaflet, page)
    contact = contact_block(made)
    contact = contact.moved(0, foot.box.y - made.look.gutter * 0.8 - contact.box.height)
    head = running_head(made, heading_of(made))
    parts = [head]
    top = head.box.bottom + made.look.gutter
    for scale in (1.25, 1.1, 1.0) if with_steps else ():
        how = _how(made, top, scale)
        if how.box.bottom + made.look.gutter <= contact.box.y:
            parts.append(how)
            break
    if not with_steps:
        room = contact.box.y - top - made.look.gutter * 2
        parts += ornament(made, Box(made.look.margin, top, made.look.room, room), falling=True)
    return Sheet(made.look.width, made.look.height, (*parts, contact, foot))


def _foot(made: Made, leaflet: Leaflet, page: int) -> Part:
    foot = footer(made, str(page), preliminary=bool(leaflet.tenders))
    return foot.at(made.look.margin, made.look.height - made.look.bottom - foot.box.height)
