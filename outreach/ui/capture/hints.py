"""Whom do we know? The hints under company, who and contact. Everything here runs on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from outreach.domain.contact import show_phone
from outreach.domain.listing import Hit
from outreach.domain.record import Kind
from outreach.domain.search_text import plain, words
from outreach.services.house import House
from outreach.ui.forms.suggestions import Suggestion

#: Below three letters there is no hint: too many would fit.
LEAST = 3
_MOST = 6


@dataclass(frozen=True, slots=True)
class Known:
    """Someone that a hint stands for. A person comes with the first company; a company alone has no person."""

    company: str = ""
    company_id: str = ""
    person: str = ""
    person_id: str = ""


def company_hints(house: House, text: str) -> list[Suggestion]:
    """Companies and people whose names, numbers or addresses begin so; companies first."""
    if len(text) < LEAST:
        return []
    hits = house.search.find(text, (Kind.COMPANY, Kind.PERSON), _MOST)
    return _suggestions(house, hits)


def person_hints(house: House, text: str, company_id: str) -> list[Suggestion]:
    """The people of the company, those whose name fits what is typed; without a company, people that fit."""
    if not company_id:
        if len(text) < LEAST:
            return []
        return _suggestions(house, house.search.find(text, (Kind.PERSON,), _MOST))
    company = house.companies.get(UUID(company_id))
    found = []
    for person in house.people.at_company(company.id):
        if not _begins(person.name, text):
            continue
        title = next((role.title for role in person.roles if role.company == company.id), "")
        detail = title or (show_phone(person.phones[0].number) if person.phones else "")
        found.append(Suggestion(Known(company.name, str(company.id), person.name, str(person.id)), person.name, detail))
    return found[:_MOST]


def contact_hints(house: House, text: str) -> list[Suggestion]:
    """The people who can be reached by what is typed."""
    if len(text) < LEAST + 2:
        return []
    return _suggestions(house, house.search.find(text, (Kind.PERSON,), _MOST))


def _suggestions(house: House, hits: list[Hit]) -> list[Suggestion]:
    people = house.people.many(hit.id for hit in hits if hit.kind is Kind.PERSON)
    companies = house.companies.many(person.roles[0].company for person in people.values() if person.roles)
    found = []
    for hit in hits:
        if hit.kind is Kind.COMPANY:
            found.append(Suggestion(Known(hit.title, str(hit.id)), hit.title, show_phone(hit.detail)))
            continue
        person = people[hit.id]
        company = companies.get(person.roles[0].company) if person.roles else None
        known = Known(company.name if company else "", str(company.id) if company else "", person.name, str(person.id))
        found.append(Suggestion(known, person.name, known.company))
    return found


def _begins(name: str, typed: str) -> bool:
    parts = words(name)
    return all(any(part.startswith(word) or plain(part).startswith(word) for part in parts) for word in words(typed))
