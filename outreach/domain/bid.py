"""A bid: who offered on which lot, from where, how big a company it is; and why a company that knew of a tender did not bid.

"Local" has no official definition in Swedish statistics: the unit chooses one (`LocalBy`), and it stands beside each figure.
Places and sizes are those of the day of the bid; what nobody knows stays unknown and is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from outreach.domain.company import SizeClass, name_key
from outreach.domain.record import Record
from outreach.domain.tender import Money
from outreach.language import N_


class BidSource(StrEnum):
    """Where we know of a bid from."""

    HAND = "hand"
    OPENING = "opening"
    NOTICE = "notice"


BID_SOURCE_LABELS = {
    BidSource.HAND: N_("Written by hand"),
    BidSource.OPENING: N_("List of tenders from the opening"),
    BidSource.NOTICE: N_("Result notice"),
}


class Locality(StrEnum):
    """Where a bidder is, seen from our municipality; the nearest that is true."""

    SEAT = "seat"
    WORKPLACE = "workplace"
    COUNTY = "county"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


LOCALITY_LABELS = {
    Locality.SEAT: N_("Seat in the municipality"),
    Locality.WORKPLACE: N_("Workplace in the municipality"),
    Locality.COUNTY: N_("In the same county"),
    Locality.ELSEWHERE: N_("Elsewhere"),
    Locality.UNKNOWN: N_("Place not known"),
}


class LocalBy(StrEnum):
    """What counts as local: the seat alone, a workplace too, or the whole county."""

    SEAT = "seat"
    WORKPLACE = "workplace"
    COUNTY = "county"


LOCAL_BY_LABELS = {
    LocalBy.SEAT: N_("Local: registered office in the municipality"),
    LocalBy.WORKPLACE: N_("Local: registered office or workplace in the municipality"),
    LocalBy.COUNTY: N_("Local: registered office or workplace in the county"),
}

#: Which places count as local under each definition.
LOCAL = {
    LocalBy.SEAT: (Locality.SEAT,),
    LocalBy.WORKPLACE: (Locality.SEAT, Locality.WORKPLACE),
    LocalBy.COUNTY: (Locality.SEAT, Locality.WORKPLACE, Locality.COUNTY),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid(Record):
    """One bid on one lot (`lot` is the lot's number; empty for a tender without lots).

    `name` and `org_number` (10 digits or empty, never a sole trader's) are as the source has them; `company` is the record they
    were recognised as. `municipality` (SCB's code) and `nuts` say where the bidder's seat is, `workplaces` the municipality codes
    of further workplaces, `size` the EU definition's class (2003/361/EC); each empty or unknown where nobody knows. `joint` is
    shared by the members of one consortium's bid, which is one bid of several bidders. `opened` is the day of the opening.
    `valid` is False for a bid that was rejected.
    """

    tender: UUID
    lot: str = ""
    company: UUID | None = None
    name: str
    org_number: str = ""
    value: Money | None = None
    won: bool = False
    valid: bool = True
    municipality: str = ""
    nuts: str = ""
    workplaces: tuple[str, ...] = ()
    size: SizeClass = SizeClass.UNKNOWN
    joint: str = ""
    source: BidSource = BidSource.HAND
    opened: date | None = None
    note: str = ""


def bidder_key(bid: Bid) -> str:
    """Return what tells bidders apart: the company's id where it is known, else its number, else its name."""
    if bid.company is not None:
        return str(bid.company)
    return f"org:{bid.org_number}" if bid.org_number else f"name:{name_key(bid.name)}"


def number_of_bids(bids: Iterable[Bid]) -> int:
    """Return how many bids these are: the members of a consortium share one."""
    return len({bid.joint or str(bid.id) for bid in bids})


def number_of_bidders(bids: Iterable[Bid]) -> int:
    """Return how many different bidders stand behind these bids, each member of a consortium counted."""
    return len({bidder_key(bid) for bid in bids})


class NoBidReason(StrEnum):
    """Why a company that was met or notified did not bid; the order is that of the keys 1 to 9 and 0."""

    TIME = "time"
    SIZE = "size"
    REQUIREMENT = "requirement"
    PRICE = "price"
    NOT_SEEN = "not_seen"
    LANGUAGE = "language"
    CAPACITY = "capacity"
    NOT_OURS = "not_ours"
    OTHER = "other"
    NO_ANSWER = "no_answer"


NO_BID_LABELS = {
    NoBidReason.TIME: N_("Too little time"),
    NoBidReason.SIZE: N_("The contract was too big"),
    NoBidReason.REQUIREMENT: N_("A requirement"),
    NoBidReason.PRICE: N_("The price model"),
    NoBidReason.NOT_SEEN: N_("Did not see it"),
    NoBidReason.LANGUAGE: N_("Hard to understand"),
    NoBidReason.CAPACITY: N_("No capacity now"),
    NoBidReason.NOT_OURS: N_("Not what they do"),
    NoBidReason.OTHER: N_("Another reason"),
    NoBidReason.NO_ANSWER: N_("Asked, no answer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoBid(Record):
    """Why one company did not bid on one tender, as it told `officer` at `at` (aware, UTC)."""

    tender: UUID
    company: UUID
    reason: NoBidReason
    note: str = ""
    officer: str = ""
    at: datetime
