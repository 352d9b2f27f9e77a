"""What the tests of lists build on: a context on a real workspace, and many records made fast, past the services."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import insert

from outreach.domain.company import Company, SizeClass
from outreach.domain.contact import Address, Email, Phone
from outreach.domain.event import Event, EventKind
from outreach.domain.follow_up import FollowUp
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.search_text import plain
from outreach.domain.sorting import sort_key
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.services.house import House
from outreach.storage import search_index, tables
from outreach.storage.database import Signature
from outreach.ui.changes import ChangeBus
from outreach.ui.context import Context, Wishes
from outreach.ui.memory import Memory
from outreach.ui.tasks import Tasks
from outreach.ui.words import Words
from tests.ready import fresh_workspace

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
GIVEN = ("Anna", "Björn", "Cecilia", "Dawit", "Elin", "Fatima", "Gustav", "Hanna", "Ivar", "Jenny", "Åsa", "Östen")
FAMILY = ("Berg", "Ek", "Lindqvist", "Nyström", "Persson", "Öberg", "Åkesson", "Wallin", "Hassan", "Sjöö")
TRADES = ("Bygg", "Måleri", "Snöröjning", "El", "Schakt", "Städ", "Trädgård", "Plåt", "Rör", "Catering", "Åkeri")
TAGS = ("bygg", "snö", "lokal", "första mötet", "ramavtal", "miljö")
NOTES = (
    "Asked about the snow clearing contract and when it is advertised next.",
    "Would like help with the form for ESPD; has never bid before.",
    "Said that the lots of the last paving tender were too large for them.",
    "Wants to hear of smaller jobs under the direct award limit.",
)


def make_context(house: House, language: str = "en") -> Context:
    """Return all that a page needs, on one workspace."""
    return Context(house, Tasks(), ChangeBus(), Words(Language(language)), Memory(), Wishes())


def make_house(folder: Path) -> House:
    """Return the services of a new, empty workspace; its clock stands still."""
    return House(fresh_workspace(folder / "test.outreach", Signature("Anna Ek", clock=lambda: NOW)))


def town(house: House, count: int = 50) -> tuple[list[Company], list[Person]]:
    """Fill a workspace with companies, people, three events, conversations and follow-ups, always the same."""
    chance = random.Random(4)
    companies = [_company(number, chance) for number in range(count)]
    people = [_person(number, chance, companies) for number in range(count)]
    start = datetime(2026, 10, 11, 18)
    events = [
        Event(
            title=title, when=zoned(start + timedelta(days=14 * n), start + timedelta(days=14 * n, hours=3)), kind=kind
        )
        for n, (title, kind) in enumerate(
            [("Business gala 2026", EventKind.GALA), ("Breakfast at the library", EventKind.BREAKFAST)]
        )
    ]
    with house.database.work("Filled") as work:
        for kind, records in ((Kind.COMPANY, companies), (Kind.PERSON, people), (Kind.EVENT, events)):
            for record in records:
                work.save(kind, record)
        for number in range(count * 2):
            person = people[number % len(people)]
            work.save(
                Kind.MEETING,
                Meeting(
                    at=NOW - timedelta(days=chance.randrange(400), hours=chance.randrange(8)),
                    officer="Anna Ek",
                    event=chance.choice([events[0].id, events[1].id, None]),
                    person=person.id,
                    company=person.roles[0].company,
                    note=chance.choice(NOTES),
                    tags=(chance.choice(TAGS),) if number % 3 == 0 else (),
                ),
            )
        for number in range(0, count, 4):
            due = date(2026, 11, 16) + timedelta(days=number)
            promise = FollowUp(
                due=due, text="Send the leaflet about bidding", person=people[number].id, officer="Anna Ek"
            )
            work.save(Kind.FOLLOW_UP, promise)
            work.save(
                Kind.FOLLOW_UP, FollowUp(due=due, text="Call back", company=companies[number].id, officer="Ola Nord")
            )
    return companies, people


def many_companies(house: House, count: int) -> None:
    """Write `count` companies straight into the tables with their search words: seconds for 50,000."""
    chance = random.Random(7)
    patterns = [_company(number, chance) for number in range(97)]
    with house.database.work("Filled") as work:
        values = [work.companies._values(one, NOW) for one in patterns]
        rows, terms, words = [], [], []
        for row in range(1, count + 1):
            base, one = patterns[row % 97], uuid4()
            name = f"{base.name.removesuffix(' AB')} {row} AB"
            body = values[row % 97]["body"] | {"name": name}
            own = {"row": row, "id": one, "created": NOW, "name": name, "sort": sort_key(name), "body": body}
            rows.append(values[row % 97] | own)
            terms.append({"kind": "company", "owner": one, "field": "tag", "value": TAGS[row % len(TAGS)]})
            words.append((row, f"{plain(name.casefold())} {name.casefold()}"))
        work.connection.execute(insert(tables.company), rows)
        work.connection.execute(insert(tables.term), terms)
        search_index.write_many(work.connection, "company", words)


def _company(number: int, chance: random.Random) -> Company:
    family, trade = chance.choice(FAMILY), chance.choice(TRADES)
    return Company(
        name=f"{family}s {trade} {number + 1} AB",
        org_number="",
        sole_trader=number % 9 == 0,
        municipality=chance.choice(("2061", "2081", "2080", "1280", "")),
        sni=(chance.choice(("43.210", "81.210", "49.410", "41.200")),),
        size=chance.choice(list(SizeClass)),
        cpv=tuple(chance.sample(("90620000", "45233000", "45442100", "77310000", "55520000"), chance.randrange(3))),
        tags=tuple(chance.sample(TAGS, chance.randrange(3))),
        emails=(Email(f"info{number}@bolag.example", "work"),),
        phones=(Phone(f"+467012{number % 100000:05}", "mobile"),),
        addresses=(Address("Storgatan 4", "777 30", "Smedjebacken"),) if number % 2 else (),
        website="https://www.bolag.example" if number % 5 == 0 else "",
        notes="Has two employees who want to learn how to bid." if number % 4 == 0 else "",
        source="Business gala 2026",
    )


def _person(number: int, chance: random.Random, companies: list[Company]) -> Person:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    roles = (Role(companies[number % len(companies)].id, chance.choice(("CEO", "Sales", "Owner", "Site manager"))),)
    if number % 6 == 0:
        roles = (*roles, Role(companies[(number + 3) % len(companies)].id, "Board member"))
    return Person(
        name=f"{given} {family}",
        given=given,
        family=family,
        roles=roles,
        emails=(Email(f"{given.casefold().translate({229: 'a', 246: 'o'})}{number}@bolag.example"),),
        phones=(Phone(f"+467034{number % 100000:05}"),),
        tags=tuple(chance.sample(TAGS, chance.randrange(3))),
        language="sv",
        source="Business gala 2026",
    )
