"""What was printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table, select

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

    def terms_of(self, record: Printing) -> Iterable[tuple[str, str]]:
        """The tenders that stood on it."""
        return [("printed", str(one)) for one in record.tenders]

    def using(self, tender: UUID) -> list[Printing]:
        """Return what was printed about a tender, the latest first."""
        return _latest_first(self.by_term("printed", str(tender)))

    def alike(self, handout: str, event: UUID | None) -> list[Printing]:
        """Return what was printed of a kind for an event, or for none, the earliest first."""
        column = self.table.c
        found = self.all(column.handout == handout, column.event.is_(None) if event is None else column.event == event)
        return sorted(found, key=lambda one: one.at)

    def latest(self, most: int) -> list[Printing]:
        """Return what was printed last, the latest first."""
        last = select(self.table.c.id).order_by(self.table.c.at.desc()).limit(most)
        return _latest_first(self.all(self.table.c.id.in_(last)))

    def of(self, event: UUID) -> list[Printing]:
        """Return what was printed for an event, the latest first."""
        return _latest_first(self.all(self.table.c.event == event))


def _latest_first(printings: list[Printing]) -> list[Printing]:
    """Of two at the same moment the one that was kept later stands first."""
    return sorted(printings, key=lambda one: one.at)[::-1]
