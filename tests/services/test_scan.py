"""Scan and paste as services: everything is read before anything is kept, and each thing that is kept can be undone."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import segno
from PIL import Image

from outreach.domain.contact import Email, kept_phone
from outreach.domain.event import Event, EventKind
from outreach.domain.person import Card
from outreach.domain.scanned import ContentKind
from outreach.domain.unit import Officer
from outreach.domain.when import zoned
from outreach.errors import InvalidInput, NotFound
from outreach.formats.picture import tidied
from outreach.formats.vcard import read_cards
from outreach.services.house import House
from outreach.services.inbox_cards import PICTURE_STAYS, NewCard
from outreach.services.meetings import Capture
from outreach.services.own_card import own_card
from outreach.services.scan import NO_LIBRARY, Scanned, capture_of

CARD = Card(
    line=0,
    name="Åsa Öberg",
    organisation="Öbergs Bygg AB",
    title="Platschef",
    emails=(Email("asa@obergs.example"),),
    phones=(kept_phone("070-174 06 05"),),
)
MAIL = (
    "From: =?utf-8?q?=C3=85sa_=C3=96berg?= <asa@obergs.example>\r\nTo: kommun@alvbro.example\r\n"
    "Date: Mon, 23 Nov 2026 10:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "Hej!\r\n\r\nMed vänlig hälsning\r\nÅsa Öberg\r\nPlatschef\r\nÖbergs Bygg AB\r\n070-174 06 05\r\n"
)


def picture(text: str = "", kind: str = "PNG") -> bytes:
    """A picture of a code, or of nothing."""
    written = io.BytesIO()
    if text:
        segno.make(text, micro=False, encoding="utf-8").save(written, kind="png", scale=5, border=4)
        return written.getvalue()
    Image.new("RGB", (300, 200), "#cccccc").save(written, kind)
    return written.getvalue()


def only(scanned: Scanned) -> Card:
    assert not scanned.problems
    (finding,) = scanned.findings
    return finding.content.card


def test_card_from_a_code_a_file_a_message_and_a_pasted_text_comes_out_the_same(house: House) -> None:
    vcard = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Öberg;Åsa\r\nFN:Åsa Öberg\r\nORG:Öbergs Bygg AB\r\nTITLE:Platschef\r\n"
        "TEL:070-174 06 05\r\nEMAIL:asa@obergs.example\r\nEND:VCARD\r\n"
    )
    pasted = "Åsa Öberg\nPlatschef\nÖbergs Bygg AB\n070-174 06 05\nasa@obergs.example"
    found = [
        only(house.scan.read(picture(vcard))),
        only(house.scan.read(vcard.encode(), "asa.vcf")),
        only(house.scan.read(MAIL.encode(), "hej.eml")),
        only(house.scan.read_text(pasted)),
        only(house.scan.read(pasted.encode("latin-1"), "klistrat.txt")),
        only(house.scan.read_text(vcard)),
    ]
    for card in found:
        assert (card.name, card.organisation, card.title) == ("Åsa Öberg", "Öbergs Bygg AB", "Platschef")
        assert [one.number for one in card.phones] == ["+46701740605"]
        assert [one.address for one in card.emails] == ["asa@obergs.example"]
    assert house.people.count() == house.meetings.count() == 0, "reading keeps nothing"


def test_who_is_known_already_is_said_with_the_reason(house: House) -> None:
    house.meetings.capture_line("Åsa Öberg, Öbergs Bygg AB, asa@obergs.example: snö")
    (finding,) = house.scan.read_text("Asa Oeberg\nasa@obergs.example\n070-174 06 05").findings
    assert any(one.title == "Åsa Öberg, Öbergs Bygg AB" and "email" in one.reasons for one in finding.known)
    assert house.scan.known(replace(CARD, name="", organisation="", emails=(Email("info@obergs.example"),), phones=())) == ()


def test_sender_with_another_name_than_the_signature_is_marked(house: House) -> None:
    (finding,) = house.scan.read(MAIL.replace("\r\nÅsa Öberg\r\n", "\r\nBo Ek\r\n").encode()).findings
    assert finding.content.card.name == "Åsa Öberg"
    assert [one.text for one in finding.content.unsure] == ["Bo Ek"]


def test_shared_mailbox_leaves_the_person_of_the_signature(house: House) -> None:
    mail = MAIL.replace("=?utf-8?q?=C3=85sa_=C3=96berg?= <asa@", '"Öbergs Bygg AB" <info@')
    card = only(house.scan.read(mail.encode()))
    assert (card.name, card.organisation) == ("Åsa Öberg", "Öbergs Bygg AB")


def test_badge_finds_the_person_whose_note_carries_it(house: House) -> None:
    house.scan.keep(replace(CARD, note="badge 104523"))
    (finding,) = house.scan.read(picture("104523")).findings
    assert finding.content.kind is ContentKind.BADGE
    assert [(one.title, one.reasons) for one in finding.known] == [("Åsa Öberg, Öbergs Bygg AB", ("badge",))]
    (other,) = house.scan.read(picture("10452")).findings
    assert other.known == ()


def test_kept_card_fills_in_and_is_one_action_that_undo_takes_back(house: House) -> None:
    house.meetings.capture_line("Åsa Öberg, Öbergs Bygg AB, asa@obergs.example: snö")
    changes = house.scan.keep(CARD)
    (person,) = house.people.many([one for _, one in changes.touched if one in house.people.many([one])]).values()
    assert [one.number for one in person.phones] == ["+46701740605"]
    assert house.people.count() == house.companies.count() == 1
    house.history.undo(changes.action)
    (person,) = house.people.many([person.id]).values()
    assert person.phones == ()


@pytest.mark.parametrize(
    ("card", "people", "companies"),
    [
        (CARD, 1, 1),
        (replace(CARD, name=""), 0, 1),
        (replace(CARD, organisation="", title=""), 1, 0),
        (Card(line=0, emails=(Email("anna@berg.example"),)), 1, 0),
        (Card(line=0, organisation="Bergs Bygg AB"), 0, 1),
    ],
)
def test_what_a_card_names_is_kept_and_nothing_else(house: House, card: Card, people: int, companies: int) -> None:
    house.scan.keep(card)
    assert (house.people.count(), house.companies.count()) == (people, companies)


def test_card_that_names_nobody_is_refused(house: House) -> None:
    with pytest.raises(InvalidInput):
        house.scan.keep(Card(line=0, note="badge 1"))


def test_photo_goes_into_the_inbox_small_and_becomes_a_conversation(house: House) -> None:
    now = house.now()
    begin = now.replace(tzinfo=None)
    fair = Event(title="Mässan", kind=EventKind.FAIR, when=zoned(begin, begin + timedelta(hours=9)))
    house.events.save(fair)
    scanned = house.scan.read(picture(kind="PNG"))
    assert (scanned.findings, scanned.problems) == ((), ())
    put = house.scan.put_away([NewCard(picture=scanned.picture), NewCard(card=CARD)])
    first, second = house.inbox_cards.waiting()
    assert (first.event, second.person, second.contact) == (fair.id, "Åsa Öberg", "070-174 06 05, asa@obergs.example")
    assert first.picture is not None
    kept = house.inbox_cards.picture(first.picture)
    assert (kept.media_type, kept.data[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    done = house.meetings.capture(Capture(person="Åsa Öberg", company="Öbergs Bygg AB", event=first.event, inbox_card=first.id))
    assert [one.id for one in house.inbox_cards.waiting()] == [second.id]
    assert house.inbox_cards.get(first.id).meeting == done.meeting.id
    house.history.undo(done.changes.action)
    assert house.inbox_cards.count_open() == 2
    house.history.undo(put.action)
    assert house.inbox_cards.count_open() == 0


def test_deleted_card_comes_back_with_its_picture_for_a_month(house: House, clock: object) -> None:
    scanned = house.scan.read(picture())
    house.scan.put_away([NewCard(picture=scanned.picture)])
    (card,) = house.inbox_cards.waiting()
    assert card.picture is not None
    deleted = house.inbox_cards.delete([card.id])
    house.scan.put_away([NewCard(card=CARD)])
    house.history.undo(deleted.action)
    assert house.inbox_cards.picture(card.picture).data == scanned.picture
    house.inbox_cards.delete([card.id])
    clock.now += PICTURE_STAYS + timedelta(minutes=1)  # type: ignore[attr-defined]
    house.scan.put_away([NewCard(card=CARD)])
    with pytest.raises(NotFound):
        house.inbox_cards.picture(card.picture)


def test_empty_card_is_refused(house: House) -> None:
    with pytest.raises(InvalidInput):
        house.inbox_cards.put([NewCard()])


def test_card_that_is_logged_carries_title_address_and_website(house: House) -> None:
    pasted = "Åsa Öberg\nPlatschef\nÖbergs Bygg AB\nStorgatan 1, 784 31 Borlänge\nwww.obergs.example\n070-174 06 05"
    card = only(house.scan.read_text(pasted))
    done = house.meetings.capture(capture_of(card))
    assert done.person is not None
    assert done.company is not None
    assert done.person.roles[0].title == "Platschef"
    assert done.company.addresses[0].city == "Borlänge"
    assert done.company.website == "https://www.obergs.example"


@pytest.mark.parametrize("name", ["missing.png", "folder", "pipe", "empty.png", "big.bin", "zeros.bin"])
def test_file_that_cannot_be_read_is_a_sentence(house: House, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty.png").touch()
    (tmp_path / "zeros.bin").write_bytes(bytes(1000))
    with (tmp_path / "big.bin").open("wb") as file:
        file.truncate(30_000_001)
    scanned = house.scan.read_file(tmp_path / name)
    assert scanned.problems
    assert scanned.findings == ()


def test_own_card_is_read_back_from_its_own_code(house: House, tmp_path: Path) -> None:
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    known = house.unit.officer_named("Anna Ek") or Officer(name="")
    house.unit.save_officer(replace(known, title="Upphandlare", phone="070-174 06 05", email="anna.ek@alvbro.example"))
    house.unit.save_unit(replace(house.unit.unit(), department="Upphandlingsenheten", website="https://www.alvbro.example"))
    house.own_card.write(tmp_path / "mitt.png")
    card = only(house.scan.read_file(tmp_path / "mitt.png"))
    assert (card.name, card.given, card.family, card.organisation) == ("Anna Ek", "Anna", "Ek", "Älvbro kommun")
    assert (card.department, card.title) == ("Upphandlingsenheten", "Upphandlare")
    assert card.phones[0].number == "+46701740605"
    assert card.website == "https://www.alvbro.example"
    house.own_card.write(tmp_path / "mitt.vcf")
    cards, problems = read_cards((tmp_path / "mitt.vcf").read_bytes())
    assert (len(cards), problems) == (1, [])
    house.own_card.write(tmp_path / "mitt.svg")
    assert (tmp_path / "mitt.svg").read_bytes().startswith(b"<svg")
    with pytest.raises(InvalidInput):
        house.own_card.write(tmp_path / "mitt.txt")
    with pytest.raises(InvalidInput):
        house.own_card.mine("Nobody")


def test_own_card_takes_from_the_unit_what_the_officer_has_not(house: House) -> None:
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    unit = replace(house.unit.unit(), phone="0240-66 00 00", email="upphandling@alvbro.example")
    card = own_card(unit, Officer(name="Anna Ek"))
    assert (card.phones[0].number, card.emails[0].address) == ("+46240660000", "upphandling@alvbro.example")


def test_what_text_recognition_lacks_is_said_with_how_to_add_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "tesserocr", None)
    text, values = house.scan.lacks_for_text()
    assert text == NO_LIBRARY
    assert "pip install" in values["command"]
    jpeg = tidied(picture())
    assert isinstance(jpeg, bytes)
    assert house.scan.recognise(jpeg).problems


@pytest.mark.parametrize(
    "text",
    ['<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x.example"/></svg>', "<!DOCTYPE html><p>x", "<html><img src=y>"],
    ids=["svg", "doctype", "html"],
)
def test_a_page_or_a_drawing_that_calls_itself_a_picture_is_no_card(house: House, text: str) -> None:
    found = house.scan.read(text.encode(), "kort.png")
    assert found.findings == ()
    assert len(found.problems) == 1
