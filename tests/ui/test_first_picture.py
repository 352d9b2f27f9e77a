"""The first picture is the real frame, shows before anything else is loaded, and loses no key that is pressed meanwhile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame

from outreach.ui.menu_names import BARE_MENUS, MENUS, titles_with_letters
from outreach.ui.single import _digest, socket_name
from outreach.ui.start.opening_page import STRAIGHT
from tests.ui.at_rest import come_to_rest
from tests.ui.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]

#: All of our own that is loaded before the first picture. Another one costs every start: add it only when the picture needs it.
OWN = """app catalogue crash language late log own_process paths settings ui ui.dress ui.main ui.main_window ui.memory ui.menu_names
    ui.parts ui.quick_imports ui.room ui.single ui.start ui.start.first_moments ui.start.opening_page ui.style_sheet
    ui.tokens ui.words"""
#: Classes of Qt's whose enumerations take Python milliseconds, and libraries that nothing in the picture needs.
DEAR = {"QtCore": {"Qt"}, "QtGui": {"QIcon", "QKeySequence"}, "QtWidgets": {"QStyle", "QAbstractItemView", "QFileDialog"}}
LIBRARIES = {"sqlalchemy", "icalendar", "vobject", "reportlab", "psycopg", "babel", "hashlib", "tomllib", "concurrent.futures"}
LIBRARIES |= {"PySide6.QtNetwork", "PySide6.QtSvg", "PySide6.QtDBus", "logging.handlers", "zoneinfo", "socket", "subprocess"}

#: Starts the program, and when its window has been painted tells what is loaded; ends where the officer would see nothing lost.
_START = """
import os, sys
from outreach.app import main
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
import PySide6.QtCore as QtCore, PySide6.QtGui as QtGui, PySide6.QtWidgets as QtWidgets

def tell():
    import builtins
    made = {one.__name__.partition(".")[2]: sorted(vars(one)) for one in (QtCore, QtGui, QtWidgets)}
    own_import = builtins.__import__ is builtins.__orig_import__
    print(repr((sorted(sys.modules), made, own_import)), flush=True)
    os._exit(0)

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False

run, watch = QApplication.exec, Watch()

def watched_exec(*_):
    for window in QApplication.topLevelWidgets():
        window.installEventFilter(watch)
    return run()

QApplication.exec = watched_exec
main(["--workspace", sys.argv[1]])
"""


def test_nothing_is_loaded_before_the_first_picture_that_it_does_not_show(place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _START, str(place)], cwd=ROOT, capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    loaded, made, own_import = eval(done.stdout)
    assert {one.removeprefix("outreach.") for one in loaded if one.startswith("outreach.")} == set(OWN.split())
    assert LIBRARIES & set(loaded) == set()
    assert {name: DEAR[name] & set(made[name]) for name in DEAR} == {name: set() for name in DEAR}
    assert own_import, "every module that is loaded now would be read once more for Qt"


def test_the_control_such_classes_show_once_they_are_named() -> None:
    from PySide6 import QtCore, QtWidgets

    assert "Qt" in vars(QtCore)
    assert "QFrame" in vars(QtWidgets)


@pytest.mark.parametrize("straight", [False, True])
def test_the_frame_stands_where_the_shell_will_and_the_menus_keep_their_places(make_window, parts, place, qtbot, straight) -> None:
    if straight:
        parts.memory.keep(STRAIGHT, True)
    window = make_window()
    first = [action.text() for action in window.menuBar().actions()]
    assert first == titles_with_letters(window.parts.words, MENUS if straight else BARE_MENUS)
    grounds = [one.geometry() for one in (window.waiting.side, window.waiting.bar) if one.isVisible()]
    assert len(grounds) == (2 if straight else 0)
    window.open_place(str(place))
    assert [action.text() for action in window.menuBar().actions()] == first
    qtbot.waitUntil(lambda: window.shell is not None)
    come_to_rest(qtbot, window.parts.tasks)
    window.locking.bar.hide()
    qtbot.waitUntil(lambda: window.shell.height() == window.stack.height())
    stand = {one.property("role"): one for one in window.shell.findChildren(QFrame) if one.parent() is window.shell}
    if straight:
        side, bar = stand["sidebar"].geometry(), stand["toolbar"].geometry()
        assert [(one.x(), one.y(), one.width()) for one in grounds] == [(one.x(), one.y(), one.width()) for one in (side, bar)]
        assert grounds[1].height() == bar.height()
    assert [action.text() for action in window.menuBar().actions()] == titles_with_letters(window.parts.words, MENUS)
    assert parts.memory.get(STRAIGHT) is True


def test_a_register_that_asks_first_shows_no_frame_of_what_is_behind_it(make_window, parts, encrypted_place, qtbot) -> None:
    parts.memory.keep(STRAIGHT, True)
    window = make_window()
    window.open_place(str(encrypted_place))
    qtbot.waitUntil(lambda: window.opening.unlock is not None)
    come_to_rest(qtbot, window.parts.tasks)
    assert parts.memory.get(STRAIGHT) is False
    assert not window.waiting.side.isVisibleTo(window.waiting)
    assert [action.text() for action in window.menuBar().actions()] == titles_with_letters(window.parts.words, BARE_MENUS)


def test_what_is_typed_while_the_register_opens_stands_in_the_field_that_comes(make_window, encrypted_place, qtbot) -> None:
    window = make_window()
    window.open_place(str(encrypted_place))
    QTest.keyClicks(window, PASSPHRASE)
    QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell is not None)
    come_to_rest(qtbot, window.parts.tasks)


def test_a_key_that_opens_something_opens_it_once_it_can_and_the_letters_go_there(make_window, place, qtbot) -> None:
    window = make_window()
    window.open_place(str(place))
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(window, "Ek")
    qtbot.waitUntil(lambda: window.shell is not None)
    qtbot.waitUntil(lambda: window.shell.search.text() == "Ek")
    come_to_rest(qtbot, window.parts.tasks)


def test_what_is_typed_is_forgotten_where_something_stands_in_the_way(make_window, tmp_path, qtbot) -> None:
    window = make_window()
    broken = tmp_path / "broken.outreach"
    broken.write_text("no register")
    window.open_place(str(broken))
    QTest.keyClicks(window, "  ")
    QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.opening.trouble is not None)
    come_to_rest(qtbot, window.parts.tasks)
    assert window.opening.trouble is not None, "a key pressed one of its buttons"
    assert window.typed._keys == []


def test_at_work_keys_are_kept_by_nobody(window, qtbot) -> None:
    focused = QApplication.focusWidget() or window
    QTest.keyClicks(focused, "abc")
    assert window.typed._keys == []
    come_to_rest(qtbot, window.parts.tasks)


def test_the_digest_of_qt_names_a_window_as_pythons_does(tmp_path: Path) -> None:
    for place in (str(tmp_path / "åäö.outreach"), "postgresql://server/all", ""):
        assert socket_name(place, _digest) == socket_name(place)


def test_a_start_writes_the_shapes_of_controls_once(place: Path, tmp_path: Path) -> None:
    home = Path(os.environ["OUTREACH_HOME"])
    shutil.rmtree(home / "cache", ignore_errors=True)
    command = [sys.executable, "-c", _START, str(place)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env=dict(os.environ))
    written = {file: file.stat().st_mtime_ns for file in (home / "cache" / "shapes").iterdir()}
    assert len(written) == 7
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env=dict(os.environ))
    assert {file: file.stat().st_mtime_ns for file in (home / "cache" / "shapes").iterdir()} == written
