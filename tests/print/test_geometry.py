"""The measured sheet before it is drawn: nothing overlaps, nothing is cut without a sign, nothing is too small."""

from dataclasses import replace

import pytest

from outreach.domain.handout import Paper
from outreach.print.flyer import flyer_sheet, flyer_sheets
from outreach.print.fonts import ELLIPSIS
from outreach.print.looks import SMALLEST
from outreach.print.printable import printable
from outreach.print.sheet import Box, Code, Text
from tests.print.good_pdf import assert_sound


def test_boxes_know_when_they_overlap():
    assert Box(0, 0, 10, 10).overlaps(Box(9, 9, 10, 10))
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 10, 10))
    assert Box(0, 0, 10, 10).holds(Box(1, 1, 9, 9))
    assert not Box(0, 0, 10, 10).holds(Box(1, 1, 10, 9))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("paper", list(Paper))
def test_flyers_of_every_length_are_sound(flyer, paper, language):
    for number in range(9):
        assert_sound(flyer_sheet(replace(flyer, tenders=flyer.tenders[:number], paper=paper, language=language)))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("paper", [Paper.A4, Paper.A5])
def test_up_to_eight_tenders_are_all_shown_on_one_leaf(flyer, hostile, paper, language):
    for source in (flyer, hostile):
        for number in range(1, 9):
            sheets = flyer_sheets(replace(source, tenders=source.tenders[:number], paper=paper, language=language))
            names = [part.name for sheet in sheets for part in sheet.parts]
            assert sum(name.startswith("tender") for name in names) == number
            assert "more" not in names
            assert len(sheets) <= 2


@pytest.mark.parametrize("language", ["sv", "en"])
def test_odd_flyers_are_sound(odd_flyer, language):
    assert_sound(flyer_sheet(replace(odd_flyer, language=language)))


@pytest.mark.parametrize("size", [(2000, 100), (100, 2000), (1, 1), (960, 480)])
def test_logos_of_every_shape_keep_to_the_header(flyer, picture_of, size):
    for paper in Paper:
        logo = picture_of("PNG", size, "RGB")
        assert_sound(flyer_sheet(replace(flyer, paper=paper, unit=replace(flyer.unit, logo=logo))))


def test_nothing_is_set_smaller_than_can_be_read(odd_flyer):
    sizes = [item.size for part in flyer_sheet(odd_flyer).parts for item in part.leaves if isinstance(item, Text)]
    assert min(sizes) >= SMALLEST == 8.5


def test_eight_tenders_with_endless_texts_keep_their_titles_whole(hostile):
    shown = " ".join(text for sheet in flyer_sheets(hostile) for text in sheet.texts())
    for tender in hostile.tenders:
        assert printable(tender.title) in shown


def test_a_shortened_description_ends_with_an_ellipsis_at_a_word(flyer):
    words = "Vi bygger om skolan med nya fönster och dörrar och tak. " * 30
    tenders = tuple(replace(tender, description=words) for tender in flyer.tenders)
    sheet = flyer_sheet(replace(flyer, tenders=tenders, language="en"))
    for part in sheet.parts:
        if not part.name.startswith("tender"):
            continue
        ends = [item.text for item in part.leaves if isinstance(item, Text) and item.text.endswith(ELLIPSIS)]
        assert len(ends) == 1
        last = ends[0].removesuffix(ELLIPSIS).split(" ")[-1]
        assert last in {word.strip(".") for word in words.split()}


def test_descriptions_that_fit_are_not_shortened(flyer):
    sheet = flyer_sheet(replace(flyer, tenders=flyer.tenders[:5]))
    shown = " ".join(sheet.texts())
    assert ELLIPSIS not in shown
    for tender in flyer.tenders[:5]:
        assert tender.description in shown


def test_few_tenders_are_set_larger_than_many(flyer):
    def title_size(number: int) -> float:
        sheet = flyer_sheet(replace(flyer, tenders=flyer.tenders[:number]))
        part = next(part for part in sheet.parts if part.name == "tender 1")
        return max(item.size for item in part.leaves if isinstance(item, Text))

    assert title_size(2) > title_size(8)


def test_columns_of_all_tenders_start_on_the_same_lines(flyer):
    sheet = flyer_sheet(flyer)
    starts = set()
    for part in sheet.parts:
        if part.name.startswith("tender"):
            starts |= {round(item.x, 3) for item in part.leaves if isinstance(item, Text)}
    assert len(starts) == 3


def test_code_is_square_with_modules_that_a_phone_reads(flyer):
    for paper in Paper:
        for link in (flyer.link, "https://www.alvbro.example/" + "sokvag/" * 40):
            sheet = flyer_sheet(replace(flyer, paper=paper, link=link))
            code = next(item for part in sheet.parts for item in part.leaves if isinstance(item, Code))
            assert code.box.width == code.box.height
            assert code.box.width / code.code.modules * 25.4 / 72 >= 0.33
