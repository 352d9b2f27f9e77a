"""How often a wrong passphrase was typed in a row: kept beside the copies of the key slots, so that a new start does not forget it.

It slows whoever guesses at the program itself; a thief who takes the files meets Argon2id instead. Nothing is ever erased for it.
"""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from uuid import UUID

from outreach.paths import data_folder
from outreach.storage.private_files import make_private_folder, remove, write_private

#: Tries that cost nothing: Caps Lock, another keyboard, last month's passphrase.
FREE = 5
_LONGEST = 60.0


def pause_after(tries: int) -> float:
    """Return how many seconds to wait after so many wrong tries in a row: none at first, then twice as long each time."""
    return 0.0 if tries < FREE else min(_LONGEST, 2.0 ** min(tries - FREE, 16))


def seconds_left(workspace: UUID, now: float | None = None) -> float:
    """Return how long the next try has to wait. A clock that was turned back makes nobody wait longer than once."""
    tries, at = _read(workspace)
    pause = pause_after(tries)
    gone = max(0.0, (time.time() if now is None else now) - at)
    return max(0.0, pause - gone)


def count_wrong(workspace: UUID, now: float | None = None) -> int:
    """Keep that a try was wrong, and return how many there were in a row."""
    tries = _read(workspace)[0] + 1
    kept = json.dumps({"tries": tries, "at": time.time() if now is None else now}).encode()
    with contextlib.suppress(OSError, ValueError):
        make_private_folder(_file(workspace).parent)
        write_private(_file(workspace), kept, json.loads)
    return tries


def forget_tries(workspace: UUID) -> None:
    """Begin anew after a right one."""
    with contextlib.suppress(OSError):
        remove(_file(workspace))


def _file(workspace: UUID) -> Path:
    return data_folder() / "keys" / f"{workspace.hex}.tries"


def _read(workspace: UUID) -> tuple[int, float]:
    try:
        plain = json.loads(_file(workspace).read_bytes())
        return max(0, int(plain["tries"])), float(plain["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0.0
