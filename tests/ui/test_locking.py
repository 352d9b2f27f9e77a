"""The lock of the window: nothing is left to see, the key is gone, and what was half typed comes back."""

from __future__ import annotations

import gc
import threading
from datetime import datetime

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from outreach.domain.company import Company
from outreach.domain.event import Event
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.repeat import Scope
from outreach.domain.secret import Secret
from outreach.domain.when import zoned
from outreach.errors import WrongPassphrase
from outreach.services.unlocking import open_database
from outreach.storage.sealing import SealBroken
from outreach.ui.copying import copies, copy_text
from outreach.ui.events.form import EventForm
from outreach.ui.events.repeat_row import Chosen
from outreach.ui.locking.desk import Why
from outreach.ui.locking.idle import IdleWatch
from outreach.ui.locking.system import means_going, means_left, session_path
from outreach.ui.people.person_form import PersonForm
from outreach.ui.plans.beginning import begin_from
from tests.ui.at_rest import come_to_rest
from tests.ui.conftest import PASSPHRASE, signature

CANARY = "Zuzanna Kanariefågel"


@pytest.fixture
def locked_window(make_window, encrypted_place, qtbot):
    """The window at work in an encrypted workspace, opened by its passphrase."""
    made = make_window()
    made.open_place(str(encrypted_place))
    qtbot.waitUntil(lambda: made.opening.unlock is not None)
    unlock(qtbot, made)
    return made


def unlock(qtbot, window, typed=PASSPHRASE):
    page = window.opening.unlock
    page.field.setText(typed)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell is not None)
    come_to_rest(qtbot, window.parts.tasks)


def lock(qtbot, window, why=Why.HAND):
    with qtbot.waitSignal(window.locking.closed):
        window.locking.lock(why)
    come_to_rest(qtbot, window.parts.tasks)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def fill(qtbot, window):
    house = window.context.house
    company = Company(name=f"{CANARY} AB")
    person = Person(name=CANARY, notes=f"note of {CANARY}")
    window.context.write(lambda: house.companies.save(company))
    window.context.write(lambda: house.people.save(person))
    come_to_rest(qtbot, window.parts.tasks)
    window.shell.open_record(Kind.PERSON, person.id)
    come_to_rest(qtbot, window.parts.tasks)
    return person


def seen(word):
    """Every place of the running program where Qt would give out a text with the word in it."""
    found = []
    texts = ("text", "toPlainText", "windowTitle", "toolTip", "accessibleName", "accessibleDescription", "title", "placeholderText")
    everything = [*QApplication.allWidgets()]
    for widget in QApplication.allWidgets():
        everything += widget.findChildren(QAction)
        for model in widget.findChildren(QAbstractItemModel):
            found += [f"{type(model).__name__} of {type(widget).__name__}" for text in _cells(model) if word in text]
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None and word in interface.text(QAccessible.Text.Name):
            found.append(f"accessible {type(widget).__name__}")
    for one in everything:
        for name in texts:
            call = getattr(one, name, None)
            said = call() if callable(call) else ""
            if isinstance(said, str) and word in said:
                found.append(f"{type(one).__name__}.{name}")
    if word in QGuiApplication.clipboard().text():
        found.append("clipboard")
    return found


def _cells(model):
    return [
        str(model.index(row, column).data() or "")
        for row in range(min(model.rowCount(), 50))
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    ]


def test_after_a_lock_no_widget_title_model_or_copy_tells_of_anybody(locked_window, qtbot):
    window = locked_window
    fill(qtbot, window)
    window.desk.capture(None)
    window.desk.capturing.capture.form.person.setText(CANARY)
    window.desk.show_history()
    window.show_palette()
    window.toast.say(f"Saved {CANARY}", "Undo", lambda: None)
    copy_text(f"{CANARY}\nanother", 2)
    come_to_rest(qtbot, window.parts.tasks)
    assert len({one.partition(".")[0] for one in seen(CANARY)}) >= 4, "the control: before the lock it is everywhere"
    database = window.context.house.database
    lock(qtbot, window)
    assert seen(CANARY) == []
    assert window.context is None
    assert "register" not in window.windowTitle()
    assert window.opening.unlock is window.stack.currentWidget()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]
    assert not database.can_write
    with pytest.raises(SealBroken):
        database.sealer.seal(b"x", "after the lock")


def test_the_same_page_and_record_come_back(locked_window, qtbot):
    window = locked_window
    person = fill(qtbot, window)
    lock(qtbot, window)
    unlock(qtbot, window)
    assert window.shell.page.name == "people"
    qtbot.waitUntil(lambda: window.shell.page.current_id() == person.id)


def test_a_half_filled_form_opens_again_as_it_stood(locked_window, qtbot):
    window = locked_window
    person = fill(qtbot, window)
    window.shell.page.edit_record(person.id)
    qtbot.waitUntil(lambda: window.findChildren(PersonForm) != [])
    form = window.findChildren(PersonForm)[0]
    form.notes.setPlainText("half typed when the lid closed")
    lock(qtbot, window, Why.SYSTEM)
    assert seen("half typed when") == []
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: window.findChildren(PersonForm) != [])
    form = window.findChildren(PersonForm)[0]
    assert form.notes.value() == "half typed when the lid closed"
    assert form.is_changed()
    form.submit()
    come_to_rest(qtbot, window.parts.tasks)
    house = window.context.house
    assert house.people.get(person.id).notes == "half typed when the lid closed"
    assert not [name for name in house.drafts.all() if name.startswith("locked:")]


def half_event(qtbot, window, **more):
    """The form of an event, half filled; the name of the place stays in German, which no template has."""
    page = window.shell.show_page("events")
    come_to_rest(qtbot, window.parts.tasks)
    event = more.pop("event")
    page.open_form(event, **more)
    come_to_rest(qtbot, window.parts.tasks)
    form = window.findChildren(EventForm)[0]
    form._place.editor.setText("Stadthalle")
    return form


def opened_again(qtbot, window):
    qtbot.waitUntil(lambda: window.findChildren(EventForm) != [])
    form = window.findChildren(EventForm)[0]
    assert form._place.editor.text() == "Stadthalle"
    assert form.is_changed()
    form.submit()
    come_to_rest(qtbot, window.parts.tasks)
    assert not [name for name in window.context.house.drafts.all() if name.startswith("locked:")]


def test_a_new_event_comes_back_with_its_plan(locked_window, qtbot):
    window = locked_window
    house = window.context.house
    event, plan = begin_from(house, house.templates.all()[0], "sv", None)
    half_event(qtbot, window, event=event, plan=plan)
    lock(qtbot, window)
    unlock(qtbot, window)
    opened_again(qtbot, window)
    house = window.context.house
    assert house.events.get(event.id).place == "Stadthalle"
    kept = house.plans.of(event.id)
    assert kept is not None
    assert len(kept.outline.tasks) == len(plan.outline.tasks) > 0


def test_a_date_of_a_series_comes_back_as_that_date(locked_window, qtbot):
    window = locked_window
    house = window.context.house
    weekly = Event(
        title="Öppen rådgivning",
        when=zoned(datetime(2026, 12, 1, 9), datetime(2026, 12, 1, 10)),
        recurrence=("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3",),
    )
    house.events.save(weekly)
    draft = house.series.draft(weekly.id, datetime(2026, 12, 8, 9), Scope.THIS)
    half_event(qtbot, window, event=draft.event, chosen=Chosen(weekly.id, datetime(2026, 12, 8, 9), Scope.THIS))
    lock(qtbot, window)
    unlock(qtbot, window)
    opened_again(qtbot, window)
    house = window.context.house
    places = [house.series.draft(weekly.id, datetime(2026, 12, day, 9), Scope.THIS).event.place for day in (1, 8, 15)]
    assert places == ["", "Stadthalle", ""]


def test_a_form_is_kept_while_it_is_typed_in_and_forgotten_when_it_is_saved(locked_window, qtbot):
    window = locked_window
    house = window.context.house
    person = fill(qtbot, window)
    window.shell.page.edit_record(person.id)
    qtbot.waitUntil(lambda: window.findChildren(PersonForm) != [])
    form = window.findChildren(PersonForm)[0]
    form.notes.setPlainText("half typed when the battery died")
    window.locking.keep_forms()
    come_to_rest(qtbot, window.parts.tasks)
    (kept,) = (one for name, one in house.drafts.all().items() if name.startswith("locked:form:"))
    assert kept["record"]["notes"] == "half typed when the battery died"
    form.submit()
    come_to_rest(qtbot, window.parts.tasks)
    assert not [name for name in house.drafts.all() if name.startswith("locked:")]


def test_a_form_that_cannot_tell_of_itself_does_not_stop_the_lock(locked_window, qtbot, monkeypatch):
    window = locked_window
    person = fill(qtbot, window)
    window.shell.page.edit_record(person.id)
    qtbot.waitUntil(lambda: window.findChildren(PersonForm) != [])
    monkeypatch.setattr(PersonForm, "is_changed", lambda self: 1 / 0)
    lock(qtbot, window)
    assert window.context is None
    assert seen(CANARY) == []


def test_what_has_no_form_to_open_is_kept_as_text(locked_window, qtbot):
    window = locked_window
    window.shell.page.context.wishes.plain.emit(None)
    come_to_rest(qtbot, window.parts.tasks)
    box = QWidget(window, Qt.WindowType.Window)
    field = QLineEdit(box)
    field.setAccessibleName("Reason")
    box.show()
    QTest.keyClicks(field, "because of the snow")
    lock(qtbot, window)
    unlock(qtbot, window)
    window.toast.press()
    come_to_rest(qtbot, window.parts.tasks)
    shown = QApplication.activeModalWidget()
    assert "because of the snow" in shown.text.toPlainText()
    shown.accept()
    come_to_rest(qtbot, window.parts.tasks)
    assert "locked:texts" not in window.context.house.drafts.all()


def test_the_capture_window_keeps_its_draft_inside(locked_window, qtbot):
    window = locked_window
    window.desk.capture(None)
    window.desk.capturing.capture.form.note.setPlainText("wants the road tender")
    lock(qtbot, window)
    unlock(qtbot, window)
    assert "road tender" in window.toast.sentence
    window.toast.press()
    assert window.desk.capturing.capture.form.entry().note == "wants the road tender"


def test_a_wrong_passphrase_is_told_from_a_damaged_file(locked_window, encrypted_place, qtbot):
    window = locked_window
    lock(qtbot, window)
    page = window.opening.unlock
    page.field.setText("not this one at all")
    page.ask()
    qtbot.waitUntil(lambda: page.told.text() != "")
    assert "whole" in page.told.text()
    assert window.opening.unlock is page, "the page stays"
    data = bytearray(encrypted_place.read_bytes())
    data[200:4000] = bytes(3800)
    encrypted_place.write_bytes(data)
    page.field.setText(PASSPHRASE)
    page.ask()
    qtbot.waitUntil(lambda: window.opening.trouble is not None)
    assert "damaged" in window.opening.trouble.title.text().casefold()


def test_many_wrong_tries_make_it_wait(locked_window, encrypted_place, qtbot):
    window = locked_window
    lock(qtbot, window)
    for _ in range(6):
        with pytest.raises(WrongPassphrase):
            open_database(str(encrypted_place), signature(), secret=Secret("wrong"), sleep=lambda _: None)
    page = window.opening.unlock
    page.field.setText("wrong again")
    page.ask()
    qtbot.waitUntil(lambda: "Wait" in page.next_step.text())
    assert not page.unlock.isEnabled()


def test_it_locks_when_nobody_has_been_here(locked_window, qtbot):
    window = locked_window
    now = [1000.0]
    watch = IdleWatch(window.locking.seconds, window, lambda: now[0])
    with qtbot.assertNotEmitted(watch.idle):
        now[0] += 299
        assert not watch.look()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    now[0] += 299
    assert not watch.look(), "a key counts as somebody being here"
    with qtbot.waitSignal(watch.idle):
        now[0] += 2
        watch.look()


def test_after_a_lid_was_closed_the_first_key_locks_and_types_nothing(locked_window, qtbot):
    window = locked_window
    now = [1000.0]
    watch = IdleWatch(window.locking.seconds, window, lambda: now[0])
    window.shell.search.setFocus()
    now[0] += 8 * 3600
    with qtbot.waitSignal(watch.idle):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert window.shell.search.text() == ""


def test_fair_mode_has_its_own_time(locked_window, qtbot):
    window = locked_window
    event = Event(title="Galan", when=zoned(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12)))
    window.context.house.events.save(event)
    assert window.locking.seconds() == 300
    window.desk.fair(event.id)
    come_to_rest(qtbot, window.parts.tasks)
    assert window.locking.seconds() == 1800


def test_the_key_locks_over_an_open_dialog_too(locked_window, qtbot):
    window = locked_window
    window.show_preferences()
    come_to_rest(qtbot, window.parts.tasks)
    dialog = QApplication.activeWindow()
    with qtbot.waitSignal(window.locking.closed):
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F12, Qt.KeyboardModifier.ControlModifier)


def test_a_workspace_without_a_key_is_not_locked(window):
    assert not window.locking.can_lock()
    window.locking.lock_now()
    assert window.context is not None
    assert window.locking.seconds() == 0


def test_what_is_under_way_goes_on_to_its_end(locked_window, qtbot):
    window = locked_window
    house = window.context.house
    gate, done = threading.Event(), []

    def work():
        gate.wait(5)
        done.append(house.companies.save(Company(name="Kept AB")))

    window.parts.tasks.run(work)
    window.locking.lock(Why.IDLE)
    assert "under way" in " ".join(label.text() for label in window.opening.unlock.findChildren(type(window.opening.unlock.told)))
    with qtbot.waitSignal(window.locking.closed):
        gate.set()
    assert done
    unlock(qtbot, window)
    assert window.context.house.search.find("Kept")


def test_a_line_from_the_command_line_is_refused_while_locked(locked_window, qtbot):
    window = locked_window
    lock(qtbot, window)
    told = []
    window.calls.take({"do": "capture", "line": "Anna Berg: hej", "language": "en"}, told.append)
    assert "locked" in told[0]["error"]["sentence"]


def test_an_error_while_locked_shows_no_dialog(locked_window, qtbot):
    window = locked_window
    lock(qtbot, window)
    window.parts.tasks.failed.emit(ValueError(CANARY))
    assert window.errors.dialog is None
    assert seen(CANARY) == []
    unlock(qtbot, window)
    assert "did not end well" in window.toast.sentence


@pytest.mark.parametrize(
    ("member", "arguments", "going"),
    [
        ("PrepareForSleep", [True], True),
        ("PrepareForSleep", [False], False),
        ("ActiveChanged", [True], True),
        ("Lock", [], True),
        ("Unlock", [], False),
    ],
)
def test_what_the_system_says(member, arguments, going):
    assert means_going(member, arguments) is going


@pytest.mark.parametrize(("answer", "left"), [([False], True), ([True], False), ([], False), ([None], False)])
def test_another_users_session_on_the_screen(answer, left):
    assert means_left(answer) is left


def test_the_path_of_a_session():
    assert session_path("3") == "/org/freedesktop/login1/session/_33"
    assert session_path("c2") == "/org/freedesktop/login1/session/c2"
    assert session_path("") == ""


def test_a_copy_of_many_goes_and_one_of_somebody_else_stays(qtbot):
    keeper = copies()
    keeper.seconds = 1
    copy_text("a@x.example; b@x.example", 2)
    assert QGuiApplication.clipboard().mimeData().data("x-kde-passwordManagerHint").data() == b"secret"
    keeper.clock.setInterval(20)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")
    copy_text("a@x.example; b@x.example", 2)
    keeper.clock.setInterval(20)
    QGuiApplication.clipboard().setText("of another program")
    qtbot.wait(60)
    assert QGuiApplication.clipboard().text() == "of another program"
    copy_text("one person", 1)
    assert not keeper.clock.isActive()
    keeper.seconds = 30
