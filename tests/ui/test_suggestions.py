"""Offers while somebody types: at once, only for what stands in the line, and never somebody else for a quick hand."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from outreach.ui.forms.suggestions import Suggestion, SuggestionLine

NAMES = ("Bergs Bygg", "Berit Ek", "Dahls Rör")


class Register:
    """Answers when it is let, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.open = threading.Event()
        self.open.set()
        self.broken = False

    def find(self, text: str) -> list[Suggestion]:
        self.asked.append(text)
        assert self.open.wait(5)
        if self.broken:
            raise OSError("the disk is gone")
        return [Suggestion(name, name) for name in NAMES if name.casefold().startswith(text.casefold())]


@pytest.fixture
def register():
    return Register()


@pytest.fixture
def line(context, qtbot, register):
    made = SuggestionLine(context, register.find, least=3)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    register.open.set()
    qtbot.waitUntil(lambda: context.tasks.idle)


def offered(line) -> list[str]:
    return [line.offers.list.item(row).text() for row in range(line.offers.list.count())] if line.offers.isVisible() else []


def test_the_third_letter_asks_at_once(line, register, qtbot):
    qtbot.keyClicks(line, "be")
    assert register.asked == []
    with qtbot.waitSignal(line.answered) as told:
        qtbot.keyClick(line, "r")
    assert told.args == ["ber"]
    assert offered(line) == ["Bergs Bygg", "Berit Ek"]


def test_what_is_typed_while_an_answer_is_awaited_is_asked_once_and_the_old_answer_is_dropped(line, register, qtbot):
    register.open.clear()
    shown = []
    line.answered.connect(lambda text: shown.append((text, offered(line))))
    qtbot.keyClicks(line, "berit e")
    register.open.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert register.asked == ["ber", "berit e"]
    assert shown == [("berit e", ["Berit Ek"])]


def test_enter_before_the_answer_takes_an_older_offer_only_if_it_still_fits(line, register, qtbot):
    taken = []
    line.taken.connect(lambda one: taken.append(one.value))
    with qtbot.waitSignal(line.answered):
        qtbot.keyClicks(line, "ber")
    register.open.clear()
    qtbot.keyClicks(line, "tils")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert taken == []
    assert not line.offers.isVisible()
    assert line.text() == "bertils"
    register.open.set()
    qtbot.wait(20)
    line.clear()
    with qtbot.waitSignal(line.answered):
        qtbot.keyClicks(line, "ber")
    register.open.clear()
    qtbot.keyClicks(line, "gs")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert taken == ["Bergs Bygg"]


def test_an_answer_that_comes_after_the_choice_offers_nothing_more(line, register, context, qtbot):
    with qtbot.waitSignal(line.answered):
        qtbot.keyClicks(line, "ber")
    register.open.clear()
    qtbot.keyClicks(line, "gs")
    line.taken.connect(lambda one: line.setText(one.label))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    register.open.set()
    qtbot.waitUntil(lambda: context.tasks.idle)
    assert offered(line) == []
    assert line.text() == "Bergs Bygg"


def test_a_question_that_fails_is_told_and_the_next_letter_asks_again(line, register, context, qtbot):
    told: list[BaseException] = []
    context.tasks.failed.disconnect()
    context.tasks.failed.connect(told.append)
    register.broken = True
    qtbot.keyClicks(line, "ber")
    qtbot.waitUntil(lambda: len(told) == 1)
    register.broken = False
    with qtbot.waitSignal(line.answered):
        qtbot.keyClicks(line, "g")
    assert offered(line) == ["Bergs Bygg"]


def test_taking_letters_away_below_three_takes_the_offers_away(line, register, qtbot):
    with qtbot.waitSignal(line.answered):
        qtbot.keyClicks(line, "ber")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert not line.offers.isVisible()
