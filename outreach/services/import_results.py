"""How lots ended, as rows of a table tell it: how many bids, and how many winners of which size. Names are in no statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from outreach.domain.table_row import TenderRow
from outreach.domain.tender import Lot, LotResult
from outreach.formats.tender_headings import read_tender_heading
from outreach.services.bid_counts import counted

#: What marks a count of winners by size among a lot's counts.
WON_BY_SIZE = "won-"


def results_of(rows: Iterable[TenderRow]) -> tuple[LotResult, ...]:
    """Return one result for each lot of a purchase of which its rows tell the end."""
    found: dict[str, LotResult] = {}
    for row in rows:
        if row.bids is None and not row.won:
            continue
        number = row.lot.number if row.lot is not None else ""
        known = found.get(number, LotResult(number))
        if row.bids is not None and known.bids is None:
            known = counted(known, row.bids)
        # Two rows of one lot with one size are two winners.
        won = Counter(dict(known.counts))
        won.update(dict(row.won))
        outcome = "selec-w" if row.won else known.outcome
        found[number] = replace(known, counts=tuple(sorted(won.items())), outcome=outcome)
    return tuple(found.values())


def both_results(
    known: Sequence[LotResult], new: Sequence[LotResult], told: Mapping[str, int], *, edited: bool
) -> tuple[LotResult, ...]:
    """Return what is known of lots' ends with what a table tells.

    `told` are the numbers of bids that notices tell: those stay. `edited`: an officer has seen to the numbers since the last
    import, and those stay too; lots without a number get one.
    """
    found = {one.number: one for one in known}
    for one in new:
        old = found.get(one.number)
        found[one.number] = one if old is None else _both(old, one, keeps=edited or one.number in told)
    return tuple(found.values())


def _both(old: LotResult, new: LotResult, *, keeps: bool) -> LotResult:
    whole = old
    if new.bids is not None and new.bids != old.bids and not (keeps and old.bids is not None):
        whole = counted(old, new.bids)
    won = {code: number for code, number in new.counts if code.startswith(WON_BY_SIZE)}
    if won:
        others = tuple(one for one in old.counts if not one[0].startswith(WON_BY_SIZE))
        whole = replace(whole, counts=(*others, *won.items()), outcome=whole.outcome or "selec-w")
    return whole


def without_count(lot: Lot, results: Sequence[LotResult]) -> Lot:
    """Return a lot whose text no longer holds the number of bids, where its result does."""
    if not any(one.number == lot.number and one.bids is not None for one in results):
        return lot
    lines = [line for line in lot.description.splitlines() if not _is_count(line)]
    return replace(lot, description="\n".join(lines))


def _is_count(line: str) -> bool:
    heading, mark, number = line.rpartition(":")
    if not mark or not number.strip().isdecimal():
        return False
    column = read_tender_heading(heading)
    return column is not None and column.kind == "bids"
