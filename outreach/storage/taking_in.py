"""Taking in what other laptops did: the records are written as their changes make them, in one action, with its journal."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from outreach.domain.brake import is_too_many
from outreach.domain.personal_numbers import without_any
from outreach.domain.record import Kind, Record, differences, from_plain, storable, to_plain
from outreach.domain.travelling import MAKING, Op, dot_of
from outreach.errors import TooMuchRemoved
from outreach.storage import journal, travelling
from outreach.storage.journal import Line
from outreach.storage.references import writing_order
from outreach.storage.settling_in import Key, Settling
from outreach.storage.store import SLICE
from outreach.storage.tables import exchange_conflict

if TYPE_CHECKING:
    from outreach.storage.work import Work

Report = Callable[[int, int], None]


@dataclass
class Taken:
    """What taking in did, or would do: records made, changed and removed, and their names where they are removed."""

    made: int = 0
    changed: int = 0
    removed: list[tuple[Kind, UUID, str]] = field(default_factory=list)
    waiting: int = 0
    conflicts: int = 0


def take_in(work: Work, keys: Iterable[Key], *, sure: bool = False, report: Report | None = None) -> Taken:
    """Make the records what the known changes say. Raises TooMuchRemoved unless `sure`."""
    settling = Settling(work)
    settling.close(keys, report)
    return Writing(work, settling, report).go(sure=sure)


class Writing:
    """One run of writing what was settled."""

    def __init__(self, work: Work, settling: Settling, report: Report | None) -> None:
        self._work = work
        self._settling = settling
        self._report = report
        self._done = Taken()
        self._authors = _Authors(settling.known)

    def go(self, *, sure: bool) -> Taken:
        """Write all that can be written."""
        settling, done = self._settling, self._done
        going = [key for key, one in settling.resolved.items() if not one.alive and key in settling.stored]
        done.removed = [(kind, record, _title(settling.stored[kind, record][2])) for kind, record in going]
        if not sure:
            self._brake(going)
        order = {kind: place for place, kind in enumerate(writing_order())}
        self._remove(sorted(settling.twins, key=lambda key: -order[key[0]]))
        for kind in writing_order():
            self._write(kind)
        self._remove_dying(sorted(going, key=lambda key: -order[key[0]]))
        self._conclude()
        done.waiting = len(settling.waiting)
        return done

    def _brake(self, going: Sequence[Key]) -> None:
        by_kind: dict[Kind, int] = {}
        for kind, _ in going:
            by_kind[kind] = by_kind.get(kind, 0) + 1
        for kind, count in by_kind.items():
            known = self._work.store(kind).count()
            if is_too_many(kind, count, known):
                raise TooMuchRemoved(count, known)

    # Writing -------------------------------------------------------------------------------------------------------

    def _write(self, kind: Kind) -> None:
        settling = self._settling
        wanted = [
            key for key, one in settling.resolved.items() if key[0] is kind and one.alive and key not in settling.waiting
        ]
        for start in range(0, len(wanted), SLICE):
            if self._report:
                self._report(start, len(wanted))
            new: list[Record] = []
            changed: list[tuple[Record, dict[str, list[Any]]]] = []
            for key in wanted[start : start + SLICE]:
                self._sort(key, new, changed)
            self._done.made += len(new)
            self._done.changed += len(changed)
            self._insert(kind, new)
            self._update(kind, changed)

    def _sort(self, key: Key, new: list[Record], changed: list[tuple[Record, dict[str, list[Any]]]]) -> None:
        kind, record = key
        store, known = self._work.store(kind), self._settling.stored.get(key)
        plain = self._settling.resolved[key].plain
        try:
            if tells_more(store.record_type, plain):
                raise ValueError("a part that this program does not know")
            made = without_any(kind, storable(from_plain(store.record_type, plain)))
            if known is None:
                new.append(dataclasses.replace(made, id=record, version=1))
                return
            before = dataclasses.replace(from_plain(store.record_type, known[2]), id=record, version=known[1])
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            # A later program wrote what this one does not know. Stored without it, it would be taken back on all laptops later.
            self._settling.waiting[key] = ("unreadable", "")
            return
        after = dataclasses.replace(made, id=record, version=known[1] + 1)
        fields = differences(before, after)
        if fields:
            changed.append((after, fields))

    def _insert(self, kind: Kind, records: Sequence[Record]) -> None:
        if not records:
            return
        work, store = self._work, self._work.store(kind)
        lives = journal.lives(work.connection, [one.id for one in records])
        made = [dataclasses.replace(one, version=lives[one.id][1] + 1) if one.id in lives else one for one in records]
        born = {one.id: self._authors.born(one.id) or work.now for one in made}
        store.insert_many(made, work.now, created=[born[one.id] for one in made])
        work.note(self._line(Line(kind, one.id, "create", one.version, differences(None, one))) for one in made)

    def _update(self, kind: Kind, changed: Sequence[tuple[Record, dict[str, list[Any]]]]) -> None:
        if not changed:
            return
        work = self._work
        if not work.store(kind).update_many([one for one, _ in changed], work.now):
            raise RuntimeError("a record changed while the file of another laptop was taken in")
        work.note(self._line(Line(kind, one.id, "change", one.version, fields)) for one, fields in changed)
        for one, fields in changed:
            work.after_change(kind, one, fields)

    def _line(self, line: Line) -> Line:
        op = self._authors.of(line.record, deletes=line.verb == "delete")
        return line if op is None else dataclasses.replace(line, at=op.at, who=op.who, device=op.device)

    # Removing ------------------------------------------------------------------------------------------------------

    def _remove_dying(self, keys: Sequence[Key]) -> None:
        """Remove what is deleted; what somebody still needs whose own change waits stays until that has come."""
        left = list(keys)
        while left:
            stuck = self._remove(left)
            if len(stuck) == len(left):
                break
            left = stuck
        for key in left:
            self._settling.waiting[key] = ("needed", "")
        gone = {(kind, record) for kind, record, _ in self._done.removed} - set(left)
        self._done.removed = [one for one in self._done.removed if one[:2] in gone]

    def _remove(self, keys: Sequence[Key]) -> list[Key]:
        """Remove stored records, many at once; return those that others still point to."""
        stuck: list[Key] = []
        runs: dict[Kind, list[UUID]] = {}
        for kind, record in keys:
            runs.setdefault(kind, []).append(record)
        for kind, records in runs.items():
            for start in range(0, len(records), SLICE):
                stuck += self._remove_run(kind, records[start : start + SLICE])
        return stuck

    def _remove_run(self, kind: Kind, records: list[UUID]) -> list[Key]:
        work, store, stored = self._work, self._work.store(kind), self._settling.stored
        try:
            with work.connection.begin_nested():
                store.remove_many({record: stored[kind, record][0] for record in records})
        except IntegrityError:
            if len(records) == 1:
                return [(kind, records[0])]
            half = len(records) // 2
            return self._remove_run(kind, records[:half]) + self._remove_run(kind, records[half:])
        lines: list[Line] = []
        for record in records:
            row, version, plain = stored[kind, record]
            fields: dict[str, list[Any]] = {name: [value, None] for name, value in plain.items()} | {journal.ROW: [row, None]}
            erased = self._settling.resolved[kind, record].erased
            lines.append(self._line(Line(kind, record, "delete", version, {} if erased else fields)))
        work.note(lines)
        return []

    # What stays to be told -----------------------------------------------------------------------------------------

    def _conclude(self) -> None:
        settling, work = self._settling, self._work
        for kind, record in settling.resolved:
            if self._authors.made_often(record) and (born := self._authors.born(record)):
                table = work.store(kind).table
                work.connection.execute(update(table).where(table.c.id == record).values(created=born))
        journal.empty_lines(work.connection, [record for (_, record), one in settling.resolved.items() if one.erased])
        travelling.mark_shown(work, (record for kind, record in settling.resolved if (kind, record) not in settling.waiting))
        travelling.hold_back(work, ((kind, record, *why) for (kind, record), why in settling.waiting.items()))
        note_conflicts(work, settling)
        self._done.conflicts = travelling.count_conflicts(work)


def note_conflicts(work: Work, settling: Settling) -> None:
    """Keep which conflicts the settled records have, in place of what was known of them."""
    c = exchange_conflict.c
    records = [record for _, record in settling.resolved]
    for start in range(0, len(records), SLICE):
        work.connection.execute(delete(exchange_conflict).where(c.record.in_(records[start : start + SLICE])))
    rows = [
        {"id": conflict_id(record, clash.path), "kind": kind.value, "record": record, "path": clash.path}
        for (kind, record), one in settling.resolved.items()
        for clash in one.clashes
        if one.whole
    ]
    if rows:
        work.connection.execute(insert(exchange_conflict), rows)


def conflict_id(record: UUID, path: str) -> UUID:
    """Return the id of a conflict, the same on every laptop."""
    return dot_of("conflict", record, path)


class _Authors:
    """Who did what was not in the records yet."""

    def __init__(self, known: dict[UUID, list[Op]]) -> None:
        self._known = known

    def of(self, record: UUID, *, deletes: bool) -> Op | None:
        """Return the last change that somebody made, or the last deletion."""
        ops = self._known.get(record, ())
        made = [op for op in ops if (op.who or op.device) and (op.verb == "delete") is deletes]
        return max(made, key=lambda op: (op.stamp, str(op.dot)), default=None)

    def born(self, record: UUID) -> datetime | None:
        """Return when a record was first made."""
        made = self._making(record)
        return min(made, key=lambda op: (op.stamp, str(op.dot))).at if made else None

    def made_often(self, record: UUID) -> bool:
        """Say whether it was made more than once: on two laptops, or again after a deletion."""
        return len(self._making(record)) > 1

    def _making(self, record: UUID) -> list[Op]:
        return [op for op in self._known.get(record, ()) if op.verb in MAKING]


#: Fields that an earlier program wrote and this one dropped, by type of record; whoever drops a field adds it here.
FORMER_FIELDS: dict[str, frozenset[str]] = {}


def tells_more(record_type: type[Any], plain: dict[str, Any]) -> bool:
    """Say whether a plain form has parts, at any depth, that a record of this program has no room for. Raises as `from_plain`."""
    known = _fields(cast("Hashable", record_type))
    if not plain.keys() <= known:
        return True
    nested = {name: value for name, value in plain.items() if _has_parts(value)}
    if not nested:
        return False
    kept = to_plain(from_plain(record_type, plain))
    return any(_more(value, kept[name]) for name, value in nested.items())


@cache
def _fields(record_type: Any) -> frozenset[str]:
    return frozenset(one.name for one in dataclasses.fields(record_type)) | FORMER_FIELDS.get(record_type.__name__, frozenset())


def _has_parts(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value))


def _more(given: Any, kept: Any) -> bool:
    if isinstance(given, dict) and isinstance(kept, dict):
        return any(name not in kept or _more(value, kept[name]) for name, value in given.items())
    if isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        return any(_more(one, other) for one, other in zip(given, kept, strict=True))
    return False


def _title(plain: dict[str, Any]) -> str:
    return next((str(plain[name]) for name in ("name", "title", "note", "text", "municipality") if plain.get(name)), "")
