"""What only one may do at a time: on a file within the process, on a shared workspace among all computers."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from outreach.errors import AlreadySending
from outreach.storage.database import Database, Signature, open_workspace
from tests.storage.conftest import new_postgres_database


@pytest.fixture
def two_computers(postgres_address: str) -> Iterator[tuple[Database, Database]]:
    address = new_postgres_database(postgres_address)
    one, other = open_workspace(address, Signature("Anna", "a")), open_workspace(address, Signature("Bo", "b"))
    yield one, other
    one.close()
    other.close()


@pytest.mark.postgres
def test_two_computers_do_not_do_it_at_once(two_computers: tuple[Database, Database]) -> None:
    one, other = two_computers
    with one.alone("outbox") as still:
        still()
        with pytest.raises(AlreadySending), other.alone("outbox"):
            pass
        with other.alone("something else"):
            pass
    with other.alone("outbox"):
        pass


@pytest.mark.postgres
def test_computer_that_dies_keeps_nobody_out_and_one_that_lost_the_right_stops(
    two_computers: tuple[Database, Database],
) -> None:
    one, other = two_computers
    with one.alone("outbox") as still:
        with other.engine.connect() as connection:
            connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
        with pytest.raises(AlreadySending):
            still()
        with other.alone("outbox"):
            pass


def test_two_threads_do_not_do_it_at_once(database: Database) -> None:
    began, end = threading.Event(), threading.Event()

    def hold() -> None:
        with database.alone("outbox"):
            began.set()
            end.wait(5)

    thread = threading.Thread(target=hold)
    thread.start()
    began.wait(5)
    with pytest.raises(AlreadySending), database.alone("outbox"):
        pass
    end.set()
    thread.join()
    with database.alone("outbox"):
        pass
