"""The contracts in the window: how they stand, a look at a promise with one key, the letter, and what results propose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from outreach.domain.company import Company
from outreach.domain.contract import Check, Contract, Option, Outcome, Promise
from outreach.domain.record import Kind
from outreach.domain.starting_promises import starting_promises
from outreach.domain.supplier_letter import SupplierLetterKind
from outreach.domain.tender import LotResult, Stage, Tender, Winner
from outreach.services.contracts import Seen
from outreach.services.house import House
from outreach.ui.contracts.check_dialog import CheckDialog
from outreach.ui.contracts.form import ContractForm
from outreach.ui.contracts.kept_window import KeptWindow
from outreach.ui.contracts.letter_window import LetterWindow
from outreach.ui.contracts.page import ContractsPage
from outreach.ui.contracts.promise_card import PromiseCard
from outreach.ui.contracts.promises_editor import PromiseRow
from outreach.ui.contracts.proposals import ProposalsDialog
from outreach.ui.tenders.detail import TenderDetail
from outreach.ui.tenders.page import TendersPage
from tests.ui.list_makers import make_house

PLOUGHED = Promise(text="Plogat före sju", checks=(Check(due=date(2026, 11, 20)),))
REPORT = Promise(text="Rapport varje månad", checks=(Check(due=date(2026, 12, 20)),))
SNOW = Contract(
    title="Snöröjning",
    supplier="Bergs Bygg AB",
    ends=date(2027, 4, 30),
    options=(Option(months=12),),
    promises=(REPORT, PLOUGHED),
)
RESULT = Tender(
    title="Fönsterputs",
    stage=Stage.CONTRACT,
    contract_end=date(2028, 1, 31),
    results=(LotResult(outcome="selec-w", winners=(Winner("Putsarna AB"),)),),
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = make_house(tmp_path)
    made.contracts.save(SNOW)
    made.tenders.save(RESULT)
    yield made
    made.close()


@pytest.fixture
def page(context, qtbot, settle) -> ContractsPage:
    made = ContractsPage(context)
    qtbot.addWidget(made)
    made.resize(1158, 718)
    made.show()
    made.enter()
    made.show_record(SNOW.id)
    settle()
    qtbot.waitUntil(lambda: made.details.shown == SNOW.id)
    return made


def texts(widget) -> str:
    return "\n".join(part.text() for part in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton)))


def dialog(page, kind):
    return next(one for one in reversed(page.window().findChildren(kind)) if one.isVisible())


def kept(house: House, promise: Promise = PLOUGHED) -> tuple[Check, ...]:
    return next(one for one in house.contracts.get(SNOW.id).promises if one.id == promise.id).checks


def test_the_pane_says_how_it_stands_what_was_promised_and_what_is_late(page):
    said = texts(page.details)
    for text in (
        "Running",
        "may be extended to 30 Apr 2028",
        "2 promises: three to eight",
        "Should have been checked 20 Nov 2026",
    ):
        assert text in said
    assert page.model.index(0, 4).data() == "Running"


def test_one_key_on_a_promise_asks_what_was_seen_and_the_next_day_becomes_a_check(page, house, qtbot, settle):
    card = next(one for one in page.details.findChildren(PromiseCard) if one.promise.id == PLOUGHED.id)
    qtbot.keyClick(card, Qt.Key.Key_A)
    settle()
    look = dialog(page, CheckDialog)
    assert look.promise.currentText() == "Plogat före sju"
    look.submit()
    settle()
    assert look.fields["What was seen"].has_error
    look.seen.set_value("Oplogat klockan nio")
    look.by.set_value(date(2026, 12, 4))
    look.submit()
    settle()
    done, planned = kept(house)
    assert (done.outcome, done.evidence, done.officer, planned.due) == (
        Outcome.DEVIATION,
        "Oplogat klockan nio",
        house.officer,
        date(2026, 12, 4),
    )
    assert "Open deviation" in texts(page.details)


def test_a_look_is_set_right_with_what_stood_there(page, house, qtbot, settle):
    house.contracts.look(SNOW.id, PLOUGHED.id, Seen(Outcome.DEVIATION, "Oplogat"))
    page.set_right(PLOUGHED.id, 0)
    settle()
    look = dialog(page, CheckDialog)
    assert (look.seen.value(), look.promise.isEnabled(), look.day.isEnabled()) == ("Oplogat", False, False)
    look.outcome.setCurrentIndex(0)
    look.submit()
    settle()
    assert [one.outcome for one in kept(house)] == [Outcome.OK]


def test_the_letter_is_proposed_changed_and_saved_and_nothing_to_write_about_is_told(
    page, house, tmp_path, qtbot, settle
):
    told: list[str] = []
    page.context.wishes.notify.connect(told.append)
    page.letter()
    settle()
    assert told == ["Letter: There is no open deviation to write about."]
    house.contracts.look(SNOW.id, PLOUGHED.id, Seen(Outcome.DEVIATION, "Oplogat klockan nio"))
    letter = LetterWindow(page.context, SNOW.id, SupplierLetterKind.DEVIATION, PLOUGHED.id, page)
    letter.begin()
    settle()
    qtbot.waitUntil(lambda: letter.drawn)
    assert "Oplogat klockan nio" in letter.body.toPlainText()
    letter.body.setPlainText("Hej,\n\nring mig.")
    letter.language.setCurrentIndex(1)
    letter.language.activated.emit(1)
    assert (letter.letter().body, letter.letter().language) == ("Hej,\n\nring mig.", "en")
    letter.save_to(tmp_path / "brev.pdf")
    settle()
    assert (tmp_path / "brev.pdf").read_bytes().startswith(b"%PDF")
    assert letter.said.text() == "Saved as brev.pdf."
    letter.reject()


def test_a_contract_by_hand_begins_with_promises_to_pick_and_recognises_its_supplier(page, house, qtbot, settle):
    company = Company(name="Rent AB")
    house.companies.save(company)
    form = ContractForm(page.context, None, page)
    form.open()
    settle()
    form.title_line.setText("Städning")
    form.supplier.line.setText("Rent AB")
    form.ends.set_value(date(2027, 11, 30))
    form.options.add_empty()
    for begin in starting_promises(())[:2]:
        form.promises.take(begin)
    row = form.promises.rows[0]
    assert isinstance(row, PromiseRow)
    assert (row.months.value(), row.day.value()) == (3, date(2027, 2, 24))
    assert "2 promises" in form.promises.told.text()
    form.submit()
    settle()
    made = next(one for one in house.contracts.of_company(company.id))
    assert (made.title, made.officer, made.options) == ("Städning", house.officer, (Option(months=12),))
    assert [check.due.month for check in made.promises[0].checks] == [2, 5, 8, 11]


def test_an_edit_keeps_what_was_seen_and_offers_no_way_to_lose_it(page, house, settle):
    house.contracts.look(SNOW.id, PLOUGHED.id, Seen(Outcome.OK, "Plogat"))
    form = ContractForm(page.context, house.contracts.get(SNOW.id), page)
    form.open()
    settle()
    assert [row.remove.isEnabled() for row in form.promises.rows] == [True, False]
    form.promises.rows[1].day.set_value(date(2027, 1, 15))
    form.submit()
    settle()
    assert [(one.evidence, one.due) for one in kept(house)] == [("Plogat", date(2026, 11, 20)), ("", date(2027, 1, 15))]


def test_a_result_is_proposed_on_the_page_and_on_the_tender_and_never_made_by_itself(
    page, context, house, qtbot, settle
):
    assert page.proposed.text() == "1 result without a contract"
    tenders = TendersPage(context)
    qtbot.addWidget(tenders)
    pane = TenderDetail(context, tenders)
    qtbot.addWidget(pane)
    pane.show_record(RESULT.id)
    settle()
    assert "winners without a contract here: Putsarna AB" in texts(pane)
    page.show_proposals()
    settle()
    proposals = dialog(page, ProposalsDialog)
    proposals.make_contracts()
    settle()
    (made,) = house.contracts.of_tender(RESULT.id)
    assert (made.supplier, made.ends) == ("Putsarna AB", date(2028, 1, 31))
    proposals.reject()
    assert page.proposed.isHidden()


def test_the_years_promises_show_counts_beside_the_share_and_say_when_they_are_few(page, house, settle):
    house.contracts.look(SNOW.id, PLOUGHED.id, Seen(Outcome.OK))
    house.contracts.look(SNOW.id, REPORT.id, Seen(Outcome.DEVIATION, "Saknas"))
    page.show_kept()
    settle()
    window = dialog(page, KeptWindow)
    assert window.share.text() == "1 of 2 promises kept (50 %)"
    assert window.few.text().startswith("Only 2 promises were looked at")
    window.reject()


def test_an_option_is_called_and_the_contract_is_wound_up_and_followed_again(page, house, settle):
    page.extend()
    settle()
    assert house.contracts.get(SNOW.id).options[0].used == date(2026, 11, 24)
    page.close_or_open()
    settle()
    assert house.contracts.get(SNOW.id).closed == date(2026, 11, 24)
    page.close_or_open()
    settle()
    assert house.contracts.get(SNOW.id).closed is None
    assert page.kind is Kind.CONTRACT
