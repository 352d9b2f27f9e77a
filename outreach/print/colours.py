"""The unit's colour on paper: as itself for areas, darkened for text until it can be read (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

#: Red, green, blue, each 0 to 1.
Colour = tuple[float, float, float]

WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
INK: Colour = (0.11, 0.13, 0.15)
SOFT_INK: Colour = (0.27, 0.30, 0.33)
HAIRLINE: Colour = (0.80, 0.82, 0.84)
HOUSE_COLOUR: Colour = (0x0B / 255, 0x5D / 255, 0x77 / 255)

#: Text in the accent colour has at least this contrast to white; 4.5 is the rule, the rest is for tinted paper.
TEXT_CONTRAST = 5.5
#: An area has at least this contrast to white, so that a white or cream colour is still seen.
AREA_CONTRAST = 1.35


@dataclass(frozen=True, slots=True)
class Palette:
    """What one unit's paper is coloured with: `text` for words, `area` for bars and marks, `tint` for panels."""

    text: Colour
    area: Colour
    tint: Colour

    @property
    def on_area(self) -> Colour:
        """The colour for a letter on top of `area`."""
        return WHITE if contrast(self.area, WHITE) >= 3 else INK


def palette(written: str) -> Palette:
    """Return the palette for "#rrggbb"; the house colour when it is not written so."""
    colour = read_colour(written) or HOUSE_COLOUR
    return Palette(
        text=darkened(colour, TEXT_CONTRAST), area=darkened(colour, AREA_CONTRAST), tint=mixed(colour, 0.075)
    )


def read_colour(written: str) -> Colour | None:
    """Read "#rrggbb" (or "#rgb"); None for anything else."""
    digits = written.strip().removeprefix("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        return None
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def darkened(colour: Colour, wanted: float) -> Colour:
    """Return `colour`, its lightness lowered step by step until the contrast to white is at least `wanted`."""
    hue, light, strong = colorsys.rgb_to_hls(*colour)
    while contrast(colour, WHITE) < wanted and light > 0:
        light = max(0.0, light - 0.01)
        colour = colorsys.hls_to_rgb(hue, light, strong)
    return colour


def mixed(colour: Colour, share: float) -> Colour:
    """Return `share` of `colour` in white: a tint that costs little ink and reads in black."""
    red, green, blue = (1 - share * (1 - part) for part in colour)
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
