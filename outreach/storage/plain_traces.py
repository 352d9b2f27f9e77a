"""Copies that lie around a workspace: plain ones that an encrypted workspace must not leave, and those of an old key."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from outreach.paths import data_folder
from outreach.storage.encryption import PLAIN_HEAD, head_of, keys_file
from outreach.storage.key_slots import LARGEST, SlotsDamaged, read_slots
from outreach.storage.private_files import overwrite_and_remove, remove

_SIDES = ("-wal", "-shm", "-journal")
#: The copies that the program itself makes: before a migration, and of a file that was replaced.
_KINDS = ("before-*", "damaged-*", "replaced-*")
# What was salvaged may be the register that the officer works in since: it is left alone.
BACKUPS = ".outreach-backup"
#: Stands for the mark of what has no keys.
_NONE = b"plain"


def plain_copies(path: Path) -> tuple[Path, ...]:
    """Return the plain copies beside a workspace, without itself and without backups, which the unit keeps on purpose."""
    return tuple(file for file in _copies(path) if _head(file) == PLAIN_HEAD)


def copies_under(path: Path, mark: bytes, second: Path | None = None) -> tuple[Path, ...]:
    """Return the copies and backups of a workspace that the key of `mark` opens, in the places where `plain_backups` looks."""
    found = [file for file in _copies(path) if _head(file) == mark]
    return (*found, *(file for file in _backups(path, second) if _mark_of_backup(file) == mark))


def plain_backups(path: Path, second: Path | None = None) -> tuple[Path, ...]:
    """Return the backups of a workspace that anybody can read: beside it, in the user's data folder, and in the second place."""
    return tuple(file for file in _backups(path, second) if _mark_of_backup(file) == _NONE)


def wipe(file: Path) -> None:
    """Overwrite a plain copy and what lies beside it, and remove it. Raises OSError."""
    for side in _SIDES:
        overwrite_and_remove(Path(f"{file}{side}"))
    overwrite_and_remove(file)
    for beside in (Path(f"{file}.lock"), keys_file(file)):
        remove(beside)


def _copies(path: Path) -> list[Path]:
    return sorted({file for kind in _KINDS for file in path.parent.glob(f"{_literal(path.stem)}.{kind}{path.suffix}")})


def _backups(path: Path, second: Path | None) -> Iterator[Path]:
    places = (path.parent, path.parent / "backups", data_folder() / "backups", *((second,) if second is not None else ()))
    for folder in dict.fromkeys(places):
        yield from sorted(folder.glob(f"{_literal(path.stem)}.*{BACKUPS}"))


def _mark_of_backup(file: Path) -> bytes:
    """Return the mark of the keys in a backup, `_NONE` for a whole one without keys, nothing for one that cannot be read."""
    try:
        with zipfile.ZipFile(file) as packed, packed.open("keys.json") as keys:
            return read_slots(keys.read(LARGEST + 1)).mark
    except KeyError:
        return _NONE
    except (OSError, zipfile.BadZipFile, SlotsDamaged):
        return b""


def _head(file: Path) -> bytes:
    try:
        return head_of(file)
    except OSError:
        return b""


def _literal(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
