"""Companies with planted doubles: other legal forms, places in the name, slips, no numbers; and workplaces that are none.

Nothing of the scorer is imported here. A double shares its number, a telephone, an address or its street with the original.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from outreach.domain.company import Company
from outreach.domain.contact import Address, Email, Phone
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.storage.database import Signature
from tests.bench import register
from tests.bench.planted import PLACES, Planted, mobile, new_id, plain, plant
from tests.ready import fresh_workspace

Damage = Callable[[random.Random, Company], Company]
_FORMS = ("AB", "AB", "AB", "HB", "KB", "")
_STREETS = "Storgatan Kyrkogatan Industrigatan Verkstadsvägen Hantverkaregatan Engelbrektsgatan".split()
_TRADES = "Bygg Måleri El Städ Åkeri Snickeri Plåt VVS Mark Konsult Data Catering Trädgård Glas Golv Tak Svets".split()


def make_companies(folder: Path, companies: int = 20_000, planted: int = 800, seed: int = 17) -> Planted:
    """Make a register of `companies`, the traps among them, with `planted` doubles besides."""
    chance = random.Random(seed)
    traps: dict[frozenset[UUID], str] = {}
    trapped = [one for make in _TRAPS for number in range(companies // 100) for one in make(chance, number, traps)]
    ordinary = [_company(chance, number) for number in range(companies - len(trapped))]
    result = Planted(House(fresh_workspace(folder / f"companies-{seed}.outreach", Signature("Bench"))), traps=traps)
    everybody = [*ordinary, *trapped, *plant(chance, result, ordinary, planted, DAMAGES, _in_common)]
    chance.shuffle(everybody)
    with result.house.database.work("Made") as work:
        work.add_many(Kind.COMPANY, everybody)
    return result


def _in_common(one: Company, other: Company) -> bool:
    same = one.org_number and one.org_number == other.org_number
    return bool(same or {*one.phones} & {*other.phones} or {*one.emails} & {*other.emails} or {*one.addresses} & {*other.addresses})


def _company(chance: random.Random, number: int) -> Company:
    form, place = chance.choice(_FORMS), chance.choice(PLACES)
    own = f"{chance.choice(register.FAMILIES)}s {chance.choice(_TRADES)}"
    name = f"{own}{chance.choice(('', '', ' & Söner', ' Entreprenad', f' i {place}'))} {form}".strip()
    return Company(
        id=new_id(chance),
        name=name,
        org_number=_number(chance) if chance.random() < 0.8 else "",
        phones=(Phone(f"+4624{chance.randrange(10**7):07d}"),) if chance.random() < 0.7 else (),
        emails=(Email(f"info@{plain(own).replace(' ', '')}{number}.example"),) if chance.random() < 0.7 else (),
        addresses=(Address(f"{chance.choice(_STREETS)} {chance.randrange(1, 90)}", "771 30", place),),
    )


def _number(chance: random.Random) -> str:
    """Return a number with the right check digit; the third digit says a legal person."""
    digits = [5, chance.randrange(10), chance.randrange(2, 10), *(chance.randrange(10) for _ in range(6))]
    doubled = sum(sum(divmod(digit * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return "".join(map(str, [*digits, -doubled % 10]))


# Traps ---------------------------------------------------------------------------------------------------------------


def _workplaces(chance: random.Random, number: int, traps: dict[frozenset[UUID], str]) -> list[Company]:
    """Three workplaces of one company: one name, one number, one mailbox, three places."""
    first = replace(_company(chance, 10**6 + number), org_number=_number(chance))
    found = [
        replace(first, id=new_id(chance), phones=(mobile(chance),), addresses=(Address("Storgatan 1", "771 30", place),))
        for place in chance.sample(PLACES, 3)
    ]
    return _noted("workplaces", found, traps)


def _branches(chance: random.Random, number: int, traps: dict[frozenset[UUID], str]) -> list[Company]:
    """Two workplaces in one town, in two streets."""
    first = replace(_company(chance, 2 * 10**6 + number), org_number=_number(chance), phones=())
    place = first.addresses[0].city
    found = [
        replace(first, id=new_id(chance), addresses=(Address(street, "771 30", place),))
        for street in ("Norra vägen 4", "Hamngatan 12")
    ]
    return _noted("branches", found, traps)


def _forms(chance: random.Random, number: int, traps: dict[frozenset[UUID], str]) -> list[Company]:
    """The owner's AB and HB: one family, one telephone, two companies."""
    first = _company(chance, 3 * 10**6 + number)
    bare = f"{chance.choice(register.FAMILIES)}s {chance.choice(_TRADES)}"
    found = [
        replace(first, id=new_id(chance), name=f"{bare} {form}", org_number=_number(chance), phones=first.phones)
        for form in ("AB", "HB")
    ]
    return _noted("AB and HB", found, traps)


def _neighbours(chance: random.Random, number: int, traps: dict[frozenset[UUID], str]) -> list[Company]:
    """The same name, far apart: "Bergs Bygg" in Mora and in Avesta."""
    name = f"{chance.choice(register.FAMILIES)}s {chance.choice(_TRADES)}"
    found = [
        replace(_company(chance, number), name=f"{name} AB", emails=(), addresses=(Address("Torget 1", "771 30", place),))
        for place in chance.sample(PLACES, 2)
    ]
    return _noted("the same name elsewhere", found, traps)


def _noted(name: str, group: list[Company], traps: dict[frozenset[UUID], str]) -> list[Company]:
    traps |= {frozenset({one.id, other.id}): name for one in group for other in group if one.id != other.id}
    return group


_TRAPS = (_workplaces, _branches, _forms, _neighbours)


# Damage --------------------------------------------------------------------------------------------------------------


def _form_otherwise(chance: random.Random, company: Company) -> Company:
    """The form in full, in front, or left out; no number, as on an exhibitor list."""
    for short, long in (("AB", "Aktiebolag"), ("HB", "Handelsbolag"), ("KB", "Kommanditbolag")):
        if company.name.endswith(f" {short}"):
            bare = company.name[: -len(short) - 1]
            name = chance.choice((f"{bare} {long}", f"{short} {bare}", bare, f"{bare}, {short.lower()}"))
            return _some(chance, replace(company, name=name))
    return _some(chance, replace(company, name=company.name.upper()))


def _with_place(chance: random.Random, company: Company) -> Company:
    """ "Bergs Bygg i Ludvika AB" for "Bergs Bygg AB", and the other way round."""
    words, place = company.name.split(), company.addresses[0].city
    form = words[-1] if words[-1] in _FORMS else ""
    bare = " ".join(words[: -1 if form else None])
    bare = bare.removesuffix(f" i {place}") if f" i {place}" in bare else f"{bare} i {place}"
    return _some(chance, replace(company, name=f"{bare} {form}".strip()))


def _slip(chance: random.Random, company: Company) -> Company:
    word = max(company.name.split(), key=len)
    spot = chance.randrange(1, len(word) - 1)
    wrong = chance.choice((word[:spot] + word[spot + 1 :], word[:spot] + word[spot] + word[spot:]))
    return _some(chance, replace(company, name=company.name.replace(word, wrong, 1)))


def _marks(chance: random.Random, company: Company) -> Company:
    name = company.name.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")).replace("&", "och")
    return _some(chance, replace(company, name=name))


def _moved(chance: random.Random, company: Company) -> Company:
    """Another street in the same place, the same number and mailbox."""
    street = f"{chance.choice(_STREETS)} {chance.randrange(1, 90)}"
    return replace(company, addresses=(Address(street, "771 30", company.addresses[0].city),), phones=())


def _some(chance: random.Random, company: Company) -> Company:
    return replace(
        company,
        org_number=company.org_number if chance.random() < 0.5 else "",
        phones=company.phones if chance.random() < 0.6 else (),
        emails=company.emails if chance.random() < 0.6 else (),
        addresses=company.addresses if chance.random() < 0.7 else (),
    )


DAMAGES: dict[str, Damage] = {
    "form": _form_otherwise,
    "place": _with_place,
    "slip": _slip,
    "marks": _marks,
    "moved": _moved,
}
