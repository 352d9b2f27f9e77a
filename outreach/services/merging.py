"""Merging doubles: everything of both is kept, all that pointed to the one points to the other, in one action.

What is single (a name, a website) is one side's; the other side's is not lost: it stands as a line in the notes. The record
that goes leaves its words behind, so that it is still found by the name it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.company import Company
from outreach.domain.person import Person, Role
from outreach.domain.record import BOOKKEEPING, Kind
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.import_merge import joined

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: Which side a single value is taken from: "keep" or "other".
Choices = Mapping[str, str]
NO_CHOICES: Choices = MappingProxyType({})

_NOTHING = (None, "", "unknown", False)


def merge_into(work: Work, kind: Kind, kept: UUID, others: Iterable[UUID], choices: Choices = NO_CHOICES) -> Any:
    """Merge `others` into `kept` inside an action, and return the record that stays. Raises NotFound, InvalidInput."""
    store = work.store(kind)
    stays = store.get(kept)
    if stays is None:
        raise NotFound(str(kept))
    for other in dict.fromkeys(others):
        goes = store.get(other)
        if goes is None:
            raise NotFound(str(other))
        if other == kept:
            raise InvalidInput(N_("Merge"), N_("A record cannot be merged with itself."))
        whole = merged(stays, goes, choices)
        _move(work, kind, goes.id, stays.id)
        work.delete(kind, goes.id)
        # What moved over may have touched the record itself.
        current = store.get(kept)
        stays = work.save(kind, replace(whole, version=current.version if current else stays.version))
    return stays


def merged(stays: Any, goes: Any, choices: Choices = NO_CHOICES) -> Any:
    """Return one record with everything of both. Lists are joined; of single values `choices` names the side, else `stays`."""
    values: dict[str, Any] = {}
    lost: list[str] = []
    for field in fields(stays):
        name = field.name
        if name in BOOKKEEPING or name == "notes":
            continue
        own, foreign = getattr(stays, name), getattr(goes, name)
        if isinstance(own, tuple):
            values[name] = joined(own, foreign)
            continue
        chosen, left = (foreign, own) if choices.get(name) == "other" and _says(foreign) else (own, foreign)
        if not _says(chosen):
            chosen, left = left, chosen
        values[name] = chosen
        if isinstance(left, str) and _says(left) and left != chosen and name not in _PARTS:
            lost.append(left)
    return replace(stays, **values, notes=_notes(stays.notes, goes.notes, lost))


#: What is said by the whole name already.
_PARTS = frozenset({"given", "family"})


def _says(value: Any) -> bool:
    return getattr(value, "value", value) not in _NOTHING


def _notes(own: str, foreign: str, lost: list[str]) -> str:
    parts = [own, foreign if foreign not in own else "", *(text for text in lost if text not in own and text not in foreign)]
    return "\n".join(part for part in parts if part)


def _move(work: Work, kind: Kind, old: UUID, new: UUID) -> None:
    """Let everything that names `old` name `new`."""
    if kind is Kind.COMPANY:
        for person in work.people.at_company(old):
            work.save(Kind.PERSON, replace(person, roles=_roles(person, old, new)))
    for meeting in work.meetings.using(old):
        work.save(Kind.MEETING, _naming(meeting, kind, new))
    for follow_up in work.follow_ups.using(old):
        work.save(Kind.FOLLOW_UP, _naming(follow_up, kind, new))
    _move_guests(work, kind, old, new)
    _move_apart(work, kind, old, new)
    _move_views(work, old, new)


def _naming(record: Any, kind: Kind, new: UUID) -> Any:
    return replace(record, company=new) if kind is Kind.COMPANY else replace(record, person=new)


def _roles(person: Person, old: UUID, new: UUID) -> tuple[Role, ...]:
    moved = tuple(replace(role, company=new) if role.company == old else role for role in person.roles)
    return joined(moved, ())


def _move_guests(work: Work, kind: Kind, old: UUID, new: UUID) -> None:
    for guest in work.guests.using(old):
        there = kind is Kind.PERSON and any(one.person == new for one in work.guests.at_event(guest.event))
        if not there:
            work.save(Kind.GUEST, _naming(guest, kind, new))
            continue
        # The same person stood twice on one list: one line stays, and it knows whether the person came.
        other = next(one for one in work.guests.at_event(guest.event) if one.person == new)
        if other.attendance.value == "unknown" or guest.attendance.value == "came":
            came = replace(other, attendance=guest.attendance, arrived=guest.arrived or other.arrived)
            work.save(Kind.GUEST, replace(came, note=_notes(other.note, guest.note, [])))
        work.delete(Kind.GUEST, guest.id)


def _move_apart(work: Work, kind: Kind, old: UUID, new: UUID) -> None:
    from outreach.domain.apart import pair

    for apart in work.apart.using([old]):
        third = apart.other if apart.one == old else apart.one
        if third == new or work.apart.between(third, new) is not None:
            work.delete(Kind.APART, apart.id)
        elif apart.of is kind:
            one, other = pair(third, new)
            work.save(Kind.APART, replace(apart, one=one, other=other))


def _move_views(work: Work, old: UUID, new: UUID) -> None:
    for view in work.saved_views.all():
        if any(value == str(old) for _, value in view.filters):
            filters = ((name, str(new) if value == str(old) else value) for name, value in view.filters)
            work.save(Kind.VIEW, replace(view, filters=tuple(dict.fromkeys(filters))))


def fuller(first: Person | Company, second: Person | Company) -> bool:
    """Say whether `first` knows more than `second`: the record that one would keep."""
    return _filled(first) >= _filled(second)


def _filled(record: Person | Company) -> int:
    values = (getattr(record, field.name) for field in fields(record) if field.name not in BOOKKEEPING)
    return sum(len(value) if isinstance(value, tuple) else _says(value) for value in values)
