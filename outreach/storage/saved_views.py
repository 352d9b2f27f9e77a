"""Saved views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Table

from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import Store


class SavedViewStore(Store[SavedView]):
    """The saved views of all kinds of record."""

    kind: ClassVar[Kind] = Kind.VIEW
    table: ClassVar[Table] = tables.saved_view
    record_type = SavedView

    def columns_of(self, record: SavedView) -> dict[str, Any]:
        """Name, order, and of what."""
        return {"name": record.name, "sort": sort_key(record.name), "of": record.of.value}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """Swedish order."""
        return {"name": (self.table.c.sort,)}[name]

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Of a kind."""
        if name == "of":
            return self.table.c.of.in_(values)
        return super().filter_condition(name, values)

    def of(self, kind: Kind) -> list[SavedView]:
        """Return the views of a kind, in Swedish order."""
        return sorted(self.all(self.table.c.of == kind.value), key=lambda view: sort_key(view.name))
