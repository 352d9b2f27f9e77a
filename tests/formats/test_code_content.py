"""What codes hold: cards with å ä ö in several formats, numbers, badges, events, and what is hostile."""

from __future__ import annotations

import io

import pytest
import segno

from outreach.domain.contact import Address
from outreach.domain.scanned import Code, Content, ContentKind
from outreach.domain.web_link import INSIDE, OTHER_SCHEME
from outreach.formats.barcode import read_codes
from outreach.formats.code_content import read_code
from outreach.formats.icalendar_file import read_calendar


def content(text: str, symbology: str = "QR Code") -> Content:
    """What a code with this text holds; there is one thing in it."""
    (found,) = read_code(Code(symbology, text, text.encode()))
    return found


def through_a_picture(text: str, **options: object) -> Content:
    """The same by way of a QR code in a picture."""
    written = io.BytesIO()
    segno.make(text, micro=False, **options).save(written, kind="png", scale=5, border=4)
    (code,) = read_codes(written.getvalue())[0]
    (found,) = read_code(code)
    return found


VCARDS = {
    "2.1 in Latin-1": (
        ("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1:Öberg;Åsa\r\nFN;CHARSET=ISO-8859-1:Åsa Öberg\r\n"
        "ORG;CHARSET=ISO-8859-1:Öbergs Målning\r\nTEL;CELL:070-174 06 05\r\nEMAIL:asa@obergs.example\r\nEND:VCARD\r\n"),
        {"encoding": "latin-1"},
    ),
    "2.1 in quoted-printable": (
        ("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96berg;=C3=85sa\r\n"
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85sa =C3=96berg\r\n"
        "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96bergs M=C3=A5lning\r\nTEL;CELL:070-174 06 05\r\n"
        "EMAIL:asa@obergs.example\r\nEND:VCARD\r\n"),
        {},
    ),
    "3.0 in UTF-8": (
        ("BEGIN:VCARD\nVERSION:3.0\nN:Öberg;Åsa\nFN:Åsa Öberg\nORG:Öbergs Målning\nTEL;TYPE=CELL:+46 70 174 06 05\n"
        "EMAIL:asa@obergs.example\nEND:VCARD"),
        {"encoding": "utf-8"},
    ),
    "3.0 in Latin-1, saying nothing of it": (
        ("BEGIN:VCARD\nVERSION:3.0\nN:Öberg;Åsa\nFN:Åsa Öberg\nORG:Öbergs Målning\nTEL:070-1740605\n"
        "EMAIL:asa@obergs.example\nEND:VCARD"),
        {"encoding": "latin-1"},
    ),
    "4.0": (
        ("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Åsa Öberg\r\nN:Öberg;Åsa;;;\r\nORG:Öbergs Målning\r\n"
        "TEL;VALUE=uri;TYPE=cell:tel:+46-70-174-06-05\r\nEMAIL:asa@obergs.example\r\nEND:VCARD\r\n"),
        {"encoding": "utf-8"},
    ),
    "MeCard": ("MECARD:N:Öberg,Åsa;ORG:Öbergs Målning;TEL:0701740605;EMAIL:asa@obergs.example;;", {"encoding": "utf-8"}),
    "MeCard in Latin-1": ("MECARD:N:Öberg,Åsa;ORG:Öbergs Målning;TEL:0701740605;EMAIL:asa@obergs.example;;", {}),
    "BizCard": ("BIZCARD:N:Åsa;X:Öberg;C:Öbergs Målning;B:+46701740605;E:asa@obergs.example;;", {"encoding": "utf-8"}),
}


@pytest.mark.parametrize("name", VCARDS)
def test_card_with_swedish_letters_is_right_in_every_format(name: str) -> None:
    text, options = VCARDS[name]
    found = through_a_picture(text, **options)
    card = found.card
    assert found.kind is ContentKind.CARD
    assert (card.name, card.given, card.family, card.organisation) == ("Åsa Öberg", "Åsa", "Öberg", "Öbergs Målning")
    assert [one.number for one in card.phones] == ["+46701740605"]
    assert [one.address for one in card.emails] == ["asa@obergs.example"]
    assert found.unsure == ()


def test_mecard_with_every_field_and_escaped_marks() -> None:
    card = content(
        r"MECARD:N:Åberg,Örjan;ORG:Bygg\; Såg\, Hyvel AB;TITLE:vd;TEL:070-174 06 05;TEL:0240-66 00 00;EMAIL:o@aberg.example;"
        r"URL:https\://www.aberg.example;ADR:,,Storgatan 1,Borlänge,,784 31,Sverige;NOTE:Rad 1\\2\; slut;;"
    ).card
    assert (card.name, card.organisation, card.title) == ("Örjan Åberg", "Bygg; Såg, Hyvel AB", "vd")
    assert [one.number for one in card.phones] == ["+46701740605", "+46240660000"]
    assert card.addresses == (Address("Storgatan 1", "784 31", "Borlänge"),)
    assert card.website == "https://www.aberg.example"
    assert card.note == r"Rad 1\2; slut"


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        ("MECARD:N:Anna Berg;;", "Anna Berg", ""),
        ("MECARD:ORG:Bergs Bygg AB;TEL:08-123 456 00;;", "Bergs Bygg AB", "Bergs Bygg AB"),
        ("mecard:n:Berg,Anna;org:Bergs", "Anna Berg", "Bergs"),
        ("BIZCARD:C:Bergs Bygg AB;;", "Bergs Bygg AB", "Bergs Bygg AB"),
    ],
)
def test_bare_cards(text: str, name: str, company: str) -> None:
    card = content(text).card
    assert (card.name, card.organisation, card.is_company) == (name, company, name == company)


def test_hostile_address_on_a_card_is_left_out_and_said() -> None:
    found = content("BEGIN:VCARD\nVERSION:3.0\nFN:Anna Berg\nURL:javascript:alert(1)\nEND:VCARD")
    assert found.card.website == ""
    assert [(one.text, one.reason) for one in found.unsure] == [("javascript:alert(1)", OTHER_SCHEME)]
    found = content("MECARD:N:Berg,Anna;URL:http\\://192.168.0.1/;;")
    assert [one.reason for one in found.unsure] == [INSIDE]


def test_invisible_signs_and_personal_numbers_are_taken_out_of_a_card() -> None:
    card = content("BEGIN:VCARD\nVERSION:3.0\nFN:Anna\u202e Berg\x07\nNOTE:\u200bPnr 811228-9874\nEND:VCARD").card
    assert card.name == "Anna Berg"
    assert "9874" not in card.note


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://www.bergsbygg.example", ContentKind.LINK),
        ("javascript:alert(1)", ContentKind.LINK),
        ("mailto:anna@berg.example?subject=x&body=y", ContentKind.EMAIL),
        ("anna@berg.example", ContentKind.EMAIL),
        ("MATMSG:TO:anna@berg.example;SUB:hej;BODY:x;;", ContentKind.EMAIL),
        ("tel:+46701740605", ContentKind.PHONE),
        ("SMSTO:+46701740605:hej", ContentKind.PHONE),
        ("WIFI:T:WPA;S:Gäst;P:hemligt;;", ContentKind.TEXT),
        ("geo:60.1,15.4", ContentKind.TEXT),
        ("otpauth://totp/x?secret=y", ContentKind.TEXT),
        ("swish://payment?data=x", ContentKind.TEXT),
        ("Välkommen till mässan!", ContentKind.TEXT),
        ("104523", ContentKind.BADGE),
        ("GAL-2026/0042", ContentKind.BADGE),
        ("BEGIN:VEVENT\nSUMMARY:Frukost\nDTSTART:20261203T073000\nEND:VEVENT", ContentKind.EVENT),
    ],
)
def test_kinds_of_content(text: str, kind: ContentKind) -> None:
    assert content(text).kind is kind


def test_badge_becomes_a_note_and_the_digits_of_goods_do_not() -> None:
    assert content("104523").card.note == "badge 104523"
    assert content("7310865004703", "EAN-13").kind is ContentKind.TEXT


def test_event_goes_to_the_import_as_a_calendar() -> None:
    found = content("BEGIN:VEVENT\nSUMMARY:Frukost\nDTSTART:20261203T073000\nDTEND:20261203T090000\nEND:VEVENT")
    events, _ = read_calendar(found.calendar)
    assert [one.title for one in events] == ["Frukost"]


@pytest.mark.parametrize(
    "text", ["", " ", "MECARD:", "MECARD:;;;;", "BIZCARD:", "mailto:", "tel:", "BEGIN:VCARD", "MATMSG:;;", "\\", "MECARD:N:\\"]
)
def test_half_codes_never_raise(text: str) -> None:
    assert read_code(Code("QR Code", text, text.encode()))
