"""The record of article 30 knows every field: each kind and table is sorted in, and a new one shows up by itself."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.personal_data import ABOUT_PEOPLE, NOT_ABOUT_PEOPLE, Category, fields_of
from outreach.domain.record import Kind


def test_every_kind_is_sorted_in() -> None:
    assert set(ABOUT_PEOPLE) | NOT_ABOUT_PEOPLE == set(Kind)
    assert not set(ABOUT_PEOPLE) & NOT_ABOUT_PEOPLE


def test_no_field_of_a_person_is_left_without_a_category() -> None:
    found = fields_of({Kind.PERSON: Person, Kind.MEETING: Meeting})
    assert Category.OTHER not in found
    assert "person.consents" in found[Category.RIGHTS]


def test_a_field_that_nobody_has_sorted_in_stands_there_by_its_name() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class WithShoes(Person):
        shoe_size: str = ""

    assert fields_of({Kind.PERSON: WithShoes})[Category.OTHER] == ["person.shoe_size"]
