"""What tenders and bids say of the effect: aggregates alone, one statement a question, the same on SQLite and PostgreSQL.

A tender is counted in the year of its column `advertised`. Statements give a few hundred rows, however many records there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    String,
    Subquery,
    and_,
    case,
    cast,
    distinct,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
)

from outreach.domain.bid import LOCAL, LocalBy, Locality
from outreach.domain.event import EventKind, EventStatus
from outreach.domain.record import Kind
from outreach.domain.when import HOME_ZONE, to_instant
from outreach.storage import tables

_OPEN = "open-nw"
#: A Swedish county is one region of NUTS 3, written with two letters and three digits.
_COUNTY_LONG = 5

tender, lot, bid = tables.tender.c, tables.lot_result.c, tables.bid.c
meeting, about = tables.meeting.c, tables.meeting_tender.c


@dataclass(frozen=True, slots=True)
class Scope:
    """Which tenders are counted: advertised from `first` to `last` (both included), by buyers as written, with a tag.

    `buyers` None: whoever bought. `programme` narrows conversations and events as well.
    """

    first: date
    last: date
    buyers: tuple[str, ...] | None = None
    programme: str = ""

    def tenders(self, first: date | None = None) -> ColumnElement[bool]:
        """Return the condition of a counted tender; `first` widens the time."""
        conditions = [tender.advertised.between(first or self.first, self.last)]
        if self.buyers is not None:
            conditions.append(tender.buyer.in_(self.buyers))
        if self.programme:
            conditions.append(tender.id.in_(tagged(Kind.TENDER, self.programme)))
        return and_(*conditions)

    @property
    def begins(self) -> datetime:
        """The first instant of the time."""
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return midnight(self.last + timedelta(days=1))


def midnight(day: date) -> datetime:
    """Return the instant at which a day begins at home."""
    return to_instant(datetime.combine(day, time.min), HOME_ZONE)


def tagged(kind: Kind, tag: str) -> Any:
    """Return the ids of the records of a kind that carry a tag, as a selection."""
    term = tables.term.c
    return select(term.owner).where(term.field == "tag", term.value == tag, term.kind == kind.value)


def somebody() -> ColumnElement[bool]:
    """Return the condition of a conversation that is no bare count of a question (as `MeetingStore.somebody`)."""
    return or_(meeting.question.is_(None), meeting.person.is_not(None), meeting.company.is_not(None))


def year_of(column: Any) -> ColumnElement[int]:
    """Return the year of a day."""
    return extract("year", column)


def one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return 1 where something holds, else 0."""
    return case((condition, 1), else_=0)


def advertised_at(connection: Connection, scope: Scope) -> ColumnElement[Any]:
    """Return the instant at which the day that a tender was advertised on began at home."""
    if connection.dialect.name == "postgresql":
        return func.timezone(HOME_ZONE, cast(tender.advertised, DateTime))
    # SQLite knows no zones: an hour before UTC's midnight, two in summer. Its instants are texts without a zone, as this one.
    summers = [tender.advertised.between(*_summer(year)) for year in range(scope.first.year, scope.last.year + 1)]
    return func.datetime(tender.advertised, case((or_(*summers), "-2 hours"), else_="-1 hours"))


def _summer(year: int) -> tuple[date, date]:
    """Return the first and the last day of a year that begins in summer time at home."""
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    zone = ZoneInfo(HOME_ZONE)
    summer = [day for day in days if datetime.combine(day, time.min, zone).utcoffset() == timedelta(hours=2)]
    return summer[0], summer[-1]


def had_dialogue(connection: Connection, scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a tender was talked about, or featured at a market dialogue, before the day it was advertised."""
    begins = advertised_at(connection, scope)
    talked = (
        select(literal(1))
        .select_from(tables.meeting_tender.join(tables.meeting, meeting.id == about.meeting))
        .where(about.tender == tender.id, meeting.at < begins, somebody())
        .correlate(tables.tender)
    )
    event, shown = tables.event.c, tables.event_tender.c
    featured = (
        select(literal(1))
        .select_from(tables.event_tender.join(tables.event, event.id == shown.event))
        .where(
            shown.tender == tender.id,
            event.kind == EventKind.DIALOGUE.value,
            event.status != EventStatus.CANCELLED.value,
            event.starts < begins,
        )
        .correlate(tables.tender)
    )
    return or_(exists(talked), exists(featured))


# Choices ---------------------------------------------------------------------------------------------------------------


def buyers(connection: Connection, first: date | None = None, last: date | None = None) -> list[str]:
    """Return the names of buyers as they are written in advertised tenders, in a time or ever."""
    wanted = select(tender.buyer).distinct().where(tender.advertised.is_not(None))
    if first is not None and last is not None:
        wanted = wanted.where(tender.advertised.between(first, last))
    return list(connection.execute(wanted).scalars())


def last_year(connection: Connection, names: Sequence[str], programme: str) -> int | None:
    """Return the last year in which these buyers advertised something that has a result."""
    ended = exists(select(literal(1)).where(lot.tender == tender.id, lot.outcome != _OPEN).correlate(tables.tender))
    wanted = select(tender.advertised).where(tender.advertised.is_not(None), tender.buyer.in_(names), ended)
    if programme:
        wanted = wanted.where(tender.id.in_(tagged(Kind.TENDER, programme)))
    found = connection.execute(wanted.order_by(tender.advertised.desc()).limit(1)).scalar()
    return found.year if found else None


def years(connection: Connection) -> list[int]:
    """Return the years in which something was advertised, the latest first."""
    year = year_of(tender.advertised)
    wanted = select(year).where(tender.advertised.is_not(None)).group_by(year)
    return sorted((int(one) for one in connection.execute(wanted).scalars()), reverse=True)


# Lots and tenders ------------------------------------------------------------------------------------------------------


def lots(connection: Connection, scope: Scope, first: date) -> list[tuple[int, int | None, int | None, int]]:
    """Return (year, bids, bidders, how often) of the closed lots since `first`."""
    year = year_of(tender.advertised)
    wanted = (
        select(year, lot.bids, lot.bidders, func.count())
        .select_from(tables.tender.join(tables.lot_result, lot.tender == tender.id))
        .where(scope.tenders(first), lot.outcome != _OPEN)
        .group_by(year, lot.bids, lot.bidders)
    )
    return [(int(row[0]), row[1], row[2], row[3]) for row in connection.execute(wanted)]


def advertised(connection: Connection, scope: Scope) -> dict[int, int]:
    """Return how many tenders were advertised, by year."""
    year = year_of(tender.advertised)
    wanted = select(year, func.count()).select_from(tables.tender).where(scope.tenders()).group_by(year)
    return {int(row[0]): row[1] for row in connection.execute(wanted)}


def ended(connection: Connection, scope: Scope) -> Sequence[Any]:
    """Return the tenders that have a closed lot, gathered by what counts.

    Rows are (year, bids together, lots known, lots closed, bids kept by name, different bidders, with dialogue, how often).
    """
    results, named = _results(scope), _named(scope)
    year = year_of(tender.advertised)
    what = (
        year,
        results.c.bids,
        results.c.known,
        results.c.closed,
        func.coalesce(named.c.kept, 0),
        func.coalesce(named.c.bidders, 0),
        one_if(had_dialogue(connection, scope)),
    )
    inner = (
        select(*(column.label(f"c{place}") for place, column in enumerate(what)))
        .select_from(
            tables.tender.join(results, results.c.tender == tender.id).outerjoin(named, named.c.tender == tender.id)
        )
        .where(scope.tenders())
        .subquery()
    )
    return list(connection.execute(select(*inner.c, func.count()).group_by(*inner.c)))


def _results(scope: Scope) -> Subquery:
    return (
        select(
            lot.tender,
            func.sum(lot.bids).label("bids"),
            func.count(lot.bids).label("known"),
            func.count().label("closed"),
        )
        .select_from(tables.lot_result.join(tables.tender, tender.id == lot.tender))
        .where(scope.tenders(), lot.outcome != _OPEN)
        .group_by(lot.tender)
        .subquery("results")
    )


def _named(scope: Scope) -> Subquery:
    """The bids of each tender that are kept by name; the members of a joint bid made one."""
    one_bid = case((bid.joint != "", bid.lot + "/" + bid.joint), else_=cast(bid.id, String))
    return (
        select(
            bid.tender, func.count(distinct(one_bid)).label("kept"), func.count(distinct(bid.bidder)).label("bidders")
        )
        .select_from(tables.bid.join(tables.tender, tender.id == bid.tender))
        .where(scope.tenders())
        .group_by(bid.tender)
        .subquery("named")
    )


# Bidders ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Here:
    """Our municipality's code and its county's, and NUTS 3 region; what counts as local."""

    code: str
    nuts3: str
    local_by: LocalBy


def classes(connection: Connection, scope: Scope, here: Here) -> Sequence[Any]:
    """Return (year, place, size, won, how often) of the bids kept by name."""
    what = [
        column.label(name)
        for name, column in (
            ("year", year_of(tender.advertised)),
            ("place", _place(here)),
            ("size", bid.size),
            ("won", one_if(bid.won)),
        )
    ]
    inner = (
        select(*what)
        .select_from(tables.bid.join(tables.tender, tender.id == bid.tender))
        .where(scope.tenders())
        .subquery()
    )
    return list(connection.execute(select(*inner.c, func.count()).group_by(*inner.c)))


def _place(here: Here) -> ColumnElement[str]:
    """Return where a bidder is, as `domain/locality.py` tells it; where that does not decide what is local, it is unknown."""
    if not here.code:
        return literal(Locality.UNKNOWN.value)
    county, region = here.code[:2], func.upper(func.substr(bid.nuts, 1, 5))
    near = or_(func.substr(bid.municipality, 1, 2) == county, bid.workplaces.like(f"% {county}%"))
    if here.nuts3:
        near = or_(near, region == here.nuts3)
    far = and_(bid.nuts != "", region != here.nuts3, or_(~region.like("SE%"), func.length(region) == _COUNTY_LONG))
    nearest = [
        (bid.municipality == here.code, Locality.SEAT.value),
        (bid.workplaces.like(f"% {here.code} %"), Locality.WORKPLACE.value),
        (near, Locality.COUNTY.value),
    ]
    # Where the seat is not told, only what counts as local anyway is known.
    local = len(LOCAL[here.local_by])
    untold = (and_(bid.municipality == "", ~far), Locality.UNKNOWN.value)
    return case(*nearest[:local], untold, *nearest[local:], else_=Locality.ELSEWHERE.value)


def bidders(connection: Connection, scope: Scope, year: int) -> tuple[int, int, int, int]:
    """Return different bidders and first-time bidders, in the whole time and in its last year."""
    firsts = (
        select(bid.bidder, func.min(tender.advertised).label("first"))
        .select_from(tables.bid.join(tables.tender, tender.id == bid.tender))
        .group_by(bid.bidder)
        .subquery("firsts")
    )
    lately = one_if(tender.advertised >= date(year, 1, 1))
    new = one_if(tender.advertised == firsts.c.first)
    each = (
        select(
            func.max(new).label("new"),
            func.max(lately).label("lately"),
            func.max(new * lately).label("new_lately"),
        )
        .select_from(
            tables.bid.join(tables.tender, tender.id == bid.tender).join(firsts, firsts.c.bidder == bid.bidder)
        )
        .where(scope.tenders())
        .group_by(bid.bidder)
        .subquery()
    )
    c = each.c
    row = connection.execute(select(func.count(), func.sum(c.new), func.sum(c.lately), func.sum(c.new_lately))).one()
    return row[0], row[1] or 0, row[2] or 0, row[3] or 0


# The same purchase again, and readable texts -----------------------------------------------------------------------------


def pairs(connection: Connection, scope: Scope, year: int, most: int) -> tuple[int, int, Sequence[Any]]:
    """Return how many tenders renew an earlier one with known bids, in the whole time and its last year; the latest of them.

    Rows are (id, title, day, lots known, bids) of the earlier tender, then of the later.
    """
    older, term = tables.tender.alias("older"), tables.term.c
    told: ColumnElement[Any] = cast(term.value, older.c.id.type)
    if connection.dialect.name != "postgresql":
        told = func.replace(term.value, "-", "")
    sides = []
    for prefix, of in (("before", older.c), ("after", tender)):
        for name, what in (("lots", func.count(lot.bids)), ("bids", func.sum(lot.bids))):
            known = select(what).where(lot.tender == of.id, lot.outcome != _OPEN)
            sides.append(known.correlate(older, tables.tender).scalar_subquery().label(f"{prefix}_{name}"))
    days = [older.c.advertised.label("before_day"), tender.advertised.label("after_day")]
    names = [
        older.c.id.label("before_id"),
        older.c.title.label("before_title"),
        tender.id.label("id"),
        tender.title.label("title"),
    ]
    each = (
        select(*names, *days, *sides)
        .select_from(tables.tender.join(tables.term, term.owner == tender.id).join(older, older.c.id == told))
        .where(scope.tenders(), term.field == "renews", term.kind == Kind.TENDER.value)
        .where(older.c.advertised < tender.advertised)
        .subquery()
    )
    c = each.c
    whole, lately = func.count().over(), func.sum(one_if(c.after_day >= date(year, 1, 1))).over()
    found: list[Any] = list(connection.execute(
        select(
            c.before_id, c.before_title, c.before_day, c.before_lots, c.before_bids,
            c.id, c.title, c.after_day, c.after_lots, c.after_bids, whole, lately,
        )
        .where(c.before_lots > 0, c.after_lots > 0)
        .order_by(c.after_day.desc(), c.title)
        .limit(most)
    ))  # fmt: skip
    return (found[0][-2], found[0][-1], found) if found else (0, 0, [])


def readings(connection: Connection, scope: Scope) -> list[tuple[int, list[dict[str, Any]]]]:
    """Return (year, plain measures of readability) of the tenders whose texts were measured twice or more."""
    body = tables.tender.c.body
    kept = body["readability"]
    many = func.json_array_length(kept)
    if connection.dialect.name != "postgresql":
        many = func.json_array_length(body, "$.readability")
    wanted = select(year_of(tender.advertised), kept).where(scope.tenders(), many > 1)
    return [(int(row[0]), row[1]) for row in connection.execute(wanted)]


def promises(connection: Connection, programme: str) -> list[list[dict[str, Any]]]:
    """Return the plain promises of the contracts that have any; with a tag, of the contract or its tender."""
    contract = tables.contract.c
    kept = contract.body["promises"]
    many = func.json_array_length(kept)
    if connection.dialect.name != "postgresql":
        many = func.json_array_length(contract.body, "$.promises")
    wanted = select(kept).where(many > 0)
    if programme:
        bought = contract.tender.in_(tagged(Kind.TENDER, programme))
        wanted = wanted.where(or_(contract.id.in_(tagged(Kind.CONTRACT, programme)), bought))
    return [row[0] for row in connection.execute(wanted)]


# The rows behind the figures -------------------------------------------------------------------------------------------


def rows(connection: Connection, scope: Scope) -> Iterable[Any]:
    """Yield each tender of the time with what was counted of it, the latest first; all of them, for a table of numbers."""
    closed = and_(lot.tender == tender.id, lot.outcome != _OPEN)
    talks = (
        select(func.count())
        .select_from(tables.meeting_tender.join(tables.meeting, meeting.id == about.meeting))
        .where(about.tender == tender.id, meeting.at < advertised_at(connection, scope), somebody())
        .correlate(tables.tender)
        .scalar_subquery()
    )
    wanted = (
        select(
            tender.title, tender.reference, tender.buyer, tender.advertised,
            func.count(lot.tender), func.count(lot.bids), func.coalesce(func.sum(lot.bids), 0),
            func.coalesce(func.sum(one_if(lot.bids == 0)), 0), func.coalesce(func.sum(one_if(lot.bids == 1)), 0),
            one_if(had_dialogue(connection, scope)), talks,
        )
        .select_from(tables.tender.outerjoin(tables.lot_result, closed))
        .where(scope.tenders())
        .group_by(tender.id, tender.title, tender.reference, tender.buyer, tender.advertised, tender.row)
        .order_by(tender.advertised.desc(), tender.row)
    )  # fmt: skip
    return connection.execute(wanted)


def likely(connection: Connection, names: Sequence[str]) -> list[tuple[UUID, UUID, str, date, date]]:
    """Return (earlier, later, title, days) of tenders with the same title and a code in common that no officer has linked."""
    older, term = tables.tender.alias("older"), tables.term.c
    other = tables.term.alias("other").c
    renews = select(literal(1)).where(term.owner == tender.id, term.field == "renews").correlate(tables.tender)
    own = select(term.value).where(term.owner == tender.id, term.field == "cpv").correlate(tables.tender)
    same_code = select(literal(1)).where(other.owner == older.c.id, other.field == "cpv", other.value.in_(own))
    same_code = same_code.correlate(older, tables.tender)
    wanted = (
        select(older.c.id, tender.id, tender.title, older.c.advertised, tender.advertised)
        .select_from(
            tables.tender.join(older, and_(older.c.sort == tender.sort, older.c.advertised < tender.advertised))
        )
        .where(tender.buyer.in_(names), older.c.buyer.in_(names), ~exists(renews), exists(same_code))
        .order_by(tender.advertised.desc(), tender.sort)
        .limit(50)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in connection.execute(wanted)]
