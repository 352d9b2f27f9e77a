"""One sending inside an action: composed from what holds at the moment, and kept as records and bytes that wait in the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.event import REVISING, Event, EventStatus, digest, revised
from outreach.domain.guest import Standing
from outreach.domain.invitation import Delivery, Invitation, Purpose, Way
from outreach.domain.letter import Letter
from outreach.domain.mailbox import Mailbox
from outreach.domain.personal_numbers import masked
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.guest_lists import GuestLine, guest_lines, put_on_list
from outreach.services.letters import check_letter
from outreach.services.messages import (
    LeftOut,
    Message,
    Sending,
    messages_to,
    raised,
    reason_against,
    require_alive,
    sending,
)
from outreach.services.versions import BARE, Family, due_to, family_of, heard_from

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be sent: to whom (None: to whom it is due), why, by which way, with which words for this time.

    `people` are put on the guest list first where they do not stand there yet, and are written to with `guests`. `occurrence`:
    the one date of a series that an answer is about.
    """

    event: UUID
    purpose: Purpose
    guests: Sequence[UUID] | None = None
    way: Way = Way.DRAFTS
    letters: Sequence[Letter] = ()
    comment: str = ""
    people: Sequence[UUID] = ()
    occurrence: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """The messages of one sending, and who gets none."""

    shared: Sending
    messages: tuple[Message, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was prepared. `batch` is None when there was nothing to say to anybody."""

    batch: UUID | None = None
    invitations: tuple[Invitation, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    changes: Changes = field(default_factory=Changes)


def compose(work: Work, wish: Wish, writer: str, report: Report | None = None) -> Composed:
    """Return the messages as they will be, and set in the register what goes with them: SEQUENCE, standing, status.

    Raises InvalidInput for an event that there is not or that is cancelled, a letter with an unknown field, no sender.
    """
    letters = [check_letter(one) for one in wish.letters]
    _hold(work, wish.event)
    family = _with_status(work, family_of(work, wish.event), wish.purpose)
    require_alive(family, wish.purpose)
    wish = _with_people(work, family, wish)
    lines = _chosen(work, family, wish)
    shared = sending(
        work,
        family,
        wish.purpose,
        lines,
        writer=writer,
        now=work.now,
        way=wish.way,
        letters=letters,
        comment=masked(wish.comment),  # it goes out, past the gate through which all else is kept
        occurrence=wish.occurrence,
    )
    against = [(line, reason_against(shared, line)) for line in lines]
    left_out = tuple(LeftOut(line, *reason) for line, reason in against if reason is not None)
    reached = [_with_standing(work, line, wish.purpose) for line, reason in against if reason is None]
    if wish.purpose not in BARE:
        shared = replace(shared, family=_with_numbers(work, family, raised(shared, reached)))
    found: list[Message] = []
    for number, line in enumerate(reached):
        if report is not None:
            report(number, len(reached))
        found += messages_to(shared, line)
    return Composed(shared, tuple(found), left_out)


def _hold(work: Work, event_id: UUID) -> None:
    """Let two officers write to the guests of an event one after the other: the second sees what the first has told."""
    event = work.events.get(event_id)
    if event is not None:
        work.hold(event.uid)


def _with_status(work: Work, family: Family, purpose: Purpose) -> Family:
    if purpose is not Purpose.CANCEL or family.is_cancelled:
        return family
    master = family.master
    fallen = work.save(Kind.EVENT, revised(master, replace(master, status=EventStatus.CANCELLED)))
    return replace(family, master=fallen)


def _with_numbers(work: Work, family: Family, parts: Iterable[Event]) -> Family:
    kept = {one.id: work.save(Kind.EVENT, one) for one in parts}
    return Family(
        kept.get(family.master.id, family.master), tuple(kept.get(one.id, one) for one in family.overrides)
    )


def _with_people(work: Work, family: Family, wish: Wish) -> Wish:
    """Put people on the list, and write to their guests."""
    if not wish.people:
        return wish
    put_on_list(work, family.master.id, wish.people)
    wanted = set(wish.people)
    theirs = [one.id for one in work.guests.at_event(family.master.id) if one.person in wanted]
    return replace(wish, guests=[*(wish.guests or ()), *theirs])


def _chosen(view: View, family: Family, wish: Wish) -> list[GuestLine]:
    lines = guest_lines(view, family.master.id)
    if wish.guests is None:
        guests = [line.guest for line in lines]
        invitations = view.invitations.with_uid(family.master.uid)
        heard = heard_from(view.replies.with_uid(family.master.uid))
        due = due_to(family, guests, invitations, capacity_of(view, family.master.id), heard)
        wanted = set(due.of(wish.purpose))
    else:
        wanted = set(wish.guests)
    return [line for line in lines if line.guest.id in wanted]


def capacity_of(view: View, event_id: UUID) -> int:
    """Return how many can come; 0 for no limit."""
    plan = view.plans.of(event_id)
    return plan.outline.capacity if plan else 0


def _with_standing(work: Work, line: GuestLine, purpose: Purpose) -> GuestLine:
    standing = {
        Purpose.UNINVITE: Standing.UNINVITED,
        Purpose.OFFER: Standing.LISTED,
    }.get(purpose)
    if purpose is Purpose.INVITE and line.guest.standing is Standing.UNINVITED:
        standing = Standing.LISTED
    if standing is None or line.guest.standing is standing:
        return line
    return replace(line, guest=work.save(Kind.GUEST, replace(line.guest, standing=standing)))


# Kept ------------------------------------------------------------------------------------------------------------------

_PREPARED = N_("Prepared {count} messages: {name}")


def keep_messages(work: Work, composed: Composed, report: Report | None = None) -> tuple[Invitation, ...]:
    """Keep the messages' records, and their bytes in the outbox. What was prepared earlier and is out of date is dropped."""
    shared = composed.shared
    batch = work.action.id
    _drop_superseded(work, shared, {one.guest.guest.id for one in composed.messages})
    kept = work.add_many(Kind.INVITATION, [_record(one, shared, batch) for one in composed.messages])
    for number, message in enumerate(composed.messages):
        if report is not None:
            report(number, len(composed.messages))
        data = bytes_of(message, shared, work.now)
        if data:
            work.keep_outgoing(message.id, data)
    work.rename_action(_PREPARED, count=str(len(kept)), name=shared.family.master.title)
    return tuple(kept)


def _drop_superseded(work: Work, shared: Sending, guests: set[UUID]) -> None:
    """A guest gets one version: what waited for them and is out of date now, or says the same, is not sent any more."""
    if shared.purpose in BARE:
        return
    for one in shared.invitations:
        if one.guest in guests and one.delivery is Delivery.PREPARED and one.purpose not in BARE:
            work.save(Kind.INVITATION, replace(one, delivery=Delivery.DROPPED))


def _record(message: Message, shared: Sending, batch: UUID) -> Invitation:
    # Digests are of the event as it is kept: whose calendar it stands in, and dates left out, are no change of it.
    return Invitation(
        id=message.id,
        uid=message.event.uid,
        purpose=message.purpose,
        method=message.method,
        sequence=message.event.sequence,
        at=message.at,
        event=shared.family.master.id,
        guest=message.guest.guest.id,
        recurrence_id=message.event.recurrence_id,
        way=shared.way,
        address=message.address,
        name=message.guest.name,
        language=message.language,
        subject=message.subject,
        letter=message.text,
        message_id=message.message_id,
        shown=digest(message.event),
        revising=digest(message.event, REVISING),
        dropped=message.dropped,
        organizer=message.organizer,
        batch=batch,
    )


def bytes_of(message: Message, shared: Sending, now: datetime) -> bytes:
    """Return what is handed over: a mail, for a folder the calendar file alone; nothing where the mail program writes it."""
    if shared.way is Way.MAILTO:
        return b""
    if shared.way is Way.FOLDER:
        return message.calendar or message.text.encode()
    from outreach.formats.email_draft import write_mail

    return write_mail(
        sender=shared.organizer,
        to=Mailbox(message.address, message.guest.name),
        subject=message.subject,
        text=message.text,
        calendar=message.calendar,
        method=message.method,
        message_id=message.message_id,
        date=now,
        unsent=shared.way is Way.DRAFTS,
    )
