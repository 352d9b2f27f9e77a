"""Signatures, addresses and cards as others write them: who, where and how to reach them; doubts are shown."""

from __future__ import annotations

from datetime import date

from outreach.domain.company import MASK
from outreach.domain.contact import Address
from outreach.domain.pasted import read_pasted
from outreach.domain.quick_line import QuickLine

TODAY = date(2026, 11, 28)


def doubted(line: QuickLine) -> set[str]:
    return {one.text for one in line.unsure}


def test_a_plain_signature_leaves_no_doubt() -> None:
    line = read_pasted(
        "Med vänlig hälsning\n\nAnna Berg\nInköpschef\n\nBergs Bygg AB\nIndustrivägen 4, 777 34 Smedjebacken\n"
        "Tel: 0240-66 00 00 | Mobil: 070-123 45 67\nanna.berg@bergsbygg.example | www.bergsbygg.example\nOrg.nr 556016-0680",
        TODAY,
    )
    assert (line.person, line.title, line.company) == ("Anna Berg", "Inköpschef", "Bergs Bygg AB")
    assert (line.phones, line.phone_labels) == (("0240-66 00 00", "070-123 45 67"), ("", "mobile"))
    assert (line.emails, line.website) == (("anna.berg@bergsbygg.example",), "www.bergsbygg.example")
    assert line.addresses == (Address("Industrivägen 4", "777 34", "Smedjebacken"),)
    assert (line.org_number, line.note.note, line.unsure) == ("5560160680", "", ())


def test_a_card_read_by_a_machine_in_capitals_without_commas() -> None:
    line = read_pasted(
        "BERGS BYGG\nANNA BERG\nPlatschef / KMA\nT +46 (0)240-66 00 00\nM +46 70-123 45 67\nE anna @bergsbygg.example\n"
        "Box 12\nSE-777 22 SMEDJEBACKEN",
        TODAY,
    )
    assert (line.person, line.title, line.company) == ("ANNA BERG", "Platschef / KMA", "BERGS BYGG")
    assert line.phones == ("+46 (0)240-66 00 00", "+46 70-123 45 67")
    assert line.addresses == (Address("Box 12", "777 22", "Smedjebacken"),)
    assert line.emails == ("anna@bergsbygg.example",)
    assert "anna @bergsbygg.example" in doubted(line)


def test_two_addresses_an_extension_and_a_sole_traders_number() -> None:
    line = read_pasted(
        "Karl-Erik von Ström, vd\nDala Plåt & Svets\nBesöksadress: Norra Bruksvägen 12 B, 777 30 Smedjebacken\n"
        "Postadress: c/o Ström, Box 44, 777 22 Smedjebacken\nVäxel 0240-660 00 ankn 12, direkt 0240-660 12\n"
        "Org.nr 811228-9874",
        TODAY,
    )
    assert (line.person, line.title, line.company) == ("Karl-Erik von Ström", "vd", "Dala Plåt & Svets")
    assert line.addresses == (
        Address("Norra Bruksvägen 12 B", "777 30", "Smedjebacken", label="visit"),
        Address("c/o Ström, Box 44", "777 22", "Smedjebacken"),
    )
    assert (line.phones, line.phone_labels) == (("0240-660 00 ankn 12", "0240-660 12"), ("switchboard", "direct"))
    assert (line.org_number, line.sole_trader) == ("", True)
    assert "9874" not in str(line)
    assert {MASK, "Dala Plåt & Svets"} <= doubted(line)


def test_the_address_of_a_shared_mailbox_names_the_company_not_a_person() -> None:
    line = read_pasted(
        "Kontakta oss\nSöderbärke Åkeri\nTelefon: 0240-65 00 00\nE-post: info@soderbarkeakeri.example\n"
        "Hagge 7, 777 93 Söderbärke\nÖppettider mån-fre 7-16",
        TODAY,
    )
    assert (line.person, line.company) == ("", "Söderbärke Åkeri")
    assert line.addresses == (Address("Hagge 7", "777 93", "Söderbärke"),)
    assert line.note.note == "Kontakta oss Öppettider mån-fre 7-16"


def test_a_whole_message_gives_its_sender_and_keeps_its_words() -> None:
    line = read_pasted(
        "Från: Lars Öst <lars.ost@ostsstad.example>\nSkickat: den 27 november 2026 10:30\nÄmne: Sv: snöröjning\n\n"
        "Hej! Vi vill gärna veta mer om upphandlingen av snöröjning.\n\nMvh\nLars Öst\nÖsts Städ\n070-111 22 33",
        TODAY,
    )
    assert (line.person, line.company, line.phones) == ("Lars Öst", "Östs Städ", ("070-111 22 33",))
    assert "Vi vill gärna veta mer om upphandlingen av snöröjning" in line.note.note
