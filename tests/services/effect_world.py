"""A made-up register for the effect figures: seeded, with every odd case that a definition has to decide."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.bid import Bid, LocalBy
from outreach.domain.company import Company, SizeClass
from outreach.domain.contract import Check, Contract, Outcome, Promise
from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.guest import Attendance, Guest
from outreach.domain.meeting import Meeting
from outreach.domain.notice import Notification, NotifiedCompany
from outreach.domain.plan import Plan
from outreach.domain.question import Question
from outreach.domain.record import Kind, Record
from outreach.domain.tender import LotResult, Money, Readability, Stage, Tender
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import zoned
from outreach.storage.database import Database
from outreach.storage.work import Work

_ROOM = UUID("0f0e0d0c-0000-4000-8000-00000000e55e")
BUYERS = ("", "SMEDJEBACKENS KOMMUN", "Smedjebackens kommun", "Upphandlingscenter", "LUDVIKA KOMMUN")
TAG = "gröna-dalarna"


def plant(database: Database, seed: int, tenders: int = 90) -> None:
    """Fill a workspace; the same for the same seed."""
    world = _World(random.Random(seed), seed)
    kinds = world.make(tenders)
    with database.work("planted") as work:
        for kind, records in kinds:
            if kind is Kind.UNIT:
                keep_unit(work, *records)
            else:
                work.save_many(kind, records)


def keep_unit(work: Work, unit: Record) -> None:
    """Keep a unit in place of the one that is there."""
    known = work.units.get(UNIT_ID)
    work.save(Kind.UNIT, replace(unit, version=known.version if known else 0))


class _World:
    def __init__(self, dice: random.Random, seed: int) -> None:
        self.dice, self.seed, self.number = dice, seed, 0

    def id(self) -> UUID:
        self.number += 1
        return uuid5(_ROOM, f"{self.seed}.{self.number}")

    def tags(self) -> tuple[str, ...]:
        return (TAG,) if self.dice.random() < 0.25 else ()

    def day(self, first: int = 2019, last: int = 2024) -> date:
        return date(first, 1, 1) + timedelta(days=self.dice.randrange(365 * (last - first + 1)))

    def make(self, many: int) -> list[tuple[Kind, list[Record]]]:
        dice = self.dice
        unit = Unit(
            id=UNIT_ID, municipality="Smedjebackens kommun", code="2061", local_by=dice.choice(list(LocalBy)),
            buyer_names=("Upphandlingscenter",),
        )  # fmt: skip
        companies: list[Record] = [Company(id=self.id(), name=f"Bolag {n}") for n in range(25)]
        questions: list[Record] = [
            Question(
                id=self.id(), text=f"Fråga {n}?", answer="Ja." if n % 3 else "",
                answered=self.day(2022, 2024) if n % 3 == 1 else None,
            )
            for n in range(8)
        ]  # fmt: skip
        tenders: list[Record] = []
        for n in range(many):
            tenders.append(self._tender(n, tenders))
        events = [self._event(n, tenders) for n in range(16)]
        meetings: list[Record] = [self._meeting(companies, questions, tenders, events) for _ in range(220)]
        return [
            (Kind.UNIT, [unit]),
            (Kind.COMPANY, companies),
            (Kind.QUESTION, questions),
            (Kind.TENDER, tenders),
            (Kind.EVENT, list(events)),
            (Kind.PLAN, [self._plan(event) for event in events if dice.random() < 0.6]),
            (Kind.GUEST, [self._guest(n, companies, events) for n in range(40)]),
            (Kind.MEETING, meetings),
            (Kind.NOTIFICATION, [self._told(companies, tenders) for _ in range(15)]),
            (Kind.BID, [bid for tender in tenders for bid in self._bids(tender, companies)]),
            (Kind.CONTRACT, [self._contract(n, tenders) for n in range(12)]),
            (Kind.BENCHMARK, [Benchmark(id=self.id(), measure=Measure.NUI, year=2024, area="", value=6300, n=14)]),
        ]

    def _tender(self, n: int, earlier: list[Record]) -> Tender:
        dice = self.dice
        results = []
        for number in range(dice.choice((0, 1, 1, 1, 2, 4))):
            bids = dice.choice((None, 0, 1, 1, 2, 3, 3, 6))
            bidders = None if bids is None or dice.random() < 0.5 else max(0, bids - dice.randrange(2))
            results.append(LotResult(number=f"LOT-{number}", outcome=dice.choice(("selec-w", "clos-nw", "", "open-nw")),
                                     bids=bids, bidders=bidders))  # fmt: skip
        # Around both changes of the clock, and on New Year's Eve.
        day = dice.choice(
            (self.day(), self.day(), date(2024, 3, 31), date(2023, 10, 29), date(2022, 12, 31), date(2024, 1, 1))
        )
        measured = tuple(
            Readability(at=datetime(2024, 1, 1 + place, tzinfo=UTC), measure="lix", score=dice.randrange(3000, 6000))
            for place in range(dice.choice((0, 0, 1, 2, 3)))
        )
        older = dice.choice(earlier) if earlier and dice.random() < 0.3 else None
        return Tender(
            id=self.id(), title=f"Upphandling {n}", buyer=dice.choice(BUYERS),
            stage=Stage.CONTRACT if results else Stage.ADVERTISED,
            advertised=day if dice.random() < 0.95 else None, results=tuple(results), tags=self.tags(), readability=measured,
            renews=older.id if older else None,
        )  # fmt: skip

    def _event(self, n: int, tenders: list[Record]) -> Event:
        start = datetime.combine(self.day(2022, 2024), datetime.min.time()) + timedelta(
            hours=self.dice.choice((0, 7, 18))
        )
        return Event(
            id=self.id(), title=f"Träff {n}", when=zoned(start, start + timedelta(hours=2)), tags=self.tags(),
            kind=EventKind.DIALOGUE if n % 2 else EventKind.FAIR,
            status=EventStatus.CANCELLED if n % 7 == 0 else EventStatus.CONFIRMED,
            tenders=tuple(one.id for one in self.dice.sample(tenders, 3)),
        )  # fmt: skip

    def _plan(self, event: Event) -> Plan:
        cost = Money(self.dice.randrange(500_000)) if self.dice.random() < 0.6 else None
        return Plan(id=self.id(), event=event.id, hours=self.dice.choice((0.0, 4.5, 12.0)), cost=cost)

    def _guest(self, n: int, companies: list[Record], events: list[Event]) -> Guest:
        company = self.dice.choice(companies).id if self.dice.random() < 0.8 else None
        return Guest(
            id=self.id(), event=self.dice.choice(events).id, company=company, name=f"Gäst {n}",
            attendance=self.dice.choice(list(Attendance)),
        )  # fmt: skip

    def _meeting(
        self, companies: list[Record], questions: list[Record], tenders: list[Record], events: list[Event]
    ) -> Meeting:
        dice = self.dice
        about = dice.sample(tenders, dice.choice((0, 1, 2)))
        days = [one.advertised for one in about if isinstance(one, Tender) and one.advertised]
        near = datetime.combine(days[0], datetime.min.time(), UTC) if days and dice.random() < 0.8 else None
        # Minutes around the midnight at home before the day of the notice, and any time before it.
        back = dice.choice(
            (timedelta(hours=1, seconds=1), timedelta(hours=1), timedelta(hours=2), timedelta(minutes=59))
        )
        at = (
            near - back
            if near and dice.random() < 0.5
            else (near or datetime.combine(self.day(), datetime.min.time(), UTC))
        )
        at -= timedelta(days=dice.choice((0, 0, 30)))
        return Meeting(
            id=self.id(), at=at, company=dice.choice(companies).id if dice.random() < 0.7 else None,
            event=dice.choice(events).id if dice.random() < 0.5 else None, tags=self.tags(),
            question=dice.choice(questions).id if dice.random() < 0.3 else None, tenders=tuple(one.id for one in about),
        )  # fmt: skip

    def _told(self, companies: list[Record], tenders: list[Record]) -> Notification:
        told = [NotifiedCompany(one.id, one.name) for one in self.dice.sample(companies, 3) if isinstance(one, Company)]
        at = datetime.combine(self.day(2021, 2024), datetime.min.time(), UTC)
        return Notification(
            id=self.id(),
            tender=self.dice.choice(tenders).id,
            at=at,
            companies=(*told, NotifiedCompany(None, "Okänt bolag")),
        )

    def _bids(self, tender: Record, companies: list[Record]) -> list[Bid]:
        assert isinstance(tender, Tender)
        found = []
        for result in tender.results:
            for number in range(self.dice.choice((0, result.bids or 0, result.bids or 0))):
                company = self.dice.choice(companies) if self.dice.random() < 0.7 else None
                found.append(Bid(
                    id=self.id(), tender=tender.id, lot=result.number, company=company.id if company else None,
                    name=f"Firma {self.dice.randrange(12)}", won=number == 0, joint="1" if self.dice.random() < 0.1 else "",
                    municipality=self.dice.choice(("", "2061", "2085", "0180")),
                    nuts=self.dice.choice(("", "SE312", "SE110", "SE", "NO")),
                    workplaces=self.dice.choice(((), (), ("2061",), ("0180", "2085"))), size=self.dice.choice(list(SizeClass)),
                ))  # fmt: skip
        return found

    def _contract(self, n: int, tenders: list[Record]) -> Contract:
        dice = self.dice
        promises = tuple(
            Promise(id=self.id(), text="I tid", checks=tuple(
                Check(due=day, done=day if dice.random() < 0.8 else None, outcome=dice.choice(list(Outcome)))
                for day in sorted(self.day(2022, 2024) for _ in range(dice.randrange(3)))
            ))
            for _ in range(dice.randrange(4))
        )  # fmt: skip
        return Contract(
            id=self.id(),
            title=f"Avtal {n}",
            supplier="Bolag",
            tender=dice.choice(tenders).id,
            promises=promises,
            tags=self.tags(),
        )
