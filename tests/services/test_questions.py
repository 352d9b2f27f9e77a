"""What suppliers ask: counted without a name, several wordings made one, and what the page and the files show of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from outreach.domain.event import Event, EventKind
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import zoned
from outreach.errors import InvalidInput, NotFound
from outreach.language import Language
from outreach.services.house import House

GALA = Event(title="Galan", kind=EventKind.GALA, when=zoned(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12)))
FAIR = Event(title="Mässan", kind=EventKind.FAIR, when=zoned(datetime(2026, 11, 20, 9), datetime(2026, 11, 20, 17)))


@pytest.fixture
def asked(house: House) -> House:
    """Two wordings of one question, asked at two events and at none; and another question."""
    house.events.save(GALA)
    house.events.save(FAIR)
    at = house.now()
    for days, text, event in (
        (3, "När betalar ni? #ekonomi", FAIR.id),
        (2, "När betalar ni?", FAIR.id),
        (1, "Hur lång är betaltiden? #tid", GALA.id),
        (1, "När kommer snön?", GALA.id),
        (0, "när betalar ni", None),
    ):
        house.questions.ask(text, event=event, at=at - timedelta(days=days))
    return house


def named(house: House, text: str):
    return next(one for one in house.questions.listed(Listing(Kind.QUESTION)) if one.text == text)


def test_the_card_tells_how_often_where_and_what_else_was_asked_there(asked: House) -> None:
    card = asked.questions.card(named(asked, "När betalar ni?").id)
    assert card.count == 3
    assert [(event.title if event else None, count) for event, count in card.places] == [("Mässan", 2), (None, 1)]
    assert card.top_event is not None
    assert (card.top_event.title, [(one.text, count) for one, count in card.top]) == ("Mässan", [("När betalar ni?", 2)])
    talks = [moment for moment in card.moments if moment.what == "meeting"]
    assert [moment.where for moment in talks] == ["", "Mässan", "Mässan"]


@pytest.mark.parametrize("typed", ["snö", "snör", "när snöröj", "snöröjningen"])
def test_a_like_question_shows_before_its_word_is_typed_to_the_end(house: House, typed: str) -> None:
    house.questions.ask("När kommer snöröjningen?")
    house.questions.ask("Hur lång är betaltiden?")
    assert [one.question.text for one in house.questions.like(typed)] == ["När kommer snöröjningen?"]


def test_several_wordings_become_one_with_all_counts_and_tags_and_undo_parts_them(asked: House) -> None:
    often, once = named(asked, "När betalar ni?"), named(asked, "Hur lång är betaltiden?")
    changes = asked.questions.merge_all([once.id, often.id])
    merged = named(asked, "När betalar ni?")
    assert merged.id == often.id
    assert merged.tags == ("ekonomi", "tid")
    assert asked.questions.facts([often.id])[often.id][0] == 4
    assert asked.questions.count() == 2
    assert {meeting.note for meeting in asked.meetings.listed(Listing(Kind.MEETING)) if meeting.question == often.id} == {
        "När betalar ni?",
        "när betalar ni",
        "Hur lång är betaltiden?",
    }
    asked.history.undo(changes.action)
    assert asked.questions.facts([often.id, once.id]) == {
        often.id: (3, asked.now()),
        once.id: (1, asked.now() - timedelta(days=1)),
    }
    assert named(asked, "När betalar ni?").tags == ("ekonomi",)
    assert asked.check() == []


def test_merging_nothing_changes_nothing_and_an_unknown_one_is_told(asked: House) -> None:
    assert asked.questions.merge_all([]).action is None
    with pytest.raises(NotFound):
        asked.questions.merge(GALA.id, [named(asked, "När betalar ni?").id])


def test_deleting_takes_the_bare_counts_along_and_undo_brings_them_back(asked: House) -> None:
    changes = asked.questions.delete([named(asked, "När betalar ni?").id])
    assert asked.meetings.count() == 2
    asked.history.undo(changes.action)
    assert asked.meetings.count() == 5
    assert [count for _, count in asked.questions.top_at()] == [3, 1, 1]


def test_an_empty_wording_is_refused_and_a_personal_number_is_masked(house: House) -> None:
    with pytest.raises(InvalidInput):
        house.questions.ask("   ")
    kept = house.questions.ask("Gäller det 811228-9874 också?").question
    assert "9874" not in kept.text


def test_search_over_everything_finds_questions_with_how_often(asked: House) -> None:
    hits = [hit for hit in asked.search.find("betalar") if hit.kind is Kind.QUESTION]
    assert [(hit.title, hit.detail) for hit in hits] == [("När betalar ni?", "3")]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_questions_are_written_with_their_figures(asked: House, suffix: str, tmp_path) -> None:
    tender = Tender(title="Snöröjning")
    asked.tenders.save(tender)
    asked.questions.ask("Hur stora blir områdena @snöröjning")
    path = tmp_path / f"questions{suffix}"
    assert asked.exports.write(Kind.QUESTION, path, Language("sv")).records == 4
    if suffix == ".csv":
        text = path.read_text("utf-8-sig")
        assert "Fråga" in text.splitlines()[0]
        assert "När betalar ni?" in text
        assert "Snöröjning" in text
        line = next(line for line in text.splitlines() if "När betalar ni?" in line)
        assert "3" in line.split(";" if ";" in line else ",")
    assert path.stat().st_size > 100


def test_there_is_no_contact_card_of_a_question(asked: House, tmp_path) -> None:
    with pytest.raises(InvalidInput):
        asked.exports.write(Kind.QUESTION, tmp_path / "questions.vcf", Language("sv"))
