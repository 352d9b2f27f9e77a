"""Contact cards of our own making: one oddity in each sample file."""

import random
import time
from pathlib import Path

import pytest

from outreach.domain.contact import Address, Email, Phone
from outreach.domain.person import Card
from outreach.domain.problem import Problem
from outreach.formats.vcard import looks_like_vcard, read_cards, write_cards
from outreach.formats.vcard_lines import logical_lines

SAMPLES = Path(__file__).parents[1] / "samples" / "vcf"


def read(name: str) -> tuple[list[Card], list[Problem]]:
    return read_cards((SAMPLES / name).read_bytes())


def only(name: str) -> Card:
    cards, problems = read(name)
    assert problems == []
    assert len(cards) == 1
    return cards[0]


def test_unescaped_commas_survive_in_name_title_note_and_organisation() -> None:
    card = only("unescaped_commas.vcf")
    assert card.name == "Berg, Anna"
    assert card.title == "VD, ägare"
    assert card.note == "Bygg, el, vvs och ring före 9, tack"
    assert (card.organisation, card.department) == ("Berg, Ek & Co AB", "Inköp")


def test_property_names_with_space_or_slash_and_a_lone_quote_do_not_cost_the_card() -> None:
    card = only("names_with_space_and_slash.vcf")
    assert card.emails == (Email("nils@ekskog.example"),)
    assert card.phones == (Phone("+46701112233", "work"),)


def test_quoted_printable_soft_breaks_are_joined_and_charsets_honoured() -> None:
    card = only("soft_breaks_21.vcf")
    assert (card.name, card.given, card.family) == ("Örjan Åkerström", "Örjan", "Åkerström")
    assert card.note == "Rad ett\nRad två"
    assert card.phones == (Phone("+46701234567", "mobile"), Phone("+4681234560", "work fax"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("code_page_without_charset.vcf", "Märta Åström"),
        ("declared_code_page.vcf", "Żaneta Łuczak"),
        ("utf16_without_mark.vcf", "Göran Öst"),
        ("utf16_with_mark.vcf", "Göran Öst"),
        ("utf8_with_mark.vcf", "Göran Öst"),
        ("folded_inside_a_character.vcf", "Märta Åström"),
        ("old_mac_line_ends.vcf", "Siv Lind"),
    ],
)
def test_every_encoding_gives_the_right_letters(name: str, expected: str) -> None:
    assert only(name).name == expected
    assert looks_like_vcard((SAMPLES / name).read_bytes()[:4096])


def test_apple_labels_are_read_and_pictures_left_out() -> None:
    card = only("apple_labels.vcf")
    assert card.phones == (Phone("+4624355501", "work"), Phone("+46705550203", "Jourtelefon"))
    assert card.website == "https://dahl.example"


def test_company_cards_are_known_as_companies() -> None:
    cards, problems = read("company_cards.vcf")
    assert problems == []
    assert [(card.name, card.organisation, card.is_company) for card in cards] == [
        ("Dala Skog AB", "Dala Skog AB", True),
        ("Siljans El AB", "", True),
        ("Orsa Plåt AB", "Orsa Plåt AB", True),
    ]


def test_a_card_without_formatted_name_is_named_by_its_parts_or_its_address() -> None:
    cards, problems = read("names_from_elsewhere.vcf")
    assert [card.name for card in cards] == ["Per Erik Holm", "kontakt@holmsmur.example"]
    assert [problem.line for problem in problems] == [9]
    assert "no name" in problems[0].reason


def test_a_distribution_list_is_told_and_is_no_person() -> None:
    cards, problems = read("lists.vcf")
    assert [card.name for card in cards] == ["Ida Strand"]
    assert [(problem.line, problem.text) for problem in problems] == [(1, "Frukostgruppen"), (8, "Byggarna")]
    assert all("list" in problem.reason for problem in problems)


def test_a_bad_neighbour_costs_only_itself() -> None:
    cards, problems = read("bad_neighbours.vcf")
    assert [(card.line, card.name) for card in cards] == [(4, "Ett Ett"), (7, "Två Två"), (18, "Tre Tre")]
    assert cards[1].phones == (Phone("+46702222222"),)
    assert cards[2].phones == (Phone("+46703333333"),)
    assert [problem.line for problem in problems] == [1, 4, 10, 13, 14, 18]
    assert problems[2].text == "detta är ingen egenskap"
    # What costs no card is a warning: the cards without END and the line that is no property.
    assert [problem.line for problem in problems if problem.warning] == [4, 10, 18]


def test_the_card_of_an_assistant_inside_a_card_does_not_mix_with_it() -> None:
    card = only("agent_inside.vcf")
    assert (card.name, card.phones) == ("Karin Chef", (Phone("+46700000002"),))


def test_the_line_that_hangs_the_library_is_set_aside_with_its_number() -> None:
    cards, problems = read("exponential_line.vcf")
    assert [(card.name, card.phones) for card in cards] == [("Klara Klok", (Phone("+46701234567"),))]
    assert [problem.line for problem in problems] == [4]
    assert problems[0].text.startswith("FN;A=,;A=,")


def test_version_four_numbers_keep_their_extension_and_preferred_addresses_lead() -> None:
    card = only("phone_forms_40.vcf")
    assert card.phones == (Phone("+4681234567", "work ext. 102"), Phone("+46701234567", "mobile"))
    assert card.emails == (Email("lars.norr@norr.example", "work"), Email("lars@norr.example"))
    assert card.language == "sv"


def test_photo_lines_without_leading_blank_are_no_problems() -> None:
    card = only("photo_without_blanks.vcf")
    assert (card.name, card.phones) == ("Siv Lund", (Phone("+46704444444", "mobile"),))


def test_a_swedish_address_has_no_country_and_keeps_its_parts() -> None:
    data = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nADR;TYPE=WORK:Box 7;;Storgatan 1;Falun;Dalarna; 791 30;Sverige\r\nEND:VCARD\r\n"
    assert read_cards(data)[0][0].addresses == (
        Address("Box 7, Storgatan 1", "791 30", "Falun", "Dalarna", "", "work"),
    )


def test_further_organisations_become_roles() -> None:
    data = b"BEGIN:VCARD\nVERSION:4.0\nFN:A\nORG:Ett AB;Bygg\nORG:Tv\xc3\xa5 AB\nTITLE:VD\nTITLE:Ordf\nEND:VCARD\n"
    card = read_cards(data)[0][0]
    assert (card.organisation, card.department, card.title) == ("Ett AB", "Bygg", "VD")
    assert card.roles == (("Två AB", "Ordf"),)


def test_a_uid_is_kept_byte_for_byte() -> None:
    data = b"BEGIN:VCARD\nVERSION:3.0\nFN:A\nUID:2E4CB084-4767\\:ABPerson;x,y\nEND:VCARD\n"
    assert read_cards(data)[0][0].uid == r"2E4CB084-4767\:ABPerson;x,y"


@pytest.mark.parametrize(
    "data", [b"", b"  \r\n\r\n", b"Hej hej", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"\x00\xff" * 50]
)
def test_a_file_without_cards_gives_one_problem_with_line_and_reason(data: bytes) -> None:
    cards, problems = read_cards(data)
    assert cards == []
    assert len(problems) == 1
    assert problems[0].line == 1
    assert problems[0].reason
    assert not looks_like_vcard(data)


def test_a_file_that_is_too_large_is_refused_whole() -> None:
    cards, problems = read_cards(b"BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n" + b" " * 5_000_000)
    assert (cards, [problem.line for problem in problems]) == ([], [0])
    assert problems[0].values == {"limit": "5"}


def test_more_than_ten_thousand_cards_are_refused_whole() -> None:
    cards, problems = read_cards(b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" * 10_001)
    assert (cards, [problem.line for problem in problems]) == ([], [0])
    assert "10000" in problems[0].values.values()


def test_cards_inside_cards_beyond_eight_cost_only_their_own_card() -> None:
    nested = b"BEGIN:VCARD\nFN:Djup\n" + b"AGENT:\nBEGIN:VCARD\nFN:X\n" * 500 + b"END:VCARD\n" * 501
    cards, problems = read_cards(nested + b"BEGIN:VCARD\nFN:Grund\nEND:VCARD\n")
    assert [card.name for card in cards] == ["Grund"]
    assert [problem.line for problem in problems] == [1]
    assert problems[0].values == {"limit": "8"}


def test_begins_without_ends_are_no_way_to_deep_recursion() -> None:
    cards, problems = read_cards(b"BEGIN:VCARD\n" * 9_000)
    assert cards == []
    assert len(problems) == 1


def test_a_very_long_line_and_too_many_parameters_are_told_and_the_card_survives() -> None:
    data = b"BEGIN:VCARD\nVERSION:3.0\nFN:A\nNOTE:" + b"x" * 200_001 + b"\nTEL" + b";TYPE=a" * 201 + b":1\nEND:VCARD\n"
    cards, problems = read_cards(data)
    assert [card.name for card in cards] == ["A"]
    assert [problem.line for problem in problems] == [4, 5]
    assert [problem.values["limit"] for problem in problems] == ["200000", "200"]
    assert all(len(problem.text) <= 60 for problem in problems)


def test_a_photo_may_be_longer_than_any_line() -> None:
    data = b"BEGIN:VCARD\nVERSION:3.0\nFN:A\nPHOTO;ENCODING=b:" + b"A" * 900_000 + b"\nEND:VCARD\n"
    cards, problems = read_cards(data)
    assert ([card.name for card in cards], problems) == (["A"], [])


def test_other_line_separators_inside_a_text_do_not_end_a_line() -> None:
    data = "BEGIN:VCARD\r\nFN:A\u2028B\x0bC\x85D\r\nTEL:1\r\n".encode()
    assert [line.number for line in logical_lines(data)] == [1, 2, 3]


def test_a_charset_that_is_no_charset_is_not_run() -> None:
    data = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=unicode_escape:A\\x41\nN;CHARSET=zlib:B;C\nEND:VCARD\n"
    assert read_cards(data)[0][0].name == "A\\x41"


MARKS = [
    b";",
    b":",
    b"=",
    b",",
    b'"',
    b"\n",
    b"\r",
    b";A=,",
    b"BEGIN:VCARD\n",
    b"END:VCARD\n",
    b"\x00",
    b"=\n",
    b" ",
    b"\\",
]


def mutant(data: bytes, dice: random.Random) -> bytes:
    body = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(body) + 1)
        chosen = dice.randrange(4)
        if chosen == 0 and body:
            body[at % len(body)] = dice.randrange(256)
        elif chosen == 1:
            body[at:at] = dice.choice(MARKS) * dice.randint(1, 20)
        elif chosen == 2:
            del body[at : at + dice.randint(1, 60)]
        else:
            body[at:at] = body[at : at + 200] * dice.randint(1, 4)
    return bytes(body)


def test_a_thousand_damaged_files_give_cards_or_problems_and_nothing_else() -> None:
    dice = random.Random(20261124)
    files = [path.read_bytes() for path in sorted(SAMPLES.iterdir())]
    for _ in range(1_000):
        data = mutant(dice.choice(files), dice)
        started = time.process_time()
        cards, problems = read_cards(data)
        assert time.process_time() - started < 2
        assert cards or problems
        assert all(card.name for card in cards)
        assert all(problem.line for problem in problems)
        if cards:
            back, complaints = read_cards(write_cards(cards))
            assert (len(back), complaints) == (len(cards), [])


def test_googles_own_groups_are_no_labels() -> None:
    data = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Ek\r\nCATEGORIES:myContacts,Starred,Byggare\r\nEND:VCARD\r\n"
    cards, problems = read_cards(data)
    assert ([card.categories for card in cards], problems) == ([("Byggare",)], [])
