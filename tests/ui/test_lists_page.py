"""The list page as an officer uses it, on the pages of companies and people."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QPushButton

from outreach.domain.company import Company
from outreach.domain.event import Event
from outreach.domain.listing import COLUMNS, Listing
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.services.house import House
from outreach.ui.companies.page import CompaniesPage
from outreach.ui.context import Context
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.lists.filter_bar import FilterPopover
from outreach.ui.lists.list_export import ExportDialog
from outreach.ui.lists.tag_popover import TagPopover
from tests.ui.list_makers import make_house, town


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = make_house(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(context: Context, house: House, qtbot) -> CompaniesPage:
    for name in ("Ahlbergs El", "Bergs Bygg AB", "Bergs Måleri AB", "Öbergs Snö", "Ekens Åkeri"):
        house.companies.save(Company(name=name, municipality="2061" if name.startswith("Bergs") else "1280"))
    return opened(qtbot, context)


def opened(qtbot, context: Context) -> CompaniesPage:
    page = CompaniesPage(context)
    qtbot.addWidget(page)
    page.resize(1158, 718)
    page.show()
    page.enter()
    settled(qtbot, page)
    return page


def settled(qtbot, page) -> None:
    """Wait until everything that was typed and pressed has been read and shown."""
    timers = [page.selection.moving, page.search._typing]
    qtbot.waitUntil(lambda: page.context.tasks.idle and not any(timer.isActive() for timer in timers), timeout=20_000)


def listed(page) -> list[str]:
    return [page.model.data(page.model.index(row, 0)) for row in range(page.model.rowCount())]


def shown(page) -> str:
    """Return the name in the detail pane."""
    identity = page.current_id()
    return page.context.house.companies.get(identity).name if identity else ""


def go_to(page, qtbot, name: str) -> None:
    page.table.selectRow(listed(page).index(name))
    settled(qtbot, page)


def select(page, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    page.table.clearSelection()
    for row in rows:
        page.table.selectionModel().select(page.model.index(row, 0), flags.Select | flags.Rows)


def test_the_list_opens_in_swedish_order_with_the_first_one_in_the_pane(page):
    assert listed(page) == ["Ahlbergs El", "Bergs Bygg AB", "Bergs Måleri AB", "Ekens Åkeri", "Öbergs Snö"]
    assert page.count.text() == "5 companies"
    assert shown(page) == "Ahlbergs El"


def test_typing_narrows_the_list_and_says_how_many_fit(page, qtbot):
    page.focus_search()
    qtbot.keyClicks(page.search, "bergs")
    settled(qtbot, page)
    assert listed(page) == ["Bergs Bygg AB", "Bergs Måleri AB"]
    assert page.count.text() == "2 of 5 companies"
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    settled(qtbot, page)
    assert page.count.text() == "5 companies"


def test_a_word_typed_in_one_go_is_one_search(page, qtbot):
    before = page.model.reads
    qtbot.keyClicks(page.search, "bergs")
    settled(qtbot, page)
    assert page.model.reads == before + 1


def test_arrow_keys_preview_the_next_record_and_enter_edits_it(page, qtbot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    settled(qtbot, page)
    assert shown(page) == "Bergs Bygg AB"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settled(qtbot, page)
    forms = page.findChildren(FormDialog)
    assert [form.name.text() for form in forms] == ["Bergs Bygg AB"]
    forms[0].reject()


def test_down_in_the_search_field_goes_into_the_list_and_slash_goes_back(page, qtbot):
    page.window().activateWindow()
    page.focus_search()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_Slash)
    qtbot.waitUntil(page.search.hasFocus)


def test_the_chosen_record_stays_chosen_when_a_rename_moves_it(page, qtbot, context):
    go_to(page, qtbot, "Bergs Bygg AB")
    identity = page.current_id()
    house = context.house
    from dataclasses import replace

    renamed = replace(house.companies.get(identity), name="Östra Bygg AB")
    context.write(lambda: house.companies.save(renamed))
    settled(qtbot, page)
    assert listed(page)[-1] == "Östra Bygg AB"
    assert page.current_id() == identity
    assert page.table.currentIndex().row() == 4
    assert page.selected_keys() == [house.companies.key_of(identity)]


def test_deleting_shows_the_next_one_and_undo_brings_the_record_back(page, qtbot, context):
    go_to(page, qtbot, "Bergs Bygg AB")
    page.delete_selected()
    settled(qtbot, page)
    assert listed(page) == ["Ahlbergs El", "Bergs Måleri AB", "Ekens Åkeri", "Öbergs Snö"]
    assert shown(page) == "Bergs Måleri AB"
    context.write(lambda: context.house.history.undo().changes)
    settled(qtbot, page)
    assert "Bergs Bygg AB" in listed(page)
    assert shown(page) == "Bergs Måleri AB"


def test_the_last_one_deleted_leaves_the_empty_state_with_the_button_to_begin(page, qtbot):
    page.table.selectAll()
    page.delete_selected()
    settled(qtbot, page)
    empty = page.frame._main.currentWidget()
    texts = [button.text() for button in empty.findChildren(QPushButton)]
    assert texts == ["New company", "Import from a file…"]
    assert page.current_id() is None
    assert page.count.text() == ""


def test_tags_for_many_are_one_action_with_one_undo(page, qtbot, context):
    house = context.house
    first = house.companies.ids(Listing(Kind.COMPANY))[0]
    house.companies.tag([first], add=["old"])
    select(page, 0, 1, 2)
    page.tag_selected()
    settled(qtbot, page)
    popover = page.findChildren(TagPopover)[0]
    qtbot.keyClicks(popover.editor.line, "#Plogning")
    qtbot.keyClick(popover.editor.line, Qt.Key.Key_Return)
    old = next(button for button in popover._held.findChildren(QPushButton) if button.text().startswith("old"))
    old.click()
    popover.apply()
    settled(qtbot, page)
    tags = [company.tags for company in house.companies.listed(Listing(Kind.COMPANY))]
    assert tags == [("plogning",), ("plogning",), ("plogning",), (), ()]
    assert len(page.selected_keys()) == 3, "the three stay selected"
    assert house.history.next_undo().values == {"count": "3"}
    house.history.undo()
    tags = [company.tags for company in house.companies.listed(Listing(Kind.COMPANY))]
    assert tags == [("old",), (), (), (), ()]


def test_a_filter_narrows_and_says_what_was_chosen(page, qtbot):
    page.set_filter("municipality", ["2061"])
    settled(qtbot, page)
    assert listed(page) == ["Bergs Bygg AB", "Bergs Måleri AB"]
    assert page.filter_bar.chip("municipality").text() == "Municipality: Smedjebacken"
    page.filter_bar.clear()
    settled(qtbot, page)
    assert page.count.text() == "5 companies"


def test_the_options_of_a_filter_are_chosen_with_the_keyboard(page, qtbot):
    chip = page.filter_bar.chip("municipality")
    chip.click()
    settled(qtbot, page)
    popover = chip.findChildren(FilterPopover)[0]
    qtbot.keyClicks(popover.search, "malm")
    qtbot.waitUntil(lambda: not popover._typed.isActive() and page.context.tasks.idle)
    popover.list.setFocus()
    popover.list.setCurrentRow(0)
    qtbot.keyClick(popover.list, Qt.Key.Key_Space)
    settled(qtbot, page)
    assert listed(page) == ["Ahlbergs El", "Ekens Åkeri", "Öbergs Snö"]
    popover.close()


def test_nothing_fits_offers_to_clear_and_clearing_shows_everything(page, qtbot):
    page.search.setText("zebra")
    page.set_filter("municipality", ["2061"])
    settled(qtbot, page)
    nothing = page.frame._left.currentWidget()
    button = nothing.findChildren(QPushButton)[0]
    assert button.text() == "Clear search and filters"
    assert not page.details.isVisible()
    button.click()
    settled(qtbot, page)
    assert page.count.text() == "5 companies"
    assert page.search.text() == ""
    assert page.details.isVisible()


def test_met_never_and_met_at_an_event_tell_the_companies_apart(page, qtbot, context):
    house = context.house
    gala = Event(title="Business gala", when=zoned(datetime(2026, 10, 11, 18), datetime(2026, 10, 11, 22)))
    house.events.save(gala)
    met = house.companies.ids(Listing(Kind.COMPANY, text="ekens"))[0]
    house.meetings.save(Meeting(at=datetime(2026, 10, 11, 17, tzinfo=UTC), company=met, event=gala.id))
    page.set_filter("met", ["never"])
    settled(qtbot, page)
    assert "Ekens Åkeri" not in listed(page)
    assert len(listed(page)) == 4
    page.filter_bar.clear()
    page.set_filter("event", [str(gala.id)])
    settled(qtbot, page)
    assert listed(page) == ["Ekens Åkeri"]
    assert page.filter_bar.chip("event").text() == "Met at: Business gala"


def test_a_record_from_elsewhere_is_shown_although_a_filter_hides_it(page, qtbot, context):
    page.set_filter("municipality", ["2061"])
    settled(qtbot, page)
    hidden = context.house.companies.ids(Listing(Kind.COMPANY, text="öbergs"))[0]
    page.show_record(hidden)
    settled(qtbot, page)
    assert shown(page) == "Öbergs Snö"
    assert page.filter_bar.chosen == ()
    assert page.table.currentIndex().row() == 4


def test_sorting_columns_and_their_order_are_remembered(page, qtbot, context):
    created = page.model.column_named("created")
    page.columns.show_column(created, True)
    page.columns.show_column(page.model.column_named("tags"), False)
    page.table.horizontalHeader().moveSection(1, 2)
    page.columns.sort_by("name", True)
    settled(qtbot, page)
    assert listed(page)[0] == "Öbergs Snö"
    again = opened(qtbot, context)
    assert again.columns.shown()[:3] == ["name", "industry", "municipality"]
    assert "tags" not in again.columns.shown()
    assert "created" in again.columns.shown()
    assert listed(again)[0] == "Öbergs Snö"
    again.columns.reset()
    assert again.columns.shown() == [column.name for column in COLUMNS[Kind.COMPANY] if column.shown]


def test_a_click_on_the_head_of_a_column_sorts_and_a_second_one_turns_the_order(page, qtbot):
    header = page.table.horizontalHeader()
    header.sectionClicked.emit(page.model.column_named("municipality"))
    settled(qtbot, page)
    assert (page.model.listing.sort, page.model.listing.descending) == ("municipality", False)
    header.sectionClicked.emit(page.model.column_named("municipality"))
    settled(qtbot, page)
    assert page.model.listing.descending
    header.sectionClicked.emit(page.model.column_named("tags"))
    settled(qtbot, page)
    assert page.model.listing.sort == "municipality", "a list cannot be ordered by tags; the arrow stays where it was"
    assert header.sortIndicatorSection() == page.model.column_named("municipality")


def test_columns_are_as_wide_as_the_window_until_a_width_is_set_by_hand(page, qtbot, context):
    header = page.table.horizontalHeader()
    wide = header.sectionSize(0)
    page.resize(2200, 718)
    assert header.length() == header.viewport().width()
    assert header.sectionSize(0) > wide
    header.resizeSection(0, 300)
    page.resize(1158, 718)
    assert header.sectionSize(0) == 300
    again = opened(qtbot, context)
    assert again.table.horizontalHeader().sectionSize(0) == 300


def test_the_selection_is_exported_and_the_officer_is_told_how_many(page, qtbot, context, tmp_path):
    select(page, 1, 2)
    ids = []
    page.with_selection(ids.extend)
    settled(qtbot, page)
    target = tmp_path / "two.json"
    with qtbot.waitSignal(context.wishes.notify) as told:
        ExportDialog(context, Kind.COMPANY, page, ids).write(target)
    assert told.args == ["2 records written to two.json"]
    text = target.read_text("utf-8")
    assert "Bergs Måleri AB" in text
    assert "Ahlbergs El" not in text
    with qtbot.waitSignal(context.wishes.notify) as told:
        ExportDialog(context, Kind.COMPANY, page, None, Listing(Kind.COMPANY, text="öbergs")).write(
            tmp_path / "one.json"
        )
    assert told.args == ["1 record written to one.json"]


def test_a_page_that_was_hidden_while_something_was_written_reads_again_when_it_is_entered(page, qtbot, context):
    page.hide()
    before = page.model.reads
    house = context.house
    context.write(lambda: house.companies.save(Company(name="Aa först")))
    settled(qtbot, page)
    assert page.model.reads == before
    page.show()
    page.enter()
    settled(qtbot, page)
    assert listed(page)[0] == "Aa först"
    assert shown(page) == "Ahlbergs El"


def test_scroll_position_and_selection_survive_somebody_elses_write(context, qtbot):
    town(context.house, 120)
    page = opened(qtbot, context)
    select(page, 40, 41, 60)
    page.table.verticalScrollBar().setValue(30 * 36)
    keys = page.selected_keys()
    house = context.house
    context.write(lambda: house.companies.save(Company(name="Öst på slutet")))
    settled(qtbot, page)
    assert page.selected_keys() == keys
    assert page.table.verticalScrollBar().value() == 30 * 36
    assert page.count.text() == "121 companies · 3 selected"


def test_every_visible_text_follows_the_language(page, qtbot, context):
    context.words.switch(Language("sv"))
    settled(qtbot, page)
    say = Language("sv").say
    assert page.search.placeholderText() == say("Search companies")
    assert page.filter_bar.chip("tag").text() == say("Tag")
    assert page.count.text() == Language("sv").count(page.all_forms, 5)
    assert page.table.accessibleName() == say("Companies")


def test_every_command_has_its_own_name_and_key(page):
    commands = page.commands()
    assert len({command.name for command in commands}) == len(commands)
    keys = [command.keys for command in commands if command.keys]
    assert len(set(keys)) == len(keys)
    assert all(command.icon for command in commands)
