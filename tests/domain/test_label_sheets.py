"""The label sheets: what their makers measured, and that every label lies on the paper and over no other."""

from itertools import combinations

import pytest

from outreach.domain.label_sheets import A4_HEIGHT, A4_WIDTH, BADGE_SHEETS, CARD_SHEET, LabelSheet

EVERY = (*BADGE_SHEETS.values(), CARD_SHEET)
ITS_NAME = [sheet.name for sheet in EVERY]


@pytest.mark.parametrize("sheet", EVERY, ids=ITS_NAME)
def test_every_label_lies_on_the_paper_and_over_no_other(sheet: LabelSheet) -> None:
    boxes = [(*sheet.corner(place), sheet.width, sheet.piece) for place in range(sheet.per_page)]
    for left, top, wide, high in boxes:
        assert left >= 0
        assert top >= 0
        assert left + wide <= A4_WIDTH + 0.01
        assert top + high <= A4_HEIGHT + 0.01
    for (x1, y1, w, h), (x2, y2, _, _) in combinations(boxes, 2):
        assert x1 + w <= x2 + 0.01 or x2 + w <= x1 + 0.01 or y1 + h <= y2 + 0.01 or y2 + h <= y1 + 0.01


@pytest.mark.parametrize("sheet", EVERY, ids=ITS_NAME)
def test_the_labels_stand_in_the_middle_of_the_sheet_as_the_makers_templates_do(sheet: LabelSheet) -> None:
    last_left, last_top = sheet.corner(sheet.per_page - 1)
    assert A4_WIDTH - (last_left + sheet.width) == pytest.approx(sheet.left, abs=0.1)
    assert A4_HEIGHT - (last_top + sheet.piece) == pytest.approx(sheet.top, abs=0.1)


def test_labels_are_counted_along_the_rows() -> None:
    sheet = BADGE_SHEETS["L4785"]
    assert sheet.corner(0) == (17.5, 13.5)
    assert sheet.corner(1) == (112.5, 13.5)
    assert sheet.corner(2) == (17.5, 68.5)
    assert sheet.corner(9) == (112.5, 233.5)
    with pytest.raises(IndexError):
        sheet.corner(10)
