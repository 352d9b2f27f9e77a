"""An event that the officers hold or visit, its kinds, and the rules of its calendar life.

`uid` never changes; `sequence` grows by one with each change of time, place, recurrence or status (RFC 5545, 3.8.7.4;
RFC 5546, 2.1.4). The rule lives here, so that window, command line and import all obey it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID, uuid4

from outreach.domain.record import Record, to_plain
from outreach.domain.when import When
from outreach.language import N_


class EventKind(StrEnum):
    """What sort of event it is."""

    GALA = "gala"
    FAIR = "fair"
    BREAKFAST = "breakfast"
    COURSE = "course"
    ADVICE = "advice"
    DIALOGUE = "dialogue"
    NETWORK = "network"
    VISIT = "visit"
    OTHER = "other"


EVENT_KIND_LABELS = {
    EventKind.GALA: N_("Business gala"),
    EventKind.FAIR: N_("Fair"),
    EventKind.BREAKFAST: N_("Breakfast seminar"),
    EventKind.COURSE: N_("Bid-writing course"),
    EventKind.ADVICE: N_("Advice hour"),
    EventKind.DIALOGUE: N_("Market dialogue"),
    EventKind.NETWORK: N_("Network meeting"),
    EventKind.VISIT: N_("Company visit"),
    EventKind.OTHER: N_("Other event"),
}


class EventStatus(StrEnum):
    """How sure the event is; maps to STATUS of RFC 5545, 3.8.1.11."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


EVENT_STATUS_LABELS = {
    EventStatus.TENTATIVE: N_("Tentative"),
    EventStatus.CONFIRMED: N_("Confirmed"),
    EventStatus.CANCELLED: N_("Cancelled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """One event.

    `place` is where it is held, `booth` our stand there, `staff` the names of those who go. `description` is for
    guests, `notes` for us alone and never leaves in a calendar file. `tenders` are featured ones. `recurrence` holds
    the raw RRULE, RDATE and EXDATE lines of the series, `recurrence_id` the raw value of the occurrence that this
    record replaces; both are empty for a single event. `organizer` is the address of a foreign organiser, if any.
    """

    title: str
    when: When
    kind: EventKind = EventKind.OTHER
    status: EventStatus = EventStatus.CONFIRMED
    place: str = ""
    booth: str = ""
    staff: tuple[str, ...] = ()
    description: str = ""
    notes: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    tenders: tuple[UUID, ...] = ()
    uid: str = field(default_factory=lambda: f"{uuid4()}@outreach")
    sequence: int = 0
    recurrence: tuple[str, ...] = ()
    recurrence_id: str = ""
    organizer: str = ""
    origins: tuple[str, ...] = ()


#: A change of one of these is a new revision: it may change whether a guest can come (RFC 5546, 2.1.4).
REVISING = ("when", "status", "place", "booth", "recurrence")
#: Fields that a guest's calendar shows. A change of another one than those above is told with the same number and a new DTSTAMP.
SHOWN_TO_GUESTS = (*REVISING, "title", "description", "url")


def revised(original: Event, edited: Event) -> Event:
    """Return `edited` with the sequence number that it must carry, given what was stored before.

    The UID is kept from `original`; the number grows by one when time, place, recurrence or status has changed, and is
    never lower than either side's.
    """
    changed = any(getattr(original, name) != getattr(edited, name) for name in REVISING)
    least = max(original.sequence, edited.sequence)
    number = max(original.sequence + 1, edited.sequence) if changed else least
    return replace(edited, uid=original.uid, sequence=number)


def digest(event: Event, names: tuple[str, ...] = SHOWN_TO_GUESTS) -> str:
    """Return 16 hexadecimal digits that differ when one of the named fields does: what a guest was told, for comparing later."""
    plain = json.dumps([to_plain(getattr(event, name)) for name in names], ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
