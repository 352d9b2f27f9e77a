"""Importing in the window: preview, problems with line and reason, import as one action, undo, cancel."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from outreach.domain.event import Event
from outreach.domain.record import Kind
from outreach.domain.when import all_day
from outreach.ui.imports.dialog import ImportDialog
from outreach.ui.imports.preview_model import Part
from tests.ui.at_rest import come_to_rest


def card(name: str, extra: str = "") -> str:
    given, _, family = name.partition(" ")
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nN:{family};{given};;;\r\n{extra}END:VCARD\r\n"


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "fair.vcf"
    path.write_text(card("Anna Berg", "ORG:Bergs Bygg AB\r\n") + card("Bo Dahl", "TEL:070-174 06 05\r\n"), "utf-8")
    return path


@pytest.fixture
def dialog(window, qtbot):
    window.import_files([])
    (found,) = window.findChildren(ImportDialog)
    come_to_rest(qtbot, window.parts.tasks)
    return found


def rest(qtbot, window):
    come_to_rest(qtbot, window.parts.tasks)


def verdicts(dialog):
    return [(row.cells[0], row.cells[1]) for row in dialog.check_page.records.model.rows]


def test_preview_keeps_nothing_and_import_is_one_action_that_undo_takes_back(window, dialog, cards, qtbot):
    house = window.context.house
    assert not dialog.foot.next_button.isEnabled()
    dialog.take([cards])
    rest(qtbot, window)
    assert {title for verdict, title in verdicts(dialog)} >= {"Anna Berg", "Bo Dahl"}
    assert house.people.count() == 0
    qtbot.mouseClick(dialog.foot.next_button, Qt.MouseButton.LeftButton)
    rest(qtbot, window)
    assert house.people.count() == 2
    assert "fair.vcf" in window.toast.sentence
    window.toast.press()
    rest(qtbot, window)
    assert house.people.count() == 0
    assert house.companies.count() == 0


def test_the_same_file_again_changes_nothing_and_offers_no_import(window, dialog, cards, qtbot):
    house = window.context.house
    house.imports.run(house.imports.preview([cards]))
    dialog.take([cards])
    rest(qtbot, window)
    assert {verdict for verdict, _ in verdicts(dialog)} == {"Already known"}
    assert not dialog.foot.next_button.isEnabled()
    dialog.reject()


def test_problems_stand_first_with_line_and_reason(window, dialog, cards, tmp_path, qtbot):
    letter = tmp_path / "letter.doc"
    letter.write_bytes(b"\xd0\xcf\x11\xe0 not for us")
    dialog.take([cards, letter, tmp_path])
    rest(qtbot, window)
    problems = [row for row in dialog.check_page.records.model.rows if row.icon == "warning"]
    assert [row.cells[3] for row in problems] == ["letter.doc", tmp_path.name]
    assert all(row.cells[1] for row in problems)
    assert dialog.check_page.records.buttons[Part.PROBLEMS].text() == "2 problems"
    dialog.reject()


def test_where_they_were_met_becomes_their_source(window, cards, qtbot):
    house = window.context.house
    from datetime import date

    fair = Event(title="Mässan", when=all_day(date(2026, 11, 20)))
    house.events.save(fair)
    window.import_files([cards])
    (dialog,) = window.findChildren(ImportDialog)
    rest(qtbot, window)
    dialog.check_page.event_box.setCurrentIndex(1)
    dialog.check_page.event_box.activated.emit(1)
    rest(qtbot, window)
    qtbot.mouseClick(dialog.foot.next_button, Qt.MouseButton.LeftButton)
    rest(qtbot, window)
    (hit,) = house.search.find("Anna", (Kind.PERSON,))
    assert house.people.get(hit.id).source == "Mässan 2026-11-20"


def test_cancel_stops_a_long_reading_and_keeps_nothing(window, dialog, tmp_path, qtbot):
    big = tmp_path / "big.vcf"
    big.write_text("".join(card(f"Anna Berg{number}") for number in range(3000)), "utf-8")
    dialog.take([big])
    qtbot.waitUntil(lambda: dialog.work_page.bar.maximum() > 1, timeout=20_000)
    qtbot.mouseClick(dialog.foot.cancel_button, Qt.MouseButton.LeftButton)
    rest(qtbot, window)
    assert dialog.isVisible()
    assert not dialog.foot.next_button.isEnabled()
    assert window.context.house.people.count() == 0
    dialog.reject()


def test_markup_in_a_file_makes_no_tooltip(window, dialog, tmp_path, qtbot):
    path = tmp_path / "odd.vcf"
    path.write_text(card("<img src=http://x> Berg"), "utf-8")
    dialog.take([path])
    rest(qtbot, window)
    index = dialog.check_page.records.model.index(0, 1)
    assert "<img" in index.data()
    assert index.data(Qt.ItemDataRole.ToolTipRole) == ""
    dialog.reject()


def test_a_zip_of_notices_is_imported_and_its_problems_carry_their_place(window, dialog, tmp_path, qtbot):
    samples = Path(__file__).parents[1] / "samples" / "eforms"
    packed = tmp_path / "annonser.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for name in ("contract", "result"):
            file.write(samples / f"{name}.xml", f"2027/{name}.xml")
        file.writestr("2027/bad.xml", "<a>")
    dialog.take([packed])
    rest(qtbot, window)
    rows = dialog.check_page.records.model.rows
    assert {row.cells[3] for row in rows} == {f"annonser.zip/2027/{name}.xml" for name in ("contract", "result", "bad")}
    qtbot.mouseClick(dialog.foot.next_button, Qt.MouseButton.LeftButton)
    rest(qtbot, window)
    assert window.context.house.tenders.count() == 1
    assert "annonser.zip" in window.toast.sentence
