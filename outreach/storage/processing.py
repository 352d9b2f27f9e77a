"""Purposes of processing, retention rules and what people are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Connection, Table, func, or_, select

from outreach.domain.processing import DIALOGUE, PrivacyText, Purpose, RetentionRule
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import SLICE, Store

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
    c = tables.follow_up.c
    found: set[UUID] = set()
    for part in _sliced(people):
        found |= set(connection.execute(select(c.person).where(c.person.in_(part), c.done.is_(None))).scalars())
    return found


def tenders_talked_of(connection: Connection, people: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return (person, tender) for each tender that a talk with one of these people was about."""
    talk, about = tables.meeting.c, tables.meeting_tender.c
    found: set[tuple[UUID, UUID]] = set()
    for part in _sliced(people):
        wanted = select(talk.person, about.tender).join_from(tables.meeting, tables.meeting_tender, about.meeting == talk.id)
        found |= {(row[0], row[1]) for row in connection.execute(wanted.where(talk.person.in_(part)))}
    return found


def guests_of(connection: Connection, people: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return (person, event) for each guest list on which one of these people stands."""
    c = tables.guest.c
    found: set[tuple[UUID, UUID]] = set()
    for part in _sliced(people):
        found |= {(row[0], row[1]) for row in connection.execute(select(c.person, c.event).where(c.person.in_(part)))}
    return found


def last_contacts(connection: Connection, people: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return when each was last met, promised something, or answered an invitation; those never are left out."""
    found: dict[UUID, datetime] = {}
    talk, promise, guest, answer = tables.meeting.c, tables.follow_up.c, tables.guest.c, tables.reply.c
    for part in _sliced(people):
        for wanted in (
            select(talk.person, func.max(talk.at)).where(talk.person.in_(part)).group_by(talk.person),
            select(promise.person, func.max(promise.done)).where(promise.person.in_(part)).group_by(promise.person),
            select(guest.person, func.max(guest.arrived)).where(guest.person.in_(part)).group_by(guest.person),
            select(guest.person, func.max(answer.received))
            .join_from(tables.guest, tables.reply, answer.guest == guest.id)
            .where(guest.person.in_(part))
            .group_by(guest.person),
        ):
            for person, at in connection.execute(wanted):
                if at is not None and (person not in found or at > found[person]):
                    found[person] = at
    return found


def last_events(connection: Connection, people: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return when the last event ended at which each was a guest or was met; those of none are left out."""
    event, guest, talk = tables.event.c, tables.guest.c, tables.meeting.c
    found: dict[UUID, datetime] = {}
    for part in _sliced(people):
        for owner, link, table in ((guest.person, guest.event, tables.guest), (talk.person, talk.event, tables.meeting)):
            wanted = select(owner, func.max(event.ends)).join_from(table, tables.event, link == event.id)
            for person, at in connection.execute(wanted.where(owner.in_(part)).group_by(owner)):
                if at is not None and (person not in found or at > found[person]):
                    found[person] = at
    return found


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


def _sliced(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    wanted = list(ids)
    for start in range(0, len(wanted), SLICE):
        yield wanted[start : start + SLICE]
