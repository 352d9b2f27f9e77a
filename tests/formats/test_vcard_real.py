"""The cards and lists of real programs, where they lie; what each must say was read off the files by hand."""

import time
from pathlib import Path

import pytest

from outreach.domain.contact import Email, Phone
from outreach.domain.person import Card
from outreach.formats.table import looks_like_table, read_contact_table
from outreach.formats.vcard import looks_like_vcard, read_cards, write_cards

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "vcards"
if not FOLDER.is_dir():
    FOLDER = Path("/work/shared/data/vcards")
FILES = sorted(FOLDER.rglob("*.vcf"))
TABLES = sorted(FOLDER.rglob("*.csv"))

if not FILES:
    pytest.skip(f"the real cards are not here: {FOLDER}", allow_module_level=True)


def one(name: str) -> Card:
    cards, problems = read_cards((FOLDER / name).read_bytes())
    assert problems == []
    assert len(cards) == 1
    return cards[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_real_file_gives_named_cards_in_time(path: Path) -> None:
    data = path.read_bytes()
    started = time.process_time()
    cards, problems = read_cards(data)
    assert time.process_time() - started < 2
    assert looks_like_vcard(data[:4096])
    assert cards
    assert all(card.name for card in cards)
    assert all(problem.line and problem.reason for problem in problems)
    # Nothing is lost silently: each BEGIN is a card, or a problem says what became of it.
    plain = data.decode("utf-16-be" if data[:1] == b"\0" else "latin-1").upper()
    assert plain.count("BEGIN:VCARD") == len(cards) + sum(not problem.warning for problem in problems)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_every_real_card_goes_out_and_comes_back_the_same(path: Path, version: str) -> None:
    cards, _ = read_cards(path.read_bytes())
    back, problems = read_cards(write_cards(cards, version))
    assert problems == []
    facts = [(card.name, card.emails, card.phones, card.addresses, card.note, card.roles) for card in cards]
    assert [(card.name, card.emails, card.phones, card.addresses, card.note, card.roles) for card in back] == facts


def test_android_quoted_printable_names_and_cards_with_an_address_alone() -> None:
    cards, problems = read_cards((FOLDER / "ez-vcard/John_Doe_ANDROID.vcf").read_bytes())
    assert problems == []
    assert [card.line for card in cards] == [1, 6, 11, 18, 36, 71]
    assert [card.name for card in cards[:3]] == ["john.doe@company.com", "jane.doe@company.com", "Ñ Ñ Ñ Ñ Ñ"]
    assert cards[4].emails == (Email("bob@company.com", "work"), Email("Ñ" * 14))
    assert [phone.label for phone in cards[4].phones] == ["mobile", "work", "work fax"]
    assert (cards[4].given, cards[4].family) == ("Ñ Ñ Ñ", "Ñ Ñ")
    # The same company three times, once with a letter that the telephone cut in two.
    assert cards[5].roles == ()


def test_blackberry() -> None:
    card = one("ez-vcard/John_Doe_BLACK_BERRY.vcf")
    assert (card.name, card.given, card.family, card.organisation) == ("John Doe", "john", "Doe", "Acme Solutions")
    assert card.phones == (Phone("+96123456789", "mobile"),)


def test_evolution_parameters_with_quotes() -> None:
    card = one("ez-vcard/John_Doe_EVOLUTION.vcf")
    assert card.name == "Mr. John Richter, James Doe Sr."
    assert card.emails == (Email("john.doe@ibm.com", "work"),)
    assert (card.organisation, card.department, card.title) == ("IBM", "Accounting, Dungeon", "Money Counter")
    assert card.uid == "477343c8e6bf375a9bac1f96a5000837"
    assert card.categories == ("VIP",)


def test_iphone_with_odd_line_ends_and_labels() -> None:
    card = one("ez-vcard/John_Doe_IPHONE.vcf")
    assert card.name == "Mr. John Richter James Doe Sr."
    assert [phone.label for phone in card.phones] == [
        "mobile", "home", "work", "home fax", "work fax", "pager", "assistant",
    ]  # fmt: skip
    assert card.emails == (Email("john.doe@ibm.com"),)
    assert card.addresses[1].street == "Street4\nBuilding 6\nFloor 8"
    assert card.website == "http://www.ibm.com"


def test_lotus_notes_with_profile_in_the_middle() -> None:
    card = one("ez-vcard/John_Doe_LOTUS_NOTES.vcf")
    assert card.emails == (Email("john.doe@ibm.com", "work"), Email("billy_bob@gmail.com", "work"))
    assert card.phones[1] == Phone("+12125557777", "work fax")
    assert card.uid == "0e7602cc-443e-4b82-b4b1-90f62f99a199"


def test_outlook_2003_keeps_a_company_with_a_comma_and_a_note_of_four_lines() -> None:
    card = one("ez-vcard/outlook-2003.vcf")
    assert (card.organisation, card.department) == ("Company, The", "TheDepartment")
    assert card.note == "This is the note field!!\nSecond line\n\nThird line is empty"
    assert card.phones == (
        Phone("BusinessPhone", "work"), Phone("HomePhone", "home"), Phone("MobilePhone", "mobile"),
        Phone("BusinessFaxPhone", "work fax"),
    )  # fmt: skip
    assert card.emails == (Email("jdoe@hotmail.com"),)


def test_outlook_2007_soft_breaks() -> None:
    card = one("ez-vcard/outlook-2007.vcf")
    assert (card.name, card.given, card.family) == ("Mr. Michael Angstadt Jr.", "Michael", "Angstadt")
    assert card.note.splitlines()[1] == "I assume it encodes this text inside a NOTE vCard type."
    assert card.emails == (Email("mike.angstadt@gmail.com"),)


def test_full_contact_with_two_organisations() -> None:
    card = one("ez-vcard/fullcontact.vcf")
    assert (card.organisation, card.department, card.title) == ("Organization1", "Department1", "Title1")
    assert card.roles == (("Organization2", "Title2"),)
    assert [email.label for email in card.emails] == ["home", "work", "school", "other", "customtype"]


def test_the_example_of_rfc_6350() -> None:
    card = one("ez-vcard/rfc6350-example.vcf")
    assert (card.name, card.organisation) == ("Simon Perreault", "Viagenie")
    assert card.phones == (Phone("+14186569254", "work ext. 102"), Phone("+14182626501", "work mobile video"))
    assert card.emails == (Email("simon.perreault@viagenie.ca", "work"),)


def test_the_example_of_rfc_2426() -> None:
    cards, problems = read_cards((FOLDER / "ez-vcard/rfc2426-example.vcf").read_bytes())
    assert problems == []
    assert [(card.name, card.organisation) for card in cards] == [
        ("Frank Dawson", "Lotus Development Corporation"), ("Tim Howes", "Netscape Communications Corp."),
    ]  # fmt: skip
    assert cards[0].phones == (Phone("+19196769515", "work"), Phone("+19196769564", "work fax"))
    assert cards[1].addresses[0].postal_code == "94043"


def test_a_name_with_an_escaped_comma() -> None:
    card = one("ez-vcard/issue__issue114.vcf")
    assert (card.name, card.organisation) == ("Dummy, Dummy", "Dummy GmbH")
    assert card.phones == (Phone("+49123456789", "mobile"), Phone("+49987654321", "work"))


def test_an_apple_company() -> None:
    card = one("roundcube/src__apple.vcf")
    assert (card.name, card.is_company) == ("Apple Computer AG", True)
    assert card.addresses[0].city == "Wallisellen-Zürich"


def test_a_declared_windows_code_page() -> None:
    card = one("roundcube/src__johndoe.vcf")
    assert (card.name, card.family) == ("John Doë", "Doë")
    # The private address is the preferred one.
    assert card.emails == (Email("roundcube@gmail.com", "home"), Email("inbox@roundcube.net", "work"))


def test_utf_16_without_mark() -> None:
    card = one("roundcube/src__utf-16_sample.vcf")
    assert (card.name, card.given, card.family) == ("Ǽgean ĽdaMonté", "Ǽgean", "ĽdaMonté")


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_real_list_says_what_the_card_beside_it_says(path: Path) -> None:
    data = path.read_bytes()
    assert looks_like_table(data[:4096], path.name)
    cards, problems = read_contact_table(data, path.name)
    assert problems == []
    beside, _ = read_cards(path.with_suffix(".vcf").read_bytes())

    def facts(card: Card) -> tuple[object, ...]:
        return (
            card.name, card.given, card.family, card.organisation, card.title, card.note,
            {email.address for email in card.emails}, {phone.number for phone in card.phones},
            {(a.street.split(", ")[-1], a.city, a.country) for a in card.addresses},
        )  # fmt: skip

    assert [facts(card) for card in cards] == [facts(card) for card in beside]
