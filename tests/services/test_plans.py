"""Plans of events: tasks with their days, packing, whom we hope to meet, moving, copying, debrief."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.domain.company import Company
from outreach.domain.due_task import TaskState
from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.person import Person, Role
from outreach.domain.plan import Exhibitor, Hope, Outline, PackingItem, Plan, Shift, Side, Task, time_of_shift
from outreach.domain.record import Kind
from outreach.domain.tender import Money, Stage, Tender
from outreach.domain.when import When, all_day, zoned
from outreach.errors import Ambiguous, ChangedBySomeoneElse, InvalidInput, NotFound
from outreach.services.house import House
from outreach.services.meetings import Capture
from tests.services.conftest import StillClock

TODAY = date(2026, 11, 24)


def an_event(house: House, day: date, title: str = "Frukost", **more) -> Event:
    when = zoned(datetime(day.year, day.month, day.day, 7, 30), datetime(day.year, day.month, day.day, 9))
    event = Event(title=title, when=when, kind=EventKind.BREAKFAST, **more)
    house.events.save(event)
    return house.events.get(event.id)


def with_tasks(house: House, event: Event, *tasks: Task) -> Plan:
    house.plans.save(Plan(event=event.id, outline=Outline(tasks=tasks)))
    return house.plans.of(event.id)


def days(house: House, event: Event) -> list[date]:
    return [one.day for one in house.plans.tasks_of(event.id)]


# Tasks ---------------------------------------------------------------------------------------------------------------


def test_tasks_count_whole_days_across_a_month_and_across_the_clock_change(house: House) -> None:
    # Summer time ends in the night to 25 October 2026, and begins in that to 28 March 2027.
    autumn, spring = an_event(house, date(2026, 11, 2)), an_event(house, date(2027, 3, 29))
    for event in (autumn, spring):
        with_tasks(house, event, Task(text="Tryck", days=-10), Task(text="Påminn", days=-4), Task(text="Utvärdera", days=1))
    assert days(house, autumn) == [date(2026, 10, 23), date(2026, 10, 29), date(2026, 11, 3)]
    assert days(house, spring) == [date(2027, 3, 19), date(2027, 3, 25), date(2027, 3, 30)]


def test_a_leap_day_is_a_day(house: House) -> None:
    event = an_event(house, date(2028, 3, 1))
    with_tasks(house, event, Task(text="Tryck", days=-1))
    assert days(house, event) == [date(2028, 2, 29)]


def test_moving_the_event_moves_its_tasks_and_the_days_of_its_plan_in_one_undo(house: House) -> None:
    event = an_event(house, date(2026, 12, 3))
    plan = Plan(
        event=event.id,
        outline=Outline(side=Side.EXHIBITOR, tasks=(Task(text="Tryck", days=-5),), shifts=(Shift(post="Dörren", begins=-20),)),
        exhibitor=Exhibitor(build_up=datetime(2026, 12, 2, 16), tear_down=datetime(2026, 12, 3, 10)),
        answer_by=date(2026, 11, 30),
    )
    house.plans.save(plan)
    later = zoned(datetime(2026, 12, 10, 8), datetime(2026, 12, 10, 10))
    house.events.save(replace(event, when=later))
    moved = house.plans.of(event.id)
    assert days(house, event) == [date(2026, 12, 5)]
    assert moved.answer_by == date(2026, 12, 7)
    assert moved.exhibitor.build_up == datetime(2026, 12, 9, 16, 30)
    assert moved.exhibitor.tear_down == datetime(2026, 12, 10, 11), "the end moved by an hour more"
    assert time_of_shift(moved.outline.shifts[0], later)[0] == datetime(2026, 12, 10, 7, 40)
    house.history.undo()
    assert house.plans.of(event.id).exhibitor == plan.exhibitor
    assert days(house, event) == [date(2026, 11, 28)]


def test_another_title_leaves_the_plan_alone(house: House) -> None:
    event = an_event(house, date(2026, 12, 3))
    before = with_tasks(house, event, Task(text="Tryck"))
    house.events.save(replace(event, title="Frukost med bageriet"))
    assert house.plans.of(event.id) == before


def test_what_is_due_is_told_over_all_events_the_longest_overdue_first(house: House) -> None:
    soon, later = an_event(house, date(2026, 11, 26), "Snart"), an_event(house, date(2026, 12, 20), "Sedan")
    with_tasks(house, soon, Task(text="Tryck", days=-5), Task(text="Packa", days=-1), Task(text="Tacka", days=6))
    with_tasks(house, later, Task(text="Bjud in", days=-26), Task(text="Påminn", days=-4), Task(text="Boka", days=-40))
    found = [(one.task.text, one.state) for one in house.plans.due_tasks(TODAY)]
    assert found == [
        ("Boka", TaskState.OVERDUE),
        ("Tryck", TaskState.OVERDUE),
        ("Bjud in", TaskState.TODAY),
        ("Packa", TaskState.SOON),
    ]


def test_what_an_officer_has_to_do_includes_what_nobody_has_taken(house: House) -> None:
    event = an_event(house, date(2026, 11, 26))
    with_tasks(
        house, event, Task(text="Min", officer="Anna Ek"), Task(text="Hans", officer="Bo Ek"), Task(text="Ingens")
    )
    assert [one.task.text for one in house.plans.due_tasks(TODAY, "Anna Ek")] == ["Min", "Ingens"]


def test_a_cancelled_event_asks_for_nothing(house: House) -> None:
    event = an_event(house, date(2026, 11, 26))
    with_tasks(house, event, Task(text="Tryck", days=-5))
    house.events.cancel(event.id)
    assert house.plans.due_tasks(TODAY) == []
    assert len(house.plans.tasks_of(event.id)) == 1


def test_what_was_to_be_done_before_is_not_asked_for_once_it_is_over_but_thanks_are(house: House) -> None:
    event = an_event(house, date(2026, 11, 20))
    with_tasks(house, event, Task(text="Tryck", days=-5), Task(text="Tacka", days=2))
    assert [one.task.text for one in house.plans.due_tasks(date(2026, 11, 20))] == ["Tryck", "Tacka"]
    assert [one.task.text for one in house.plans.due_tasks(TODAY)] == ["Tacka"]
    assert [one.task.text for one in house.plans.due_tasks(date(2027, 1, 21))] == ["Tacka"]
    assert house.plans.due_tasks(date(2027, 1, 22)) == []


def test_what_is_to_be_done_a_year_before_or_after_is_asked_for_in_time(house: House) -> None:
    gala, old = an_event(house, date(2027, 11, 20), "Gala"), an_event(house, date(2025, 11, 20), "Förra")
    with_tasks(house, gala, Task(text="Boka Folkets hus", days=-365))
    with_tasks(house, old, Task(text="Fråga igen", days=365))
    assert {one.task.text for one in house.plans.due_tasks(TODAY)} == {"Boka Folkets hus", "Fråga igen"}


def test_tasks_of_a_fair_of_two_days_are_asked_for_while_it_lasts(house: House) -> None:
    event = Event(title="Mässa", when=all_day(date(2026, 11, 23), TODAY))
    house.events.save(event)
    with_tasks(house, event, Task(text="Foto", days=0))
    assert [one.state for one in house.plans.due_tasks(TODAY)] == [TaskState.OVERDUE]


def test_in_a_series_a_tick_counts_for_the_next_date_alone(house: House, clock: StillClock) -> None:
    event = an_event(house, date(2026, 11, 12), "Rådgivning", recurrence=("RRULE:FREQ=WEEKLY;COUNT=6",))
    with_tasks(house, event, Task(text="Lås upp", days=-1), Task(text="Anteckna", days=1))
    held = {one.task.text: (one.held, one.state) for one in house.plans.tasks_of(event.id)}
    assert held["Lås upp"] == (date(2026, 11, 26), TaskState.SOON)
    assert held["Anteckna"] == (date(2026, 11, 19), TaskState.OVERDUE)
    house.plans.tick(event.id, "Lås upp")
    house.plans.tick(event.id, "Anteckna")
    assert house.plans.due_tasks(TODAY) == []
    clock.now += timedelta(days=7)
    again = {one.task.text: one.held for one in house.plans.due_tasks(date(2026, 12, 1))}
    assert again == {"Lås upp": date(2026, 12, 3), "Anteckna": date(2026, 11, 26)}


def test_a_dropped_date_of_a_series_has_no_tasks(house: House) -> None:
    dropped = ("RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE;TZID=Europe/Stockholm:20261126T073000")
    event = an_event(house, date(2026, 11, 19), "Rådgivning", recurrence=dropped)
    with_tasks(house, event, Task(text="Lås upp", days=-1))
    assert [one.held for one in house.plans.tasks_of(event.id)] == [date(2026, 12, 3)]


def test_a_task_is_ticked_by_itself_by_its_place_or_by_its_words(house: House) -> None:
    event = an_event(house, date(2026, 12, 3))
    plan = with_tasks(house, event, Task(text="Tryck flyers", days=-5), Task(text="Tryck listan", days=-1))
    house.plans.tick(event.id, plan.outline.tasks[1])
    house.plans.tick(event.id, 0)
    assert [task.done for task in house.plans.of(event.id).outline.tasks] == [TODAY, TODAY]
    house.plans.tick(event.id, "flyers", done=False)
    assert [task.done for task in house.plans.of(event.id).outline.tasks] == [None, TODAY]
    with pytest.raises(Ambiguous):
        house.plans.tick(event.id, "tryck")
    with pytest.raises(NotFound):
        house.plans.tick(event.id, "packa")
    with pytest.raises(NotFound):
        house.plans.tick(event.id, plan.outline.tasks[1])
    with pytest.raises(NotFound):
        house.plans.tick(event.id, -1)


def test_tasks_are_added_changed_and_taken_off_and_each_is_undone(house: House) -> None:
    event = an_event(house, date(2026, 12, 3))
    house.plans.add_task(event.id, "Tacka", 2)
    house.plans.add_task(event.id, "  Tryck   flyers ", -5, "Anna Ek")
    assert [task.text for task in house.plans.of(event.id).outline.tasks] == ["Tryck flyers", "Tacka"], "in order of days"
    house.plans.change_task(event.id, "tacka", Task(text="Tacka alla", days=3))
    house.plans.drop_task(event.id, "flyers")
    assert house.plans.of(event.id).outline.tasks == (Task(text="Tacka alla", days=3),)
    for _ in range(3):
        house.history.undo()
    assert [task.text for task in house.plans.of(event.id).outline.tasks] == ["Tacka"]
    with pytest.raises(InvalidInput):
        house.plans.add_task(event.id, "   ")


# The plan as a whole -------------------------------------------------------------------------------------------------


def test_an_event_without_a_plan_has_an_empty_one_and_one_alone_is_kept(house: House) -> None:
    event = an_event(house, date(2026, 12, 3))
    first, second = house.plans.of(event.id), house.plans.of(event.id)
    assert first.version == 0
    house.plans.save(replace(first, hours=2.0))
    with pytest.raises(ChangedBySomeoneElse):
        house.plans.save(second)
    assert house.plans.of_events([event.id])[event.id].hours == 2.0


def test_a_plan_of_no_event_is_refused(house: House) -> None:
    with pytest.raises(InvalidInput):
        house.plans.save(Plan(event=Event(title="x", when=all_day(TODAY)).id))
    with pytest.raises(NotFound):
        house.plans.add_task(Event(title="x", when=all_day(TODAY)).id, "Tryck")


def test_negative_hours_and_costs_are_refused(house: House) -> None:
    event = an_event(house, date(2026, 12, 3))
    for wrong in (Plan(event=event.id, hours=-1), Plan(event=event.id, cost=Money(-100))):
        with pytest.raises(InvalidInput):
            house.plans.save(wrong)


def test_deleting_the_event_takes_its_plan_along_and_undo_brings_both_back(house: House) -> None:
    event = an_event(house, date(2026, 12, 3))
    before = with_tasks(house, event, Task(text="Tryck"))
    house.events.delete([event.id])
    assert house.plans.count() == 0
    house.history.undo()
    assert house.plans.of(event.id).outline == before.outline


def test_a_copy_begins_anew_on_its_own_day(house: House) -> None:
    event = an_event(house, date(2026, 10, 22), place="Kommunhuset")
    company = Company(name="Bergs Bygg AB")
    house.companies.save(company)
    plan = Plan(
        event=event.id,
        outline=Outline(tasks=(Task(text="Tryck", days=-5, done=TODAY),), packing=(PackingItem(text="Duk", packed=True),)),
        hopes=(Hope(company=company.id, why="Trä"),),
        answer_by=date(2026, 10, 19),
        hours=9.5,
        cost=Money(250_000),
    )
    house.plans.save(plan)
    house.plans.debrief(event.id, good="Bra")
    changes, made = house.plans.duplicate(event.id, date(2027, 4, 1), "Vårfrukost")
    copied = house.plans.of(made.id)
    assert (made.title, made.place, made.status) == ("Vårfrukost", "Kommunhuset", EventStatus.TENTATIVE)
    assert made.when == zoned(datetime(2027, 4, 1, 7, 30), datetime(2027, 4, 1, 9)), "the same time of day in summer"
    assert made.uid != event.uid
    assert copied.outline.tasks == (Task(text="Tryck", days=-5),)
    assert copied.outline.packing == (PackingItem(text="Duk"),)
    assert copied.hopes == plan.hopes
    assert copied.answer_by == date(2027, 3, 29)
    assert (copied.hours, copied.cost, copied.debrief.at) == (0.0, None, None)
    assert changes.action is not None
    house.history.undo()
    assert house.events.count() == house.plans.count() == 1


def test_packing_is_ticked_added_taken_off_and_ticked_all_at_once(house: House) -> None:
    event = an_event(house, date(2026, 12, 3))
    house.plans.add_packing(event.id, "Roll-up")
    house.plans.add_packing(event.id, "Pennor", 50)
    house.plans.pack(event.id, "pennor")
    assert [item.packed for item in house.plans.of(event.id).outline.packing] == [False, True]
    house.plans.pack_all(event.id)
    assert all(item.packed for item in house.plans.of(event.id).outline.packing)
    house.plans.pack(event.id, 0, packed=False)
    house.plans.drop_packing(event.id, "pennor")
    assert house.plans.of(event.id).outline.packing == (PackingItem(text="Roll-up"),)
    with pytest.raises(InvalidInput):
        house.plans.add_packing(event.id, "Pennor", 0)


# Whom we hope to meet ------------------------------------------------------------------------------------------------


@pytest.fixture
def register(house: House) -> dict[str, Company]:
    """Three companies: one that clears snow and was met in March, one that clears snow and never was, one that bakes."""
    made = {
        "met": Company(name="Plogarna AB", cpv=("90620000",)),
        "new": Company(name="Nya Plog AB", cpv=("90600000",)),
        "tag": Company(name="Skottarna", tags=("snö",)),
        "baker": Company(name="Bageriet", cpv=("15810000",)),
    }
    for company in made.values():
        house.companies.save(company)
    talk = Capture(person="Åsa Öberg", company="Plogarna AB", note="vill ha mindre områden")
    house.meetings.capture(replace(talk, at=datetime(2026, 3, 2, 9, tzinfo=UTC)))
    return made


def test_suggestions_suit_the_featured_tender_and_those_never_met_come_first(
    house: House, register: dict[str, Company]
) -> None:
    tender = Tender(title="Snöröjning", cpv=("90620000",), tags=("snö",), stage=Stage.PLANNED)
    house.tenders.save(tender)
    event = an_event(house, date(2026, 12, 3), tenders=(tender.id,))
    found = house.plans.suggested_hopes(event.id, "sv", 3)
    assert [(line.company_name, line.hope.why) for line in found] == [
        ("Nya Plog AB", "Passar ”Snöröjning”"),
        ("Skottarna", "Passar ”Snöröjning”"),
        ("Plogarna AB", "Passar ”Snöröjning”"),
    ]
    assert found[0].last_contact is None
    assert found[2].last_contact == datetime(2026, 3, 2, 9, tzinfo=UTC)
    every = house.plans.suggested_hopes(event.id, "sv")
    assert (every[-1].company_name, every[-1].hope.why) == ("Bageriet", "Vi har aldrig träffats")
    house.plans.hope(event.id, [found[0].hope])
    assert "Nya Plog AB" not in [line.company_name for line in house.plans.suggested_hopes(event.id, "sv")]


def test_a_person_hoped_for_brings_the_company_and_the_last_contact(house: House, register: dict[str, Company]) -> None:
    event = an_event(house, date(2026, 12, 3))
    person = house.people.at_company(register["met"].id)[0]
    house.plans.hope(event.id, [Hope(person=person.id, why="Frågade om  områden")])
    (line,) = house.plans.hopes(event.id)
    assert (line.company_name, line.person_name, line.hope.why) == ("Plogarna AB", "Åsa Öberg", "Frågade om områden")
    assert line.last is not None
    assert line.last.note == "vill ha mindre områden"
    assert not line.met_there
    talk = Capture(person_id=person.id, event=event.id, note="tack för sist")
    house.meetings.capture(replace(talk, at=datetime(2026, 12, 3, 8, tzinfo=UTC)))
    assert house.plans.hopes(event.id)[0].met_there


def test_hoping_twice_renews_the_reason_and_hoping_for_nobody_is_refused(
    house: House, register: dict[str, Company]
) -> None:
    event = an_event(house, date(2026, 12, 3))
    hope = Hope(company=register["new"].id, why="Snö")
    house.plans.hope(event.id, [hope])
    house.plans.hope(event.id, [replace(hope, why="")])
    assert house.plans.of(event.id).hopes == (hope,)
    house.plans.hope(event.id, [replace(hope, why="Sand")])
    assert [one.why for one in house.plans.of(event.id).hopes] == ["Sand"]
    with pytest.raises(InvalidInput):
        house.plans.hope(event.id, [Hope()])
    house.plans.drop_hopes(event.id, [hope])
    assert house.plans.hopes(event.id) == []


def test_a_hope_follows_a_merge_and_leaves_with_a_deletion(house: House, register: dict[str, Company]) -> None:
    event = an_event(house, date(2026, 12, 3))
    wanted = [Hope(company=register["new"].id, why="Snö"), Hope(company=register["met"].id), Hope(company=register["tag"].id)]
    house.plans.hope(event.id, wanted)
    house.duplicates.merge(Kind.COMPANY, register["met"].id, [register["new"].id])
    assert [(line.company_name, line.hope.why) for line in house.plans.hopes(event.id)] == [
        ("Plogarna AB", "Snö"),
        ("Skottarna", ""),
    ]
    house.companies.delete([register["tag"].id])
    assert [line.company_name for line in house.plans.hopes(event.id)] == ["Plogarna AB"]
    assert len(house.plans.of(event.id).hopes) == 1
    house.history.undo()
    assert [line.company_name for line in house.plans.hopes(event.id)] == ["Plogarna AB", "Skottarna"]


def test_deleting_a_person_keeps_the_hope_for_the_company(house: House) -> None:
    company = Company(name="Bergs Bygg")
    house.companies.save(company)
    person = Person(name="Anna Berg", roles=(Role(company.id),))
    house.people.save(person)
    event = an_event(house, date(2026, 12, 3))
    house.plans.hope(event.id, [Hope(person=person.id, why="Trä")])
    house.people.delete([person.id])
    assert house.plans.of(event.id).hopes == (Hope(company=company.id, why="Trä"),)


# Afterwards ----------------------------------------------------------------------------------------------------------


def test_the_morning_after_an_event_waits_for_its_debrief_until_it_is_given(house: House) -> None:
    event = an_event(house, date(2026, 11, 23))
    with_tasks(house, event, Task(text="Tacka", days=1))
    assert house.plans.waiting_for_debrief(date(2026, 11, 23)) == [], "not on the day itself"
    assert house.plans.waiting_for_debrief(TODAY) == [event]
    house.plans.debrief(event.id, good=" Många nya ", hours=7.5, cost=Money(320_000))
    plan = house.plans.of(event.id)
    assert (plan.debrief.good, plan.debrief.at) == ("Många nya", house.now())
    assert (plan.hours, plan.cost) == (7.5, Money(320_000))
    assert house.plans.waiting_for_debrief(TODAY) == []
    house.history.undo()
    assert house.plans.waiting_for_debrief(TODAY) == [event]


def test_only_events_of_ours_wait_and_not_for_ever(house: House) -> None:
    an_event(house, date(2026, 11, 20), "Någon annans möte ur en kalender")
    old = an_event(house, date(2026, 10, 20), "Gammal")
    cancelled = an_event(house, date(2026, 11, 19), "Inställd")
    series = an_event(house, date(2026, 11, 18), "Serie", recurrence=("RRULE:FREQ=WEEKLY;COUNT=2",))
    for event in (old, cancelled, series):
        with_tasks(house, event, Task(text="Tryck"))
    house.events.cancel(cancelled.id)
    talked = an_event(house, date(2026, 11, 17), "Mässa utan plan")
    house.meetings.capture(replace(Capture(person="Bo Ek", event=talked.id), at=datetime(2026, 11, 17, 9, tzinfo=UTC)))
    assert house.plans.waiting_for_debrief(TODAY) == [house.events.get(talked.id)]


def test_figures_can_be_written_without_answers_and_nothing_at_all_is_refused(house: House) -> None:
    event = an_event(house, date(2026, 11, 23))
    house.plans.debrief(event.id, hours=3.0)
    plan = house.plans.of(event.id)
    assert (plan.hours, plan.debrief.at) == (3.0, None)
    with pytest.raises(InvalidInput):
        house.plans.debrief(event.id, good="  ")


def test_imported_changes_of_time_move_the_plan_too(house: House, tmp_path) -> None:
    event = an_event(house, date(2026, 12, 3))
    house.plans.save(Plan(event=event.id, answer_by=date(2026, 11, 30)))
    elsewhere = When(datetime(2026, 12, 8, 7, 30), datetime(2026, 12, 8, 9))
    file = tmp_path / "moved.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\n"
        f"UID:{event.uid}\r\nDTSTAMP:20261124T080000Z\r\nSEQUENCE:4\r\nSUMMARY:Frukost\r\n"
        "DTSTART;TZID=Europe/Stockholm:20261208T073000\r\nDTEND;TZID=Europe/Stockholm:20261208T090000\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
        "utf-8",
    )
    preview = house.imports.preview([file])
    house.imports.run(preview)
    assert house.events.get(event.id).when == elsewhere
    assert house.plans.of(event.id).answer_by == date(2026, 12, 5)
