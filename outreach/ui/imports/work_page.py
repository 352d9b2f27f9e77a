"""What stands in the window while files are read or records are kept: what is being done and how far it has come."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, set_role

_WIDTH = 360


class WorkPage(QWidget):
    """A sentence, a bar and the numbers below it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self.working, self._numbers = QLabel(), QLabel()
        set_role(self.working, "subheading")
        set_role(self._numbers, "caption")
        self.bar = QProgressBar()
        self.bar.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setSpacing(MARGIN)
        column.addStretch(2)
        column.addWidget(self.working, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._numbers, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(GAP)
        column.addStretch(3)

    def begin(self, text: str) -> None:
        """Say what is being done; `text` is a catalogue text. How much of it there is comes later."""
        self.working.setText(self._words(text))
        self._numbers.clear()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.working.text())

    def report(self, done: int, total: int) -> None:
        """Show how far it has come; a total of 0 is not known yet."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if total > 1:
            number = self._words.language.number
            self._numbers.setText(self._words(N_("{done} of {total}"), done=number(done), total=number(total)))
