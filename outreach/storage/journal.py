"""The journal: what every write did, field by field, and the action it belonged to (design, section 4).

Rows are only ever added. Undo reads them backwards, history reads those of one record.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, insert, select, update

from outreach.domain.changes import HistoryEntry
from outreach.domain.record import Kind
from outreach.storage.tables import action, journal

#: What the journal keeps of a deleted record beside its fields: its row key, so that an undo puts it back in its place.
ROW = "_row"
#: So many records are named in one statement.
_AT_ONCE = 500
_INSERT_ACTION, _INSERT_LINES = insert(action), insert(journal)


@dataclass(frozen=True, slots=True)
class Line:
    """One journal row as it is written: `verb` is create, change or delete; `version` that after the write.

    `at`, `who` and `device` are the action's, but where it was done on another laptop.
    """

    kind: Kind
    record: UUID
    verb: str
    version: int
    fields: dict[str, list[Any]]
    at: datetime | None = None
    who: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action. `title` is a catalogue text filled with `values`; `undoes` names the action that it took back.

    A `final` one is passed over by undo: it tells of what has left the computer.
    """

    id: UUID
    at: datetime
    who: str
    device: str
    title: str
    values: dict[str, str]
    undoes: UUID | None
    final: bool = False


def begin(connection: Connection, done: ActionRow) -> None:
    """Add an action, its lines to follow."""
    row = {
        "id": done.id,
        "at": done.at,
        "who": done.who,
        "device": done.device,
        "title": done.title,
        "title_values": done.values,
        "undoes": done.undoes,
        "final": done.final,
    }
    # Beside the statement, not in it: SQLAlchemy then finds it compiled without looking at each value.
    connection.execute(_INSERT_ACTION, row)


def finalise(connection: Connection, action_id: UUID) -> None:
    """Mark an action as one that undo passes over. Its lines stay as they are."""
    connection.execute(update(action).where(action.c.id == action_id).values(final=True))


def add(connection: Connection, done: ActionRow, lines: list[Line]) -> None:
    """Add lines to an action that has begun."""
    if not lines:
        return
    connection.execute(
        _INSERT_LINES,
        [
            {
                "action": done.id,
                "at": line.at or done.at,
                "who": line.who or done.who,
                "device": line.device or done.device,
                "kind": line.kind.value,
                "record": line.record,
                "verb": line.verb,
                "version": line.version,
                "fields": line.fields,
            }
            for line in lines
        ],
    )


def empty_lines(connection: Connection, records: Sequence[UUID]) -> None:
    """Take out of the lines of erased records all that was said; that something was done, by whom and when, stays."""
    for start in range(0, len(records), _AT_ONCE):
        part = list(records[start : start + _AT_ONCE])
        connection.execute(update(journal).where(journal.c.record.in_(part)).values(fields={}))


def count_lines(connection: Connection, action_id: UUID) -> int:
    """Return how many lines an action has."""
    return connection.execute(
        select(func.count()).select_from(journal).where(journal.c.action == action_id)
    ).scalar_one()


def lines_backwards(connection: Connection, action_id: UUID, most: int) -> Iterator[list[Line]]:
    """Yield an action's lines, last written first, up to `most` at a time: a large one is never held whole."""
    c = journal.c
    columns = (c.number, c.kind, c.record, c.verb, c.version, c.fields)
    wanted = select(*columns).where(c.action == action_id).order_by(c.number.desc()).limit(most)
    rows = connection.execute(wanted).all()
    while rows:
        yield [Line(Kind(row[1]), row[2], row[3], row[4], row[5]) for row in rows]
        rows = connection.execute(wanted.where(c.number < rows[-1][0])).all() if len(rows) == most else []


def get_action(connection: Connection, action_id: UUID) -> ActionRow | None:
    """Return one action, or None."""
    row = connection.execute(select(action).where(action.c.id == action_id)).first()
    return _action(row) if row else None


def last_undoable(connection: Connection) -> ActionRow | None:
    """Return the newest action that is not itself an undo, is not final, and is not taken back at present."""
    wanted = select(action).where(
        action.c.undoes.is_(None), action.c.final.is_not(True), action.c.id.not_in(_taken_back())
    )
    row = connection.execute(wanted.order_by(action.c.number.desc()).limit(1)).first()
    return _action(row) if row else None


def last_redoable(connection: Connection) -> ActionRow | None:
    """Return the newest undo that can be taken back in turn: nothing new was done since."""
    taken_back = set(connection.execute(_taken_back()).scalars())
    for row in connection.execute(select(action).order_by(action.c.number.desc())):
        if row.undoes is None:
            return None
        target = get_action(connection, row.undoes)
        if row.id not in taken_back and target is not None and target.undoes is None:
            return _action(row)
    return None


def _taken_back() -> Select[tuple[UUID]]:
    """The ids of actions that an undo took back, where no later undo took that one back."""
    later = action.alias("later")
    revived = select(later.c.undoes).where(later.c.undoes.is_not(None))
    return select(action.c.undoes).where(action.c.undoes.is_not(None), action.c.id.not_in(revived))


def standing_lines(
    connection: Connection, kind: Kind, records: Sequence[UUID]
) -> Iterator[tuple[UUID, datetime, dict[str, list[Any]]]]:
    """Yield the lines of these records, the oldest first, without those of actions that are taken back at present.

    Undos and redos say nothing themselves: they say which actions stand.
    """
    c = journal.c
    own = select(action.c.id).where(action.c.undoes.is_(None))
    for start in range(0, len(records), _AT_ONCE):
        part = list(records[start : start + _AT_ONCE])
        standing = (c.record.in_(part), c.kind == kind.value, c.action.in_(own), c.action.not_in(_taken_back()))
        wanted = select(c.record, c.at, c.fields).where(*standing)
        yield from ((row[0], row[1], row[2]) for row in connection.execute(wanted.order_by(c.number)))


def is_undone(connection: Connection, action_id: UUID) -> bool:
    """Say whether an action has been taken back."""
    return action_id in set(connection.execute(_taken_back()).scalars())


def lives(connection: Connection, records: Sequence[UUID]) -> dict[UUID, tuple[datetime, int]]:
    """Return when each of up to 500 records was first made, and the last version it had; unknown ones are left out."""
    c = journal.c
    wanted = select(c.record, c.at, c.version).where(c.record.in_(records)).order_by(c.number)
    found: dict[UUID, tuple[datetime, int]] = {}
    for record, at, version in connection.execute(wanted).all():
        found[record] = (found[record][0] if record in found else at, version)
    return found


def history(connection: Connection, record: UUID) -> list[HistoryEntry]:
    """Return what happened to one record, latest first. Titles are catalogue texts already filled with their values."""
    wanted = (
        select(journal, action.c.title, action.c.title_values)
        .join(action, action.c.id == journal.c.action)
        .where(journal.c.record == record)
        .order_by(journal.c.number.desc())
    )
    return [
        HistoryEntry(
            at=row.at,
            who=row.who,
            device=row.device,
            action=row.action,
            title=row.title,
            values=row.title_values,
            kind=Kind(row.kind),
            record=row.record,
            verb=row.verb,
            fields={name: sides for name, sides in row.fields.items() if name != ROW},
        )
        for row in connection.execute(wanted)
    ]


def actions(connection: Connection, most: int) -> list[ActionRow]:
    """Return the latest actions, newest first."""
    return [_action(row) for row in connection.execute(select(action).order_by(action.c.number.desc()).limit(most))]


def latest(connection: Connection) -> int:
    """Return the number of the latest action, 0 when there is none."""
    return connection.execute(select(func.max(action.c.number))).scalar() or 0


def touched_since(connection: Connection, number: int, seen: Container[UUID]) -> dict[UUID, set[tuple[Kind, UUID]]]:
    """Return what the actions after a number touched, without those that were `seen`."""
    wanted = select(action.c.id).where(action.c.number > number)
    new = [one for one in connection.execute(wanted.order_by(action.c.number)).scalars() if one not in seen]
    found: dict[UUID, set[tuple[Kind, UUID]]] = {one: set() for one in new}
    for start in range(0, len(new), _AT_ONCE):
        part = new[start : start + _AT_ONCE]
        lines = select(journal.c.action, journal.c.kind, journal.c.record).where(journal.c.action.in_(part))
        for own, kind, record in connection.execute(lines):
            found[own].add((Kind(kind), record))
    return found


def _action(row: Any) -> ActionRow:
    return ActionRow(row.id, row.at, row.who, row.device, row.title, row.title_values, row.undoes, bool(row.final))
