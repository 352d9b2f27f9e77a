"""Backups in the window: made, rehearsed, restored with a preview; a damaged one has a way back; many go only when said twice."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import DiskFull
from outreach.services.house import House
from outreach.settings import Settings
from outreach.storage import backups
from outreach.storage.database import open_workspace
from outreach.ui.backups.dialog import BackupsDialog
from outreach.ui.backups.keeping import FAILED, closing_work
from outreach.ui.backups.rescue import RescuePage
from outreach.ui.backups.restore_dialog import RestoreDialog
from outreach.ui.context import Context
from outreach.ui.lists.many_dialog import ManyDialog, delete_with_brake
from outreach.ui.main_window import MainWindow
from tests.ui.at_rest import come_to_rest
from tests.ui.conftest import Settle, signature


def add(house: House, count: int, start: int = 0) -> list[Person]:
    with house.database.work("Some") as work:
        return [work.save(Kind.PERSON, Person(name=f"Person {number}")) for number in range(start, start + count)]


def names(place: Path) -> set[str]:
    database = open_workspace(place, signature(), writing=False)
    with database.read() as view:
        found = {one.name for one in view.people.all()}
    database.close()
    return found


def house_of(window: MainWindow) -> House:
    assert window.context is not None
    return window.context.house


def dialog_of(window: MainWindow, kind: type[QDialog], qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: bool(shown_ones(window, kind)))
    return shown_ones(window, kind)[0]


def shown_ones(window: MainWindow, kind: type[QDialog]) -> list[QDialog]:
    return [one for one in window.findChildren(kind) if one.isVisible()]


def test_the_dialog_makes_lists_rehearses_and_restores(window: MainWindow, place: Path, qtbot: QtBot) -> None:
    add(house_of(window), 2)
    window.show_backups()
    dialog = dialog_of(window, BackupsDialog, qtbot)
    assert isinstance(dialog, BackupsDialog)
    assert not dialog.restore_button.isEnabled()
    dialog.make_button.click()
    qtbot.waitUntil(lambda: dialog.restore_button.isEnabled())
    dialog.rehearse_button.click()
    qtbot.waitUntil(lambda: "rows compared" in dialog.summary.text())
    add(house_of(window), 1, start=2)
    dialog.restore_button.click()
    preview = dialog_of(window, RestoreDialog, qtbot)
    assert isinstance(preview, RestoreDialog)
    qtbot.waitUntil(preview.restore_button.isEnabled)
    assert "1 record goes" in preview.restore_button.text()
    (line, *_) = preview.list.lines
    assert (line.title, line.detail) == ("People: 1 go", "Person 2")
    # Where a backup is encrypted, Enter after the passphrase looks into it; it once was the way out.
    preview.ask_passphrase(True)
    preview.passphrase.setText("fyra ord")
    QTest.keyClick(preview.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(preview.restore_button.isEnabled)
    assert preview.isVisible()
    assert preview.keep_button.isDefault()
    preview.restore_button.click()
    qtbot.waitUntil(lambda: window.shell is None)
    qtbot.waitUntil(lambda: window.shell is not None)
    come_to_rest(qtbot, window.parts.tasks)
    assert house_of(window).people.count() == 2
    assert len(list(place.parent.glob("register.replaced-*.outreach"))) == 1


def test_a_second_place_off_the_computer_is_asked_for_twice(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    add(house_of(window), 1)
    window.show_backups()
    dialog = dialog_of(window, BackupsDialog, qtbot)
    assert isinstance(dialog, BackupsDialog)
    cloud = tmp_path / "OneDrive - Kommun"
    dialog.take_place(str(cloud))
    assert "not encrypted" in dialog.place_line.text()
    assert window.parts.choices.settings.backup_place == ""
    dialog.place_button.click()
    assert window.parts.choices.settings.backup_place == str(cloud)
    dialog.make_button.click()
    qtbot.waitUntil(lambda: cloud.is_dir() and len(list(cloud.glob("*.outreach-backup"))) == 1)
    qtbot.waitUntil(lambda: dialog.no_place_button.isVisible())
    dialog.no_place_button.click()
    assert window.parts.choices.settings.backup_place == ""
    come_to_rest(qtbot, window.parts.tasks)
    dialog.close()


def test_a_damaged_workspace_has_a_way_back_and_is_kept(
    make_window: Callable[[], MainWindow], place: Path, qtbot: QtBot
) -> None:
    house = House(open_workspace(place, signature()))
    add(house, 3)
    house.backups.make("closing")
    house.close()
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    place.write_bytes(data)
    window = make_window()
    window.open_place(str(place))
    qtbot.waitUntil(lambda: isinstance(window.opening.trouble, RescuePage))
    page = window.opening.trouble
    assert isinstance(page, RescuePage)
    assert "3 people" in page.way.text()
    assert "as_it_is" in page.buttons
    assert place.read_bytes() == data
    assert "salvage" in page.buttons
    page.buttons["restore"].click()
    qtbot.waitUntil(lambda: window.shell is not None)
    come_to_rest(qtbot, window.parts.tasks)
    assert house_of(window).people.count() == 3
    (kept,) = [one for one in place.parent.iterdir() if ".damaged-" in one.name or ".replaced-" in one.name]
    assert kept.read_bytes() == data


def test_without_any_backup_the_page_asks_for_one_and_never_to_erase(
    make_window: Callable[[], MainWindow], place: Path, qtbot: QtBot
) -> None:
    House(open_workspace(place, signature())).close()
    place.write_bytes(b"")
    window = make_window()
    window.open_place(str(place))
    qtbot.waitUntil(lambda: isinstance(window.opening.trouble, RescuePage))
    page = window.opening.trouble
    assert isinstance(page, RescuePage)
    assert "restore" not in page.buttons
    assert set(page.buttons) == {"other", "again", "as_it_is", "open"}
    assert place.exists()


def test_pages_found_damaged_while_at_work_lead_to_the_way_back(window: MainWindow, qtbot: QtBot) -> None:
    add(house_of(window), 1)
    house_of(window).backups.make()
    assert window.desk is not None
    window.desk.keeping._checked(["row 1 missing from index"])
    qtbot.waitUntil(lambda: isinstance(window.opening.trouble, RescuePage))
    assert window.shell is None
    come_to_rest(qtbot, window.parts.tasks)


# What happens by itself ---------------------------------------------------------------------------------------------------


def test_closing_makes_a_backup_when_anything_was_done(house: House, place: Path) -> None:
    house.backups.make("closing")
    closing_work(house, Settings())()
    assert len(backups.listed(backups.folder_of(place))) == 1
    add(house, 1)
    closing_work(house, Settings(backups="off"))()
    assert len(backups.listed(backups.folder_of(place))) == 1
    closing_work(house, Settings())()
    newest, _ = backups.listed(backups.folder_of(place))
    assert newest.manifest is not None
    assert newest.manifest.reason == "closing"


def test_a_backup_that_fails_on_closing_costs_nobody_the_exit(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    add(house, 1)

    def full(*_: object, **__: object) -> None:
        raise DiskFull("/somewhere")

    monkeypatch.setattr(backups, "make", full)
    closing_work(house, Settings(backup_place="/nowhere"))()


def test_a_failing_backup_is_one_calm_line(context: Context, settle: Settle, qtbot: QtBot) -> None:
    from outreach.ui.backups.keeping import Keeping

    said: list[str] = []
    context.wishes.notify.connect(said.append)
    keeping = Keeping(context, context.changes)
    for _ in range(3):
        keeping._did_not(DiskFull("/data/register.outreach", "/data", 9_000_000))
    assert len(said) == 1
    assert said[0].startswith(FAILED.partition(";")[0])
    assert "9 MB" in said[0]
    keeping._looked(("", False))
    assert len(said) == 2


def test_the_look_holds_the_reserve_and_makes_the_days_backup(context: Context, place: Path, qtbot: QtBot) -> None:
    from outreach.ui.backups.keeping import Keeping

    add(context.house, 1)
    keeping = Keeping(context, context.changes)
    keeping.begin_now()
    qtbot.waitUntil(lambda: bool(backups.listed(backups.folder_of(place))))
    assert place.with_name("register.outreach.reserve").stat().st_size == 8 << 20
    qtbot.wait(50)
    keeping.end()


# The brake and the read-only workspace ------------------------------------------------------------------------------------


def test_deleting_many_shows_their_names_and_keeps_them_unless_told(window: MainWindow, qtbot: QtBot) -> None:
    context = window.context
    assert context is not None
    people = add(context.house, 30)
    ids = [one.id for one in people]
    for wished, left in ((False, 30), (False, 30), (True, 0)):
        delete_with_brake(context, context.house.people, ids, window)
        dialog = dialog_of(window, ManyDialog, qtbot)
        assert isinstance(dialog, ManyDialog)
        assert len(dialog.list.lines) == 30
        assert dialog.keep_button.isDefault()
        (dialog.remove_button if wished else dialog.keep_button).click()
        come_to_rest(qtbot, context.tasks)
        qtbot.waitUntil(lambda: not shown_ones(window, ManyDialog))
        assert context.house.people.count() == left
    context.house.history.undo()
    assert context.house.people.count() == 30


@pytest.fixture
def sealed(place: Path) -> Iterator[Path]:
    """The workspace in a folder that nobody, not even root, can write."""
    House(open_workspace(place, signature())).close()
    folder = place.parent
    if subprocess.run(["mount", "--bind", str(folder), str(folder)], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a folder read-only")
    subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True, capture_output=True)
    yield place
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_read_only_workspace_opens_to_be_looked_at_and_says_so(
    sealed: Path, make_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = make_window()
    window.open_place(str(sealed))
    qtbot.waitUntil(lambda: window.shell is not None)
    come_to_rest(qtbot, window.parts.tasks)
    assert window.banner.isVisible()
    assert "Read-only" in window.banner.sentence.text()
    assert house_of(window).search.find("anna") == []
    assert window.errors.dialog is None
    house = house_of(window)
    assert window.context is not None
    window.context.write(lambda: house.people.save(Person(name="No")))
    qtbot.waitUntil(lambda: window.errors.dialog is not None)
    assert window.errors.dialog is not None
    window.errors.dialog.accept()
    come_to_rest(qtbot, window.parts.tasks)
    assert house.people.count() == 0


def test_a_workspace_that_can_be_written_has_no_banner(window: MainWindow) -> None:
    assert not window.banner.isVisible()
