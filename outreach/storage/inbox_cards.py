"""Cards to type in, and the pictures of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, func, or_, select

from outreach.domain.inbox_card import InboxCard
from outreach.domain.record import Kind
from outreach.storage import tables
from outreach.storage.store import Store


class InboxCardStore(Store[InboxCard]):
    """The card inbox."""

    kind: ClassVar[Kind] = Kind.INBOX_CARD
    table: ClassVar[Table] = tables.inbox_card
    record_type = InboxCard

    def columns_of(self, record: InboxCard) -> dict[str, Any]:
        """When, done, and what it belongs to."""
        return {name: getattr(record, name) for name in ("at", "done", "event", "meeting", "picture")}

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """When."""
        return {"at": self.table.c.at, "done": self.table.c.done}

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """The card as a list shows it."""
        names = ("person", "company", "title", "contact", "note", "officer", "text", "picture")
        return values | {name: body[name] for name in names}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """By time."""
        return {"at": (self.table.c.at,)}[name]

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Open or done; handed over at an event."""
        c = self.table.c
        if name == "state":
            return c.done.is_(None) if values[0] == "open" else c.done.is_not(None)
        if name == "event":
            return c.event.in_([UUID(value) for value in values])
        return super().filter_condition(name, values)

    def count_open(self) -> int:
        """Return how many cards wait."""
        wanted = select(func.count()).select_from(self.table).where(self.table.c.done.is_(None))
        return self.connection.execute(wanted).scalar_one()

    def using(self, record_id: UUID) -> list[InboxCard]:
        """Return the cards that name an event or a conversation."""
        c = self.table.c
        return self.all(or_(c.event == record_id, c.meeting == record_id))
