"""A register with planted doubles and traps, whose truth is known. Written apart from the scorer: nothing of it is imported here.

A double is planted only where a human could find it: it shares a telephone, an address or a firm with its original. One that
shares nothing (a married name, a new number, no firm) is drawn again; how many were is told (`Planted.redrawn`). Nor is a name
alone enough: 50,000 people have thousands of namesakes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.storage.database import Signature
from tests.ready import fresh_workspace

T = TypeVar("T", Person, Company)
Damage = Callable[[random.Random, Person], Person]

GIVEN = (
    "Anna Eva Maria Karin Kristina Lena Sara Emma Kerstin Ingrid Malin Jenny Hanna Åsa Elin Sofia Linnea Ulla Birgitta Marie "
    "Lars Anders Johan Per Erik Karl Mikael Jan Peter Thomas Daniel Fredrik Hans Bengt Mats Andreas Stefan Göran Björn Håkan "
    "Nils Olof Sven Åke Jörgen Henrik Magnus Patrik Tobias Viktor Oskar Simon Mohammed Ali Fatima Zahra Amir Yusuf Dragan Milan"
).split()
_ROOTS = (
    "Berg Lund Ström Sjö Holm Lind Dal Ek Gran Björk Al Asp Hag Ny Norr Söder Öster Väster Sund Skog Mark Äng Å Fors Wall Sand "
    "Hall Kvist Rosen Liljen Engel Silver Guld Stål Järn Sten Klint Back Hed Mo"
).split()
_ENDS = "man gren kvist ström lund berg blad dahl qvist stedt fors vall by holm mark wik sson ell ing in en".split()
_SONS = "Anders Johan Karl Nil Erik Lar Ol Per Sven Gustaf Jon".split()
_TRADES = "Bygg Måleri El Städ Åkeri Snickeri Plåt VVS Mark Konsult Data Catering Trädgård Glas Golv Tak Svets Mekaniska".split()
PLACES = "Ludvika Falun Borlänge Mora Avesta Säter Leksand Rättvik Smedjebacken Hedemora".split()
#: Families that sound alike and are two: what father and son, or a firm and its owner, are called.
_NEARLY = (("Berg", "Bergh"), ("Lind", "Lindh"), ("Nylund", "Nylundh"), ("Dahl", "Dahle"), ("Ekman", "Ekmann"), ("Holm", "Holmé"))
_SIBLINGS = (("Anna", "Hanna", "Johanna"), ("Lena", "Lina", "Linda"), ("Per", "Peter", "Pernilla"), ("Bo", "Eva", "Karin"))


@dataclass
class Planted:
    """A register and its truth: which pairs are one (and by which damage), and which only look like it (and by which trap)."""

    house: House
    truth: dict[frozenset[UUID], str] = field(default_factory=dict)
    traps: dict[frozenset[UUID], str] = field(default_factory=dict)
    redrawn: int = 0


@dataclass(frozen=True, slots=True)
class Firm:
    """What the colleagues of one firm share."""

    company: Company
    domain: str
    switchboard: Phone
    mailbox: Email


@dataclass(frozen=True, slots=True)
class Names:
    """Where the names of a register come from."""

    given: Sequence[str]
    family: Callable[[random.Random], str]

    def draw(self, chance: random.Random) -> str:
        """Return a whole name."""
        return f"{chance.choice(self.given)} {self.family(chance)}"


def make_people(
    folder: Path,
    people: int = 50_000,
    planted: int = 2_000,
    seed: int = 7,
    damages: Mapping[str, Damage] | None = None,
    names: Names | None = None,
) -> Planted:
    """Make a register of `people`, the traps among them, with `planted` doubles besides."""
    chance, names = random.Random(seed), names or Names(GIVEN, family)
    firms = [_firm(chance, number) for number in range(people // 5)]
    traps: dict[frozenset[UUID], str] = {}
    groups = _trapped(chance, firms, names, people // 250)
    trapped = [one for name, group in groups for one in _noted(name, group, traps)]
    ordinary = [
        person(chance, chance.choice(firms), number, names.draw(chance)) for number in range(people - len(trapped))
    ]
    result = Planted(House(fresh_workspace(folder / f"doubles-{seed}.outreach", Signature("Bench"))), traps=traps)
    doubles = plant(chance, result, ordinary, planted, damages or DAMAGES, in_common)
    keep(chance, result.house, [firm.company for firm in firms], [*ordinary, *trapped, *doubles])
    return result


def plant(
    chance: random.Random,
    result: Planted,
    originals: Sequence[T],
    planted: int,
    damages: Mapping[str, Callable[[random.Random, T], T]],
    tells: Callable[[T, T], bool],
) -> list[T]:
    """Return doubles of some originals, each damaged in one way, and note the truth. `tells`: whether a human could tell."""
    doubles: list[T] = []
    kinds = list(damages)
    for original in chance.sample(originals, len(originals)):
        if len(doubles) == planted:
            break
        name = kinds[len(doubles) % len(kinds)]
        double = damages[name](chance, replace(original, id=new_id(chance)))
        if tells(original, double):
            doubles.append(double)
            result.truth[frozenset({original.id, double.id})] = name
        else:
            result.redrawn += 1
    return doubles


def in_common(one: Person, other: Person) -> bool:
    """Say whether a human could tell that two are one: the same telephone, address or firm."""
    numbers = {_digits(phone.number) for phone in one.phones} & {_digits(phone.number) for phone in other.phones}
    mails = {mail.address.casefold() for mail in one.emails} & {mail.address.casefold() for mail in other.emails}
    firms = {role.company for role in one.roles} & {role.company for role in other.roles}
    return bool(numbers or mails or firms)


def keep(chance: random.Random, house: House, companies: Sequence[Company], people: list[Person]) -> None:
    """Put everybody into the register, in no order."""
    chance.shuffle(people)
    with house.database.work("Made") as work:
        work.add_many(Kind.COMPANY, companies)
        work.add_many(Kind.PERSON, people)


def new_id(chance: random.Random) -> UUID:
    """Return an id that the seed decides."""
    return UUID(int=chance.getrandbits(128), version=4)


def mobile(chance: random.Random) -> Phone:
    """Return somebody's own number."""
    return Phone(f"+467{chance.choice('02369')}{chance.randrange(10**7):07d}")


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())[-8:]


# Ordinary people -----------------------------------------------------------------------------------------------------


def _firm(chance: random.Random, number: int) -> Firm:
    name = f"{chance.choice(_ROOTS)}{chance.choice(_ENDS)}s {chance.choice(_TRADES)} i {chance.choice(PLACES)} {number} AB"
    domain = f"firma{number}.example"
    company = Company(id=new_id(chance), name=name)
    return Firm(company, domain, Phone(f"+4624{chance.randrange(10**7):07d}"), Email(f"info@{domain}"))


def family(chance: random.Random) -> str:
    """Return a family name: a quarter are -sson, as in life."""
    if chance.random() < 0.25:
        return f"{chance.choice(_SONS)}sson"
    return f"{chance.choice(_ROOTS)}{chance.choice(_ENDS)}"


def person(chance: random.Random, firm: Firm, number: int, name: str) -> Person:
    """Return one invented person at a firm, with what such a person leaves at a fair."""
    phones, emails = [], []
    if chance.random() < 0.8:
        phones.append(mobile(chance))
    if chance.random() < 0.2:
        phones.append(firm.switchboard)
    if chance.random() < 0.7:
        emails.append(Email(f"{plain(name).replace(' ', '.')}{number}@{firm.domain}"))
    if chance.random() < 0.25:
        emails.append(firm.mailbox)
    roles = (Role(firm.company.id),) if chance.random() < 0.9 else ()
    return Person(id=new_id(chance), name=name, roles=roles, phones=tuple(phones), emails=tuple(emails))


def plain(text: str) -> str:
    """Return a text as it stands in an address."""
    return text.casefold().translate(str.maketrans("åäöé", "aaoe"))


# Traps ---------------------------------------------------------------------------------------------------------------


def _trapped(chance: random.Random, firms: Sequence[Firm], names: Names, count: int) -> list[tuple[str, list[Person]]]:
    """Return groups of people who look alike and are not, `count` groups of each kind: 200 of each among 50,000."""
    makers = (_namesakes, _a_family, _father_and_son, _senior_and_junior, _colleagues, _a_couple)
    return [make(chance, firms, names, number) for make in makers for number in range(count)]


def _noted(name: str, group: list[Person], traps: dict[frozenset[UUID], str]) -> list[Person]:
    for one in group:
        traps |= {frozenset({one.id, other.id}): name for other in group if other.id != one.id}
    return group


def _namesakes(chance: random.Random, firms: Sequence[Firm], names: Names, number: int) -> tuple[str, list[Person]]:
    name = names.draw(chance)
    return "namesakes", [person(chance, firm, 10**6 + number, name) for firm in chance.sample(firms, 2)]


def _a_family(chance: random.Random, firms: Sequence[Firm], names: Names, number: int) -> tuple[str, list[Person]]:
    """Three of one family at one firm: one switchboard, one mailbox, given names that may look alike."""
    firm, name = chance.choice(firms), names.family(chance)
    given = chance.choice(_SIBLINGS)
    return "a family", [_worker(chance, firm, f"{one} {name}", number, own=0.7) for one in given]


def _father_and_son(chance: random.Random, firms: Sequence[Firm], names: Names, number: int) -> tuple[str, list[Person]]:
    """ "Lars Berg" and "Lars Bergh" at one firm."""
    firm, given, families = chance.choice(firms), chance.choice(names.given), chance.choice(_NEARLY)
    return "father and son", [_worker(chance, firm, f"{given} {name}", number, own=0.7) for name in families]


def _senior_and_junior(chance: random.Random, firms: Sequence[Firm], names: Names, number: int) -> tuple[str, list[Person]]:
    """The very same name at one firm; each has a number and an address of the own, or nobody could tell."""
    firm, name = chance.choice(firms), names.draw(chance)
    return "senior and junior", [_worker(chance, firm, name, f"{number}{which}", own=1) for which in ("sr", "jr")]


def _colleagues(chance: random.Random, firms: Sequence[Firm], names: Names, number: int) -> tuple[str, list[Person]]:
    """Six with one switchboard and one mailbox; two of them share the given name. Some firms answer on one mobile."""
    firm = chance.choice(firms)
    shared = mobile(chance) if chance.random() < 0.3 else firm.switchboard
    given = chance.sample(names.given, 5)
    six = [f"{one} {names.family(chance)}" for one in (*given, given[0])]
    return "colleagues", [
        replace(_worker(chance, firm, name, number, own=0.2), phones=(shared,), emails=(firm.mailbox,)) for name in six
    ]


def _a_couple(chance: random.Random, firms: Sequence[Firm], names: Names, number: int) -> tuple[str, list[Person]]:
    """Two who share a firm, a mobile and an address: "bergs@hotmail.example"."""
    firm, name = chance.choice(firms), names.family(chance)
    his, hers = mobile(chance), Email(f"{plain(name)}s{number}@hemma.example")
    both = [_worker(chance, firm, f"{one} {name}", number, own=0) for one in chance.sample(names.given, 2)]
    return "a couple", [replace(one, phones=(his,), emails=(hers,)) for one in both]


def _worker(chance: random.Random, firm: Firm, name: str, number: int | str, own: float) -> Person:
    """Return one who works at a small firm: its switchboard and mailbox, and with chance `own` something of the own each."""
    phones = [firm.switchboard, *([mobile(chance)] if chance.random() < own else [])]
    mails = [firm.mailbox]
    if chance.random() < own:
        mails.append(Email(f"{plain(name).replace(' ', '.')}.{number}@{firm.domain}"))
    return Person(id=new_id(chance), name=name, roles=(Role(firm.company.id),), phones=tuple(phones), emails=tuple(mails))


# Damage --------------------------------------------------------------------------------------------------------------


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
    return some_contacts(chance, replace(person, name=" ".join(words)))


def _swapped(chance: random.Random, person: Person) -> Person:
    """Family name first."""
    return some_contacts(chance, replace(person, name=" ".join(reversed(person.name.split()))))


def _new_phone(chance: random.Random, person: Person) -> Person:
    """The same name at the same firm with another number."""
    return replace(person, phones=(mobile(chance),), emails=())


def _married(chance: random.Random, person: Person) -> Person:
    """Another family name; telephone, address or firm stayed."""
    given = person.name.split()[0]
    emails = tuple(email for email in person.emails if chance.random() < 0.5)
    return replace(person, name=f"{given} {family(chance)}", emails=emails)


def _marks_lost(chance: random.Random, person: Person) -> Person:
    """Typed on a foreign keyboard, or in small letters."""
    name = person.name.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    return some_contacts(chance, replace(person, name=name.lower() if chance.random() < 0.5 else name))


def some_contacts(chance: random.Random, person: Person) -> Person:
    """Return the person with some of the telephones, addresses and firms."""
    phones = person.phones if chance.random() < 0.6 else ()
    emails = person.emails if chance.random() < 0.5 else ()
    roles = person.roles if chance.random() < 0.8 or not (phones or emails) else ()
    return replace(person, phones=phones, emails=emails, roles=roles)


DAMAGES: dict[str, Damage] = {
    "typo": _typo,
    "swapped": _swapped,
    "new phone": _new_phone,
    "married": _married,
    "marks": _marks_lost,
}
