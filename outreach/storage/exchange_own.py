"""What was done on this laptop, gathered for the others: all but what must not leave it.

A person whose identity is protected by law does not travel (`domain/usable.py`), nor does what names one. Where somebody was
known to the others before, they know the name already: the change that marks the person, and what it takes out, travels on, so
that they protect the person too: a flag that protects must reach whoever holds the data.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CompoundSelect, func, literal, select, union_all

from outreach.domain.record import Kind
from outreach.storage import references, tables, travelling
from outreach.storage.columns import metadata
from outreach.storage.tables import exchange_action, exchange_op, journal

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

Report = Callable[[int, int], None]
Key = tuple[Kind, UUID]
_WHOLE = "exchange.whole"


def gather_own(work: Work, report: Report | None = None) -> set[Key]:
    """Turn what was done here since the last exchange into changes; the first time, all that the workspace holds."""
    staying = stays_here(work)
    touched = travelling.take_own(work, staying, report)
    first = not work.fact(_WHOLE)
    # What the journal does not tell of: records of the first time, and those of people who are protected no longer.
    wanted = set(travelling.every_key(work)) if first else touched | set(_never_told(work))
    travelling.mend(work, wanted - staying, report)
    work.keep_fact(_WHOLE, "1")
    return touched


def stays_here(view: View) -> set[Key]:
    """Return the records that must not leave this laptop: protected people whom no other knows, and what names them."""
    c, told = tables.person.c, select(exchange_op.c.record)
    wanted = select(c.id).where(c.body["protected"].as_boolean().is_(True), c.id.not_in(told))
    found: set[Key] = {(Kind.PERSON, record) for record in view.connection.execute(wanted).scalars()}
    fresh = set(found)
    while fresh:
        by_kind: dict[Kind, list[UUID]] = {}
        for kind, record in fresh:
            by_kind.setdefault(kind, []).append(record)
        naming = {key for kind, records in by_kind.items() for key in references.naming(view, kind, records)}
        fresh = naming - found
        found |= fresh
    return found


def _never_told(view: View) -> set[Key]:
    """Return the records of which no change tells, though there are others of their kind."""
    return {(Kind(row.kind), row.id) for row in view.connection.execute(_untold())}


@cache
def _untold() -> CompoundSelect[Any]:
    """Return the one question for all kinds: what asks after each on its own takes longer to ask than to answer."""
    told = select(exchange_op.c.record)
    tables = {kind: metadata.tables[table].c for table, kind in references.kinds_by_table().items()}
    return union_all(*(select(literal(kind.value).label("kind"), c.id).where(c.id.not_in(told)) for kind, c in tables.items()))


def unsent(view: View) -> int:
    """Return how many changes were made here since the last exchange."""
    c = journal.c
    received = select(exchange_action.c.action)
    taken = int(view.fact("exchange.taken") or 0)
    wanted = select(func.count()).select_from(journal).where(c.number > taken, c.action.not_in(received))
    return view.connection.execute(wanted).scalar_one()
