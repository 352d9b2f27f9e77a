"""A line above the calendar that says what follows from what was just done, with a button to do it. It takes no focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, set_role


class Notice(QFrame):
    """Shows one sentence until it is done, put away, or the picture is left."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        set_role(self, "notice")
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.button = QPushButton()
        self.button.clicked.connect(self._do)
        self._act: Callable[[], object] | None = None
        close = QToolButton()
        put_icon(close, "close", "muted")
        context.words.bind(close.setToolTip, N_("Close this message"))
        context.words.bind(close.setAccessibleName, N_("Close this message"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP, GAP, GAP)
        row.setSpacing(MARGIN)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button)
        row.addWidget(close)
        self.hide()

    def say(self, sentence: str, button: str, act: Callable[[], object]) -> None:
        """Show a finished sentence and what can be done about it."""
        self._act = act
        self.sentence.setText(sentence)
        self.button.setText(button)
        self.setAccessibleName(sentence)
        self.show()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _do(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()
