"""The flyer about coming tenders: one leaf of A3, A4, A5, A6 or DL, the smaller ones several times on an A4 to be cut.

First the sides are measured (`flyer_sheets`), then laid on paper (`flyer_pages`), then drawn (`draw_flyer`). What the first
side has no room for stands on the second; what has no room there either is counted, with the address where it is found.
The same flyer gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.domain.booth_paper import Flyer
from outreach.language import N_
from outreach.print import fonts
from outreach.print.contact import contact_block, footer
from outreach.print.document import write_document
from outreach.print.flyer_parts import COMING_TENDERS, heading_of, lead_of, more_line, nothing_coming, steps
from outreach.print.head import head, running_head
from outreach.print.looks import LOOKS
from outreach.print.made import Made, facts_of, made_of
from outreach.print.on_paper import on_paper
from outreach.print.sheet import Page, Part, Sheet
from outreach.print.tender_block import Room, Told, how_many_fit, measures_of, tender_lists, told

SUBJECT = N_("Coming tenders, for companies that want to supply us. Preliminary, may change.")


def draw_flyer(flyer: Flyer) -> bytes:
    """Return `flyer` as a PDF of one page or, when the tenders need it, two: the sides of the paper.

    Everything is embedded; no file or address but the typeface is opened. Raises TypefaceMissing when the font package
    is not installed, ValueError for an unknown language.
    """
    made = _made(flyer)
    pages = on_paper(_sides(made, flyer), flyer)
    return write_document(pages, facts_of(made, COMING_TENDERS, SUBJECT))


def flyer_pages(flyer: Flyer) -> list[Page]:
    """Return the pages as they lie in the printer."""
    return on_paper(flyer_sheets(flyer), flyer)


def flyer_sheets(flyer: Flyer) -> list[Sheet]:
    """Return the measured sides of one flyer, one or two."""
    return _sides(_made(flyer), flyer)


def flyer_sheet(flyer: Flyer) -> Sheet:
    """Return the first side."""
    return flyer_sheets(flyer)[0]


def _made(flyer: Flyer) -> Made:
    fonts.ready()
    return made_of(flyer, LOOKS[flyer.paper])


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands above and below the tenders of one side, which have the room from `top` to `bottom`, at most `most`."""

    above: tuple[Part, ...]
    below: tuple[Part, ...]
    top: float
    bottom: float
    most: int

    @property
    def height(self) -> float:
        """The room for the tenders."""
        return self.bottom - self.top


def _sides(made: Made, flyer: Flyer) -> list[Sheet]:
    tenders, measures = told(flyer.tenders, made), measures_of(made)
    above, contact = head(made, heading_of(made), lead_of(made, flyer.tenders)), contact_block(made)
    alone = _first_side(made, flyer, above, contact, "")
    if how_many_fit(tenders, measures, alone.height, alone.most) == len(tenders):
        return [_sheet(made, alone, _only_list(made, alone, tenders), with_steps=True)]
    first, second = _first_side(made, flyer, above, contact, "1 (2)"), _second_side(made, flyer, "2 (2)")
    here, there = _shared_out(made, tenders, first, second)
    left = len(tenders) - here - there
    more = [more_line(made, left)] if left else []
    height = second.height - sum(part.box.height for part in more)
    rooms = (
        Room(tenders[:here], first.top, first.height),
        Room(tenders[here : here + there], second.top, height, here + 1),
    )
    front, back = tender_lists(rooms, measures)
    counted = [part.moved(0, back[-1].box.bottom) for part in more]
    return [_sheet(made, first, front), _sheet(made, second, [*back, *counted], with_steps=not left)]


def _shared_out(made: Made, tenders: tuple[Told, ...], first: _Side, second: _Side) -> tuple[int, int]:
    """Return how many tenders stand on each of two sides: by their room when all fit, else as many as each takes."""
    measures, number = measures_of(made), len(tenders)
    most = how_many_fit(tenders, measures, first.height, first.most)
    wish = min(most, round(number * first.height / (first.height + second.height)))
    for here in range(wish, most + 1):
        if how_many_fit(tenders[here:], measures, second.height, second.most) == number - here:
            return here, number - here
    height = second.height - more_line(made, number).box.height
    return most, min(number - most, max(1, how_many_fit(tenders[most:], measures, height, second.most)))


def _only_list(made: Made, side: _Side, tenders: tuple[Told, ...]) -> Sequence[Part]:
    if not tenders:
        return [nothing_coming(made, side.height).moved(0, side.top)]
    return tender_lists((Room(tenders, side.top, side.height),), measures_of(made))[0]


def _first_side(made: Made, flyer: Flyer, above: Part, contact: Part, page: str) -> _Side:
    look = made.look
    foot = footer(made, page, preliminary=bool(flyer.tenders))
    foot = foot.at(look.margin, look.height - look.bottom - foot.box.height)
    contact = contact.at(look.margin, foot.box.y - look.gutter * 0.6 - contact.box.height)
    return _Side((above,), (contact, foot), above.box.bottom + look.gutter, contact.box.y - look.gutter * 0.75, look.most_tenders)


def _second_side(made: Made, flyer: Flyer, page: str) -> _Side:
    look = made.look
    top = running_head(made, heading_of(made))
    foot = footer(made, page, preliminary=bool(flyer.tenders))
    foot = foot.at(look.margin, look.height - look.bottom - foot.box.height)
    most = look.most_tenders * 3 // 2
    return _Side((top,), (foot,), top.box.bottom + look.gutter, foot.box.y - look.gutter * 0.75, most)


def _sheet(made: Made, side: _Side, blocks: Sequence[Part], *, with_steps: bool = False) -> Sheet:
    placed = list(blocks)
    if with_steps:
        placed += _filling(made, placed[-1].box.bottom if placed else side.top, side.bottom - made.look.gutter * 0.65)
    return Sheet(made.look.width, made.look.height, (*side.above, *placed, *side.below))


def _filling(made: Made, top: float, bottom: float) -> list[Part]:
    """Return what stands at the foot of a side with few tenders, when there is room for it and some air above."""
    how = steps(made)
    if bottom - top < how.box.height + 1.2 * made.look.gutter:
        return []
    return [how.at(how.box.x, bottom - how.box.height)]
