"""Conflicts of an exchange as an officer sees them: what stands now, what the others say, and what it was before.

Each side says whether it was written on this laptop: what stands now may be theirs. To decide one is a change like any other: it is
done here, with undo, and it travels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.converging import Clash, Head, heads_of, resolve
from outreach.domain.record import Kind
from outreach.domain.travelling import GONE, Op, dot_of
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View, Work

CURRENT, OURS, THEIRS, ORIGINAL = "current", "ours", "theirs", "original"
SETTLED = N_("Settled a conflict: {name}")
NO_SUCH_SIDE = N_("Take “current” (what stands now), “ours” (what this laptop wrote), “theirs” or “original”.")
NO_ORIGINAL = N_("One laptop deleted it and another edited it: there is no third way.")
NO_OURS = N_("Neither side was written on this laptop: take “current”, “theirs” or “original”.")
NO_OTHER = N_("There is no such other value.")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: the plain value, or None with `gone` where there is nothing; who set it, on what laptop, when.

    `own`: it was written on this laptop.
    """

    value: Any
    gone: bool
    who: str
    device: str
    at: datetime | None
    own: bool = False


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
    def path(self) -> str:
        """The register that it is about."""
        return f"{self.field}/{self.element}" if self.element else self.field

    @property
    def ours(self) -> Side | None:
        """What this laptop wrote; None where the conflict is between others."""
        return next((side for side in (self.current, *self.others) if side.own), None)

    @property
    def theirs(self) -> tuple[Side, ...]:
        """What others wrote, the one that stands first; where all was written here (a copy), what does not stand."""
        return tuple(side for side in (self.current, *self.others) if not side.own) or self.others

    def side(self, take: str, which: int = 0) -> Side:
        """Return the side that `take` names. Raises InvalidInput."""
        if take == ORIGINAL and self.is_deletion:
            raise InvalidInput(N_("Conflict"), NO_ORIGINAL)
        if take == OURS and self.ours is None:
            raise InvalidInput(N_("Conflict"), NO_OURS)
        if take == THEIRS and not 0 <= which < len(self.theirs):
            raise InvalidInput(N_("Conflict"), NO_OTHER)
        sides = {CURRENT: self.current, OURS: self.ours, ORIGINAL: self.original}
        found = self.theirs[which] if take == THEIRS else sides.get(take)
        if found is None:
            raise InvalidInput(N_("Conflict"), NO_SUCH_SIDE)
        return found

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
    from outreach.storage.exchange_undoing import own_dots

    rows = travelling.conflict_rows(view)
    known = travelling.ops_of(view, (record for _, _, record, _ in rows))
    resolved = {record: resolve(ops) for record, ops in known.items()}
    clashes = {record: {clash.path: clash for clash in one.clashes} for record, one in resolved.items()}
    own = own_dots(view, known)
    return [
        _spoken(conflict_id, kind, record, clash, resolved[record].plain, own)
        for conflict_id, kind, record, path in rows
        if (clash := clashes[record].get(path)) is not None
    ]


def _spoken(conflict_id: UUID, kind: Kind, record: UUID, clash: Clash, plain: dict[str, Any], own: set[UUID]) -> Conflict:
    name, _, element = clash.path.partition("/")
    title = next((str(plain[one]) for one in ("name", "title", "note", "text", "municipality") if plain.get(one)), "")
    current, *others = (_side(head, own) for head in clash.heads)
    original = Side(None if clash.original == GONE else clash.original, clash.original == GONE, "", "", None)
    return Conflict(conflict_id, kind, record, title, name, element, current, tuple(others), original)


def _side(head: Head, own: set[UUID]) -> Side:
    gone = head.value == GONE
    return Side(None if gone else head.value, gone, head.op.who, head.op.device, head.op.at, head.op.dot in own)


def settle(database: Database, conflict_id: UUID, take: str, which: int = 0) -> Settled:
    """Decide a conflict. Raises NotFound, InvalidInput, StillInUse."""
    from outreach.storage import travelling
    from outreach.storage.exchange_own import gather_own
    from outreach.storage.exchange_undoing import note_decision
    from outreach.storage.taking_in import take_in

    if take not in (CURRENT, OURS, THEIRS, ORIGINAL):
        raise InvalidInput(N_("Conflict"), NO_SUCH_SIDE)
    with database.work(SETTLED) as work:
        # What was done here since the last exchange comes first: the decision has seen it.
        gather_own(work)
        conflict = next((one for one in conflicts(work) if one.id == conflict_id), None)
        if conflict is None:
            raise NotFound(str(conflict_id))
        side = conflict.side(take, which)
        work.rename_action(SETTLED, name=conflict.title)
        ops = travelling.ops_of(work, [conflict.record])[conflict.record]
        op = _decision(work, conflict, ops, side)
        # What others wrote is named by no journal line of ours: the decision is told by its own change.
        travelling.keep(work, [op], shown=op.verb != "settle", own=True)
        note_decision(work, op, conflict.path)
        travelling.own_deed(work)
        # An action even where what stands goes on standing: undo takes this back, and not what was done before it.
        work.settle()
        take_in(work, [(conflict.kind, conflict.record)], sure=True)
    return Settled(conflict, take, work.changes)


def _decision(work: Work, conflict: Conflict, ops: list[Op], side: Side) -> Op:
    """Return the change that decides a conflict. A record that is to go is removed here. Raises StillInUse."""
    if not conflict.is_deletion:
        over = [str(head.op.dot) for head in heads_of(ops, conflict.path)]
        value, before = (GONE if one.gone else one.value for one in (side, conflict.current))
        path = conflict.path
        return _op(work, conflict, "settle", writes={path: value}, before={path: before}, over={path: over})
    if not side.gone:
        return _op(work, conflict, "keep", saw=tuple(str(one.dot) for one in ops if one.verb == "delete"))
    work.delete(conflict.kind, conflict.record)
    return _op(work, conflict, "delete", saw=tuple(str(one.dot) for one in ops))


def _op(work: Work, conflict: Conflict, verb: str, **facts: Any) -> Op:
    from outreach.storage import travelling

    stamp = travelling.next_stamp(travelling.highest_stamp(work), work.now)
    dot = dot_of(work.action.id, conflict.record, verb)
    return Op(
        dot, stamp, conflict.kind, conflict.record, verb, work.now, work.action.who, work.action.device, **facts
    )  # fmt: skip
