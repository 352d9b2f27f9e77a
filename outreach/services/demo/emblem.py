"""The emblem of the sample municipality: a bridge over a river, drawn here so that no real coat of arms is borrowed."""

from __future__ import annotations

import struct
import zlib
from functools import cache

_SIZE = 192
_PETROL, _WATER, _STONE = (11, 93, 119), (120, 178, 196), (245, 241, 230)
_Colour = tuple[int, int, int]


@cache
def emblem() -> bytes:
    """Return a PNG of 192 × 192 pixels with a transparent ground."""
    lines = b"".join(b"\x00" + b"".join(_pixel(x, y) for x in range(_SIZE)) for y in range(_SIZE))
    header = struct.pack(">IIBBBBB", _SIZE, _SIZE, 8, 6, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(lines, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pixel(x: int, y: int) -> bytes:
    """One pixel, as the mean of four points of the drawing, so that its edges are smooth."""
    points = [_colour_at((x + dx) / _SIZE, (y + dy) / _SIZE) for dx in (0.25, 0.75) for dy in (0.25, 0.75)]
    seen = [colour for colour in points if colour is not None]
    if not seen:
        return b"\x00\x00\x00\x00"
    mean = (sum(colour[part] for colour in seen) // len(seen) for part in range(3))
    return bytes((*mean, 255 * len(seen) // 4))


def _colour_at(x: float, y: float) -> _Colour | None:
    """The drawing in a unit square: a shield, a stone bridge with one arch, three bands of water."""
    if not _in_shield(x, y):
        return None
    if 0.40 <= y <= 0.48 or (0.48 < y <= 0.66 and _is_pier(x, y)):
        return _STONE
    if y > 0.66:
        return _WATER if int((y - 0.66) / 0.065) % 2 == 0 else _PETROL
    return _PETROL


def _is_pier(x: float, y: float) -> bool:
    inside_arch = (x - 0.5) ** 2 / 0.23**2 + (y - 0.68) ** 2 / 0.16**2 < 1
    return 0.14 <= x <= 0.86 and not inside_arch


def _in_shield(x: float, y: float) -> bool:
    if not (0.08 <= x <= 0.92 and y >= 0.04):
        return False
    if y <= 0.55:
        return True
    half = 0.42 * (1 - ((y - 0.55) / 0.42) ** 2) ** 0.5 if y <= 0.97 else 0.0
    return abs(x - 0.5) <= half
