"""The page of questions: what is asked most stands first, and wordings that mean the same become one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from outreach.domain.event import Event, EventKind
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.services.house import House
from outreach.ui.questions.form import QuestionForm
from outreach.ui.questions.page import QuestionsPage
from tests.ui.list_makers import make_house

FAIR = Event(title="Mässan", kind=EventKind.FAIR, when=zoned(datetime(2026, 11, 20, 9), datetime(2026, 11, 20, 17)))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = make_house(tmp_path)
    made.events.save(FAIR)
    asked = [("När betalar ni? #ekonomi", FAIR.id), ("När betalar ni?", None)]
    asked += [("Hur lång är betaltiden?", FAIR.id), ("När kommer snön?", None)]
    for number, (text, event) in enumerate(asked):
        made.questions.ask(text, event=event, at=made.now() - timedelta(hours=number))
    yield made
    made.close()


def shown(context, qtbot) -> QuestionsPage:
    page = QuestionsPage(context)
    qtbot.addWidget(page)
    page.resize(1158, 718)
    page.show()
    page.enter()
    settled(qtbot, page)
    return page


@pytest.fixture
def page(context, qtbot) -> QuestionsPage:
    return shown(context, qtbot)


def settled(qtbot, page) -> None:
    timers = [page.selection.moving, page.search._typing]
    qtbot.waitUntil(lambda: page.context.tasks.idle and not any(timer.isActive() for timer in timers), timeout=20_000)


def listed(page) -> list[tuple[str, str]]:
    rows = range(page.model.rowCount())
    return [tuple(page.model.index(row, column).data() for column in (0, 1)) for row in rows]


def texts(widget) -> list[str]:
    return [part.text() for part in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton))]


def choose(qtbot, page, *rows: int) -> None:
    selection = page.table.selectionModel()
    selection.clearSelection()
    for row in rows:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        selection.select(page.model.index(row, 0), flags)
    settled(qtbot, page)


def test_what_is_asked_most_stands_first_and_the_pane_says_where(page):
    assert listed(page)[0] == ("När betalar ni?", "2")
    said = texts(page.details)
    for text in ("När betalar ni?", "Asked 2 times", "ekonomi", "Mässan", "1 time at no event", "Hur lång är betaltiden?"):
        assert text in said


def test_the_list_is_narrowed_to_an_event_and_a_tag(page, qtbot):
    page.set_filter("event", [str(FAIR.id)])
    settled(qtbot, page)
    assert {text for text, _ in listed(page)} == {"När betalar ni?", "Hur lång är betaltiden?"}
    page.set_filter("tag", ["ekonomi"])
    settled(qtbot, page)
    assert [text for text, _ in listed(page)] == ["När betalar ni?"]


def test_several_wordings_are_made_one_and_undo_parts_them(page, house, qtbot):
    rows = [row for row, (text, _) in enumerate(listed(page)) if "bet" in text]
    assert not page.has_several()
    page.merge_selected()
    choose(qtbot, page, *rows)
    assert page.has_several()
    page.merge_selected()
    settled(qtbot, page)
    assert listed(page) == [("När betalar ni?", "3"), ("När kommer snön?", "1")]
    house.history.undo()
    page.refresh()
    settled(qtbot, page)
    assert len(listed(page)) == 3


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_f2_and_enter_open_the_wording(page, house, qtbot, key):
    qtbot.keyClick(page.table, key)
    settled(qtbot, page)
    form = page.findChildren(QuestionForm)[-1]
    form.text.setText("Hur fort  betalar ni?")
    form.submit()
    settled(qtbot, page)
    assert ("Hur fort betalar ni?", "2") in listed(page)
    assert house.questions.listed(Listing(Kind.QUESTION, text="fort"))[0].tags == ("ekonomi",)


def test_an_empty_wording_is_refused_at_its_field(page, qtbot):
    page.new_record()
    settled(qtbot, page)
    form = page.findChildren(QuestionForm)[-1]
    form.submit()
    settled(qtbot, page)
    assert form.isVisible()
    assert "Write what was asked." in texts(form)
    form._throw_away()


def test_a_new_one_that_nobody_has_asked_says_so(page, qtbot):
    page.new_record()
    settled(qtbot, page)
    form = page.findChildren(QuestionForm)[-1]
    form.text.setText("Får man ringa?")
    form.submit()
    settled(qtbot, page)
    assert "Not asked yet" in texts(page.details)


def test_deleting_takes_the_count_along(page, house, qtbot):
    choose(qtbot, page, 0)
    page.delete_selected()
    settled(qtbot, page)
    assert house.meetings.count() == 2


def test_an_empty_register_says_how_a_question_is_counted(house, context, qtbot):
    house.questions.delete(house.questions.ids(Listing(Kind.QUESTION)))
    page = shown(context, qtbot)
    said = " ".join(texts(page.frame))
    assert "Ctrl+Shift+N" in said
    assert "Import from a file" not in said


def test_an_answer_is_written_in_the_form_dated_and_shown_beside_the_list(page, house, qtbot):
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    settled(qtbot, page)
    form = page.findChildren(QuestionForm)[-1]
    form.answer.set_value("Inom 30 dagar.\nAlltid.")
    form.public.setChecked(True)
    form.submit()
    settled(qtbot, page)
    (told,) = house.questions.for_sheet()
    assert (told.text, told.answer, told.answered is not None) == ("När betalar ni?", "Inom 30 dagar. Alltid.", True)
    assert "Inom 30 dagar. Alltid." in texts(page.details)
    assert "May stand on a sheet that is handed out" in texts(page.details)
