"""Templates of events: built in for every kind, the unit's own in their place, made from an event, and back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from outreach.domain.event import Event, EventKind
from outreach.domain.event_templates import built_in
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Side, Task
from outreach.domain.record import from_plain, to_plain
from outreach.domain.when import all_day, zoned
from outreach.errors import Ambiguous, ChangedBySomeoneElse, InvalidInput, NotFound
from outreach.services.house import House

DAY = date(2026, 12, 3)


def test_every_kind_of_event_has_a_built_in_template_that_can_be_worked_with(house: House) -> None:
    found = house.templates.all()
    assert {one.kind for one in found} == set(EventKind)
    assert len({one.id for one in found}) == len({one.instead_of for one in found}) == len(found)
    for one in found:
        outline = one.outline
        assert all((outline.tasks, outline.packing, outline.shifts, outline.goals, outline.questions)), one.name
        assert {line.kind for line in one.outline.printing} <= set(HandoutKind)
        assert house.templates.is_built_in(one)


def test_built_in_templates_are_wholly_in_the_readers_language() -> None:
    swedish, english = built_in("sv"), built_in("en")
    assert [one.instead_of for one in swedish] == [one.instead_of for one in english]
    assert [one.id for one in swedish] == [one.id for one in english]
    for one, other in zip(swedish, english, strict=True):
        assert one.name != other.name or one.instead_of == "gala"
        same = {task.text for task in one.outline.tasks} & {task.text for task in other.outline.tasks}
        assert not same, same
        assert len(one.outline.tasks) == len(other.outline.tasks)
        assert one.recurrence == other.recurrence


def test_flyers_are_printed_five_days_before_and_the_debrief_is_the_day_after() -> None:
    tasks = {task.text: task.days for task in built_in("en")[0].outline.tasks}
    assert tasks["Flyers printed"] == -5
    assert tasks["Send the invitations"] == -21
    assert tasks["Remind those who have not answered"] == -4
    assert tasks["Debrief: four questions"] == 1


def test_a_breakfast_seminar_is_planned_from_its_template_in_one_action(house: House) -> None:
    event, plan = house.templates.event_from(house.templates.named("frukostseminarium"), DAY, "sv")
    changes = house.plans.start(event, plan)
    kept, planned = house.events.get(event.id), house.plans.of(event.id)
    assert (kept.title, kept.kind) == ("Frukostseminarium: det här ska vi köpa", EventKind.BREAKFAST)
    assert kept.when == zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0))
    assert (planned.outline.capacity, planned.answer_by, planned.template) == (40, date(2026, 11, 30), "Frukostseminarium")
    assert changes.title == "Planned {name}"
    house.history.undo()
    assert house.events.count() == house.plans.count() == 0


def test_the_language_of_the_event_is_that_which_was_asked_for_not_that_of_the_menu(house: House) -> None:
    template = house.templates.named("breakfast", "en")
    assert template.name == "Breakfast seminar"
    event, plan = house.templates.event_from(template, DAY, "sv")
    assert event.title.startswith("Frukostseminarium")
    assert plan.outline.tasks[0].text == "Boka lokal och projektor"


def test_a_fair_is_planned_from_the_exhibitors_side(house: House) -> None:
    event, plan = house.templates.event_from(house.templates.named("fair"), DAY, "sv")
    assert plan.outline.side is Side.EXHIBITOR
    assert (plan.exhibitor.build_up, plan.exhibitor.tear_down) == (datetime(2026, 12, 3, 7), datetime(2026, 12, 3, 16))
    assert plan.answer_by is None
    assert event.booth == ""


def test_an_advice_hour_comes_back_every_week(house: House) -> None:
    event, plan = house.templates.event_from(house.templates.named("advice"), DAY, "sv")
    house.plans.start(event, plan)
    assert plan.answer_by is None, "whoever comes is served"
    days = [when.first_day for when in house.events.next_dates(event, house.now(), 3)]
    assert days == [date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 17)]


def test_the_units_own_stands_in_the_place_of_the_built_in_one_until_it_is_put_back(house: House) -> None:
    before = [one.name for one in house.templates.all()]
    built = house.templates.named("breakfast")
    house.templates.save(replace(built, name="Vår frukost", starts=8 * 60))
    after = house.templates.all()
    assert [one.name for one in after] == ["Vår frukost", *before[1:]]
    assert not house.templates.is_built_in(after[0])
    assert house.templates.named("breakfast").starts == 480
    assert house.templates.named("Frukostseminarium").name == "Vår frukost", "found by the name that it stands for, too"
    event, _ = house.templates.event_from(after[0], DAY, "en")
    assert event.title == built.title, "the unit's own words stay as the unit wrote them"
    house.templates.put_back("breakfast")
    assert [one.name for one in house.templates.all()] == before
    house.history.undo()
    assert house.templates.all()[0].name == "Vår frukost"
    house.templates.put_back("breakfast")
    house.templates.save(replace(built, name="Igen"))
    assert house.templates.all()[0].name == "Igen"


def test_a_built_in_template_is_replaced_once(house: House) -> None:
    built = house.templates.named("fair")
    house.templates.save(built)
    assert house.templates.save(built).action is None, "the same once more is there already"
    with pytest.raises(ChangedBySomeoneElse):
        house.templates.save(replace(built, name="Another"))
    with pytest.raises(InvalidInput):
        house.templates.save(replace(house.templates.copy(built), instead_of="fair"))


def test_put_back_needs_something_to_put_back(house: House) -> None:
    with pytest.raises(NotFound):
        house.templates.put_back("fair")


def test_a_copy_is_the_units_own_and_replaces_nothing(house: House) -> None:
    copy = house.templates.copy(house.templates.named("course"), "sv")
    assert copy.name == "Anbudskurs (kopia)"
    house.templates.save(copy)
    found = house.templates.all()
    assert found[-1].id == copy.id
    assert len(found) == len(built_in("sv")) + 1


def test_own_templates_stand_in_swedish_order_after_the_built_in_ones(house: House) -> None:
    for name in ("Ötillträff", "Zonträff", "Ängsdag"):
        house.templates.save(EventTemplate(name=name))
    assert [one.name for one in house.templates.all()[-3:]] == ["Zonträff", "Ängsdag", "Ötillträff"]


def test_a_template_from_an_event_has_its_offsets_and_nothing_of_what_was_done(house: House) -> None:
    event = Event(title="Höstträff", when=zoned(datetime(2026, 10, 20, 17), datetime(2026, 10, 20, 19, 30)), kind=EventKind.NETWORK)
    _, plan = house.templates.event_from(house.templates.named("network"), date(2026, 10, 20), "sv")
    tasks = (Task(text="Boka", days=-10, done=date(2026, 10, 1)),)
    packing = (PackingItem(text="Pennor", count=5, packed=True),)
    planned = replace(
        plan,
        outline=replace(plan.outline, tasks=tasks, packing=packing),
        exhibitor=replace(plan.exhibitor, build_up=datetime(2026, 10, 20, 15, 30), tear_down=datetime(2026, 10, 20, 20)),
        answer_by=date(2026, 10, 13),
        hours=12.0,
    )
    house.plans.start(event, planned)
    made = house.templates.from_event(event.id, "Vår höstträff")
    assert (made.name, made.title, made.kind) == ("Vår höstträff", "Höstträff", EventKind.NETWORK)
    assert (made.starts, made.minutes, made.answer_days) == (1020, 150, -7)
    assert (made.build_up, made.tear_down) == (90, 30)
    assert made.outline.tasks == (Task(text="Boka", days=-10),)
    assert made.outline.packing == (PackingItem(text="Pennor", count=5),)
    house.templates.save(made)
    again, plan_again = house.templates.event_from(made, date(2027, 3, 30), "sv")
    assert again.when == zoned(datetime(2027, 3, 30, 17), datetime(2027, 3, 30, 19, 30))
    assert plan_again.exhibitor.build_up == datetime(2027, 3, 30, 15, 30)
    assert plan_again.answer_by == date(2027, 3, 23)


def test_whole_days_stay_whole_days_through_a_template(house: House) -> None:
    event = Event(title="Mässdagar", when=all_day(date(2026, 10, 24), date(2026, 10, 25)))
    house.events.save(event)
    made, _ = house.templates.event_from(house.templates.from_event(event.id), date(2027, 3, 27), "sv")
    assert made.when == all_day(date(2027, 3, 27), date(2027, 3, 28)), "the night of the clock change is in between"


def test_a_template_travels_through_json_unchanged(house: House) -> None:
    for template in built_in("sv"):
        assert from_plain(EventTemplate, to_plain(template)) == template


def test_what_is_named_by_several_is_asked_about(house: House) -> None:
    house.templates.save(EventTemplate(name="Kurs A"))
    house.templates.save(EventTemplate(name="Kurs B"))
    with pytest.raises(Ambiguous):
        house.templates.named("kurs")
    assert house.templates.named("kurs b").name == "Kurs B"
    with pytest.raises(NotFound):
        house.templates.named("karneval")
    with pytest.raises(NotFound):
        house.templates.named("  ")


@pytest.mark.parametrize(
    "wrong",
    [
        EventTemplate(name="  "),
        EventTemplate(name="x", starts=24 * 60),
        EventTemplate(name="x", minutes=-1),
        EventTemplate(name="x", outline=Outline(capacity=-1)),
        EventTemplate(name="x", outline=Outline(packing=(PackingItem(text="Pennor", count=0),))),
        EventTemplate(name="x", outline=Outline(shifts=(Shift(post="Dörren", begins=10, ends=0),))),
    ],
)
def test_a_template_that_makes_no_sense_is_refused(house: House, wrong: EventTemplate) -> None:
    with pytest.raises(InvalidInput):
        house.templates.save(wrong)
    assert house.templates.count() == 0
