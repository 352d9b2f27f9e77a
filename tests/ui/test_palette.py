"""The command palette: every command and every record by a few letters; what was used lately stands first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from outreach.domain.company import Company
from outreach.ui.palette import fit
from tests.ui.at_rest import come_to_rest

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(lambda: window.palette_dialog.isVisible())
    return window.palette_dialog


def rest(qtbot, window):
    come_to_rest(qtbot, window.parts.tasks)


@pytest.mark.parametrize(
    ("text", "typed", "grade"),
    [
        ("Go to Companies", "comp", 0),
        ("Go to Companies", "go com", 0),
        ("Go to Companies", "panies", 1),
        ("Log a conversation", "cnvs", 2),
        ("Åsas Städ", "asas stad", 0),
        ("Go to Companies", "people", None),
        ("Anything", "", 0),
    ],
)
def test_each_typed_word_must_be_found(text, typed, grade):
    assert fit(text, typed) == grade


def test_a_command_of_another_page_shows_that_page_and_runs(window, palette, qtbot):
    qtbot.keyClicks(palette.field, "go tend")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.shell.page.name == "tenders"


def test_a_record_is_found_and_opened(window, qtbot):
    company = Company(name="Bergs Bygg AB")
    window.context.house.companies.save(company)
    window.show_palette()
    palette = window.palette_dialog
    qtbot.keyClicks(palette.field, "bergs")
    rest(qtbot, window)
    assert [line.title for line in palette.list.lines] == ["Bergs Bygg AB"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.shell.page.current_id() == company.id


def test_what_was_used_last_stands_first_the_next_time(window, palette, qtbot):
    qtbot.keyClicks(palette.field, "latest act")
    assert palette.list.lines[0].title == "Latest actions"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    rest(qtbot, window)
    for dialog in window.findChildren(type(palette).__mro__[1]):
        dialog.close()
    window.show_palette()
    assert window.palette_dialog.list.lines[0].title == "Latest actions"
    window.palette_dialog.reject()


def test_arrows_walk_the_list_while_the_field_keeps_the_keyboard(window, palette, qtbot):
    first = palette.list.current()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.current() is not first
    assert palette.field.hasFocus()
    palette.reject()


def test_what_cannot_be_done_now_is_not_offered(window, palette):
    assert "Redo" not in [line.title for line in palette.list.lines]
    palette.reject()


def test_nothing_found_is_said(window, palette, qtbot):
    qtbot.keyClicks(palette.field, "qqq")
    rest(qtbot, window)
    assert palette.list.lines[0].heading
    palette.reject()
