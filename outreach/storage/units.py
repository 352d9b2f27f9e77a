"""The unit and its officers."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Table

from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.domain.unit import Officer, Unit
from outreach.storage import tables
from outreach.storage.store import Store


class UnitStore(Store[Unit]):
    """The one unit of the workspace."""

    kind: ClassVar[Kind] = Kind.UNIT
    table: ClassVar[Table] = tables.unit
    record_type = Unit

    def columns_of(self, record: Unit) -> dict[str, Any]:
        """Nothing beside the body."""
        del record
        return {}


class OfficerStore(Store[Officer]):
    """The officers."""

    kind: ClassVar[Kind] = Kind.OFFICER
    table: ClassVar[Table] = tables.officer
    record_type = Officer

    def columns_of(self, record: Officer) -> dict[str, Any]:
        """Name and order."""
        return {"name": record.name, "sort": sort_key(record.name)}
