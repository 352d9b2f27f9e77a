"""The day on which a company is to be heard of next, as SQL: the same as `domain/next_contact.py`, for lists of a hundred thousand.

Instants in a body are texts ("2026-11-28T08:00:00+00:00"), those of the columns are not, and months are counted in the home zone:
both are said once here, for SQLite and for PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, and_, case, cast, exists, func, select, type_coerce, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Boolean

from outreach.domain.next_contact import months_after
from outreach.domain.when import HOME_ZONE, home_day
from outreach.storage import tables

#: The function that SQLite gets from us (`engine.py`).
RHYTHM = "outreach_months_after"


def sqlite_months_after(at: str | None, months: int | None) -> str | None:
    """Return the home day of a stored instant (UTC) and so many months later, as stored; None without either."""
    if at is None or months is None:
        return None
    return months_after(home_day(datetime.fromisoformat(at).replace(tzinfo=UTC)), months).isoformat()


class _TalkedAfter(GenericFunction[bool]):
    """Whether an instant column lies after an instant that a body holds as a text of whole seconds."""

    type = Boolean()
    name = "talked_after"
    inherit_cache = True


class _MonthsAfter(GenericFunction[date]):
    """The home day of an instant and so many months later."""

    type = Date()
    name = "months_after"
    inherit_cache = True


@compiles(_TalkedAfter, "sqlite")
def _talked_after_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    at, text = (compiler.process(one, **options) for one in element.clauses)
    return f"{at} > replace(substr({text}, 1, 19), 'T', ' ') || '.000000'"


@compiles(_TalkedAfter, "postgresql")
def _talked_after_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    at, text = (compiler.process(one, **options) for one in element.clauses)
    return f"{at} > CAST({text} AS TIMESTAMP WITH TIME ZONE)"


@compiles(_MonthsAfter, "sqlite")
def _months_after_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    at, months = (compiler.process(one, **options) for one in element.clauses)
    return f"{RHYTHM}({at}, {months})"


@compiles(_MonthsAfter, "postgresql")
def _months_after_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    at, months = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(CAST({at} AT TIME ZONE '{HOME_ZONE}' AS DATE) + make_interval(months => {months}) AS DATE)"


def next_contact_column() -> ColumnElement[Any]:
    """Return the day of a row of `company`, NULL where there is none."""
    return type_coerce(func.coalesce(_promised(), _own()), Date)


def _promised() -> ColumnElement[Any]:
    """Return the due day of the earliest open follow-up with the company, or with its people where it names no company."""
    company, follow_up, role = tables.company.c, tables.follow_up.c, tables.role.c
    own = select(follow_up.due.label("due")).where(follow_up.company == company.id, follow_up.done.is_(None))
    peoples = (
        select(follow_up.due.label("due"))
        .join_from(tables.role, tables.follow_up, follow_up.person == role.person)
        .where(role.company == company.id, follow_up.company.is_(None), follow_up.done.is_(None))
    )
    either = union_all(own.correlate(tables.company), peoples.correlate(tables.company)).subquery()
    return select(func.min(either.c.due)).scalar_subquery()


def _own() -> ColumnElement[Any]:
    """Return the chosen day, or that of the rhythm where a talk has used the chosen one up."""
    company, meeting = tables.company.c, tables.meeting.c
    chosen = company.body["next_contact"].as_string()
    chosen_at = company.body["next_contact_set"].as_string()
    months = company.body["contact_months"].as_integer()
    talked = exists().where(and_(meeting.company == company.id, _TalkedAfter(meeting.at, chosen_at)))
    latest = select(func.max(meeting.at)).where(meeting.company == company.id).scalar_subquery()
    rhythm = _MonthsAfter(latest, cast(months, Integer))
    return case((and_(chosen.is_not(None), ~talked), _AsDay(chosen)), (months > 0, rhythm), else_=None)


class _AsDay(GenericFunction[date]):
    """A day that a body holds as a text."""

    type = Date()
    name = "as_day"
    inherit_cache = True


@compiles(_AsDay, "sqlite")
def _as_day_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(next(iter(element.clauses)), **options)


@compiles(_AsDay, "postgresql")
def _as_day_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(next(iter(element.clauses)), **options)} AS DATE)"


def next_contact_condition(values: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition of the filter "next_contact".

    "none", "any", before a day ("<2026-11-28"), from one to another ("2026-11-28..2026-12-05", both included), and no follow-up
    but chosen or by the rhythm until a day ("own<=2026-11-28").
    """
    value, day = values[0], next_contact_column()
    if value.startswith("own<="):
        return _promised().is_(None) & (type_coerce(_own(), Date) <= date.fromisoformat(value[5:]))
    if value in ("none", "any"):
        return day.is_(None) if value == "none" else day.is_not(None)
    if value.startswith("<"):
        return day < date.fromisoformat(value[1:])
    first, _, last = value.partition("..")
    return day.between(date.fromisoformat(first), date.fromisoformat(last))
