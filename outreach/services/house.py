"""All services of one open workspace, by the words of the street map. Built once, by `app.py`; both doors get the same."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING, Any

from outreach.domain.record import Kind
from outreach.services.calendar import Calendar
from outreach.services.calendar_prints import CalendarPrints
from outreach.services.clashes import Clashes
from outreach.services.companies import Companies
from outreach.services.drafts import Drafts
from outreach.services.duplicates import Duplicates
from outreach.services.events import Events
from outreach.services.exports import Exports
from outreach.services.follow_ups import FollowUps
from outreach.services.guests import Guests
from outreach.services.handouts import Handouts
from outreach.services.history import History
from outreach.services.imports import Imports
from outreach.services.inbox_cards import InboxCards
from outreach.services.invitations import Invitations
from outreach.services.letters import Letters
from outreach.services.lists import Lists
from outreach.services.mailbox import AnswerMailbox
from outreach.services.meetings import Meetings
from outreach.services.outbox import Outbox
from outreach.services.own_card import OwnCards
from outreach.services.people import People
from outreach.services.plans import Plans
from outreach.services.published import Published
from outreach.services.questions import Questions
from outreach.services.records import Records
from outreach.services.replies import Replies
from outreach.services.scan import Scans
from outreach.services.search import Search
from outreach.services.series import Series
from outreach.services.shared_calendar import SharedCalendar
from outreach.services.templates import Templates
from outreach.services.tenders import Tenders
from outreach.services.unit import UnitService
from outreach.services.views import Views

if TYPE_CHECKING:
    from outreach.storage.database import Database


class House:
    """One workspace's services. `database` is for `app.py` and tests; the doors use the services alone."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.companies = Companies(database)
        self.people = People(database)
        self.events = Events(database)
        self.series = Series(database, self.events)
        self.clashes = Clashes(database)
        self.tenders = Tenders(database)
        self.meetings = Meetings(database, self.companies, self.people, self.events.under_way)
        self.follow_ups = FollowUps(database)
        self.questions = Questions(database)
        self.guests = Guests(database)
        self.plans = Plans(database, self.events)
        self.templates = Templates(database)
        self.invitations = Invitations(database)
        self.letters = Letters(database)
        self.replies = Replies(database, self.guests, self.events)
        self.outbox = Outbox(database)
        self.mailbox = AnswerMailbox(database)
        self.inbox_cards = InboxCards(database)
        self.duplicates = Duplicates(database)
        self.views = Views(database)
        self.unit = UnitService(database)
        self.search = Search(database)
        self.history = History(database)
        self.drafts = Drafts(database)
        self.imports = Imports(database, self)
        self.exports = Exports(database, self)
        self.handouts = Handouts(database, self)
        self.scan = Scans(database, self)
        self.own_card = OwnCards(self)
        self.published = Published(self)
        self.shared_calendar = SharedCalendar(self)
        self.lists = Lists(self)
        self.calendar = Calendar(database)
        self.calendar_prints = CalendarPrints(self)

    @property
    def place(self) -> str:
        """Where the workspace lies: a path, or an address without its password."""
        return self.database.place

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

    def records(self, kind: Kind) -> Records[Any]:
        """Return the service of a kind of record that lists show. Raises KeyError."""
        services: dict[Kind, Records[Any]] = {
            Kind.COMPANY: self.companies,
            Kind.PERSON: self.people,
            Kind.EVENT: self.events,
            Kind.TENDER: self.tenders,
            Kind.MEETING: self.meetings,
            Kind.FOLLOW_UP: self.follow_ups,
            Kind.QUESTION: self.questions,
            Kind.GUEST: self.guests,
            Kind.INBOX_CARD: self.inbox_cards,
            Kind.VIEW: self.views,
            Kind.PLAN: self.plans,
            Kind.TEMPLATE: self.templates,
            Kind.INVITATION: self.invitations,
            Kind.REPLY: self.replies,
        }
        return services[kind]

    def close(self) -> None:
        """Close the workspace and let the next writer in."""
        self.drafts.aside.end()
        self.database.close()
