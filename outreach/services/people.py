"""People: save with checks, and the time line of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import Company
from outreach.domain.contact import kept_email, kept_phone
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.declining import in_order
from outreach.services.matching import find_company
from outreach.services.plan_links import let_go_of_hopes
from outreach.services.records import Records, clean_tags
from outreach.services.timeline import Moment, timeline

if TYPE_CHECKING:
    from outreach.storage.work import Work


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with the companies of the roles and what happened, for the detail pane."""

    person: Person
    companies: dict[UUID, Company]
    moments: tuple[Moment, ...]


class People(Records[Person]):
    """The verbs for people."""

    kind: ClassVar[Kind] = Kind.PERSON

    def checked(self, work: Work, record: Person) -> Person:
        """Clean name, contacts and tags; a name is made of its parts when only they are given."""
        name = " ".join(record.name.split()) or " ".join(f"{record.given} {record.family}".split())
        if not name:
            raise InvalidInput(N_("Name"), N_("A person needs a name."))
        given, family = split_name(name) if not (record.given or record.family) else (record.given, record.family)
        return replace(
            record,
            name=name,
            given=given,
            family=family,
            emails=tuple(kept_email(email.address, email.label) for email in record.emails if email.address.strip()),
            phones=tuple(kept_phone(phone.number, phone.label) for phone in record.phones if phone.number.strip()),
            roles=_each_once(record.roles),
            tags=clean_tags(record.tags),
            declines=in_order(record.declines),
        )

    def save_with_roles(self, person: Person, roles: Sequence[tuple[UUID | str, str]]) -> Changes:
        """Keep a person with roles at companies that are known by id or, as words, by name; new ones are made. One action.

        Each role is (company, title). Raises InvalidInput, ChangedBySomeoneElse.
        """
        with self.database.read() as view:
            known = view.people.get(person.id) is not None
        with self.database.work(N_("Changed {name}") if known else N_("Added {name}"), name=person.name) as work:
            kept = tuple(Role(_company(work, company), title.strip()) for company, title in roles)
            self.keep(work, replace(person, roles=kept))
        return work.changes

    def detach(self, work: Work, record: Person) -> None:
        """Take the person off conversations, follow-ups, guest lists and plans; what was said stays."""
        for meeting in work.meetings.using(record.id):
            work.save(Kind.MEETING, replace(meeting, person=None))
        for follow_up in work.follow_ups.using(record.id):
            work.save(Kind.FOLLOW_UP, replace(follow_up, person=None))
        for guest in work.guests.using(record.id):
            work.save(Kind.GUEST, replace(guest, person=None))
        let_go_of_hopes(work, record.id)

    def card(self, person_id: UUID) -> PersonCard:
        """Return everything that the detail pane shows. Raises NotFound."""
        person = self.get(person_id)
        with self.database.read() as view:
            companies = view.companies.many(role.company for role in person.roles)
            return PersonCard(person, companies, timeline(view, Kind.PERSON, person_id))

    def at_company(self, company_id: UUID) -> list[Person]:
        """Return the people of a company."""
        with self.database.read() as view:
            return view.people.at_company(company_id)


def _company(work: Work, company: UUID | str) -> UUID:
    if isinstance(company, UUID):
        return company
    name = " ".join(company.split())
    if not name:
        raise InvalidInput(N_("Company"), N_("A company needs a name."))
    found = find_company(work, name).company
    return found.id if found else work.save(Kind.COMPANY, Company(name=name)).id


def split_name(name: str) -> tuple[str, str]:
    """Return given and family name of a name as Swedes write it: the last word is the family name."""
    given, _, family = name.rpartition(" ")
    return (given, family) if given else (family, "")


def _each_once(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    first: dict[UUID, Role] = {}
    for role in roles:
        known = first.get(role.company)
        if known is None or (role.title and not known.title):
            first[role.company] = role
    return tuple(first.values())
