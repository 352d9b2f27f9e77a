"""Plain language in the window: the meter beside a text box, the window with marks, replacements by key, and the list of words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from outreach.domain.plain.finding import FindingKind
from outreach.domain.tender import Tender
from outreach.ui.forms.field import Field, NotesEdit
from outreach.ui.plain.marks import LINES
from outreach.ui.plain.meter import put_meter
from outreach.ui.plain.text_box import put_text, text_in, units
from outreach.ui.plain.window import PlainWindow
from outreach.ui.plain.words_window import WORD, WordsWindow
from outreach.ui.tenders.form import TenderForm
from tests.domain.plain import texts
from tests.ui.at_rest import come_to_rest

HARD = "Läs förfrågningsunderlaget 😀 först. Anbud lämnas enligt 13 kap. 1 § LOU. Det finns ett avrop i texten också."


@pytest.fixture
def rest(qtbot, context):
    def wait(ready=lambda: True) -> None:
        qtbot.waitUntil(ready, timeout=5000)
        come_to_rest(qtbot, context.tasks)

    return wait


@pytest.fixture
def home(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(home, context, rest, text: str = HARD, **more) -> PlainWindow:
    window = PlainWindow(context, home, text=text, **more)
    window.show()
    rest(lambda: window.report is not None)
    return window


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_changed_text_goes_back_as_one_step_that_the_box_can_undo(qtbot, kind):
    box = kind()
    qtbot.addWidget(box)
    put_text(box, "ett 😀 avrop här")
    put_text(box, "ett 😀 köp här")
    assert text_in(box) == "ett 😀 köp här"
    box.undo()
    assert text_in(box) == "ett 😀 avrop här"
    put_text(box, "ett")
    assert text_in(box) == "ett"
    assert units("a😀b", 2) == 3


def test_the_meter_says_figure_band_and_findings_and_hides_without_text(qtbot, context, rest):
    field = Field(context, "Description", NotesEdit())
    qtbot.addWidget(field)
    meter = put_meter(context, field)
    field.show()
    assert not meter.isVisible()
    field.editor.setPlainText(texts.STATUTE)
    rest(lambda: meter.report is not None)
    assert meter.isVisible()
    assert "LIX" in meter.button.text()
    assert "difficult" in meter.button.text().casefold()
    field.editor.setPlainText("")
    rest(lambda: not meter.isVisible())


def test_a_short_title_is_told_its_hard_words_but_no_figure(qtbot, context, rest):
    field = Field(context, "Title", QLineEdit("Avrop av lokalvård"))
    qtbot.addWidget(field)
    meter = put_meter(context, field)
    field.show()
    rest(lambda: meter.report is not None)
    assert meter.button.text() == "2 places to look at"


def test_f7_in_a_text_box_opens_its_text_and_changes_go_back(qtbot, context, rest):
    field = Field(context, "Description", NotesEdit())
    qtbot.addWidget(field)
    put_meter(context, field)
    field.show()
    field.editor.setPlainText(HARD)
    qtbot.keyClick(field.editor, Qt.Key.Key_F7)
    (window,) = field.findChildren(PlainWindow)
    rest(lambda: window.report is not None)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    rest(lambda: "upphandlingsdokumenten" in field.editor.toPlainText())
    window.box.undo()
    assert field.editor.toPlainText() == HARD
    window.reject()


def test_findings_are_marked_each_kind_with_a_line_of_its_own(qtbot, home, context, rest):
    window = opened(home, context, rest)
    marked = {one.cursor.selectedText() for one in window.box.extraSelections()}
    assert {"förfrågningsunderlaget", "13 kap. 1 § LOU", "avrop", "lämnas"} <= marked
    shapes = [style for kind, (style, _) in LINES.items() if kind not in (FindingKind.WORD, FindingKind.MUSTS)]
    assert len(set(shapes)) == len(shapes)
    assert QTextCharFormat.UnderlineStyle.NoUnderline not in shapes
    window.close()


def test_keys_go_from_finding_to_finding_and_put_a_replacement_in(qtbot, home, context, rest):
    window = opened(home, context, rest)
    assert window.card.finding.text == "förfrågningsunderlaget"
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.card.finding.text == "lämnas"
    qtbot.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    before = len(window.report.findings)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    rest(lambda: len(window.report.findings) < before)
    assert window.box.toPlainText().startswith("Läs upphandlingsdokumenten 😀")
    assert window.card.finding.text == "lämnas"
    window.close()


def test_the_window_without_text_says_what_to_do_and_what_the_figure_cannot_tell(qtbot, home, context, rest):
    window = opened(home, context, rest, text="")
    assert window.empty.isVisible()
    assert not window.figure.isVisible()
    assert window.list.lines == []
    window.close()


def test_a_file_is_opened_or_refused_with_a_sentence(home, context, rest, tmp_path):
    window = opened(home, context, rest, text="")
    good, bad = tmp_path / "a.txt", tmp_path / "b.rtf"
    good.write_text(texts.NEWS, encoding="utf-8")
    bad.write_text("{\\rtf1", encoding="ascii")
    window.read_file(good)
    rest(lambda: window.report is not None and window.report.figures.words > 50)
    window.read_file(bad)
    rest(window.trouble.isVisible)
    assert ".docx" in window.trouble.text()
    window.close()


def test_a_description_made_plainer_is_saved_with_before_and_after(home, context, rest, house):
    tender = Tender(title="Snö", description=texts.STATUTE)
    house.tenders.save(tender)
    window = opened(home, context, rest, text=tender.description, tender=house.tenders.get(tender.id))
    window.box.setPlainText(texts.CHILDREN)
    rest(lambda: "→" in window.figure.text())
    window.save()
    rest(lambda: house.tenders.get(tender.id).description.startswith("Kajsa"))
    kept = house.tenders.get(tender.id).readability
    assert [one.label for one in kept] == ["description", "description"]
    assert kept[0].score > kept[1].score


def test_the_form_of_a_tender_keeps_the_figures_of_a_changed_description(qtbot, context, rest, house):
    tender = Tender(title="Snö", description=texts.STATUTE)
    house.tenders.save(tender)
    form = TenderForm(context, house.tenders.get(tender.id))
    qtbot.addWidget(form)
    form.description.set_value(texts.CHILDREN)
    form.submit()
    rest(lambda: house.tenders.get(tender.id).description.startswith("Kajsa"))
    assert len(house.tenders.get(tender.id).readability) == 2


def test_words_are_changed_dropped_and_brought_back_in_their_window(home, context, rest, house):
    window = WordsWindow(context, home)
    window.show()
    rest(lambda: len(window.words) > 250)
    window.search.setText("avrops")
    assert {line.title for line in window.list.lines} == {"avropsberättigad", "avropsordning"}
    window.list.step(1)
    window.drop()
    rest(lambda: "avropsberättigad" in window.dropped)
    house.plain_language.restore_word("avropsberättigad", "sv")
    window.begin()
    window.save()
    rest(lambda: window.fields[WORD].has_error)
    window.close()
