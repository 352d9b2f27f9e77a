"""Figures of others to compare with, and indexes that are measured elsewhere and typed in (NUI)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outreach.domain.record import Record
from outreach.language import N_


class Measure(StrEnum):
    """What is compared. Until 2020 the national figure counted bidders, since 2021 it counts bids: two measures."""

    BIDS_PER_LOT = "bids_per_lot"
    BIDDERS_PER_TENDER = "bidders_per_tender"
    ONE_BID_SHARE = "one_bid_share"
    NO_BID_SHARE = "no_bid_share"
    NUI = "nui"


MEASURE_LABELS = {
    Measure.BIDS_PER_LOT: N_("Bids per lot"),
    Measure.BIDDERS_PER_TENDER: N_("Bidders per tender"),
    Measure.ONE_BID_SHARE: N_("Share with one bid"),
    Measure.NO_BID_SHARE: N_("Share with no bid"),
    Measure.NUI: N_("Satisfied Procurement Index (NUI)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark(Record):
    """One figure of one year and area ("Sweden", "Dalarna", our own municipality).

    `value` is in hundredths: 544 for 5.44 bids, 2860 for 28.6 per cent, 6300 for an index of 63. `n` is what it rests on (lots,
    answers), None where it is not told. `source` says where it is from.
    """

    measure: Measure
    year: int
    area: str = ""
    value: int
    n: int | None = None
    source: str = ""
