"""What becomes of one answer: taken in, refused as older, or left for an officer.

The order of answers is (SEQUENCE, DTSTAMP) (RFC 5546, 2.1.5); a higher SEQUENCE is never demanded: attendees copy ours, and some
send it twice (interop.md, 4.2). An answer to an older version of the event is kept, and the guest is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from outreach.domain.event import Event
from outreach.domain.guest import Answer, Guest, Standing
from outreach.domain.reply import Reply, ReplyMethod, ReplyState
from outreach.language import N_
from outreach.services.answer_matching import Known, Match, match, named
from outreach.services.versions import Family

if TYPE_CHECKING:
    from outreach.services.guests import Guests
    from outreach.storage.work import Work

FOREIGN = N_("This is about no event of ours.")
EVENT_GONE = N_("The event it is about was deleted.")
UNKNOWN = N_("Nobody with this address is on the list.")
SEVERAL = N_("Several guests have this address, and the name is none of theirs.")
OTHER_SENDER = N_("It was sent by somebody else than it answers for.")
DELEGATES = N_("Sends somebody else.")
IS_DELEGATE = N_("Answers in place of a guest.")
PROPOSES = N_("Proposes another time.")
ASKS = N_("Asks for the invitation once more.")
UNINVITED = N_("Is uninvited, and answers.")
IS_OLDER = N_("We have a later answer.")
BEFORE_MOVE = N_("Answered before the event was changed: asked again.")
ONE_DATE = N_("Answers for one date of the series.")
WAITS = N_("The event is full: put on the waiting list.")

#: How far a guest's clock, or ours, may be wrong.
_MOST_AHEAD = timedelta(days=1)


def is_same(one: Reply, other: Reply) -> bool:
    """Say whether two answers are one that was read twice."""
    names = ("uid", "method", "address", "answer", "sequence", "stamp", "recurrence_id", "comment", "proposed", "delegated_to")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def judged(known: Known, reply: Reply) -> Reply:
    """Return an answer with its guest, its state and the reason, before anything is done with it."""
    found = known.reaches
    reply = replace(reply, event=known.family.master.id)
    matched = match(found, reply)
    if reply.delegated_from:
        guest = matched.guest or named(found, reply.delegated_from)
        if matched.guest is None or matched.guest.delegate_of is None:
            return _waiting(replace(reply, guest=guest.id if guest else None), IS_DELEGATE)
    if matched.guest is None:
        return _waiting(reply, SEVERAL if matched.several else UNKNOWN)
    return _of_guest(known, replace(reply, guest=matched.guest.id), matched, matched.guest)


def _of_guest(known: Known, reply: Reply, matched: Match, guest: Guest) -> Reply:
    if not matched.sender_fits:
        return _waiting(reply, OTHER_SENDER)
    if is_older(known.family, known.replies, reply, guest):
        return replace(reply, state=ReplyState.OLDER, reason=IS_OLDER)
    waits = (
        (reply.delegated_to or reply.answer is Answer.DELEGATED, DELEGATES),
        (reply.method is ReplyMethod.REFRESH, ASKS),
        (guest.standing is Standing.UNINVITED, UNINVITED),
        (reply.method is ReplyMethod.COUNTER and reply.proposed is not None, PROPOSES),
    )
    reason = next((text for holds, text in waits if holds), "")
    return _waiting(reply, reason) if reason else replace(reply, state=ReplyState.APPLIED)


def _waiting(reply: Reply, reason: str) -> Reply:
    return replace(reply, state=ReplyState.PENDING, reason=reason)


def is_older(family: Family, replies: Iterable[Reply], reply: Reply, guest: Guest) -> bool:
    """Say whether we have a later answer of the guest, by (SEQUENCE, DTSTAMP). For one date: a later one for that date."""
    ours = number_of(family, reply), _moment(written(reply))
    if reply.recurrence_id:
        kept = [
            (number_of(family, one), _moment(written(one)))
            for one in replies
            if one.guest == guest.id and one.state is ReplyState.APPLIED
            and one.recurrence_id == reply.recurrence_id and one.id != reply.id
        ]
        return any(one > ours for one in kept)
    if guest.answer_stamp is None or guest.answer_sequence < 0:
        return False
    return (guest.answer_sequence, _moment(guest.answer_stamp)) > ours


def number_of(family: Family, reply: Reply) -> int:
    """Return the SEQUENCE that an answer counts for: a program that raised it by itself answers the present version."""
    return min(max(reply.sequence, 0), family.sequence)


def written(reply: Reply) -> datetime:
    """Return when an answer was written: its DTSTAMP, unless a wrong clock put it so far ahead that none could ever be later."""
    ahead = reply.stamp is not None and reply.stamp > reply.received + _MOST_AHEAD
    return reply.received if reply.stamp is None or ahead else reply.stamp


def _moment(instant: datetime) -> datetime:
    """Return an instant in whole seconds, as DTSTAMP has them."""
    return instant.astimezone(UTC).replace(microsecond=0)


def take(work: Work, guests: Guests, known: Known, reply: Reply) -> Reply:
    """Do what an answer says inside an action, as far as it needs no decision, and return it as it is kept."""
    guest = known.guest(reply.guest) if reply.guest is not None and reply.reason in ("", PROPOSES) else None
    if guest is None or reply.state not in (ReplyState.APPLIED, ReplyState.PENDING):
        return reply
    kept = guests.keep_seated(work, said_by(known.family, reply, guest), guest, known.guests, known.capacity)
    known.put(kept)
    if reply.state is ReplyState.PENDING:
        return reply
    return replace(reply, reason=_remark(known.family.master, reply, guest, kept))


def _remark(event: Event, reply: Reply, before: Guest, guest: Guest) -> str:
    if reply.recurrence_id:
        return ONE_DATE
    if 0 <= guest.answer_sequence < event.sequence and guest.answer is not Answer.NONE:
        return BEFORE_MOVE
    waits = guest.standing is Standing.WAITING and before.standing is not Standing.WAITING
    return WAITS if waits else ""


def answered(work: Work, guests: Guests, family: Family, reply: Reply, guest: Guest) -> Guest:
    """Keep what an answer says of its guest, inside an action."""
    return guests.keep_answer(work, said_by(family, reply, guest), guest)


def said_by(family: Family, reply: Reply, guest: Guest) -> Guest:
    """Return a guest with what an answer says. One for a single date of a series leaves the answer for the whole as it is."""
    note = reply.comment or guest.answer_note
    proposed = reply.proposed if reply.method is ReplyMethod.COUNTER else None
    if reply.recurrence_id:
        return replace(guest, answer_note=note, proposed=proposed or guest.proposed)
    said = replace(guest, answer_note=note, proposed=proposed)
    if reply.method is not ReplyMethod.REPLY and reply.answer is Answer.NONE:
        return said
    return replace(
        said,
        answer=reply.answer,
        answered=written(reply),
        answer_way="mail",
        answer_sequence=number_of(family, reply),
        answer_stamp=written(reply),
    )
