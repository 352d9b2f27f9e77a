"""Today: tasks that are due over all events, the packing list on the day before, and how yesterday's event was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from outreach.domain.event import Event, EventKind
from outreach.domain.guest import Guest
from outreach.domain.plan import Outline, PackingItem, Plan, Printing, Shift, Task
from outreach.domain.when import zoned
from outreach.ui.today.page import TodayPage
from tests.ui.hands import press

Key = Qt.Key


def at(day, hour=9):
    return zoned(datetime(2026, 11, day, hour), datetime(2026, 11, day, hour + 2))


GALA = Event(title="Galan", kind=EventKind.GALA, when=at(23))
FAIR = Event(title="Mässan", kind=EventKind.FAIR, when=at(25))
SEMINAR = Event(title="Frukost", kind=EventKind.BREAKFAST, when=at(29))


@pytest.fixture
def full(house):
    """A gala yesterday, a fair tomorrow that is half packed, a seminar on Sunday with tasks late, today's and coming."""
    house.plans.start(GALA, Plan(event=GALA.id, outline=Outline(tasks=(Task(text="Thank", days=30),))))
    packing = (PackingItem(text="Roll-up", packed=True), PackingItem(text="Pens", count=20))
    house.plans.start(FAIR, Plan(event=FAIR.id, outline=Outline(packing=packing)))
    tasks = (
        Task(text="Invite", days=-8),
        Task(text="Order coffee", days=-5, officer="Bo Lind"),
        Task(text="Print", days=-2),
        Task(text="Much later", days=30),
    )
    house.plans.start(SEMINAR, Plan(event=SEMINAR.id, outline=Outline(tasks=tasks)))
    return house


@pytest.fixture
def page(context, settle, qtbot):
    made = TodayPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.enter()
    settle()
    return made


def choose(page, title):
    row = next(row for row, line in enumerate(page.events.lines) if line.title == title)
    page.events.setCurrentIndex(page.events.model().index(row, 0))


def lines(page):
    return [(line.title, line.detail, line.note) for line in page.events.lines]


def test_what_events_ask_for_stands_below_each_and_what_is_missing_in_its_line(full, page):
    assert lines(page) == [
        ("How was Galan?", "Four questions, while you remember", ""),
        ("Mässan", "Wed 25 Nov 09:00–11:00 · 1 thing to pack · no shifts", "tomorrow"),
        ("Pack: Pens", "", "20 pieces"),
        ("Frukost", "Sun 29 Nov 09:00–11:00 · 3 tasks due · no shifts", "in 5 days"),
        ("Invite", "", "3 days late"),
        ("Order coffee (Bo Lind)", "", "today"),
        ("Print", "", "Fri 27 Nov"),
    ]


def test_space_ticks_a_task_and_packs_a_thing(full, page, qtbot, settle):
    page.events.setFocus()
    choose(page, "Invite")
    press(qtbot, Key.Key_Space)
    settle()
    assert full.plans.of(SEMINAR.id).outline.tasks[0].done == date(2026, 11, 24)
    assert "Invite" not in [title for title, _, _ in lines(page)]
    choose(page, "Pack: Pens")
    press(qtbot, Key.Key_Space)
    settle()
    assert all(item.packed for item in full.plans.of(FAIR.id).outline.packing)
    assert "Pack: Pens" not in [title for title, _, _ in lines(page)]


def test_enter_opens_the_plan_or_the_four_questions(full, page, context, qtbot, settle):
    asked = []
    context.wishes.debrief.connect(lambda event: asked.append(("debrief", event)))
    context.wishes.plan.connect(lambda event, part: asked.append((part, event)))
    page.events.setFocus()
    choose(page, "How was Galan?")
    press(qtbot, Key.Key_Return)
    choose(page, "Invite")
    press(qtbot, Key.Key_Return)
    assert asked == [("debrief", GALA.id), ("tasks", SEMINAR.id)]


def test_an_answered_debrief_is_asked_for_no_more(full, page, context, settle):
    context.write(lambda: full.plans.debrief(GALA.id, good="All of it"))
    settle()
    assert "How was Galan?" not in [title for title, _, _ in lines(page)]


def test_letters_to_send_and_what_is_not_printed_are_missing_until_they_are_there(full, page, settle):
    full.guests.save(Guest(event=SEMINAR.id, name="Bo Ek"))
    plan = full.plans.of(SEMINAR.id)
    outline = replace(plan.outline, printing=(Printing(kind="sign-in"),), shifts=(Shift(officer="Anna Ek"),))
    full.plans.save(replace(plan, outline=outline))
    page.refresh()
    settle()
    detail = next(line.detail for line in page.events.lines if line.title == "Frukost")
    assert detail.endswith("3 tasks due · 1 letter to send · nothing printed")
