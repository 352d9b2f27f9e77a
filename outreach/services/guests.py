"""Guests of our own events: the list, who came, and who walked in. Unknown is never counted as absent.

A series (an advice hour every second week) has one list for all its dates: who came at all is what is asked for later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import MASK, Company, without_personal_numbers
from outreach.domain.contact import clean_email, kept_email, kept_phone, show_phone
from outreach.domain.event import Event
from outreach.domain.guest import Answer, Attendance, Guest, Standing, is_expected
from outreach.domain.invitation import TAKING_BACK, Delivery
from outreach.domain.person import Person, Role, person_key
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.errors import Ambiguous, InvalidInput, NotFound
from outreach.language import LANGUAGES, N_
from outreach.services.companies import Companies
from outreach.services.guest_answers import count_answers, offered, seated
from outreach.services.guest_lists import (
    GuestLine,
    GuestList,
    Tally,
    checked_guest,
    count_guests,
    event_of,
    guest_lines,
    lines_of,
    people_by,
    put_on_list,
)
from outreach.services.guest_names import Told, fitting, read_names
from outreach.services.matching import find_company, find_person
from outreach.services.meetings import read_contact
from outreach.services.people import People
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import Work

__all__ = ["SELF", "GuestLine", "GuestList", "Guests", "Tally"]

#: The source of a guest who was at the self-service screen.
SELF = "self"

_PUT = N_("Put {count} on the guest list")


class Guests(Records[Guest]):
    """The verbs for guests."""

    kind: ClassVar[Kind] = Kind.GUEST

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._people = People(database)
        self._companies = Companies(database)

    def checked(self, work: Work, record: Guest) -> Guest:
        """Take name and company from the register where the guest is known there; the event must exist."""
        return checked_guest(work, record)

    def at_event(self, event_id: UUID, *, uninvited: bool = False) -> GuestList:
        """Return the guest list of an event; with `uninvited`, also those. Raises InvalidInput when there is no such event."""
        with self.database.read() as view:
            event = event_of(view, event_id)
            guests = view.guests.at_event(event_id)
            lines = guest_lines(view, event_id)
            plan = view.plans.of(event_id)
        shown = tuple(line for line in lines if uninvited or is_expected(line.guest))
        answers = count_answers(event, guests, plan.outline.capacity if plan else 0)
        return GuestList(event, shown, count_guests(guests), answers)

    def chosen_at(self, event_id: UUID, ids: Iterable[UUID]) -> tuple[GuestLine, ...]:
        """Return those of an event's guests that are named by id and expected: a thousand badges do not read the list each."""
        with self.database.read() as view:
            found = view.guests.many(ids).values()
            return lines_of(view, [one for one in found if one.event == event_id and is_expected(one)])

    def tally_at(self, event_id: UUID) -> Tally:
        """Return the counts of an event's guest list."""
        with self.database.read() as view:
            return count_guests(view.guests.at_event(event_id))

    def named(self, event_id: UUID, name: str) -> GuestLine:
        """Return the guest that `name` means: an id, or words that only one guest has. Raises NotFound, Ambiguous."""
        lines = self.at_event(event_id, uninvited=True).lines
        exact = [line for line in lines if name == str(line.guest.id) or person_key(line.name) == person_key(name)]
        found = exact or fitting(lines, name, lambda line: line.name, lambda line: line.company_name)
        if not found or not name.strip():
            raise NotFound(name)
        if len(found) > 1:
            raise Ambiguous(name, [line.name for line in found[:5]])
        return found[0]

    def invite(self, event_id: UUID, people: Sequence[UUID], source: str = "") -> Changes:
        """Put people on the guest list; those who stand there already stay as they are. One action."""
        with self.database.work(_PUT, count="") as work:
            event_of(work, event_id)
            count = put_on_list(work, event_id, people, source)
            work.rename_action(_PUT, count=str(count))
        return work.changes

    def invite_by(self, event_id: UUID, *, cpv: str = "", tag: str = "", source: str = "") -> Changes:
        """Put the people of all companies with a CPV code or a tag on the list, and people with the tag; each once. One action.

        A CPV code means everything under it ("45" all construction works). Raises InvalidInput where nothing was asked for.
        """
        with self.database.work(_PUT, count="") as work:
            event_of(work, event_id)
            count = put_on_list(work, event_id, people_by(work, cpv=cpv, tag=tag), source)
            work.rename_action(_PUT, count=str(count))
        return work.changes

    def add_named(self, event_id: UUID, text: str, source: str = "") -> Changes:
        """Put names on the guest list, one a line; see `read_names`. One action. Raises InvalidInput when there is none.

        Who is known is tied to the register; a line that names a company or an address makes who is new, as a conversation
        does. A bare name that nobody knows stays a name on this list: the register has no use for it yet.
        """
        told = read_names(without_personal_numbers(text)[0].replace(MASK, " "))
        if not told:
            raise InvalidInput(N_("Names"), N_("There is no name in this text."))
        with self.database.work(_PUT, count="") as work:
            event = event_of(work, event_id)
            listed = work.guests.at_event(event_id)
            count = len(listed)
            for one in told:
                person, company, _ = self._who(work, one, event, make=bool(one.company or one.contact))
                standing = _standing(listed, person, company, one.name)
                if standing is None:
                    guest = Guest(event=event_id, person=_id(person), company=_id(company), name=one.name)
                    listed.append(self.keep(work, replace(guest, source=source)))
                elif standing.person is None:
                    tied = replace(standing, person=_id(person), company=standing.company or _id(company))
                    listed[listed.index(standing)] = self.keep(work, tied)
            work.rename_action(_PUT, count=str(len(listed) - count))
        return work.changes

    def walk_in(
        self,
        event_id: UUID,
        name: str = "",
        person: UUID | None = None,
        company: str = "",
        contact: str = "",
        source: str = "",
        told_by: str = "",
    ) -> Changes:
        """Count somebody who came without standing on the list. One action. Nothing told: one more came, no name.

        Person and company are found or made as in a conversation. Whoever stands on the list after all is marked as come.
        At the self-service screen (`source` SELF) nobody can change a known person: what was left is noted on the guest. That
        screen shows what we keep, so who is new there has been told; otherwise `told_by` says how, empty for not at all.
        """
        told = Told(_bare(name), _bare(company), _bare(contact))
        with self.database.work(_MARKED[Attendance.CAME], name="") as work:
            event = event_of(work, event_id)
            listed = work.guests.at_event(event_id)
            only_name = person is None and not (told.company or told.contact)
            standing = _standing(listed, None, None, told.name, waiting=True) if only_name else None
            who, firm, note = self._picked(work, person), None, ""
            if standing is None and who is None:
                who, firm, note = self._who(work, told, event, make=True, trusted=source != SELF)
            is_new = who is not None and who.untold is not None and not who.informed
            if who is not None and (told_by or (source == SELF and is_new)):
                note_told(work, [who.id], told_by or CHECK_IN)
            standing = standing or _standing(listed, who, firm, told.name, waiting=True)
            if standing is None:
                standing = Guest(event=event_id, name=told.name, walk_in=True, source=source)
                work.rename_action(_WALKED_IN, name=who.name if who else told.name or "1")
            else:
                work.rename_action(_MARKED[Attendance.CAME], name=standing.name)
            came = replace(
                standing,
                person=standing.person or _id(who),
                company=standing.company or _id(firm),
                attendance=Attendance.CAME,
                arrived=standing.arrived or work.now,
                note="\n".join(part for part in (standing.note, note) if part),
            )
            self.keep(work, came)
        return work.changes

    def delete(self, ids: Sequence[UUID], *, many: bool = False) -> Changes:
        """Take guests off the list, as one action; the people stay in the register."""
        with self.database.work(_REMOVED, name="") as work:
            if many:
                work.many_wished()
            found = work.guests.many(ids)
            for guest in found.values():
                self.detach(work, guest)
                work.delete(Kind.GUEST, guest.id)
            work.rename_action(_REMOVED, name=_named(list(found.values())))
        return work.changes

    def detach(self, work: Work, record: Guest) -> None:
        """Keep the record of what was sent to a guest and what came back, when the guest goes.

        What waits is dropped, but for the letter that takes the invitation back: the entry in the guest's calendar is there still.
        """
        for invitation in work.invitations.using(record.id):
            needless = invitation.delivery is Delivery.PREPARED and invitation.purpose not in TAKING_BACK
            delivery = Delivery.DROPPED if needless else invitation.delivery
            work.save(Kind.INVITATION, replace(invitation, guest=None, delivery=delivery))
        for reply in work.replies.using(record.id):
            work.save(Kind.REPLY, replace(reply, guest=None))

    def people_by(self, *, cpv: str = "", tag: str = "") -> list[UUID]:
        """Return whom `invite_by` would put on a list. Raises InvalidInput where nothing was asked for."""
        with self.database.read() as view:
            return people_by(view, cpv=cpv, tag=tag)

    # Answers ---------------------------------------------------------------------------------------------------------

    def answer(self, ids: Sequence[UUID], answer: Answer, way: str = "phone", note: str = "") -> Changes:
        """Keep what guests said by telephone or at the desk. One action.

        A yes that finds no place puts the guest on the waiting list; the action's title says so. Later than every mail that was
        read before; a mail that was written before this answer no longer changes it.
        """
        with self.database.work(ANSWERED[answer], name="") as work:
            found = list(work.guests.many(ids).values())
            kept = []
            for guest in found:
                event = event_of(work, guest.event)
                said = replace(
                    guest,
                    answer=answer,
                    answered=work.now if answer is not Answer.NONE else None,
                    answer_way=way if answer is not Answer.NONE else "",
                    answer_sequence=event.sequence if answer is not Answer.NONE else -1,
                    answer_stamp=work.now if answer is not Answer.NONE else None,
                    answer_note=note.strip() or guest.answer_note,
                    proposed=None,
                )
                kept.append(self.keep_answer(work, said, guest))
            waits = len(kept) == 1 and kept[0].standing is Standing.WAITING and answer is Answer.ACCEPTED
            work.rename_action(_WAITS if waits else ANSWERED[answer], name=_named(found))
        return work.changes

    def keep_answer(self, work: Work, said: Guest, before: Guest) -> Guest:
        """Keep a guest with a new answer inside an action: on the list, or in line for a place."""
        plan = work.plans.of(said.event)
        others = work.guests.at_event(said.event)
        return self.keep_seated(work, said, before, others, plan.outline.capacity if plan else 0)

    def keep_seated(self, work: Work, said: Guest, before: Guest, others: Sequence[Guest], capacity: int) -> Guest:
        """Do the same where the other guests and the capacity are known."""
        return self.keep(work, seated(said, before, others, capacity))

    def offered(self, event_id: UUID) -> list[GuestLine]:
        """Return to whom the free places are offered: the first in line. Without a limit, everybody who waits."""
        with self.database.read() as view:
            plan = view.plans.of(event_id)
            first = [one.id for one in offered(view.guests.at_event(event_id), plan.outline.capacity if plan else 0)]
            lines = {line.guest.id: line for line in guest_lines(view, event_id)}
        return [lines[one] for one in first]

    def promote(self, ids: Sequence[UUID]) -> Changes:
        """Give guests on the waiting list a place. The officer decides: also one more than there is room for. One action."""
        with self.database.work(_PROMOTED, name="") as work:
            found = [one for one in work.guests.many(ids).values() if one.standing is Standing.WAITING]
            for guest in found:
                self.keep(work, replace(guest, standing=Standing.LISTED))
            work.rename_action(_PROMOTED, name=_named(found))
        return work.changes

    def uninvite(self, ids: Sequence[UUID]) -> Changes:
        """Withdraw invitations: who was sent anything stands as uninvited, to be told; others are taken off. One action."""
        with self.database.work(_UNINVITED, name="") as work:
            found = list(work.guests.many(ids).values())
            for guest in found:
                sent = [one for one in work.invitations.using(guest.id) if one.delivery in _LEFT]
                if sent:
                    self.keep(work, replace(guest, standing=Standing.UNINVITED))
                else:
                    self.detach(work, guest)
                    work.delete(Kind.GUEST, guest.id)
            work.rename_action(_UNINVITED, name=_named(found))
        return work.changes

    def reach(self, ids: UUID | Sequence[UUID], email: str | None = None, language: str | None = None) -> Changes:
        """Set where guests' messages go, and in which language; None leaves as it is, empty means the register's. One action.

        Raises NotFound, InvalidInput for what is no address or language.
        """
        if email and clean_email(email) is None:
            raise InvalidInput(N_("E-mail"), N_("This is not an e-mail address."))
        if language and language not in LANGUAGES:
            raise InvalidInput(N_("Language"), N_("A letter is written in sv or en."))
        wanted = [ids] if isinstance(ids, UUID) else list(ids)
        with self.database.work(N_("Changed {name}"), name="") as work:
            known = work.guests.many(wanted)
            for one in wanted:
                if one not in known:
                    raise NotFound(str(one))
                guest = known[one]
                mail, code = (guest.email if email is None else email), (guest.language if language is None else language)
                self.keep(work, replace(guest, email=mail, language=code))
            work.rename_action(N_("Changed {name}"), name=_named(list(known.values())))
        return work.changes

    def mark(self, ids: Sequence[UUID], attendance: Attendance, told: str = "") -> Changes:
        """Say of guests that they came, did not come, or that it is not known. One action.

        `told`: how those who came saw what we keep ("check-in", "sign-in"); empty where they did not.
        """
        with self.database.work(N_("Checked in {name}"), name="") as work:
            found = work.guests.many(ids)
            if told and attendance is Attendance.CAME:
                note_told(work, [one.person for one in found.values() if one.person is not None], told)
            for guest in found.values():
                arrived = (guest.arrived or work.now) if attendance is Attendance.CAME else None
                self.keep(work, replace(guest, attendance=attendance, arrived=arrived))
            work.rename_action(_MARKED[attendance], name=_named(list(found.values())))
        return work.changes

    # Who is it? ------------------------------------------------------------------------------------------------------

    def _picked(self, work: Work, person: UUID | None) -> Person | None:
        known = work.people.get(person) if person is not None else None
        if person is not None and known is None:
            raise NotFound(str(person))
        return known

    def _who(
        self, work: Work, told: Told, event: Event, *, make: bool, trusted: bool = True
    ) -> tuple[Person | None, Company | None, str]:
        """Find or make person and company; the note says what was told and may not go into the register by itself."""
        emails, phones, _ = read_contact(told.contact)
        mails, numbers = tuple(map(kept_email, emails)), tuple(map(kept_phone, phones))
        company = self._company(work, told.company, event)
        known = find_person(work, told.name, mails, numbers, [company.id] if company else []).person
        role = (Role(company.id),) if company else ()
        if known is not None and not trusted:
            return known, company, ", ".join((*emails, *(show_phone(phone.number) for phone in numbers)))
        if known is None:
            if not make or not (told.name or mails or numbers):
                return None, company, ""
            shown = told.name or (mails[0].address if mails else show_phone(numbers[0].number))
            known = Person(name=shown, source=_source(event, work), untold=home_day(work.now))
        more = replace(
            known,
            emails=known.emails
            + tuple(one for one in mails if one.address not in {old.address for old in known.emails}),
            phones=known.phones
            + tuple(one for one in numbers if one.number not in {old.number for old in known.phones}),
            roles=(*known.roles, *role),
        )
        return self._people.keep(work, more), company, ""

    def _company(self, work: Work, name: str, event: Event) -> Company | None:
        if not name:
            return None
        found = find_company(work, name).company
        return found or self._companies.keep(work, Company(name=name, source=_source(event, work)))


#: How guests were told what we keep: at the screen of the check-in, or by the list that they signed.
CHECK_IN, SIGN_IN = "check-in", "sign-in"


def note_told(work: Work, people: Iterable[UUID], how: str) -> None:
    """Note inside an action that people were told what we keep, by the text that holds, and how."""
    # Loaded by the first guest who was told: the window starts without.
    from outreach.services.registered import mark_informed

    mark_informed(work, work.people.many(people).values(), how)


#: What left for good, or may have.
_LEFT = (Delivery.SENT, Delivery.UNCLEAR)

ANSWERED = {
    Answer.NONE: N_("No answer any more: {name}"),
    Answer.ACCEPTED: N_("Comes: {name}"),
    Answer.TENTATIVE: N_("Perhaps comes: {name}"),
    Answer.DECLINED: N_("Does not come: {name}"),
    Answer.DELEGATED: N_("Sends somebody else: {name}"),
}
_WAITS = N_("Said yes, and the event is full; on the waiting list: {name}")
_PROMOTED = N_("Given a place: {name}")
_UNINVITED = N_("Uninvited: {name}")
_WALKED_IN = N_("Walk-in: {name}")
_REMOVED = N_("Taken off the guest list: {name}")
_MARKED = {
    Attendance.CAME: N_("Checked in {name}"),
    Attendance.ABSENT: N_("Marked as not come: {name}"),
    Attendance.UNKNOWN: N_("Marked as not known: {name}"),
}


def _standing(
    listed: Sequence[Guest], person: Person | None, company: Company | None, name: str, *, waiting: bool = False
) -> Guest | None:
    """Return the guest that is meant: the person, else the only one of the name. Who has come (`waiting`) is another one."""
    if person is not None:
        same = next((one for one in listed if one.person == person.id), None)
        if same is not None:
            return same
    named = [
        one
        for one in listed
        if name
        and person_key(one.name) == person_key(name)
        and (company is None or one.company in (None, company.id))
        and (person is None or one.person is None)
        and not (waiting and one.attendance is Attendance.CAME)
    ]
    return named[0] if len(named) == 1 else None


def _named(guests: Sequence[Guest]) -> str:
    return guests[0].name or "1" if len(guests) == 1 else str(len(guests))


def _bare(text: str) -> str:
    """Return a name without personal identity numbers, on one line."""
    return " ".join(without_personal_numbers(text)[0].replace(MASK, " ").split()).strip(" ,")


def _id(record: Person | Company | None) -> UUID | None:
    return record.id if record is not None else None


def _source(event: Event, work: Work) -> str:
    return f"{event.title} {home_day(work.now).isoformat()}"
