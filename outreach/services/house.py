"""All services of one open workspace, by the words of the street map. Built once, by `app.py`; both doors get the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from outreach.domain.record import Kind

if TYPE_CHECKING:
    from outreach.services.audit import Audit
    from outreach.services.backups import Backups
    from outreach.services.benchmarks import Benchmarks
    from outreach.services.bids import Bids
    from outreach.services.calendar import Calendar
    from outreach.services.calendar_prints import CalendarPrints
    from outreach.services.clashes import Clashes
    from outreach.services.companies import Companies
    from outreach.services.contract_letters import ContractLetters
    from outreach.services.contracts import Contracts
    from outreach.services.coverage import CoverageService
    from outreach.services.dialogue import Dialogue
    from outreach.services.disclosures import Disclosures
    from outreach.services.disposals import Disposals
    from outreach.services.drafts import Drafts
    from outreach.services.duplicates import Duplicates
    from outreach.services.effect import EffectService
    from outreach.services.erasures import Erasures
    from outreach.services.events import Events
    from outreach.services.exchange import Exchange
    from outreach.services.exports import Exports
    from outreach.services.extracts import Extracts
    from outreach.services.flyer_texts import FlyerTexts
    from outreach.services.follow_ups import FollowUps
    from outreach.services.guests import Guests
    from outreach.services.handout_batches import HandoutBatches
    from outreach.services.handouts import Handouts
    from outreach.services.history import History
    from outreach.services.imports import Imports
    from outreach.services.inbox_cards import InboxCards
    from outreach.services.inquiries import Inquiries
    from outreach.services.invitations import Invitations
    from outreach.services.letterbox import LetterboxService
    from outreach.services.letters import Letters
    from outreach.services.lists import Lists
    from outreach.services.lost_devices import LostDevices
    from outreach.services.mailbox import AnswerMailbox
    from outreach.services.mailings import Mailings
    from outreach.services.meetings import Meetings
    from outreach.services.neighbours import Neighbours
    from outreach.services.next_contacts import NextContacts
    from outreach.services.no_bids import NoBids
    from outreach.services.notices import Notices
    from outreach.services.open_matters import OpenMatters
    from outreach.services.outbox import Outbox
    from outreach.services.own_card import OwnCards
    from outreach.services.packages import Packages
    from outreach.services.people import People
    from outreach.services.pipeline import Pipeline
    from outreach.services.plain_language import PlainLanguage
    from outreach.services.plans import Plans
    from outreach.services.printings import Printings
    from outreach.services.privacy import Privacy
    from outreach.services.processing_record import ProcessingRecord
    from outreach.services.protection import ProtectionService
    from outreach.services.published import Published
    from outreach.services.question_letters import QuestionLetters
    from outreach.services.questions import Questions
    from outreach.services.radar import Radar
    from outreach.services.records import Records
    from outreach.services.registered import Registered
    from outreach.services.releases import Releases
    from outreach.services.replies import Replies
    from outreach.services.requirement_cards import RequirementCards
    from outreach.services.rules import Rules
    from outreach.services.scan import Scans
    from outreach.services.search import Search
    from outreach.services.series import Series
    from outreach.services.server_calendar import SharedCalendar
    from outreach.services.single_answers import SingleAnswers
    from outreach.services.templates import Templates
    from outreach.services.tender_matches import TenderMatches
    from outreach.services.tenders import Tenders
    from outreach.services.today import Today
    from outreach.services.unit import UnitService
    from outreach.services.views import Views
    from outreach.services.waiting import Waiting
    from outreach.services.watches import Watches
    from outreach.storage.database import Database

#: The services of the kinds of record that lists show.
_NAMES = {
    Kind.COMPANY: "companies",
    Kind.PERSON: "people",
    Kind.EVENT: "events",
    Kind.TENDER: "tenders",
    Kind.MEETING: "meetings",
    Kind.FOLLOW_UP: "follow_ups",
    Kind.QUESTION: "questions",
    Kind.GUEST: "guests",
    Kind.INBOX_CARD: "inbox_cards",
    Kind.VIEW: "views",
    Kind.PLAN: "plans",
    Kind.TEMPLATE: "templates",
    Kind.INVITATION: "invitations",
    Kind.REPLY: "replies",
    Kind.WATCH: "watches",
    Kind.RULE: "rules",
    Kind.DISCLOSURE: "disclosures",
    Kind.CONTRACT: "contracts",
    Kind.INQUIRY: "inquiries",
    Kind.REQUIREMENT_CARD: "requirement_cards",
    Kind.NEIGHBOUR_TENDER: "neighbours",
    Kind.FLYER_TEXT: "flyer_texts",
}

S = TypeVar("S")


class Room(Generic[S]):
    """A service that is loaded and built when somebody first asks for it, and stays from then on.

    `place` is its module in `outreach/services` and its class; `given` says what it is built of, by default the workspace alone.
    Its type stands in brackets: all that is known of it before it is loaded.
    """

    def __init__(self, place: str, given: Callable[[House], tuple[object, ...]] | None = None) -> None:
        self.place = place
        self._given = given
        self._name = ""

    def __set_name__(self, owner: type[House], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, house: None, owner: type[House]) -> Room[S]: ...

    @overload
    def __get__(self, house: House, owner: type[House]) -> S: ...

    def __get__(self, house: House | None, owner: type[House]) -> Room[S] | S:
        if house is None:
            return self
        module, _, name = self.place.partition(":")
        build = getattr(import_module(f"outreach.services.{module}"), name)
        made = build(*(self._given(house) if self._given is not None else (house.database,)))
        # Found in the house itself from now on. Two threads that ask at once may build two; both get the one that came first.
        return cast("S", house.__dict__.setdefault(self._name, made))


def whole(house: House) -> tuple[object, ...]:
    """Give a service the whole house: it asks others."""
    return (house,)


def both(house: House) -> tuple[object, ...]:
    """Give a service the workspace, and the house for what it asks of others."""
    return house.database, house


def of_a_conversation(house: House) -> tuple[object, ...]:
    """Give the conversations what they ask: who was met, and at what event."""
    return house.database, house.companies, house.people, house.events.under_way


class House:
    """One workspace's services. `database` is for `app.py` and tests; the doors use the services alone.

    Nothing is loaded before it is needed: all modules together would cost each start, and each command, a quarter of a second.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    # Who and what ----------------------------------------------------------------------------------------------------

    #: The companies.
    companies: Room[Companies] = Room("companies:Companies")
    #: The people.
    people: Room[People] = Room("people:People")
    #: The events.
    events: Room[Events] = Room("events:Events")
    #: The tenders.
    tenders: Room[Tenders] = Room("tenders:Tenders")
    #: The conversations.
    meetings: Room[Meetings] = Room("meetings:Meetings", of_a_conversation)
    #: What was promised.
    follow_ups: Room[FollowUps] = Room("follow_ups:FollowUps")
    #: What was asked, and how often.
    questions: Room[Questions] = Room("questions:Questions")
    #: Who is invited, and who came.
    guests: Room[Guests] = Room("guests:Guests")
    #: The mailbox that answers come to.
    mailbox: Room[AnswerMailbox] = Room("mailbox:AnswerMailbox")
    #: Who may be the same.
    duplicates: Room[Duplicates] = Room("duplicates:Duplicates")
    #: Lists that are kept by name.
    views: Room[Views] = Room("views:Views")
    #: Whose register it is, and who works with it.
    unit: Room[UnitService] = Room("unit:UnitService")
    #: Search over everything.
    search: Room[Search] = Room("search:Search")
    #: What was done, undo and redo.
    history: Room[History] = Room("history:History")
    #: What is half typed.
    drafts: Room[Drafts] = Room("drafts:Drafts")
    #: What goes out as files.
    exports: Room[Exports] = Room("exports:Exports", both)
    #: What is printed for visitors.
    handouts: Room[Handouts] = Room("handouts:Handouts", both)
    #: Files of other programs.
    imports: Room[Imports] = Room("imports:Imports", both)
    #: Cards that wait to be typed in.
    inbox_cards: Room[InboxCards] = Room("inbox_cards:InboxCards")
    #: What a list becomes outside the program.
    lists: Room[Lists] = Room("lists:Lists", whole)
    #: The officer's own card.
    own_card: Room[OwnCards] = Room("own_card:OwnCards", whole)
    #: What a picture, a card or a message says.
    scan: Room[Scans] = Room("scan:Scans", both)
    #: What waits for the server of a shared workspace. It keeps the box open: to be asked for on the worker alone.
    waiting: Room[Waiting] = Room("waiting:Waiting", whole)
    #: What is logged at the booth while the register is locked.
    letterbox: Room[LetterboxService] = Room("letterbox:LetterboxService", whole)
    #: What the pictures of the calendar show.
    calendar: Room[Calendar] = Room("calendar:Calendar")
    #: Month, week, agenda and year on paper.
    calendar_prints: Room[CalendarPrints] = Room("calendar_prints:CalendarPrints", whole)
    #: What is at the same time.
    clashes: Room[Clashes] = Room("clashes:Clashes")
    #: The messages to guests.
    invitations: Room[Invitations] = Room("invitations:Invitations")
    #: The words of the messages.
    letters: Room[Letters] = Room("letters:Letters")
    #: Who may want to know of a tender, and whom we told.
    matches: Room[TenderMatches] = Room("tender_matches:TenderMatches")
    #: What the notices of a tender said.
    notices: Room[Notices] = Room("notices:Notices")
    #: What waits to be sent.
    outbox: Room[Outbox] = Room("outbox:Outbox")
    #: How hard a text is to read, and what could be said more simply.
    plain_language: Room[PlainLanguage] = Room("plain_language:PlainLanguage")
    #: What to do, bring and staff for events.
    plans: Room[Plans] = Room("plans:Plans", lambda house: (house.database, house.events))
    #: What was printed, and how often.
    printings: Room[Printings] = Room("printings:Printings", whole)
    #: One handout for each event or guest.
    handout_batches: Room[HandoutBatches] = Room("handout_batches:HandoutBatches", whole)
    #: The events that others subscribe to.
    published: Room[Published] = Room("published:Published", whole)
    #: The guests' answers.
    replies: Room[Replies] = Room("replies:Replies", lambda house: (house.database, house.guests, house.events))
    #: Tenders by stage and in time, and the contracts that run out.
    pipeline: Room[Pipeline] = Room("pipeline:Pipeline", both)
    #: Thresholds, days and months that the law or the unit sets.
    rules: Room[Rules] = Room("rules:Rules")
    #: This date, this and following, all.
    series: Room[Series] = Room("series:Series", lambda house: (house.database, house.events))
    #: The calendar on a server.
    shared_calendar: Room[SharedCalendar] = Room("server_calendar:SharedCalendar", whole)
    #: What new events begin with.
    templates: Room[Templates] = Room("templates:Templates")
    #: The searches that are watched.
    watches: Room[Watches] = Room("watches:Watches")
    #: What the outreach can be read by.
    effect: Room[EffectService] = Room("effect:EffectService")
    #: Figures of others to compare with.
    benchmarks: Room[Benchmarks] = Room("benchmarks:Benchmarks")
    #: Who offered on which lot, and who won.
    bids: Room[Bids] = Room("bids:Bids")
    #: Who knew of a tender and did not bid, and why.
    no_bids: Room[NoBids] = Room("no_bids:NoBids")
    #: Where few bids came before, and what comes there now.
    radar: Room[Radar] = Room("radar:Radar", both)
    #: What must reach everyone.
    disclosures: Room[Disclosures] = Room("disclosures:Disclosures")
    #: Contracts, what was promised in them, and how it was.
    contracts: Room[Contracts] = Room("contracts:Contracts")
    #: How far companies have come, by branch.
    coverage: Room[CoverageService] = Room("coverage:CoverageService", whole)
    #: What colleagues in other municipalities are asked, and what they answered.
    inquiries: Room[Inquiries] = Room("inquiries:Inquiries")
    #: The answers about a tender, told to all who were notified of it.
    question_letters: Room[QuestionLetters] = Room("question_letters:QuestionLetters", whole)
    #: What was required at a purchase, and why.
    requirement_cards: Room[RequirementCards] = Room("requirement_cards:RequirementCards")
    #: What other municipalities will buy.
    neighbours: Room[Neighbours] = Room("neighbours:Neighbours")
    #: The words of flyers.
    flyer_texts: Room[FlyerTexts] = Room("flyer_texts:FlyerTexts")
    #: What goes between municipalities.
    packages: Room[Packages] = Room("packages:Packages", whole)
    #: Backups of this workspace.
    backups: Room[Backups] = Room("backups:Backups")
    #: When companies are to be heard of next.
    next_contacts: Room[NextContacts] = Room("next_contacts:NextContacts")
    #: The log of a tender as a paper.
    dialogue: Room[Dialogue] = Room("dialogue:Dialogue", whole)
    #: Letters to suppliers.
    contract_letters: Room[ContractLetters] = Room("contract_letters:ContractLetters", whole)
    #: What the day asks for.
    today: Room[Today] = Room("today:Today", whole)
    #: Texts to many.
    mailings: Room[Mailings] = Room("mailings:Mailings", whole)
    #: The answer to one who asked.
    single_answers: Room[SingleAnswers] = Room("single_answers:SingleAnswers", whole)
    #: Who took what out of the register.
    audit: Room[Audit] = Room("audit:Audit", whole)
    #: Everything about one person (GDPR art. 15).
    extracts: Room[Extracts] = Room("extracts:Extracts", whole)
    #: Erasing, anonymising, refusing (GDPR art. 17).
    erasures: Room[Erasures] = Room("erasures:Erasures", whole)
    #: What is still open about people.
    open_matters: Room[OpenMatters] = Room("open_matters:OpenMatters", whole)
    #: What has been kept long enough.
    disposals: Room[Disposals] = Room("disposals:Disposals", whole)
    #: Public documents that somebody asks for.
    releases: Room[Releases] = Room("releases:Releases", whole)
    #: What lay on a computer that is gone.
    lost_devices: Room[LostDevices] = Room("lost_devices:LostDevices", whole)
    #: Encryption at rest: passphrase, recovery code, key ring.
    protection: Room[ProtectionService] = Room("protection:ProtectionService", whole)
    #: Other laptops.
    exchange: Room[Exchange] = Room("exchange:Exchange", lambda house: (house.database, house.erasures.follow))
    #: Why people are registered, and what they are told.
    privacy: Room[Privacy] = Room("privacy:Privacy", whole)
    #: Objections, restrictions, protected addresses, consents, and who was told.
    registered: Room[Registered] = Room("registered:Registered", whole)
    #: The record of article 30.
    processing_record: Room[ProcessingRecord] = Room("processing_record:ProcessingRecord", whole)

    # The workspace -------------------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """Where the workspace lies: a path, or an address without its password."""
        return self.database.place

    @property
    def is_shared(self) -> bool:
        """Say whether it lies on a server, where others work too."""
        return self.database.is_shared

    @property
    def officer(self) -> str:
        """Who works here: the name that stands in the journal."""
        return self.database.signature.who

    def now(self) -> datetime:
        """The instant, from the workspace's clock (tests hold it still)."""
        return self.database.signature.clock()

    def sign_as(self, officer: str) -> None:
        """Let another officer work from now on."""
        self.database.signature = dataclasses.replace(self.database.signature, who=officer)

    def check(self) -> list[str]:
        """Return what is wrong with the workspace, nothing when it is sound."""
        return self.database.check()

    def check_quickly(self) -> list[str]:
        """Return what a look at every page finds: nothing when they are sound."""
        return self.database.check_quickly()

    @property
    def can_write(self) -> bool:
        """Say whether anything can be saved; not in a workspace that was opened to be read."""
        return self.database.can_write

    def hold_reserve(self) -> bool:
        """Hold a little room on the disk back for a day when it is full; return whether it is held."""
        return not self.database.is_shared and self.can_write and self.database.reserve.hold()

    def records(self, kind: Kind) -> Records[Any]:
        """Return the service of a kind of record that lists show. Raises KeyError."""
        return getattr(self, _NAMES[kind])  # type: ignore[no-any-return]

    def close(self) -> None:
        """Close the workspace and let the next writer in."""
        self.drafts.aside.end()
        self.database.close()
