"""Undo and redo over the whole workspace: what comes next, by name, and what to say when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from outreach.domain.changes import Changes, Reversal
from outreach.language import N_, NN_
from outreach.ui.context import Context

if TYPE_CHECKING:
    from outreach.services.history import Action

KEPT = NN_("{n} record was kept because it was edited since.", "{n} records were kept because they were edited since.")
_FROZEN = NN_(
    "{n} record stays: its tender is advertised or it has been published. Write an addition instead.",
    "{n} records stay: their tender is advertised or they have been published. Write additions instead.",
)


class UndoDesk(QObject):
    """Knows what *Undo* and *Redo* would do (`changed` tells), and does it. Its changes carry the desk as their origin."""

    changed = Signal()
    reversed = Signal(str, bool)
    """A finished sentence, and whether it was an undo (else a redo)."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.next_undo: Action | None = None
        self.next_redo: Action | None = None
        context.changes.changed.connect(self._look)
        self._look()

    def undo(self, action: UUID | None = None) -> None:
        """Take the last action back, or the named one."""
        house = self._context.house
        self._context.tasks.run(lambda: house.history.undo(action), self._undone, owner=self)

    def redo(self) -> None:
        """Do the last thing that was taken back again."""
        house = self._context.house
        self._context.tasks.run(house.history.redo, self._redone, owner=self)

    def say(self, changes: Changes | Action) -> str:
        """Write what an action did, in the window's language."""
        return self._context.words(changes.title, **changes.values)

    def _look(self) -> None:
        house = self._context.house

        def take(found: tuple[Action | None, Action | None]) -> None:
            self.next_undo, self.next_redo = found
            self.changed.emit()

        self._context.read(lambda: (house.history.next_undo(), house.history.next_redo()), take, self)

    def _undone(self, reversal: Reversal) -> None:
        self._tell(reversal, self._context.words(N_("Undone: {what}"), what=self._what(reversal)), True)

    def _redone(self, reversal: Reversal) -> None:
        self._tell(reversal, self._context.words(N_("Done again: {what}"), what=self._what(reversal)), False)

    def _what(self, reversal: Reversal) -> str:
        return self._context.words(reversal.title, **reversal.values)

    def _tell(self, reversal: Reversal, sentence: str, undone: bool) -> None:
        frozen = sum(one.reason == "frozen" for one in reversal.kept)
        for text, count in ((KEPT, len(reversal.kept) - frozen), (_FROZEN, frozen)):
            sentence = f"{sentence}. {self._context.words.count(text, count)}" if count else sentence
        self._context.changes.publish(reversal.changes, self)
        self.reversed.emit(sentence, undone)
