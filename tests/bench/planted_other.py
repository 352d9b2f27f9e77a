"""The second damage, held out: other slips than those of `planted.py`, put in after the scorer was finished and never tuned to.

Names come from the bench's other register. What is done to them is what happens to names on paper lists, in scanned cards and
over the years.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from outreach.domain.contact import Email, Phone
from outreach.domain.person import Person
from tests.bench import register
from tests.bench.planted import Damage, Names, Planted, family, make_people, mobile, plain, some_contacts

_OCR = (
    ("rn", "m"), ("m", "rn"), ("l", "i"), ("ö", "o"), ("å", "a"), ("ä", "a"), ("tt", "t"), ("ck", "k"), ("B", "8"), ("o", "0"),
)  # fmt: skip
_RESPELLED = (
    ("ss", "s"), ("K", "C"), ("qv", "kv"), ("kv", "qv"), ("ph", "f"), ("dah", "da"), ("wa", "va"), ("th", "t"), ("berg", "bergh"),
)  # fmt: skip
_PETS = {
    "Lars": "Lasse", "Karl": "Kalle", "Per": "Pelle", "Nils": "Nisse", "Bo": "Bosse", "Jan": "Janne", "Mikael": "Micke",
    "Hans": "Hasse", "Stefan": "Steffe", "Thomas": "Tompa", "Fredrik": "Fredde", "Kristina": "Kicki", "Gunilla": "Nilla",
    "Elisabeth": "Lisa", "Birgitta": "Gittan", "Daniel": "Danne", "Magnus": "Mange", "Ulrika": "Ullis",
}  # fmt: skip


def make_other_people(folder: Path, people: int = 50_000, planted: int = 2_000, seed: int = 90) -> Planted:
    """Make a register of other names with the other damage."""
    names = Names(register.GIVEN, lambda chance: chance.choice(register.FAMILIES))
    return make_people(folder, people, planted, seed, OTHER_DAMAGES, names)


def _middle_name(chance: random.Random, person: Person) -> Person:
    given, rest = person.name.split(" ", 1)
    return some_contacts(chance, replace(person, name=f"{given} {chance.choice(register.GIVEN)} {rest}"))


def _double_name(chance: random.Random, person: Person) -> Person:
    return some_contacts(chance, replace(person, name=f"{person.name}-{family(chance)}"))


def _initial(chance: random.Random, person: Person) -> Person:
    given, rest = person.name.split(" ", 1)
    return some_contacts(chance, replace(person, name=f"{given[0]}. {rest}"))


def _pet_name(chance: random.Random, person: Person) -> Person:
    given, rest = person.name.split(" ", 1)
    return some_contacts(chance, replace(person, name=f"{_PETS.get(given, given)} {rest}"))


def _scanned(chance: random.Random, person: Person) -> Person:
    """One or two letters read wrongly by a scanner."""
    return some_contacts(chance, replace(person, name=_with_slip(chance, person.name, _OCR)))


def _respelled(chance: random.Random, person: Person) -> Person:
    return some_contacts(chance, replace(person, name=_with_slip(chance, person.name, _RESPELLED)))


def _with_slip(chance: random.Random, name: str, slips: tuple[tuple[str, str], ...]) -> str:
    fitting = [one for one in slips if one[0] in name[1:]]
    for wrong, seen in chance.sample(fitting, min(len(fitting), 1 + (chance.random() < 0.3))):
        name = name[0] + name[1:].replace(wrong, seen, 1)
    return name


def _capitals(chance: random.Random, person: Person) -> Person:
    """As an exhibitor list has it: "BERG, Anna"."""
    given, rest = person.name.split(" ", 1)
    return some_contacts(chance, replace(person, name=f"{rest.upper()}, {given}"))


def _number_written(chance: random.Random, person: Person) -> Person:
    """The number as it was typed, and no firm."""
    phones = tuple(Phone(f"0{one.number[3:5]}-{one.number[5:8]} {one.number[8:10]} {one.number[10:]}") for one in person.phones)
    return replace(person, phones=phones, roles=() if phones else person.roles)


def _new_job(chance: random.Random, person: Person) -> Person:
    """The mobile came along to another firm, the address did not."""
    return replace(person, roles=(), emails=(Email(f"{plain(person.name).replace(' ', '.')}@ny{chance.randrange(10**6)}.example"),))


def _new_address(chance: random.Random, person: Person) -> Person:
    """The firm changed its addresses and its telephones: only name and firm are left, and both have something of their own."""
    mail = Email(f"{plain(person.name)[:2]}{chance.randrange(10**5)}@ny.example")
    return replace(person, emails=(mail,), phones=(mobile(chance),))


def _two_slips(chance: random.Random, person: Person) -> Person:
    """A letter is missing in each word, in a hurry."""
    words = []
    for word in person.name.split():
        spot = chance.randrange(1, len(word)) if len(word) > 4 else len(word)
        words.append(word[:spot] + word[spot + 1 :])
    return some_contacts(chance, replace(person, name=" ".join(words)))


def _took_a_name(chance: random.Random, person: Person) -> Person:
    """Married: the old family name is kept as a middle name or dropped, the address follows the new name."""
    given, rest = person.name.split(" ", 1)
    name = f"{given} {rest} {family(chance)}" if chance.random() < 0.4 else f"{given} {family(chance)}"
    return replace(person, name=name, emails=())


OTHER_DAMAGES: dict[str, Damage] = {
    "middle name": _middle_name,
    "double name": _double_name,
    "initial": _initial,
    "pet name": _pet_name,
    "scanned": _scanned,
    "respelled": _respelled,
    "capitals": _capitals,
    "number as typed": _number_written,
    "new job": _new_job,
    "new address": _new_address,
    "two slips": _two_slips,
    "took a name": _took_a_name,
}
