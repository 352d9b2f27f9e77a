"""The roles of a shared workspace, on a real server: an officer's login does the work and cannot touch the audit log."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import text

from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import WorkspaceReadOnly
from outreach.services.people import People
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
