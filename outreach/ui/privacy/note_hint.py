"""The quiet hint while a note is typed: personal identity numbers and sensitive words (GDPR articles 9 and 10).

It never stops anybody. "It is meant" puts it away for what stands there; a new word brings it back.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QWidget

from outreach.domain.note_lint import HINT, TOPIC_LABELS, Finding, Topic, findings
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.theme import GAP, set_role

#: Milliseconds after the last letter.
_PAUSE = 400
MEANT = N_("It is meant (Alt+M)")


class NoteHint(QWidget):
    """Watches one editor; hidden while there is nothing to say. `numbers`: also personal numbers, unless told elsewhere."""

    def __init__(self, context: Context, editor: QPlainTextEdit, *, numbers: bool = True) -> None:
        super().__init__()
        self._context, self._editor = context, editor
        self._numbers = numbers
        self._meant: frozenset[str] = frozenset()
        self._found: list[Finding] = []
        self.sentence, self.meant_button = QLabel(), QToolButton()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        set_role(self.sentence, "warning")
        # A click or its key: Tab goes on from the note as ever.
        self.meant_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        context.words.bind(self.meant_button.setText, MEANT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.meant_button, 0, Qt.AlignmentFlag.AlignTop)
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.look)
        editor.textChanged.connect(self._pause.start)
        self.meant_button.clicked.connect(self.mean_it)
        QShortcut(QKeySequence("Alt+M"), self, self.mean_it)
        context.words.changed.connect(self._speak)
        self.hide()

    def look(self) -> None:
        """Look at what stands there now."""
        text = self._editor.toPlainText()
        if not text:
            self._meant = frozenset()
        self._found = [
            one
            for one in findings(text)
            if one.word.casefold() not in self._meant and (self._numbers or one.topic is not Topic.PERSONAL_NUMBER)
        ]
        self._speak()

    def mean_it(self) -> None:
        """Put the hint away for the words that stand there."""
        self._meant |= {one.word.casefold() for one in self._found}
        self.look()
        self._editor.setFocus()

    def _speak(self) -> None:
        words = self._context.words
        topics = list(dict.fromkeys(words(TOPIC_LABELS[one.topic]) for one in self._found))
        said = words(HINT, topics=", ".join(topics)) if topics else ""
        self.sentence.setText(said)
        self._editor.setAccessibleDescription(said)
        self.setVisible(bool(said))
