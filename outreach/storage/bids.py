"""Bids, and why companies did not bid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table, false, func, or_, select

from outreach.domain.bid import Bid, NoBid, bidder_key
from outreach.domain.company import SizeClass
from outreach.domain.record import Kind
from outreach.storage import tables
from outreach.storage.store import SLICE, Store


class BidStore(Store[Bid]):
    """The bids, one record for each bidder of a bid on a lot."""

    kind: ClassVar[Kind] = Kind.BID
    table: ClassVar[Table] = tables.bid
    record_type = Bid

    def columns_of(self, record: Bid) -> dict[str, Any]:
        """What figures count and compare."""
        names = ("tender", "lot", "company", "won", "valid", "municipality", "nuts", "joint")
        return {name: getattr(record, name) for name in names} | {
            "bidder": bidder_key(record),
            "workplaces": f" {' '.join(record.workplaces)} " if record.workplaces else "",
            "size": record.size.value,
            "value_hundredths": record.value.hundredths if record.value else None,
        }

    def of(self, tender: UUID) -> list[Bid]:
        """Return the bids on a tender, in the order in which they were kept."""
        return self.all(self.table.c.tender == tender)

    def by(self, company: UUID) -> list[Bid]:
        """Return the bids of a company, in the order in which they were kept."""
        return self.all(self.table.c.company == company)

    def of_bidder(self, bidder: str) -> list[Bid]:
        """Return the bids of one bidder (`bidder_key`), in the order in which they were kept."""
        return self.all(self.table.c.bidder == bidder)

    def first_bids(self, bidders: Iterable[str]) -> dict[str, date]:
        """Return when each of these bidders (`bidder_key`) first bid: the day on which that tender was advertised."""
        c, tender = self.table.c, tables.tender.c
        wanted = list(dict.fromkeys(bidders))
        found: dict[str, date] = {}
        for start in range(0, len(wanted), SLICE):
            part = c.bidder.in_(wanted[start : start + SLICE]), tender.advertised.is_not(None)
            rows = select(c.bidder, func.min(tender.advertised)).join(tables.tender, tender.id == c.tender).where(*part)
            found |= {row[0]: row[1] for row in self.connection.execute(rows.group_by(c.bidder))}
        return found

    def without_place_or_size(self) -> list[Bid]:
        """Return the bids of known companies of which place or size is not known."""
        c = self.table.c
        return self.all(c.company.is_not(None), (c.municipality == "") | (c.size == SizeClass.UNKNOWN.value))


class NoBidStore(Store[NoBid]):
    """Why companies did not bid."""

    kind: ClassVar[Kind] = Kind.NO_BID
    table: ClassVar[Table] = tables.no_bid
    record_type = NoBid

    def columns_of(self, record: NoBid) -> dict[str, Any]:
        """Tender, company, reason and moment."""
        return {"tender": record.tender, "company": record.company, "reason": record.reason.value, "at": record.at}

    def of(self, tender: UUID) -> list[NoBid]:
        """Return the reasons given about a tender, the oldest first."""
        return sorted(self.all(self.table.c.tender == tender), key=lambda one: one.at)

    def about(self, codes: Sequence[str], but: UUID, most: int) -> list[NoBid]:
        """Return the latest `most` reasons given about tenders with these CPV codes (prefixes), all but one tender's."""
        c, term = self.table.c, tables.term.c
        fits = or_(*((term.value >= code) & (term.value < f"{code}:") for code in codes)) if codes else false()
        owners = select(term.owner).where(term.field == "cpv", term.kind == Kind.TENDER.value, fits)
        wanted = self._wanted(c.tender.in_(owners), c.tender != but).order_by(None).order_by(c.at.desc(), c.row).limit(most)
        return self._records(wanted, {})

    def by(self, company: UUID) -> list[NoBid]:
        """Return the reasons that a company gave, the oldest first."""
        return sorted(self.all(self.table.c.company == company), key=lambda one: one.at)
