"""What stands in the window before work begins: a card, what is under way, and *trouble* with what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from outreach.explain import Explanation
from outreach.language import N_
from outreach.ui.icons import application_icon, pixmap
from outreach.ui.theme import GAP, MARGIN, WIDE, current_theme
from outreach.ui.words import Words


class Card(QFrame):
    """A card in the middle of an empty window; fill `column`."""

    def __init__(self, width: int = 520) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * WIDE, 2 * MARGIN, 2 * WIDE, 2 * MARGIN)
        self.column.setSpacing(GAP)

    def say(self, text: str, role: str = "") -> QLabel:
        """Add a text of its own line."""
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", role)
        self.column.addWidget(label)
        return label


def centred(card: QWidget) -> QVBoxLayout:
    """Return a layout with the card in the middle."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    column = QVBoxLayout()
    column.addStretch(2)
    column.addLayout(row)
    column.addStretch(3)
    return column


class UnderWay(QObject):
    """The picture, the sentence and the bar in the middle of `place` about what is under way."""

    def __init__(self, words: Words, cancel: Callable[[], None], place: QWidget) -> None:
        super().__init__(place)
        self._picture = QLabel()
        self._picture.setPixmap(application_icon().pixmap(64, 64))
        self._sentence = QLabel()
        self._sentence.setProperty("role", "muted")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(280)
        self._stop = QPushButton()
        words.bind(self._stop.setText, N_("Cancel"))
        self._stop.clicked.connect(cancel)
        column = QVBoxLayout(place)
        column.setSpacing(MARGIN)
        column.addStretch(2)
        for widget in (self._picture, self._sentence, self._bar, self._stop):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._words = words

    def begin(self, text: str, *, stoppable: bool = False) -> None:
        """Say a catalogue text, with an endless bar."""
        self._words.bind(self._sentence.setText, text)
        self._bar.setRange(0, 0)
        self._stop.setVisible(stoppable)

    def report(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def show_work(self, shown: bool) -> None:
        """Show or hide all of it."""
        for part in (self._picture, self._sentence, self._bar):
            part.setVisible(shown)


class TroublePage(QWidget):
    """Why a workspace does not open, and what can be done now."""

    def __init__(self, words: Words, explanation: Explanation, choices: list[tuple[str, Callable[[], None]]]) -> None:
        super().__init__()
        card = Card(720)
        picture = QLabel()
        picture.setPixmap(pixmap("warning", 40, QColor(current_theme().warning), 2.0))
        card.column.addWidget(picture)
        self.title = card.say(explanation.title, "title")
        self.sentence = card.say(explanation.sentence)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.say(explanation.next_step, "muted")
        card.column.addSpacing(MARGIN)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.buttons: list[QPushButton] = []
        for number, (text, act) in enumerate(choices):
            button = QPushButton(words(text))
            if number == 0:
                button.setProperty("role", "primary")
                button.setDefault(True)
            button.clicked.connect(act)
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        self._column = card.column
        card.column.addLayout(row)
        self.setLayout(centred(card))

    def offer_line(self, words: Words, told: str, keep: Callable[[str], str]) -> QLineEdit:
        """Take conversations, a line each, while the server is away: `keep` says what became of one. `told` says how it stands."""
        line, said = QLineEdit(), QLabel(told)
        words.bind(line.setPlaceholderText, N_("Log a conversation in one line; it is sent when the server answers."))
        words.bind(line.setAccessibleName, N_("Log a conversation in one line; it is sent when the server answers."))
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setProperty("role", "muted")

        def entered() -> None:
            if line.text().strip():
                said.setText(keep(line.text()))
                line.clear()

        line.returnPressed.connect(entered)
        self._column.addSpacing(MARGIN)
        self._column.addWidget(line)
        self._column.addWidget(said)
        return line
