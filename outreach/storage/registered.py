"""The gate before what is kept of people: a known purpose, nothing that leads to a protected person, no edit of restricted data.

`Work` asks it before each write, so that no form, import, merge or command can forget it; `reversing.py` writes through the same
door. Past it lead the flags themselves and `Work.erasing` (the rights of the registered), and ids follow in `Work.moving`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update

from outreach.domain.guest import Guest
from outreach.domain.person import Person
from outreach.domain.purposes import check_known, is_built_in, known_purposes
from outreach.domain.record import Kind, Record
from outreach.domain.usable import CHANGEABLE_WHEN_RESTRICTED, EMPTY_WHEN_PROTECTED, WhyNot
from outreach.errors import Restricted
from outreach.storage.tables import action, journal

if TYPE_CHECKING:
    from outreach.storage.journal import Line
    from outreach.storage.work import Work


def kept(work: Work, record: Record) -> Any:
    """Return a record as it may be kept. Raises InvalidInput for a person without a known purpose."""
    if isinstance(record, Person):
        if not is_built_in(record.purpose):
            check_known(record.purpose, known_purposes(work.purposes.all()))
        return _emptied(record, EMPTY_WHEN_PROTECTED) if record.protected else record
    if isinstance(record, Guest) and record.person is not None and (record.email or record.name):
        return dataclasses.replace(record, name="", email="") if _is_protected(work, record.person) else record
    return record


def check_change(work: Work, stored: Record, changes: Iterable[str]) -> None:
    """Let a change of a person pass, or raise Restricted."""
    if not isinstance(stored, Person) or stored.restricted is None or work.lets_erase:
        return
    # When a company takes another in, only the id follows.
    free = CHANGEABLE_WHEN_RESTRICTED | ({"roles"} if work.lets_move else set())
    if not set(changes) <= free:
        raise Restricted(person=str(stored.id))


def check_removal(work: Work, stored: Record) -> None:
    """Let a removal pass, or raise Restricted: who wants the data left untouched wants them neither changed nor gone."""
    if isinstance(stored, Person) and stored.restricted is not None and not work.lets_erase:
        raise Restricted(person=str(stored.id))


def kept_from_undo(work: Work, lines: Sequence[Line]) -> dict[UUID, tuple[str, ...]]:
    """Return, of journal lines of one kind and verb, the restricted people whom an undo leaves as they are, with the fields."""
    if lines[0].kind is not Kind.PERSON or lines[0].verb != "change" or work.lets_erase:
        return {}
    held = [line for line in lines if not line.fields.keys() <= CHANGEABLE_WHEN_RESTRICTED]
    stored = work.people.many(line.record for line in held)
    return {
        line.record: tuple(line.fields)
        for line in held
        if line.record in stored and stored[line.record].restricted is not None
    }


def forget_ways(work: Work, person: Person) -> int:
    """Empty the addresses, numbers and mailboxes of a person in the journal, so that no history and no undo shows them again.

    The titles of the actions lose the name. Returns how many lines held something; the lines stay: when and who is no secret.
    """
    c, count, actions = journal.c, 0, set()
    for row in work.connection.execute(select(c.number, c.action, c.fields).where(c.record == person.id)).all():
        actions.add(row.action)
        clean = {
            name: [_nothing(side) for side in sides] if name in EMPTY_WHEN_PROTECTED else sides
            for name, sides in row.fields.items()
        }
        if clean != row.fields:
            work.connection.execute(update(journal).where(c.number == row.number).values(fields=clean))
            count += 1
    titles = select(action.c.id, action.c.title_values).where(action.c.id.in_(actions))
    for one, values in work.connection.execute(titles).all():
        unnamed = {name: "–" if text == person.name else text for name, text in values.items()}
        if unnamed != values:
            work.connection.execute(update(action).where(action.c.id == one).values(title_values=unnamed))
    return count


def _nothing(side: Any) -> Any:
    return None if side is None else type(side)()


def _emptied(person: Person, names: Sequence[str]) -> Person:
    return dataclasses.replace(person, **{name: type(getattr(person, name))() for name in names})


def _is_protected(work: Work, person: UUID) -> bool:
    # Asked of each guest of a list of thousands, where hardly any workspace has one.
    return person in work.people.flagged(WhyNot.PROTECTED.value)
