"""Merging doubles: everything of both is kept, all that pointed to the one points to the other, in one action.

What is single (a name, a website) is one side's; the other side's is not lost: it stands as a line in the notes. The record
that goes leaves its words behind, so that it is still found by the name it had, and the keys of the cards and files that it
came from, so that the same file again knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.apart import pair
from outreach.domain.company import Company, SizeClass
from outreach.domain.contact import Email, Phone
from outreach.domain.guest import Guest
from outreach.domain.person import Person, Role
from outreach.domain.record import BOOKKEEPING, Kind, own_origin
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.bid_links import move_bids
from outreach.services.contract_links import move_company
from outreach.services.import_merge import joined
from outreach.services.notes_joined import notes_joined
from outreach.services.notified import move_notifications
from outreach.services.plan_links import move_hopes
from outreach.services.twin_guests import join

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: Which side a single value is taken from: "keep" or "other".
Choices = Mapping[str, str]
NO_CHOICES: Choices = MappingProxyType({})
KEEP, OTHER = "keep", "other"


@dataclass(frozen=True, slots=True)
class Choice:
    """A single value in which two records differ, both saying something: one has to be chosen."""

    field: str
    one: Any
    other: Any


def differing(one: Person | Company, other: Person | Company) -> tuple[Choice, ...]:
    """Return the single values of which one must be chosen when two records become one."""
    found = ((name, getattr(one, name), getattr(other, name)) for name in _single(one))
    return tuple(Choice(*values) for values in found if _says(values[1]) and _says(values[2]) and values[1] != values[2])


def merge_into(work: Work, kind: Kind, kept: UUID, others: Iterable[UUID], choices: Choices = NO_CHOICES) -> Any:
    """Merge `others` into `kept` inside an action, and return the record that stays. Raises NotFound, InvalidInput."""
    store = work.store(kind)
    stays = store.get(kept)
    if stays is None:
        raise NotFound(str(kept))
    _check(stays, choices)
    for other in dict.fromkeys(others):
        if other == kept:
            raise InvalidInput(N_("Merge"), N_("A record cannot be merged with itself."))
        goes = store.get(other)
        if goes is None:
            raise NotFound(str(other))
        whole = merged(stays, goes, choices)
        with work.moving():
            _move(work, kind, goes.id, stays.id)
        work.delete(kind, goes.id)
        stays = work.save(kind, whole)
    return stays


def merged(stays: Any, goes: Any, choices: Choices = NO_CHOICES) -> Any:
    """Return one record with everything of both. Lists are joined; of single values `choices` names the side, else `stays`."""
    values: dict[str, Any] = {}
    lost: list[str] = []
    for field in fields(stays):
        if field.name not in BOOKKEEPING and isinstance(own := getattr(stays, field.name), tuple):
            values[field.name] = joined(_labelled(own, getattr(goes, field.name)), getattr(goes, field.name))
    values["origins"] = joined(values["origins"], (own_origin(goes.id),))
    lost += [*_lost_titles(stays, goes), *_lost_labels(stays, goes)]
    for name in _single(stays):
        own, foreign = getattr(stays, name), getattr(goes, name)
        chosen, left = (foreign, own) if choices.get(name) == OTHER and _says(foreign) else (own, foreign)
        if not _says(chosen):
            chosen, left = left, chosen
        values[name] = chosen
        if _says(left) and left != chosen and name not in _SAID_ELSEWHERE:
            lost.append(str(left.value if isinstance(left, Enum) else left))
        if name == "name":
            # Given and family name are parts of the whole one, and go with it.
            values |= {part: getattr(stays if chosen == own else goes, part) for part in _PARTS if hasattr(stays, part)}
    if values.get("org_number"):
        # A number that is kept is a legal person's (design, section 5); that one of them traded alone stays to be read.
        lost += [f"{one.name}: enskild firma" for one in (stays, goes) if one.sole_trader]
        values["sole_trader"] = False
    return replace(stays, **values, notes=notes_joined(stays.notes, goes.notes, lost))


#: What is said by the whole name already.
_PARTS = ("given", "family")
#: Said by other words, or no words at all.
_SAID_ELSEWHERE = frozenset(
    "language size sole_trader next_contact next_contact_set contact_months".split()
    + "purpose from_others untold objected restricted protected".split()
)
_NOTHING = (None, "", SizeClass.UNKNOWN, False)


def _single(record: Any) -> list[str]:
    names = (field.name for field in fields(record) if field.name not in BOOKKEEPING)
    apart = ("notes", *_PARTS)
    return [name for name in names if name not in apart and not isinstance(getattr(record, name), tuple)]


def _check(record: Any, choices: Choices) -> None:
    known = _single(record)
    for name, side in choices.items():
        if name not in known or side not in (KEEP, OTHER):
            reason = N_("“{choice}” cannot be chosen. Fields: {names}; sides: keep, other.")
            raise InvalidInput(N_("Merge"), reason, choice=f"{name}={side}", names=", ".join(known))


def _says(value: Any) -> bool:
    return value not in _NOTHING


def _labelled(own: tuple[Any, ...], foreign: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return one's own contacts, with the label of the other side where there was none."""
    labels = {_reached_at(item): item.label for item in foreign if isinstance(item, Email | Phone)}
    return tuple(
        replace(item, label=labels.get(_reached_at(item), "")) if isinstance(item, Email | Phone) and not item.label else item
        for item in own
    )


def _reached_at(item: Email | Phone) -> str:
    return item.number if isinstance(item, Phone) else item.address.casefold()


def _lost_titles(stays: Any, goes: Any) -> list[str]:
    """Return the titles at a company for which the one that stays has another."""
    known = {role.company: role.title.casefold() for role in getattr(stays, "roles", ()) if role.title}
    there = (role for role in getattr(goes, "roles", ()) if role.title and role.company in known)
    return [role.title for role in there if role.title.casefold() != known[role.company]]


def _lost_labels(stays: Any, goes: Any) -> list[str]:
    """Return the contacts that both have, under two labels, with the label that finds no place."""
    kept = {_reached_at(item): item.label for item in (*getattr(stays, "emails", ()), *getattr(stays, "phones", ()))}
    theirs = ((item, _reached_at(item)) for item in (*getattr(goes, "emails", ()), *getattr(goes, "phones", ())))
    return [
        f"{where}: {item.label}"
        for item, where in theirs
        if item.label and kept.get(where) and item.label.casefold() != kept[where].casefold()
    ]


# What points to the record that goes ---------------------------------------------------------------------------------


def _move(work: Work, kind: Kind, old: UUID, new: UUID) -> None:
    """Let everything that names `old` name `new`."""
    if kind is Kind.COMPANY:
        for person in work.people.at_company(old):
            work.save(Kind.PERSON, _with_roles_moved(person, old, new))
        move_company(work, old, new)
    for meeting in work.meetings.using(old):
        work.save(Kind.MEETING, _naming(meeting, kind, new))
    for follow_up in work.follow_ups.using(old):
        work.save(Kind.FOLLOW_UP, _naming(follow_up, kind, new))
    for guest in work.guests.using(old):
        _move_guest(work, kind, guest, new)
    move_hopes(work, old, new)
    move_notifications(work, old, new)
    if kind is Kind.COMPANY:
        move_bids(work, old, new)
    _move_apart(work, kind, old, new)
    _move_views(work, old, new)


def _naming(record: Any, kind: Kind, new: UUID) -> Any:
    return replace(record, company=new) if kind is Kind.COMPANY else replace(record, person=new)


def _with_roles_moved(person: Person, old: UUID, new: UUID) -> Person:
    """Return a person whose role at one company is one at another; a second title there goes into the notes."""
    here = next((role for role in person.roles if role.company == new), None)
    there = next(role for role in person.roles if role.company == old)
    whole = Role(new, (here.title if here else "") or there.title)
    roles = dict.fromkeys(whole if role.company in (old, new) else role for role in person.roles)
    lost = [there.title] if there.title and there.title.casefold() != whole.title.casefold() else []
    return replace(person, roles=tuple(roles), notes=notes_joined(person.notes, "", lost))


def _move_guest(work: Work, kind: Kind, guest: Guest, new: UUID) -> None:
    """Move a guest. The same person twice on one list: one line stays, and it knows whether the person came."""
    listed = work.guests.at_event(guest.event) if kind is Kind.PERSON else []
    there = next((one for one in listed if one.person == new), None)
    if there is None:
        work.save(Kind.GUEST, _naming(guest, kind, new))
        return
    join(work, there, guest)


def _move_apart(work: Work, kind: Kind, old: UUID, new: UUID) -> None:
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
