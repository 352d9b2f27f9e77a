"""Reading what can still be read of a damaged workspace that is not encrypted, into a new file beside it.

Each table is read from both ends until its pages fail; rows that name others which are lost go too, so that the new file is sound.
What was read is not known to be right: a flipped bit in a name is still a name. A backup comes first; this is for what is newer.
An encrypted page that is damaged cannot be read at all, so there is nothing to salvage from one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from outreach.domain.record import Kind
from outreach.errors import NotAWorkspace
from outreach.storage import tables
from outreach.storage.columns import metadata
from outreach.storage.database import Database, Signature, create_workspace
from outreach.storage.encryption import PLAIN_HEAD
from outreach.storage.engine import connect_file
from outreach.storage.faults import known_faults

assert tables.company is not None

#: Rows that a new file has by itself, or that only make sense with a whole journal of the audit.
_LEFT = frozenset({"audit"})


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Where the new file lies, how many rows came over, how many were given up as what they name is lost, which tables failed."""

    path: Path
    rows: int
    given_up: int
    failed: tuple[str, ...]


def salvage(damaged: Path, target: Path, signature: Signature) -> Salvaged:
    """Make a new workspace at `target` of what can be read at `damaged`, which is left as it is.

    Raises NotAWorkspace when that is not plain SQLite at its first page, and as `create_workspace` does.
    """
    with known_faults(str(damaged)), damaged.open("rb") as file:
        if file.read(len(PLAIN_HEAD)) != PLAIN_HEAD:
            raise NotAWorkspace(damaged)
    database = create_workspace(target, signature)
    try:
        raw = database.engine.raw_connection()
        source = connect_file(damaged)
        rows, failed = 0, []
        try:
            into = raw.dbapi_connection
            assert into is not None
            into.execute("PRAGMA foreign_keys=OFF")
            into.execute("BEGIN IMMEDIATE")
            for table in metadata.sorted_tables:
                if table.name not in _LEFT:
                    count, whole = _copy(source, into, table.name)
                    rows += count
                    failed += [] if whole else [table.name]
            given_up = _drop_orphans(into)
            into.execute("COMMIT")
            into.execute("PRAGMA foreign_keys=ON")
        finally:
            source.close()
            raw.close()
        given_up += _index(database)
    finally:
        database.close()
    return Salvaged(target, rows - given_up, given_up, tuple(failed))


def _copy(source: Any, into: Any, table: str) -> tuple[int, bool]:
    """Copy the rows that can be read; return how many, and whether all could."""
    known = {row[1] for row in into.execute(f'PRAGMA table_info("{table}")')}
    try:
        columns = [row[1] for row in source.execute(f'PRAGMA table_info("{table}")') if row[1] in known]
    except dbapi2.DatabaseError:
        return 0, False
    if not columns:
        return 0, True
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    put = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
    before = into.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
    whole = True
    for order in ("", " DESC"):
        reader = _rows(source, f'SELECT {names} FROM "{table}" ORDER BY rowid{order}')  # noqa: S608
        ended = False
        for row in reader:
            if row is None:
                ended = True
                break
            with contextlib.suppress(dbapi2.DatabaseError):
                into.execute(put, row)
        if ended:
            break
        whole = False
    after = into.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
    return after - before, whole


def _rows(source: Any, words: str) -> Iterator[Any]:
    """Yield rows until the pages fail; None at the end says that they did not."""
    try:
        yield from source.execute(words)
    except (dbapi2.DatabaseError, UnicodeDecodeError):
        return
    yield None


def _drop_orphans(into: Any) -> int:
    """Remove rows that name others which are not there, and then those that named these."""
    dropped = 0
    while found := into.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, *_ in found:
            dropped += into.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,)).rowcount  # noqa: S608
    return dropped


def _index(database: Database) -> int:
    """Build the search index anew; a record that cannot be understood any more goes. Returns how many went."""
    dropped = 0
    with database.work("") as work:
        for kind in Kind:
            store = work.store(kind)
            try:
                store.reindex(store.all())
                continue
            except Exception:  # noqa: BLE001 - what stands in a damaged record is anything
                ids = [row[0] for row in work.connection.exec_driver_sql(f"SELECT id FROM {store.table.name}")]  # noqa: S608
            for record in ids:
                try:
                    store.reindex([store.many([_uuid(record)])[_uuid(record)]])
                except Exception:  # noqa: BLE001
                    with contextlib.suppress(Exception):
                        work.connection.exec_driver_sql(f"DELETE FROM {store.table.name} WHERE id = ?", (record,))  # noqa: S608
                        dropped += 1
    return dropped


def _uuid(text: str) -> Any:
    from uuid import UUID

    return UUID(text)
