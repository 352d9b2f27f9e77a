"""The page of the network: its tabs by keys, cards and their comparison, the calendar, and packages out and in."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.network_package import Item, Package, Sort
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.tender import Stage, Tender
from outreach.formats.package_file import write_package
from outreach.ui.network.card_form import CardForm
from outreach.ui.network.card_window import card_of_tender
from outreach.ui.network.compare_window import CompareWindow
from outreach.ui.network.export_window import ExportWindow
from outreach.ui.network.import_window import PackageWindow
from outreach.ui.network.page import TABS, NetworkPage
from outreach.ui.network.text_use import TakeText, UseForTender
from outreach.ui.tenders.detail import TenderDetail
from outreach.ui.tenders.page import TendersPage
from tests.ui.at_rest import come_to_rest

SNOW = RequirementCard(title="Snö", buyer="Älvbro kommun", cpv=("90620000",), requirements=(Requirement(text="Ute inom 4 timmar"),))
CALENDAR = next(number for number, (_, place) in enumerate(TABS) if place.endswith(":NeighbourView"))
PLOW = RequirementCard(
    title="Plogning", buyer="Sjöviks kommun", cpv=("90620000",), credit="Sjöviks kommun",
    requirements=(Requirement(text="Ute inom 6 timmar", why="Små vägar"),),
)  # fmt: skip


@pytest.fixture
def page(context, house, qtbot, settle):
    house.requirement_cards.save(SNOW)
    house.requirement_cards.save(PLOW)
    house.neighbours.save(NeighbourTender(title="Måleri", buyer="Sjöviks kommun", cpv=("45442110",), expected=date(2027, 1, 13)))
    house.flyer_texts.save(FlyerText(title="Plogning i byarna", text="Kom och ploga din by."))
    made = NetworkPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.enter()
    settle()
    return made


def _said(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_keys_go_round_the_tabs_and_search_results_open_in_theirs(page, house, qtbot, settle):
    tabs = [page.tabs.tabText(number) for number in range(page.tabs.count())]
    assert tabs == ["Requirement cards", "Questions to colleagues", "Neighbours' calendar", "Flyer texts"]
    for title in tabs[1:3]:
        qtbot.keyClick(page.view.list, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert page.tabs.tabText(page.tabs.currentIndex()) == title
    assert "Måleri" in [line.title for line in page.view.list.lines]
    page.step(-3)
    settle()
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Flyer texts"
    page.show_record(PLOW.id)
    settle()
    assert page.tabs.currentIndex() == 0
    assert page.current_id() == PLOW.id
    assert "Why: Små vägar" in _said(page)
    page.view.search.setText("finns inte")
    settle()
    assert [line.title for line in page.view.list.lines] == ["Nothing fits."]


def test_a_card_is_written_edited_and_compared_without_a_mouse(page, house, qtbot, settle):
    page.view.new_record()
    form = page.window().findChild(CardForm)
    form.submit()
    settle()
    assert form.isVisible(), "a card without a title is refused"
    form.name.setText("Städ")
    form.requirements.lines[0].what.setText("INSTA 800")
    form.bids.setValue(0)
    form.submit()
    settle()
    kept = house.requirement_cards.named("städ")
    assert ([one.text for one in kept.requirements], kept.bids, kept.appealed) == (["INSTA 800"], 0, None)
    page.show_record(SNOW.id)
    settle()
    page.view.compare()
    settle()
    window = page.window().findChild(CompareWindow)
    assert window.right.currentData() == PLOW.id
    said = _said(window)
    assert "<u>‹4›</u>" in said
    assert "≠ Differs" in said
    assert "1 requirement differs" in said
    window.right.setCurrentIndex(window.left.currentIndex())
    settle()
    assert not window.print_button.isEnabled()
    window.reject()


def test_a_tender_gives_a_card_and_shows_the_one_it_has(page, context, house, qtbot, settle):
    tender = Tender(title="Snöröjning", cpv=("90620000",))
    house.tenders.save(tender)
    opened = []
    context.wishes.open_record.connect(lambda kind, one: opened.append((kind, one)))
    card_of_tender(context, tender.id, page)
    settle()
    form = page.findChild(CardForm)
    assert form.name.text() == "Snöröjning"
    form.submit()
    settle()
    made = house.requirement_cards.of_tender(tender.id)
    card_of_tender(context, tender.id, page)
    settle()
    assert opened == [(Kind.REQUIREMENT_CARD, made.id)] * 2


def test_the_same_branch_in_one_week_is_told_in_the_calendar_and_at_our_own_tender(page, context, house, qtbot, settle):
    tender = Tender(title="Målning", cpv=("45442100",), stage=Stage.PLANNED, expected_publication=date(2027, 1, 11))
    house.tenders.save(tender)
    page.tabs.setCurrentIndex(CALENDAR)
    settle()
    notes = {line.title: line.note for line in page.view.list.lines if not line.heading}
    assert notes == {"Målning": "⚠ same branch", "Måleri": "⚠ same branch"}
    assert "Sjöviks kommun (Måleri) plan the same branch in week 2" in _said(page)
    tenders = TendersPage(context)
    qtbot.addWidget(tenders)
    tenders.show()
    pane = tenders.findChild(TenderDetail)
    pane.show_record(tender.id)
    settle()
    assert "In the same week" in _said(pane)


def test_a_package_shows_what_is_in_it_and_names_stay_at_home(page, context, house, qtbot, settle, tmp_path):
    house.people.save(Person(name="Anna Berg"))
    house.flyer_texts.save(FlyerText(title="Med namn", text="Ring Anna Berg om snön."))
    page.make_package()
    settle()
    window = page.findChild(ExportWindow)
    titles = {one.item.title: one for one in window.items.lines.values()}
    assert (titles["Med namn"].may, titles["Snö"].ticked, titles["Plogning"].ticked) == (False, True, False)
    assert "stays at home" in titles["Med namn"].note
    window.items._choose(titles["Med namn"].name)
    assert "A person's name: Anna Berg" in _said(window)
    window.take_out.setChecked(True)
    assert "Ring … om snön." in _said(window)
    window.write(tmp_path / "out.zip")
    settle()
    looked = house.packages.open(tmp_path / "out.zip")
    assert {one.item.title for one in looked.arrivals} == {"Snö", "Med namn", "Plogning i byarna"}
    assert "Anna" not in str([one.item.data for one in looked.arrivals])


def test_a_package_that_is_dropped_on_the_window_is_looked_through_and_taken_in(window, qtbot, tmp_path):
    text = Item(Sort.FLYERS, "k", {"title": "Mat från gården", "text": "Vi köper potatis.", "language": "sv"})
    file = tmp_path / "paket.zip"
    file.write_bytes(write_package(Package("Sjöviks kommun", date(2026, 11, 20), (text,)), {}))
    window._dropped([file])
    come_to_rest(qtbot, window.parts.tasks)
    shown = next(one for one in window.findChildren(PackageWindow) if one.isVisible())
    assert "Package from Sjöviks kommun" in _said(shown)
    assert [line.note for line in shown.items.lines.values()] == ["New"]
    shown.take()
    come_to_rest(qtbot, window.parts.tasks)
    assert [one.credit for one in window.context.house.flyer_texts.all()] == ["Sjöviks kommun"]
    window.desk.undo()
    come_to_rest(qtbot, window.parts.tasks)
    assert window.context.house.flyer_texts.all() == []


def test_the_words_of_a_flyer_are_used_again(page, context, house, qtbot, settle):
    tender = Tender(title="Snöröjning", description="Förr")
    house.tenders.save(tender)
    text = house.flyer_texts.all()[0]
    using = UseForTender(context, text, page)
    using.open()
    assert not using.take_button.isEnabled()
    using.tender.set_value(tender.id, tender.title)
    using.take()
    settle()
    assert house.tenders.get(tender.id).description == text.text
    taken = []
    choosing = TakeText(context, page, taken.append)
    choosing.open()
    settle()
    choosing.take()
    assert taken == [text.text]
