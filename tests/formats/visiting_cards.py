"""Visiting cards of nobody, drawn for the tests of text recognition."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from outreach.paths import font_files

LINES = (
    ("Öbergs Bygg & Måleri AB", 56, "Bold"),
    ("Åsa Öberg", 44, "Bold"),
    ("Platschef", 34, "Regular"),
    ("Hantverkargatan 12", 34, "Regular"),
    ("781 70 Borlänge", 34, "Regular"),
    ("070-174 06 05", 34, "Regular"),
    ("asa.oberg@obergsbygg.example", 34, "Regular"),
)


def visiting_card(lines: tuple[tuple[str, int, str], ...] = LINES, turn: float = 0.0, kind: str = "JPEG") -> bytes:
    """Draw a card of 90 × 55 mm at 300 dpi, lying on a grey table a little askew."""
    files = font_files()
    card = Image.new("RGB", (1063, 650), "#fdfdfb")
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, 36, 650), fill="#0b5d77")
    top = 90
    for text, size, style in lines:
        pen.text((110, top), text, font=ImageFont.truetype(str(files[style]), size), fill="#222222")
        top += size * 3 // 2
    table = Image.new("RGB", (1300, 860), "#b9b4ab")
    table.paste(card, (110, 100))
    written = io.BytesIO()
    table.rotate(turn, Image.Resampling.BICUBIC, fillcolor="#b9b4ab").save(written, kind, quality=80)
    return written.getvalue()
