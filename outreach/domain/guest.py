"""A guest of one of our own events: who is invited, what was answered, who came, and who walked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from outreach.domain.event import Event
from outreach.domain.record import Record
from outreach.domain.when import When
from outreach.language import N_


class Attendance(StrEnum):
    """Whether a guest came. Unknown is a state of its own and is never counted as absent."""

    UNKNOWN = "unknown"
    CAME = "came"
    ABSENT = "absent"


ATTENDANCE_LABELS = {
    Attendance.UNKNOWN: N_("Unknown"),
    Attendance.CAME: N_("Came"),
    Attendance.ABSENT: N_("Did not come"),
}


class Answer(StrEnum):
    """What a guest has answered: PARTSTAT of RFC 5545, 3.2.12. `PARTSTATS` has the words of the files."""

    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    DELEGATED = "delegated"


PARTSTATS = {
    Answer.NONE: "NEEDS-ACTION",
    Answer.ACCEPTED: "ACCEPTED",
    Answer.TENTATIVE: "TENTATIVE",
    Answer.DECLINED: "DECLINED",
    Answer.DELEGATED: "DELEGATED",
}
ANSWER_LABELS = {
    Answer.NONE: N_("No answer yet"),
    Answer.ACCEPTED: N_("Accepted"),
    Answer.TENTATIVE: N_("Perhaps"),
    Answer.DECLINED: N_("Declined"),
    Answer.DELEGATED: N_("Sends somebody else"),
}


class Standing(StrEnum):
    """Where a guest stands: on the list, waiting for a place, or uninvited after an invitation had gone out."""

    LISTED = "listed"
    WAITING = "waiting"
    UNINVITED = "uninvited"


STANDING_LABELS = {
    Standing.LISTED: N_("On the list"),
    Standing.WAITING: N_("Waiting list"),
    Standing.UNINVITED: N_("Uninvited"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest(Record):
    """One guest at one event. `name` is what the list shows; `person` and `company` tie it to the register.

    A walk-in who left no name has an empty `name` and no `person`: somebody who came, counted and nothing more.
    `arrived` is an instant (aware, UTC), set when the guest is marked as come. `source` says who put the guest on the
    list: an officer, a file, or the guest at the self-service screen ("self").

    `email` is where invitations go (empty: the person's first address), `language` "sv" or "en" (empty: the unit's). The
    answer came at `answered` (aware) by `answer_way` ("mail", "phone", "desk"); `answer_sequence` and `answer_stamp`
    (DTSTAMP, aware) are those of the mail it came in, so that older ones are refused (RFC 5546, 2.1.5). `answer_note` is what
    the guest wrote, `proposed` the other time of a COUNTER that waits for us, `delegate_of` the guest who sends this one.
    """

    event: UUID
    person: UUID | None = None
    company: UUID | None = None
    name: str = ""
    attendance: Attendance = Attendance.UNKNOWN
    walk_in: bool = False
    arrived: datetime | None = None
    note: str = ""
    source: str = ""
    email: str = ""
    language: str = ""
    standing: Standing = Standing.LISTED
    answer: Answer = Answer.NONE
    answered: datetime | None = None
    answer_way: str = ""
    answer_sequence: int = -1
    answer_stamp: datetime | None = None
    answer_note: str = ""
    proposed: When | None = None
    delegate_of: UUID | None = None


def answered_before_move(guest: Guest, event: Event) -> bool:
    """Say whether a guest answered an earlier revision of the event: time, place or status has changed since (RFC 5546, 2.1.4)."""
    return guest.answer is not Answer.NONE and 0 <= guest.answer_sequence < event.sequence


def is_expected(guest: Guest) -> bool:
    """Say whether a guest stands on the list: everybody but the uninvited, unless they came all the same."""
    return guest.standing is not Standing.UNINVITED or guest.attendance is Attendance.CAME
