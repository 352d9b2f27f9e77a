"""A QR code as a file of its own: a picture for a slide or a signature, a drawing for a printer."""

from __future__ import annotations

import io

from PIL import Image

from outreach.print.qr import QUIET_MODULES, QrCode

#: Pixels a module: a card of 60 modules is 720 pixels wide, enough for half a page.
_SCALE = 12


def qr_png(code: QrCode, scale: int = _SCALE) -> bytes:
    """Return the code with its quiet zone as PNG, black on white, `scale` pixels a module."""
    picture = Image.new("1", (code.modules, code.modules), 1)
    for y, row in enumerate(code.rows):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + QUIET_MODULES, y + QUIET_MODULES), 0)
    side = code.modules * scale
    written = io.BytesIO()
    picture.resize((side, side), Image.Resampling.NEAREST).save(written, "PNG", optimize=True)
    return written.getvalue()


def qr_svg(code: QrCode) -> bytes:
    """Return the code with its quiet zone as SVG, one path, black on white."""
    steps = []
    for y, row in enumerate(code.rows):
        for x, dark in enumerate(row):
            if dark:
                steps.append(f"M{x + QUIET_MODULES} {y + QUIET_MODULES}h1v1h-1z")
    side = code.modules
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}mm" height="{side}mm" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path d="{"".join(steps)}"/></svg>\n'
    ).encode()
