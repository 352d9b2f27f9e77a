"""Is the file what it was when we last let go of it? Damage is noticed before anything is written on top of it.

SQLite finds one flipped bit in eight at best (reliability.md, fact 4). So the lock file says what was left: after a clean close the
sum of the whole file and the last action; while the workspace is open, the last action that is safely on the disk, so that a log
that vanished after a crash is noticed too. Nothing there is a secret, and a lock file that is missing or says nothing (another
folder, another computer) accuses nobody.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from outreach.errors import WorkspaceDamaged
from outreach.language import N_
from outreach.storage.backup_file import sum_of
from outreach.storage.lock import WriterLock, lock_file, read_found

CHANGED = N_("it is not what it was when it was closed")
LOST = N_("what was saved last is no longer in it")

#: Beyond this size, in bytes, reading all of it would be felt at the start; then the check behind the window has to do.
_LARGEST = 256 << 20


def require_as_left(path: Path, lock: WriterLock) -> None:
    """Raise WorkspaceDamaged when the closed file at `path` is not the one that was left. Call it before a driver opens it."""
    if path.stat().st_size <= _LARGEST and differs(path, lock.found):
        raise WorkspaceDamaged(path, CHANGED)


def last_action(lock: WriterLock | None) -> UUID | None:
    """Return the last action that was surely kept, as the lock file says it."""
    try:
        return UUID(str(lock.found.get("last"))) if lock is not None else None
    except ValueError:
        return None


def require_last_action(engine: Engine, path: Path, lock: WriterLock) -> None:
    """Raise WorkspaceDamaged when the last action that was surely kept is not in the file any more."""
    last = last_action(lock)
    if last is None:
        return
    with engine.connect().execution_options(outreach_reading=True) as connection, connection.begin():
        found = connection.exec_driver_sql("SELECT 1 FROM action WHERE id = ?", (last.hex,)).first()
    if found is None:
        raise WorkspaceDamaged(path, LOST)


class Visit:
    """A line written into a workspace that was opened to be read (the audit log): what is left afterwards is written down anew.

    Raises WorkspaceInUse when somebody has it open for writing, who then sees to that. The file's handle stays open until SQLite
    has closed the file: closing it before would take SQLite's locks away (sqlite.org/howtocorrupt.html, 2.2).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = WriterLock(path)
        self._file = path.open("rb")
        left = self._lock.found.get("sum")
        # A file that was damaged before is not called sound by this.
        self._sound = isinstance(left, str) and hashlib.file_digest(self._file, "sha256").hexdigest() == left

    def end(self) -> None:
        """Leave word. Call it when every connection is closed."""
        self._file.close()
        self._lock.release(what_is_left(self._path, last_action(self._lock)) if self._sound else self._lock.found)


def changes(path: Path) -> list[str]:
    """Say how a workspace that nobody has open for writing differs from how it was left: a catalogue text, or nothing.

    Not for a process that has it open: closing the file here would take SQLite's locks away (sqlite.org/howtocorrupt.html, 2.2).
    """
    return [CHANGED] if differs(path, read_found(lock_file(path))) else []


def differs(path: Path, found: dict[str, Any]) -> bool:
    """Say whether a closed file is not what a lock file says of it; one that says nothing accuses nobody."""
    left, log = found.get("sum"), Path(f"{path}-wal")
    if not isinstance(left, str):
        return False
    if log.exists() and log.stat().st_size > 0:
        # Somebody wrote who does not leave word: a copy of the file with the log of another.
        return True
    return not path.exists() or sum_of(path) != left


def what_is_left(path: Path, last: UUID | None) -> dict[str, Any]:
    """Return what the next one to open the workspace shall find; nothing where others still have it open."""
    try:
        log = Path(f"{path}-wal")
        if (log.exists() and log.stat().st_size > 0) or path.stat().st_size > _LARGEST:
            return {}
        return {"sum": sum_of(path)} | ({"last": str(last)} if last is not None else {})
    except OSError:
        return {}


def take_as_it_is(path: Path) -> None:
    """Forget what was left: the officer has looked and goes on with the file as it is. Raises WorkspaceInUse."""
    WriterLock(path).release()
