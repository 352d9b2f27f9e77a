"""What Today says of invitations: letters that wait or are unclear, and answers for an officer to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.invitation import Invitation
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.invitations.due_lines import Deed, Sentence
from outreach.ui.invitations.outbox import OutboxLines
from outreach.ui.invitations.window_words import DECIDE

if TYPE_CHECKING:
    from outreach.services.house import House

_CONCERNED = (Kind.INVITATION, Kind.REPLY, Kind.GUEST, Kind.EVENT)


class InvitationsToday(QWidget):
    """The sentences; nothing is seen while nothing waits."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.outbox = OutboxLines(context, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.outbox.lines)
        self.hide()
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """Read what waits."""
        house = self._context.house
        self._context.read(lambda: _look(house), lambda found: self._show(*found), self)

    def _show(self, waiting: list[Invitation], unclear: list[Invitation], to_decide: int) -> None:
        words, wishes = self._context.words, self._context.wishes
        sentences = []
        if to_decide:
            deed = Deed(words(N_("Decide…")), wishes.answers.emit)
            sentences.append(Sentence("decide", words.count(DECIDE, to_decide), (deed,), "help", "warning"))
        self.outbox.show(waiting, unclear, sentences)
        self.setVisible(bool(waiting or unclear or to_decide))

    def changeEvent(self, event: QEvent) -> None:
        """Icons in sentences follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self.read)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self.read()


def _look(house: House) -> tuple[list[Invitation], list[Invitation], int]:
    waiting = [one.invitation for one in house.outbox.waiting()]
    return waiting, house.outbox.unclear(), len(house.replies.pending())
