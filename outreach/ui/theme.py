"""Light or dark: which theme the window wears, and what pages need to look like it. The tokens themselves stand in `tokens.py`.

A page takes colours and distances from here; `dress.py` puts them on, and is loaded before this module, with the first picture.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QApplication, QCalendarWidget, QFrame, QTableView, QWidget

from outreach.ui.dress import current_theme as current_theme
from outreach.ui.dress import load_fonts, put_on
from outreach.ui.room import take_size as take_size
from outreach.ui.tokens import BASE_POINTS as BASE_POINTS
from outreach.ui.tokens import CONTROL_HEIGHT as CONTROL_HEIGHT
from outreach.ui.tokens import DARK as DARK
from outreach.ui.tokens import GAP as GAP
from outreach.ui.tokens import LIGHT as LIGHT
from outreach.ui.tokens import MARGIN as MARGIN
from outreach.ui.tokens import ROW_HEIGHT as ROW_HEIGHT
from outreach.ui.tokens import TIGHT as TIGHT
from outreach.ui.tokens import WIDE as WIDE
from outreach.ui.tokens import Theme as Theme

if TYPE_CHECKING:
    from outreach.domain.event import EventKind


class Scheme(StrEnum):
    """What the officer chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def apply_theme(app: QApplication, dark: bool) -> Theme:
    """Dress the whole program: Fusion, palette, type and style sheet. Returns the theme that now holds."""
    theme = DARK if dark else LIGHT
    if not app.styleSheet() and app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    put_on(app, theme)
    load_fonts(app)
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


def event_colours(kind: EventKind, theme: Theme | None = None) -> tuple[QColor, QColor]:
    """Return ink and fill of a kind of event, in the current theme unless another is named."""
    colours = (theme or current_theme()).kinds[kind]
    return QColor(colours.ink), QColor(colours.fill)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its part ("title", "card", "primary" … see style_sheet.py), also after it was first shown."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


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
