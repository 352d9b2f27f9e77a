"""Photographs that nobody took: a flat picture laid on a table, seen askew, out of focus, in bad light, with a noisy sensor.

Everything comes from one seeded random source, so that the same number gives the same photograph.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

SIZE = (960, 720)


@dataclass(frozen=True)
class Severity:
    """How bad a photograph is. `blur` is in modules of the code; `askew` how far a corner moves, in parts of the side;
    `turn` in degrees either way; `dim` what the darkest corner has left of the light; `noise` in grey values of 255."""

    name: str
    turn: float
    askew: float
    blur: float
    dim: float
    noise: int
    side: tuple[int, int]


MILD = Severity("mild", 12, 0.06, 0.20, 0.80, 10, (300, 460))
MEDIUM = Severity("medium", 40, 0.13, 0.38, 0.55, 22, (260, 420))
HARD = Severity("hard", 180, 0.16, 0.48, 0.35, 28, (220, 380))


def photograph(flat: Image.Image, severity: Severity, seed: int, modules: int) -> Image.Image:
    """Take a picture of `flat`, a square code with its quiet zone that is `modules` wide."""
    chance = random.Random(f"{severity.name} {seed}")
    side = chance.randint(*severity.side)
    code = flat.convert("L").resize((side * 2, side * 2), Image.Resampling.LANCZOS)
    table = Image.new("L", (SIZE[0] * 2, SIZE[1] * 2), chance.randint(90, 200))
    corners = _corners(chance, severity, side * 2, table.size)
    laid = code.transform(table.size, Image.Transform.PERSPECTIVE, _coefficients(corners, side * 2), Image.Resampling.BICUBIC)
    mask = Image.new("L", code.size, 255).transform(
        table.size, Image.Transform.PERSPECTIVE, _coefficients(corners, side * 2), Image.Resampling.BICUBIC
    )
    table.paste(laid, mask=mask)
    seen = table.resize(SIZE, Image.Resampling.LANCZOS)
    seen = seen.filter(ImageFilter.GaussianBlur(severity.blur * side / modules))
    seen = ImageChops.multiply(seen, _light(chance, severity.dim))
    return _noisy(chance, seen, severity.noise)


def as_jpeg(picture: Image.Image, quality: int = 70) -> bytes:
    written = io.BytesIO()
    picture.convert("RGB").save(written, "JPEG", quality=quality)
    return written.getvalue()


def as_png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _corners(
    chance: random.Random, severity: Severity, side: int, table: tuple[int, int]
) -> list[tuple[float, float]]:
    """Where the four corners of the code lie on the table: turned, and each one moved by itself."""
    import cmath
    import math

    turn = cmath.exp(1j * math.radians(chance.uniform(-severity.turn, severity.turn)))
    centre = complex(table[0] / 2 + chance.uniform(-60, 60), table[1] / 2 + chance.uniform(-40, 40))
    half = side / 2
    found = []
    for corner in (complex(-half, -half), complex(half, -half), complex(half, half), complex(-half, half)):
        moved = corner + complex(*(chance.uniform(-severity.askew, severity.askew) * side for _ in range(2)))
        place = centre + moved * turn
        found.append((place.real, place.imag))
    return found


def _coefficients(corners: list[tuple[float, float]], side: int) -> list[float]:
    """The eight numbers of Pillow's perspective: from a place on the table to one on the code."""
    flat = [(0, 0), (side, 0), (side, side), (0, side)]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(8):
            if row != column:
                times = rows[row][column] / rows[column][column]
                rows[row] = [a - times * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [rows[n][8] / rows[n][n] for n in range(8)]


def _light(chance: random.Random, dim: float) -> Image.Image:
    """A lamp at one side and a shadow at the other."""
    gradient = Image.linear_gradient("L").rotate(chance.uniform(0, 360), fillcolor=128).resize(SIZE)
    return gradient.point([round(255 * (dim + (1 - dim) * value / 255)) for value in range(256)])


def _noisy(chance: random.Random, picture: Image.Image, noise: int) -> Image.Image:
    grain = Image.frombytes("L", SIZE, chance.randbytes(SIZE[0] * SIZE[1]))
    grain = grain.filter(ImageFilter.GaussianBlur(0.6)).point([round(128 + (v - 128) * noise / 128) for v in range(256)])
    return ImageChops.add(picture, grain, 1.0, -128)
