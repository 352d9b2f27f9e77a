"""Fills a workspace with the sample municipality, as one action that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from outreach.domain.contact import Address
from outreach.domain.record import Kind, Record
from outreach.domain.unit import UNIT_ID, Officer, Unit
from outreach.language import N_
from outreach.services.demo.bids import keep_sample_bids
from outreach.services.demo.businesses import Businesses
from outreach.services.demo.chance import FIXED, MOBILES, Chance
from outreach.services.demo.contracts import sample_contracts
from outreach.services.demo.doubles import ONE_IN, twice_companies, twice_people
from outreach.services.demo.effect_figures import keep_effect
from outreach.services.demo.emblem import emblem
from outreach.services.demo.equal_treatment import with_information
from outreach.services.demo.event_plans import event_plans
from outreach.services.demo.guest_list import guest_list
from outreach.services.demo.inbox import waiting_cards
from outreach.services.demo.invited import invited, keep_capacity
from outreach.services.demo.network import share
from outreach.services.demo.next_contacts import next_contacts, opted_out
from outreach.services.demo.pipeline import with_pipeline
from outreach.services.demo.plain_texts import with_figures
from outreach.services.demo.plans import BUYER, SITE, Plans
from outreach.services.demo.question_bank import keep_question_bank
from outreach.services.demo.questions import asked_questions
from outreach.services.demo.results import with_results
from outreach.services.demo.sample_views import sample_views
from outreach.services.demo.series_dates import without_days_off
from outreach.services.demo.talks import Talks
from outreach.services.demo.watch_lists import sample_watches

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import Work

R = TypeVar("R", bound=Record)

OFFICERS = ("Maria Lindqvist", "Erik Norling")
DEPARTMENT, MAILBOX = "Upphandlingsenheten", "upphandling@alvbro.example"
_TITLES = ("Upphandlare", "Upphandlare och näringslivskontakt")

#: For so many conversations one question is counted without anybody's name.
_TALKS_FOR_A_QUESTION = 20
#: Records are written in slices, so that somebody who waits sees that it goes on.
_SLICE = 200


def fill(
    house: House,
    *,
    seed: int = 20261124,
    today: date,
    companies: int = 900,
    people: int = 1600,
    events: int = 40,
    tenders: int = 60,
    meetings: int = 2500,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write the sample municipality Älvbro into an empty workspace, with its year laid around `today`.

    The same seed, day and numbers give the same records, ids included. Past events lie up to 300 days back, coming ones up
    to 240 days ahead. `progress` is told how many of all records are written. Everything is one action.
    """
    chance = Chance(seed, today)
    plans = Plans(chance, OFFICERS)
    made_tenders = with_figures(house, chance, with_pipeline(seed, today, plans.tenders(tenders)))
    made_events = without_days_off(plans.events(events, made_tenders))
    businesses = Businesses(chance)
    made_companies = businesses.companies(companies - companies // ONE_IN)
    made_people = businesses.people(made_companies, people - people // ONE_IN)
    made_tenders, notices = with_results(seed, today, made_tenders, made_companies)
    branches = {company.id: businesses.branch_of[company.name] for company in made_companies}
    talks = Talks(chance, OFFICERS, branches, made_tenders)
    made_meetings = talks.meetings(meetings, made_events, made_people)
    made_meetings, told_one = with_information(seed, today, made_meetings, made_tenders, OFFICERS)
    promises = talks.follow_ups(made_meetings)
    guests = guest_list(chance, made_events, made_people)
    asked_in = invited(seed, today, made_events, made_people, guests, MAILBOX, DEPARTMENT)
    cards = waiting_cards(chance, made_events, OFFICERS)
    views = sample_views(chance, made_companies)
    questions, asked = asked_questions(chance, OFFICERS, made_events, made_tenders, meetings // _TALKS_FOR_A_QUESTION)
    event_planning = event_plans(seed, today, OFFICERS, made_events, made_tenders, made_companies, made_people)
    made_people += twice_people(chance, made_people, people // ONE_IN)
    made_companies += twice_companies(chance, made_companies, companies // ONE_IN)
    contracts = sample_contracts(seed, today, made_tenders, made_companies, OFFICERS)
    total = tenders + events + len(made_companies) + len(made_people) + len(made_meetings) + len(promises)
    total += len(event_planning) + len(asked_in.guests) + len(asked_in.invitations) + len(asked_in.replies)
    total += len(guests) + len(questions) + len(asked) + len(views) + len(cards) + len(notices) + len(contracts)
    with house.database.work(N_("Made the sample municipality {name}"), name=BUYER) as work:
        _save_unit(work, chance)
        keeper = _Keeper(work, total, progress)
        keeper.keep(Kind.TENDER, [house.tenders.checked(work, one) for one in made_tenders])
        keeper.keep(Kind.NOTICE, notices)
        keeper.keep(Kind.EVENT, [house.events.checked(work, one) for one in made_events])
        keeper.keep(Kind.COMPANY, [house.companies.checked(work, one) for one in made_companies])
        keeper.keep(Kind.PERSON, [house.people.checked(work, one) for one in made_people])
        keeper.keep(Kind.MEETING, [house.meetings.checked(work, one) for one in made_meetings])
        keeper.keep(Kind.FOLLOW_UP, promises)
        keeper.keep(Kind.QUESTION, [house.questions.checked(work, one) for one in questions])
        keeper.keep(Kind.MEETING, [house.meetings.checked(work, one) for one in asked])
        keeper.keep(Kind.GUEST, [house.guests.checked(work, one) for one in guests])
        keeper.keep(Kind.PLAN, [house.plans.checked(work, one) for one in event_planning])
        keep_capacity(work, asked_in)
        keeper.keep(Kind.GUEST, [house.guests.checked(work, one) for one in asked_in.guests])
        keeper.keep(Kind.INVITATION, asked_in.invitations)
        keeper.keep(Kind.REPLY, asked_in.replies)
        for one in cards:
            if one.card.picture is not None:
                work.keep_picture(one.picture, "image/jpeg", one.card.picture)
        keeper.keep(Kind.INBOX_CARD, [one.card for one in cards])
        keeper.keep(Kind.VIEW, [house.views.checked(work, one) for one in views])
        keeper.keep(Kind.CONTRACT, [house.contracts.checked(work, one) for one in contracts])
        work.add_many(Kind.WATCH, sample_watches(seed, today, work.tenders.all()))
        share(work, seed, today, work.tenders.all(), BUYER, MAILBOX)
        keep_question_bank(work, seed, today)
        kept_companies = work.companies.many(one.id for one in made_companies)
        work.save_many(Kind.COMPANY, next_contacts(seed, today, list(kept_companies.values()), made_meetings))
        work.save_many(Kind.PERSON, opted_out(seed, list(work.people.many(one.id for one in made_people).values())))
        work.add_many(Kind.DISCLOSURE, told_one)
        keep_sample_bids(work, seed, today, made_tenders, OFFICERS)
        keep_effect(work, seed, today)


class _Keeper:
    """Adds records in slices and tells how far it has come."""

    def __init__(self, work: Work, total: int, progress: Callable[[int, int], None] | None) -> None:
        self.work = work
        self.total = total
        self.progress = progress
        self.done = 0

    def keep(self, kind: Kind, records: Sequence[R]) -> None:
        for start in range(0, len(records), _SLICE):
            part = records[start : start + _SLICE]
            self.work.add_many(kind, part)
            self.done += len(part)
            if self.progress is not None:
                self.progress(self.done, self.total)


def _save_unit(work: Work, chance: Chance) -> None:
    known = work.units.get(UNIT_ID)
    unit = Unit(
        id=UNIT_ID,
        version=known.version if known else 0,
        municipality=BUYER,
        department=DEPARTMENT,
        address=Address("Storgatan 1", "799 10", "Älvbro"),
        phone=FIXED[-1],
        email=MAILBOX,
        website=f"{SITE}/upphandling",
        logo=emblem(),
    )
    work.save(Kind.UNIT, unit)
    named = {officer.name for officer in work.officers.all()}
    for number, (name, title) in enumerate(zip(OFFICERS, _TITLES, strict=True)):
        if name not in named:
            mail = f"{name.casefold().replace(' ', '.')}@alvbro.example"
            officer = Officer(id=chance.id(), name=name, title=title, phone=MOBILES[number], email=mail)
            work.save(Kind.OFFICER, officer)
