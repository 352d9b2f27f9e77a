"""Series in the window: the row Repeats, the question which dates are meant, and what clashes with what stands in the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton

from outreach.domain.event import Event, EventStatus
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.repeat import Scope, Unit
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.services.series_dates import DateState
from outreach.ui.calendar.view_switch import MONTH
from outreach.ui.events.form import EventForm
from outreach.ui.events.page import EventsPage
from outreach.ui.events.repeat_editor import FORTNIGHT, KEPT, NEVER, NTH, OWN, TIMES, UNTIL_DAY, WEEK, YEAR
from outreach.ui.events.scope_choice import ScopeChoice

TUESDAY = date(2026, 12, 1)


def event(title: str, day: date = TUESDAY, hour: int = 15, **more) -> Event:
    start = datetime.combine(day, time(hour))
    return Event(title=title, when=zoned(start, start + timedelta(hours=2)), **more)


SERIES = event("Rådgivning", recurrence=("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=6",), place="Torget")


@pytest.fixture
def open_form(context, qtbot, settle):
    forms = []

    def make(shown: Event, **more) -> EventForm:
        form = EventForm(context, shown, **more)
        forms.append(form)
        form.open()
        settle()
        return form

    yield make
    for form in forms:
        if shiboken6.isValid(form):
            form._sure = True
            form.close()


@pytest.fixture
def page(context, house, qtbot, settle):
    house.events.save(SERIES)
    made = EventsPage(context)
    made.resize(1150, 680)
    qtbot.addWidget(made)
    made.show()
    made.enter()
    settle()
    return made


def choose(form: EventForm, way: str) -> None:
    editor = form.repeats.editor
    editor.choice.choose(way)
    editor.choice.activated.emit(editor.choice.currentIndex())


def end(form: EventForm, kind: str) -> None:
    editor = form.repeats.editor
    editor.end.choose(kind)
    editor.end.activated.emit(editor.end.currentIndex())


def dates(house) -> list[str]:
    found = house.events.between(date(2026, 10, 1), date(2028, 1, 1))
    return [f"{one.when.start:%m-%d %H}" for one in found if one.event.status is not EventStatus.CANCELLED]


def all_events(house) -> list[Event]:
    return house.events.listed(Listing(Kind.EVENT))


def asked(page, settle) -> ScopeChoice:
    settle()
    choice = page.series.asked
    assert choice is not None
    assert choice.isVisible()
    return choice


def open_one(page) -> EventForm:
    return next(form for form in reversed(page.findChildren(EventForm)) if form.isVisible())


# The row Repeats -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "rule"),
    [
        (WEEK, "FREQ=WEEKLY;BYDAY=TU"),
        (FORTNIGHT, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        (NTH, "FREQ=MONTHLY;BYDAY=1TU"),
        (YEAR, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1"),
    ],
)
def test_the_usual_ways_are_one_choice_each(open_form, house, settle, way, rule):
    form = open_form(event("Rådgivning"))
    choose(form, way)
    form.submit()
    settle()
    assert all_events(house)[0].recurrence == (f"RRULE:{rule}",)


def test_the_ways_are_named_by_the_day_in_the_form(open_form, settle):
    form = open_form(event("Rådgivning"))
    editor = form.repeats.editor
    ways = [editor.choice.itemText(number) for number in range(editor.choice.count())]
    assert ways == [
        "Never",
        "Every week on Tuesday",
        "Every second week on Tuesday",
        "Every month, the first Tuesday",
        "Every year on 1 December",
        "In another way…",
    ]
    form.context.words.switch(Language("sv"))
    assert editor.choice.itemText(1) == "Varje vecka på tisdag"
    form.when.start.day.set_value(date(2026, 12, 31))
    assert editor.choice.itemText(3) == "Varje månad, sista torsdagen"


def test_ones_own_way_until_a_day(open_form, house, settle):
    form = open_form(event("Rådgivning"))
    choose(form, OWN)
    editor = form.repeats.editor
    editor.every.setValue(3)
    editor.weekdays.buttons[3].click()
    end(form, UNTIL_DAY)
    editor.until.set_value(date(2027, 2, 1))
    form.submit()
    settle()
    assert all_events(house)[0].recurrence == ("RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH;UNTIL=20270201T225959Z",)


def test_ones_own_way_by_months_a_number_of_times(open_form, house, settle):
    form = open_form(event("Rådgivning"))
    choose(form, OWN)
    editor = form.repeats.editor
    editor.unit.choose(Unit.MONTH)
    editor.unit.activated.emit(0)
    assert [editor.month_days.itemText(number) for number in range(2)] == ["on day 1 of the month", "on the first Tuesday"]
    editor.month_days.setCurrentIndex(1)
    editor.month_days.activated.emit(1)
    end(form, TIMES)
    editor.count.setValue(4)
    form.submit()
    settle()
    assert all_events(house)[0].recurrence == ("RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=4",)


def test_the_rule_follows_another_first_day(open_form, house, settle):
    form = open_form(event("Rådgivning"))
    choose(form, WEEK)
    form.when.start.day.set_value(date(2026, 12, 3))
    assert form.repeats.editor.choice.currentText() == "Every week on Thursday"
    form.submit()
    settle()
    assert all_events(house)[0].recurrence == ("RRULE:FREQ=WEEKLY;BYDAY=TH",)


def test_next_dates_are_shown_and_those_on_days_off_are_skipped_by_one_key(open_form, house, settle, qtbot):
    form = open_form(event("Rådgivning", date(2026, 12, 10)))
    assert form.repeats.dates.texts() == []
    choose(form, WEEK)
    end(form, TIMES)
    form.repeats.editor.count.setValue(5)
    assert form.repeats.dates.texts() == [
        "Thu 10 Dec 2026",
        "Thu 17 Dec 2026",
        "Thu 24 Dec 2026 – 24 December is Christmas Eve: most people are off.",
        "Thu 31 Dec 2026 – 31 December is New Year's Eve: most people are off.",
        "Thu 7 Jan 2027",
    ]
    assert form.repeats.dates.button.text() == "Skip 2 dates on days off"
    form.show_repeats()
    qtbot.keyClick(form, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert form.repeats.dates.texts()[2:4] == ["Thu 24 Dec 2026 – skipped", "Thu 31 Dec 2026 – skipped"]
    assert form.repeats.dates.button.text() == "Keep all dates"
    form.submit()
    settle()
    assert dates(house) == ["12-10 15", "12-17 15", "01-07 15"]
    assert all_events(house)[0].recurrence[1] == "EXDATE;TZID=Europe/Stockholm:20261224T150000,20261231T150000"


def test_another_rule_forgets_what_was_skipped(open_form):
    form = open_form(event("Rådgivning", date(2026, 12, 10)))
    choose(form, WEEK)
    form.repeats.dates.button.click()
    assert form.repeats.editor.skipped
    choose(form, YEAR)
    assert not form.repeats.editor.skipped


def test_a_rule_of_another_program_stays_until_another_way_is_chosen(open_form, house, settle):
    foreign = replace(SERIES, recurrence=("RRULE:FREQ=MONTHLY;BYDAY=1TU,3TU",))
    house.events.save(foreign)
    form = open_form(house.events.get(foreign.id))
    assert form.repeats.editor.choice.currentText() == "Every month, the first Tuesday and the third Tuesday"
    line = form._name.editor
    line.setText("Ny titel")
    form.submit()
    settle()
    kept = house.events.get(foreign.id)
    assert (kept.title, kept.recurrence) == ("Ny titel", foreign.recurrence)
    form = open_form(kept)
    assert form.repeats.editor.choice.chosen() == KEPT
    choose(form, NEVER)
    form.submit()
    settle()
    assert house.events.get(foreign.id).recurrence == ()


def test_an_end_that_is_none_is_said_at_the_row(open_form, house, settle):
    form = open_form(event("Rådgivning"))
    choose(form, WEEK)
    end(form, UNTIL_DAY)
    form.repeats.editor.until.line.setText("")
    form.submit()
    settle()
    assert all_events(house) == []
    assert form.repeats.field.has_error


def test_a_form_that_nobody_touched_is_unchanged(open_form, house):
    house.events.save(SERIES)
    form = open_form(house.events.get(SERIES.id))
    assert not form.is_changed()
    assert form.value() == house.events.get(SERIES.id)


# Which dates? --------------------------------------------------------------------------------------------------------


def test_a_single_event_is_opened_without_a_question(page, house, settle):
    alone = event("Frukost")
    house.events.save(alone)
    page.edit_record(alone.id)
    settle()
    assert page.series.asked is None
    form = open_one(page)
    assert form._original.id == alone.id
    form.close()


def test_one_date_is_changed_by_one_key_from_the_month(page, house, settle, qtbot):
    page.choose_view(MONTH)
    page.picture.go_to(date(2026, 12, 8))
    settle()
    canvas = page.picture.canvas
    canvas.choose_entry(canvas.sheet.on(date(2026, 12, 8))[0], date(2026, 12, 8))
    page.edit_current()
    choice = asked(page, settle)
    assert choice.buttons[Scope.THIS].hasFocus() or choice.buttons[Scope.THIS].isDefault()
    qtbot.keyClick(choice, Qt.Key.Key_1)
    settle()
    form = open_one(page)
    assert form.repeats.isHidden()
    form.when.start.clock.set_value(time(9))
    form.submit()
    settle()
    assert dates(house) == ["12-01 15", "12-08 09", "12-15 15", "12-22 15", "12-29 15", "01-05 15"]


def test_this_and_following_from_the_month(page, house, settle, qtbot):
    page.choose_view(MONTH)
    page.picture.go_to(date(2026, 12, 15))
    settle()
    canvas = page.picture.canvas
    canvas.choose_entry(canvas.sheet.on(date(2026, 12, 15))[0], date(2026, 12, 15))
    page.edit_current()
    qtbot.keyClick(asked(page, settle), Qt.Key.Key_2)
    settle()
    form = open_one(page)
    form.when.start.clock.set_value(time(9))
    form.submit()
    settle()
    assert dates(house) == ["12-01 15", "12-08 15", "12-15 09", "12-22 09", "12-29 09", "01-05 09"]
    assert len(all_events(house)) == 2


def test_all_dates_from_the_list_and_the_answer_is_remembered(page, house, settle, qtbot):
    page.show_record(SERIES.id)
    settle()
    page.edit_current()
    qtbot.keyClick(asked(page, settle), Qt.Key.Key_3)
    settle()
    form = open_one(page)
    form._name.editor.setText("Rådgivning för alla")
    form.submit()
    settle()
    assert [one.title for one in all_events(house)] == ["Rådgivning för alla"]
    page.edit_current()
    choice = asked(page, settle)
    assert choice.buttons[Scope.ALL].isDefault()
    choice.reject()


def test_escape_leaves_everything_as_it_is(page, house, settle, qtbot):
    page.show_record(SERIES.id)
    settle()
    page.delete_selected()
    qtbot.keyClick(asked(page, settle), Qt.Key.Key_Escape)
    settle()
    assert len(dates(house)) == 6


def test_delete_key_on_one_date_of_the_month_drops_that_date(page, house, settle, qtbot):
    page.choose_view(MONTH)
    page.picture.go_to(date(2026, 12, 22))
    settle()
    canvas = page.picture.canvas
    canvas.choose_entry(canvas.sheet.on(date(2026, 12, 22))[0], date(2026, 12, 22))
    page.delete_selected()
    qtbot.keyClick(asked(page, settle), Qt.Key.Key_1)
    settle()
    assert "12-22 15" not in dates(house)
    assert len(dates(house)) == 5
    house.history.undo()
    assert len(dates(house)) == 6


def test_cancel_and_move_ask_too(page, house, settle, qtbot):
    page.series.cancel(SERIES.id, datetime(2026, 12, 8, 15))
    qtbot.keyClick(asked(page, settle), Qt.Key.Key_1)
    settle()
    assert "12-08 15" not in dates(house)
    new = zoned(datetime(2026, 12, 15, 9), datetime(2026, 12, 15, 11))
    page.series.move(SERIES.id, datetime(2026, 12, 15, 15), new)
    qtbot.keyClick(asked(page, settle), Qt.Key.Key_2)
    settle()
    assert dates(house) == ["12-01 15", "12-15 09", "12-22 09", "12-29 09", "01-05 09"]


def test_details_list_the_next_dates_and_bring_a_dropped_one_back(page, house, settle):
    house.series.drop(SERIES.id, date(2026, 12, 8))
    page.show_record(SERIES.id)
    settle()
    found = [one for one in page.details.findChildren(QPushButton) if "8 Dec 2026" in one.text()]
    assert [one.accessibleName() for one in found] == ["Tue 8 Dec 2026 15:00–17:00, dropped"]
    dropped = next(one for one in house.series.dates(SERIES.id, house.now()) if one.state is DateState.DROPPED)
    menu = page.series.date_menu(dropped)
    menu.actions()[0].trigger()
    menu.close()
    settle()
    assert len(dates(house)) == 6
    plain = house.series.dates(SERIES.id, house.now())[1]
    menu = page.series.date_menu(plain)
    assert [one.text() for one in menu.actions()] == ["Change…", "Drop this date", "Cancel this date"]
    menu.actions()[1].trigger()
    menu.close()
    settle()
    assert len(dates(house)) == 5


def test_the_key_of_the_row_opens_the_form_there(page, settle):
    page.show_record(SERIES.id)
    settle()
    command = next(one for one in page.commands() if one.name == "events.repeat")
    assert QKeySequence(command.keys) == QKeySequence("Ctrl+Alt+R")
    command.run()
    settle()
    form = open_one(page)
    assert form.focusWidget() is form.repeats.editor.choice
    form.close()


# Clashes -------------------------------------------------------------------------------------------------------------


def test_a_clash_stands_beside_the_time_and_goes_when_the_time_is_another(open_form, house, settle, qtbot):
    house.events.save(event("Mässan", hour=14, staff=("Anna Ek",)))
    form = open_form(event("Frukost", staff=("Anna Ek",)))
    assert form.clashes.texts() == ["Anna Ek is also at Mässan, Tue 1 Dec 2026 14:00–16:00."]
    form.when.start.clock.set_value(time(17))
    qtbot.waitUntil(lambda: not form.clashes.texts())
    assert form.clashes.isHidden()
    form.submit()
    settle()
    assert len(all_events(house)) == 2, "a warning never stands in the way"


def test_days_off_are_a_remark(open_form, house, settle):
    form = open_form(event("Frukost", date(2026, 12, 24), 8))
    assert form.clashes.texts() == ["24 December is Christmas Eve: most people are off."]
    assert form.clashes.property("role") == "banner"
