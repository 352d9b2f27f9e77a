"""What happens when an officer decides about an answer that waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.contact import Email
from outreach.domain.event import Event
from outreach.domain.guest import Answer, Guest, Standing
from outreach.domain.invitation import Purpose
from outreach.domain.record import Kind
from outreach.domain.reply import Reply, ReplyMethod, ReplyState
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.answer_matching import named, reaches
from outreach.services.answer_taking import answered, is_older
from outreach.services.batches import Wish, compose, keep_messages
from outreach.services.decisions import Decision, DecisionKind, decisions_for
from outreach.services.matching import find_person
from outreach.services.versions import Family, family_by_uid

if TYPE_CHECKING:
    from outreach.services.events import Events
    from outreach.services.guests import Guests
    from outreach.storage.work import Work

ADDED = N_("Added {name} as a guest")
MATCHED = N_("Took in the answer of {name}")
DISMISSED = N_("Put aside the answer of {name}")
MOVED = N_("Moved {name} to the time that a guest proposed")
DECLINED = N_("Prepared a no to the time that {name} proposed")
NOTED = N_("Noted the time that {name} proposed")
ONE_DATE_MOVES = N_("It is about one date of a series: move that date in the calendar, then keep the answer as a note.")
SENT = N_("Prepared the invitation of {name} once more")


class Deciding:
    """One decision inside an action."""

    def __init__(self, work: Work, guests: Guests, events: Events, writer: str) -> None:
        self._work = work
        self._guests = guests
        self._events = events
        self._writer = writer

    def decide(self, reply: Reply, decision: Decision) -> None:
        """Do it. Raises InvalidInput for a decision that the answer does not allow."""
        if reply.state is not ReplyState.PENDING:
            raise InvalidInput(N_("Answer"), N_("This answer does not wait for a decision."))
        if decision.kind not in decisions_for(reply):
            allowed = ", ".join(decisions_for(reply))
            raise InvalidInput(N_("Decision"), N_("That does not fit this answer. Possible: {allowed}"), allowed=allowed)
        if decision.kind is DecisionKind.DISMISS:
            self._dismiss(reply)
            return
        steps: dict[DecisionKind, Callable[[Family, Reply, Decision], None]] = {
            DecisionKind.ADD: self._add,
            DecisionKind.MATCH: self._match,
            DecisionKind.MOVE: self._move,
            DecisionKind.DECLINE: self._decline,
            DecisionKind.NOTE: self._note,
            DecisionKind.SEND: self._send,
        }
        steps[decision.kind](family_by_uid(self._work, reply.uid), reply, decision)

    def _settle(self, reply: Reply, state: ReplyState, guest: UUID | None, title: str, name: str = "") -> None:
        self._work.save(Kind.REPLY, replace(reply, state=state, guest=guest))
        self._work.rename_action(title, name=name or reply.name or reply.address)

    def _guest(self, guest_id: UUID | None) -> Guest:
        guest = self._work.guests.get(guest_id) if guest_id else None
        if guest is None:
            raise NotFound(str(guest_id or ""))
        return guest

    def _dismiss(self, reply: Reply) -> None:
        guest = self._work.guests.get(reply.guest) if reply.guest else None
        if guest is not None and guest.proposed is not None and guest.proposed == reply.proposed:
            self._guests.keep(self._work, replace(guest, proposed=None))
        self._settle(reply, ReplyState.DISMISSED, reply.guest, DISMISSED)

    # Who is it? ------------------------------------------------------------------------------------------------------

    def _add(self, family: Family, reply: Reply, _decision: Decision) -> None:
        sender = self._work.guests.get(reply.guest) if reply.guest else None
        if reply.delegated_to:
            guest = self._new(family, reply.delegated_to[0], "", sender)
        else:
            guest = self._new(family, reply.address, reply.name, sender if reply.delegated_from else None)
            guest = answered(self._work, self._guests, family, reply, guest)
        if sender is not None and (reply.delegated_to or reply.delegated_from):
            sends = replace(reply, answer=Answer.DELEGATED, method=ReplyMethod.REPLY)
            answered(self._work, self._guests, family, sends, self._guest(sender.id))
        owner = sender.id if sender is not None and reply.delegated_to else guest.id
        self._settle(reply, ReplyState.APPLIED, owner, ADDED, guest.name)

    def _new(self, family: Family, address: str, name: str, sender: Guest | None) -> Guest:
        known = named(reaches(self._work, family), [address])
        if known is not None and (sender is None or known.id != sender.id):
            return known
        person = find_person(self._work, name, (Email(address),), ()).person
        return self._guests.keep(
            self._work,
            Guest(
                event=family.master.id,
                person=person.id if person else None,
                name=name or address,
                email=address,
                source="answer",
                delegate_of=sender.id if sender else None,
                company=sender.company if sender and person is None else None,
            ),
        )

    def _match(self, family: Family, reply: Reply, decision: Decision) -> None:
        guest = self._guest(decision.guest or reply.guest)
        if guest.event != family.master.id:
            raise InvalidInput(N_("Guest"), N_("This guest is not on the list of that event."))
        if is_older(self._work, family, reply, guest):
            self._settle(reply, ReplyState.OLDER, guest.id, MATCHED, guest.name)
            return
        if guest.standing is Standing.UNINVITED:
            guest = self._guests.keep(self._work, replace(guest, standing=Standing.LISTED))
        kept = replace(reply, guest=guest.id)
        answered(self._work, self._guests, family, kept, guest)
        # Another time, or the wish for the invitation, still waits after it is known whose it is.
        open_still = bool(kept.proposed) or kept.method is ReplyMethod.REFRESH
        still = open_still and reply.guest != guest.id
        self._settle(kept, ReplyState.PENDING if still else ReplyState.APPLIED, guest.id, MATCHED, guest.name)

    # Another time ----------------------------------------------------------------------------------------------------

    def _move(self, family: Family, reply: Reply, _decision: Decision) -> None:
        part = self._part(family, reply)
        if reply.proposed is None:
            raise InvalidInput(N_("Answer"), N_("It does not say which other time."))
        self._events.keep(self._work, replace(part, when=reply.proposed))
        guest = self._guest(reply.guest)
        self._guests.keep(self._work, replace(guest, proposed=None))
        self._settle(reply, ReplyState.APPLIED, guest.id, MOVED, part.title)

    def _part(self, family: Family, reply: Reply) -> Event:
        if not reply.recurrence_id:
            return family.master
        from outreach.formats.itip import occurrence_key

        for one in family.overrides:
            if occurrence_key(one.recurrence_id, family.master.when) == reply.recurrence_id:
                return one
        raise InvalidInput(N_("Answer"), ONE_DATE_MOVES)

    def _decline(self, family: Family, reply: Reply, decision: Decision) -> None:
        guest = self._guest(reply.guest)
        if guest.proposed is None:
            guest = self._guests.keep(self._work, replace(guest, proposed=reply.proposed))
        self._prepare(family, guest, Purpose.DECLINE_PROPOSAL, decision)
        self._guests.keep(self._work, replace(self._guest(guest.id), proposed=None))
        self._settle(reply, ReplyState.APPLIED, guest.id, DECLINED, guest.name)

    def _note(self, _family: Family, reply: Reply, _decision: Decision) -> None:
        guest = self._guest(reply.guest)
        when = reply.proposed
        said = f"→ {when.start:%Y-%m-%d %H:%M}" if when and not when.all_day else f"→ {when.start:%Y-%m-%d}" if when else ""
        note = "\n".join(part for part in (guest.answer_note, said) if part)
        self._guests.keep(self._work, replace(guest, answer_note=note, proposed=None))
        self._settle(reply, ReplyState.APPLIED, guest.id, NOTED, guest.name)

    def _send(self, family: Family, reply: Reply, decision: Decision) -> None:
        guest = self._guest(reply.guest)
        self._prepare(family, guest, Purpose.UPDATE, decision)
        self._settle(reply, ReplyState.APPLIED, guest.id, SENT, guest.name)

    def _prepare(self, family: Family, guest: Guest, purpose: Purpose, decision: Decision) -> None:
        wish = Wish(family.master.id, purpose, [guest.id], decision.way, comment=decision.comment)
        composed = compose(self._work, wish, self._writer)
        if not composed.messages:
            reason = next((one.reason for one in composed.left_out), N_("There is nothing to send."))
            raise InvalidInput(N_("Message"), reason)
        keep_messages(self._work, composed)
