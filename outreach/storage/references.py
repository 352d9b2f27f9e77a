"""What points to what, told from the foreign keys: in which order records can be written, and who needs one that shall go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from sqlalchemy import Column, Table, select

from outreach.domain.record import Kind
from outreach.storage.columns import metadata
from outreach.storage.store import SLICE

if TYPE_CHECKING:
    from outreach.storage.work import View

#: Of the tables that tie one record to several: the field of the record, and of its elements the part that names the other.
_LINKS = {"role": ("roles", "company"), "event_tender": ("tenders", ""), "meeting_tender": ("tenders", "")}


@cache
def kinds_by_table() -> dict[str, Kind]:
    """Return the kind that each table keeps."""
    from outreach.storage.work import View

    nowhere: Any = None
    return {View(nowhere).store(kind).table.name: kind for kind in Kind}


@cache
def writing_order() -> tuple[Kind, ...]:
    """Return the kinds, those that others point to first, by links as well as by keys of their own."""
    named = {kind: {target for own, _, target in _keys() if own is kind and target is not kind} for kind in Kind}
    order = TopologicalSorter(named)
    return tuple(order.static_order())


@cache
def _keys() -> tuple[tuple[Kind, str, Kind], ...]:
    """Return (kind, register, kind that it points to) of every foreign key; a register "roles/" stands for its elements."""
    kinds = kinds_by_table()
    found: list[tuple[Kind, str, Kind]] = []
    for table in metadata.sorted_tables:
        own = kinds.get(table.name) or _owner(table)
        for column in table.columns if own else ():
            target = _target(column)
            if target is None or own is None:
                continue
            if table.name in kinds:
                found.append((own, column.name, target))
            elif table.name in _LINKS and target is not own:
                found.append((own, f"{_LINKS[table.name][0]}/", target))
    return tuple(found)


def _owner(table: Table) -> Kind | None:
    return _target(next(iter(table.columns))) if table.name in _LINKS else None


def _target(column: Column[Any]) -> Kind | None:
    return next((kinds_by_table().get(key.column.table.name) for key in column.foreign_keys), None)


@cache
def registers_of(kind: Kind) -> tuple[tuple[str, Kind], ...]:
    """Return the registers of a kind that point to others, each with the kind that it points to."""
    return tuple((register, target) for own, register, target in _keys() if own is kind)


def named_by(kind: Kind, plain: dict[str, Any]) -> Iterator[tuple[str, Kind, UUID]]:
    """Yield (register, kind, id) of everything that a record points to. Raises ValueError when it is no id."""
    for register, target in registers_of(kind):
        if not register.endswith("/"):
            if plain.get(register):
                yield register, target, UUID(plain[register])
            continue
        for element in plain.get(register[:-1], ()):
            wanted = element["company"] if isinstance(element, dict) else element
            yield f"{register}{wanted}", target, UUID(wanted)


def naming(view: View, kind: Kind, records: Iterable[UUID]) -> set[tuple[Kind, UUID]]:
    """Return the stored records that point to any of these."""
    wanted, kinds = list(records), kinds_by_table()
    own_table = view.store(kind).table.name
    found: set[tuple[Kind, UUID]] = set()
    for table in metadata.sorted_tables:
        owner = kinds.get(table.name) or _owner(table)
        for column in table.columns if owner else ():
            if _points_to(column, own_table) and owner is not None and not (table.name in _LINKS and owner is kind):
                own = table.c.id if table.name in kinds else next(iter(table.columns))
                found |= {(owner, record) for record in _owners(view, own, column, wanted)}
    return found


def _points_to(column: Column[Any], table: str) -> bool:
    return any(key.column.table.name == table for key in column.foreign_keys)


def _owners(view: View, own: Column[Any], column: Column[Any], wanted: Sequence[UUID]) -> Iterator[UUID]:
    for start in range(0, len(wanted), SLICE):
        rows = view.connection.execute(select(own).where(column.in_(wanted[start : start + SLICE])))
        yield from cast("Iterator[UUID]", rows.scalars())
