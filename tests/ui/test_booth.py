"""The locked booth: a form that takes conversations in and shows nothing of the register."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from outreach.domain.event import Event
from outreach.domain.when import zoned
from outreach.storage.letterbox import letterbox_file
from tests.ui.at_rest import come_to_rest
from tests.ui.test_locking import CANARY, fill, lock, locked_window, seen, unlock  # noqa: F401 - a fixture among them

GALA = Event(title="Galan", when=zoned(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12)))


@pytest.fixture
def booth(locked_window, qtbot):  # noqa: F811
    """The form, after a lock in fair mode."""
    fill(qtbot, locked_window)
    locked_window.context.house.events.save(GALA)
    locked_window.desk.fair(GALA.id)
    come_to_rest(qtbot, locked_window.parts.tasks)
    lock(qtbot, locked_window)
    assert locked_window.locking.booth is not None
    yield locked_window.locking.booth
    locked_window.locking.end_booth()


def type_in(booth, person, note):
    QTest.keyClicks(booth.person, person)
    QTest.keyClicks(booth.note, note)


def test_at_a_locked_booth_conversations_are_logged_and_nobody_is_shown(locked_window, booth, encrypted_place, qtbot):  # noqa: F811
    assert booth.isVisible()
    assert seen(CANARY) == []
    assert seen("Galan") == []
    for number in range(2):
        type_in(booth, f"Visitor {number}", "asked about snow")
        QTest.keyClick(booth, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert booth.count.text() == "2 conversations logged since the lock"
    assert seen("Visitor") == []
    booth.person.undo()
    booth.note.undo()
    assert seen("Visitor") == [], "nothing comes back by Ctrl+Z"
    assert b"Visitor" not in letterbox_file(encrypted_place).read_bytes()
    type_in(booth, "Halvtypad", "mitt i")
    QTest.keyClick(booth, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not booth.isVisible()
    locked_window.opening.unlock.log.click()
    assert booth.isVisible()
    assert booth.person.text() == "Halvtypad"
    unlock(qtbot, locked_window)
    assert locked_window.locking.booth is None
    house = locked_window.context.house
    assert sorted(one.person.name for one in house.meetings.latest(GALA.id)) == ["Visitor 0", "Visitor 1"]
    assert [one["person"] for one in house.drafts.all().values() if "person" in one] == ["Halvtypad"]
    assert not letterbox_file(encrypted_place).exists()


def test_what_is_half_typed_at_a_locked_booth_is_covered_after_a_while(booth):
    type_in(booth, "Halvtypad", "")
    booth._idle.timeout.emit()
    assert booth.cover.isVisible()
    QTest.keyClick(booth.person, Qt.Key.Key_X)
    assert not booth.cover.isVisible()


def test_a_full_disk_keeps_what_is_typed(booth, monkeypatch):
    from outreach.errors import DiskFull

    def full(*_):
        raise DiskFull("/somewhere")

    type_in(booth, "Visitor", "snow")
    with monkeypatch.context() as disk:
        disk.setattr(booth._post, "keep", full)
        booth.save()
    assert booth.person.text() == "Visitor"
    assert booth.status.text()
    booth.save()
    assert booth.person.text() == ""


def test_outside_fair_mode_a_lock_leaves_no_form(locked_window, qtbot):  # noqa: F811
    lock(qtbot, locked_window)
    assert locked_window.locking.booth is None
    assert not locked_window.opening.unlock.log.isVisible()
