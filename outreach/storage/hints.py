"""Whom do we know? A handful of companies or people for the letters that somebody types, in a few milliseconds.

The search index alone answers "ber" with thousands of rows in the order in which they came, and sorting all of them by
relevance costs more than the whole answer may take. So one statement gathers a few candidates of each sort, every part of
it with a limit of its own: names that begin so (from the index of the order), rows that hold the words (from the search
index, unsorted), and whoever was met lately. The best of these are read in full by a second one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)

from outreach.domain.hint import Fit, Hint, Typed
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.storage import search_index, tables
from outreach.storage.columns import UtcDateTime
from outreach.storage.timeline import last_met

#: How many rows of the search index are looked at. What has fewer hits than this is ranked exactly.
_LOOKED_AT = 100
#: How many of the latest conversations count as lately: a busy day of two officers at a fair.
_LATELY = 100
#: Sorts after every letter that a name can go on with.
_LAST_LETTER = "\uffff"


def find(connection: Connection, kind: Kind, text: str, most: int) -> list[tuple[Fit, Hint]]:
    """Return up to `most` companies or people (`kind`), the best first: how the name fits, then met lately, then Swedish order.

    Every word of `text` must begin a word under which the record is found. A text without words finds nothing.
    """
    typed = Typed(text)
    if not typed.words:
        return []
    low = _name_key(text)
    wanted = _candidates(connection.dialect.name, kind)
    values = {
        "low": low,
        "high": low and low + _LAST_LETTER,
        "query": search_index.query(connection.dialect.name, typed.words),
        "most": most,
        "many": _LOOKED_AT,
        "late": _LATELY,
    }
    ranked: list[tuple[Fit, float, str, int]] = []
    for row, name, family, sort, found, at in connection.execute(wanted, values).all():
        fit = typed.fit(name, family)
        # Whoever was met lately is among the candidates whatever is typed.
        if found or fit is not Fit.ELSEWHERE:
            ranked.append((fit, -at.timestamp() if at else 0.0, sort, row))
    best = sorted(ranked)[:most]
    known = _full(connection, kind, [row for *_, row in best])
    return [(fit, known[row]) for fit, _, _, row in best if row in known]


def colleagues(connection: Connection, company: UUID, text: str, most: int) -> list[Hint]:
    """Return up to `most` people of a company whose name fits `text`, best first; all of them fit an empty text."""
    typed = Typed(text)
    ranked: dict[int, tuple[Fit, float, str, int]] = {}
    titles: dict[int, str] = {}
    employer = ""
    for row, name, family, sort, at, title, employer in connection.execute(_at_company(), {"company": company}):  # noqa: B007
        fit = typed.fit(name, family)
        if fit is not Fit.ELSEWHERE or not typed.words:
            ranked[row] = (fit, -at.timestamp() if at else 0.0, sort, row)
            titles[row] = titles.get(row) or title
    best = [row for *_, row in sorted(ranked.values())[:most]]
    known = _full(connection, Kind.PERSON, best)
    here = {row: replace(hint, title=titles[row], company=employer, company_id=company) for row, hint in known.items()}
    return [here[row] for row in best if row in here]


@cache
def _at_company() -> Select[Any]:
    c, role, company = tables.person.c, tables.role.c, tables.company.c
    last = last_met(tables.meeting.c.person == c.id)
    joined = tables.role.join(tables.person, role.person == c.id).join(tables.company, company.id == role.company)
    columns = (c.row, c.name, c.family, c.sort, last, role.title, company.name)
    return select(*columns).select_from(joined).where(role.company == bindparam("company"))


def _name_key(text: str) -> str:
    """Return how the sort key of a name begins that begins with `text`; empty where that cannot be said.

    Numbers are padded in sort keys, so that "2" is no beginning of "20".
    """
    key = sort_key(text)
    return "" if key[-1:].isdigit() else key


@cache
def _candidates(dialect: str, kind: Kind) -> Select[Any]:
    """Return the statement of the candidates: row, name, family name, order, whether the words were found, met lately when."""
    table = tables.person if kind is Kind.PERSON else tables.company
    c = table.c
    # Each in the order of an index, so that nothing is sorted.
    orders = [(c.sort, c.row), (c.family_sort, c.sort, c.row)] if kind is Kind.PERSON else [(c.sort, c.row)]
    parts = [_begin_so(table, order) for order in orders]
    every = union_all(*parts, _hold_words(dialect, table), _met_lately(table, kind)).subquery()
    some = select(every.c.row, func.max(every.c.found).label("found"), func.max(every.c.at).label("at"))
    once = some.group_by(every.c.row).subquery()
    family = c.family if kind is Kind.PERSON else literal("")
    return select(c.row, c.name, family, c.sort, once.c.found, once.c.at).join_from(once, table, c.row == once.c.row)


def _begin_so(table: Table, order: Sequence[Column[Any]]) -> Select[Any]:
    begin = select(table.c.row).where(order[0] >= bindparam("low"), order[0] < bindparam("high"))
    return _candidate(begin.order_by(*order).limit(bindparam("most")).subquery())


def _hold_words(dialect: str, table: Table) -> Select[Any]:
    index, row, condition = search_index.holding(dialect, table)
    return _candidate(select(row.label("row")).select_from(index).where(condition).limit(bindparam("many")).subquery())


def _met_lately(table: Table, kind: Kind) -> Select[Any]:
    met = tables.meeting.c
    who = met[kind.value]
    talks = select(who.label("who"), met.at).where(who.is_not(None)).order_by(met.at.desc(), met.row.desc())
    late = talks.limit(bindparam("late")).subquery()
    return select(table.c.row, literal_column("0").label("found"), late.c.at).join_from(late, table, table.c.id == late.c.who)


def _candidate(rows: Subquery) -> Select[Any]:
    return select(rows.c.row, literal_column("1").label("found"), cast(null(), UtcDateTime).label("at"))


def _full(connection: Connection, kind: Kind, rows: Sequence[int]) -> dict[int, Hint]:
    """Return the hints of the rows with these keys; a row that is gone is left out."""
    found: dict[int, Hint] = {}
    for row, record_id, name, body, title, company, company_id in connection.execute(_in_full(kind), {"rows": list(rows)}):
        phones, emails = body["phones"], body["emails"]
        contact = phones[0]["number"] if phones else emails[0]["address"] if emails else ""
        found[row] = Hint(kind, record_id, name, contact, title or "", company or "", company_id)
    return found


@cache
def _in_full(kind: Kind) -> Select[Any]:
    rows: BindParameter[Any] = bindparam("rows", expanding=True)
    if kind is Kind.COMPANY:
        c = tables.company.c
        return select(c.row, c.id, c.name, c.body, literal(""), literal(""), null()).where(c.row.in_(rows))
    c, role, company = tables.person.c, tables.role.c, tables.company.c
    first = and_(role.person == c.id, role.position == 0)
    joined = tables.person.outerjoin(tables.role, first).outerjoin(tables.company, company.id == role.company)
    columns = (c.row, c.id, c.name, c.body, role.title, company.name, company.id)
    return select(*columns).select_from(joined).where(c.row.in_(rows))
