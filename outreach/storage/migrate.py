"""Bringing a workspace up to date: Alembic steps, each in one real transaction, after a backup.

Alembic takes half a second to import, so the revision is read with plain SQL first and Alembic is loaded only when there
is something to do. A revision that this program does not know was written by a later one: refused, file untouched.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from outreach.errors import WorkspaceTooNew
from outreach.storage import search_index
from outreach.storage.engine import APPLICATION_ID

#: The revisions that this program knows, oldest first; the last one is what it writes.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")

#: The fact that names the workspace, given by revision 0006: backups of several may lie in one folder.
IDENTITY = "workspace.id"


def start_file(engine: Engine) -> None:
    """Mark an empty SQLite file as ours and turn on write-ahead logging."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA application_id={APPLICATION_ID}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.close()
    finally:
        raw.close()


def keep_log_ahead(engine: Engine) -> None:
    """Turn on write-ahead logging where an exchange of keys that was cut has left it off; else it costs nothing."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.close()
    finally:
        raw.close()


def require_known(engine: Engine, place: Path | str) -> bool:
    """Return whether steps are pending. Raises WorkspaceTooNew for a revision of a later program."""
    found = current_revision(engine)
    if found is not None and found not in REVISIONS:
        raise WorkspaceTooNew(place)
    return found != REVISIONS[-1]


def current_revision(engine: Engine) -> str | None:
    """Return the workspace's revision, None for an empty one."""
    with engine.connect().execution_options(outreach_reading=True) as connection, connection.begin():
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, target: str = "head") -> None:
    """Run the pending steps, each in a transaction of its own."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "outreach:storage/migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    command.upgrade(config, target)


def problems(connection: Connection) -> list[str]:
    """Return what is wrong: damaged pages, broken references, records that search cannot find."""
    found: list[str] = []
    if connection.dialect.name == "sqlite":
        found += [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        found += [f"{row[0]}: {row[2]}" for row in connection.execute(text("PRAGMA foreign_key_check"))]
    there = set(inspect(connection).get_table_names())
    # An older workspace has fewer.
    for name in (one for one in search_index.SEARCHED if one in there):
        counts: list[Any] = [
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - names are ours
            for table in (name, f"{name}_search")
        ]
        if counts[0] != counts[1]:
            found.append(f"{name}_search: {counts[1]} / {counts[0]}")
    return found


def page_problems(connection: Connection, *, encrypted: bool) -> list[str]:
    """Return what SQLite, or the seal on every page of an encrypted file, says of the pages."""
    found = [str(row[0]) for row in connection.execute(text("PRAGMA quick_check(10)")) if row[0] != "ok"]
    if encrypted:
        found += [str(row[0]) for row in connection.execute(text("PRAGMA cipher_integrity_check"))]
    return found
