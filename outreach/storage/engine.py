"""Connections: how SQLite is opened so that a saved record survives a dead battery, and how PostgreSQL is reached.

The driver is sqlcipher3 because it carries its own SQLite with the WAL-reset fix (reference/reliability.md, fact 1); the
version is checked before anything is written. `BEGIN` is emitted by hand: the driver's own transactions would leave half
a failed migration behind (design, section 5).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, InvalidatePoolError
from sqlalchemy.pool import QueuePool

from outreach.domain.secret import Secret
from outreach.domain.server_address import split_address
from outreach.errors import UnsafeSqlite, WorkspaceLocked, WorkspaceUnreachable
from outreach.storage import encryption
from outreach.storage.encryption import Unlocked
from outreach.storage.faults import disk_fault
from outreach.storage.next_contacts import RHYTHM, sqlite_months_after

#: "OUTR": how the system and we recognise a workspace (sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x4F555452

#: How long a writer waits for another one, in seconds.
PATIENCE = 5.0

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA cache_size=-16000",
)


def is_safe_sqlite(version: tuple[int, ...]) -> bool:
    """Say whether a SQLite version has the WAL-reset fix: 3.51.3 and later, 3.50.7 and later, 3.44.6 and later."""
    if version >= (3, 51, 3):
        return True
    return (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def require_safe_sqlite() -> None:
    """Raise UnsafeSqlite when the driver's SQLite has the bug that loses committed data."""
    from sqlcipher3 import dbapi2

    if not is_safe_sqlite(dbapi2.sqlite_version_info):
        raise UnsafeSqlite(dbapi2.sqlite_version)


def create_private_file(path: Path) -> None:
    """Make an empty file that only its owner can read; SQLite's -wal and -shm files then follow."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise disk_fault(error, path) from error


def connect_file(path: Path, unlocked: Unlocked | None = None, driver: Any = None) -> Any:
    """Return one connection of the driver's to a workspace file, which must exist, set as every connection of ours is.

    `driver` is another DB-API module than ours, for the test that it is found out. Raises WorkspaceLocked once the key is wiped,
    NotEncrypted when the driver cannot encrypt.
    """
    from sqlcipher3 import dbapi2

    connection = (driver or dbapi2).connect(
        f"{path.absolute().as_uri()}?{_mode(path)}", uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        if unlocked is not None:
            _hand_over_key(connection, path, unlocked)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.create_function(RHYTHM, 2, sqlite_months_after, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def _mode(path: Path) -> str:
    """Return how a file is opened: on a disk that takes no writing as one that nobody changes, for SQLite wants a log beside it."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "mode=rw"
    log = Path(f"{path}-wal")
    return "mode=rw" if log.exists() and log.stat().st_size > 0 else "mode=ro&immutable=1"


def _hand_over_key(connection: Any, path: Path, unlocked: Unlocked) -> None:
    if not unlocked.key:
        raise WorkspaceLocked(path)
    connection.execute(encryption.key_words(unlocked.key, unlocked.slots.mark))
    # SQLCipher would write its complaints, with the file's path, on standard error.
    connection.execute("PRAGMA cipher_log_level = NONE")
    encryption.require_cipher(connection, path)


def sqlite_engine(path: Path, unlocked: Unlocked | None = None) -> Engine:
    """Return an engine for the workspace file at `path`, which must exist; each connection of its pool gets the key first."""
    require_safe_sqlite()
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        return connect_file(path, unlocked)

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        hide_parameters=True,
        json_serializer=_json,
    )
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgres_engine(url: str, password: Secret | None = None) -> Engine:
    """Return an engine for a shared workspace; `url` begins with postgresql:// and holds no password (`domain/server_address.py`).

    `password` is that of the login, kept for later connections until the engine is disposed of with its database.
    Raises WorkspaceUnreachable for another address.
    """
    scheme, _, rest = url.partition("://")
    try:
        if scheme not in ("postgresql", "postgres"):
            raise ValueError("not an address of PostgreSQL")
        from outreach.storage.server import PatientConnection, safe_address

        address = safe_address(url)
        engine = create_engine(
            f"postgresql+psycopg://{rest}",
            creator=lambda: PatientConnection.to(address, password),
            hide_parameters=True,
            json_serializer=_json,
        )
    except (ValueError, ArgumentError, ImportError) as error:
        # Not `from error`: what libraries say of an address that they cannot read may repeat it.
        raise WorkspaceUnreachable(split_address(url)[0]) from (error if isinstance(error, ImportError) else None)
    event.listen(engine, "checkout", _require_alive)
    return engine


def _require_alive(connection: Any, record: Any, proxy: Any) -> None:
    """Leave a connection that the pool kept while its line died: the next one is made anew, and all others with it."""
    del record, proxy
    if not connection.is_alive():
        raise InvalidatePoolError


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Half characters come from foreign encodings on the command line; no database takes them.
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the write lock at once; upgrading from a read later could fail after work was done.
    reading = connection.get_execution_options().get("outreach_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
