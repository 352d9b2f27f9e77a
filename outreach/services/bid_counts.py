"""How many bids a lot had. The lot's result is the one truth; our own list of bids feeds it only where nobody else told.

A number from a notice or the statistics stays as it is, and the window shows the difference to the bids that are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.domain.bid import Bid, number_of_bidders, number_of_bids
from outreach.domain.tender import LotResult, Tender
from outreach.services.notice_versions import told_by

if TYPE_CHECKING:
    from outreach.storage.work import View

#: Fields that hide the number of bids (BT-195).
_COUNTS = frozenset({"BT-759", "BT-760"})
_WON, _NOBODY, _NO_BIDS = "selec-w", "clos-nw", "no-rece"


def hides_count(result: LotResult) -> bool:
    """Say whether a notice withholds how many bids a lot had."""
    return bool(_COUNTS & set(result.withheld))


def counts_told(view: View, tender: Tender) -> dict[str, int]:
    """Return the numbers of bids that the kept notices tell, by lot."""
    notices = view.notices.of(tender.id)
    results: tuple[LotResult, ...] = told_by(notices)["results"] if notices else ()
    return {one.number: one.bids for one in results if one.bids is not None}


def followed(
    results: Sequence[LotResult], before: Iterable[Bid], after: Iterable[Bid], told: Mapping[str, int]
) -> tuple[LotResult, ...]:
    """Return the results of lots after our own list of bids changed.

    A number follows the list as long as it is the list's own: where nobody told one, or it was what the list came to before.
    """
    earlier, later = _by_lot(before), _by_lot(after)
    known = {one.number: one for one in results}
    for lot in dict.fromkeys([*earlier, *later]):
        result = known.get(lot, LotResult(lot))
        own = later.get(lot, [])
        if lot in told or hides_count(result):
            continue
        if result.bids is not None and result.bids != number_of_bids(earlier.get(lot, [])):
            continue
        known[lot] = counted(result, number_of_bids(own) if own else None, number_of_bidders(own) if own else None)
    return tuple(_ended(one, later.get(one.number, [])) for one in known.values())


def counted(result: LotResult, bids: int | None, bidders: int | None = None) -> LotResult:
    """Return a lot's result with a number of bids that we know ourselves; none at all closes the lot without a winner."""
    new = replace(result, bids=bids, bidders=bidders)
    if bids == 0 and not result.winners and not result.outcome:
        return replace(new, outcome=_NOBODY, reason=_NO_BIDS)
    if bids and result.outcome == _NOBODY and result.reason == _NO_BIDS:
        return replace(new, outcome="", reason="")
    return new


def with_own_counts(
    told: Sequence[LotResult], before: Sequence[LotResult], known: Sequence[LotResult]
) -> tuple[LotResult, ...]:
    """Return what notices say of the lots now, with the numbers that we know ourselves where they are silent.

    `before` is what they said earlier, `known` what the tender holds: what differs there is our own knowledge, and stays for
    lots that no notice names. The tender's only lot takes over what was known before it had a number.
    """
    earlier = {one.number: one for one in before}
    only = told[0].number if len(told) == 1 else ""
    own = {}
    for one in known:
        if one.number not in earlier or (one.bids, one.bidders) != (
            earlier[one.number].bids,
            earlier[one.number].bidders,
        ):
            number = only if not one.number and only else one.number
            own[number] = replace(one, number=number)
    filled = tuple(_filled(one, own.pop(one.number, None)) for one in told)
    return (*filled, *(one for number, one in own.items() if number not in earlier))


def _filled(told: LotResult, own: LotResult | None) -> LotResult:
    if own is None:
        return told
    if told.bids is not None or told.counts or hides_count(told):
        return told if told.bidders is not None or told.bids != own.bids else replace(told, bidders=own.bidders)
    return replace(
        told, bids=own.bids, bidders=own.bidders, outcome=told.outcome or own.outcome, reason=told.reason or own.reason
    )


def _by_lot(bids: Iterable[Bid]) -> dict[str, list[Bid]]:
    found: dict[str, list[Bid]] = {}
    for bid in bids:
        found.setdefault(bid.lot, []).append(bid)
    return found


def _ended(result: LotResult, bids: Sequence[Bid]) -> LotResult:
    """Return a result that says whether somebody won, as far as our own list tells it; a notice's word stays."""
    won = any(bid.won for bid in bids)
    if won and result.outcome in ("", _NOBODY) and not result.winners:
        return replace(result, outcome=_WON, reason="")
    if not won and result.outcome == _WON and not result.winners and bids:
        return replace(result, outcome="")
    return result
