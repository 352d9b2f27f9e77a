"""Keeping the bids of one tender: what is written down becomes records, and the lots' numbers follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from outreach.domain.bid import Bid, BidSource, number_of_bidders, number_of_bids
from outreach.domain.company import SizeClass
from outreach.domain.record import Kind
from outreach.domain.tender import MOST_BIDS, LotResult, Money, Tender, is_too_much
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.bid_counts import counted, counts_told, followed
from outreach.services.bidders import as_company_tells, recognised
from outreach.services.companies import checked_org_number
from outreach.services.winners import only_lot

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: The number of bids of each lot that was typed; None takes a typed number back.
Counts = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class BidDraft:
    """One line of a sheet of bids as an officer, or a list, writes it. `id` is that of a bid that is known already.

    `company` ties it to the register; without, the name and the number say who it is. `joint` is any text that the members of
    one consortium's bid share.
    """

    name: str
    lot: str = ""
    org_number: str = ""
    company: UUID | None = None
    value: Money | None = None
    won: bool = False
    valid: bool = True
    joint: str = ""
    note: str = ""
    id: UUID | None = None


def bid_of(work: Work, tender: Tender, draft: BidDraft, known: Bid | None, source: BidSource = BidSource.HAND) -> Bid:
    """Return the bid of a line, tied to its company with the place and size of today. Raises InvalidInput, NotFound."""
    name = " ".join(draft.name.split())
    company = work.companies.get(draft.company) if draft.company is not None else None
    if draft.company is not None and company is None:
        raise NotFound(str(draft.company))
    name = name or (company.name if company is not None else "")
    if not name:
        raise InvalidInput(N_("Bidder"), N_("A bid needs the bidder's name."))
    if draft.value is not None and draft.value.hundredths < 0:
        raise InvalidInput(N_("Sum"), N_("A sum cannot be negative."))
    if is_too_much(draft.value):
        raise InvalidInput(N_("Sum"), N_("The amount is too large. Is there a digit too many?"))
    number = checked_org_number(draft.org_number).digits
    company = company or recognised(work, name, number)
    bid = known or Bid(id=draft.id or uuid4(), tender=tender.id, name=name, source=source)
    if company is not None and bid.company not in (None, company.id):
        # Another bidder after all: what was copied from the first one's card is not true of this one.
        bid = replace(bid, company=None, municipality="", workplaces=(), size=SizeClass.UNKNOWN)
    written = replace(
        bid,
        name=name,
        lot=draft.lot or only_lot(tender),
        org_number=number or (company.org_number if company is not None else ""),
        value=draft.value,
        won=draft.won,
        valid=draft.valid,
        joint=" ".join(draft.joint.split()),
        note=draft.note.strip(),
    )
    return as_company_tells(written, company)


def keep_bids(work: Work, tender: Tender, bids: Sequence[Bid], counts: Counts | None = None) -> Tender:
    """Let exactly these be the bids on a tender, inside an action that is under way; return the tender as it stands then.

    `counts` are numbers typed for lots. Raises InvalidInput for a number below 0, and for one that a notice tells otherwise.
    """
    before = list(work.bids.of(tender.id))
    known = {bid.id: bid for bid in before}
    staying = {bid.id for bid in bids}
    for bid in before:
        if bid.id not in staying:
            work.delete(Kind.BID, bid.id)
    for bid in bids:
        if bid != known.get(bid.id):
            work.save(Kind.BID, bid)
    told = counts_told(work, tender)
    results = followed(tender.results, before, bids, told)
    for lot, number in (counts or {}).items():
        results = _with_count(results, lot or only_lot(tender), number, told, bids)
    results = tuple(one for one in results if one != LotResult(one.number))
    if results == tender.results:
        return tender
    return work.save(Kind.TENDER, replace(tender, results=results))


def _with_count(
    results: tuple[LotResult, ...], lot: str, number: int | None, told: Mapping[str, int], bids: Sequence[Bid]
) -> tuple[LotResult, ...]:
    if number is not None and number < 0:
        raise InvalidInput(N_("Number of bids"), N_("A number of bids cannot be negative."))
    if number is not None and number > MOST_BIDS:
        raise InvalidInput(N_("Number of bids"), N_("The number is too large. Is there a digit too many?"))
    if lot in told:
        if number not in (None, told[lot]):
            reason = N_("The result notice says {number}, and that number stands. A corrected notice changes it.")
            raise InvalidInput(N_("Number of bids"), reason, number=str(told[lot]))
        return results
    here = [bid for bid in bids if bid.lot == lot]
    own = number_of_bids(here)
    number = (own or None) if number is None else number
    bidders = number_of_bidders(here) if here and number == own else None
    known = next((one for one in results if one.number == lot), None)
    new = counted(known or LotResult(lot), number, bidders)
    return tuple(new if one is known else one for one in results) if known is not None else (*results, new)
