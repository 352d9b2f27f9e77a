"""A list of bids from the opening becomes bids: previewed, kept once, with what is wrong, and taken back."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from outreach.domain.bid import Bid, BidSource, number_of_bids
from outreach.domain.company import Company, SizeClass
from outreach.domain.record import Kind
from outreach.domain.tender import Lot, Money, Tender
from outreach.errors import InvalidInput
from outreach.services.bid_sheet import BidDraft
from outreach.services.house import House

LIST = (
    "Öppningsprotokoll;;;;\nAnbudsgivare;Org.nr;Anbudsområde;Anbudssumma;Kommun\n"
    "Bergs Bygg AB;556036-0793;1;1 240 000 kr;Smedjebacken\n"
    "Dala Plog AB;556036-0794;Söder;980 000;Falun\n"
    "Ett AB / Två HB;;Söder;1 100 000;\n"
    ";;Söder;900 000;\n"
    "Tre AB;;Öster;5;\n"
    "Antal anbud: 4;;;;\n"
)


def a_list(folder: Path, text: str, name: str = "anbud.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def bids_of(house: House, tender: UUID) -> list[Bid]:
    with house.database.read() as view:
        return view.bids.of(tender)


def snow(house: House, *lots: Lot) -> UUID:
    tender = Tender(title="Vinterväghållning", lots=lots)
    house.tenders.save(tender)
    return tender.id


def test_a_list_is_previewed_kept_once_and_taken_back(house: House, tmp_path: Path) -> None:
    company = Company(name="Bergs bygg", municipality="2061", size=SizeClass.SMALL)
    house.companies.save(company)
    tender = snow(house, Lot("LOT-0001", "Norr"), Lot("LOT-0002", "Söder"))
    preview = house.bids.opening.preview(tender, a_list(tmp_path, LIST))
    assert bids_of(house, tender) == []
    assert [(one.lot, one.bid.name, one.company, one.verdict) for one in preview.lines] == [
        ("Norr", "Bergs Bygg AB", "Bergs bygg", "new"), ("Söder", "Dala Plog AB", "", "new"),
        ("Söder", "Ett AB", "", "new"), ("Söder", "Två HB", "", "new"),
    ]  # fmt: skip
    assert sorted((one.line, one.warning) for one in preview.problems) == [(4, True), (6, False), (7, False)]
    changes = house.bids.opening.run(preview)
    north, south = house.tenders.get(tender).results
    assert (north.bids, south.bids, south.bidders) == (1, 2, 3)
    first = next(bid for bid in bids_of(house, tender) if bid.company == company.id)
    assert (first.value, first.size, first.municipality) == (Money(1_240_000_00), SizeClass.SMALL, "2061")
    assert next(bid for bid in bids_of(house, tender) if bid.name == "Dala Plog AB").municipality == "2080"
    again = house.bids.opening.preview(tender, a_list(tmp_path, LIST))
    assert {one.verdict for one in again.lines} == {"same"}
    house.bids.opening.run(again)
    assert number_of_bids(bids_of(house, tender)) == 3
    house.history.undo(changes.action)
    assert bids_of(house, tender) == []
    assert house.tenders.get(tender).results == ()


def test_a_tender_without_lots_gets_those_of_the_list_and_a_lot_with_no_bid_has_none(house: House, tmp_path: Path) -> None:
    tender = snow(house)
    text = "Anbudsområde 1 Norr;\nAnbudsgivare;Pris\nEtt AB;100\nAnbudsområde 2 Söder;\nAnbudsgivare;Pris\nInga anbud;\n"
    preview = house.bids.opening.preview(tender, a_list(tmp_path, text))
    assert preview.new_lots == ("Anbudsområde 1 Norr", "Anbudsområde 2 Söder")
    house.bids.opening.run(preview)
    kept = house.tenders.get(tender)
    assert [lot.title for lot in kept.lots] == list(preview.new_lots)
    assert [(one.bids, one.outcome) for one in kept.results] == [(1, ""), (0, "clos-nw")]


def test_bids_for_which_the_list_names_no_lot_go_where_the_officer_says(house: House, tmp_path: Path) -> None:
    tender = snow(house, Lot("LOT-0001", "Norr"), Lot("LOT-0002", "Söder"))
    path = a_list(tmp_path, "Leverantör;Pris\nEtt AB;100\nTvå AB;200\n")
    refused = house.bids.opening.preview(tender, path)
    assert not refused.lines
    assert len(refused.problems) == 2
    with pytest.raises(InvalidInput):
        house.bids.opening.run(refused)
    house.bids.opening.run(house.bids.opening.preview(tender, path, "LOT-0002"))
    assert [bid.lot for bid in bids_of(house, tender)] == ["LOT-0002", "LOT-0002"]


def test_what_the_notice_said_of_the_winner_joins_the_line_of_the_list(house: House, tmp_path: Path) -> None:
    tender = snow(house)
    with house.database.work("x") as work:
        won = Bid(tender=tender, name="Ett Aktiebolag", won=True, nuts="SE312", source=BidSource.NOTICE)
        work.save(Kind.BID, won)
    house.bids.add(tender, BidDraft("Två AB"))
    house.bids.count(tender, "", 5)
    preview = house.bids.opening.preview(tender, a_list(tmp_path, "Företag;Summa\nEtt AB;100\nTvå AB;200\nTre AB;300\n"))
    assert [one.verdict for one in preview.lines] == ["update", "update", "new"]
    assert preview.counts == (("", 3, 5),)
    house.bids.opening.run(preview)
    first = bids_of(house, tender)[0]
    assert (first.id, first.won, first.nuts, first.value, first.source) == (
        won.id, True, "SE312", Money(100_00), BidSource.OPENING
    )  # fmt: skip
    assert house.tenders.get(tender).results[0].bids == 5, "the number that was told stays"
    assert house.bids.of(tender).lots[0].differs


def test_a_file_that_is_not_there_or_no_list_is_a_problem_and_no_error(house: House, tmp_path: Path) -> None:
    tender = snow(house)
    for path in (tmp_path / "nowhere.csv", tmp_path, a_list(tmp_path, "hej\n")):
        preview = house.bids.opening.preview(tender, path)
        assert len(preview.problems) == 1
        with pytest.raises(InvalidInput):
            house.bids.opening.run(preview)
