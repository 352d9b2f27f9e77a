"""Bids, and why companies did not bid."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table

from outreach.domain.bid import Bid, NoBid, bidder_key
from outreach.domain.record import Kind
from outreach.storage import tables
from outreach.storage.store import Store


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

    def by(self, company: UUID) -> list[NoBid]:
        """Return the reasons that a company gave, the oldest first."""
        return sorted(self.all(self.table.c.company == company), key=lambda one: one.at)
