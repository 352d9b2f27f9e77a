"""What the invite window shows, read in one go on the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.event import REVISING, Event, digest
from outreach.domain.guest import Guest
from outreach.domain.invitation import Delivery, Invitation, Purpose
from outreach.domain.record import Kind
from outreach.domain.reply import Reply
from outreach.services.addressing import address_of, language_of
from outreach.services.versions import Due, Standings, standings_of

if TYPE_CHECKING:
    from outreach.services.guest_answers import AnswerTally
    from outreach.services.guests import GuestLine
    from outreach.services.house import House


class Told(StrEnum):
    """What a guest knows of the event."""

    NEVER = "never"
    CURRENT = "current"
    OLD_TIME = "old_time"
    OLD_DETAILS = "old_details"
    CALLED_OFF = "called_off"
    UNINVITED = "uninvited"
    PREPARED = "prepared"
    REFUSED = "refused"
    UNCLEAR = "unclear"


_HALTED = {
    Delivery.PREPARED: Told.PREPARED,
    Delivery.REFUSED: Told.REFUSED,
    Delivery.UNCLEAR: Told.UNCLEAR,
}
_ENDED = {Purpose.CANCEL: Told.CALLED_OFF, Purpose.UNINVITE: Told.UNINVITED}


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A guest as the list shows it. `last` is the message that `told` is about; `invited`: something has left to this guest.

    Both can be true at once: invited, and the reminder was refused.
    """

    guest: Guest
    name: str
    company: str
    address: str
    language: str
    told: Told
    last: Invitation | None = None
    invited: bool = False


@dataclass(frozen=True, slots=True)
class Invited:
    """An event with its guests, what is due to them, what stands still in the outbox, and answers that wait for an officer.

    A moved date of a series stands under the series: it has the guests. Nothing is due any more when all `is_over`.
    """

    event: Event
    rows: tuple[GuestRow, ...]
    tally: AnswerTally
    due: Due
    waiting: tuple[Invitation, ...]
    unclear: tuple[Invitation, ...]
    refused: tuple[Invitation, ...]
    to_decide: tuple[Reply, ...]
    is_over: bool = False

    def rows_of(self, ids: Sequence[UUID]) -> list[GuestRow]:
        """Return the rows of guests, in the order of the list."""
        wanted = set(ids)
        return [row for row in self.rows if row.guest.id in wanted]


def read_invited(house: House, event_id: UUID) -> Invited:
    """Read the window. Raises InvalidInput when there is no such event."""
    due = house.invitations.due(event_id)
    event_id = due.event
    listed = house.guests.at_event(event_id, uninvited=True)
    house.audit.viewed(Kind.GUEST, len(listed.lines))
    messages = house.invitations.of_event(event_id)
    standings = standings_of(messages)
    older = set(due.older)
    latest = {one.guest: one for one in messages if one.guest is not None and one.delivery is not Delivery.DROPPED}
    rows = tuple(
        _row(line, listed.event, standings.get(line.guest.id), latest.get(line.guest.id), older) for line in listed.lines
    )
    return Invited(
        listed.event,
        rows,
        listed.answers,
        due,
        _with(messages, Delivery.PREPARED),
        _with(messages, Delivery.UNCLEAR),
        tuple(one for one in latest.values() if one.delivery is Delivery.REFUSED),
        tuple(house.replies.pending(event_id)),
        not listed.event.recurrence and listed.event.when.end_utc < house.now(),
    )


def _row(
    line: GuestLine, event: Event, standing: Standings | None, latest: Invitation | None, older: set[UUID]
) -> GuestRow:
    guest = line.guest
    told, last = _told(guest, event, standing, latest, older)
    address, language = address_of(guest, line.person), language_of(guest, line.person)
    invited = standing is not None and standing.once_told
    return GuestRow(guest, line.name, line.company_name, address, language, told, last, invited)


def _told(
    guest: Guest, event: Event, standing: Standings | None, latest: Invitation | None, older: set[UUID]
) -> tuple[Told, Invitation | None]:
    if latest is not None and latest.delivery in _HALTED:
        return _HALTED[latest.delivery], latest
    if standing is None or not standing.told:
        return Told.NEVER, None
    main, last = standing.told.get(""), max(standing.told.values(), key=lambda one: one.at)
    if main is not None and main.purpose in _ENDED:
        return _ENDED[main.purpose], main
    if guest.id not in older:
        return Told.CURRENT, last
    same_time = main is not None and main.revising == digest(event, REVISING)
    return (Told.OLD_DETAILS if same_time else Told.OLD_TIME), main or last


def _with(messages: Sequence[Invitation], delivery: Delivery) -> tuple[Invitation, ...]:
    return tuple(one for one in messages if one.delivery is delivery)
