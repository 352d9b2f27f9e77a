"""Lines and buttons for a screen that is read from two steps away and touched with a finger."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from outreach.ui.theme import set_role

_TALL = 60
_CLIPBOARD = (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def larger(widget: QWidget, times: float, *, bold: bool = False) -> QFont:
    """Return the widget's type, so many times as large."""
    font = QFont(widget.font())
    font.setPointSizeF(font.pointSizeF() * times)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


class BigLine(QLineEdit):
    """A line that is read from two steps away. `entered` comes with Enter, `down` with the arrow; no key opens a menu.

    Guests write here: what the officer has copied (a list of addresses, perhaps) is never pasted.
    """

    entered = Signal()
    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(larger(self, 2.0))
        self.setMaxLength(200)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def sizeHint(self) -> QSize:
        """Be high enough for a finger."""
        return QSize(super().sizeHint().width(), _TALL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Down are told, Escape does nothing, the rest is typing."""
        if event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() != Qt.Key.Key_Escape and not any(event.matches(one) for one in _CLIPBOARD):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button would paste what the officer has marked elsewhere."""
        if event.button() != Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)


class BigButton(QPushButton):
    """A button for a finger; Enter presses it too."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setFont(larger(self, 1.5))
        if role:
            set_role(self, role)

    def sizeHint(self) -> QSize:
        """Be high enough for a finger."""
        return QSize(super().sizeHint().width(), _TALL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter as well as Space; arrows go on to the next one."""
        if event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
