"""Editors that only the form of a tender has: amounts, months and places as people write them."""

from datetime import date

import pytest

from outreach.domain.tender import Lot, Money
from outreach.errors import InvalidInput
from outreach.language import Language
from outreach.ui.tenders.expected_field import ExpectedField, read_month
from outreach.ui.tenders.money_field import MoneyField, read_amount
from outreach.ui.tenders.parts_editor import PartsEditor
from outreach.ui.tenders.place_field import PlaceField

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "kronor"),
    [
        ("1250000", 1_250_000),
        ("1 250 000 kr", 1_250_000),
        ("1\xa0250\u202f000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("1,250", 1_250),
        ("1,2 mkr", 1_200_000),
        ("1.25 million", 1_250_000),
        ("1,250 mkr", 1_250_000),
        ("800 tkr", 800_000),
        ("800k", 800_000),
        ("3 MSEK", 3_000_000),
        ("99,50", 99.5),
        ("1.250.000,50", 1_250_000.5),
        ("1,250.5 mkr", 1_250_500_000),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_people_write_them(text, kronor):
    assert read_amount(text) == round(kronor * 100)


@pytest.mark.parametrize("text", ["mycket", "12 äpplen", "-5", "1,2,3", "1.2.3 mkr", "9" * 20, "kr", "1e9"])
def test_what_is_no_amount_is_refused_with_a_sentence(text):
    with pytest.raises(InvalidInput) as refused:
        read_amount(text)
    assert refused.value.field == "Value"


@pytest.mark.parametrize("code", ["en", "sv"])
@pytest.mark.parametrize("hundredths", [0, 100, 99_50, 1_250_000_00, 640_000_01])
def test_an_amount_comes_back_as_it_was(qtbot, context, hundredths, code):
    context.words.switch(Language(code))
    field = MoneyField(context)
    qtbot.addWidget(field)
    field.set_value(Money(hundredths, "EUR"))
    assert field.value() == Money(hundredths, "EUR")


def test_a_foreign_currency_of_a_notice_is_kept(qtbot, context):
    field = MoneyField(context)
    qtbot.addWidget(field)
    field.set_value(Money(10_000_00, "PLN"))
    assert field.value() == Money(10_000_00, "PLN")


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2027-03", date(2027, 3, 1)),
        ("3/2027", date(2027, 3, 1)),
        ("mars 2027", date(2027, 3, 1)),
        ("March 27", date(2027, 3, 1)),
        ("okt", date(2027, 10, 1)),
        ("december", date(2026, 12, 1)),
        ("Nov", date(2026, 11, 1)),
        ("2027-13", None),
        ("ma", None),
        ("våren 2027", None),
        ("2027-03-15", None),
    ],
)
def test_a_month_is_read_in_both_languages(text, month):
    assert read_month(text, TODAY) == month


def test_a_month_stays_a_month_and_a_day_a_day(qtbot, context):
    field = ExpectedField(context)
    qtbot.addWidget(field)
    for shown, kept in (("2027-03", date(2027, 3, 1)), ("2027-03-15", date(2027, 3, 15)), ("", None)):
        field.set_value(kept)
        assert field.line.text() == shown
        assert field.value() == kept
    field.line.setText("snart")
    with pytest.raises(InvalidInput) as refused:
        field.value()
    assert refused.value.field == "Expected publication"


def test_a_place_is_a_code_when_it_is_known_and_words_when_not(qtbot, context):
    field = PlaceField(context)
    qtbot.addWidget(field)
    for typed, kept in (("Smedjebacken", "2061"), ("Dalarnas län", "SE312"), ("Hela kommunen", "Hela kommunen"), ("", "")):
        field.setText(typed)
        assert field.value() == kept
    for code in ("2061", "SE312", "SE", "anyw", "SE312,SE313", "Norra industriområdet"):
        field.set_value(code)
        assert field.value() == code
    field.set_value("SE312")
    assert field.text() == "Dalarnas län"


def test_parts_keep_what_the_notice_said_and_new_ones_get_a_free_number(qtbot, context):
    editor = PartsEditor(context)
    qtbot.addWidget(editor)
    first = Lot("LOT-0001", "Centrum", cpv=("90620000",), value=Money(100))
    untitled = Lot("LOT-0003")
    editor.set_value([first, untitled])
    assert editor.value() == (first, untitled)
    editor.add_button.click()
    assert editor.value() == (first, untitled)
    editor.add(Lot("")).line.setText("Norrbyn")
    assert editor.value() == (first, untitled, Lot("LOT-0002", "Norrbyn"))
