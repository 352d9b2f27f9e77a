"""The password page of a shared workspace by keys alone: refused, looked at, kept in the ring, let in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from outreach.errors import ServerPasswordRefused, ServerPasswordWanted
from outreach.services import server_login
from outreach.services.house import House
from outreach.storage.database import open_workspace
from tests.ui.at_rest import come_to_rest
from tests.ui.conftest import signature

ADDRESS = "postgresql://anna@db.alvbro.example/outreach"
RIGHT = "tre små grisar"


@pytest.fixture
def parts(parts, place):
    """The doors of a server that lets in who knows the password; behind it lies a workspace of the test's own."""

    def open_house(at, writing=True, secret=None, /):
        if secret is None:
            raise ServerPasswordWanted(at)
        if secret.text() != RIGHT:
            raise ServerPasswordRefused(at)
        return House(open_workspace(place, signature(), writing=writing))

    parts.open_house = open_house
    return parts


@pytest.fixture
def page(make_window, qtbot):
    """The page."""
    window = make_window()
    window.open_place(ADDRESS)
    qtbot.waitUntil(lambda: window.opening.unlock is not None)
    come_to_rest(qtbot, window.parts.tasks)
    window.opening.unlock.offer_ring(True)
    return window.opening.unlock


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def test_the_login_is_done_by_keys_alone(page, qtbot, monkeypatch):
    window, kept = page.window(), []
    monkeypatch.setattr(server_login, "keep_password", lambda place, typed: kept.append((place, typed.text())))
    assert page.field.hasFocus()
    QTest.keyClicks(page.field, "fel")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.told.isVisible())
    come_to_rest(qtbot, window.parts.tasks)
    qtbot.waitUntil(page.field.hasFocus)
    assert page.field.text() == ""
    assert "anna" in page.told.text() or "password" in page.told.text()
    QTest.keyClicks(page.field, RIGHT)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.field.echoMode() is QLineEdit.EchoMode.Normal)
    walked = []
    while not page.ring.hasFocus() and len(walked) < 10:
        press(Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    press(Qt.Key.Key_Space)
    assert page.keeps
    while not page.unlock.hasFocus() and len(walked) < 20:
        press(Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk is not None)
    come_to_rest(qtbot, window.parts.tasks)
    assert kept == [(ADDRESS, RIGHT)]
    assert len(walked) <= 4, "nothing that cannot be seen takes the keyboard"
