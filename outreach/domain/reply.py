"""What came back: an answer of a guest, as it was read, and what was done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from outreach.domain.guest import Answer
from outreach.domain.record import Record
from outreach.domain.when import When
from outreach.language import N_


class ReplyMethod(StrEnum):
    """METHOD of what a guest sends (RFC 5546, 3.2.3, 3.2.6, 3.2.7)."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"
    REFRESH = "REFRESH"


class ReplyState(StrEnum):
    """What was done with an answer. `PENDING` waits for an officer: an unknown sender, a delegate, another time."""

    APPLIED = "applied"
    OLDER = "older"
    PENDING = "pending"
    DISMISSED = "dismissed"


REPLY_STATE_LABELS = {
    ReplyState.APPLIED: N_("Taken in"),
    ReplyState.OLDER: N_("Older than what we have"),
    ReplyState.PENDING: N_("To be decided"),
    ReplyState.DISMISSED: N_("Put aside"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Record):
    """One answer. `address` is the ATTENDEE that answers, `sender` the From of the mail (empty when there was none).

    `sequence` and `stamp` (DTSTAMP, aware) decide which of two answers is the later one (RFC 5546, 2.1.5). `reason` is a catalogue
    text that says why it waits or was refused. `source` is the file's name, or the folder it was fetched from.
    """

    uid: str
    method: ReplyMethod
    received: datetime
    answer: Answer = Answer.NONE
    address: str = ""
    name: str = ""
    sender: str = ""
    sequence: int = 0
    stamp: datetime | None = None
    recurrence_id: str = ""
    comment: str = ""
    proposed: When | None = None
    delegated_to: tuple[str, ...] = ()
    delegated_from: tuple[str, ...] = ()
    event: UUID | None = None
    guest: UUID | None = None
    state: ReplyState = ReplyState.PENDING
    reason: str = ""
    source: str = ""
    message_id: str = ""
