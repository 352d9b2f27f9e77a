"""The one gate before talks and disclosures that may only grow (`domain/append_only.py` says which, and of which law).

`Work` asks it before each change and removal, `reversing.py` before it takes a line back; so no form, command, import or undo
can forget it. Two named ways lead past it: `Work.moving` (merges: the same company under another id) and `Work.erasing` (the
rights of the registered, GDPR art. 17).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from outreach.domain.append_only import (
    GUARDED,
    MOVED,
    Told,
    becomes_bare_count,
    has_been_advertised,
    held_of,
    is_bare_count,
    violations,
    was_advertised,
)
from outreach.domain.equal_treatment import Disclosure
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind, Record
from outreach.domain.when import home_day
from outreach.errors import AppendOnly, HoldsInformation
from outreach.storage.journal import standing_lines as journal_of
from outreach.storage.tables import journal

if TYPE_CHECKING:
    from datetime import date

    from outreach.storage.journal import Line
    from outreach.storage.work import View, Work


def is_frozen(view: View, record: Record, day: date) -> bool:
    """Say whether a talk or disclosure, as it is stored, may only grow from now on. `day`: today, home zone."""
    return bool(freezing(view, record, day))


def freezing(view: View, record: Record, day: date) -> list[Record]:
    """Return what freezes a talk or disclosure: advertised tenders and published disclosures; nothing while it is free."""
    return _freezing_each(view, [record], day).get(record.id, [])


def _freezing_each(view: View, records: Iterable[Record], day: date) -> dict[UUID, list[Record]]:
    """Return the same for many (a run of the journal at the most), in a few statements."""
    found: dict[UUID, list[Record]] = {}
    talks: list[Meeting] = []
    for record in records:
        if isinstance(record, Disclosure) and record.published is not None:
            found[record.id] = [record]
        elif isinstance(record, Meeting) and not is_bare_count(record):
            talks.append(record)
    if not talks:
        return found
    tenders = view.tenders.many(tender for talk in talks for tender in talk.tenders)
    published = view.disclosures.published_of([talk.id for talk in talks])
    advertised = {one for one in tenders if has_been_advertised(tenders[one], day)}
    advertised |= _once_advertised(view, [one for one in tenders if one not in advertised], day)
    for talk in talks:
        reasons: list[Record] = [tenders[one] for one in talk.tenders if one in advertised]
        found[talk.id] = reasons + [one for one in published if one.meeting == talk.id]
    return found


def _once_advertised(view: View, tenders: Sequence[UUID], day: date) -> set[UUID]:
    """Return the tenders that stood as advertised once, by the journal, in an action that has not been taken back."""
    told: dict[UUID, list[Told]] = defaultdict(list)
    for record, at, fields in journal_of(view.connection, Kind.TENDER, tenders):
        told[record].append(Told(home_day(at), fields))
    return {tender for tender, lines in told.items() if was_advertised(lines, day)}


def check_change(work: Work, kind: Kind, stored: Record, changes: dict[str, list[Any]]) -> None:
    """Let a change pass, or raise AppendOnly."""
    if kind not in GUARDED or work.lets_erase:
        return
    if not violations(kind, changes, moving=work.lets_move) and not becomes_bare_count(stored, changes):
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
    talks = work.meetings.many(one.meeting for one in stored.values() if isinstance(one, Disclosure) and one.meeting)
    reasons_of = _freezing_each(work, [*stored.values(), *talks.values()], today)
    kept: dict[UUID, tuple[str, ...]] = {}
    for line in lines:
        record = stored.get(line.record)
        if record is None:
            continue
        if verb == "create":
            held = held_of(kind, line.fields)
        else:
            back = {name: [sides[1], sides[0]] for name, sides in line.fields.items()}
            held = violations(kind, back) | (frozenset({"question"}) if becomes_bare_count(record, back) else frozenset())
            if held and held <= MOVED[kind] and _was_joined(work, action, line, held):
                continue
        # A disclosure stays with what was said, when that is frozen.
        own = [record.id, getattr(record, "meeting", None)]
        reasons = [one for each in own if each for one in reasons_of.get(each, [])] if held else []
        if reasons and not (verb == "create" and _all_made_by(work, action, reasons)):
            kept[line.record] = tuple(sorted(held)) if verb == "change" else ()
    return kept


def _all_made_by(work: Work, action: UUID, reasons: Sequence[Record]) -> bool:
    """Say whether one action made all of these as they are: then talk, tender and publication go as they came, together."""
    if any(one.version != 1 for one in reasons):
        return False
    c = journal.c
    wanted = select(c.record).where(c.action == action, c.verb == "create", c.record.in_({one.id for one in reasons}))
    return set(work.connection.execute(wanted).scalars()) >= {one.id for one in reasons}


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
