"""Answers of guests: read, matched with who was invited, taken in or kept for an officer to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.problem import Problem
from outreach.domain.record import Kind
from outreach.domain.reply import Reply
from outreach.services.decisions import Decision
from outreach.services.guests import GuestLine
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.services.events import Events
    from outreach.services.guests import Guests
    from outreach.storage.database import Database
    from outreach.storage.work import Work


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
        raise NotImplementedError

    def preview(self, files: Sequence[tuple[str, bytes]]) -> ReadAnswers:
        """Say what `read` would do, keeping nothing."""
        raise NotImplementedError

    def read(self, files: Sequence[tuple[str, bytes]]) -> ReadAnswers:
        """Take in answers from mails (.eml) and calendar files (.ics), given as name and bytes. One action, undoable.

        The same answer twice changes nothing; an older one than what we have is kept and refused; what needs a decision waits.
        A file that cannot be read is a problem, not an error.
        """
        raise NotImplementedError

    def decide(self, reply_id: UUID, decision: Decision) -> Changes:
        """Do what an officer decided about an answer that waits. One action; a message that goes out is batch `changes.action`.

        Raises NotFound, InvalidInput for a decision that the answer does not allow.
        """
        raise NotImplementedError
