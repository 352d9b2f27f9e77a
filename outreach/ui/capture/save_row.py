"""The row below the form: the button that saves, what became of the last save, and the way back to what waits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from outreach.language import N_, NN_
from outreach.ui.capture.form import CaptureForm
from outreach.ui.capture.scribe import Scribe
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import MARGIN, set_role

_WAITS = NN_("Bring {n} back (Ctrl+B)", "Bring back, {n} wait (Ctrl+B)")


class SaveRow(QWidget):
    """Shows what the scribe says until somebody types again. `button` is the one that saves, as large as its window wants it."""

    def __init__(self, context: Context, form: CaptureForm, scribe: Scribe, button: QPushButton) -> None:
        super().__init__()
        self._context = context
        self._form = form
        self._scribe = scribe
        self.status = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.bring_back = QPushButton()
        self.bring_back.hide()
        put_icon(button, "check", "on_accent")
        context.words.bind(button.setText, N_("Save (Ctrl+Enter)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(button)
        row.addWidget(self.status, 1)
        row.addWidget(self.bring_back)
        button.clicked.connect(scribe.save)
        self.bring_back.clicked.connect(scribe.bring_back)
        scribe.said.connect(self.say)
        scribe.waiting_changed.connect(self._show_waiting)
        form.edited.connect(self._typed)
        context.words.changed.connect(self._show_waiting)

    def say(self, sentence: str, role: str) -> None:
        """Show a finished sentence."""
        set_role(self.status, role)
        self.status.setText(sentence)

    def _typed(self) -> None:
        if not self._form.entry().is_empty:
            self.say("", "muted")

    def _show_waiting(self) -> None:
        count = len(self._scribe.waiting)
        self.bring_back.setText(self._context.words.count(_WAITS, count))
        self.bring_back.setVisible(bool(count))
