"""Pairs that are not the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table, or_, select

from outreach.domain.apart import Apart, pair
from outreach.domain.record import Kind
from outreach.storage import tables
from outreach.storage.store import Store


class ApartStore(Store[Apart]):
    """The pairs that an officer has told apart."""

    kind: ClassVar[Kind] = Kind.APART
    table: ClassVar[Table] = tables.apart
    record_type = Apart

    def columns_of(self, record: Apart) -> dict[str, Any]:
        """Both sides."""
        return {"of": record.of.value, "one": record.one, "other": record.other}

    def pairs(self, of: Kind) -> set[tuple[UUID, UUID]]:
        """Return all pairs of a kind, the smaller id first."""
        c = self.table.c
        wanted = select(c.one, c.other).where(c.of == of.value)
        return {(row.one, row.other) for row in self.connection.execute(wanted)}

    def between(self, first: UUID, second: UUID) -> Apart | None:
        """Return what was said of two records, or None."""
        one, other = pair(first, second)
        found = self.all(self.table.c.one == one, self.table.c.other == other)
        return found[0] if found else None

    def using(self, ids: Iterable[UUID]) -> list[Apart]:
        """Return the pairs with one of these records."""
        wanted = list(ids)
        return self.all(or_(self.table.c.one.in_(wanted), self.table.c.other.in_(wanted)))
