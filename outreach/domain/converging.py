"""What a record is, told from the changes of it that are known: a function of that set, and of nothing else.

No order of arrival, no clock and no device comes in, so whoever knows the same changes sees the same record (a register with
several values; an element set whose additions win). Of writes that did not know of each other the one with the highest
stamp stands, and the others are kept beside it as a conflict. A deletion holds only against what its author had seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from outreach.domain.record import Kind
from outreach.domain.travelling import GONE, MAKING, RISING, Op, canonical, is_order, put_together, same


@dataclass(frozen=True, slots=True)
class Head:
    """One write of a register that nothing has replaced."""

    op: Op
    value: Any


@dataclass(frozen=True, slots=True)
class Clash:
    """A register that was set to different values by people who did not know of each other's.

    `path` is empty where the record was deleted by one and edited by another. `heads`: the one that stands first; `original`: what
    stood there before they parted.
    """

    path: str
    heads: tuple[Head, ...]
    original: Any = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the known changes make of a record. `whole`: a change that makes it is among them; else it cannot be built yet."""

    kind: Kind
    record: UUID
    whole: bool
    alive: bool
    erased: bool = False
    plain: dict[str, Any] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()


def heads_of(ops: Iterable[Op], path: str) -> list[Head]:
    """Return the writes of a register that nothing has replaced, the one that stands first."""
    writes = [op for op in ops if path in op.writes]
    replaced = {dot for op in writes for dot in op.over.get(path, ())}
    left = [Head(op, op.writes[path]) for op in writes if str(op.dot) not in replaced]
    return sorted(left, key=_standing, reverse=True)


def _standing(head: Head) -> tuple[bool, int, str]:
    # Who took something out did not know that the other side worked on it.
    return head.value != GONE, head.op.stamp, str(head.op.dot)


def resolve(ops: Sequence[Op]) -> Resolved:
    """Return what these changes of one record (at least one) make of it."""
    first = ops[0]
    if any(op.verb == "erase" for op in ops):
        return Resolved(first.kind, first.record, whole=True, alive=False, erased=True)
    deletions = [op for op in ops if op.verb == "delete"]
    covered = {dot for op in deletions for dot in op.saw}
    alive = any(op.lively and str(op.dot) not in covered for op in ops)
    whole = any(op.verb in MAKING for op in ops)
    values: dict[str, Any] = {}
    rank: dict[str, tuple[int, str]] = {}
    clashes: list[Clash] = []
    for path, heads in _registers(ops).items():
        values[path] = _value(first.kind, path, heads)
        rank[path] = heads[0].op.stamp, str(heads[0].op.dot)
        if alive and (clash := _clash(first.kind, path, heads, ops)):
            clashes.append(clash)
    if alive and (unanswered := _unanswered(ops, deletions)):
        clashes.append(_life_clash(ops, unanswered, covered))
    clashes.sort(key=lambda one: one.path)
    return Resolved(first.kind, first.record, whole, alive, False, put_together(values, rank), tuple(clashes))


def _registers(ops: Sequence[Op]) -> dict[str, list[Head]]:
    written: dict[str, list[Head]] = {}
    replaced: dict[str, set[str]] = {}
    for op in ops:
        for path, value in op.writes.items():
            written.setdefault(path, []).append(Head(op, value))
            if over := op.over.get(path):
                replaced.setdefault(path, set()).update(over)
    found: dict[str, list[Head]] = {}
    for path, heads in written.items():
        gone = replaced.get(path)
        left = heads if gone is None else [head for head in heads if str(head.op.dot) not in gone]
        # Only a forged set of changes replaces everything; then what is there counts.
        left = left or heads
        found[path] = sorted(left, key=_standing, reverse=True) if len(left) > 1 else left
    return found


def _value(kind: Kind, path: str, heads: Sequence[Head]) -> Any:
    if (kind, path) in RISING:
        numbers = [head.value for head in heads if isinstance(head.value, int)]
        # Guests got two things under the same number: what became of both goes out under the next.
        return max(numbers, default=0) + (len(numbers) > 1)
    return heads[0].value


def _clash(kind: Kind, path: str, heads: Sequence[Head], ops: Sequence[Op]) -> Clash | None:
    if len(heads) < 2 or is_order(path) or (kind, path) in RISING:
        return None
    different: dict[str, Head] = {}
    for head in heads:
        different.setdefault(canonical(head.value), head)
    if len(different) < 2:
        return None
    return Clash(path, tuple(different.values()), _original(ops, path, heads))


def _original(ops: Sequence[Op], path: str, heads: Sequence[Head]) -> Any:
    """Return what stood in a register before its heads parted."""
    by_dot = {str(op.dot): op for op in ops}
    opened = max((head.op for head in heads if head.op.verb == "reopen"), key=lambda op: (op.stamp, str(op.dot)), default=None)
    if opened is not None:
        return opened.before.get(path, GONE)

    def past(dot: str) -> set[str]:
        found: set[str] = set()
        waiting = [dot]
        while waiting:
            op = by_dot.get(waiting.pop())
            for one in op.over.get(path, ()) if op else ():
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    pasts = [past(str(head.op.dot)) for head in heads]
    common = [by_dot[dot] for dot in set.intersection(*pasts) if dot in by_dot and path in by_dot[dot].writes]
    if common:
        return max(common, key=lambda op: (op.stamp, str(op.dot))).writes[path]
    return min(heads, key=lambda head: (head.op.stamp, str(head.op.dot))).op.before.get(path, GONE)


def _unanswered(ops: Sequence[Op], deletions: Sequence[Op]) -> list[Op]:
    """Return the deletions that nobody has answered knowingly."""
    answered = {dot for op in ops if op.verb in ("create", "keep") for dot in op.saw}
    return [op for op in deletions if str(op.dot) not in answered]


def _life_clash(ops: Sequence[Op], deletions: Sequence[Op], covered: set[str]) -> Clash:
    edits = [op for op in ops if op.lively and str(op.dot) not in covered]
    latest = max(edits, key=lambda op: (op.stamp, str(op.dot)))
    deleted = sorted(deletions, key=lambda op: (op.stamp, str(op.dot)), reverse=True)
    return Clash("", (Head(latest, True), *(Head(op, GONE) for op in deleted)), True)


def values_by_dot(ops: Iterable[Op], path: str, value: Any) -> list[str]:
    """Return the writes of a register that set it to this value."""
    return [str(op.dot) for op in ops if path in op.writes and same(op.writes[path], value)]


def replaced_by(kind: Kind, seen: Sequence[Op], path: str, before: Any) -> list[str]:
    """Return the writes that a new write of a register replaces, given what its author saw there.

    `seen`: the changes that are in the record as it is stored. What stands beside the value that was seen is not replaced: it
    goes on being listed.
    """
    heads = heads_of(seen, path)
    if not heads:
        return []
    if is_order(path) or (kind, path) in RISING:
        return [str(head.op.dot) for head in heads]
    fits = [str(head.op.dot) for head in heads if same(head.value, before)]
    return fits or values_by_dot(seen, path, before) or [str(heads[0].op.dot)]


