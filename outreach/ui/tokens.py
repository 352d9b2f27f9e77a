"""Colours, spacing and size of type of the window: a light and a dark theme of named tokens. No Qt here.

All colour pairs that carry text reach WCAG 2.2 AA (4.5:1), outlines of controls and the focus ring 3:1 (1.4.11);
`tests/ui/test_theme.py` measures them. A page names tokens and roles, never a colour of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outreach.domain.event import EventKind
    from outreach.ui.event_colours import KindColours

#: Distances in logical pixels: everything is a multiple of four.
TIGHT, GAP, MARGIN, WIDE = 4, 8, 16, 24
CONTROL_HEIGHT = 32
ROW_HEIGHT = 36
#: The side list's width, and the height of the bar above the pages.
SIDE_WIDTH, BAR_HEIGHT = 208, CONTROL_HEIGHT + 2 * GAP + 1
#: macOS counts 72 points to the inch of 72 pixels, the others 96 pixels; both give text of about 14 pixels.
BASE_POINTS = 14.0 if sys.platform == "darwin" else 10.5
FONT_FAMILY = "Source Sans Pro"

# There are two, told apart by what they are: what a dataclass writes for comparing is time before the first picture.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Theme:
    """Named colours as #rrggbb.

    `window` lies behind everything, `surface` under lists and fields, `raised` under cards, menus and the toast.
    `line` separates, `outline` bounds a control. `selection` lies under chosen rows, with `text` upon it; `hover` and
    `pressed` under the pointer. `danger`, `warning` and `success` are inks, their `*_fill` the grounds for them.
    """

    dark: bool
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    disabled: str
    line: str
    outline: str
    accent: str
    accent_hover: str
    on_accent: str
    hover: str
    pressed: str
    selection: str
    focus: str
    danger: str
    danger_fill: str
    warning: str
    warning_fill: str
    success: str
    success_fill: str
    info_fill: str

    @property
    def kinds(self) -> Mapping[EventKind, KindColours]:
        """The colours of each kind of event."""
        from outreach.ui.event_colours import ON_DARK, ON_LIGHT

        return ON_DARK if self.dark else ON_LIGHT


LIGHT = Theme(
    dark=False,
    window="#f3f5f7",
    surface="#ffffff",
    raised="#ffffff",
    text="#1a262e",
    muted="#55636d",
    disabled="#98a3ab",
    line="#dbe1e6",
    outline="#848f98",
    accent="#0b5d77",
    accent_hover="#0a4d63",
    on_accent="#ffffff",
    hover="#e8edf1",
    pressed="#d9e1e7",
    selection="#d2e8ef",
    focus="#0f7ea1",
    danger="#b3261e",
    danger_fill="#fbe6e4",
    warning="#855000",
    warning_fill="#fdf0d9",
    success="#1d6a3b",
    success_fill="#e0f3e7",
    info_fill="#deeff5",
)

DARK = Theme(
    dark=True,
    window="#14191d",
    surface="#1b2227",
    raised="#252d33",
    text="#e7ecef",
    muted="#a3b0b9",
    disabled="#667179",
    line="#323c44",
    outline="#74818b",
    accent="#62bcd8",
    accent_hover="#86cde3",
    on_accent="#06222c",
    hover="#283138",
    pressed="#323d45",
    selection="#1d4453",
    focus="#7fd0ea",
    danger="#ff9a90",
    danger_fill="#4a1d1a",
    warning="#f4bb66",
    warning_fill="#3f2d0f",
    success="#82d5a0",
    success_fill="#153d27",
    info_fill="#123642",
)
