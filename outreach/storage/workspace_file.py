"""What is looked at before a workspace file is opened, and what is written before it is made."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from outreach.domain.secret import Secret
from outreach.errors import (
    NotAFile,
    NotAWorkspace,
    WorkspaceDamaged,
    WorkspaceExists,
    WorkspaceMissing,
    WorkspaceReadOnly,
)
from outreach.storage import encryption, migrate
from outreach.storage import engine as engines
from outreach.storage.encryption import Unlocked
from outreach.storage.faults import known_faults
from outreach.storage.private_files import flush, put_in_place, require_in_one_file
from outreach.storage.sealing import Cost


def written_slots(path: Path, secret: Secret, cost: Cost) -> Unlocked:
    """Make the data key and write its slots before there is a database: no moment has one without the other."""
    with known_faults(str(path)):
        beside = encryption.keys_file(path)
        if beside.exists():
            # Of a database that is gone. Its keys stay in the user's data folder, should it come back.
            encryption.set_aside(path)
        unlocked = encryption.new_unlocked(secret, cost)
        encryption.write_slots(path, unlocked.slots, unlocked.key, secret)
    return unlocked


def require_ours(engine: Engine, path: Path, unlocked: Unlocked | None) -> None:
    """Say of an encrypted file what the first bytes of a plain one say. Raises WorkspaceDamaged."""
    if unlocked is None:
        return
    try:
        with engine.connect().execution_options(outreach_reading=True) as connection:
            found = connection.exec_driver_sql("PRAGMA application_id").scalar()
    except DatabaseError as error:
        # The key is the right one: its slot says so. What it does not open is no longer what was written.
        raise WorkspaceDamaged(path, "first page") from error
    if found != engines.APPLICATION_ID:
        raise WorkspaceDamaged(path, "application_id")


def require_file(path: Path) -> None:
    """Look whether there is a file that can be read, before any driver touches it."""
    try:
        if path.is_dir() or (path.exists() and not path.is_file()):
            raise NotAFile(path)
        with path.open("rb") as file:
            file.read(1)
    except FileNotFoundError as error:
        raise WorkspaceMissing(path) from error
    except PermissionError as error:
        raise WorkspaceReadOnly(path) from error
    except (OSError, ValueError) as error:
        # A name too long, a file where a folder should be, links in a ring, a zero character: nothing can be there.
        raise WorkspaceMissing(path) from error


def require_workspace(path: Path) -> None:
    """Look at a file's first bytes, and at its keys, before any driver touches it.

    Raises NotAWorkspace, KeysMissing, NotEncrypted, WorkspaceDamaged.
    """
    with known_faults(str(path)):
        if encryption.find_slots(path) is not None:
            return
        with path.open("rb") as file:
            head = file.read(72)
        if int.from_bytes(head[68:72], "big") != engines.APPLICATION_ID:
            raise NotAWorkspace(path)


def make_whole(path: Path, half: Path, unlocked: Unlocked | None) -> None:
    """Make the file as `half`, and let it take its place whole: a kill leaves no workspace, or an empty one.

    Raises WorkspaceExists, DiskFull.
    """
    with known_faults(str(path)):
        remove_half_made(half)
        engines.create_private_file(half)
        engine = engines.sqlite_engine(half, unlocked)
        try:
            migrate.start_file(engine)
            if unlocked is not None:
                # Closed first: a file that is opened and closed beside SQLite takes its locks away.
                engine.dispose()
                encryption.require_encrypted(half)
            migrate.upgrade(engine)
        finally:
            engine.dispose()
        if path.exists() or path.is_symlink():
            # A rename would take the place of what came meanwhile, or of a link that leads nowhere.
            raise WorkspaceExists(path)
        # Closing swallows the error of a disk that did not take the log's pages.
        require_in_one_file(half)
        flush(half)
        put_in_place(half, path)


def remove_half_made(half: Path) -> None:
    """Remove what the making of a workspace left when it failed."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{half}{suffix}").unlink(missing_ok=True)
