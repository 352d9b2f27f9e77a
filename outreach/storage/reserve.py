"""A little room held back on the disk: when it is full, this is let go, and the next save works (reliability.md, R4).

On a full disk even deleting fails, because that writes too. The file holds nothing; the window makes it, and makes it again
when there is room.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from outreach.storage.engine import create_private_file

#: How much is held back, in bytes.
SIZE = 8 << 20


class Reserve:
    """The reserve beside one workspace."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.with_name(f"{workspace.name}.reserve")

    def hold(self) -> bool:
        """Take the room, if there is three times as much; return whether it is held. Never raises."""
        try:
            if self.path.exists() and self.path.stat().st_size == SIZE:
                return True
            if shutil.disk_usage(self.path.parent).free < 3 * SIZE:
                return False
            self.path.unlink(missing_ok=True)
            create_private_file(self.path)
            self._fill()
        except Exception:  # noqa: BLE001 - a comfort alone: whatever is wrong with the disk, the next save tells it
            self.let_go()
            return False
        return True

    def let_go(self) -> bool:
        """Give the room back; return whether any was held. Never raises."""
        try:
            self.path.unlink()
        except OSError:
            return False
        return True

    def _fill(self) -> None:
        """Take real blocks: a file with a hole in it takes none."""
        with self.path.open("r+b") as file:
            allocate = getattr(os, "posix_fallocate", None)
            if allocate is not None:
                with contextlib.suppress(OSError):
                    allocate(file.fileno(), 0, SIZE)
                    return
            for _ in range(SIZE >> 16):
                file.write(os.urandom(1 << 16))
            file.flush()
            os.fsync(file.fileno())
