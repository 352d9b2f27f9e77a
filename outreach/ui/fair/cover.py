"""Hides what others need not see: a cover that lies over a part of the window without taking the keyboard from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from outreach.ui.theme import WIDE, set_role


class Cover(QFrame):
    """Lies over `hidden` while it is shown and follows its size. `touched` comes with a click."""

    touched = Signal()

    def __init__(self, hidden: QWidget) -> None:
        super().__init__(hidden.parentWidget())
        self._hidden = hidden
        self.sentence = QLabel()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.sentence, "muted")
        set_role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.addWidget(self.sentence)
        hidden.installEventFilter(self)
        self.hide()

    def cover(self, on: bool) -> None:
        """Lie over it, or go away."""
        self.setVisible(on)
        if on:
            self._lie_over()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is hidden."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._lie_over()
        return super().eventFilter(watched, event)

    def _lie_over(self) -> None:
        # Two pixels more, so that no edge looks out behind the round corners.
        self.setGeometry(self._hidden.geometry().adjusted(-2, -2, 2, 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click asks for what is hidden."""
        super().mouseReleaseEvent(event)
        self.touched.emit()
