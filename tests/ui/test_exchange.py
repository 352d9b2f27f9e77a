"""The dialog *Exchange with another laptop*: a conflict is shown with both sides, decided, and the decision is sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from outreach.domain.company import Company
from outreach.services.house import House
from outreach.ui.exchange.dialog import ExchangeDialog
from outreach.ui.main_window import MainWindow
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
    titles = [line.title for line in dialog.list.lines]
    assert {"ring Anna", "ring Bo", "först"} <= set(titles)
    model = dialog.list.model()
    dialog.list.setCurrentIndex(model.index(2, 0))
    dialog.settle("theirs")
    qtbot.waitUntil(lambda: not [line for line in dialog.list.lines if line.title == "först"])
    assert house.companies.get(firm.id).notes == titles[2]
    dialog.run()
    qtbot.waitUntil(lambda: bool(dialog.list.lines))
    other.exchange.run(stick)
    assert other.exchange.conflicts() == []
    dialog.reject()
    other.close()
