"""A seeded register to measure with: people, companies, conversations and follow-ups of an invented large municipality.

The names are put together from parts (some 800 family names, 70 given names), so that a prefix of three letters hits a few per
cent of the people: harder than life. The stores' own `insert_many` fills it in one transaction; the journal stays empty.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from outreach.domain.company import Company, SizeClass
from outreach.domain.contact import Address, Email, Phone
from outreach.domain.event import Event, EventKind
from outreach.domain.follow_up import FollowUp
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import UNIT_ID, Officer, Unit
from outreach.domain.when import zoned
from outreach.storage.database import Database, Signature, create_workspace

T = TypeVar("T")

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
#: Records that go into the stores at once; keeps the memory of a large register small.
PORTION = 5_000

GIVEN = (
    "Anna Maria Eva Karin Kristina Lena Elisabeth Sara Emma Hanna Ingrid Malin Jenny Linda Annika Susanne Åsa "
    "Cecilia Ulrika Märta Ylva Östen Gunilla Birgitta Monica Marie Helena Johanna Sofia Elin Ida Julia Frida Maja "
    "Klara Agnes Astrid Lars Karl Anders Johan Per Mikael Nils Erik Jan Peter Thomas Hans Fredrik Bengt Daniel "
    "Mats Bo Gunnar Göran Håkan Åke Örjan Stefan Magnus Jonas Mattias Ahmed Ali Mohammed Fatima Zahra Leyla "
    "Dragan Olena"
).split()
_FIRST_PARTS = (
    "Berg Lind Sjö Ny Ek Al Sand Ström Hög Norr Söder Öst Väst Dal Holm Gran Björk Ceder Ros Ång Åker Häll Lund "
    "Malm Forss"
).split()
_LAST_PARTS = (
    "ström berg qvist gren lund man dahl stedt holm blad strand vall mark fors vik gård sten löf ros rot bäck näs "
    "ås ell in en"
).split()
_PATRONYMICS = (
    "Anders Johan Karl Nils Erik Lars Ols Pers Svens Gustafs Peters Jons Jans Hans Bengts Jöns Måns Mårtens Axels "
    "Jakobs"
).split()
FAMILIES = [first + last for first in _FIRST_PARTS for last in _LAST_PARTS] + [one + "son" for one in _PATRONYMICS] * 6
TRADES = (
    "Bygg Måleri Städ Konsult El Rör Transport Schakt Trädgård Data Plåt Golv Tryckeri Catering Skog Mekaniska "
    "Åkeri Säkerhet"
).split()
FORMS = ("AB", "HB", "i Örebro AB", "& Söner AB", "Ek. för.")
TOWNS = (
    "Örebro Smedjebacken Ludvika Falun Borlänge Östersund Umeå Luleå Gävle Västerås Malmö Åmål Ängelholm Sälen "
    "Härnösand"
).split()
MUNICIPALITIES = (
    "1880",
    "2061",
    "2085",
    "2080",
    "2081",
    "2380",
    "2480",
    "2580",
    "2180",
    "1980",
    "1280",
    "1492",
    "1292",
    "2023",
    "2280",
)
TITLES = ("vd", "säljare", "projektledare", "ekonomichef", "platschef", "inköpare", "anbudsansvarig", "")
TAGS = (
    "bygg",
    "städ",
    "livsmedel",
    "it",
    "snöröjning",
    "ramavtal",
    "lokal",
    "miljö",
    "vård",
    "konsult",
    "ny 2026",
    "återkom",
)
SUBJECTS = (
    "frågade om snöröjning", "vill ha ramavtalet för måleri", "kan börja i mars", "undrar över kraven på miljöledning",
    "har ny broschyr", "söker underleverantörer", "vill delta i marknadsdialogen", "lämnade inget anbud förra gången",
)  # fmt: skip
#: What an officer types; each is typed letter by letter, from one to eight.
TYPED = (
    "anderssonlars", "lindström", "åkerberg", "örebro", "bergström", "konsult", "snöröjning", "projektledare", "070123456",
    "elisabeth", "trädgård", "xylofonist",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How much the register holds beside `people`; all follow from it."""

    people: int

    @property
    def companies(self) -> int:
        """20,000 companies for 50,000 people."""
        return max(20, self.people * 2 // 5)

    @property
    def meetings(self) -> int:
        """20,000 conversations for 50,000 people."""
        return max(20, self.people * 2 // 5)


def make_register(path: Path, people: int, seed: int = 11) -> Database:
    """Make a workspace with `people` people and all that belongs to them, and return it open."""
    database = create_workspace(path, Signature("Anna Ek", "bench", lambda: NOW))
    fill(database, people, seed)
    return database


def fill(database: Database, people: int, seed: int = 11) -> None:
    """Put `people` people and all that belongs to them into an empty workspace."""
    chance, size = random.Random(seed), Size(people)
    with database.work("Filled") as work:
        work.units.insert(Unit(id=UNIT_ID, municipality="Örebro kommun", website="https://orebro.example/inkop"), NOW)
        work.officers.insert(Officer(name="Anna Ek", title="upphandlare", email="anna.ek@orebro.example"), NOW)
        tenders = [_tender(chance, number) for number in range(40)]
        work.tenders.insert_many(tenders, NOW)
        events = [event(chance, number) for number in range(40)]
        work.events.insert_many(events, NOW)
        companies: list[UUID] = []
        for portion in portions(company(chance, number) for number in range(size.companies)):
            work.companies.insert_many(portion, NOW)
            companies += [one.id for one in portion]
        known: list[Person] = []
        for people_portion in portions(_person(chance, number, companies) for number in range(size.people)):
            work.people.insert_many(people_portion, NOW)
            known += people_portion
        talks = portions(_meeting(chance, known, [one.id for one in events]) for _ in range(size.meetings))
        for talk_portion in talks:
            work.meetings.insert_many(talk_portion, NOW)
        work.follow_ups.insert_many([_follow_up(chance, known) for _ in range(size.meetings // 4)], NOW)


def portions(records: Iterator[T]) -> Iterator[list[T]]:
    """Cut a long row of records into portions."""
    portion: list[T] = []
    for record in records:
        portion.append(record)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion


def new_id(chance: random.Random) -> UUID:
    """Return an id that the seed decides."""
    return UUID(int=chance.getrandbits(128), version=4)


def company(chance: random.Random, number: int) -> Company:
    """Return one invented company."""
    name = f"{chance.choice(FAMILIES)}s {chance.choice(TRADES)} {chance.choice(FORMS)}"
    place = chance.randrange(len(TOWNS))
    return Company(
        id=new_id(chance),
        version=1,
        name=name,
        municipality=MUNICIPALITIES[place],
        size=chance.choice(tuple(SizeClass)),
        cpv=(chance.choice(("45233141", "90910000", "72000000", "15800000")),),
        tags=tuple(chance.sample(TAGS, chance.randrange(3))),
        emails=(Email(f"info@foretag{number}.example"),),
        phones=(_phone(chance),),
        addresses=(Address(f"Storgatan {number % 90 + 1}", "702 10", TOWNS[place]),),
    )


def person_name(chance: random.Random) -> tuple[str, str]:
    """Return a given and a family name."""
    return chance.choice(GIVEN), chance.choice(FAMILIES)


def event(chance: random.Random, number: int) -> Event:
    """Return one invented event of the years 2025 to 2027."""
    start = datetime(2025, 1, 7, 7, 30) + timedelta(days=chance.randrange(1_000), hours=chance.randrange(10))
    kind = chance.choice(tuple(EventKind))
    return Event(
        id=new_id(chance),
        version=1,
        title=f"Näringslivsträff {number} i {chance.choice(TOWNS)}",
        when=zoned(start, start + timedelta(hours=2)),
        kind=kind,
        place=f"Konserthuset, {chance.choice(TOWNS)}",
        booth=f"C{number % 40}" if kind is EventKind.FAIR else "",
        description="Vi berättar om kommande upphandlingar; fråga vad du vill. " * 3,
        uid=f"{new_id(chance)}@outreach",
        sequence=number % 3,
    )


def _person(chance: random.Random, number: int, companies: list[UUID]) -> Person:
    given, family = person_name(chance)
    roles = [
        Role(chance.choice(companies), chance.choice(TITLES)) for _ in range(chance.choices((0, 1, 2), (1, 8, 1))[0])
    ]
    return Person(
        id=new_id(chance),
        version=1,
        name=f"{given} {family}",
        given=given,
        family=family,
        roles=tuple({role.company: role for role in roles}.values()),
        emails=(Email(f"person{number}@foretag{number % 20_000}.example"),),
        phones=(_phone(chance),),
        tags=tuple(chance.sample(TAGS, chance.randrange(3))),
        notes=chance.choice(SUBJECTS) if chance.random() < 0.4 else "",
        source="Företagsgalan 2026-10-11",
    )


def _meeting(chance: random.Random, people: list[Person], events: list[UUID]) -> Meeting:
    person = chance.choice(people)
    return Meeting(
        id=new_id(chance),
        version=1,
        at=NOW - timedelta(minutes=chance.randrange(600_000)),
        officer="Anna Ek",
        event=chance.choice(events),
        person=person.id,
        company=person.roles[0].company if person.roles else None,
        note=chance.choice(SUBJECTS),
    )


def _follow_up(chance: random.Random, people: list[Person]) -> FollowUp:
    person = chance.choice(people)
    due = (NOW + timedelta(days=chance.randrange(-30, 60))).date()
    done = NOW if chance.random() < 0.5 else None
    return FollowUp(id=new_id(chance), version=1, due=due, text="ring", person=person.id, officer="Anna Ek", done=done)


def _tender(chance: random.Random, number: int) -> Tender:
    return Tender(
        id=new_id(chance),
        version=1,
        title=f"{chance.choice(TRADES)}tjänster till kommunens fastigheter, område {number}",
        description="Löpande arbeten i skolor, förskolor och äldreboenden. Du kan lämna anbud på en del eller på allt.",
        reference=f"KS 2026/{number:04}",
        cpv=("45233141",),
        stage=chance.choice((Stage.IDEA, Stage.PLANNED, Stage.ADVERTISED)),
        expected_publication=(NOW + timedelta(days=10 + number * 5)).date(),
        contract_months=24,
        officer="Anna Ek",
    )


def _phone(chance: random.Random) -> Phone:
    return Phone(f"+4670{chance.randrange(1_000_000, 9_999_999)}", "mobile")
