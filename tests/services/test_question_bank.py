"""The question bank: how far each has come, where its answer is from, what was asked most, telling everybody the same."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.declining import Channel
from outreach.domain.event import Event, EventKind
from outreach.domain.inquiry import Colleague, Inquiry
from outreach.domain.listing import Listing
from outreach.domain.question import Question
from outreach.domain.question_status import QuestionStatus
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import zoned
from outreach.errors import Cancelled, InvalidInput, NotFound
from outreach.print.pdf_text import pdf_text
from outreach.services.house import House
from tests.services.conftest import StillClock

SNOW = Tender(title="Snöröjning", stage=Stage.PLANNED, tags=("eu-projekt",))
LUNCH = Tender(title="Lunch", stage=Stage.PLANNED)
GALA = Event(title="Galan", kind=EventKind.GALA, when=zoned(datetime(2026, 11, 20, 9), datetime(2026, 11, 20, 12)))


@pytest.fixture
def bank(house: House) -> House:
    """A unit with colleagues, two tenders, and companies that were notified of one: with and without an address, one gone."""
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    house.unit.save_unit(replace(house.unit.unit(), email="upphandling@alvbro.example"))
    house.inquiries.set_colleagues([Colleague("bo@ludvika.se"), Colleague("eva@falun.se", "Eva")])
    for record in (SNOW, LUNCH):
        house.tenders.save(record)
    house.events.save(GALA)
    companies = [
        Company(name="Bergs Bygg AB", emails=(Email("info@bergs.example"),)),
        Company(name="Viks Åkeri AB", emails=(Email("kontakt@vik.example"),)),
        Company(name="Utan Post AB"),
        Company(name="Snart Borta AB", emails=(Email("info@borta.example"),)),
    ]
    for company in companies:
        house.companies.save(company)
    house.matches.notify(SNOW.id, [one.id for one in companies[:3]])
    house.matches.notify(SNOW.id, [companies[0].id, companies[3].id])
    house.companies.delete([companies[3].id])
    return house


def asked(house: House, text: str, *tenders: Tender, **more) -> Question:
    made = Question(text=text, tenders=tuple(one.id for one in tenders), **more)
    house.questions.save(made)
    return made


def fitting(house: House, *filters: tuple[str, str]) -> set[str]:
    return {one.text for one in house.questions.listed(Listing(Kind.QUESTION, filters=filters))}


def status(house: House, question: Question) -> QuestionStatus:
    return house.questions.card(question.id).status


# Status ---------------------------------------------------------------------------------------------------------------


def test_a_question_goes_from_new_over_the_network_to_told_and_the_list_agrees(bank: House, tmp_path: Path) -> None:
    question = asked(bank, "När kommer snön?", SNOW, public=True)
    steps = [
        (QuestionStatus.NEW, lambda: None),
        (QuestionStatus.WAITING, lambda: ask(bank, tmp_path, question)),
        (QuestionStatus.ANSWERED, lambda: bank.questions.answer(question.id, "I oktober.", source="Annonsen")),
        (QuestionStatus.TOLD, lambda: bank.question_letters.tell(SNOW.id, tmp_path / "d")),
        (QuestionStatus.ANSWERED, lambda: bank.questions.answer(question.id, "I november.")),
        (QuestionStatus.WAITING, lambda: bank.questions.answer(question.id, "")),
        (QuestionStatus.NEW, lambda: bank.inquiries.close([one.id for one in bank.inquiries.every()])),
    ]
    for expected, step in steps:
        step()
        assert status(bank, question) is expected
        for each in QuestionStatus:
            assert fitting(bank, ("status", each.value)) == ({question.text} if each is expected else set()), expected


def ask(house: House, folder: Path, question: Question) -> None:
    house.inquiries.ask(Inquiry(title=question.text, question=question.id), folder / "q.eml")


def test_an_answer_has_source_and_day_and_another_answer_has_neither_of_the_old_one(bank: House) -> None:
    question = asked(bank, "Hur fort betalar ni?")
    bank.questions.answer(question.id, "Inom  30 dagar.", source=" Ekonomienheten ", on=date(2026, 11, 2), public=True)
    kept = bank.questions.get(question.id)
    assert (kept.answer, kept.source, kept.answered) == ("Inom 30 dagar.", "Ekonomienheten", date(2026, 11, 2))
    bank.questions.answer(question.id, "Inom 20 dagar.")
    kept = bank.questions.get(question.id)
    assert (kept.source, kept.answered, kept.public) == ("", date(2026, 11, 24), True)
    with pytest.raises(InvalidInput):
        bank.questions.answer(question.id, "I morgon.", on=date(2026, 11, 25))


def test_the_list_is_narrowed_by_year_times_tender_or_general_and_public(bank: House, clock: StillClock) -> None:
    asked(bank, "Nej?", SNOW)
    for years, times in ((1, 5), (0, 2)):
        for _ in range(times):
            bank.questions.ask(f"För {years} år sedan?", at=clock.now - timedelta(days=365 * years))
    # The last hour of a year in Sweden is in it, though it is the next one nowhere else but in UTC's past.
    bank.questions.ask("Vid tolvslaget?", at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert fitting(bank, ("year", "2026")) == {"För 0 år sedan?", "Vid tolvslaget?"}
    assert fitting(bank, ("year", "2025")) == {"För 1 år sedan?"}
    assert fitting(bank, ("times", "0")) == {"Nej?"}
    assert fitting(bank, ("times", "2-4"), ("about", "general")) == {"För 0 år sedan?"}
    assert fitting(bank, ("times", "5+"), ("times", "1")) == {"För 1 år sedan?", "Vid tolvslaget?"}
    assert fitting(bank, ("about", "tender")) == fitting(bank, ("tender", str(SNOW.id))) == {"Nej?"}
    assert fitting(bank, ("public", "yes")) == set()


# The year -------------------------------------------------------------------------------------------------------------


def test_the_ten_of_a_year_are_those_asked_most_in_it_and_a_programme_counts_its_own(
    bank: House, clock: StillClock
) -> None:
    for number in range(12):
        for _ in range(12 - number):
            bank.questions.ask(f"Fråga {number:02}", at=clock.now - timedelta(days=1))
    for _ in range(30):
        bank.questions.ask("Fråga 11", at=datetime(2025, 6, 1, 12, tzinfo=UTC))
    top = bank.questions.top(2026)
    assert [(one.question.text, one.times) for one in top] == [(f"Fråga {n:02}", 12 - n) for n in range(10)]
    assert [(one.question.text, one.times, one.answered) for one in bank.questions.top(2025)] == [
        ("Fråga 11", 30, False)
    ]
    # Under a programme: the tag on the conversation, on its event, on its tender, each once.
    bank.events.save(replace(bank.events.get(GALA.id), tags=("eu-projekt",)))
    bank.questions.ask("Fråga 03 #eu-projekt @snöröjning", event=GALA.id)
    bank.questions.ask("Fråga 05", event=GALA.id)
    bank.questions.ask("Fråga 05", at=clock.now)
    counted = sorted(one.times for one in bank.questions.top(2026, "#EU-projekt"))
    assert counted == [1, 1]
    assert bank.questions.top(2026, "annat") == []


# Telling everybody ----------------------------------------------------------------------------------------------------


def test_all_who_were_notified_get_the_same_answers_and_the_mark_can_be_undone(bank: House, tmp_path: Path) -> None:
    asked(bank, "När kommer snön?", SNOW, public=True, answer="I oktober.")
    asked(bank, "Vad bjöd Viks Åkeri?", SNOW, answer="Det säger vi inte.")
    asked(bank, "Får gården leverera?", LUNCH, public=True, answer="Ja.")
    asked(bank, "Kommer isen?", SNOW, public=True)
    told = bank.question_letters.tell(SNOW.id, tmp_path / "brev")
    assert [one.text for one in told.questions] == ["När kommer snön?"]
    assert set(told.drafts.without_address) == {"Utan Post AB", "Snart Borta AB"}
    assert len(told.drafts.files) == 2
    for file in told.drafts.files:
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert len(mail["To"].addresses) == 1
        assert (mail["Cc"], mail["Bcc"], mail["X-Unsent"]) == (None, None, "1")
        body = mail.get_body(("plain",)).get_content()
        assert "I oktober." in body
        assert "Viks" not in body.replace("Viks Åkeri AB", "")
        (pdf,) = mail.iter_attachments()
        assert pdf.get_content_type() == "application/pdf"
        shown = pdf_text(pdf.get_content(), "faq.pdf", 20_000)
        assert "När kommer snön?" in shown
        assert "bjöd" not in shown
        assert "leverera" not in shown
    with pytest.raises(InvalidInput, match="told"):
        bank.question_letters.tell(SNOW.id, tmp_path / "brev")
    assert len(bank.question_letters.tell(SNOW.id, tmp_path / "igen", again=True).drafts.files) == 2
    bank.history.undo(told.changes.action)
    assert bank.questions.for_sheet([SNOW.id], answered=True)[0].told is None
    assert bank.check() == []


def test_who_wants_no_letters_gets_none_and_is_named(bank: House, tmp_path: Path) -> None:
    asked(bank, "När?", SNOW, public=True, answer="Nu.")
    (berg,) = bank.companies.listed(Listing(Kind.COMPANY, text="bergs"))
    bank.companies.save(replace(berg, declines=(Channel.EMAIL,)))
    drafts = bank.question_letters.tell(SNOW.id, tmp_path / "brev").drafts
    assert (drafts.declined, [file.name for file in drafts.files]) == (("Bergs Bygg AB",), ["Viks Åkeri AB – Snöröjning.eml"])


def test_a_stopped_telling_leaves_no_draft_and_no_mark(bank: House, tmp_path: Path) -> None:
    question = asked(bank, "När kommer snön?", SNOW, public=True, answer="I oktober.")

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        bank.question_letters.tell(SNOW.id, tmp_path / "brev", report=stop)
    assert list((tmp_path / "brev").iterdir()) == []
    assert bank.questions.get(question.id).told is None


@pytest.mark.parametrize("why", ["nobody", "nothing", "not public"])
def test_nothing_is_told_to_nobody(bank: House, tmp_path: Path, why: str) -> None:
    tender = LUNCH if why == "nobody" else SNOW
    asked(bank, "När?", tender, public=why != "not public", answer="" if why == "nothing" else "Nu.")
    with pytest.raises(InvalidInput):
        bank.question_letters.tell(tender.id, tmp_path)


def test_under_advertisement_the_procurement_system_comes_first_and_the_last_day_is_known(
    bank: House, tmp_path: Path
) -> None:
    closes = datetime(2026, 12, 14, 22, 59, tzinfo=UTC)
    bank.tenders.save(replace(bank.tenders.get(SNOW.id), stage=Stage.ADVERTISED, tender_deadline=closes))
    (one,) = bank.question_letters.advertised([SNOW.id, LUNCH.id])
    assert one.tender.id == SNOW.id
    assert one.answer_by is not None
    assert one.answer_by <= date(2026, 12, 8)
    asked(bank, "När?", SNOW, public=True, answer="Nu.")
    told = bank.question_letters.tell(SNOW.id, tmp_path / "d")
    assert told.advertised
    assert "upphandlingssystemet" in told.drafts.files[0].read_bytes().decode("latin-1").replace("=\r\n", "")


def test_the_overview_names_the_tenders_with_most_to_tell_first(bank: House) -> None:
    for tender, count in ((SNOW, 1), (LUNCH, 2)):
        for number in range(count):
            asked(bank, f"{tender.title} {number}?", tender, public=True, answer="Ja.")
    assert [(one.tender.title, len(one.questions), len(one.companies)) for one in bank.question_letters.overview()] == [
        ("Lunch", 2, 0),
        ("Snöröjning", 1, 3),
    ]


# Going and merging ----------------------------------------------------------------------------------------------------


def test_merging_moves_inquiries_and_source_and_deleting_leaves_what_colleagues_said(
    bank: House, tmp_path: Path
) -> None:
    kept = asked(bank, "Hur fort betalar ni?")
    other = asked(bank, "När får vi pengar?", answer="Snart.", source="Mora kommun, 2026-11-01")
    ask(bank, tmp_path, other)
    merged = bank.questions.merge(kept.id, [kept.id, other.id])
    assert [one.question for one in bank.inquiries.every()] == [kept.id]
    assert bank.questions.get(kept.id).source == "Mora kommun, 2026-11-01"
    bank.history.undo(merged.action)
    assert [one.question for one in bank.inquiries.every()] == [other.id]
    gone = bank.questions.delete([other.id])
    assert [one.question for one in bank.inquiries.every()] == [None]
    assert bank.check() == []
    bank.history.undo(gone.action)
    assert [one.question for one in bank.inquiries.every()] == [other.id]
    with pytest.raises(NotFound):
        bank.questions.get(SNOW.id)
