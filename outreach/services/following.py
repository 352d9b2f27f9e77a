"""What others have done on a shared workspace since one looked last, so that each window shows what is true now."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes

if TYPE_CHECKING:
    from outreach.storage.database import Database

#: Actions get their numbers when they begin and are seen when they end: so many of the latest are looked at again.
_OVERLAP = 200


class Following:
    """Tells what was done by others. One for each window; `look` is called every few seconds and costs one short statement."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._number: int | None = None
        self._seen: deque[UUID] = deque(maxlen=4 * _OVERLAP)

    def own(self, changes: Changes) -> None:
        """Say what this window did itself: it knows."""
        if changes.action is not None:
            self._seen.append(changes.action)

    def look(self) -> Changes | None:
        """Return what others touched since the last look, None for nothing. Raises WorkspaceUnreachable."""
        from outreach.storage import journal

        with self._database.read() as view:
            latest = journal.latest(view.connection)
            if self._number is None:
                self._number = latest
                self._seen.extend(journal.touched_since(view.connection, max(0, latest - _OVERLAP), ()))
                return None
            found = journal.touched_since(view.connection, max(0, self._number - _OVERLAP), self._seen)
        self._number = latest
        self._seen.extend(found)
        touched = frozenset(one for records in found.values() for one in records)
        return Changes(action=next(reversed(found)), touched=touched) if touched else None
