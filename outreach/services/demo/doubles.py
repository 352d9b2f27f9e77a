"""People and companies of the sample year that stand twice, as in every register: two officers, three lists, a name misheard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from outreach.domain.company import Company
from outreach.domain.person import Person
from outreach.services.demo.chance import Chance
from outreach.services.demo.names import FAMILIES

#: One in so many stands twice.
ONE_IN = 100
_LIST = "Utställarlista"


def twice_people(chance: Chance, people: list[Person], count: int) -> list[Person]:
    """Return `count` people who are known already, each written a little otherwise by whoever met them second."""
    reachable = [one for one in people if one.emails or one.phones]
    ways = (_misheard, _other_list, _married, _given_name_only, _misheard)
    return [
        ways[number % len(ways)](chance, replace(one, id=chance.id(), tags=(), source=_LIST))
        for number, one in enumerate(chance.some(reachable, count, count))
    ]


def twice_companies(chance: Chance, companies: list[Company], count: int) -> list[Company]:
    """Return `count` companies that are known already: the form in full, no number, a place behind the name."""
    limited = [one for one in companies if one.name.endswith(" AB") and one.emails and one.addresses and not one.sole_trader]
    ways: tuple[Callable[[Company], str], ...] = (
        lambda one: one.name.removesuffix(" AB"),
        lambda one: f"{one.name.removesuffix(' AB')} Aktiebolag",
        lambda one: one.name.replace("&", "och"),
        lambda one: f"{one.name.removesuffix(' AB')} i {one.addresses[0].city} AB",
    )
    return [
        replace(_bare(one), id=chance.id(), name=ways[number % len(ways)](one))
        for number, one in enumerate(chance.some(limited, count, count))
    ]


def _bare(company: Company) -> Company:
    return replace(company, org_number="", tags=(), phones=(), addresses=(), source=_LIST)


def _misheard(_: Chance, person: Person) -> Person:
    """Berg is Bergh, and the address was not asked for."""
    family = person.family
    double = family.replace("ss", "s") if "ss" in family else f"{family}{family[-1]}"
    heard = f"{family}h" if family[-1] in "gdtm" else double
    return _named(person, person.given, heard, emails=person.emails if not person.phones else ())


def _other_list(_: Chance, person: Person) -> Person:
    """As an exhibitor list has it: the same person in other words, with another title."""
    roles = tuple(replace(role, title="Kontaktperson") for role in person.roles)
    return replace(person, roles=roles, phones=())


def _married(chance: Chance, person: Person) -> Person:
    return _named(person, person.given, chance.one(FAMILIES), emails=person.emails, roles=())


def _given_name_only(_: Chance, person: Person) -> Person:
    return replace(person, name=person.given, family="", roles=())


def _named(person: Person, given: str, family: str, **others: object) -> Person:
    return replace(person, name=f"{given} {family}", given=given, family=family, **others)  # type: ignore[arg-type]
