"""What a record was at an earlier version, from the journal; and what becomes of a save that came too late."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sqlalchemy import select

from outreach.domain.joining import Clash, join
from outreach.domain.record import Kind, Record, from_plain, to_plain
from outreach.errors import ChangedBySomeoneElse, SameFieldChanged
from outreach.storage.journal import ROW
from outreach.storage.tables import journal

if TYPE_CHECKING:
    from outreach.storage.work import View

R = TypeVar("R", bound=Record)


def joined(view: View, kind: Kind, record: R) -> R:
    """Return a record that was read before somebody else's save, with that save taken in; ready to be saved.

    Raises SameFieldChanged when both changed the same field, ChangedBySomeoneElse when the record is gone, or the journal does not
    reach back to what was read.
    """
    # Held from here on: where many save the same record, nobody can be faster again and again.
    table = view.store(kind).table
    view.connection.execute(select(table.c.id).where(table.c.id == record.id).with_for_update())
    stored = view.store(kind).get(record.id)
    if stored is None or stored.version < record.version:
        raise ChangedBySomeoneElse(kind, record.id)
    if record.version == 0:
        # An answer of the server was lost and the same record is saved once more: it is there already.
        if _same(stored, record):
            return dataclasses.replace(record, version=stored.version)
        raise ChangedBySomeoneElse(kind, record.id)
    original = version_of(view, kind, stored, record.version)
    if original is None:
        raise ChangedBySomeoneElse(kind, record.id)
    both: R
    both, clashes = join(original, record, stored)
    if clashes:
        raise SameFieldChanged(kind, record.id, both, tuple(_signed(view, one, stored.id) for one in clashes))
    return both


def version_of(view: View, kind: Kind, stored: R, version: int) -> R | None:
    """Return what a record was at an earlier version, or None when the journal does not tell."""
    c = journal.c
    wanted = select(c.verb, c.version, c.fields).where(c.record == stored.id, c.kind == kind.value, c.version > version)
    values: dict[str, object] = {}
    expected = stored.version
    for verb, at, fields in view.connection.execute(wanted.order_by(c.number.desc())):
        if verb != "change" or at != expected:
            return None
        expected -= 1
        values |= {name: sides[0] for name, sides in fields.items() if name != ROW}
    if expected != version:
        return None
    plain = {field.name: to_plain(getattr(stored, field.name)) for field in dataclasses.fields(stored)} | values
    plain["version"] = version
    return from_plain(type(stored), plain)


def _same(stored: Record, record: Record) -> bool:
    return stored == dataclasses.replace(record, version=stored.version)


def _signed(view: View, clash: Clash, record: UUID) -> Clash:
    """Add who changed the field last, and when."""
    c = journal.c
    wanted = select(c.who, c.at, c.fields).where(c.record == record, c.verb == "change").order_by(c.number.desc())
    for who, at, fields in view.connection.execute(wanted):
        if clash.name in fields:
            return dataclasses.replace(clash, who=who, at=at)
    return clash
