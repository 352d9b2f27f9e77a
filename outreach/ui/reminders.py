"""Tells once a day, at the start and at each new day, how much becomes due: by the tray, else by a calm line in the window."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from outreach.domain.listing import Row
from outreach.domain.reminding import is_told, reminder, told_mark
from outreach.domain.when import home_day
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.ui.main_window import MainWindow

TITLE = N_("Outreach")
#: Remembered by the window: the day and workspace of the last reminder, so that a restart says nothing again.
TOLD = "reminders.told"
#: What the preferences keep: off, counts (nothing kept), or names too.
OFF, NAMES = "off", "names"
#: The window paints before it reminds; then it asks each minute whether a new day has begun, in milliseconds.
_FIRST, _EVERY = 2_000, 60_000


class Reminders(QObject):
    """The reminder of one window, for the life of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asking = False
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self.look)

    def begin(self) -> None:
        """The program has started: look when the window stands, and at each new day."""
        QTimer.singleShot(_FIRST, self, self.look)
        self._clock.start()

    def look(self) -> None:
        """Tell what becomes due today, unless that was told already or nobody wants it."""
        context = self._window.context
        if context is None or self._asking or self._wish() == OFF:
            return
        house = context.house
        today = home_day(house.now())
        if is_told(self._window.parts.memory.get(TOLD), today, house.place):
            return
        self._asking = True
        context.tasks.run(
            lambda: house.today.due_today(today), lambda rows: self._tell(rows, today), owner=self, failed=self._failed
        )

    def _tell(self, rows: list[Row], today: date) -> None:
        self._asking = False
        window = self._window
        context = window.context
        if context is None:
            return
        window.parts.memory.keep(TOLD, told_mark(today, context.house.place))
        words = window.parts.words
        said = reminder([_whom(row) for row in rows], words.language, with_names=self._wish() == NAMES)
        if not said:
            return
        icon = window.tray.icon
        if icon is not None and QSystemTrayIcon.supportsMessages():
            icon.showMessage(words(TITLE), said, icon.icon())
        else:
            context.wishes.notify.emit(said)

    def _failed(self, error: Exception) -> None:
        self._asking = False
        if self._window.context is not None:
            self._window.context.tasks.failed.emit(error)

    def _wish(self) -> str:
        return self._window.parts.choices.settings.reminders


def _whom(row: Row) -> str:
    cells = row.cells
    return str(cells.get("person") or cells.get("company") or cells.get("name") or "")
