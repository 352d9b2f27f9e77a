"""Board, time line, contracts that run out and rules, worked with mouse and keys on a real workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from outreach.domain.event import Event
from outreach.domain.pipeline import Mark
from outreach.domain.record import Kind
from outreach.domain.rule import RuleUnit
from outreach.domain.tender import Lot, Money, Stage, Tender
from outreach.domain.when import zoned
from outreach.ui.pipeline.expiring import ExpiringDialog
from outreach.ui.pipeline.looks import BOARD, LIST, TIME
from outreach.ui.pipeline.rule_form import RuleForm
from outreach.ui.pipeline.rules_window import RulesWindow
from outreach.ui.pipeline.time_places import scale_around, usual_zoom
from outreach.ui.tenders.form import TenderForm
from outreach.ui.tenders.page import LOOK, TendersPage
from outreach.ui.today.page import TodayPage

SNOW = Tender(
    title="Snöröjning",
    stage=Stage.PLANNED,
    officer="Anna Ek",
    expected_publication=date(2027, 2, 1),
    tender_deadline=datetime(2027, 3, 15, 22, 59, tzinfo=UTC),
    contract_start=date(2027, 6, 1),
    contract_end=date(2029, 5, 31),
    lots=(Lot("LOT-0001", "Norr"), Lot("LOT-0002", "Söder")),
)
FOOD = Tender(title="Bröd", stage=Stage.IDEA)
OLD = Tender(title="Städning", stage=Stage.CONTRACT, contract_end=date(2027, 9, 30), contract_months=36)


@pytest.fixture
def page(qtbot, house, context, settle):
    for tender in (SNOW, FOOD, OLD):
        house.tenders.save(tender)
    made = TendersPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.enter()
    settle()
    return made


def look_at(page, settle, look):
    page.choose_look(look)
    settle()
    return page.pictures.current.canvas


def mouse(canvas, kind, place, buttons=Qt.MouseButton.LeftButton):
    """A mouse event with the button that a real hand would hold; nothing moves the pointer of the screen."""
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    at = QPointF(place)
    QApplication.sendEvent(
        canvas.viewport(),
        QMouseEvent(kind, at, QPointF(canvas.viewport().mapToGlobal(place)), button, buttons, Qt.KeyboardModifier.NoModifier),
    )


def drag(canvas, start, end, *, drop=True):
    mouse(canvas, QEvent.Type.MouseButtonPress, start)
    for part in (0.4, 0.8, 1.0):
        mouse(canvas, QEvent.Type.MouseMove, start + (end - start) * part)
    if drop:
        mouse(canvas, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton)


def test_the_board_shows_every_stage_in_a_column_and_is_remembered(page, settle, context):
    board = look_at(page, settle, BOARD)
    filled = {column.stage: [card.tender.title for card in column.cards] for column in board.places.columns if column.cards}
    assert filled == {Stage.IDEA: ["Bröd"], Stage.PLANNED: ["Snöröjning"], Stage.CONTRACT: ["Städning"]}
    assert [column.stage for column in board.places.columns] == list(Stage)
    assert context.memory.get(LOOK) == "board"
    assert board.grab().width() > 0


def test_a_card_that_is_dragged_to_another_column_is_in_that_stage_until_undone(page, settle, house):
    board = look_at(page, settle, BOARD)
    start = board.places.rect(board.places.seat(FOOD.id)).center()
    advertised = board.places.columns[list(Stage).index(Stage.ADVERTISED)]
    drag(board, start, QPoint(advertised.left + 20, start.y()))
    settle()
    assert house.tenders.get(FOOD.id).stage is Stage.ADVERTISED
    assert board.chosen == FOOD.id
    house.history.undo()
    assert house.tenders.get(FOOD.id).stage is Stage.IDEA


def test_escape_leaves_a_carried_card_where_it_was(page, settle, house, qtbot):
    board = look_at(page, settle, BOARD)
    start = board.places.rect(board.places.seat(FOOD.id)).center()
    drag(board, start, start + QPoint(400, 0), drop=False)
    assert board.carried is not None
    qtbot.keyClick(board, Qt.Key.Key_Escape)
    mouse(board, QEvent.Type.MouseButtonRelease, start + QPoint(400, 0), Qt.MouseButton.NoButton)
    settle()
    assert house.tenders.get(FOOD.id).stage is Stage.IDEA


def test_arrows_choose_over_empty_columns_and_ctrl_with_an_arrow_moves_the_card(page, settle, house, qtbot):
    board = look_at(page, settle, BOARD)
    board.choose(FOOD.id)
    qtbot.keyClick(board, Qt.Key.Key_Right)
    assert board.chosen == SNOW.id
    assert board.accessibleName().startswith("Planned, 1 of 1: Snöröjning")
    assert "2 lots" in board.accessibleName()
    qtbot.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert house.tenders.get(SNOW.id).stage is Stage.ADVERTISED
    assert page.current_id() == SNOW.id


def test_search_and_filters_of_the_page_narrow_the_board(page, settle):
    board = look_at(page, settle, BOARD)
    page.set_filter("stage", ["planned"])
    settle()
    assert [card.tender.title for card in board.cards] == ["Snöröjning"]


def test_a_thousand_tenders_are_painted_by_what_is_seen_alone(page, settle, house):
    with house.database.work("many") as work:
        work.add_many(Kind.TENDER, [Tender(title=f"Nr {number:04}", stage=Stage.PLANNED) for number in range(1000)])
    board = look_at(page, settle, BOARD)
    assert len(board.cards) == 1003
    seen = board.places.rows_in(board.places.head, board.viewport().height())
    assert 0 < len(seen) < 12
    board.choose(board.places.columns[2].cards[-1].tender.id)
    assert board.verticalScrollBar().value() > board.verticalScrollBar().maximum() - board.places.card


def test_the_time_line_moves_the_expected_publication_by_drag_and_tells_the_day(page, settle, house):
    line = look_at(page, settle, TIME)
    row = [card.tender.id for card in line.cards].index(SNOW.id)
    y = line.field.top() + row * line._row + line._row // 2
    start = QPoint(round(line._x_of(Mark.PUBLICATION, date(2027, 2, 1))), y)
    end = start + QPoint(round(16 * line.scale.zoom), 0)
    drag(line, start, end, drop=False)
    assert line.carried is not None
    assert line.carried.day == date(2027, 2, 17)
    assert line.grab().width() > 0
    mouse(line, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton)
    settle()
    assert house.tenders.get(SNOW.id).expected_publication == date(2027, 2, 17)
    house.history.undo()
    assert house.tenders.get(SNOW.id).expected_publication == date(2027, 2, 1)


def test_escape_while_dragging_changes_nothing_in_the_time_line(page, settle, house, qtbot):
    line = look_at(page, settle, TIME)
    row = [card.tender.id for card in line.cards].index(SNOW.id)
    start = QPoint(round(line._x_of(Mark.END, SNOW.contract_end)), line.field.top() + row * line._row + line._row // 2)
    line.horizontalScrollBar().setValue(line.horizontalScrollBar().maximum())
    line.go_to_today()
    drag(line, QPoint(round(line._x_of(Mark.START, SNOW.contract_start)), start.y()), start, drop=False)
    assert line.carried is not None
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    settle()
    assert house.tenders.get(SNOW.id) == replace(SNOW, version=1)


def test_keys_choose_a_date_and_move_it_by_days_and_weeks_but_never_past_its_neighbour(page, settle, house, qtbot):
    line = look_at(page, settle, TIME)
    line.choose(SNOW.id)
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert line.mark is Mark.PUBLICATION
    assert "Mon 1 Feb 2027" in line.accessibleName()
    qtbot.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle()
    assert house.tenders.get(SNOW.id).expected_publication == date(2027, 2, 2)
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert line.mark is Mark.BIDS
    for _ in range(7):
        qtbot.keyClick(line, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
        settle()
    assert line.card.day_of(Mark.BIDS) == date(2027, 2, 2)


def test_zoom_keeps_the_middle_and_eighteen_months_fit_again(page, settle, qtbot):
    line = look_at(page, settle, TIME)
    before = line.scale.zoom
    qtbot.keyClicks(line, "++")
    assert line.scale.zoom > before * 1.5
    line.zoom_by(0)
    assert line.scale.zoom == pytest.approx(usual_zoom(date(2026, 11, 24), line.field.width()))
    scale = scale_around(date(2026, 11, 24), 2.0)
    assert scale.nearest(scale.x(date(2027, 3, 1)) + 0.4) == date(2027, 3, 1)


def test_weeks_with_many_last_days_stand_out_in_the_time_line(page, settle, house):
    for day in (7, 8, 9):
        closing = datetime(2026, 12, day, 11, tzinfo=UTC)
        house.tenders.save(Tender(title=f"Nr {day}", stage=Stage.ADVERTISED, tender_deadline=closing))
    line = look_at(page, settle, TIME)
    assert line.crowded == {date(2026, 12, 7): 3}
    at = QPoint(round(line._left + line.scale.x(date(2026, 12, 9))), line.field.top() - 4)
    assert line.tip(at) == "3 last days to bid in week 50"


def test_back_in_the_list_the_chosen_tender_is_chosen_there(page, settle):
    board = look_at(page, settle, BOARD)
    board.choose(SNOW.id)
    page.choose_look(LIST)
    settle()
    assert page.shows_list
    assert page.current_id() == SNOW.id


def test_a_contract_that_runs_out_becomes_a_tender_from_the_dialog(page, settle, house, context, qtbot):
    look_at(page, settle, BOARD)
    assert page.pictures.current.expiring.isVisible()
    page.show_expiring()
    settle()
    dialog = page.findChild(ExpiringDialog)
    assert "28 May 2027" in dialog.list.lines[0].detail
    dialog.make_tender()
    settle()
    (made,) = house.pipeline.successors(OLD.id)
    assert made.title == "Städning"


def test_the_amount_of_a_rule_is_edited_in_its_form_and_put_back(page, settle, house, qtbot):
    page.show_rules()
    settle()
    window = page.findChild(RulesWindow)
    rows = [line.rule.key for line in window.model.lines]
    window.table.selectRow(rows.index("answers_before"))
    window.edit()
    form = window.findChild(RuleForm)
    form.amount.setValue(8)
    form.unit.setCurrentIndex(form.unit.findData(RuleUnit.WORKING_DAYS.value))
    form.submit()
    settle()
    held = house.rules.line("answers_before")
    assert (held.rule.amount, held.rule.unit, held.own) == (8, RuleUnit.WORKING_DAYS, True)
    assert house.rules.line("answers_before", None, "sv").rule.title.startswith("Svar på frågor")
    assert window.line.rule.key == "answers_before"
    window.put_back()
    settle()
    assert not house.rules.line("answers_before").own
    window.reject()


def test_the_form_keeps_extension_notices_events_and_what_it_renews(house, context, settle, qtbot):
    for tender in (OLD, FOOD):
        house.tenders.save(tender)
    gala = Event(title="Galan", when=zoned(datetime(2026, 12, 1, 9), datetime(2026, 12, 1, 12)))
    house.events.save(gala)
    form = TenderForm(context, house.tenders.get(FOOD.id))
    qtbot.addWidget(form)
    settle()
    assert not form.is_changed()
    form.option.setValue(12)
    form.planned.set_value(date(2026, 11, 20))
    form.renews.set_value(OLD.id, "Städning")
    form.events.chooser.set_value(gala.id, "Galan")
    form.events.chooser.changed.emit()
    form.submit()
    settle()
    kept = house.tenders.get(FOOD.id)
    assert (kept.option_months, kept.planning_notice_sent, kept.renews) == (12, date(2026, 11, 20), OLD.id)
    assert house.events.get(gala.id).tenders == (FOOD.id,)


def test_today_tells_of_contracts_that_run_out_and_nothing_when_none_does(house, context, settle, qtbot):
    today = TodayPage(context)
    qtbot.addWidget(today)
    today.refresh()
    settle()
    assert today.expiring.isHidden()
    house.tenders.save(OLD)
    today.refresh()
    settle()
    assert today.expiring.text() == "1 contract runs out"


def test_the_details_tell_the_days_by_the_rules_with_their_source_and_the_size(page, settle, house):
    house.tenders.save(replace(house.tenders.get(SNOW.id), value=Money(300_000_00)))
    page.show_record(SNOW.id)
    settle()
    shown = " ".join(label.text() for label in page.details.findChildren(type(page.count)) if label.text())
    assert "LOU 12 kap. 11 § och 19 kap. 13 §" in shown
    assert "Last day to answer questions: Tue 9 Mar 2027" in shown
    assert "Below the limit for direct award" in shown
