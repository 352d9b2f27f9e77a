"""What the changes that travel still say of people who are erased: dropped, emptied, and marked so that all laptops do the same.

Called by the erasure inside its action (`forgetting.py`). A change that loses words keeps its identity and says how often it lost
some (`bare`); of two tellings of one change the barer one stands everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update

from outreach.domain.record import Kind, to_plain
from outreach.domain.travelling import GONE, registers, spoken_field
from outreach.storage import travelling
from outreach.storage.tables import exchange_op

if TYPE_CHECKING:
    from outreach.storage.work import Work


def forget_said(
    work: Work, gone: Mapping[UUID, Kind], left: Mapping[Kind, set[UUID]], personal: Mapping[Kind, frozenset[str]], deed: str
) -> None:
    """Drop what is told of records that are gone, and the `personal` fields of those that are left without their person."""
    travelling.forget(work, [(kind, record) for record, kind in gone.items()], deed)
    for kind, fields in personal.items():
        ids = left.get(kind, set()) - gone.keys()
        for record, one in work.store(kind).many(sorted(ids)).items():
            _empty(work, record, registers(kind, to_plain(one)), fields)


def _empty(work: Work, record: UUID, now: Mapping[str, Any], fields: frozenset[str]) -> None:
    """Let every change of these fields say what stands there now, and nothing that stood there before."""
    c = exchange_op.c
    for number, detail in work.connection.execute(select(c.number, c.detail).where(c.record == record)).all():
        bare = dict(detail)
        for part in ("writes", "before", "over"):
            kept = {path: _as_now(part, path, value, now, fields) for path, value in detail.get(part, {}).items()}
            bare[part] = {path: value for path, value in kept.items() if value != GONE or not _is_of(path, fields)}
        bare = {name: value for name, value in bare.items() if value}
        if bare != detail:
            bare["bare"] = detail.get("bare", 0) + 1
            work.connection.execute(update(exchange_op).where(c.number == number).values(detail=bare))


def _as_now(part: str, path: str, value: Any, now: Mapping[str, Any], fields: frozenset[str]) -> Any:
    if not _is_of(path, fields):
        return value
    if part == "writes":
        return now.get(path, GONE)
    return value if part == "over" and path in now else GONE


def _is_of(path: str, fields: frozenset[str]) -> bool:
    return spoken_field(path)[0] in fields
