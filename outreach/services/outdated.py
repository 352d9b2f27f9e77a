"""Which prepared letters are no longer true: the event was changed, the guest left the list, or a newer letter replaces them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.event import EventStatus, digest
from outreach.domain.guest import Guest, Standing
from outreach.domain.invitation import TAKING_BACK, Delivery, Invitation, Purpose
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.work import View

EVENT_GONE = N_("The event is no longer there.")
EVENT_CHANGED = N_("The event was changed after this was written.")
EVENT_CANCELLED = N_("The event has been cancelled.")
GUEST_GONE = N_("The guest is no longer on the list.")
ADDRESS_CHANGED = N_("The guest has another address now.")
REPLACED = N_("A newer letter to the same guest replaces it.")
NEVER_INVITED = N_("The guest never got the invitation that it takes back.")
TWICE = N_("The same letter was prepared twice.")

#: Letters that tell the whole: whatever was prepared for the guest before them need not go out.
_WHOLE = frozenset({Purpose.INVITE, Purpose.UPDATE, Purpose.CANCEL, Purpose.UNINVITE})
_LEFT = frozenset({Delivery.SENT, Delivery.UNCLEAR})
_DEAD = frozenset({Delivery.DROPPED, Delivery.REFUSED})


def why_outdated(view: View, invitation: Invitation) -> str:
    """Return the catalogue text that says why a prepared letter should not go out as it is; empty when it may."""
    if invitation.purpose in TAKING_BACK:
        # It takes back what the guest was told; that the event or the guest is gone is no reason to keep silent.
        return _why_not_taken_back(view, invitation)
    return _why_event(view, invitation) or _why_guest(view, invitation)


def replaced(invitations: Iterable[Invitation]) -> dict[UUID, str]:
    """Return those of all letters to guests that wait and that another one makes needless, each with the catalogue text why."""
    families: dict[tuple[str, object], list[Invitation]] = defaultdict(list)
    for one in invitations:
        if one.delivery not in _DEAD:
            families[one.uid, one.guest or one.address.casefold()].append(one)
    found: dict[UUID, str] = {}
    for family in families.values():
        family.sort(key=lambda one: (one.sequence, one.at, str(one.id)))
        for place, one in enumerate(family):
            if one.delivery is Delivery.PREPARED:
                reason = _why_replaced(one, family[:place], family[place + 1 :])
                if reason:
                    found[one.id] = reason
    return found


def _why_replaced(one: Invitation, before: list[Invitation], after: list[Invitation]) -> str:
    if any(_same(one, other) for other in before):
        return TWICE
    if any(_replaces(other, one) for other in after):
        return REPLACED
    told = [other for other in before if other.recurrence_id in ("", one.recurrence_id)]
    if one.purpose in TAKING_BACK and told and not any(other.delivery in _LEFT for other in told):
        return NEVER_INVITED
    return ""


def _same(one: Invitation, other: Invitation) -> bool:
    def key(letter: Invitation) -> tuple[object, ...]:
        return letter.purpose, letter.recurrence_id, letter.sequence, letter.at, letter.address.casefold()

    return key(one) == key(other)


def _replaces(newer: Invitation, older: Invitation) -> bool:
    if newer.purpose in TAKING_BACK and not newer.recurrence_id:
        return True
    if newer.recurrence_id != older.recurrence_id:
        return False
    later = (newer.sequence, newer.at) > (older.sequence, older.at)
    return later and (newer.purpose in _WHOLE or newer.purpose is older.purpose)


def _why_not_taken_back(view: View, invitation: Invitation) -> str:
    event = view.events.get(invitation.event) if invitation.event else None
    if event is not None and invitation.purpose is Purpose.CANCEL and event.recurrence_id == invitation.recurrence_id:
        return "" if event.status is EventStatus.CANCELLED else EVENT_CHANGED
    return ""


def _why_event(view: View, invitation: Invitation) -> str:
    event = view.events.get(invitation.event) if invitation.event else None
    if event is None:
        return EVENT_GONE
    if event.status is EventStatus.CANCELLED:
        return EVENT_CANCELLED
    comparable = invitation.shown and event.recurrence_id == invitation.recurrence_id
    if comparable and invitation.purpose is not Purpose.DECLINE_PROPOSAL and digest(event) != invitation.shown:
        return EVENT_CHANGED
    return ""


def _why_guest(view: View, invitation: Invitation) -> str:
    guest = view.guests.get(invitation.guest) if invitation.guest else None
    if guest is None or guest.standing is Standing.UNINVITED:
        return GUEST_GONE
    known = _addresses(view, guest)
    return ADDRESS_CHANGED if known and invitation.address.casefold() not in known else ""


def _addresses(view: View, guest: Guest) -> set[str]:
    if guest.email:
        return {guest.email.casefold()}
    person = view.people.get(guest.person) if guest.person else None
    return {email.address.casefold() for email in person.emails} if person else set()
