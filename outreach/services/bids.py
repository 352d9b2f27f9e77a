"""Bids: who offered on which lot, who won, from where, and whether it was the first time. Nobody is ranked (LOU 4 kap. 1 §).

`lot_result` (the results of the tender) is the one truth for how many bids a lot had, the bids themselves for who made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.bid import Bid, BidSource, LocalBy, Locality, bidder_key, number_of_bids
from outreach.domain.changes import Changes
from outreach.domain.company import Company, SizeClass
from outreach.domain.locality import locality
from outreach.domain.record import Kind
from outreach.domain.tender import LotResult, Tender, advertised_on
from outreach.domain.unit import UNIT_ID
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.bid_counts import counts_told
from outreach.services.bid_sheet import BidDraft, Counts, bid_of, keep_bids
from outreach.services.bidders import as_company_tells, same_bidder
from outreach.services.companies import Companies
from outreach.services.winners import from_results as from_results
from outreach.services.winners import only_lot

if TYPE_CHECKING:
    from outreach.services.opening_lists import OpeningLists
    from outreach.storage.database import Database
    from outreach.storage.work import View, Work

TITLE = N_("Bids on {name}")


@dataclass(frozen=True, slots=True)
class SeenBid:
    """A bid with what is worked out about it. `first`: the bidder's first in this register; None where no day is known.

    `company` is the name of the company that it is tied to, empty for one that the register does not know.
    """

    bid: Bid
    company: str = ""
    place: Locality = Locality.UNKNOWN
    first: bool | None = None


@dataclass(frozen=True, slots=True)
class LotBids:
    """One lot with its bids. `named` is how many bids are known by name, `told` whether a notice tells their number."""

    number: str
    title: str = ""
    result: LotResult | None = None
    bids: tuple[SeenBid, ...] = ()
    told: bool = False

    @property
    def count(self) -> int | None:
        """How many bids the lot had, None when nobody told."""
        return self.result.bids if self.result is not None else None

    @property
    def named(self) -> int:
        """How many bids are known by name."""
        return number_of_bids(one.bid for one in self.bids)

    @property
    def differs(self) -> bool:
        """Whether our own list has another number of bids than the notice or the statistics; winners alone are no list."""
        listed = any(one.bid.source is not BidSource.NOTICE for one in self.bids)
        return self.count is not None and (self.named > self.count or (listed and self.named != self.count))


@dataclass(frozen=True, slots=True)
class TenderBids:
    """The bids on a tender by lot, and what counts as local: it stands beside each figure."""

    tender: Tender
    lots: tuple[LotBids, ...]
    local_by: LocalBy
    unit_code: str = ""

    @property
    def known(self) -> bool:
        """Whether anything is known of bids."""
        return any(lot.bids or lot.result is not None for lot in self.lots)


@dataclass(frozen=True, slots=True)
class CompanyBid:
    """A bid of a company, with the tender it is on."""

    seen: SeenBid
    tender: Tender

    @property
    def lot_title(self) -> str:
        """The title of the lot, empty for a tender without lots."""
        number = self.seen.bid.lot
        return next((lot.title or lot.number for lot in self.tender.lots if lot.number == number), "")


class Bids:
    """The verbs for bids."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @cached_property
    def opening(self) -> OpeningLists:
        """Lists of bids from the opening, as files."""
        from outreach.services.opening_lists import OpeningLists

        return OpeningLists(self.database)

    # Reading ---------------------------------------------------------------------------------------------------------

    def of(self, tender_id: UUID) -> TenderBids:
        """Return the bids on a tender by lot, each lot that is known of once. Raises NotFound."""
        with self.database.read() as view:
            tender = the_tender(view, tender_id)
            unit = view.units.get(UNIT_ID)
            code = unit.code if unit is not None else ""
            bids = view.bids.of(tender_id)
            seen = _seen(view, bids, {tender.id: tender}, code)
            told = counts_told(view, tender)
        results = {one.number: one for one in tender.results}
        titles = {lot.number: lot.title for lot in tender.lots}
        numbers = dict.fromkeys([*titles, *results, *(bid.lot for bid in bids)]) or {"": None}
        lots = tuple(
            LotBids(
                number, titles.get(number, ""), results.get(number),
                tuple(one for one in seen if one.bid.lot == number), number in told,
            )
            for number in numbers
        )  # fmt: skip
        return TenderBids(tender, lots, unit.local_by if unit is not None else LocalBy.WORKPLACE, code)

    def of_company(self, company_id: UUID) -> list[CompanyBid]:
        """Return the bids of a company, the tender that was advertised last first."""
        with self.database.read() as view:
            unit = view.units.get(UNIT_ID)
            bids = view.bids.by(company_id)
            tenders = view.tenders.many(bid.tender for bid in bids)
            seen = _seen(view, bids, tenders, unit.code if unit is not None else "")
        found = [CompanyBid(one, tenders[one.bid.tender]) for one in seen]
        dated = {tender.id: (day.isoformat() if (day := advertised_on(tender)) else "") for tender in tenders.values()}
        return sorted(found, key=lambda one: dated[one.tender.id], reverse=True)

    # By hand ---------------------------------------------------------------------------------------------------------

    def keep_sheet(self, tender_id: UUID, drafts: Sequence[BidDraft], counts: Counts | None = None) -> Changes:
        """Let exactly these lines be the bids on a tender, with the numbers typed for lots, as one action.

        Raises InvalidInput, NotFound.
        """
        with self.database.work(TITLE, name="") as work:
            tender = the_tender(work, tender_id)
            known = {bid.id: bid for bid in work.bids.of(tender_id)}
            kept = [bid_of(work, tender, one, known.get(one.id) if one.id is not None else None) for one in drafts]
            keep_bids(work, tender, kept, counts)
            work.rename_action(TITLE, name=tender.title)
        return work.changes

    def add(self, tender_id: UUID, draft: BidDraft) -> Changes:
        """Add one bid. Raises InvalidInput, NotFound."""
        with self.database.work(TITLE, name="") as work:
            tender = the_tender(work, tender_id)
            _check_lot(tender, draft.lot)
            before = work.bids.of(tender_id)
            keep_bids(work, tender, [*before, bid_of(work, tender, draft, None)])
            work.rename_action(TITLE, name=tender.title)
        return work.changes

    def remove(self, bid_id: UUID) -> Changes:
        """Remove one bid. Raises NotFound."""
        return self._change(bid_id, None)

    def win(self, bid_id: UUID, *, won: bool = True) -> Changes:
        """Say that a bid won, or did not; the other members of its consortium with it. Raises NotFound."""
        return self._change(bid_id, won)

    def count(self, tender_id: UUID, lot: str, number: int | None) -> Changes:
        """Say how many bids a lot had, where only the number is known; None takes it back. Raises InvalidInput, NotFound."""
        with self.database.work(TITLE, name="") as work:
            tender = the_tender(work, tender_id)
            _check_lot(tender, lot)
            keep_bids(work, tender, work.bids.of(tender_id), {lot: number})
            work.rename_action(TITLE, name=tender.title)
        return work.changes

    # Who they are ----------------------------------------------------------------------------------------------------

    def link(self, bid_id: UUID, company_id: UUID) -> Changes:
        """Tie a bid, and all others of the same bidder that no company is known for, to a company. Raises NotFound."""
        with self.database.work(N_("Tied the bids of {name}"), name="") as work:
            company = work.companies.get(company_id)
            if company is None:
                raise NotFound(str(company_id))
            _tie(work, the_bid(work, bid_id), company)
            work.rename_action(N_("Tied the bids of {name}"), name=company.name)
        return work.changes

    def make_company(self, bid_id: UUID) -> tuple[Changes, UUID]:
        """Make a company of a bidder that the register does not know, and tie its bids to it. Raises NotFound, InvalidInput."""
        with self.database.work(N_("Added {name}"), name="") as work:
            bid = the_bid(work, bid_id)
            if bid.company is not None:
                raise InvalidInput(N_("Company"), N_("The bid is tied to a company already."))
            new = Company(name=bid.name, org_number=bid.org_number, municipality=bid.municipality, size=bid.size)
            company = Companies(self.database).keep(work, new)
            _tie(work, bid, company)
            work.rename_action(N_("Added {name}"), name=company.name)
        return work.changes, company.id

    def take_winners(self, tender_id: UUID | None = None) -> Changes:
        """Make the winners of the results of one tender, or of all, its bids: for those that came in before bids were kept."""
        with self.database.work(N_("Winners from result notices")) as work:
            tenders = [the_tender(work, tender_id)] if tender_id is not None else work.tenders.all()
            for tender in tenders:
                if any(one.winners for one in tender.results):
                    from_results(work, tender)
        return work.changes

    def fill_in(self) -> Changes:
        """Give bids of known companies the place and size that the companies' cards tell by now, where they had none."""
        with self.database.work(N_("Places and sizes of bidders")) as work:
            bids = work.bids.without_place_or_size()
            companies = work.companies.many(bid.company for bid in bids if bid.company is not None)
            for bid in bids:
                filled = as_company_tells(bid, companies.get(bid.company) if bid.company is not None else None)
                work.save(Kind.BID, filled)
        return work.changes

    def _change(self, bid_id: UUID, won: bool | None) -> Changes:
        with self.database.work(TITLE, name="") as work:
            bid = the_bid(work, bid_id)
            tender = the_tender(work, bid.tender)
            bids: list[Bid] = []
            for one in work.bids.of(tender.id):
                together = one.id == bid.id or bool(bid.joint and (one.joint, one.lot) == (bid.joint, bid.lot))
                if won is None:
                    bids += [] if one.id == bid.id else [one]
                else:
                    bids.append(replace(one, won=won) if together else one)
            keep_bids(work, tender, bids)
            work.rename_action(TITLE, name=tender.title)
        return work.changes


def the_tender(view: View, tender_id: UUID) -> Tender:
    """Return a tender. Raises NotFound."""
    found = view.tenders.get(tender_id)
    if found is None:
        raise NotFound(str(tender_id))
    return found


def the_bid(view: View, bid_id: UUID) -> Bid:
    """Return a bid. Raises NotFound."""
    found = view.bids.get(bid_id)
    if found is None:
        raise NotFound(str(bid_id))
    return found


def _check_lot(tender: Tender, lot: str) -> None:
    """Raise InvalidInput for a lot that the tender does not have, or for none where it has several."""
    numbers = [one.number for one in tender.lots] or [one.number for one in tender.results if one.number]
    if not numbers or lot in numbers or (not lot and only_lot(tender)):
        return
    reason = N_("Which lot? The tender has {lots}.")
    raise InvalidInput(N_("Lot"), reason, lots=", ".join(numbers[:20]))


def _seen(view: View, bids: Iterable[Bid], tenders: dict[UUID, Tender], code: str) -> list[SeenBid]:
    listed = list(bids)
    companies = view.companies.many(bid.company for bid in listed if bid.company is not None)
    first = view.bids.first_bids(bidder_key(bid) for bid in listed)
    found = []
    for bid in listed:
        company = companies.get(bid.company) if bid.company is not None else None
        day, earliest = advertised_on(tenders[bid.tender]), first.get(bidder_key(bid))
        new = None if day is None or earliest is None else earliest >= day
        found.append(SeenBid(bid, company.name if company is not None else "", locality(bid, code), new))
    return found


def _tie(work: Work, bid: Bid, company: Company) -> None:
    """Tie all untied bids of one bidder to a company."""
    for one in work.bids.of_bidder(bidder_key(bid)):
        if one.id != bid.id and one.company is None:
            work.save(Kind.BID, as_company_tells(one, company))
    # An officer who ties one bid means that one in any case, also where it was another company's.
    own = bid if bid.company is None else replace(bid, municipality="", workplaces=(), size=SizeClass.UNKNOWN)
    work.save(Kind.BID, as_company_tells(own, company))


def is_bidder(bids: Iterable[Bid], company: Company) -> bool:
    """Say whether a company is among bidders: by its record, its number or its name."""
    return any(same_bidder(bid, company.name, company.org_number, company) for bid in bids)
