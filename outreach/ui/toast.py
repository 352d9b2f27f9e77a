"""The toast: one sentence at the bottom of the window about what was just done, with a button to take it back.

It never takes the keyboard: what its button does can be done by a key that stands on it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from outreach.language import N_
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, WIDE
from outreach.ui.words import Words

SECONDS = 8
_WIDEST = 720


class Toast(QFrame):
    """Shows one sentence at a time over its parent, bottom centre, for eight seconds; longer while the pointer is on it."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._act: Callable[[], object] | None = None
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self._sentence = QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._button = QPushButton()
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._clicked)
        self._close = QToolButton()
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        put_icon(self._close, "close", "window")
        words.bind(self._close.setAccessibleName, N_("Close this message"))
        self._close.clicked.connect(self.hide)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP, GAP, GAP)
        row.setSpacing(MARGIN)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said at present."""
        return self._sentence.text()

    def say(self, sentence: str, button: str = "", act: Callable[[], object] | None = None) -> None:
        """Show a finished sentence; with `act`, a button of that text which does it once."""
        self._act = act
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._button.setText(button)
        self._button.setVisible(act is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def forget(self) -> None:
        """Say nothing more, and keep nothing of what was said."""
        self._timer.stop()
        self._act = None
        for part in (self._sentence, self._button):
            part.setText("")
        self.setAccessibleName("")
        self.hide()

    def press(self) -> None:
        """Do what the button does."""
        self._clicked()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Count again from the beginning."""
        self._timer.start()
        super().leaveEvent(event)

    def _clicked(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def _place(self) -> None:
        parent = self._parent
        beside = self._close.sizeHint().width() + 3 * MARGIN
        beside += self._button.sizeHint().width() + MARGIN if self._act is not None else 0
        widest = min(_WIDEST, parent.width() - 2 * WIDE)
        wanted = self._sentence.fontMetrics().horizontalAdvance(self._sentence.text()) + beside + MARGIN
        width = max(min(wanted, widest), 240)
        height = max(self._row.heightForWidth(width), self._button.sizeHint().height() + 2 * GAP)
        self.setGeometry((parent.width() - width) // 2, parent.height() - height - WIDE, width, height)
