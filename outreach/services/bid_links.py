"""What becomes of bids, and of the reasons for none, when a tender or a company goes, or two become one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.bid import Bid, BidSource, bidder_key
from outreach.domain.company import SizeClass
from outreach.domain.record import Kind

if TYPE_CHECKING:
    from outreach.storage.work import Work


def detach_bids_of_tender(work: Work, tender: UUID) -> None:
    """Remove the bids on a tender that goes, and the reasons why companies did not bid on it."""
    for bid in work.bids.of(tender):
        work.delete(Kind.BID, bid.id)
    for told in work.no_bids.of(tender):
        work.delete(Kind.NO_BID, told.id)


def detach_bids_of_company(work: Work, company: UUID) -> None:
    """Keep the bids of a company that goes, by name: they were made. Its reasons go with it."""
    for bid in work.bids.by(company):
        work.save(Kind.BID, replace(bid, company=None))
    for told in work.no_bids.by(company):
        work.delete(Kind.NO_BID, told.id)


def move_bids(work: Work, old: UUID, new: UUID) -> None:
    """Let the bids and reasons of one company be those of another; of two reasons about one tender the later stays."""
    for bid in work.bids.by(old):
        twin = next((one for one in work.bids.by(new) if _is_the_same(one, bid)), None)
        if twin is None:
            work.save(Kind.BID, replace(bid, company=new))
            continue
        # The notice and the opening list had two names for one company: one bid, with what both tell.
        stays, goes = (twin, bid) if bid.source is BidSource.NOTICE else (bid, twin)
        work.delete(Kind.BID, goes.id)
        work.save(Kind.BID, replace(_both(stays, goes), company=new))
    there = {one.tender: one for one in work.no_bids.by(new)}
    for told in work.no_bids.by(old):
        known = there.get(told.tender)
        if known is None:
            work.save(Kind.NO_BID, replace(told, company=new))
            continue
        later, earlier = (told, known) if told.at > known.at else (known, told)
        note = "\n".join(dict.fromkeys(part for part in (later.note, earlier.note) if part))
        kept = replace(known, reason=later.reason, at=later.at, officer=later.officer, note=note)
        work.delete(Kind.NO_BID, told.id)
        work.save(Kind.NO_BID, kept)


def move_bids_to_tender(work: Work, old: UUID, new: UUID) -> None:
    """Let the bids on one tender, and the reasons, be those of the tender that takes it in; one bid told of twice is one."""
    kept = {(one.lot, one.joint, bidder_key(one)): one for one in work.bids.of(new)}
    for bid in work.bids.of(old):
        twin = kept.get((bid.lot, bid.joint, bidder_key(bid)))
        if twin is None:
            work.save(Kind.BID, replace(bid, tender=new))
            continue
        stays, goes = (twin, bid) if bid.source is BidSource.NOTICE else (bid, twin)
        work.delete(Kind.BID, goes.id)
        work.save(Kind.BID, replace(_both(stays, goes), tender=new))
    there = {one.company for one in work.no_bids.of(new)}
    for told in work.no_bids.of(old):
        if told.company in there:
            work.delete(Kind.NO_BID, told.id)
        else:
            work.save(Kind.NO_BID, replace(told, tender=new))


def _is_the_same(one: Bid, other: Bid) -> bool:
    """Say whether two bids on a lot can only be one: a notice tells of the one, something else of the other."""
    same = (one.tender, one.lot) == (other.tender, other.lot)
    return same and (one.source is BidSource.NOTICE) != (other.source is BidSource.NOTICE)


def _both(stays: Bid, goes: Bid) -> Bid:
    return replace(
        stays,
        org_number=stays.org_number or goes.org_number,
        value=stays.value or goes.value,
        won=stays.won or goes.won,
        municipality=stays.municipality or goes.municipality,
        nuts=stays.nuts or goes.nuts,
        workplaces=stays.workplaces or goes.workplaces,
        size=goes.size if stays.size is SizeClass.UNKNOWN else stays.size,
        joint=stays.joint or goes.joint,
    )
