"""The line where a name is typed at the door: it narrows the list at once, and Enter checks in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from outreach.language import N_
from outreach.ui.checkin.big import larger
from outreach.ui.icons import icon
from outreach.ui.theme import set_role
from outreach.ui.words import Words

_TALL = 44
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class CheckInSearch(QLineEdit):
    """The search line. What the keys mean there depends on what the window shows; it only tells which was pressed."""

    entered = Signal()
    walk_in = Signal()
    one_more = Signal()
    stepped = Signal(int)
    left = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)
        self.setFont(larger(self, 1.3))
        set_role(self, "search")
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        words.bind(self.setPlaceholderText, N_("Who is here? Name or company"))
        words.bind(self.setAccessibleName, N_("Who is here? Name or company"))

    def sizeHint(self) -> QSize:
        """Be higher than other lines: this is the one that a queue waits for."""
        return QSize(super().sizeHint().width(), _TALL)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window while nothing is typed: there it takes back what was marked."""
        asked = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and not self.text() and event.matches(QKeySequence.StandardKey.Undo):  # type: ignore[attr-defined]
            event.ignore()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of the keys that act; everything else is typing. A key held down acts once."""
        key = event.key()
        if key in _ENTER:
            if not event.isAutoRepeat():
                with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                (self.walk_in if with_control else self.entered).emit()
        elif event.text() == "+" and not self.text():
            if not event.isAutoRepeat():
                self.one_more.emit()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
