"""A key means one thing: what the shell keeps for itself no page asks for, and no window of its own has one key twice."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from outreach.ui.registry import PAGES
from outreach.ui.shell_commands import shell_commands
from tests.ui.at_rest import come_to_rest


def plain(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def twice(keys: list[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def test_no_page_asks_for_a_key_of_the_shell(window, qtbot):
    for page in PAGES:
        window.show_page(page.name)
        come_to_rest(qtbot, window.parts.tasks)
        assert window.shell.page.name == page.name
        commands = [*shell_commands(window, window.desk), *window.shell.page.commands()]
        assert twice([plain(one.keys) for one in commands if one.keys]) == [], page.name


def test_the_capture_window_and_fair_mode_have_each_key_once(window, qtbot):
    window.context.house.events.save(_event())
    window.desk.capture(None)
    window.desk.fair(None)
    come_to_rest(qtbot, window.parts.tasks)
    desk = window.desk.capturing
    assert desk.capture is not None
    assert desk.fair is not None
    for opened in (desk.capture, desk.fair):
        assert twice(_shortcuts(opened)) == []
        assert {"Ctrl+Return", "Ctrl+Shift+N", "Ctrl+Shift+V", "Ctrl+E"} <= set(_shortcuts(opened))


def _shortcuts(window: QWidget) -> list[str]:
    return [one.key().toString(QKeySequence.SequenceFormat.PortableText) for one in window.findChildren(QShortcut)]


def _event():
    from datetime import datetime

    from outreach.domain.event import Event
    from outreach.domain.when import zoned

    return Event(title="Galan", when=zoned(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12)))
