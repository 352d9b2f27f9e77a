"""Purposes of processing, retention rules and what people are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select

from outreach.domain.processing import DIALOGUE, PrivacyText, Purpose, RetentionRule
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import SLICE, Store

#: So many people are looked for among all, not one by one.
_VERY_MANY = 5_000
#: Stamps that are younger say nothing of whether the clock is right.
_TODAY = timedelta(days=1)


class PurposeStore(Store[Purpose]):
    """The purposes."""

    kind: ClassVar[Kind] = Kind.PURPOSE
    table: ClassVar[Table] = tables.purpose
    record_type = Purpose

    def columns_of(self, record: Purpose) -> dict[str, Any]:
        """Key and name."""
        return {"key": record.key, "sort": sort_key(record.name)}


class RetentionRuleStore(Store[RetentionRule]):
    """The retention rules."""

    kind: ClassVar[Kind] = Kind.RETENTION_RULE
    table: ClassVar[Table] = tables.retention_rule
    record_type = RetentionRule

    def columns_of(self, record: RetentionRule) -> dict[str, Any]:
        """Name and purpose."""
        return {"sort": sort_key(record.name), "purpose": record.purpose}


class PrivacyTextStore(Store[PrivacyText]):
    """The versions of what people are told."""

    kind: ClassVar[Kind] = Kind.PRIVACY_TEXT
    table: ClassVar[Table] = tables.privacy_text
    record_type = PrivacyText

    def columns_of(self, record: PrivacyText) -> dict[str, Any]:
        """Language and first day."""
        return {"language": record.language, "valid_from": record.valid_from}


# What disposal asks of many people at once ---------------------------------------------------------------------------


def open_follow_ups_of(connection: Connection, people: Iterable[UUID]) -> set[UUID]:
    """Return those of these people to whom something is still promised."""
    c, wanted = tables.follow_up.c, set(people)
    found: set[UUID] = set()
    for some in _parts(c.person, wanted):
        found |= set(connection.execute(select(c.person).where(some, c.done.is_(None))).scalars())
    return found & wanted


def tenders_talked_of(connection: Connection, people: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return (person, tender) for each tender that a talk with one of these people was about."""
    talk, about, wanted = tables.meeting.c, tables.meeting_tender.c, set(people)
    found: set[tuple[UUID, UUID]] = set()
    for some in _parts(talk.person, wanted):
        asked = select(talk.person, about.tender).join_from(tables.meeting, tables.meeting_tender, about.meeting == talk.id)
        found |= {(row[0], row[1]) for row in connection.execute(asked.where(some)) if row[0] in wanted}
    return found


def guests_of(connection: Connection, people: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return (person, event) for each guest list on which one of these people stands."""
    c, wanted = tables.guest.c, set(people)
    found: set[tuple[UUID, UUID]] = set()
    for some in _parts(c.person, wanted):
        rows = connection.execute(select(c.person, c.event).where(some))
        found |= {(row[0], row[1]) for row in rows if row[0] in wanted}
    return found


def names_of(connection: Connection, people: Iterable[UUID]) -> dict[UUID, str]:
    """Return what people are called, protected ones too, without reading their records; those who are not there are left out."""
    c, wanted = tables.person.c, set(people)
    found: dict[UUID, str] = {}
    for some in _parts(c.id, wanted):
        found |= {row[0]: row[1] for row in connection.execute(select(c.id, c.name).where(some)) if row[0] in wanted}
    return found


def came_in(connection: Connection, people: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return when each came into the register; those who are not there are left out."""
    c = tables.person.c
    return _latest(connection, people, select(c.id, func.max(c.created)), c.id)


def last_contacts(connection: Connection, people: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return when each was last met, promised something, or answered an invitation; those never are left out."""
    talk, promise, guest, answer = tables.meeting.c, tables.follow_up.c, tables.guest.c, tables.reply.c
    wanted = set(people)
    found = _latest(connection, wanted, select(talk.person, func.max(talk.at)), talk.person)
    for asked, owner in (
        (select(promise.person, func.max(promise.done)), promise.person),
        (select(guest.person, func.max(guest.arrived)), guest.person),
        (
            select(guest.person, func.max(answer.received)).join_from(tables.guest, tables.reply, answer.guest == guest.id),
            guest.person,
        ),
    ):
        _keep_latest(found, _latest(connection, wanted, asked, owner))
    return found


def last_events(connection: Connection, people: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return when the last event ended at which each was a guest or was met; those of none are left out."""
    event, guest, talk = tables.event.c, tables.guest.c, tables.meeting.c
    wanted = set(people)
    found: dict[UUID, datetime] = {}
    for owner, link, table in ((guest.person, guest.event, tables.guest), (talk.person, talk.event, tables.meeting)):
        asked = select(owner, func.max(event.ends)).join_from(table, tables.event, link == event.id)
        _keep_latest(found, _latest(connection, wanted, asked, owner))
    return found


def _latest(
    connection: Connection, people: Iterable[UUID], asked: Select[Any], owner: ColumnElement[Any]
) -> dict[UUID, datetime]:
    """Return the instant that a statement (owner, instant) tells of each of these people, where it tells one."""
    wanted = set(people)
    found: dict[UUID, datetime] = {}
    for some in _parts(owner, wanted):
        rows = connection.execute(asked.where(some).group_by(owner))
        found |= {person: at for person, at in rows if at is not None and person in wanted}
    return found


def _keep_latest(found: dict[UUID, datetime], more: dict[UUID, datetime]) -> None:
    for person, at in more.items():
        if person not in found or at > found[person]:
            found[person] = at


def people_for(connection: Connection, purpose: str) -> list[UUID]:
    """Return the ids of the people who are registered for a purpose, in the order of their ids."""
    c = tables.person.c
    named = c.body["purpose"].as_string()
    # Who came in before there were purposes has none, and is there for the first of them.
    wanted = or_(named == purpose, named.is_(None)) if purpose == DIALOGUE else named == purpose
    return sorted(connection.execute(select(c.id).where(wanted)).scalars())


def last_stamp(connection: Connection, now: datetime) -> datetime | None:
    """Return when something was last written, by the journal: before yesterday where there is such a line, else at all.

    What was written since the clock jumped bears its stamp and proves nothing: one talk of today would make it believed.
    """
    c = tables.journal.c
    latest: datetime | None = connection.execute(select(func.max(c.at))).scalar()
    if latest is None or latest > now:
        return latest
    before = select(c.at).where(c.at < now - _TODAY).order_by(c.number.desc()).limit(1)
    return connection.execute(before).scalar() or latest


def _parts(owner: ColumnElement[Any], people: Collection[UUID]) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that choose the rows of some people; of very many, all rows: who asks leaves the others out.

    A hundred thousand ids in statements cost ten times what the rows of the others do.
    """
    wanted = list(people)
    if len(wanted) > _VERY_MANY:
        yield owner.is_not(None)
        return
    for start in range(0, len(wanted), SLICE):
        yield owner.in_(wanted[start : start + SLICE])
