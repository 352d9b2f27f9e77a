"""Scenes of contracts: the page, a look at a promise, a letter, the form, proposals, the year's promises. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from outreach.domain.contract import Contract, Outcome
from outreach.domain.contract_days import open_deviations
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.supplier_letter import SupplierLetterKind
from outreach.ui.contracts.check_dialog import CheckDialog
from outreach.ui.contracts.form import ContractForm
from outreach.ui.contracts.kept_window import KeptWindow
from outreach.ui.contracts.letter_window import LetterWindow
from outreach.ui.contracts.page import ContractsPage
from outreach.ui.contracts.proposals import ProposalsDialog
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.view import View, come_to_rest


def scenes_of_contracts(window: MainWindow) -> Iterator[View]:
    """Show the contract with an open deviation, and what is done about it."""
    context = window.context
    if context is None:
        return
    found = context.house.contracts.listed(Listing(Kind.CONTRACT))
    chosen = next((one for one in found if next(open_deviations(one), None)), found[0] if found else None)
    window.show_page("contracts")
    page = window.shell.page if window.shell is not None else None
    if chosen is None or not isinstance(page, ContractsPage):
        return
    page.show_record(chosen.id)
    yield View("contract", window, lambda: page.details.shown == chosen.id)
    yield from _look(window, chosen)
    yield from _letter(window, chosen)
    form = ContractForm(context, chosen, window)
    yield from _shown("contract-form", form, lambda: form.officer.count() > 0)
    proposals = ProposalsDialog(context, window)
    yield from _shown("contract-proposals", proposals, lambda: bool(proposals.list.model().rowCount()))
    kept = KeptWindow(context, window)
    yield from _shown("promises-kept", kept, lambda: bool(kept.share.text()))


def _look(window: MainWindow, contract: Contract) -> Iterator[View]:
    if window.context is not None and contract.promises:
        look = CheckDialog(window.context, contract, Outcome.DEVIATION, contract.promises[0].id, window)
        yield from _shown("contract-check", look, lambda: True)


def _letter(window: MainWindow, contract: Contract) -> Iterator[View]:
    promise: UUID | None = next((one.id for one, _ in open_deviations(contract)), None)
    if window.context is None or promise is None:
        return
    letter = LetterWindow(window.context, contract.id, SupplierLetterKind.DEVIATION, promise, window)
    letter.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    letter.begin()
    come_to_rest(window.parts, lambda: bool(letter.body.toPlainText()))
    yield View("contract-letter", letter, lambda: letter.drawn)
    letter.reject()


def _shown(name: str, dialog: QDialog, ready: Callable[[], bool]) -> Iterator[View]:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    dialog.open()
    yield View(name, dialog, ready)
    dialog.done(QDialog.DialogCode.Rejected)
