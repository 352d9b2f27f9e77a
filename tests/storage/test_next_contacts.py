"""Next contact in SQL is next contact by the rule, for any history, on both databases."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from outreach.domain.company import Company
from outreach.domain.follow_up import FollowUp
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.services.next_contacts import NextContacts
from outreach.storage.database import Database
from outreach.storage.work import Work

START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def test_the_column_says_what_the_rule_says_for_eighty_random_histories(database: Database) -> None:
    draw = random.Random(6)
    with database.work("history") as work:
        companies = [_history(work, draw, number) for number in range(80)]
    service = NextContacts(database)
    expected = {company: service.of(company).day for company in companies}
    with database.read() as view:
        store = view.companies
        rows = {row.id: row.cells["next_contact"] for row in store.rows(store.keys(Listing(Kind.COMPANY)))}
        by_day = store.rows(store.keys(Listing(Kind.COMPANY, sort="next_contact")))
        none = set(store.ids(Listing(Kind.COMPANY, filters=(("next_contact", "none"),))))
        overdue = set(store.ids(Listing(Kind.COMPANY, filters=(("next_contact", f"<{TODAY}"),))))
    assert rows == expected
    days = [row.cells["next_contact"] for row in by_day if row.cells["next_contact"]]
    assert days == sorted(days)
    assert len(set(days)) > 20
    assert none == {one for one, day in expected.items() if day is None}
    assert overdue == {one for one, day in expected.items() if day and day < TODAY}
    assert {row.id for row in service.due(TODAY)} == {one for one, day in expected.items() if day and day <= TODAY}
    own = {one for one in expected if service.of(one).why in ("chosen", "rhythm")}
    assert {row.id for row in service.chosen_due(TODAY)} == {row.id for row in service.due(TODAY)} & own


def _history(work: Work, draw: random.Random, number: int) -> object:
    chosen = draw.random() < 0.5
    company = work.save(
        Kind.COMPANY,
        Company(
            name=f"Bolag {number:03}",
            next_contact=date(2026, 1, 1) + timedelta(days=draw.randrange(500)) if chosen else None,
            next_contact_set=START + timedelta(hours=draw.randrange(7000)) if chosen and draw.random() < 0.9 else None,
            contact_months=draw.choice((None, None, 1, 3, 12)),
        ),
    )
    person = work.save(Kind.PERSON, Person(name=f"Person {number}", roles=(Role(company.id),)))
    for _ in range(draw.randrange(3)):
        at = START + timedelta(minutes=draw.randrange(7000 * 60), microseconds=draw.randrange(2) * 5)
        work.save(Kind.MEETING, Meeting(at=at, company=company.id, note="talk"))
    for _ in range(draw.choice((0, 0, 1, 2))):
        links = draw.choice(
            ({"company": company.id}, {"person": person.id}, {"company": company.id, "person": person.id})
        )
        due = date(2026, 6, 1) + timedelta(days=draw.randrange(300))
        done = START if draw.random() < 0.5 else None
        work.save(Kind.FOLLOW_UP, FollowUp(due=due, text="ring", done=done, **links))
    return company.id
