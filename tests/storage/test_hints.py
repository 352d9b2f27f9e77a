"""Whom the letters that are being typed may mean, on both databases: the best fitting name first, then met lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.hint import Fit, Typed
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.services.search import Search
from outreach.storage.database import Database

BERGS = Company(name="Bergs Bygg AB", phones=(Phone("+46240123456"),))
ASP = Company(name="Asps Bergsprängning AB", emails=(Email("info@asp.example"),))
ANNA = Person(name="Anna Berg", given="Anna", family="Berg", roles=(Role(BERGS.id, "vd"),), phones=(Phone("+46701740605"),))
LARS = Person(name="Lars Åkesson", given="Lars", family="Åkesson", roles=(Role(BERGS.id, "säljare"),))
ULLA = Person(name="Ulla Ek", given="Ulla", family="Ek", notes="ville tala om berget")


@pytest.fixture
def search(database: Database) -> Search:
    with database.work("Filled") as work:
        for company in (BERGS, ASP):
            work.save(Kind.COMPANY, company)
        for person in (ANNA, LARS, ULLA):
            work.save(Kind.PERSON, person)
    return Search(database)


def names(search: Search, text: str, *kinds: Kind, most: int = 6) -> list[str]:
    return [hint.name for hint in search.hints(text, kinds or (Kind.COMPANY, Kind.PERSON), most)]


def meet(database: Database, *people: Person) -> None:
    with database.work("Met") as work:
        for number, person in enumerate(people):
            at = datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(minutes=number)
            work.save(Kind.MEETING, Meeting(at=at, officer="Anna Ek", person=person.id, note="hej"))


def test_names_that_begin_so_stand_before_words_inside_and_those_before_notes_and_companies(search: Search) -> None:
    assert names(search, "ber") == ["Bergs Bygg AB", "Anna Berg", "Asps Bergsprängning AB", "Lars Åkesson", "Ulla Ek"]


def test_a_hint_comes_with_all_that_the_offer_shows(search: Search) -> None:
    (anna,) = search.hints("anna b", (Kind.PERSON,))
    assert (anna.name, anna.contact, anna.title, anna.company, anna.company_id) == (
        "Anna Berg",
        "+46701740605",
        "vd",
        "Bergs Bygg AB",
        BERGS.id,
    )
    assert [hint.contact for hint in search.hints("ber", (Kind.COMPANY,))] == ["+46240123456", "info@asp.example"]


def test_whoever_was_met_lately_stands_first_among_those_who_fit_alike(search: Search, database: Database) -> None:
    others = [Person(name=f"Berit {letter}lm", given="Berit", family=f"{letter}lm") for letter in "ABCDEFGHIJ"]
    with database.work("More") as work:
        work.add_many(Kind.PERSON, others)
    assert names(search, "berit", most=3) == ["Berit Alm", "Berit Blm", "Berit Clm"]
    meet(database, others[7], others[4])
    assert names(search, "berit", most=3) == ["Berit Elm", "Berit Hlm", "Berit Alm"]
    # Met lately is no reason to be offered for letters that mean somebody else.
    assert "Berit Elm" not in names(search, "anna")


def test_swedish_letters_are_found_as_such_and_as_bare_ones(search: Search) -> None:
    assert names(search, "åke") == ["Lars Åkesson"]
    assert names(search, "ake") == ["Lars Åkesson"]
    assert names(search, "öke") == []


@pytest.mark.parametrize("text", ["070174", "070-174", "0701 74", "+4670174"])
def test_digits_find_whoever_they_belong_to_however_they_are_grouped(search: Search, text: str) -> None:
    assert names(search, text) == ["Anna Berg"]


@pytest.mark.parametrize("text", ["", "   ", "%", "\"", "'", "_", "-", "(", "AND", "NEAR(", "*"])
def test_signs_and_words_of_the_search_language_mean_nothing_special(search: Search, text: str) -> None:
    assert names(search, text) == []


def test_a_number_at_the_end_of_a_name_is_found_by_its_beginning(search: Search, database: Database) -> None:
    with database.work("More") as work:
        work.save(Kind.COMPANY, Company(name="Bergs 20 AB"))
    assert names(search, "bergs 2", Kind.COMPANY) == ["Bergs 20 AB"]


def test_the_people_of_a_company_are_offered_with_their_title_there(search: Search, database: Database) -> None:
    with database.work("More") as work:
        work.save(Kind.PERSON, replace(ANNA, version=1, roles=(Role(ASP.id, "ägare"), Role(BERGS.id, "styrelsen"))))
    assert [(one.name, one.title, one.company) for one in search.colleagues(BERGS.id)] == [
        ("Anna Berg", "styrelsen", "Bergs Bygg AB"),
        ("Lars Åkesson", "säljare", "Bergs Bygg AB"),
    ]
    assert [one.name for one in search.colleagues(BERGS.id, "åk")] == ["Lars Åkesson"]
    assert [one.name for one in search.colleagues(BERGS.id, most=1)] == ["Anna Berg"]
    meet(database, LARS)
    assert [one.name for one in search.colleagues(BERGS.id)] == ["Lars Åkesson", "Anna Berg"]


def test_no_more_than_asked_for_come_of_each_kind(search: Search, database: Database) -> None:
    with database.work("More") as work:
        work.add_many(Kind.PERSON, [Person(name=f"Bertil {number}", given="Bertil", family=str(number)) for number in range(150)])
    assert len(names(search, "ber", Kind.PERSON)) == 6
    assert len(names(search, "bertil 149", Kind.PERSON)) == 1


@pytest.mark.parametrize(
    ("text", "name", "family", "fit"),
    [
        ("ber", "Bergs Bygg AB", "", Fit.BEGINS),
        ("bergs by", "Bergs Bygg AB", "", Fit.BEGINS),
        ("bygg ber", "Bergs Bygg AB", "", Fit.WORD),
        ("ber", "Anna Berg", "Berg", Fit.BEGINS),
        ("ann", "Anna Berg", "Berg", Fit.BEGINS),
        ("ake", "Åke Öst", "Öst", Fit.BEGINS),
        ("åke", "Ake Ost", "Ost", Fit.ELSEWHERE),
        ("xyz", "Anna Berg", "Berg", Fit.ELSEWHERE),
        ("", "Anna Berg", "Berg", Fit.BEGINS),
    ],
)
def test_how_a_name_fits(text: str, name: str, family: str, fit: Fit) -> None:
    assert Typed(text).fit(name, family) is fit
