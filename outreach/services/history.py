"""History, undo and redo: one mechanism for a save, a delete, a whole import (design, section 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import HistoryEntry, Reversal
from outreach.errors import NothingToUndo
from outreach.services.steady import full_collections_put_off

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.journal import ActionRow


Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Action:
    """One action as people see it: `title` is a catalogue text filled with `values`."""

    id: UUID
    at: datetime
    who: str
    title: str
    values: dict[str, str]
    is_undo: bool


class History:
    """Reads and reverses the journal."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def of(self, record_id: UUID) -> list[HistoryEntry]:
        """Return what happened to a record, latest first."""
        with self.database.read() as view:
            return view.history(record_id)

    def actions(self, most: int = 50) -> list[Action]:
        """Return the latest actions, newest first."""
        with self.database.read() as view:
            return [_action(row) for row in view.actions(most)]

    def next_undo(self) -> Action | None:
        """Return what undo would take back, or None."""
        with self.database.read() as view:
            row = view.last_undoable()
        return _action(row) if row else None

    def next_redo(self) -> Action | None:
        """Return what redo would do again, or None."""
        with self.database.read() as view:
            row = view.last_redoable()
        return _action(row) if row else None

    def undo(self, action_id: UUID | None = None, progress: Report | None = None) -> Reversal:
        """Take the last action back, or the named one. What was edited since is kept and listed. Raises NothingToUndo.

        `progress(done, total)` counts what the action wrote; when it raises Cancelled, nothing is taken back.
        """
        with self.database.read() as view:
            row = view.last_undoable() if action_id is None else view.undoable(action_id)
        if row is None:
            raise NothingToUndo
        return self._reverse(row, in_turn=action_id is None, progress=progress)

    def redo(self) -> Reversal:
        """Take the last undo back. Raises NothingToUndo."""
        with self.database.read() as view:
            row = view.last_redoable()
        if row is None:
            raise NothingToUndo
        return self._reverse(row, in_turn=True)

    @full_collections_put_off()
    def _reverse(self, row: ActionRow, *, in_turn: bool, progress: Report | None = None) -> Reversal:
        with self.database.undoing(row) as work:
            count, kept = work.undo(row.id, progress)
            if in_turn:
                # Even when all of it had to be kept: the next undo goes on to the action before.
                work.settle()
        return Reversal(work.changes, row.id, row.title, row.values, count, tuple(kept))


def _action(row: ActionRow) -> Action:
    return Action(row.id, row.at, row.who, row.title, row.values, row.undoes is not None)
