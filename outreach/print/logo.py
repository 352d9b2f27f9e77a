"""The municipality's logo, from the bytes that the unit keeps to a picture of the size that paper needs."""

from __future__ import annotations

import io
import logging
import warnings
from dataclasses import dataclass

from PIL import Image

_log = logging.getLogger(__name__)

#: Enough for 60 mm at 400 dpi; a larger picture only makes the file heavy.
_MOST_PIXELS_WIDE = 960
_MOST_PIXELS_HIGH = 480


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture ready to print: PNG bytes and its size in pixels."""

    png: bytes
    width: int
    height: int


def read_logo(data: bytes) -> Logo | None:
    """Read a PNG or JPEG, trim its clear border, scale it down to print size. None when it is no such picture.

    Only memory is read: no file, no network. A picture that unpacks to an absurd size (Pillow's limit, 89 million
    pixels) is refused like one that is damaged.
    """
    if not data:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                opened.draft("RGB", (_MOST_PIXELS_WIDE, _MOST_PIXELS_HIGH))
                picture = _flattened(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        _log.warning("the logo cannot be read: %s", type(error).__name__)
        return None
    written = io.BytesIO()
    picture.save(written, "PNG")
    return Logo(written.getvalue(), picture.width, picture.height)


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
