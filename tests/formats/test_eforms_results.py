"""Result notices: our own odd cases, one file each, and the real ones where they lie.

Expectations were read in the XML by hand, not by running the reader.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from outreach.domain.tender import LotResult, Money, Notice, Stage
from outreach.formats.eforms import read_notice
from outreach.formats.eforms_counts import bids_of
from outreach.language import Language

SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "eforms"
real_notices = pytest.mark.skipif(not SHARED.is_dir(), reason="the real notices (../shared/data/eforms) are not here")


def read(name: str, change: tuple[str, str] = ("", "")) -> tuple[Notice, list[str]]:
    text = (SAMPLES / f"{name}.xml").read_text("utf-8")
    assert change[0] in text
    notice, problems = read_notice(text.replace(*change).encode() if change[0] else text.encode())
    assert notice is not None, problems
    return notice, [Language("en").say(one.reason, **one.values) for one in problems]


def results(name: str) -> dict[str, LotResult]:
    return {one.number: one for one in read(name)[0].tender.results}


def kronor(amount: float) -> Money:
    return Money(round(amount * 100))


# --- Our own notices -------------------------------------------------------------------------------------------------


def test_only_the_total_counts_and_the_loser_of_a_lot_is_no_winner() -> None:
    first = results("result")["LOT-0001"]
    assert (first.bids, first.bids_at_least) == (5, 0)
    assert first.counts == (("t-sme", 4), ("tenders", 5), ("part-req", 9))
    assert [(one.name, one.number, one.town, one.nuts, one.country, one.size) for one in first.winners] == [
        ("Norrgräv AB", "559999-0016", "Norrby", "SE312", "SWE", "small"),
        ("Åsens Maskin AB", "559999-0024", "Åsen", "SE312", "SWE", "micro"),
    ]
    assert {one.tender_id for one in first.winners} == {"TEN-0001"}, "they bid together"
    assert first.value == kronor(4_100_000)
    assert first.contract_signed == date(2027, 1, 29)


def test_without_a_total_the_largest_lower_bound_is_told_and_a_sole_traders_number_is_not() -> None:
    second = results("result")["LOT-0002"]
    assert (second.bids, second.bids_at_least) == (None, 4), "micro, small and medium are never the same tender"
    (winner,) = second.winners
    assert (winner.name, winner.number, winner.value) == ("Karl Ek Snö", "", kronor(1_850_000))


@pytest.mark.parametrize(
    ("counts", "bids"),
    [
        ({}, (None, 0)),
        ({"tenders": 0}, (0, 0)),
        ({"tenders": 2, "t-sme": 4}, (2, 0)),
        ({"t-sme": 3}, (None, 3)),
        ({"t-oth-eea": 1, "t-no-eea": 2, "t-sme": 2}, (None, 3)),
        ({"t-micro": 1, "t-small": 1, "t-sme": 3}, (None, 3)),
        ({"part-req": 7}, (None, 0)),
        ({"t-esubm": 3, "part-req": 7}, (None, 3)),
    ],
)
def test_bids_from_counts(counts: dict[str, int], bids: tuple[int | None, int]) -> None:
    assert bids_of(tuple(counts.items())) == bids


def test_nobody_came_is_zero_and_other_reasons_are_not() -> None:
    lots = results("result_nobody_came")
    assert [(one.bids, one.outcome, one.reason) for one in lots.values()] == [
        (0, "clos-nw", "no-rece"),
        (2, "clos-nw", "all-rej"),
        (3, "open-nw", ""),
    ]
    assert all(not one.winners for one in lots.values())
    assert read("result_nobody_came")[0].tender.stage is Stage.EVALUATION, "one lot is still open"


def test_what_is_withheld_is_said_and_the_dummies_are_read_nowhere() -> None:
    notice, told = read("result_withheld")
    (only,) = notice.tender.results
    assert (only.bids, only.bids_at_least, only.counts, only.value) == (None, 0, (), None)
    assert {"BT-161", "BT-720", "BT-759", "BT-760"} <= set(only.withheld)
    assert [(one.name, one.value) for one in only.winners] == [("Storväg Norden AB", None)]
    assert (notice.tender.withheld, notice.tender.value) == (True, None)
    assert told == []
    assert "Money(hundredths=100," not in str(notice)


def test_a_framework_has_many_winners_and_a_lot_in_two_results_is_one() -> None:
    lots = results("result_framework")
    wood, concrete = lots["LOT-0001"], lots["LOT-0002"]
    assert list(lots) == ["LOT-0001", "LOT-0002"]
    assert wood.bids == 3, "both results say the same three"
    assert [one.name for one in wood.winners] == ["Norrgräv AB", "Åsens Maskin AB"]
    assert wood.value is None, "one of the tenders is for a group of lots: its price is not the lot's"
    assert wood.contract_signed == date(2027, 1, 12)
    assert [(one.name, one.value) for one in concrete.winners] == [
        ("Norrgräv AB", kronor(2_000_000)),
        ("Storväg Norden AB", Money(90_000_00, "EUR")),
    ]
    assert concrete.value == kronor(7_000_000), "two currencies have no sum; the framework has a most"
    assert read("result_framework")[0].tender.value == kronor(12_000_000)


def test_missing_pieces_cost_only_themselves_and_are_told() -> None:
    notice, told = read("result_missing_pieces")
    first, without_number = notice.tender.results
    assert (first.bids, first.bids_at_least) == (None, 0), "a code that nobody knows is no count"
    assert [(one.name, one.number, one.size) for one in first.winners] == [
        ("559999-0040", "559999-0040", "unknown"),
        ("Eva Ek", "", "unknown"),
    ]
    assert (without_number.number, without_number.value) == ("", kronor(75_000))
    assert [sentence for sentence in told if "BT-759" in sentence]
    assert [sentence for sentence in told if "leads nowhere" in sentence]
    assert "811228" not in str(notice)


def test_a_winner_is_found_by_rank_where_no_contract_names_a_tender() -> None:
    notice, _ = read("result", ("SettledContract", "OtherContract"))
    assert [one.name for one in notice.tender.results[0].winners] == ["Norrgräv AB", "Åsens Maskin AB"]


@pytest.mark.parametrize(
    ("name", "kind", "subtype", "stage"),
    [
        ("direct_award", "dir-awa-pre", "25", Stage.CONTRACT),
        ("contract_changed", "cont-modif", "38", Stage.CONTRACT),
        ("contract_completed", "completion", "E5", Stage.CONTRACT),
        ("call_for_interest", "competition", "CEI", Stage.ADVERTISED),
        ("school_buses_planned", "planning", "T01", Stage.PLANNED),
        ("result", "result", "29", Stage.CONTRACT),
    ],
)
def test_every_kind_of_notice_has_its_stage(name: str, kind: str, subtype: str, stage: Stage) -> None:
    notice, told = read(name)
    assert (notice.kind, notice.subtype, notice.tender.stage, told) == (kind, subtype, stage, [])


def test_lengths_renewals_options_and_kinds_of_last_days() -> None:
    lots = read("restricted")[0].tender.lots
    assert [(one.months, one.length, one.renewals) for one in lots] == [
        (3, "", 2),
        (7, "", 0),
        (48, "", None),
        (None, "UNLIMITED", None),
    ]
    assert lots[0].options == "Provtagning av brunnar kan läggas till.\nEtt år i taget."
    assert lots[0].framework_maximum == kronor(8_000_000)
    assert [(one.deadline_field, one.tender_deadline) for one in lots] == [
        ("BT-1311", datetime(2026, 11, 2, 22, 59, 59, tzinfo=UTC)),  # no zone: Swedish time
        ("BT-1311", datetime(2026, 11, 2, 23, 0, tzinfo=UTC)),
        ("BT-1311", datetime(2026, 11, 3, 23, 59, 59, tzinfo=UTC)),
        ("", None),
    ]
    (interest,) = read("call_for_interest")[0].tender.lots
    assert (interest.deadline_field, interest.length) == ("BT-630", "UNKNOWN")
    (answers,) = read("consultation")[0].tender.lots
    assert answers.deadline_field == "BT-800"


def test_two_languages_and_two_buyers_one_of_them_by_its_contact_point() -> None:
    notice, _ = read("school_buses_planned")
    tender = notice.tender
    assert (tender.title, tender.description) == ("Skolskjuts med buss", "Kaksi aluetta.")
    assert tender.buyer == "Älvbro kommun, Gränsby kommun"
    assert [(one.title, one.is_part) for one in tender.lots] == [("Norra delen", True), ("Etelä", True)]
    assert tender.expected_publication == date(2027, 3, 15)
    assert notice.dispatched == datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


# --- Real notices ----------------------------------------------------------------------------------------------------

#: Number of the lot to: bids, at least, winners with towns, value, day of the contract.
Row = tuple[int | None, int, list[tuple[str, str, str]], Money | None, date | None]
BUS = ("Matka-Rengas Niemelä Oy", "FI19921555", "unknown")
TAXI = ("Hellman Transport Ab", "2450271-8", "unknown")
JULY, AUGUST = date(2024, 7, 31), date(2024, 8, 1)
EXPECTED: dict[str, dict[str, Row]] = {
    "can_24_minimal": {
        "LOT-0000": (3, 0, [("Espaces Verts Lemire", "326 912 557", "micro")], Money(95_414_00, "EUR"), date(2019, 9, 3))
    },
    "can_24_FRA_comments": {
        "LOT-0001": (3, 0, [("Espaces Verts Lemire", "326 912 557", "micro")], Money(95_414_00, "EUR"), date(2019, 9, 3)),
        "LOT-0002": (2, 0, [("ID Verde SASU", "339 609 661", "medium")], Money(26_500_00, "EUR"), date(2019, 9, 3)),
    },
    "can_24_no_tenders": {"LOT-0001": (0, 0, [], None, None)},
    "can_25_withheld": {
        "LOT-0000": (None, 0, [("Deloitte — Main Account LLP", "222 222 222", "large")], None, date(2020, 2, 12))
    },
    # The winner is marked as a natural person (BT-633).
    "2024-OJS065-00191536": {
        "LOT-0000": (None, 3, [("Hegeman Bouw & Infra B.V.", "", "unknown")], Money(3_887_000_00, "EUR"), None)
    },
    "2024-OJS170-00525037": {
        "LOT-0001": (None, 4, [BUS], None, JULY),
        "LOT-0002": (None, 3, [BUS], None, JULY),
        "LOT-0003": (None, 4, [BUS], None, JULY),
        "LOT-0004": (None, 3, [BUS], None, JULY),
        "LOT-0005": (None, 2, [BUS], None, JULY),
        "LOT-0006": (None, 3, [TAXI], None, AUGUST),
        "LOT-0007": (None, 4, [BUS], None, JULY),
        "LOT-0008": (None, 3, [TAXI], None, AUGUST),
        "LOT-0009": (None, 4, [BUS], None, JULY),
        "LOT-0010": (None, 1, [("Ingves Svanbäck Ab", "2626335-1", "unknown")], None, date(2024, 7, 22)),
        "LOT-0011": (None, 2, [BUS], None, JULY),
        "LOT-0012": (None, 3, [BUS], None, JULY),
    },
}  # fmt: skip


@real_notices
@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_result_says_what_a_person_reads_in_it(name: str) -> None:
    notice, problems = read_notice((SHARED / f"{name}.xml").read_bytes())
    assert notice is not None
    assert problems == []
    found: dict[str, Any] = {
        one.number: (
            one.bids,
            one.bids_at_least,
            [(winner.name, winner.number, winner.size) for winner in one.winners],
            one.value,
            one.contract_signed,
        )
        for one in notice.tender.results
    }
    assert found == EXPECTED[name]


@real_notices
def test_real_withheld_fields_and_renewals() -> None:
    notice, _ = read_notice((SHARED / "can_25_withheld.xml").read_bytes())
    assert notice is not None
    (only,) = notice.tender.results
    assert only.outcome == "", "the outcome that stands there is a dummy"
    assert set(only.withheld) == {"BT-161", "BT-142", "BT-759", "BT-760", "BT-171", "BT-193"}
    french, _ = read_notice((SHARED / "can_24_FRA_comments.xml").read_bytes())
    assert french is not None
    assert [lot.renewals for lot in french.tender.lots] == [3, 3]
    assert french.tender.lots[0].options.startswith("Options description ---\nL'accord-cadre est reconductible")


@real_notices
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.xml")) if SHARED.is_dir() else [], ids=lambda path: path.stem)
def test_only_result_notices_have_results(path: Path) -> None:
    notice, _ = read_notice(path.read_bytes())
    if notice is not None:
        assert bool(notice.tender.results) == (notice.kind == "result")
