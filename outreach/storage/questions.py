"""Questions: their wording, and how often each was asked, counted from the conversations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, func, select

from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import SLICE, Store


class QuestionStore(Store[Question]):
    """The questions."""

    kind: ClassVar[Kind] = Kind.QUESTION
    table: ClassVar[Table] = tables.question
    record_type = Question

    def columns_of(self, record: Question) -> dict[str, Any]:
        """The wording and its order."""
        return {"text": record.text, "sort": sort_key(record.text[:80])}

    def words_of(self, record: Question) -> str:
        """The wording and the tags."""
        return index_text(record.text, *record.tags)

    def terms_of(self, record: Question) -> Iterable[tuple[str, str]]:
        """Tags."""
        yield from (("tag", tag) for tag in record.tags)

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """How often, and when last."""
        met = tables.meeting.c
        asked = select(func.count()).select_from(tables.meeting).where(met.question == self.table.c.id)
        last = select(func.max(met.at)).where(met.question == self.table.c.id)
        return {"asked": asked.scalar_subquery(), "last_asked": last.scalar_subquery()}

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """The question as a list shows it."""
        return values | {"text": body["text"], "tags": body["tags"]}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """Swedish order, or the figures."""
        c = self.table.c
        if name == "text":
            return (c.sort,)
        return (self.list_columns()[name],)

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Asked at an event; about a tender; exact terms."""
        if name == "event":
            asked = tables.meeting.c.event.in_([UUID(value) for value in values])
            return self.table.c.id.in_(select(tables.meeting.c.question).where(asked, tables.meeting.c.question.is_not(None)))
        return super().filter_condition(name, values)

    def counts(
        self,
        ids: Sequence[UUID],
        event: UUID | None = None,
        since: datetime | None = None,
        before: datetime | None = None,
    ) -> dict[UUID, int]:
        """Return how often each question was asked: anywhere or at one event, ever or within a time."""
        met = tables.meeting.c
        wanted = select(met.question, func.count()).where(met.question.in_(ids)).group_by(met.question)
        if event is not None:
            wanted = wanted.where(met.event == event)
        if since is not None:
            wanted = wanted.where(met.at >= since)
        if before is not None:
            wanted = wanted.where(met.at < before)
        return {one: count for one, count in self.connection.execute(wanted).all() if one is not None}

    def facts(self, ids: Sequence[UUID]) -> dict[UUID, tuple[int, datetime | None]]:
        """Return how often each question was asked, and when last."""
        met = tables.meeting.c
        found: dict[UUID, tuple[int, datetime | None]] = {}
        for start in range(0, len(ids), SLICE):
            wanted = select(met.question, func.count(), func.max(met.at)).where(met.question.in_(ids[start : start + SLICE]))
            found |= {one: (count, last) for one, count, last in self.connection.execute(wanted.group_by(met.question)).all()}
        return found

    def using(self, tender: UUID) -> list[Question]:
        """Return the questions about a tender."""
        return [one for one in self.all() if tender in one.tenders]

