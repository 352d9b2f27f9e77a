"""What conversations, events and notes of being told say of the effect; aggregates alone (see `effect.py`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Uuid,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from outreach.domain.event import EventStatus
from outreach.domain.guest import Attendance
from outreach.domain.record import Kind
from outreach.storage import tables
from outreach.storage.effect import Scope, about, advertised_at, bid, meeting, one_if, somebody, tagged, tender

_KINDS = ("talks", "asks", "came", "told")


def _talks(scope: Scope) -> ColumnElement[bool]:
    """Return the condition of a counted conversation: in the time; with a tag, its own, its event's or a tender's."""
    within = and_(meeting.at >= scope.begins, meeting.at < scope.ends)
    if not scope.programme:
        return within
    of_tenders = select(about.meeting).where(about.tender.in_(tagged(Kind.TENDER, scope.programme)))
    return and_(
        within,
        or_(
            meeting.id.in_(tagged(Kind.MEETING, scope.programme)),
            meeting.event.in_(tagged(Kind.EVENT, scope.programme)),
            meeting.id.in_(of_tenders),
        ),
    )


# Companies -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reached:
    """Conversations, times asked, and different companies by way and together."""

    conversations: int
    asked: int
    companies: dict[str, int]


def reach(connection: Connection, scope: Scope, lately: datetime) -> tuple[Reached, Reached]:
    """Return who was reached in the whole time, and since the instant `lately`."""
    parts = union_all(_met(scope, lately), _came(scope, lately), _told(connection, scope, lately)).subquery()
    names = [f"{kind}{late}" for late in ("", "_lately") for kind in _KINDS]
    each = (
        select(parts.c.company, *(func.sum(parts.c[name]).label(name) for name in names))
        .group_by(parts.c.company)
        .subquery()
    )
    known = each.c.company.is_not(None)
    wanted: list[ColumnElement[Any]] = []
    for late in ("", "_lately"):
        counted = [each.c[f"{kind}{late}"] for kind in _KINDS]
        wanted += [func.sum(counted[0]), func.sum(counted[1])]
        wanted += [func.sum(one_if(and_(known, one > 0))) for one in counted]
        wanted.append(func.sum(one_if(and_(known, or_(*(one > 0 for one in counted))))))
    row = [value or 0 for value in connection.execute(select(*wanted)).one()]
    return _reached(row[:7]), _reached(row[7:])


def conversations(connection: Connection, scope: Scope) -> int:
    """Return how many conversations there were in a time, as `reach` counts them."""
    return int(connection.execute(select(func.sum(one_if(somebody()))).where(_talks(scope))).scalar() or 0)


def sole_traders(connection: Connection, companies: Collection[UUID]) -> set[UUID]:
    """Return those of these companies that are one person."""
    c = tables.company.c
    wanted = select(c.id).where(c.id.in_(companies), c.body["sole_trader"].as_boolean().is_(True))
    return set(connection.execute(wanted).scalars()) if companies else set()


def _reached(row: list[Any]) -> Reached:
    names = ("met", "asked", "came", "notified", "reached")
    return Reached(int(row[0]), int(row[1]), {name: int(value) for name, value in zip(names, row[2:], strict=True)})


def _met(scope: Scope, lately: datetime) -> Select[Any]:
    late, talk, ask = meeting.at >= lately, somebody(), meeting.question.is_not(None)
    none = literal(0)
    return (
        select(
            meeting.company.label("company"),
            func.sum(one_if(talk)).label("talks"), func.sum(one_if(ask)).label("asks"),
            none.label("came"), none.label("told"),
            func.sum(one_if(and_(late, talk))).label("talks_lately"), func.sum(one_if(and_(late, ask))).label("asks_lately"),
            none.label("came_lately"), none.label("told_lately"),
        )
        .where(_talks(scope))
        .group_by(meeting.company)
    )  # fmt: skip


def _came(scope: Scope, lately: datetime) -> Select[Any]:
    guest, event = tables.guest.c, tables.event.c
    wanted = (
        select(guest.company, *_row(2, event.starts >= lately))
        .select_from(tables.guest.join(tables.event, event.id == guest.event))
        .where(event.starts >= scope.begins, event.starts < scope.ends)
        .where(guest.company.is_not(None), guest.attendance == Attendance.CAME.value)
    )
    return wanted.where(event.id.in_(tagged(Kind.EVENT, scope.programme))) if scope.programme else wanted


def _told(connection: Connection, scope: Scope, lately: datetime) -> Select[Any]:
    """The companies of the lists of those who were told; they stand in the body."""
    told, company = tables.notification.c, tables.company.c
    if connection.dialect.name == "postgresql":
        one = func.json_array_elements(told.body["companies"]).table_valued("value").render_derived("one")
        named: Any = cast(func.json_extract_path_text(one.c.value, "company"), Uuid)
    else:
        one = func.json_each(told.body, "$.companies").table_valued("value", name="one")
        named = func.replace(func.json_extract(one.c.value, "$.company"), "-", "")
    wanted = (
        select(company.id, *_row(3, told.at >= lately))
        .select_from(tables.notification.join(one, literal(True)).join(tables.company, company.id == named))
        .where(told.at >= scope.begins, told.at < scope.ends)
    )
    return wanted.where(told.tender.in_(tagged(Kind.TENDER, scope.programme))) if scope.programme else wanted


def _row(place: int, late: ColumnElement[bool]) -> list[ColumnElement[int]]:
    """Return the eight counts of one that counts in one place alone."""
    early = [literal(int(number == place)) for number in range(4)]
    return [*early, *(one_if(late) if number == place else literal(0) for number in range(4))]


# Questions -------------------------------------------------------------------------------------------------------------


def questions(connection: Connection, scope: Scope) -> Sequence[Any]:
    """Return (last asked, first asked ever, answer's day or None, whether it has an answer) of the questions asked in the time."""
    question = tables.question.c
    other = tables.meeting.alias("other").c
    first = select(func.min(other.at)).where(other.question == question.id).correlate(tables.question).scalar_subquery()
    asked = (
        select(meeting.question, func.max(meeting.at).label("last"))
        .where(_talks(scope), meeting.question.is_not(None))
        .group_by(meeting.question)
        .subquery()
    )
    answered = func.coalesce(question.body["answer"].as_string(), "") != ""
    wanted = select(asked.c.last, first, question.body["answered"].as_string(), one_if(answered))
    return connection.execute(wanted.join(tables.question, question.id == asked.c.question)).all()


# Events ----------------------------------------------------------------------------------------------------------------


def _held(scope: Scope, now: datetime) -> ColumnElement[bool]:
    """Return the condition of an event of the time that was held: begun, not called off (as `services/yields.py`)."""
    event = tables.event.c
    # The wall clock may stand half a day beside that of home.
    first = event.start_wall >= datetime.combine(scope.first, datetime.min.time())
    last = event.start_wall <= datetime.combine(scope.last, datetime.max.time())
    held = and_(first, last, event.starts <= now, event.status != EventStatus.CANCELLED.value)
    return and_(held, event.id.in_(tagged(Kind.EVENT, scope.programme))) if scope.programme else held


def events(connection: Connection, scope: Scope, now: datetime) -> Sequence[Any]:
    """Return (id, title, start on the wall, has a plan, hours, plain cost, conversations, companies) of the events held.

    One without plan, conversation and guest is somebody else's calendar and left out.
    """
    event, plan, guest = tables.event.c, tables.plan.c, tables.guest.c
    met = (
        select(meeting.event, func.count().label("talks"), func.count(meeting.company.distinct()).label("companies"))
        .where(meeting.event.in_(select(event.id).where(_held(scope, now))), somebody())
        .group_by(meeting.event)
        .subquery()
    )
    invited = exists(select(literal(1)).where(guest.event == event.id).correlate(tables.event))
    wanted = (
        select(
            event.id, event.title, event.start_wall, plan.event, plan.body["hours"].as_float(), plan.body["cost"],
            func.coalesce(met.c.talks, 0), func.coalesce(met.c.companies, 0),
        )
        .select_from(tables.event.outerjoin(tables.plan, plan.event == event.id).outerjoin(met, met.c.event == event.id))
        .where(_held(scope, now), or_(plan.event.is_not(None), met.c.talks > 0, invited))
        .order_by(event.starts, event.title)
    )  # fmt: skip
    return list(connection.execute(wanted))


def companies_at_events(connection: Connection, scope: Scope, now: datetime, lately: int) -> tuple[int, int]:
    """Return how many different companies were met at the events held, in the whole time and in the year `lately`."""
    event = tables.event.c
    since = event.start_wall >= datetime(lately, 1, 1)  # noqa: DTZ001 - a wall clock
    each = (
        select(func.max(one_if(since)).label("lately"))
        .select_from(tables.meeting.join(tables.event, event.id == meeting.event))
        .where(_held(scope, now), meeting.company.is_not(None))
        # Not by the bare column: SQLite would go through every conversation ever, company by company.
        .group_by(func.coalesce(meeting.company, meeting.company))
        .subquery()
    )
    row = connection.execute(select(func.count(), func.sum(each.c.lately)).select_from(each)).one()
    return row[0], int(row[1] or 0)


def first_met(connection: Connection, scope: Scope, now: datetime) -> list[tuple[UUID, UUID]]:
    """Return (event, company) where a conversation at an event held was the first ever with the company."""
    event = tables.event.c
    other = tables.meeting.alias("other").c
    firsts = (
        select(other.company, func.min(other.at).label("at"))
        .where(other.company.is_not(None))
        .group_by(other.company)
        .subquery("firsts")
    )
    wanted = (
        select(meeting.event, meeting.company)
        .distinct()
        .select_from(
            firsts.join(tables.meeting, and_(meeting.company == firsts.c.company, meeting.at == firsts.c.at)).join(
                tables.event, event.id == meeting.event
            )
        )
        .where(_held(scope, now))
    )
    return [(row[0], row[1]) for row in connection.execute(wanted)]


# The chain -------------------------------------------------------------------------------------------------------------


def chain(connection: Connection, scope: Scope, most: int) -> Sequence[Any]:
    """Return how conversations before a tender was advertised went on: company, tender, bid.

    The first `most`, those advertised last first. Rows are (company, its name, tender, its title, advertised, first conversation,
    bid, won); then, the same in each row: pairs, bids and wins in the whole time, and the same three in its last year.
    """
    company, offered = tables.company.c, tables.bid
    each = (
        select(meeting.company.label("company"), about.tender.label("tender"), func.min(meeting.at).label("at"))
        .select_from(
            tables.tender.join(tables.meeting_tender, about.tender == tender.id).join(
                tables.meeting, meeting.id == about.meeting
            )
        )
        .where(scope.tenders(), meeting.company.is_not(None), meeting.at < advertised_at(connection, scope))
        .group_by(meeting.company, about.tender)
        .subquery("each_met")
    )
    own = and_(bid.tender == each.c.tender, bid.company == each.c.company)
    won = exists(select(literal(1)).select_from(offered).where(own, bid.won).correlate(each))
    has_bid = exists(select(literal(1)).select_from(offered).where(own).correlate(each))
    told = (
        select(
            each.c.company, each.c.tender, each.c.at, tender.advertised, tender.title,
            one_if(has_bid).label("bid"), one_if(won).label("won"),
        )
        .select_from(each.join(tables.tender, tender.id == each.c.tender))
        .subquery("told")
    )  # fmt: skip
    c = told.c
    late = one_if(c.advertised >= scope.last.replace(month=1, day=1))
    counts = [func.count().over(), func.sum(c.bid).over(), func.sum(c.won).over()]
    counts += [func.sum(one).over() for one in (late, late * c.bid, late * c.won)]
    wanted = (
        select(c.company, company.name, c.tender, c.title, c.advertised, c.at, c.bid, c.won, *counts)
        .select_from(told.join(tables.company, company.id == c.company))
        .order_by(late.desc(), c.won.desc(), c.bid.desc(), c.advertised.desc(), c.at, company.sort)
        .limit(most)
    )
    return list(connection.execute(wanted))


def where_met(connection: Connection, company: UUID, tender_id: UUID, at: datetime) -> str:
    """Return the title of the event of one conversation about a tender; empty when it was at none."""
    event = tables.event.c
    wanted = (
        select(event.title)
        .select_from(
            tables.meeting.join(tables.meeting_tender, about.meeting == meeting.id).join(
                tables.event, event.id == meeting.event
            )
        )
        .where(meeting.company == company, meeting.at == at, about.tender == tender_id)
        .limit(1)
    )
    return connection.execute(wanted).scalar() or ""
