"""Who may stand twice: the broad rule for an officer's eyes, told apart for good and kept up to date; the narrow rule beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Address, Email, Phone
from outreach.domain.likeness import Band
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.errors import Cancelled, InvalidInput, NotFound
from outreach.services.duplicates import Typed
from outreach.services.house import House
from outreach.services.scanning import DoublePair

MOBILE, OTHER = "+46701740605", "+46701740606"


def firm(house: House, name: str = "Bergs Bygg AB", **values: Any) -> Company:
    company = Company(name=name, **values)
    house.companies.save(company)
    return house.companies.get(company.id)


def person(house: House, name: str, at: Company | None = None, *contacts: str) -> Person:
    made = Person(
        name=name,
        roles=(Role(at.id),) if at else (),
        emails=tuple(Email(one) for one in contacts if "@" in one),
        phones=tuple(Phone(one) for one in contacts if "@" not in one),
    )
    house.people.save(made)
    return house.people.get(made.id)


def bands(found: list[DoublePair]) -> dict[frozenset[str], Band]:
    return {frozenset(one.titles): one.band for one in found}


def only(found: list[DoublePair]) -> DoublePair:
    (one,) = found
    return one


# People --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "band", "reasons"),
    [
        (("Anna Berg", MOBILE), ("Anna Bergh", MOBILE), Band.SURE, ("alike", "phone")),
        (("Anna Berg", MOBILE), ("Berg Anna", MOBILE), Band.SURE, ("swapped", "phone")),
        (("Åsa Öberg", "asa@hemma.example"), ("asa oberg", "ASA@hemma.example"), Band.SURE, ("name", "email")),
        (("Anna Berg", "anna@hemma.example"), ("Anna", "anna@hemma.example"), Band.SURE, ("given", "email")),
        (("Anna Maria Berg", MOBILE), ("Anna Berg", MOBILE), Band.SURE, ("part", "phone")),
        (("Lasse Ek", MOBILE), ("Lars Ek", MOBILE), Band.SURE, ("alike", "phone")),
        (("A. Berg", MOBILE), ("Anna Berg", MOBILE), Band.SURE, ("part", "phone")),
        (("Anna Berg", MOBILE), ("Anna Lund", MOBILE), Band.LIKELY, ("given", "phone")),
        (("Anna Berg", "anna@x.example"), ("Ylva Ström", "anna@x.example"), Band.LIKELY, ("email",)),
        (("Bo Berg", "bergs@gmail.com"), ("Eva Berg", "bergs@gmail.com"), Band.MAYBE, ("email",)),
        (("Anna Berg", MOBILE), ("Anna Berg",), Band.LIKELY, ("name",)),
        (("Anna Berg", MOBILE), ("Anna Berg", "anna@x.example"), Band.MAYBE, ("name",)),
    ],
)
def test_pairs_of_people_and_their_reasons(
    house: House, first: tuple[str, ...], second: tuple[str, ...], band: Band, reasons: tuple[str, ...]
) -> None:
    for name, *contacts in (first, second):
        person(house, name, None, *contacts)
    found = only(house.duplicates.scan(Kind.PERSON))
    assert (found.band, found.reasons) == (band, reasons)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Anna Berg", "info@x.example"), ("Ylva Ström", "info@x.example")),
        (("Anna Berg", "+46240660000"), ("Ylva Ström", "+46240660000")),
        (("Anna Berg", MOBILE), ("Anna Berg", OTHER)),
        (("Anna Berg",), ("Anna Borg", MOBILE, "anna@x.example")),
        (("Bo Ek", "bo@gmail.com"), ("Bo Ekman", "bo.ekman@gmail.com")),
        (("Anna Berg", MOBILE), ("Ylva Ström", MOBILE, "ylva@x.example")),
    ],
)
def test_shared_mailboxes_switchboards_and_namesakes_are_no_sure_or_likely_pairs(
    house: House, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    for name, *contacts in (first, second):
        person(house, name, None, *contacts)
    assert all(one.band is Band.MAYBE for one in house.duplicates.scan(Kind.PERSON))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elsa Fredriksson", "Emma Fredriksson"),
        ("Ida Sandberg", "Nina Sandberg"),
        ("Nils Aronsson", "Nils Hansson"),
        ("Mona Öhman", "Simon Öhman"),
    ],
)
def test_colleagues_whose_names_are_alike_by_their_length_alone_are_not_likely(house: House, one: str, other: str) -> None:
    at = firm(house)
    for name in (one, other):
        person(house, name, at, "+46240660000")
    assert all(pair.band is Band.MAYBE for pair in house.duplicates.scan(Kind.PERSON))


@pytest.mark.parametrize("slip", ["Karin Lindstrom", "Karni Lindström", "Karin Lindtsröm", "Karn Lindsröm", "Carin Lindströhm"])
def test_slips_of_the_finger_are_seen_through(house: House, slip: str) -> None:
    person(house, "Karin Lindström", None, MOBILE)
    person(house, slip, None, MOBILE)
    assert only(house.duplicates.scan(Kind.PERSON)).band is Band.SURE


def test_father_and_son_at_one_firm_are_never_sure(house: House) -> None:
    at = firm(house)
    person(house, "Lars Berg", at, "+46240660000", MOBILE)
    person(house, "Lars Bergh", at, "+46240660000", OTHER)
    assert only(house.duplicates.scan(Kind.PERSON)).band is Band.LIKELY


def test_the_very_same_name_at_one_firm_is_sure_until_both_have_a_number_and_an_address(house: House) -> None:
    at = firm(house)
    person(house, "Lars Berg", at, MOBILE)
    second = person(house, "Lars Berg", at, OTHER)
    assert only(house.duplicates.scan(Kind.PERSON)).band is Band.SURE
    house.people.save(replace(second, emails=(Email("lars.jr@bergs.example"),)))
    assert only(house.duplicates.scan(Kind.PERSON)).band is Band.SURE
    first = next(one for one in house.people.listed(Listing(Kind.PERSON)) if one.id != second.id)
    house.people.save(replace(first, emails=(Email("lars@bergs.example"),)))
    assert only(house.duplicates.scan(Kind.PERSON)).band is Band.LIKELY


def test_a_mobile_that_three_names_have_is_a_switchboard(house: House) -> None:
    for name in ("Anna Berg", "Anna Bergh", "Ylva Ström", "Bo Ek"):
        person(house, name, None, MOBILE)
    assert only(house.duplicates.scan(Kind.PERSON)).band is Band.LIKELY


def test_a_name_that_many_have_is_no_pair_by_itself(house: House) -> None:
    for number in range(3):
        person(house, "Anna Andersson", firm(house, f"Firma {number} AB"))
    assert house.duplicates.scan(Kind.PERSON) == []


def test_the_fuller_one_is_kept(house: House) -> None:
    person(house, "Anna Berg", None, MOBILE)
    full = person(house, "Anna Bergh", firm(house), MOBILE, "anna@x.example")
    assert only(house.duplicates.scan(Kind.PERSON)).one == full.id


# Companies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "band"),
    [
        ("Bergs Bygg AB", "Bergs Bygg Aktiebolag", Band.SURE),
        ("Bergs Bygg AB", "AB Bergs bygg", Band.SURE),
        ("Bergs Bygg AB", "Bergs Bygg i Ludvika AB", Band.SURE),
        ("Åkes Åkeri", "Akes akeri AB", Band.SURE),
        ("Bergs Bygg AB", "Berg Bygg AB", Band.LIKELY),
        ("Bergs Bygg AB", "Bergs Bygg och Plåt AB", Band.LIKELY),
        ("Bergs Bygg AB", "Bergs Bygg HB", Band.MAYBE),
    ],
)
def test_companies_with_one_mailbox(house: House, first: str, second: str, band: Band) -> None:
    for name in (first, second):
        firm(house, name, emails=(Email("info@bergsbygg.example"),))
    assert only(house.duplicates.scan(Kind.COMPANY)).band is band


def test_workplaces_with_one_number_are_no_sure_doubles(house: House) -> None:
    for city in ("Ludvika", "Falun"):
        firm(house, "Bergs Bygg AB", org_number="5560360793", addresses=(Address("Storgatan 1", city=city),))
    assert only(house.duplicates.scan(Kind.COMPANY)).band is Band.MAYBE


def test_two_streets_in_one_town_are_looked_at(house: House) -> None:
    for street in ("Storgatan 1", "Hamngatan 2"):
        firm(house, "Bergs Bygg AB", org_number="5560360793", addresses=(Address(street, city="Ludvika"),))
    assert only(house.duplicates.scan(Kind.COMPANY)).band is Band.LIKELY


def test_a_sole_trader_and_a_limited_company_of_one_name_are_two(house: House) -> None:
    firm(house, "Bergs Måleri", emails=(Email("info@bergs.example"),), sole_trader=True)
    firm(house, "Bergs Måleri AB", emails=(Email("info@bergs.example"),), org_number="5560360793")
    pair = only(house.duplicates.scan(Kind.COMPANY))
    assert pair.band is Band.MAYBE
    house.duplicates.merge(Kind.COMPANY, pair.one, [pair.other])
    whole = house.companies.get(pair.one)
    assert (whole.org_number, whole.sole_trader) == ("5560360793", False)


def test_two_numbers_are_two_companies(house: House) -> None:
    firm(house, org_number="5560360793")
    firm(house, org_number="2120000142")
    assert house.duplicates.scan(Kind.COMPANY) == []


# The search ----------------------------------------------------------------------------------------------------------


def test_a_search_tells_how_far_it_is_and_can_be_cancelled(house: House) -> None:
    for number in range(30):
        person(house, f"Anna Berg{'abcdefghij'[number % 10]}", None, f"+467017406{number:02}")
    told: list[tuple[int, int]] = []
    house.duplicates.scan(Kind.PERSON, lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    before = house.history.next_undo()
    with pytest.raises(Cancelled):
        house.duplicates.scan(Kind.PERSON, cancel)
    assert house.history.next_undo() == before


def test_only_people_and_companies_are_compared(house: House) -> None:
    with pytest.raises(InvalidInput):
        house.duplicates.scan(Kind.EVENT)


def test_a_pair_that_was_told_apart_stays_apart_until_that_is_undone(house: House) -> None:
    first, second = person(house, "Anna Berg", None, MOBILE), person(house, "Anna Bergh", None, MOBILE)
    house.duplicates.keep_apart(Kind.PERSON, [(second.id, first.id)])
    assert house.duplicates.scan(Kind.PERSON) == []
    assert house.duplicates.again(Kind.PERSON, [first.id]) == []
    assert house.duplicates.keep_apart(Kind.PERSON, [(first.id, second.id)]).action is None
    house.history.undo()
    assert len(house.duplicates.scan(Kind.PERSON)) == 1


def test_somebody_unknown_cannot_be_told_apart_or_merged(house: House) -> None:
    known = person(house, "Anna Berg")
    with pytest.raises(NotFound):
        house.duplicates.keep_apart(Kind.PERSON, [(known.id, uuid4())])
    with pytest.raises(NotFound):
        house.duplicates.merge(Kind.PERSON, known.id, [uuid4()])
    assert house.duplicates.merge_pairs(Kind.PERSON, [(known.id, uuid4())]).action is None


def test_what_was_found_follows_every_change_and_its_undo(house: House) -> None:
    first, second = person(house, "Anna Berg", None, MOBILE), person(house, "Anna Bergh", None, MOBILE)
    third = person(house, "Bo Ek", None, OTHER)
    house.duplicates.remember(Kind.PERSON, house.duplicates.scan(Kind.PERSON))

    def found() -> set[frozenset[Any]]:
        return {frozenset(one.id) for one in house.duplicates.found(Kind.PERSON) or ()}

    pair, other = frozenset({first.id, second.id}), None
    assert found() == {pair}
    assert house.duplicates.renew(house.people.save(replace(third, name="Bo Bergh", phones=(Phone(OTHER),))))
    assert found() == {pair}
    fourth = person(house, "Bo Berg")
    assert house.duplicates.renew(house.people.save(replace(fourth, phones=(Phone(OTHER),))))
    other = frozenset({third.id, fourth.id})
    assert found() == {pair, other}
    assert house.duplicates.renew(house.duplicates.merge(Kind.PERSON, first.id, [second.id]))
    assert found() == {other}
    assert house.duplicates.renew(house.duplicates.keep_apart(Kind.PERSON, [(third.id, fourth.id)]))
    assert found() == set()
    for wanted in ({other}, {other, pair}):
        house.duplicates.renew(house.history.undo().changes)
        assert found() == wanted


def test_everything_that_a_renewal_finds_a_search_finds_too(house: House) -> None:
    at = firm(house)
    for name, *contacts in (("Anna Berg", MOBILE), ("Anna Bergh", MOBILE), ("Berg Anna",), ("Anna Lund",), ("A. Berg", OTHER)):
        person(house, name, at, *contacts)
    ids = house.people.ids(Listing(Kind.PERSON))
    assert bands(house.duplicates.again(Kind.PERSON, ids)) == bands(house.duplicates.scan(Kind.PERSON))
    assert len(house.duplicates.scan(Kind.PERSON)) > 3


# While typing --------------------------------------------------------------------------------------------------------


def test_who_is_typed_is_recognised_by_each_thing_that_tells(house: House) -> None:
    at = firm(house)
    anna = person(house, "Anna Berg", at, MOBILE, "anna@x.example")
    for typed in (
        Typed("Anna Berg"),
        Typed("Anna Bergh", companies=(at.id,)),
        Typed("Anna", companies=(at.id,)),
        Typed("", emails=("ANNA@x.example",)),
        Typed("Anna", phones=("070-174 06 05",)),
        Typed("berg anna"),
    ):
        (found,) = house.duplicates.like(Kind.PERSON, typed)
        assert (found.id, found.title, found.detail) == (anna.id, "Anna Berg", "Bergs Bygg AB")
    for typed in (Typed("An"), Typed("Ylva Ström", emails=("info@x.example",)), Typed("Anna Berg", but=anna.id)):
        assert house.duplicates.like(Kind.PERSON, typed) == []


def test_a_company_is_recognised_by_number_mailbox_telephone_and_name(house: House) -> None:
    known = firm(
        house,
        org_number="5560360793",
        phones=(Phone("+46240660000"),),
        emails=(Email("info@bergs.example"),),
        addresses=(Address(city="Ludvika"),),
    )
    for typed in (
        Typed("bergs bygg"),
        Typed("Bergs Bygg i Ludvika Aktiebolag"),
        Typed("Berg Bygg", phones=("0240-66 00 00",)),
        Typed("Bergs", org_number="5560360793"),
        Typed("", emails=("info@bergs.example",), org_number="5560360793"),
    ):
        (found,) = house.duplicates.like(Kind.COMPANY, typed)
        assert (found.id, found.detail) == (known.id, "Ludvika")
    assert house.duplicates.like(Kind.COMPANY, Typed("Bergs Måleri")) == []


# The narrow rule -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Ylva Ström, Bergs Bygg AB, info@x.example: hej",
        "Anna Bergh, 0701740605: hej",
        "Lars Berg, Bergs Måleri: hej",
    ],
)
def test_what_the_broad_rule_only_hints_at_no_capture_takes_for_the_same(house: House, line: str) -> None:
    person(house, "Anna Berg", firm(house), MOBILE, "info@x.example")
    person(house, "Lars Berg", firm(house, "Bergs El"), OTHER)
    before = house.people.count()
    house.meetings.capture_line(line)
    assert house.people.count() == before + 1


@pytest.mark.parametrize("number", ["070-174 06 05", "+46 70 174 06 05", "0046701740605", "(070) 1740605"])
def test_a_number_is_the_same_however_it_is_written(house: House, number: str) -> None:
    person(house, "Anna Berg", None, MOBILE)
    house.meetings.capture_line(f"Anna Berg, {number}: hej")
    assert house.people.count() == 1
