"""The picture beside the clock: its menu does what the keys do, and closing the window still ends the program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSystemTrayIcon

from outreach.settings import Settings, load_settings
from tests.ui.at_rest import come_to_rest

# Qt's memory platform has no tray of its own, and says so when a picture for one is made.
pytestmark = pytest.mark.qt_log_ignore("QObject::connect: No such signal QPlatformNativeInterface.*", extend=True)


@pytest.fixture
def desktop(monkeypatch):
    """A desktop that shows pictures beside the clock."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))


@pytest.fixture
def shown(window, desktop):
    window.tray.follow()
    assert window.tray.icon is not None
    return window


def test_without_a_place_beside_the_clock_there_is_no_picture(window, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    window.tray.put_away()
    window.tray.follow()
    assert window.tray.icon is None


def test_a_click_logs_a_conversation(shown, qtbot):
    shown.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    come_to_rest(qtbot, shown.parts.tasks)
    assert shown.desk.capturing.capture.isVisible()


def test_the_right_button_opens_no_window(shown, qtbot):
    shown.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert shown.desk.capturing.capture is None


def test_each_entry_of_the_menu_does_its_work_even_from_a_minimised_window(shown, qtbot):
    shown.showMinimized()
    shown.tray.line.trigger()
    come_to_rest(qtbot, shown.parts.tasks)
    assert shown.desk.capturing.line.isVisible()
    assert not shown.windowState() & Qt.WindowState.WindowMinimized
    shown.tray.question.trigger()
    assert shown.desk.capturing.question.isVisible()
    shown.showMinimized()
    shown.tray.open.trigger()
    assert not shown.windowState() & Qt.WindowState.WindowMinimized
    shown.tray.quit.trigger()
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert shown.tray.icon is None


def test_without_a_workspace_only_opening_and_quitting_hold(shown, qtbot):
    shown.put_away()
    shown.tray.menu.aboutToShow.emit()
    enabled = {name: getattr(shown.tray, name).isEnabled() for name in ("log", "line", "question", "open", "quit")}
    assert enabled == {"log": False, "line": False, "question": False, "open": True, "quit": True}


def test_the_officer_can_do_without_it_and_it_stays_off(shown, qtbot, own_home):
    shown.show_preferences()
    come_to_rest(qtbot, shown.parts.tasks)
    from outreach.ui.preferences.computer_page import ComputerPage

    page = shown.findChild(ComputerPage)
    assert page.tray.isChecked()
    page.tray.click()
    assert shown.tray.icon is None
    assert load_settings().tray == "off"
    page.tray.click()
    assert shown.tray.icon is not None
    assert load_settings().tray == "on"
    assert Settings().tray == ""


def test_the_menu_speaks_the_language_of_the_window(shown):
    english = [action.text() for action in shown.tray.menu.actions() if action.text()]
    shown.parts.choose_language("sv")
    swedish = [action.text() for action in shown.tray.menu.actions() if action.text()]
    shown.parts.choose_language("en")
    assert english == ["Log a conversation", "One line…", "Count a question", "Open Outreach", "Quit"]
    assert len(swedish) == 5
