"""After the event: four questions with the yield beside them, the pane of the event, and the year in a table."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from outreach.domain.company import Company
from outreach.domain.event import Event, EventKind
from outreach.domain.meeting import Meeting
from outreach.domain.plan import Debrief, Outline, Plan, Task
from outreach.domain.tender import Money
from outreach.domain.when import zoned
from outreach.ui.plans.debrief import KEPT, DebriefDialog, draft_key, open_debrief
from outreach.ui.plans.year_window import YearWindow
from tests.ui.at_rest import NOW, come_to_rest
from tests.ui.hands import CTRL, press, write

Key = Qt.Key
CTRL_ALT = CTRL | Qt.KeyboardModifier.AltModifier
BERGS, EKS = Company(name="Bergs Bygg AB"), Company(name="Eks El & Data")
FAIR = Event(title="Mässan", kind=EventKind.FAIR, when=zoned(datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 15)))


def fill(house):
    """A fair yesterday at which two companies were met, one of them for the first time."""
    for company in (BERGS, EKS):
        house.companies.save(company)
    house.plans.start(FAIR, Plan(event=FAIR.id, outline=Outline(tasks=(Task(text="Thank", days=1),))))
    house.meetings.save(Meeting(at=datetime(2026, 9, 1, 9, tzinfo=UTC), company=BERGS.id))
    for hour, company in ((10, BERGS), (11, EKS), (12, EKS)):
        house.meetings.save(Meeting(at=datetime(2026, 11, 23, hour, tzinfo=UTC), company=company.id, event=FAIR.id))


@pytest.fixture
def ground(house, context, qtbot):
    fill(house)
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def ask(ground, context, settle):
    def ask():
        open_debrief(context, FAIR.id, ground)
        settle()
        dialog = ground.findChildren(DebriefDialog)[-1]
        dialog.activateWindow()
        settle()
        return dialog

    return ask


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def test_four_answers_hours_and_cost_are_kept_with_ctrl_enter(ask, house, qtbot, settle):
    dialog = ask()
    assert dialog.texts["good"].hasFocus()
    for text in ("The coffee", "The queue", "Smaller lots", "Two more chairs"):
        write(qtbot, text)
        press(qtbot, Key.Key_Tab)
    dialog.hours.setValue(14.5)
    dialog.cost.line.setText("6 200")
    press(qtbot, Key.Key_Return, CTRL)
    settle()
    plan = house.plans.of(FAIR.id)
    assert plan.debrief == Debrief(good="The coffee", hard="The queue", heard="Smaller lots", change="Two more chairs", at=NOW)
    assert (plan.hours, plan.cost) == (14.5, Money(620000, "SEK"))
    assert not house.drafts.all()


def test_the_yield_stands_beside_the_questions(ask):
    dialog = ask()
    assert dialog.found.headline.text() == "1 company met for the first time"
    assert dialog.found.below.text() == "in 3 conversations"
    said = texts(dialog.found)
    assert said[said.index("Companies met") + 1] == "2"
    dialog.reject()


def test_nothing_told_is_refused_with_a_sentence(ask, house, qtbot, settle):
    dialog = ask()
    press(qtbot, Key.Key_Return, CTRL)
    settle()
    assert dialog.isVisible()
    assert any("four questions" in text for text in texts(dialog))
    assert house.plans.of(FAIR.id).debrief.at is None
    dialog.reject()


def test_an_amount_that_is_none_says_so_at_its_field(ask, qtbot, settle):
    dialog = ask()
    dialog.cost.line.setText("plenty")
    press(qtbot, Key.Key_Return, CTRL)
    settle()
    assert dialog.fields["Cost"].has_error
    dialog._throw_away()


def test_half_an_answer_survives_a_closed_lid(ask, house, qtbot, settle):
    first = ask()
    write(qtbot, "The cof")
    first._draft.timeout.emit()
    settle()
    assert house.drafts.all()[draft_key(FAIR.id)]["good"] == "The cof"
    # The lid is closed: the page is gone without a word.
    first._sure = True
    first._draft.stop()
    first.blockSignals(True)
    first.hide()
    second = ask()
    assert second.texts["good"].value() == "The cof"
    assert KEPT in texts(second)
    second.submit()
    settle()
    assert house.plans.of(FAIR.id).debrief.good == "The cof"
    assert not house.drafts.all()


def test_what_is_thrown_away_is_no_draft(ask, house, qtbot, settle):
    dialog = ask()
    write(qtbot, "Hm")
    dialog._draft.timeout.emit()
    settle()
    press(qtbot, Key.Key_Escape)
    assert dialog.isVisible()  # it asks first
    dialog._throw_away()
    settle()
    assert not house.drafts.all()


def test_ctrl_alt_d_asks_about_the_chosen_event_and_the_pane_shows_the_answers(window, qtbot):
    house = window.context.house
    fill(house)
    window.show_page("events")
    window.shell.page.show_record(FAIR.id)
    come_to_rest(qtbot, window.parts.tasks)
    pane = window.shell.page.details
    assert {"What the event gave", "Companies met for the first time"} <= set(texts(pane))
    assert "How was it? Four questions" in [button.text() for button in pane.findChildren(QPushButton)]
    press(qtbot, Key.Key_D, CTRL_ALT)
    come_to_rest(qtbot, window.parts.tasks)
    (dialog,) = window.findChildren(DebriefDialog)
    dialog.texts["heard"].set_value("Smaller lots, please")
    dialog.submit()
    come_to_rest(qtbot, window.parts.tasks)
    assert "Smaller lots, please" in texts(pane)
    assert "Debrief: read or change it" in [button.text() for button in pane.findChildren(QPushButton)]


def test_the_pane_of_an_event_says_how_far_its_plan_has_come(window, qtbot):
    house = window.context.house
    event = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9)))
    tasks = (Task(text="Book", days=-20, done=date(2026, 11, 13)), Task(text="Invite", days=-7), Task(text="Pack", days=-1))
    house.plans.start(event, Plan(event=event.id, outline=Outline(tasks=tasks)))
    window.show_page("events")
    window.shell.page.show_record(event.id)
    come_to_rest(qtbot, window.parts.tasks)
    pane = window.shell.page.details
    assert {"1 of 3 done", "Next: Invite, Thu 26 Nov"} <= set(texts(pane))
    press(qtbot, Key.Key_P, CTRL_ALT)
    come_to_rest(qtbot, window.parts.tasks)
    plan = window.desk.plans.plans[event.id]
    assert plan.isVisible()
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Space)
    come_to_rest(qtbot, window.parts.tasks)
    assert "2 of 3 done" in texts(pane)
    # The same window comes back, it is not a second one.
    window.activateWindow()
    window.context.wishes.plan.emit(event.id, "packing")
    come_to_rest(qtbot, window.parts.tasks)
    assert window.desk.plans.plans[event.id] is plan
    assert plan.sheet.part == "packing"


def test_the_year_has_a_row_an_event_and_the_sum(ground, house, context, qtbot, settle):
    house.plans.debrief(FAIR.id, good="Yes", hours=12.0, cost=Money(1450000, "SEK"))
    house.events.save(Event(title="Later", when=zoned(datetime(2026, 12, 9, 9), datetime(2026, 12, 9, 10))))
    year = YearWindow(context, ground)
    year.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    year.open()
    settle()
    rows = year.table.as_text().splitlines()
    assert rows[0].split("\t")[:5] == ["Event", "Day", "Conversations", "Companies", "New companies"]
    assert rows[1].split("\t") == ["Mässan", "23 Nov", *["fewer than 5"] * 3, "12 h", "14,500 SEK", "–", "–"]
    assert rows[2].startswith("The whole year\t\tfewer than 5\tfewer than 5\tfewer than 5\t12 h")
    total = year.total.text().replace("\u00a0", " ")
    assert total == "Companies met for the first time: fewer than 5 · 12 h · 14,500 SEK"
    year.table.setFocus()
    press(qtbot, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == year.table.as_text()
    opened = []
    context.wishes.open_record.connect(lambda kind, event: opened.append(event))
    press(qtbot, Key.Key_Return)
    assert opened == [FAIR.id]
    assert not year.isVisible()


def test_a_year_without_events_says_so(ground, context, settle):
    year = YearWindow(context, ground)
    year.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    year.open()
    year.year.setCurrentIndex(3)
    settle()
    assert year.stack.currentIndex() == 1
    assert year.total.text() == ""
    year.reject()


def test_a_cost_that_is_emptied_is_nothing_any_more(ask, house, qtbot, settle):
    house.plans.debrief(FAIR.id, good="Yes", cost=Money(620000, "SEK"))
    dialog = ask()
    dialog.cost.line.clear()
    press(qtbot, Key.Key_Return, CTRL)
    settle()
    assert house.plans.of(FAIR.id).cost == Money(0, "SEK")
