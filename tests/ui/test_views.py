"""Views in the lists: choose, deviate, keep, share, copy, change many – as an officer does it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.event import Event
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.ui.checkin.choose_event import ChooseEvent
from outreach.ui.companies.page import CompaniesPage
from outreach.ui.events.page import EventsPage
from outreach.ui.lists.bulk_edit import BulkEdit
from outreach.ui.lists.long_work import LongWork
from outreach.ui.lists.name_dialog import NameDialog
from outreach.ui.lists.tag_popover import TagPopover
from outreach.ui.lists.views_menu import ViewsMenu
from outreach.ui.people.page import PeoplePage
from outreach.ui.tenders.page import TendersPage
from tests.ui import at_rest

FIRMS = [
    Company(name="Ahlbergs El", municipality="1280", tags=("el",)),
    Company(name="Bergs Bygg AB", municipality="2061", tags=("bygg",), emails=(Email("info@bergs.example"),)),
    Company(name="Ekens Åkeri", municipality="2080"),
    Company(name="Öbergs Bygg", municipality="2061", tags=("bygg",)),
]
FUTURE = datetime(2026, 12, 3, 9)
BYGG = SavedView(
    name="Byggfirmor",
    of=Kind.COMPANY,
    filters=(("tag", "bygg"),),
    sort="name",
    descending=True,
    columns=("name", "email"),
)


@pytest.fixture
def full(house):
    for firm in FIRMS:
        house.companies.save(firm)
    house.views.save(BYGG)
    return house


@pytest.fixture
def open_page(full, context, qtbot, settle):
    def make(kind=CompaniesPage):
        page = kind(context)
        qtbot.addWidget(page)
        page.resize(1158, 718)
        page.show()
        page.enter()
        settle()
        page.saved_views.read()
        settle()
        return page

    return make


@pytest.fixture
def page(open_page):
    return open_page()


def listed(page) -> list[str]:
    return [page.model.data(page.model.index(row, 0)) for row in range(page.model.rowCount())]


def choose(page, settle, letters: str) -> None:
    """Open the views, type, Enter."""
    page.open_views()
    menu = page.findChildren(ViewsMenu)[-1]
    settle()
    QTest.keyClicks(menu.search, letters)
    QTest.keyClick(menu.search, Qt.Key.Key_Return)
    settle()


def name_it(page, settle, name: str) -> NameDialog:
    dialog = next(one for one in page.findChildren(NameDialog) if one.isVisible())
    dialog.line.setText(name)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    settle()
    return dialog


def told(context, settle, call: Callable[[], object]) -> str:
    said: list[str] = []
    context.wishes.notify.connect(said.append)
    call()
    settle()
    context.wishes.notify.disconnect(said.append)
    return said[-1]


# Choosing ------------------------------------------------------------------------------------------------------------


def test_a_few_letters_and_enter_choose_a_view_with_its_filter_sorting_and_columns(page, settle):
    assert page.view_button.text() == "All"
    choose(page, settle, "bygg")
    assert listed(page) == ["Öbergs Bygg", "Bergs Bygg AB"]
    assert page.columns.shown() == ["name", "email"]
    assert (page.view_button.text(), page.count.text()) == ("Byggfirmor", "2 of 4 companies")
    assert page.context.house.companies.get(page.current_id()).name == "Öbergs Bygg"


def test_all_brings_back_the_columns_and_the_order_that_the_officer_had(page, settle):
    page.columns.show_column(page.model.column_named("phone"), True)
    before = page.columns.shown()
    choose(page, settle, "bygg")
    choose(page, settle, "all")
    assert (listed(page)[0], len(listed(page))) == ("Ahlbergs El", 4)
    assert (page.columns.shown(), page.view_button.text()) == (before, "All")


@pytest.mark.parametrize(
    "deviate",
    [
        lambda page: page.set_filter("municipality", ["2061"]),
        lambda page: page.search.setText("öbergs"),
        lambda page: page.columns.sort_by("municipality", False),
        lambda page: page.columns.show_column(page.model.column_named("phone"), True),
    ],
)
def test_a_star_says_that_the_list_shows_something_else_by_now(page, settle, qtbot, deviate):
    choose(page, settle, "bygg")
    deviate(page)
    qtbot.waitUntil(lambda: page.view_button.text() == "Byggfirmor *")
    settle()
    choose(page, settle, "byggf")
    assert page.view_button.text() == "Byggfirmor"


def test_the_order_in_which_filters_were_chosen_is_no_deviation(page, full, settle):
    page.set_filter("municipality", ["2061", "2080"])
    page.set_filter("tag", ["bygg"])
    settle()
    full.views.save(SavedView(name="Två", of=Kind.COMPANY, filters=tuple(reversed(page.filter_bar.chosen))))
    choose(page, settle, "tva")
    assert (page.view_button.text(), page.saved_views.deviates) == ("Två", False)


def test_suggestions_need_no_saving_and_stand_in_the_readers_language(page, settle, context):
    choose(page, settle, "never")
    assert (page.view_button.text(), len(listed(page))) == ("Never met", 4)
    context.words.switch(Language("sv"))
    settle()
    assert page.view_button.text() == "Aldrig träffade"
    page.open_views()
    settle()
    menu = page.findChildren(ViewsMenu)[-1]
    titles = [line.title for line in menu.list.lines]
    assert {"Alla", "Sparade vyer", "Byggfirmor", "Förslag", "Inte träffade på 12 månader", "Spara vyn som…"} <= set(
        titles
    )
    assert not any("Ta bort" in title for title in titles), "a suggestion cannot be deleted"
    menu.close()


@pytest.mark.parametrize("kind", [PeoplePage, EventsPage, TendersPage])
def test_every_list_has_views_and_every_suggestion_can_be_shown(open_page, settle, kind):
    page = open_page(kind)
    for view in page.saved_views.suggested:
        page.saved_views.choose(view)
        settle()
        assert (page.view_button.text(), page.saved_views.deviates) == (view.name, False)


def test_the_view_used_last_is_there_the_next_time_until_all_is_chosen(open_page, settle):
    choose(open_page(), settle, "bygg")
    again = open_page()
    assert (again.view_button.text(), listed(again)) == ("Byggfirmor", ["Öbergs Bygg", "Bergs Bygg AB"])
    choose(again, settle, "all")
    assert open_page().view_button.text() == "All"


def test_a_record_from_elsewhere_that_the_view_hides_is_shown_and_the_view_is_left(page, settle):
    choose(page, settle, "bygg")
    page.show_record(FIRMS[0].id)
    settle()
    assert (page.current_id(), page.view_button.text(), len(listed(page))) == (FIRMS[0].id, "All", 4)


# Keeping -------------------------------------------------------------------------------------------------------------


def test_what_is_shown_is_saved_under_a_name_and_a_taken_name_is_refused_at_the_field(page, full, settle):
    page.set_filter("municipality", ["2061"])
    page.search.setText("öbergs")
    settle()
    page.saved_views.save_as()
    dialog = name_it(page, settle, "byggfirmor")
    assert dialog.field.has_error
    name_it(page, settle, "I Smedjebacken")
    kept = full.views.named("i smedjebacken")
    assert (kept.text, kept.filters) == ("öbergs", (("municipality", "2061"),))
    assert (page.view_button.text(), page.saved_views.deviates) == ("I Smedjebacken", False)


def test_a_view_is_updated_renamed_and_deleted_and_undo_brings_it_back(page, full, settle):
    choose(page, settle, "bygg")
    page.set_filter("municipality", ["2061"])
    settle()
    choose(page, settle, "update")
    assert full.views.get(BYGG.id).filters == (("tag", "bygg"), ("municipality", "2061"))
    assert page.view_button.text() == "Byggfirmor"
    choose(page, settle, "rename")
    name_it(page, settle, "Bygg här")
    assert page.view_button.text() == "Bygg här"
    choose(page, settle, "delete")
    assert (page.view_button.text(), full.views.of(Kind.COMPANY)) == ("All", [])
    full.history.undo()
    assert full.views.named("bygg här").id == BYGG.id


def test_a_colleagues_change_of_the_view_is_followed_and_its_deletion_takes_the_name_alone(page, full, context, settle):
    choose(page, settle, "bygg")
    context.write(lambda: full.views.save(replace(full.views.get(BYGG.id), filters=(("tag", "el"),), name="Elfirmor")))
    settle()
    assert (page.view_button.text(), listed(page)) == ("Elfirmor", ["Ahlbergs El"])
    context.write(lambda: full.views.delete([BYGG.id]))
    settle()
    assert (page.view_button.text(), listed(page)) == ("All", ["Ahlbergs El"])


def test_undo_of_saving_a_view_leaves_what_is_shown(page, full, context, settle):
    page.set_filter("tag", ["bygg"])
    page.saved_views.save_as()
    name_it(page, settle, "Ny vy")
    context.tasks.run(full.history.undo, lambda done: context.changes.publish(done.changes, None))
    settle()
    assert (page.view_button.text(), len(listed(page))) == ("All", 2)


def test_the_month_has_no_views_and_alt_v_goes_to_the_list(open_page, settle):
    page = open_page(EventsPage)
    page.choose_view(1)
    settle()
    assert page.view_button.isHidden()
    choose(page, settle, "past")
    assert (page.shows_list, page.view_button.text(), page.view_button.isHidden()) == (True, "Past events", False)


def test_chosen_rows_are_put_in_a_list_by_hand_and_taken_out_of_it(page, full, settle):
    page.table.selectRow(0)
    put = next(one for one in page.commands() if one.name == "companies.put")
    put.run()
    settle()
    menu = page.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions()] == ["New list…"]
    menu.actions()[0].trigger()
    menu.close()
    name_it(page, settle, "Ring upp")
    assert page.view_button.text() == "All", "one goes on choosing"
    page.table.selectRow(2)
    page.saved_views.put_in(full.views.named("ring upp"), [FIRMS[2].id])
    settle()
    choose(page, settle, "ring")
    assert listed(page) == ["Ahlbergs El", "Ekens Åkeri"]
    assert page.filter_bar.said == "By hand: 2"
    out = next(one for one in page.commands() if one.name == "companies.take_out")
    page.table.selectRow(0)
    assert out.enabled()
    out.run()
    settle()
    assert (listed(page), page.view_button.text()) == (["Ekens Åkeri"], "Ring upp")
    full.history.undo()
    assert len(full.views.named("ring upp").picked) == 2


def test_a_filter_without_a_chip_stands_on_one_of_its_own_and_can_be_taken_off(open_page, settle, full):
    full.events.save(Event(title="Mässa", when=zoned(FUTURE, FUTURE)))
    view = SavedView(name="Efter jul", of=Kind.EVENT, filters=(("from", "2027-01-01T00:00:00+00:00"),))
    full.views.save(view)
    page = open_page(EventsPage)
    page.saved_views.choose(view)
    settle()
    assert (listed(page), page.filter_bar.said) == ([], "1 other filter")
    page.filter_bar._other_chip.click()
    settle()
    assert (len(listed(page)), page.view_button.text()) == (1, "Efter jul *")


# Handing over --------------------------------------------------------------------------------------------------------


def test_copy_puts_a_table_with_the_shown_columns_on_the_clipboard(page, context, settle):
    choose(page, settle, "bygg")
    assert told(context, settle, page.hand_over.copy_table) == "2 rows copied as a table"
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines() == ["Company\tE-mail", "Öbergs Bygg\t", "Bergs Bygg AB\tinfo@bergs.example"]
    assert "<th>Company</th><th>E-mail</th>" in data.html()


def test_control_c_copies_the_chosen_rows_alone_and_no_formula(page, full, context, settle):
    full.companies.save(Company(name="=1+1"))
    page.refresh()
    settle()
    page.table.selectRow(listed(page).index("=1+1"))
    assert told(context, settle, lambda: QTest.keyClick(page.table, "c", Qt.KeyboardModifier.ControlModifier)) == (
        "1 row copied as a table"
    )
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("'=1+1\t")


def test_addresses_go_to_the_clipboard_each_once_and_the_toast_counts_those_without(page, full, context, settle):
    full.companies.save(Company(name="Bergs dotter", emails=(Email("INFO@bergs.example"),)))
    page.refresh()
    settle()
    said = told(context, settle, page.hand_over.copy_addresses)
    assert said == "1 address copied, for the Bcc field · 3 have none"
    assert QGuiApplication.clipboard().text() == "info@bergs.example"
    page.table.selectRow(0)
    page.search.setText("ahlbergs")
    page.search.search_now()
    settle()
    assert told(context, settle, page.hand_over.copy_addresses) == "Nobody here has an e-mail address."


def test_a_printed_list_has_the_name_of_the_view_and_says_what_it_was_narrowed_to(page, context, settle, tmp_path):
    choose(page, settle, "bygg")
    assert (page.hand_over.heading(), page.hand_over.lead()) == ("Byggfirmor", "Tag: bygg")
    said = told(context, settle, lambda: page.hand_over.write_print(tmp_path / "bygg.pdf"))
    assert said == "Saved as bygg.pdf."
    assert (tmp_path / "bygg.pdf").read_bytes().startswith(b"%PDF-")


def test_export_offers_whole_records_the_shown_columns_and_paper(page, context, settle, tmp_path):
    choose(page, settle, "bygg")
    page.export()
    settle()
    dialog = page.findChildren(QFileDialog)[-1]
    offered = dialog.nameFilters()
    assert offered[:2] == ["XLSX (*.xlsx)", "CSV (*.csv)"]
    assert "CSV, only the columns shown (*.csv)" in offered
    assert "PDF, only the columns shown (*.pdf)" in offered
    dialog.selectNameFilter("CSV, only the columns shown (*.csv)")
    target = tmp_path / "bygg.csv"
    assert told(context, settle, lambda: dialog.fileSelected.emit(str(target))) == "2 records written to bygg.csv"
    assert target.read_text("utf-8-sig").splitlines()[0] == "Company;E-mail"
    dialog.reject()


def test_everybody_at_the_chosen_companies_is_put_on_a_guest_list(page, full, context, settle):
    for name, firm in (("Anna Berg", FIRMS[1]), ("Bo Ek", FIRMS[1]), ("Cilla Öberg", FIRMS[3])):
        full.people.save(Person(name=name, roles=(Role(firm.id),)))
    event = Event(title="Frukost", when=zoned(FUTURE, FUTURE))
    full.events.save(event)
    choose(page, settle, "bygg")
    page.table.selectAll()
    page.invite()
    settle()
    dialog = page.findChildren(ChooseEvent)[-1]
    assert dialog.windowTitle() == "Put 3 people on a guest list"
    QTest.keyClick(dialog.near, Qt.Key.Key_Return)
    settle()
    assert [line.name for line in full.guests.at_event(event.id).lines] == ["Anna Berg", "Bo Ek", "Cilla Öberg"]
    choose(page, settle, "all")
    page.table.selectRow(0)
    assert told(context, settle, page.invite) == "Nobody is known at the chosen companies yet."


# Many at once --------------------------------------------------------------------------------------------------------


def bulk(page, settle) -> BulkEdit:
    page.table.selectAll()
    next(one for one in page.commands() if one.keys == "Ctrl+Shift+E").run()
    settle()
    return next(one for one in page.findChildren(BulkEdit) if one.isVisible())


def reckoned(dialog, qtbot, settle) -> str:
    qtbot.waitUntil(lambda: not dialog._pause.isActive())
    settle()
    return dialog.told.text()


def test_one_field_of_all_chosen_is_changed_counted_before_and_taken_back_as_one(page, full, qtbot, settle):
    dialog = bulk(page, settle)
    assert not dialog.change_button.isEnabled(), "Enter must not empty a field that nobody has touched"
    dialog.editor.field.editor.setText("Smedjebacken")
    assert reckoned(dialog, qtbot, settle) == "2 will change."
    assert dialog.change_button.text() == "Change 2"
    dialog.change_button.click()
    settle()
    assert {full.companies.get(firm.id).municipality for firm in FIRMS} == {"2061"}
    assert full.history.next_undo().values == {"count": "2"}
    full.history.undo()
    assert [full.companies.get(firm.id).municipality for firm in FIRMS] == ["1280", "2061", "2080", "2061"]


def test_an_unknown_municipality_is_told_at_the_field_and_nothing_can_be_changed(page, qtbot, settle):
    dialog = bulk(page, settle)
    dialog.editor.field.editor.setText("Atlantis")
    assert reckoned(dialog, qtbot, settle) == ""
    assert dialog.editor.field.has_error
    assert not dialog.change_button.isEnabled()
    dialog.reject()


def test_size_cpv_and_source_have_editors_of_their_own(page, full, qtbot, settle):
    for number, change in (
        (1, lambda editor: editor.setCurrentIndex(2)),
        (2, lambda editor: editor.add("45000000")),
        (3, lambda editor: editor.setText("Mässan")),
    ):
        dialog = bulk(page, settle)
        dialog.fields.setCurrentIndex(number)
        change(dialog.editor.field.editor)
        assert reckoned(dialog, qtbot, settle) == "4 will change."
        dialog.apply()
        settle()
    firm = full.companies.get(FIRMS[0].id)
    assert (firm.cpv, firm.source, firm.size.value != "unknown") == (("45000000",), "Mässan", True)


@pytest.mark.parametrize(("kind", "number"), [(PeoplePage, 3), (TendersPage, 4)])
def test_people_and_tenders_have_fields_to_change(open_page, context, qtbot, kind, number):
    dialog = BulkEdit(context, open_page(kind).kind, [], None)
    qtbot.addWidget(dialog)
    assert dialog.fields.count() == number


def test_tagging_thousands_shows_a_bar_and_cancelling_it_leaves_all_untagged(full, open_page, context, qtbot, settle, monkeypatch):
    with full.database.work("Filled") as work:
        for number in range(1_500):
            work.save(Kind.COMPANY, Company(name=f"Firma {number}"))
    hold, tag = threading.Event(), full.companies.tag

    def slow(ids, add=(), remove=(), report=None):
        def step(done, total):
            report(done, total)
            if done:
                hold.wait(20)

        return tag(ids, add, remove, step)

    monkeypatch.setattr(full.companies, "tag", slow)
    page = open_page()
    page.table.selectAll()
    page.tag_selected()
    settle()
    popover = page.findChildren(TagPopover)[-1]
    popover.editor.line.setText("stor")
    QTest.keyClick(popover.editor.line, Qt.Key.Key_Return)
    popover.apply()
    bar = page.findChildren(LongWork)[-1]
    qtbot.waitUntil(lambda: bar.isVisible() and bar.bar.value() > 0, timeout=20_000)
    assert bar.bar.maximum() == 1_504
    def cancel():
        bar.cancel_button.click()
        hold.set()

    assert told(context, settle, cancel) == "Stopped; nothing was changed."
    assert "stor" not in full.companies.tags()


def test_keys_of_typing_stay_with_the_field(page, settle):
    """Ctrl+C in the search field copies what is marked there, not the table."""
    page.search.setText("bergs")
    page.search.selectAll()
    page.search.setFocus()
    QTest.keyClick(page.search, "c", Qt.KeyboardModifier.ControlModifier)
    settle()
    assert QGuiApplication.clipboard().text() == "bergs"
    assert isinstance(page.search, QLineEdit)


# In the window -------------------------------------------------------------------------------------------------------


def test_the_keys_of_views_and_of_change_many_work_in_the_window(window, qtbot):
    house = window.context.house
    for firm in FIRMS:
        house.companies.save(firm)
    window.show_page("companies")
    at_rest.come_to_rest(qtbot, window.parts.tasks)
    page = window.shell.page
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    at_rest.come_to_rest(qtbot, window.parts.tasks)
    menu = page.findChildren(ViewsMenu)[-1]
    QTest.keyClicks(menu.search, "never")
    QTest.keyClick(menu.search, Qt.Key.Key_Return)
    at_rest.come_to_rest(qtbot, window.parts.tasks)
    assert page.view_button.text() == "Never met"
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page.table, Qt.Key.Key_E, both)
    at_rest.come_to_rest(qtbot, window.parts.tasks)
    dialog = page.findChildren(BulkEdit)[-1]
    assert dialog.windowTitle() == "Change 4 records"
    dialog.reject()
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    at_rest.come_to_rest(qtbot, window.parts.tasks)
    assert window.toast.sentence == "4 rows copied as a table"
