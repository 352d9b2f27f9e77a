"""Bids: winners from notices, by hand, with the numbers of the lots; places, first times; what goes and what moves."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from outreach.domain.bid import Bid, BidSource, LocalBy, Locality, bidder_key, number_of_bids
from outreach.domain.company import Company, SizeClass
from outreach.domain.listing import Listing
from outreach.domain.locality import is_local, locality
from outreach.domain.record import Kind
from outreach.domain.tender import Lot, LotResult, Money, Stage, Tender, Winner
from outreach.errors import InvalidInput
from outreach.services.bid_sheet import BidDraft
from outreach.services.house import House
from outreach.services.winners import from_results
from tests.services.conftest import StillClock
from tests.services.counted_register import STATISTICS, house_with_statistics

SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"


def bring_in(house: House, *names: str) -> None:
    house.imports.run(house.imports.preview([SAMPLES / f"{name}.xml" for name in names]))


def only_tender(house: House) -> Tender:
    (tender,) = house.tenders.listed(Listing(Kind.TENDER))
    return tender


def all_bids(house: House) -> list[Bid]:
    with house.database.read() as view:
        return view.bids.all()


def a_tender(house: House, title: str = "Vinterväghållning", **values: object) -> UUID:
    tender = Tender(title=title, **values)  # type: ignore[arg-type]
    house.tenders.save(tender)
    return tender.id


def a_company(house: House, name: str, **values: object) -> UUID:
    company = Company(name=name, **values)  # type: ignore[arg-type]
    house.companies.save(company)
    return company.id


# From notices --------------------------------------------------------------------------------------------------------


def test_winners_of_a_result_notice_become_bids_once_and_the_number_stays_the_notice_s(house: House) -> None:
    bring_in(house, "contract", "result")
    tender = only_tender(house)
    winners = {(result.number, winner.name) for result in tender.results for winner in result.winners}
    bids = all_bids(house)
    assert winners
    assert {(bid.lot, bid.name) for bid in bids} == winners
    assert all(bid.won and bid.source is BidSource.NOTICE for bid in bids)
    counts = [one.bids for one in tender.results]
    bring_in(house, "contract", "result")
    assert [(bid.id, bid.version) for bid in all_bids(house)] == [(bid.id, bid.version) for bid in bids]
    assert [one.bids for one in only_tender(house).results] == counts, "winners are no list of bids"


def test_a_corrected_notice_renews_its_winners_and_undo_brings_the_earlier_ones_back(house: House) -> None:
    bring_in(house, "contract", "result")
    before = all_bids(house)
    outcome = house.imports.run(house.imports.preview([SAMPLES / "result_corrected.xml"]))
    tender = only_tender(house)
    winners = {(result.number, winner.name) for result in tender.results for winner in result.winners}
    assert {(bid.lot, bid.name) for bid in all_bids(house)} == winners
    house.history.undo(outcome.changes.action)
    assert {replace(bid, version=1) for bid in all_bids(house)} == set(before)


def test_a_register_from_before_gets_its_winners_when_the_notice_comes_in_again(house: House) -> None:
    bring_in(house, "contract", "result")
    number = len(all_bids(house))
    with house.database.work("x") as work:
        for bid in work.bids.all():
            work.delete(Kind.BID, bid.id)
    bring_in(house, "result")
    assert len(all_bids(house)) == number > 0
    bring_in(house, "result")
    assert len(all_bids(house)) == number
    with house.database.work("x") as work:
        for bid in work.bids.all():
            work.delete(Kind.BID, bid.id)
    house.bids.take_winners()
    assert len(all_bids(house)) == number


def test_a_winner_is_the_company_of_its_name_and_takes_the_company_s_place(house: House) -> None:
    bring_in(house, "contract", "result")
    first = all_bids(house)[0]
    with house.database.work("x") as work:
        for bid in work.bids.all():
            work.delete(Kind.BID, bid.id)
    company = a_company(house, first.name, municipality="2061", workplaces=("2085",), size=SizeClass.SMALL)
    house.bids.take_winners()
    bid = next(one for one in all_bids(house) if one.name == first.name)
    assert (bid.company, bid.municipality, bid.workplaces) == (company, "2061", ("2085",))
    twins = [a_company(house, f"{first.name} {form}") for form in ("AB", "HB")]
    assert twins, "a name that two companies have is nobody's"
    with house.database.work("x") as work:
        for one in work.bids.all():
            work.delete(Kind.BID, one.id)
    house.bids.take_winners()
    assert not [one for one in all_bids(house) if one.name == first.name and one.company in twins]


def test_a_winner_abroad_is_elsewhere_whatever_its_town_is_called(house: House) -> None:
    tender = a_tender(house)
    winners = (
        Winner("Falu Ltd", number="5560360793", town="Falun", country="GBR"),
        Winner("Berg AB", number="556036-0793", town="Falun", nuts="SE312", country="SWE", size="small", value=Money(100)),
        Winner("Karin Ek", number="811218-9876", town="Söderbärke"),
    )
    with house.database.work("x") as work:
        known = work.tenders.get(tender)
        assert known
        saved = work.save(Kind.TENDER, replace(known, results=(LotResult(winners=winners, outcome="selec-w"),)))
        from_results(work, saved)
    abroad, falun, alone = all_bids(house)
    assert (abroad.municipality, abroad.org_number, locality(abroad, "2061")) == ("", "", Locality.ELSEWHERE)
    assert (falun.municipality, falun.org_number, falun.size, falun.value) == ("2080", "5560360793", SizeClass.SMALL, Money(100))
    assert (alone.municipality, alone.org_number, locality(alone, "2061")) == ("", "", Locality.UNKNOWN)


# By hand -------------------------------------------------------------------------------------------------------------


def test_the_number_of_bids_follows_the_list_until_somebody_says_another(house: House) -> None:
    tender = a_tender(house, lots=(Lot("LOT-0001", "Norr"), Lot("LOT-0002", "Söder")))
    house.bids.keep_sheet(
        tender,
        [
            BidDraft("Bergs Bygg AB", "LOT-0001", "556036-0793", value=Money(12_500_00), won=True),
            BidDraft("Dala Plog AB", "LOT-0001"),
            BidDraft("Ett AB", "LOT-0002", joint="lag"),
            BidDraft("Två AB", "LOT-0002", joint="lag"),
        ],
        {"LOT-0001": None},
    )
    north, south = house.tenders.get(tender).results
    assert (north.bids, north.bidders, north.outcome) == (2, 2, "selec-w")
    assert (south.bids, south.bidders, south.outcome) == (1, 2, ""), "a consortium's bid is one bid of two bidders"
    house.bids.count(tender, "LOT-0002", 4)
    house.bids.add(tender, BidDraft("Tre AB", "LOT-0002"))
    assert house.tenders.get(tender).results[1].bids == 4, "what was typed stays"
    south_seen = house.bids.of(tender).lots[1]
    assert (south_seen.named, south_seen.count, south_seen.differs) == (2, 4, True)
    house.bids.count(tender, "LOT-0002", None)
    assert house.tenders.get(tender).results[1].bids == 2


def test_no_bid_at_all_closes_the_lot_and_taking_it_back_opens_it(house: House) -> None:
    tender = a_tender(house)
    house.bids.count(tender, "", 0)
    (result,) = house.tenders.get(tender).results
    assert (result.bids, result.outcome, result.reason) == (0, "clos-nw", "no-rece")
    house.bids.count(tender, "", None)
    house.history.undo()
    assert house.tenders.get(tender).results == (result,)
    with pytest.raises(InvalidInput):
        house.bids.count(tender, "", -1)


def test_a_notice_s_number_goes_before_the_officer_s_list_and_the_difference_is_shown(house: House) -> None:
    bring_in(house, "contract", "result")
    tender = only_tender(house)
    lot = next(one.number for one in tender.results if one.bids and one.bids > 1)
    told = next(one.bids for one in tender.results if one.number == lot)
    house.bids.add(tender.id, BidDraft("Dala Plog AB", lot))
    seen = next(one for one in house.bids.of(tender.id).lots if one.number == lot)
    assert (seen.count, seen.told) == (told, True)
    with pytest.raises(InvalidInput):
        house.bids.count(tender.id, lot, 99)
    bring_in(house, "result_corrected")
    corrected = {one.number: one.bids for one in only_tender(house).results}
    assert any(bid.name == "Dala Plog AB" for bid in all_bids(house)), "who lost is the officer's to tell"
    assert corrected[lot] is not None


def test_numbers_typed_before_the_notice_stay_where_it_is_silent(house: House) -> None:
    from outreach.services.bid_counts import with_own_counts

    known = (LotResult("", bids=3), LotResult("LOT-0007", bids=1))
    told = (LotResult("LOT-0001", outcome="selec-w"),)
    new = with_own_counts(told, (), known)
    assert [(one.number, one.bids, one.outcome) for one in new] == [("LOT-0001", 3, "selec-w"), ("LOT-0007", 1, "")]
    hidden = (LotResult("LOT-0001", withheld=("BT-759",)),)
    assert with_own_counts(hidden, (), known)[0].bids is None, "withheld stays unknown"
    gone = with_own_counts((), told, (*told, LotResult("LOT-0002", bids=2)))
    assert [one.number for one in gone] == ["LOT-0002"], "what a corrected notice names no more is gone"


def test_a_bid_of_a_lot_that_is_not_there_or_of_nobody_is_refused(house: House) -> None:
    tender = a_tender(house, lots=(Lot("A", "Norr"), Lot("B", "Söder")))
    for draft in (
        BidDraft("Bergs Bygg"),
        BidDraft("Bergs Bygg", "C"),
        BidDraft("  ", "A"),
        BidDraft("X", "A", "556036-0794"),
    ):
        with pytest.raises(InvalidInput):
            house.bids.add(tender, draft)
    house.bids.add(tender, BidDraft("Karin Nyman Måleri", "A", "811218-9876"))
    (bid,) = all_bids(house)
    assert bid.org_number == "", "a sole trader's number is a person's, and is not kept"


# Where from, how big, for the first time -----------------------------------------------------------------------------


def test_places_seen_from_smedjebacken_and_what_counts_as_local() -> None:
    def bid(municipality: str = "", workplaces: tuple[str, ...] = (), nuts: str = "") -> Bid:
        return Bid(tender=UUID(int=1), name="x", municipality=municipality, workplaces=workplaces, nuts=nuts)

    cases = [
        (bid("2061"), Locality.SEAT, (True, True, True)),
        (bid("0180", ("2061",)), Locality.WORKPLACE, (False, True, True)),
        (bid("2085"), Locality.COUNTY, (False, False, True)),
        (bid("0180", ("2085",)), Locality.COUNTY, (False, False, True)),
        (bid(nuts="SE312"), Locality.COUNTY, (None, None, True)),
        (bid("0180"), Locality.ELSEWHERE, (False, False, False)),
        (bid(nuts="SE110"), Locality.ELSEWHERE, (False, False, False)),
        (bid(nuts="NO082"), Locality.ELSEWHERE, (False, False, False)),
        (bid(nuts="SE"), Locality.UNKNOWN, (None, None, None)),
        (bid(workplaces=("2061",)), Locality.WORKPLACE, (None, True, True)),
        (bid(workplaces=("2085",)), Locality.COUNTY, (None, None, True)),
        (bid(workplaces=("2085",), nuts="SE110"), Locality.COUNTY, (False, False, True)),
        (bid(), Locality.UNKNOWN, (None, None, None)),
    ]
    for one, place, local in cases:
        assert locality(one, "2061") is place
        assert tuple(is_local(one, "2061", by) for by in LocalBy) == local
    assert locality(bid("2061"), "") is Locality.UNKNOWN


def test_the_first_bid_of_a_bidder_is_seen_and_places_stay_those_of_the_day(house: House) -> None:
    company = a_company(house, "Bergs Bygg AB", municipality="2061")
    first = a_tender(house, "Första", stage=Stage.CONTRACT, advertised=date(2025, 2, 1))
    second = a_tender(house, "Andra", stage=Stage.CONTRACT, advertised=date(2026, 2, 1))
    undated = a_tender(house, "Tredje")
    for tender in (second, first, undated):
        house.bids.add(tender, BidDraft("Bergs bygg"))
    house.bids.add(second, BidDraft("Nya Plog AB"))
    house.companies.save(replace(house.companies.get(company), municipality="0180"))
    firsts = {one: [seen.first for seen in house.bids.of(one).lots[0].bids] for one in (first, second, undated)}
    assert firsts == {first: [True], second: [False, True], undated: [None]}
    assert {seen.bid.municipality for seen in house.bids.of(first).lots[0].bids} == {"2061"}
    assert [one.tender.title for one in house.bids.of_company(company)] == ["Andra", "Första", "Tredje"]


def test_an_unknown_bidder_is_tied_to_a_company_or_made_one_with_all_its_bids(house: House) -> None:
    one, other = a_tender(house, "Ett"), a_tender(house, "Två")
    for tender in (one, other):
        house.bids.add(tender, BidDraft("Nya Plog AB"))
    bid = all_bids(house)[0]
    changes, company = house.bids.make_company(bid.id)
    assert {one.company for one in all_bids(house)} == {company}
    house.history.undo(changes.action)
    assert {one.company for one in all_bids(house)} == {None}
    known = a_company(house, "Plog i Dalarna", municipality="2061", size=SizeClass.MICRO)
    house.bids.link(bid.id, known)
    assert {(one.company, one.municipality, one.size) for one in all_bids(house)} == {(known, "2061", SizeClass.MICRO)}


def test_places_that_become_known_later_are_filled_in_only_on_wish(house: House) -> None:
    company = a_company(house, "Bergs Bygg AB")
    tender = a_tender(house)
    house.bids.add(tender, BidDraft("Bergs Bygg AB"))
    house.companies.save(replace(house.companies.get(company), municipality="2061", size=SizeClass.SMALL))
    assert all_bids(house)[0].municipality == ""
    house.bids.fill_in()
    assert (all_bids(house)[0].municipality, all_bids(house)[0].size) == ("2061", SizeClass.SMALL)


# What goes and what moves ---------------------------------------------------------------------------------------------


def test_deleting_a_tender_takes_its_bids_and_undo_brings_them_back(house: House) -> None:
    tender, company = a_tender(house), a_company(house, "Bergs Bygg AB")
    house.bids.add(tender, BidDraft("Bergs Bygg AB", won=True))
    before = all_bids(house)
    changes = house.tenders.delete([tender])
    assert all_bids(house) == []
    house.history.undo(changes.action)
    assert [replace(bid, version=1) for bid in all_bids(house)] == before
    house.companies.delete([company])
    assert [(bid.name, bid.company) for bid in all_bids(house)] == [("Bergs Bygg AB", None)]
    house.history.undo()
    assert all_bids(house)[0].company == company
    assert house.check() == []


def test_merging_companies_moves_their_bids_and_the_same_bid_told_twice_is_one(house: House) -> None:
    stays, goes = a_company(house, "Bergs Bygg AB"), a_company(house, "Berg och Söner Bygg")
    tender = a_tender(house)
    house.bids.add(tender, BidDraft("Bergs Bygg AB", value=Money(100_00)))
    with house.database.work("x") as work:
        told = Bid(
            tender=tender, name="Berg och Söner Bygg", company=goes, won=True, source=BidSource.NOTICE, nuts="SE312"
        )
        work.save(Kind.BID, told)
    changes = house.duplicates.merge(Kind.COMPANY, stays, [goes])
    (bid,) = all_bids(house)
    assert (bid.company, bid.won, bid.nuts, bid.value) == (stays, True, "SE312", Money(100_00))
    assert bidder_key(bid) == str(stays)
    house.history.undo(changes.action)
    assert number_of_bids(all_bids(house)) == 2


# Statistics ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def counted(tmp_path: Path, clock: StillClock) -> Iterator[House]:
    """A house with the statistics."""
    house = house_with_statistics(tmp_path / "counted.outreach", clock)
    yield house
    house.close()


def bring_in_statistics(house: House) -> tuple[int, int, int]:
    outcome = house.imports.run(house.imports.preview([STATISTICS]), accept_alarm=True)
    return outcome.added, outcome.updated, outcome.unchanged


@pytest.mark.skipif(not STATISTICS.exists(), reason="the shared statistics are not here")
def test_smedjebacken_2021_has_seven_lots_with_2_71_bids_in_the_mean_and_two_with_one(counted: House) -> None:
    tenders = counted.tenders.listed(Listing(Kind.TENDER))
    ours = [
        one for one in tenders if one.buyer == "SMEDJEBACKENS KOMMUN" and one.advertised and one.advertised.year == 2021
    ]
    bids = [result.bids for tender in sorted(ours, key=lambda one: str(one.advertised)) for result in tender.results]
    assert sorted(bid for bid in bids if bid is not None) == sorted([3, 3, 1, 3, 1, 6, 2])
    assert round(sum(bid or 0 for bid in bids) / len(bids), 2) == 2.71
    assert bids.count(1) == 2
    with STATISTICS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    kept = [(tender, result) for tender in tenders for result in tender.results]
    assert len(kept) == len(rows) == 459
    assert sum(result.bids or 0 for _, result in kept) == sum(int(row["Antal anbud, Summa"]) for row in rows)
    assert sum(result.bids == 0 and result.outcome == "clos-nw" for _, result in kept) == 1
    appealed = {(row["Namn för köpare"], row["Upphandlings-ID"]) for row in rows if row["Överprövad"] == "True"}
    assert {(one.buyer, one.reference) for one in tenders if one.appealed} == appealed
    assert all(one.advertised is not None and one.advertised.year == 2021 for one in tenders)
    assert bring_in_statistics(counted) == (0, 0, 265), "the same file again changes nothing"


@pytest.mark.skipif(not STATISTICS.exists(), reason="the shared statistics are not here")
def test_a_register_that_held_the_numbers_as_text_is_mended_by_the_same_file(counted: House) -> None:
    with counted.database.work("Imported {files}") as work:
        for tender in work.tenders.all():
            counts = {one.number: one.bids for one in tender.results}
            lots = tuple(replace(lot, description=f"Antal anbud, Summa: {counts[lot.number]}") for lot in tender.lots)
            old = tuple(origin for origin in tender.origins if not origin.startswith("table-content"))
            work.save(Kind.TENDER, replace(tender, lots=lots, results=(), advertised=None, appealed=None, origins=old))
    assert bring_in_statistics(counted) == (0, 265, 0)
    tenders = counted.tenders.listed(Listing(Kind.TENDER))
    assert sum(len(one.results) for one in tenders) == 459
    assert not any(lot.description for one in tenders for lot in one.lots)
    assert sum(one.appealed is False for one in tenders) > 200
    assert bring_in_statistics(counted) == (0, 0, 265)


@pytest.mark.skipif(not STATISTICS.exists(), reason="the shared statistics are not here")
def test_a_number_that_an_officer_corrected_stays_when_the_statistics_come_again(counted: House) -> None:
    tender = next(one for one in counted.tenders.listed(Listing(Kind.TENDER)) if one.reference == "SE61349")
    counted.bids.count(tender.id, "", 2)
    with counted.database.work("x") as work:
        now = work.tenders.get(tender.id)
        assert now
        work.save(Kind.TENDER, replace(now, origins=now.origins[:1]))
    bring_in_statistics(counted)
    assert counted.tenders.get(tender.id).results[0].bids == 2
