"""The Events page: list and month, what they share, and what one goes on to from an event."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import When, zoned
from outreach.language import Language
from outreach.ui.calendar.view_switch import LIST, MONTH
from outreach.ui.events.calendar_export import CalendarExport
from outreach.ui.events.form import EventForm
from outreach.ui.events.page import EventsPage

TODAY = date(2026, 11, 24)


def event(title: str, day: date, hour: int = 9, **more) -> Event:
    start = datetime.combine(day, time(hour))
    return Event(title=title, when=zoned(start, start + timedelta(hours=2)), **more)


SNOW = Tender(title="Snöröjning", stage=Stage.PLANNED, expected_publication=date(2027, 2, 1))
OLD_ROAD = Tender(title="Gammal väg", stage=Stage.CONTRACT)
PAST = event("Gala i våras", date(2026, 4, 10), kind=EventKind.GALA)
LATELY = event("Kurs", date(2026, 11, 10), kind=EventKind.COURSE)
NEXT = event(
    "Frukost",
    date(2026, 11, 26),
    7,
    kind=EventKind.BREAKFAST,
    place="Folkets hus",
    notes="Ta med rollup.",
    tenders=(SNOW.id, OLD_ROAD.id),
)
LATER = event("Mässa", date(2027, 3, 3), kind=EventKind.FAIR, status=EventStatus.TENTATIVE, tags=("mässa",))


@pytest.fixture
def page(context, house, qtbot, settle):
    for tender in (SNOW, OLD_ROAD):
        house.tenders.save(tender)
    for one in (PAST, LATELY, NEXT, LATER):
        house.events.save(one)
    return shown(context, qtbot, settle)


def shown(context, qtbot, settle) -> EventsPage:
    made = EventsPage(context)
    made.resize(1150, 680)
    qtbot.addWidget(made)
    made.show()
    made.enter()
    settle()
    return made


def listed(page):
    return [page.model.row_at(row).texts[1] for row in range(page.model.rowCount())]


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def command(page, name):
    return next(one for one in page.commands() if one.name == f"events.{name}")


def heard(signal):
    caught = []
    signal.connect(caught.append)
    return caught


def open_form(page):
    return next(form for form in page.findChildren(EventForm) if form.isVisible())


def test_list_begins_with_what_is_near_in_time_and_the_next_event_chosen(page):
    assert listed(page) == ["Kurs", "Frukost", "Mässa"]
    assert page.current_id() == NEXT.id
    assert "Frukost" in texts(page.details)


@pytest.mark.parametrize(
    ("value", "titles"),
    [
        ("coming", ["Frukost", "Mässa"]),
        ("past", ["Gala i våras", "Kurs"]),
        (None, ["Gala i våras", "Kurs", "Frukost", "Mässa"]),
    ],
)
def test_list_is_narrowed_by_time(page, settle, value, titles):
    page.set_filter("time", [value] if value else [])
    settle()
    assert listed(page) == titles


def test_list_is_narrowed_by_kind_and_status_and_tag(page, settle):
    page.set_filter("kind", ["fair", "course"])
    settle()
    assert listed(page) == ["Kurs", "Mässa"]
    page.set_filter("status", ["tentative"])
    settle()
    assert listed(page) == ["Mässa"]
    page.set_filter("tag", ["finns inte"])
    settle()
    assert listed(page) == []


def test_event_hidden_by_the_filters_is_shown_when_it_is_asked_for(page, settle):
    page.show_record(PAST.id)
    settle()
    assert page.current_id() == PAST.id
    assert "Gala i våras" in texts(page.details)


def test_choice_of_view_is_remembered(page, context, qtbot, settle):
    command(page, "month").run()
    settle()
    assert page.pictures.shown == MONTH
    again = shown(context, qtbot, settle)
    assert again.pictures.shown == MONTH
    command(again, "list").run()
    settle()
    assert not shown(context, qtbot, settle).pictures.current


def test_details_show_place_tenders_notes_and_conversations(page, house, context, settle):
    house.meetings.capture_line("Anna Berg, Bergs Bygg AB: frågade om snöröjning", event=NEXT.id)
    page.refresh()
    settle()
    page.details.show_record(NEXT.id)
    settle()
    said = texts(page.details)
    assert {"Folkets hus", "Ta med rollup.", "1 conversation here", "Anna Berg, Bergs Bygg AB"} <= set(said)
    opened = heard_two(context.wishes.open_record)
    link = next(one for one in page.details.findChildren(QPushButton) if one.text() == "Snöröjning")
    link.click()
    assert opened == [(Kind.TENDER, SNOW.id)]


def heard_two(signal):
    caught = []
    signal.connect(lambda one, two: caught.append((one, two)))
    return caught


def test_details_say_the_zone_and_our_clock_when_it_is_not_ours(page, house, settle):
    abroad = replace(LATER, version=1, when=When(datetime(2027, 3, 3, 9), datetime(2027, 3, 3, 11), "Europe/Helsinki"))
    house.events.save(abroad)
    page.show_record(LATER.id)
    settle()
    said = texts(page.details)
    assert "Wed 3 Mar 2027 09:00–11:00 (time in Europe/Helsinki)" in said
    assert "Wed 3 Mar 2027 08:00–10:00 on our clock" in said


def test_details_of_a_series_say_how_often_and_the_next_dates(page, house, settle):
    series = event(
        "Rådgivning", date(2026, 11, 3), 15, recurrence=("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270101",)
    )
    house.events.save(series)
    moved = event("Rådgivning", date(2026, 12, 2), 15, uid=series.uid, recurrence_id="20261201T150000")
    house.events.save(moved)
    page.show_record(series.id)
    settle()
    said = texts(page.details)
    assert "Every second week on Tuesday, until 1 Jan 2027" in said
    assert "changed on its own" in said
    dates = [one.text() for one in page.details.findChildren(QPushButton) if "15:00–17:00" in one.text()]
    assert dates[-3:] == ["Wed 2 Dec 2026 15:00–17:00", "Tue 15 Dec 2026 15:00–17:00", "Tue 29 Dec 2026 15:00–17:00"]


def test_new_event_in_the_month_is_for_the_chosen_day_and_is_chosen_when_saved(page, house, settle):
    page.choose_view(MONTH)
    page.picture.go_to(date(2026, 12, 9))
    command(page, "new").run()
    settle()
    form = open_form(page)
    assert form.when.value() == zoned(datetime(2026, 12, 9, 9), datetime(2026, 12, 9, 11))
    form._name.editor.setText("Mingel")
    form.when.start.day.line.setText("2027-01-14")
    form.submit()
    settle()
    settle()
    assert page.picture.day == date(2027, 1, 14)
    assert page.picture.heading.text() == "January 2027"
    assert page.picture.canvas.entry.title == "Mingel"


def test_new_event_from_the_list_is_shown_there(page, settle):
    command(page, "new").run()
    settle()
    form = open_form(page)
    form._name.editor.setText("Mingel")
    form.submit()
    settle()
    assert "Mingel" in listed(page)
    assert "Mingel" in texts(page.details)


def test_commands_work_on_what_is_chosen_in_the_view_that_is_shown(page, house, context, settle, qtbot):
    page.choose_view(MONTH)
    settle()
    assert not command(page, "cancel").enabled()
    page.picture.go_to(date(2026, 11, 10))
    qtbot.keyClick(page.picture.canvas, Qt.Key.Key_Tab)
    assert command(page, "cancel").enabled()
    assert page.current_id() == LATELY.id
    command(page, "cancel").run()
    settle()
    assert house.events.get(LATELY.id).status is EventStatus.CANCELLED
    assert house.events.get(LATELY.id).sequence == 1
    assert house.events.get(NEXT.id).status is EventStatus.CONFIRMED
    command(page, "delete").run()
    settle()
    assert LATELY.id not in house.events.many([LATELY.id])
    context.write(lambda: house.history.undo().changes)
    settle()
    assert [one.title for one in page.picture.canvas.sheet.on(date(2026, 11, 10))] == ["Kurs"]


def test_copy_opens_a_form_and_keeps_nothing_until_it_is_saved(page, house, settle):
    page.choose_view(LIST)
    settle()
    command(page, "copy").run()
    settle()
    form = open_form(page)
    assert house.events.count() == 4
    form.when.start.day.line.setText("2027-01-28")
    form.submit()
    settle()
    copies = [one for one in house.events.many(house.events.ids(page._listing())).values() if one.title == "Frukost"]
    assert len({one.uid for one in copies}) == 2
    assert {one.when.first_day for one in copies} == {date(2026, 11, 26), date(2027, 1, 28)}


def test_log_and_flyer_hand_over_the_event_and_its_coming_tenders(page, context, settle):
    logged, flyers, said = heard(context.wishes.capture), heard(context.wishes.flyer), heard(context.wishes.notify)
    command(page, "log").run()
    command(page, "flyer").run()
    settle()
    assert (logged, flyers, said) == ([NEXT.id], [[SNOW.id]], [])
    page.make_flyer(LATER.id)
    settle()
    assert flyers[1] == [SNOW.id]
    assert said == ["This event features no coming tender. The flyer shows those that come soonest."]


def test_menu_of_a_cancelled_event_offers_no_second_cancelling(page):
    menu = QMenu()
    page.fill_menu(menu, NEXT.id, cancelled=False)
    assert "Cancel the event" in [action.text() for action in menu.actions()]
    menu.clear()
    page.fill_menu(menu, NEXT.id, cancelled=True)
    assert "Cancel the event" not in [action.text() for action in menu.actions()]


def test_calendar_of_the_list_the_chosen_or_all_with_dates_of_tenders(page, context, settle, tmp_path):
    said = heard(context.wishes.notify)
    for number, (choice, deadlines, titles) in enumerate(
        [
            (0, False, {"Frukost"}),
            (1, False, {"Kurs", "Frukost", "Mässa"}),
            (2, True, {"Gala i våras", "Kurs", "Frukost", "Mässa", "Expected publication: Snöröjning"}),
        ]
    ):
        command(page, "calendar").run()
        settle()
        dialog = next(one for one in page.findChildren(CalendarExport) if one.isVisible())
        dialog.buttons[choice].setChecked(True)
        dialog.deadlines.setChecked(deadlines)
        path = tmp_path / f"{number}.ics"
        dialog.write(path)
        settle()
        assert not page.findChildren(CalendarExport)
        text = path.read_text("utf-8")
        found = {row.partition(":")[2] for row in text.splitlines() if row.startswith("SUMMARY")}
        assert found == titles
        assert "rollup" not in text
    assert said[0] == "1 event written to 0.ics"


def test_calendar_of_the_month_holds_what_happens_in_it(page, settle, tmp_path):
    page.choose_view(MONTH)
    settle()
    command(page, "calendar").run()
    settle()
    dialog = next(one for one in page.findChildren(CalendarExport) if one.isVisible())
    assert dialog.buttons[0].text() == "Everything in November 2026"
    dialog.write(tmp_path / "november.ics")
    settle()
    text = (tmp_path / "november.ics").read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 2


def test_empty_register_says_what_to_do(context, qtbot, settle):
    page = shown(context, qtbot, settle)
    assert "No events yet" in texts(page)
    page.choose_view(MONTH)
    settle()
    assert page.picture.count.text().startswith("Nothing planned")


def test_language_follows_everywhere(page, context, settle):
    context.words.switch(Language("sv"))
    settle()
    assert page.model.row_at(1).texts[0] == "tors 26 nov. 2026 07:00–09:00"
    assert "tors 26 nov. 2026 07:00–09:00" in texts(page.details)


def test_search_key_leads_from_the_month_into_the_list(page, settle):
    page.choose_view(MONTH)
    command(page, "search").run()
    assert page.shows_list
    page.search.setText("frukost")
    settle()
    assert listed(page) == ["Frukost"]


def test_keys_of_the_page_are_free(page):
    keys = [one.keys for one in page.commands() if one.keys]
    assert len(keys) == len(set(keys))
    taken = {
        "Ctrl+N",
        "Ctrl+K",
        "Ctrl+I",
        "Ctrl+O",
        "Ctrl+Q",
        "Ctrl+H",
        "Ctrl+Z",
        "Ctrl+Shift+Z",
        "Ctrl+Shift+F",
        "Ctrl+Shift+H",
    }
    assert taken.isdisjoint(keys)


def test_details_of_what_was_asked_for_last_win(page, settle):
    for one in (PAST, LATELY, LATER):
        page.details.show_record(one.id)
    settle()
    assert "Mässa" in texts(page.details)
    assert page.details.shown == LATER.id


def test_keys_of_the_window_reach_the_page(window, qtbot):
    window.show_page("events")
    qtbot.waitUntil(lambda: window.parts.tasks.idle)
    page = window.shell.page
    assert isinstance(page, EventsPage)
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert page.pictures.shown == MONTH
    assert page.picture.canvas.hasFocus()
    qtbot.keyClick(page.picture.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    form = open_form(page)
    assert form.when.value().first_day == TODAY + timedelta(days=1)
    qtbot.waitUntil(lambda: window.parts.tasks.idle)
    form.reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page.shows_list
    qtbot.waitUntil(lambda: window.parts.tasks.idle)
