"""The page of coverage: a number opens its companies, becomes a view, and stands on a ground that leaves it readable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from outreach.domain.company import Company
from outreach.domain.coverage import BranchBy, Stage
from outreach.domain.event import Event
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.services.house import House
from outreach.ui.companies.page import CompaniesPage
from outreach.ui.coverage.model import heat
from outreach.ui.coverage.page import CoveragePage
from outreach.ui.events.page import EventsPage
from outreach.ui.lists.name_dialog import NameDialog
from outreach.ui.theme import DARK, LIGHT
from tests.ui.list_makers import make_house

ROOF = Tender(title="Nytt tak", cpv=("45260000",))
BREAKFAST = Event(
    title="Frukost", when=zoned(datetime(2099, 12, 1, 8), datetime(2099, 12, 1, 10)), tenders=(ROOF.id,), tags=("bygg",)
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = make_house(tmp_path)
    firms = [Company(name=f"Bygg {number} AB", sni=("43.210",), tags=("bygg",)) for number in range(3)]
    with made.database.work("Made") as work:
        work.add_many(
            Kind.COMPANY, [*firms, *(Company(name=f"Data {number} AB", sni=("62.010",)) for number in range(300))]
        )
        work.save(Kind.MEETING, Meeting(at=made.now(), company=firms[0].id))
        work.save(Kind.TENDER, ROOF)
        work.save(Kind.EVENT, BREAKFAST)
    yield made
    made.close()


@pytest.fixture
def page(context, qtbot) -> CoveragePage:
    made = CoveragePage(context)
    qtbot.addWidget(made)
    made.resize(1158, 718)
    made.show()
    made.enter()
    at_rest(qtbot, made)
    return made


def at_rest(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page.context.tasks.idle, timeout=20_000)


def numbers(page: CoveragePage, row: int) -> list[str]:
    return [str(page.model.index(row, column).data()) for column in range(page.model.columnCount())]


def test_arrows_go_from_number_to_number_and_enter_asks_for_the_companies(page: CoveragePage, qtbot) -> None:
    assert numbers(page, 1) == ["2", "1", "0", "0", "0", "0", "0", "3"]
    assert [page.model.headerData(row, Qt.Orientation.Vertical) for row in range(1, 3)] == [
        "F Construction",
        "J Information and communication",
    ]
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.about.text() == "F Construction, Never met: 2"
    with qtbot.waitSignal(page.context.wishes.show_list) as wished:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wished.args == [Kind.COMPANY, (("branch", "sni:F"), ("reached", "never"))]
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\n")
    # What is copied leaves the house: one company is not told, nor the number by which it could be had.
    assert copied[1].split("\t")[:3] == ["F Construction", "not told", "fewer than 5"]


def test_a_number_becomes_a_view_and_the_page_counts_anew_when_somebody_is_met(
    page: CoveragePage, house: House, qtbot
) -> None:
    page.table.setCurrentIndex(page.model.index(1, 0))
    page.view_button.click()
    dialog = page.findChild(NameDialog)
    assert dialog.line.text() == "F Construction – Never met"
    dialog.keep()
    at_rest(qtbot, page)
    view = house.views.named("F Construction – Never met")
    assert len(house.views.records_of(view)) == 2
    met = house.views.records_of(view)[0]
    page.context.write(lambda: log(house, met))
    at_rest(qtbot, page)
    assert numbers(page, 1)[:2] == ["1", "2"]
    assert len(house.views.records_of(view)) == 1


def log(house: House, company):
    with house.database.work("Talked") as work:
        work.save(Kind.MEETING, Meeting(at=house.now(), company=company))
    return work.changes


def test_reached_at_least_and_other_rows_are_a_choice_away(page: CoveragePage, qtbot) -> None:
    page.choices.cumulative.click()
    at_rest(qtbot, page)
    assert numbers(page, 1)[:3] == ["3", "1", "0"]
    assert "so far or further" in page.definitions.text()
    page.choices.by.setCurrentIndex(page.choices.by.findData(BranchBy.TAG))
    page.choices.by.activated.emit(0)
    at_rest(qtbot, page)
    assert page.model.headerData(2, Qt.Orientation.Vertical) == "No tag"
    assert page.model.stage(7) is None
    assert page.model.stage(0) is Stage.NEVER


def test_the_companies_page_takes_the_cell_and_says_it_in_words(context, qtbot) -> None:
    listed = CompaniesPage(context)
    qtbot.addWidget(listed)
    listed.show()
    listed.enter()
    at_rest(qtbot, listed)
    chips = [listed.filter_bar.chip(name) for name in ("branch", "reached")]
    assert not any(chip.isVisible() for chip in chips)
    listed.narrow_to((("branch", "sni:F"), ("reached", "never")))
    qtbot.waitUntil(lambda: context.tasks.idle and listed.model.rowCount() == 2, timeout=20_000)
    assert [chip.text() for chip in chips] == ["Branch: Construction", "Coverage: Never met"]
    listed.clear()
    qtbot.waitUntil(lambda: context.tasks.idle and listed.model.rowCount() == 303, timeout=20_000)
    assert not any(chip.isVisible() for chip in chips)


def test_a_coming_event_says_whom_we_have_never_met(context, qtbot) -> None:
    events = EventsPage(context)
    qtbot.addWidget(events)
    events.show()
    events.show_record(BREAKFAST.id)
    at_rest(qtbot, events)
    qtbot.waitUntil(lambda: context.tasks.idle and events.details.shown == BREAKFAST.id, timeout=20_000)
    buttons = {button.text(): button for button in events.details.findChildren(QPushButton)}
    assert "2 companies never met: #bygg" in buttons
    with qtbot.waitSignal(context.wishes.show_list) as wished:
        buttons["2 construction firms never met"].click()
    assert wished.args[1] == (("branch", "sni:F"), ("reached", "never"))


def test_the_number_is_readable_on_the_deepest_ground_of_both_themes(qapp, monkeypatch) -> None:
    for theme in (LIGHT, DARK):
        monkeypatch.setattr("outreach.ui.coverage.model.current_theme", lambda theme=theme: theme)
        assert contrast(theme.text, heat(1.0).name()) >= 4.5
        assert heat(0.5).lightness() != heat(1.0).lightness(), "grey tells them apart too"


def contrast(one: str, other: str) -> float:
    """Return WCAG's ratio of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_another_language_holds_at_once_even_while_another_page_is_shown(page, context, monkeypatch):
    page.hide()
    monkeypatch.setattr(page, "read", lambda: pytest.fail("a language counts nothing anew"))
    context.words.switch(Language("sv"))
    assert page.open_button.text() == "Visa 302 företag"
    assert page.counted.text().startswith("Alla företag")
    assert page.choices.since.currentText() == "Sedan början"
