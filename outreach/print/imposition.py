"""Imposition: which pages of a booklet stand on which side of which sheet, so that it reads in order once it is folded.

A sheet is printed on both sides, turned over its short edge (as a page is turned), and folded once down the middle; several
sheets lie in one another. So each side has two upright pages beside each other, and the outermost sheet holds the cover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.print.colours import HAIRLINE
from outreach.print.sheet import Mark, Page, Placed, Sheet

_FOLD_MARK = 10.0


@dataclass(frozen=True, slots=True)
class Spread:
    """The two pages of one side of a sheet, by number from 1."""

    left: int
    right: int


def spreads(pages: int) -> list[Spread]:
    """Return the sides in the order in which they are printed: front, back, front, back. `pages` is a multiple of four."""
    if pages <= 0 or pages % 4:
        raise ValueError(f"a folded booklet has a multiple of four pages, not {pages}")
    sides = []
    for outer in range(0, pages // 2, 2):
        sides.append(Spread(pages - outer, outer + 1))
        sides.append(Spread(outer + 2, pages - outer - 1))
    return sides


def imposed(sheets: Sequence[Sheet]) -> list[Page]:
    """Return the sides of paper for the pages of a booklet, with two short marks where it is folded.

    All pages are of one size. Who hears the file hears the pages in the order of the booklet.
    """
    return [_side(sheets, spread) for spread in spreads(len(sheets))]


def _side(sheets: Sequence[Sheet], spread: Spread) -> Page:
    left, right = sheets[spread.left - 1], sheets[spread.right - 1]
    placed = (Placed(left, reads=spread.left), Placed(right, left.width, reads=spread.right))
    high, fold = left.height, left.width
    marks = (
        Mark(fold, 0, fold, _FOLD_MARK, 0.6, HAIRLINE, dashed=True),
        Mark(fold, high - _FOLD_MARK, fold, high, 0.6, HAIRLINE, dashed=True),
    )
    return Page(left.width + right.width, high, placed, marks=marks)
