"""Who has which version of an event, and what is due to whom.

A guest's calendar holds what the last message that left told it. An event is one entry, or a series with its moved dates: each of
these parts has its own message (interop.md, 4.2) and its own version. Compared are digests of what a calendar shows, never
SEQUENCE alone, so that an undo of a change that was told already is told too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.event import REVISING, Event, EventStatus, digest
from outreach.domain.guest import Answer, Attendance, Guest, Standing, answered_before_move
from outreach.domain.invitation import Delivery, Invitation, Method, Purpose, Way
from outreach.domain.reply import Reply, ReplyMethod, ReplyState
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.guest_answers import offered
from outreach.services.usual_dates import usual_date

if TYPE_CHECKING:
    from outreach.storage.work import View

#: What a guest may have got: it left, or it is not known whether it arrived.
LEFT = (Delivery.SENT, Delivery.UNCLEAR)
#: Messages that change nothing in a calendar.
BARE = (Purpose.WAIT, Purpose.DECLINE_PROPOSAL)


@dataclass(frozen=True, slots=True)
class Family:
    """An event as guests' calendars know it: the event itself, and the moved or cancelled dates of a series."""

    master: Event
    overrides: tuple[Event, ...] = ()

    @property
    def parts(self) -> tuple[Event, ...]:
        """Everything that has a message of its own."""
        return (self.master, *self.overrides)

    @property
    def is_cancelled(self) -> bool:
        """Say whether the whole event falls."""
        return self.master.status is EventStatus.CANCELLED

    @property
    def sequence(self) -> int:
        """The highest SEQUENCE of its parts."""
        return max(one.sequence for one in self.parts)


@dataclass(frozen=True, slots=True)
class Standings:
    """What one guest has got. `told` and `ready`: the last message about each part that left, and that waits to leave.

    `times` says when a message of each purpose was made last (its DTSTAMP), whether it left or waits.
    """

    told: dict[str, Invitation] = field(default_factory=dict)
    ready: dict[str, Invitation] = field(default_factory=dict)
    times: dict[Purpose, datetime] = field(default_factory=dict)

    @property
    def is_told(self) -> bool:
        """Say whether the guest's calendar may show the event."""
        main = self.told.get("")
        return main is not None and main.method is not Method.CANCEL

    @property
    def once_told(self) -> bool:
        """Say whether anything ever left to the guest."""
        return bool(self.told)

    def as_if_sent(self) -> Standings:
        """Return how it will be when what waits has left."""
        return replace(self, told=self.told | self.ready, ready={})


NOTHING_YET = Standings()


@dataclass(frozen=True, slots=True)
class Due:
    """What is due to the guests of an event, by guest ids in the order of the list.

    `new`: never invited. `older`: their calendars show an older version. `to_cancel`: to be told that the event falls.
    `to_uninvite`: uninvited, and not told yet. `unanswered`: invited, and no answer to the present version. `to_wait`: on the
    waiting list, and not told. `offered`: first in line for the places that are free. `waiting_to_leave`: a message is prepared.
    """

    event: UUID
    new: tuple[UUID, ...] = ()
    older: tuple[UUID, ...] = ()
    to_cancel: tuple[UUID, ...] = ()
    to_uninvite: tuple[UUID, ...] = ()
    unanswered: tuple[UUID, ...] = ()
    to_wait: tuple[UUID, ...] = ()
    offered: tuple[UUID, ...] = ()
    waiting_to_leave: tuple[UUID, ...] = ()

    def of(self, purpose: Purpose) -> tuple[UUID, ...]:
        """Return to whom a message of this purpose is due."""
        return {
            Purpose.INVITE: self.new,
            Purpose.UPDATE: self.older,
            Purpose.CANCEL: self.to_cancel,
            Purpose.UNINVITE: self.to_uninvite,
            Purpose.REMIND: self.unanswered,
            Purpose.WAIT: self.to_wait,
            Purpose.OFFER: self.offered,
            Purpose.DECLINE_PROPOSAL: (),
        }[purpose]


def family_of(view: View, event_id: UUID) -> Family:
    """Return an event with the dates of its series that have records of their own. Raises InvalidInput."""
    event = view.events.get(event_id)
    if event is None:
        raise InvalidInput(N_("Event"), N_("There is no such event."))
    return family_by_uid(view, event.uid, event)


def family_by_uid(view: View, uid: str, chosen: Event | None = None) -> Family:
    """Return the family of a UID around its master; `chosen` stands in where no master is known."""
    family = sorted(view.events.by_uid(uid), key=lambda one: one.recurrence_id)
    master = next((one for one in family if not one.recurrence_id), chosen)
    if master is None:
        raise InvalidInput(N_("Event"), N_("There is no such event."))
    if chosen is not None and not chosen.recurrence_id:
        master = chosen
    return Family(master, tuple(one for one in family if one.recurrence_id and one.id != master.id))


def part_named(family: Family, occurrence: str) -> Event:
    """Return the part that an answer for one date is about (`itip.occurrence_key`); the event itself where there is none."""
    from outreach.formats.itip import occurrence_key

    for one in family.overrides:
        if occurrence_key(one.recurrence_id, family.master.when) == occurrence:
            return one
    return usual_date(family.master, occurrence) or family.master


def standings_of(invitations: Iterable[Invitation]) -> dict[UUID, Standings]:
    """Return what each guest has got, from the messages about one event in the order they were made.

    Only a letter that goes by SMTP waits, in the outbox. Files and links are handed over as soon as they are prepared: one of
    those that is still there was cut short (a full disk, a program that was killed), and is due as if it had never been.
    """
    found: dict[UUID, Standings] = {}
    for one in invitations:
        waits = one.delivery is Delivery.PREPARED and one.way is Way.SMTP
        if one.guest is None or not (waits or one.delivery in LEFT):
            continue
        standing = found.setdefault(one.guest, Standings())
        standing.times[one.purpose] = one.at
        if one.purpose not in BARE:
            (standing.told if one.delivery in LEFT else standing.ready)[one.recurrence_id] = one
    return found


def parts_to_tell(family: Family, standing: Standings) -> tuple[Event, ...]:
    """Return the parts of which a guest's calendar shows something else than what holds; all for who has nothing yet.

    When the series itself is told anew, so are its moved dates: Outlook forgets them then. A date that was moved, told so, and
    is as usual again is a part too (`usual_dates.py`).
    """
    main = standing.told.get("")
    if main is None or main.method is Method.CANCEL:
        return (family.master, *_alive(family))
    if main.shown != digest(family.master) or came_back(family, main):
        return (family.master, *_alive(family), *_usual_again(family, standing, main, anew=True))
    changed = (one for one in family.overrides if not _is_told(one, main, standing.told.get(one.recurrence_id)))
    return (*changed, *_usual_again(family, standing, main, anew=False))


def _alive(family: Family) -> tuple[Event, ...]:
    return tuple(one for one in family.overrides if one.status is not EventStatus.CANCELLED)


def came_back(family: Family, main: Invitation) -> bool:
    """Say whether a date that the series was told without is no longer cancelled."""
    cancelled = {one.recurrence_id for one in family.overrides if one.status is EventStatus.CANCELLED}
    return any(one not in cancelled for one in main.dropped)


def _usual_again(family: Family, standing: Standings, main: Invitation, *, anew: bool) -> tuple[Event, ...]:
    """Return the dates that the guest was told were otherwise, and of which no record speaks any more."""
    known = {one.recurrence_id for one in family.parts}
    gone = [one for name, one in standing.told.items() if name not in known and (anew or one.at > main.at)]
    usual = ((one, usual_date(family.master, one.recurrence_id)) for one in gone)
    return tuple(date for one, date in usual if date is not None and (anew or one.shown != digest(date)))


def _is_told(override: Event, main: Invitation, last: Invitation | None) -> bool:
    if last is None or last.at < main.at:
        # Who got the series after a date was dropped got it without that date.
        return override.status is EventStatus.CANCELLED and override.recurrence_id in main.dropped
    return last.shown == digest(override)


def next_sequence(part: Event, told: Sequence[Invitation], *, anew: bool = False, organizer: str = "") -> int:
    """Return the SEQUENCE that a part must carry, given every message about its UID that left or may leave.

    Never lower than what was sent; one more when time, place, recurrence or status are not those that were sent with it: an
    undo of a move that was told takes the stored number back, and calendars would drop the message (RFC 5546, 2.1.5). `anew`:
    what was sent with it differs though the fields are the same, as when a dropped date is back. `organizer`: who invites now,
    where it may be somebody else than before (RFC 5546, 3.2.2.6).
    """
    of_part = [one for one in told if one.recurrence_id == part.recurrence_id and one.delivery in LEFT]
    if not of_part:
        return part.sequence
    highest = max(of_part, key=lambda one: (one.sequence, one.at))
    same = highest.revising == digest(part, REVISING) and not anew and not is_from_another(highest, organizer)
    return max(part.sequence, highest.sequence if same else highest.sequence + 1)


def is_from_another(told: Invitation | None, organizer: str) -> bool:
    """Say whether a message named another organizer than the one who invites now; an empty one is not known."""
    if told is None or not told.organizer or not organizer:
        return False
    return told.organizer.casefold() != organizer.casefold()


def heard_from(replies: Iterable[Reply]) -> frozenset[UUID]:
    """Return the guests whose answer lies with the officers: to say that nothing was heard of them would be untrue."""
    waiting = (one for one in replies if one.state is ReplyState.PENDING and one.method is not ReplyMethod.REFRESH)
    return frozenset(one.guest for one in waiting if one.guest is not None)


def due_to(
    family: Family, guests: Sequence[Guest], invitations: Iterable[Invitation], capacity: int, heard: Collection[UUID] = ()
) -> Due:
    """Return what is due to the guests of an event. `heard`: see `heard_from`."""
    standings = standings_of(invitations)
    free = {one.id for one in offered(guests, capacity)}
    found: dict[str, list[UUID]] = {}
    for guest in guests:
        standing = standings.get(guest.id, NOTHING_YET)
        if standing.ready:
            found.setdefault("waiting_to_leave", []).append(guest.id)
        for name in _due_names(family, guest, standing, is_free=guest.id in free):
            if name != "unanswered" or guest.id not in heard:
                found.setdefault(name, []).append(guest.id)
    return Due(family.master.id, **{name: tuple(ids) for name, ids in found.items()})


def _due_names(family: Family, guest: Guest, standing: Standings, *, is_free: bool) -> Iterator[str]:
    then = standing.as_if_sent()
    if family.is_cancelled or guest.standing is Standing.UNINVITED:
        if standing.is_told and then.is_told:
            yield "to_cancel" if family.is_cancelled else "to_uninvite"
        return
    if not then.is_told or (not standing.is_told and parts_to_tell(family, then)):
        if _may_be_invited(guest):
            yield "new"
    elif parts_to_tell(family, then):
        yield "older"
    elif standing.is_told and not standing.ready and _has_to_answer(family.master, guest):
        # With a reminder in the outbox, one more would be one too many.
        yield "unanswered"
    yield from _due_in_line(guest, standing, is_free=is_free)


def _may_be_invited(guest: Guest) -> bool:
    """Say whether an invitation makes sense: not to who came already, said no by telephone, or waits for a place."""
    waits = guest.standing is Standing.WAITING or guest.answer in (Answer.DECLINED, Answer.DELEGATED)
    return guest.attendance is Attendance.UNKNOWN and not waits


def _has_to_answer(event: Event, guest: Guest) -> bool:
    asked = guest.answer is Answer.NONE or answered_before_move(guest, event)
    return asked and guest.standing is Standing.LISTED and guest.attendance is Attendance.UNKNOWN


def _due_in_line(guest: Guest, standing: Standings, *, is_free: bool) -> Iterator[str]:
    told_to_wait, told_of_place = (standing.times.get(one) for one in (Purpose.WAIT, Purpose.OFFER))
    if guest.standing is Standing.WAITING:
        if told_to_wait is None or (told_of_place is not None and told_of_place > told_to_wait):
            yield "to_wait"
        if is_free:
            yield "offered"
    elif told_to_wait is not None and guest.answer is Answer.ACCEPTED:
        # The officer has given the place, and the guest does not know yet.
        is_told = told_of_place is not None and told_of_place > told_to_wait
        yield from () if is_told else ("offered",)
