"""What stands on badges, cards, the question sheet and the wall calendar: chosen by an order, and never more than may be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.event import Event
from outreach.domain.guest import Answer, Guest, Standing
from outreach.domain.handout import CodeKind, HandoutKind, HandoutOrder, Paper
from outreach.domain.person import Person, Role
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import Officer
from outreach.domain.when import zoned
from outreach.errors import InvalidInput
from outreach.services.handout_kinds.contact_cards import EVERY_OFFICER
from outreach.services.house import House

WHEN = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9))


@pytest.fixture
def event(house: House) -> Event:
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    made = Event(title="Frukost", when=WHEN)
    house.events.save(made)
    return house.events.get(made.id)


def order(kind: HandoutKind, **more) -> HandoutOrder:
    return HandoutOrder(kind=kind, **more)


def invite(house: House, event: Event, *guests: tuple[str, dict]) -> list[Guest]:
    with house.database.work("x") as work:
        return [work.save(Kind.GUEST, Guest(event=event.id, name=name, **more)) for name, more in guests]


# Badges ---------------------------------------------------------------------------------------------------------------


def test_badges_are_for_those_who_may_come_in_swedish_order(house: House, event: Event) -> None:
    invite(
        house,
        event,
        ("Örjan Ek", {}),
        ("Zeb Al", {"standing": Standing.WAITING}),
        ("Åsa Bo", {"answer": Answer.ACCEPTED}),
        ("Tackade nej", {"answer": Answer.DECLINED}),
        ("Återtagen", {"standing": Standing.UNINVITED}),
        ("", {"walk_in": True}),
    )
    sheet = house.handouts.put_together(order(HandoutKind.BADGES))
    assert [badge.name for badge in sheet.badges] == ["Zeb Al", "Åsa Bo", "Örjan Ek"]
    assert sheet.event_title == "Frukost"
    assert sheet.labels.name == "L4785"
    assert not any(badge.card for badge in sheet.badges)


def test_chosen_guests_and_people_have_badges_with_name_and_company_alone(house: House, event: Event) -> None:
    first, _ = invite(house, event, ("Åsa Bo", {}), ("Bo Ek", {}))
    company = Company(name="Bergs Bygg 850709-9805")
    person = Person(name="Eva Å", roles=(Role(company.id),), emails=(Email("eva@bygg.example"),))
    with house.database.work("x") as work:
        work.save(Kind.COMPANY, company)
        work.save(Kind.PERSON, person)
    sheet = house.handouts.put_together(order(HandoutKind.BADGES, event=event.id, guests=(first.id,), people=(person.id,)))
    assert [badge.name for badge in sheet.badges] == ["Eva Å", "Åsa Bo"]
    assert "9805" not in sheet.badges[0].company
    alone = house.handouts.put_together(order(HandoutKind.BADGES, people=(person.id,), code=CodeKind.CARD))
    assert (alone.event_title, len(alone.badges)) == ("", 1)
    assert "EMAIL" in alone.badges[0].card
    assert "eva@bygg.example" in alone.badges[0].card
    assert "TEL" not in alone.badges[0].card


def test_nobody_on_the_list_yet_makes_badges_to_write_on(house: House, event: Event) -> None:
    sheet = house.handouts.put_together(order(HandoutKind.BADGES, event=event.id, first_label=4))
    assert [badge.name for badge in sheet.badges] == [""] * 7


@pytest.mark.parametrize("more", [{"labels": "L9999"}, {"first_label": 0}, {"first_label": 11}, {"labels": "A6", "first_label": 5}])
def test_a_sheet_or_a_label_that_is_none_is_refused(house: House, event: Event, more: dict) -> None:
    with pytest.raises(InvalidInput):
        house.handouts.put_together(order(HandoutKind.BADGES, event=event.id, **more))


# Contact cards --------------------------------------------------------------------------------------------------------


def test_cards_are_of_who_works_here_of_one_officer_or_of_all(house: House, event: Event) -> None:
    house.unit.save_officer(Officer(name="Bo Ek", title="Jurist", email="bo.ek@alvbro.example"))

    def names(officer: str) -> list[str]:
        cards = house.handouts.put_together(order(HandoutKind.CONTACT_CARDS, officer=officer)).cards
        return [card.officer.name for card in cards]

    assert names("") == ["Anna Ek"]
    assert names("Bo Ek") == ["Bo Ek"]
    assert sorted(names(EVERY_OFFICER)) == ["Anna Ek", "Bo Ek"]
    with pytest.raises(InvalidInput, match="officer"):
        names("Ingen Sådan")


def test_a_code_on_a_card_stays_small_enough_to_be_read(house: House, event: Event) -> None:
    department, website = "Enheten för strategiska inköp och leverantörsutveckling", "https://alvbro.example/" + "a" * 90
    house.unit.save_unit(replace(house.unit.unit(), department=department, website=website))
    house.unit.save_officer(Officer(name="Bo Ek", title="Jurist", email="bo.ek@alvbro.example"))
    (card,) = house.handouts.put_together(order(HandoutKind.CONTACT_CARDS, officer="Bo Ek")).cards
    assert len(card.code.encode()) <= 251
    assert "Bo Ek" in card.code
    assert "bo.ek@alvbro.example" in card.code
    assert "aaaa" not in card.code


# Questions ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def bank(house: House, event: Event) -> dict[str, Tender]:
    """Two tenders, a public question about each, one about none, and one that nobody has called public."""
    snow, lunch = Tender(title="Snöröjning", stage=Stage.PLANNED), Tender(title="Lunch", stage=Stage.PLANNED)
    for tender in (snow, lunch):
        house.tenders.save(tender)
    for text, about, public in (
        ("Hur stora blir områdena?", (snow.id,), True),
        ("Får gården leverera direkt?", (lunch.id,), True),
        ("Hur fort betalar ni?", (), True),
        ("Vad bjöd vår konkurrent?", (snow.id,), False),
    ):
        house.questions.save(Question(text=text, tenders=about, public=public))
    return {"snow": snow, "lunch": lunch}


def texts(house: House, **more) -> list[tuple[str, list[str]]]:
    sheet = house.handouts.put_together(order(HandoutKind.QUESTION_SHEET, **more))
    return [(group.tender.title if group.tender else "", [one.text for one in group.questions]) for group in sheet.groups]


def test_all_public_questions_stand_by_tender_and_no_other(house: House, bank: dict[str, Tender]) -> None:
    assert texts(house) == [
        ("Lunch", ["Får gården leverera direkt?"]),
        ("Snöröjning", ["Hur stora blir områdena?"]),
        ("", ["Hur fort betalar ni?"]),
    ]


def test_an_event_has_the_questions_about_its_tenders_and_about_none(
    house: House, event: Event, bank: dict[str, Tender]
) -> None:
    house.events.save(replace(event, tenders=(bank["snow"].id,)))
    assert texts(house, event=event.id) == [("Snöröjning", ["Hur stora blir områdena?"]), ("", ["Hur fort betalar ni?"])]


def test_one_tender_has_its_questions_alone_and_its_title_above(house: House, bank: dict[str, Tender]) -> None:
    assert texts(house, tenders=(bank["lunch"].id,)) == [("Lunch", ["Får gården leverera direkt?"])]
    both = (bank["snow"].id, bank["lunch"].id)
    assert [title for title, _ in texts(house, tenders=both)] == ["Snöröjning", "Lunch", ""]
    sheet = house.handouts.put_together(order(HandoutKind.QUESTION_SHEET, tenders=(bank["lunch"].id,)))
    assert sheet.heading == "Lunch"
    with pytest.raises(InvalidInput):
        texts(house, empty_lines=61)


def test_questions_are_chosen_by_tag_by_what_they_are_about_and_by_whether_they_are_answered(
    house: House, bank: dict[str, Tender]
) -> None:
    (fast,) = (one for one in house.questions.for_sheet() if one.text == "Hur fort betalar ni?")
    house.questions.tag([fast.id], add=["ekonomi"])
    house.questions.answer(fast.id, "Inom 30 dagar.", source="Anna Berg, Ludvika kommun")
    general = [("", ["Hur fort betalar ni?"])]
    for more in ({"tag": "#Ekonomi"}, {"about": "general"}, {"answered": True}):
        assert texts(house, **more) == general, more
    assert [title for title, _ in texts(house, about="tender")] == ["Lunch", "Snöröjning"]
    sheet = house.handouts.put_together(order(HandoutKind.QUESTION_SHEET, answered=True))
    assert sheet.groups[0].questions[0].source == "", "a source that names somebody is not printed"
    house.questions.answer(fast.id, "Inom 30 dagar.", source="Ludvika kommun, 2026-11-20")
    sheet = house.handouts.put_together(order(HandoutKind.QUESTION_SHEET, answered=True))
    assert sheet.groups[0].questions[0].source == "Ludvika kommun, 2026-11-20"
    with pytest.raises(InvalidInput):
        texts(house, about="annat")


def test_what_was_asked_most_shows_public_questions_and_counts_the_others(house: House, bank: dict[str, Tender]) -> None:
    for text, times in (("Vad bjöd vår konkurrent?", 3), ("Hur fort betalar ni?", 2), ("Får gården leverera direkt?", 1)):
        for _ in range(times):
            house.questions.ask(text)
    sheet = house.handouts.put_together(order(HandoutKind.TOP_QUESTIONS))
    (group,) = sheet.groups
    assert [(one.text, sheet.times[one.id]) for one in group.questions] == [
        ("Hur fort betalar ni?", 2),
        ("Får gården leverera direkt?", 1),
    ]
    assert (sheet.year, sheet.hidden) == (2026, 1)
    assert house.handouts.put_together(order(HandoutKind.TOP_QUESTIONS, year=2020)).groups == ()


def test_an_answer_has_a_day_hides_personal_numbers_and_can_be_taken_back(house: House, bank: dict[str, Tender]) -> None:
    (question,) = (one for one in house.questions.for_sheet() if one.text == "Hur fort betalar ni?")
    house.questions.answer(question.id, "Inom 30 dagar. Fråga 850709-9805.")
    told = house.questions.get(question.id)
    assert (told.answered, told.public) == (date(2026, 11, 24), True)
    assert told.answer.startswith("Inom 30 dagar.")
    assert "9805" not in told.answer
    house.questions.answer(question.id, "", public=False)
    assert house.questions.get(question.id).answered is None
    assert question.id not in {one.id for one in house.questions.for_sheet()}


def test_merged_questions_keep_an_answer_and_become_no_more_public(house: House, event: Event) -> None:
    kept, other = Question(text="Hur fort betalar ni?"), Question(text="Betalningstid?", answer="30 dagar.", public=True)
    for one in (kept, other):
        house.questions.save(one)
    house.questions.merge(kept.id, [other.id])
    merged = house.questions.get(kept.id)
    assert (merged.answer, merged.public) == ("30 dagar.", False)


# The wall -------------------------------------------------------------------------------------------------------------


def test_the_wall_has_what_has_a_day_in_the_year_and_what_has_none_yet(house: House, event: Event) -> None:
    noon = datetime(2027, 5, 3, 10, tzinfo=UTC)
    for tender in (
        Tender(title="Sent", stage=Stage.PLANNED, expected_publication=date(2027, 9, 1)),
        Tender(title="Anbud", stage=Stage.ADVERTISED, tender_deadline=noon),
        Tender(title="Avtal", stage=Stage.CONTRACT, contract_start=date(2027, 1, 1), contract_end=date(2031, 1, 1)),
        Tender(title="Pågår", stage=Stage.CONTRACT, contract_start=date(2025, 1, 1), contract_end=date(2029, 1, 1)),
        Tender(title="Inställd", stage=Stage.CANCELLED, expected_publication=date(2027, 2, 1)),
        Tender(title="Nästa år", stage=Stage.PLANNED, expected_publication=date(2028, 2, 1)),
        Tender(title="Idé", stage=Stage.IDEA),
    ):
        house.tenders.save(tender)
    made = house.handouts.put_together(order(HandoutKind.TENDER_CALENDAR, year=2027, paper=Paper.A3))
    assert [tender.title for tender in made.tenders] == ["Avtal", "Anbud", "Sent", "Idé"]
    assert house.handouts.put_together(order(HandoutKind.TENDER_CALENDAR, paper=Paper.A4)).year == 2027
    with pytest.raises(InvalidInput):
        house.handouts.put_together(order(HandoutKind.TENDER_CALENDAR, year=27, paper=Paper.A3))


def test_every_one_of_them_is_written_as_a_file(house: House, event: Event, bank: dict[str, Tender], tmp_path: Path) -> None:
    invite(house, event, ("Åsa Bo", {}))
    for kind in (HandoutKind.BADGES, HandoutKind.CONTACT_CARDS, HandoutKind.QUESTION_SHEET, HandoutKind.TENDER_CALENDAR):
        printed = house.handouts.save(house.handouts.for_event(kind, event.id), tmp_path / f"{kind.value}.pdf")
        assert printed.pages == 1
