"""The winners that result notices name become bids; a corrected notice corrects them.

Only what the notice publishes is known from it: who lost is not in it, a number that is withheld stays unknown (BT-195),
and the number of a natural person is never kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from outreach.domain.bid import Bid, BidSource
from outreach.domain.company import Company, SizeClass
from outreach.domain.record import Kind
from outreach.domain.tender import LotResult, Tender, Winner
from outreach.services.bidders import (
    as_company_tells,
    kept_number,
    municipality_of_town,
    recognised,
    same_bidder,
    size_told,
)

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: How a lot ended where somebody won, and where nobody did.
WON, NOBODY = "selec-w", "clos-nw"
#: Sweden as notices write it (BT-514); many leave it out.
_SWEDEN = ("", "SWE", "SE")


@dataclass(frozen=True, slots=True)
class _Told:
    """A winner of a lot as a notice names it, with the company that it is."""

    lot: str
    winner: Winner
    joint: str
    number: str
    company: Company | None


def from_results(work: Work, tender: Tender) -> list[Bid]:
    """Make the winners of a tender's results its bids, inside an action that is under way, and return those written.

    The same results again write nothing. A bid that an officer or the opening list knows already is marked as won; one that
    only an earlier notice named, and this one does not, goes.
    """
    settle_lots(work, tender)
    left = list(work.bids.of(tender.id))
    written: list[Bid] = []
    for told in _told(work, tender):
        known = _known(left, told)
        if known is not None:
            left.remove(known)
        bid = _as_told(
            known or Bid(tender=tender.id, lot=told.lot, name=told.winner.name, source=BidSource.NOTICE), told
        )
        if bid != known:
            written.append(work.save(Kind.BID, bid))
    decided = {one.number for one in tender.results if one.winners or one.outcome == NOBODY}
    for bid in left:
        if bid.source is BidSource.NOTICE:
            work.delete(Kind.BID, bid.id)
        elif bid.won and bid.lot in decided:
            written.append(work.save(Kind.BID, replace(bid, won=False)))
    return written


def settle_lots(work: Work, tender: Tender) -> None:
    """Give bids without a lot the tender's only one: a notice numbers what the officer had no number for."""
    only = only_lot(tender)
    for bid in work.bids.of(tender.id) if only else ():
        if not bid.lot:
            work.save(Kind.BID, replace(bid, lot=only))


def only_lot(tender: Tender) -> str:
    """Return the number of a tender's only lot, empty when it has none or several."""
    numbers = {lot.number for lot in tender.lots} | {result.number for result in tender.results}
    numbers.discard("")
    return numbers.pop() if len(numbers) == 1 else ""


def _told(work: Work, tender: Tender) -> list[_Told]:
    found: dict[tuple[str, str, str, str], _Told] = {}
    for result in tender.results:
        members = _members(result)
        for winner in result.winners:
            number = kept_number(winner.number) if winner.country in _SWEDEN else ""
            joint = winner.tender_id if members[winner.tender_id] > 1 else ""
            told = _Told(result.number, winner, joint, number, recognised(work, winner.name, number))
            found.setdefault((result.number, winner.tender_id, number or winner.name, winner.name), told)
    return list(found.values())


def _members(result: LotResult) -> Counter[str]:
    return Counter(winner.tender_id for winner in dict.fromkeys(result.winners) if winner.tender_id)


def _known(bids: list[Bid], told: _Told) -> Bid | None:
    """Return the bid that is this winner's; of several, the one that has won, or is of the same consortium."""
    fitting = [
        one for one in bids if one.lot == told.lot and same_bidder(one, told.winner.name, told.number, told.company)
    ]
    return max(fitting, key=lambda one: (one.joint == told.joint, one.won), default=None)


def _as_told(bid: Bid, told: _Told) -> Bid:
    """Return a bid with what the notice says of it; an officer's own list goes before it, its own earlier words do not."""
    winner, ours = told.winner, bid.source is not BidSource.NOTICE
    size = size_told(winner.size)
    foreign = winner.country not in _SWEDEN
    # Of a company abroad the country says enough.
    where = winner.nuts or (winner.country if foreign else "")
    new = replace(
        bid,
        name=bid.name if ours else winner.name,
        org_number=bid.org_number or told.number if ours else told.number or bid.org_number,
        value=bid.value or winner.value if ours else winner.value,
        won=True,
        nuts=bid.nuts or where if ours else where or bid.nuts,
        size=bid.size if (ours and bid.size is not SizeClass.UNKNOWN) or size is SizeClass.UNKNOWN else size,
        joint=bid.joint or told.joint if ours else told.joint,
    )
    # The company's card knows its seat better than a postal town does; what neither tells stays unknown.
    tied = new if bid.company is not None else as_company_tells(new, told.company)
    return tied if tied.municipality or foreign else replace(tied, municipality=municipality_of_town(winner.town))
