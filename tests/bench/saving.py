"""Saving: one person, as the form does it; the floor is a bare commit of the same rows to a twin of the register."""

from __future__ import annotations

import random
from dataclasses import replace
from time import thread_time
from uuid import UUID

from outreach.domain.contact import Email, Phone
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.storage.database import open_workspace
from tests.bench.pairs import Case, Result, measure
from tests.bench.raw import Raw, Statement, recording
from tests.bench.register import person_name
from tests.bench.setting import SIGNATURE, Setting

#: People of one bulk insert.
MANY = 5_000


def saving(setting: Setting) -> list[Result]:
    """Add a person, and change one."""
    house = House(open_workspace(setting.copied("saved"), SIGNATURE))
    twin = Raw(setting.copied("twin"))
    chance = random.Random(2)
    companies = house.companies.ids(Listing(Kind.COMPANY))
    known = house.people.ids(Listing(Kind.PERSON))
    written: list[Statement] = []

    def keep(person: Person) -> None:
        with recording(house.database) as sent:
            house.people.save(person)
        written[:] = [one for one in sent if not one.reads]

    def add() -> None:
        keep(new_person(chance, companies))

    def change() -> None:
        person = house.people.get(chance.choice(known))
        keep(replace(person, notes=f"{person.notes} ring efter {chance.randrange(10_000)}"))

    def write() -> None:
        twin.write(written)

    cases = [Case("new person", add, write), Case("changed person", change, write)]
    meaning = "One person is checked, kept with journal and search words, committed (WAL, FULL); floor: the same rows written raw."
    try:
        # Twice as many rounds: a commit waits for the disk, whose mood changes.
        return [measure("save one person", meaning, cases, 2 * setting.rounds)]
    finally:
        house.close()
        twin.close()


def bulk(setting: Setting) -> list[Result]:
    """Many people at once through the store, as imports do it; the floor is `executemany` of the same rows."""
    house = House(open_workspace(setting.copied("bulk"), SIGNATURE))
    twin = Raw(setting.copied("bulk-twin"))
    chance = random.Random(8)
    companies = house.companies.ids(Listing(Kind.COMPANY))
    many = MANY // 10 if setting.small else MANY
    people: list[Person] = []
    written: list[Statement] = []

    def ready() -> None:
        people[:] = [replace(new_person(chance, companies), version=1) for _ in range(many)]

    def insert() -> None:
        with recording(house.database) as sent, house.database.work("") as work:
            work.people.insert_many(people, work.now)
        written[:] = [one for one in sent if not one.reads]

    meaning = (
        f"{many:,} people put into the register with their ties, terms and search words, in one transaction; floor: executemany of "
        "the same rows into the same tables."
    )
    case = Case("people", insert, lambda: twin.write(written), ready)
    try:
        return [measure("bulk insert", meaning, [case], setting.rounds, thread_time)]
    finally:
        house.close()
        twin.close()


def new_person(chance: random.Random, companies: list[UUID]) -> Person:
    """Return a person whom nobody knows yet, at one of these companies."""
    given, family = person_name(chance)
    return Person(
        name=f"{given} {family}",
        roles=(Role(chance.choice(companies), "vd"),),
        emails=(Email(f"ny{chance.randrange(10**9)}@foretag.example"),),
        phones=(Phone(f"070-{chance.randrange(1_000_000, 9_999_999)}"),),
        tags=("bygg",),
        notes="frågade om snöröjning",
    )
