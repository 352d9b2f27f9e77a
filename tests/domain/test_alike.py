"""The short keys under which alike names meet, and what tells somebody's own from what a firm shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from outreach.domain.alike import company_blocks, folded_words, person_blocks, place_apart, skeleton
from outreach.domain.contact import is_free_mail, is_mobile

NAMES = some.text("abdegiklmnoprstuåäö", min_size=4, max_size=9)


@given(NAMES, NAMES)
def test_swapped_words_meet(one: str, other: str) -> None:
    assert person_blocks(f"{one} {other}") & person_blocks(f"{other} {one}")


@given(NAMES, NAMES, some.data())
def test_a_slip_in_one_word_leaves_a_key_in_common(one: str, other: str, data: some.DataObject) -> None:
    place = data.draw(some.integers(1, len(other) - 1))
    slip = other[:place] + data.draw(some.sampled_from("aeinrst")) + other[place + 1 :]
    assert person_blocks(f"{one} {other}") & person_blocks(f"{one} {slip}")


@given(NAMES, NAMES)
def test_case_and_marks_change_no_key(one: str, other: str) -> None:
    bare = f"{one} {other}".translate(str.maketrans("åäö", "aao"))
    assert person_blocks(f"{one} {other}".upper()) == person_blocks(bare)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kristina Ek", "Christina Ek"),
        ("Lasse Ek", "Lars Ek"),
        ("Karlsson Eva", "Eva Carlsson"),
        ("Anna Berg-Lind", "Anna Lind"),
        ("A. Berg", "Anna Berg"),
    ],
)
def test_people_of_one_sound_meet(one: str, other: str) -> None:
    assert person_blocks(one) & person_blocks(other)


@pytest.mark.parametrize("name", ["AB Bergs bygg", "Bergs Bygg Aktiebolag", "Bergs Bygg i Ludvika AB", "bergs bygg hb"])
def test_companies_meet_whatever_their_form_and_place(name: str) -> None:
    assert company_blocks(name) & company_blocks("Bergs Bygg AB")


def test_a_place_is_taken_off_a_name_that_is_one_without_it() -> None:
    assert place_apart(folded_words("Bergs Bygg i Östra Forsby")) == (("bergs", "bygg"), "ostra forsby")
    for whole in ("Bo i Ek", "Städ i", "I Väst", "Bergs Bygg i Norra Södra Östra"):
        assert place_apart(folded_words(whole)) == (folded_words(whole), "")


def test_an_empty_name_has_no_keys() -> None:
    assert person_blocks("") == company_blocks("") == frozenset()
    assert skeleton("") == ""


@pytest.mark.parametrize("number", ["+46701740605", "+46791740605", "0721740605", "+4791234567"])
def test_mobiles_and_numbers_from_abroad_are_somebodys_own(number: str) -> None:
    assert is_mobile(number)


@pytest.mark.parametrize("number", ["+46240660000", "+46101234567", "0771-123456", "", "66 00 00"])
def test_fixed_lines_are_answered_by_whoever_is_there(number: str) -> None:
    assert not is_mobile(number)


@pytest.mark.parametrize(("address", "free"), [("a@gmail.com", True), ("a@Hotmail.SE", True), ("a@gmail.example.com", False)])
def test_a_provider_for_everybody_is_no_place_of_work(address: str, free: bool) -> None:
    assert is_free_mail(address) is free
    assert not is_free_mail("gmail")
