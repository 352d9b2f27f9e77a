"""The first start, and what is shown when a workspace does not open."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from outreach.domain.municipality_title import municipality_title
from outreach.paths import default_workspace
from outreach.settings import Settings, load_settings
from outreach.storage.as_left import take_as_it_is
from outreach.storage.database import create_workspace
from outreach.storage.lock import WriterLock
from outreach.ui.start.opening import sample_workspace
from tests.ui.at_rest import MUNICIPALITY, OFFICER, come_to_rest


def rest(qtbot, window):
    come_to_rest(qtbot, window.parts.tasks)


@pytest.fixture
def fresh(make_window, parts, qtbot):
    """A window on a computer where nothing was chosen yet."""
    parts.choices.settings = Settings(language="en", scheme="light")
    window = make_window()
    window.open_place(str(default_workspace()))
    qtbot.waitUntil(lambda: window.opening.first is not None)
    return window


def protect(qtbot, window, passphrase="spoon gaffel tolv moln"):
    """Choose a passphrase, type two groups of the code back, and be at work."""
    qtbot.waitUntil(lambda: window.opening.protect is not None)
    page = window.opening.protect
    qtbot.keyClicks(page.first, passphrase)
    qtbot.keyClicks(page.second, passphrase)
    qtbot.keyClick(page.second, Qt.Key.Key_Return)


def type_back(qtbot, window):
    qtbot.waitUntil(lambda: window.opening.recovery is not None)
    page = window.opening.recovery
    for at, field in zip(page._offer.asked, page.groups, strict=True):
        qtbot.keyClicks(field, page._offer.code.groups[at].lower())
    qtbot.keyClick(page.groups[1], Qt.Key.Key_Return)


def without(qtbot, window, reason="the laptop never leaves the locked room"):
    """Choose no encryption, with a reason."""
    qtbot.waitUntil(lambda: window.opening.protect is not None)
    page = window.opening.protect
    page.without.click()
    qtbot.keyClicks(page.reason, reason)
    qtbot.keyClick(page.reason, Qt.Key.Key_Return)


def test_municipality_name_and_enter_are_enough_to_begin(fresh, qtbot):
    page = fresh.opening.first
    assert page.municipality.hasFocus()
    qtbot.keyClicks(page.municipality, "smedj")
    qtbot.keyClick(page.municipality, Qt.Key.Key_Return)
    qtbot.keyClicks(page.officer, "Anna Ek")
    qtbot.keyClick(page.officer, Qt.Key.Key_Return)
    protect(qtbot, fresh)
    type_back(qtbot, fresh)
    qtbot.waitUntil(lambda: fresh.shell is not None)
    assert fresh.context.house.database.is_encrypted
    assert fresh.context.house.protection.state().recovery is not None
    rest(qtbot, fresh)
    unit = fresh.context.house.unit.unit()
    assert (unit.municipality, unit.code) == ("Smedjebackens kommun", "2061")
    assert [one.name for one in fresh.context.house.unit.officers()] == ["Anna Ek"]
    assert fresh.context.house.officer == "Anna Ek"
    assert (load_settings().officer, load_settings().language) == ("Anna Ek", "en")
    assert default_workspace().exists()


def test_letters_without_marks_find_the_municipality(fresh, qtbot):
    page = fresh.opening.first
    qtbot.keyClicks(page.municipality, "malmo")
    assert page._names.stringList() == ["Malmö"]


def test_a_joint_board_may_be_written_out(fresh, qtbot):
    page = fresh.opening.first
    page.municipality.setText("Upphandlingscenter i Dalarna")
    page.officer.setText("Anna Ek")
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    without(qtbot, fresh)
    qtbot.waitUntil(lambda: fresh.shell is not None)
    rest(qtbot, fresh)
    assert fresh.context.house.unit.unit().municipality == "Upphandlingscenter i Dalarna"


def test_what_is_missing_is_said_at_its_field_and_no_file_is_left(fresh, qtbot):
    page = fresh.opening.first
    page.municipality.setText("Ludvika")
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    rest(qtbot, fresh)
    assert page.officer_hint.isVisible()
    assert page.municipality.text() == "Ludvika kommun"
    assert not default_workspace().exists()
    page.officer.setText("Bo Dahl")
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    without(qtbot, fresh)
    qtbot.waitUntil(lambda: fresh.shell is not None)
    rest(qtbot, fresh)


def test_a_weak_passphrase_goes_no_further_and_none_takes_a_reason(fresh, qtbot):
    page = fresh.opening.first
    page.municipality.setText("Ludvika kommun")
    page.officer.setText("Bo Dahl")
    page.start.click()
    qtbot.waitUntil(lambda: fresh.opening.protect is not None)
    asked = fresh.opening.protect
    for weak in ("kort", "Ludvika2026!", "aaaaaaaaaaaaaa"):
        asked.first.setText(weak)
        asked.second.setText(weak)
        assert not asked.go_on.isEnabled(), weak
        assert asked.strength.text()
    asked.first.setText("spoon gaffel tolv moln")
    asked.second.setText("spoon gaffel tolv moll")
    assert not asked.go_on.isEnabled()
    asked.without.click()
    asked.reason.setText("därför")
    assert not asked.go_on.isEnabled()
    assert not default_workspace().exists()
    asked.back.emit()
    assert fresh.opening.first.officer.text() == "Bo Dahl"


def test_a_wrong_group_is_told_and_the_register_stays_closed(fresh, qtbot, tmp_path):
    page = fresh.opening.first
    page.municipality.setText("Ludvika kommun")
    page.officer.setText("Bo Dahl")
    page.start.click()
    protect(qtbot, fresh)
    qtbot.waitUntil(lambda: fresh.opening.recovery is not None)
    asked = fresh.opening.recovery
    for field in asked.groups:
        field.setText("0000")
    asked.go_on.click()
    qtbot.waitUntil(lambda: asked.told.text() != "")
    assert fresh.shell is None
    asked.save_to(tmp_path / "code.pdf")
    qtbot.waitUntil(lambda: "code.pdf" in asked.told.text())
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    for field in asked.groups:
        field.clear()
    type_back(qtbot, fresh)
    qtbot.waitUntil(lambda: fresh.shell is not None)
    rest(qtbot, fresh)


def test_the_language_switches_at_once(fresh, qtbot):
    page = fresh.opening.first
    swedish = page.findChild(QRadioButton, "language-sv")
    swedish.click()
    assert fresh.parts.words.language.code == "sv"
    page.findChild(QRadioButton, "language-en").click()
    assert page.start.text() == "Start"


def test_a_workspace_that_a_colleague_began_asks_only_who_you_are(make_window, parts, place, qtbot):
    parts.choices.settings = Settings(language="en", scheme="light")
    window = make_window()
    window.open_place(str(place))
    qtbot.waitUntil(lambda: window.opening.first is not None)
    page = window.opening.first
    assert page.municipality.text() == MUNICIPALITY
    assert page.officer.text() == OFFICER  # the only one so far
    page.officer.setText("Bo Dahl")
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.shell is not None)
    rest(qtbot, window)
    assert [one.name for one in window.context.house.unit.officers()] == ["Anna Ek", "Bo Dahl"]


def test_the_sample_municipality_grows_and_opens(fresh, qtbot, monkeypatch):
    from functools import partial

    from outreach.services import demo

    small = partial(demo.fill, companies=20, people=30, events=6, tenders=6, meetings=40)
    monkeypatch.setattr(demo, "fill", small)
    qtbot.mouseClick(fresh.opening.first.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: fresh.shell is not None, timeout=30_000)
    rest(qtbot, fresh)
    assert fresh.context.house.companies.count() == 20
    assert sample_workspace().exists()
    assert load_settings().workspace == ""  # the next start is about one's own work


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("Smedjebacken", "Smedjebackens kommun"),
        ("Ludvika", "Ludvika kommun"),
        ("Borås", "Borås stad"),
        ("Falun", "Falu kommun"),
        ("Malmö", "Malmö stad"),
        ("Gotland", "Region Gotland"),
    ],
)
def test_how_a_municipality_signs(name, signs):
    assert municipality_title(name) == signs


# Trouble ---------------------------------------------------------------------------------------------------------------


def not_ours(path: Path) -> None:
    path.write_text("a letter to grandmother")


def too_new(path: Path) -> None:
    create_workspace(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    connection.close()
    take_as_it_is(path)  # a later version would leave word of what it left


def damaged(path: Path) -> None:
    create_workspace(path).close()
    data = bytearray(path.read_bytes())
    for start in range(200, len(data), 512):
        data[start : start + 256] = b"\xff" * 256
    path.write_bytes(bytes(data))


def a_folder(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    pass


@pytest.mark.parametrize("make", [not_ours, too_new, damaged, a_folder, missing], ids=lambda make: make.__name__)
def test_a_workspace_that_does_not_open_is_explained_on_a_page(make, make_window, tmp_path, qtbot):
    path = tmp_path / "odd.outreach"
    make(path)
    window = make_window()
    window.open_place(str(path))
    qtbot.waitUntil(lambda: window.opening.trouble is not None)
    page = window.opening.trouble
    assert page.title.text()
    assert "odd.outreach" in page.sentence.text()
    assert window.errors.dialog is None
    if make is damaged:
        # The way back has a page of its own (test_backups.py).
        assert set(page.buttons) == {"other", "again", "as_it_is", "open", "salvage"}
    else:
        assert [button.text() for button in page.buttons] == ["Try again", "Choose another workspace…", "Make a new one…"]


def test_a_workspace_that_another_process_writes_says_who_and_try_again_works(make_window, place, qtbot):
    lock = WriterLock(place)
    window = make_window()
    window.open_place(str(place))
    qtbot.waitUntil(lambda: window.opening.trouble is not None, timeout=10_000)
    assert "already open" in window.opening.trouble.sentence.text()
    lock.release()
    qtbot.mouseClick(window.opening.trouble.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.shell is not None)
    rest(qtbot, window)


def test_after_trouble_a_new_workspace_can_be_made(make_window, tmp_path, qtbot):
    window = make_window()
    window.open_place(str(tmp_path / "missing.outreach"))
    qtbot.waitUntil(lambda: window.opening.trouble is not None)
    window._make(str(tmp_path / "new.outreach"))
    without(qtbot, window)
    qtbot.waitUntil(lambda: window.opening.first is not None)
    window.opening.first.municipality.setText("Ludvika")
    qtbot.mouseClick(window.opening.first.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.shell is not None)
    rest(qtbot, window)
    assert window.context.house.place == str(tmp_path / "new.outreach")
    assert load_settings().workspace == str(tmp_path / "new.outreach")
