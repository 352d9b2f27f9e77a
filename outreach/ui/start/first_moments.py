"""The first moments of a window: when it has been painted, and what is typed before there is a field to type into."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from outreach.ui.main_window import MainWindow

#: A window that is not painted (it starts minimised, or another covers it) goes on all the same after so many milliseconds.
_AT_THE_LATEST = 1_000
#: So long, in milliseconds, what a key has opened may take to have the keyboard before the next one is handed over.
_OPENS_WITHIN = 100
#: More keys than this are a cat on the keyboard.
_MOST_KEYS = 500


class FirstPaint(QObject):
    """Calls `then` once, in the turn after the window's first paint: by then every part of it is on the screen."""

    def __init__(self, window: QMainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(_AT_THE_LATEST, self, self._go_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go_on)
        return False

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
            self.deleteLater()


class TypedAhead(QObject):
    """Keeps the keys that are pressed while a workspace opens, and hands them to what comes: a page, or the passphrase's field.

    They are kept in memory alone, and dropped when something else comes, such as the page that says what stands in the way.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._keys: list[QKeyEvent] = []
        self._listening = False

    def listen(self) -> None:
        """Keep what is typed from now on."""
        if not self._listening:
            self._listening = True
            self._window.installEventFilter(self)

    def drop(self) -> None:
        """Keep nothing more, and forget what was typed."""
        self._keys = []
        if self._listening:
            self._listening = False
            self._window.removeEventFilter(self)

    def hand_over(self) -> None:
        """Let what has the keyboard now have what was typed."""
        keys = self._keys
        self.drop()
        if keys:
            QTimer.singleShot(0, self, lambda: self._hand(keys))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a key."""
        if event.type() is QEvent.Type.KeyPress and len(self._keys) < _MOST_KEYS:
            self._keys.append(event.clone())  # type: ignore[arg-type]
            return True
        return False

    def _hand(self, keys: list[QKeyEvent]) -> None:
        while keys:
            key = keys.pop(0)
            if self._shortcut(key):
                # What it opened takes the keyboard in a turn of its own.
                QTimer.singleShot(_OPENS_WITHIN, self, lambda: self._hand(keys))
                return
            QCoreApplication.sendEvent(QApplication.focusWidget() or self._window, key)

    def _shortcut(self, key: QKeyEvent) -> bool:
        """Run the command of a key, which was not there when it was pressed; return whether it is there now."""
        from PySide6.QtGui import QKeySequence

        pressed = QKeySequence(key.keyCombination())
        action = next((one for one in self._window.menus.actions().values() if one.shortcut() == pressed), None)
        if action is not None:
            action.trigger()
        return action is not None
