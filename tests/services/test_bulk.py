"""Bulk edit: one field of many, as one action that can be taken back, or none at all."""

from dataclasses import replace

import pytest

from outreach.domain.company import Company, SizeClass
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.errors import Cancelled, InvalidInput
from outreach.services.bulk import change_many, count_changed

FIRMS = [Company(name=f"Firma {number}", cpv=("45000000",)) for number in range(4)]


@pytest.fixture
def ids(house):
    for firm in FIRMS:
        house.companies.save(firm)
    house.companies.save(replace(house.companies.get(FIRMS[0].id), municipality="2080"))
    return [firm.id for firm in FIRMS]


def of(house, field: str):
    return [getattr(house.companies.get(firm.id), field) for firm in FIRMS]


def test_a_municipality_is_set_for_all_as_one_action_and_taken_back_at_once(house, ids):
    assert count_changed(house, Kind.COMPANY, ids, {"municipality": "falun"}) == 3
    changes = change_many(house, Kind.COMPANY, ids, {"municipality": "falun"})
    assert of(house, "municipality") == ["2080"] * 4
    assert (changes.values, len(changes.touched)) == ({"count": "3"}, 3)
    house.history.undo()
    assert of(house, "municipality") == ["2080", "", "", ""]


def test_codes_are_added_each_once_and_a_size_is_set(house, ids):
    change_many(house, Kind.COMPANY, ids, {"cpv": "45000000, 90620000", "size": "small"})
    assert of(house, "cpv") == [("45000000", "90620000")] * 4
    assert of(house, "size") == [SizeClass.SMALL] * 4


@pytest.mark.parametrize(
    "values",
    [{"municipality": "Atlantis"}, {"size": "huge"}, {"cpv": "12"}, {"name": "Alla lika"}, {"org_number": "1"}],
)
def test_a_value_that_cannot_be_changes_nothing(house, ids, values):
    before = house.history.next_undo()
    for call in (change_many, count_changed):
        with pytest.raises(InvalidInput):
            call(house, Kind.COMPANY, ids, values)
    assert (of(house, "municipality"), house.history.next_undo()) == (["2080", "", "", ""], before)


def test_people_and_tenders_have_fields_of_their_own(house):
    anna, snow = Person(name="Anna"), Tender(title="Snö")
    house.people.save(anna)
    house.tenders.save(snow)
    change_many(house, Kind.PERSON, [anna.id], {"language": "en", "source": " Mässan  2026 "})
    change_many(house, Kind.TENDER, [snow.id], {"stage": "planned", "officer": "Bo", "buyer": "Älvbro kommun"})
    person, tender = house.people.get(anna.id), house.tenders.get(snow.id)
    assert (person.language, person.source) == ("en", "Mässan 2026")
    assert (tender.stage, tender.officer, tender.buyer) == (Stage.PLANNED, "Bo", "Älvbro kommun")


@pytest.mark.parametrize("what", ["change", "tag"])
def test_cancelling_half_way_leaves_everything_as_it_was(house, ids, what):
    def stop(done: int, total: int) -> None:
        assert total == 4
        if done == 3:
            raise Cancelled

    before = house.history.next_undo()
    with pytest.raises(Cancelled):
        if what == "change":
            change_many(house, Kind.COMPANY, ids, {"municipality": "Falun"}, stop)
        else:
            house.companies.tag(ids, add=["bygg"], report=stop)
    assert (of(house, "municipality"), of(house, "tags")) == (["2080", "", "", ""], [()] * 4)
    assert house.history.next_undo() == before
