"""Taking an action back: its journal lines are reversed, last write first, and many of one sort in a few statements.

Lines that follow each other and did the same to different records of one kind make a run. A run is reversed together; when
the database refuses, because one of its records is in use, the run is halved until that one is found. So the outcome is the
same as one line after the other.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from outreach.domain.changes import Kept
from outreach.domain.record import Record, differences, from_plain
from outreach.storage import append_only, journal, registered
from outreach.storage.journal import Line
from outreach.storage.store import SLICE

if TYPE_CHECKING:
    from outreach.storage.work import Work

Done = list[Kept | None]
"""For each line of a run: what was kept of it, None where it was taken back."""


def take_back(
    work: Work, action_id: UUID, progress: Callable[[int, int], None] | None = None, most: int = SLICE
) -> tuple[int, list[Kept]]:
    """Reverse the lines of an action inside `work`; return how many, and what was kept because it was edited or is in use.

    `progress(done, total)` counts lines. `most`: how many are reversed together.
    """
    total = journal.count_lines(work.connection, action_id) if progress else 0
    done = count = 0
    kept: list[Kept] = []
    for page in journal.lines_backwards(work.connection, action_id, most):
        for run in _runs(page):
            if progress:
                progress(done, total)
            left = _reverse(work, action_id, run)
            done += len(run)
            count += sum(one is None or one.partly for one in left)
            kept += [one for one in left if one is not None]
    return count, kept


def _reverse(work: Work, action: UUID, run: Sequence[Line]) -> Done:
    """Reverse a run, but for what may only grow (`append_only.py`) and what must stay untouched (`registered.py`)."""
    held = append_only.kept_from_undo(work, action, run) | registered.kept_from_undo(work, run)
    if not held:
        with work.moving():
            return _REVERSE[run[0].verb](work, run)
    stored = work.store(run[0].kind).plain_of(list(held))
    free = [line for line in run if line.record not in held]
    with work.moving():
        left: Done = _REVERSE[run[0].verb](work, free) if free else []
    return left + [
        Kept(run[0].kind, one, _title(stored[one][2] if one in stored else {}), fields, "frozen") for one, fields in held.items()
    ]


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    seen: set[UUID] = set()
    for line in lines:
        if run and ((line.kind, line.verb) != (run[0].kind, run[0].verb) or line.record in seen):
            yield run
            run, seen = [], set()
        run.append(line)
        seen.add(line.record)
    if run:
        yield run


def _reverse_creates(work: Work, lines: Sequence[Line]) -> Done:
    store, kind = work.store(lines[0].kind), lines[0].kind
    stored = store.plain_of([line.record for line in lines])
    left: Done = []
    going: dict[UUID, int] = {}
    written: list[Line] = []
    for line in lines:
        key, version, plain = stored.get(line.record, (0, 0, {}))
        edited = _edited_since(plain, line)
        left.append(Kept(kind, line.record, _title(plain), edited, "edited") if edited else None)
        if line.record in stored and not edited:
            going[line.record] = key
            fields = {name: [value, None] for name, value in plain.items()} | {journal.ROW: [key, None]}
            written.append(Line(kind, line.record, "delete", version, fields))
    if not going:
        return left
    try:
        with work.connection.begin_nested():
            store.remove_many(going)
    except IntegrityError:
        if len(lines) > 1:
            return _by_halves(_reverse_creates, work, lines)
        return [Kept(kind, lines[0].record, _title(stored[lines[0].record][2]), (), "in use")]
    work.note(written)
    return left


def _reverse_deletes(work: Work, lines: Sequence[Line]) -> Done:
    kind = lines[0].kind
    plains = [{name: sides[0] for name, sides in line.fields.items()} for line in lines]
    stored = work.store(kind).plain_of([line.record for line in lines])
    left: Done = [
        Kept(kind, line.record, _title(plain), (), "edited") if line.record in stored or not plain else None
        for line, plain in zip(lines, plains, strict=True)
    ]
    # A line that says nothing is of somebody who was erased.
    coming = {line.record: plain for line, plain in zip(lines, plains, strict=True) if plain and line.record not in stored}
    if not coming:
        return left
    written = _bring_back(work, lines, coming)
    if written is None:
        if len(lines) > 1:
            return _by_halves(_reverse_deletes, work, lines)
        return [Kept(kind, lines[0].record, _title(plains[0]), (), "in use")]
    work.note(written)
    return left


def _bring_back(work: Work, lines: Sequence[Line], coming: dict[UUID, dict[str, Any]]) -> list[Line] | None:
    """Insert deleted records anew, as old as they were and in their places; None when that cannot be, or not together."""
    kind, store = lines[0].kind, work.store(lines[0].kind)
    lives = journal.lives(work.connection, list(coming))
    made: list[Record] = []
    for record_id, plain in coming.items():
        version = lives.get(record_id, (work.now, 0))[1] + 1
        made.append(dataclasses.replace(from_plain(store.record_type, plain), id=record_id, version=version))
    created = [lives.get(record.id, (work.now, 0))[0] for record in made]
    keys: list[Any] = [plain.get(journal.ROW) for plain in coming.values()]
    try:
        with work.connection.begin_nested():
            if len(made) == 1:
                store.insert(made[0], work.now, created[0], keys[0])
            elif None in keys or len(set(keys)) < len(keys) or store.taken(keys):
                return None
            else:
                store.insert_many(made, work.now, list(zip(created, keys, strict=True)))
    except IntegrityError:
        return None
    return [Line(kind, one.id, "create", one.version, differences(None, one)) for one in made]


def _reverse_changes(work: Work, lines: Sequence[Line]) -> Done:
    kind, store = lines[0].kind, work.store(lines[0].kind)
    stored = store.plain_of([line.record for line in lines])
    left: Done = []
    restored: list[Record] = []
    for line in lines:
        if line.record not in stored:
            left.append(Kept(kind, line.record, "", tuple(line.fields), "edited"))
            continue
        _, version, plain = stored[line.record]
        edited = _edited_since(plain, line)
        old = {name: sides[0] for name, sides in line.fields.items() if name not in edited}
        if old:
            record = from_plain(store.record_type, plain | old)
            restored.append(dataclasses.replace(record, id=line.record, version=version))
        left.append(Kept(kind, line.record, _title(plain), edited, "edited", partly=bool(old)) if edited else None)
    work.save_many(kind, restored)
    return left


def _by_halves(reverse: Callable[[Work, Sequence[Line]], Done], work: Work, lines: Sequence[Line]) -> Done:
    half = len(lines) // 2
    return reverse(work, lines[:half]) + reverse(work, lines[half:])


_REVERSE = {"create": _reverse_creates, "delete": _reverse_deletes, "change": _reverse_changes}


def _edited_since(plain: dict[str, Any], line: Line) -> tuple[str, ...]:
    """Return the fields of a journal line that no longer hold what that line wrote."""
    return tuple(name for name, sides in line.fields.items() if name in plain and plain[name] != sides[1])


def _title(plain: dict[str, Any]) -> str:
    return next((str(plain[name]) for name in ("name", "title", "note", "text", "municipality") if plain.get(name)), "")
