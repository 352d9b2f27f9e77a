"""Guest lists as they are read: who stands behind a guest, the counts, and how people come onto a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.company import Company
from outreach.domain.contact import clean_email
from outreach.domain.event import Event
from outreach.domain.guest import Attendance, Guest, Standing, is_expected
from outreach.domain.listing import Listing
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.usable import Use, may_use
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.guest_answers import AnswerTally
from outreach.services.records import clean_tags

if TYPE_CHECKING:
    from outreach.storage.work import View, Work


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

    @property
    def company_name(self) -> str:
        """The company, or an empty text."""
        return self.company.name if self.company else ""

    @property
    def may_be_printed(self) -> bool:
        """Say whether the name may stand on paper: not of somebody who objects."""
        return self.person is None or may_use(self.person, Use.PRINT)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are on the list, and how many of them came, did not come, or are not known.

    Walk-ins stand on the list once they are there, so that the three always add up; `walk_ins` are among those who came.
    """

    listed: int
    came: int
    absent: int
    unknown: int
    walk_ins: int


@dataclass(frozen=True, slots=True)
class GuestList:
    """The guests of one event, in Swedish order of their names, those without one last, with the counts."""

    event: Event
    lines: tuple[GuestLine, ...]
    tally: Tally
    answers: AnswerTally = field(default_factory=AnswerTally)


def count_guests(guests: Sequence[Guest]) -> Tally:
    """Count guests; the uninvited only if they came."""
    guests = [one for one in guests if is_expected(one)]
    counts = {one: sum(guest.attendance is one for guest in guests) for one in Attendance}
    walk_ins = sum(guest.walk_in and guest.attendance is Attendance.CAME for guest in guests)
    return Tally(len(guests), counts[Attendance.CAME], counts[Attendance.ABSENT], counts[Attendance.UNKNOWN], walk_ins)


def checked_guest(work: Work, record: Guest) -> Guest:
    """Return a guest as it is kept: name and company are the register's where the guest is known there."""
    event_of(work, record.event)
    person = work.people.get(record.person) if record.person else None
    company = record.company or (person.roles[0].company if person and person.roles else None)
    name = person.name if person else " ".join(record.name.split())
    arrived = record.arrived if record.attendance is Attendance.CAME else None
    email = clean_email(record.email) or record.email.strip()
    return replace(record, name=name, company=company, arrived=arrived, email=email)


def put_on_list(work: Work, event_id: UUID, people: Sequence[UUID], source: str = "") -> int:
    """Put people on the guest list of an event inside an action, each once, and return how many; who is uninvited returns.

    Who objects to the use of the data, or has a protected address, is not invited (`domain/usable.py`).
    """
    there = {one.person: one for one in work.guests.at_event(event_id) if one.person}
    known = work.people.many(dict.fromkeys(people))
    count = 0
    for person in (one for one in dict.fromkeys(people) if one in known and may_use(known[one], Use.INVITATION)):
        guest = there.get(person)
        if guest is None:
            work.save(Kind.GUEST, checked_guest(work, Guest(event=event_id, person=person, source=source)))
        elif guest.standing is Standing.UNINVITED:
            work.save(Kind.GUEST, replace(guest, standing=Standing.LISTED))
        else:
            continue
        count += 1
    return count


def guest_lines(view: View, event_id: UUID) -> tuple[GuestLine, ...]:
    """Return all guests of an event, in Swedish order of their names; the uninvited too."""
    return lines_of(view, view.guests.at_event(event_id))


def lines_of(view: View, guests: Sequence[Guest]) -> tuple[GuestLine, ...]:
    """Return these guests with what the register knows of them, in their order; those without a name last."""
    people = view.people.many(one.person for one in guests if one.person)
    companies = view.companies.many(one.company for one in guests if one.company)
    lines = [_line(one, people, companies) for one in guests]
    # Who left no name is counted, and never looked for: after all who can be.
    return tuple(sorted(lines, key=lambda line: not line.name))


def people_by(view: View, *, cpv: str = "", tag: str = "") -> list[UUID]:
    """Return the people of companies with a CPV code (or one under it) or a tag, and those with the tag, each once.

    Raises InvalidInput where neither is told, or what is told is no code.
    """
    companies: dict[UUID, None] = {}
    found: dict[UUID, None] = {}
    digits = cpv.partition("-")[0].strip()
    if digits and not (digits.isdigit() and 2 <= len(digits) <= 8):
        raise InvalidInput(N_("CPV"), N_("A CPV code has two to eight digits: {code}"), code=cpv)
    wanted = clean_tags([tag])
    if not digits and not wanted:
        raise InvalidInput(N_("Guests"), N_("Name a CPV code or a tag."))
    if digits:
        companies |= dict.fromkeys(view.companies.ids(Listing(Kind.COMPANY, filters=(("cpv", digits.rstrip("0").ljust(2, "0")),))))
    for one in wanted:
        companies |= dict.fromkeys(view.companies.ids(Listing(Kind.COMPANY, filters=(("tag", one),))))
        found |= dict.fromkeys(view.people.ids(Listing(Kind.PERSON, filters=(("tag", one),))))
    for company in companies:
        found |= dict.fromkeys(person.id for person in view.people.at_company(company))
    return list(found)


def _line(guest: Guest, people: dict[UUID, Person], companies: dict[UUID, Company]) -> GuestLine:
    person = people.get(guest.person) if guest.person else None
    return GuestLine(guest, person, companies.get(guest.company) if guest.company else None)


def event_of(view: View, event_id: UUID) -> Event:
    """Return an event. Raises InvalidInput when there is no such event."""
    event = view.events.get(event_id)
    if event is None:
        raise InvalidInput(N_("Event"), N_("There is no such event."))
    return event
