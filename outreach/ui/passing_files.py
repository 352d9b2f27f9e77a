"""Files that another program is to open – a draft for the mail program, a picture that was dropped – and that shall not stay.

All of them lie in one private folder of this process, which goes when the workspace is locked and when the program ends. Where it
was killed, a small process of its own sees that and removes the folder within the second; where that was killed too, the next
start does. A mail program reads a draft when it opens it, and keeps its own from then on: what another program has copied, sent to
a printer or remembers as lately opened is out of our hands.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QLockFile

_PREFIX = "outreach-passing-"
_ALIVE = ".alive"
#: What earlier versions left at each start: a folder of Qt's with the shapes of controls in it, `chevron-down-1a1a1a.svg`.
_PILE = re.compile(r"Outreach-[A-Za-z0-9]{6}")
_SHAPE = re.compile(r"[a-z-]+-[0-9a-f]{6}\.svg")
_DAY = 86_400

#: Waits until the program at the other end of its input is gone, however that ended, and removes the folder.
_CLEANER = "import shutil, sys; sys.stdin.buffer.read(); shutil.rmtree(sys.argv[1], ignore_errors=True)"

_mine: list[tuple[Path, QLockFile]] = []
_cleaners: list[subprocess.Popen[bytes]] = []


def passing_folder() -> Path:
    """Return a new empty folder for one file or a few; it is gone after the lock or the end of the program. Raises OSError."""
    if _mine and not _mine[0][0].is_dir():
        # Somebody has cleaned up the folder for such files.
        remove_passing_files()
    if not _mine:
        home = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_places()[0]))  # 0700
        lock = QLockFile(str(home / _ALIVE))
        lock.setStaleLockTime(0)
        lock.tryLock(0)
        _mine.append((home, lock))
        _cleaners.append(_set_cleaner(home))
    return Path(tempfile.mkdtemp(dir=_mine[0][0]))


def remove_passing_files() -> None:
    """Remove what this process has handed over."""
    while _mine:
        home, lock = _mine.pop()
        lock.unlock()
        shutil.rmtree(home, ignore_errors=True)
    while _cleaners:
        cleaner = _cleaners.pop()
        assert cleaner.stdin is not None
        with contextlib.suppress(OSError):
            cleaner.stdin.close()  # it sees that, finds nothing to do, and ends
        with contextlib.suppress(subprocess.TimeoutExpired):
            cleaner.wait(2)


def _set_cleaner(home: Path) -> subprocess.Popen[bytes]:
    """Start the process that outlives us. In a session of its own: a signal to the whole terminal shall not take it along."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(  # noqa: S603 - this Python, and a folder that we have just made
        [sys.executable, "-I", "-S", "-c", _CLEANER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home.parent,
        start_new_session=True,
        creationflags=flags,
    )


def remove_left_files(now: float | None = None) -> None:
    """Remove what killed processes have left, and the piles of earlier versions; called once, beside the worker."""
    moment = time.time() if now is None else now
    for place in _places():
        with contextlib.suppress(OSError):
            for folder in place.iterdir():
                with contextlib.suppress(OSError):
                    if _is_to_go(folder, moment):
                        shutil.rmtree(folder, ignore_errors=True)


def _places() -> list[Path]:
    """Where such folders lie: in the session's memory where there is one (gone with the power), else among temporary files."""
    session = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere")
    usual = Path(tempfile.gettempdir())
    return [session, usual] if session.is_dir() and os.access(session, os.W_OK) else [usual]


def _is_to_go(folder: Path, now: float) -> bool:
    if folder.name.startswith(_PREFIX):
        return _is_ours(folder) and _is_left(folder)
    return _PILE.fullmatch(folder.name) is not None and _is_ours(folder) and _is_pile(folder, now)


def _is_ours(folder: Path) -> bool:
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and (os.name != "posix" or found.st_uid == os.getuid())


def _is_left(folder: Path) -> bool:
    """Say whether the process that made it has ended: its lock can be taken."""
    if any(folder == home for home, _ in _mine):
        return False
    lock = QLockFile(str(folder / _ALIVE))
    lock.setStaleLockTime(0)
    free = lock.tryLock(0)
    if free:
        lock.unlock()
    return free


def _is_pile(folder: Path, now: float) -> bool:
    """Say whether it holds such shapes alone and is older than a day: a window that is still open may need it."""
    inside = list(folder.iterdir())
    return now - folder.stat().st_mtime > _DAY and all(_SHAPE.fullmatch(one.name) for one in inside)
