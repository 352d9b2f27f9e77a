"""Follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, or_, select

from outreach.domain.follow_up import FollowUp
from outreach.domain.record import Kind
from outreach.storage import tables
from outreach.storage.people import shown_name
from outreach.storage.store import SLICE, Store


class FollowUpStore(Store[FollowUp]):
    """What was promised."""

    kind: ClassVar[Kind] = Kind.FOLLOW_UP
    table: ClassVar[Table] = tables.follow_up
    record_type = FollowUp

    def columns_of(self, record: FollowUp) -> dict[str, Any]:
        """Due, done and for whom."""
        names = ("due", "done", "officer", "person", "company", "meeting")
        return {name: getattr(record, name) for name in names}

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """Names of those it is promised to."""
        c = self.table.c
        return {
            "due": c.due,
            "done": c.done,
            "person": shown_name(c.person),
            "company": select(tables.company.c.name).where(tables.company.c.id == c.company).scalar_subquery(),
        }

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """The promise as a list shows it."""
        links = {"person_id": body["person"], "company_id": body["company"]}
        return values | links | {"text": body["text"], "officer": body["officer"]}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """By day."""
        return {"due": (self.table.c.due,)}[name]

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Open or done, due by a day, by officer, for a person or company."""
        c = self.table.c
        if name == "state":
            return c.done.is_(None) if values[0] == "open" else c.done.is_not(None)
        if name == "due_by":
            return c.due <= date.fromisoformat(values[0])
        if name == "officer":
            return c.officer.in_(values)
        if name in ("person", "company"):
            return c[name].in_([UUID(value) for value in values])
        return super().filter_condition(name, values)

    def using(self, record_id: UUID) -> list[FollowUp]:
        """Return the follow-ups that name a person, company or meeting."""
        c = self.table.c
        return self.all(or_(c.person == record_id, c.company == record_id, c.meeting == record_id))

    def from_meetings(self, meetings: Sequence[UUID]) -> list[FollowUp]:
        """Return the follow-ups that were promised in these conversations."""
        found: list[FollowUp] = []
        for start in range(0, len(meetings), SLICE):
            found += self.all(self.table.c.meeting.in_(meetings[start : start + SLICE]))
        return found
