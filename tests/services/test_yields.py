"""What events gave for what they took, reckoned by hand on a small register."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.domain.event import Event
from outreach.domain.event_yield import Yield
from outreach.domain.follow_up import FollowUp
from outreach.domain.guest import Answer, Attendance, Guest, Standing
from outreach.domain.plan import Plan
from outreach.domain.record import Kind
from outreach.domain.tender import Money
from outreach.domain.when import zoned
from outreach.errors import NotFound
from outreach.services.capturing import Capture
from outreach.services.house import House
from tests.services.conftest import StillClock

SPRING, AUTUMN, YEAR = date(2026, 3, 10), date(2026, 10, 20), (date(2026, 1, 1), date(2026, 12, 31))


def an_event(house: House, day: date, title: str) -> Event:
    when = zoned(datetime(day.year, day.month, day.day, 8), datetime(day.year, day.month, day.day, 10))
    event = Event(title=title, when=when)
    house.events.save(event)
    return event


def talk(house: House, clock: StillClock, day: date, person: str, company: str, event: Event | None, *, promised: str = "") -> None:
    """Log a conversation on its day at 09:00, written down at once; with a promise for the week after."""
    clock.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    said = Capture(person=person, company=company, event=event.id if event else None, note="pratade", at=clock.now)
    kept = house.meetings.capture(said)
    if promised:
        house.follow_ups.save(
            FollowUp(due=day + timedelta(days=7), text=promised, meeting=kept.meeting.id, company=kept.company.id)
        )


@pytest.fixture
def year(house: House, clock: StillClock) -> tuple[Event, Event]:
    """Two events and five companies.

    In February, before both, somebody telephoned with Alfa. Spring: Alfa, Beta twice, Gamma. Autumn: Beta, Delta with two people,
    and a conversation with Epsilon, which is met again a week later.
    """
    spring, autumn = an_event(house, SPRING, "Vårfrukost"), an_event(house, AUTUMN, "Höstmässa")
    talk(house, clock, date(2026, 2, 3), "Anna Al", "Alfa", None)
    talk(house, clock, SPRING, "Anna Al", "Alfa", spring)
    talk(house, clock, SPRING, "Bo Be", "Beta", spring, promised="ring")
    talk(house, clock, SPRING, "Bo Be", "Beta", spring, promised="mejla")
    talk(house, clock, SPRING, "Gun Ga", "Gamma", spring)
    talk(house, clock, AUTUMN, "Bo Be", "Beta", autumn)
    talk(house, clock, AUTUMN, "Disa De", "Delta", autumn, promised="besök")
    talk(house, clock, AUTUMN, "Dan De", "Delta", autumn)
    talk(house, clock, AUTUMN, "Eva Ep", "Epsilon", autumn)
    talk(house, clock, AUTUMN + timedelta(days=7), "Eva Ep", "Epsilon", None)
    house.questions.ask("När betalar ni?", event=autumn.id)
    clock.now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    return spring, autumn


def test_companies_are_new_at_the_event_where_they_were_first_spoken_to(house: House, year: tuple[Event, Event]) -> None:
    spring, autumn = (house.plans.yield_of(event.id) for event in year)
    assert (spring.conversations, spring.companies, spring.new_companies) == (4, 3, 2), "Alfa had telephoned before"
    assert (autumn.conversations, autumn.companies, autumn.new_companies) == (4, 3, 2), "a bare question is no conversation"


def test_people_are_new_who_came_into_the_register_there(house: House, year: tuple[Event, Event]) -> None:
    spring, autumn = (house.plans.yield_of(event.id) for event in year)
    assert spring.new_people == 2
    assert autumn.new_people == 3


def test_somebody_who_stood_in_the_register_before_is_met_for_the_first_time_and_not_new_in_it(
    house: House, clock: StillClock
) -> None:
    clock.now = datetime(2026, 1, 5, 9, tzinfo=UTC)
    house.guests.add_named(an_event(house, date(2026, 1, 6), "Annat").id, "Åsa Öberg, Ökna AB")
    event = an_event(house, SPRING, "Vårfrukost")
    talk(house, clock, SPRING, "Åsa Öberg", "Ökna AB", event)
    found = house.plans.yield_of(event.id)
    assert (found.new_companies, found.new_people) == (1, 0)


def test_follow_ups_are_counted_as_made_and_as_done(house: House, year: tuple[Event, Event]) -> None:
    spring, _ = year
    ring = next(one for one in house.follow_ups.open_ones() if one.cells["text"] == "ring")
    house.follow_ups.finish([ring.id])
    found = house.plans.yield_of(spring.id)
    assert (found.promised, found.kept) == (2, 1)


def test_guests_are_counted_as_invited_accepted_come_and_walked_in(house: House, year: tuple[Event, Event]) -> None:
    spring, _ = year
    listed = [
        Guest(event=spring.id, name="Kom", attendance=Attendance.CAME, answer=Answer.ACCEPTED),
        Guest(event=spring.id, name="Kom inte", attendance=Attendance.ABSENT, answer=Answer.ACCEPTED),
        Guest(event=spring.id, name="Okänd"),
        Guest(event=spring.id, name="Återtagen", standing=Standing.UNINVITED),
        Guest(event=spring.id, name="Förbi", attendance=Attendance.CAME, walk_in=True),
    ]
    with house.database.work("x") as work:
        for guest in listed:
            work.save(Kind.GUEST, guest)
    found = house.plans.yield_of(spring.id)
    assert (found.invited, found.accepted, found.came, found.walk_ins) == (3, 2, 2, 1)


def test_hours_and_cost_are_set_against_the_new_companies(house: House, year: tuple[Event, Event]) -> None:
    spring, _ = year
    house.plans.save(Plan(event=spring.id, hours=9.0, cost=Money(500_050)))
    found = house.plans.yield_of(spring.id)
    assert found.hours_per_new_company == 4.5
    assert found.cost_per_new_company == Money(250_025)
    figures = {figure.name: figure for figure in found.figures()}
    assert (figures["Cost for each new company"].value, figures["Cost for each new company"].n) == (2500.25, 2)
    assert (figures["Hours"].value, figures["Hours"].unit, figures["Hours"].n) == (9.0, "h", 1)
    assert (figures["Companies met for the first time"].value, figures["Companies met for the first time"].n) == (2.0, 3)


def test_nothing_is_divided_by_zero_and_what_is_not_known_is_none(house: House) -> None:
    event = an_event(house, SPRING, "Ingen kom")
    nothing = house.plans.yield_of(event.id)
    assert (nothing.hours_per_new_company, nothing.cost_per_new_company) == (None, None)
    assert {figure.name: figure.value for figure in nothing.figures()}["Hours"] is None
    house.plans.save(Plan(event=event.id, hours=4.0, cost=Money(100_000)))
    found = house.plans.yield_of(event.id)
    assert (found.hours_per_new_company, found.cost_per_new_company) == (None, None)
    assert {figure.name: figure.value for figure in found.figures()}["Cost"] == 1000.0
    assert Yield(event=None).figures()[0].value == 0.0


def test_several_events_are_summed_without_counting_a_company_twice(house: House, year: tuple[Event, Event]) -> None:
    spring, autumn = year
    house.plans.save(Plan(event=spring.id, hours=6.0, cost=Money(200_000)))
    house.plans.save(Plan(event=autumn.id, hours=10.0))
    found = house.plans.yields(*YEAR)
    assert [one.event.title for one in found.each if one.event] == ["Vårfrukost", "Höstmässa"]
    total = found.total
    assert (total.events, total.conversations, total.companies, total.new_companies, total.new_people) == (2, 8, 5, 4, 5)
    assert (total.hours, total.with_hours, total.hours_per_new_company) == (16.0, 2, 4.0)
    assert (total.with_cost, total.cost_per_new_company) == (1, Money(100_000)), "the autumn's cost is not known: its two stay out"


def test_a_time_takes_the_events_that_began_in_it_and_no_cancelled_ones(house: House, year: tuple[Event, Event]) -> None:
    spring, autumn = year
    assert len(house.plans.yields(SPRING, SPRING).each) == 1
    assert house.plans.yields(date(2026, 3, 11), date(2026, 10, 19)).each == ()
    an_event(house, date(2026, 12, 20), "Julgröt, som kommer")
    assert len(house.plans.yields(*YEAR).each) == 2
    house.events.cancel(autumn.id)
    assert [one.event.id for one in house.plans.yields(*YEAR).each if one.event] == [spring.id]


def test_costs_in_two_currencies_have_no_sum(house: House, year: tuple[Event, Event]) -> None:
    for event, cost in zip(year, (Money(100_000), Money(100_000, "EUR")), strict=True):
        house.plans.save(replace(house.plans.of(event.id), cost=cost))
    assert house.plans.yields(*YEAR).total.cost is None


def test_a_yield_of_no_event_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        house.plans.yield_of(Event(title="x", when=zoned(datetime(2026, 1, 1), datetime(2026, 1, 1))).id)
