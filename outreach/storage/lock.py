"""One writer: a lock file beside the workspace, held by the operating system for as long as the process lives.

The lock is the system's (flock, LockFileEx through msvcrt), so a killed process leaves none behind and nobody ever has to
delete a file by hand. What stands in the file is only for the sentence that says who holds it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import time
from pathlib import Path

from outreach.errors import WorkspaceInUse
from outreach.storage.faults import disk_fault

# The lock sits on one byte far beyond the text, so that others can read who holds it on Windows too.
_LOCKED_BYTE = 1 << 20


class WriterLock:
    """The right to write one workspace. Raises WorkspaceInUse when another process keeps it longer than `patience` seconds."""

    def __init__(self, workspace: Path, patience: float = 0.0) -> None:
        self.path = workspace.with_name(workspace.name + ".lock")
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
        self._sign()

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

    def _sign(self) -> None:
        holder = {"process": os.getpid(), "computer": socket.gethostname()}
        # Only for the sentence that names the holder: a full disk must not keep anybody from opening what is there.
        with contextlib.suppress(OSError):
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, json.dumps(holder).encode())

    def release(self) -> None:
        """Give the right back. The file stays: removing it would let two processes lock two different files."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def read_holder(lock_file: Path) -> str:
    """Return who holds the lock, as "computer, process 123", or an empty text when that cannot be read."""
    try:
        holder = json.loads(lock_file.read_text("utf-8"))
        return f"{holder['computer']}, {holder['process']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
