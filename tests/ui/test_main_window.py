"""The window at work: pages, menus, undo, search, language, errors, files that are dropped, what it remembers."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from outreach.domain.company import Company
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import DiskFull
from outreach.language import Language
from outreach.settings import load_memory, load_settings
from outreach.ui.imports.dialog import ImportDialog
from outreach.ui.registry import PAGES
from tests.ui.at_rest import MUNICIPALITY, OFFICER, come_to_rest


class Marked(Language):
    """A language that marks what it says, so that a text that does not come from it shows."""

    def say(self, text, /, **values):
        return f"«{super().say(text, **values)}»" if text else ""

    def count(self, forms, number, /, **values):
        return f"«{super().count(forms, number, **values)}»"


def rest(qtbot, window):
    come_to_rest(qtbot, window.parts.tasks)


def keep(window, kind, record):
    service = {Kind.COMPANY: window.context.house.companies, Kind.PERSON: window.context.house.people}[kind]
    window.context.write(lambda: service.save(record))


def test_window_opens_on_today_and_names_workspace_and_municipality(window):
    assert window.shell.page.name == "today"
    assert MUNICIPALITY in window.windowTitle()
    assert "register.outreach" in window.windowTitle()
    assert window.shell.officer.text() == OFFICER


class ShownWindows(QObject):
    """Notes each widget that is shown as a window of its own."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_up_as_a_window_of_its_own(window, qapp, qtbot):
    """A widget that is shown before it has a parent opens a window for a moment, and takes the focus with it."""
    shown = ShownWindows()
    qapp.installEventFilter(shown)
    for place in PAGES:
        window.show_page(place.name)
        rest(qtbot, window)
    qapp.removeEventFilter(shown)
    assert shown.seen == []
    assert window.isActiveWindow()


def test_every_page_opens_by_its_key_and_the_last_one_is_remembered(window, qtbot):
    for number, place in enumerate(PAGES[:9], start=1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.shell.page.name == place.name
        rest(qtbot, window)
    window.parts.memory.write()
    assert load_memory()["shell.page"] == PAGES[:9][-1].name


def test_a_save_offers_undo_and_the_key_takes_it_back(window, qtbot):
    keep(window, Kind.COMPANY, Company(name="Bergs Bygg AB"))
    rest(qtbot, window)
    assert "Bergs Bygg AB" in window.toast.sentence
    assert window.toast.isVisible()
    undo = window.menus.actions()["shell.undo"]
    assert "Bergs Bygg AB" in undo.text()
    window.shell.side.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, window)
    assert window.context.house.companies.count() == 0
    assert window.toast.sentence.startswith("Undone")
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_Z, modifiers)
    rest(qtbot, window)
    assert window.context.house.companies.count() == 1


def test_the_toasts_button_undoes_its_own_action_even_after_a_later_one(window, qtbot):
    keep(window, Kind.COMPANY, Company(name="First AB"))
    rest(qtbot, window)
    desk = window.desk.undoing
    first = desk.next_undo.id
    keep(window, Kind.COMPANY, Company(name="Second AB"))
    rest(qtbot, window)
    desk.undo(first)
    rest(qtbot, window)
    left = window.context.house.search.find("AB", (Kind.COMPANY,))
    assert [hit.title for hit in left] == ["Second AB"]


def test_search_finds_by_kind_while_typing_and_enter_opens_the_record(window, qtbot):
    company = Company(name="Åsas Städ AB")
    keep(window, Kind.COMPANY, company)
    keep(window, Kind.PERSON, Person(name="Åsa Öberg"))
    rest(qtbot, window)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_F, modifiers)
    assert window.shell.search.hasFocus()
    qtbot.keyClicks(window.shell.search, "åsa")
    rest(qtbot, window)
    panel = window.shell.search.panel
    assert panel.isVisible()
    assert [line.title for line in panel.list.lines] == ["Companies", "Åsas Städ AB", "People", "Åsa Öberg"]
    qtbot.keyClick(window.shell.search, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.shell.page.name == "companies"
    assert window.shell.page.current_id() == company.id
    assert not panel.isVisible()


def test_enter_before_the_results_have_come_still_opens_the_first(window, qtbot):
    keep(window, Kind.PERSON, Person(name="Anna Berg"))
    rest(qtbot, window)
    window.focus_search()
    qtbot.keyClicks(window.shell.search, "anna b")
    qtbot.keyClick(window.shell.search, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.shell.page.name == "people"


def test_search_that_finds_nothing_says_so(window, qtbot):
    window.focus_search()
    qtbot.keyClicks(window.shell.search, "zzz")
    rest(qtbot, window)
    assert "zzz" in window.shell.search.panel.list.lines[0].title


def test_a_menu_names_each_command_and_no_key_means_two_things(window, qtbot):
    for place in PAGES:
        window.show_page(place.name)
        rest(qtbot, window)
        keys = [action.shortcut().toString() for action in window.menus.actions().values() if not action.shortcut().isEmpty()]
        assert len(keys) == len(set(keys)), f"{place.name}: {sorted(keys)}"


def test_commands_have_unique_names_and_texts(window):
    commands = window.all_commands()
    names = [command.name for command in commands]
    assert len(names) == len(set(names)), sorted(one for one in names if names.count(one) > 1)
    assert all(command.text for command in commands)


def test_history_of_the_chosen_record_opens_by_key(window, qtbot):
    company = Company(name="Bergs Bygg AB")
    keep(window, Kind.COMPANY, company)
    rest(qtbot, window)
    window.context.open(Kind.COMPANY, company.id)
    rest(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(window, "HistoryDialog")
    rest(qtbot, window)
    assert dialog.title.text() == "Bergs Bygg AB"
    head = dialog.tree.topLevelItem(0)
    assert OFFICER in head.text(0)
    rows = {head.child(row).text(0): head.child(row).text(2) for row in range(head.childCount())}
    assert rows["Name"] == "Bergs Bygg AB"
    dialog.accept()


def test_an_older_action_is_undone_from_the_list_of_actions(window, qtbot):
    keep(window, Kind.COMPANY, Company(name="First AB"))
    keep(window, Kind.COMPANY, Company(name="Second AB"))
    rest(qtbot, window)
    window.desk.show_actions()
    dialog = opened(window, "ActionsDialog")
    rest(qtbot, window)
    titles = [line.title for line in dialog.list.lines]
    dialog.list.setCurrentIndex(dialog.list.model().index(next(n for n, t in enumerate(titles) if "First AB" in t), 0))
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    rest(qtbot, window)
    assert [hit.title for hit in window.context.house.search.find("AB", (Kind.COMPANY,))] == ["Second AB"]
    assert dialog.list.lines[0].title.startswith("Undone")
    dialog.accept()


def test_a_known_error_is_explained_and_a_bug_shows_the_log(window, qtbot):
    window.errors.show(DiskFull("/tmp/x.outreach"))
    window.errors.show(RuntimeError("secret name"))
    assert any("must be made free" in label.text() for label in window.errors.dialog.findChildren(QLabel))
    window.errors.dialog.accept()
    rest(qtbot, window)
    bug = window.errors.dialog
    assert "A fault in Outreach" in bug.windowTitle()
    copy = next(b for b in bug.findChildren(QAbstractButton) if "Copy" in b.text())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "secret name" not in QGuiApplication.clipboard().text()
    bug.accept()


def test_an_error_on_the_worker_reaches_the_desk(window, qtbot):
    house = window.context.house
    window.context.read(lambda: house.search.record(uuid4()), lambda found: None, window)
    rest(qtbot, window)
    assert "Not found" in window.errors.dialog.windowTitle()
    window.errors.dialog.accept()


def test_dropped_files_go_to_the_import(window, qtbot, tmp_path: Path):
    card = tmp_path / "anna.vcf"
    others = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Ek\r\nN:Ek;Bo;;;\r\nEND:VCARD\r\n"
    card.write_text(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Berg\r\nN:Berg;Anna;;;\r\nEND:VCARD\r\n{others}", "utf-8"
    )
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(card))])
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, drop)
    rest(qtbot, window)
    dialog = opened(window, ImportDialog.__name__)
    rest(qtbot, window)
    assert [row.cells[1] for row in dialog.check_page.records.model.rows] == ["Anna Berg", "Bo Ek"]
    dialog.reject()


def test_language_switch_changes_every_bound_text(window, qtbot):
    """Every page, the capture window and the menus speak the new language; only data and keys stay."""
    for place in PAGES:
        window.show_page(place.name)
        rest(qtbot, window)
    # A handout is drawn anew where it is seen.
    window.show_page("handouts")
    capture = window.desk.capturing.open()
    rest(qtbot, window)
    window.parts.words.switch(Marked("en"))
    rest(qtbot, window)
    unsaid = []
    for root in (window, capture):
        for widget in root.findChildren(QWidget):
            unsaid += [f"{type(widget).__name__} in {owner(widget)}: {text}" for text in spoken(widget) if not is_data(text)]
    unsaid += [action.text() for action in window.menus.actions().values() if not is_data(action.text())]
    unsaid += [window.shell.side.item(row).text() for row in range(6) if "«" not in window.shell.side.item(row).text()]
    capture.close()
    assert not unsaid, "\n".join(unsaid)


def test_swedish_comes_at_once_and_is_kept(window, qtbot):
    window.parts.choose_language("sv")
    rest(qtbot, window)
    assert load_settings().language == "sv"
    assert window.parts.words.language == Language("sv")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Avbryt"
    window.parts.choose_language("en")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_dark_and_light_hold_at_once_and_are_kept(window, qtbot):
    actions = window.menus.actions()
    actions["view.dark"].trigger()
    assert window.parts.look.theme.dark
    assert load_settings().scheme == "dark"
    window.menus.actions()["view.light"].trigger()
    assert not window.parts.look.theme.dark


def test_closing_lets_the_next_window_open_the_same_workspace(window, make_window, parts, place, qtbot):
    window.context.house.companies.save(Company(name="Bergs Bygg AB"))
    window.open_place(str(place))  # closes it and opens it again, in one window
    qtbot.waitUntil(lambda: window.shell is not None)
    rest(qtbot, window)
    assert window.context.house.companies.count() == 1


def test_preferences_keep_the_unit_and_say_what_is_wrong_at_its_field(window, qtbot):
    window.show_preferences()
    dialog = opened(window, "PreferencesDialog")
    rest(qtbot, window)
    page = dialog.unit
    email = page._fields["E-mail"]
    email.editor.setText("not an address")
    page.save()
    rest(qtbot, window)
    assert email.has_error
    email.editor.setText("upphandling@alvbro.example")
    page._fields["Website"].editor.setText("www.alvbro.example")
    page.save()
    rest(qtbot, window)
    unit = window.context.house.unit.unit()
    assert (unit.email, unit.website) == ("upphandling@alvbro.example", "https://www.alvbro.example")
    dialog.accept()


def test_a_logo_that_is_no_picture_is_refused_with_a_sentence(window, qtbot, tmp_path: Path):
    text = tmp_path / "logo.png"
    text.write_text("no picture")
    window.show_preferences()
    page = opened(window, "PreferencesDialog").unit
    rest(qtbot, window)
    page.take_logo(str(text))
    rest(qtbot, window)
    page.save()
    rest(qtbot, window)
    assert page._fields["Logo"].has_error
    assert window.context.house.unit.unit().logo == b""
    page.window().accept()


def test_a_drawing_becomes_the_logo_and_one_with_a_script_does_not(window, qtbot, tmp_path: Path):
    shapes = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h40v20z" fill="#0b5d77"/>{}</svg>'
    good, bad = tmp_path / "vapen.svg", tmp_path / "ont.svg"
    good.write_text(shapes.format(""))
    bad.write_text(shapes.format("<script/>"))
    window.show_preferences()
    page = opened(window, "PreferencesDialog").unit
    rest(qtbot, window)
    page.take_logo(str(good))
    rest(qtbot, window)
    assert not page.logo.pixmap().isNull()
    page.save()
    rest(qtbot, window)
    assert window.context.house.unit.unit().logo.startswith(b"<")
    page.take_logo(str(bad))
    rest(qtbot, window)
    page.save()
    rest(qtbot, window)
    assert page._fields["Logo"].has_error
    assert b"script" not in window.context.house.unit.unit().logo
    page.window().accept()


def test_an_officer_is_added_and_can_work_here(window, qtbot):
    window.show_preferences()
    dialog = opened(window, "PreferencesDialog")
    rest(qtbot, window)
    officers = dialog.officers
    qtbot.mouseClick(officers.add_button, Qt.MouseButton.LeftButton)
    officers.name.editor.setText("Bo Dahl")
    officers.save()
    rest(qtbot, window)
    assert [line.title for line in officers.list.lines] == ["Anna Ek", "Bo Dahl"]
    box = dialog.computer.officer
    box.setCurrentText("Bo Dahl")
    box.activated.emit(box.currentIndex())
    assert window.context.house.officer == "Bo Dahl"
    assert window.shell.officer.text() == "Bo Dahl"
    assert load_settings().officer == "Bo Dahl"
    dialog.accept()


def test_f1_lists_every_key(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = opened(window, "KeysDialog")
    listed = {(line.title, line.note) for line in dialog.list.lines}
    assert ("Log a conversation", "Ctrl+N") in listed
    assert ("Command palette", "Ctrl+K") in listed
    dialog.accept()


# What the tests look with -------------------------------------------------------------------------------------------


def opened(window, name):
    found = [child for child in window.findChildren(QWidget) if type(child).__name__ == name and child.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)} open"
    return found[0]


def spoken(widget):
    texts = []
    if isinstance(widget, QLabel | QAbstractButton) and widget.text():
        texts.append(widget.text())
    if isinstance(widget, QLineEdit) and widget.placeholderText():
        texts.append(widget.placeholderText())
    return [text for text in texts if not widget.objectName().startswith("qt_")]


def owner(widget):
    while widget is not None and not widget.objectName():
        widget = widget.parentWidget()
    return widget.objectName() if widget is not None else "the window"


def is_data(text: str) -> bool:
    """Say whether a text is marked as said, or is no text for people to be translated: names, dates, numbers."""
    plain = text.strip()
    known = {MUNICIPALITY, OFFICER, "Tuesday 24 November 2026", "Outreach", "November 2026"}
    # Languages name themselves; a flyer speaks its own; an address begins so in every language.
    known |= {"Svenska", "English", "Kommande upphandlingar", "https://"}
    # What people are told of their data is a text of the municipality's, in either language.
    if "GDPR" in plain:
        return True
    return "«" in plain or plain in known or not any(char.isalpha() for char in plain)


@pytest.fixture(autouse=True)
def english_again(parts):
    yield
    parts.words.switch(Language("en"))
