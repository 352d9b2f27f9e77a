"""Aligned columns for people's eyes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

_GAP = "  "
_LEAST = 6


def aligned(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return lines with the columns under each other; in a terminal the widest columns are cut to its width.

    Columns that are empty in every row are left out.
    """
    filled = [place for place in range(len(header)) if any(row[place] for row in rows)]
    table = [[row[place] for place in filled] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(filled))]
    if sys.stdout.isatty():
        widths = _fitted(widths, shutil.get_terminal_size().columns)
    return [
        _GAP.join(_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]


def pairs(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Return (label, value) pairs as lines, the values under each other."""
    width = max((len(label) for label, _ in lines), default=0)
    return [f"{label.ljust(width)}{_GAP}{value}" for label, value in lines]


def _fitted(widths: list[int], total: int) -> list[int]:
    widths = list(widths)
    while sum(widths) + len(_GAP) * (len(widths) - 1) > total and max(widths, default=0) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
