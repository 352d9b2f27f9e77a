"""The window with the pairs: found step by step, merged or told apart by one key, and back again by another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.likeness import Band
from outreach.domain.listing import Listing
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.ui.context import Context
from outreach.ui.doubles.button import WaitingDoubles
from outreach.ui.doubles.desk import DoublesDesk
from outreach.ui.doubles.window import NONE, PAIRS, SEARCHING, UNKNOWN, DoublesWindow
from outreach.ui.main_window import MainWindow
from tests.ui.at_rest import come_to_rest
from tests.ui.conftest import Settle

TWICE = (("Anna Berg", "Anna Bergh"), ("Bo Eek", "Bo Ek"), ("Cia Dahl", "Cia Dal"))


@pytest.fixture
def known(context: Context) -> None:
    """Three people twice, each with a mobile; and a company twice."""
    for number, names in enumerate(TWICE):
        for name in names:
            phone, notes = Phone(f"+4670174060{number}"), f"Om {name}."
            context.house.people.save(Person(name=name, phones=(phone,), notes=notes, source=name))
    for name in ("Bergs Bygg AB", "Bergs Bygg Aktiebolag"):
        context.house.companies.save(Company(name=name, emails=(Email("info@bergs.example"),)))


@pytest.fixture
def doubles(known: None, context: Context, settle: Settle, qtbot: QtBot) -> Iterator[DoublesWindow]:
    desk = DoublesDesk(context)
    window = DoublesWindow(context, desk)
    qtbot.addWidget(window)
    window.open(Kind.PERSON)
    qtbot.waitUntil(lambda: desk.searching is None)
    settle()
    yield window
    desk.cancel()


def titles(window: DoublesWindow) -> list[tuple[str, str]]:
    return [line.data.titles for line in window.pairs.lines]


def press(qtbot: QtBot, window: DoublesWindow, settle: Settle, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(window.pairs, key)
    settle()


def count(window: DoublesWindow) -> int:
    return window._context.house.people.count()


def test_pairs_are_found_and_the_first_one_stands_side_by_side(doubles: DoublesWindow) -> None:
    assert titles(doubles) == list(TWICE)
    assert doubles.stack.currentIndex() == PAIRS
    found = doubles.compare.found
    assert found is not None
    assert (found.one.name, found.other.name) == TWICE[0]
    texts = {label.text() for label in doubles.compare.findChildren(QLabel)}
    assert {"Is kept", "Goes into it", "070-174 06 00", "Om Anna Berg.", "Om Anna Bergh."} <= texts


@pytest.mark.parametrize("key", [Qt.Key.Key_M, Qt.Key.Key_Return])
def test_one_key_merges_and_the_next_pair_is_there(
    doubles: DoublesWindow, qtbot: QtBot, settle: Settle, key: Qt.Key
) -> None:
    qtbot.keyClick(doubles.pairs, key)
    assert titles(doubles) == list(TWICE[1:])  # at once, before the worker has answered
    settle()
    assert count(doubles) == 5
    assert doubles.compare.found is not None
    assert doubles.compare.found.one.name == "Bo Eek"
    assert doubles.status.text() == "Merged Anna Berg"


def test_chosen_values_stand_and_the_others_go_into_the_notes(
    doubles: DoublesWindow, qtbot: QtBot, settle: Settle
) -> None:
    doubles.compare.choose("name", "other")
    press(qtbot, doubles, settle, Qt.Key.Key_M)
    (whole,) = (one for one in doubles._context.house.people.listed(Listing(Kind.PERSON, text="anna")))
    assert whole.name == "Anna Bergh"
    assert {"Om Anna Berg.", "Om Anna Bergh.", "Anna Berg"} <= set(whole.notes.split("\n"))


def test_the_letters_work_from_a_value_that_is_being_chosen(
    doubles: DoublesWindow, qtbot: QtBot, settle: Settle
) -> None:
    button = doubles.compare.findChildren(QRadioButton)[1]
    button.click()
    qtbot.keyClick(button, Qt.Key.Key_M)
    settle()
    assert titles(doubles) == list(TWICE[1:])


def test_the_other_one_can_be_kept(doubles: DoublesWindow, qtbot: QtBot, settle: Settle) -> None:
    press(qtbot, doubles, settle, Qt.Key.Key_X)
    assert doubles.compare.found is not None
    kept = doubles.compare.found.one
    assert kept.name == "Anna Bergh"
    press(qtbot, doubles, settle, Qt.Key.Key_M)
    assert doubles._context.house.people.get(kept.id).name == "Anna Bergh"


def test_undo_brings_the_pair_back(doubles: DoublesWindow, qtbot: QtBot, settle: Settle) -> None:
    press(qtbot, doubles, settle, Qt.Key.Key_M, Qt.Key.Key_N)
    assert titles(doubles) == [TWICE[2]]
    doubles.take_back()
    settle()
    assert titles(doubles) == list(TWICE[1:])
    doubles.take_back()
    settle()
    assert titles(doubles) == list(TWICE)
    assert count(doubles) == 6
    doubles.take_back()
    assert "Nothing was done here yet" in doubles.status.text()


def test_an_undo_after_an_edit_says_what_it_kept(doubles: DoublesWindow, qtbot: QtBot, settle: Settle) -> None:
    press(qtbot, doubles, settle, Qt.Key.Key_M)
    house = doubles._context.house
    (whole,) = house.people.listed(Listing(Kind.PERSON, text="anna"))
    house.people.save(replace(whole, notes="Nytt."))
    doubles.take_back()
    settle()
    assert "1 record was kept because it was edited since." in doubles.status.text()


def test_not_the_same_is_remembered_by_the_next_search(doubles: DoublesWindow, qtbot: QtBot, settle: Settle) -> None:
    press(qtbot, doubles, settle, Qt.Key.Key_N)
    doubles.search_again()
    qtbot.waitUntil(lambda: doubles._desk.searching is None)
    assert titles(doubles) == list(TWICE[1:])


def test_a_skipped_pair_comes_back_with_the_next_search(doubles: DoublesWindow, qtbot: QtBot, settle: Settle) -> None:
    press(qtbot, doubles, settle, Qt.Key.Key_S)
    assert titles(doubles) == list(TWICE[1:])
    doubles.search_again()
    qtbot.waitUntil(lambda: doubles._desk.searching is None)
    assert titles(doubles) == list(TWICE)


def test_ticked_pairs_are_merged_together_as_one_action(doubles: DoublesWindow, qtbot: QtBot, settle: Settle) -> None:
    press(qtbot, doubles, settle, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert doubles.merge_button.text() == "Merge 2 pairs (M)"
    press(qtbot, doubles, settle, Qt.Key.Key_M)
    assert titles(doubles) == [TWICE[2]]
    assert count(doubles) == 4
    doubles.take_back()
    settle()
    assert count(doubles) == 6


def test_all_sure_ones_are_ticked_at_once_and_no_others(doubles: DoublesWindow, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(doubles.pairs, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert doubles.merge_button.text() == "Merge 3 pairs (M)"
    qtbot.keyClick(doubles.pairs, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert doubles.merge_button.text() == "Merge (M)"
    doubles.show_band(Band.LIKELY)
    qtbot.keyClick(doubles.pairs, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "one by one" in doubles.status.text()


def test_the_list_follows_what_is_written_elsewhere(doubles: DoublesWindow, settle: Settle) -> None:
    house = doubles._context.house
    first = doubles.pairs.current_pair()
    assert first is not None
    doubles._context.write(lambda: house.people.delete([first.other]))
    settle()
    assert titles(doubles) == list(TWICE[1:])


def test_when_all_is_done_the_window_says_so(doubles: DoublesWindow, qtbot: QtBot, settle: Settle) -> None:
    for _ in TWICE:
        press(qtbot, doubles, settle, Qt.Key.Key_M)
    assert doubles.stack.currentIndex() == NONE
    assert doubles.compare.found is None
    assert not doubles.merge_button.isEnabled()


def test_nothing_is_merged_that_does_not_stand_side_by_side_yet(
    doubles: DoublesWindow, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, doubles, settle, Qt.Key.Key_M, Qt.Key.Key_M)
    assert count(doubles) == 5


def test_companies_stand_behind_their_own_button(doubles: DoublesWindow, qtbot: QtBot, settle: Settle) -> None:
    doubles.show_kind(Kind.COMPANY)
    qtbot.waitUntil(lambda: doubles._desk.searching is None)
    settle()
    assert titles(doubles) == [("Bergs Bygg AB", "Bergs Bygg Aktiebolag")]


def test_a_search_can_be_cancelled_and_begun_again(known: None, context: Context, settle: Settle, qtbot: QtBot) -> None:
    desk = DoublesDesk(context)
    window = DoublesWindow(context, desk)
    qtbot.addWidget(window)
    window.open(Kind.PERSON)
    assert window.stack.currentIndex() == SEARCHING
    window.searching.cancel_button.click()
    settle()
    assert window.stack.currentIndex() == UNKNOWN
    assert desk.pairs(Kind.PERSON) is None
    window.search_again()
    qtbot.waitUntil(lambda: desk.searching is None)
    settle()
    assert titles(window) == list(TWICE)


def test_a_save_gets_its_turn_between_two_steps_of_a_search(known: None, context: Context, qtbot: QtBot) -> None:
    """One worker does both; the save must not wait for the end of the search."""
    from outreach.services import scanning

    desk = DoublesDesk(context)
    order: list[str] = []
    desk.changed.connect(lambda: order.append("found"))
    before = scanning._READ
    scanning._READ = 1  # so that six people take many steps
    try:
        desk.search(Kind.PERSON)
        house = context.house
        context.write(lambda: house.people.save(Person(name="Ny")), then=lambda _: order.append("saved"))
        qtbot.waitUntil(lambda: "found" in order)
    finally:
        scanning._READ = before
    assert order[0] == "saved"


def test_today_says_how_many_pairs_wait_and_leads_there(doubles: DoublesWindow, context: Context, qtbot: QtBot) -> None:
    link = WaitingDoubles(context)
    qtbot.addWidget(link)
    assert link.isHidden()
    context.wishes.doubles_counted.emit(doubles._desk.count())
    assert link.text() == "3 pairs may be doubles"
    with qtbot.waitSignal(context.wishes.doubles) as asked:
        link.click()
    assert asked.args == [Kind.PERSON]


def test_the_window_is_opened_by_its_key_and_closes_with_the_workspace(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("companies")
    come_to_rest(qtbot, window.parts.tasks)
    action = window.menus.actions()["doubles.open"]
    assert action.shortcut().toString() == "Ctrl+Shift+D"
    action.trigger()
    (opened,) = window.findChildren(DoublesWindow)
    assert (opened.isVisible(), opened.kind) == (True, Kind.COMPANY)
    come_to_rest(qtbot, window.parts.tasks)
