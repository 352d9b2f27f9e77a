"""Plans of events, and the unit's templates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table, or_, select

from outreach.domain.plan import EventTemplate, Plan
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import SLICE, Store


class PlanStore(Store[Plan]):
    """The plans, one an event."""

    kind: ClassVar[Kind] = Kind.PLAN
    table: ClassVar[Table] = tables.plan
    record_type = Plan

    def columns_of(self, record: Plan) -> dict[str, Any]:
        """Whose plan."""
        return {"event": record.event}

    def of(self, event: UUID) -> Plan | None:
        """Return the plan of an event, or None."""
        return next(iter(self.all(self.table.c.event == event)), None)

    def near(self, first: datetime, last: datetime) -> dict[UUID, Plan]:
        """Return the plans of the events that begin between two instants, or are series begun before `last`; by event."""
        event = tables.event.c
        begins = or_(event.starts >= first, event.recurring)
        wanted = select(event.id).where(event.starts < last, begins)
        return {plan.event: plan for plan in self.all(self.table.c.event.in_(wanted))}

    def of_events(self, events: Iterable[UUID]) -> dict[UUID, Plan]:
        """Return the plans of events, by event."""
        wanted = list(dict.fromkeys(events))
        found: dict[UUID, Plan] = {}
        for start in range(0, len(wanted), SLICE):
            plans = self.all(self.table.c.event.in_(wanted[start : start + SLICE]))
            found |= {plan.event: plan for plan in plans}
        return found

    def using(self, record_id: UUID) -> list[Plan]:
        """Return the plans that hope for a company or a person. There are as many plans as events: they are looked through."""
        found = self.all(self.table.c.body["hopes"].as_string().contains(str(record_id)))
        return [plan for plan in found if any(record_id in (hope.company, hope.person) for hope in plan.hopes)]


class TemplateStore(Store[EventTemplate]):
    """The templates that the unit made or changed."""

    kind: ClassVar[Kind] = Kind.TEMPLATE
    table: ClassVar[Table] = tables.template
    record_type = EventTemplate

    def columns_of(self, record: EventTemplate) -> dict[str, Any]:
        """Name and order."""
        return {"name": record.name, "sort": sort_key(record.name)}
