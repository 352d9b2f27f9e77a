"""Lists of bids as offices write them: titles above, lots as columns, rows, sections or sheets, sums in many dresses."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from outreach.domain.tender import Money
from outreach.formats.opening_headings import lot_number, names_a_lot
from outreach.formats.opening_list import NO_BIDDERS, NO_NAME, OpeningReading, members_of, read_opening_list
from outreach.formats.table_tenders import money_of


def csv_of(text: str, encoding: str = "utf-8") -> OpeningReading:
    return read_opening_list(text.encode(encoding))


def book_of(*sheets: tuple[str, list[list[object]]], merged: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for span in merged:
            sheet.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lines(found: OpeningReading) -> list[tuple[str, str, int | None]]:
    return [(bid.lot, bid.name, bid.value.hundredths // 100 if bid.value else None) for bid in found.bids]


def test_a_plain_list_with_titles_above_and_signatures_below() -> None:
    found = csv_of(
        "Smedjebackens kommun;;;;;\n"
        "ANBUDSFÖRTECKNING / ÖPPNINGSPROTOKOLL;;;;;\n"
        "Upphandling: Vinterväghållning, dnr KS 2026/112;;;;;\n"
        ";;;;;\n"
        "Anbud nr;Anbudsgivare;Org.nr;Inkom;Anbudssumma (SEK exkl. moms);Giltigt\n"
        "1;Bergs Bygg AB;556036-0793;2026-09-30 10:12;1 234 567,50 kr;Ja\n"
        "2;Dala Plog AB;;2026-09-30;1.350.000:-;Ja\n"
        "3;Sena Snö HB;;2026-10-02;kr 990 000;Nej, för sent inkommet\n"
        "4;Karin Nyman Måleri;811218-9876;;enligt bilaga;\n"
        "Antal anbud: 4;;;;;\n"
        "Vid protokollet: Anna Ek;;;;;\n"
        "Justeras: Bo Lind;;;;;\n",
        "cp1252",
    )
    assert lines(found) == [
        ("", "Bergs Bygg AB", 1_234_567), ("", "Dala Plog AB", 1_350_000),
        ("", "Sena Snö HB", 990_000), ("", "Karin Nyman Måleri", None),
    ]  # fmt: skip
    assert [bid.valid for bid in found.bids] == [True, True, False, True]
    assert (found.bids[0].org_number, str(found.bids[0].received), found.bids[0].number) == ("556036-0793", "2026-09-30", "1")
    assert found.bids[0].value == Money(1_234_567_50)
    assert [(one.line, one.warning) for one in found.problems] == [(9, True)]
    assert found.bids[3].note == "enligt bilaga"


def test_lots_as_columns_with_sums_and_crosses() -> None:
    found = csv_of(
        "Bidder,Lot 1 North,Lot 2 South,Lot 3\nBergs Bygg AB,100 000,,x\nDala Plog AB,,\"200,000.00\",-\nTre AB,1,2,nej\n"
    )
    assert lines(found) == [
        ("Lot 1 North", "Bergs Bygg AB", 100_000), ("Lot 3", "Bergs Bygg AB", None),
        ("Lot 2 South", "Dala Plog AB", 200_000), ("Lot 1 North", "Tre AB", None), ("Lot 2 South", "Tre AB", 2),
    ]  # fmt: skip


def test_columns_that_nobody_calls_lots_are_lots_when_they_hold_sums_alone() -> None:
    found = csv_of("Leverantör;Ort;Norr;Söder;Kommentar\nBergs Bygg AB;Ludvika;1000 kr;2000 kr;bra\nDala Plog;Falun;;3000;\n")
    assert lines(found) == [("Norr", "Bergs Bygg AB", 1000), ("Söder", "Bergs Bygg AB", 2000), ("Söder", "Dala Plog", 3000)]
    assert found.bids[0].place == "Ludvika"


def test_merged_headings_of_lots_over_two_columns_each() -> None:
    data = book_of(
        ("Blad1", [
            ["Öppning 2026-10-01"],
            [None, None, "Anbudsområde 1", None, "Anbudsområde 2", None],
            ["Företagsnamn", "Organisationsnummer", "Pris", "Rabatt %", "Pris", "Rabatt %"],
            ["Bergs Bygg AB", "5560360793", 1500000, 5, None, None],
            ["Dala Plog AB", None, 1400000.55, 2, 700000, 1],
        ]), merged=("C2:D2", "E2:F2"),
    )  # fmt: skip
    assert lines(read_opening_list(data)) == [
        ("Anbudsområde 1", "Bergs Bygg AB", 1_500_000), ("Anbudsområde 1", "Dala Plog AB", 1_400_000),
        ("Anbudsområde 2", "Dala Plog AB", 700_000),
    ]  # fmt: skip


def test_lots_as_rows_with_cells_that_span_several_rows() -> None:
    data = book_of(
        ("Anbud", [
            ["Anbudsområde", "Leverantör", "Totalpris"],
            ["1 Norr", "Bergs Bygg AB", 100],
            [None, "Dala Plog AB", 200],
            ["2 Söder", "Bergs Bygg AB", 300],
        ]), merged=("A2:A3",),
    )  # fmt: skip
    assert lines(read_opening_list(data)) == [
        ("1 Norr", "Bergs Bygg AB", 100), ("1 Norr", "Dala Plog AB", 200), ("2 Söder", "Bergs Bygg AB", 300)
    ]  # fmt: skip
    by_bidder = csv_of("Anbudsgivare;Avser område;Summa\nBergs Bygg AB;1;100\n;2;200\nDala Plog AB;1, 2 och 3;\n")
    assert [(bid.lot, bid.name) for bid in by_bidder.bids] == [
        ("1", "Bergs Bygg AB"), ("2", "Bergs Bygg AB"), ("1", "Dala Plog AB"), ("2", "Dala Plog AB"), ("3", "Dala Plog AB")
    ]  # fmt: skip


def test_sections_with_a_title_each_and_one_to_which_nobody_came() -> None:
    found = csv_of(
        "Anbudsområde 1: Norr;;\nAnbudsgivare;Pris;Vinnare\nBergs Bygg AB;100;x\nAnbudsområde 2: Söder;;\n"
        "Anbudsgivare;Pris;Vinnare\nInga anbud inkom;;\nAnbudsområde 3;;\nAnbudsgivare;Pris;Vinnare\nDala Plog AB;5;\n"
    )
    assert lines(found) == [("Anbudsområde 1: Norr", "Bergs Bygg AB", 100), ("Anbudsområde 3", "Dala Plog AB", 5)]
    assert found.without == ["Anbudsområde 2: Söder"]
    assert [bid.won for bid in found.bids] == [True, False]


def test_a_sheet_for_each_lot_and_a_cover_sheet_that_is_none() -> None:
    head: list[object] = ["Supplier", "Company number", "Total price excl. VAT"]
    data = book_of(
        ("Försättsblad", [["Protokoll fört vid öppning"], ["Närvarande", "Anna Ek"]]),
        ("Norr", [head, ["Bergs Bygg AB", "556036-0793", "1 000 SEK"]]),
        ("Söder", [head, ["Dala Plog AB", None, 2000]]),
    )
    assert lines(read_opening_list(data)) == [("Norr", "Bergs Bygg AB", 1000), ("Söder", "Dala Plog AB", 2000)]


def test_joint_bids_are_told_from_companies_with_an_and() -> None:
    assert members_of("Bergs Bygg AB / Dala Plog AB") == ["Bergs Bygg AB", "Dala Plog AB"]
    assert members_of("Berg & Söner AB") == ["Berg & Söner AB"]
    assert members_of("Konsortium: Ett AB och Två") == ["Ett AB", "Två"]
    assert members_of("Ett AB tillsammans med Två HB") == ["Ett AB", "Två HB"]
    assert members_of("Svets / Smide i Dalarna") == ["Svets / Smide i Dalarna"]
    found = csv_of("Anbudsgivare;Summa\nEtt AB + Två AB;100\n")
    assert found.bids[0].members == ("Ett AB", "Två AB")


def test_who_declines_a_lot_in_words_has_not_bid_on_it() -> None:
    found = csv_of(
        "Leverantör;Anbudsområde 1;Anbudsområde 2;Anbudsområde 3\nBergs Bygg AB;100;Avstår;avböjer\n"
        "Dala Plog AB;lämnar ej anbud;x;300\n"
    )
    assert lines(found) == [
        ("Anbudsområde 1", "Bergs Bygg AB", 100), ("Anbudsområde 2", "Dala Plog AB", None), ("Anbudsområde 3", "Dala Plog AB", 300)
    ]  # fmt: skip


def test_a_bare_column_of_bids_holds_sums_but_not_running_numbers() -> None:
    assert lines(csv_of("Anbudslämnare;Anbud;Inkom\nBergs Bygg AB;1000000;2026-01-02\nDala Plog AB;2 mkr;2026-01-02\n")) == [
        ("", "Bergs Bygg AB", 1_000_000), ("", "Dala Plog AB", 2_000_000)
    ]  # fmt: skip
    assert lines(csv_of("Anbud;Anbudslämnare;Inkom\n1;Bergs Bygg AB;2026-01-02\n2;Dala Plog AB;2026-01-02\n")) == [
        ("", "Bergs Bygg AB", None), ("", "Dala Plog AB", None)
    ]  # fmt: skip


def test_a_number_that_a_spreadsheet_kept_as_one_and_the_day_of_the_bid_are_read() -> None:
    found = csv_of(
        "Leverantörens namn;Org.nr;Anbud inlämnat\nBergs Bygg AB;5560360793.0;2026-03-01 12:13\nDala AB;5560125790,00;\n"
    )
    assert [one.org_number for one in found.bids] == ["5560360793", "5560125790"]
    assert str(found.bids[0].received) == "2026-03-01"


def test_a_consortium_with_a_name_of_its_own_is_its_members() -> None:
    assert members_of("Konsortiet Väg: Alfa AB + Beta AB") == ["Alfa AB", "Beta AB"]
    assert members_of("Snöjouren (konsortium): Alfa AB, Beta AB") == ["Alfa AB", "Beta AB"]
    assert members_of("Väg: Alfa AB") == ["Väg: Alfa AB"]


def test_a_row_without_a_bidder_is_a_problem_and_the_offered_sum_goes_before_the_compared_one() -> None:
    found = csv_of("Företag;Utvärderingspris;Anbudspris;Storlek;Kommun\n;5;6;;\nBergs Bygg AB;90;100;Små företag;Smedjebacken\n")
    assert [(one.line, one.reason) for one in found.problems] == [(2, NO_NAME)]
    (bid,) = found.bids
    assert (bid.value, bid.size, bid.place) == (Money(100_00), "small", "Smedjebacken")


NO_LISTS = {
    "empty": b"", "a word": b"hej\n", "another table": b"Titel;Datum\n", "zeros": b"\x00\x01\x02" * 50, "broken": b"PK\x03\x04 x",
}  # fmt: skip


@pytest.mark.parametrize("data", NO_LISTS.values(), ids=NO_LISTS)
def test_what_is_no_list_of_bids_says_so(data: bytes) -> None:
    found = read_opening_list(data)
    assert not found.bids
    assert len(found.problems) == 1
    if data == b"hej\n":
        assert found.problems[0].reason == NO_BIDDERS


def test_sums_in_many_dresses() -> None:
    told = {"1 234 567,50 kr": 123456750, "SEK 1.234.567": 123456700, "1 200 000:- exkl. moms": 120000000, "850 tkr": 85000000,
            "1234567.125": 123456712, "12,5 mkr": 1250000000, "1\xa0000": 100000}  # fmt: skip
    assert {text: money.hundredths if (money := money_of(text)) else None for text in told} == told
    assert money_of("10 000 EUR") == Money(10_000_00, "EUR")
    assert [money_of(text) for text in ("enligt bilaga", "-5", "", "ja")] == [None] * 4


def test_what_names_a_lot() -> None:
    assert all(map(names_a_lot, ("Lot 1", "Del B", "Anbudsområde 2 – Norr", "Område nr 3", "LOT-0001")))
    assert not any(map(names_a_lot, ("Anbudsområde", "Delsumma", "Deltagare", "Lottas Bygg", "Part", "Bergs Bygg AB")))
    numbers = {"LOT-0002": "2", "Anbudsområde 2 – Norr": "2", "Del B": "b", "2": "2", "Norr": "", "2 Söder": "2"}
    assert {text: lot_number(text) for text in numbers} == numbers
