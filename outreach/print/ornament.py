"""What fills the lower part of a leaflet's front: steps that rise, in the shape that the theme speaks. Decoration."""

from __future__ import annotations

from dataclasses import replace

from outreach.print.colours import mixed
from outreach.print.made import Made
from outreach.print.sheet import Box, Fill, Part
from outreach.print.themes import DateShape

_STEPS = 7
#: Lower than this it is left out.
_LOWEST = 60.0


def ornament(made: Made, area: Box, *, falling: bool = False) -> list[Part]:
    """Return bars (CLEAR, BOLD) or discs (WARM) that rise to the right at the foot of `area`, the last one in the unit's colour.

    `falling` turns them round: opened flat, the back of a leaflet mirrors its front.
    """
    if area.height < _LOWEST or made.paper.light:
        return []
    shape = _discs if made.style.dates is DateShape.PILL else _bars
    drawn = shape(made, area)
    if falling:
        drawn = [replace(fill, box=replace(fill.box, x=area.x + area.right - fill.box.right)) for fill in drawn]
    return [Part("ornament", area, tuple(drawn), artifact=True)]


def _bars(made: Made, area: Box) -> list[Fill]:
    style = made.style
    gap = made.look.gutter * (0.7 if style.dates is DateShape.BAR else 0.25)
    wide = (area.width - gap * (_STEPS - 1)) / _STEPS
    highest = min(area.height, area.width * 0.62)
    bars: list[Fill] = []
    for number in range(_STEPS):
        high = highest * (0.16 + 0.84 * (number / (_STEPS - 1)) ** 1.25)
        colour = style.area if number == _STEPS - 1 else style.panel if style.dates is DateShape.BAR else mixed(style.area, 0.3)
        box = Box(area.x + number * (wide + gap), area.bottom - high, wide, high)
        bars.append(Fill(box, colour, made.look.pad * 0.5 if style.dates is DateShape.BAR else 0.0))
    return bars


def _discs(made: Made, area: Box) -> list[Fill]:
    """Discs on a line, each larger than the one before."""
    style = made.style
    sizes = [0.30 + 0.70 * number / (_STEPS - 2) for number in range(_STEPS - 1)]
    gap = made.look.gutter * 0.5
    unit = min((area.width - gap * (len(sizes) - 1)) / sum(sizes), area.height)
    discs: list[Fill] = []
    x = area.x
    for number, share in enumerate(sizes):
        side = unit * share
        colour = style.area if number == len(sizes) - 1 else style.panel
        discs.append(Fill(Box(x, area.bottom - side, side, side), colour, side / 2))
        x += side + gap
    return discs
