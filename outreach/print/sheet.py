"""Geometry: what stands where on a sheet, measured before anything is drawn, and what each thing is to a reader.

Points (1/72 inch) from the upper left corner, y downwards, as one reads. Only `pen.py` knows that PDF counts from below.
Every text that reaches a sheet has gone through `printable.printable`, every link through `printable.safe_link`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from outreach.print.colours import Colour
from outreach.print.fonts import ASCENT, DESCENT, Face, width
from outreach.print.qr import QrCode

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
    """A PNG, stretched over its box (the part that made it keeps the proportions). Without `alt` it is decoration."""

    box: Box
    png: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG as vectors, stretched over its box; it has come through `vector.read_drawing`. Without `alt` it is decoration."""

    box: Box
    svg: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; the box is square and includes the quiet zone. Without `alt` a screen reader passes over it."""

    box: Box
    code: QrCode
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An area to click; `target` is ASCII and has an allowed scheme. `says` is what it is for a screen reader."""

    box: Box
    target: str
    says: str = ""


#: What a group is to a reader who hears the page (ISO 32000-1, 14.8.4). "Sect" holds a run of others, such as one language;
#: an "Artifact" is decoration, whatever stands in it.
Role = Literal[
    "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
    "Figure", "Caption", "Link", "Note", "Sect", "Artifact",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are one thing to a reader who hears the page; groups nest as the roles do (a TD in a TR in a Table).

    A group with a `key` continues the last one when that has the same role and key, even on the page before: a table
    or list that runs over many parts is one. `alt` is for Figures. `scope` is for header cells (TH); `columns` and `rows` are
    how many a cell spans. `language` ("sv", "en") is set where it differs from the document's.
    """

    role: Role
    items: tuple[Item, ...]
    alt: str = ""
    scope: Literal["", "Row", "Column", "Both"] = ""
    columns: int = 1
    rows: int = 1
    language: str = ""
    key: str = ""

    @property
    def box(self) -> Box:
        """The room that its items take together."""
        return around([item.box for item in self.items])


Leaf = Text | Fill | Frame | Picture | Drawing | Code | Link
Item = Leaf | Group


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around `boxes`; an empty one at the corner of the sheet when there are none."""
    if not boxes:
        return Box(0, 0, 0, 0)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def leaves(items: Iterable[Item]) -> Iterator[Leaf]:
    """Yield what is drawn, out of all groups, in reading order."""
    for item in items:
        if isinstance(item, Group):
            yield from leaves(item.items)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class Part:
    """A named piece of a page with all that stands in it. No item reaches outside `box`, no two parts overlap.

    An `artifact` is passed over by a screen reader: a head or foot that is repeated on later pages.
    """

    name: str
    box: Box
    items: tuple[Item, ...] = ()
    artifact: bool = False

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What is drawn, out of all groups."""
        return tuple(leaves(self.items))

    def moved(self, dx: float, dy: float) -> Part:
        """Return the part with everything in it, shifted."""
        return replace(self, box=self.box.moved(dx, dy), items=tuple(moved(item, dx, dy) for item in self.items))

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
        return [item.text for part in self.parts for item in leaves(part.items) if isinstance(item, Text)]


def moved(item: Item, dx: float, dy: float) -> Item:
    """Return the item, shifted with everything in it."""
    if isinstance(item, Text):
        return replace(item, x=item.x + dx, y=item.y + dy)
    if isinstance(item, Group):
        return replace(item, items=tuple(moved(each, dx, dy) for each in item.items))
    return replace(item, box=item.box.moved(dx, dy))


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet on a page: the upper left corner of where it lies at (x, y), turned clockwise by quarters.

    A copy of a sheet that stands on the page already is an `artifact`: it is printed, but read aloud only once. `reads`
    is its place in the reading order of the document where that is not the order of printing, as in a folded leaflet
    whose last page is printed beside the first: 1, 2, 3 and so on, given to all sheets of a document or to none.
    """

    sheet: Sheet
    x: float = 0.0
    y: float = 0.0
    quarter_turns: int = 0
    artifact: bool = False
    reads: int = 0

    @property
    def box(self) -> Box:
        """Where the turned sheet lies on the page."""
        wide, high = self.sheet.width, self.sheet.height
        return Box(self.x, self.y, *((high, wide) if self.quarter_turns % 2 else (wide, high)))


@dataclass(frozen=True, slots=True)
class Mark:
    """A thin line for the person who cuts or folds; never read aloud."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.25
    colour: Colour = (0.0, 0.0, 0.0)
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of paper with the sheets on it, in reading order.

    `trim` is where the paper is cut (the whole page when None), `bleed` how far colour runs over that edge, in points.
    """

    width: float
    height: float
    placed: tuple[Placed, ...]
    trim: Box | None = None
    bleed: float = 0.0
    marks: tuple[Mark, ...] = ()

    @classmethod
    def of(cls, sheet: Sheet) -> Page:
        """Return the page that is this one sheet."""
        return cls(sheet.width, sheet.height, (Placed(sheet),))
