"""Messages to guests, and what came back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table, or_

from outreach.domain.invitation import Delivery, Invitation
from outreach.domain.record import Kind
from outreach.domain.reply import Reply, ReplyState
from outreach.storage import tables
from outreach.storage.store import Store


class InvitationStore(Store[Invitation]):
    """The messages."""

    kind: ClassVar[Kind] = Kind.INVITATION
    table: ClassVar[Table] = tables.invitation
    record_type = Invitation

    def columns_of(self, record: Invitation) -> dict[str, Any]:
        """Of what, to whom, when, and how far it has come."""
        values = {name: getattr(record, name) for name in ("event", "guest", "at", "uid")}
        return values | {"delivery": record.delivery.value}

    def of_event(self, event: UUID) -> list[Invitation]:
        """Return the messages about an event, in the order they were made."""
        return sorted(self.all(self.table.c.event == event), key=lambda one: one.at)

    def with_uid(self, uid: str) -> list[Invitation]:
        """Return the messages that carry a UID, in the order they were made."""
        return sorted(self.all(self.table.c.uid == uid), key=lambda one: one.at)

    def with_delivery(self, deliveries: Iterable[Delivery]) -> list[Invitation]:
        """Return the messages that have come this far, in the order they were made."""
        wanted = [one.value for one in deliveries]
        return sorted(self.all(self.table.c.delivery.in_(wanted)), key=lambda one: one.at)

    def using(self, record_id: UUID) -> list[Invitation]:
        """Return the messages that name an event or a guest."""
        c = self.table.c
        return self.all(or_(c.event == record_id, c.guest == record_id))


class ReplyStore(Store[Reply]):
    """The answers as they were read."""

    kind: ClassVar[Kind] = Kind.REPLY
    table: ClassVar[Table] = tables.reply
    record_type = Reply

    def columns_of(self, record: Reply) -> dict[str, Any]:
        """To what, from whom, when, and what was done."""
        values = {name: getattr(record, name) for name in ("event", "guest", "received", "uid")}
        return values | {"state": record.state.value}

    def of_event(self, event: UUID) -> list[Reply]:
        """Return the answers to an event, in the order they came in."""
        return sorted(self.all(self.table.c.event == event), key=lambda one: one.received)

    def with_uid(self, uid: str) -> list[Reply]:
        """Return the answers that carry a UID, in the order they came in."""
        return sorted(self.all(self.table.c.uid == uid), key=lambda one: one.received)

    def pending(self) -> list[Reply]:
        """Return the answers that wait for an officer, in the order they came in."""
        return sorted(self.all(self.table.c.state == ReplyState.PENDING.value), key=lambda one: one.received)

    def using(self, record_id: UUID) -> list[Reply]:
        """Return the answers that name an event or a guest."""
        c = self.table.c
        return self.all(or_(c.event == record_id, c.guest == record_id))
