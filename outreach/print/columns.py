"""Sets paragraphs below one another in a column, each as one group for who hears the page, and fits large type into a room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from outreach.print.colours import Colour
from outreach.print.fonts import ASCENT, DESCENT, Face, balanced, width, wrap
from outreach.print.sheet import Box, Group, Item, Link, Role, Text

Align = Literal["left", "right", "centre"]

#: One step of the search for the largest type that fits.
_STEP = 0.955


@dataclass(frozen=True, slots=True)
class Type:
    """How a paragraph is set; `leading` is the distance of its baselines as a share of the size, at least 1."""

    face: Face
    size: float
    colour: Colour
    leading: float = 1.3


@dataclass(slots=True)
class Column:
    """Paragraphs from `y` downwards. The first baseline is `first` when that is given, whatever the size."""

    x: float
    room: float
    y: float = 0.0
    first: float | None = None
    items: list[Item] = field(default_factory=list)

    def put(
        self,
        lines: Sequence[str],
        how: Type,
        *,
        gap: float | None = None,
        role: Role = "P",
        language: str = "",
        align: Align = "left",
        target: str = "",
    ) -> None:
        """Add a paragraph, `gap` points below the last (as far as its own lines by default); nothing for no lines."""
        if not lines:
            return
        texts = tuple(self._text(line, number, how, gap, align) for number, line in enumerate(lines))
        if not target:
            self.items.append(Group(role, texts, language=language))
            return
        area = Box(self.x, texts[0].box.y, self.room, self.y - texts[0].box.y)
        linked = Group("Link", (*texts, Link(area, target, " ".join(lines))))
        self.items.append(Group(role, (linked,), language=language))

    def _text(self, line: str, number: int, how: Type, gap: float | None, align: Align) -> Text:
        if self.first is not None and not number:
            baseline, self.first = self.first, None
        else:
            between = (how.leading - 1) * how.size
            baseline = self.y + (between if number or gap is None else gap) + ASCENT * how.size
        self.y = baseline + DESCENT * how.size
        free = 0.0 if align == "left" else self.room - width(line, how.face, how.size)
        return Text(self.x + (free / 2 if align == "centre" else free), baseline, line, how.face, how.size, how.colour)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Large type that fits: its size and lines, and how high they are together."""

    size: float
    lines: list[str]
    height: float


def fitted(
    text: str,
    face: Face,
    room: float,
    *,
    largest: float,
    smallest: float,
    height: float = 10_000.0,
    most: int = 3,
    leading: float = 1.05,
) -> Fitted:
    """Set `text` as large as `room` and `height` allow, no word broken, in at most `most` lines.

    What does not fit at the smallest size has its words broken where they are longer than a line, as many lines as there is
    height for (at least one), and ends with an ellipsis.
    """
    size = largest
    while size > smallest:
        lines = balanced(text, face, size, room)
        if len(lines) <= most and _high(lines, size, leading) <= height and _unbroken(text, face, size, room):
            return Fitted(size, lines, _high(lines, size, leading))
        size = max(smallest, size * _STEP)
    fits = int((height - size) / (size * leading)) + 1
    lines = wrap(text, face, size, room, max(1, min(most, fits)))
    return Fitted(size, lines, _high(lines, size, leading))


def _high(lines: Sequence[str], size: float, leading: float) -> float:
    return size + (len(lines) - 1) * size * leading if lines else 0.0


def _unbroken(text: str, face: Face, size: float, room: float) -> bool:
    return all(width(word, face, size) <= room for word in text.split(" "))
