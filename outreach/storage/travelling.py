"""The changes that travel: ours out of the journal, theirs out of their files, each once, in the order we learned of them.

`take_own` turns journal lines into changes; `learn` keeps those of others. What records they make is for `converging.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Select, Text, bindparam, cast, delete, func, insert, select, update

from outreach.domain.converging import replaced_by, resolve
from outreach.domain.record import Kind, from_plain, to_plain
from outreach.domain.travelling import GONE, Op, canonical, differing, dot_of, is_order, registers, same, to_line
from outreach.storage import journal as journals
from outreach.storage.store import SLICE
from outreach.storage.tables import exchange_action, exchange_conflict, exchange_held, exchange_op, journal

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

#: A mark of the ledger: a salt and a hash.
_MARK = re.compile(r"[0-9a-f]{32}\.[0-9a-f]{64}")
Report = Callable[[int, int], None]
Key = tuple[Kind, UUID]

#: The last journal line that was turned into a change, as a fact of the workspace.
_TAKEN = "exchange.taken"
#: So many bits of a stamp count changes within one millisecond.
_COUNTER = 16
_LATEST = 2**45


def ops_of(view: View, records: Iterable[UUID]) -> dict[UUID, list[Op]]:
    """Return the known changes of these records, those that are in the stored record or not."""
    return {record: [op for op, _ in ops] for record, ops in marked_ops(view, records).items()}


def shown_ops(view: View, records: Iterable[UUID]) -> dict[UUID, list[Op]]:
    """Return the changes that are in these records as they are stored."""
    return {record: [op for op, shown in ops if shown] for record, ops in marked_ops(view, records).items()}


def marked_ops(view: View, records: Iterable[UUID]) -> dict[UUID, list[tuple[Op, bool]]]:
    """Return the changes of these records, each with whether it is in the record as it is stored."""
    wanted = list(dict.fromkeys(records))
    found: dict[UUID, list[tuple[Op, bool]]] = {}
    for start in range(0, len(wanted), SLICE):
        rows = view.connection.execute(_of_records(), {"wanted": wanted[start : start + SLICE]})
        for row in rows:
            op = _op(row)
            found.setdefault(op.record, []).append((op, row.shown))
    return found


@cache
def _of_records() -> Select[Any]:
    c = exchange_op.c
    return select(exchange_op).where(c.record.in_(bindparam("wanted", expanding=True))).order_by(c.number)


def ops_between(view: View, first: int, last: int) -> list[Op]:
    """Return the changes that we learned of as number `first` to `last`."""
    c = exchange_op.c
    rows = view.connection.execute(select(exchange_op).where(c.number >= first, c.number <= last).order_by(c.number))
    return [_op(row) for row in rows]


def numbers_after(view: View, number: int, most: int, most_said: int) -> list[int]:
    """Return the numbers of up to `most` changes after one that say up to `most_said` letters together, but of one at least."""
    c = exchange_op.c
    said = func.length(cast(c.detail, Text))
    found: list[int] = []
    for row in view.connection.execute(select(c.number, said).where(c.number > number).order_by(c.number).limit(most)):
        most_said -= row[1]
        if found and most_said < 0:
            break
        found.append(row[0])
    return found


def _op(row: Any) -> Op:
    detail = row.detail
    return Op(
        row.dot, row.stamp, Kind(row.kind), row.record, row.verb, row.at, row.who, row.device,
        detail.get("writes", {}), detail.get("before", {}), detail.get("over", {}), tuple(detail.get("saw", ())),
        detail.get("bare", 0),
    )  # fmt: skip


def _row(op: Op, *, shown: bool, own: bool) -> dict[str, Any]:
    line = to_line(op)
    return {
        "dot": op.dot, "stamp": op.stamp, "kind": op.kind.value, "record": op.record, "verb": op.verb, "at": op.at, "who": op.who,
        "device": op.device, "shown": shown, "own": own,
        "detail": {name: line[name] for name in ("writes", "before", "over", "saw", "bare") if name in line},
    }  # fmt: skip


def keep(work: Work, ops: Sequence[Op], *, shown: bool, own: bool) -> None:
    """Keep changes that are new."""
    if ops:
        work.connection.execute(insert(exchange_op), [_row(op, shown=shown, own=own) for op in ops])


def learn(work: Work, ops: Sequence[Op]) -> tuple[list[Op], bool]:
    """Keep the changes of a file that are not known yet, and return them; and whether a known one was told differently.

    The same change told in two ways (by two copies of one workspace) becomes on all laptops the barer one, else the
    smaller text. What the erased said is not kept.
    """
    known: dict[UUID, Op] = {}
    c = exchange_op.c
    erased = erased_records(work) | {op.record for op in ops if op.verb == "erase"}
    for start in range(0, len(ops), SLICE):
        part = ops[start : start + SLICE]
        rows = work.connection.execute(select(exchange_op).where(c.dot.in_([op.dot for op in part])))
        known |= {row.dot: _op(row) for row in rows}
    new: dict[UUID, Op] = {}
    differs = False
    for op in ops:
        if op.record in erased and op.verb != "erase":
            continue
        other = known.get(op.dot) or new.get(op.dot)
        if other is None:
            new[op.dot] = op
        elif _barer(op) < _barer(other) and op.record == other.record:
            differs = True
            values = _row(op, shown=False, own=False)
            if op.dot in new:
                new[op.dot] = op
            else:
                known[op.dot] = op
                changed = {name: values[name] for name in ("stamp", "at", "who", "device", "detail")}
                work.connection.execute(update(exchange_op).where(c.dot == op.dot).values(changed))
    keep(work, list(new.values()), shown=False, own=False)
    gone = [op.record for op in new.values() if op.verb == "erase"]
    _learn_marks(work, [op for op in ops if op.verb == "erase"])
    return list(new.values()), _drop_said(work, gone) or differs


def _learn_marks(work: Work, erasures: Sequence[Op]) -> None:
    """Put into the ledger of the erased what another laptop's says."""
    from outreach.storage import erasing

    erasing.take_in(
        work,
        [
            erasing.Forgotten(mark, str(kind), str(op.writes.get("deed", "erase")), op.at)
            for op in erasures
            for mark, kind in op.writes.get("marks", ())
            if _MARK.fullmatch(str(mark))
        ],
    )


def _barer(op: Op) -> tuple[int, str]:
    return -op.bare, canonical(to_line(op))


def erased_records(view: View) -> set[UUID]:
    """Return the records that were erased, here or elsewhere."""
    c = exchange_op.c
    return set(view.connection.execute(select(c.record).where(c.verb == "erase")).scalars())


def forget(work: Work, keys: Iterable[Key], deed: str = "erase") -> None:
    """Drop what the changes say of people who are erased, inside the action that erases them, and leave a mark that travels.

    Every laptop that meets the mark does the same `deed` to them, whatever else it learns of them, before or after. The rows that
    this action put into the ledger of the erased travel along: a laptop that never knew them does not take in their card either.
    """
    from outreach.storage import erasing
    from outreach.storage.exchange_series import begin_edition, device_of

    if not device_of(work):
        return
    wanted = list(dict.fromkeys(keys))
    known = erased_records(work)
    stamp = highest_stamp(work) + 1
    ops = [
        Op(dot_of("erase", record), stamp, kind, record, "erase", work.now, writes={"deed": deed})
        for kind, record in wanted
        if record not in known
    ]
    marks = [[row.mark, row.kind] for row in erasing.ledger(work) if row.at == work.now]
    if ops and marks:
        ops[0] = replace(ops[0], writes=ops[0].writes | {"marks": marks})
    keep(work, ops, shown=True, own=True)
    _drop_said(work, [record for _, record in wanted])
    begin_edition(work)


def _drop_said(work: Work, records: Sequence[UUID]) -> bool:
    """Drop all changes of erased records but the mark, and say whether there were any."""
    c, count = exchange_op.c, 0
    for start in range(0, len(records), SLICE):
        part = records[start : start + SLICE]
        count += work.connection.execute(delete(exchange_op).where(c.record.in_(part), c.verb != "erase")).rowcount
    return count > 0


def mark_shown(work: Work, records: Iterable[UUID]) -> None:
    """Say that these records are stored as their changes make them."""
    wanted, c = list(records), exchange_op.c
    for start in range(0, len(wanted), SLICE):
        part = wanted[start : start + SLICE]
        work.connection.execute(update(exchange_op).where(c.record.in_(part), c.shown.is_(False)).values(shown=True))


def highest_stamp(view: View) -> int:
    """Return the highest stamp that is known."""
    return view.connection.execute(select(func.max(exchange_op.c.stamp))).scalar() or 0


def next_stamp(highest: int, at: datetime) -> int:
    """Return the stamp of a change that was made at an instant by somebody who knew `highest` (a hybrid logical clock).

    A clock that is thousands of years ahead counts as one of the year 3084: the number must be one that a database holds.
    """
    return max(min(int(at.timestamp() * 1000), _LATEST) << _COUNTER, highest + 1)


# Ours ----------------------------------------------------------------------------------------------------------------


def take_own(work: Work, staying: Collection[Key] = (), report: Report | None = None) -> set[Key]:
    """Turn what was done here since the last time into changes, and return the records that it touched.

    `staying`: records that must not leave this laptop.
    """
    c = journal.c
    taken = int(work.fact(_TAKEN) or 0)
    received = select(exchange_action.c.action)
    wanted = select(journal).where(c.number > bindparam("after"), c.action.not_in(received)).order_by(c.number).limit(SLICE)
    total = work.connection.execute(
        select(func.count()).select_from(journal).where(c.number > taken, c.action.not_in(received))
    ).scalar_one()
    stamp, done = highest_stamp(work), 0
    erased = erased_records(work)
    touched: dict[Key, None] = {}
    while rows := work.connection.execute(wanted, {"after": taken}).all():
        if report:
            report(done, total)
        seen = shown_ops(work, (row.record for row in rows))
        ops: list[Op] = []
        for row in rows:
            if (Kind(row.kind), row.record) in staying or row.record in erased:
                continue
            stamp = next_stamp(stamp, row.at)
            op = _own_op(row, stamp, seen.setdefault(row.record, []))
            if op is not None:
                seen[row.record].append(op)
                ops.append(op)
                touched[op.kind, op.record] = None
        known = _known(work, [op.dot for op in ops])
        keep(work, [op for op in ops if op.dot not in known], shown=True, own=True)
        taken, done = rows[-1].number, done + len(rows)
    work.keep_fact(_TAKEN, str(taken))
    return set(touched)


def _known(view: View, dots: Sequence[UUID]) -> set[UUID]:
    c = exchange_op.c
    return set(view.connection.execute(select(c.dot).where(c.dot.in_(dots))).scalars())


def _own_op(row: Any, stamp: int, seen: Sequence[Op]) -> Op | None:
    """Return the change that a journal line tells of, made by somebody who saw `seen`; None of a line that was emptied."""
    kind = Kind(row.kind)
    fields = {name: sides for name, sides in row.fields.items() if name != journals.ROW and isinstance(sides, list)}
    if row.verb not in ("create", "change", "delete") or (not fields and row.verb != "delete"):
        return None
    dot = dot_of(row.action, row.record, row.verb, row.version)
    op = Op(dot, stamp, kind, row.record, row.verb, row.at, row.who, row.device)
    if row.verb == "delete":
        return replace(op, saw=tuple(str(one.dot) for one in seen))
    if row.verb == "create":
        return _made(op, {name: sides[1] for name, sides in fields.items()}, seen)
    old, new = ({name: sides[place] for name, sides in fields.items()} for place in (0, 1))
    held, holds = differing(kind, old, new)
    over = {path: replaced_by(kind, seen, path, held[path]) for path in holds}
    return replace(op, writes=holds, before=_said(held), over=_said(over))


def _made(op: Op, plain: dict[str, Any], seen: Sequence[Op]) -> Op:
    """Return the change that makes a record, or makes it again after a deletion: then it stands for all that was deleted."""
    writes = registers(op.kind, plain)
    if not seen:
        usual = _usual(op.kind)
        return replace(op, writes={path: value for path, value in writes.items() if not _is_usual(usual, path, value)})
    deletions = [one for one in seen if one.verb == "delete"]
    covered = {dot for one in deletions for dot in one.saw}
    over: dict[str, list[str]] = {}
    for path in {path for one in seen for path in one.writes} | writes.keys():
        value = writes.setdefault(path, [] if is_order(path) else GONE)
        there = [one for one in seen if path in one.writes]
        over[path] = [str(one.dot) for one in there if str(one.dot) in covered or same(one.writes[path], value)]
    return replace(op, writes=writes, over=_said(over), saw=tuple(str(one.dot) for one in deletions))


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {path: value for path, value in values.items() if value not in (GONE, [], None)}


@cache
def _usual(kind: Kind) -> dict[str, Any]:
    """Return the registers of a record of which nothing was said; of fields that must be said, none."""
    import dataclasses

    from outreach.storage.work import View

    record_type: Any = View(None).store(kind).record_type  # type: ignore[arg-type]
    plain: dict[str, Any] = {}
    for one in dataclasses.fields(record_type):
        if one.default is not dataclasses.MISSING:
            plain[one.name] = to_plain(one.default)
        elif one.default_factory is not dataclasses.MISSING and one.name != "id":
            plain[one.name] = to_plain(one.default_factory())
    return registers(kind, plain)


def _is_usual(usual: dict[str, Any], path: str, value: Any) -> bool:
    return path in usual and same(usual[path], value)


def mend(work: Work, keys: Iterable[Key], report: Report | None = None) -> int:
    """Add what the journal does not tell: of these records, what is stored and follows from no change. Return how many differ.

    So a workspace whose journal was disposed of, or that was filled without one, is whole for the others too.
    """
    by_kind: dict[Kind, list[UUID]] = {}
    for kind, record in keys:
        by_kind.setdefault(kind, []).append(record)
    total, done, count, stamp = sum(map(len, by_kind.values())), 0, 0, highest_stamp(work)
    for kind, records in by_kind.items():
        for start in range(0, len(records), SLICE):
            if report:
                report(done, total)
            part = records[start : start + SLICE]
            ops = _mending(work, kind, part, stamp)
            keep(work, ops, shown=True, own=True)
            stamp = max([stamp, *(op.stamp for op in ops)])
            count, done = count + len(ops), done + len(part)
    return count


def _mending(work: Work, kind: Kind, records: Sequence[UUID], stamp: int) -> list[Op]:
    store = work.store(kind)
    stored, seen = store.plain_of(list(records)), shown_ops(work, records)
    created = store.created_of(stored)
    ops: list[Op] = []
    for record, (_, _, plain) in stored.items():
        known = seen.get(record, [])
        made = resolve(known) if known else None
        now = registers(kind, plain)
        if made is None or not made.whole or not made.alive:
            writes, before = now, {}
        else:
            was = registers(kind, whole_plain(store.record_type, made.plain))
            paths = [path for path in now.keys() | was.keys() if not same(now.get(path, GONE), was.get(path, GONE))]
            writes, before = {path: now.get(path, GONE) for path in paths}, {path: was.get(path, GONE) for path in paths}
        if not writes:
            continue
        verb = "change" if before else "whole"
        stamp = max(stamp, max((op.stamp for op in known), default=0)) + 1 if before else 1
        over = {path: [str(op.dot) for op in known if path in op.writes] for path in writes}
        saw = tuple(str(op.dot) for op in known if op.verb == "delete")
        dot = dot_of(verb, record, canonical(writes), canonical(_said(over)))
        ops.append(Op(dot, stamp, kind, record, verb, created[record], "", "", writes, _said(before), _said(over), saw))
    return ops


def whole_plain(record_type: Any, plain: dict[str, Any]) -> dict[str, Any]:
    """Return a plain form with every field; those that no change told of have their first value. Raises ValueError, TypeError."""
    whole: dict[str, Any] = to_plain(from_plain(record_type, plain))
    return {name: value for name, value in whole.items() if name not in ("id", "version")}


def every_key(view: View) -> Iterator[Key]:
    """Yield every record of the workspace."""
    for kind in Kind:
        table = view.store(kind).table
        for record in view.connection.execute(select(table.c.id)).scalars():
            yield kind, record


# Held back -----------------------------------------------------------------------------------------------------------


def held(view: View) -> list[tuple[Kind, UUID, str, str]]:
    """Return the records that are held back: kind, id, why ("missing", "twin", "unreadable"), and what for."""
    rows = view.connection.execute(select(exchange_held))
    return [(Kind(row.kind), row.record, row.reason, row.wanted) for row in rows]


def count_held(view: View) -> dict[str, int]:
    """Return how many records are held back, by why."""
    c = exchange_held.c
    rows = view.connection.execute(select(c.reason, func.count()).group_by(c.reason).order_by(c.reason))
    return {row[0]: row[1] for row in rows}


def hold_back(work: Work, waiting: Iterable[tuple[Kind, UUID, str, str]]) -> None:
    """Keep which records are held back, in place of what was known."""
    work.connection.execute(delete(exchange_held))
    rows = [{"kind": kind.value, "record": record, "reason": why, "wanted": what} for kind, record, why, what in waiting]
    if rows:
        work.connection.execute(insert(exchange_held), rows)


def own_deed(work: Work) -> None:
    """Say that what this action writes is told by the changes already."""
    work.connection.execute(insert(exchange_action).values(action=work.action.id))


def count_own(view: View, first: int, last: int) -> int:
    """Return how many of the changes from number `first` to `last` were made here."""
    c = exchange_op.c
    wanted = select(func.count()).select_from(exchange_op).where(c.number >= first, c.number <= last, c.own.is_(True))
    return view.connection.execute(wanted).scalar_one()


def count_conflicts(view: View) -> int:
    """Return how many conflicts wait."""
    return view.connection.execute(select(func.count()).select_from(exchange_conflict)).scalar_one()


def conflict_rows(view: View) -> list[tuple[UUID, Kind, UUID, str]]:
    """Return the conflicts that wait: id, kind, record, register."""
    c = exchange_conflict.c
    rows = view.connection.execute(select(exchange_conflict).order_by(c.kind, c.record, c.path))
    return [(row.id, Kind(row.kind), row.record, row.path) for row in rows]
