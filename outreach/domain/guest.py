"""A guest of one of our own events: who is expected, who came, and who walked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from outreach.domain.record import Record
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest(Record):
    """One guest at one event. `name` is what the list shows; `person` and `company` tie it to the register.

    A walk-in who left no name has an empty `name` and no `person`: somebody who came, counted and nothing more.
    `arrived` is an instant (aware, UTC), set when the guest is marked as come. `source` says who put the guest on the
    list: an officer, a file, or the guest at the self-service screen ("self").
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
