"""Events moved by mouse and keys, with the time told on the way, undo, series asked about, and guests who have the old time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from outreach.domain.event import REVISING, Event, digest
from outreach.domain.guest import Guest
from outreach.domain.invitation import Delivery, Invitation, Method, Purpose
from outreach.domain.record import Kind
from outreach.domain.repeat import Scope
from outreach.domain.week_sheet import HOUR
from outreach.domain.when import all_day, zoned
from outreach.ui.calendar.agenda_view import AgendaView
from outreach.ui.calendar.month_view import MonthView
from outreach.ui.calendar.week_view import WeekView
from outreach.ui.calendar.year_view import YearView

TODAY = date(2026, 11, 24)
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def meeting(day: date = TODAY, hour: float = 9, length: float = 1, **more) -> Event:
    start = datetime.combine(day, time.min) + timedelta(hours=hour)
    return Event(title="Möte", when=zoned(start, start + timedelta(hours=length)), **more)


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


def drag(view, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    QTest.mousePress(view.canvas, LEFT, pos=start)
    QTest.mouseMove(view.canvas, (start + end) / 2)
    _carry(view, start, end)
    if drop:
        QTest.mouseRelease(view.canvas, LEFT, pos=end)


def _carry(view, start: QPoint, end: QPoint) -> None:
    """The offscreen platform sends no moves while a button is held, so they are sent as the window system would."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    for place in ((start + end) / 2, end):
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(view.canvas.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            LEFT,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view.canvas, moved)


def choose(view, day: date = TODAY):
    entry = next(one for one in view.canvas.on(day) if one.event is not None)
    view.canvas.choose_entry(entry, day)
    return entry


def test_event_is_dragged_to_another_day_of_the_month_and_stays_chosen(show, house, context, settle):
    event = meeting()
    context.write(lambda: house.events.save(event))
    month = show(MonthView)
    entry = choose(month)
    drag(month, month.canvas.rect_of(entry).center(), month.canvas.cell(date(2026, 11, 12)).center())
    settle()
    assert house.events.get(event.id).when == meeting(date(2026, 11, 12)).when
    assert (month.day, month.current_event()) == (date(2026, 11, 12), event.id)
    context.write(lambda: house.history.undo().changes)
    settle()
    assert [one.title for one in month.canvas.on(TODAY)] == ["Möte"]


def test_drag_shows_a_ghost_with_its_time_and_escape_puts_it_back(show, house, context, qtbot, settle):
    event = meeting()
    context.write(lambda: house.events.save(event))
    month = show(MonthView)
    entry = choose(month)
    before = month.canvas.grab().toImage()
    drag(month, month.canvas.rect_of(entry).center(), month.canvas.cell(date(2026, 11, 12)).center(), drop=False)
    assert month.canvas.drag.shift.days == -12
    assert month.canvas.grab().toImage() != before
    qtbot.keyClick(month.canvas, Qt.Key.Key_Escape)
    assert month.canvas.drag is None
    QTest.mouseRelease(month.canvas, LEFT, pos=month.canvas.cell(date(2026, 11, 12)).center())
    settle()
    assert house.events.get(event.id).when == event.when


def test_long_fair_taken_in_its_middle_moves_by_as_many_days_as_the_pointer(show, house, context, settle):
    fair = Event(title="Mässa", when=all_day(date(2026, 11, 10), date(2026, 11, 12)))
    context.write(lambda: house.events.save(fair))
    month = show(MonthView)
    bar = month.canvas.rect_of(choose(month, date(2026, 11, 11)))
    middle = QPoint(month.canvas.cell(date(2026, 11, 11)).center().x(), bar.center().y())
    drag(month, middle, month.canvas.cell(date(2026, 11, 18)).center())
    settle()
    assert house.events.get(fair.id).when == all_day(date(2026, 11, 17), date(2026, 11, 19))


def test_event_is_dragged_across_days_and_hours_of_the_week_to_a_quarter(show, house, context, settle):
    event = meeting()
    context.write(lambda: house.events.save(event))
    week = show(WeekView)
    start = week.canvas.rect_of(choose(week)).center()
    minutes = 95 * week.canvas.zoom // HOUR
    drag(week, start, QPoint(week.canvas.cell(date(2026, 11, 26)).center().x(), start.y() + minutes))
    settle()
    assert house.events.get(event.id).when == meeting(date(2026, 11, 26), 10.5).when


def test_end_of_an_event_is_dragged_by_its_lower_edge(show, house, context, settle):
    event = meeting(length=2)
    context.write(lambda: house.events.save(event))
    week = show(WeekView)
    rect = week.canvas.rect_of(choose(week))
    edge = QPoint(rect.center().x(), rect.bottom() - 1)
    assert week.canvas.spot(edge).end
    drag(week, edge, edge + QPoint(0, week.canvas.zoom // 2))
    settle()
    assert house.events.get(event.id).when == meeting(length=2.5).when


def test_what_is_carried_to_the_edge_scrolls_the_hours_along(show, house, context, settle, qtbot):
    event = meeting()
    context.write(lambda: house.events.save(event))
    week = show(WeekView)
    start, top = week.canvas.rect_of(choose(week)).center(), week.canvas.top_minute
    end = QPoint(start.x(), week.canvas.places.grid.bottom() - 4)
    drag(week, start, end, drop=False)
    before = week.canvas.drag.shift.minutes
    qtbot.waitUntil(lambda: week.canvas.top_minute > top + 60)
    assert week.canvas.drag.shift.minutes > before
    week.canvas.drop(give_up=True)
    settle()
    assert house.events.get(event.id).when == event.when


def test_what_is_carried_can_be_put_down_in_another_month(show, house, context, settle, qtbot):
    event = meeting()
    context.write(lambda: house.events.save(event))
    month = show(MonthView)
    start = month.canvas.rect_of(choose(month)).center()
    drag(month, start, month.canvas.cell(date(2026, 11, 18)).center(), drop=False)
    qtbot.keyClick(month.canvas, Qt.Key.Key_PageDown)
    settle()
    end = month.canvas.cell(date(2026, 12, 16)).center()
    _carry(month, start, end)
    QTest.mouseRelease(month.canvas, LEFT, pos=end)
    settle()
    assert house.events.get(event.id).when == meeting(date(2026, 12, 16)).when


def test_click_that_trembles_moves_nothing(show, house, context, settle):
    event = meeting()
    context.write(lambda: house.events.save(event))
    week = show(WeekView)
    start = week.canvas.rect_of(choose(week)).center()
    drag(week, start, start + QPoint(2, 2))
    settle()
    assert house.events.get(event.id).sequence == 0
    assert week.card.isVisible()


def test_alt_and_arrows_move_by_days_and_quarters_and_with_shift_the_end(show, house, context, qtbot, settle):
    event = meeting()
    context.write(lambda: house.events.save(event))
    week = show(WeekView)
    choose(week)
    for key, modifier in (
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Up, ALT),
        (Qt.Key.Key_Down, ALT | SHIFT),
    ):
        qtbot.keyClick(week.canvas, key, modifier)
        settle()
    assert house.events.get(event.id).when == meeting(date(2026, 11, 25), 9.25, 1.25).when
    assert week.current_event() == event.id


@pytest.mark.parametrize("kind", [MonthView, AgendaView, YearView])
def test_alt_and_arrows_move_by_days_and_weeks_elsewhere(kind, show, house, context, qtbot, settle):
    event = meeting()
    context.write(lambda: house.events.save(event))
    view = show(kind)
    choose(view)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Down, ALT)
    settle()
    qtbot.keyClick(view.canvas, Qt.Key.Key_Right, ALT)
    settle()
    assert house.events.get(event.id).when == meeting(date(2026, 12, 2)).when
    assert (view.day, view.current_event()) == (date(2026, 12, 2), event.id)


def test_series_asks_which_dates_are_meant(show, house, context, qtbot, settle):
    series = meeting(recurrence=("RRULE:FREQ=WEEKLY;COUNT=4",))
    context.write(lambda: house.events.save(series))
    week = show(WeekView)
    choose(week)
    qtbot.keyClick(week.canvas, Qt.Key.Key_Right, ALT)
    assert house.events.get(series.id).when == series.when
    week.mover.asked.choose(Scope.THIS)
    settle()
    assert [one.first for one in house.calendar.span(TODAY, date(2026, 12, 15)).entries] == [
        date(2026, 11, 25),
        date(2026, 12, 1),
        date(2026, 12, 8),
        date(2026, 12, 15),
    ]
    week.mover.asked = None
    choose(week, date(2026, 11, 25))
    qtbot.keyClick(week.canvas, Qt.Key.Key_Right, ALT)
    week.mover.asked.choose(Scope.ALL)
    settle()
    assert all(one.first.weekday() != 1 for one in house.calendar.span(TODAY, date(2026, 12, 20)).entries)


def test_question_about_a_series_that_is_left_moves_nothing(show, house, context, qtbot, settle):
    series = meeting(recurrence=("RRULE:FREQ=WEEKLY;COUNT=4",))
    context.write(lambda: house.events.save(series))
    week = show(WeekView)
    choose(week)
    qtbot.keyClick(week.canvas, Qt.Key.Key_Down, ALT)
    week.mover.asked.reject()
    settle()
    assert house.events.get(series.id).when == series.when
    assert len(house.calendar.span(TODAY, date(2026, 12, 20)).entries) == 4


def test_dates_of_tenders_are_not_moved(show, house, context, settle, qtbot):
    from outreach.domain.tender import Stage, Tender

    tender = Tender(title="Snö", stage=Stage.PLANNED, expected_publication=TODAY)
    context.write(lambda: house.tenders.save(tender))
    month = show(MonthView)
    (entry,) = month.canvas.on(TODAY)
    month.canvas.choose_entry(entry, TODAY)
    drag(month, month.canvas.rect_of(entry).center(), month.canvas.cell(date(2026, 11, 12)).center())
    qtbot.keyClick(month.canvas, Qt.Key.Key_Right, ALT)
    settle()
    assert house.tenders.get(tender.id).expected_publication == TODAY


def test_guests_who_were_invited_have_the_old_time_and_a_button_leads_to_them(show, house, context, qtbot, settle):
    event = meeting()
    house.events.save(event)
    guest = Guest(event=event.id, name="Berg", email="berg@example.se")
    sent = Invitation(
        uid=event.uid,
        purpose=Purpose.INVITE,
        method=Method.REQUEST,
        sequence=0,
        at=datetime(2026, 11, 1, tzinfo=UTC),
        event=event.id,
        guest=guest.id,
        delivery=Delivery.SENT,
        shown=digest(event),
        revising=digest(event, REVISING),
    )
    with house.database.work("invited") as work:
        work.save(Kind.GUEST, guest)
        work.save(Kind.INVITATION, sent)
    week = show(WeekView)
    choose(week)
    qtbot.keyClick(week.canvas, Qt.Key.Key_Down, ALT)
    settle()
    assert week.notice.isVisible()
    assert week.notice.sentence.text() == "1 guest has the old time."
    wanted = []
    week.mover.tell_guests.connect(wanted.append)
    qtbot.mouseClick(week.notice.button, LEFT)
    assert wanted == [event.id]
    assert not week.notice.isVisible()
    # Moved back, the guest's calendar is right again.
    qtbot.keyClick(week.canvas, Qt.Key.Key_Up, ALT)
    settle()
    assert not week.notice.isVisible()


def test_what_cannot_be_written_leaves_the_event_where_it_was(show, house, context, qtbot, settle):
    event = meeting()
    context.write(lambda: house.events.save(event))
    month = show(MonthView)
    choose(month)
    house.events.delete([event.id])
    caught = []
    context.tasks.failed.disconnect()
    context.tasks.failed.connect(caught.append)
    qtbot.keyClick(month.canvas, Qt.Key.Key_Right, ALT)
    settle()
    assert [type(error).__name__ for error in caught] == ["NotFound"]
