"""Plans on both databases, and what they ask of conversations: who was met first and last, and when somebody came in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from outreach.domain.company import Company
from outreach.domain.event import Event
from outreach.domain.follow_up import FollowUp
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.plan import Hope, Outline, Plan, Task
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.storage.database import Database

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
FAIR = Event(title="Mässan", when=zoned(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 17)))
OTHER = Event(title="Galan", when=zoned(datetime(2026, 11, 25, 9), datetime(2026, 11, 25, 17)))
FIRM, NEVER = Company(name="Åkeri AB"), Company(name="Öde AB")
ANNA = Person(name="Anna Berg")
COUNTED = Question(text="När betalar ni?")


def fill(database: Database) -> list[Meeting]:
    talks = [Meeting(at=AT + timedelta(hours=hour), event=FAIR.id, company=FIRM.id, person=ANNA.id) for hour in (3, 1, 2)]
    with database.work("Filled") as work:
        for kind, records in (
            (Kind.EVENT, (FAIR, OTHER)),
            (Kind.COMPANY, (FIRM, NEVER)),
            (Kind.PERSON, (ANNA,)),
            (Kind.QUESTION, (COUNTED,)),
            (Kind.MEETING, (*talks, Meeting(at=AT, event=FAIR.id, question=COUNTED.id))),
            (Kind.FOLLOW_UP, (FollowUp(due=AT.date(), meeting=talks[0].id), FollowUp(due=AT.date()))),
        ):
            for record in records:
                work.save(kind, record)
    return talks


def test_a_plan_comes_back_as_it_was_and_is_found_by_whom_it_hopes_for(database: Database) -> None:
    fill(database)
    hopes = (Hope(company=FIRM.id, person=ANNA.id, why="Trä å ä ö"),)
    plan = Plan(event=FAIR.id, outline=Outline(tasks=(Task(text="Tryck", days=-5, done=AT.date()),)), hopes=hopes, hours=2.5)
    with database.work("Planned") as work:
        kept = work.save(Kind.PLAN, plan)
        work.save(Kind.PLAN, Plan(event=OTHER.id, template=str(NEVER.id)))
    with database.read() as view:
        assert view.plans.of(FAIR.id) == kept
        assert view.plans.of_events([FAIR.id, OTHER.id]).keys() == {FAIR.id, OTHER.id}
        assert view.plans.using(FIRM.id) == view.plans.using(ANNA.id) == [kept]
        assert view.plans.using(NEVER.id) == [], "named in another field is not hoped for"


def test_first_and_latest_conversations_are_told_for_many_at_once(database: Database) -> None:
    talks = fill(database)
    with database.read() as view:
        assert view.meetings.first_with(Kind.COMPANY, [FIRM.id, NEVER.id]) == {FIRM.id: AT + timedelta(hours=1)}
        latest = view.meetings.latest_with(Kind.PERSON, [ANNA.id])
        assert latest[ANNA.id].id == talks[0].id
        assert {meeting.id for meeting in view.meetings.at_events([FAIR.id, OTHER.id])} == {one.id for one in talks}
        assert [one.meeting for one in view.follow_ups.from_meetings([one.id for one in talks])] == [talks[0].id]
        assert view.guests.at_events([FAIR.id]) == []
        assert set(view.people.created_of([ANNA.id, FIRM.id])) == {ANNA.id}
