"""A small round of `tests/many_officers.py`: who edits at once loses nothing, and what a dead line holds is let go."""

from __future__ import annotations

import pytest

from outreach.domain.person import Person
from outreach.errors import WorkspaceUnreachable
from outreach.services.people import People
from outreach.storage import server
from outreach.storage.database import Signature, open_workspace
from outreach.storage.server import PatientConnection
from tests import many_officers
from tests.storage.bad_line import BadLine, Fault
from tests.storage.conftest import new_postgres_database

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientConnection, "patience", 0.5)
    monkeypatch.setattr(server, "ASKING", 1.0)


def test_saves_over_bad_lines_are_there_once(postgres_address: str) -> None:
    wanted = {"cut": 4, "end": 3, "commit": 3, "hole": 1}
    found = many_officers.cut(new_postgres_database(postgres_address), wanted, seed=5)
    assert (found["lost"], found["doubled"], found["wrong in check"]) == (0, 0, 0)
    assert {kind: found[f"struck: {kind}"] for kind in wanted} == wanted


def test_the_harness_sees_who_takes_a_lost_answer_for_a_no(postgres_address: str) -> None:
    found = many_officers.cut(new_postgres_database(postgres_address), {"commit": 2}, seed=5, blind=True)
    assert found["doubled"] == 2


@pytest.mark.parametrize("after", [900, 1500, 2500])
def test_rows_that_a_dead_line_holds_on_the_server_are_let_go(postgres_address: str, after: int) -> None:
    with BadLine(new_postgres_database(postgres_address), []) as line:
        database = open_workspace(line.address, Signature("Anna Ek", "bad"))
        people = People(database)
        database.engine.dispose()
        line.arm(Fault(up=after, how="hole"))
        person = Person(name="Nils Holm")
        with pytest.raises(WorkspaceUnreachable):
            people.save(person)
        people.save(person)
        assert people.count() == 1
        database.close()


def test_the_harness_sees_rows_that_are_held_for_ever(postgres_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_end", lambda *_: None)
    monkeypatch.setitem(server._SESSION, "lock_timeout", "300ms")
    monkeypatch.setattr(PatientConnection, "_left", set())
    with BadLine(new_postgres_database(postgres_address), []) as line:
        database = open_workspace(line.address, Signature("Anna Ek", "bad"))
        people = People(database)
        database.engine.dispose()
        line.arm(Fault(up=2500, how="hole"))
        person = Person(name="Nils Holm")
        for _ in range(2):
            with pytest.raises(WorkspaceUnreachable):
                people.save(person)
        database.close()


def test_who_edits_at_once_loses_nothing_and_replaces_nothing_unseen(postgres_address: str) -> None:
    found = many_officers.many(new_postgres_database(postgres_address), 4, 20, seed=5, threads=True)
    assert (found.lost, found.overwritten) == (0, 0)


def test_the_harness_sees_who_writes_blindly(postgres_address: str) -> None:
    found = many_officers.many(new_postgres_database(postgres_address), 4, 20, seed=5, blind=True, threads=True)
    assert found.lost + found.overwritten > 0
