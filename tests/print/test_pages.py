"""Finished pages as pictures."""

import io

import pytest
from PIL import Image

from outreach.errors import BadFile
from outreach.print.flyer import draw_flyer
from outreach.print.pages import page_count, page_pictures, page_size


def test_page_becomes_a_png_of_the_right_size_and_resolution(flyer):
    (png,) = page_pictures(draw_flyer(flyer), 96)
    picture = Image.open(io.BytesIO(png))
    picture.load()
    assert picture.format == "PNG"
    assert picture.mode == "RGB"
    assert picture.size == (794, 1123)
    assert picture.info["dpi"] == pytest.approx((96, 96), abs=0.1)


def test_colours_of_the_picture_are_those_of_the_page(flyer):
    (png,) = page_pictures(draw_flyer(flyer), 72)
    picture = Image.open(io.BytesIO(png))
    assert picture.getpixel((3, 3)) == (255, 255, 255)
    assert (0x0B, 0x5D, 0x77) in {colour for _, colour in picture.getcolors(1 << 20)}


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.4\n%%EOF"])
def test_what_is_no_pdf_is_a_bad_file(data):
    for ask in (page_count, page_size, page_pictures):
        with pytest.raises(BadFile):
            ask(data)


def test_absurd_resolution_is_refused(flyer):
    with pytest.raises(ValueError, match="dpi"):
        page_pictures(draw_flyer(flyer), 100_000)
