"""Answers of guests: read, matched with who was invited, taken in or kept for an officer to decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.personal_numbers import without_any
from outreach.domain.problem import Problem
from outreach.domain.record import Kind, storable
from outreach.domain.reply import Reply, ReplyState
from outreach.errors import NotFound
from outreach.language import N_
from outreach.services.answer_matching import Known
from outreach.services.answer_taking import EVENT_GONE, FOREIGN, is_same, judged, take
from outreach.services.deciding import Deciding
from outreach.services.decisions import Decision
from outreach.services.guest_lists import GuestLine
from outreach.services.records import Records
from outreach.services.versions import family_by_uid

if TYPE_CHECKING:
    from outreach.formats.itip import AnswerMail, Incoming
    from outreach.services.events import Events
    from outreach.services.guests import Guests
    from outreach.storage.database import Database
    from outreach.storage.work import View, Work


Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer that was read. `verdict`: "new", "same" (read before, nothing changes) or "foreign" (no event of ours).

    `note` is a catalogue text on what became of it, filled with `values`; `reply.state` and `reply.reason` say the rest.
    """

    reply: Reply
    event: Event | None = None
    guest: GuestLine | None = None
    verdict: str = "new"
    note: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """What files of answers held. `changes` is empty after a preview."""

    answers: tuple[AnswerLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: Changes = field(default_factory=Changes)


class _TakeBackError(Exception):
    """Ends a preview's transaction without keeping anything."""


class Replies(Records[Reply]):
    """The verbs for answers."""

    kind: ClassVar[Kind] = Kind.REPLY

    def __init__(self, database: Database, guests: Guests, events: Events) -> None:
        super().__init__(database)
        self._guests = guests
        self._events = events

    def checked(self, work: Work, record: Reply) -> Reply:
        """Return the answer as it is kept."""
        return record

    def title_of(self, record: Reply) -> str:
        """An answer goes by who sent it."""
        return record.name or record.address

    def pending(self, event_id: UUID | None = None) -> list[Reply]:
        """Return the answers that wait for an officer, of one event or of all, in the order they came in."""
        with self.database.read() as view:
            return [one for one in view.replies.pending() if event_id is None or one.event == event_id]

    def of_event(self, event_id: UUID) -> list[Reply]:
        """Return all answers to an event, in the order they came in."""
        with self.database.read() as view:
            return view.replies.of_event(event_id)

    def waiting(self, event_id: UUID | None = None) -> list[AnswerLine]:
        """Return the same as `pending`, each with its event and its guest."""
        with self.database.read() as view:
            found = [one for one in view.replies.pending() if event_id is None or one.event == event_id]
            return [_line(view, one) for one in found]

    def listed_lines(self, event_id: UUID | None = None, *, everything: bool = False) -> list[AnswerLine]:
        """Return the answers that wait, or `everything` that came in, each with its event and its guest."""
        if not everything:
            return self.waiting(event_id)
        with self.database.read() as view:
            found = view.replies.of_event(event_id) if event_id else sorted(view.replies.all(), key=lambda one: one.received)
            return [_line(view, one) for one in found]

    def line_of(self, reply_id: UUID) -> AnswerLine:
        """Return an answer with its event and its guest. Raises NotFound."""
        reply = self.get(reply_id)
        with self.database.read() as view:
            return _line(view, reply)

    def preview(self, files: Sequence[tuple[str, bytes]], report: Report | None = None) -> ReadAnswers:
        """Say what `read` would do, keeping nothing. `report` is told how many files are read, and may raise Cancelled."""
        lines: list[AnswerLine] = []
        problems: list[Problem] = []
        try:
            with self.database.work("") as work:
                lines, problems = self._read(work, files, report)
                raise _TakeBackError
        except _TakeBackError:
            pass
        return ReadAnswers(tuple(lines), tuple(problems))

    def read(self, files: Sequence[tuple[str, bytes]], report: Report | None = None) -> ReadAnswers:
        """Take in answers from mails (.eml) and calendar files (.ics), given as name and bytes. One action, undoable.

        The same answer twice changes nothing; an older one than what we have is kept and refused; what needs a decision waits.
        A file that cannot be read is a problem, not an error.
        """
        with self.database.work(_READ, count="") as work:
            lines, problems = self._read(work, files, report)
            work.rename_action(_READ, count=str(sum(line.verdict == "new" for line in lines)))
        return ReadAnswers(tuple(lines), tuple(problems), work.changes)

    def take(self, work: Work, files: Sequence[tuple[str, bytes]]) -> tuple[list[AnswerLine], list[Problem]]:
        """Do the same inside an action that is under way: an import of files of many kinds."""
        return self._read(work, files)

    def decide(self, reply_id: UUID, decision: Decision) -> Changes:
        """Do what an officer decided about an answer that waits. One action; a message that goes out is batch `changes.action`.

        Raises NotFound, InvalidInput for a decision that the answer does not allow.
        """
        with self.database.work("") as work:
            reply = work.replies.get(reply_id)
            if reply is None:
                raise NotFound(str(reply_id))
            Deciding(work, self._guests, self._events, self.database.signature.who).decide(reply, decision)
        return work.changes

    def _read(
        self, work: Work, files: Sequence[tuple[str, bytes]], report: Report | None = None
    ) -> tuple[list[AnswerLine], list[Problem]]:
        from outreach.services.readers import read_answers

        lines: list[AnswerLine] = []
        problems: list[Problem] = []
        events: dict[str, Known | None] = {}
        for number, (name, data) in enumerate(files):
            if report is not None:
                report(number, len(files))
            mails, faults = read_answers(data)
            problems += [replace(one, file=name) for one in faults]
            for mail, answers, unread in mails:
                problems += [replace(one, file=name) for one in (*mail.problems, *unread)]
                lines += [self._take_in(work, _known(work, events, one.uid), one, mail, name) for one in answers]
        return lines, problems

    def _take_in(self, work: Work, known: Known | None, incoming: Incoming, mail: AnswerMail, source: str) -> AnswerLine:
        reply = _reply(work.now, known, incoming, mail, source)
        read_before = known.replies if known else work.replies.with_uid(reply.uid)
        twin = next((one for one in read_before if is_same(one, reply)), None)
        if twin is not None:
            return replace(_line(work, twin), verdict="same")
        if known is None:
            return self._without_event(work, reply)
        kept = work.save(Kind.REPLY, take(work, self._guests, known, judged(known, reply)))
        known.learn(kept)
        return _line(work, kept)

    def _without_event(self, work: Work, reply: Reply) -> AnswerLine:
        if not work.invitations.with_uid(reply.uid):
            return AnswerLine(replace(reply, state=ReplyState.DISMISSED, reason=FOREIGN), verdict="foreign", note=FOREIGN)
        gone = replace(reply, state=ReplyState.DISMISSED, reason=EVENT_GONE)
        return _line(work, work.save(Kind.REPLY, gone))


_READ = N_("Read {count} answers")


def _known(work: Work, events: dict[str, Known | None], uid: str) -> Known | None:
    """Return what is known of the event with a UID, read once; None where it is none of ours."""
    if uid not in events:
        events[uid] = Known(work, family_by_uid(work, uid)) if work.events.by_uid(uid) else None
    return events[uid]


def _reply(now: datetime, known: Known | None, incoming: Incoming, mail: AnswerMail, source: str) -> Reply:
    stamp = incoming.stamp or mail.date
    present = known.family.sequence if known else 0
    reply = Reply(
        uid=incoming.uid,
        method=incoming.method,
        received=now,
        answer=incoming.answer,
        address=incoming.address,
        name=incoming.name or mail.sender_name,
        sender=mail.sender,
        # Without SEQUENCE there is nothing that says it answers an older version.
        sequence=incoming.sequence if incoming.sequence_known else present,
        stamp=stamp,
        recurrence_id=incoming.recurrence_id,
        comment=incoming.comment,
        proposed=incoming.proposed,
        delegated_to=incoming.delegated_to,
        delegated_from=incoming.delegated_from,
        source=source,
        message_id=mail.message_id,
    )
    # As it will be kept, so that reading it again finds it.
    return without_any(Kind.REPLY, storable(reply))


def _line(view: View, reply: Reply) -> AnswerLine:
    event = view.events.get(reply.event) if reply.event else None
    guest = view.guests.get(reply.guest) if reply.guest else None
    line = None
    if guest is not None:
        person = view.people.get(guest.person) if guest.person else None
        line = GuestLine(guest, person, view.companies.get(guest.company) if guest.company else None)
    return AnswerLine(reply, event, line, note=reply.reason)
