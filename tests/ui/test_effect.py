"""The effect page: it stands there at once, fills itself, is reached by Tab, and what is typed in shows in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from outreach.domain.benchmark import Measure
from outreach.domain.bid import LocalBy
from outreach.domain.effect_figures import Counts, figures_of
from outreach.language import Language
from outreach.ui.context import Context
from outreach.ui.effect.benchmarks_window import BenchmarksWindow
from outreach.ui.effect.page import COUNTING, EffectPage
from outreach.ui.effect.pieces import ReportTable
from outreach.ui.registry import PAGES, page_key
from tests.services.effect_world import plant
from tests.services.test_effect import SMEDJEBACKEN, smedjebacken

Settle = Callable[[], None]


def test_the_page_stands_there_before_it_has_counted_and_then_states_unit_and_small_number(
    context: Context, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    smedjebacken(context.house)
    page = EffectPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.enter()
    assert page.status.text() == COUNTING
    assert page.effect is None, "nothing was counted in the window's own thread"
    settle()
    fact = page.facts["bids_per_lot"]
    assert (fact.value.text(), fact.basis.text()) == ("2.71", f"n = {sum(map(len, SMEDJEBACKEN))} · bids per lot")
    assert "2 of 7" in page.facts["one_bid_share"].accessibleName()
    assert "Small numbers: 7 lots" in page.cautions.text()
    assert "2021: 2.71, n = 7" in page.charts[0].accessibleDescription()
    assert fact.focusPolicy() & Qt.FocusPolicy.TabFocus
    table = page.tables["figures"]
    assert "bids_per" not in table.as_text()
    page.save_to(tmp_path / "effect.pdf")
    settle()
    assert (tmp_path / "effect.pdf").read_bytes().startswith(b"%PDF")


def test_another_year_and_another_buyer_are_counted_anew(context: Context, qtbot: QtBot, settle: Settle) -> None:
    plant(context.house.database, 1, tenders=40)
    page = EffectPage(context)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    settle()
    before = page.facts["conversations"].value.text()
    page.year.setCurrentIndex(page.year.findData(2022))
    page.buyer.setCurrentIndex(page.buyer.findData("LUDVIKA KOMMUN"))
    settle()
    assert page.effect is not None
    assert (page.effect.year, page.effect.buyers) == (2022, ("LUDVIKA KOMMUN",))
    assert page.facts["conversations"].value.text() != before
    assert page.buyer.currentText() == "LUDVIKA KOMMUN", "what was chosen stays chosen"
    page.year.setFocus()
    reached = set()
    for _ in range(60):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        reached.add(page.focusWidget())
    assert {*page.facts.values(), *page.charts, page.pdf_button, page.workbook_button, page.benchmarks_button} <= reached


def test_an_empty_register_says_what_to_do(context: Context, qtbot: QtBot, settle: Settle) -> None:
    page = EffectPage(context)
    qtbot.addWidget(page)
    page.enter()
    settle()
    assert page.stack.currentIndex() == 1


def test_nui_is_typed_in_and_taken_out_again(context: Context, qtbot: QtBot, settle: Settle) -> None:
    page = EffectPage(context)
    qtbot.addWidget(page)
    window = BenchmarksWindow(context, page)
    settle()
    window.year.setValue(2025)
    window.value.setValue(63)
    window.n.setValue(12)
    window.source.setText("SKR")
    QTest.keyClick(window.source, Qt.Key.Key_Return)
    settle()
    (kept,) = context.house.benchmarks.list()
    assert (kept.measure, kept.year, kept.value, kept.n, kept.area) == (Measure.NUI, 2025, 6300, 12, "")
    assert "Our own municipality" in window.table.as_text()
    window.table.selectRow(0)
    window.remove()
    settle()
    assert context.house.benchmarks.list() == []
    window.reject()


def test_pages_after_the_ninth_have_no_digit() -> None:
    assert [page_key(number) for number in (1, 9, 10, 11)] == ["Ctrl+1", "Ctrl+9", "", ""]
    assert PAGES[-1].name == "effect"


def test_each_definition_is_there_to_its_last_word_in_whatever_width(
    context: Context, qtbot: QtBot, settle: Settle
) -> None:
    table = ReportTable(context, "Figures", wide=(0, 1), wraps=True)
    qtbot.addWidget(table)
    table.show()
    figures = figures_of(Counts(), LocalBy.SEAT)
    table.show_rows(("Figure", "Definition"), [(one.name, one.definition) for one in figures])
    for width in range(500, 900, 23):
        table.resize(width, 400)
        settle()
        # Eight pixels of padding and three of the style's own at each side, four above and below (`style_sheet.py`).
        room = QRect(0, 0, table.columnWidth(1) - 22, 10_000)
        for row, one in enumerate(figures):
            lines = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, one.definition)
            assert table.rowHeight(row) >= lines.height() + 8, (width, one.key)

def test_another_language_holds_at_once_and_nothing_is_counted_for_it(
    context: Context, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    smedjebacken(context.house)
    page = EffectPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.enter()
    settle()
    page.hide()

    def refuse(*_: object) -> None:
        raise AssertionError("a language counts nothing anew")

    monkeypatch.setattr(type(context.house.effect), "figures", refuse)
    drawn: list[str] = []
    pictures = context.house.effect.pictures
    monkeypatch.setattr(
        type(context.house.effect), "pictures", lambda _, *more: (drawn.append(more[1].code), pictures(*more))[1]
    )
    context.words.switch(Language("sv"))
    assert "2 av 7" in page.facts["one_bid_share"].accessibleName()
    assert page.tables["years"].horizontalHeaderItem(0).text() == "År"
    settle()
    assert drawn == [], "charts that nobody sees are not drawn"
    page.show()
    page.enter()
    settle()
    assert drawn == ["sv"]
    assert page.charts[0].accessibleName() == "Anbud per anbudsområde, medel"


def test_tables_show_all_words_and_all_rows(context: Context, qtbot: QtBot, settle: Settle) -> None:
    """A heading in many words goes on below, a long definition is not cut, and no bar lies over the last row."""
    smedjebacken(context.house)
    context.words.switch(Language("sv"))
    page = EffectPage(context)
    qtbot.addWidget(page)
    page.resize(1158, 700)
    page.show()
    page.enter()
    settle()
    for table in page.tables.values():
        if table.isVisible():
            assert table.horizontalHeader().length() <= table.viewport().width()
            assert table.viewport().height() >= sum(table.rowHeight(row) for row in range(table.rowCount()))
    figures = page.tables["figures"]
    metrics, room = figures.fontMetrics(), figures.columnWidth(5) - 24
    for row in range(figures.rowCount()):
        item = figures.item(row, 5)
        assert item is not None
        wanted = metrics.boundingRect(0, 0, room, 9999, Qt.TextFlag.TextWordWrap.value, item.text()).height()
        assert figures.rowHeight(row) >= wanted, item.text()
