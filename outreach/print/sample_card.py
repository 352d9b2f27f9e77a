"""A visiting card as somebody photographs it on a table, for the sample municipality. The people on it are invented."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from outreach.errors import TypefaceMissing
from outreach.paths import font_files

_CARD, _TABLE = (1063, 650), (1300, 860)
_WOOD, _PAPER, _INK = "#b9b4ab", "#fdfdfb", "#222222"
_FIRST, _SECOND, _OTHERS = 56, 44, 34


def sample_card(lines: tuple[str, ...], colour: str = "#0b5d77", turn: float = 0.0) -> bytes:
    """Draw a card of 90 × 55 mm at 300 dpi, a little askew by `turn` degrees; JPEG. The first two lines are the large ones.

    Raises TypefaceMissing.
    """
    card = Image.new("RGB", _CARD, _PAPER)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, 36, _CARD[1]), fill=colour)
    top = 90
    for number, text in enumerate(lines):
        size = (_FIRST, _SECOND)[number] if number < 2 else _OTHERS
        pen.text((110, top), text, font=_typeface("Bold" if number < 2 else "Regular", size), fill=_INK)
        top += size * 3 // 2
    table = Image.new("RGB", _TABLE, _WOOD)
    table.paste(card, ((_TABLE[0] - _CARD[0]) // 2, (_TABLE[1] - _CARD[1]) // 2))
    written = io.BytesIO()
    table.rotate(turn, Image.Resampling.BICUBIC, fillcolor=_WOOD).save(written, "JPEG", quality=80)
    return written.getvalue()


def _typeface(cut: str, size: int) -> ImageFont.FreeTypeFont:
    file = font_files().get(cut)
    if file is None:
        raise TypefaceMissing("Source Sans Pro", cut)
    return ImageFont.truetype(str(file), size)
