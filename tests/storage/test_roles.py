"""The roles of a shared workspace, on a real server: an officer's login does the work and cannot touch the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from outreach.domain.handout import HandoutKind
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import WorkspaceBehind, WorkspaceReadOnly, WorkspaceTooNew
from outreach.services.house import House
from outreach.services.people import People
from outreach.services.server_roles import SHARED_LOGIN, remember_login, state
from outreach.storage import roles
from outreach.storage.database import Signature, open_workspace
from tests.storage.conftest import new_postgres_database

pytestmark = pytest.mark.postgres
ANNA = Signature("Anna Ek", "one")


@pytest.fixture
def officer(postgres_address: str) -> str:
    """The address of a workspace with the login of an officer whose name wants quoting."""
    place = new_postgres_database(postgres_address)
    for _ in range(2):  # it may be run again
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(roles.script('out"reach', ["anna o'ek"]))
    return place.replace("postgres:@", "anna%20o'ek@").replace("postgres@", "anna%20o'ek@")


def test_an_officer_saves_searches_and_deletes_and_adds_to_the_audit_log_alone(officer: str) -> None:
    database = open_workspace(officer, ANNA)
    people = People(database)
    person = Person(name="Nils Holm")
    people.save(person)
    people.delete([person.id])
    database.audit("export", count=1)
    revision = "UPDATE alembic_version SET version_num = 'x'"
    for statement in ("UPDATE audit SET who = 'x'", "DELETE FROM audit", "TRUNCATE audit", revision):
        with pytest.raises(WorkspaceReadOnly), database.work("Bad") as work:
            work.connection.execute(text(statement))
    with database.read() as view:
        assert roles.logged_in_as(view.connection) == "anna o'ek"
        told = roles.unsound(view.connection)
    assert not [one for one in told if "logged in" in one or "audit" in one]
    assert any("fsync" in one for one in told)  # the tests' server has it off
    database.close()


def test_a_superuser_is_told(postgres_address: str) -> None:
    database = open_workspace(new_postgres_database(postgres_address), ANNA)
    with database.read() as view:
        assert any("superuser" in one for one in roles.unsound(view.connection))
    with database.work("Added") as work:
        work.save(Kind.PERSON, Person(name="Nils Holm"))
        work.connection.execute(text("DELETE FROM audit"))  # the control: who is no officer may
    database.close()


def test_a_login_that_is_shut_out_cannot_log_in_and_what_it_has_open_ends(officer: str, postgres_address: str) -> None:
    database = open_workspace(officer, ANNA)
    database.close()
    with psycopg.connect(officer) as open_still, psycopg.connect(postgres_address, autocommit=True) as administrator:
        open_still.execute("SELECT 1")
        administrator.execute(roles.shut_out("anna o'ek"))
        with pytest.raises(psycopg.OperationalError):
            open_still.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
            psycopg.connect(officer)
        administrator.execute('ALTER ROLE "anna o\'ek" LOGIN')


@pytest.fixture
def anna(officer: str) -> Iterator[House]:
    house = House(open_workspace(officer, ANNA))
    house.unit.start("Älvbro kommun", "2061", "Anna Ek")
    yield house
    house.close()


def test_an_officer_imports_and_takes_it_back(anna: House, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Namn;E-post;Företag\nNils Holm;nils@norrgrav.example;Norrgräv AB\nEva Sten;eva@x.example;X AB\n", "utf-8")
    done = anna.imports.run(anna.imports.preview([file]))
    assert (anna.people.count(), anna.companies.count()) == (2, 2)
    found = anna.search.find("norrgräv")
    assert {one.title for one in found} >= {"Norrgräv AB"}
    anna.history.undo(done.changes.action)
    assert (anna.people.count(), anna.companies.count()) == (0, 0)
    anna.history.redo()
    assert anna.people.count() == 2


def test_an_officer_erases_somebody_and_prints(anna: House, tmp_path: Path) -> None:
    captured = anna.meetings.capture_line("Nils Holm, Norrgräv AB, nils@norrgrav.example: vill veta mer om snöröjning !fredag")
    assert captured.person is not None
    anna.erasures.erase(captured.person.id, ground="art. 17.1 a")
    assert anna.people.count() == 0
    assert not anna.search.find("holm")
    with anna.database.read() as view:
        rows = view.connection.execute(text("SELECT count(*) FROM journal WHERE fields::text ILIKE '%holm%'")).scalar()
    assert rows == 0
    file = tmp_path / "door.pdf"
    anna.handouts.save(anna.handouts.put_together(anna.handouts.usual(HandoutKind.DOOR_SIGN)), file)
    assert file.read_bytes().startswith(b"%PDF")
    assert anna.database.check() == []


def test_an_older_workspace_is_the_owners_to_bring_up_to_date_and_a_newer_one_nobodys(officer: str, postgres_address: str) -> None:
    owner = officer.replace("anna%20o'ek@", "postgres@")
    for revision, refusal in (("0005", WorkspaceBehind), ("9999", WorkspaceTooNew)):
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute("UPDATE alembic_version SET version_num = %s", [revision])
        with pytest.raises(refusal):
            open_workspace(officer, ANNA)
        with psycopg.connect(owner) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)


def test_a_login_that_several_use_is_told(anna: House, officer: str) -> None:
    remember_login(anna.database)
    assert SHARED_LOGIN not in state(anna.database).unsound
    bo = House(open_workspace(officer, Signature("Bo Lind", "two")))
    remember_login(bo.database)
    remember_login(bo.database)
    assert SHARED_LOGIN in state(bo.database).unsound
    bo.close()
