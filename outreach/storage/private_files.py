"""Files of our own beside a workspace: readable by their owner alone from the first byte, swapped whole, and wiped when they go.

A file is written anew beside the old one, flushed, read back, and only then put in its place: a cut leaves the old or the new.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

_BLOCK = 1 << 20


def write_private(path: Path, data: bytes, sound: Callable[[bytes], object]) -> None:
    """Write a small file whole. `sound` is given what was read back and raises when it is not as it should be. Raises OSError."""
    new = half_written(path)
    remove(new)
    try:
        _fill(new, data)
        sound(new.read_bytes())
        put_in_place(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            remove(new)
        raise


def half_written(path: Path) -> Path:
    """Where a file is written before it takes its place."""
    return path.with_name(f"{path.name}.new")


def _fill(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(new: Path, path: Path) -> None:
    """Let one file take the place of another, at once and for good. Raises OSError."""
    new.replace(path)
    flush_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file that may be there. Raises OSError."""
    path.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Wait until a file's bytes are on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def require_in_one_file(path: Path) -> None:
    """Raise OSError when a closed database did not bring all of its log into the file: moved without it, it would be damaged."""
    for side in ("-wal", "-journal"):
        log = path.with_name(f"{path.name}{side}")
        if log.exists() and log.stat().st_size:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(log))


def flush_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk; Windows does that by itself and cannot be asked. Raises OSError."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may look into; one that is there is left as it is. Raises OSError."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


@contextlib.contextmanager
def overwritten_once_gone(path: Path) -> Iterator[None]:
    """Overwrite what a file holds now, once something inside has removed or replaced it: its name is gone then, its bytes are not.

    A file that is still there afterwards is left alone. Windows removes no file that somebody holds open: there it is left to
    what nobody can promise.
    """
    try:
        file = None if sys.platform == "win32" else path.open("r+b", buffering=0)
    except OSError:
        file = None
    try:
        yield
    finally:
        if file is not None:
            with file, contextlib.suppress(OSError):
                if os.fstat(file.fileno()).st_nlink == 0:
                    _overwrite(file, os.fstat(file.fileno()).st_size)


def overwrite_and_remove(path: Path) -> None:
    """Overwrite a file and remove it. On a turning disk it is gone then; of a solid-state one nobody can promise that.

    Raises OSError.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return
    with path.open("r+b", buffering=0) as file:
        _overwrite(file, size)
    remove(path)
    flush_folder(path.parent)


def _overwrite(file: IO[bytes], size: int) -> None:
    for at in range(0, size, _BLOCK):
        file.write(os.urandom(min(_BLOCK, size - at)))
    os.fsync(file.fileno())
