"""One person and her neighbour, each with a word of her own in every table: what an extract holds, and an erasure leaves not.

A table that is added later has no canary here, and the test that counts them says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert

from outreach.domain.apart import Apart, pair
from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.bid import Bid, NoBid, NoBidReason
from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.contract import Contract
from outreach.domain.equal_treatment import Disclosure
from outreach.domain.event import Event
from outreach.domain.follow_up import FollowUp
from outreach.domain.guest import Answer, Attendance, Guest
from outreach.domain.inbox_card import InboxCard
from outreach.domain.inquiry import Inquiry
from outreach.domain.invitation import Invitation, Method, Purpose
from outreach.domain.meeting import Meeting
from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.notice import KeptNotice, Notification, NotifiedCompany, Watch
from outreach.domain.person import Person, Role
from outreach.domain.plan import EventTemplate, Hope, Plan
from outreach.domain.printing import Printing
from outreach.domain.processing import Purpose as WhyKept
from outreach.domain.processing import RetentionRule
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.reply import Reply, ReplyMethod
from outreach.domain.requirement_card import RequirementCard
from outreach.domain.rule import IndustryLink, PlainWord, Rule
from outreach.domain.saved_view import SavedView
from outreach.domain.tender import Tender
from outreach.domain.unit import Officer
from outreach.domain.when import all_day
from outreach.services.house import House
from outreach.storage import tables
from outreach.storage.work import Work

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
#: Tables that hold nothing in words: pairs of ids, what is derived, and marks.
WORDLESS = frozenset(
    {
        *("event_tender", "meeting_tender", "lot_result", "term", "erasure", "exchange_seen", "industry_link", "audit"),
        *("exchange_action", "exchange_conflict", "exchange_held"),
        # What everybody is told.
        "privacy_text",
    }
)
#: Tables whose rows are the person's own: of these nothing may be left after an erasure.
OWN = ("person", "role", "meeting", "follow_up", "guest", "invitation", "reply", "inbox_card", "picture", "outbox", "company")


@dataclass
class Planted:
    """Somebody, and the canary of each table."""

    tag: str
    name: str
    email: str
    phone: str
    person: UUID
    canaries: dict[str, str]
    event: UUID


def plant(house: House) -> tuple[Planted, Planted]:
    """Put both in. They share a company, an event with its plan, and talks that name the other."""
    with house.database.work("Planted") as work:
        event = work.save(Kind.EVENT, Event(title="Frukost", when=all_day(date(2026, 11, 20))))
        tender = work.save(Kind.TENDER, Tender(title="Vinterväghållning"))
        firm = work.save(Kind.COMPANY, Company(name="Gemensamma AB"))
        both = [_planted(tag, name, number, event.id) for tag, name, number in _WHO]
        for one, other in (both, both[::-1]):
            _Planting(work, one, other, firm, tender).all()
        hopes = tuple(Hope(person=one.person, why=_word(one, "plan")) for one in both)
        work.save(Kind.PLAN, Plan(event=event.id, hopes=hopes))
    for one in both:
        with house.database.work("Met {name}", name=f"{one.name} {_word(one, 'action')}") as work:
            rule = Rule(key=f"own_{one.tag}", amount=1, valid_from=date(2026, 1, 1), note=f"{one.name} {_word(one, 'journal')}")
            saved = work.save(Kind.RULE, rule)
            work.save(Kind.RULE, replace(saved, note=f"{one.name} {_word(one, 'rule')}"))
    return both[0], both[1]


_WHO = (("hqx", "Kanarina Fågelsund", "+46701112233"), ("nqx", "Nabosia Grannelund", "+46704445566"))


def _planted(tag: str, name: str, phone: str, event: UUID) -> Planted:
    return Planted(tag, name, f"{name.split()[0].casefold()}@{tag}.example", phone, uuid4(), {}, event)


def _word(one: Planted, table: str) -> str:
    one.canaries[table] = f"{one.tag}{table.replace('_', '')}"
    return one.canaries[table]


class _Planting:
    """Writes one person into every table."""

    def __init__(self, work: Work, one: Planted, other: Planted, firm: Company, tender: Tender) -> None:
        self.work, self.one, self.other, self.firm, self.tender = work, one, other, firm, tender

    def said(self, table: str) -> str:
        """A text that names her."""
        return f"{self.one.name} {_word(self.one, table)}"

    def word(self, table: str) -> str:
        """Her canary alone, for what is her own."""
        return _word(self.one, table)

    def save(self, kind: Kind, record: Any) -> Any:
        return self.work.save(kind, record)

    def all(self) -> None:
        self.own()
        self.named()
        self.loose()

    def own(self) -> None:
        one, work = self.one, self.work
        trader = self.save(Kind.COMPANY, Company(name=f"Firma {self.word('company')}", sole_trader=True, sni=("43.210",)))
        roles = (Role(self.firm.id, self.word("role")), Role(trader.id))
        contact = {"emails": (Email(one.email),), "phones": (Phone(one.phone),), "roles": roles}
        origins = (f"vcard:{one.tag}-uid",)
        person = Person(id=one.person, name=one.name, notes=self.word("person"), origins=origins, **contact)
        self.save(Kind.PERSON, person)
        question = self.save(Kind.QUESTION, Question(text=self.word("question")))
        met = f"{self.other.name} ({self.other.email}, 070-{self.other.phone[5:]}) var med."
        note = f"{self.word('meeting')}. {met} {one.name.split()[0]} kom."
        talk = Meeting(at=NOW, event=one.event, person=one.person, company=self.firm.id, note=note, question=question.id)
        talk = self.save(Kind.MEETING, talk)
        self.save(Kind.FOLLOW_UP, FollowUp(due=date(2026, 12, 1), text=self.word("follow_up"), person=one.person, done=NOW))
        guest = Guest(event=one.event, person=one.person, name=one.name, note=self.word("guest"), answer=Answer.ACCEPTED)
        guest = self.save(Kind.GUEST, replace(guest, attendance=Attendance.CAME, email=one.email))
        self.save(Kind.GUEST, Guest(event=one.event, name=one.name, note=f"{one.name} utan kort"))
        letter = {"name": one.name, "address": one.email, "letter": self.word("invitation")}
        sent = Invitation(uid="u", purpose=Purpose.INVITE, method=Method.REQUEST, sequence=0, at=NOW, guest=guest.id, **letter)
        sent = self.save(Kind.INVITATION, sent)
        work.keep_outgoing(sent.id, self.word("outbox").encode())
        answer = Reply(uid="u", method=ReplyMethod.REPLY, received=NOW, name=one.name, address=one.email, guest=guest.id)
        self.save(Kind.REPLY, replace(answer, comment=self.word("reply")))
        picture = work.keep_picture(self.word("picture").encode(), "image/png")
        self.save(Kind.INBOX_CARD, InboxCard(at=NOW, text=self.word("inbox_card"), picture=picture, meeting=talk.id))
        self.save(Kind.DISCLOSURE, Disclosure(opened=NOW, meeting=talk.id, text=self.word("disclosure")))
        self.trader = trader

    def named(self) -> None:
        one, tender = self.one, self.tender.id
        first, second = pair(one.person, uuid4())
        self.save(Kind.APART, Apart(of=Kind.PERSON, one=first, other=second))
        one.canaries["apart"] = str(second if first == one.person else first)
        makers: dict[Kind, Callable[[str], Any]] = {
            Kind.EVENT: lambda text: Event(title="Mässa", when=all_day(date(2026, 12, 3)), description=text),
            Kind.TENDER: lambda text: Tender(title="Sand", notes=text),
            Kind.VIEW: lambda text: SavedView(
                name=text, of=Kind.PERSON, filters=(("only", str(one.person)), ("only", str(uuid4())))
            ),
            Kind.TEMPLATE: lambda text: EventTemplate(name="Mall", description=text),
            Kind.NOTICE: lambda text: KeptNotice(tender=tender, notice_id="n", read=NOW, said=Tender(title="Sand", notes=text)),
            Kind.NOTIFICATION: lambda text: Notification(
                tender=tender, at=NOW, note=text, companies=(NotifiedCompany(None, "Annan AB"),)
            ),
            Kind.PRINTING: lambda text: Printing(at=NOW, handout="badges", title=text),
            Kind.WATCH: lambda text: Watch(name=text),
            Kind.PLAIN_WORD: lambda text: PlainWord(word="ord", explanation=text),
            Kind.BID: lambda text: Bid(tender=tender, company=self.firm.id, name="Gemensamma AB", note=text),
            Kind.NO_BID: lambda text: NoBid(
                tender=tender, company=self.firm.id, reason=NoBidReason.TIME, note=text, at=NOW
            ),
            Kind.CONTRACT: lambda text: Contract(title="Avtal", supplier="Gemensamma AB", notes=text),
            Kind.REQUIREMENT_CARD: lambda text: RequirementCard(title="Kort", notes=text),
            Kind.INQUIRY: lambda text: Inquiry(title="Fråga", text=text),
            Kind.NEIGHBOUR_TENDER: lambda text: NeighbourTender(title=text, buyer="Grannkommunen"),
            Kind.FLYER_TEXT: lambda text: FlyerText(title="Blad", text=text),
            Kind.BENCHMARK: lambda text: Benchmark(measure=next(iter(Measure)), year=2025, value=1, source=text),
            Kind.PURPOSE: lambda text: WhyKept(key=f"k{one.tag}", name="Syfte", law="6.1 e", recipients=text),
            Kind.RETENTION_RULE: lambda text: RetentionRule(name=text, months=24, decision="KS 1"),
            Kind.OFFICER: lambda text: Officer(name=text),
        }
        for kind, make in makers.items():
            self.save(kind, make(self.said("saved_view" if kind is Kind.VIEW else kind.value)))
        self.save(Kind.INDUSTRY_LINK, IndustryLink(sni="43" if one.tag == "hqx" else "41"))
        unit = self.work.units.all()
        text = self.said("unit")
        if unit:
            self.save(Kind.UNIT, replace(unit[0], buyer_names=(*unit[0].buyer_names, text)))
        else:
            from outreach.domain.unit import Unit

            self.save(Kind.UNIT, Unit(municipality="Älvbro kommun", buyer_names=(text,)))

    def loose(self) -> None:
        one = self.one
        self.work.keep_draft(f"form-{one.tag}", {"name": one.name, "note": self.word("draft")})
        self.work.keep_fact(f"about {one.tag}", self.said("fact"))
        self.work.audit("extract", person=one.person)
        change = {"note": self.said("exchange_op")}
        told = {"dot": uuid4(), "stamp": 1, "kind": "meeting", "record": uuid4(), "verb": "change", "at": NOW, "detail": change}
        row = {**told, "who": "Anna", "device": "laptop", "shown": True, "own": True}
        self.work.connection.execute(insert(tables.exchange_op).values(row))
