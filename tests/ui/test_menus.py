"""The menus are made once: what looks as before stays, what does not is filled anew, and nothing piles up."""

import dataclasses

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from outreach.domain.company import Company
from outreach.language import Language
from outreach.ui.commands import Command
from outreach.ui.menu_names import lettered
from outreach.ui.menus import MENUS, Menus
from outreach.ui.registry import PAGES
from tests.ui.at_rest import come_to_rest


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
    return {plain(menu): [plain(line) for line in menu.menu().actions()] for menu in bar.actions()}


def plain(action):
    """What a line says, without the mark of its letter."""
    return action.text().replace("&", "")


def letters(actions):
    return [QKeySequence.mnemonic(action.text()).toString() for action in actions]


def lines(menu):
    return [line for line in menu.menu().actions() if not line.isSeparator()]


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
    said = {plain(action) for menu in found for action in menu.findChildren(QAction)}
    assert said == {"other", "File", "Record", ""}, "menus that never had a line have no name yet"


def test_what_is_greyed_out_when_a_menu_opens_is_asked_of_the_newest_command(bar, menus):
    menus.show([done("new", [])], [])
    menus.show([done("new", [], enabled=lambda: False)], [])
    menu = bar.actions()[0].menu()
    menu.aboutToShow.emit()
    assert not menus.actions()["new"].isEnabled()
    menu.aboutToHide.emit()
    assert menus.actions()["new"].isEnabled()


def test_each_text_gets_a_letter_of_its_own_the_first_ones_first():
    assert lettered(["Import", "New", "Open", "Quit"]) == ["&Import", "&New", "&Open", "&Quit"]
    assert lettered(["Save", "Save as"]) == ["&Save", "Save &as"]
    assert lettered(["View", "Vi"], "V") == ["Vi&ew", "V&i"], "who has two letters makes way"
    assert lettered(["Öppna & läs"]) == ["&Öppna && läs"]
    assert lettered(["a", "a", "…"]) == ["&a", "&a", "…"], "a letter is shared before a line has none"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_line_of_every_menu_has_a_letter_on_every_page(window, qtbot, language):
    window.parts.words.switch(Language(language))
    for page in PAGES:
        window.show_page(page.name)
        come_to_rest(qtbot, window.parts.tasks)
        titles = letters(window.menuBar().actions())
        assert len(set(titles)) == len(titles) == len(MENUS)
        assert not {"", "Alt+V"} & set(titles), "Alt+V shows the views of a list"
        for menu in window.menuBar().actions():
            found = letters(lines(menu))
            assert "" not in found, menu.text()
            for line, letter in zip(lines(menu), found, strict=True):
                free = {f"Alt+{sign.upper()}" for sign in line.text() if sign.isalnum()} - set(found)
                assert found.count(letter) == 1 or not free, f"{line.text()} shares a letter and need not"


def test_f10_opens_the_first_menu_and_alt_with_a_letter_each(window, qtbot):
    bar = window.menuBar()
    qtbot.keyClick(window, Qt.Key.Key_F10)
    first = bar.actions()[0].menu()
    qtbot.waitUntil(first.isVisible)
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not first.isVisible())
    for menu in bar.actions():
        keys = QKeySequence.mnemonic(menu.text())[0]
        qtbot.keyClick(window, keys.key(), keys.keyboardModifiers())
        qtbot.waitUntil(menu.menu().isVisible)
        menu.menu().close()


def test_undo_keeps_a_letter_when_it_says_what_it_takes_back(window, qtbot):
    window.context.write(lambda: window.context.house.companies.save(Company(name="Berg & Ek AB")))
    come_to_rest(qtbot, window.parts.tasks)
    undo = window.menus.actions()["shell.undo"]
    assert plain(undo) != "Undo"
    assert letters([undo]) != [""]
