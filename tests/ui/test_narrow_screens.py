"""The windows of tenders and handouts on an enlarging screen: nothing lies over anything, no button loses its words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QPushButton, QScrollArea

from outreach.domain.company import Company
from outreach.domain.handout import HandoutKind
from outreach.domain.tender import Tender
from outreach.language import Language
from outreach.ui.coverage.page import CoveragePage
from outreach.ui.effect.page import EffectPage
from outreach.ui.handouts.kind_list import KindList
from outreach.ui.handouts.page import HandoutsPage
from outreach.ui.help_dialogs import KeysDialog
from outreach.ui.pipeline.looks import TIME
from outreach.ui.pipeline.rules_window import RulesWindow
from outreach.ui.plain.words_window import WordsWindow
from outreach.ui.tenders.detail import TenderDetail
from outreach.ui.tenders.page import TendersPage
from outreach.ui.today.page import TodayPage
from outreach.ui.watching.window import WatchWindow
from outreach.ui.words import Words

#: What is left for a page of a screen of 1366 × 768 pixels enlarged by half, the side list taken off.
NARROW = QSize(703, 480)
WIDE = QSize(1150, 680)


def shown(qtbot, widget, size=NARROW):
    qtbot.addWidget(widget)
    widget.setMinimumSize(100, 100)  # the main window too takes no heed of what its page would like
    widget.resize(size)
    widget.show()
    return widget


def test_the_settings_of_a_handout_do_not_lie_over_its_preview(qtbot, context, settle):
    page = shown(qtbot, HandoutsPage(context))
    page.settings.choose_kind(HandoutKind.SIGN_IN)
    settle()
    settings, side = page.settings.geometry(), page.side.geometry()
    assert settings.right() < side.left()
    assert side.right() <= page.width()


def test_the_kinds_of_handouts_are_pictures_in_a_narrow_page_and_still_have_their_names(qtbot, context, settle):
    page = shown(qtbot, HandoutsPage(context))
    settle()
    kinds: KindList = page.settings.kind
    assert {kinds.item(row).text() for row in range(kinds.count())} == {""}
    assert all(kinds.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(kinds.count()))
    page.resize(WIDE)
    assert "Poster" in {kinds.item(row).text() for row in range(kinds.count())}


def test_the_buttons_above_the_tenders_keep_their_words_on_a_narrow_screen(qtbot, context, settle):
    context.words.switch(Language("sv"))
    page = shown(qtbot, TendersPage(context))
    settle()
    buttons = [one for one in page.findChildren(QPushButton) if one.parent() is page and one.isVisible()]
    assert page.import_button in buttons
    assert [one.text() for one in buttons if one.width() < one.sizeHint().width()] == []
    assert page.import_button.accessibleName() == page.import_button.toolTip() == "Importera annonser…"
    page.resize(WIDE)
    assert page.import_button.text() == "Importera annonser…"


def test_the_tools_of_the_time_line_keep_their_words_on_a_narrow_screen(qtbot, context, settle):
    page = shown(qtbot, TendersPage(context))
    page.choose_look(TIME)
    settle()
    view = page.pictures.current
    assert view is not None
    assert view.minimumSizeHint().width() <= NARROW.width()


def test_every_rule_shows_its_name_and_source_in_a_narrow_window(qtbot, context, settle):
    window = shown(qtbot, RulesWindow(context, None), QSize(760, 460))
    settle()
    header = window.table.horizontalHeader()
    assert header.length() <= window.table.viewport().width()
    assert min(header.sectionSize(column) for column in range(header.count())) >= 90
    assert window.line is not None
    assert window.note.text().startswith(window.line.rule.title)


def test_the_list_of_hard_words_is_no_taller_than_a_low_screen(qtbot, context, settle):
    window = shown(qtbot, WordsWindow(context, None))
    settle()
    assert window.minimumSizeHint().height() < 480


def test_watch_lists_open_once_and_go_with_their_page(qtbot, context, settle):
    page = shown(qtbot, TendersPage(context))
    page.watch_lists()
    page.watch_lists()
    settle()
    (window,) = [one for one in page.findChildren(WatchWindow) if one.isVisible()]
    assert window.parent() is page, "a window of its own would stay when the workspace is put away"
    window.close()


def test_the_list_of_keys_names_those_of_the_windows_of_tenders_and_handouts(window, qapp):
    dialog = KeysDialog(Words(Language("sv"), qapp), [], window)
    model = dialog.list.model()
    said = " ".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))
    for word in ("tavla", "tidslinje", "Vilka kan vilja veta", "Bevakningar", "Klarspråk", "förhandsvisning"):
        assert word in said
    dialog.deleteLater()


@pytest.mark.parametrize("made", [TodayPage, CoveragePage, EffectPage], ids=lambda made: made.name)
def test_nothing_of_a_page_with_numbers_or_lists_lies_outside_a_narrow_screen(qtbot, context, settle, made):
    context.house.companies.save(Company(name="Bergs Bygg AB", sni=("43.210",)))
    context.words.switch(Language("sv"))
    page = shown(qtbot, made(context))
    page.enter()
    settle()
    scroll = page.findChild(QScrollArea)
    assert scroll.widget().width() <= scroll.viewport().width()
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    assert buttons
    assert [one.text() for one in buttons if one.width() < one.sizeHint().width()] == []
    sides = [(one.text(), QRect(one.mapTo(page, QPoint(0, 0)), one.size())) for one in buttons]
    assert [text for text, place in sides if place.left() < 0 or place.right() > page.width()] == []
    if isinstance(page, CoveragePage):
        assert page.about.width() > NARROW.width() // 2, "what the cell says is not crushed beside its buttons"


def test_today_stands_in_two_columns_on_a_wide_screen_and_in_one_on_a_narrow(qtbot, context, settle):
    page = shown(qtbot, TodayPage(context))
    first, second = page.deed_cards[:2]
    assert second.mapTo(page, QPoint(0, 0)).y() > first.mapTo(page, QPoint(0, 0)).y()
    page.resize(WIDE)
    settle()
    assert second.mapTo(page, QPoint(0, 0)).y() == first.mapTo(page, QPoint(0, 0)).y()
    assert second.mapTo(page, QPoint(0, 0)).x() > first.mapTo(page, QPoint(0, 0)).x()


def test_the_pane_of_a_tender_has_five_buttons_and_the_rest_in_a_menu(qtbot, context, settle):
    tender = Tender(title="Målning")
    context.house.tenders.save(tender)
    page = shown(qtbot, TendersPage(context), WIDE)
    pane = page.findChild(TenderDetail)
    pane.show_record(tender.id)
    settle()
    buttons = [one for one in pane.findChildren(QPushButton) if one.isVisible() and not one.property("role")]
    more = [one for one in buttons if one.menu() is not None]
    assert (len(buttons), [one.text() for one in more]) == (6, ["More"])
    said = [one.text() for one in more[0].menu().actions()]
    assert said == ["Log of the dialogue…", "Who did not bid…", "Requirement card…"]
