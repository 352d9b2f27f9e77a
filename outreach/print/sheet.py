"""Geometry: what stands where on a sheet, measured before anything is drawn, and the painter that then draws it.

Points (1/72 inch) from the upper left corner, y downwards, as one reads. Only `paint` knows that PDF counts from below.
Every text that reaches a sheet has gone through `printable.printable`, every link through `printable.safe_link`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from outreach.print.colours import Colour
from outreach.print.fonts import ASCENT, DESCENT, Face, width
from outreach.print.qr import QrCode, draw_qr

#: Rounding of coordinates: boxes that share an edge do not overlap.
SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left and upper edge, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def overlaps(self, other: Box) -> bool:
        """Say whether the two share an area (a common edge is none)."""
        across = self.x < other.right - SLACK and other.x < self.right - SLACK
        return across and self.y < other.bottom - SLACK and other.y < self.bottom - SLACK

    def holds(self, other: Box) -> bool:
        """Say whether `other` lies wholly inside."""
        across = self.x <= other.x + SLACK and other.right <= self.right + SLACK
        return across and self.y <= other.y + SLACK and other.bottom <= self.bottom + SLACK

    def moved(self, dx: float, dy: float) -> Box:
        """Return the box, shifted."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `x` is its left edge, `y` its baseline."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    colour: Colour

    @property
    def box(self) -> Box:
        """The room that its letters take."""
        wide = width(self.text, self.face, self.size)
        return Box(self.x, self.y - ASCENT * self.size, wide, (ASCENT + DESCENT) * self.size)


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled area, its corners rounded by `radius`."""

    box: Box
    colour: Colour
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """An outline `width` points wide, inside its box; `dashed` for what is not certain."""

    box: Box
    colour: Colour
    width: float = 0.6
    dashed: bool = False
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, stretched over its box (the part that made it keeps the proportions)."""

    box: Box
    png: bytes


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; the box is square and includes the quiet zone."""

    box: Box
    code: QrCode


@dataclass(frozen=True, slots=True)
class Link:
    """An area to click; `target` is ASCII and has an allowed scheme."""

    box: Box
    target: str


Item = Text | Fill | Frame | Picture | Code | Link


@dataclass(frozen=True, slots=True)
class Part:
    """A named piece of a page with all that stands in it. No item reaches outside `box`, no two parts overlap."""

    name: str
    box: Box
    items: tuple[Item, ...] = ()

    def moved(self, dx: float, dy: float) -> Part:
        """Return the part with everything in it, shifted."""
        return Part(self.name, self.box.moved(dx, dy), tuple(_moved(item, dx, dy) for item in self.items))

    def at(self, x: float, y: float) -> Part:
        """Return the part with its upper left corner at (x, y)."""
        return self.moved(x - self.box.x, y - self.box.y)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page (or one half to be cut off) with its parts, in reading order."""

    width: float
    height: float
    parts: tuple[Part, ...]

    @property
    def box(self) -> Box:
        """The whole sheet."""
        return Box(0, 0, self.width, self.height)

    def texts(self) -> list[str]:
        """Return every line of text in reading order."""
        return [item.text for part in self.parts for item in part.items if isinstance(item, Text)]


def _moved(item: Item, dx: float, dy: float) -> Item:
    if isinstance(item, Text):
        return replace(item, x=item.x + dx, y=item.y + dy)
    return replace(item, box=item.box.moved(dx, dy))


def paint(canvas: Canvas, sheet: Sheet, left: float = 0.0) -> None:
    """Draw `sheet` on the canvas, whose page is as high as the sheet, `left` points from its left edge."""
    for piece in sheet.parts:
        for item in piece.items:
            _paint_item(canvas, item, left, sheet.height)


def _paint_item(canvas: Canvas, item: Item, left: float, height: float) -> None:
    if isinstance(item, Text):
        canvas.setFillColorRGB(*item.colour)
        canvas.setFont(item.face.registered, item.size)
        canvas.drawString(left + item.x, height - item.y, item.text)
        return
    box = item.box
    x, y = left + box.x, height - box.bottom
    match item:
        case Fill():
            canvas.setFillColorRGB(*item.colour)
            if item.radius:
                canvas.roundRect(x, y, box.width, box.height, item.radius, stroke=0, fill=1)
            else:
                canvas.rect(x, y, box.width, box.height, stroke=0, fill=1)
        case Frame():
            _paint_frame(canvas, item, x, y)
        case Picture():
            canvas.drawImage(ImageReader(io.BytesIO(item.png)), x, y, box.width, box.height)
        case Code():
            draw_qr(canvas, item.code, x, y, box.width)
        case Link():
            canvas.linkURL(item.target, (x, y, x + box.width, y + box.height), relative=0, thickness=0)


def _paint_frame(canvas: Canvas, item: Frame, x: float, y: float) -> None:
    half = item.width / 2
    canvas.saveState()
    canvas.setStrokeColorRGB(*item.colour)
    canvas.setLineWidth(item.width)
    if item.dashed:
        canvas.setDash(2, 1.5)
    wide, high = item.box.width - item.width, item.box.height - item.width
    canvas.roundRect(x + half, y + half, wide, high, item.radius, stroke=1, fill=0)
    canvas.restoreState()
