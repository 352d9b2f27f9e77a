"""Another key for the whole workspace: a plain one is encrypted, an encrypted one gets a new key, or is made plain again.

The database is written anew beside the old one (`NAME.outreach.next`), compared with it row by row, and put in its place in one
rename. What the workspace will be is written before that (`NAME.outreach.keys.next`), so that a cut at any step leaves the old one
or the new one whole: the next opening sees by the file's mark which of the two it is, and finishes the swap or takes it back.

The old file keeps a second name (`.old`) until it is overwritten: a rename alone would leave its pages on the disk.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from outreach.errors import WorkspaceDamaged, WorkspaceInUse
from outreach.storage import encryption, sealed_places
from outreach.storage import engine as engines
from outreach.storage.contents import contents
from outreach.storage.encryption import PLAIN_HEAD, Unlocked, head_of, keys_file
from outreach.storage.faults import known_faults
from outreach.storage.key_slots import KeySlots, SlotsDamaged, read_slots
from outreach.storage.lock import WriterLock
from outreach.storage.private_files import (
    flush,
    flush_folder,
    half_written,
    overwrite_and_remove,
    put_in_place,
    remove,
    require_in_one_file,
    write_private,
)

log = logging.getLogger(__name__)

#: Told how much is done of how much, in bytes of the file (0: not known); it may raise Cancelled.
Report = Callable[[int, int], None]
#: What stands in `keys.next` when the workspace will be plain.
_PLAIN = json.dumps({"format": "outreach plain 1"}).encode()
#: How often the engine asks for progress, in steps of its virtual machine.
_STEPS = 50_000
_SIDES = ("-wal", "-shm", "-journal")
_BUSY, _LOCKED = 5, 6


def next_file(path: Path) -> Path:
    """Where the database is written anew."""
    return path.with_name(f"{path.name}.next")


def next_keys_file(path: Path) -> Path:
    """Where it stands what the workspace will be once the new database is in its place."""
    return path.with_name(f"{path.name}.keys.next")


def old_file(path: Path) -> Path:
    """The second name of the old database, until it is overwritten."""
    return path.with_name(f"{path.name}.old")


# Doing it -----------------------------------------------------------------------------------------------------------------


def rewrite(path: Path, now: Unlocked | None, target: Unlocked | None, report: Report | None = None) -> None:
    """Write the workspace under another key, or under none, and put it in the place of the old one.

    The caller holds the writer's lock and has closed every connection. Raises WorkspaceInUse while another process reads,
    WorkspaceDamaged when the copy is not equal, DiskFull, Cancelled; the old workspace is in force then.
    """
    with known_faults(str(path)):
        _clear(path)
        try:
            _copy(path, now, target, report)
            _announce(path, target)
            with contextlib.suppress(OSError):
                # Where a file cannot have two names, the old one cannot be overwritten; the service says what is not promised.
                os.link(path, old_file(path))
            put_in_place(next_file(path), path)
        except BaseException:
            with contextlib.suppress(OSError):
                _settle(path)
            raise
        # From here on the new one is in force, whatever happens: what is left to do, the next opening can do too.
        try:
            _settle(path)
        except (OSError, SlotsDamaged) as error:
            log.warning("the exchange of keys is finished at the next opening: %s", type(error))


def in_force(path: Path, now: Unlocked | None, target: Unlocked | None) -> Unlocked | None:
    """Return the one of the two that opens the file as it lies there."""
    return target if head_of(path) == _mark(target.slots if target is not None else None) else now


def _copy(path: Path, now: Unlocked | None, target: Unlocked | None, report: Report | None) -> None:
    new = next_file(path)
    engines.create_private_file(new)
    connection = engines.connect_file(path, now)
    try:
        _take_alone(connection, path)
        _export(connection, new, target, _Watch(path, new, report))
        _require_equal(connection, path, target)
    finally:
        connection.close()
    require_in_one_file(new)
    flush(new)


def _take_alone(connection: Any, path: Path) -> None:
    """Have the file to ourselves, all of it in the one file: pages that wait in the -wal would be laid over the new database."""
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except dbapi2.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (_BUSY, _LOCKED):
            raise WorkspaceInUse(path, "") from error
        raise
    if mode != "delete":
        raise WorkspaceInUse(path, "")


def _export(connection: Any, new: Path, target: Unlocked | None, watch: _Watch) -> None:
    key = f"x'{target.key.hex()}{target.slots.mark.hex()}'" if target is not None else ""
    connection.execute("ATTACH DATABASE ? AS next KEY ?", (str(new), key))
    connection.execute(f"PRAGMA next.application_id={engines.APPLICATION_ID}")
    connection.set_progress_handler(watch, _STEPS)
    try:
        # In one transaction: else each of some hundred statements would wait for the disk.
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('next')").fetchall()
        connection.execute("COMMIT")
    except dbapi2.OperationalError as error:
        if watch.stopped is not None:
            raise watch.stopped from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
    connection.execute("DETACH DATABASE next")


def _require_equal(connection: Any, path: Path, target: Unlocked | None) -> None:
    """Open the new file as every opening does, and compare all that is in it. Raises WorkspaceDamaged, NotEncrypted."""
    new = next_file(path)
    if target is not None:
        encryption.require_encrypted(new)
    written = engines.connect_file(new, target)
    try:
        problems = [row[0] for row in written.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if target is not None:
            problems += [row[0] for row in written.execute("PRAGMA cipher_integrity_check")]
        if problems or contents(written) != contents(connection):
            raise WorkspaceDamaged(path, "copy")
        written.execute("PRAGMA journal_mode=WAL")
    finally:
        written.close()


def _announce(path: Path, target: Unlocked | None) -> None:
    if target is None:
        write_private(next_keys_file(path), _PLAIN, _announced)
        return
    key = target.key

    def sound(data: bytes) -> None:
        read_slots(data).require_genuine(key)

    write_private(next_keys_file(path), target.slots.to_bytes(), sound)


class _Watch:
    """Tells how far the copy is, by the size of its file, and stops it when somebody wants that."""

    def __init__(self, path: Path, new: Path, report: Report | None) -> None:
        self._size, self._new, self._report = path.stat().st_size, new, report
        self.stopped: BaseException | None = None

    def __call__(self) -> int:
        """Return other than 0 to stop the statement."""
        try:
            if self._report is not None:
                self._report(min(self._new.stat().st_size, self._size), self._size)
        except BaseException as error:  # noqa: BLE001 - the driver swallows what a callback raises
            self.stopped = error
            return 1
        return 0


# After a cut --------------------------------------------------------------------------------------------------------------


def settle(path: Path, patience: float) -> None:
    """Finish or take back an exchange of keys that was cut. Raises WorkspaceInUse while another process is in the middle of one."""
    announced = next_keys_file(path)
    if not any(file.exists() for file in (next_file(path), announced, half_written(announced), old_file(path))):
        return
    with known_faults(str(path)):
        lock = WriterLock(path, patience)
        try:
            _settle(path)
        finally:
            lock.release()


def _settle(path: Path) -> None:
    announced = next_keys_file(path)
    if announced.exists():
        target = _announced(announced.read_bytes())
        if head_of(path) == _mark(target):
            _finish(path, target)
    _clear(path)


def _finish(path: Path, target: KeySlots | None) -> None:
    """Let the key file follow the database, which is the new one already."""
    before = _slots_beside(path)
    if target is not None:
        put_in_place(next_keys_file(path), keys_file(path))
        encryption.keep_copy(target)
        sealed_places.note(path, target.workspace)
        return
    # First: what is cut between the two is finished by the key file that is still there.
    sealed_places.note(path, None)
    remove(keys_file(path))
    flush_folder(path.parent)
    if before is not None:
        encryption.forget_copy(before.workspace)


def _clear(path: Path) -> None:
    """Remove what an exchange leaves behind, the plan last: without it nobody would know what the rest is."""
    new, old = next_file(path), old_file(path)
    for file in (*(Path(f"{new}{side}") for side in _SIDES), new):
        overwrite_and_remove(file)
    if old.exists():
        if old.samefile(path):
            # Two names of the workspace itself: only the name goes.
            remove(old)
        else:
            overwrite_and_remove(old)
    remove(half_written(next_keys_file(path)))
    remove(next_keys_file(path))
    flush_folder(path.parent)


def _announced(data: bytes) -> KeySlots | None:
    return None if data == _PLAIN else read_slots(data)


def _mark(target: KeySlots | None) -> bytes:
    return target.mark if target is not None else PLAIN_HEAD


def _slots_beside(path: Path) -> KeySlots | None:
    try:
        return encryption.read_file(keys_file(path))
    except (OSError, SlotsDamaged):
        return None

