"""One writer: a lock file beside the workspace, held by the operating system for as long as the process lives.

The lock is the system's (flock, LockFileEx through msvcrt), so a killed process leaves none behind and nobody ever has to
delete a file by hand. What stands in the file says who holds it, and what the holder left (`as_left.py`).
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

from outreach.errors import WorkspaceInUse
from outreach.storage.faults import disk_fault

# The lock sits on one byte far beyond the text, so that others can read who holds it on Windows too.
_LOCKED_BYTE = 1 << 20


class WriterLock:
    """The right to write one workspace. Raises WorkspaceInUse when another process keeps it longer than `patience` seconds."""

    def __init__(self, workspace: Path, patience: float = 0.0) -> None:
        self.path = lock_file(workspace)
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise disk_fault(error, workspace) from error
        deadline = time.monotonic() + patience
        while not self._taken():
            if time.monotonic() >= deadline:
                os.close(self._file)
                raise WorkspaceInUse(workspace, read_holder(self.path))
            time.sleep(0.05)
        #: What the last holder left written here: after a clean close what it left, after a crash what it was at.
        self.found = self._read()
        self.say({})

    def _taken(self) -> bool:
        try:
            if sys.platform == "win32":
                import msvcrt

                os.lseek(self._file, _LOCKED_BYTE, os.SEEK_SET)
                msvcrt.locking(self._file, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _read(self) -> dict[str, Any]:
        try:
            os.lseek(self._file, 0, os.SEEK_SET)
            return _dict(os.read(self._file, 4096))
        except OSError:
            return {}

    def say(self, what: dict[str, Any]) -> None:
        """Write down who holds the lock, and what else the next one to take it shall know if this process dies."""
        self._write({"process": os.getpid(), "computer": socket.gethostname()} | what)

    def _write(self, text: dict[str, Any]) -> None:
        # A full disk must not keep anybody from opening what is there; half a text is read as none.
        with contextlib.suppress(OSError):
            data = json.dumps(text).encode()
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, data)
            os.ftruncate(self._file, len(data))

    def release(self, left: dict[str, Any] | None = None) -> None:
        """Give the right back and leave word. The file stays: removing it would let two processes lock two different files."""
        if self._file >= 0:
            self._write(left or {})
            os.close(self._file)
            self._file = -1


def lock_file(workspace: Path) -> Path:
    """Return where the lock of a workspace lies."""
    return workspace.with_name(workspace.name + ".lock")


def read_found(file: Path) -> dict[str, Any]:
    """Return what stands in a lock file, nothing when that cannot be read."""
    try:
        return _dict(file.read_bytes())
    except OSError:
        return {}


def _dict(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def read_holder(file: Path) -> str:
    """Return who holds the lock, as "computer, process 123", or an empty text when that cannot be read."""
    try:
        holder = json.loads(file.read_text("utf-8"))
        return f"{holder['computer']}, {holder['process']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
