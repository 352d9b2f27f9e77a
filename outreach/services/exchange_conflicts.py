"""Conflicts of an exchange as an officer sees them: what stands now, what the other laptop says, and what it was before.

To decide one is a change like any other: it is done here, with undo, and it travels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.converging import Clash, Head, resolve
from outreach.domain.record import Kind
from outreach.domain.travelling import GONE, Op, dot_of
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View, Work

OURS, THEIRS, ORIGINAL = "ours", "theirs", "original"
SETTLED = N_("Settled a conflict: {name}")
NO_SUCH_SIDE = N_("Take “ours” (what stands now), “theirs” or “original”.")
NO_ORIGINAL = N_("One laptop deleted it and another edited it: take “ours” to keep it, or “theirs” to delete it.")
NO_OTHER = N_("There is no such other value.")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: the plain value, or None with `gone` where there is nothing; who set it, on what laptop, when."""

    value: Any
    gone: bool
    who: str
    device: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was set differently on two laptops; `field` is empty where one deleted the record that the other edited.

    `element` tells which one of a list it is. `current` stands on all laptops until somebody decides.
    """

    id: UUID
    kind: Kind
    record: UUID
    title: str
    field: str
    element: str
    current: Side
    others: tuple[Side, ...]
    original: Side

    @property
    def is_deletion(self) -> bool:
        """Say whether it is about whether the record is there at all."""
        return not self.field


@dataclass(frozen=True, slots=True)
class Settled:
    """What a decision did."""

    conflict: Conflict
    took: str
    changes: Changes


def conflicts(view: View) -> list[Conflict]:
    """Return those that wait."""
    from outreach.storage import travelling

    rows = travelling.conflict_rows(view)
    known = travelling.ops_of(view, (record for _, _, record, _ in rows))
    resolved = {record: resolve(ops) for record, ops in known.items()}
    found: list[Conflict] = []
    for conflict_id, kind, record, path in rows:
        clash = next((one for one in resolved[record].clashes if one.path == path), None)
        if clash is not None:
            found.append(_spoken(conflict_id, kind, record, clash, resolved[record].plain))
    return found


def _spoken(conflict_id: UUID, kind: Kind, record: UUID, clash: Clash, plain: dict[str, Any]) -> Conflict:
    name, _, element = clash.path.partition("/")
    title = next((str(plain[one]) for one in ("name", "title", "note", "text", "municipality") if plain.get(one)), "")
    current, *others = (_side(head) for head in clash.heads)
    original = Side(None if clash.original == GONE else clash.original, clash.original == GONE, "", "", None)
    return Conflict(conflict_id, kind, record, title, name, element, current, tuple(others), original)


def _side(head: Head) -> Side:
    gone = head.value == GONE
    return Side(None if gone else head.value, gone, head.op.who, head.op.device, head.op.at)


def settle(database: Database, conflict_id: UUID, take: str, which: int = 0) -> Settled:
    """Decide a conflict. Raises NotFound, InvalidInput, StillInUse."""
    from outreach.storage import travelling
    from outreach.storage.exchange_own import gather_own

    if take not in (OURS, THEIRS, ORIGINAL):
        raise InvalidInput(N_("Conflict"), NO_SUCH_SIDE)
    with database.work(SETTLED) as work:
        # What was done here since the last exchange comes first: the decision has seen it.
        gather_own(work)
        conflict = next((one for one in conflicts(work) if one.id == conflict_id), None)
        if conflict is None:
            raise NotFound(str(conflict_id))
        work.rename_action(SETTLED, name=conflict.title)
        ops = travelling.ops_of(work, [conflict.record])[conflict.record]
        if conflict.is_deletion:
            _settle_deletion(work, conflict, ops, take)
        else:
            _settle_value(work, conflict, ops, take, which)
        travelling.own_deed(work)
    return Settled(conflict, take, work.changes)


def _op(work: Work, conflict: Conflict, verb: str, **facts: Any) -> Op:
    from outreach.storage import travelling

    stamp = travelling.next_stamp(travelling.highest_stamp(work), work.now)
    dot = dot_of(work.action.id, conflict.record, verb)
    return Op(
        dot, stamp, conflict.kind, conflict.record, verb, work.now, work.action.who, work.action.device, **facts
    )  # fmt: skip


def _settle_deletion(work: Work, conflict: Conflict, ops: list[Op], take: str) -> None:
    from outreach.storage import travelling
    from outreach.storage.taking_in import take_in

    if take == ORIGINAL:
        raise InvalidInput(N_("Conflict"), NO_ORIGINAL)
    if take == OURS:
        op = _op(work, conflict, "keep", saw=tuple(str(one.dot) for one in ops if one.verb == "delete"))
        travelling.keep(work, [op], shown=True, own=True)
        take_in(work, [(conflict.kind, conflict.record)], sure=True)
        return
    work.delete(conflict.kind, conflict.record)
    op = _op(work, conflict, "delete", saw=tuple(str(one.dot) for one in ops))
    travelling.keep(work, [op], shown=True, own=True)
    take_in(work, [(conflict.kind, conflict.record)], sure=True)


def _settle_value(work: Work, conflict: Conflict, ops: list[Op], take: str, which: int) -> None:
    from outreach.domain.converging import heads_of
    from outreach.storage import travelling
    from outreach.storage.taking_in import take_in

    sides = {OURS: conflict.current, ORIGINAL: conflict.original}
    if take == THEIRS and not 0 <= which < len(conflict.others):
        raise InvalidInput(N_("Conflict"), NO_OTHER)
    side = sides.get(take) or conflict.others[which]
    path = f"{conflict.field}/{conflict.element}" if conflict.element else conflict.field
    over = [str(head.op.dot) for head in heads_of(ops, path)]
    value, before = (GONE if one.gone else one.value for one in (side, conflict.current))
    op = _op(work, conflict, "settle", writes={path: value}, before={path: before}, over={path: over})
    travelling.keep(work, [op], shown=False, own=True)
    take_in(work, [(conflict.kind, conflict.record)], sure=True)
