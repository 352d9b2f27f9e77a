"""A captured line is read with the names of the register at hand: they settle what the shapes of names leave open."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

import pytest
from sqlalchemy import event

from outreach.domain.company import Company
from outreach.domain.listing import Listing
from outreach.domain.person import Person
from outreach.domain.quick_line import QuickLine
from outreach.domain.record import Kind
from outreach.services.house import House


def known(house: House, companies: Iterable[str] = (), people: Iterable[str] = ()) -> None:
    for name in companies:
        house.companies.save(Company(name=name))
    for name in people:
        house.people.save(Person(name=name))


def marked(line: QuickLine) -> set[str]:
    return {one.field for one in line.unsure}


@pytest.mark.parametrize(
    ("line", "person", "company", "note"),
    [
        ("Skanska: frågade om LOU", "", "Skanska", "frågade om LOU"),
        ("Lindqvist", "", "Lindqvist", ""),
        ("lindqvist ab", "", "lindqvist ab", ""),
        ("Kalle Lindqvist", "Kalle", "Lindqvist", ""),
        ("Lindqvist Kalle Ek: snö", "Kalle Ek", "Lindqvist", "snö"),
        ("Anna, Svarta Fåret", "Anna", "Svarta Fåret", ""),
        ("Svarta fåret vill ha besök", "", "Svarta fåret", "vill ha besök"),
    ],
)
def test_a_known_company_is_taken_without_a_doubt(
    house: House, line: str, person: str, company: str, note: str
) -> None:
    known(house, companies=("Skanska AB", "Lindqvist", "Svarta fåret"))
    read = house.meetings.read(line)
    assert (read.person, read.company, read.note.note) == (person, company, note)
    assert not marked(read) & {"person", "company"}


def test_a_known_person_is_taken_without_a_doubt(house: House) -> None:
    assert house.meetings.read("Xiu Quon, Grönkulla").company in ("", "Grönkulla")
    known(house, people=("Xiu Quon",))
    read = house.meetings.read("Grönkulla, Xiu Quon")
    assert (read.person, read.company) == ("Xiu Quon", "Grönkulla")
    assert "person" not in marked(read)


def test_without_the_register_the_same_names_are_marked(house: House) -> None:
    for line in ("Skanska: frågade om LOU", "Lindqvist", "Lindqvist Kalle Ek: snö"):
        assert marked(house.meetings.read(line)) >= {"person", "company"}


def test_a_firm_with_a_first_name_makes_no_company_of_a_person(house: House) -> None:
    known(house, companies=("Anna AB",))
    assert house.meetings.read("Anna, Grönkulla Mark, ringer").person == "Anna"


def test_a_company_that_was_deleted_is_not_known(house: House) -> None:
    known(house, companies=("Skanska",))
    (company,) = house.companies.listed(Listing(Kind.COMPANY))
    house.companies.delete([company.id])
    assert marked(house.meetings.read("Skanska: snö")) >= {"person", "company"}


def test_a_name_that_is_both_stays_marked(house: House) -> None:
    known(house, companies=("Lindqvist",), people=("Lindqvist",))
    assert marked(house.meetings.read("Lindqvist: ringer")) >= {"person", "company"}


def test_a_first_name_stays_a_person_beside_a_known_company(house: House) -> None:
    known(house, companies=("Bergvik Skog",))
    read = house.meetings.read("Ring Conny på Bergvik Skog efter nyår")
    assert (read.person, read.company, read.note.note) == ("Conny", "Bergvik Skog", "Ring efter nyår")
    assert "company" not in marked(read)


def test_the_line_that_is_kept_is_the_line_that_was_shown(house: House) -> None:
    known(house, companies=("Skanska",))
    kept = house.meetings.capture_line("Skanska: frågade om LOU", capture_id=uuid4())
    assert kept.company is not None
    assert kept.person is None
    assert (house.companies.count(), house.people.count()) == (1, 0)


def test_a_line_asks_the_register_a_few_times_and_by_its_index_alone(house: House) -> None:
    known(house, companies=("Skanska", "Peab"), people=("Anna Ek",))
    asked: list[str] = []

    def note_down(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = house.database.engine
    event.listen(engine, "before_cursor_execute", note_down)
    try:
        house.meetings.read("Peab, Anna Ek, platschef, 070-123 45 67: grus och snö, ring på måndag #bygg !fre")
    finally:
        event.remove(engine, "before_cursor_execute", note_down)
    selects = [one for one in asked if one.lstrip().upper().startswith("SELECT")]
    assert 0 < len(selects) <= 40
    plans = [one for one in selects if "term" not in one and "IN (" not in one]
    assert plans == []
