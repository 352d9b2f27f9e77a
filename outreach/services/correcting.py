"""Sets right whom a conversation was with: a name that was misheard is spelled anew, a wrong person is exchanged.

Whoever was made when the conversation was logged, and for nothing else, was made by the mistake: a new spelling renames them,
another person or company takes their place and their telephone numbers, and they go. All others stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.company import Company
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.services.contact_ways import with_contacts
from outreach.services.matching import find_company, find_person

if TYPE_CHECKING:
    from outreach.services.capturing import Capture
    from outreach.services.companies import Companies
    from outreach.services.people import People
    from outreach.storage.work import View, Work


@dataclass(frozen=True, slots=True)
class Made:
    """The person and the company that were made for a conversation alone, each None when it was known otherwise."""

    person: Person | None
    company: Company | None


def made_for(view: View, meeting: Meeting) -> Made:
    """Return who was made when this conversation was logged and has done nothing since."""
    person = view.people.get(meeting.person) if meeting.person else None
    company = view.companies.get(meeting.company) if meeting.company else None
    own = {entry.action for entry in view.history(meeting.id)}

    def alone(record: UUID) -> bool:
        elsewhere = any(one.id != meeting.id for one in view.meetings.using(record))
        return not elsewhere and {entry.action for entry in view.history(record)} <= own

    if person is not None and not alone(person.id):
        person = None
    if company is not None:
        others = [one for one in view.people.at_company(company.id) if one.id != meeting.person]
        company = None if others or not alone(company.id) else company
    return Made(person, company)


def with_new_spelling(work: Work, made: Made, wanted: Capture, companies: Companies, people: People) -> Capture:
    """Rename who was made for the conversation where nobody is known by the new name; return what is wanted, by id."""
    company, person = wanted.company.strip(), wanted.person.strip()
    if made.company and company and wanted.company_id is None and find_company(work, company).company is None:
        kept = companies.keep(work, replace(made.company, name=company))
        wanted = replace(wanted, company_id=kept.id)
    if made.person and person and wanted.person_id is None:
        place = [wanted.company_id] if wanted.company_id else []
        if find_person(work, person, (), (), place).person is None:
            renamed = people.keep(work, replace(made.person, name=person, given="", family=""))
            wanted = replace(wanted, person_id=renamed.id)
    return wanted


def let_go(
    work: Work, made: Made, person: Person | None, company: Company | None, companies: Companies, people: People
) -> None:
    """Take away who was made by mistake and is named no longer; the new one keeps how to reach them."""
    if made.person is not None and (person is None or person.id != made.person.id):
        if person is not None:
            current = work.people.get(person.id) or person
            people.keep(work, with_contacts(current, made.person.emails, made.person.phones))
        people.detach(work, made.person)
        work.delete(Kind.PERSON, made.person.id)
    if made.company is not None and (company is None or company.id != made.company.id):
        if company is not None:
            place = work.companies.get(company.id) or company
            companies.keep(work, with_contacts(place, made.company.emails, made.company.phones))
        companies.detach(work, made.company)
        work.delete(Kind.COMPANY, made.company.id)
