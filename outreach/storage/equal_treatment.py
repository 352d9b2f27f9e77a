"""What must reach everyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table, or_

from outreach.domain.equal_treatment import Disclosure
from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.storage import tables
from outreach.storage.store import Store


class DisclosureStore(Store[Disclosure]):
    """What one supplier was told and all shall know."""

    kind: ClassVar[Kind] = Kind.DISCLOSURE
    table: ClassVar[Table] = tables.disclosure
    record_type = Disclosure

    def columns_of(self, record: Disclosure) -> dict[str, Any]:
        """Tender, conversation, and when it was opened and published."""
        return {name: getattr(record, name) for name in ("tender", "meeting", "opened", "published")}

    def words_of(self, record: Disclosure) -> str:
        """The information, as given and as published."""
        return index_text(record.text, record.published_text, record.where)

    def open_ones(self) -> list[Disclosure]:
        """Return those that are still to be published, the oldest first."""
        return sorted(self.all(self.table.c.published.is_(None)), key=lambda one: one.opened)

    def of_tender(self, tender: UUID) -> list[Disclosure]:
        """Return those of a tender, the oldest first."""
        return sorted(self.all(self.table.c.tender == tender), key=lambda one: one.opened)

    def of_meeting(self, meeting: UUID) -> list[Disclosure]:
        """Return those that a conversation opened, the oldest first."""
        return sorted(self.all(self.table.c.meeting == meeting), key=lambda one: one.opened)

    def published_of(self, meetings: Sequence[UUID]) -> list[Disclosure]:
        """Return the published ones that these conversations (at most `SLICE`) opened."""
        c = self.table.c
        return self.all(c.meeting.in_(meetings), c.published.is_not(None))

    def using(self, record_id: UUID) -> list[Disclosure]:
        """Return those that name a tender or a conversation."""
        c = self.table.c
        return self.all(or_(c.tender == record_id, c.meeting == record_id))
