"""Two hundred small histories of outreach, drawn by a seed: plain facts, and the same facts as records of a workspace.

The facts are what an officer could tell; nothing in them is counted. `tests/services/oracle.py` reckons with them by the
definitions alone, and `keep` writes them into the stores, so that both answer about the same world.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.bid import Bid, NoBid, NoBidReason
from outreach.domain.company import Company
from outreach.domain.equal_treatment import Disclosure, Given
from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.follow_up import FollowUp
from outreach.domain.guest import Answer, Attendance, Guest, Standing
from outreach.domain.meeting import Meeting
from outreach.domain.notice import Notification, NotifiedCompany
from outreach.domain.person import Person, Role
from outreach.domain.plan import Plan
from outreach.domain.question import Question
from outreach.domain.record import Kind, Record
from outreach.domain.tender import Money, Stage, Tender
from outreach.domain.when import zoned
from outreach.storage.database import Database
from tests.services.conftest import StillClock

T = TypeVar("T")

HOME = ZoneInfo("Europe/Stockholm")
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
#: When the early people, and all companies, came into the register; the others came at `LATER`.
EARLY, LATER = datetime(2024, 12, 1, 12, tzinfo=UTC), datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
SNI = (
    "01.110",
    "10.710",
    "31.010",
    "41.200",
    "43.210",
    "43.320",
    "47.110",
    "49.410",
    "62.010",
    "81.210",
    "88.101",
    "99",
)
TAGS = ("bygg", "snö", "städ", "ÅSA")
CPV = ("45233141", "90620000", "15800000", "45000000")
PROGRAMME = "leader"


@dataclass(frozen=True, slots=True)
class Firm:
    """A company as the officer knows it."""

    id: UUID
    sni: tuple[str, ...]
    tags: tuple[str, ...]
    cpv: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Human:
    """A person, where they work, and whether they came into the register early."""

    id: UUID
    firms: tuple[UUID, ...]
    early: bool


@dataclass(frozen=True, slots=True)
class Purchase:
    """A tender; `advertised` and `deadline` may be unknown. `closed`: it has been evaluated."""

    id: UUID
    advertised: date | None
    deadline: datetime | None
    closed: bool
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event: on the wall clock at home, an hour long."""

    id: UUID
    starts: datetime
    dialogue: bool
    cancelled: bool
    shown: tuple[UUID, ...]
    tags: tuple[str, ...]
    hours: float
    cost: int | None
    currency: str
    planned: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation, or a bare count of a question (neither firm nor human). `given` is what it gave away."""

    id: UUID
    at: datetime
    event: UUID | None
    firm: UUID | None
    human: UUID | None
    asked: bool
    about: tuple[UUID, ...]
    tags: tuple[str, ...]
    given: str


@dataclass(frozen=True, slots=True)
class News:
    """Something that must reach everyone; `told` is when it was published."""

    id: UUID
    tender: UUID | None
    talk: UUID | None
    opened: datetime
    told: datetime | None


@dataclass(frozen=True, slots=True)
class Visitor:
    """A guest of an event. `came` is True, False or None for nobody knows."""

    id: UUID
    event: UUID
    firm: UUID | None
    human: UUID | None
    came: bool | None
    walked_in: bool
    uninvited: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Told:
    """A list of notified companies; None stands for one that is in the register no more."""

    id: UUID
    tender: UUID
    at: datetime
    firms: tuple[UUID | None, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A bid; `firm` None: nobody whom we know."""

    id: UUID
    tender: UUID
    firm: UUID | None
    won: bool


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why a firm did not bid."""

    id: UUID
    tender: UUID
    firm: UUID


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up of a talk."""

    id: UUID
    talk: UUID
    kept: bool


@dataclass
class History:
    """All that happened with a handful of firms of one municipality."""

    seed: int
    place: str
    firms: list[Firm] = field(default_factory=list)
    humans: list[Human] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)
    gatherings: list[Gathering] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    visitors: list[Visitor] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    excuses: list[Excuse] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)


def draw(seed: int, place: str) -> History:
    """Return the history of a seed, in the municipality with this code."""
    lot = _Lot(random.Random(seed))
    made = History(seed, place)
    made.firms = [lot.firm() for _ in range(lot.between(2, 7))]
    made.humans = [lot.human(made) for _ in range(lot.between(1, 5))]
    made.purchases = [lot.purchase() for _ in range(lot.between(1, 3))]
    made.gatherings = [lot.gathering(made) for _ in range(lot.between(1, 3))]
    made.talks = [lot.talk(made) for _ in range(lot.between(0, 9))]
    for talk in made.talks:
        made.news += lot.news_of(talk) if talk.given == "new" else []
        made.promises += [Promise(lot.new(), talk.id, lot.luck(0.5))] if lot.luck(0.3) else []
    made.news += [lot.other_news(made)] if lot.luck(0.3) else []
    for event in made.gatherings:
        made.visitors += lot.visitors(made, event.id)
    for tender in made.purchases:
        made.told += [lot.told(made, tender.id)] if lot.luck(0.4) else []
        made.offers += lot.offers(made, tender.id) if lot.luck(0.5) else []
        made.excuses += [Excuse(lot.new(), tender.id, lot.one_of(made.firms).id)] if lot.luck(0.3) else []
    return made


class _Lot:
    """What is drawn, one fact after the other."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.between = chance.randint

    def new(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128), version=4)

    def luck(self, share: float) -> bool:
        return self._chance.random() < share

    def one_of(self, of: Sequence[T]) -> T:
        return self._chance.choice(of)

    def some(self, of: Sequence[T], least: int, most: int) -> tuple[T, ...]:
        return tuple(self._chance.sample(of, min(len(of), self.between(least, most))))

    def programme(self, share: float) -> tuple[str, ...]:
        return (PROGRAMME,) if self.luck(share) else ()

    def moment(self) -> datetime:
        """Some lie in the hour before midnight at home, where the day depends on the zone."""
        day = FIRST + timedelta(days=self._chance.randrange(680))
        hour, minute = self.one_of(((0, 15), (8, 0), (13, 30), (23, 40), (self._chance.randrange(24), 5)))
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HOME).astimezone(UTC)

    def firm(self) -> Firm:
        return Firm(self.new(), self.some(SNI, 0, 3), self.some(TAGS, 0, 2), self.some(CPV, 0, 2))

    def human(self, made: History) -> Human:
        roles = self.some([firm.id for firm in made.firms], *self.one_of(((0, 0), (1, 1), (1, 2))))
        return Human(self.new(), roles, self.luck(0.6))

    def purchase(self) -> Purchase:
        advertised = self.moment().date() if self.luck(0.6) else None
        deadline = self.moment() if self.luck(0.7) else None
        return Purchase(self.new(), advertised, deadline, self.luck(0.3), self.programme(0.2))

    def gathering(self, made: History) -> Gathering:
        return Gathering(
            id=self.new(),
            starts=(LATER if self.luck(0.15) else self.moment()).astimezone(HOME).replace(tzinfo=None),
            dialogue=self.luck(0.6),
            cancelled=self.luck(0.15),
            shown=self.some([one.id for one in made.purchases], 0, 3),
            tags=self.programme(0.25),
            hours=self.one_of((0.0, 2.5, 7.0)),
            cost=self.one_of((None, 120_000, 35_050)),
            currency="EUR" if self.luck(0.1) else "SEK",
            planned=self.luck(0.7),
        )

    def talk(self, made: History) -> Talk:
        firm = self.one_of([*(firm.id for firm in made.firms), None])
        human = self.one_of([*(human.id for human in made.humans), None])
        asked = self.luck(0.35)
        if firm is None and human is None and not asked:
            human = made.humans[0].id
        event = self.one_of([*(event.id for event in made.gatherings), None])
        about = self.some([one.id for one in made.purchases], 0, 2)
        given = self.one_of(("", "public", "new", "tip")) if firm or human else ""
        return Talk(self.new(), self.moment(), event, firm, human, asked, about, self.programme(0.15), given)

    def news_of(self, talk: Talk) -> list[News]:
        found = []
        for tender in talk.about or (None,):
            told = talk.at + timedelta(days=self.between(0, 40)) if self.luck(0.5) else None
            found.append(News(self.new(), tender, talk.id, talk.at, told))
        return found

    def other_news(self, made: History) -> News:
        opened = self.moment()
        tender = self.one_of([*(one.id for one in made.purchases), None])
        return News(self.new(), tender, None, opened, opened + timedelta(days=3) if self.luck(0.3) else None)

    def visitors(self, made: History, event: UUID) -> list[Visitor]:
        invited: list[UUID | None] = list(self.some([human.id for human in made.humans], 0, 5))
        found = []
        for human in [*invited, *([None] if self.luck(0.5) else [])]:
            firm = self.one_of([*(firm.id for firm in made.firms), None, None])
            came = self.one_of((True, True, False, None))
            answer = self.one_of(("none", "accepted", "declined"))
            walked_in = came is True and self.luck(0.3)
            found.append(Visitor(self.new(), event, firm, human, came, walked_in, self.luck(0.2), answer))
        return found

    def told(self, made: History, tender: UUID) -> Told:
        """Some were told in the very last second, and some when it had passed."""
        named = self.some([firm.id for firm in made.firms], 1, 7)
        last = next(one.deadline for one in made.purchases if one.id == tender)
        at = last - timedelta(seconds=self.between(0, 1)) if last and self.luck(0.4) else self.moment()
        return Told(self.new(), tender, at, (*named, *([None] if self.luck(0.2) else [])))

    def offers(self, made: History, tender: UUID) -> list[Offer]:
        bidders = self.some([*(firm.id for firm in made.firms), None], 1, 4)
        return [Offer(self.new(), tender, firm, self.luck(0.4)) for firm in bidders]


# The same as records -------------------------------------------------------------------------------------------------


def keep(database: Database, clock: StillClock, histories: list[History]) -> None:
    """Write histories into the stores: two actions, since people came into the register at two times."""
    asked = Question(text="När betalar ni?")
    early, late = _records(histories, asked, early=True), _records(histories, asked, early=False)
    for at, records in ((EARLY, early), (LATER, late)):
        clock.now = at
        with database.work("A history") as work:
            for kind, some in records:
                work.add_many(kind, some)
    clock.now = NOW


def _records(histories: list[History], asked: Question, *, early: bool) -> list[tuple[Kind, list[Record]]]:
    """Return the records by kind, each after those that it names."""
    made: list[tuple[Kind, list[Record]]] = []
    if early:
        made.append((Kind.QUESTION, [asked]))
        made.append((Kind.COMPANY, [_company(one, two, n) for one in histories for n, two in enumerate(one.firms)]))
        made.append((Kind.TENDER, [_tender(two) for one in histories for two in one.purchases]))
    people: list[Record] = [_person(two) for one in histories for two in one.humans if two.early is early]
    made.append((Kind.PERSON, people))
    if early:
        return made
    made.append((Kind.EVENT, [_event(two) for one in histories for two in one.gatherings]))
    plans = [two for one in histories for two in one.gatherings if two.planned]
    made.append((Kind.PLAN, [_plan(one) for one in plans]))
    made.append((Kind.MEETING, [_meeting(two, asked) for one in histories for two in one.talks]))
    made.append((Kind.FOLLOW_UP, [_follow_up(two) for one in histories for two in one.promises]))
    made.append((Kind.GUEST, [_guest(two) for one in histories for two in one.visitors]))
    made.append((Kind.NOTIFICATION, [_notification(two) for one in histories for two in one.told]))
    made.append((Kind.DISCLOSURE, [_disclosure(two) for one in histories for two in one.news]))
    made.append((Kind.BID, [_bid(two) for one in histories for two in one.offers]))
    made.append((Kind.NO_BID, [_no_bid(two) for one in histories for two in one.excuses]))
    return made


def _company(history: History, firm: Firm, number: int) -> Company:
    name = f"Firma {history.seed}-{number} AB"
    return Company(id=firm.id, name=name, municipality=history.place, sni=firm.sni, tags=firm.tags, cpv=firm.cpv)


def _person(human: Human) -> Person:
    return Person(id=human.id, name=f"Anna {human.id.hex[:6]}", roles=tuple(Role(firm) for firm in human.firms))


def _tender(tender: Purchase) -> Tender:
    stage = Stage.EVALUATION if tender.closed else Stage.PLANNED
    return Tender(
        id=tender.id,
        title=f"Upphandling {tender.id.hex[:6]}",
        stage=stage,
        advertised=tender.advertised,
        tender_deadline=tender.deadline,
        tags=tender.tags,
    )


def _event(event: Gathering) -> Event:
    return Event(
        id=event.id,
        title=f"Händelse {event.id.hex[:6]}",
        when=zoned(event.starts, event.starts + timedelta(hours=1)),
        kind=EventKind.DIALOGUE if event.dialogue else EventKind.FAIR,
        status=EventStatus.CANCELLED if event.cancelled else EventStatus.CONFIRMED,
        tenders=event.shown,
        tags=event.tags,
    )


def _plan(event: Gathering) -> Plan:
    cost = Money(event.cost, event.currency) if event.cost is not None else None
    return Plan(event=event.id, hours=event.hours, cost=cost)


def _meeting(talk: Talk, asked: Question) -> Meeting:
    return Meeting(
        id=talk.id,
        at=talk.at,
        event=talk.event,
        person=talk.human,
        company=talk.firm,
        note="pratade",
        tags=talk.tags,
        tenders=talk.about,
        question=asked.id if talk.asked else None,
        information=Given(talk.given),
    )


def _follow_up(promise: Promise) -> FollowUp:
    return FollowUp(id=promise.id, due=LAST, text="ring", meeting=promise.talk, done=NOW if promise.kept else None)


def _guest(visitor: Visitor) -> Guest:
    came = {True: Attendance.CAME, False: Attendance.ABSENT, None: Attendance.UNKNOWN}[visitor.came]
    return Guest(
        id=visitor.id,
        event=visitor.event,
        person=visitor.human,
        company=visitor.firm,
        name="Gäst",
        attendance=came,
        walk_in=visitor.walked_in,
        standing=Standing.UNINVITED if visitor.uninvited else Standing.LISTED,
        answer=Answer(visitor.answer),
    )


def _notification(told: Told) -> Notification:
    companies = tuple(NotifiedCompany(firm, "Firma") for firm in told.firms)
    return Notification(id=told.id, tender=told.tender, at=told.at, companies=companies)


def _disclosure(news: News) -> Disclosure:
    where: dict[str, Any] = {"where": "kommunens sida", "published_text": "Det sades."} if news.told else {}
    return Disclosure(
        id=news.id,
        tender=news.tender,
        meeting=news.talk,
        text="Det sades.",
        opened=news.opened,
        published=news.told,
        **where,
    )


def _bid(offer: Offer) -> Bid:
    return Bid(id=offer.id, tender=offer.tender, company=offer.firm, name=f"Anbud {offer.id.hex[:6]}", won=offer.won)


def _no_bid(excuse: Excuse) -> NoBid:
    return NoBid(id=excuse.id, tender=excuse.tender, company=excuse.firm, reason=NoBidReason.TIME, at=NOW)
