"""A laptop of 1366 × 768 pixels at 125 %: Swedish words whole, what is typed in sight, and no window higher than the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

import outreach.ui
from outreach.domain.joining import Clash
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import SameFieldChanged
from outreach.language import Language
from outreach.services.server_roles import SHARED_LOGIN
from outreach.services.soundness import Soundness
from outreach.ui.backups.check_dialog import CheckDialog
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.window import CaptureWindow
from outreach.ui.checkin.choose_event import ChooseEvent
from outreach.ui.forms.same_field import SameFieldDialog
from outreach.ui.preferences.dialog import PreferencesDialog
from outreach.ui.scrolling import Scrolled, scrolling
from outreach.ui.waiting.banner import WaitingBanner
from tests.ui.at_rest import NOW, come_to_rest
from tests.ui.looks import faults

#: What such a screen leaves of 614 logical pixels below a title and above a task bar.
ROOM = 534
TALK = Entry(company="Bergs Bygg AB", person="Anna Berg", contact="070-123 45 67", note="sjuk i våras #bygg !fre")


@pytest.fixture
def swedish(context):
    context.words.switch(Language("sv"))
    return context


def opened(context, qtbot, width, height):
    capture = CaptureWindow(context, None)
    qtbot.addWidget(capture)
    capture.open(None)
    capture.resize(width, height)
    capture.form.show_entry(TALK)
    capture.form.note_hint.look()
    come_to_rest(qtbot, context.tasks)
    return capture


@pytest.mark.parametrize(("width", "height"), [(600, 760), (980, ROOM), (480, 760)])
def test_the_words_about_the_visitor_are_whole_in_the_capture_window(swedish, qtbot, width, height):
    capture = opened(swedish, qtbot, width, height)
    for shown in (False, True):
        capture.notice.head.setChecked(shown)
        come_to_rest(qtbot, swedish.tasks)
        assert "Informationstext" in capture.notice.head.text()
        assert faults(capture.notice) == []


def test_all_that_is_typed_is_in_sight_on_a_low_screen(swedish, qtbot):
    capture = opened(swedish, qtbot, 980, ROOM)
    capture.notice.head.setChecked(True)
    come_to_rest(qtbot, swedish.tasks)
    inside = QRect(QPoint(0, 0), capture.size())
    for part in (*capture.form.editors, capture.form.preview, capture.save_button, capture.notice, capture.latest):
        place = QRect(part.mapTo(capture, QPoint(0, 0)), part.size())
        assert inside.contains(place), part
        assert part.visibleRegion().boundingRect().height() >= part.height() - 1, part
    lines = capture.form.note.fontMetrics().lineSpacing() * 2
    assert capture.form.note.height() >= lines, "the hint below does not crush the note"


def test_low_and_narrow_the_field_with_the_cursor_is_seen(swedish, qtbot):
    capture = opened(swedish, qtbot, 600, 500)
    capture.form.note.setFocus()
    come_to_rest(qtbot, swedish.tasks)
    assert capture.form.note.visibleRegion().boundingRect().height() >= capture.form.note.fontMetrics().lineSpacing() * 2
    assert not capture.latest.isVisible()


def test_the_preferences_are_no_higher_than_the_screen(swedish, parts, make_window, qtbot):
    dialog = PreferencesDialog(swedish, parts, make_window())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.minimumSizeHint().height() <= ROOM
    dialog.resize(960, ROOM)
    come_to_rest(qtbot, swedish.tasks)
    foot = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Stäng")
    assert foot.mapTo(dialog, QPoint(0, foot.height())).y() <= ROOM
    dialog.reject()


def test_the_line_about_the_server_is_as_high_as_its_words(swedish, make_window, qtbot):
    window = make_window()
    window.resize(1040, ROOM)
    banner = WaitingBanner(swedish.words, window)
    banner.tell(away=True, count=3, stuck=0)
    come_to_rest(qtbot, swedish.tasks)
    assert "3 väntar" in banner.sentence.text()
    lines = -(-banner.sentence.fontMetrics().horizontalAdvance(banner.sentence.text()) // banner.sentence.width())
    assert banner.height() < (lines + 2) * banner.sentence.fontMetrics().lineSpacing() + 40
    assert faults(banner) == []


def test_who_has_no_event_yet_is_led_to_one(context, qtbot):
    asked = []
    context.wishes.from_template.connect(lambda: asked.append(True))
    dialog = ChooseEvent(context, "Which one?", "Open", None)
    qtbot.addWidget(dialog)
    dialog.open()
    come_to_rest(qtbot, context.tasks)
    assert not dialog.put.isEnabled()
    assert "No event" in dialog.near.lines[0].title
    dialog.plan.click()
    assert asked == [True]


def said(dialog):
    return [dialog.told.item(row).text() for row in range(dialog.told.count())]


def test_the_window_says_what_check_says(context, qtbot):
    dialog = CheckDialog(context, None)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.settled)
    come_to_rest(qtbot, context.tasks)
    assert dialog.summary.text() == "register.outreach is sound."
    assert "It is not encrypted." in said(dialog)
    dialog.show_found(Soundness("postgresql://db/outreach", (), (SHARED_LOGIN,), shared=True))
    assert said(dialog)[-1] == SHARED_LOGIN
    assert not [line for line in said(dialog) if "encrypted" in line]
    dialog.resize(420, 420)
    come_to_rest(qtbot, context.tasks)
    widest = dialog.told.fontMetrics().horizontalAdvance(SHARED_LOGIN)
    assert dialog.told.visualItemRect(dialog.told.item(1)).height() > dialog.told.fontMetrics().lineSpacing() * 1.8
    assert widest > dialog.told.width(), "else nothing had to break"
    dialog.show_found(Soundness("/a/b.outreach", ("page 3 is never used",)))
    assert dialog.summary.text() == "1 thing is damaged."
    assert "restore" in dialog.place_line.text()


def test_no_window_asks_for_more_than_the_screen_has():
    """Sizes are wished with `take_size`, which knows the screen; a height of a few lines needs no asking."""
    root = Path(outreach.ui.__file__).parent
    found = []
    for file in root.rglob("*.py"):
        sizes = re.findall(r"\bself\.resize\((\d+), *(\d+)\)", file.read_text("utf-8"))
        found += [f"{file.relative_to(root)}: {wide} × {high}" for wide, high in sizes if int(high) > 400 or int(wide) > 700]
    assert found == []


def test_what_has_room_does_not_scroll_and_what_has_none_does(qtbot):
    inner, wide = QWidget(), QLabel("ett ord till " * 30)
    wide.setWordWrap(True)
    QVBoxLayout(inner).addWidget(wide)
    area = scrolling(inner)
    qtbot.addWidget(area)
    area.resize(700, 150)
    area.show()
    assert not area.verticalScrollBar().isVisible()
    assert inner.height() == 150
    wide.setText("ett ord till " * 300)
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    assert inner.width() < 700


def test_two_who_changed_much_see_both_values_and_the_buttons(swedish, qtbot):
    person = Person(name="Anna Berg")
    clashes = tuple(Clash(name, "", "mitt " * 20, "deras " * 20, "Bo Lind", NOW) for name in ("notes", "source", "name"))
    for count in (1, 3):
        dialog = SameFieldDialog(swedish, SameFieldChanged(Kind.PERSON, person.id, person, clashes[:count]), None)
        qtbot.addWidget(dialog)
        dialog.open()
        come_to_rest(qtbot, swedish.tasks)
        area = dialog.findChild(Scrolled)
        assert area.verticalScrollBar().isVisible() == (dialog.height() >= dialog.screen().availableGeometry().height() - 64)
        assert dialog.height() <= dialog.screen().availableGeometry().height()
        dialog.reject()
