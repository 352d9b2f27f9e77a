"""The plan window: ticked, packed, typed and moved with the keyboard alone; kept at once, taken back, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from outreach.domain.company import Company
from outreach.domain.event import Event, EventKind
from outreach.domain.meeting import Meeting
from outreach.domain.plan import Exhibitor, Hope, Outline, PackingItem, Plan, Printing, Shift, Side, Task
from outreach.domain.tender import Money
from outreach.domain.unit import Officer
from outreach.domain.when import zoned
from outreach.ui.plans.printing import PrintWindow
from outreach.ui.plans.time_bar import Span, rows_of, span_of
from outreach.ui.plans.window import PlanWindow
from outreach.ui.theme import current_theme
from tests.ui.at_rest import NOW
from tests.ui.hands import CTRL, press, write

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
BERGS, EKS = Company(name="Bergs Bygg AB", tags=("bygg",)), Company(name="Eks El & Data", tags=("bygg",))
SEMINAR = Event(
    title="Frukost",
    kind=EventKind.BREAKFAST,
    when=zoned(datetime(2026, 11, 27, 7, 30), datetime(2026, 11, 27, 9)),
    place="Rådhuset",
    tags=("bygg",),
)
PLAN = Plan(
    event=SEMINAR.id,
    outline=Outline(
        tasks=(Task(text="Book the room", days=-10), Task(text="Flyers printed", days=-2), Task(text="Thank", days=1)),
        packing=(PackingItem(text="Roll-up"), PackingItem(text="Pens", count=20)),
        shifts=(Shift(officer="Anna Ek", post="Door", begins=-30, ends=30),),
        printing=(Printing(kind="flyer", copies=40), Printing(kind="sign-in")),
    ),
)


@pytest.fixture
def planned(house):
    """A seminar on Friday with a plan, a second officer, two companies of which one was met in October."""
    house.unit.save_officer(Officer(name="Bo Lind"))
    for company in (BERGS, EKS):
        house.companies.save(company)
    house.meetings.save(Meeting(at=datetime(2026, 10, 5, 9, tzinfo=NOW.tzinfo), company=BERGS.id))
    house.plans.start(SEMINAR, PLAN)
    return house


@pytest.fixture
def show(planned, context, qtbot, settle):
    made = []

    def show(event=SEMINAR.id, part="tasks"):
        window = PlanWindow(context, event)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.open(part)
        settle()
        made.append(window)
        return window

    yield show
    for window in made:
        window.close()
    settle()


@pytest.fixture
def window(show):
    return show()


def lines(view):
    return [(line.title, line.detail, line.note) for line in view.lines]


def outline(house):
    return house.plans.of(SEMINAR.id).outline


def test_the_checklist_has_the_days_of_the_event_and_late_ones_in_the_colour_of_warning(window):
    view = window.sheet.tasks.view
    assert lines(view) == [
        ("Book the room", "", "Tue 17 Nov · 7 days late"),
        ("Flyers printed", "", "Wed 25 Nov"),
        ("Thank", "", "Sat 28 Nov"),
    ]
    assert [line.tone for line in view.lines] == ["warning", "", ""]
    assert window.count.text() == "0 of 3 done"
    assert view.hasFocus()


def test_space_ticks_and_ctrl_z_takes_it_back(window, planned, qtbot, settle):
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Space)
    settle()
    assert outline(planned).tasks[1].done == date(2026, 11, 24)
    assert (window.count.text(), window.bar.value()) == ("1 of 3 done", 1)
    assert window.sheet.tasks.view.lines[1].done
    assert window.said.text() == "Ticked off Flyers printed: Frukost"
    press(qtbot, Key.Key_Z, CTRL)
    settle()
    assert outline(planned).tasks[1].done is None
    assert window.said.text() == "Undone: Ticked off Flyers printed: Frukost"
    press(qtbot, Key.Key_Z, CTRL)
    settle()
    assert window.said.text() == "Nothing was done here yet that could be taken back."


def test_two_quick_ticks_of_one_task_are_a_tick_and_its_end(window, planned, qtbot, settle):
    press(qtbot, Key.Key_Space)
    press(qtbot, Key.Key_Space)
    settle()
    assert outline(planned).tasks[0].done is None


def test_a_task_is_added_in_one_line_and_goes_where_it_belongs(window, planned, qtbot, settle):
    press(qtbot, Key.Key_Insert)
    write(qtbot, "-5 Posters @bo")
    assert window.sheet.tasks.said.text() == "Sun 22 Nov · 2 days late · Posters · Bo Lind"
    press(qtbot, Key.Key_Return)
    settle()
    assert outline(planned).tasks[1] == Task(text="Posters", days=-5, officer="Bo Lind")
    assert window.sheet.tasks.line.hasFocus()
    assert window.sheet.tasks.line.text() == ""
    # The empty line has nothing to undo by itself: the key takes the task back.
    press(qtbot, Key.Key_Z, CTRL)
    settle()
    assert len(outline(planned).tasks) == 3


def test_enter_changes_a_task_and_its_tick_stays(window, planned, qtbot, settle):
    press(qtbot, Key.Key_Space)
    settle()
    press(qtbot, Key.Key_Return)
    assert window.sheet.tasks.line.text() == "−10 Book the room"
    window.sheet.tasks.line.selectAll()
    write(qtbot, "-9 Book the hall @anna")
    press(qtbot, Key.Key_Return)
    settle()
    assert outline(planned).tasks[0] == Task(text="Book the hall", days=-9, officer="Anna Ek", done=date(2026, 11, 24))
    assert window.sheet.tasks.view.hasFocus()


def test_esc_leaves_a_task_as_it_was_and_the_window_open(window, planned, qtbot, settle):
    press(qtbot, Key.Key_F2)
    write(qtbot, "x")
    press(qtbot, Key.Key_Escape)
    settle()
    assert window.isVisible()
    assert window.sheet.tasks.view.hasFocus()
    assert outline(planned).tasks[0].text == "Book the room"
    press(qtbot, Key.Key_Escape)
    assert not window.isVisible()


def test_alt_and_arrows_move_a_task_which_takes_the_day_of_its_neighbour(window, planned, qtbot, settle):
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Up, ALT)
    settle()
    assert [(task.text, task.days) for task in outline(planned).tasks[:2]] == [("Flyers printed", -10), ("Book the room", -10)]
    assert window.sheet.tasks.view.currentIndex().row() == 0
    press(qtbot, Key.Key_Up, ALT)
    settle()
    assert outline(planned).tasks[0].text == "Flyers printed"


def test_delete_takes_a_task_away(window, planned, qtbot, settle):
    press(qtbot, Key.Key_Delete)
    settle()
    assert [task.text for task in outline(planned).tasks] == ["Flyers printed", "Thank"]


def test_a_line_that_says_nothing_stays_and_says_why(window, planned, qtbot, settle):
    press(qtbot, Key.Key_3, CTRL)
    press(qtbot, Key.Key_Insert)
    write(qtbot, "Door @anna")
    press(qtbot, Key.Key_Return)
    assert "7–8.30" in window.sheet.shifts.said.text()
    assert window.sheet.shifts.line.text() == "Door @anna"
    assert len(outline(planned).shifts) == 1


def test_the_packing_list_counts_and_packs(window, planned, qtbot, settle):
    press(qtbot, Key.Key_2, CTRL)
    assert lines(window.sheet.packing.view) == [("Roll-up", "", ""), ("Pens", "", "20 pieces")]
    press(qtbot, Key.Key_Space)
    settle()
    assert outline(planned).packing[0].packed
    assert next(line.note for line in window.sheet.nav.lines if line.data == "packing") == "1/2"


def test_who_stands_where_when_is_a_list_and_a_picture(window, planned, qtbot, settle):
    press(qtbot, Key.Key_3, CTRL)
    press(qtbot, Key.Key_Insert)
    write(qtbot, "8.30-9 Stage @bo")
    press(qtbot, Key.Key_Return)
    settle()
    assert lines(window.sheet.shifts.view) == [("Door", "Anna Ek", "07:00–08:00"), ("Stage", "Bo Lind", "08:30–09:00")]
    bar = window.sheet.bar
    assert [row.officer for row in bar.rows] == ["Anna Ek", "Bo Lind"]
    assert span_of(outline(planned).shifts, window.shown.frame) == Span(-30, 90)
    picture = bar.grab().toImage()
    accent = current_theme().accent
    drawn = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(0, picture.height(), 3)}
    assert accent in drawn


def test_who_stands_in_two_places_at_a_time_has_two_rows():
    door = Shift(officer="Anna Ek", post="Door", begins=-30, ends=30)
    stage = Shift(officer="Anna Ek", post="Stage", begins=15, ends=60)
    coffee = Shift(officer="Anna Ek", post="Coffee", begins=30, ends=45)
    rows = rows_of((stage, door, coffee, Shift(post="Chairs", begins=0, ends=60), Shift(post="Signs", begins=0, ends=60)))
    assert [(row.officer, [one.post for one in row.shifts], row.again) for row in rows] == [
        ("Anna Ek", ["Door", "Coffee"], False),
        ("Anna Ek", ["Stage"], True),
        ("", ["Chairs"], False),
        ("", ["Signs"], False),
    ]


def test_copies_are_counted_by_plus_and_minus_and_a_kind_stands_once(window, planned, qtbot, settle):
    press(qtbot, Key.Key_4, CTRL)
    write(qtbot, "+")
    write(qtbot, "+")
    write(qtbot, "-")
    settle()
    assert outline(planned).printing[0].copies == 41
    prints = window.sheet.prints
    prints.kind.setCurrentIndex(prints.kind.findData("flyer"))
    prints.copies.setValue(10)
    prints.add()
    settle()
    assert [(one.kind, one.copies) for one in outline(planned).printing] == [("flyer", 10), ("sign-in", 1)]


@pytest.mark.parametrize("row", [0, 1])
def test_p_shows_the_handout_before_it_is_printed(window, planned, tmp_path, qtbot, settle, row):
    press(qtbot, Key.Key_4, CTRL)
    for _ in range(row):
        press(qtbot, Key.Key_Down)
    write(qtbot, "p")
    settle()
    (shown,) = window.findChildren(PrintWindow)
    assert shown.copies.value() == (40, 1)[row]
    assert shown.drawn.pdf.startswith(b"%PDF")
    shown.leaving.save_to(tmp_path / "sheet.pdf")
    settle()
    assert (tmp_path / "sheet.pdf").read_bytes() == shown.drawn.pdf
    assert shown.side.status_text.text() == "Saved as sheet.pdf."
    picture = shown.side.preview.view.grab().toImage()
    assert picture.format() is not QImage.Format.Format_Invalid
    shown.reject()


def test_whom_we_hope_to_meet_is_taken_over_with_one_key_and_given_a_reason(window, planned, qtbot, settle):
    hopes = window.hopes
    press(qtbot, Key.Key_6, CTRL)
    assert hopes.suggested.hasFocus()
    assert {title for title, _, _ in lines(hopes.suggested)} == {"Bergs Bygg AB", "Eks El & Data"}
    first = hopes.offered[0].company
    press(qtbot, Key.Key_Return)
    settle()
    assert [one.company for one in planned.plans.of(SEMINAR.id).hopes] == [first.id]
    hopes.take_focus()
    press(qtbot, Key.Key_Return)
    hopes.why.selectAll()
    write(qtbot, "Has never bid")
    press(qtbot, Key.Key_Return)
    settle()
    assert planned.plans.of(SEMINAR.id).hopes[0].why == "Has never bid"
    assert hopes.view.hasFocus()
    press(qtbot, Key.Key_Delete)
    settle()
    assert planned.plans.of(SEMINAR.id).hopes == ()


def test_a_company_is_found_by_its_letters_and_shows_its_last_contact(window, planned, qtbot, settle):
    press(qtbot, Key.Key_6, CTRL)
    window.hopes.line.setFocus()
    write(qtbot, "berg")
    settle()
    press(qtbot, Key.Key_Return)
    settle()
    assert lines(window.hopes.view) == [("Bergs Bygg AB", "", "Last contact 5 Oct 2026")]
    opened = []
    window.context.wishes.open_record.connect(lambda kind, record_id: opened.append(record_id))
    window.hopes.view.setFocus()
    write(qtbot, "o")
    assert opened == [BERGS.id]


def test_capacity_and_the_last_day_for_answers_keep_themselves_when_they_are_left(window, planned, qtbot, settle):
    window.sheet.go("places")
    window.places.capacity.selectAll()
    write(qtbot, "40")
    press(qtbot, Key.Key_Tab)
    write(qtbot, "2026-11-25")
    press(qtbot, Key.Key_Tab)
    settle()
    plan = planned.plans.of(SEMINAR.id)
    assert (plan.outline.capacity, plan.answer_by) == (40, date(2026, 11, 25))
    assert window.sheet.part == "places"


def test_what_is_no_day_says_so_and_keeps_the_rest(window, planned, qtbot, settle):
    window.sheet.go("places")
    window.places.answer_by.line.setText("soon")
    window.places.commit()
    assert window.places.fields["Last day for answers"].has_error
    assert planned.plans.of(SEMINAR.id).answer_by is None


def test_the_exhibitors_side_is_there_when_we_are_guests(window, planned, qtbot, settle):
    assert "stand" not in [line.data for line in window.sheet.nav.lines]
    window.sheet.guest_side.setFocus()
    press(qtbot, Key.Key_Space)
    settle()
    assert outline(planned).side is Side.EXHIBITOR
    window.sheet.go("stand")
    write(qtbot, "B14")
    window.stand.cost.line.setText("14 500")
    window.stand.build_up.day.line.setText("2026-11-26")
    window.stand.organiser.setText("Dala Fairs")
    window.stand.commit()
    settle()
    plan = planned.plans.of(SEMINAR.id)
    assert plan.exhibitor == Exhibitor(build_up=datetime(2026, 11, 26, 7), organiser="Dala Fairs")
    assert plan.cost == Money(1450000, "SEK")
    assert planned.events.get(SEMINAR.id).booth == "B14"
    assert (window.stand.booth.text(), window.stand.cost.value()) == ("B14", Money(1450000, "SEK"))


def test_a_stand_that_is_not_changed_gives_guests_no_new_version(window, planned, settle):
    before = planned.events.get(SEMINAR.id)
    window.sheet.go("stand")
    window.stand.contact.setText("Eva Holm")
    window.stand.commit()
    settle()
    assert planned.events.get(SEMINAR.id) == before
    assert planned.plans.of(SEMINAR.id).exhibitor.contact == "Eva Holm"


def test_what_is_half_typed_is_there_again(show, planned, qtbot, settle):
    first = show()
    press(qtbot, Key.Key_Insert)
    write(qtbot, "-3 Half a ta")
    first.close()
    settle()
    second = show()
    assert second.sheet.tasks.line.text() == "-3 Half a ta"
    second.sheet.tasks.line.setFocus()
    press(qtbot, Key.Key_Return)
    settle()
    second.close()
    settle()
    assert Task(text="Half a ta", days=-3) in outline(planned).tasks
    assert not planned.drafts.all()


def test_a_field_that_was_typed_is_kept_when_the_window_closes_at_once(window, planned, settle):
    window.sheet.go("places")
    window.places.capacity.setValue(25)
    window.close()
    settle()
    assert outline(planned).capacity == 25


def test_the_window_follows_what_others_change(window, planned, context, settle):
    moved = replace(SEMINAR, version=1, when=zoned(datetime(2026, 11, 30, 7, 30), datetime(2026, 11, 30, 9)))
    context.write(lambda: planned.events.save(moved))
    settle()
    assert lines(window.sheet.tasks.view)[0][2] == "Fri 20 Nov · 4 days late"
    context.write(lambda: planned.plans.hope(SEMINAR.id, [Hope(company=EKS.id)]))
    settle()
    assert len(window.hopes.lines) == 1


def test_a_room_that_another_event_has_too_is_said_at_the_top(window, planned, context, settle):
    assert not window.clash_banner.isVisible()
    other = Event(title="Kursen", when=SEMINAR.when)
    outline_ = Outline(resources=("Projector",))
    context.write(lambda: planned.plans.start(other, Plan(event=other.id, outline=outline_)))
    window.sheet.resources.line.setText("Projector")
    window.sheet.resources.take()
    settle()
    assert window.clash_banner.isVisible()
    assert window.clashes.text() == "Projector is needed at Kursen too, Fri 27 Nov 2026 07:30–09:00."


def test_an_event_that_is_deleted_takes_its_window_along(window, planned, context, settle):
    context.write(lambda: planned.events.delete([SEMINAR.id]))
    settle()
    assert not window.isVisible()


def test_an_empty_plan_says_what_to_do(show, planned, qtbot, settle):
    other = Event(title="Mässan", when=SEMINAR.when)
    planned.events.save(other)
    window = show(other.id)
    assert window.count.text() == "No tasks yet"
    assert window.sheet.tasks.line.hasFocus()
    write(qtbot, "Call")
    press(qtbot, Key.Key_Return)
    settle()
    assert planned.plans.of(other.id).outline.tasks == (Task(text="Call"),)


def test_the_plan_speaks_swedish_at_once(window, context, settle):
    from outreach.language import Language

    context.words.switch(Language("sv"))
    settle()
    assert [line.title for line in window.sheet.nav.lines][:2] == ["Checklista", "Packlista"]
    assert lines(window.sheet.tasks.view)[0][2] == "tis 17 nov. · 7 dagar försenad"
    assert window.count.text() == "0 av 3 klara"


def test_a_series_shows_the_tasks_of_its_next_date(show, planned, qtbot, settle):
    weekly = Event(
        title="Rådgivning",
        when=zoned(datetime(2026, 11, 3, 15), datetime(2026, 11, 3, 16)),
        recurrence=("RRULE:FREQ=WEEKLY;COUNT=10",),
    )
    planned.plans.start(weekly, Plan(event=weekly.id, outline=Outline(tasks=(Task(text="Sign on the door", days=-1),))))
    planned.plans.tick(weekly.id, 0)
    window = show(weekly.id)
    held = NOW.date() + timedelta(days=(1 - NOW.date().weekday()) % 7)
    assert window.shown.frame.first_day == held
    assert window.sheet.tasks.view.lines[0].done
    press(qtbot, Key.Key_Space)
    settle()
    assert planned.plans.of(weekly.id).outline.tasks[0].done is None


def test_a_click_on_the_box_ticks(window, planned, qtbot, settle):
    view = window.sheet.tasks.view
    place = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, place.center().y()))
    settle()
    assert outline(planned).tasks[1].done == date(2026, 11, 24)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, place.center().y()))
    settle()
    assert outline(planned).tasks[1].done == date(2026, 11, 24)


def test_up_does_not_throw_away_a_change_that_is_half_typed(window, planned, qtbot, settle):
    press(qtbot, Key.Key_Return)
    write(qtbot, "!")
    press(qtbot, Key.Key_Up)
    assert window.sheet.tasks.line.hasFocus()
    press(qtbot, Key.Key_Return)
    settle()
    assert outline(planned).tasks[0].text == "Book the room!"


def test_a_line_is_dragged_to_another_place(window, planned, qtbot, settle):
    press(qtbot, Key.Key_2, CTRL)
    view = window.sheet.packing.view
    first, second = (view.visualRect(view.model().index(row, 0)).center() for row in (0, 1))
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), left, pos=first)
    for step in (4, 12, 24):
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(first + QPoint(0, step)), QPointF(), left, left, Qt.KeyboardModifier(0))
        QApplication.sendEvent(view.viewport(), move)
    move = QMouseEvent(QEvent.Type.MouseMove, QPointF(second), QPointF(), left, left, Qt.KeyboardModifier(0))
    QApplication.sendEvent(view.viewport(), move)
    QTest.mouseRelease(view.viewport(), left, pos=second)
    settle()
    assert [item.text for item in outline(planned).packing] == ["Pens", "Roll-up"]
    assert not any(item.packed for item in outline(planned).packing)
    assert view.currentIndex().row() == 1
