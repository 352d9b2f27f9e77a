"""Events that wait for an officer: what differs between here and the server, and whose side is to stand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.services.shared_calendar import Conflict
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, set_role

OURS = N_("Let ours stand")
THEIRS = N_("Let theirs stand")


class ConflictLines(QWidget):
    """One card an event. `decided` carries its UID, and True for our side."""

    decided = Signal(str, bool)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.cards: list[QFrame] = []
        self.hide()

    def show_conflicts(self, found: list[Conflict]) -> None:
        """Show what waits, in place of what was shown."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [self._card(one) for one in found]
        for card in self.cards:
            self._column.addWidget(card)
        self.setVisible(bool(found))

    def _card(self, conflict: Conflict) -> QFrame:
        words = self._context.words
        card = QFrame()
        set_role(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        title, why = QLabel(conflict.title), QLabel(words(conflict.reason))
        set_role(title, "subheading")
        set_role(why, "muted")
        for label in (title, why):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        for one in conflict.differences:
            text = words(
                N_("{what}: here {ours}, there {theirs}"), what=words(one.label), ours=shown(one.ours), theirs=shown(one.theirs)
            )
            said = QLabel(text)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setWordWrap(True)
            column.addWidget(said)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for text, ours in ((OURS, True), (THEIRS, False)):
            button = QPushButton(words(text))
            button.clicked.connect(lambda _=False, ours=ours: self.decided.emit(conflict.uid, ours))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return card


def shown(lines: str) -> str:
    """Return raw calendar lines as people read them: the values alone, unescaped; a dash for what is not there."""
    values = [line.partition(":")[2] for line in lines.splitlines() if not line.startswith(("X-", "BEGIN", "END", "TRANSP"))]
    text = ", ".join(value.replace("\\n", " ").replace("\\", "") for value in values if value)
    return text[:120] or "–"
