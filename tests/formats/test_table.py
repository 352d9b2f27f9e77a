"""Contact lists as officers get them, and our own export out and in."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from outreach.domain.contact import Address, Email, Phone, kept_email, kept_phone
from outreach.domain.person import Card
from outreach.domain.problem import Problem
from outreach.formats.contact_text import clean
from outreach.formats.table import card_rows, looks_like_table, read_contact_table, write_table
from outreach.formats.table_rows import join_list, split_list
from tests.searching import searched

SAMPLES = Path(__file__).parents[1] / "samples" / "tables"
NASTY = st.text(st.sampled_from(list("aå,;:\\\"'\n=+-@ \t|%–😀é\u2028\x85日")), max_size=40).map(clean)
FULL = NASTY.filter(bool)
LABEL = st.one_of(st.sampled_from(["", "work", "mobile", "Mobile", "Work Fax", "Växel"]), FULL)
ADDRESSES = st.builds(Address, NASTY, NASTY, FULL, NASTY, NASTY, LABEL)
LIST = st.lists(FULL, max_size=3).map(tuple)
CARDS = st.builds(
    Card,
    line=st.just(0),
    name=FULL,
    given=NASTY,
    family=NASTY,
    organisation=NASTY,
    department=NASTY,
    title=NASTY,
    emails=st.lists(st.builds(kept_email, st.one_of(st.just("a@b.example"), FULL), LABEL), max_size=3).map(tuple),
    phones=st.lists(st.builds(kept_phone, st.one_of(st.just("070-1234567"), FULL), LABEL), max_size=3).map(tuple),
    addresses=st.lists(ADDRESSES, max_size=2).map(tuple),
    website=NASTY,
    note=NASTY,
    categories=LIST,
    language=st.sampled_from(["", "sv", "en"]),
    uid=NASTY,
    org_number=NASTY,
    municipality=NASTY,
    sni=LIST,
    cpv=LIST,
    size=NASTY,
    source=NASTY,
    is_company=st.booleans(),
    roles=st.lists(st.tuples(FULL, NASTY), max_size=2).map(tuple),
)


def read(name: str) -> tuple[list[Card], list[Problem]]:
    return read_contact_table((SAMPLES / name).read_bytes(), name)


def read_text(text: str) -> tuple[list[Card], list[Problem]]:
    return read_contact_table(text.encode(), "list.csv")


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_swedish_fair_list_in_the_windows_code_page_with_a_title_above() -> None:
    cards, problems = read("massa_cp1252.csv")
    assert [(card.line, card.name, card.organisation) for card in cards] == [
        (4, "Örjan Åkerström", "Åkerströms Åkeri AB"),
        (5, "Märta Lind", "Linds Måleri"),
        (8, "Dala Plåt AB", "Dala Plåt AB"),
    ]
    first = cards[0]
    assert first.phones == (Phone("+46243123456"), Phone("+46701234567", "mobile"))
    assert first.emails == (Email("orjan@akerstroms.example"),)
    # The place is the company's, whose contact person stands in the row.
    assert (first.addresses, first.firm_addresses) == ((), (Address("Storgatan 1", "791 30", "Falun"),))
    assert (first.title, first.org_number) == ("VD", "556677-8899")
    assert cards[1].note == "vill ha ritningar;\nring kvällstid"
    assert cards[2].is_company
    assert not cards[0].is_company
    assert [(problem.line, problem.text) for problem in problems] == [(9, "Mora")]


def test_a_tab_separated_list_in_utf_16() -> None:
    cards, problems = read("utf16_tab.txt")
    assert problems == []
    assert [(card.name, card.emails) for card in cards] == [("Siv Öst", (Email("siv@ost.example"),))]


def test_googles_current_columns() -> None:
    cards, problems = read("google_current.csv")
    assert problems == []
    card = cards[0]
    assert (card.name, card.given, card.family) == ("Anna Maria Berg", "Anna", "Berg")
    assert (card.organisation, card.title, card.department) == ("Bergs Bygg AB", "VD", "Ledning")
    assert card.emails == (Email("anna@bergsbygg.example", "work"), Email("vd@bergsbygg.example", "work"))
    assert card.phones == (Phone("+46701234567", "mobile"), Phone("+4624312345", "Jour"))
    assert card.addresses == (Address("Storgatan 1", "791 30", "Falun", "", "", "work"),)
    assert card.categories == ("Byggare",)
    assert card.website == "https://bergsbygg.example"


def test_outlooks_columns() -> None:
    cards, problems = read("outlook.csv")
    assert problems == []
    card = cards[0]
    assert (card.name, card.title, card.organisation) == ("Per Erik Holm", "Murare", "Holms Mur")
    assert card.emails == (Email("per@holmsmur.example"), Email("kontakt@holmsmur.example"))
    assert card.phones == (
        Phone("+4625011111", "work fax"), Phone("+4625012345", "work"), Phone("+4625099999", "main"),
        Phone("+46705555555", "mobile"),
    )  # fmt: skip
    assert card.addresses == (Address("Box 12, Verkstadsgatan 3, Port 4", "792 30", "Mora", "Dalarna", "", "work"),)
    assert card.categories == ("Mur", "Puts")


def test_name_beside_contact_person_is_the_company() -> None:
    cards, _ = read_text("Namn,Kontaktperson,Telefon\nOrsa Plåt AB,Ida Strand,070-123 45 67\n")
    assert [(card.name, card.organisation) for card in cards] == [("Ida Strand", "Orsa Plåt AB")]


def test_title_is_a_job_title_unless_one_stands_beside_it() -> None:
    assert read_text("Name;Title\nAnna;VD\n")[0][0].title == "VD"
    assert read_text("Title;Name;Job Title\nDr;Anna;VD\n")[0][0].title == "VD"


def test_a_postal_address_in_one_cell_is_taken_apart() -> None:
    card = read_text("Namn;Postadress\nAnna;Storgatan 1, 791 30 Falun\n")[0][0]
    assert card.addresses == (Address("Storgatan 1", "791 30", "Falun"),)


def test_excels_line_that_names_the_separator_is_read_past() -> None:
    cards, problems = read_text("sep=;\r\nNamn;E-post\r\nAnna;a@b.example\r\n")
    assert ([(card.line, card.name) for card in cards], problems) == ([(3, "Anna")], [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
def test_any_delimiter_is_found(delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in [["Namn", "Företag", "E-post"], *[["Anna", "Bergs AB", "a@b.example"]] * 4]
    )
    cards, problems = read_text(text)
    assert problems == []
    assert [(card.name, card.organisation) for card in cards] == [("Anna", "Bergs AB")] * 4


def test_rows_know_their_line_after_a_text_of_several_lines() -> None:
    cards, problems = read_text('Namn,Anteckning\nAnna,"ett\ntvå\ntre"\n,bara en not\nBo,\n')
    assert [(card.line, card.name) for card in cards] == [(2, "Anna"), (6, "Bo")]
    assert [problem.line for problem in problems] == [5]


def test_an_open_quotation_mark_is_told_with_its_line_and_the_rest_survives() -> None:
    cards, problems = read_text('Namn,Anteckning\nAnna,x\nBo,"' + "y" * 140_000 + '\nCilla,"z"\n')
    assert [card.name for card in cards][:1] == ["Anna"]
    assert problems[0].line == 3


@pytest.mark.parametrize(
    "data", [b"", b" \r\n", b"hej\nhopp\n", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, b"\x00" * 90]
)
def test_what_is_no_list_gives_one_problem_and_never_an_exception(data: bytes) -> None:
    cards, problems = read_contact_table(data, "x.csv")
    assert cards == []
    assert len(problems) == 1
    assert problems[0].reason


def test_headings_without_rows_are_told() -> None:
    assert [problem.line for problem in read_text("Namn;E-post\n")[1]] == [1]


# --- workbooks -------------------------------------------------------------------------------------------------------


def test_a_workbook_with_numbers_and_a_title_row() -> None:
    data = workbook(
        [
            ["Utställare 2026"],
            [],
            ["Företag", "Kontaktperson", "Mobil"],
            ["Bergs AB", "Anna Berg", 701234567],
            [None, None, 5],
        ]
    )
    cards, problems = read_contact_table(data, "list.xlsx")
    assert [(card.line, card.name, card.organisation, card.phones) for card in cards] == [
        (4, "Anna Berg", "Bergs AB", (Phone("+46701234567", "mobile"),))
    ]
    assert [problem.line for problem in problems] == [5]


def test_a_workbook_that_unpacks_to_far_more_is_not_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", b" " * 20_000_000)
    cards, problems = read_contact_table(packed.getvalue(), "bomb.xlsx")
    assert cards == []
    assert problems[0].values == {"size": "10"}


def test_a_workbook_of_a_thousand_parts_and_a_zip_of_something_else_are_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for number in range(1_001):
            out.writestr(f"xl/{number}", b"")
    assert read_contact_table(packed.getvalue(), "x.xlsx")[1][0].values == {"limit": "1000"}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("hej.txt", b"hej")
    assert "no Excel" in read_contact_table(packed.getvalue(), "x.xlsx")[1][0].reason


def test_a_damaged_workbook_is_one_problem() -> None:
    data = bytearray(workbook([["Namn"], ["Anna"]]))
    for at in range(200, len(data), 97):
        data[at] ^= 0xFF
    cards, problems = read_contact_table(bytes(data), "x.xlsx")
    assert cards == []
    assert len(problems) == 1


# --- out and in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["sv", "en"])
@settings(max_examples=searched(12, 40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cards=st.lists(CARDS, min_size=1, max_size=3))
def test_exported_cards_come_back_exactly(suffix: str, language: str, cards: list[Card]) -> None:
    data = write_table(*card_rows(cards, language), suffix)
    back, problems = read_contact_table(data, f"people.{suffix}")
    assert problems == []
    assert [replace(card, line=0) for card in back] == cards
    assert [card.line for card in back] == sorted(card.line for card in back)


def test_formulas_are_never_written() -> None:
    attacks = ["=1+1", "+46701234567", "-1", "@SUM(A1)", "\t=1", "'=1", "''+1"]
    text = write_table(["=A1"], [[attack] for attack in attacks], "csv").decode("utf-8-sig")
    assert text.splitlines() == ["'=A1", "'=1+1", "'+46701234567", "'-1", "'@SUM(A1)", "'\t=1", "''=1", "'''+1"]
    sheet = load_workbook(io.BytesIO(write_table(["=A1"], [[attack] for attack in attacks], ".xlsx"))).active
    cells = [row[0] for row in sheet.iter_rows()]
    assert [cell.data_type for cell in cells] == ["s"] * 8
    assert [cell.value for cell in cells] == ["=A1", *attacks]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert write_table(["a", "b", "c"], [[-5, None, 1.5]], "csv").endswith(b"-5;;1.5\r\n")
    sheet = load_workbook(io.BytesIO(write_table(["a", "b", "c"], [[-5, None, 1.5]], "xlsx"))).active
    assert [cell.value for cell in sheet[2]] == [-5, None, 1.5]


def test_csv_opens_in_a_swedish_excel() -> None:
    data = write_table(["Namn", "Ort"], [["Åsa", "Säter"]], "csv")
    assert data == b"\xef\xbb\xbf" + "Namn;Ort\r\nÅsa;Säter\r\n".encode()


def test_our_headings_are_numbered_as_the_richest_card_needs() -> None:
    card = Card(line=1, name="A", emails=(Email("a@b.example", "work"), Email("b@b.example", "")))
    header, rows = card_rows([card, Card(line=2, name="B")])
    assert [text for text in header if text.startswith("E-post")] == [
        "E-post 1",
        "E-post 1 typ",
        "E-post 2",
        "E-post 2 typ",
    ]
    assert {len(row) for row in rows} == {len(header)}


def test_an_unknown_suffix_is_an_error() -> None:
    with pytest.raises(ValueError, match="ods"):
        write_table(["a"], [], "ods")


@given(st.lists(NASTY.filter(bool), max_size=4))
def test_a_list_in_one_cell_comes_back(texts: list[str]) -> None:
    assert split_list(join_list(texts)) == tuple(texts)


def test_tables_are_told_from_other_files() -> None:
    assert looks_like_table(b"Namn;E-post\nAnna;a@b.example\n", "a.csv")
    assert looks_like_table(b"First Name,Last Name\n", "whatever")
    assert looks_like_table(workbook([["Namn"]])[:2000], "A.XLSX")
    assert not looks_like_table(workbook([["Namn"]])[:2000], "a.zip")
    assert not looks_like_table(b"BEGIN:VCARD\nVERSION:3.0\nFN:A\n", "a.csv")
    assert not looks_like_table(b"<html>Namn;E-post", "a.csv")
    assert not looks_like_table(b'{"name": "x", "email": "y"}', "a.csv")
    assert not looks_like_table(b"hej\nhopp\n", "a.csv")
    assert not looks_like_table(b"", "a.csv")


def test_an_open_quotation_mark_costs_its_own_line_alone() -> None:
    data = b'Namn;E-post\r\n"Anna;anna@a.example\r\nBo Ek;bo@b.example\r\nCia Dahl;cia@c.example\r\n'
    cards, problems = read_contact_table(data, "list.csv")
    assert [(card.line, card.name) for card in cards] == [(3, "Bo Ek"), (4, "Cia Dahl")]
    assert [(problem.line, problem.warning, problem.text) for problem in problems] == [
        (2, False, '"Anna;anna@a.example')
    ]


def test_a_closed_note_of_several_lines_at_the_end_is_no_open_one() -> None:
    data = b'Namn;Anteckning\r\nBo Ek;"Rad ett\r\nrad ""tv\xc3\xa5"""'
    cards, problems = read_contact_table(data, "list.csv")
    assert [(card.name, card.note) for card in cards] == [("Bo Ek", 'Rad ett\nrad "två"')]
    assert problems == []


def test_a_card_read_as_a_list_is_refused_whole() -> None:
    cards, problems = read_contact_table(
        b"BEGIN:VCARD\r\nORG:Ek AB;\r\nEMAIL;type=WORK:a@b.example\r\nEND:VCARD\r\n", "x"
    )
    assert cards == []
    assert [problem.line for problem in problems] == [1]
