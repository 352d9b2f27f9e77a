"""What stands in place of the list while the search goes on: how far it is, and *Cancel*."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.theme import MARGIN
from outreach.ui.words import Words

_WIDTH = 420


class SearchingPage(QWidget):
    """Shows the progress of a search."""

    cancelled = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.bar, text, self.cancel_button = QProgressBar(), QLabel(), QPushButton()
        self.bar.setFixedWidth(_WIDTH)
        words.bind(text.setText, N_("Looking for records that stand twice…"))
        words.bind(self.bar.setAccessibleName, N_("Progress"))
        words.bind(self.cancel_button.setText, N_("Cancel"))
        self.cancel_button.clicked.connect(self.cancelled)
        column = QVBoxLayout(self)
        column.setSpacing(MARGIN)
        column.addStretch(1)
        for widget in (text, self.bar, self.cancel_button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is; a total of 0 is not known yet."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
