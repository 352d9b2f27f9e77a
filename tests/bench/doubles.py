"""Planted doubles: how many of 2,000 are found among 50,000 people, how many of the sure ones are right, and how long it takes.

The damage was written before the scorer was tuned, and is not tuned to it. Traps that must not become sure pairs: colleagues
who share a mailbox and a switchboard, people of the same name at different companies, families at one firm.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.likeness import Band
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.storage.database import Signature, create_workspace

_GIVEN = (
    "Anna Eva Maria Karin Kristina Lena Sara Emma Kerstin Ingrid Malin Jenny Hanna Åsa Elin Sofia Linnea Ulla Birgitta Marie "
    "Lars Anders Johan Per Erik Karl Mikael Jan Peter Thomas Daniel Fredrik Hans Bengt Mats Andreas Stefan Göran Björn Håkan "
    "Nils Olof Sven Åke Jörgen Henrik Magnus Patrik Tobias Viktor Oskar Simon Mohammed Ali Fatima Zahra Amir Yusuf Dragan Milan"
).split()
_ROOTS = (
    "Berg Lund Ström Sjö Holm Lind Dal Ek Gran Björk Al Asp Hag Ny Norr Söder Öster Väster Sund Skog Mark Äng Å Fors Wall Sand "
    "Hall Kvist Rosen Liljen Engel Silver Guld Stål Järn Sten Klint Back Hed Mo"
).split()
_ENDS = "man gren kvist ström lund berg blad dahl qvist stedt fors vall by holm mark wik sson ell ing in en".split()
_TRADES = "Bygg Måleri El Städ Åkeri Snickeri Plåt VVS Mark Konsult Data Catering Trädgård Glas Golv Tak Svets Mekaniska".split()
_PLACES = "Ludvika Falun Borlänge Mora Avesta Säter Leksand Rättvik Smedjebacken Hedemora".split()


@dataclass(frozen=True, slots=True)
class Figures:
    """The outcome: shares from 0 to 1, seconds, megabytes."""

    people: int
    planted: int
    recall: float
    recall_by_damage: dict[str, float]
    sure: int
    precision_of_sure: float
    pairs: int
    seconds: float
    floor_seconds: float
    megabytes: float


def make(folder: Path, people: int = 50_000, planted: int = 2_000, seed: int = 7) -> tuple[House, dict[frozenset[UUID], str]]:
    """Make a register with planted doubles; return it with the true pairs and the damage of each."""
    chance = random.Random(seed)
    companies = [Company(name=_company_name(chance, number)) for number in range(people // 5)]
    firms = [_Firm(chance, number) for number in range(len(companies))]
    everybody = [_person(chance, companies, firms, number) for number in range(people)]
    truth: dict[frozenset[UUID], str] = {}
    doubles = []
    damages = list(DAMAGES.items())
    for original, number in zip(chance.sample(everybody, planted), range(planted), strict=True):
        name, damage = damages[number % len(damages)]
        double = damage(chance, replace(original, id=UUID(int=chance.getrandbits(128), version=4)))
        doubles.append(double)
        truth[frozenset({original.id, double.id})] = name
    house = House(create_workspace(folder / "doubles.outreach", Signature("Bench")))
    mixed = everybody + doubles
    chance.shuffle(mixed)
    with house.database.work("Made") as work:
        work.add_many(Kind.COMPANY, companies)
        work.add_many(Kind.PERSON, mixed)
    return house, truth


def measure(house: House, truth: dict[frozenset[UUID], str]) -> Figures:
    """Scan, and compare with the truth. The floor is rapidfuzz alone on as many pairs of the same names."""
    from rapidfuzz import fuzz

    began = time.perf_counter()
    found = house.duplicates.scan(Kind.PERSON)
    seconds = time.perf_counter() - began
    pairs = {frozenset({one.one, one.other}): one.band for one in found}
    by_damage: dict[str, list[bool]] = {}
    for couple, damage in truth.items():
        by_damage.setdefault(damage, []).append(couple in pairs)
    sure = [couple for couple, band in pairs.items() if band is Band.SURE]
    right = sum(couple in truth for couple in sure)
    names = [one.titles for one in found][:200_000] or [("", "")]
    began = time.perf_counter()
    for _ in range(max(1, 1_000_000 // len(names))):
        for one, other in names:
            fuzz.ratio(one, other)
    floor = time.perf_counter() - began
    return Figures(
        people=house.people.count(),
        planted=len(truth),
        recall=sum(couple in pairs for couple in truth) / len(truth),
        recall_by_damage={name: sum(hits) / len(hits) for name, hits in by_damage.items()},
        sure=len(sure),
        precision_of_sure=right / len(sure) if sure else 1.0,
        pairs=len(pairs),
        seconds=seconds,
        floor_seconds=floor,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


class _Firm:
    """What the colleagues of one firm share."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.domain = f"firma{number}.example"
        self.switchboard = f"+4624{chance.randrange(10**7):07d}"


def _company_name(chance: random.Random, number: int) -> str:
    return f"{chance.choice(_ROOTS)}{chance.choice(_ENDS)}s {chance.choice(_TRADES)} i {chance.choice(_PLACES)} {number} AB"


def _family(chance: random.Random) -> str:
    if chance.random() < 0.25:
        return f"{chance.choice(('Anders', 'Johan', 'Karl', 'Nil', 'Erik', 'Lar', 'Ol', 'Per', 'Sven', 'Gustaf', 'Jon'))}sson"
    return f"{chance.choice(_ROOTS)}{chance.choice(_ENDS)}"


def _person(chance: random.Random, companies: list[Company], firms: list[_Firm], number: int) -> Person:
    given, family = chance.choice(_GIVEN), _family(chance)
    place = chance.randrange(len(companies))
    firm = firms[place]
    phones = []
    if chance.random() < 0.8:
        phones.append(Phone(f"+467{chance.randrange(10**8):08d}"))
    if chance.random() < 0.2:
        phones.append(Phone(firm.switchboard))
    emails = []
    if chance.random() < 0.7:
        emails.append(Email(f"{_plain(given)}.{_plain(family)}{number}@{firm.domain}"))
    if chance.random() < 0.25:
        emails.append(Email(f"info@{firm.domain}"))
    roles = (Role(companies[place].id),) if chance.random() < 0.9 else ()
    identity = UUID(int=chance.getrandbits(128), version=4)
    return Person(id=identity, name=f"{given} {family}", roles=roles, phones=tuple(phones), emails=tuple(emails))


def _plain(text: str) -> str:
    return text.casefold().translate(str.maketrans("åäöé", "aaoe"))


def _typo(chance: random.Random, person: Person) -> Person:
    """One slip of the finger in the name, and only some of the contacts come along."""
    words = person.name.split()
    place = max(range(len(words)), key=lambda n: len(words[n]))
    word, spot = words[place], chance.randrange(1, len(words[place]))
    slips = (
        word[:spot] + word[spot + 1 :],
        word[:spot] + word[spot] + word[spot:],
        word[:spot] + chance.choice("aeinrstlk") + word[spot + 1 :],
        word[: spot - 1] + word[spot] + word[spot - 1] + word[spot + 1 :],
    )
    words[place] = chance.choice(slips)
    return _some_contacts(chance, replace(person, name=" ".join(words)))


def _swapped(chance: random.Random, person: Person) -> Person:
    """Family name first."""
    return _some_contacts(chance, replace(person, name=" ".join(reversed(person.name.split()))))


def _new_phone(chance: random.Random, person: Person) -> Person:
    """The same name at the same firm with another number."""
    return replace(person, phones=(Phone(f"+467{chance.randrange(10**8):08d}"),), emails=())


def _married(chance: random.Random, person: Person) -> Person:
    """Another family name; telephone, address or firm stayed."""
    given = person.name.split()[0]
    emails = tuple(email for email in person.emails if chance.random() < 0.5)
    return replace(person, name=f"{given} {_family(chance)}", emails=emails)


def _marks_lost(chance: random.Random, person: Person) -> Person:
    """Typed on a foreign keyboard, or in small letters."""
    name = person.name.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    return _some_contacts(chance, replace(person, name=name.lower() if chance.random() < 0.5 else name))


def _some_contacts(chance: random.Random, person: Person) -> Person:
    phones = person.phones if chance.random() < 0.6 else ()
    emails = person.emails if chance.random() < 0.5 else ()
    roles = person.roles if chance.random() < 0.8 or not (phones or emails) else ()
    return replace(person, phones=phones, emails=emails, roles=roles)


DAMAGES: dict[str, Callable[[random.Random, Person], Person]] = {
    "typo": _typo,
    "swapped": _swapped,
    "new phone": _new_phone,
    "married": _married,
    "marks": _marks_lost,
}
