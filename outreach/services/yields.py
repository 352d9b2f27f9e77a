"""The yield of events: what they gave for what they took. The definitions stand in `domain/event_yield.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.event import Event, EventStatus
from outreach.domain.event_yield import Yield, Yields
from outreach.domain.follow_up import FollowUp
from outreach.domain.guest import Answer, Attendance, Guest, Standing
from outreach.domain.meeting import Meeting
from outreach.domain.plan import Plan
from outreach.domain.record import Kind
from outreach.domain.tender import Money
from outreach.domain.when import home_day, to_instant
from outreach.errors import NotFound

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View


def yield_of(database: Database, event_id: UUID) -> Yield:
    """Return the yield of one event. Raises NotFound."""
    with database.read() as view:
        event = view.events.get(event_id)
        if event is None:
            raise NotFound(str(event_id))
        return _each(view, [event])[0].reckoned()


def yields(database: Database, first: date, last: date) -> Yields:
    """Return the yields of the events that began in a time, in order, and their sum. See `Plans.yields`."""
    begin = to_instant(datetime.combine(first, time.min), "")
    end = to_instant(datetime.combine(last + timedelta(days=1), time.min), "")
    now = database.signature.clock()
    with database.read() as view:
        near = view.events.between(begin, end)
        began = [one for one in near if first <= one.when.first_day <= last and _was_held(one, now)]
        every = _each(view, sorted(began, key=lambda one: (one.when.start_utc, one.title)))
    # Of a calendar that was taken in there may be meetings that are nobody's outreach.
    found = [one for one in every if one.plan is not None or one.meetings or one.guests]
    return Yields(first, last, tuple(one.reckoned() for one in found), _together(found))


def _was_held(event: Event, now: datetime) -> bool:
    return event.when.start_utc <= now and event.status is not EventStatus.CANCELLED


@dataclass
class _Facts:
    """What is known of one event, before it is counted."""

    event: Event
    plan: Plan | None
    meetings: list[Meeting] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    companies: set[UUID] = field(default_factory=set)
    new_companies: set[UUID] = field(default_factory=set)
    new_people: set[UUID] = field(default_factory=set)

    def reckoned(self) -> Yield:
        return Yield(event=self.event, **_counts([self]))


def _each(view: View, events: Sequence[Event]) -> list[_Facts]:
    ids = [event.id for event in events]
    plans = view.plans.of_events(ids)
    meetings = _by_event(view.meetings.at_events(ids))
    guests = _by_event(view.guests.at_events(ids))
    found = [_Facts(event, plans.get(event.id), meetings[event.id], guests[event.id]) for event in events]
    every = [meeting for facts in found for meeting in facts.meetings]
    promised: dict[UUID | None, list[FollowUp]] = defaultdict(list)
    for follow_up in view.follow_ups.from_meetings([meeting.id for meeting in every]):
        promised[follow_up.meeting].append(follow_up)
    people = {meeting.person for meeting in every if meeting.person}
    firsts = {
        Kind.COMPANY: view.meetings.first_with(Kind.COMPANY, list({one.company for one in every if one.company})),
        Kind.PERSON: view.meetings.first_with(Kind.PERSON, list(people)),
    }
    created = view.people.created_of(people)
    for facts in found:
        facts.follow_ups = [item for meeting in facts.meetings for item in promised[meeting.id]]
        facts.companies = {meeting.company for meeting in facts.meetings if meeting.company}
        facts.new_companies = _first_there(facts.meetings, Kind.COMPANY, firsts[Kind.COMPANY])
        never_before = _first_there(facts.meetings, Kind.PERSON, firsts[Kind.PERSON])
        begins = facts.event.when.first_day
        facts.new_people = {one for one in never_before if one in created and home_day(created[one]) >= begins}
    return found


def _first_there(meetings: Iterable[Meeting], kind: Kind, first: dict[UUID, datetime]) -> set[UUID]:
    """Return whom one of these conversations was the first ever with."""
    named = ((getattr(meeting, kind.value), meeting.at) for meeting in meetings)
    return {who for who, at in named if who is not None and at <= first[who]}


def _by_event(records: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for record in records:
        found[record.event].append(record)
    return found


def _together(found: Sequence[_Facts]) -> Yield:
    return Yield(event=None, **_counts(found))


def _counts(found: Sequence[_Facts]) -> dict[str, Any]:
    guests = [guest for facts in found for guest in facts.guests]
    invited = [guest for guest in guests if not guest.walk_in and guest.standing is not Standing.UNINVITED]
    came = [guest for guest in guests if guest.attendance is Attendance.CAME]
    follow_ups = [item for facts in found for item in facts.follow_ups]
    plans = [facts.plan for facts in found if facts.plan is not None]
    return {
        "events": len(found),
        "conversations": sum(len(facts.meetings) for facts in found),
        "companies": len(set().union(*(facts.companies for facts in found))),
        "new_companies": _new(found),
        "new_people": len(set().union(*(facts.new_people for facts in found))),
        "invited": len(invited),
        "accepted": sum(guest.answer is Answer.ACCEPTED for guest in invited),
        "came": len(came),
        "walk_ins": sum(guest.walk_in for guest in came),
        "promised": len(follow_ups),
        "kept": sum(item.done is not None for item in follow_ups),
        "hours": sum(plan.hours for plan in plans),
        "cost": sum_of_costs([plan.cost for plan in plans if plan.cost is not None]),
        "with_hours": sum(plan.hours > 0 for plan in plans),
        "with_cost": sum(plan.cost is not None for plan in plans),
        "new_with_hours": _new(facts for facts in found if facts.plan is not None and facts.plan.hours > 0),
        "new_with_cost": _new(facts for facts in found if facts.plan is not None and facts.plan.cost is not None),
    }


def _new(found: Iterable[_Facts]) -> int:
    return len(set().union(*(facts.new_companies for facts in found)))


def sum_of_costs(costs: Sequence[Money]) -> Money | None:
    """Return what it cost together; None without any cost, and for costs in several currencies, which have no sum."""
    currencies = {cost.currency for cost in costs}
    if len(currencies) != 1:
        return None
    return Money(sum(cost.hundredths for cost in costs), currencies.pop())
