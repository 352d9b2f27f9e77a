"""Who is this? Finds people and companies that are already known, and says why.

One is taken as the same only on strong grounds: the same personal e-mail address under a name that agrees ("Anna" and "Anna
Berg" do), or the same name together with the same telephone number or company. Everything else is a hint for the officer. A
shared mailbox never ties two people together, and two legal forms are two companies ("Bergs AB", "Bergs HB").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from outreach.domain.company import Company, legal_form, name_key
from outreach.domain.contact import Email, Phone, is_shared_mailbox, phone_digits
from outreach.domain.person import Person, person_key
from outreach.domain.record import Kind
from outreach.language import N_


class KnownPeople(Protocol):
    """Where people are looked up: a store, or what an import has laid over it."""

    def by_term(self, field: str, value: str) -> list[Person]:
        """Return those who carry an exact term."""

    def by_phone(self, number: str) -> list[Person]:
        """Return those with this number."""

    def named(self, name: str) -> list[Person]:
        """Return those of this name."""

    def at_company(self, company: UUID) -> list[Person]:
        """Return those with a role there."""



class KnownCompanies(Protocol):
    """Where companies are looked up."""

    def by_term(self, field: str, value: str) -> list[Company]:
        """Return those that carry an exact term."""

    def named(self, name: str) -> list[Company]:
        """Return those of this name."""



class Known(Protocol):
    """People and companies together."""

    @property
    def people(self) -> KnownPeople:
        """Return where people are looked up."""

    @property
    def companies(self) -> KnownCompanies:
        """Return where companies are looked up."""



REASONS = {
    "email": N_("same e-mail"),
    "phone": N_("same telephone"),
    "name": N_("same name"),
    "company": N_("same company"),
    "org_number": N_("same organisation number"),
    "origin": N_("same card or file"),
    "alike": N_("name nearly the same"),
    "swapped": N_("names swapped"),
    "given": N_("same given name"),
    "badge": N_("same badge"),
    "part": N_("part of the name the same"),
    "domain": N_("same e-mail domain"),
}


@dataclass(frozen=True, slots=True)
class Similar:
    """A known record that resembles what came in. `reasons` are keys of `REASONS`; `same` says it was taken as the one."""

    kind: Kind
    id: UUID
    title: str
    reasons: tuple[str, ...]
    same: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a look-up: the one taken as the same, if any, and all that resemble."""

    person: Person | None = None
    company: Company | None = None
    similar: tuple[Similar, ...] = ()


def find_person(
    view: Known, name: str, emails: Sequence[Email], phones: Sequence[Phone], companies: Iterable[UUID] = ()
) -> Found:
    """Look a person up by name, e-mail, telephone and company."""
    wanted = set(companies)
    reasons: dict[UUID, dict[str, None]] = {}
    people: dict[UUID, Person] = {}
    own = [email.address.casefold() for email in emails if not is_shared_mailbox(email.address)]
    looked_up = (
        *((view.people.by_term("email", address), "email") for address in own),
        *((view.people.by_phone(phone.number), "phone") for phone in phones if phone_digits(phone.number)),
        (view.people.named(name) if name else [], "name"),
        (_of_first_name(view, name, wanted), "company"),
    )
    for found, reason in looked_up:
        for person in found:
            people[person.id] = person
            reasons.setdefault(person.id, {})[reason] = None
    for person in people.values():
        if wanted & {role.company for role in person.roles}:
            reasons[person.id]["company"] = None
    same = _same_person(name, people, reasons, bare=not (emails or phones or wanted))
    similar = tuple(
        Similar(Kind.PERSON, one, people[one].name, tuple(why), same is not None and one == same.id)
        for one, why in reasons.items()
    )
    return Found(person=same, similar=similar)


def _same_person(
    name: str, people: dict[UUID, Person], reasons: dict[UUID, dict[str, None]], *, bare: bool
) -> Person | None:
    strong = [people[one] for one, why in reasons.items() if _is_strong(name, people[one].name, why)]
    if len(strong) == 1:
        return strong[0]
    # A bare name, with nothing that speaks against it, means the only one who carries it.
    named = [people[one] for one, why in reasons.items() if "name" in why]
    return named[0] if bare and not strong and len(named) == 1 else None


def _of_first_name(view: Known, name: str, companies: set[UUID]) -> list[Person]:
    """Anna på Bergs Bygg: whom we know there by that first name is worth a hint."""
    if len(person_key(name).split()) != 1:
        return []
    return [one for company in companies for one in view.people.at_company(company) if _agree(name, one.name)]


def _is_strong(name: str, known: str, why: dict[str, None]) -> bool:
    if "email" in why and _agree(name, known):
        return True
    return person_key(name) == person_key(known) and ("phone" in why or "company" in why)


def _agree(name: str, known: str) -> bool:
    """Say whether two names can be one person's: every word of the shorter stands in the longer, or one is not told."""
    some, others = set(person_key(name).split()), set(person_key(known).split())
    return some <= others or others <= some


def find_company(view: Known, name: str, org_number: str = "", *, sole_trader: bool = False) -> Found:
    """Look a company up by organisation number, else by name. Several workplaces may share a number.

    A sole trader and a company with a number of its own are two, whatever they are called.
    """
    by_number = view.companies.by_term("org_number", org_number) if org_number else []
    by_name = view.companies.named(name) if name else []
    reasons: dict[UUID, dict[str, None]] = {}
    companies: dict[UUID, Company] = {}
    for found, reason in ((by_number, "org_number"), (by_name, "name")):
        for company in found:
            companies[company.id] = company
            reasons.setdefault(company.id, {})[reason] = None
    able = [one for one in by_name if not (one.sole_trader if org_number else sole_trader and one.org_number)]
    same = _same_company(name, org_number, by_number, able)
    similar = tuple(
        Similar(Kind.COMPANY, one, companies[one].name, tuple(why), same is not None and one == same.id)
        for one, why in reasons.items()
    )
    return Found(company=same, similar=similar)


def _same_company(name: str, org_number: str, by_number: list[Company], by_name: list[Company]) -> Company | None:
    both = [company for company in by_number if name_key(company.name) == name_key(name)]
    if both:
        return both[0]
    if len(by_number) == 1 and not name:
        return by_number[0]
    fitting = [
        one
        for one in by_name
        if (not org_number or not one.org_number or one.org_number == org_number)
        and not _other_form(one.name, name)
    ]
    # Several workplaces may carry one name; the oldest that is written just so, or each capture would make another one.
    exact = [one for one in fitting if one.name.casefold() == " ".join(name.split()).casefold()]
    return exact[0] if exact else fitting[0] if len(fitting) == 1 else None


def _other_form(known: str, name: str) -> bool:
    forms = {legal_form(known), legal_form(name)} - {""}
    return len(forms) == 2
