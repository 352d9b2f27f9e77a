"""The orders of whole lists are remembered between two writes: what a search finds is what SQL finds, and a write forgets them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.listing import COLUMNS, Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.storage.database import Database
from outreach.storage.orders import MOST, Orders
from tests.bench.raw import recorded
from tests.bench.register import make_register

TEXTS = ("", "a", "0", "07", "ande", "lind bygg", "örebro", "xylofon", "ek", "å", "snöröjning")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    made = make_register(tmp_path_factory.mktemp("orders") / "register.outreach", 120)
    yield made
    made.close()


def by_sql(database: Database, listing: Listing) -> list[int]:
    """Return the keys as a look without a memory reads them."""
    with database.read() as view:
        store = view.store(listing.kind)
        store.glance = None
        return list(store.keys(listing))


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.COMPANY, Kind.EVENT, Kind.TENDER, Kind.MEETING, Kind.FOLLOW_UP])
def test_every_order_and_every_search_is_what_sql_says(register: Database, kind: Kind) -> None:
    service = House(register).records(kind)
    sorts = ["", *(column.name for column in COLUMNS[kind] if column.sortable)]
    for sort in sorts:
        for descending in (False, True):
            for text in TEXTS if sort in ("", sorts[-1]) else ("", "a"):
                listing = Listing(kind, text, (), sort, descending)
                assert list(service.keys(listing)) == by_sql(register, listing), listing


@given(st.text("abeklå07 ", max_size=5))
def test_any_text_finds_what_sql_finds(register: Database, text: str) -> None:
    listing = Listing(Kind.PERSON, text)
    assert list(House(register).people.keys(listing)) == by_sql(register, listing)


def test_a_search_in_a_list_that_stands_there_orders_nothing_and_counts_nothing(register: Database) -> None:
    house = House(register)
    house.people.keys(Listing(Kind.PERSON))
    sent = recorded(register, lambda: (house.people.keys(Listing(Kind.PERSON, "lind")), house.people.count()))
    asked = [one.sql for one in sent if "person" in one.sql]
    assert [one for one in asked if "ORDER BY" in one or "count" in one] == []
    assert any("person_search MATCH" in one for one in asked)


def test_what_is_written_is_found_and_what_goes_is_not(tmp_path: Path) -> None:
    database = make_register(tmp_path / "register.outreach", 30)
    house, every = House(database), Listing(Kind.PERSON)
    before = list(house.people.keys(every))
    house.people.save(Person(name="Aaron Abelsson"))
    after = list(house.people.keys(every))
    assert len(after) == len(before) + 1 == house.people.count()
    assert after == by_sql(database, every)
    assert list(house.people.keys(Listing(Kind.PERSON, "aaron"))) == [after[0]]
    changed = replace(house.people.listed(Listing(Kind.PERSON, "aaron"))[0], name="Örjan Öman", given="", family="")
    house.people.save(changed)
    assert list(house.people.keys(Listing(Kind.PERSON, "aaron"))) == []
    assert list(house.people.keys(every)) == by_sql(database, every) != after
    house.history.undo()
    assert list(house.people.keys(every)) == by_sql(database, every) == after
    house.people.delete([changed.id])
    assert list(house.people.keys(every)) == before
    database.close()


def test_the_name_of_a_company_moves_its_people(tmp_path: Path) -> None:
    database = make_register(tmp_path / "register.outreach", 30)
    house, by_company = House(database), Listing(Kind.PERSON, sort="companies")
    company = house.companies.listed(Listing(Kind.COMPANY))[-1]
    house.people.save(Person(name="Bo Ek", roles=(Role(company.id, ""),)))
    house.people.keys(by_company)
    house.companies.save(replace(company, name="Aaa först AB"))
    assert list(house.people.keys(by_company)) == by_sql(database, by_company)
    database.close()


def test_who_is_hidden_is_hidden_by_the_memory_too(tmp_path: Path) -> None:
    database = make_register(tmp_path / "register.outreach", 20)
    house, every = House(database), Listing(Kind.PERSON)
    hidden = house.people.listed(every)[0]
    house.registered.protect(hidden.id)
    assert len(house.people.keys(every)) == 19 == house.people.count()
    with database.read() as view, view.with_everybody():
        assert len(view.store(Kind.PERSON).keys(every)) == 20
    assert len(house.people.keys(every)) == 19
    assert list(house.people.keys(Listing(Kind.PERSON, hidden.name))) == by_sql(database, Listing(Kind.PERSON, hidden.name))
    database.close()


def test_what_was_read_before_a_write_is_not_remembered_after_it() -> None:
    """A reader may look while another thread writes: what it saw is of the time before."""
    orders = Orders()
    reader = orders.glance()
    old = reader.whole("people", lambda: (orders.written(), array("q", [1]))[1])
    assert list(old) == [1]
    assert list(orders.glance().whole("people", lambda: array("q", [1, 2]))) == [1, 2]
    assert reader.known("people") is None, "its snapshot is older than what is remembered"


def test_few_orders_are_remembered_and_the_oldest_goes() -> None:
    orders = Orders()
    for number in range(MOST + 3):
        orders.glance().whole(number, lambda: array("q"))
    assert [number for number in range(MOST + 3) if orders.glance().known(number) is not None] == list(range(3, MOST + 3))
