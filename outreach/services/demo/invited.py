"""The invitations of the sample year: a coming event of our own, forty guests, their answers, a waiting list, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.event import REVISING, Event, EventKind, EventStatus, digest
from outreach.domain.guest import Answer, Guest, Standing
from outreach.domain.invitation import Delivery, Invitation, Method, Purpose
from outreach.domain.person import Person
from outreach.domain.plan import Plan
from outreach.domain.record import Kind
from outreach.domain.reply import Reply, ReplyMethod, ReplyState
from outreach.language import Language
from outreach.services.addressing import first_name
from outreach.services.answer_taking import ASKS, IS_DELEGATE, PROPOSES, UNKNOWN
from outreach.services.demo.chance import Chance
from outreach.services.letter_fields import when_words
from outreach.services.letters import built_in, fill

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: The seed of this maker lies so far from the others', so that what they draw stays as it is.
_APART = 60_413
_OWN = (EventKind.BREAKFAST, EventKind.COURSE, EventKind.DIALOGUE, EventKind.NETWORK)
_GUESTS = 40
_CAPACITY = 20
_SENT_DAYS_AGO = 9
#: Of the guests in order: so many said yes, perhaps, no, by mail or by telephone; the others have not answered.
_SAID = ((Answer.ACCEPTED, 23), (Answer.TENTATIVE, 3), (Answer.DECLINED, 6))
_BY_PHONE = 15
_NOTES = ("Tar gärna med en kollega.", "Kommer en kvart senare.", "Glutenfritt, tack.", "Ser fram emot det!")
_WANT_LATER = "Vi är ute på jobb då. Kan ni flytta det några timmar framåt?"


@dataclass(frozen=True, slots=True)
class Invited:
    """What belongs to the event: guests, what was sent to them, and what came back."""

    event: UUID | None = None
    plan: UUID | None = None
    guests: tuple[Guest, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    replies: tuple[Reply, ...] = ()


def invited(
    seed: int, today: date, events: Sequence[Event], people: Sequence[Person], taken: Sequence[Guest], sender: str, unit: str
) -> Invited:
    """Return the guests of the next event of our own that has no list yet (`taken`), with letters from `sender`."""
    chance = Chance(seed + _APART, today)
    busy = {guest.event for guest in taken}
    coming = [
        one
        for one in events
        if one.kind in _OWN
        and one.status is not EventStatus.CANCELLED
        and not one.recurrence
        and one.when.first_day > today + timedelta(days=2)
        and one.id not in busy
    ]
    reached = [one for one in people if one.emails]
    if not coming or len(reached) < 4:
        return Invited()
    event = min(coming, key=lambda one: (one.when.start, one.id))
    maker = _Maker(chance, event, sender, unit)
    rows = [maker.row(person) for person in chance.some(reached, _GUESTS, _GUESTS)]
    guests, replies = maker.answers([guest for guest, _ in rows], [letter for _, letter in rows])
    pending = maker.pending(guests, rows)
    return Invited(event.id, chance.id(), tuple(guests), tuple(letter for _, letter in rows), (*replies, *pending))


def keep_capacity(work: Work, made: Invited) -> None:
    """Let the event have fewer places than those who said yes; its plan may be there already."""
    if made.event is None or made.plan is None:
        return
    plan = work.plans.of(made.event) or Plan(id=made.plan, event=made.event)
    work.save(Kind.PLAN, replace(plan, outline=replace(plan.outline, capacity=_CAPACITY)))


class _Maker:
    def __init__(self, chance: Chance, event: Event, sender: str, unit: str) -> None:
        self.chance = chance
        self.event = event
        self.sender = sender
        self.unit = unit
        self.at = chance.instant(chance.today - timedelta(days=_SENT_DAYS_AGO), 10, 20)
        self.batch = chance.id()

    def row(self, person: Person) -> tuple[Guest, Invitation]:
        """Return a guest and the invitation that went out."""
        guest = Guest(id=self.chance.id(), event=self.event.id, person=person.id, name=person.name)
        language = person.language if person.language in ("sv", "en") else "sv"
        letter = built_in(Purpose.INVITE, language)
        values = {
            "event": self.event.title,
            "when": when_words(self.event, Language(language)),
            "where": self.event.place,
            "first_name": first_name(person.name, person),
            "capacity": str(_CAPACITY),
            "unit": self.unit,
            "contact": self.sender,
        }
        made = self.chance.id()
        return guest, Invitation(
            id=made,
            uid=self.event.uid,
            purpose=Purpose.INVITE,
            method=Method.REQUEST,
            sequence=self.event.sequence,
            at=self.at,
            event=self.event.id,
            guest=guest.id,
            delivery=Delivery.SENT,
            sent=self.at,
            address=person.emails[0].address,
            name=person.name,
            language=language,
            subject=fill(letter.subject, values),
            letter=fill(letter.body, values),
            message_id=f"<{made}@{self.sender.rpartition('@')[2]}>",
            shown=digest(self.event),
            revising=digest(self.event, REVISING),
            batch=self.batch,
        )

    def answers(self, guests: Sequence[Guest], letters: Sequence[Invitation]) -> tuple[list[Guest], list[Reply]]:
        """Return the guests with what they said, in the order of the answers, and the mails in which they said it."""
        said = [answer for answer, count in _SAID for _ in range(count)][: len(guests)]
        order = self.chance.shuffled(range(len(said)))
        whole, replies, places = list(guests), [], _CAPACITY
        for number, place in enumerate(order):
            at = self.at + timedelta(hours=2 + 5 * number, minutes=self.chance.number(0, 59))
            by_phone = self.chance.percent(_BY_PHONE)
            waits = said[place] is Answer.ACCEPTED and places == 0
            places -= said[place] is Answer.ACCEPTED and places > 0
            whole[place] = replace(
                guests[place],
                answer=said[place],
                answered=at,
                answer_way="phone" if by_phone else "mail",
                answer_sequence=self.event.sequence,
                answer_stamp=at,
                answer_note=self.chance.one(_NOTES) if self.chance.percent(12) else "",
                standing=Standing.WAITING if waits else Standing.LISTED,
            )
            if not by_phone:
                replies.append(self._reply(whole[place], letters[place], at))
        return whole, replies

    def _reply(self, guest: Guest, letter: Invitation, at: datetime) -> Reply:
        return Reply(
            id=self.chance.id(),
            uid=self.event.uid,
            method=ReplyMethod.REPLY,
            received=at + timedelta(minutes=1),
            answer=guest.answer,
            address=letter.address.casefold(),
            name=letter.name,
            sender=letter.address.casefold(),
            sequence=self.event.sequence,
            stamp=at,
            comment=guest.answer_note,
            event=self.event.id,
            guest=guest.id,
            state=ReplyState.APPLIED,
            source="Inkorgen",
        )

    def pending(self, guests: list[Guest], rows: Sequence[tuple[Guest, Invitation]]) -> list[Reply]:
        """Return what an officer has to decide: another time, a delegate, somebody unknown, a wish for the invitation."""
        quiet = [number for number, one in enumerate(guests) if one.answer is Answer.NONE]
        asked = self.chance.instant(self.chance.today - timedelta(days=1), 15, 5)
        found = [self._stranger(asked)]
        if quiet:
            number = quiet[0]
            later = replace(
                self.event.when,
                start=self.event.when.start + timedelta(hours=5),
                end=self.event.when.end + timedelta(hours=5),
            )
            wish = self._reply(guests[number], rows[number][1], asked)
            proposal = replace(wish, method=ReplyMethod.COUNTER, proposed=later, comment=_WANT_LATER)
            found.append(replace(proposal, state=ReplyState.PENDING, reason=PROPOSES))
            guests[number] = replace(guests[number], proposed=later, answer_note=_WANT_LATER)
        if len(quiet) > 1:
            number = quiet[1]
            sends = self._reply(guests[number], rows[number][1], asked + timedelta(minutes=20))
            colleague = f"kollega@{sends.address.rpartition('@')[2]}"
            comes = replace(sends, answer=Answer.ACCEPTED, address=colleague, sender=colleague, name="Robin Sand")
            found.append(
                replace(comes, delegated_from=(sends.address,), state=ReplyState.PENDING, reason=IS_DELEGATE)
            )
        if len(quiet) > 2:
            number = quiet[2]
            again = self._reply(guests[number], rows[number][1], asked + timedelta(minutes=45))
            found.append(replace(again, method=ReplyMethod.REFRESH, state=ReplyState.PENDING, reason=ASKS))
        return found

    def _stranger(self, at: datetime) -> Reply:
        return Reply(
            id=self.chance.id(),
            uid=self.event.uid,
            method=ReplyMethod.REPLY,
            received=at - timedelta(hours=3),
            answer=Answer.ACCEPTED,
            address="mika.strand@strand-bygg.example",
            name="Mika Strand",
            sender="mika.strand@strand-bygg.example",
            sequence=self.event.sequence,
            stamp=at - timedelta(hours=3),
            comment="Fick inbjudan av en kollega. Får jag vara med?",
            event=self.event.id,
            reason=UNKNOWN,
            source="Inkorgen",
        )
