"""A small table inside a report: headings, rows of one or two lines, the first cell of a row being what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.print.colours import HAIRLINE
from outreach.print.event_parts import MARGIN, ROOM
from outreach.print.fonts import Face, width, wrap
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Part, Text
from outreach.print.themes import Style

SIZE = 9.0
_PAD, _GUTTER, _LEADING = 2.6, 6.0, 1.16


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the room, and whether numbers stand in it (set to the right)."""

    title: str
    share: float
    right: bool = False


def table(
    look: Style, name: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], top: float, left: float = MARGIN,
    wide: float = ROOM, *, strong: bool = False, most: int = 2,
) -> Part:  # fmt: skip
    """Return the table as one part from `top` down, cells of at most so many lines; with `strong` the second column counts."""
    size = SIZE
    whole = sum(one.share for one in columns)
    widths = [wide * one.share / whole for one in columns]
    lefts = [left + sum(widths[:place]) for place in range(len(columns))]
    y, lines, high = top, [], 0.0
    items: list[Item] = []
    for number, row in enumerate([[one.title for one in columns], *rows]):
        head = number == 0
        faces = [Face.SEMIBOLD if head or (strong and place == 1) else Face.REGULAR for place in range(len(columns))]
        cells = [
            wrap(printable(cell), face, size, room - _GUTTER, most) if cell else []
            for cell, face, room in zip(row, faces, widths, strict=True)
        ]
        high = max(1, *(len(cell) for cell in cells)) * size * _LEADING + 2 * _PAD
        items.append(
            Fill(Box(left, y, wide, high), look.panel) if head else Fill(Box(left, y + high - 0.5, wide, 0.5), HAIRLINE)
        )
        made: list[Item] = []
        for place, (cell, face) in enumerate(zip(cells, faces, strict=True)):
            texts = []
            for step, line in enumerate(cell):
                x = lefts[place] + 3
                if columns[place].right:
                    x = lefts[place] + widths[place] - 3 - width(line, face, size)
                ink = look.on_panel if head else look.ink
                texts.append(Text(x, y + _PAD + size * (0.86 + step * _LEADING), line, face, size, ink))
            role = "TH" if head or place == 0 else "TD"
            scope = "Column" if head else "Row" if place == 0 else ""
            made.append(Group(role, tuple(texts), scope=scope))  # type: ignore[arg-type]
        lines.append(Group("TR", tuple(made)))
        y += high
    return Part(name, Box(left, top, wide, y - top), (*items, Group("Table", tuple(lines), key=name)))


def row_height(lines: int = 1, size: float = SIZE) -> float:
    """Return how high a row of so many lines is."""
    return lines * size * _LEADING + 2 * _PAD
