"""The month as an officer uses it: keys, mouse, undo, series, languages, the dates of tenders."""

from datetime import UTC, date, datetime, time, timedelta
from time import process_time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import When, all_day, zoned
from outreach.language import Language
from outreach.ui.calendar.day_list import DayList
from outreach.ui.calendar.month_chooser import MonthChooser
from outreach.ui.calendar.month_view import MonthView
from outreach.ui.memory import Memory

TODAY = date(2026, 11, 24)


def breakfast(day: date, title: str = "Frukost om snöröjning", hour: int = 7) -> Event:
    start = datetime.combine(day, time(hour, 30))
    return Event(
        title=title, when=zoned(start, start + timedelta(hours=2)), kind=EventKind.BREAKFAST, place="Folkets hus"
    )


@pytest.fixture
def settle(qtbot, context):
    """Nothing here waits for somebody to stop typing: it is enough that the worker is done."""

    def wait():
        qtbot.wait(1)
        qtbot.waitUntil(lambda: context.tasks.idle)

    return wait


@pytest.fixture
def month(context, house, qtbot, settle):
    made = MonthView(context)
    made.resize(1100, 640)
    qtbot.addWidget(made)
    made.show()
    made.canvas.setFocus()
    settle()
    return made


def titles(month: MonthView, day: date) -> list[str]:
    return [entry.title for entry in month.canvas.sheet.on(day)]


def heard(signal) -> list:
    caught = []
    signal.connect(caught.append)
    return caught


def press(qtbot, month, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        qtbot.keyClick(month.canvas, key, modifier)


def test_arrows_move_the_day_and_cross_into_the_next_month(month, qtbot, settle):
    assert month.day == TODAY
    press(qtbot, month, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert month.day == date(2026, 12, 2)
    settle()
    assert month.heading.text() == "December 2026"
    press(qtbot, month, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert month.day == TODAY


def test_page_keys_turn_months_and_with_ctrl_years_and_home_comes_back(month, qtbot, settle):
    press(qtbot, month, Qt.Key.Key_PageDown)
    assert month.day == date(2026, 12, 24)
    press(qtbot, month, Qt.Key.Key_PageUp, modifier=Qt.KeyboardModifier.ControlModifier)
    assert month.day == date(2025, 12, 24)
    press(qtbot, month, Qt.Key.Key_Home)
    assert month.day == TODAY
    settle()
    assert month.heading.text() == "November 2026"


def test_page_down_held_shows_the_last_month_asked_for(month, house, qtbot, settle):
    house.events.save(breakfast(date(2027, 6, 24), "Midsommar"))
    for _ in range(7):
        press(qtbot, month, Qt.Key.Key_PageDown)
    settle()
    assert month.heading.text() == "June 2027"
    assert titles(month, date(2027, 6, 24)) == ["Midsommar"]
    assert month.count.text() == "1 event"


def test_saved_event_appears_and_undo_takes_it_away(month, house, context, settle):
    context.write(lambda: house.events.save(breakfast(TODAY)))
    settle()
    assert titles(month, TODAY) == ["Frukost om snöröjning"]
    context.write(lambda: house.history.undo().changes)
    settle()
    assert titles(month, TODAY) == []
    assert "Nothing planned" in month.count.text()


def test_change_while_the_month_is_hidden_is_there_when_it_is_shown_again(month, house, context, settle):
    month.hide()
    context.write(lambda: house.events.save(breakfast(TODAY)))
    settle()
    assert titles(month, TODAY) == []
    month.show()
    settle()
    assert titles(month, TODAY) == ["Frukost om snöröjning"]


def test_tab_walks_through_the_events_of_a_day_and_then_on(month, house, context, qtbot, settle):
    context.write(lambda: house.events.save(breakfast(TODAY, "First")))
    context.write(lambda: house.events.save(breakfast(TODAY, "Second", 14)))
    settle()
    press(qtbot, month, Qt.Key.Key_Tab)
    assert month.canvas.entry.title == "First"
    press(qtbot, month, Qt.Key.Key_Tab)
    assert month.canvas.entry.title == "Second"
    press(qtbot, month, Qt.Key.Key_Backtab)
    assert month.canvas.entry.title == "First"
    press(qtbot, month, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert not month.canvas.hasFocus()


def test_enter_opens_the_first_event_or_asks_for_a_new_one(month, house, context, qtbot, settle):
    event = breakfast(TODAY)
    context.write(lambda: house.events.save(event))
    settle()
    edited, wanted = heard(month.edit_event), heard(month.new_on)
    press(qtbot, month, Qt.Key.Key_Return)
    assert edited == [event.id]
    press(qtbot, month, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert wanted == [TODAY + timedelta(days=1)]


def test_double_click_makes_a_new_event_on_an_empty_day_and_opens_a_bar(month, house, context, qtbot, settle):
    event = breakfast(TODAY)
    context.write(lambda: house.events.save(event))
    settle()
    edited, wanted = heard(month.edit_event), heard(month.new_on)
    place = month.canvas.cell(date(2026, 11, 12)).center()
    qtbot.mouseDClick(month.canvas, Qt.MouseButton.LeftButton, pos=place)
    assert wanted == [date(2026, 11, 12)]
    bar = month.canvas.rect_of(month.canvas.sheet.on(TODAY)[0])
    qtbot.mouseDClick(month.canvas, Qt.MouseButton.LeftButton, pos=bar.center())
    assert edited == [event.id]


def test_click_shows_a_card_and_escape_puts_it_away_first(month, house, context, qtbot, settle):
    event = breakfast(TODAY)
    context.write(lambda: house.events.save(event))
    settle()
    bar = month.canvas.rect_of(month.canvas.sheet.on(TODAY)[0])
    qtbot.mouseClick(month.canvas, Qt.MouseButton.LeftButton, pos=bar.center())
    assert month.card.isVisible()
    assert month.card.title.text() == "Frukost om snöröjning"
    assert month.card.time.text() == "Tue 24 Nov 2026 07:30–09:30"
    assert month.current_event() == event.id
    press(qtbot, month, Qt.Key.Key_Escape)
    assert not month.card.isVisible()
    assert month.current_event() == event.id
    press(qtbot, month, Qt.Key.Key_Escape)
    assert month.current_event() is None
    logged = heard(month.log_there)
    press(qtbot, month, Qt.Key.Key_Space)
    log = next(one for one in month.card.findChildren(QPushButton) if one.text() == "Log")
    qtbot.mouseClick(log, Qt.MouseButton.LeftButton)
    assert logged == [event.id]


def test_card_never_reaches_out_of_the_month(month, house, context, settle):
    for day in (date(2026, 11, 2), date(2026, 11, 29), TODAY, date(2026, 10, 26), date(2026, 12, 6)):
        context.write(lambda day=day: house.events.save(breakfast(day)))
    context.write(lambda: house.events.save(Event(title="Lång", when=all_day(date(2026, 11, 9), date(2026, 11, 15)))))
    settle()
    for day in (date(2026, 11, 2), date(2026, 11, 29), TODAY, date(2026, 11, 12)):
        entry = month.canvas.sheet.on(day)[0]
        month.canvas.choose_entry(entry, day)
        month.clicks.peek(entry)
        assert month.canvas.rect().contains(month.card.geometry())


def test_full_day_opens_a_list_of_all_its_events(month, house, context, qtbot, settle):
    for hour in range(8, 20):
        context.write(lambda hour=hour: house.events.save(breakfast(TODAY, f"Möte {hour:02}", hour)))
    settle()
    more = next(one for one in month.canvas.placed if one.bar is None)
    shown = [one for one in month.canvas.placed if one.bar is not None]
    assert more.count + len(shown) == 12
    qtbot.mouseClick(month.canvas, Qt.MouseButton.LeftButton, pos=more.rect.center())
    popup = month.findChild(DayList)
    assert [line.title for line in popup.list.lines] == [f"Möte {hour:02}" for hour in range(8, 20)]
    popup.list.step(10)
    popup.list.take()
    assert month.canvas.entry.title == "Möte 18"
    assert month.card.isVisible()


def test_series_is_laid_out_and_keeps_its_hour_when_the_clocks_change(month, house, context, settle):
    start = datetime(2026, 10, 13, 15)
    series = Event(
        title="Rådgivning",
        when=zoned(start, start + timedelta(hours=2)),
        recurrence=("RRULE:FREQ=WEEKLY;BYDAY=TU", "EXDATE;TZID=Europe/Stockholm:20261110T150000"),
    )
    context.write(lambda: house.events.save(series))
    settle()
    month.go_to(date(2026, 10, 20))
    settle()
    days = [date(2026, 10, 13), date(2026, 10, 20), date(2026, 10, 27)]
    assert [month.canvas.sheet.on(day)[0].clock for day in days] == [time(15)] * 3
    month.go_to(TODAY)
    settle()
    tuesdays = [date(2026, 11, 3), date(2026, 11, 10), date(2026, 11, 17), TODAY, date(2026, 12, 1)]
    assert [len(titles(month, day)) for day in tuesdays] == [1, 0, 1, 1, 1]


def test_all_day_fair_over_the_end_of_summer_time_covers_each_of_its_days(month, house, context, settle):
    context.write(lambda: house.events.save(Event(title="Mässa", when=all_day(date(2026, 10, 24), date(2026, 10, 26)))))
    settle()
    month.go_to(date(2026, 10, 24))
    settle()
    october = [date(2026, 10, 23) + timedelta(days=number) for number in range(5)]
    assert [len(titles(month, day)) for day in october] == [0, 1, 1, 1, 0]
    bars = [one.bar for one in month.canvas.placed if one.bar is not None]
    assert [(bar.column, bar.span, bar.opens, bar.closes) for bar in bars] == [(5, 2, True, False), (0, 1, False, True)]


def test_dates_of_tenders_can_be_switched_off_and_that_is_remembered(month, house, context, qtbot, settle):
    tender = Tender(
        title="Snöröjning",
        stage=Stage.PLANNED,
        expected_publication=TODAY,
        tender_deadline=datetime(2026, 11, 27, 22, 59, tzinfo=UTC),
    )
    context.write(lambda: house.tenders.save(tender))
    settle()
    assert titles(month, TODAY) == ["Snöröjning"]
    assert titles(month, date(2026, 11, 27)) == ["Snöröjning"]
    opened: list = []
    month.open_tender.connect(lambda kind, record: opened.append((kind, record)))
    press(qtbot, month, Qt.Key.Key_Return)
    assert opened == [(Kind.TENDER, tender.id)]
    month.tender_dates.click()
    settle()
    assert titles(month, TODAY) == []
    assert context.memory.get("events.month.tenders") is False
    context.memory.write()
    assert Memory().get("events.month.tenders") is False


def test_language_of_the_month_follows_at_once(month, house, context, settle):
    context.write(lambda: house.events.save(breakfast(TODAY)))
    settle()
    month.clicks.peek(month.canvas.sheet.on(TODAY)[0])
    assert month.canvas.accessibleName().splitlines()[2] == "Tue 24 Nov 2026 07:30–09:30"
    context.words.switch(Language("sv"))
    assert month.heading.text() == "November 2026"
    assert month.canvas.accessibleName().splitlines()[2] == "tis 24 nov. 2026 07:30–09:30"
    month.go_to(date(2026, 5, 1))
    assert month.heading.text() == "Maj 2026"


def test_screen_reader_hears_day_event_and_what_is_special_about_it(month, house, context, qtbot, settle):
    event = Event(
        title="Studieresa",
        when=When(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 11), "Europe/Helsinki"),
        kind=EventKind.VISIT,
        status=EventStatus.CANCELLED,
        place="Åbo",
    )
    context.write(lambda: house.events.save(event))
    settle()
    assert month.canvas.accessibleName() == "Tuesday, 24 November 2026. 1 event or date: 08:00 Studieresa (Cancelled)"
    press(qtbot, month, Qt.Key.Key_Tab)
    assert month.canvas.accessibleName().splitlines() == [
        "Studieresa",
        "Company visit",
        "Tue 24 Nov 2026 09:00–11:00 (time in Europe/Helsinki)",
        "Åbo",
        "Cancelled",
    ]
    press(qtbot, month, Qt.Key.Key_Escape, Qt.Key.Key_Down)
    assert month.canvas.accessibleName().endswith("Nothing planned")


def test_chosen_event_stays_chosen_when_it_is_changed(month, house, context, settle):
    event = breakfast(TODAY)
    context.write(lambda: house.events.save(event))
    settle()
    month.canvas.choose_entry(month.canvas.sheet.on(TODAY)[0])
    context.write(lambda: house.events.cancel(event.id))
    settle()
    assert month.current_event() == event.id
    assert month.canvas.entry.event.status is EventStatus.CANCELLED
    context.write(lambda: house.events.delete([event.id]))
    settle()
    assert month.current_event() is None


def test_month_and_year_are_chosen_in_a_small_window_by_keys(month, qtbot, settle):
    month.heading.click()
    popup = month.findChild(MonthChooser)
    assert popup.year == 2026
    qtbot.keyClick(popup, Qt.Key.Key_PageDown)
    popup.months[4].setFocus()
    qtbot.keyClick(popup, Qt.Key.Key_Right)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    settle()
    assert month.heading.text() == "June 2027"
    assert month.day == date(2027, 6, 1)
    month.today.click()
    assert month.day == TODAY


def test_wheel_and_small_windows_keep_the_month_whole(month, settle):
    month.resize(560, 420)
    settle()
    assert all(month.canvas.rect().contains(one.rect) for one in month.canvas.placed)
    assert month.canvas.spot(QPoint(5, 5)) is None
    assert month.canvas.spot(month.canvas.cell(TODAY).center()).day == TODAY


def test_five_hundred_events_are_painted_without_a_stutter(month, house, settle, qtbot):
    with house.database.work("Made many") as work:
        for number in range(500):
            work.save(
                Kind.EVENT,
                breakfast(date(2026, 11, 1) + timedelta(days=number % 30), f"Möte {number}", 7 + number % 12),
            )
    month.refresh()
    settle()
    assert month.count.text() == "500 events"
    began = process_time()
    for _ in range(10):
        month.canvas.grab()
    # Some 20 ms each on a slow machine; a tenth of a second would be felt.
    assert process_time() - began < 1.0
