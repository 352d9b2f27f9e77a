"""The effect page in stories: the small municipality, the unit that is stated, the file, and what the words never say."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from outreach.domain import effect_figures
from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.effect import Spread, Wish
from outreach.domain.effect_words import basis_words, caution_words, unit_words, value_words
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.domain.tender import LotResult, Stage, Tender
from outreach.domain.unit import UNIT_ID, Unit
from outreach.errors import BadFile, InvalidInput, NotFound
from outreach.language import Language
from outreach.services.effect import SIDE_BY_SIDE
from outreach.services.house import House
from outreach.services.yields import yields
from tests.services.effect_world import keep_unit, plant

STATISTICS = Path(__file__).parents[3] / "shared" / "data" / "uhm" / "antal_anbud_2021_dalarna.csv"
#: The seven lot rows of Smedjebacken 2021, by tender: one had two lots.
SMEDJEBACKEN = ((3,), (3,), (1,), (3, 1), (6,), (2,))


def smedjebacken(house: House) -> None:
    with house.database.work("planted") as work:
        keep_unit(work, Unit(id=UNIT_ID, municipality="Smedjebackens kommun", code="2061"))
        for number, lots in enumerate(SMEDJEBACKEN):
            results = tuple(LotResult(number=f"LOT-{place}", bids=bids) for place, bids in enumerate(lots))
            tender = Tender(
                title=f"Upphandling {number}", buyer="SMEDJEBACKENS KOMMUN", stage=Stage.CONTRACT,
                advertised=date(2021, 3, 1 + number), results=results,
            )  # fmt: skip
            work.save(Kind.TENDER, tender)


def test_seven_lots_have_their_mean_their_unit_and_a_warning(house: House) -> None:
    smedjebacken(house)
    effect = house.effect.figures(Wish(("SMEDJEBACKENS KOMMUN",), 2021))
    english = Language("en")
    mean, one = effect.figure("bids_per_lot"), effect.figure("one_bid_share")
    assert (value_words(mean, english), basis_words(mean, english), unit_words(mean, english)) == (
        "2.71",
        "n = 7",
        "bids per lot",
    )
    assert (value_words(one, english), basis_words(one, english)) == ("29\xa0%", "2 of 7")
    assert effect.figure("bids_per_tender").value == pytest.approx(19 / 6)
    few = next(caution for caution in effect.cautions if caution.key == "few")
    assert caution_words(few, english).startswith("Small numbers: 7 lots with a known number of bids in 2021.")


def test_our_own_purchases_are_found_under_any_capitals_and_the_last_year_with_results_is_shown(house: House) -> None:
    smedjebacken(house)
    effect = house.effect.figures()
    assert (effect.year, effect.buyers) == (2021, ("SMEDJEBACKENS KOMMUN",))
    assert house.effect.choices().years == (2021,)
    other = house.effect.figures(Wish(("Falu komun",), 2021))
    assert other.is_empty
    said = [caution_words(one, Language("en")) for one in other.cautions]
    assert said[0].startswith("No tender by Falu komun was advertised in 2016–2021")
    assert not any(one.key == "buyer" for one in effect.cautions)


def test_the_area_is_computed_from_the_statistics_without_a_tender(house: House) -> None:
    if not STATISTICS.exists():
        pytest.skip("the shared statistics file is not here")
    found = house.benchmarks.from_statistics(STATISTICS)
    kept = {(one.measure, one.area): (one.value, one.n) for one in house.benchmarks.list(2021)}
    assert found.rows == 459
    assert house.tenders.count() == 0
    assert kept[Measure.BIDS_PER_LOT, "Dalarna"] == (408, 459)
    assert kept[Measure.BIDS_PER_LOT, "Dalarna, kommuner"] == (359, 324)
    again = house.benchmarks.from_statistics(STATISTICS)
    assert again.changes.action is None, "the same file twice changes nothing"


def test_a_figure_to_compare_with_is_replaced_removed_and_brought_back(house: House) -> None:
    for value in (6100, 6400):
        house.benchmarks.add(Benchmark(measure=Measure.NUI, year=2025, value=value, n=12))
    kept = house.benchmarks.list()
    assert [one.value for one in kept] == [6400]
    house.benchmarks.remove([kept[0].id])
    assert house.benchmarks.list() == []
    house.history.undo()
    assert [one.value for one in house.benchmarks.list()] == [6400]
    with pytest.raises(InvalidInput):
        house.benchmarks.add(Benchmark(measure=Measure.NUI, year=2025, value=10_001))


def test_a_file_that_is_no_statistics_says_so(house: House, tmp_path: Path) -> None:
    other = tmp_path / "lista.csv"
    other.write_text("Namn;E-post\nAnna;anna@a.example\n", "utf-8")
    with pytest.raises(BadFile):
        house.benchmarks.from_statistics(other)
    assert house.benchmarks.list() == []


def test_until_2020_the_statistics_counted_bidders(house: House, tmp_path: Path) -> None:
    old = tmp_path / "gävleborg_2019.csv"
    old.write_text("År;Delsektor för köpare;Antal anbud, Summa\n2019;Kommun;3\n2019;Region;x\n", "utf-8")
    found = house.benchmarks.from_statistics(old)
    assert {one.area for one in found.benchmarks} == {"Gävleborg", "Gävleborg, kommuner"}
    assert found.benchmarks[0].measure is Measure.BIDDERS_PER_TENDER
    assert len(found.problems) == 1


def test_events_give_what_the_page_of_events_says(house: House) -> None:
    plant(house.database, 2)
    effect = house.effect.figures(Wish(year=2024))
    said = yields(house.database, date(2024, 1, 1), date(2024, 12, 31))
    names = ("conversations", "companies", "new_companies", "hours", "cost", "with_hours", "with_cost", "new_with_cost")
    assert [one.event for one in effect.events] == [one.event.id for one in said.each if one.event]
    for mine, theirs in zip(effect.events, said.each, strict=True):
        assert [getattr(mine.gave, name) for name in names] == [getattr(theirs, name) for name in names]
    assert effect.figure("new_companies").value == said.total.new_companies
    assert effect.figure("hours_per_new_company").value == said.total.hours_per_new_company


def test_the_chain_goes_from_a_talk_to_a_bid(house: House) -> None:
    plant(house.database, 3)
    effect = house.effect.figures(Wish(year=2024))
    met_bid = effect.figure("chain_met_bid")
    assert effect.chain_count == met_bid.n
    assert [one.bid for one in effect.chain] == sorted((one.bid for one in effect.chain), reverse=True)
    assert sum(one.bid for one in effect.chain) == met_bid.count


def test_the_same_purchase_is_linked_by_an_officer_alone(house: House) -> None:
    with house.database.work("planted") as work:
        work.save(Kind.UNIT, Unit(id=UNIT_ID, municipality="Ås kommun"))
        for year in (2018, 2021, 2024):
            results = (LotResult(bids=year - 2017),)
            tender = Tender(title="Snöröjning", cpv=("90620000",), advertised=date(year, 5, 1), results=results)
            work.save(Kind.TENDER, tender)
    likely = house.effect.likely_pairs()
    assert [one.years for one in likely] == [(2021, 2024), (2018, 2021)]
    house.effect.link(likely[0].after, likely[0].before)
    effect = house.effect.figures(Wish(year=2024))
    assert [(one.before.mean, one.after.mean) for one in effect.pairs] == [(4, 7)]
    assert [one.years for one in house.effect.likely_pairs()] == [(2018, 2021)]
    with pytest.raises(NotFound):
        house.effect.link(likely[0].after, likely[0].after)


def test_the_workbook_holds_no_formula_and_each_tender(house: House, tmp_path: Path) -> None:
    with house.database.work("planted") as work:
        work.save(Kind.UNIT, Unit(id=UNIT_ID, municipality="Ås kommun"))
        evil = Tender(title='=HYPERLINK("http://x")', advertised=date(2024, 5, 1), results=(LotResult(bids=2),))
        work.save(Kind.TENDER, evil)
        at = datetime(2024, 4, 1, tzinfo=UTC)
        work.save(Kind.MEETING, Meeting(at=at, note="?", tenders=(evil.id,)))
    path = tmp_path / "effekt.xlsx"
    house.effect.save(Wish(year=2024), path, Language("en"))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Figures", "Tenders", "To compare with"]
    head, row = book["Tenders"].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["Tender"] == '=HYPERLINK("http://x")'
    assert row[4:] == (1, 1, 2, 0, 0, "Yes", "fewer than 5")
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)
    lines = list(book["Figures"].iter_rows(min_row=2, values_only=True))
    assert any(str(line[1]).startswith("Small numbers: 1 lot with") for line in lines), "the warning goes with the figures"
    keys = [line[-1] for line in lines]
    assert keys.count("one_bid_share") == 2
    with pytest.raises(InvalidInput):
        house.effect.save(Wish(year=2024), tmp_path / "effekt.doc", Language("en"))


@pytest.mark.parametrize(
    ("counts", "mean", "median"), [((), None, None), (((0, 1), (3, 1)), 1.5, 1.5), (((1, 3), (2, 1), (9, 1)), 2.8, 1)]
)
def test_a_spread_has_mean_and_median(
    counts: tuple[tuple[int, int], ...], mean: float | None, median: float | None
) -> None:
    spread = Spread(counts)
    assert (spread.mean, spread.median) == (mean, median)


def test_no_word_of_the_page_tells_a_cause() -> None:
    swedish = Language("sv")
    texts = [
        text
        for one in effect_figures.figures_of(effect_figures.Counts(), effect_figures.LocalBy.SEAT)
        for text in (one.name, one.definition)
    ]
    said = " ".join([*texts, SIDE_BY_SIDE, *(swedish.say(text) for text in (*texts, SIDE_BY_SIDE))]).casefold()
    causal = r"because|thanks to|led to|caused|due to|tack vare|ledde till|berodde|på grund av|eftersom|därför|bidrog"
    assert re.findall(causal, said) == []
