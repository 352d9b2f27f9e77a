"""What stands on the sheets of an event: who may sign, in which order, and what the officers take along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from outreach.domain.booth_paper import Flyer
from outreach.domain.company import Company
from outreach.domain.event import Event
from outreach.domain.event_sheets import MeetingSheet, SignIn
from outreach.domain.guest import Answer, Attendance, Guest, Standing
from outreach.domain.plan import Exhibitor, Hope, Outline, Plan, Shift, Side
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import zoned
from outreach.errors import InvalidInput, NotFound
from outreach.services.handout_kinds.registry import kinds
from outreach.services.house import House

WHEN = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9))


@pytest.fixture
def event(house: House) -> Event:
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    made = Event(title="Frukost", when=WHEN)
    house.events.save(made)
    return house.events.get(made.id)


def invite(house: House, event: Event, *guests: tuple[str, dict]) -> None:
    with house.database.work("x") as work:
        for name, more in guests:
            work.save(Kind.GUEST, Guest(event=event.id, name=name, **more))


def test_guests_stand_in_swedish_order_with_the_company_of_today(house: House, event: Event) -> None:
    house.guests.add_named(event.id, "Örjan Ek, Bergs Bygg\nZeb Al, Als El\nÅsa Bo, Bos Bil\nÄnna Co, Cos Café")
    company = house.companies.named("Bergs Bygg")[0]
    house.companies.save(replace(company, name="Bergs Bygg & Plåt AB"))
    sheet = house.handouts.sign_in(event.id)
    assert [guest.name for guest in sheet.guests] == ["Zeb Al", "Åsa Bo", "Änna Co", "Örjan Ek"]
    assert sheet.guests[-1].company == "Bergs Bygg & Plåt AB"
    assert "Älvbro kommun är personuppgiftsansvarig" in sheet.information


def test_who_may_not_or_will_not_come_is_left_out_and_who_waits_is_marked(house: House, event: Event) -> None:
    invite(
        house,
        event,
        ("Kommer", {"answer": Answer.ACCEPTED}),
        ("Kanske", {"answer": Answer.TENTATIVE}),
        ("Tyst", {}),
        ("Väntar", {"standing": Standing.WAITING}),
        ("Återtagen", {"standing": Standing.UNINVITED}),
        ("Tackade nej", {"answer": Answer.DECLINED}),
        ("Skickar en annan", {"answer": Answer.DELEGATED}),
        ("", {"walk_in": True, "attendance": Attendance.CAME}),
    )
    found = {guest.name: guest.waiting for guest in house.handouts.sign_in(event.id).guests}
    assert found == {"Kanske": False, "Kommer": False, "Tyst": False, "Väntar": True}


def test_meeting_sheet_has_the_plan_with_its_times_on_the_clock(house: House, event: Event) -> None:
    tender, company = Tender(title="Snöröjning", stage=Stage.PLANNED), Company(name="Bergs Bygg")
    house.tenders.save(tender)
    house.companies.save(company)
    house.events.save(replace(event, tenders=(tender.id,)))
    shifts = (
        Shift(officer="Bo Ek", post="Plockar undan", begins=90, ends=120),
        Shift(officer="Anna Ek", post="Dörren", begins=-20, ends=30),
    )
    hopes = (Hope(company=company.id, why="Snö"),)
    house.plans.save(Plan(event=event.id, outline=Outline(shifts=shifts, goals=("Tio nya",)), hopes=hopes))
    sheet = house.handouts.meeting_sheet(event.id)
    assert [(post.officer, post.begins) for post in sheet.posts] == [
        ("Anna Ek", datetime(2026, 12, 3, 7, 10)),
        ("Bo Ek", datetime(2026, 12, 3, 9)),
    ]
    assert [line.company_name for line in sheet.hopes] == ["Bergs Bygg"]
    assert [one.title for one in sheet.tenders] == ["Snöröjning"]
    assert sheet.exhibitor is None
    booth = Exhibitor(organiser="Mässan")
    house.plans.save(replace(house.plans.of(event.id), outline=Outline(side=Side.EXHIBITOR), exhibitor=booth))
    assert house.handouts.meeting_sheet(event.id).exhibitor == Exhibitor(organiser="Mässan")


def test_of_a_series_the_sheets_show_the_next_date(house: House) -> None:
    start = zoned(datetime(2026, 11, 5, 15), datetime(2026, 11, 5, 16))
    event = Event(title="Rådgivning", when=start, recurrence=("RRULE:FREQ=WEEKLY;COUNT=8",))
    house.events.save(event)
    assert house.handouts.meeting_sheet(event.id).when.first_day == date(2026, 11, 26)
    assert house.handouts.sign_in(event.id).when.first_day == date(2026, 11, 26)


def test_a_moved_date_of_a_series_has_the_guests_and_the_plan_of_the_series_until_it_has_its_own(house: House) -> None:
    start = zoned(datetime(2026, 11, 5, 15), datetime(2026, 11, 5, 16))
    series = Event(title="Rådgivning", when=start, recurrence=("RRULE:FREQ=WEEKLY;COUNT=8",))
    later = zoned(datetime(2026, 11, 27, 15), datetime(2026, 11, 27, 16))
    moved = Event(title="Rådgivning", when=later, uid=series.uid, recurrence_id="20261126T150000")
    for event in (series, moved):
        house.events.save(event)
    house.guests.add_named(series.id, "Åsa Öberg")
    house.plans.save(Plan(event=series.id, outline=Outline(goals=("Alla får svar",))))
    assert [guest.name for guest in house.handouts.sign_in(moved.id).guests] == ["Åsa Öberg"]
    sheet = house.handouts.meeting_sheet(moved.id)
    assert (sheet.goals, sheet.when) == (("Alla får svar",), later)
    house.guests.add_named(moved.id, "Bo Ek")
    assert [guest.name for guest in house.handouts.sign_in(moved.id).guests] == ["Bo Ek"]


def test_without_an_event_it_is_for_the_next_one(house: House, event: Event, tmp_path: Path) -> None:
    sheet = house.handouts.meeting_sheet()
    assert sheet.event == event
    printed = house.handouts.save(house.handouts.sign_in(), tmp_path / "lista.pdf")
    assert printed.pages == 1
    house.events.cancel(event.id)
    with pytest.raises(InvalidInput):
        house.handouts.meeting_sheet()
    with pytest.raises(NotFound):
        house.handouts.sign_in(Event(title="x", when=WHEN).id)


def test_every_kind_is_made_for_an_event_and_drawn(house: House, event: Event) -> None:
    made = [house.handouts.for_event(kind, event.id, "en") for kind in kinds()]
    assert {Flyer, MeetingSheet, SignIn} <= {type(one) for one in made}
    assert all(house.handouts.draw(one).startswith(b"%PDF") for one in made)


def test_too_many_empty_lines_are_refused(house: House, event: Event) -> None:
    with pytest.raises(InvalidInput):
        house.handouts.sign_in(event.id, empty_lines=201)
