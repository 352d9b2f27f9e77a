"""The guest list of the sample year: one seminar of our own, with those who came, those who did not, and walk-ins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.guest import Attendance, Guest
from outreach.domain.person import Person
from outreach.services.demo.chance import Chance

_OWN = (EventKind.BREAKFAST, EventKind.COURSE, EventKind.DIALOGUE, EventKind.NETWORK)
_GUESTS = 24
_WALK_INS = 3
#: Minutes before the beginning at which guests arrive, the latest of them after it.
_EARLY, _LATE = 25, -10


def guest_list(chance: Chance, events: list[Event], people: list[Person]) -> list[Guest]:
    """Return the guests of the seminar of our own that is nearest in time; before its day nobody has come."""
    own = [one for one in events if one.kind in _OWN and one.status is not EventStatus.CANCELLED and not one.recurrence]
    if not own:
        return []
    seminar = min(own, key=lambda one: (abs((one.when.first_day - chance.today).days), one.id))
    begun = seminar.when.first_day <= chance.today
    guests = []
    for person in chance.some(people, _GUESTS, _GUESTS):
        attendance = chance.weighted(tuple(Attendance), (20, 65, 15)) if begun else Attendance.UNKNOWN
        guests.append(_marked(chance, seminar, Guest(id=chance.id(), event=seminar.id, person=person.id), attendance))
    for _ in range(_WALK_INS if begun else 0):
        walk_in = Guest(id=chance.id(), event=seminar.id, walk_in=True)
        guests.append(_marked(chance, seminar, walk_in, Attendance.CAME))
    return guests


def _marked(chance: Chance, seminar: Event, guest: Guest, attendance: Attendance) -> Guest:
    if attendance is not Attendance.CAME:
        return replace(guest, attendance=attendance)
    arrived = seminar.when.start_utc - timedelta(minutes=chance.number(_LATE, _EARLY))
    return replace(guest, attendance=attendance, arrived=arrived)
