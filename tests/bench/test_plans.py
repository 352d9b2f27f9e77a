"""How SQLite goes about the statements behind the lists. A wrong plan gives right answers, a hundred times slower."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from outreach.domain.listing import Listing
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.services.house import House
from outreach.storage.database import create_workspace
from tests.bench.lists import by_sql
from tests.bench.raw import Raw, recorded
from tests.bench.setting import SIGNATURE

#: Names begin with these; "b" fits most of them, "östen" one.
NAMES = [f"Bo Berg{number:03}" for number in range(200)] + ["Östen Åker", "Åsa Ek", "Zahra Lind"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("plans") / "register.outreach"
    database = create_workspace(place, SIGNATURE)
    with database.work("Filled") as work:
        work.people.insert_many([Person(version=1, name=name) for name in reversed(NAMES)], work.now)
    database.close()
    return place


@pytest.fixture
def house(path: Path) -> Iterator[House]:
    from outreach.storage.database import open_workspace

    opened = House(open_workspace(path, SIGNATURE))
    yield opened
    opened.close()


@pytest.fixture
def plan(path: Path, house: House) -> Iterator[Callable[[Callable[[], object]], str]]:
    raw = Raw(path)

    def explain(work: Callable[[], object]) -> str:
        """Return the plan of the last statement that `work` sends; who is hidden is asked for once, before or behind it."""
        last = [one for one in recorded(house.database, work) if "term.field = ?" not in one.sql or "row" in one.sql][-1]
        steps = raw.connection.execute(f"EXPLAIN QUERY PLAN {last.sql}", last.parameters).fetchall()
        return "\n".join(step[3] for step in steps)

    yield explain
    raw.close()


def test_the_next_step_of_a_row_is_looked_up_by_its_record_and_not_among_all_open_ones(house: House, plan) -> None:
    assert "ix_follow_up_person (person=? AND done=?)" in plan(lambda: house.people.rows([1, 2]))
    assert "ix_follow_up_company (company=? AND done=?)" in plan(lambda: house.companies.rows([1, 2]))


def test_the_rows_of_a_list_are_found_without_walking_a_table(house: House, plan) -> None:
    for records in (house.people, house.companies, house.events, house.tenders, house.meetings, house.follow_ups):
        assert "SCAN" not in plan(lambda records=records: records.rows([1, 2])), records.kind


def test_a_list_in_order_of_names_is_read_off_its_index_and_not_sorted(house: House, plan) -> None:
    found = plan(lambda: house.people.keys(Listing(Kind.PERSON)))
    assert "COVERING INDEX ix_person_sort" in found
    assert "TEMP B-TREE" not in found


def test_a_letter_that_fits_most_rows_walks_the_order_and_a_rare_word_looks_its_rows_up(house: House, plan) -> None:
    assert "SCAN person USING COVERING INDEX ix_person_sort" in plan(by_sql(house, Listing(Kind.PERSON, "b")))
    assert "SEARCH person USING INTEGER PRIMARY KEY" in plan(by_sql(house, Listing(Kind.PERSON, "östen")))


@pytest.mark.parametrize("text", ["b", "bo", "berg19", "åker", "z", "bo berg", "nobody"])
def test_both_ways_of_searching_find_the_same_people_in_swedish_order(house: House, text: str) -> None:
    found = house.people.listed(Listing(Kind.PERSON, text))
    wanted = [name for name in NAMES if all(any(w.startswith(t) for w in name.lower().split()) for t in text.split())]
    assert [person.name for person in found] == sorted(wanted, key=sort_key)
