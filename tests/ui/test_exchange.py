"""The dialog *Exchange with another laptop*: a conflict is shown with both sides, decided, and the decision is sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from outreach.domain.company import Company
from outreach.domain.exchange_code import new_key, written
from outreach.services.house import House
from outreach.ui.exchange.dialog import HAS_CODE, SHUTS_OUT, USE_INSTEAD, ExchangeDialog
from outreach.ui.main_window import MainWindow
from outreach.ui.today.page import TodayPage
from tests.ready import fresh_workspace
from tests.services.test_exchange import signature


def test_a_conflict_is_shown_and_decided(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.context is not None
    house, stick = window.context.house, tmp_path / "stick"
    other = House(fresh_workspace(tmp_path / "other.outreach", signature("b")))
    stick.mkdir()
    other.exchange.pair(house.exchange.make_code())
    firm = Company(name="Snö AB", notes="först")
    house.companies.save(firm)
    house.exchange.run(stick)
    other.exchange.run(stick)
    for one, note in ((house, "ring Anna"), (other, "ring Bo")):
        one.companies.save(replace(one.companies.get(firm.id), notes=note))
        one.exchange.run(stick)
    house.exchange.run(stick)
    dialog = ExchangeDialog(window.context, window.parts.choices, window)
    dialog.take_place(str(stick))
    dialog.open()
    qtbot.waitUntil(lambda: dialog.settled)
    sides = {line.note: line.title for line in dialog.list.lines if line.note}
    assert sides in (
        {"now, ours": "ring Anna", "theirs": "ring Bo", "before": "först"},
        {"now, theirs": "ring Bo", "ours": "ring Anna", "before": "först"},
    )
    dialog.list.setCurrentIndex(dialog.list.model().index(2, 0))
    wanted = dialog.list.lines[2].title
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not [line for line in dialog.list.lines if line.title == "först"])
    assert house.companies.get(firm.id).notes == wanted
    # Undo opens it again, and the line of Today says so.
    window.desk.undo()
    qtbot.waitUntil(lambda: house.exchange.count_conflicts() == 1)
    today = next(iter(window.findChildren(TodayPage)))
    qtbot.waitUntil(lambda: today.conflicts.text() == "1 conflict waits for a decision")
    house.exchange.settle(house.exchange.conflicts()[0].id, "current")
    # A code that replaces another, and a new one, are said twice.
    code = house.exchange.code()
    dialog.code.setText(written(new_key()))
    dialog.pair()
    assert (dialog.summary.text(), dialog.pair_button.text()) == (HAS_CODE, USE_INSTEAD)
    dialog.code.clear()
    dialog.renew_code()
    assert dialog.summary.text() == SHUTS_OUT
    assert house.exchange.code() == code, "nothing was done yet"
    dialog.run()
    qtbot.waitUntil(lambda: any(line.title.endswith(" sent") for line in dialog.list.lines))
    other.exchange.run(stick)
    assert other.exchange.conflicts() == []
    dialog.reject()
    other.close()
