"""The results of which nobody has made contracts yet: make them, or say that none are wanted. Nothing is made by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.services.contracts import ContractProposal
from outreach.ui.context import Context
from outreach.ui.help_dialogs import close_row
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role
from outreach.ui.words import Words

TITLE = N_("Results without a contract")
HINT = N_(
    "One contract for each winner, with its lots, period, options and value. What was promised you write down afterwards."
)
WINNERS = NN_("{n} winner", "{n} winners")
#: So many winners are named on a line.
_NAMED = 3


def proposal_line(found: ContractProposal, words: Words) -> Line:
    """Return the line of a result: the tender, who won, and when the contract ends."""
    names = [one.supplier for one in found.won]
    more = f" +{len(names) - _NAMED}" if len(names) > _NAMED else ""
    end = found.tender.contract_end
    note = words(N_("ends {day}"), day=words.language.day(end)) if end is not None else ""
    return Line(
        found.tender.title,
        f"{words.count(WINNERS, len(names))}: {', '.join(names[:_NAMED])}{more}",
        note,
        icon="tenders",
        data=found,
    )


class _Results(LineList):
    """The results; Delete says that no contracts are wanted of the chosen one."""

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__(tall=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Delete."""
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


class ProposalsDialog(QDialog):
    """Shows the proposals. Enter makes the contracts of the chosen one; the shell offers to undo it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.list = _Results()
        self.make, self.dismiss = QPushButton(), QPushButton()
        self.stack = QStackedWidget()
        self._build()
        self.list.chosen.connect(self.make_contracts)
        self.list.dismissed.connect(self.want_none)
        self.make.clicked.connect(self.make_contracts)
        self.dismiss.clicked.connect(self.want_none)
        context.changes.changed.connect(self._written)
        self.read()

    def read(self) -> None:
        """Read what is proposed."""
        self.context.read(self.context.house.contracts.proposals, self._show, self)

    def make_contracts(self) -> None:
        """Make the contracts of the chosen result."""
        found, contracts, language = self.list.current(), self.context.house.contracts, self.context.words.language
        if isinstance(found, ContractProposal):
            self.context.write(lambda: contracts.from_results(found.tender.id, language), self)

    def want_none(self) -> None:
        """Propose nothing for the chosen result any more."""
        found, contracts = self.list.current(), self.context.house.contracts
        if isinstance(found, ContractProposal):
            self.context.write(lambda: contracts.dismiss(found.tender.id), self)

    def _show(self, found: list[ContractProposal]) -> None:
        self.list.show_lines([proposal_line(one, self.context.words) for one in found], first=True)
        self.stack.setCurrentIndex(0 if found else 1)
        for button in (self.make, self.dismiss):
            button.setEnabled(bool(found))
        if found:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.TENDER, Kind.CONTRACT):
            self.read()

    def _build(self) -> None:
        words = self.context.words
        title, hint = text_label("", "title"), text_label("", "caption")
        words.bind(title.setText, TITLE)
        words.bind(hint.setText, HINT)
        words.bind(self.list.setAccessibleName, TITLE)
        words.bind(self.make.setText, N_("Make the contracts"))
        words.bind(self.dismiss.setText, N_("No contracts are wanted"))
        words.bind(self.dismiss.setToolTip, N_("Propose none for this result any more (Delete)"))
        set_role(self.make, "primary")
        put_icon(self.make, "add", "on_accent")
        self.stack.addWidget(self.list)
        told = N_("When a result notice is imported, its winners are proposed here.")
        self.stack.addWidget(EmptyState(self.context, "check", N_("Every result has its contracts"), told))
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.make)
        buttons.addWidget(self.dismiss)
        buttons.addLayout(close_row(words, self), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        for part in (title, hint):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addLayout(buttons)
        room = self.screen().availableGeometry()
        self.resize(min(760, room.width() - 48), min(560, room.height() - 64))
