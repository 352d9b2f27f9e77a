"""The contracts: what runs, what runs out, what was promised and how it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from outreach.domain.changes import Changes
from outreach.domain.contract import Contract, Outcome
from outreach.domain.record import Kind
from outreach.domain.supplier_letter import SupplierLetterKind
from outreach.language import N_, NN_
from outreach.services.contracts import ContractProposal
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.contracts.check_dialog import CheckDialog, open_check
from outreach.ui.contracts.detail import ContractDetail
from outreach.ui.contracts.form import ContractForm
from outreach.ui.contracts.kept_window import KeptWindow
from outreach.ui.contracts.letter_window import LetterWindow
from outreach.ui.contracts.proposals import ProposalsDialog
from outreach.ui.icons import put_icon
from outreach.ui.lists.filters import Asked, Filter, Option, labels_filter, tag_filter
from outreach.ui.lists.list_page import ListPage
from outreach.ui.tenders.page import officer_filter

STATES = {
    "running": N_("Running"),
    "ended": N_("Has run out"),
    "closed": N_("Wound up"),
    "open": N_("Followed up"),
}
ENDS = {
    "3": N_("Ends within 3 months"),
    "6": N_("Ends within 6 months"),
    "12": N_("Ends within 12 months"),
    "24": N_("Ends within 24 months"),
}
PROPOSED = NN_("{n} result without a contract", "{n} results without a contract")
#: So many suppliers are offered by the filter.
_MOST = 100


class ContractsPage(ListPage):
    """All contracts, the one that ends first on top."""

    kind: ClassVar[Kind] = Kind.CONTRACT
    name: ClassVar[str] = "contracts"
    title: ClassVar[str] = N_("Contracts")
    new_text: ClassVar[str] = N_("New contract")
    search_text: ClassVar[str] = N_("Search contracts")
    all_forms: ClassVar[tuple[str, str]] = NN_("{n} contract", "{n} contracts")
    part_forms: ClassVar[tuple[str, str]] = NN_("{shown} of {n} contract", "{shown} of {n} contracts")
    empty_title: ClassVar[str] = N_("No contracts yet")
    empty_text: ClassVar[str] = N_(
        "Import a result notice, and its winners are proposed here. Or write a contract down by hand, with what was promised."
    )
    detail_width: ClassVar[int] = 384

    def __init__(self, context: Context) -> None:
        self.proposed = QPushButton()
        self._count = 0
        super().__init__(context)
        put_icon(self.proposed, "add")
        self.proposed.clicked.connect(self.show_proposals)
        self.proposed.hide()
        context.words.changed.connect(self._say_proposed)
        context.changes.changed.connect(self._something_changed)

    def filters(self) -> list[Filter]:
        """How it stands, when it ends, deviations, supplier, officer, tag."""
        return [
            labels_filter("state", N_("State"), STATES, many=False),
            labels_filter("ends", N_("Ends"), ENDS, many=False),
            labels_filter("deviation", N_("Deviation"), {"open": N_("Open deviation")}, many=False),
            supplier_filter(),
            officer_filter(),
            tag_filter(self.kind),
        ]

    def detail_widget(self) -> ContractDetail:
        """Return the pane for one contract."""
        return ContractDetail(self.context, self)

    def header_tools(self) -> list[QWidget]:
        """Return the way to the results that have no contract yet."""
        return [self.proposed]

    def more_commands(self) -> list[Command]:
        """What is special to contracts."""
        chosen = self.has_selection
        return [
            Command(
                "contracts.ok", N_("Looked at: kept…"), self.look_ok, "Ctrl+Alt+C", "check", enabled=chosen, apart=True
            ),
            Command(
                "contracts.deviation", N_("Looked at: deviation…"), self.look_bad, "Ctrl+Alt+J", "info", enabled=chosen
            ),
            Command("contracts.letter", N_("Letter to the supplier…"), self.letter, "", "mail", enabled=chosen),
            Command("contracts.thanks", N_("Thank the supplier…"), self.thanks, "", "mail", enabled=chosen),
            Command("contracts.extend", N_("Call the next option"), self.extend, "", "calendar", enabled=chosen),
            Command(
                "contracts.close", N_("Follow up no more, or again"), self.close_or_open, "", "box-done", enabled=chosen
            ),
            Command(
                "contracts.proposals", N_("Results without a contract…"), self.show_proposals, "", "add", apart=True
            ),
            Command("contracts.kept", N_("Promises kept in a year…"), self.show_kept, "", "target", menu="View"),
        ]

    # What is done ----------------------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Open an empty form."""
        self._open(None)

    def edit_record(self, record_id: UUID) -> None:
        """Open the form of a contract."""
        self.context.read(lambda: self.records.get(record_id), self._open, self)

    def look_ok(self) -> None:
        """Ask what was seen of a promise that was kept."""
        self.look(Outcome.OK)

    def look_bad(self) -> None:
        """Ask what was seen of a promise that was not kept."""
        self.look(Outcome.DEVIATION)

    def look(self, outcome: Outcome, promise: UUID | None = None) -> None:
        """Open the dialog for a look at a promise of the contract that is shown."""
        self._with_current(lambda contract: open_check(self.context, contract, outcome, promise, self.window()))

    def set_right(self, promise: UUID, number: int) -> None:
        """Open the dialog that sets a look of the contract that is shown right."""

        def ask(contract: Contract) -> None:
            CheckDialog(self.context, contract, Outcome.OK, promise, self.window(), number).open()

        self._with_current(ask)

    def letter(self) -> None:
        """Open the letter about the deviation of the contract that is shown."""
        self.write_letter(SupplierLetterKind.DEVIATION)

    def thanks(self) -> None:
        """Open the letter of thanks."""
        self.write_letter(SupplierLetterKind.THANKS)

    def write_letter(self, kind: SupplierLetterKind, promise: UUID | None = None) -> None:
        """Open a letter to the supplier of the contract that is shown."""
        current = self.current_id()
        if current is not None:
            LetterWindow(self.context, current, kind, promise, self.window()).begin()

    def extend(self) -> None:
        """Call the next option of the contract that is shown; the shell offers to undo it."""
        current, contracts = self.current_id(), self.context.house.contracts
        if current is not None:
            self.context.write(lambda: contracts.call_option(current), self)

    def close_or_open(self) -> None:
        """Follow the contract up no more, or again."""
        contracts = self.context.house.contracts

        def change(contract: Contract) -> None:
            def call() -> Changes:
                return contracts.close(contract.id) if contract.closed is None else contracts.reopen(contract.id)

            self.context.write(call, self)

        self._with_current(change)

    def show_proposals(self) -> None:
        """Show the results that have no contract yet."""
        ProposalsDialog(self.context, self.window()).open()

    def show_kept(self) -> None:
        """Show which promises were kept in a year."""
        KeptWindow(self.context, self.window()).open()

    # Inside ----------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look for results without a contract."""
        super().showEvent(event)
        self._read_proposed()

    def _with_current(self, call: Callable[[Contract], None]) -> None:
        current = self.current_id()
        if current is not None:
            self.context.read(lambda: self.records.get(current), call, self)

    def _read_proposed(self) -> None:
        contracts = self.context.house.contracts
        self.context.read(contracts.proposals, self._take_proposed, self)

    def _take_proposed(self, found: list[ContractProposal]) -> None:
        self._count = len(found)
        self._say_proposed()

    def _say_proposed(self) -> None:
        self.proposed.setVisible(self._count > 0)
        self.proposed.setText(self.context.words.count(PROPOSED, self._count))

    def _something_changed(self, changes: Changes, _origin: object) -> None:
        if self.isVisible() and changes.concern(Kind.TENDER, Kind.CONTRACT, Kind.UNIT):
            self._read_proposed()

    def _open(self, contract: Contract | None) -> None:
        form = ContractForm(self.context, contract, self.window())
        form.saved.connect(self.show_record)
        form.open()


def supplier_filter() -> Filter:
    """Return the filter by supplier: the companies in the register."""

    def options(asked: Asked) -> list[Option]:
        if asked.text.strip():
            return [
                Option(str(hit.id), hit.title)
                for hit in asked.house.search.find(asked.text, (Kind.COMPANY,), most=_MOST)
            ]
        return [Option(str(one), name) for one, name in asked.house.contracts.suppliers().items()]

    def label(asked: Asked) -> str:
        found = asked.house.companies.many([UUID(asked.text)])
        return next((company.name for company in found.values()), "")

    return Filter("company", N_("Supplier"), options, searches=True, label=label)
