"""Questions on both databases: how often, when last, and which were asked at an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from outreach.domain.event import Event, EventKind
from outreach.domain.inquiry import Inquiry
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import year_of, zoned
from outreach.storage.database import Database

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
FAIR = Event(title="Mässan", kind=EventKind.FAIR, when=zoned(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 17)))
OFTEN, ONCE, NEVER = Question(text="När betalar ni?"), Question(text="Åker ni ut?"), Question(text="Är det sant?")


def test_counts_and_the_last_time_come_from_the_conversations(database: Database) -> None:
    with database.work("Filled") as work:
        work.save(Kind.EVENT, FAIR)
        for question in (ONCE, OFTEN, NEVER):
            work.save(Kind.QUESTION, question)
        for hours, question, event in ((1, OFTEN, FAIR.id), (3, OFTEN, None), (2, ONCE, FAIR.id)):
            at = AT + timedelta(hours=hours)
            work.save(Kind.MEETING, Meeting(at=at, officer="Anna Ek", event=event, note="?", question=question.id))
    with database.read() as view:
        assert view.questions.facts([OFTEN.id, ONCE.id, NEVER.id, uuid4()]) == {
            OFTEN.id: (2, AT + timedelta(hours=3)),
            ONCE.id: (1, AT + timedelta(hours=2)),
        }
        assert view.questions.ids(Listing(Kind.QUESTION)) == [OFTEN.id, ONCE.id, NEVER.id]
        assert set(view.questions.ids(Listing(Kind.QUESTION, filters=(("event", str(FAIR.id)),)))) == {OFTEN.id, ONCE.id}
        assert [meeting.question for meeting in view.meetings.of(Kind.QUESTION, OFTEN.id)] == [OFTEN.id, OFTEN.id]
        rows = view.questions.rows(view.questions.keys(Listing(Kind.QUESTION, sort="text")))
        assert [row.cells["asked"] for row in rows] == [2, 1, 0]


def test_status_year_times_and_programme_are_reckoned_alike_on_both(database: Database) -> None:
    tender = Tender(title="Snöröjning", tags=("eu",))
    asked = Question(text="Nätet?", tenders=(tender.id,))
    answered = Question(text="Svarad?", answer="Ja.", answered=AT.date(), public=True)
    told = Question(text="Berättad?", answer="Ja.", answered=AT.date(), told=AT)
    inquiry = Inquiry(title="Nätet?", question=asked.id, drafted=AT)
    with database.work("Filled") as work:
        for kind, record in ((Kind.TENDER, tender), (Kind.EVENT, replace(FAIR, tags=("eu",)))):
            work.save(kind, record)
        for question in (asked, answered, told, NEVER):
            work.save(Kind.QUESTION, question)
        kept = work.save(Kind.INQUIRY, inquiry)
        for question, at, more in (
            (asked, AT, {"tenders": (tender.id,)}),
            (answered, AT, {"event": FAIR.id}),
            (answered, AT, {"tags": ("eu",)}),
            (told, AT - timedelta(days=365), {"tags": ("eu",)}),
        ):
            work.save(Kind.MEETING, Meeting(at=at, officer="Anna Ek", note="?", question=question.id, **more))

    def found(*filters: tuple[str, str], sort: str = "") -> list[str]:
        with database.read() as view:
            listing = Listing(Kind.QUESTION, filters=filters, sort=sort)
            return [row.cells["text"] for row in view.questions.rows(view.questions.keys(listing))]

    assert found(sort="status") == ["Är det sant?", "Nätet?", "Svarad?", "Berättad?"]
    assert [found(("status", word)) for word in ("new", "waiting", "answered", "told")] == [
        ["Är det sant?"],
        ["Nätet?"],
        ["Svarad?"],
        ["Berättad?"],
    ]
    assert found(sort="answered")[:2] == ["Svarad?", "Berättad?"]
    assert found(("about", "tender")) == found(("tender", str(tender.id))) == ["Nätet?"]
    assert found(("public", "yes")) == ["Svarad?"]
    assert set(found(("public", "no"))) == {"Nätet?", "Berättad?", "Är det sant?"}
    assert set(found(("year", "2026"))) == {"Nätet?", "Svarad?"}
    assert set(found(("times", "0"), ("times", "2-4"))) == {"Är det sant?", "Svarad?"}
    with database.read() as view:
        assert view.questions.asked_between(*year_of(2026), "eu") == {asked.id: 1, answered.id: 2}
        assert view.inquiries.waited_for([asked.id, told.id]) == {asked.id}
    with database.work("Closed") as work:
        work.save(Kind.INQUIRY, replace(kept, closed=AT.date()))
    assert found(("status", "waiting")) == []
