"""Lays finished sides on the paper in the printer: several copies on an A4 to cut, or alone with bleed and crop marks.

A print shop wants each side by itself, with colour that runs over the edge and marks that show where to cut; so a paper with
bleed or crop marks is never put several times on a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outreach.domain.booth_paper import BoothPaper
from outreach.domain.handout import Paper
from outreach.print.colours import HAIRLINE
from outreach.print.looks import A4, MM
from outreach.print.sheet import SLACK, Box, Fill, Item, Mark, Page, Part, Placed, Sheet

#: How many stand side by side and below one another on an A4 (upright, or lying when it is wider than high).
_COPIES = {Paper.A5: (2, 1), Paper.A6: (2, 2), Paper.DL: (3, 1)}
_SHORT_MARK = 14.0
#: Crop marks: how far they keep from the edge that they show, at least, and their length.
CROP_ROOM = (3 * MM, 5 * MM)

Edges = frozenset[str]
ALL_EDGES: Edges = frozenset({"left", "top", "right", "bottom"})


def on_paper(sides: Sequence[Sheet], paper: BoothPaper) -> list[Page]:
    """Return a page for each side: of its own size, or an A4 with as many copies as it takes."""
    if paper.bleed or paper.crop_marks:
        return [for_print_shop(side, paper.bleed * MM, marked=paper.crop_marks) for side in sides]
    return [_copies(side, *_COPIES.get(paper.paper, (1, 1))) for side in sides]


def _copies(side: Sheet, across: int, down: int) -> Page:
    if across * down == 1:
        return Page.of(side)
    lying = across * side.width > down * side.height
    wide, high = (A4[1], A4[0]) if lying else A4
    placed = tuple(
        Placed(side, column * side.width, row * side.height, artifact=bool(column or row))
        for row in range(down)
        for column in range(across)
    )
    cuts = [_cut_down(column * wide / across, high) for column in range(1, across)]
    cuts += [_cut_across(row * high / down, wide) for row in range(1, down)]
    return Page(wide, high, placed, marks=tuple(mark for cut in cuts for mark in cut))


def _cut_down(x: float, high: float) -> tuple[Mark, Mark]:
    return Mark(x, 0, x, _SHORT_MARK, 0.6, HAIRLINE), Mark(x, high - _SHORT_MARK, x, high, 0.6, HAIRLINE)


def _cut_across(y: float, wide: float) -> tuple[Mark, Mark]:
    return Mark(0, y, _SHORT_MARK, y, 0.6, HAIRLINE), Mark(wide - _SHORT_MARK, y, wide, y, 0.6, HAIRLINE)


def for_print_shop(side: Sheet, bleed: float, *, marked: bool) -> Page:
    """Return a side alone on a page that is larger by bleed (points) and crop marks; `trim` is the side's own edge."""
    around = max(bleed, CROP_ROOM[0]) + CROP_ROOM[1] if marked else bleed
    grown = bled(side, bleed)
    wide, high = side.width + 2 * around, side.height + 2 * around
    trim = Box(around, around, side.width, side.height)
    start = around - bleed
    marks = crop_marks(trim, max(bleed, CROP_ROOM[0])) if marked else ()
    return Page(wide, high, (Placed(grown, start, start),), trim=trim, bleed=bleed, marks=marks)


def bled(side: Sheet, bleed: float, edges: Edges = ALL_EDGES) -> Sheet:
    """Return a side that is larger by `bleed` points at the given edges; areas that touch such an edge reach out to the new one."""
    if not bleed:
        return side
    left, top = bleed * ("left" in edges), bleed * ("top" in edges)
    grown = Sheet(side.width + left + bleed * ("right" in edges), side.height + top + bleed * ("bottom" in edges), ())
    return replace(grown, parts=tuple(_grown_part(part.moved(left, top), side, grown, (left, top)) for part in side.parts))


def _grown_part(part: Part, side: Sheet, grown: Sheet, start: tuple[float, float]) -> Part:
    items: list[Item] = [
        replace(item, box=_grown(item.box, side, grown, start)) if isinstance(item, Fill) else item for item in part.items
    ]
    return replace(part, box=_grown(part.box, side, grown, start), items=tuple(items))


def _grown(box: Box, side: Sheet, grown: Sheet, start: tuple[float, float]) -> Box:
    """Return `box` (on the grown sheet), drawn out to every edge of the grown sheet whose old edge it touches."""
    left, top = start
    x = 0.0 if box.x <= left + SLACK else box.x
    y = 0.0 if box.y <= top + SLACK else box.y
    right = grown.width if box.right >= left + side.width - SLACK else box.right
    bottom = grown.height if box.bottom >= top + side.height - SLACK else box.bottom
    return Box(x, y, right - x, bottom - y)


def crop_marks(trim: Box, gap: float) -> tuple[Mark, ...]:
    """Return two short lines at each corner of `trim`, outside it by `gap` points."""
    far = gap + CROP_ROOM[1]
    sides, ends = ((trim.x, -1), (trim.right, 1)), ((trim.y, -1), (trim.bottom, 1))
    level = (Mark(x + out * gap, y, x + out * far, y) for x, out in sides for y, _ in ends)
    upright = (Mark(x, y + out * gap, x, y + out * far) for y, out in ends for x, _ in sides)
    return (*level, *upright)
