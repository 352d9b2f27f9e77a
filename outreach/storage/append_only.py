"""The one gate before talks and disclosures that may only grow (`domain/append_only.py` says which, and of which law).

`Work` asks it before each change and removal, `reversing.py` before it takes a line back; so no form, command, import or undo
can forget it. Two named ways lead past it: `Work.moving` (merges: the same company under another id) and `Work.erasing` (the
rights of the registered, GDPR art. 17).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from outreach.domain.append_only import GUARDED, MOVED, has_been_advertised, held_of, is_bare_count, violations
from outreach.domain.equal_treatment import Disclosure
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind, Record
from outreach.domain.when import home_day
from outreach.errors import AppendOnly, HoldsInformation
from outreach.storage.tables import journal

if TYPE_CHECKING:
    from datetime import date

    from outreach.storage.journal import Line
    from outreach.storage.work import View, Work


def is_frozen(view: View, record: Record, day: date) -> bool:
    """Say whether a talk or disclosure, as it is stored, may only grow from now on. `day`: today, home zone."""
    if isinstance(record, Disclosure):
        return record.published is not None
    if not isinstance(record, Meeting) or is_bare_count(record):
        return False
    if record.tenders and any(has_been_advertised(one, day) for one in view.tenders.many(record.tenders).values()):
        return True
    return any(one.published is not None for one in view.disclosures.of_meeting(record.id))


def check_change(work: Work, kind: Kind, stored: Record, changes: dict[str, list[Any]]) -> None:
    """Let a change pass, or raise AppendOnly."""
    if kind not in GUARDED or work.lets_erase or not violations(kind, changes, moving=work.lets_move):
        return
    if is_frozen(work, stored, home_day(work.now)):
        raise AppendOnly(kind)


def check_removal(work: Work, kind: Kind, stored: Record) -> None:
    """Let a removal pass, or raise AppendOnly; HoldsInformation for a talk that opened a disclosure, and for any disclosure.

    A disclosure goes only with the action that opened it, when that is taken back before it was published.
    """
    if kind not in GUARDED or work.lets_erase:
        return
    if is_frozen(work, stored, home_day(work.now)):
        raise AppendOnly(kind)
    if isinstance(stored, Disclosure) or work.disclosures.of_meeting(stored.id):
        raise HoldsInformation(kind)


def kept_from_undo(work: Work, action: UUID, lines: Sequence[Line]) -> dict[UUID, tuple[str, ...]]:
    """Return, of journal lines of one kind and verb, the records that may not be set back, each with the fields that hold it."""
    kind, verb = lines[0].kind, lines[0].verb
    if kind not in GUARDED or verb == "delete" or work.lets_erase:
        return {}
    stored = work.store(kind).many(line.record for line in lines)
    today = home_day(work.now)
    kept: dict[UUID, tuple[str, ...]] = {}
    for line in lines:
        record = stored.get(line.record)
        if record is None:
            continue
        if verb == "create":
            held = held_of(kind, line.fields)
        else:
            back = {name: [sides[1], sides[0]] for name, sides in line.fields.items()}
            held = violations(kind, back)
            if held and held <= MOVED[kind] and _was_joined(work, action, line, held):
                continue
        if held and (is_frozen(work, record, today) or _of_frozen_talk(work, record, today)):
            kept[line.record] = tuple(sorted(held)) if verb == "change" else ()
    return kept


def _of_frozen_talk(work: Work, record: Record, today: date) -> bool:
    """Say whether a disclosure belongs to a talk that is frozen: it stays with what was said."""
    if not isinstance(record, Disclosure) or record.meeting is None:
        return False
    talk = work.meetings.get(record.meeting)
    return talk is not None and is_frozen(work, talk, today)


def _was_joined(work: Work, action: UUID, line: Line, fields: frozenset[str]) -> bool:
    """Say whether the ids of a line changed because that action merged one record into the other.

    A merge, or its undo, removes or brings back the one and changes the origins of the other.
    """
    for name in fields:
        before, after = (set(side if isinstance(side, list) else [side]) for side in line.fields[name])
        gone, come = before - after, after - before
        if len(gone) != 1 or len(come) > 1:
            return False
        pairs = {(one, other) for one in gone for other in (come or after)}
        if not any(_tells_of(work, action, one, other) or _tells_of(work, action, other, one) for one, other in pairs):
            return False
    return True


def _tells_of(work: Work, action: UUID, stays: Any, goes: Any) -> bool:
    """Say whether an action wrote, or took back, that `stays` took `goes` in."""
    if not (isinstance(stays, str) and isinstance(goes, str)):
        return False
    c = journal.c
    wanted = select(c.record, c.verb, c.fields).where(c.action == action, c.record.in_([UUID(stays), UUID(goes)]))
    lines = work.connection.execute(wanted).all()
    went = any(row.record == UUID(goes) and row.verb in ("delete", "create") for row in lines)
    return went and any(row.record == UUID(stays) and row.verb == "change" and "origins" in row.fields for row in lines)
