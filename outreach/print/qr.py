"""A QR code as vector squares with its quiet zone (ISO/IEC 18004: four modules of white on each side)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET_MODULES = 4

#: The largest symbol (version 20) that still has modules of 0.33 mm, which phones read, at 36 mm.
_LARGEST_VERSION = 20


@dataclass(frozen=True, slots=True)
class QrCode:
    """A finished symbol: `rows` of 0 and 1 without the quiet zone, and the link that it holds."""

    link: str
    rows: tuple[tuple[int, ...], ...]

    @property
    def modules(self) -> int:
        """How many modules a side has, quiet zone included."""
        return len(self.rows) + 2 * QUIET_MODULES


@lru_cache(maxsize=256)
def qr_code(link: str, encoding: str | None = None) -> QrCode | None:
    """Return the code for `link`, error correction M or better; None when it is empty or too long to be read well.

    `encoding` forces one; by default a text is Latin-1 where that holds it, which telephones may guess wrong in short texts.
    A code takes longer to make than a page to draw, so the last ones are kept.
    """
    if not link:
        return None
    try:
        made = segno.make(link, error="m", micro=False, encoding=encoding)
    except (segno.DataOverflowError, ValueError):
        return None
    if int(made.version) > _LARGEST_VERSION:
        return None
    return QrCode(link, tuple(tuple(int(module) for module in row) for row in made.matrix))


def code_operators(code: QrCode) -> bytes:
    """Return the operators of PDF that draw `code` black on white, one unit a module, from its lower left corner.

    Dark modules of a row are joined, and all stand in one path, so that no printer leaves white lines between them.
    """
    side = code.modules
    out = [f"1 g 0 0 {side} {side} re f 0 g"]
    for number, row in enumerate(code.rows):
        bottom = side - (number + 1 + QUIET_MODULES)
        out += [f"{start + QUIET_MODULES} {bottom} {length} 1 re" for start, length in _runs(row)]
    return ("\n".join(out) + " f").encode("ascii")


def _runs(row: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
