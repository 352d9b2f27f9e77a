"""One line in a small box: what will be kept shows while it is typed, doubts are marked, and nothing typed is lost."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import QMimeData, Qt

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.ui.capture.entry import LINE_DRAFT
from tests.ui.at_rest import come_to_rest
from tests.ui.hands import write

LINE = "Anna Berg, vd, Bergs Bygg AB, 070-123 45 67: snöröjning #bygg !fre"


@pytest.fixture
def box(window, qtbot):
    opened = window.desk.capturing.quick_line()
    come_to_rest(qtbot, window.parts.tasks)
    return opened


def rest(qtbot, window):
    come_to_rest(qtbot, window.parts.tasks)


def test_the_key_opens_the_box_over_any_page(window, qtbot):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    rest(qtbot, window)
    assert window.desk.capturing.line is not None
    assert window.desk.capturing.line.isVisible()


def test_what_will_be_kept_shows_while_it_is_typed_and_enter_keeps_it(window, box, qtbot):
    write(qtbot, LINE)
    rest(qtbot, window)
    shown = box.preview.text()
    assert all(
        part in shown
        for part in ("Anna Berg · new person", "vd", "Bergs Bygg AB · new company", "070-123 45 67", "#bygg")
    )
    assert "follow up Friday 27 November 2026" in shown
    assert "snöröjning" in box.note.text()
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    house = window.context.house
    assert [one.note for one in house.meetings.listed(Listing(Kind.MEETING))] == ["snöröjning"]
    assert box.line.toPlainText() == ""
    assert "Anna Berg" in box.status.text()


def test_what_the_reader_is_not_sure_of_is_marked(window, box, qtbot):
    write(qtbot, "Anna Berg Bergs Bygg AB fatima at bergs punkt se")
    rest(qtbot, window)
    marked = [chip.text for chip in box.preview._chips if chip.role == "chip-warning"]
    assert any(text.startswith("fatima at bergs punkt se") for text in marked)
    assert any(text.startswith("Anna Berg") for text in marked)


def test_a_pasted_signature_stays_several_lines_and_is_taken_apart(window, box, qtbot):
    data = QMimeData()
    data.setText("Pia Nord\nKey Account Manager\nNordisk Profil AB\nBox 77\n791 21 Falun\nwww.nordiskprofil.example")
    box.line.insertFromMimeData(data)
    rest(qtbot, window)
    shown = box.preview.text()
    assert all(
        part in shown for part in ("Pia Nord", "Key Account Manager", "Nordisk Profil AB", "Box 77, 791 21 Falun")
    )
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    company = window.context.house.companies.named("Nordisk Profil AB")[0]
    assert company.addresses[0].city == "Falun"
    assert company.website == "www.nordiskprofil.example"


def test_escape_keeps_the_text_and_the_next_opening_shows_it_again(window, box, qtbot):
    write(qtbot, "Bo Ek: halv")
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    rest(qtbot, window)
    assert not box.isVisible()
    assert window.context.house.drafts.all()[LINE_DRAFT]["text"] == "Bo Ek: halv"
    window.desk.capturing.line = None
    box.line.clear()
    again = window.desk.capturing.quick_line()
    rest(qtbot, window)
    assert again.line.toPlainText() == "Bo Ek: halv"
    qtbot.keyClick(again.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert LINE_DRAFT not in window.context.house.drafts.all()
    assert window.context.house.meetings.count() == 1


def test_undo_in_the_empty_line_takes_the_last_one_back(window, box, qtbot):
    write(qtbot, LINE)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    qtbot.keyClick(box.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, window)
    assert box.line.toPlainText() == LINE
    assert window.context.house.meetings.count() == 0


def test_an_empty_line_asks_for_something(window, box, qtbot):
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert box.status.text() == "Write at least who it was or what it was about."


def test_what_cannot_be_kept_comes_back(window, box, qtbot):
    write(qtbot, ", ;")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert box.line.toPlainText() == ", ;"
    assert box.status.text() == "Write at least who it was or what it was about."
    box.line.clear()


def test_pictures(window, box, qtbot, tmp_path):
    """Draw the box for a look at it (`OUTREACH_PICTURES` names the folder)."""
    folder = os.environ.get("OUTREACH_PICTURES")
    box.line.setPlainText(
        "Anna Berg Bergs Bygg AB 070-123 45 67, fatima at bergs punkt se: vill räkna på snöröjning #bygg !fre @snö"
    )
    rest(qtbot, window)
    for code in ("en", "sv"):
        window.parts.choose_language(code)
        rest(qtbot, window)
        assert box.grab().save(f"{folder or tmp_path}/line-{code}.png")
    window.parts.choose_language("en")
    box.line.clear()


def test_a_line_that_was_half_typed_when_the_program_ended_is_offered_at_the_next_start(place, parts, make_window, qtbot):
    house = parts.open_house(str(place), True)
    house.drafts.keep(LINE_DRAFT, {"text": "Bo Ek, Eks El: halv"})
    house.close()
    window = make_window()
    window.open_place(str(place))
    qtbot.waitUntil(lambda: window.shell is not None)
    rest(qtbot, window)
    assert "Bo Ek, Eks El: halv" in window.toast.sentence
    window.toast.press()
    rest(qtbot, window)
    assert window.desk.capturing.line.line.toPlainText() == "Bo Ek, Eks El: halv"
