"""Guests of our own events: the list, who came, and who walked in. Unknown is never counted as absent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import Company
from outreach.domain.event import Event
from outreach.domain.guest import Attendance, Guest
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Work


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A guest with who stands behind it in the register."""

    guest: Guest
    person: Person | None = None
    company: Company | None = None

    @property
    def name(self) -> str:
        """The name of today's register, else the one that was written down."""
        return self.person.name if self.person else self.guest.name


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are on the list, and how many of them came, did not come, or are not known; `walk_ins` are among those who came."""

    listed: int
    came: int
    absent: int
    unknown: int
    walk_ins: int


@dataclass(frozen=True, slots=True)
class GuestList:
    """The guests of one event, in Swedish order of their names, with the counts."""

    event: Event
    lines: tuple[GuestLine, ...]
    tally: Tally


class Guests(Records[Guest]):
    """The verbs for guests."""

    kind: ClassVar[Kind] = Kind.GUEST

    def checked(self, work: Work, record: Guest) -> Guest:
        """Take name and company from the register where the guest is known there; the event must exist."""
        if work.events.get(record.event) is None:
            raise InvalidInput(N_("Event"), N_("There is no such event."))
        person = work.people.get(record.person) if record.person else None
        company = record.company or (person.roles[0].company if person and person.roles else None)
        name = person.name if person else " ".join(record.name.split())
        arrived = record.arrived if record.attendance is Attendance.CAME else None
        return replace(record, name=name, company=company, arrived=arrived)

    def at_event(self, event_id: UUID) -> GuestList:
        """Return the guest list of an event. Raises NotFound."""
        with self.database.read() as view:
            event = view.events.get(event_id)
            if event is None:
                raise InvalidInput(N_("Event"), N_("There is no such event."))
            guests = view.guests.at_event(event_id)
            people = view.people.many(one.person for one in guests if one.person)
            companies = view.companies.many(one.company for one in guests if one.company)
        lines = tuple(_line(one, people, companies) for one in guests)
        return GuestList(event, lines, tally(guests))

    def invite(self, event_id: UUID, people: Sequence[UUID], source: str = "") -> Changes:
        """Put people on the guest list; those who stand there already stay as they are. One action."""
        with self.database.work(N_("Put {count} on the guest list"), count="") as work:
            there = {one.person for one in work.guests.at_event(event_id)}
            new = [one for one in work.people.many(people) if one not in there]
            for person in new:
                self.keep(work, Guest(event=event_id, person=person, source=source))
            work.rename_action(N_("Put {count} on the guest list"), count=str(len(new)))
        return work.changes

    def mark(self, ids: Sequence[UUID], attendance: Attendance) -> Changes:
        """Say of guests that they came, did not come, or that it is not known. One action."""
        with self.database.work(N_("Checked in {name}"), name="") as work:
            found = work.guests.many(ids)
            for guest in found.values():
                arrived = (guest.arrived or work.now) if attendance is Attendance.CAME else None
                self.keep(work, replace(guest, attendance=attendance, arrived=arrived))
            names = next(iter(found.values())).name if len(found) == 1 else str(len(found))
            work.rename_action(_MARKED[attendance], name=names)
        return work.changes


_MARKED = {
    Attendance.CAME: N_("Checked in {name}"),
    Attendance.ABSENT: N_("Marked as not come: {name}"),
    Attendance.UNKNOWN: N_("Marked as not known: {name}"),
}


def tally(guests: Sequence[Guest]) -> Tally:
    """Count guests."""
    counts = {one: sum(guest.attendance is one for guest in guests) for one in Attendance}
    walk_ins = sum(guest.walk_in for guest in guests)
    return Tally(len(guests), counts[Attendance.CAME], counts[Attendance.ABSENT], counts[Attendance.UNKNOWN], walk_ins)


def _line(guest: Guest, people: dict[UUID, Person], companies: dict[UUID, Company]) -> GuestLine:
    person = people.get(guest.person) if guest.person else None
    return GuestLine(guest, person, companies.get(guest.company) if guest.company else None)
