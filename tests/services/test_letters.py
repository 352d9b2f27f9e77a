"""Letters: built-in ones in both languages, the unit's own, and fields that leave no hole where they are empty."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest

from outreach.domain.event import Event
from outreach.domain.invitation import Purpose
from outreach.domain.letter import Letter
from outreach.domain.when import all_day, zoned
from outreach.errors import InvalidInput
from outreach.language import LANGUAGES, Language
from outreach.services.house import House
from outreach.services.letter_fields import when_of
from outreach.services.letters import FIELDS, built_in, check_letter, fill

OWN = Letter(purpose=Purpose.INVITE, language="sv", subject="Kom till {event}", body="Hej {guest}!\n\nVi ses {when} på {where}.")


@pytest.fixture
def event(house: House) -> UUID:
    made = Event(title="Frukost", when=all_day(date(2026, 12, 3)))
    house.events.save(made)
    return made.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", Purpose)
def test_every_built_in_letter_reads_well_with_all_fields_and_with_none(purpose: Purpose, language: str) -> None:
    letter = check_letter(built_in(purpose, language))
    whole = {name: f"‹{name}›" for name in FIELDS}
    bare = {"event": "Frukost", "when": "torsdag", "unit": "Älvbro", "contact": "upp@x.example"}
    for values in (whole, bare):
        for text in (fill(letter.subject, values), fill(letter.body, values)):
            assert text
            assert "{" not in text
            assert "[" not in text
            for hole in (" ,", " .", "  ", ": \n", ":\n\n\n", "()", "[]"):
                assert hole not in text, (purpose, language, text)


def test_the_built_in_letters_ask_nobody_to_learn_square_brackets() -> None:
    for purpose in Purpose:
        for code in LANGUAGES:
            letter = built_in(purpose, code)
            assert "[" not in letter.subject + letter.body


def test_every_paragraph_of_a_built_in_letter_begins_with_a_capital() -> None:
    values = {name: f"X{name}" for name in FIELDS}
    for purpose in Purpose:
        for code in LANGUAGES:
            for paragraph in fill(built_in(purpose, code).body, values).split("\n\n"):
                assert paragraph[0].isupper(), (purpose, code, paragraph)


def test_swedish_and_english_letters_differ() -> None:
    for purpose in Purpose:
        assert built_in(purpose, "sv").body != built_in(purpose, "en").body


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We meet at {where}, on {when}.", "We meet, on Friday."),
        ("Vi ses på {where}, {when}.", "Vi ses, Friday."),
        ("Where: {where}", ""),
        ("Hello {first_name},", "Hello,"),
        ("{event} ({where})", "Breakfast"),
        ("Come to {event}[ at stand {booth}]!", "Come to Breakfast!"),
        ("Call [us] now", "Call [us] now"),
        ("{place}{event}", "Breakfast"),
        ("One\n\n{where}\n\nTwo", "One\n\nTwo"),
        ("Curly { braces } stay", "Curly { braces } stay"),
    ],
)  # fmt: skip
def test_an_empty_field_takes_what_led_to_it_along(text: str, said: str) -> None:
    if "{ braces }" in text:
        with pytest.raises(InvalidInput):
            fill(text, {})
        return
    assert fill(text, {"event": "Breakfast", "when": "Friday"}) == said


def test_what_a_field_says_is_never_read_as_a_field() -> None:
    assert fill("{event}", {"event": "{when} [x {y}]", "when": "no"}) == "{when} [x {y}]"


def test_an_unknown_field_is_an_error_that_names_the_known_ones(house: House) -> None:
    with pytest.raises(InvalidInput) as raised:
        house.letters.set(Letter(purpose=Purpose.INVITE, language="sv", body="Hej {gäst}"))
    assert raised.value.values["name"] == "{gäst}"
    assert "{guest}" in str(raised.value.values["fields"])
    with pytest.raises(InvalidInput):
        house.letters.set(Letter(purpose=Purpose.INVITE, language="de", body="Hallo"))


def test_the_units_own_letter_holds_until_the_usual_words_are_wished_for(house: House, event: UUID) -> None:
    house.letters.set(OWN)
    assert house.letters.of(Purpose.INVITE, "sv", event) == OWN
    assert house.letters.is_own(Purpose.INVITE, "sv")
    assert not house.letters.is_own(Purpose.INVITE, "sv", event)
    assert house.letters.of(Purpose.INVITE, "en") == built_in(Purpose.INVITE, "en")
    house.letters.set(Letter(purpose=Purpose.INVITE, language="sv"))
    assert house.letters.of(Purpose.INVITE, "sv") == built_in(Purpose.INVITE, "sv")
    house.history.undo()
    assert house.letters.of(Purpose.INVITE, "sv") == OWN


def test_an_events_own_words_go_before_the_units_and_only_what_differs_is_kept(house: House, event: UUID) -> None:
    house.letters.set(OWN)
    house.letters.set(Letter(purpose=Purpose.INVITE, language="sv", subject=OWN.subject, body="Bara här: {event}"), event)
    assert house.letters.of(Purpose.INVITE, "sv", event).body == "Bara här: {event}"
    (kept,) = house.plans.of(event).outline.letters
    assert (kept.subject, kept.body) == ("", "Bara här: {event}")
    assert house.letters.of(Purpose.INVITE, "sv").body == OWN.body
    with pytest.raises(InvalidInput):
        house.letters.set(OWN, uuid4())


def test_several_letters_are_one_action(house: House, event: UUID) -> None:
    english = Letter(purpose=Purpose.INVITE, language="en", subject="Come to {event}")
    changes = house.letters.set_all([OWN, english])
    assert changes.action is not None
    assert house.letters.of(Purpose.INVITE, "en").subject == "Come to {event}"
    house.history.undo()
    assert not any(house.letters.is_own(Purpose.INVITE, code) for code in LANGUAGES)


def test_a_time_on_another_clock_says_whose() -> None:
    morning = (datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0))
    assert when_of(zoned(*morning, "America/New_York"), Language("sv")) == "torsdag 3 december 2026 kl. 07:30–09:00 (New York)"
    assert when_of(zoned(*morning, "UTC"), Language("en")).endswith("(UTC)")
    assert "(" not in when_of(zoned(*morning), Language("sv"))
