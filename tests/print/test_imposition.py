"""The folded leaflet and the tent, proved with a sheet of paper made of coordinates: printed on both sides, folded, read."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from outreach.domain.booth_paper import Flyer, Leaflet, TableTent
from outreach.domain.handout import Theme
from outreach.print.imposition import Spread, imposed, spreads
from outreach.print.leaflet import leaflet_pages, leaflet_sheets
from outreach.print.looks import A4, A5, MM
from outreach.print.sheet import Page, Sheet
from outreach.print.signs import table_tent_pages


@dataclass(frozen=True)
class Leaf:
    """One half of a printed sheet as it lies: the page on the side that is up, the page beneath it, and their quarter turns."""

    above: tuple[Sheet, int]
    beneath: tuple[Sheet, int]


def half_of(page: Page, x: float) -> tuple[Sheet, int]:
    """Return the sheet that covers the half of the page around `x`, and how it is turned."""
    found = [placed for placed in page.placed if placed.box.x <= x < placed.box.right]
    assert len(found) == 1
    return found[0].sheet, found[0].quarter_turns


def printed_on_both_sides(front: Page, back: Page) -> tuple[Leaf, Leaf]:
    """Print two sides on one lying sheet that is turned over its short edge; return its left and right half, front up.

    Turned about the upright axis, what is printed at x on the back lies beneath width - x of the front, and up stays up.
    """
    quarter, width = front.width / 4, front.width
    left = Leaf(half_of(front, quarter), half_of(back, width - quarter))
    right = Leaf(half_of(front, width - quarter), half_of(back, quarter))
    return left, right


def read_folded(sides: list[Page]) -> list[tuple[Sheet, int]]:
    """Fold the sheets once, lay them in one another, the first one outermost, and read from the cover on.

    The front of the first sheet is the outside; its right half is the cover. Folding turns the left half behind the right.
    """
    sheets = [printed_on_both_sides(front, back) for front, back in zip(sides[::2], sides[1::2], strict=True)]
    first_half = [page for _, right in sheets for page in (right.above, right.beneath)]
    second_half = [page for left, _ in reversed(sheets) for page in (left.beneath, left.above)]
    return first_half + second_half


@pytest.mark.parametrize("number", [4, 8, 12])
def test_a_folded_booklet_reads_from_first_to_last_page_upright(number):
    sheets = [Sheet(*A5, ()) for _ in range(number)]
    numbers = {id(sheet): page for page, sheet in enumerate(sheets, start=1)}
    read = read_folded(imposed(sheets))
    assert [numbers[id(sheet)] for sheet, _ in read] == list(range(1, number + 1))
    assert {turns for _, turns in read} == {0}


def test_the_proof_would_find_a_wrong_order():
    sheets = [Sheet(*A5, ()) for _ in range(4)]
    right, wrong = imposed(sheets), imposed([sheets[0], sheets[2], sheets[1], sheets[3]])
    assert [id(sheet) for sheet, _ in read_folded(right)] == [id(sheet) for sheet in sheets]
    assert [id(sheet) for sheet, _ in read_folded(wrong)] != [id(sheet) for sheet in sheets]


def test_four_pages_are_one_sheet_with_the_cover_at_the_right():
    assert spreads(4) == [Spread(4, 1), Spread(2, 3)]
    assert spreads(8) == [Spread(8, 1), Spread(2, 7), Spread(6, 3), Spread(4, 5)]
    with pytest.raises(ValueError, match="multiple of four"):
        spreads(6)


@pytest.mark.parametrize(("tenders", "sides"), [(8, 2), (20, 4)])
def test_our_leaflet_reads_in_order_when_it_is_folded(flyer, tenders, sides):
    made = leaflet_of(flyer, tenders)
    pages = leaflet_pages(made)
    assert len(pages) == sides
    assert {(page.width, page.height) for page in pages} == {(A4[1], A4[0])}
    assert [sheet.texts() for sheet, _ in read_folded(pages)] == [sheet.texts() for sheet in leaflet_sheets(made)]


def test_a_leaflet_for_a_print_shop_comes_page_by_page_with_bleed_and_marks(flyer):
    made = replace(leaflet_of(flyer, 8), bleed=3.0, crop_marks=True, theme=Theme.BOLD)
    pages = leaflet_pages(made)
    assert len(pages) == 4
    for page in pages:
        assert page.trim is not None
        assert (page.trim.width, page.trim.height) == pytest.approx(A5)
        assert page.bleed == pytest.approx(3 * MM)
        assert len(page.marks) == 8
        for mark in page.marks:
            assert not (page.trim.x < mark.x1 < page.trim.right and page.trim.y < mark.y1 < page.trim.bottom)
    band = pages[0].placed[0].sheet.parts[0].leaves[0].box
    assert (band.x, band.y, band.width) == pytest.approx((0, 0, A5[0] + 6 * MM))


def test_both_faces_of_a_tent_stand_upright_for_those_before_them(flyer):
    tent = TableTent(unit=flyer.unit, officer=flyer.officer, printed=flyer.printed, link=flyer.link)
    (page,) = table_tent_pages(tent)
    near, far = sorted(page.placed, key=lambda placed: -placed.y)
    assert (page.width, page.height) == pytest.approx(A4)
    assert near.sheet == far.sheet
    # Folded along the middle, the ridge is on top: the lower half is read as it lies, the upper one from behind, turned round.
    assert (near.quarter_turns, near.box.y) == (0, pytest.approx(A4[1] / 2))
    assert (far.quarter_turns, far.box.bottom) == (2, pytest.approx(A4[1] / 2))
    assert far.artifact
    assert not near.artifact
    assert [mark.y1 for mark in page.marks] == pytest.approx([A4[1] / 2] * 2)


def leaflet_of(flyer: Flyer, number: int) -> Leaflet:
    tenders = (flyer.tenders * 5)[:number]
    return Leaflet(tenders=tenders, unit=flyer.unit, officer=flyer.officer, printed=flyer.printed, link=flyer.link)
