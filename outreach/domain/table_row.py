"""What one row of a table of tenders says, before rows of the same purchase are put together."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.tender import Lot, Tender


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One row: the tender as this row tells it, its lot if it has one, and what ties it to other rows.

    `purchase` is the number that rows of one purchase share (empty: the row stands alone), with the buyer it belongs to.
    `own_id` is the id that our own export wrote. `bids` is how many bids the lot had, `won` how many of its winners are of which
    size, as (code, number) with a code such as "won-small": statistics tell sizes of winners, and no names.
    """

    line: int
    tender: Tender
    lot: Lot | None = None
    purchase: str = ""
    buyer_number: str = ""
    own_id: str = ""
    bids: int | None = None
    won: tuple[tuple[str, int], ...] = ()
