"""Bids in the window: typed with the keyboard alone, kept as one action, a list read, a reason with one key, the radar."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from outreach.domain.bid import NoBidReason
from outreach.domain.company import Company
from outreach.domain.event import EventKind
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.domain.tender import Lot, LotResult, Stage, Tender
from outreach.services.radar import Step
from outreach.ui.bids.no_bids_window import NoBidsWindow
from outreach.ui.bids.radar_window import RadarWindow, _StepButton
from outreach.ui.bids.window import BidsWindow
from tests.ui.hands import CTRL

LOTS = (Lot("LOT-0001", "Norr"), Lot("LOT-0002", "Söder"))
TENDER = Tender(title="Vinterväghållning", stage=Stage.EVALUATION, cpv=("90620000",), lots=LOTS)
BERG, DALA = Company(name="Bergs Bygg AB", org_number="5560360793"), Company(name="Dala Plog AB")


@pytest.fixture
def tender(house):
    with house.database.work("Test") as work:
        work.save(Kind.TENDER, TENDER)
        for company in (BERG, DALA):
            work.save(Kind.COMPANY, company)
            work.save(Kind.MEETING, Meeting(at=datetime(2026, 8, 1, 9, tzinfo=UTC), company=company.id, tenders=(TENDER.id,)))
    return TENDER


def opened(made, qtbot, settle):
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.open()
    settle()
    return made


def test_two_bids_are_typed_with_the_keyboard_alone_and_kept_as_one_action(tender, house, context, qtbot, settle, tmp_path):
    window = opened(BidsWindow(context, tender.id), qtbot, settle)
    first = window.sheets[0].rows[0]
    assert first.name.hasFocus()
    QTest.keyClicks(first.name, "berg")
    settle()
    assert first.name.offers.isVisible()
    QTest.keyClick(first.name, Qt.Key.Key_Return)
    assert (first.name.text(), first.company, first.number.text()) == ("Bergs Bygg AB", BERG.id, "556036-0793")
    assert first.amount.hasFocus()
    QTest.keyClicks(first.amount, "1 250 000")
    QTest.keyClick(window, Qt.Key.Key_F7)
    QTest.keyClick(first.amount, Qt.Key.Key_Return)
    second = window.sheets[0].rows[1]
    assert second.name.hasFocus()
    QTest.keyClicks(second.name, "Nya Bolaget")
    assert window.sheets[0].count.text() == "2"
    QTest.keyClick(second.name, Qt.Key.Key_Return)
    QTest.keyClick(second.number, Qt.Key.Key_Return)
    QTest.keyClicks(second.amount, "dyrt")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    settle()
    assert "1 250 000" in window.said.text(), "what is wrong is said, and nothing is lost"
    second.amount.clear()
    window.sheets[1].count.setFocus()
    QTest.keyClicks(window.sheets[1].count, "3")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    settle()
    seen = house.bids.of(tender.id)
    assert [(one.bid.name, one.bid.won) for one in seen.lots[0].bids] == [("Bergs Bygg AB", True), ("Nya Bolaget", False)]
    assert [lot.count for lot in seen.lots] == [2, 3]
    window.sheets[0].rows[1].make.click()
    settle()
    assert house.companies.count() == 3
    path = tmp_path / "lista.csv"
    path.write_text("Anbudsgivare;Område;Summa\nDala Plog AB;Söder;5000\n", "utf-8")
    dialog = window.read_list(path)
    settle()
    assert dialog.table.rowCount() == 1
    assert "3" in dialog.problems.text(), "the number that was told is another one"
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # Enter keeps what is shown
    settle()
    assert house.bids.of(tender.id).lots[1].named == 1
    window.hide()
    window.take_back()
    settle()
    assert house.bids.of(tender.id).lots[1].named == 0
    window.close()


def test_closing_keeps_what_is_written(tender, house, context, qtbot, settle):
    window = opened(BidsWindow(context, tender.id), qtbot, settle)
    QTest.keyClicks(window.sheets[1].rows[0].name, "Sista Minuten AB")
    settle()
    window.close()
    settle()
    assert [one.bid.name for one in house.bids.of(tender.id).lots[1].bids] == ["Sista Minuten AB"]


def test_a_digit_is_a_reason_and_the_note_follows(tender, house, context, qtbot, settle):
    window = opened(NoBidsWindow(context, tender.id), qtbot, settle)
    assert [one.name for one in window.missing] == ["Bergs Bygg AB", "Dala Plog AB"]
    assert "Vinterväghållning" in window.script.text()
    QTest.keyClicks(window.table, "3")
    settle()
    assert window.missing[0].said.reason is NoBidReason.REQUIREMENT
    assert window.table.currentRow() == 1
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    assert window.note.hasFocus()
    QTest.keyClicks(window.note, "krav: ISO 9001")
    QTest.keyClick(window.note, Qt.Key.Key_Return)
    settle()
    assert (window.missing[1].said.reason, window.missing[1].said.note) == (NoBidReason.OTHER, "krav: ISO 9001")
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    settle()
    assert window.missing[1].said is None
    window.take_back()
    settle()
    assert window.missing[1].said is not None
    window.close()


def test_the_radar_plans_a_dialogue_with_one_click(tender, house, context, qtbot, settle):
    over = Tender(
        title="Snö 2025", stage=Stage.CONTRACT, cpv=("90620000",), advertised=house.now().date(), results=(LotResult(bids=1),)
    )  # fmt: skip
    coming = Tender(title="Snö 2027", stage=Stage.PLANNED, cpv=("90620000",))
    for one in (over, coming):
        house.tenders.save(one)
    window = opened(RadarWindow(context), qtbot, settle)
    assert [blip.history.group for blip in window.blips] == ["906"]
    button = next(one for one in window.findChildren(_StepButton) if one.step is Step.DIALOGUE)
    button.click()
    settle()
    (event,) = house.events.listed(Listing(Kind.EVENT))
    assert (event.kind, event.tenders) == (EventKind.DIALOGUE, (coming.id,))
    window.close()
