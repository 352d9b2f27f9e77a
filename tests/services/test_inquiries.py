"""Questions to colleagues elsewhere: one draft that shows nobody to anybody, answers with their credit, found again."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.inquiry import Colleague, Inquiry
from outreach.domain.person import Person
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.errors import BadFile, InvalidInput, NotFound
from outreach.services.house import House

REPLY = b"""From: "Ek, Anna" <anna.ek@sater.se>\r
To: upphandling@alvbro.example\r
Subject: =?utf-8?q?Sv=3A_Fr=C3=A5ga?=\r
Date: Fri, 20 Nov 2026 23:30:00 +0000\r
Content-Type: text/plain; charset=utf-8\r
\r
Vi har timpris.\r
\r
Och beredskap betalas per vecka.\r
\r
Med v\xc3\xa4nlig h\xc3\xa4lsning\r
Anna Ek\r
Tfn 0225-550 00\r
\r
Den 19 nov. 2026 skrev Upphandlingsenheten:\r
> Hur g\xc3\xb6r ni med jour?\r
"""


@pytest.fixture
def asking(house: House) -> House:
    """A unit with three colleagues, and a register with a company, a person and a question."""
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    house.unit.save_unit(
        replace(house.unit.unit(), email="upphandling@alvbro.example", department="Upphandlingsenheten")
    )
    house.inquiries.set_colleagues(
        [
            Colleague("bo@ludvika.se", "Bo"),
            Colleague("eva@falun.se", "Åsa Öberg"),
            Colleague("x@annat.example", "", "Mora kommun"),
        ]
    )
    house.companies.save(Company(name="Viks Åkeri AB", emails=(Email("info@vik.example"),)))
    house.people.save(Person(name="Stina Norberg"))
    return house


def ask(house: House, folder: Path, **more) -> Inquiry:
    made = Inquiry(**({"title": "Hur gör ni med jour?", "text": "Vi har få anbud."} | more))
    return house.inquiries.ask(made, folder / "fråga.eml").inquiry


# The draft ------------------------------------------------------------------------------------------------------------


def test_one_draft_goes_to_us_with_all_colleagues_unseen(asking: House, tmp_path: Path) -> None:
    asked = asking.inquiries.ask(
        Inquiry(title="Hur gör ni?", answer_by=date(2026, 12, 8)), tmp_path / "q.eml", language="en"
    )
    mail = email.message_from_bytes((tmp_path / "q.eml").read_bytes(), policy=email.policy.default)
    assert [one.addr_spec for one in mail["To"].addresses] == ["upphandling@alvbro.example"]
    assert {one.addr_spec for one in mail["Bcc"].addresses} == {"bo@ludvika.se", "eva@falun.se", "x@annat.example"}
    assert "Åsa Öberg" in {one.display_name for one in mail["Bcc"].addresses}
    assert mail["Cc"] is None
    text = mail.get_body(("plain",)).get_content()
    assert not [one for one in ("ludvika", "Åsa", "annat.example", "Bo") if one in text]
    assert "8 Dec 2026" in text
    assert (asked.colleagues, asked.inquiry.drafted) == (3, asking.now())


@pytest.mark.parametrize(
    "text",
    [
        "Viks Åkeri vill inte.",
        "Vi pratade med viks åkeri AB och Stina Norbergs kollega.",
        "Skriv till info@vik.example.",
        "Karin Holm undrade samma sak.",
        "Vi frågade Okänd Bygg AB.",
    ],
)
def test_a_text_that_names_somebody_is_held_back_until_the_officer_says_so(
    asking: House, tmp_path: Path, text: str
) -> None:
    if "viks åkeri" in text:
        assert asking.inquiries.names_in(text) == ["Stina Norbergs"]
    with pytest.raises(InvalidInput, match="Text"):
        ask(asking, tmp_path, text=text)
    assert not list(tmp_path.glob("*.eml"))
    assert asking.inquiries.every() == []
    made = asking.inquiries.ask(Inquiry(title="Hur?", text=text), tmp_path / "q.eml", despite_names=True)
    assert made.file.exists()


def test_own_names_and_municipalities_are_no_secret(asking: House) -> None:
    text = "Vi i Älvbro kommun, Upphandlingsenheten, och Ludvika kommun undrar. "
    text += "Svara Anna Ek på upphandling@alvbro.example. LOU gäller."
    assert asking.inquiries.names_in(text) == []
    assert asking.inquiries.names_in("Ludvika kommun, 2026-11-24", "Region Dalarna") == []


@pytest.mark.parametrize("lacks", ["colleagues", "sender", "title", "suffix", "folder"])
def test_what_cannot_be_drafted_is_not_kept(asking: House, tmp_path: Path, lacks: str) -> None:
    from outreach.errors import CannotWrite

    if lacks == "colleagues":
        asking.inquiries.set_colleagues([])
    if lacks == "sender":
        asking.unit.save_unit(replace(asking.unit.unit(), email=""))
    file = {"suffix": tmp_path / "q.txt", "folder": tmp_path / "no" / "q.eml"}.get(lacks, tmp_path / "q.eml")
    with pytest.raises((InvalidInput, CannotWrite)):
        asking.inquiries.ask(Inquiry(title="" if lacks == "title" else "Hur?"), file)
    assert asking.inquiries.every() == []
    assert not file.exists()


# Answers --------------------------------------------------------------------------------------------------------------


def test_a_saved_message_gives_its_own_words_the_credit_and_the_day_and_names_no_sender(
    asking: House, tmp_path: Path
) -> None:
    inquiry = ask(asking, tmp_path)
    (tmp_path / "svar.eml").write_bytes(REPLY)
    read = asking.inquiries.read_answer_file(tmp_path / "svar.eml")
    # Half past eleven at night in UTC is the next day here.
    assert (read.municipality, read.day, read.who) == ("Säters kommun", date(2026, 11, 21), "Anna Ek")
    assert read.text == "Vi har timpris.\n\nOch beredskap betalas per vecka."
    assert asking.inquiries.read_answer(REPLY.decode()) == read
    asking.inquiries.answer(inquiry.id, read.text, municipality=read.municipality, day=read.day, who=read.who)
    asking.inquiries.answer(inquiry.id, "Fast pris.", municipality="mora", day=date(2026, 11, 19))
    kept = asking.inquiries.get(inquiry.id)
    assert [one.municipality for one in kept.answers] == ["Mora kommun", "Säters kommun"]
    for text in ("beredsk", "säters", "jour timpris"):
        assert [hit.id for hit in asking.search.find(text) if hit.kind is Kind.INQUIRY] == [inquiry.id]
    assert asking.search.find("0225") == []


def test_what_was_pasted_loses_quotes_and_signature(asking: House) -> None:
    assert asking.inquiries.read_answer("Ja.\r\n\r\nMvh Bo\r\nLudvika").text == "Ja."
    assert asking.inquiries.read_answer("Ja.\n> Nej?\n-- \nBo").text == "Ja."
    assert asking.inquiries.read_answer("Ja.\n\nFrån: Anna <a@b.se>\nSkickat: i går\nNej?").text == "Ja."


def test_what_is_no_message_is_said_to_be_none(asking: House, tmp_path: Path) -> None:
    for name, data in (("bild.eml", b"\x89PNG\r\n"), ("tomt.eml", b"From: a@b.se\r\nTo: c@d.se\r\n\r\n")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadFile):
            asking.inquiries.read_answer_file(tmp_path / name)


@pytest.mark.parametrize("wrong", [{"text": " "}, {"municipality": ""}, {"day": date(2027, 1, 1)}])
def test_an_answer_without_words_credit_or_with_a_day_to_come_is_refused(
    asking: House, tmp_path: Path, wrong: dict
) -> None:
    inquiry = ask(asking, tmp_path)
    with pytest.raises(InvalidInput):
        asking.inquiries.answer(inquiry.id, **({"text": "Ja", "municipality": "Mora"} | wrong))


def test_an_answer_is_taken_over_with_its_credit_and_undone_in_one(asking: House, tmp_path: Path) -> None:
    question = Question(text="Hur gör man med jour?", public=True)
    asking.questions.save(question)
    inquiry = ask(asking, tmp_path, question=question.id)
    asking.inquiries.answer(inquiry.id, "Timpris.", municipality="Ludvika", day=date(2026, 11, 20))
    taken = asking.inquiries.take_over(inquiry.id, 1, text="Vi betalar per timme.")
    kept = asking.questions.get(question.id)
    assert (kept.answer, kept.source) == ("Vi betalar per timme.", "Ludvika kommun, 2026-11-20")
    assert (kept.answered, kept.public) == (date(2026, 11, 24), True)
    asking.history.undo(taken.action)
    assert asking.questions.get(question.id).answer == ""
    with pytest.raises(NotFound):
        asking.inquiries.take_over(inquiry.id, 2)


def test_what_nobody_asked_here_becomes_a_question_of_its_own(asking: House, tmp_path: Path) -> None:
    inquiry = ask(asking, tmp_path, tags=("snö",))
    asking.inquiries.answer(inquiry.id, "Timpris.", municipality="Ludvika")
    asking.inquiries.take_over(inquiry.id, 1)
    made = asking.questions.get(asking.inquiries.get(inquiry.id).question)
    assert (made.text, made.answer, made.tags, made.public) == ("Hur gör ni med jour?", "Timpris.", ("snö",), False)


# The list -------------------------------------------------------------------------------------------------------------


def test_the_open_stand_by_their_day_the_closed_last_and_the_late_are_told_apart(asking: House, tmp_path: Path) -> None:
    for title, day in (
        ("Senare", date(2026, 12, 1)),
        ("Sen", date(2026, 11, 20)),
        ("Utan dag", None),
        ("Klar", date(2026, 11, 1)),
    ):
        ask(asking, tmp_path, title=title, answer_by=day)
    done = next(one for one in asking.inquiries.every() if one.title == "Klar")
    asking.inquiries.close([done.id])
    assert [one.title for one in asking.inquiries.every()] == ["Sen", "Senare", "Utan dag", "Klar"]
    assert [one.title for one in asking.inquiries.overdue(date(2026, 11, 24))] == ["Sen"]
    asking.inquiries.reopen(done.id)
    assert len(asking.inquiries.overdue(date(2026, 11, 24))) == 2


# Colleagues -----------------------------------------------------------------------------------------------------------


def test_a_pasted_list_is_read_as_it_comes(asking: House) -> None:
    text = """E-post;Namn;Kommun
Anna Berg <anna.berg@ludvika.se>; Bo Ek <bo@falun.se>
upphandling@sater.se
eva@mora.se;Eva Lind;Mora
Ola Falk\tMalung-Sälen\tola@annat.example
"Berg, Eva" <e@malung-salen.se>; Rättvik
rent strunt
anna.berg@LUDVIKA.se"""
    found, unread = asking.inquiries.read_colleagues(text)
    assert [(one.email, one.name, one.municipality) for one in found] == [
        ("anna.berg@ludvika.se", "Anna Berg", "Ludvika kommun"),
        ("bo@falun.se", "Bo Ek", "Falu kommun"),
        ("upphandling@sater.se", "", "Säters kommun"),
        ("eva@mora.se", "Eva Lind", "Mora kommun"),
        ("ola@annat.example", "Ola Falk", "Malung-Sälens kommun"),
        ("e@malung-salen.se", "Eva Berg", "Rättviks kommun"),
    ]
    assert unread == ["rent strunt"]


def test_what_is_kept_is_read_back_and_visiting_cards_are_read_too(asking: House) -> None:
    from outreach.ui.inquiries.colleagues_dialog import as_line

    kept = asking.inquiries.colleagues()
    assert [one.municipality for one in kept] == ["Falu kommun", "Ludvika kommun", "Mora kommun"]
    assert asking.inquiries.read_colleagues("\n".join(map(as_line, kept))) == (list(kept), [])
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Eva Lind\r\nORG:Orsa kommun\r\nEMAIL:eva@orsa.se\r\nEND:VCARD\r\n"
    (one,), _ = asking.inquiries.read_colleagues(card)
    assert (one.email, one.name, one.municipality) == ("eva@orsa.se", "Eva Lind", "Orsa kommun")


def test_a_colleague_who_is_added_twice_is_asked_once(asking: House) -> None:
    asking.inquiries.add_colleagues([Colleague("X@annat.example", "Ylva"), Colleague("ny@orsa.se")])
    assert [(one.email, one.name) for one in asking.inquiries.colleagues() if "nnat" in one.email] == [
        ("x@annat.example", "Ylva")
    ]
    asking.inquiries.remove_colleague("NY@orsa.se")
    assert len(asking.inquiries.colleagues()) == 3
    with pytest.raises(NotFound):
        asking.inquiries.remove_colleague("ny@orsa.se")
    with pytest.raises(InvalidInput):
        asking.inquiries.set_colleagues([Colleague("å@orsa.se")])
