"""One truth on when a contract ends: where a tender has contracts, theirs; else what the tender itself says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.contract_days import last_day
from outreach.domain.tender import Stage, Tender

if TYPE_CHECKING:
    from outreach.storage.work import View


def as_contracted(tender: Tender, ends: Mapping[UUID, date | None]) -> Tender:
    """Return a tender with the last day of its contracts; an unknown one does not take the place of a known one."""
    end = ends.get(tender.id)
    return replace(tender, contract_end=end) if end is not None and end != tender.contract_end else tender


def ending(view: View, first: date, last: date) -> list[Tender]:
    """Return the tenders whose contracts end from `first` to `last` (both included), the soonest first, as they are contracted.

    What they may still be extended by is what their contracts have left.
    """
    ends = view.contracts.ends_by_tender()
    found = {one.id: one for one in view.tenders.ending(first, last)}
    late = (tender for tender, end in ends.items() if end is not None and first <= end <= last)
    found |= {one.id: one for one in view.tenders.many(late).values() if one.stage is not Stage.CANCELLED}
    whole = (_with_options(view, as_contracted(one, ends)) if one.id in ends else one for one in found.values())
    within = [one for one in whole if one.contract_end is not None and first <= one.contract_end <= last]
    return sorted(within, key=lambda one: (one.contract_end or date.max, one.title.casefold()))


def _with_options(view: View, tender: Tender) -> Tender:
    """Return a tender with the months that the contract which ends last has left; those of the tender where none is told."""
    contracts = view.contracts.of_tender(tender.id)
    latest = max(contracts, key=lambda one: last_day(one) or date.min)
    left = sum(option.months for option in latest.options if option.used is None)
    return replace(tender, option_months=left or None)
