"""Tells when nobody has touched the program for a while. Asks the clock four times a minute, and at each key and click.

Only the windows of the system are listened to (key, click, wheel, move), not each widget's events: a filter written in Python over
all events would cost more than the painting. The clock on the wall counts, because the other one stands still while a computer
sleeps: a lid that was closed over lunch locks at once when it is opened, before the first key counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

#: So often it is looked, in milliseconds.
LOOK_EVERY = 15_000
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`idle` comes once when nobody has touched the program for `limit()` seconds (0: never)."""

    idle = Signal()
    pressed = Signal(object)
    """A key was pressed in some window (QKeyEvent)."""

    def __init__(self, limit: Callable[[], float], parent: QObject, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._limit = limit
        self._clock = clock
        self._last = clock()
        self._told = False
        self._watched: set[int] = set()
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen)
        for window in app.topLevelWindows():
            self._listen(window)
        self._timer.start()

    def touched(self) -> None:
        """Somebody is here."""
        self._last = self._clock()
        self._told = False

    def look(self) -> bool:
        """Tell when it has been too long; return whether it has."""
        limit = self._limit()
        if limit <= 0 or self._clock() - self._last < limit:
            return False
        if not self._told:
            self._told = True
            self.idle.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a sign of life; what comes too late locks first and is not taken for one."""
        if event.type() in _SIGNS:
            if not self._told and self.look():
                return event.type() != QEvent.Type.MouseMove
            self.touched()
            if event.type() is QEvent.Type.KeyPress:
                self.pressed.emit(event)
        return False

    def _listen(self, window: QWindow | None) -> None:
        if window is not None and id(window) not in self._watched:
            mark = id(window)
            self._watched.add(mark)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._watched.discard(mark))
