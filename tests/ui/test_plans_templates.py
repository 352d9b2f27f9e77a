"""Templates: a breakfast seminar in a handful of keys, the form that begins from one, and the templates edited and put back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from outreach.domain.event import Event, EventKind
from outreach.domain.listing import Listing
from outreach.domain.plan import Outline, PackingItem, Plan, Task
from outreach.domain.record import Kind
from outreach.domain.when import all_day, zoned
from outreach.ui.events.form import EventForm
from outreach.ui.plans.chooser import TemplateChooser
from outreach.ui.plans.printing import PrintWindow
from outreach.ui.plans.template_window import TemplateWindow
from outreach.ui.registry import PAGES
from tests.searching import searched
from tests.ui.at_rest import OFFICER, come_to_rest
from tests.ui.hands import CTRL, press, write

Key = Qt.Key
CTRL_ALT = CTRL | Qt.KeyboardModifier.AltModifier
GALA = Event(title="Galan", kind=EventKind.GALA, when=all_day(date(2026, 11, 26)), place="Folkets hus")


def rest(qtbot, window):
    come_to_rest(qtbot, window.parts.tasks)


def events_of(house):
    return house.events.listed(Listing(Kind.EVENT))


class Hand:
    """Presses keys and counts actions: a key with its modifiers is one, and so is a word that is typed."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window, self.done = qtbot, window, []

    def press(self, said, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.done.append(said)
        press(self.qtbot, key, modifiers)
        rest(self.qtbot, self.window)

    def type(self, text):
        self.done.append(f"type “{text}”")
        write(self.qtbot, text)
        rest(self.qtbot, self.window)


# That no page takes the key away from the shell is shown for each of them in test_keys.py.
@pytest.mark.parametrize("page", searched(["today", "tenders"], [place.name for place in PAGES]))
def test_a_breakfast_seminar_is_planned_in_at_most_eight_keyboard_actions(window, qtbot, page):
    house = window.context.house
    window.show_page(page)
    rest(qtbot, window)
    window.setFocus()
    hand = Hand(qtbot, window)
    hand.press("Ctrl+Alt+N: new event from a template", Key.Key_N, CTRL_ALT)
    hand.type("bre")
    hand.press("Enter: the breakfast seminar", Key.Key_Return)
    form = QApplication.focusWidget().window()
    assert isinstance(form, EventForm)
    assert QApplication.focusWidget() is form.when.start.day.line
    hand.type("2026-12-17")
    hand.press("Ctrl+Enter: save event and plan", Key.Key_Return, CTRL)
    assert hand.done == [
        "Ctrl+Alt+N: new event from a template",
        "type “bre”",
        "Enter: the breakfast seminar",
        "type “2026-12-17”",
        "Ctrl+Enter: save event and plan",
    ]
    assert len(hand.done) <= 8
    (event,) = events_of(house)
    assert (event.kind, event.when) == (EventKind.BREAKFAST, zoned(datetime(2026, 12, 17, 7, 30), datetime(2026, 12, 17, 9)))
    assert OFFICER in event.staff
    plan = house.plans.of(event.id)
    assert plan.version == 1
    assert len(plan.outline.tasks) > 10
    assert plan.answer_by == date(2026, 12, 14)  # it follows the day that was typed
    assert window.shell.page.name == "events"
    # One action: one undo takes both away.
    window.desk.undo()
    rest(qtbot, window)
    assert not events_of(house)
    assert house.plans.count() == 0


def test_the_proposed_day_alone_needs_four_actions(window, qtbot):
    hand = Hand(qtbot, window)
    hand.press("Ctrl+Alt+N", Key.Key_N, CTRL_ALT)
    hand.type("bre")
    hand.press("Enter", Key.Key_Return)
    hand.press("Ctrl+Enter", Key.Key_Return, CTRL)
    (event,) = events_of(window.context.house)
    assert event.when.first_day == date(2026, 12, 15)  # three weeks after the 24th of November, a Tuesday
    assert len(hand.done) == 4


def test_the_sign_in_list_is_on_its_way_to_the_printer_four_actions_later(window, qtbot):
    house, hand = window.context.house, Hand(qtbot, window)
    hand.press("Ctrl+Alt+N: new event from a template", Key.Key_N, CTRL_ALT)
    hand.type("bre")
    hand.press("Enter: the breakfast seminar", Key.Key_Return)
    hand.press("Ctrl+Enter: save event and plan", Key.Key_Return, CTRL)
    hand.press("Ctrl+Alt+P: the plan", Key.Key_P, CTRL_ALT)
    hand.press("Ctrl+4: what is printed", Key.Key_4, CTRL)
    (event,) = events_of(house)
    kinds = [one.kind for one in house.plans.of(event.id).outline.printing]
    for _ in range(kinds.index("sign-in")):
        hand.press("Down", Key.Key_Down)
    hand.press("P: look at it", Key.Key_P)
    shown = QApplication.focusWidget().window()
    assert isinstance(shown, PrintWindow)
    assert QApplication.focusWidget() is shown.print_button
    assert shown.drawn.pdf.startswith(b"%PDF")
    assert len(hand.done) == 8
    shown.reject()
    window.desk.plans.close()
    rest(qtbot, window)


@pytest.fixture
def chooser(context, qtbot, settle):
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.show()
    made = TemplateChooser(context, ground)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.open()
    made.activateWindow()
    settle()
    yield made
    made.reject()


def names(view):
    return [line.title for line in view.lines]


def test_the_chooser_finds_by_letters_of_name_kind_and_tag(chooser, context, settle):
    assert len(names(chooser.list)) == len(context.house.templates.all("en"))
    chooser.line.setText("BRE")
    assert names(chooser.list)[0] == "Breakfast seminar"
    chooser.line.setText("zz")
    assert names(chooser.list) == []
    assert not chooser.take_button.isEnabled()
    assert chooser.stack.currentIndex() == 1


def test_arrows_choose_while_the_cursor_stays_in_the_line(chooser, qtbot):
    taken = []
    chooser.chosen.connect(lambda template: taken.append(template.name))
    second = names(chooser.list)[1]
    press(qtbot, Key.Key_Down)
    assert chooser.line.hasFocus()
    press(qtbot, Key.Key_Return)
    assert taken == [second]


def test_the_ordinary_form_of_a_new_event_may_begin_from_a_template(window, qtbot):
    house = window.context.house
    window.show_page("events")
    rest(qtbot, window)
    window.shell.page.new_record()
    rest(qtbot, window)
    (form,) = window.findChildren(EventForm)
    write(qtbot, "Coffee with builders")
    form.template_row.button.click()
    rest(qtbot, window)
    write(qtbot, "bre")
    press(qtbot, Key.Key_Return)
    rest(qtbot, window)
    assert "Breakfast seminar" in form.template_row.said.text()
    assert form.value().title == "Coffee with builders"
    assert form.value().kind is EventKind.BREAKFAST
    press(qtbot, Key.Key_Return, CTRL)
    rest(qtbot, window)
    (event,) = events_of(house)
    assert house.plans.of(event.id).outline.tasks


def test_a_day_that_was_typed_before_the_template_stays(window, qtbot):
    window.show_page("events")
    rest(qtbot, window)
    window.shell.page.new_record()
    rest(qtbot, window)
    (form,) = window.findChildren(EventForm)
    form.when.start.day.line.setText("2027-02-03")
    form.begin_from(window.context.house.templates.named("breakfast", "en"))
    rest(qtbot, window)
    assert form.value().when.start == datetime(2027, 2, 3, 7, 30)
    form._sure = True
    form.reject()


def test_a_copied_event_takes_its_plan_along(window, qtbot):
    house = window.context.house
    tasks = (Task(text="Book", days=-5, done=date(2026, 11, 20)),)
    plan = Plan(event=GALA.id, outline=Outline(tasks=tasks, packing=(PackingItem(text="Pens", packed=True),)), hours=5.0)
    house.plans.start(GALA, plan)
    window.show_page("events")
    window.shell.page.show_record(GALA.id)
    rest(qtbot, window)
    window.shell.page.copy_event(GALA.id)
    rest(qtbot, window)
    (form,) = window.findChildren(EventForm)
    assert form.template_row.said.text() == "The plan comes along: 1 task · 1 thing to bring"
    form.when.start.day.line.setText("2027-11-25")
    press(qtbot, Key.Key_Return, CTRL)
    rest(qtbot, window)
    (copied,) = [event for event in events_of(house) if event.id != GALA.id]
    kept = house.plans.of(copied.id)
    assert kept.outline.tasks == (Task(text="Book", days=-5),)
    assert not kept.outline.packing[0].packed
    assert kept.hours == 0.0


# The templates -------------------------------------------------------------------------------------------------------


@pytest.fixture
def templates(context, qtbot, settle):
    made = TemplateWindow(context)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.open()
    settle()
    yield made
    made.close()
    settle()


def named(house, name):
    return next(one for one in house.templates.all("en") if one.name == name)


def test_a_changed_built_in_template_is_the_units_own_until_it_is_put_back(templates, house, qtbot, settle):
    before = named(house, "Breakfast seminar")
    assert not templates.put_back_button.isEnabled()
    templates.sheet.go("tasks")
    templates.sheet.tasks.line.setFocus()
    write(qtbot, "-8 Ask the choir")
    press(qtbot, Key.Key_Return)
    settle()
    own = named(house, "Breakfast seminar")
    assert (own.version, own.instead_of) == (1, before.instead_of)
    assert Task(text="Ask the choir", days=-8) in own.outline.tasks
    assert templates.list.lines[0].note == "Changed by you"
    assert next(line.note for line in templates.sheet.tasks.view.lines if line.title == "Ask the choir") == "8 days before"
    templates.put_back_button.click()
    settle()
    assert named(house, "Breakfast seminar") == before
    # And a put back can be taken back too.
    templates.take_back()
    settle()
    assert Task(text="Ask the choir", days=-8) in named(house, "Breakfast seminar").outline.tasks


def test_a_template_has_no_boxes_to_tick(templates, house, qtbot, settle):
    templates.sheet.go("packing")
    press(qtbot, Key.Key_Space)
    settle()
    assert named(house, "Breakfast seminar").version == 0
    assert {line.icon for line in templates.sheet.packing.view.lines} == {"pack"}


def test_a_new_template_asks_for_its_name_first(templates, house, qtbot, settle):
    templates.new_button.click()
    settle()
    assert templates.basics.name.hasFocus()
    write(qtbot, "Study visit")
    press(qtbot, Key.Key_Tab)
    settle()
    made = named(house, "Study visit")
    assert made.instead_of == ""
    templates.basics.starts.setTime(templates.basics.starts.time().addSecs(-3600))
    templates.basics.length.hours.setValue(4)
    templates.basics.commit()
    settle()
    assert (named(house, "Study visit").starts, named(house, "Study visit").minutes) == (480, 240)
    templates.list.setFocus()
    press(qtbot, Key.Key_Delete)
    settle()
    assert "Study visit" not in [one.name for one in house.templates.all("en")]


def test_a_template_without_a_name_is_refused_at_its_field(templates, house, settle):
    templates.sheet.go("event")
    templates.basics.name.setText("  ")
    templates.basics.commit()
    settle()
    assert templates.basics.fields["Template"].has_error
    assert named(house, "Breakfast seminar").version == 0


def test_a_copy_replaces_no_built_in_one(templates, house, qtbot, settle):
    templates.list.setFocus()
    press(qtbot, Key.Key_D, CTRL)
    settle()
    made = named(house, "Breakfast seminar (copy)")
    assert (made.version, made.instead_of) == (1, "")
    assert templates.template.id == made.id
    assert templates.delete_button.isVisible()
    assert not templates.put_back_button.isVisible()


def test_places_of_a_template_are_days_before(templates, house, settle):
    templates.sheet.go("places")
    templates.places.answer_days.setValue(7)
    templates.places.capacity.setValue(60)
    templates.places.commit()
    settle()
    own = named(house, "Breakfast seminar")
    assert (own.answer_days, own.outline.capacity) == (-7, 60)


def test_another_template_is_chosen_and_what_was_typed_goes_to_the_first(templates, house, settle):
    first, second = templates.templates[:2]
    templates.sheet.go("event")
    templates.basics.place.setText("The library")
    templates.basics.place.textEdited.emit("The library")
    templates.list.step(1)
    settle()
    assert named(house, first.name).place == "The library"
    assert named(house, second.name) == second


def test_an_event_becomes_a_template_of_its_own(window, qtbot):
    house = window.context.house
    plan = Plan(event=GALA.id, outline=Outline(tasks=(Task(text="Book", days=-5, done=date(2026, 11, 20)),)))
    house.plans.start(GALA, plan)
    window.context.wishes.template_of.emit(GALA.id)
    rest(qtbot, window)
    made = named(house, "Galan")
    assert made.outline.tasks == (Task(text="Book", days=-5),)
    (shown,) = window.findChildren(TemplateWindow)
    assert shown.template.id == made.id


def test_the_chooser_opens_the_templates_at_the_one_that_is_marked(window, qtbot):
    window.desk.plans.choose_template()
    rest(qtbot, window)
    (chooser,) = window.findChildren(TemplateChooser)
    chooser.list.step(2)
    marked = chooser.list.current()
    chooser.edit_button.click()
    rest(qtbot, window)
    (shown,) = window.findChildren(TemplateWindow)
    assert shown.template.id == marked.id


def test_the_cursor_stays_where_it_is_when_a_template_keeps_itself(templates, house, qtbot, settle):
    templates.sheet.go("event")
    name = templates.basics.name
    name.setCursorPosition(0)
    write(qtbot, "Big ")
    templates.basics.commit()
    settle()
    assert named(house, "Big Breakfast seminar").version == 1
    write(qtbot, "x")
    assert name.text() == "Big xBreakfast seminar"
    templates.basics.commit()
    settle()
