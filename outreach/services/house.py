"""All services of one open workspace, by the words of the street map. Built once, by `app.py`; both doors get the same."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING, Any

from outreach.domain.record import Kind
from outreach.late import Late

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


def on_file(house: House) -> tuple[object, ...]:
    """Give a service the workspace alone."""
    return (house.database,)


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
    companies: Late[Companies] = Late("outreach.services.companies:Companies", on_file)
    #: The people.
    people: Late[People] = Late("outreach.services.people:People", on_file)
    #: The events.
    events: Late[Events] = Late("outreach.services.events:Events", on_file)
    #: The tenders.
    tenders: Late[Tenders] = Late("outreach.services.tenders:Tenders", on_file)
    #: The conversations.
    meetings: Late[Meetings] = Late("outreach.services.meetings:Meetings", of_a_conversation)
    #: What was promised.
    follow_ups: Late[FollowUps] = Late("outreach.services.follow_ups:FollowUps", on_file)
    #: What was asked, and how often.
    questions: Late[Questions] = Late("outreach.services.questions:Questions", on_file)
    #: Who is invited, and who came.
    guests: Late[Guests] = Late("outreach.services.guests:Guests", on_file)
    #: The mailbox that answers come to.
    mailbox: Late[AnswerMailbox] = Late("outreach.services.mailbox:AnswerMailbox", on_file)
    #: Who may be the same.
    duplicates: Late[Duplicates] = Late("outreach.services.duplicates:Duplicates", on_file)
    #: Lists that are kept by name.
    views: Late[Views] = Late("outreach.services.views:Views", on_file)
    #: Whose register it is, and who works with it.
    unit: Late[UnitService] = Late("outreach.services.unit:UnitService", on_file)
    #: Search over everything.
    search: Late[Search] = Late("outreach.services.search:Search", on_file)
    #: What was done, undo and redo.
    history: Late[History] = Late("outreach.services.history:History", on_file)
    #: What is half typed.
    drafts: Late[Drafts] = Late("outreach.services.drafts:Drafts", on_file)
    #: What goes out as files.
    exports: Late[Exports] = Late("outreach.services.exports:Exports", both)
    #: What is printed for visitors.
    handouts: Late[Handouts] = Late("outreach.services.handouts:Handouts", both)
    #: Files of other programs.
    imports: Late[Imports] = Late("outreach.services.imports:Imports", both)
    #: Cards that wait to be typed in.
    inbox_cards: Late[InboxCards] = Late("outreach.services.inbox_cards:InboxCards", on_file)
    #: What a list becomes outside the program.
    lists: Late[Lists] = Late("outreach.services.lists:Lists")
    #: The officer's own card.
    own_card: Late[OwnCards] = Late("outreach.services.own_card:OwnCards")
    #: What a picture, a card or a message says.
    scan: Late[Scans] = Late("outreach.services.scan:Scans", both)
    #: What waits for the server of a shared workspace. It keeps the box open: to be asked for on the worker alone.
    waiting: Late[Waiting] = Late("outreach.services.waiting:Waiting")
    #: What is logged at the booth while the register is locked.
    letterbox: Late[LetterboxService] = Late("outreach.services.letterbox:LetterboxService")
    #: What the pictures of the calendar show.
    calendar: Late[Calendar] = Late("outreach.services.calendar:Calendar", on_file)
    #: Month, week, agenda and year on paper.
    calendar_prints: Late[CalendarPrints] = Late("outreach.services.calendar_prints:CalendarPrints")
    #: What is at the same time.
    clashes: Late[Clashes] = Late("outreach.services.clashes:Clashes", on_file)
    #: The messages to guests.
    invitations: Late[Invitations] = Late("outreach.services.invitations:Invitations", on_file)
    #: The words of the messages.
    letters: Late[Letters] = Late("outreach.services.letters:Letters", on_file)
    #: Who may want to know of a tender, and whom we told.
    matches: Late[TenderMatches] = Late("outreach.services.tender_matches:TenderMatches", on_file)
    #: What the notices of a tender said.
    notices: Late[Notices] = Late("outreach.services.notices:Notices", on_file)
    #: What waits to be sent.
    outbox: Late[Outbox] = Late("outreach.services.outbox:Outbox", on_file)
    #: How hard a text is to read, and what could be said more simply.
    plain_language: Late[PlainLanguage] = Late("outreach.services.plain_language:PlainLanguage", on_file)
    #: What to do, bring and staff for events.
    plans: Late[Plans] = Late("outreach.services.plans:Plans", lambda house: (house.database, house.events))
    #: What was printed, and how often.
    printings: Late[Printings] = Late("outreach.services.printings:Printings")
    #: One handout for each event or guest.
    handout_batches: Late[HandoutBatches] = Late("outreach.services.handout_batches:HandoutBatches")
    #: The events that others subscribe to.
    published: Late[Published] = Late("outreach.services.published:Published")
    #: The guests' answers.
    replies: Late[Replies] = Late("outreach.services.replies:Replies", lambda house: (house.database, house.guests, house.events))
    #: Tenders by stage and in time, and the contracts that run out.
    pipeline: Late[Pipeline] = Late("outreach.services.pipeline:Pipeline", both)
    #: Thresholds, days and months that the law or the unit sets.
    rules: Late[Rules] = Late("outreach.services.rules:Rules", on_file)
    #: This date, this and following, all.
    series: Late[Series] = Late("outreach.services.series:Series", lambda house: (house.database, house.events))
    #: The calendar on a server.
    shared_calendar: Late[SharedCalendar] = Late("outreach.services.server_calendar:SharedCalendar")
    #: What new events begin with.
    templates: Late[Templates] = Late("outreach.services.templates:Templates", on_file)
    #: The searches that are watched.
    watches: Late[Watches] = Late("outreach.services.watches:Watches", on_file)
    #: What the outreach can be read by.
    effect: Late[EffectService] = Late("outreach.services.effect:EffectService", on_file)
    #: Figures of others to compare with.
    benchmarks: Late[Benchmarks] = Late("outreach.services.benchmarks:Benchmarks", on_file)
    #: Who offered on which lot, and who won.
    bids: Late[Bids] = Late("outreach.services.bids:Bids", on_file)
    #: Who knew of a tender and did not bid, and why.
    no_bids: Late[NoBids] = Late("outreach.services.no_bids:NoBids", on_file)
    #: Where few bids came before, and what comes there now.
    radar: Late[Radar] = Late("outreach.services.radar:Radar", both)
    #: What must reach everyone.
    disclosures: Late[Disclosures] = Late("outreach.services.disclosures:Disclosures", on_file)
    #: Contracts, what was promised in them, and how it was.
    contracts: Late[Contracts] = Late("outreach.services.contracts:Contracts", on_file)
    #: How far companies have come, by branch.
    coverage: Late[CoverageService] = Late("outreach.services.coverage:CoverageService")
    #: What colleagues in other municipalities are asked, and what they answered.
    inquiries: Late[Inquiries] = Late("outreach.services.inquiries:Inquiries", on_file)
    #: The answers about a tender, told to all who were notified of it.
    question_letters: Late[QuestionLetters] = Late("outreach.services.question_letters:QuestionLetters")
    #: What was required at a purchase, and why.
    requirement_cards: Late[RequirementCards] = Late("outreach.services.requirement_cards:RequirementCards", on_file)
    #: What other municipalities will buy.
    neighbours: Late[Neighbours] = Late("outreach.services.neighbours:Neighbours", on_file)
    #: The words of flyers.
    flyer_texts: Late[FlyerTexts] = Late("outreach.services.flyer_texts:FlyerTexts", on_file)
    #: What goes between municipalities.
    packages: Late[Packages] = Late("outreach.services.packages:Packages")
    #: Backups of this workspace.
    backups: Late[Backups] = Late("outreach.services.backups:Backups", on_file)
    #: When companies are to be heard of next.
    next_contacts: Late[NextContacts] = Late("outreach.services.next_contacts:NextContacts", on_file)
    #: The log of a tender as a paper.
    dialogue: Late[Dialogue] = Late("outreach.services.dialogue:Dialogue")
    #: Letters to suppliers.
    contract_letters: Late[ContractLetters] = Late("outreach.services.contract_letters:ContractLetters")
    #: What the day asks for.
    today: Late[Today] = Late("outreach.services.today:Today")
    #: Texts to many.
    mailings: Late[Mailings] = Late("outreach.services.mailings:Mailings")
    #: The answer to one who asked.
    single_answers: Late[SingleAnswers] = Late("outreach.services.single_answers:SingleAnswers")
    #: Who took what out of the register.
    audit: Late[Audit] = Late("outreach.services.audit:Audit")
    #: Everything about one person (GDPR art. 15).
    extracts: Late[Extracts] = Late("outreach.services.extracts:Extracts")
    #: Erasing, anonymising, refusing (GDPR art. 17).
    erasures: Late[Erasures] = Late("outreach.services.erasures:Erasures")
    #: What is still open about people.
    open_matters: Late[OpenMatters] = Late("outreach.services.open_matters:OpenMatters")
    #: What has been kept long enough.
    disposals: Late[Disposals] = Late("outreach.services.disposals:Disposals")
    #: Public documents that somebody asks for.
    releases: Late[Releases] = Late("outreach.services.releases:Releases")
    #: What lay on a computer that is gone.
    lost_devices: Late[LostDevices] = Late("outreach.services.lost_devices:LostDevices")
    #: Encryption at rest: passphrase, recovery code, key ring.
    protection: Late[ProtectionService] = Late("outreach.services.protection:ProtectionService")
    #: Other laptops.
    exchange: Late[Exchange] = Late("outreach.services.exchange:Exchange", lambda house: (house.database, house.erasures.follow))
    #: Why people are registered, and what they are told.
    privacy: Late[Privacy] = Late("outreach.services.privacy:Privacy")
    #: Objections, restrictions, protected addresses, consents, and who was told.
    registered: Late[Registered] = Late("outreach.services.registered:Registered")
    #: The record of article 30.
    processing_record: Late[ProcessingRecord] = Late("outreach.services.processing_record:ProcessingRecord")

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
