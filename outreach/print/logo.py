"""The municipality's logo: the one door for what may be one, and from the bytes that are kept to what paper needs.

A PNG or JPEG becomes a picture of print size; an SVG stays vectors (`vector.py`). Only memory is read, never a file or a network.
"""

from __future__ import annotations

import io
import logging
import warnings
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from PIL import Image

from outreach.domain.unit import MOST_LOGO_BYTES
from outreach.errors import BadFile
from outreach.language import N_
from outreach.print.document import DocumentFacts, write_document
from outreach.print.pages import page_pictures
from outreach.print.sheet import Box, Drawing, Page, Part, Picture, Sheet
from outreach.print.vector import drawn, looks_like_svg, read_drawing

_log = logging.getLogger(__name__)

#: Enough for 60 mm at 400 dpi; a larger picture only makes the file heavy.
_MOST_PIXELS_WIDE = 960
_MOST_PIXELS_HIGH = 480
#: A photograph of a good camera; unpacked it takes 100 MB. What claims more is refused before a pixel of it is unpacked.
_MOST_PIXELS = 25_000_000

_TOO_LARGE = N_("The logo is larger than 2 MB.")
_TOO_MANY_PIXELS = N_("The logo has too many pixels. Save it smaller: 2,000 pixels wide are more than enough.")
_NO_PICTURE = N_("The logo must be a PNG or JPEG picture, or an SVG drawing.")


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo ready to print: PNG bytes, its size in pixels, and its vectors when it has some."""

    png: bytes
    width: int
    height: int
    svg: bytes = b""

    def at(self, box: Box, alt: str = "") -> Picture | Drawing:
        """Return the logo over a box of its own proportions, as vectors when it has some."""
        return Drawing(box, self.svg, alt) if self.svg else Picture(box, self.png, alt)


def checked_logo(data: bytes) -> bytes:
    """Return the bytes to keep: a picture as it is, a drawing without anything but its shapes.

    Raises BadFile with the reason when it may not be a logo: too large, damaged, with scripts, and so on.
    """
    if len(data) > MOST_LOGO_BYTES:
        raise BadFile("logo", _TOO_LARGE)
    if looks_like_svg(data):
        kept = read_drawing(data)
        drawn(kept)
        return kept
    _opened(data).close()
    return data


def looked_at(data: bytes) -> tuple[bytes, str]:
    """Return a logo as it is kept (a picture drawn anew, nothing but pixels) and "", or nothing and the reason. Raises nothing."""
    try:
        kept = checked_logo(data)
        return (kept, "") if looks_like_svg(kept) else (_read(kept).png, "")
    except BadFile as error:
        return b"", error.reason


def read_logo(data: bytes) -> Logo | None:
    """Read a logo for paper, trim a picture's clear border, scale it down to print size. None when it is no such picture."""
    if not data:
        return None
    try:
        return _read(data)
    except BadFile as error:
        _log.warning("the logo cannot be read: %s", error.reason)
        return None


@lru_cache(maxsize=4)
def _read(data: bytes) -> Logo:
    """Read a logo; one of a thousand pages is read once. Raises BadFile."""
    if looks_like_svg(data):
        return _drawing(read_drawing(data))
    try:
        with _opened(data) as opened:
            opened.draft("RGB", (_MOST_PIXELS_WIDE, _MOST_PIXELS_HIGH))
            picture = _flattened(opened)
    except (OSError, ValueError, SyntaxError) as error:
        raise BadFile("logo", _NO_PICTURE) from error
    written = io.BytesIO()
    picture.save(written, "PNG")
    return Logo(written.getvalue(), picture.width, picture.height)


def _opened(data: bytes) -> Image.Image:
    """Open a picture, its head alone: pixels are unpacked later. Raises BadFile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as error:
        raise BadFile("logo", _TOO_MANY_PIXELS) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise BadFile("logo", _NO_PICTURE) from error
    if opened.width * opened.height > _MOST_PIXELS:
        opened.close()
        raise BadFile("logo", _TOO_MANY_PIXELS)
    return opened


def _drawing(svg: bytes) -> Logo:
    """Return a drawing with a picture of it, for a window or a file that takes no vectors."""
    made = drawn(svg)
    scale = min(_MOST_PIXELS_WIDE / made.width, _MOST_PIXELS_HIGH / made.height)
    box = Box(0, 0, round(made.width * scale) or 1, round(made.height * scale) or 1)
    page = Page.of(Sheet(box.width, box.height, (Part("logo", box, (Drawing(box, svg),)),)))
    pdf = write_document([page], DocumentFacts("", "", "", "sv", date(2000, 1, 1)))
    return Logo(page_pictures(pdf, 72)[0], round(box.width), round(box.height), svg)


def _flattened(opened: Image.Image) -> Image.Image:
    """Return the picture on white paper, trimmed of what is clear all around."""
    clear = "A" in opened.getbands() or "transparency" in opened.info
    picture = opened.convert("RGBA" if clear else "RGB")
    picture.thumbnail((_MOST_PIXELS_WIDE, _MOST_PIXELS_HIGH), Image.Resampling.LANCZOS)
    if not clear:
        return picture
    box = picture.getchannel("A").getbbox()
    if box is None:
        raise ValueError("nothing to see")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper.crop(box)
