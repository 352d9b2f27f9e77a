"""All services of one open workspace, by the words of the street map. Built once, by `app.py`; both doors get the same."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outreach.domain.record import Kind
from outreach.services.companies import Companies
from outreach.services.drafts import Drafts
from outreach.services.duplicates import Duplicates
from outreach.services.events import Events
from outreach.services.follow_ups import FollowUps
from outreach.services.guests import Guests
from outreach.services.history import History
from outreach.services.mailbox import AnswerMailbox
from outreach.services.meetings import Meetings
from outreach.services.people import People
from outreach.services.questions import Questions
from outreach.services.records import Records
from outreach.services.search import Search
from outreach.services.tenders import Tenders
from outreach.services.unit import UnitService
from outreach.services.views import Views

if TYPE_CHECKING:
    from outreach.services.audit import Audit
    from outreach.services.backups import Backups
    from outreach.services.benchmarks import Benchmarks
    from outreach.services.bids import Bids
    from outreach.services.calendar import Calendar
    from outreach.services.calendar_prints import CalendarPrints
    from outreach.services.clashes import Clashes
    from outreach.services.contract_letters import ContractLetters
    from outreach.services.contracts import Contracts
    from outreach.services.coverage import CoverageService
    from outreach.services.dialogue import Dialogue
    from outreach.services.disclosures import Disclosures
    from outreach.services.disposals import Disposals
    from outreach.services.effect import EffectService
    from outreach.services.erasures import Erasures
    from outreach.services.exchange import Exchange
    from outreach.services.exports import Exports
    from outreach.services.extracts import Extracts
    from outreach.services.flyer_texts import FlyerTexts
    from outreach.services.handout_batches import HandoutBatches
    from outreach.services.handouts import Handouts
    from outreach.services.imports import Imports
    from outreach.services.inbox_cards import InboxCards
    from outreach.services.inquiries import Inquiries
    from outreach.services.invitations import Invitations
    from outreach.services.letterbox import LetterboxService
    from outreach.services.letters import Letters
    from outreach.services.lists import Lists
    from outreach.services.lost_devices import LostDevices
    from outreach.services.mailings import Mailings
    from outreach.services.neighbours import Neighbours
    from outreach.services.next_contacts import NextContacts
    from outreach.services.no_bids import NoBids
    from outreach.services.notices import Notices
    from outreach.services.open_matters import OpenMatters
    from outreach.services.outbox import Outbox
    from outreach.services.own_card import OwnCards
    from outreach.services.packages import Packages
    from outreach.services.pipeline import Pipeline
    from outreach.services.plain_language import PlainLanguage
    from outreach.services.plans import Plans
    from outreach.services.printings import Printings
    from outreach.services.privacy import Privacy
    from outreach.services.processing_record import ProcessingRecord
    from outreach.services.protection import ProtectionService
    from outreach.services.published import Published
    from outreach.services.question_letters import QuestionLetters
    from outreach.services.radar import Radar
    from outreach.services.registered import Registered
    from outreach.services.releases import Releases
    from outreach.services.replies import Replies
    from outreach.services.requirement_cards import RequirementCards
    from outreach.services.rules import Rules
    from outreach.services.scan import Scans
    from outreach.services.series import Series
    from outreach.services.server_calendar import SharedCalendar
    from outreach.services.single_answers import SingleAnswers
    from outreach.services.templates import Templates
    from outreach.services.tender_matches import TenderMatches
    from outreach.services.today import Today
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


class House:
    """One workspace's services. `database` is for `app.py` and tests; the doors use the services alone.

    Those that nothing needs at the start are built when somebody asks for them: their modules would cost each start, and each
    command, a tenth of a second. Such a service keeps nothing between two calls, so that two threads may ask at once.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.companies = Companies(database)
        self.people = People(database)
        self.events = Events(database)
        self.tenders = Tenders(database)
        self.meetings = Meetings(database, self.companies, self.people, self.events.under_way)
        self.follow_ups = FollowUps(database)
        self.questions = Questions(database)
        self.guests = Guests(database)
        self.mailbox = AnswerMailbox(database)
        self.duplicates = Duplicates(database)
        self.views = Views(database)
        self.unit = UnitService(database)
        self.search = Search(database)
        self.history = History(database)
        self.drafts = Drafts(database)

    # Loaded by who first asks: the window paints before it plans, invites or shows a calendar ------------------------------

    @cached_property
    def exports(self) -> Exports:
        """What goes out as files."""
        from outreach.services.exports import Exports

        return Exports(self.database, self)

    @cached_property
    def handouts(self) -> Handouts:
        """What is printed for visitors."""
        from outreach.services.handouts import Handouts

        return Handouts(self.database, self)

    @cached_property
    def imports(self) -> Imports:
        """Files of other programs."""
        from outreach.services.imports import Imports

        return Imports(self.database, self)

    @cached_property
    def inbox_cards(self) -> InboxCards:
        """Cards that wait to be typed in."""
        from outreach.services.inbox_cards import InboxCards

        return InboxCards(self.database)

    @cached_property
    def lists(self) -> Lists:
        """What a list becomes outside the program."""
        from outreach.services.lists import Lists

        return Lists(self)

    @cached_property
    def own_card(self) -> OwnCards:
        """The officer's own card."""
        from outreach.services.own_card import OwnCards

        return OwnCards(self)

    @cached_property
    def scan(self) -> Scans:
        """What a picture, a card or a message says."""
        from outreach.services.scan import Scans

        return Scans(self.database, self)

    @cached_property
    def waiting(self) -> Waiting:
        """What waits for the server of a shared workspace. It keeps the box open, so it is asked for on the worker alone."""
        from outreach.services.waiting import Waiting

        return Waiting(self)

    @cached_property
    def letterbox(self) -> LetterboxService:
        """What is logged at the booth while the register is locked."""
        from outreach.services.letterbox import LetterboxService

        return LetterboxService(self)

    @cached_property
    def calendar(self) -> Calendar:
        """What the pictures of the calendar show."""
        from outreach.services.calendar import Calendar

        return Calendar(self.database)

    @cached_property
    def calendar_prints(self) -> CalendarPrints:
        """Month, week, agenda and year on paper."""
        from outreach.services.calendar_prints import CalendarPrints

        return CalendarPrints(self)

    @cached_property
    def clashes(self) -> Clashes:
        """What is at the same time."""
        from outreach.services.clashes import Clashes

        return Clashes(self.database)

    @cached_property
    def invitations(self) -> Invitations:
        """The messages to guests."""
        from outreach.services.invitations import Invitations

        return Invitations(self.database)

    @cached_property
    def letters(self) -> Letters:
        """The words of the messages."""
        from outreach.services.letters import Letters

        return Letters(self.database)

    @cached_property
    def matches(self) -> TenderMatches:
        """Who may want to know of a tender, and whom we told."""
        from outreach.services.tender_matches import TenderMatches

        return TenderMatches(self.database)

    @cached_property
    def notices(self) -> Notices:
        """What the notices of a tender said."""
        from outreach.services.notices import Notices

        return Notices(self.database)

    @cached_property
    def outbox(self) -> Outbox:
        """What waits to be sent."""
        from outreach.services.outbox import Outbox

        return Outbox(self.database)

    @cached_property
    def plain_language(self) -> PlainLanguage:
        """How hard a text is to read, and what could be said more simply."""
        from outreach.services.plain_language import PlainLanguage

        return PlainLanguage(self.database)

    @cached_property
    def plans(self) -> Plans:
        """What to do, bring and staff for events."""
        from outreach.services.plans import Plans

        return Plans(self.database, self.events)

    @cached_property
    def printings(self) -> Printings:
        """What was printed, and how often."""
        from outreach.services.printings import Printings

        return Printings(self)

    @cached_property
    def handout_batches(self) -> HandoutBatches:
        """One handout for each event or guest."""
        from outreach.services.handout_batches import HandoutBatches

        return HandoutBatches(self)

    @cached_property
    def published(self) -> Published:
        """The events that others subscribe to."""
        from outreach.services.published import Published

        return Published(self)

    @cached_property
    def replies(self) -> Replies:
        """The guests' answers."""
        from outreach.services.replies import Replies

        return Replies(self.database, self.guests, self.events)

    @cached_property
    def pipeline(self) -> Pipeline:
        """Tenders by stage and in time, and the contracts that run out."""
        from outreach.services.pipeline import Pipeline

        return Pipeline(self.database, self)

    @cached_property
    def rules(self) -> Rules:
        """Thresholds, days and months that the law or the unit sets."""
        from outreach.services.rules import Rules

        return Rules(self.database)

    @cached_property
    def series(self) -> Series:
        """This date, this and following, all."""
        from outreach.services.series import Series

        return Series(self.database, self.events)

    @cached_property
    def shared_calendar(self) -> SharedCalendar:
        """The calendar on a server."""
        from outreach.services.server_calendar import SharedCalendar

        return SharedCalendar(self)

    @cached_property
    def templates(self) -> Templates:
        """What new events begin with."""
        from outreach.services.templates import Templates

        return Templates(self.database)

    @cached_property
    def watches(self) -> Watches:
        """The searches that are watched."""
        from outreach.services.watches import Watches

        return Watches(self.database)

    @cached_property
    def effect(self) -> EffectService:
        """What the outreach can be read by."""
        from outreach.services.effect import EffectService

        return EffectService(self.database)

    @cached_property
    def benchmarks(self) -> Benchmarks:
        """Figures of others to compare with."""
        from outreach.services.benchmarks import Benchmarks

        return Benchmarks(self.database)

    @cached_property
    def bids(self) -> Bids:
        """Who offered on which lot, and who won."""
        from outreach.services.bids import Bids

        return Bids(self.database)

    @cached_property
    def no_bids(self) -> NoBids:
        """Who knew of a tender and did not bid, and why."""
        from outreach.services.no_bids import NoBids

        return NoBids(self.database)

    @cached_property
    def radar(self) -> Radar:
        """Where few bids came before, and what comes there now."""
        from outreach.services.radar import Radar

        return Radar(self.database, self)

    @cached_property
    def disclosures(self) -> Disclosures:
        """What must reach everyone."""
        from outreach.services.disclosures import Disclosures

        return Disclosures(self.database)

    @cached_property
    def contracts(self) -> Contracts:
        """Contracts, what was promised in them, and how it was."""
        from outreach.services.contracts import Contracts

        return Contracts(self.database)

    @cached_property
    def coverage(self) -> CoverageService:
        """How far companies have come, by branch."""
        from outreach.services.coverage import CoverageService

        return CoverageService(self)

    @cached_property
    def inquiries(self) -> Inquiries:
        """What colleagues in other municipalities are asked, and what they answered."""
        from outreach.services.inquiries import Inquiries

        return Inquiries(self.database)

    @cached_property
    def question_letters(self) -> QuestionLetters:
        """The answers about a tender, told to all who were notified of it."""
        from outreach.services.question_letters import QuestionLetters

        return QuestionLetters(self)

    @cached_property
    def requirement_cards(self) -> RequirementCards:
        """What was required at a purchase, and why."""
        from outreach.services.requirement_cards import RequirementCards

        return RequirementCards(self.database)

    @cached_property
    def neighbours(self) -> Neighbours:
        """What other municipalities will buy."""
        from outreach.services.neighbours import Neighbours

        return Neighbours(self.database)

    @cached_property
    def flyer_texts(self) -> FlyerTexts:
        """The words of flyers."""
        from outreach.services.flyer_texts import FlyerTexts

        return FlyerTexts(self.database)

    @cached_property
    def packages(self) -> Packages:
        """What goes between municipalities."""
        from outreach.services.packages import Packages

        return Packages(self)

    @cached_property
    def backups(self) -> Backups:
        """Backups of this workspace."""
        from outreach.services.backups import Backups

        return Backups(self.database)

    @cached_property
    def next_contacts(self) -> NextContacts:
        """When companies are to be heard of next."""
        from outreach.services.next_contacts import NextContacts

        return NextContacts(self.database)

    @cached_property
    def dialogue(self) -> Dialogue:
        """The log of a tender as a paper."""
        from outreach.services.dialogue import Dialogue

        return Dialogue(self)

    @cached_property
    def contract_letters(self) -> ContractLetters:
        """Letters to suppliers."""
        from outreach.services.contract_letters import ContractLetters

        return ContractLetters(self)

    @cached_property
    def today(self) -> Today:
        """What the day asks for."""
        from outreach.services.today import Today

        return Today(self)

    @cached_property
    def mailings(self) -> Mailings:
        """Texts to many."""
        from outreach.services.mailings import Mailings

        return Mailings(self)

    @cached_property
    def single_answers(self) -> SingleAnswers:
        """The answer to one who asked."""
        from outreach.services.single_answers import SingleAnswers

        return SingleAnswers(self)

    @cached_property
    def audit(self) -> Audit:
        """Who took what out of the register."""
        from outreach.services.audit import Audit

        return Audit(self)

    @cached_property
    def extracts(self) -> Extracts:
        """Everything about one person (GDPR art. 15)."""
        from outreach.services.extracts import Extracts

        return Extracts(self)

    @cached_property
    def erasures(self) -> Erasures:
        """Erasing, anonymising, refusing (GDPR art. 17)."""
        from outreach.services.erasures import Erasures

        return Erasures(self)

    @cached_property
    def open_matters(self) -> OpenMatters:
        """What is still open about people."""
        from outreach.services.open_matters import OpenMatters

        return OpenMatters(self)

    @cached_property
    def disposals(self) -> Disposals:
        """What has been kept long enough."""
        from outreach.services.disposals import Disposals

        return Disposals(self)

    @cached_property
    def releases(self) -> Releases:
        """Public documents that somebody asks for."""
        from outreach.services.releases import Releases

        return Releases(self)

    @cached_property
    def lost_devices(self) -> LostDevices:
        """What lay on a computer that is gone."""
        from outreach.services.lost_devices import LostDevices

        return LostDevices(self)

    @cached_property
    def protection(self) -> ProtectionService:
        """Encryption at rest: passphrase, recovery code, key ring."""
        from outreach.services.protection import ProtectionService

        return ProtectionService(self)

    @cached_property
    def exchange(self) -> Exchange:
        """Other laptops."""
        from outreach.services.exchange import Exchange

        return Exchange(self.database, self.erasures.follow)

    @cached_property
    def privacy(self) -> Privacy:
        """Why people are registered, and what they are told."""
        from outreach.services.privacy import Privacy

        return Privacy(self)

    @cached_property
    def registered(self) -> Registered:
        """Objections, restrictions, protected addresses, consents, and who was told."""
        from outreach.services.registered import Registered

        return Registered(self)

    @cached_property
    def processing_record(self) -> ProcessingRecord:
        """The record of article 30."""
        from outreach.services.processing_record import ProcessingRecord

        return ProcessingRecord(self)

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
