"""How far companies have come, counted by the database: by branch and stage, without reading a record.

Each stage is a set of companies; a company's stage is the furthest set that it belongs to. The lists of notified companies lie
in the bodies of their records and are taken apart by the database's own JSON functions: they are few, and lists that older
programs kept are read like new ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Uuid,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB

from outreach.domain.codes import sni_sections
from outreach.domain.coverage import STAGES, Branch, BranchBy, CoverageOrder, Reached, Stage
from outreach.domain.guest import Attendance
from outreach.domain.record import Kind
from outreach.domain.when import HOME_ZONE, to_instant
from outreach.storage import tables

#: Sorts after every letter that a code can go on with.
_LAST_LETTER = "\uffff"


@dataclass(frozen=True, slots=True)
class Counted:
    """What the database counted: companies by branch value ("" none known) and stage, and all of them by stage, each once."""

    by_branch: dict[tuple[str, Stage], int]
    in_all: dict[Stage, int]


def count(connection: Connection, by: BranchBy, order: CoverageOrder) -> Counted:
    """Return how many companies there are in each branch and stage. Stages are the furthest ones; `order.by` is not looked at."""
    company = tables.company.c
    limits = Limits(connection.dialect.name, order.since, order.programme)
    stage = case(*((limits.reached(one), STAGES.index(one)) for one in reversed(STAGES[1:])), else_=0)
    reached = select(company.id, stage.label("stage"))
    if order.municipality:
        reached = reached.where(company.municipality == order.municipality)
    # Once each: a planner that works them out row by row takes three times as long.
    furthest = reached.cte("furthest").prefix_with("MATERIALIZED")
    branches = _branches(by).cte("branches").prefix_with("MATERIALIZED")
    known = func.coalesce(branches.c.branch, "").label("branch")
    rows = (
        select(literal(0).label("whole"), known, furthest.c.stage, func.count().label("n"))
        .select_from(furthest.outerjoin(branches, branches.c.owner == furthest.c.id))
        .group_by(known, furthest.c.stage)
    )
    nowhere = literal("", String).label("branch")
    whole = select(literal(1).label("whole"), nowhere, furthest.c.stage, func.count().label("n")).group_by(
        furthest.c.stage
    )
    counted = Counted({}, {})
    for is_whole, branch, place, n in connection.execute(union_all(rows, whole)):
        if is_whole:
            counted.in_all[STAGES[place]] = n
        else:
            counted.by_branch[branch, STAGES[place]] = n
    return counted


def count_never(connection: Connection, branches: Sequence[Branch], municipality: str) -> list[int]:
    """Return how many companies of each branch have reached no stage, of those with their seat in `municipality` if given."""
    company = tables.company.c
    wanted = select(company.id).where(reached_condition(connection, Reached(Stage.NEVER)))
    if municipality:
        wanted = wanted.where(company.municipality == municipality)
    never = wanted.cte("never").prefix_with("MATERIALIZED")
    counts = [
        select(literal(place).label("place"), func.count().label("n"))
        .select_from(never.join(tables.company, company.id == never.c.id))
        .where(branch_condition(branch))
        for place, branch in enumerate(branches)
    ]
    return [row.n for row in sorted(connection.execute(union_all(*counts)))] if counts else []


def share_with(connection: Connection, field: str) -> tuple[int, int]:
    """Return how many companies have a term of a field (sni, tag, cpv), and how many there are."""
    term = tables.term.c
    having = select(func.count(term.owner.distinct())).where(term.field == field, term.kind == Kind.COMPANY.value)
    every = select(func.count()).select_from(tables.company)
    return connection.execute(having).scalar_one(), connection.execute(every).scalar_one()


def municipalities(connection: Connection) -> list[str]:
    """Return the codes of the municipalities in which companies have their seat."""
    seat = tables.company.c.municipality
    return list(connection.execute(select(seat).where(seat != "").distinct()).scalars())


def any_in(connection: Connection, municipality: str) -> bool:
    """Say whether a company has its seat in a municipality (SCB's code)."""
    wanted = select(tables.company.c.row).where(tables.company.c.municipality == municipality).limit(1)
    return bool(municipality) and connection.execute(wanted).first() is not None


def branch_condition(branch: Branch) -> ColumnElement[bool]:
    """Return the condition of a company that belongs to a branch, or has none known."""
    term, company = tables.term.c, tables.company.c
    owned = and_(term.owner == company.id, term.field == branch.field, term.kind == Kind.COMPANY.value)
    if not branch.value:
        return ~exists().where(owned, _real(branch.field))
    section = sni_sections().get(branch.value) if branch.field == "sni" else None
    if section is not None:
        fits = _between(section.first, section.last)
    elif branch.field == "tag":
        fits = term.value == branch.value
    else:
        fits = (term.value >= branch.value) & (term.value < branch.value + _LAST_LETTER)
    owners = select(term.owner).where(term.field == branch.field, term.kind == Kind.COMPANY.value, fits)
    return company.id.in_(owners)


def reached_condition(connection: Connection, reached: Reached) -> ColumnElement[bool]:
    """Return the condition of a company that has come so far, and no further unless `at_least`."""
    limits = Limits(connection.dialect.name, reached.since, reached.programme)
    place = STAGES.index(reached.stage)
    further = [limits.reached(one) for one in STAGES[place + 1 :]]
    if reached.stage is Stage.NEVER:
        return literal(True) if reached.at_least else ~or_(*further)
    own = limits.reached(reached.stage)
    if reached.at_least:
        return or_(own, *further)
    return and_(own, ~or_(*further)) if further else own


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts: from a day on, and of a programme tag, where they are given."""

    dialect: str
    since: date | None = None
    programme: str = ""

    @property
    def _instant(self) -> datetime | None:
        return to_instant(datetime.combine(self.since, time.min), HOME_ZONE) if self.since else None

    def reached(self, stage: Stage) -> ColumnElement[bool]:
        """Return the condition of a company that has done what a stage asks for, however far it has come beside that."""
        company = tables.company.c
        if stage is Stage.MET and not self.programme:
            # The index by company and time answers it for each company with one look.
            met = tables.meeting.c.company == company.id
            return exists().where(met, tables.meeting.c.at >= self._instant) if self.since else exists().where(met)
        sets = {
            Stage.MET: self._met,
            Stage.CAME: self._came,
            Stage.ASKED: self._asked,
            Stage.NOTIFIED: self._notified,
            Stage.BID: self._bid,
            Stage.WON: self._won,
        }
        return or_(*(company.id.in_(one) for one in sets[stage]()))

    def _met(self) -> list[Select[Any]]:
        return [self._talked()]

    def _asked(self) -> list[Select[Any]]:
        return [self._talked(asked=True)]

    def _talked(self, *, asked: bool = False) -> Select[Any]:
        meeting = tables.meeting.c
        wanted = select(meeting.company).where(meeting.company.is_not(None))
        if asked:
            wanted = wanted.where(meeting.question.is_not(None))
        if self.since:
            # Questions are few: their index is to answer, not that of all times, which a bare comparison would call for.
            at = func.coalesce(meeting.at, self._instant) if asked else meeting.at
            wanted = wanted.where(at >= self._instant)
        if self.programme:
            about = select(tables.meeting_tender.c.meeting).where(
                tables.meeting_tender.c.tender.in_(self._tagged(Kind.TENDER))
            )
            ways = (
                meeting.id.in_(self._tagged(Kind.MEETING)),
                meeting.event.in_(self._tagged(Kind.EVENT)),
                meeting.id.in_(about),
            )
            wanted = wanted.where(or_(*ways))
        return wanted

    def _came(self) -> list[Select[Any]]:
        guest, role = tables.guest.c, tables.role.c
        came = [guest.attendance == Attendance.CAME.value]
        if self.since:
            came.append(guest.event.in_(select(tables.event.c.id).where(tables.event.c.starts >= self._instant)))
        if self.programme:
            came.append(guest.event.in_(self._tagged(Kind.EVENT)))
        named = select(guest.company).where(guest.company.is_not(None), *came)
        through = (
            select(role.company).join(tables.guest, guest.person == role.person).where(guest.company.is_(None), *came)
        )
        return [named, through]

    def _notified(self) -> list[Select[Any]]:
        notification = tables.notification.c
        company: ColumnElement[Any]
        if self.dialect == "postgresql":
            told = func.jsonb_array_elements(cast(notification.body, JSONB)["companies"]).table_valued("value")
            company = cast(func.jsonb_extract_path_text(told.c.value, "company"), Uuid)
        else:
            told = func.json_each(notification.body, "$.companies").table_valued("value")
            plain = func.json_extract(told.c.value, "$.company")
            company = type_coerce(func.replace(plain, "-", ""), Uuid)
        wanted = select(company).select_from(tables.notification.join(told, literal(True))).where(company.is_not(None))
        if self.since:
            wanted = wanted.where(notification.at >= self._instant)
        if self.programme:
            wanted = wanted.where(notification.tender.in_(self._tagged(Kind.TENDER)))
        return [wanted]

    def _bid(self) -> list[Select[Any]]:
        bid, tender = tables.bid.c, tables.tender.c
        wanted = select(bid.company).where(bid.company.is_not(None))
        if self.since:
            # A bid is as old as its tender's notice; where nobody knows that day, as old as its line in the register.
            wanted = wanted.join(tables.tender, tender.id == bid.tender).where(
                or_(tender.advertised >= self.since, and_(tender.advertised.is_(None), bid.created >= self._instant))
            )
        if self.programme:
            wanted = wanted.where(bid.tender.in_(self._tagged(Kind.TENDER)))
        return [wanted]

    def _won(self) -> list[Select[Any]]:
        return [wanted.where(tables.bid.c.won) for wanted in self._bid()]

    def _tagged(self, kind: Kind) -> Select[Any]:
        term = tables.term.c
        return select(term.owner).where(term.field == "tag", term.value == self.programme, term.kind == kind.value)


@cache
def _branches(by: BranchBy) -> Select[Any]:
    """Return each company with each branch that it belongs to, once."""
    term = tables.term.c
    branch: ColumnElement[Any]
    if by is BranchBy.TAG:
        field, branch = "tag", term.value
    elif by is BranchBy.CPV:
        field, branch = "cpv", func.substr(term.value, 1, 2)
    else:
        field = "sni"
        division = func.substr(term.value, 1, 2)
        whole = by is BranchBy.DIVISION
        sections = sni_sections().values()
        branch = case(
            *((_between(one.first, one.last), division if whole else one.letter) for one in sections), else_=""
        )
    every = (
        select(term.owner, branch.label("branch"))
        .where(term.field == field, term.kind == Kind.COMPANY.value)
        .distinct()
    )
    # A code that no list has names no branch.
    own = every.subquery()
    return select(own.c.owner, own.c.branch).where(own.c.branch != "")


def _real(field: str) -> ColumnElement[bool]:
    """Say which terms name a branch: a code that no list has is none."""
    if field != "sni":
        return tables.term.c.value != ""
    return or_(*(_between(one.first, one.last) for one in sni_sections().values()))


def _between(first: str, last: str) -> ColumnElement[bool]:
    return (tables.term.c.value >= first) & (tables.term.c.value < last + _LAST_LETTER)
