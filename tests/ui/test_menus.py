"""The menus are made once: what looks as before stays, what does not is filled anew, and nothing piles up."""

import dataclasses

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from outreach.ui.commands import Command
from outreach.ui.menus import MENUS, Menus


@pytest.fixture
def frame(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def bar(frame):
    return frame.menuBar()


@pytest.fixture
def menus(bar, words):
    return Menus(bar, words, lambda command: command.text)


def shown(bar):
    return {menu.text(): [line.text() for line in menu.menu().actions()] for menu in bar.actions()}


def done(name, into, **more):
    return Command(name, name, lambda: into.append(name), **more)


def test_a_page_stands_above_the_shell_and_a_key_means_one_thing(bar, menus):
    said = []
    menus.show([done("new", said, keys="Ctrl+N")], [done("copy", said, keys="Ctrl+C"), done("mine", said, keys="Ctrl+N")])
    assert shown(bar) == {"Record": ["copy", "mine", "", "new"]}
    keys = {name: action.shortcut().toString() for name, action in menus.actions().items()}
    assert keys == {"copy": "Ctrl+C", "mine": "", "new": "Ctrl+N"}


def test_lines_that_look_as_before_stay_and_do_what_is_meant_now(bar, menus):
    first, second = [], []
    menus.show([done("new", first, menu="File")], [done("copy", first)])
    kept = menus.actions()["new"]
    menus.show([done("new", second, menu="File")], [done("paste", second)])
    assert menus.actions()["new"] is kept
    assert shown(bar) == {"File": ["new"], "Record": ["paste"]}
    for action in menus.actions().values():
        action.trigger()
    assert (first, second) == ([], ["new", "paste"])


@pytest.mark.parametrize("change", [{"keys": "Ctrl+K"}, {"icon": "people"}, {"text": "Newer"}, {"apart": True}, {"menu": "File"}])
def test_whatever_is_seen_of_a_command_is_seen_when_it_changes(bar, menus, change):
    above, command = done("above", []), done("new", [])
    menus.show([above, command], [])
    before = look(bar, menus)
    menus.show([above, dataclasses.replace(command, **change)], [])
    assert look(bar, menus) != before
    menus.show([above, command], [])
    assert look(bar, menus) == before


def look(bar, menus):
    action = menus.actions()["new"]
    return shown(bar), action.shortcut().toString(), action.icon().isNull()


def test_menus_without_a_line_are_not_shown_and_no_old_menu_or_line_is_left(bar, menus):
    for _ in range(3):
        menus.show([done("new", [], menu="File")], [done("copy", [])])
        menus.show([done("other", [], menu="File")], [])
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert list(shown(bar)) == ["File"]
    found = bar.findChildren(QMenu)
    assert len(found) == len(MENUS)
    assert {action.text() for menu in found for action in menu.findChildren(QAction)} == {"other", *MENUS}


def test_what_is_greyed_out_when_a_menu_opens_is_asked_of_the_newest_command(bar, menus):
    menus.show([done("new", [])], [])
    menus.show([done("new", [], enabled=lambda: False)], [])
    menu = bar.actions()[0].menu()
    menu.aboutToShow.emit()
    assert not menus.actions()["new"].isEnabled()
    menu.aboutToHide.emit()
    assert menus.actions()["new"].isEnabled()
