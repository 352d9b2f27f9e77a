"""The verbs that all kinds share, and the rules of each kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from outreach.domain.company import Company
from outreach.domain.event import Event, EventStatus
from outreach.domain.follow_up import FollowUp
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.tender import Money, Tender, ValueClass
from outreach.domain.unit import Officer, Unit
from outreach.domain.when import When, zoned
from outreach.errors import InvalidInput, NotFound, NothingToUndo
from outreach.services.house import House


def test_a_sole_traders_number_is_never_kept(house: House) -> None:
    company = Company(name="Åkes Städ", org_number="811228-9874")
    house.companies.save(company)
    kept = house.companies.get(company.id)
    assert (kept.org_number, kept.sole_trader) == ("", True)
    assert house.search.find("811228") == []
    assert "8112289874" not in str(house.history.of(company.id))


@pytest.mark.parametrize("typed", ["212000-2205", "2120002205", "16212000-2205", "SE212000220501", " 212000 2205 "])
def test_an_organisation_number_is_kept_as_ten_digits(house: House, typed: str) -> None:
    company = Company(name="Kommunen", org_number=typed)
    house.companies.save(company)
    assert house.companies.get(company.id).org_number == "2120002205"


def test_a_wrong_check_digit_is_refused_with_a_sentence(house: House) -> None:
    with pytest.raises(InvalidInput) as caught:
        house.companies.save(Company(name="Kommunen", org_number="212000-2206"))
    assert "check digit" in caught.value.reason


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("companies", Company(name="  ")),
        ("people", Person(name="")),
        ("tenders", Tender(title=" \t")),
        ("events", Event(title="", when=zoned(datetime(2026, 1, 1), datetime(2026, 1, 1)))),
    ],
)
def test_a_record_without_a_name_is_refused(house: House, kind: str, record: object) -> None:
    with pytest.raises(InvalidInput):
        getattr(house, kind).save(record)
    assert getattr(house, kind).count() == 0


def test_tags_go_on_many_records_as_one_action(house: House) -> None:
    companies = [Company(name=f"Bolag {number}", tags=("gammal",)) for number in range(5)]
    for company in companies:
        house.companies.save(company)
    house.companies.tag([company.id for company in companies], add=["#Bygg ", "bygg"], remove=["gammal"])
    assert {house.companies.get(company.id).tags for company in companies} == {("bygg",)}
    assert house.companies.tags() == ["bygg"]
    assert house.history.undo().reversed == 5
    assert {house.companies.get(company.id).tags for company in companies} == {("gammal",)}


def test_deleting_a_company_frees_its_people_and_undo_ties_them_again(house: House) -> None:
    company = Company(name="Bergs Bygg AB")
    house.companies.save(company)
    person = Person(name="Anna Berg", roles=(Role(company.id, "vd"),))
    house.people.save(person)
    house.companies.delete([company.id])
    assert house.people.get(person.id).roles == ()
    with pytest.raises(NotFound):
        house.companies.get(company.id)
    house.history.undo()
    assert house.people.get(person.id).roles == (Role(company.id, "vd"),)
    assert house.companies.card(company.id).people[0].name == "Anna Berg"


def test_what_guests_see_raises_the_sequence_and_what_is_ours_does_not(house: House) -> None:
    event = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9)))
    house.events.save(event)
    stored = house.events.get(event.id)
    house.events.save(replace(stored, notes="köp bullar", staff=("Anna Ek",)))
    assert house.events.get(event.id).sequence == 0
    house.events.save(replace(house.events.get(event.id), place="Folkets hus"))
    assert house.events.get(event.id).sequence == 1
    house.events.cancel(event.id)
    cancelled = house.events.get(event.id)
    assert (cancelled.sequence, cancelled.status, cancelled.uid) == (2, EventStatus.CANCELLED, event.uid)


def test_a_copied_event_has_an_identity_of_its_own(house: House) -> None:
    event = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9)))
    house.events.save(event)
    copy = house.events.copy(event.id)
    assert copy.id != event.id
    assert copy.uid != event.uid
    house.events.save(copy)
    assert house.events.count() == 2


def test_a_series_is_laid_out_at_the_same_wall_time_across_the_clock_change(house: House) -> None:
    event = Event(
        title="Öppen rådgivning",
        when=zoned(datetime(2026, 10, 20, 15), datetime(2026, 10, 20, 16)),
        recurrence=("RRULE:FREQ=WEEKLY;COUNT=3",),
    )
    house.events.save(event)
    found = house.events.between(date(2026, 10, 1), date(2026, 11, 30))
    assert [one.when.start for one in found] == [datetime(2026, 10, day, 15) for day in (20, 27)] + [
        datetime(2026, 11, 3, 15)
    ]
    assert [one.when.start_utc.hour for one in found] == [13, 14, 14]


def test_the_size_of_a_tender_follows_from_its_value(house: House) -> None:
    tender = Tender(title="Städ", value=Money(3_000_000_00))
    house.tenders.save(tender)
    assert house.tenders.get(tender.id).value_class is ValueClass.UNDER_10M


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.example", "https://", "bara ord"])
def test_a_link_that_is_not_a_web_address_is_refused(house: House, link: str) -> None:
    with pytest.raises(InvalidInput):
        house.tenders.save(Tender(title="Städ", link=link))


def test_an_unknown_cpv_code_is_refused_and_a_check_digit_taken_off(house: House) -> None:
    tender = Tender(title="Snö", cpv=("90620000-9",))
    house.tenders.save(tender)
    assert house.tenders.get(tender.id).cpv == ("90620000",)
    with pytest.raises(InvalidInput):
        house.tenders.save(Tender(title="Snö", cpv=("12345678",)))


def test_an_event_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        When(datetime(2026, 1, 2), datetime(2026, 1, 1))


def test_follow_ups_are_done_and_moved(house: House) -> None:
    person = Person(name="Anna Berg")
    house.people.save(person)
    promise = FollowUp(due=date(2026, 11, 20), text="Ring", person=person.id)
    house.follow_ups.save(promise)
    assert [row.cells["person"] for row in house.follow_ups.open_ones()] == ["Anna Berg"]
    house.follow_ups.move([promise.id], house.follow_ups.next_working_day(date(2026, 11, 27)))
    assert house.follow_ups.get(promise.id).due == date(2026, 11, 30)
    house.follow_ups.finish([promise.id])
    assert house.follow_ups.get(promise.id).done == house.now()
    assert house.follow_ups.open_ones() == []


def test_the_time_line_of_a_company_tells_everything_latest_first(house: House) -> None:
    company = Company(name="Bergs Bygg AB")
    house.companies.save(company)
    house.meetings.save(Meeting(at=house.now().replace(year=2025), company=company.id, note="förra året"))
    house.meetings.save(Meeting(at=house.now().replace(year=2027), company=company.id, note="nästa år"))
    moments = house.companies.card(company.id).moments
    assert [(moment.what, moment.text) for moment in moments] == [
        ("meeting", "nästa år"),
        ("change", "Added {name}"),
        ("meeting", "förra året"),
    ]


def test_the_first_start_keeps_unit_and_officer(house: House) -> None:
    assert house.unit.is_new()
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    assert not house.unit.is_new()
    assert house.unit.unit().municipality == "Älvbro kommun"
    assert [officer.name for officer in house.unit.officers()] == ["Anna Ek"]
    with pytest.raises(InvalidInput):
        house.unit.save_unit(replace(house.unit.unit(), logo=b"GIF89a"))
    with pytest.raises(InvalidInput):
        house.unit.save_officer(Officer(name=" "))
    with pytest.raises(InvalidInput):
        house.unit.save_unit(Unit(municipality=""))


def test_search_without_words_finds_nothing_and_undo_of_nothing_says_so(house: House) -> None:
    assert house.search.find("  ") == []
    with pytest.raises(NothingToUndo):
        house.history.undo()
    with pytest.raises(NothingToUndo):
        house.history.redo()


def test_an_undo_of_which_all_had_to_be_kept_does_not_block_the_way_back(house: House) -> None:
    company = Company(name="Ett")
    house.companies.save(company)
    names = ("Två", "Tre", "Två")
    actions = []
    for name in names:
        house.companies.save(replace(house.companies.get(company.id), name=name))
        actions.append(house.history.actions(1)[0].id)
    house.history.undo(actions[0])
    assert house.companies.get(company.id).name == "Ett"
    assert [item.reason for item in house.history.undo().kept] == ["edited"]
    assert [item.reason for item in house.history.undo().kept] == ["edited"]
    house.history.undo()
    assert house.companies.count() == 0
    with pytest.raises(NothingToUndo):
        house.history.undo()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd"])
def test_an_event_in_a_zone_that_does_not_exist_is_refused(house: House, zone: str) -> None:
    with pytest.raises(InvalidInput):
        house.events.save(Event(title="Gala", when=When(datetime(2026, 1, 1), datetime(2026, 1, 2), zone)))
    with pytest.raises(InvalidInput):
        house.events.save(Event(title="Gala", when=zoned(datetime(1, 1, 1), datetime(1, 1, 2))))


def test_an_event_in_the_hour_that_does_not_exist_is_kept_and_found(house: House) -> None:
    event = Event(title="Nattöppet", when=zoned(datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 3, 15)))
    house.events.save(event)
    assert house.events.get(event.id).when == event.when
    assert [one.event.id for one in house.events.between(date(2026, 3, 29), date(2026, 3, 29))] == [event.id]


def test_one_is_at_the_date_of_a_series_that_is_on_now(house: House) -> None:
    series = Event(
        title="Öppen rådgivning",
        when=zoned(datetime(2026, 9, 1, 9), datetime(2026, 9, 1, 12)),
        recurrence=("RRULE:FREQ=WEEKLY",),
    )
    house.events.save(series)
    assert house.events.under_way(house.now()) == house.events.get(series.id)
    assert house.events.under_way(house.now() + timedelta(days=1)) is None
    house.events.cancel(series.id)
    assert house.events.under_way(house.now()) is None


def test_a_role_at_a_company_without_a_name_is_refused(house: House) -> None:
    with pytest.raises(InvalidInput):
        house.people.save_with_roles(Person(name="Bo"), [(" ", "vd")])
    assert (house.people.count(), house.companies.count()) == (0, 0)


def test_a_company_takes_no_interest_in_what_is_no_code(house: House) -> None:
    with pytest.raises(InvalidInput):
        house.companies.save(Company(name="Ett", cpv=("snö",)))


def test_rows_of_a_listing_come_in_its_order(house: House) -> None:
    for name in ("Öst", "Ask", "Åby"):
        house.companies.save(Company(name=name))
    listing = Listing(Kind.COMPANY, sort="name", descending=True)
    assert [row.cells["name"] for row in house.companies.rows(house.companies.keys(listing))] == ["Öst", "Åby", "Ask"]
