"""What events gave, for the effect page: the figures of `services/yields.py`, counted by the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.effect import EventGave
from outreach.domain.event_yield import Yield
from outreach.domain.record import from_plain
from outreach.domain.tender import Money
from outreach.services.yields import sum_of_costs
from outreach.storage import effect_talks as talks

if TYPE_CHECKING:
    from outreach.storage.effect import Scope
    from outreach.storage.work import View


def gave_of(view: View, scope: Scope, now: datetime, year: int) -> tuple[tuple[EventGave, ...], Yield, Yield]:
    """Return what each event of the time gave, all together, and those of its last year together."""
    new: dict[UUID, set[UUID]] = defaultdict(set)
    for event, company in talks.first_met(view.connection, scope, now):
        new[event].add(company)
    found = [_one(row, len(new[row[0]])) for row in talks.events(view.connection, scope, now)]
    whole, lately = talks.companies_at_events(view.connection, scope, now, year)
    last = [one for one in found if one.day.year == year]
    return tuple(found), _together(found, new, whole), _together(last, new, lately)


def _one(row: Sequence[Any], new: int) -> EventGave:
    event, title, start, planned, hours, cost, conversations, companies = row
    spent = from_plain(Money, cost) if cost else None
    gave = Yield(
        event=None,
        conversations=conversations,
        companies=companies,
        new_companies=new,
        hours=hours or 0.0,
        cost=spent,
        with_hours=int(planned is not None and bool(hours)),
        with_cost=int(spent is not None),
        new_with_hours=new if hours else 0,
        new_with_cost=new if spent is not None else 0,
    )
    return EventGave(event, title, start.date(), gave)


def _together(found: Sequence[EventGave], new: Mapping[UUID, set[UUID]], companies: int) -> Yield:
    """Return the sum; a company that was met for the first time at two events in the same instant counts once."""
    every = [one.gave for one in found]

    def met(events: Sequence[EventGave]) -> int:
        return len(set().union(*(new[one.event] for one in events)))

    return replace(
        Yield(event=None),
        events=len(found),
        conversations=sum(one.conversations for one in every),
        companies=companies,
        new_companies=met(found),
        hours=sum(one.hours for one in every),
        cost=sum_of_costs([one.cost for one in every if one.cost is not None]),
        with_hours=sum(one.with_hours for one in every),
        with_cost=sum(one.with_cost for one in every),
        new_with_hours=met([one for one in found if one.gave.with_hours]),
        new_with_cost=met([one for one in found if one.gave.with_cost]),
    )
