"""The unit's colour on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.print.colours import AREA_CONTRAST, TEXT_CONTRAST, WHITE, contrast, palette, read_colour


@given(st.integers(0, 0xFFFFFF))
def test_text_in_every_colour_can_be_read_on_white_and_on_its_own_tint(number):
    colours = palette(f"#{number:06x}")
    assert contrast(colours.text, WHITE) >= TEXT_CONTRAST
    assert contrast(colours.text, colours.tint) >= 4.5
    assert contrast(colours.area, WHITE) >= AREA_CONTRAST
    assert contrast(colours.on_area, colours.area) >= 3


def test_dark_colour_is_left_as_it_is():
    colours = palette("#145a32")
    assert colours.text == colours.area == read_colour("#145a32")


@pytest.mark.parametrize("written", ["", "red", "#12", "#gggggg", "url(x)"])
def test_what_is_no_colour_becomes_the_house_colour(written):
    assert palette(written) == palette("#0b5d77")


def test_contrast_is_that_of_the_rule():
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(read_colour("#767676"), WHITE) == pytest.approx(4.54, abs=0.01)
