"""The numbers of the day, large enough to be read across the booth."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from outreach.language import NN_
from outreach.ui.checkin.big import larger
from outreach.ui.theme import GAP, MARGIN, set_role
from outreach.ui.words import Words

CONVERSATIONS = NN_("conversation today", "conversations today")
QUESTIONS = NN_("question today", "questions today")
_TIMES = (4.0, 2.5)


class Counters(QWidget):
    """How many conversations and how many questions without a person there were here today."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._shown = (0, 0)
        self.conversations, self._talks = QLabel(), QLabel()
        self.questions, self._asked = QLabel(), QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._card(self.conversations, self._talks, _TIMES[0]), 3)
        row.addWidget(self._card(self.questions, self._asked, _TIMES[1]), 2)
        words.changed.connect(self._speak)
        self._speak()

    def show_counts(self, conversations: int, questions: int) -> None:
        """Show the numbers."""
        self._shown = (conversations, questions)
        self._speak()

    def _speak(self) -> None:
        language = self._words.language
        pairs = ((self.conversations, self._talks, CONVERSATIONS), (self.questions, self._asked, QUESTIONS))
        for count, (number, caption, forms) in zip(self._shown, pairs, strict=True):
            number.setText(language.number(count))
            caption.setText(self._words.count(forms, count))
            number.setAccessibleName(f"{language.number(count)} {caption.text()}")

    def _card(self, number: QLabel, caption: QLabel, times: float) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        number.setFont(larger(number, times, bold=True))
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        caption.setWordWrap(True)
        set_role(caption, "muted")
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(number)
        column.addWidget(caption)
        column.addStretch(1)
        return card
