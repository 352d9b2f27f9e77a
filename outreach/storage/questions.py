"""Questions: their wording, and how often each was asked, counted from the conversations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, or_, select

from outreach.domain.question import Question
from outreach.domain.question_status import About, QuestionStatus
from outreach.domain.record import Kind
from outreach.domain.search_text import index_text
from outreach.domain.sorting import sort_key
from outreach.domain.when import year_of
from outreach.storage import tables
from outreach.storage.store import SLICE, Store

#: How often one was asked, as lists are narrowed by it: from, and to (None: any more).
TIMES = {"0": (0, 0), "1": (1, 1), "2-4": (2, 4), "5+": (5, None)}


class QuestionStore(Store[Question]):
    """The questions."""

    kind: ClassVar[Kind] = Kind.QUESTION
    table: ClassVar[Table] = tables.question
    record_type = Question

    def columns_of(self, record: Question) -> dict[str, Any]:
        """The wording and its order."""
        return {"text": record.text, "sort": sort_key(record.text[:80])}

    def words_of(self, record: Question) -> str:
        """The wording, the tags, our answer and where it is from."""
        return index_text(record.text, *record.tags, record.answer, record.source)

    def terms_of(self, record: Question) -> Iterable[tuple[str, str]]:
        """Tags."""
        yield from (("tag", tag) for tag in record.tags)

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """How often, and when last; how far it has come, and the day of the answer."""
        last = select(func.max(tables.meeting.c.at)).where(tables.meeting.c.question == self.table.c.id)
        answered = self.table.c.body["answered"].as_string()
        return {
            "asked": self._asked(),
            "last_asked": last.scalar_subquery(),
            "status": self._status(),
            "answered": answered,
        }

    def _asked(self) -> ColumnElement[Any]:
        met = tables.meeting.c
        return select(func.count()).select_from(tables.meeting).where(met.question == self.table.c.id).scalar_subquery()

    def _status(self) -> ColumnElement[Any]:
        """Return what `domain/question_status.status_of` says, as the database reckons it."""
        body, asked = self.table.c.body, tables.inquiry.c
        has_answer = and_(body["answer"].as_string().is_not(None), body["answer"].as_string() != "")
        still_open = and_(asked.question == self.table.c.id, asked.drafted.is_not(None), asked.closed.is_(None))
        waiting = select(asked.id).where(still_open).exists()
        return case(
            (and_(has_answer, body["told"].as_string().is_not(None)), QuestionStatus.TOLD.value),
            (has_answer, QuestionStatus.ANSWERED.value),
            (waiting, QuestionStatus.WAITING.value),
            else_=QuestionStatus.NEW.value,
        )

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """The question as a list shows it."""
        kind = About.TENDER if body["tenders"] else About.GENERAL
        return values | {"text": body["text"], "tags": body["tags"], "about": kind.value, "public": body.get("public", False)}

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """Swedish order, or the figures."""
        c = self.table.c
        if name == "text":
            return (c.sort,)
        if name == "status":
            order = {status.value: number for number, status in enumerate(QuestionStatus)}
            return (case(order, value=self._status()), c.sort)
        return (self.list_columns()[name],)

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """How far it has come; about a tender or general; asked at an event, in a year, so often; public; exact terms."""
        c, met = self.table.c, tables.meeting.c
        if name == "event":
            return c.id.in_(_asked_where(met.event.in_([UUID(value) for value in values])))
        if name == "year":
            spans = [year_of(int(value)) for value in values]
            return c.id.in_(_asked_where(or_(*(and_(met.at >= start, met.at < end) for start, end in spans))))
        if name == "times":
            spans_of = [TIMES[value] for value in values]
            return or_(*(self._asked() >= low if high is None else self._asked().between(low, high) for low, high in spans_of))
        if name == "status":
            return self._status().in_(values)
        about = c.body["tenders"].as_string()
        if name == "about":
            return or_(*(about == "[]" if value == About.GENERAL else about != "[]" for value in values))
        if name == "tender":
            return or_(*(about.contains(str(UUID(value))) for value in values))
        if name == "public":
            return or_(*(c.body["public"].as_boolean().is_(value == "yes") for value in values))
        return super().filter_condition(name, values)

    def asked_between(self, start: datetime, end: datetime, programme: str = "") -> dict[UUID, int]:
        """Return how often each question was asked from `start` to before `end`; those that were not are left out.

        With `programme` only where that tag stands on the conversation, on its event or on one of its tenders.
        """
        met = tables.meeting.c
        within = select(met.question, func.count()).where(met.question.is_not(None), met.at >= start, met.at < end)
        if programme:
            of_tender = select(tables.meeting_tender.c.meeting).where(
                tables.meeting_tender.c.tender.in_(_tagged(Kind.TENDER, programme))
            )
            here = met.id.in_(_tagged(Kind.MEETING, programme)), met.event.in_(_tagged(Kind.EVENT, programme))
            within = within.where(or_(*here, met.id.in_(of_tender)))
        return {one: count for one, count in self.connection.execute(within.group_by(met.question)).all() if one is not None}

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


def _asked_where(condition: ColumnElement[bool]) -> Select[Any]:
    return select(tables.meeting.c.question).where(condition, tables.meeting.c.question.is_not(None))


def _tagged(kind: Kind, tag: str) -> Select[Any]:
    term = tables.term.c
    return select(term.owner).where(term.kind == kind.value, term.field == "tag", term.value == tag)
