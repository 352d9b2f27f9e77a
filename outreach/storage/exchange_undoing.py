"""Taking back the decision of a conflict: both sides stand against each other again, here and on every laptop.

A decision may write nothing into the record (what stands is kept), so the journal alone cannot reverse it. What was decided is
kept as a fact beside the action; the undo says once more what every side had said, as its author's, and a redo decides again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from outreach.domain.converging import heads_of, resolve
from outreach.domain.record import Kind
from outreach.domain.travelling import GONE, Op, dot_of
from outreach.storage import journal, travelling
from outreach.storage.exchange_own import gather_own
from outreach.storage.store import SLICE
from outreach.storage.tables import exchange_op

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

#: With these verbs a side is said once more, with its author's name and time.
_SAID_AGAIN = frozenset({"reopen", "keep", "delete"})
_DECIDED, _TAKEN_BACK = "exchange.decided.", "exchange.taken_back."


def note_decision(work: Work, op: Op, path: str) -> None:
    """Keep which change decided a conflict in this action, so that an undo finds it."""
    plain = {"dot": str(op.dot), "record": str(op.record), "kind": op.kind.value, "path": path}
    work.keep_fact(f"{_DECIDED}{work.action.id}", json.dumps(plain))


def before_undo(work: Work, action: UUID) -> str:
    """Say what an action decided ("" of most); what was done here since is gathered first, for the undo has seen it."""
    told = work.fact(f"{_DECIDED}{action}") or work.fact(f"{_TAKEN_BACK}{action}")
    if told:
        gather_own(work)
    return told


def after_undo(work: Work, action: UUID, told: str) -> None:
    """Open a conflict again whose decision was taken back, or decide it again where that undo is taken back."""
    from outreach.storage.taking_in import take_in

    plain = json.loads(told)
    kind, record, path = Kind(plain["kind"]), UUID(plain["record"]), str(plain["path"])
    ops = travelling.ops_of(work, [record]).get(record, [])
    decision = next((op for op in ops if str(op.dot) == plain["dot"]), None)
    again = not work.fact(f"{_DECIDED}{action}")
    new: list[tuple[Op, bool]] = []
    if decision is not None:
        new = _decided_again(work, ops, decision, path) if again else _opened(work, ops, decision, path)
    if new:
        for op, own in new:
            travelling.keep(work, [op], shown=False, own=own)
        travelling.own_deed(work)
        take_in(work, [(kind, record)], sure=True)
    if not again:
        work.keep_fact(f"{_TAKEN_BACK}{work.action.id}", told)
    elif new:
        undone = journal.get_action(work.connection, action)
        decided = undone.undoes if undone is not None else None
        work.keep_fact(f"{_DECIDED}{decided}", json.dumps(plain | {"dot": str(new[0][0].dot)}))


def own_dots(view: View, records: Iterable[UUID]) -> set[UUID]:
    """Return which changes of these records were made on this laptop, or say once more, on another, what was (`_opened`)."""
    wanted, c = list(dict.fromkeys(records)), exchange_op.c
    made: dict[tuple[Any, ...], list[UUID]] = {}
    own: set[tuple[Any, ...]] = set()
    for start in range(0, len(wanted), SLICE):
        rows = select(c.dot, c.record, c.who, c.device, c.at, c.own, c.verb).where(c.record.in_(wanted[start : start + SLICE]))
        for row in view.connection.execute(rows):
            author = row.record, row.who, row.device, row.at
            if row.own:
                own.add(author)
            if row.own or row.verb in _SAID_AGAIN:
                made.setdefault(author, []).append(row.dot)
    return {dot for author in own for dot in made[author]}


def _opened(work: Work, ops: list[Op], decision: Op, path: str) -> list[tuple[Op, bool]]:
    """Return what each side said once more, and whether it was said here; nothing where somebody went on from the decision."""
    own = own_dots(work, [decision.record])
    stamp = travelling.highest_stamp(work)
    found: list[tuple[Op, bool]] = []

    def once_more(side: Op, **facts: Any) -> None:
        nonlocal stamp
        stamp += 1
        dot = dot_of("reopen", work.action.id, side.dot)
        bare: dict[str, Any] = {"writes": {}, "before": {}, "over": {}, "saw": (), "bare": 0}
        found.append((replace(side, dot=dot, stamp=stamp, **(bare | facts)), side.dot in own))

    if decision.verb == "settle":
        if str(decision.dot) not in {str(head.op.dot) for head in heads_of(ops, path)}:
            return []
        known = {str(op.dot): op for op in ops}
        sides = [known[dot] for dot in decision.over.get(path, ()) if dot in known and path in known[dot].writes]
        original = _original(ops, sides, path)
        for side in sorted(sides, key=lambda op: (op.writes[path] != GONE, op.stamp, str(op.dot))):
            writes, over = {path: side.writes[path]}, {path: [str(decision.dot)]}
            once_more(side, verb="reopen", writes=writes, before={path: original} if original != GONE else {}, over=over)
    elif decision.verb == "keep":
        for side in [op for op in ops if op.verb == "delete" and str(op.dot) in decision.saw]:
            once_more(side, saw=side.saw)
    elif decision.verb == "delete":
        edits = [op for op in ops if op.lively and str(op.dot) in decision.saw]
        side = max(edits, key=lambda op: (op.stamp, str(op.dot)), default=decision)
        once_more(side, verb="keep", saw=(str(decision.dot),))
    return found


def _original(ops: list[Op], sides: list[Op], path: str) -> Any:
    """Return what the conflict told as its original when it was decided."""
    dots = {str(op.dot) for op in sides}
    then = [op for op in ops if not dots & set(op.over.get(path, ())) and op.verb not in ("erase", "delete")]
    clash = next((one for one in resolve(then).clashes if one.path == path), None) if then else None
    return clash.original if clash else GONE


def _decided_again(work: Work, ops: list[Op], decision: Op, path: str) -> list[tuple[Op, bool]]:
    """Return the same decision once more, over what stands against each other now."""
    if not any(one.path == path for one in resolve(ops).clashes) and decision.verb != "delete":
        return []
    facts: dict[str, Any] = {"saw": decision.saw}
    if decision.verb == "settle":
        heads = heads_of(ops, path)
        over = {path: [str(head.op.dot) for head in heads]}
        facts = {"writes": decision.writes, "before": {path: heads[0].value}, "over": over}
    elif decision.verb == "keep":
        facts = {"saw": tuple(str(op.dot) for op in ops if op.verb == "delete")}
    elif decision.verb == "delete":
        facts = {"saw": tuple(str(op.dot) for op in ops)}
    stamp = travelling.next_stamp(travelling.highest_stamp(work), work.now)
    dot = dot_of(work.action.id, decision.record, decision.verb)
    return [(replace(decision, dot=dot, stamp=stamp, at=work.now, **facts), True)]
