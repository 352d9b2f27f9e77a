"""What Today says of letters: a link in its head, and the window behind it with what waits, is unclear or is to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.invitation import Invitation
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.invitations.due_lines import Deed, Sentence
from outreach.ui.invitations.outbox import OutboxLines
from outreach.ui.invitations.window_words import DECIDE
from outreach.ui.theme import MARGIN, WIDE, set_role

if TYPE_CHECKING:
    from outreach.services.house import House

_CONCERNED = (Kind.INVITATION, Kind.REPLY, Kind.GUEST, Kind.EVENT)
LETTERS = NN_("{n} letter", "{n} letters")
ANSWERS = NN_("{n} answer", "{n} answers")


class LettersToday(QPushButton):
    """The link: "3 letters · 1 answer". It is hidden while nothing waits, and opens the sentences with their buttons."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.window_of_letters = LettersWindow(context, self)
        set_role(self, "link")
        self.hide()
        self.clicked.connect(self.open_window)
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self.read)
        self.read()

    @property
    def outbox(self) -> OutboxLines:
        """The sentences behind the link."""
        return self.window_of_letters.outbox

    def read(self) -> None:
        """Read what waits."""
        house = self._context.house
        self._context.read(lambda: _look(house), lambda found: self._show(*found), self)

    def open_window(self) -> None:
        """Show the sentences."""
        self.window_of_letters.open()

    def _show(self, waiting: list[Invitation], unclear: list[Invitation], to_decide: int) -> None:
        words = self._context.words
        self.window_of_letters.show_letters(waiting, unclear, to_decide)
        letters = len(waiting) + len(unclear)
        said = [words.count(LETTERS, letters)] if letters else []
        self.setText(" · ".join([*said, words.count(ANSWERS, to_decide)] if to_decide else said))
        self.setToolTip("\n".join(one.text for one in self.outbox.lines.sentences))
        self.setVisible(bool(letters or to_decide))
        if not (letters or to_decide):
            self.window_of_letters.close()

    def changeEvent(self, event: QEvent) -> None:
        """Icons in sentences follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self.read)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self.read()


class LettersWindow(QDialog):
    """The sentences: what waits is sent, what is unclear is settled, an answer is decided."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Letters and answers"))
        self.outbox = OutboxLines(context, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.addWidget(self.outbox.lines)
        column.addStretch(1)
        self.setMinimumWidth(620)

    def show_letters(self, waiting: list[Invitation], unclear: list[Invitation], to_decide: int) -> None:
        """Show what waits."""
        sentences = []
        if to_decide:
            words = self._context.words
            deed = Deed(words(N_("Decide…")), self._decide)
            sentences.append(Sentence("decide", words.count(DECIDE, to_decide), (deed,), "help", "warning"))
        self.outbox.show(waiting, unclear, sentences)

    def _decide(self) -> None:
        self.close()
        self._context.wishes.answers.emit()


def _look(house: House) -> tuple[list[Invitation], list[Invitation], int]:
    waiting = [one.invitation for one in house.outbox.waiting()]
    return waiting, house.outbox.unclear(), len(house.replies.pending())
