"""Who may want to know, in the window: ticked by keys, kept as notified, and no row stands higher than its name says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.unit import UNIT_ID, Unit
from outreach.language import Language
from outreach.ui.matches.industries import IndustriesDialog
from outreach.ui.matches.model import Column
from outreach.ui.matches.window import MatchWindow
from tests.ui.hands import CTRL

TENDER = Tender(title="Snöröjning i tätorten", cpv=("90620000",), tags=("vinter",))


@pytest.fixture
def companies(house):
    made = {
        name: Company(name=name, **values)
        for name, values in {
            "Åkeri Berg AB": {"cpv": ("90620000",), "emails": (Email("info@berg.example"),)},
            "Gata AB": {"tags": ("vinter",), "municipality": "2061"},
            "Bergs Maskin": {},
            "Städ AB": {"cpv": ("90910000",)},
        }.items()
    }
    talk = Meeting(at=datetime(2026, 10, 5, 9, tzinfo=UTC), company=made["Bergs Maskin"].id, note="Har traktor för snöröjning")
    with house.database.work("Test") as work:
        work.save(Kind.TENDER, TENDER)
        unit = work.units.get(UNIT_ID) or Unit(id=UNIT_ID)
        work.save(Kind.UNIT, replace(unit, municipality="Älvbro kommun", email="upphandling@alvbro.example"))
        for company in made.values():
            work.save(Kind.COMPANY, company)
        work.save(Kind.MEETING, talk)
    return made


@pytest.fixture
def window(companies, context, qtbot, settle):
    made = MatchWindow(context, TENDER.id)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.open()
    settle()
    return made


def names(window):
    return [one.name for one in window.model.rows]


def test_companies_stand_by_name_with_their_reasons(window):
    assert names(window) == ["Bergs Maskin", "Gata AB", "Åkeri Berg AB"]
    why = [window.model.data(window.model.index(row, Column.WHY)) for row in range(3)]
    assert why[1] == "has the tag “vinter”"
    assert why[2].startswith("interested in 90620000")
    assert "Nobody is ranked" in window.public.text()


def test_keys_tick_and_keep_the_list_and_undo_takes_it_back(window, companies, house, settle):
    QTest.keyClick(window.table, Qt.Key.Key_Space)
    QTest.keyClick(window.table, Qt.Key.Key_Down)
    QTest.keyClick(window.table, Qt.Key.Key_Down)
    QTest.keyClick(window.table, Qt.Key.Key_Space)
    assert window.count.text().startswith("2 companies ticked")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    settle()
    (listed,) = house.matches.lists(TENDER.id)
    assert [one.name for one in listed.companies] == ["Bergs Maskin", "Åkeri Berg AB"]
    told = [window.model.data(window.model.index(row, Column.TOLD)) for row in range(3)]
    assert told == ["told already", "", "told already"]
    assert "2 companies" in window.told.text()
    assert not window.keep_button.isEnabled(), "nobody is told twice by a second press"
    house.history.undo()
    assert house.matches.lists(TENDER.id) == []


def test_ctrl_a_ticks_those_that_are_shown_and_a_hidden_tick_stays(window):
    QTest.keyClick(window.table, Qt.Key.Key_Space)
    QTest.keyClick(window.table, "/")
    assert window.search.hasFocus()
    QTest.keyClicks(window.search, "vinter")
    window._typed.stop()
    window._filter()
    assert names(window) == ["Gata AB"]
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    QTest.keyClick(window.table, Qt.Key.Key_A, CTRL)
    assert {one.name for one in window.model.all if one.company in window.model.ticked} == {"Bergs Maskin", "Gata AB"}
    QTest.keyClick(window.table, Qt.Key.Key_A, CTRL)
    assert len(window.model.ticked) == 1, "a second Ctrl+A takes the ticks of those that are shown away"


def test_drafts_are_written_into_the_folder_and_the_list_says_by_e_mail(window, house, tmp_path, settle):
    QTest.keyClick(window.table, Qt.Key.Key_A, CTRL)
    window._write_into(tmp_path)
    settle()
    settle()
    assert [file.suffix for file in tmp_path.iterdir() if file.suffix == ".eml"] == [".eml"]
    assert "Bergs Maskin" in window.status.text(), "who has no address is named"
    (listed,) = house.matches.lists(TENDER.id)
    assert listed.way == "e-mail"
    reached = {told.name for told in listed.companies}
    assert len(reached) == 1, "whom no draft reaches was not told"
    assert {one.name for one in window.model.all if one.company in window.model.ticked} == {*names(window)} - reached


def test_a_second_list_says_its_own_number(window, settle):
    for count in (2, 1):
        for row in range(count):
            window.model.tick([row], on=True)
        window.keep()
        settle()
        settle()
        assert str(count) in window.status.text()


def test_the_search_picks_nobody_by_where_they_have_their_seat(window):
    assert any(one.place for one in window.model.all)
    for one in window.model.all:
        if one.place:
            window.search.setText(one.place)
            window._filter()
            assert names(window) == []


def test_fewer_digits_find_more(window, settle):
    window.digits.setCurrentIndex(0)
    window._digits_chosen()
    settle()
    assert "Städ AB" in names(window)


def test_the_window_speaks_swedish_after_a_switch(window, context, settle):
    context.words.switch(Language("sv"))
    settle()
    settle()
    assert window.model.data(window.model.index(1, Column.WHY)) == "har etiketten ”vinter”"
    assert window.digits.itemText(1) == "Vanligt: samma grupp (3 siffror)"


def test_a_line_of_the_table_of_industries_is_kept_when_its_cell_is_left(window, house, context, settle):
    dialog = IndustriesDialog(context, window)
    dialog.open()
    settle()
    row = next(number for number, one in enumerate(dialog.links) if one.sni == "49")
    dialog.table.item(row, 2).setText("60, 9062")
    settle()
    assert {one.sni: one.cpv for one in house.matches.industries.table()}["49"] == ("60", "9062")
    dialog.table.setCurrentCell(row, 2)
    dialog.restore()
    settle()
    assert {one.sni: one.cpv for one in house.matches.industries.table()}["49"] == ("60", "63")
    dialog.table.item(row, 2).setText("x")
    settle()
    assert "CPV code" in dialog.status.text()
    dialog.accept()
