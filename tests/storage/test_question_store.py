"""Questions on both databases: how often, when last, and which were asked at an event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from outreach.domain.event import Event, EventKind
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.when import zoned
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
