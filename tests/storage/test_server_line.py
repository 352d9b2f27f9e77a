"""A shared workspace over a bad line: nothing is lost, nothing is there twice, and nobody waits for ever."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from outreach.domain.joining import settled
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import NoEncryption, SameFieldChanged, WorkspaceUnreachable
from outreach.services.people import People
from outreach.storage import server
from outreach.storage.certain import certain_work
from outreach.storage.database import Database, Signature, open_workspace
from outreach.storage.server import PatientConnection, safe_address
from tests.storage.bad_line import BadLine, Fault
from tests.storage.conftest import new_postgres_database

pytestmark = pytest.mark.postgres
ANNA, BO = Signature("Anna Ek", "one"), Signature("Bo Lind", "two")


@pytest.fixture
def place(postgres_address: str) -> str:
    return new_postgres_database(postgres_address)


@pytest.fixture
def both(place: str) -> Iterator[tuple[Database, Database]]:
    opened = open_workspace(place, ANNA), open_workspace(place, BO)
    yield opened
    for one in opened:
        one.close()


def names_in(place: str) -> list[str]:
    database = open_workspace(place, writing=False)
    with database.read() as view:
        found = sorted(one.name for one in view.people.all())
    database.close()
    return found


def test_two_who_change_different_fields_are_joined_and_the_same_field_is_asked_about(both: tuple[Database, Database]) -> None:
    anna, bo = People(both[0]), People(both[1])
    person = Person(name="Nils Holm")
    anna.save(person)
    read = anna.get(person.id)
    bo.save(replace(read, notes="Ringer före sju", tags=("gala",)))
    anna.save(replace(read, website="https://holm.example"))
    kept = anna.get(person.id)
    assert (kept.notes, kept.tags, kept.website, kept.version) == ("Ringer före sju", ("gala",), "https://holm.example", 3)
    with pytest.raises(SameFieldChanged) as asked:
        anna.save(replace(read, notes="Ringer efter åtta", language="sv"))
    (clash,) = asked.value.clashes
    assert (clash.name, clash.original, clash.mine, clash.theirs, clash.who) == (
        "notes", "", "Ringer efter åtta", "Ringer före sju", "Bo Lind"
    )
    assert asked.value.joined == replace(kept, language="sv")
    assert anna.get(person.id) == kept
    anna.save(settled(asked.value.joined, asked.value.clashes, {"notes"}))
    assert (anna.get(person.id).notes, anna.get(person.id).language) == ("Ringer efter åtta", "sv")


def test_an_answer_to_commit_that_is_lost_loses_nothing_and_doubles_nothing(place: str) -> None:
    with BadLine(place, []) as line:
        database = open_workspace(line.address, ANNA)
        for number in range(8):
            database.engine.dispose()
            line.arm(Fault(at_commit=True, how=("cut", "end")[number % 2]))
            with database.work("Added") as work:
                work.save(Kind.PERSON, Person(name=f"Person {number}"))
        assert line.struck == 8
        database.close()
    assert names_in(place) == [f"Person {number}" for number in range(8)]


def test_the_harness_sees_who_tries_again_without_looking(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach.storage.certain._was_kept", lambda *_: False)
    with BadLine(place, []) as line:
        database = open_workspace(line.address, ANNA)
        for fault in (Fault(at_commit=True), Fault()):
            database.engine.dispose()
            line.arm(fault)
            with contextlib.suppress(WorkspaceUnreachable), database.work("Added") as work:
                work.save(Kind.PERSON, Person(name="Nils Holm"))
        database.close()
    assert names_in(place) == ["Nils Holm", "Nils Holm"]


@pytest.mark.parametrize("how", ["cut", "end"])
def test_a_record_saved_once_more_after_any_cut_is_there_once(place: str, how: str) -> None:
    lost = 0
    with BadLine(place, []) as line:
        database = open_workspace(line.address, ANNA)
        people = People(database)
        cuts = range(100, 9000, 600)
        for number, after in enumerate(cuts):
            database.engine.dispose()
            line.arm(Fault(up=after, how=how))
            person = Person(name=f"Person {number:02}")
            try:
                people.save(person)
            except WorkspaceUnreachable:
                lost += 1
                people.save(person)
        assert line.struck > lost // 2 > 2
        database.close()
    assert names_in(place) == [f"Person {number:02}" for number in range(len(cuts))]


def test_a_line_that_lets_nothing_through_is_given_up(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientConnection, "patience", 0.5)
    monkeypatch.setattr(server, "ASKING", 1.0)
    with BadLine(place, []) as line:
        database = open_workspace(line.address, ANNA)
        database.engine.dispose()
        line.arm(Fault(up=700, how="hole"), Fault(up=50, how="hole"))
        begun = time.monotonic()
        with pytest.raises(WorkspaceUnreachable), database.work("Added") as work:
            work.save(Kind.PERSON, Person(name="Nils Holm"))
        assert time.monotonic() - begun < 8
        assert line.struck
        database.close()
    assert names_in(place) == []


def test_a_statement_on_which_the_server_is_at_work_may_last(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientConnection, "patience", 0.2)
    database = open_workspace(place, ANNA)
    with database.read() as view:
        assert view.connection.execute(text("SELECT pg_sleep(0.8), 7")).scalar() is not None
    database.close()


@pytest.mark.parametrize("mode", ["", "?sslmode=verify-full"])
def test_a_server_elsewhere_must_speak_in_private(place: str, mode: str) -> None:
    with BadLine(place, [], host="127.0.0.2") as line, pytest.raises(NoEncryption):
        open_workspace(f"{line.address}{mode}", ANNA)


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_no_address_may_ask_for_less(mode: str) -> None:
    with pytest.raises(WorkspaceUnreachable):
        safe_address(f"postgresql://anna@db.example/outreach?sslmode={mode}")
    assert "verify-full" in safe_address("postgresql://anna@db.example/outreach")
    assert "sslmode" not in safe_address("postgresql:///outreach?host=/run/postgresql")


def test_an_action_taken_back_on_the_way_leaves_nothing(place: str) -> None:
    database = open_workspace(place, ANNA)

    class Stopped(Exception):
        pass

    row = database._action("Added", {}, None)
    with pytest.raises(Stopped), certain_work(database.engine, database.place, row) as work:
        work.save(Kind.PERSON, Person(name="Nils Holm"))
        raise Stopped
    database.close()
    assert names_in(place) == []
