"""Meetings: append-only in spirit; each conversation is its own row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, exists, func, or_, select

from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.storage import tables
from outreach.storage.people import shown_name
from outreach.storage.store import SLICE, Store


class MeetingStore(Store[Meeting]):
    """The conversations."""

    kind: ClassVar[Kind] = Kind.MEETING
    table: ClassVar[Table] = tables.meeting
    record_type = Meeting

    def columns_of(self, record: Meeting) -> dict[str, Any]:
        """When, who, where and which question."""
        names = ("at", "officer", "event", "person", "company", "note", "question")
        return {name: getattr(record, name) for name in names}

    def words_of(self, record: Meeting) -> str:
        """What was said, then and later, and its tags."""
        return index_text(record.note, *record.tags, *(one.text for one in record.additions))

    def terms_of(self, record: Meeting) -> Iterable[tuple[str, str]]:
        """Tags."""
        yield from (("tag", tag) for tag in record.tags)

    def write_relations(self, record: Meeting) -> None:
        """Write the tenders that were spoken of."""
        rows = [{"tender": tender} for tender in record.tenders]
        self._replace_links(tables.meeting_tender, "meeting", record.id, rows)

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """Names of those who met."""
        c = self.table.c
        return {
            "at": c.at,
            "person": shown_name(c.person),
            "company": select(tables.company.c.name).where(tables.company.c.id == c.company).scalar_subquery(),
            "event": select(tables.event.c.title).where(tables.event.c.id == c.event).scalar_subquery(),
        }

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """The conversation as a list shows it."""
        links = {"person_id": body["person"], "company_id": body["company"], "event_id": body["event"]}
        return values | links | {name: body[name] for name in ("note", "officer", "tags")}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """By time."""
        return {"at": (self.table.c.at,)}[name]

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Of a person or company, at an event, about a tender or a question, with somebody or a bare count, from and before."""
        c = self.table.c
        if name in ("from", "before"):
            instant = datetime.fromisoformat(values[0])
            return c.at >= instant if name == "from" else c.at < instant
        if name in ("person", "company", "event", "question"):
            return c[name].in_([UUID(value) for value in values])
        if name == "with":
            return self.somebody() if values[0] == "somebody" else ~self.somebody()
        if name == "tender":
            about = select(tables.meeting_tender.c.meeting)
            return c.id.in_(about.where(tables.meeting_tender.c.tender.in_([UUID(value) for value in values])))
        return super().filter_condition(name, values)

    def of(self, kind: Kind, record_id: UUID) -> list[Meeting]:
        """Return the conversations with a person or company, at an event or about a tender, latest first."""
        c = self.table.c
        if kind is Kind.TENDER:
            about = select(tables.meeting_tender.c.meeting).where(tables.meeting_tender.c.tender == record_id)
            found = self.all(c.id.in_(about))
        else:
            found = self.all(c[kind.value] == record_id)
        return sorted(found, key=lambda meeting: meeting.at, reverse=True)

    def somebody(self) -> ColumnElement[bool]:
        """Return the condition of a conversation with somebody, or about something, that is not a bare count of a question."""
        c = self.table.c
        return or_(c.question.is_(None), c.person.is_not(None), c.company.is_not(None))

    def count_at(self, event: UUID | None, since: datetime, before: datetime, *, counts: bool = False) -> int:
        """Return how many conversations were logged in a time, at one event or (None) anywhere.

        With `counts` it is the questions without a person that are counted, and nothing else.
        """
        c = self.table.c
        kind = ~self.somebody() if counts else self.somebody()
        wanted = select(func.count()).select_from(self.table).where(c.at >= since, c.at < before, kind)
        if event is not None:
            wanted = wanted.where(c.event == event)
        return self.connection.execute(wanted).scalar_one()

    def at_events(self, events: Sequence[UUID]) -> list[Meeting]:
        """Return the conversations at these events that are no bare counts of a question."""
        found: list[Meeting] = []
        for start in range(0, len(events), SLICE):
            found += self.all(self.table.c.event.in_(events[start : start + SLICE]), self.somebody())
        return found

    def events_since(self, instant: datetime) -> set[UUID]:
        """Return the events at which somebody was talked with since an instant."""
        c = self.table.c
        wanted = select(c.event).distinct().where(c.at >= instant, c.event.is_not(None), self.somebody())
        return set(self.connection.execute(wanted).scalars())

    def first_with(self, kind: Kind, ids: Sequence[UUID]) -> dict[UUID, datetime]:
        """Return the instant of the earliest conversation ever with each of these companies or people."""
        who = self.table.c[kind.value]
        found: dict[UUID, datetime] = {}
        for start in range(0, len(ids), SLICE):
            part = who.in_(ids[start : start + SLICE])
            rows = self.connection.execute(select(who, func.min(self.table.c.at)).where(part).group_by(who))
            found |= {row[0]: row[1] for row in rows}
        return found

    def latest_with(self, kind: Kind, ids: Sequence[UUID]) -> dict[UUID, Meeting]:
        """Return the latest conversation with each of these companies or people; those never met are left out."""
        c, who = self.table.c, self.table.c[kind.value]
        found: dict[UUID, Meeting] = {}
        for start in range(0, len(ids), SLICE):
            part = ids[start : start + SLICE]
            latest = select(who.label("who"), func.max(c.at).label("at")).where(who.in_(part)).group_by(who).subquery()
            those = self.all(exists().where(latest.c.who == who, latest.c.at == c.at))
            found |= {getattr(meeting, kind.value): meeting for meeting in those}
        return found

    def using(self, record_id: UUID) -> list[Meeting]:
        """Return the conversations that name a record in any way."""
        c = self.table.c
        about = select(tables.meeting_tender.c.meeting).where(tables.meeting_tender.c.tender == record_id)
        named = [c[name] == record_id for name in ("person", "company", "event", "question")]
        return self.all(or_(*named, c.id.in_(about)))
