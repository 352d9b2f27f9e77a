"""Backups of a workspace file: made of one state, opened and compared before they count, thinned, kept in two places.

`VACUUM INTO` writes one consistent state while others read and write; a copy of the open file would not be a backup
(reliability.md, fact 3). No one commits for the moment that takes, so that the state it was taken from is known and its sum can be
compared with that of the copy.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect

from outreach import __version__
from outreach.domain.thinning import Kept, may_go, next_position
from outreach.storage import audit, backup_file, migrate
from outreach.storage.backup_file import SUFFIX, Backup, Manifest, Report
from outreach.storage.copy_check import CopyCheck
from outreach.storage.dump import Dump, dump_of
from outreach.storage.engine import create_private_file, sqlite_engine
from outreach.storage.faults import known_faults

log = logging.getLogger(__name__)

#: What is half made and younger than this, in seconds, may belong to somebody at work.
_AT_WORK = 3600


def folder_of(workspace: Path) -> Path:
    """Return where a workspace's own backups lie: the folder `backups` beside it."""
    return workspace.parent / "backups"


def listed(folder: Path, workspace: str = "", name: str = "") -> list[Backup]:
    """Return the backups in a folder, the newest first; those that cannot be read stand last.

    With the id of a workspace, only its own, those that cannot be read, and those by its `name` from before it had an id: on a
    stick there may be others'.
    """
    try:
        paths = sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return []
    found = [backup_file.look(path) for path in paths if not path.name.startswith(".")]
    own = [one for one in found if one.manifest is None or not workspace or _is_of(one.manifest, workspace, name)]
    return sorted(own, key=_order, reverse=True)


def _is_of(manifest: Manifest, workspace: str, name: str) -> bool:
    return manifest.workspace == workspace or (not manifest.workspace and manifest.name == name)


def _order(one: Backup) -> tuple[int, str]:
    return (one.manifest.number if one.manifest is not None else -1, one.path.name)


def make(
    engine: Engine,
    workspace: Path,
    made: datetime,
    *,
    folder: Path | None = None,
    reason: str = "",
    keys: bytes | None = None,
    open_copy: Callable[[Path], Engine] = sqlite_engine,
    report: Report | None = None,
) -> Backup:
    """Make a backup of a workspace and return it; what does not hold exactly what it was taken from never counts.

    `keys` are the slots of an encrypted one, whose copies `open_copy` opens with its key. `report(done, total)` counts rows and may
    raise Cancelled: then nothing is left. Raises DiskFull, CannotWrite,
    WorkspaceReadOnly, WorkspaceDamaged, and BackupUnusable when the copy differs.
    """
    folder = folder or folder_of(workspace)
    with known_faults(str(folder)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(folder)
        with scratch(folder) as copy:
            with _taken(engine, copy) as source, CopyCheck(open_copy(copy), copy) as check:
                taken = dump_of(source, report, (0, 2))
                check.require(taken, report, (1, 2))
            manifest = _manifest(engine, workspace, folder, made, reason, keys, taken)
            path, manifest = backup_file.write(folder, manifest, copy, keys)
    log.info("backup made: %s rows, %s bytes (%s)", sum(taken.counts.values()), manifest.size, reason)
    return Backup(path, path.stat().st_size, manifest)


def compare(engine: Engine, copy: Path, taken: Dump, report: Report | None = None) -> None:
    """Open a copy and raise BackupUnusable unless it is sound and holds just what `taken` says. Closes the engine."""
    with CopyCheck(engine, copy) as check:
        check.require(taken, report, (1, 2))


def thin(folder: Path, workspace: str, name: str = "") -> list[Path]:
    """Remove the backups of a workspace that are not needed any more and return them; never one that cannot be read."""
    found = listed(folder, workspace, name) if workspace else []
    good = {one.manifest.number: one for one in found if one.manifest is not None}
    gone = []
    for number in may_go(Kept(number, one.manifest.position) for number, one in good.items() if one.manifest):
        with contextlib.suppress(OSError):
            good[number].path.unlink()
            gone.append(good[number].path)
    return gone


def sweep(folder: Path) -> None:
    """Remove what killed backups left half made, once it is an hour old: another process may be at work on a younger one."""
    for left in folder.glob(".half-made.*"):
        with contextlib.suppress(OSError):
            if abs(time.time() - left.stat().st_mtime) < _AT_WORK:
                continue
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()


def identity(engine: Engine) -> str:
    """Return the workspace's own id, empty in one that has none yet."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        found = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'fact'").fetchone()
        row = cursor.execute("SELECT value FROM fact WHERE name = ?", (migrate.IDENTITY,)).fetchone() if found else None
        cursor.close()
        return str(row[0]) if row else ""
    finally:
        raw.close()


# Inside --------------------------------------------------------------------------------------------------------------


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Lend a place for a copy in a private folder inside `folder`: on the same disk, and removed whatever happens."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".half-made.", ignore_cleanup_errors=True) as name:
        yield Path(name) / backup_file.WORKSPACE


@contextmanager
def _taken(engine: Engine, copy: Path) -> Iterator[Any]:
    """Write one state to `copy`, and lend the driver's connection that still sees it in the source."""
    create_private_file(copy)
    reader, writer = engine.raw_connection(), engine.raw_connection()
    try:
        source, guard = reader.dbapi_connection, writer.dbapi_connection
        assert source is not None
        assert guard is not None
        with _nobody_commits(guard):
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it sees this state
            other = engine.raw_connection()
            try:
                other.cursor().execute("VACUUM INTO ?", (str(copy),))
            finally:
                other.close()
        try:
            flush(copy)
            yield source
        finally:
            source.execute("ROLLBACK")
    finally:
        reader.close()
        writer.close()


@contextmanager
def _nobody_commits(connection: Any) -> Iterator[None]:
    """Hold the right to write; where nobody can write at all (a read-only disk), nobody commits anyway."""
    from sqlcipher3 import dbapi2

    held = True
    try:
        connection.execute("BEGIN IMMEDIATE")
    except dbapi2.OperationalError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) != 8:  # SQLITE_READONLY
            raise
        held = False
    try:
        yield
    finally:
        if held:
            connection.execute("ROLLBACK")


def _manifest(
    engine: Engine,
    workspace: Path,
    folder: Path,
    made: datetime,
    reason: str,
    keys: bytes | None,
    taken: Dump,
) -> Manifest:
    """Return what a backup will say of itself; the file's own sum and size are those of what is then written."""
    own = identity(engine)
    last = next((one.manifest for one in listed(folder, own, workspace.stem) if one.manifest is not None), None)
    position = next_position(last.position, last.made, made) if last is not None else 0.0
    return Manifest(
        workspace=own,
        name=workspace.stem,
        number=last.number + 1 if last is not None else 1,
        made=made,
        position=position,
        reason=reason,
        program=__version__,
        revision=migrate.current_revision(engine) or "",
        encrypted=keys is not None,
        action=last_action(engine),
        dump=taken.sum,
        sum="",
        size=0,
        audit_head=_audit_head(engine),
        counts=taken.counts,
    )


def _audit_head(engine: Engine) -> str:
    """Return the end of the audit log, so that one that was cut short later is found out; empty in an older workspace."""
    with engine.connect().execution_options(outreach_reading=True) as connection, connection.begin():
        return audit.head(connection).written() if inspect(connection).has_table("audit") else ""


def last_action(engine: Engine) -> int:
    """Return the number of the last action in the journal, 0 when there is none."""
    with engine.connect().execution_options(outreach_reading=True) as connection, connection.begin():
        return int(connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM action").scalar() or 0)


def flush(path: Path) -> None:
    """Have a file's bytes on the disk."""
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)
