"""Today: tasks that are due over all events, the packing list on the day before, and how yesterday's event was."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from outreach.domain.event import Event, EventKind
from outreach.domain.plan import Outline, PackingItem, Plan, Task
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


def lines(page):
    return [(line.title, line.detail, line.note) for line in page.work.list.lines]


def test_what_events_ask_for_stands_in_order(full, page):
    assert page.work.isVisible()
    assert lines(page) == [
        ("How was Galan?", "Four questions, while you remember", ""),
        ("Overdue", "", ""),
        ("Invite", "3 days late · Frukost", ""),
        ("Today", "", ""),
        ("Order coffee", "Frukost · Bo Lind", ""),
        ("Pack for tomorrow: Mässan", "", ""),
        ("Pens", "", "20 pieces"),
        ("Within a week", "", ""),
        ("Print", "Frukost", "Fri 27 Nov"),
    ]


def test_space_ticks_a_task_and_packs_a_thing(full, page, qtbot, settle):
    page.work.list.setFocus()
    page.work.list.step(1)
    press(qtbot, Key.Key_Space)
    settle()
    assert full.plans.of(SEMINAR.id).outline.tasks[0].done == date(2026, 11, 24)
    assert "Invite" not in [title for title, _, _ in lines(page)]
    row = next(row for row, line in enumerate(page.work.list.lines) if line.title == "Pens")
    page.work.list.setCurrentIndex(page.work.list.model().index(row, 0))
    press(qtbot, Key.Key_Space)
    settle()
    assert all(item.packed for item in full.plans.of(FAIR.id).outline.packing)
    assert "Pack for tomorrow: Mässan" not in [title for title, _, _ in lines(page)]


def test_enter_opens_the_plan_or_the_four_questions(full, page, context, qtbot, settle):
    asked = []
    context.wishes.debrief.connect(lambda event: asked.append(("debrief", event)))
    context.wishes.plan.connect(lambda event, part: asked.append((part, event)))
    page.work.list.setFocus()
    press(qtbot, Key.Key_Return)
    page.work.list.step(1)
    press(qtbot, Key.Key_Return)
    assert asked == [("debrief", GALA.id), ("tasks", SEMINAR.id)]


def test_an_answered_debrief_is_asked_for_no_more(full, page, context, settle):
    context.write(lambda: full.plans.debrief(GALA.id, good="All of it"))
    settle()
    assert "How was Galan?" not in [title for title, _, _ in lines(page)]


def test_the_card_is_not_there_when_nothing_is_asked(house, page):
    assert not page.work.isVisible()
