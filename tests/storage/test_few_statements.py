"""How much one save asks of the database: each statement is a fifth of a millisecond before the disk is even asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Phone
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.storage.database import Signature
from tests.bench.raw import recorded
from tests.ready import fresh_workspace


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(fresh_workspace(tmp_path / "register.outreach", Signature("Anna Ek", "laptop")))
    yield made
    made.close()


@pytest.fixture
def company(house: House) -> Company:
    made = Company(name="Bergs Bygg AB")
    house.companies.save(made)
    return made


def sent(house: House, person: Person) -> list[str]:
    """Return what is sent for a save: the first two words of each statement and its table."""
    return [" ".join(one.sql.split()[:3]) for one in recorded(house.database, lambda: house.people.save(person))]


def known(house: House) -> Person:
    return house.people.listed(Listing(Kind.PERSON))[0]


def test_a_new_person_takes_nine_statements(house: House, company: Company) -> None:
    asked = sent(house, Person(name="Bo Ek", roles=(Role(company.id, "vd"),), phones=(Phone("070-123 45 67"),)))
    assert len(asked) == 9
    assert not [one for one in asked if one.startswith("DELETE")], "nothing of somebody new can be there"


def test_a_note_touches_neither_roles_nor_terms(house: House, company: Company) -> None:
    house.people.save(Person(name="Bo Ek", roles=(Role(company.id, "vd"),), phones=(Phone("070-123 45 67"),)))
    asked = sent(house, replace(known(house), notes="ring i mars"))
    assert len(asked) == 7
    assert not [one for one in asked if "role" in one or "term" in one]
    assert list(house.people.keys(Listing(Kind.PERSON, "mars"))) != []


def test_what_is_looked_up_follows_each_change(house: House, company: Company) -> None:
    other = Company(name="Östens Åkeri AB")
    house.companies.save(other)
    house.people.save(Person(name="Bo Ek", roles=(Role(company.id, "vd"),), tags=("bygg",)))
    house.people.save(replace(known(house), tags=("åkeri",)))
    assert house.people.listed(Listing(Kind.PERSON, filters=(("tag", "bygg"),))) == []
    assert len(house.people.listed(Listing(Kind.PERSON, filters=(("tag", "åkeri"),)))) == 1
    house.people.save(replace(known(house), roles=(Role(other.id, "chaufför"),)))
    assert house.people.at_company(company.id) == []
    assert [one.name for one in house.people.at_company(other.id)] == ["Bo Ek"]
    assert len(house.people.listed(Listing(Kind.PERSON, "östens"))) == 1
    assert house.people.listed(Listing(Kind.PERSON, "bergs")) == []
    house.people.save(replace(known(house), roles=()))
    assert house.people.at_company(other.id) == []
    assert house.check() == []


def test_the_same_once_more_writes_nothing(house: House) -> None:
    house.people.save(Person(name="Bo Ek"))
    assert [one for one in sent(house, known(house)) if not one.startswith(("SELECT", "BEGIN"))] == []
