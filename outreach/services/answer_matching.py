"""Whose answer is this? Matched by UID, and by the address that an invitation went to or that the guest is known by.

An address says who answers, never a shared mailbox alone: of several guests behind info@ the name in the answer decides, else an
officer. Who writes for somebody else is taken for nobody until an officer has looked (RFC 6047, 2.2: the sender is not proven).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.guest import Guest
from outreach.domain.person import Person, person_key
from outreach.domain.reply import Reply, ReplyState
from outreach.services.addressing import base_address, own_addresses, plain_address
from outreach.services.versions import LEFT, Family

if TYPE_CHECKING:
    from outreach.storage.work import View


@dataclass(frozen=True, slots=True)
class Reach:
    """A guest with the addresses that stand for them: those we wrote to, and those they are known by."""

    guest: Guest
    written_to: frozenset[str]
    known_by: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every address."""
        return self.written_to | self.known_by


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome: the guest, if it is one; `several` when more than one fits; `sender_fits` when the mail came from them."""

    guest: Guest | None = None
    several: bool = False
    sender_fits: bool = True


def reaches(view: View, family: Family) -> list[Reach]:
    """Return the guests of an event with their addresses."""
    guests = view.guests.at_event(family.master.id)
    people = view.people.many(one.person for one in guests if one.person)
    sent: dict[UUID, set[str]] = {}
    for invitation in view.invitations.with_uid(family.master.uid):
        if invitation.guest is not None and invitation.delivery in LEFT:
            sent.setdefault(invitation.guest, set()).add(plain_address(invitation.address))
    learnt: dict[UUID, set[str]] = {}
    for reply in view.replies.with_uid(family.master.uid):
        if reply.guest is not None and reply.state is ReplyState.APPLIED and not reply.delegated_from:
            learnt.setdefault(reply.guest, set()).update(plain_address(one) for one in (reply.address, reply.sender) if one)
    return [_reach(one, people, sent, learnt) for one in guests]


def _reach(
    guest: Guest, people: dict[UUID, Person], sent: dict[UUID, set[str]], learnt: dict[UUID, set[str]]
) -> Reach:
    person = people.get(guest.person) if guest.person else None
    known = own_addresses(guest, person) | learnt.get(guest.id, set())
    return Reach(guest, frozenset(sent.get(guest.id, ())), frozenset(known))


def match(found: Sequence[Reach], reply: Reply) -> Match:
    """Return who answers."""
    reach, several = _who(found, reply.address, reply.name)
    if reach is None:
        return Match(several=several)
    return Match(reach.guest, sender_fits=_is_from(reach, reply))


def named(found: Sequence[Reach], addresses: Iterable[str]) -> Guest | None:
    """Return the one guest whom one of these addresses means."""
    for address in addresses:
        reach, _ = _who(found, address, "")
        if reach is not None:
            return reach.guest
    return None


def _who(found: Sequence[Reach], address: str, name: str) -> tuple[Reach | None, bool]:
    plain, base = plain_address(address), base_address(address)
    tiers = (
        [one for one in found if plain in one.written_to],
        [one for one in found if plain in one.known_by],
        [one for one in found if base in {base_address(known) for known in one.all}],
    )
    fitting = next((tier for tier in tiers if tier), [])
    if len(fitting) == 1:
        return fitting[0], False
    called = [one for one in fitting if name and person_key(one.guest.name) == person_key(name)]
    return (called[0], False) if len(called) == 1 else (None, bool(fitting))


def _is_from(reach: Reach, reply: Reply) -> bool:
    """Say whether the mail came from who answers in it; a bare calendar file came from nobody."""
    sender = plain_address(reply.sender)
    if not sender:
        return True
    known = {plain_address(reply.address), *reach.all}
    return sender in known or base_address(sender) in {base_address(one) for one in known}
