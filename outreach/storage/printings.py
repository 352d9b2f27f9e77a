"""What was printed."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table

from outreach.domain.printing import Printing
from outreach.domain.record import Kind
from outreach.storage import tables
from outreach.storage.store import Store


class PrintingStore(Store[Printing]):
    """What was printed, one record each time."""

    kind: ClassVar[Kind] = Kind.PRINTING
    table: ClassVar[Table] = tables.printing
    record_type = Printing

    def columns_of(self, record: Printing) -> dict[str, Any]:
        """The event, the moment, what it was, and which version."""
        return {"event": record.event, "at": record.at, "handout": record.handout, "digest": record.digest}

    def of(self, event: UUID) -> list[Printing]:
        """Return what was printed for an event, the latest first."""
        return sorted(self.all(self.table.c.event == event), key=lambda one: one.at, reverse=True)
