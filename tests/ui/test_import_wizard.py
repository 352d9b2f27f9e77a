"""The import of tables in the window: sheet, encoding, columns, alarm, problems, undo; from drop to done by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from outreach.domain.company import Company
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.table_mapping import LEFT_OUT
from outreach.formats.table import write_table
from outreach.language import Language
from outreach.ui.imports.dialog import ImportDialog
from outreach.ui.imports.preview_model import Part
from outreach.ui.imports.step_trail import Step
from tests.ui.at_rest import come_to_rest

LIST = (
    "Utställare på mässan\n"
    "Företag;Kontaktperson;E-post;Telefon;Bransch;Monter\n"
    "Åkes Bygg AB;Åke Öberg;ake@akesbygg.example;0240-123 45;Bygg;A1\n"
    "Östlunds Måleri HB;Örjan Östlund;orjan@ostlunds.example;0243-222 33;Måleri;B2\n"
    ";;;070-174 06 05;Städ;C3\n"
)


def write(path: Path, text: str = LIST, encoding: str = "utf-8-sig") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return write(tmp_path / "utställare.csv")


@pytest.fixture
def wizard(window, qtbot):
    """The open dialog, at its first step, with `rest` to wait until all that was wished is answered."""
    window.import_files([])
    (dialog,) = window.findChildren(ImportDialog)
    dialog.rest = lambda: _rest(qtbot, window, dialog)
    dialog.rest()
    yield dialog
    if isValid(dialog) and dialog.isVisible():
        dialog.flow.cancel()
        dialog.accept()


def _rest(qtbot, window, dialog) -> None:
    come_to_rest(qtbot, window.parts.tasks)
    qtbot.waitUntil(lambda: dialog.flow.settled, timeout=20_000)
    come_to_rest(qtbot, window.parts.tasks)


def begin(wizard, path: Path, step: Step) -> None:
    """Take a file and go on to a step."""
    wizard.take([path])
    wizard.rest()
    while wizard.trail.now is not step:
        before = wizard.trail.now
        wizard.next()
        wizard.rest()
        assert wizard.trail.now is not before


def fields(wizard) -> dict[str, str]:
    return {column.heading: column.field for column in wizard.columns_page.table.rows.columns}


def choose(wizard, heading: str, key: str) -> None:
    """Let a column become a field through the small window of fields."""
    table = wizard.columns_page.table
    place = next(row for row, column in enumerate(table.rows.columns) if column.heading == heading)
    table.setCurrentIndex(table.rows.index(place, 2))
    table.choose_field()
    popover = table.popover
    at = next(row for row, line in enumerate(popover.list.lines) if line.data == key)
    popover.list.setCurrentIndex(popover.list.model().index(at, 0))
    popover.list.take()
    wizard.rest()


def test_from_drop_to_done_by_keyboard_alone(window, wizard, listed, qtbot):
    """Enter confirms each step; three steps after the drop the list is in the register."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(listed))])
    place, copy, left = QPointF(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(wizard, QDragEnterEvent(place.toPoint(), copy, mime, left, none))
    QApplication.sendEvent(wizard, QDropEvent(place, copy, mime, left, none))
    wizard.rest()
    for step in (Step.TABLE, Step.COLUMNS, Step.CHECK):
        assert wizard.trail.now is step
        assert wizard.foot.next_button.isDefault()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        wizard.rest()
    assert wizard.trail.now is Step.DONE
    house = window.context.house
    assert (house.companies.count(), house.people.count()) == (2, 2)
    assert "2 companies added" in wizard.done_page.sentences.text()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not wizard.isVisible()


def test_back_goes_the_same_way_and_nothing_is_kept(window, wizard, listed, qtbot):
    begin(wizard, listed, Step.CHECK)
    seen = []
    for _ in range(3):
        qtbot.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        wizard.rest()
        seen.append(wizard.trail.now)
    assert seen == [Step.COLUMNS, Step.TABLE, Step.FILES]
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    assert window.context.house.companies.count() == 0


def test_each_column_is_told_in_a_sentence_and_what_is_left_out_is_dim(wizard, listed):
    begin(wizard, listed, Step.COLUMNS)
    model = wizard.columns_page.table.rows
    rows = {model.index(row, 0).data(): row for row in range(model.rowCount())}
    assert model.index(rows["Bransch"], 1).data() == "Bygg, Måleri, Städ"
    assert "2 empty" not in model.index(rows["Företag"], 1).data()
    assert "1 empty" in model.index(rows["Företag"], 1).data()
    assert fields(wizard)["Företag"] == "organisation"
    choose(wizard, "Monter", LEFT_OUT)
    assert fields(wizard)["Monter"] == LEFT_OUT
    role = Qt.ItemDataRole.ForegroundRole
    assert model.index(rows["Monter"], 0).data(role) is not None
    assert model.index(rows["Företag"], 0).data(role) is None


def test_typing_on_a_column_finds_the_field_and_the_preview_follows(wizard, listed, qtbot):
    begin(wizard, listed, Step.COLUMNS)
    table, preview = wizard.columns_page.table, wizard.columns_page.preview.rows
    choose(wizard, "Monter", LEFT_OUT)
    assert "Note" not in preview.titles
    place = next(row for row, column in enumerate(table.rows.columns) if column.heading == "Monter")
    table.setCurrentIndex(table.rows.index(place, 0))
    qtbot.keyClicks(table, "n")
    search = table.popover.search
    qtbot.keyClicks(search, "ote")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    wizard.rest()
    assert fields(wizard)["Monter"] in ("note", "answer")
    assert "Note" in preview.titles
    note = preview.titles.index("Note")
    assert "A1" in preview.rows[0].cells[note]
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    wizard.rest()
    assert fields(wizard)["Monter"] == LEFT_OUT
    assert "Note" not in preview.titles


def test_escape_in_the_fields_changes_nothing(wizard, listed, qtbot):
    begin(wizard, listed, Step.COLUMNS)
    before = fields(wizard)
    table = wizard.columns_page.table
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table.popover.search, Qt.Key.Key_Escape)
    wizard.rest()
    assert fields(wizard) == before
    assert wizard.isVisible()


def test_a_field_for_one_column_is_taken_from_the_other(wizard, listed):
    begin(wizard, listed, Step.COLUMNS)
    choose(wizard, "Monter", "organisation")
    assert fields(wizard)["Monter"] == "organisation"
    assert fields(wizard)["Företag"] == LEFT_OUT


def test_telephones_of_two_columns_are_gathered(window, wizard, listed):
    begin(wizard, listed, Step.COLUMNS)
    choose(wizard, "Monter", "phone")
    assert fields(wizard)["Telefon"].startswith("phone")
    assert fields(wizard)["Monter"].startswith("phone")


def test_without_company_and_name_there_is_no_way_on(wizard, listed):
    begin(wizard, listed, Step.COLUMNS)
    for heading in ("Företag", "Kontaktperson", "E-post"):
        choose(wizard, heading, LEFT_OUT)
    assert not wizard.foot.next_button.isEnabled()
    assert "company" in wizard.columns_page.missing.text()
    choose(wizard, "Företag", "organisation")
    assert wizard.foot.next_button.isEnabled()
    assert wizard.columns_page.missing.isHidden()


def test_a_workbook_of_several_sheets_asks_which(wizard, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Läs mig"
    book.active.append(["Listan står på nästa blad"])
    sheet = book.create_sheet("Utställare")
    for row in (["Företag", "E-post"], ["Åkes Bygg AB", "ake@akesbygg.example"], ["Bo El AB", "bo@boel.example"]):
        sheet.append(row)
    other = book.create_sheet("Sponsorer")
    for row in (["Företag", "Ort"], ["Banken", "Ludvika"]):
        other.append(row)
    path = tmp_path / "mässa.xlsx"
    book.save(path)
    begin(wizard, path, Step.TABLE)
    page = wizard.table_page
    assert [page.sheet_box.itemData(row) for row in range(page.sheet_box.count())] == [
        "Läs mig",
        "Utställare",
        "Sponsorer",
    ]
    page.sheet_box.setCurrentIndex(2)
    page.sheet_box.activated.emit(2)
    wizard.rest()
    assert [column.heading for column in wizard.columns_page.table.rows.columns] == ["Företag", "Ort"]
    wizard.next()
    wizard.rest()
    wizard.next()
    wizard.rest()
    assert [row.cells[1] for row in wizard.check_page.records.model.rows] == ["Banken"]


def test_another_encoding_shows_the_letters_in_another_way(wizard, tmp_path):
    begin(wizard, write(tmp_path / "gammal.csv", encoding="cp1252"), Step.TABLE)
    page = wizard.table_page

    def shown() -> str:
        return next(label.text() for label in page.findChildren(QLabel) if "are read as" in label.text())

    assert "ä" in shown() or "Å" in shown().partition(":")[2]
    now = page.encoding_box.currentIndex()
    other = next(
        row
        for row in range(page.encoding_box.count())
        if row != now and page.encoding_box.itemData(row) not in ("cp1252", "latin-1", "iso-8859-1", "iso-8859-15")
    )
    page.encoding_box.setCurrentIndex(other)
    page.encoding_box.activated.emit(other)
    wizard.rest()
    grid = " ".join(cell for row in page.grid.raw.rows for cell in row.cells)
    assert "Åkes Bygg" not in grid


def test_another_row_can_hold_the_headings(wizard, listed, qtbot):
    begin(wizard, listed, Step.TABLE)
    page = wizard.table_page
    assert page.grid.raw.heading_row == 2
    page.grid.setCurrentIndex(page.grid.raw.index(2, 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_Space)
    wizard.rest()
    assert page.grid.raw.heading_row == 3
    assert wizard.columns_page.table.rows.columns[0].heading == "Åkes Bygg AB"


def test_cards_go_straight_to_the_check(wizard, tmp_path):
    path = tmp_path / "anna.vcf"
    path.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Berg\r\nN:Berg;Anna;;;\r\nEND:VCARD\r\n", "utf-8")
    begin(wizard, path, Step.CHECK)
    assert wizard.trail.steps == (Step.FILES, Step.CHECK, Step.DONE)
    assert not wizard.check_page.keep_tick.isVisible()


def test_a_shape_that_is_remembered_goes_straight_to_the_check_until_it_is_forgotten(
    window, wizard, listed, tmp_path, qtbot
):
    begin(wizard, listed, Step.COLUMNS)
    choose(wizard, "Monter", "note")
    for _ in range(2):
        wizard.next()
        wizard.rest()
    assert wizard.trail.now is Step.DONE
    again = write(tmp_path / "nästa år.csv", LIST.replace("Åkes Bygg", "Nya Bygg").replace("Åke Ö", "Nils Ny"))
    wizard.take([again])
    wizard.rest()
    assert wizard.trail.now is Step.CHECK
    wizard.back()
    wizard.rest()
    assert fields(wizard)["Monter"] == "note"
    assert wizard.columns_page.forget_button.isVisible()
    wizard.columns_page.forget_button.click()
    wizard.rest()
    assert fields(wizard)["Monter"] != "note"
    assert not wizard.columns_page.forget_button.isVisible()


def many(tmp_path: Path, house, known: int, changed: int) -> Path:
    """A register of companies, and a list that brings some of them a telephone."""
    for number in range(known):
        house.companies.save(Company(name=f"Bolag {number} AB"))
    rows = "".join(f"Bolag {number} AB;0240-555 {number:02}\n" for number in range(changed))
    return write(tmp_path / "telefoner.csv", f"Företag;Telefon\n{rows}")


def test_a_file_that_changes_more_than_a_tenth_needs_a_tick(window, wizard, tmp_path, qtbot):
    house = window.context.house
    begin(wizard, many(tmp_path, house, 30, 8), Step.CHECK)
    page = wizard.check_page
    assert page.alarm.blocks
    assert "8 of 30" in page.alarm.sentence.text()
    assert not wizard.foot.next_button.isEnabled()
    assert QApplication.focusWidget() is page.alarm.tick
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    wizard.rest()
    assert wizard.trail.now is Step.CHECK
    qtbot.keyClick(page.alarm.tick, Qt.Key.Key_Space)
    assert wizard.foot.next_button.isEnabled()
    qtbot.keyClick(page.alarm.tick, Qt.Key.Key_Return)
    wizard.rest()
    assert wizard.trail.now is Step.DONE
    assert "8 companies updated" in wizard.done_page.sentences.text()


def test_a_few_changes_raise_no_alarm(window, wizard, tmp_path):
    begin(wizard, many(tmp_path, window.context.house, 60, 3), Step.CHECK)
    assert wizard.check_page.alarm.isHidden()
    assert wizard.foot.next_button.isEnabled()


def test_the_records_can_be_narrowed_to_problems(wizard, listed):
    broken = write(listed.parent / "trasig.csv", LIST + ";;;;Bara en bransch;\n")
    begin(wizard, broken, Step.CHECK)
    records = wizard.check_page.records
    whole = len(records.model.rows)
    records.buttons[Part.PROBLEMS].click()
    assert 0 < len(records.model.rows) < whole
    assert all(row.icon == "warning" for row in records.model.rows)
    assert any("line" in row.cells[1] for row in records.model.rows)
    records.buttons[Part.NEW].click()
    assert {row.cells[0] for row in records.model.rows} == {"New"}


def test_rows_with_problems_are_saved_with_their_reasons(window, wizard, listed):
    from openpyxl import load_workbook

    broken = write(listed.parent / "trasig.csv", LIST + ";;;;Bara en bransch;\n")
    begin(wizard, broken, Step.CHECK)
    assert wizard.check_page.problems_button.isVisible()
    target = listed.parent / "rader.xlsx"
    wizard.flow.save_problems(target, Language("sv"))
    wizard.rest()
    assert "rader.xlsx" in wizard.foot.said.text()
    head, *rows = load_workbook(target).active.iter_rows(values_only=True)
    assert head[-1] == "Orsak"
    assert any("Bara en bransch" in row and row[-1] for row in rows)


def test_tags_for_all_are_previewed_and_kept(window, wizard, listed, qtbot):
    begin(wizard, listed, Step.CHECK)
    line = wizard.check_page.tags.line
    qtbot.keyClicks(line, "massa26")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    wizard.rest()
    assert wizard.trail.now is Step.CHECK
    wizard.next()
    wizard.rest()
    assert "massa26" in window.context.house.people.tags()
    qtbot.mouseClick(wizard.done_page.show_button, Qt.MouseButton.LeftButton)
    come_to_rest(qtbot, window.parts.tasks)
    page = window.shell.page
    assert page.name == "people"
    assert page.filter_bar.chosen == (("tag", "massa26"),)
    assert page.model.rowCount() == 2


def test_cancel_while_importing_leaves_nothing(window, wizard, tmp_path, qtbot):
    rows = "".join(
        f"Firma {number} AB;Per Person{number};per{number}@firma{number}.example\n" for number in range(1500)
    )
    begin(wizard, write(tmp_path / "stor.csv", f"Företag;Namn;E-post\n{rows}"), Step.CHECK)
    wizard.next()
    qtbot.waitUntil(lambda: wizard.work_page.bar.maximum() > 1, timeout=20_000)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    wizard.rest()
    assert wizard.isVisible()
    assert wizard.trail.now is Step.CHECK
    assert wizard.foot.next_button.isEnabled()
    assert window.context.house.companies.count() == 0


def test_undo_takes_the_whole_import_back_and_lists_what_was_edited_since(window, wizard, listed, qtbot):
    house = window.context.house
    begin(wizard, listed, Step.CHECK)
    wizard.next()
    wizard.rest()
    (company_id,) = [hit.id for hit in house.search.find("Åkes", (Kind.COMPANY,))]
    company = house.companies.get(company_id)
    house.companies.save(replace(company, notes="Ringde i dag"))
    qtbot.mouseClick(wizard.done_page.undo_button, Qt.MouseButton.LeftButton)
    wizard.rest()
    kept = [line.title for line in wizard.done_page.kept.lines]
    assert "Åkes Bygg AB" in kept
    assert "left as" in wizard.done_page.sentences.text()
    assert house.companies.get(company_id).notes == "Ringde i dag"
    assert not house.search.find("Östlunds", (Kind.COMPANY,))


def test_the_list_after_the_import_opens_a_record(window, wizard, listed, qtbot):
    begin(wizard, listed, Step.CHECK)
    wizard.next()
    wizard.rest()
    table = wizard.done_page.records.table
    model = wizard.done_page.records.model
    place = next(row for row in range(model.rowCount()) if model.record_at(row) is not None)
    table.setFocus()
    table.setCurrentIndex(model.index(place, 0))
    kind, record = model.record_at(place)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    come_to_rest(qtbot, window.parts.tasks)
    assert not isValid(wizard) or not wizard.isVisible()
    assert window.shell.page.current_id() == record
    assert kind is Kind.PERSON


def test_a_file_that_cannot_be_read_is_told_on_the_first_page(wizard, tmp_path):
    path = tmp_path / "bok.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing of a workbook")
    wizard.take([path])
    wizard.rest()
    assert wizard.trail.now is Step.FILES
    assert wizard.start_page.said.text().startswith("bok.xlsx: ")
    assert wizard.start_page.choose_button.isVisible()


def test_a_table_that_nobody_recognises_can_be_explained_by_hand(wizard, tmp_path, qtbot):
    begin(wizard, write(tmp_path / "okänd.csv", "Alfa;Beta\nqqq;17\nwww;18\n"), Step.TABLE)
    grid = wizard.table_page.grid
    grid.setCurrentIndex(grid.raw.index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    wizard.rest()
    wizard.next()
    wizard.rest()
    assert not wizard.foot.next_button.isEnabled()
    choose(wizard, "Alfa", "organisation")
    wizard.next()
    wizard.rest()
    assert {row.cells[1] for row in wizard.check_page.records.model.rows} == {"qqq", "www"}


def test_two_tables_are_asked_about_one_after_the_other(window, wizard, listed, tmp_path):
    second = write(tmp_path / "gäster.csv", "Namn;E-post\nBo Ek;bo.ek@gast.example\n")
    wizard.take([listed, second])
    wizard.rest()
    shown = []
    while wizard.trail.now is not Step.CHECK:
        shown.append((wizard.trail.now, wizard.flow.table.path.name))
        wizard.next()
        wizard.rest()
    names = [listed.name, second.name]
    assert shown == [(step, name) for name in names for step in (Step.TABLE, Step.COLUMNS)]
    titles = {row.cells[1] for row in wizard.check_page.records.model.rows}
    assert {"Bo Ek", "Åke Öberg"} <= titles


def test_our_own_export_comes_back_without_a_change(window, wizard, tmp_path):
    house = window.context.house
    house.companies.save(Company(name="Åkes Bygg AB", org_number="5566778899", tags=("bygg",)))
    path = tmp_path / "companies.xlsx"
    house.exports.write(Kind.COMPANY, path, Language("sv"), listing=Listing(Kind.COMPANY))
    begin(wizard, path, Step.CHECK)
    assert {row.cells[0] for row in wizard.check_page.records.model.rows} == {"Already known"}
    assert not wizard.foot.next_button.isEnabled()


def test_a_hundred_columns_and_no_row_are_no_trouble(wizard, tmp_path):
    header = ["Företag", *(f"Fråga {number}" for number in range(100))]
    path = tmp_path / "enkät.xlsx"
    path.write_bytes(write_table(header, [["Åkes Bygg AB", *["ja"] * 100]], "xlsx"))
    begin(wizard, path, Step.COLUMNS)
    assert wizard.columns_page.table.rows.rowCount() == 101


def test_every_text_follows_the_language(window, wizard, listed):
    begin(wizard, listed, Step.CHECK)
    english = (wizard.foot.next_button.text(),)
    window.parts.words.switch(Language("sv"))
    assert wizard.foot.next_button.text() == "Importera"
    assert english[0] == "Import"
    assert wizard.check_page.records.buttons[Part.ALL].text().startswith("Alla")
    window.parts.words.switch(Language("en"))


def test_the_size_is_remembered(window, wizard, qtbot):
    wizard.resize(731, 555)
    wizard.reject()
    come_to_rest(qtbot, window.parts.tasks)
    window.import_files([])
    second = next(one for one in window.findChildren(ImportDialog) if one.isVisible())
    assert (second.width(), second.height()) == (731, 555)
    come_to_rest(qtbot, window.parts.tasks)
    second.reject()


def test_cancel_while_taking_back_leaves_the_import_as_it_was(window, wizard, tmp_path, qtbot):
    rows = "".join(f"Firma {number} AB;Per Person{number};per{number}@firma{number}.example\n" for number in range(400))
    begin(wizard, write(tmp_path / "stor.csv", f"Företag;Namn;E-post\n{rows}"), Step.DONE)
    wizard.done_page.undo_button.click()
    qtbot.waitUntil(lambda: wizard.work_page.bar.maximum() > 1, timeout=20_000)
    qtbot.mouseClick(wizard.foot.cancel_button, Qt.MouseButton.LeftButton)
    wizard.rest()
    assert wizard.trail.now is Step.DONE
    assert wizard.done_page.undo_button.isVisible()
    assert window.context.house.companies.count() == 400
