"""The answer to one who asked: a draft with the right flyer on record, and none once the tender is advertised."""

from __future__ import annotations

import email
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest

from outreach.domain.contact import Email
from outreach.domain.follow_up import FollowUp
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import UNIT_ID, Unit
from outreach.errors import InvalidInput
from outreach.services.house import House
from outreach.services.single_answers import IN_THE_SYSTEM

SNOW = Tender(title="Snöröjning", stage=Stage.PLANNED, expected_publication=date(2027, 3, 1), description="Vi plogar.")
ANNA = Person(name="Anna Berg", emails=(Email("anna@berg.example"),))
ASKED = Question(text="Får två dela på lotten?", answer="Ja, det går bra.", tenders=(SNOW.id,), public=True)
TALK = Meeting(at=datetime(2026, 11, 20, 9, tzinfo=UTC), person=ANNA.id, note="Verkar trött på oss", question=ASKED.id)
PROMISE = FollowUp(text="Svara Anna", due=date(2026, 11, 27), person=ANNA.id, meeting=TALK.id)


@pytest.fixture
def full(house: House) -> House:
    house.unit.save_unit(Unit(id=UNIT_ID, municipality="Älvbro kommun", email="upph@alvbro.example"))
    house.tenders.save(SNOW)
    house.people.save(ANNA)
    house.questions.save(ASKED)
    house.meetings.save(TALK)
    house.follow_ups.save(PROMISE)
    return house


def _read(path: Path) -> EmailMessage:
    return cast("EmailMessage", email.message_from_bytes(path.read_bytes(), policy=default))


def test_a_follow_up_becomes_a_draft_with_the_answer_and_the_flyer_which_stands_on_record(full: House, tmp_path: Path) -> None:
    draft = full.single_answers.propose(Kind.FOLLOW_UP, PROMISE.id)
    done = full.single_answers.write(draft, tmp_path / "svar.eml", finish=True)
    mail = _read(done.file)
    body = mail.get_body(("plain",))
    assert body is not None
    said = body.get_content()
    assert (mail["To"], mail["X-Unsent"], mail["Subject"]) == (
        "Anna Berg <anna@berg.example>",
        "1",
        "Svar på din fråga: Snöröjning",
    )
    assert "Hej Anna," in said
    assert "Du frågade: Får två dela på lotten?" in said
    assert "Ja, det går bra." in said
    assert "trött" not in said
    (flyer,) = mail.iter_attachments()
    assert flyer.get_content().startswith(b"%PDF")
    (kept,) = full.printings.with_tender(SNOW.id)
    assert (kept.printing.way, kept.printing.file) == ("e-mail", "svar.eml")
    assert full.follow_ups.get(PROMISE.id).done is not None


def test_a_talk_offers_its_open_follow_up_and_a_question_asks_for_an_address(full: House, tmp_path: Path) -> None:
    assert full.single_answers.propose(Kind.MEETING, TALK.id).follow_up == PROMISE.id
    draft = full.single_answers.propose(Kind.QUESTION, ASKED.id)
    assert draft.to == ""
    with pytest.raises(InvalidInput) as told:
        full.single_answers.write(draft, tmp_path / "svar.eml")
    assert told.value.field == "To"
    assert not full.printings.with_tender(SNOW.id)


def test_from_the_day_of_the_notice_there_is_no_single_answer(full: House, tmp_path: Path) -> None:
    draft = full.single_answers.propose(Kind.FOLLOW_UP, PROMISE.id)
    full.pipeline.move(SNOW.id, Stage.ADVERTISED)
    with pytest.raises(InvalidInput) as told:
        full.single_answers.write(draft, tmp_path / "svar.eml")
    assert told.value.reason == IN_THE_SYSTEM
    again = full.single_answers.propose(Kind.FOLLOW_UP, PROMISE.id)
    assert (again.refused, again.refused_tender) == (IN_THE_SYSTEM, "Snöröjning")
    assert not (tmp_path / "svar.eml").exists()


def test_without_a_tender_the_draft_has_no_flyer(full: House, tmp_path: Path) -> None:
    bare = FollowUp(text="Ring", due=date(2026, 11, 27), person=ANNA.id)
    full.follow_ups.save(bare)
    done = full.single_answers.write(full.single_answers.propose(Kind.FOLLOW_UP, bare.id), tmp_path / "svar.eml")
    assert not done.flyer
    assert not list(_read(done.file).iter_attachments())
    assert full.follow_ups.get(bare.id).done is None
