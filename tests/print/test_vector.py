"""Logos and drawings: what may be one, what is refused with which words, and that nothing else is ever read."""

import io
import socket
import time
import tracemalloc
import zlib
from datetime import date
from pathlib import Path
from struct import pack

import pikepdf
import pytest
from PIL import Image

from outreach.errors import BadFile
from outreach.paths import resources
from outreach.print.document import DocumentFacts, write_document
from outreach.print.fonts import Face
from outreach.print.logo import checked_logo, read_logo
from outreach.print.pages import page_pictures
from outreach.print.sheet import Box, Drawing, Group, Page, Part, Picture, Sheet, Text
from outreach.print.vector import drawn, icon_drawing, read_drawing
from tests.print.good_pdf import assert_good_pdf

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20">'
SHIELD = (
    f'{HEAD}<style>.a{{fill:#0b5d77}}</style><path class="a" d="M0 0h40v20h-40z"/>'
    '<circle cx="20" cy="10" r="6" fill="#fff"/></svg>'
)
HERE = Path(__file__).as_uri()


def svg(inside: str) -> bytes:
    return f"{HEAD}{inside}</svg>".encode()


def page_of(*drawings: Drawing) -> bytes:
    title = Group("H1", (Text(20, 40, "Märken", Face.BOLD, 20, (0.1, 0.1, 0.1)),))
    part = Part("all", Box(0, 0, 595, 842), (title, *drawings))
    return write_document([Page.of(Sheet(595, 842, (part,)))], DocumentFacts("Märken", "Älvbro", "", "sv", date(2026, 12, 3)))


def huge_png(side: int = 12_000) -> bytes:
    """A picture of some kilobytes that unpacks to hundreds of megabytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + 3 * side)) for _ in range(side // 40)) + packer.flush()
    head = chunk(b"IHDR", pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


HOSTILE = {
    "script": ("<script>alert(1)</script>", "script"),
    "handler": ('<rect width="9" height="9" onload="alert(1)"/>', "script"),
    "page inside": ("<foreignObject><p/></foreignObject>", "script"),
    "link to a file": (f'<use href="{HERE}#a"/>', "elsewhere"),
    "link to a server": ('<use xlink:href="http://alvbro.example/a.svg#b"/>', "elsewhere"),
    "javascript": ('<a href="javascript:alert(1)"><rect width="9" height="9"/></a>', "elsewhere"),
    "style from elsewhere": ("<style>@import url(http://alvbro.example/a.css);</style>", "elsewhere"),
    "paint from elsewhere": ('<rect width="9" height="9" fill="url(file:///etc/passwd#a)"/>', "elsewhere"),
    "picture": (f'<image href="{HERE}" width="9" height="9"/>', "pixels"),
    "text": ("<text>Älvbro</text>", "typeface"),
    "gradient": ('<linearGradient id="g"/><rect width="9" height="9" fill="url(#g)"/>', "gradients"),
    "gradient in a style": ('<style>.a{fill:url(#g)}</style><radialGradient id="g"/><rect class="a"/>', "gradients"),
    "clear group": ('<g opacity="0.5"><rect width="9" height="9"/></g>', "clear"),
    "clear in a style": ('<g style="fill:#000; opacity: .5"><rect width="9" height="9"/></g>', "clear"),
    "path without a beginning": ('<path d="Mh9v9z"/>', "damaged"),
    "a place beyond all paper": (f'<path d="M0 0h{"9" * 400}v9z"/>', "damaged"),
    "a place that no PDF can name": ('<path d="M0 0h999999999999999999999v9z"/>', "damaged"),
    "a million uses": (
        "<g id='a0'><path d='M0 0h1v1z'/></g>"
        + "".join(f"<g id='a{n}'>" + f"<use xlink:href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 8))
        + "<use href='#a7'/>",
        "intricate",
    ),
    "a ring": ("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>", "intricate"),
    "too deep": ("<g>" * 3000 + "</g>" * 3000, "intricate"),
    "too many": ("<g/>" * 60_000, "intricate"),
}


@pytest.fixture
def _no_network(monkeypatch):
    def refused(*_args, **_more):
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "socket", refused)


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_drawing_is_refused_with_a_sentence(name):
    inside, word = HOSTILE[name]
    with pytest.raises(BadFile) as refused:
        checked_logo(svg(inside))
    assert word in refused.value.reason
    assert read_logo(svg(inside)) is None


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{HERE}">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'.encode(),
    ],
)
def test_entities_are_not_read(data):
    with pytest.raises(BadFile) as refused:
        checked_logo(data)
    assert "entities" in refused.value.reason


@pytest.mark.parametrize("data", [b"<svg", b"<svg></svg>", b"<html><svg></svg></html>", b"GIF89a" + bytes(40), b"\x89PNG\r\n"])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(BadFile) as refused:
        checked_logo(data)
    assert "must be" in refused.value.reason or "not an SVG" in refused.value.reason


def test_a_picture_of_twelve_thousand_by_twelve_thousand_is_refused_before_a_pixel_is_unpacked():
    data = huge_png()
    assert len(data) < 2_000_000
    tracemalloc.start()
    before = time.process_time()
    with pytest.raises(BadFile) as refused:
        checked_logo(data)
    assert read_logo(data) is None
    assert time.process_time() - before < 2
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert "pixels" in refused.value.reason


def test_a_logo_of_more_than_two_megabytes_is_refused():
    for data in (bytes(2_000_001), b"<svg" + bytes(2_000_001)):
        with pytest.raises(BadFile, match="2 MB"):
            checked_logo(data)


def test_a_good_drawing_stays_vectors_on_paper_and_has_a_picture_for_the_window():
    kept = checked_logo(b'<?xml-stylesheet href="http://alvbro.example/a.css"?><!-- by hand -->' + SHIELD.encode())
    assert b"stylesheet" not in kept
    assert b"by hand" not in kept
    logo = read_logo(kept)
    assert logo is not None
    assert logo.width / logo.height == pytest.approx(2, abs=0.01)
    shown = Image.open(io.BytesIO(logo.png)).convert("RGB")
    assert shown.getpixel((5, 5)) == (0x0B, 0x5D, 0x77)
    assert shown.getpixel((shown.width // 2, shown.height // 2)) == (255, 255, 255)
    placed = logo.at(Box(30, 80, 100, 50), "Älvbro kommun")
    assert isinstance(placed, Drawing)
    pdf = page_of(placed)
    assert_good_pdf(pdf, again=lambda: page_of(placed))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [each for each in opened.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"] == []
    paper = Image.open(io.BytesIO(page_pictures(pdf, 72)[0]))
    assert paper.getpixel((34, 84)) == (0x0B, 0x5D, 0x77)


def test_a_picture_stays_a_picture(picture_of):
    data = picture_of("JPEG")
    assert checked_logo(data) == data
    logo = read_logo(data)
    assert logo is not None
    assert isinstance(logo.at(Box(0, 0, 32, 20)), Picture)


def test_every_icon_of_the_program_is_drawn_in_the_colour_that_is_asked_for():
    names = sorted(file.stem for file in (resources() / "icons").glob("*.svg"))
    boxes = [Box(20 + 40 * (number % 14), 80 + 40 * (number // 14), 24, 24) for number in range(len(names))]
    icons = [read_drawing(icon_drawing(name, (0.8, 0.1, 0.1))) for name in names]
    pdf = page_of(*(Drawing(box, icon, name) for box, icon, name in zip(boxes, icons, names, strict=True)))
    assert_good_pdf(pdf)
    paper = Image.open(io.BytesIO(page_pictures(pdf, 96)[0])).convert("RGB")
    for box, name in zip(boxes, names, strict=True):
        seen = paper.crop(tuple(round(side * 96 / 72) for side in (box.x, box.y, box.right, box.bottom)))
        assert len(seen.getcolors(10_000)) > 1, name


def test_a_drawing_with_clips_and_half_clear_areas_keeps_them():
    clip = '<clipPath id="c"><circle cx="10" cy="10" r="9"/></clipPath>'
    inside = clip + '<g clip-path="url(#c)" opacity="1"><path d="M0 0h40v20H0z" style="fill-opacity:0.5"/></g>'
    made = drawn(read_drawing(svg(inside)))
    assert b" W n" in made.content
    assert "/ca .5" in made.resources
    pdf = page_of(Drawing(Box(30, 80, 80, 40), read_drawing(svg(inside)), "Ett märke"))
    assert_good_pdf(pdf)
    paper = Image.open(io.BytesIO(page_pictures(pdf, 72)[0]))
    assert paper.getpixel((50, 100))[0] == pytest.approx(128, abs=2)
    assert paper.getpixel((100, 100)) == (255, 255, 255)
