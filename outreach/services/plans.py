"""Plans of events: what to do, bring and print, who stands where, whom we hope to meet, and how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.plan import Plan
from outreach.domain.record import Kind
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Work


class Plans(Records[Plan]):
    """The verbs for plans."""

    kind: ClassVar[Kind] = Kind.PLAN

    def title_of(self, record: Plan) -> str:
        """A plan goes by the name of its event."""
        with self.database.read() as view:
            event = view.events.get(record.event)
        return event.title if event else ""

    def of(self, event_id: UUID) -> Plan:
        """Return the plan of an event; an empty, unsaved one when it has none."""
        with self.database.read() as view:
            return view.plans.of(event_id) or Plan(event=event_id)

    def checked(self, work: Work, record: Plan) -> Plan:
        """Return the plan as it is kept."""
        return record
