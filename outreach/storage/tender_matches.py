"""Companies by what ties them to a tender: exact terms and links, a few statements each, none of them over all records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, or_, select

from outreach.domain.guest import Attendance
from outreach.domain.record import Kind
from outreach.storage import tables
from outreach.storage.search_index import matches
from outreach.storage.store import SLICE


def with_codes(connection: Connection, kind: Kind, prefixes: Sequence[str], *, field: str = "cpv") -> dict[UUID, list[str]]:
    """Return the records of a kind that carry a code that begins so, or that holds the whole group (90000000 holds "906")."""
    value = tables.term.c.value
    holding = {f"{prefix[:digits]:0<8}" for prefix in prefixes for digits in range(2, len(prefix))} if field == "cpv" else set()
    begins: list[ColumnElement[bool]] = [_begins(prefix) for prefix in prefixes]
    return _owners(connection, kind, field, or_(*begins, value.in_(sorted(holding)))) if begins else {}


def with_tags(connection: Connection, kind: Kind, tags: Sequence[str]) -> dict[UUID, list[str]]:
    """Return the records of a kind that carry one of these tags."""
    return _owners(connection, kind, "tag", tables.term.c.value.in_(list(tags))) if tags else {}


def conversations(connection: Connection, tenders: Iterable[UUID]) -> list[tuple[UUID, UUID, datetime, str]]:
    """Return (company, tender, at, note) of the conversations about one of these tenders, the latest first."""
    meeting, about = tables.meeting.c, tables.meeting_tender.c
    wanted = list(tenders)
    found: list[tuple[UUID, UUID, datetime, str]] = []
    for start in range(0, len(wanted), SLICE):
        part = about.tender.in_(wanted[start : start + SLICE])
        rows = (
            select(meeting.company, about.tender, meeting.at, meeting.note)
            .join(tables.meeting_tender, about.meeting == meeting.id)
            .where(part, meeting.company.is_not(None))
        )
        found += [(row[0], row[1], row[2], row[3]) for row in connection.execute(rows)]
    return sorted(found, key=lambda one: one[2], reverse=True)


def said(connection: Connection, word: str, most: int) -> list[tuple[UUID, datetime, str]]:
    """Return (company, at, note) of the latest `most` conversations whose note or tags hold a word that begins so."""
    meeting = tables.meeting.c
    holds = matches(connection, tables.meeting, [word])
    wanted = (
        select(meeting.company, meeting.at, meeting.note)
        .where(holds, meeting.company.is_not(None))
        .order_by(meeting.at.desc())
        .limit(most)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(wanted)]


def came_where_shown(connection: Connection, tender: UUID) -> list[tuple[UUID, str]]:
    """Return (company, title of the event) of those who came to an event at which the tender is shown."""
    guest, event, shown = tables.guest.c, tables.event.c, tables.event_tender.c
    wanted = (
        select(guest.company, event.title)
        .join(tables.event, event.id == guest.event)
        .join(tables.event_tender, shown.event == event.id)
        .where(shown.tender == tender, guest.company.is_not(None), guest.attendance == Attendance.CAME.value)
        .order_by(event.starts.desc())
    )
    return [(row[0], row[1]) for row in connection.execute(wanted)]


def _begins(prefix: str) -> ColumnElement[bool]:
    # A range, not LIKE: the index over (field, value) answers it, whatever the collation of LIKE is.
    value = tables.term.c.value
    return (value >= prefix) & (value < f"{prefix}:")  # ":" is the character after "9"


def _owners(connection: Connection, kind: Kind, field: str, condition: ColumnElement[bool]) -> dict[UUID, list[str]]:
    term = tables.term.c
    wanted = select(term.owner, term.value).where(term.field == field, term.kind == kind.value, condition).order_by(term.value)
    found: dict[UUID, list[str]] = {}
    for owner, value in connection.execute(wanted):
        found.setdefault(owner, []).append(value)
    return found
