"""The three looks of the booth's paper, each made of the unit's one colour: CLEAR, WARM and BOLD.

CLEAR is white paper, thin rules and a heading in the colour. WARM stands on soft panels with round corners. BOLD opens
with a full band of colour and sets its headings black. Every text has a contrast of at least 4.5 to the ground that it
stands on, whatever colour the unit has (WCAG 2.1, 1.4.3), and most of a sheet stays white, for the printer's sake.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from outreach.domain.handout import Theme
from outreach.print.colours import (
    AREA_CONTRAST,
    BLACK,
    HAIRLINE,
    HOUSE_COLOUR,
    INK,
    SOFT_INK,
    TEXT_CONTRAST,
    WHITE,
    Colour,
    contrast,
    darkened,
    mixed,
    read_colour,
)
from outreach.print.fonts import Face

#: What WCAG asks of text of any size.
LEAST_CONTRAST = 4.5
#: A colour with more contrast to black than this keeps its light on a band, under dark words; another is darkened under white.
_LIGHT_BAND = 9.5
_LINEN: Colour = (0.99, 0.958, 0.912)
_WARM_RULE: Colour = (0.86, 0.81, 0.74)


class HeadShape(Enum):
    """What stands behind the head of a sheet: nothing, a round panel inside the edges, or a band from edge to edge."""

    OPEN = "open"
    PANEL = "panel"
    BAND = "band"


class DateShape(Enum):
    """How a date is picked out: by a short bar above it, a soft pill behind it, or its weight alone."""

    BAR = "bar"
    PILL = "pill"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Style:
    """One theme in one unit's colour. `accent` is for words on white, `on_panel` for accented words on `panel`.

    `heading_scale` and `title_scale` stretch the type sizes of a paper, `leading` the lines of headings. `corner` is the
    radius of a panel as a share of the paper's pad. `rule` points is the thickness of the line above each entry.
    """

    theme: Theme
    head: HeadShape
    dates: DateShape
    display: Face
    title: Face
    heading_scale: float
    title_scale: float
    leading: float
    corner: float
    rule: float
    rule_colour: Colour
    accent: Colour
    area: Colour
    on_area: Colour
    panel: Colour
    on_panel: Colour
    framed: bool
    ink: Colour = INK
    soft: Colour = SOFT_INK

    @property
    def ground(self) -> Colour:
        """The colour behind the head's words."""
        return {HeadShape.OPEN: WHITE, HeadShape.PANEL: self.panel, HeadShape.BAND: self.area}[self.head]

    @property
    def heading(self) -> Colour:
        """The colour of the heading on that ground."""
        return {HeadShape.OPEN: self.accent, HeadShape.PANEL: self.on_panel, HeadShape.BAND: self.on_area}[self.head]

    @property
    def head_words(self) -> Colour:
        """The colour of the other words in the head."""
        return self.on_area if self.head is HeadShape.BAND else self.ink

    @property
    def head_asides(self) -> Colour:
        """The colour of the lesser words in the head."""
        return self.on_area if self.head is HeadShape.BAND else self.soft


@lru_cache(maxsize=64)
def style(theme: Theme, written: str, light: bool = False) -> Style:
    """Return a theme in the colour written as "#rrggbb"; in the house's colour when it is not written so.

    `light` saves ink: what would stand on a band or panel of colour stands on white.
    """
    colour = read_colour(written) or HOUSE_COLOUR
    made = {Theme.CLEAR: _clear, Theme.WARM: _warm, Theme.BOLD: _bold}[theme](colour)
    return replace(made, head=HeadShape.OPEN, panel=WHITE, on_panel=made.accent, framed=True) if light else made


def readable(colour: Colour, ground: Colour, wanted: float = LEAST_CONTRAST) -> Colour:
    """Return `colour`, darkened until words in it have the wanted contrast to a light ground."""
    goal = wanted
    made = darkened(colour, goal)
    while contrast(made, ground) < wanted and goal < 21:
        goal += 0.5
        made = darkened(colour, goal)
    return made if contrast(made, ground) >= wanted else BLACK


def words_on(area: Colour) -> Colour:
    """Return white, or ink or black, whichever is read on `area`; one of white and black always is."""
    return next(each for each in (WHITE, INK, BLACK) if contrast(area, each) >= LEAST_CONTRAST)


def _clear(colour: Colour) -> Style:
    panel = mixed(colour, 0.075)
    area = darkened(colour, AREA_CONTRAST)
    return Style(
        theme=Theme.CLEAR,
        head=HeadShape.OPEN,
        dates=DateShape.BAR,
        display=Face.BOLD,
        title=Face.BOLD,
        heading_scale=1.0,
        title_scale=1.0,
        leading=1.05,
        corner=0.8,
        rule=0.5,
        rule_colour=HAIRLINE,
        accent=readable(colour, WHITE, TEXT_CONTRAST),
        area=area,
        on_area=words_on(area),
        panel=panel,
        on_panel=readable(colour, panel),
        framed=False,
    )


def _warm(colour: Colour) -> Style:
    tint = mixed(colour, 0.035)
    red, green, blue = (paper * part for paper, part in zip(_LINEN, tint, strict=True))
    panel = (red, green, blue)
    area = darkened(colour, AREA_CONTRAST)
    return Style(
        theme=Theme.WARM,
        head=HeadShape.PANEL,
        dates=DateShape.PILL,
        display=Face.SEMIBOLD,
        title=Face.SEMIBOLD,
        heading_scale=0.96,
        title_scale=1.04,
        leading=1.1,
        corner=1.9,
        rule=0.75,
        rule_colour=_WARM_RULE,
        accent=readable(colour, panel, TEXT_CONTRAST),
        area=area,
        on_area=words_on(area),
        panel=panel,
        on_panel=readable(colour, panel, TEXT_CONTRAST),
        framed=False,
    )


def _bold(colour: Colour) -> Style:
    light = contrast(colour, BLACK) > _LIGHT_BAND
    area = darkened(colour, AREA_CONTRAST if light else LEAST_CONTRAST + 0.7)
    panel = mixed(colour, 0.05)
    return Style(
        theme=Theme.BOLD,
        head=HeadShape.BAND,
        dates=DateShape.WEIGHT,
        display=Face.BLACK,
        title=Face.BLACK,
        heading_scale=1.22,
        title_scale=1.02,
        leading=1.0,
        corner=0.0,
        rule=2.2,
        rule_colour=INK,
        accent=readable(colour, WHITE, TEXT_CONTRAST),
        area=area,
        on_area=words_on(area),
        panel=panel,
        on_panel=readable(colour, panel),
        framed=True,
    )
