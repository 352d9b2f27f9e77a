"""Whom a conversation was with: the person and the company that are known already, or new ones, with all that was told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from outreach.domain.company import MASK, Company, without_personal_numbers
from outreach.domain.contact import Email, Phone, show_phone
from outreach.domain.event import Event
from outreach.domain.person import Person, Role
from outreach.domain.when import home_day
from outreach.errors import NotFound
from outreach.services.contact_ways import with_contacts, with_places
from outreach.services.matching import Similar, find_company, find_person

if TYPE_CHECKING:
    from outreach.services.capturing import Capture
    from outreach.services.companies import Companies
    from outreach.services.people import People
    from outreach.storage.work import Work


class Whom:
    """Finds or makes the two in the transaction that keeps the conversation."""

    def __init__(self, companies: Companies, people: People) -> None:
        self._companies = companies
        self._people = people

    def find(
        self,
        work: Work,
        wanted: Capture,
        emails: tuple[Email, ...],
        phones: tuple[Phone, ...],
        event: Event | None,
        at: datetime,
    ) -> tuple[Company | None, Person | None, tuple[Similar, ...]]:
        """Find or make the company and the person, with all that was said about how to reach them."""
        company, alike = self._company(work, wanted, event, at)
        person, alike_people = self._person(work, wanted, company, emails, phones, event, at)
        if company is None and person is not None and person.roles and not wanted.company:
            company = work.companies.get(person.roles[0].company)
        if person is None and company is not None and (emails or phones):
            company = self._companies.keep(work, with_contacts(company, emails, phones))
        if company is not None and (wanted.addresses or wanted.website):
            company = self._companies.keep(work, with_places(company, wanted.addresses, wanted.website))
        elif person is not None and person.restricted is None and (wanted.addresses or wanted.website):
            person = self._people.keep(work, with_places(person, wanted.addresses, wanted.website))
        return company, person, alike + alike_people

    def _company(
        self, work: Work, wanted: Capture, event: Event | None, at: datetime
    ) -> tuple[Company | None, tuple[Similar, ...]]:
        picked = work.companies.present(wanted.company_id) if wanted.company_id else None
        if picked is not None:
            return picked, ()
        name, personal = _bare_name(wanted.company)
        if not name:
            # One who was picked and deleted meanwhile is found or made anew by name: a visitor's words are never lost.
            if wanted.company_id is not None:
                raise NotFound(str(wanted.company_id))
            return None, ()
        found = find_company(work, name, wanted.org_number)
        company = found.company or Company(name=name, source=_source(event, at))
        facts = replace(
            company,
            org_number=company.org_number or wanted.org_number,
            sole_trader=company.sole_trader or wanted.sole_trader or bool(personal),
        )
        return self._companies.keep(work, facts), found.similar

    def _person(
        self,
        work: Work,
        wanted: Capture,
        company: Company | None,
        emails: tuple[Email, ...],
        phones: tuple[Phone, ...],
        event: Event | None,
        at: datetime,
    ) -> tuple[Person | None, tuple[Similar, ...]]:
        name, _ = _bare_name(wanted.person)
        similar: tuple[Similar, ...] = ()
        known = work.people.present(wanted.person_id) if wanted.person_id else None
        if known is None:
            if wanted.person_id is not None and not name:
                raise NotFound(str(wanted.person_id))
            found = find_person(work, name, emails, phones, [company.id] if company else [])
            known, similar = found.person, found.similar
            if known is None and not name and (company is not None or not (emails or phones)):
                return None, similar
        role = (Role(company.id, wanted.title),) if company else ()
        if known is None:
            shown = name or (emails[0].address if emails else show_phone(phones[0].number))
            source, day = _source(event, at), home_day(at)
            known = Person(name=shown, roles=role, emails=emails, phones=phones, source=source, untold=day)
        elif known.restricted is not None:
            # The talk is kept; the data that we were asked to leave untouched are.
            return known, similar
        else:
            known = replace(with_contacts(known, emails, phones), roles=(*known.roles, *role))
        return self._people.keep(work, known), similar


def _bare_name(text: str) -> tuple[str, tuple[str, ...]]:
    """A name without the personal identity numbers that were written beside it, and a mask for each of them."""
    bare, personal = without_personal_numbers(text)
    return " ".join(bare.replace(MASK, " ").split()).strip(" ,"), personal


def _source(event: Event | None, at: datetime) -> str:
    day = home_day(at).isoformat()
    return f"{event.title} {day}" if event else day
