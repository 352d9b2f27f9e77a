"""Where foreign exceptions end: SQLite's, PostgreSQL's and the disk's become those of `errors.py`."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlcipher3 import dbapi2

from outreach.errors import (
    CannotWrite,
    DiskFault,
    DiskFull,
    OutreachError,
    WorkspaceDamaged,
    WorkspaceInUse,
    WorkspaceMissing,
    WorkspaceReadOnly,
)

# Primary result codes of SQLite (sqlite.org/rescode.html); extended codes carry them in the low byte.
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

#: Extended codes of SQLITE_IOERR that tell of what is on the disk: _READ, _SHORT_READ, _DATA, _CORRUPTFS.
_UNREADABLE = frozenset({266, 522, 8202, 8458})
#: With less room than this, in bytes, an error without a reason (fsync, a shared memory file) is that of a full disk.
_NO_ROOM = 128 * 1024


#: PostgreSQL's insufficient_privilege: the login may not do that.
_NOT_ALLOWED = "42501"

#: So much room lets work go on: a save, its log, and the reserve that is taken again, in bytes.
_ROOM = 32 << 20


@contextmanager
def known_faults(place: str) -> Iterator[None]:
    """Turn what the database driver raises inside into an `OutreachError` about the workspace at `place`."""
    try:
        yield
    except dbapi2.Error as error:
        known = _of_code(getattr(error, "sqlite_errorcode", 0), place, str(error))
        if known is None:
            raise
        raise known from error
    except DBAPIError as error:
        known = _translated(error, place)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise disk_fault(error, place) from error


def disk_fault(error: OSError, path: Path | str) -> OutreachError:
    """Return the known error for a failed file operation on `path`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return WorkspaceReadOnly(path)
    if error.errno == errno.ENOENT:
        return WorkspaceMissing(path)
    if error.errno == errno.EIO:
        return DiskFault(path)
    return CannotWrite(path, error.strerror or "")


def disk_full(path: Path | str, *, relieved: bool = False) -> DiskFull:
    """Return the error of a full disk, with its drive and how much must be made free there: twice what a save ever needs."""
    if "://" in str(path):
        return DiskFull(path)
    folder = Path(path).absolute().parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        free = 0
    drive = folder
    while not os.path.ismount(drive) and drive != drive.parent:
        drive = drive.parent
    return DiskFull(path, str(drive), max(_ROOM - free, 1 << 20), relieved=relieved)


def _translated(error: DBAPIError, place: str) -> OutreachError | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is None:
        if getattr(error.orig, "sqlstate", None) == _NOT_ALLOWED and "://" in place:
            return WorkspaceReadOnly(place)
        unreachable = isinstance(error, OperationalError) or error.connection_invalidated
        if not unreachable or "://" not in place:
            return None
        # Loaded when a server fails: a workspace file needs nothing of it.
        from outreach.storage.server_faults import of_server

        return of_server(place, error.orig)
    return _of_code(code, place, str(error.orig))


def _of_code(code: int, place: str, detail: str) -> OutreachError | None:
    primary = code & 0xFF
    if primary == _IOERR and code not in _UNREADABLE:
        # A disk that does not take what it is given says nothing of what lies on it: no reason to go back to a backup.
        return disk_full(place) if _is_full(place) else DiskFault(place)
    if primary == _FULL or (primary == _CANTOPEN and _is_full(place)):
        return disk_full(place)
    if primary in (_BUSY, _LOCKED):
        return WorkspaceInUse(place, "")
    if primary in (_READONLY, _CANTOPEN):
        return WorkspaceReadOnly(place)
    # Whoever opens a file has looked at its first bytes, or has its key: what is no database then was one.
    if primary in (_CORRUPT, _IOERR, _NOTADB):
        return WorkspaceDamaged(place, detail)
    return None


def _is_full(place: str) -> bool:
    try:
        return shutil.disk_usage(Path(place).parent).free < _NO_ROOM
    except OSError:
        return False
