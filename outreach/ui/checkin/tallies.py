"""The counts on top: how many are on the list, came, are not known, did not come, and walked in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.services.guests import Tally
from outreach.ui.theme import GAP, MARGIN, set_role
from outreach.ui.words import Words

COUNTS = {
    "listed": N_("On the list"),
    "came": N_("Came"),
    "unknown": N_("Unknown"),
    "absent": N_("Did not come"),
    "walk_ins": N_("Walk-ins"),
}


class Tallies(QWidget):
    """Five numbers side by side."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.numbers: dict[str, QLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for name, text in COUNTS.items():
            row.addWidget(self._card(name, text), 1)

    def show_tally(self, tally: Tally) -> None:
        """Show the numbers."""
        for name, label in self.numbers.items():
            number = self._words.language.number(getattr(tally, name))
            label.setText(number)
            label.setAccessibleName(f"{self._words(COUNTS[name])}: {number}")

    def _card(self, name: str, text: str) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        number, caption = QLabel("–"), QLabel()
        set_role(number, "title")
        set_role(caption, "caption")
        self._words.bind(caption.setText, text)
        self.numbers[name] = number
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(0)
        for label in (number, caption):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        return card
