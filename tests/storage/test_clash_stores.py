"""The questions behind clashes, on both databases: what touches a time, whose plan lies near, whose deadline falls in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from outreach.domain.event import Event, EventStatus
from outreach.domain.plan import Plan
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import zoned
from outreach.storage.database import Database

FIRST, LAST = datetime(2027, 2, 2, 8, tzinfo=UTC), datetime(2027, 2, 2, 10, tzinfo=UTC)


def event(title: str, begins: datetime, hours: int = 1, **more: object) -> Event:
    wall = begins.replace(tzinfo=None)
    return Event(title=title, when=zoned(wall, wall + timedelta(hours=hours), "UTC"), **more)  # type: ignore[arg-type]


def test_only_what_touches_the_time_is_found(database: Database) -> None:
    hour = timedelta(hours=1)
    events = [
        event("before", FIRST - hour),
        event("into", FIRST - hour, 2),
        event("within", FIRST),
        event("after", LAST),
        event("long", FIRST - timedelta(days=20), 24 * 30),
        event("campaign", FIRST - timedelta(days=100), 24 * 300),
        event("cancelled", FIRST, status=EventStatus.CANCELLED),
        event("series", FIRST, recurrence=("RRULE:FREQ=DAILY",)),
    ]
    with database.work("x") as work:
        for one in events:
            work.save(Kind.EVENT, one)
        ids = {one.id: one.title for one in events}
        assert [ids[one] for one, _, _ in work.events.spans(FIRST, LAST)] == ["long", "into", "within"]


def test_plans_are_found_by_when_their_events_begin(database: Database) -> None:
    near = event("near", FIRST)
    far = event("far", FIRST + timedelta(days=90))
    series = event("series", FIRST - timedelta(days=400), recurrence=("RRULE:FREQ=DAILY",))
    with database.work("x") as work:
        for one in (near, far, series):
            work.save(Kind.EVENT, one)
            work.save(Kind.PLAN, Plan(event=one.id))
        assert set(work.plans.near(FIRST, LAST)) == {near.id, series.id}


def test_deadlines_for_bids_and_questions_are_found(database: Database) -> None:
    with database.work("x") as work:
        for title, more in (
            ("bids", {"tender_deadline": FIRST}),
            ("questions", {"question_deadline": LAST - timedelta(minutes=1)}),
            ("late", {"tender_deadline": LAST}),
            ("none", {}),
        ):
            work.save(Kind.TENDER, Tender(title=title, **more))  # type: ignore[arg-type]
        assert {one.title for one in work.tenders.due_between(FIRST, LAST)} == {"bids", "questions"}
