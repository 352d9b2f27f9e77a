"""Search words, Swedish order, numbers and names: the small rules that everything stands on."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.company import Company, name_key, read_org_number, show_org_number
from outreach.domain.contact import (
    Email,
    clean_email,
    clean_phone,
    is_shared_mailbox,
    kept_phone,
    phone_digits,
    show_phone,
)
from outreach.domain.quick_line import read_day, read_line, read_note
from outreach.domain.record import differences, from_plain, to_plain
from outreach.domain.search_text import index_text, query_words
from outreach.domain.sorting import sort_key
from outreach.domain.tender import Money, ValueClass, value_class

TODAY = date(2026, 11, 24)


def test_swedish_order_is_that_of_the_telephone_book() -> None:
    right = ["adam", "Berg", "Éva", "Eva 2", "Eva 10", "Wahl", "Zetterlund", "Åkesson", "Ärlig", "Öberg", "Öström"]
    mixed = right.copy()
    random.Random(3).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == right


def test_a_word_is_indexed_as_written_and_without_marks() -> None:
    assert index_text("Åsa ÉVA").split() == ["åsa", "asa", "eva"]


@given(st.text(max_size=60))
def test_any_text_can_be_indexed_and_asked_for(text: str) -> None:
    for word in query_words(text):
        assert word
        assert " " not in word
    index_text(text)
    sort_key(text)


@pytest.mark.parametrize("typed", ["070 123", "070-123", "+46 70 123", "0046 70-123"])
def test_a_number_is_asked_for_however_it_is_grouped(typed: str) -> None:
    assert query_words(typed) == ["070123"]


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("070-123 45 67", "+46701234567", "070-123 45 67"),
        ("0046701234567", "+46701234567", "070-123 45 67"),
        ("+46 (0)240 66 00 00", "+46240660000", "0240-66 00 00"),
        ("0240-174 06 05", "+462401740605", "02401740605"),  # a digit too many: the zero stays
        ("+47 22 12 34 56", "+4722123456", "+47 22 12 34 56"),
    ],
)
def test_telephone_numbers_are_kept_in_one_form_and_shown_in_anothers(typed: str, kept: str, shown: str) -> None:
    assert clean_phone(typed) == kept
    assert show_phone(kept) == shown


@pytest.mark.parametrize(
    "typed", ["08-1234 hem", "0240-660000 jobb", "08-123 456 78 ankn 12", "070-123 45 67 ext 12", "66 00 00", "660000"]
)
def test_a_number_that_would_lose_or_change_digits_is_kept_as_it_was_typed(typed: str) -> None:
    assert clean_phone(typed) is None
    assert kept_phone(typed).number == typed


@pytest.mark.parametrize("typed", ["070-123 45 67 (växel)", "tel 070-123 45 67", "701234567", "+46 (0)70-123 45 67"])
def test_a_number_with_words_around_it_is_still_that_number(typed: str) -> None:
    assert clean_phone(typed) == "+46701234567"


def test_what_is_no_number_is_shown_as_it_was_typed() -> None:
    assert clean_phone("ring växeln") is None
    assert show_phone("ring växeln") == "ring växeln"
    assert show_phone("+46 980-31 92 83 ankn. 12") == "+46 980-31 92 83 ankn. 12"
    assert phone_digits("+46701234567") == "0701234567"


@pytest.mark.parametrize("address", ["info@x.se", "Kontakt@X.se", "försäljning@x.se", "kundtjanst@x.se"])
def test_shared_mailboxes_are_known(address: str) -> None:
    assert is_shared_mailbox(address)
    assert not is_shared_mailbox("anna.info@x.se")


def test_e_mail_addresses_are_checked_for_form() -> None:
    assert clean_email(" anna@BERGS.example ") == "anna@bergs.example"
    assert clean_email("anna@") is None
    assert clean_email("åsa@malmö.se") == "åsa@malmö.se"


@pytest.mark.parametrize(
    ("typed", "digits", "valid", "sole"),
    [
        ("212000-2205", "2120002205", True, False),
        ("SE212000220501", "2120002205", True, False),
        ("16 212000-2205", "2120002205", True, False),
        ("212000-2206", "2120002206", False, False),
        ("811228-9874", "", True, True),
        ("19811228-9874", "", True, True),
        ("ett nummer", "ETTNUMMER", False, False),
    ],
)
def test_organisation_numbers_are_told_from_personal_ones(typed: str, digits: str, valid: bool, sole: bool) -> None:
    number = read_org_number(typed)
    assert (number.digits, number.valid, number.sole_trader) == (digits, valid, sole)


def test_an_organisation_number_is_shown_with_its_hyphen() -> None:
    assert show_org_number("2120002205") == "212000-2205"


@pytest.mark.parametrize("name", ["AB Bergs Bygg", "Bergs Bygg AB", "bergs  bygg aktiebolag", "BERGS BYGG, AB (publ)"])
def test_a_company_is_one_whatever_its_legal_form_is_called(name: str) -> None:
    assert name_key(name) == "bergs bygg"
    assert name_key("Åbergs Bygg AB") != name_key("Abergs Bygg AB")


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("fre", date(2026, 11, 27)),
        ("tis", date(2026, 12, 1)),
        ("mån", date(2026, 11, 30)),
        ("14", date(2026, 12, 8)),
        ("imorgon", date(2026, 11, 25)),
        ("2026-12-03", date(2026, 12, 3)),
        ("12-03", date(2026, 12, 3)),
        ("01-15", date(2027, 1, 15)),
        ("snart", None),
        ("2026-13-45", None),
    ],
)
def test_a_follow_up_day_is_read_as_officers_write_it(word: str, day: date | None) -> None:
    assert read_day(word, TODAY) == day


def test_the_marks_of_a_note_are_taken_out_and_the_words_stay() -> None:
    note = read_note('vill ha #Bygg och #snö-röjning kl 10:30 !fre @Snöröjning @"Städ av skolor" a@b.se', TODAY)
    assert note.tags == ("bygg", "snö-röjning")
    assert note.follow_up == date(2026, 11, 27)
    assert note.tenders == ("Snöröjning", "Städ av skolor")
    assert note.note == "vill ha och kl 10:30 Snöröjning Städ av skolor a@b.se"


@pytest.mark.parametrize(
    ("line", "person", "company"),
    [
        ("Anna Berg, Bergs Bygg AB: hej", "Anna Berg", "Bergs Bygg AB"),
        ("Bergs Bygg AB, Anna Berg: hej", "Anna Berg", "Bergs Bygg AB"),
        ("Anna på Bergs Bygg: hej", "Anna", "Bergs Bygg"),
        ("Bergs Bygg AB: hej", "", "Bergs Bygg AB"),
        ("Anna Berg: hej", "Anna Berg", ""),
        ("Åkes Åkeri, Åke Ek: hej", "Åke Ek", "Åkes Åkeri"),
    ],
)
def test_who_is_read_from_either_order(line: str, person: str, company: str) -> None:
    quick = read_line(line, TODAY)
    assert (quick.person, quick.company, quick.note.note) == (person, company, "hej")


@given(st.text(max_size=120))
def test_any_line_is_read_without_an_exception(line: str) -> None:
    read_line(line, TODAY)


def test_a_record_has_a_plain_form_that_gives_it_back() -> None:
    company = Company(name="Ett", emails=(Email("a@b.se"),), tags=("x",))
    again = from_plain(Company, to_plain(company))
    assert again == company
    assert differences(company, company) == {}
    assert set(differences(None, company)) == set(to_plain(company)) - {"id", "version"}


@pytest.mark.parametrize(
    ("kronor", "size"),
    [
        (99_999, ValueClass.UNDER_100K),
        (100_000, ValueClass.UNDER_700K),
        (700_000, ValueClass.UNDER_2M),
        (10**7, ValueClass.OVER_10M),
    ],
)
def test_a_value_falls_into_its_class(kronor: int, size: ValueClass) -> None:
    assert value_class(Money(kronor * 100)) is size
    assert value_class(Money(kronor * 100, "EUR")) is ValueClass.UNKNOWN
