"""Week, agenda and year as an officer uses them: keys, mouse, what is remembered, what is read aloud."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.tender import Stage, Tender
from outreach.domain.week_sheet import HOUR
from outreach.domain.when import all_day, zoned
from outreach.language import Language
from outreach.ui.calendar.agenda_view import AgendaView
from outreach.ui.calendar.view_switch import AGENDA, LIST, MONTH, WEEK, YEAR
from outreach.ui.calendar.week_view import WeekView
from outreach.ui.calendar.year_view import YearView
from outreach.ui.events.form import EventForm
from outreach.ui.events.page import EventsPage

TODAY = date(2026, 11, 24)
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def meeting(day: date = TODAY, title: str = "Möte", hour: float = 9, length: float = 1, **more) -> Event:
    start = datetime.combine(day, time.min) + timedelta(hours=hour)
    return Event(title=title, when=zoned(start, start + timedelta(hours=length)), place="Folkets hus", **more)


@pytest.fixture
def show(context, qtbot, settle):
    def make(kind):
        made = kind(context)
        made.resize(1100, 640)
        qtbot.addWidget(made)
        made.show()
        made.canvas.setFocus()
        settle()
        return made

    return make


def press(qtbot, view, *keys, modifier=NONE):
    for key in keys:
        qtbot.keyClick(view.canvas, key, modifier)


def heard(signal) -> list:
    caught = []
    signal.connect(caught.append)
    return caught


def wheel(view, y: int, modifier=NONE):
    place = QPointF(view.canvas.rect().center())
    QApplication.sendEvent(
        view.canvas,
        QWheelEvent(
            place,
            view.canvas.mapToGlobal(place),
            QPoint(),
            QPoint(0, y),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


# The week ------------------------------------------------------------------------------------------------------------


def test_week_begins_where_the_working_day_does_and_says_its_number(show):
    week = show(WeekView)
    assert week.heading.text() == "Week 48, 23–29 Nov 2026"
    assert 6 * HOUR <= week.canvas.top_minute < 7 * HOUR
    assert week.day == TODAY


def test_arrows_move_day_and_hour_and_page_keys_the_week(show, qtbot, settle):
    week = show(WeekView)
    press(qtbot, week, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert (week.day, week.canvas.new_at()) == (TODAY + timedelta(days=1), datetime(2026, 11, 25, 9))
    press(qtbot, week, Qt.Key.Key_PageDown)
    settle()
    assert week.heading.text() == "Week 49, 30 Nov – 6 Dec 2026"
    press(qtbot, week, Qt.Key.Key_Home)
    settle()
    assert week.day == TODAY
    press(qtbot, week, Qt.Key.Key_PageUp, Qt.Key.Key_T)
    settle()
    assert (week.day, week.canvas.sheet.monday) == (TODAY, date(2026, 11, 23))


def test_enter_makes_an_event_at_the_hour_and_opens_a_chosen_one(show, house, context, qtbot, settle):
    event = meeting()
    context.write(lambda: house.events.save(event))
    week = show(WeekView)
    wanted, edited = heard(week.new_on), heard(week.edit_event)
    press(qtbot, week, Qt.Key.Key_Return)
    assert wanted == [datetime(2026, 11, 24, 8)]
    press(qtbot, week, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert edited == [event.id]


def test_double_click_on_an_hour_wants_an_event_then(show, qtbot):
    week = show(WeekView)
    wanted = heard(week.new_on)
    place = QPoint(week.canvas.cell(TODAY).center().x(), week.canvas.places.y(10 * HOUR + 20))
    qtbot.mouseDClick(week.canvas, Qt.MouseButton.LeftButton, pos=place)
    assert wanted == [datetime(2026, 11, 24, 10)]


def test_working_week_hides_the_weekend_says_what_lies_there_and_is_remembered(show, house, context, settle):
    context.write(lambda: house.events.save(meeting(date(2026, 11, 28), "Helg")))
    week = show(WeekView)
    assert week.count.text() == "1 event"
    week.working.click()
    settle()
    assert len(week.canvas.sheet.days) == 5
    assert week.count.text().endswith("1 on the weekend")
    assert context.memory.get("events.week.working") is True
    week.go_to(date(2026, 11, 28))
    assert week.day == date(2026, 11, 27)
    assert WeekView(context).working.isChecked()


def test_zoom_by_wheel_and_keys_is_remembered_and_keeps_the_middle(show, context, qtbot):
    week = show(WeekView)
    before = week.canvas.zoom
    middle = week.canvas.places.minute_at(week.canvas.places.grid.center().y())
    wheel(week, 120, CTRL)
    assert week.canvas.zoom > before
    assert abs(week.canvas.places.minute_at(week.canvas.places.grid.center().y()) - middle) < 20
    press(qtbot, week, Qt.Key.Key_Minus, Qt.Key.Key_Minus, modifier=CTRL)
    assert week.canvas.zoom < before
    assert context.memory.get("events.week.zoom") == week.canvas.zoom


def test_wheel_scrolls_the_hours_and_the_place_is_remembered(show, context):
    week = show(WeekView)
    top = week.canvas.top_minute
    wheel(week, -120)
    assert week.canvas.top_minute > top
    assert context.memory.get("events.week.top") == week.canvas.top_minute


def test_event_of_the_evening_is_scrolled_to_when_it_is_chosen(show, house, context, qtbot):
    context.write(lambda: house.events.save(meeting(hour=21)))
    week = show(WeekView)
    press(qtbot, week, Qt.Key.Key_Tab)
    assert week.canvas.places.grid.contains(week.canvas.rect_of(week.canvas.entry))


def test_nights_of_the_change_of_clocks_have_23_and_25_hours(show, settle):
    week = show(WeekView)
    week.go_to(date(2026, 3, 29))
    settle()
    assert (len(week.canvas.sheet.axis.slots), week.canvas.sheet.axis.missing(date(2026, 3, 29))) == (24, [2])
    week.go_to(date(2026, 10, 25))
    settle()
    assert len(week.canvas.sheet.axis.slots) == 25
    assert not week.canvas.grab().isNull()


def test_holiday_is_read_aloud_with_its_day_and_hour(show, settle):
    week = show(WeekView)
    week.go_to(date(2026, 12, 25))
    settle()
    assert week.canvas.accessibleName() == "Friday, 25 December 2026, Christmas Day. Nothing planned 08:00"


def test_crowded_hours_list_all_events_of_the_day(show, house, context, qtbot):
    from outreach.ui.calendar.day_list import DayList

    for number in range(20):
        context.write(lambda number=number: house.events.save(meeting(title=f"Möte {number:02}")))
    week = show(WeekView)
    more = week.canvas.places.more[0]
    qtbot.mouseClick(week.canvas, Qt.MouseButton.LeftButton, pos=more.rect.center())
    assert len(week.findChild(DayList).list.lines) == 20


def test_clock_moves_the_line_of_now(show, monkeypatch, house):
    week = show(WeekView)
    before = week.canvas.grab().toImage()
    later = datetime(2026, 11, 24, 11, tzinfo=UTC)
    monkeypatch.setattr(type(house), "now", lambda self: later)
    week.look_at_clock()
    assert week.canvas.grab().toImage() != before


# The agenda ----------------------------------------------------------------------------------------------------------


def test_agenda_lists_what_comes_with_gaps_and_holidays_and_says_where_it_ends(show, house, context):
    context.write(lambda: house.events.save(meeting(title="Idag")))
    context.write(lambda: house.events.save(meeting(date(2027, 1, 20), "Sedan")))
    context.write(lambda: house.events.save(meeting(date(2026, 11, 3), "Förut")))
    agenda = show(AgendaView)
    titles = [row.entry.title for row in agenda.canvas.rows if row.entry is not None]
    assert titles == ["Idag", "Sedan"]
    assert date(2026, 12, 25) in [line.day for line in agenda.canvas.lines if hasattr(line, "day")]
    assert agenda.canvas.lines[1].days == 56
    assert agenda.canvas.ended == "Nothing more is planned."
    assert [line.days for line in agenda.canvas.lines if hasattr(line, "days")] == [56]
    assert agenda.heading.text() == "From 24 Nov 2026"


def test_walking_opening_and_peeking_by_keys(show, house, context, qtbot):
    first, second = meeting(title="A"), meeting(date(2026, 12, 1), "B")
    context.write(lambda: house.events.save(first))
    context.write(lambda: house.events.save(second))
    agenda = show(AgendaView)
    edited = heard(agenda.edit_event)
    press(qtbot, agenda, Qt.Key.Key_Down)
    assert agenda.current_event() == first.id
    press(qtbot, agenda, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert agenda.card.title.text() == "B"
    press(qtbot, agenda, Qt.Key.Key_Escape, Qt.Key.Key_Return)
    assert edited == [second.id]
    press(qtbot, agenda, Qt.Key.Key_Home)
    assert agenda.day == TODAY


def test_more_is_read_when_the_end_comes_near(show, house, context, qtbot, settle):
    context.write(lambda: house.events.save(meeting(recurrence=("RRULE:FREQ=WEEKLY",), title="Varje vecka")))
    agenda = show(AgendaView)
    count = len(agenda.canvas.rows)
    press(qtbot, agenda, Qt.Key.Key_End)
    settle()
    assert len(agenda.canvas.rows) > count
    assert agenda.canvas.ended == ""


def test_what_was_before_comes_when_one_walks_up_from_the_top(show, house, context, qtbot, settle):
    context.write(lambda: house.events.save(meeting(date(2026, 11, 3), "Förut")))
    context.write(lambda: house.events.save(meeting(title="Idag")))
    agenda = show(AgendaView)
    press(qtbot, agenda, Qt.Key.Key_Down, Qt.Key.Key_Up)
    settle()
    press(qtbot, agenda, Qt.Key.Key_Up)
    assert agenda.canvas.entry.title == "Förut"


def test_typing_finds_years_ahead_and_escape_shows_everything_again(show, house, context, qtbot, settle):
    context.write(lambda: house.events.save(meeting(title="Idag")))
    context.write(lambda: house.events.save(meeting(date(2028, 5, 5), "Åsnemässan")))
    agenda = show(AgendaView)
    press(qtbot, agenda, Qt.Key.Key_A)
    assert agenda.search.hasFocus()
    qtbot.keyClicks(agenda.search, "sne")
    qtbot.wait(160)
    settle()
    assert [row.entry.title for row in agenda.canvas.rows if row.entry is not None] == ["Åsnemässan"]
    qtbot.keyClicks(agenda.search, "xyz")
    qtbot.wait(160)
    settle()
    assert agenda.canvas.ended.startswith("Nothing in the calendar from here on fits “asnexyz”")
    qtbot.keyClick(agenda.search, Qt.Key.Key_Escape)
    qtbot.wait(160)
    settle()
    assert [row.entry.title for row in agenda.canvas.rows if row.entry is not None] == ["Idag"]
    assert agenda.canvas.hasFocus()


def test_month_buttons_begin_earlier_and_later(show, settle):
    agenda = show(AgendaView)
    agenda.turn(1)
    settle()
    assert agenda.heading.text() == "From 1 Dec 2026"
    agenda.turn(-1)
    settle()
    assert agenda.heading.text() == "From 1 Nov 2026"
    agenda.go_today()
    settle()
    assert agenda.heading.text() == "From 24 Nov 2026"


# The year ------------------------------------------------------------------------------------------------------------


def test_year_shows_what_lies_on_its_days_and_the_tip_says_it_all(show, house, context):
    from outreach.ui.calendar.year_paint import tip_of

    context.write(lambda: house.events.save(meeting(date(2026, 12, 24), "Jul", kind=EventKind.GALA)))
    year = show(YearView)
    assert [one.title for one in year.canvas.on(date(2026, 12, 24))] == ["Jul"]
    tip = tip_of(date(2026, 12, 24), year.canvas.on(date(2026, 12, 24)), year.canvas.named, context.words)
    assert tip == "Thursday, 24 December 2026 · Christmas Eve\n09:00 Jul"
    assert year.count.text() == "1 event"


def test_arrows_days_and_weeks_page_keys_years_enter_and_click_the_week(show, qtbot, settle):
    year = show(YearView)
    weeks = heard(year.week_wanted)
    press(qtbot, year, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert year.day == date(2026, 12, 2)
    press(qtbot, year, Qt.Key.Key_Return)
    qtbot.mouseClick(year.canvas, Qt.MouseButton.LeftButton, pos=year.canvas.cell(date(2026, 6, 9)).center())
    assert weeks == [date(2026, 12, 2), date(2026, 6, 9)]
    press(qtbot, year, Qt.Key.Key_PageDown)
    settle()
    assert year.heading.text() == "2027"
    press(qtbot, year, Qt.Key.Key_Home)
    settle()
    assert (year.heading.text(), year.day) == ("2026", TODAY)


def test_every_day_is_found_at_its_own_place(show):
    year = show(YearView)
    day = date(2026, 1, 1)
    while day.year == 2026:
        assert year.canvas.spot(year.canvas.cell(day).center()).day == day
        day += timedelta(days=1)


def test_stroke_of_an_event_is_chosen_by_a_click_and_shows_its_card(show, house, context, qtbot):
    event = meeting(date(2026, 6, 9), kind=EventKind.FAIR)
    context.write(lambda: house.events.save(event))
    year = show(YearView)
    cell = year.canvas.cell(date(2026, 6, 9))
    place = next(
        QPoint(cell.center().x(), y)
        for y in range(cell.top(), cell.bottom())
        if year.canvas.spot(QPoint(cell.center().x(), y)).entry is not None
    )
    weeks = heard(year.week_wanted)
    qtbot.mouseClick(year.canvas, Qt.MouseButton.LeftButton, pos=place)
    assert (year.current_event(), weeks) == (event.id, [])
    assert year.card.isVisible()


# All of them ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [WeekView, AgendaView, YearView])
def test_dates_of_tenders_are_one_switch_for_all_pictures(kind, show, house, context, settle):
    deadline = datetime(2026, 11, 27, 22, 59, tzinfo=UTC)
    context.write(lambda: house.tenders.save(Tender(title="Snö", stage=Stage.PLANNED, tender_deadline=deadline)))
    view, other = show(kind), show(WeekView)
    assert [one.title for one in view.canvas.on(date(2026, 11, 27))] == ["Snö"]
    view.tender_dates.click()
    settle()
    assert list(view.canvas.on(date(2026, 11, 27))) == []
    other.hide()
    other.show()
    settle()
    assert not other.tender_dates.isChecked()


@pytest.mark.parametrize("kind", [WeekView, AgendaView, YearView])
def test_cancelled_all_day_and_series_are_painted_in_both_themes_and_languages(kind, show, house, context, settle):
    context.write(lambda: house.events.save(meeting(status=EventStatus.CANCELLED)))
    context.write(lambda: house.events.save(meeting(status=EventStatus.TENTATIVE, title="Kanske")))
    context.write(lambda: house.events.save(Event(title="Mässa", when=all_day(TODAY, TODAY + timedelta(days=9)))))
    view = show(kind)
    english = view.canvas.grab().toImage()
    context.words.switch(Language("sv"))
    settle()
    assert view.canvas.grab().toImage() != english
    assert "24 november 2026" in view.canvas.accessibleName()


@pytest.mark.parametrize("kind", [WeekView, AgendaView, YearView])
def test_written_events_appear_and_undo_takes_them_away(kind, show, house, context, settle):
    view = show(kind)
    context.write(lambda: house.events.save(meeting()))
    settle()
    assert [one.title for one in view.canvas.on(TODAY)] == ["Möte"]
    context.write(lambda: house.history.undo().changes)
    settle()
    assert list(view.canvas.on(TODAY)) == []


@pytest.fixture
def page(context, house, qtbot, settle):
    made = EventsPage(context)
    made.resize(1158, 690)
    qtbot.addWidget(made)
    made.show()
    made.enter()
    settle()
    return made


def test_pictures_share_the_day_and_the_choice_is_remembered(page, context, qtbot, settle):
    page.choose_view(MONTH)
    page.picture.go_to(date(2026, 12, 9))
    settle()
    for number in (WEEK, AGENDA, YEAR, MONTH):
        page.choose_view(number)
        settle()
        assert page.picture.day == date(2026, 12, 9)
        assert page.picture.canvas.hasFocus()
    page.choose_view(YEAR)
    again = EventsPage(context)
    qtbot.addWidget(again)
    assert again.pictures.shown == YEAR
    page.choose_view(LIST)
    assert page.shows_list


def test_week_of_a_day_in_the_year_is_one_key_away(page, qtbot, settle):
    page.choose_view(YEAR)
    settle()
    page.picture.go_to(date(2026, 5, 13))
    qtbot.keyClick(page.picture.canvas, Qt.Key.Key_Return)
    settle()
    assert (page.pictures.shown, page.picture.day) == (WEEK, date(2026, 5, 13))


def test_new_event_from_the_week_has_the_hour_of_the_cursor(page, settle):
    page.choose_view(WEEK)
    settle()
    page.new_record()
    settle()
    form = next(one for one in page.findChildren(EventForm) if one.isVisible())
    assert form.when.value().start == datetime(2026, 11, 24, 8)
    form.reject()


@pytest.mark.parametrize("number", [MONTH, WEEK, AGENDA, YEAR])
def test_picture_is_printed_as_a_pdf(page, number, tmp_path, house, settle, context):
    from outreach.domain.printed_calendar import CalendarPage
    from outreach.ui.calendar.view_switch import NAMES

    context.write(lambda: house.events.save(meeting()))
    page.choose_view(number)
    settle()
    said = heard(context.wishes.notify)
    page.printing.write(CalendarPage(NAMES[number]), page.picture.day, tmp_path / "kalender.pdf")
    settle()
    assert (tmp_path / "kalender.pdf").read_bytes().startswith(b"%PDF")
    assert said == ["Saved as kalender.pdf."]


def test_print_asks_for_a_file_named_after_the_page(page, settle):
    from PySide6.QtWidgets import QFileDialog

    page.choose_view(YEAR)
    settle()
    page.ask_print()
    dialog = page.findChild(QFileDialog)
    assert dialog.nameFilters() == ["PDF (*.pdf)", "PDF for A3 (*.pdf)"]
    assert dialog.selectedFiles()[0].endswith("Calendar 2026.pdf")
    dialog.reject()


def test_crowded_month_shows_or_counts_every_event(page, house, settle):
    from outreach.domain.record import Kind

    with house.database.work("many") as work:
        for number in range(1500):
            work.save(Kind.EVENT, meeting(TODAY + timedelta(days=number % 5), f"Möte {number}", 8 + number % 9))
    page.choose_view(MONTH)
    settle()
    assert page.picture.count.text() == "1,500 events"
    more = [one for one in page.picture.canvas.placed if one.bar is None]
    shown = [one for one in page.picture.canvas.placed if one.bar is not None]
    assert sum(one.count for one in more) + len(shown) == 1500
