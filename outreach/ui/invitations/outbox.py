"""What the outbox holds of one event, or of all: sentences with *Send now*, *It arrived*, *Send again*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outreach.domain.changes import Changes
from outreach.domain.invitation import Invitation
from outreach.ui.context import Context
from outreach.ui.invitations.due_lines import DueLines, Sentence
from outreach.ui.invitations.outbox_words import outbox_sentences
from outreach.ui.invitations.sender import SendWindow


class OutboxLines(QObject):
    """The lines and what their buttons do. Without an event they are about everything."""

    def __init__(self, context: Context, window: QWidget, event_id: UUID | None = None) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._event = event_id
        self.lines = DueLines(primary=False)

    def show(
        self, waiting: Sequence[Invitation], unclear: Sequence[Invitation], more: Sequence[Sentence] = ()
    ) -> None:
        """Show what waits and what is unclear; `more` stands below."""
        sentences = outbox_sentences(
            waiting, unclear, self._context.words, send=self.send, settle=self._settle, drop=self._drop
        )
        self.lines.show_sentences([*sentences, *more])

    def send(self) -> None:
        """Ask once, then send what waits."""
        SendWindow(self._context, self._window).ask()

    def _settle(self, ids: list[UUID], arrived: bool) -> None:
        house = self._context.house
        self._write(lambda: house.outbox.settle(ids, arrived))

    def _drop(self, ids: list[UUID]) -> None:
        house = self._context.house
        self._write(lambda: house.outbox.drop(ids))

    def _write(self, work: Callable[[], Changes]) -> None:
        self._context.write(work, self)
