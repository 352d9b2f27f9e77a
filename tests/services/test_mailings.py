"""Mail merge: each gets an own draft, letter or label; who opted out or has no address is left out and named."""

from __future__ import annotations

import email
from email.policy import default
from pathlib import Path

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Address, Email
from outreach.domain.declining import Channel
from outreach.domain.mailing import LetterSheet, Mailing, MailingWay
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import UNIT_ID, Unit
from outreach.errors import Cancelled, InvalidInput
from outreach.language import Language
from outreach.print.address_labels import address_pages, draw_labels
from outreach.print.letters import WINDOW_LEFT, WINDOW_TOP, draw_letters, letter_pages
from outreach.services.declining import LeftOut, Reason, left_out_words
from outreach.services.house import House
from outreach.services.mailings import LABEL_SHEETS
from tests.print.good_pdf import assert_good_pdf

STREET = Address("Storgatan 4", "781 70", "Borlänge")
BERGS = Company(name="Bergs Bygg AB", emails=(Email("info@bergs.example"),), addresses=(STREET,))
SAME = Company(name="Bergs Mark AB", emails=(Email("INFO@bergs.example"),))
QUIET = Company(name="Tyst AB", emails=(Email("info@tyst.example"),), addresses=(STREET,), declines=(Channel.EMAIL,))
BARE = Company(name="Utan adress AB")
ANNA = Person(name="Anna Berg", roles=(Role(BARE.id, "VD"),), emails=(Email("anna@berg.example"),))
BO = Person(name="Bo Tyst", roles=(Role(QUIET.id),), emails=(Email("bo@tyst.example"),))
TEXT = "Hej {first_name},\n\nvi bjuder in {company} den {date}.\n\n{officer}\n{unit}"


@pytest.fixture
def full(house: House) -> House:
    unit = Unit(id=UNIT_ID, municipality="Älvbro kommun", department="Upphandling", email="upph@alvbro.example", address=STREET)
    house.unit.save_unit(unit)
    for company in (BERGS, SAME, QUIET, BARE):
        house.companies.save(company)
    for person in (ANNA, BO):
        house.people.save(person)
    return house


def companies(**more: str) -> Mailing:
    ids = (BERGS.id, SAME.id, QUIET.id, BARE.id)
    return Mailing(Kind.COMPANY, ids, subject="Till {company}", text=TEXT, **more)


def test_each_company_gets_a_draft_of_its_own_and_those_left_out_are_named_with_the_reason(full: House, tmp_path: Path) -> None:
    done = full.mailings.write_drafts(companies(), tmp_path / "utskick")
    assert [path.name for path in done.files] == ["Bergs Bygg AB.eml", "Anna Berg.eml"]
    assert done.left_out == (
        LeftOut(SAME.id, "Bergs Mark AB", Reason.TWICE),
        LeftOut(QUIET.id, "Tyst AB", Reason.DECLINED),
    )
    first, second = (email.message_from_bytes(path.read_bytes(), policy=default) for path in done.files)
    assert (first["To"], first["X-Unsent"], first["Cc"], first["Bcc"]) == ("Bergs Bygg AB <info@bergs.example>", "1", None, None)
    assert second["To"] == "Anna Berg <anna@berg.example>"
    body = second.get_body(("plain",))
    assert body is not None
    said = body.get_content()
    assert "Hej Anna," in said
    assert "vi bjuder in Utan adress AB den 24 november 2026." in said
    assert "Svara och säg det" in said


def test_a_person_whose_company_opted_out_is_not_written_to_at_work(full: House) -> None:
    reached = full.mailings.reached(Mailing(Kind.PERSON, (ANNA.id, BO.id)), MailingWay.DRAFTS)
    assert [one.name for one in reached.recipients] == ["Anna Berg"]
    assert left_out_words(reached.left_out, Language("en")) == ["does not want it: Bo Tyst"]


def test_when_one_draft_cannot_be_written_or_somebody_cancels_none_is_left(full: House, tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        full.mailings.write_drafts(companies(), tmp_path, stop)
    assert not [one for one in tmp_path.iterdir() if one.suffix in (".eml", ".pdf", ".txt")]


def test_an_unknown_field_and_a_missing_text_or_sender_are_told_before_anything_is_written(full: House, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as told:
        full.mailings.write_drafts(Mailing(Kind.COMPANY, (BERGS.id,), "x", "Hej {namn}"), tmp_path)
    assert told.value.values["name"] == "{namn}"
    with pytest.raises(InvalidInput):
        full.mailings.write_drafts(Mailing(Kind.COMPANY, (BERGS.id,), "x", " "), tmp_path)
    with pytest.raises(InvalidInput):
        full.mailings.write_drafts(Mailing(Kind.COMPANY, (QUIET.id,), "x", "y"), tmp_path)
    with pytest.raises(InvalidInput):
        full.mailings.write_letters(companies(), tmp_path / "brev.txt")
    assert not [one for one in tmp_path.iterdir() if one.suffix in (".eml", ".pdf", ".txt")]


def test_letters_are_one_good_pdf_with_the_addressee_in_the_window(full: House, tmp_path: Path) -> None:
    mailing = companies()
    done = full.mailings.write_letters(mailing, tmp_path / "brev.pdf")
    assert (done.recipients, done.pages) == (2, 2)
    assert [one.name for one in done.left_out] == ["Bergs Mark AB", "Utan adress AB"]
    letters, _ = full.mailings.preview(mailing, MailingWay.LETTERS)
    sheet = LetterSheet(full.unit.unit(), tuple(letters), full.today.look().today)
    pages = list(letter_pages(sheet))
    assert_good_pdf(
        (tmp_path / "brev.pdf").read_bytes(),
        pages=pages,
        texts=("Bergs Bygg AB", "Storgatan 4", "781 70 Borlänge"),
        again=lambda: draw_letters(sheet),
    )
    window = next(part for part in pages[0].placed[0].sheet.parts if part.name == "addressee")
    assert (window.box.x, window.box.y) == (WINDOW_LEFT, WINDOW_TOP)


def test_a_long_letter_goes_on_overleaf_and_stays_good(full: House, tmp_path: Path) -> None:
    text = "\n\n".join(f"Stycke {number}. " + "Vi köper mycket som ni kan sälja. " * 12 for number in range(14))
    mailing = Mailing(Kind.COMPANY, (BERGS.id,), "Vad vi köper", text)
    done = full.mailings.write_letters(mailing, tmp_path / "brev.pdf")
    assert done.pages in (2, 3)
    assert_good_pdf((tmp_path / "brev.pdf").read_bytes(), texts=("Stycke 13.",))


@pytest.mark.parametrize("name", ["L7160", "L7666"])
def test_labels_lie_on_their_sheet_from_the_label_that_is_free(full: House, tmp_path: Path, name: str) -> None:
    done = full.mailings.write_labels(companies(), tmp_path / "etiketter.pdf", name, first=3)
    assert (done.recipients, done.pages) == (2, 1)
    reached = full.mailings.preview(companies(), MailingWay.LABELS)[0]
    sheet = LetterSheet(full.unit.unit(), tuple(reached), full.today.look().today)
    pages = list(address_pages(sheet, LABEL_SHEETS[name], 3))
    pdf = draw_labels(sheet, LABEL_SHEETS[name], 3)
    assert_good_pdf(pdf, pages=pages, texts=("Tyst AB", "Storgatan 4"))
    with pytest.raises(InvalidInput):
        full.mailings.write_labels(companies(), tmp_path / "x.pdf", name, first=99)


def test_a_company_is_not_written_to_at_the_mailbox_of_somebody_who_declined(full: House, tmp_path: Path) -> None:
    """The objection is the person's, under whatever record the address stands (GDPR article 21)."""
    own = Email("karin@frisk.example")
    alone = Company(name="Frisk AB", emails=(own,))
    wider = Company(name="Frisk & Co AB", emails=(own, Email("info@frisk.example")))
    tender = Tender(title="Snöröjning", stage=Stage.PLANNED)
    for company in (alone, wider):
        full.companies.save(company)
    full.people.save(Person(name="Karin Frisk", emails=(own,), declines=(Channel.EMAIL,)))
    full.people.save(twin := Person(name="Karin Frisk", emails=(own,)))
    full.tenders.save(tender)
    ids = (alone.id, wider.id)
    drafts = full.matches.drafts(tender.id, ids, tmp_path)
    assert (len(drafts.files), drafts.declined) == (1, ("Frisk AB",))
    assert "karin@" not in drafts.files[0].read_text()
    seen = full.mailings.preview(Mailing(Kind.COMPANY, ids, subject="Hej", text="Hej"), MailingWay.DRAFTS)
    assert [one.name for one in seen[1]] == ["Frisk AB"]
    people = full.mailings.preview(Mailing(Kind.PERSON, (twin.id,), subject="Hej", text="Hej"), MailingWay.DRAFTS)
    assert [one.reason for one in people[1]] == [Reason.DECLINED]
    copied = full.views.addresses(Kind.COMPANY, ids)
    assert (copied.addresses, copied.declined, copied.without) == (("info@frisk.example",), 1, 0)
