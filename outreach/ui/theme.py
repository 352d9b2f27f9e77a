"""Colours, spacing and type of the window: a light and a dark theme of named tokens, and how Qt takes them on.

All colour pairs that carry text reach WCAG 2.2 AA (4.5:1), outlines of controls and the focus ring 3:1 (1.4.11);
`tests/ui/test_theme.py` measures them. A page names tokens and roles, never a colour of its own.
"""

from __future__ import annotations

import contextlib
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QTextCharFormat
from PySide6.QtWidgets import QApplication, QCalendarWidget, QFrame, QTableView, QWidget

from outreach.domain.event import EventKind
from outreach.paths import cache_folder, font_files, resource
from outreach.settings import write_atomically
from outreach.ui.style_sheet import style_sheet

#: Distances in logical pixels: everything is a multiple of four.
TIGHT, GAP, MARGIN, WIDE = 4, 8, 16, 24
CONTROL_HEIGHT = 32
ROW_HEIGHT = 36
#: macOS counts 72 points to the inch of 72 pixels, the others 96 pixels; both give text of about 14 pixels.
BASE_POINTS = 14.0 if sys.platform == "darwin" else 10.5
FONT_FAMILY = "Source Sans Pro"


@dataclass(frozen=True, slots=True)
class KindColours:
    """How a kind of event looks: `ink` for text, icon and edge, `fill` for the ground beneath."""

    ink: str
    fill: str


@dataclass(frozen=True, slots=True)
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
    kinds: Mapping[EventKind, KindColours]


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
    kinds={
        EventKind.GALA: KindColours("#855000", "#fdf0d9"),
        EventKind.FAIR: KindColours("#0b5d77", "#dceff5"),
        EventKind.BREAKFAST: KindColours("#a3330f", "#fde7dd"),
        EventKind.COURSE: KindColours("#5639b0", "#ece7fb"),
        EventKind.ADVICE: KindColours("#1d6a3b", "#e0f3e7"),
        EventKind.DIALOGUE: KindColours("#96186f", "#fae3f2"),
        EventKind.NETWORK: KindColours("#1c4fa8", "#e1eafb"),
        EventKind.VISIT: KindColours("#5c5a00", "#f2f0d0"),
        EventKind.OTHER: KindColours("#57524c", "#eeebe7"),
    },
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
    kinds={
        EventKind.GALA: KindColours("#f4bb66", "#3f2d0f"),
        EventKind.FAIR: KindColours("#62c8e4", "#0f3744"),
        EventKind.BREAKFAST: KindColours("#ff9f7a", "#48200f"),
        EventKind.COURSE: KindColours("#c6b2ff", "#312761"),
        EventKind.ADVICE: KindColours("#82d5a0", "#153d27"),
        EventKind.DIALOGUE: KindColours("#ff98d8", "#4b1a3d"),
        EventKind.NETWORK: KindColours("#7db0ff", "#142d5e"),
        EventKind.VISIT: KindColours("#d8d468", "#38370f"),
        EventKind.OTHER: KindColours("#d0cac3", "#403c38"),
    },
)


class Scheme(StrEnum):
    """What the officer chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_DARK = "outreachDark"
#: The name under which Qt finds their folder.
_SHAPES_AT = "shapes"
_SHAPES = {"chevron-down": "muted", "chevron-up": "muted", "chevron-left": "muted", "chevron-right": "muted"}
_SHAPES |= {"check": "on_accent", "dot": "on_accent", "dash": "on_accent"}
#: Shapes of controls that are no icons of the program.
_DRAWN = {
    "dot": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="5.5" fill="{}"/></svg>',
    "dash": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M5 10.5h14v3H5z" fill="{}"/></svg>',
}


def current_theme() -> Theme:
    """Return the theme that `apply_theme` put on last, the light one before that."""
    app = QApplication.instance()
    return DARK if app is not None and app.property(_DARK) else LIGHT


def load_fonts() -> str:
    """Load the embedded typeface into Qt, once, and return its family; the system's own family where it is absent."""
    if FONT_FAMILY not in QFontDatabase.families():
        for style in ("Regular", "It", "Semibold", "Bold", "BoldIt"):
            file = font_files().get(style)
            if file is not None:
                QFontDatabase.addApplicationFont(str(file))
    return FONT_FAMILY if FONT_FAMILY in QFontDatabase.families() else QFont().family()


def apply_theme(app: QApplication, dark: bool) -> Theme:
    """Dress the whole program: Fusion, palette, type and style sheet. Returns the theme that now holds."""
    theme = DARK if dark else LIGHT
    sheet = style_sheet(theme, BASE_POINTS, _shape_urls(theme))
    app.setProperty(_DARK, dark)
    if app.styleSheet() == sheet:
        # It is worn already: put on again, every widget would be polished anew.
        app.setPalette(palette(theme))
        return theme
    app.setStyle("Fusion")
    font = QFont(load_fonts())
    font.setPointSizeF(BASE_POINTS)
    app.setFont(font)
    app.setPalette(palette(theme))
    app.setStyleSheet(sheet)
    return theme


def system_is_dark(app: QApplication) -> bool:
    """Return whether the desktop asks for dark; an unknown wish counts as light."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


class Look(QObject):
    """Keeps the theme that the officer chose, and follows the desktop when that was the choice.

    `changed` carries the new Theme after each change, once every widget wears it.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self.theme = LIGHT
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.choose(scheme)

    def choose(self, scheme: Scheme) -> None:
        """Take on a scheme; native dialogs follow it too."""
        self._scheme = scheme
        wishes = {Scheme.LIGHT: Qt.ColorScheme.Light, Scheme.DARK: Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(wishes.get(scheme, Qt.ColorScheme.Unknown))
        self._wear(system_is_dark(self._app) if scheme is Scheme.SYSTEM else scheme is Scheme.DARK)

    def _system_changed(self, wish: Qt.ColorScheme) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._wear(wish == Qt.ColorScheme.Dark)

    def _wear(self, dark: bool) -> None:
        # Icons ask for the current theme, so they stand above this module.
        from outreach.ui.icons import renew_icons

        self.theme = apply_theme(self._app, dark)
        renew_icons(self._app)
        self.changed.emit(self.theme)


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette for a theme; what the style sheet does not name (native popups, delegates) uses it."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.outline,
        role.Shadow: "#000000",
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.disabled))
    return made


def event_colours(kind: EventKind, theme: Theme | None = None) -> tuple[QColor, QColor]:
    """Return ink and fill of a kind of event, in the current theme unless another is named."""
    colours = (theme or current_theme()).kinds[kind]
    return QColor(colours.ink), QColor(colours.fill)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its part ("title", "card", "primary" … see style_sheet.py), also after it was first shown."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def take_size(window: QWidget, wide: int, high: int) -> None:
    """Give a window its usual size in logical pixels, or what an enlarging screen leaves: its foot must be seen."""
    room = window.screen().availableGeometry()
    window.resize(min(wide, room.width() - 2 * MARGIN), min(high, room.height() - 4 * MARGIN))


def calm_table(view: QTableView) -> None:
    """Make a table look like the program's lists: no grid, whole rows, 36 pixels each, no row numbers, no frame."""
    view.setShowGrid(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def calm_calendar(calendar: QCalendarWidget) -> None:
    """Colour the weekends of a month sheet so that they can be read in the dark too: Qt's own red is fixed."""
    weekend = QTextCharFormat()
    weekend.setForeground(QColor(current_theme().danger))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)


def _shape_urls(theme: Theme) -> dict[str, str]:
    """Write the small shapes of controls in the theme's colours, and return shape → address for the style sheet.

    A style sheet can only name files, and an SVG file has one fixed colour. They stay in the user's cache under names that say
    what is in them, so that no start writes them again and none is left behind by a program that was killed.
    """
    folder = cache_folder() / "shapes"
    QDir.setSearchPaths(_SHAPES_AT, [str(folder)])
    urls = {}
    for shape, token in _SHAPES.items():
        colour = str(getattr(theme, token))
        drawing = _shape(shape, colour).encode()
        name = f"{shape}-{colour[1:]}-{zlib.crc32(drawing):08x}.svg"
        if not (folder / name).exists():
            # Without them the arrows are missing, which is no reason not to start.
            with contextlib.suppress(OSError):
                write_atomically(folder / name, drawing)
        urls[shape] = f"{_SHAPES_AT}:{name}"
    return urls


def _shape(shape: str, colour: str) -> str:
    if shape in _DRAWN:
        return _DRAWN[shape].format(colour)
    # Bolder than the icons, because they are shown at half their size.
    drawing = resource("icons", f"{shape}.svg").read_text("utf-8").replace('stroke-width="1.75"', 'stroke-width="2.5"')
    return drawing.replace("currentColor", colour)
