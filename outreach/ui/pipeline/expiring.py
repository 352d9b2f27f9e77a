"""The contracts that run out with nothing to follow, each with its proposal: make the tender, or let it run out."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.pipeline import Proposal
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.help_dialogs import close_row
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role
from outreach.ui.words import Words

TITLE = N_("Contracts that run out")
HINT = N_("The day of the notice is counted backwards from the end of the contract by the rules.")


def proposal_line(found: Proposal, words: Words) -> Line:
    """Return the line of a contract: when it ends, and by when the next notice should be out."""
    language = words.language
    by = N_("the notice should be out by {day}") if not found.late else N_("the notice should have been out by {day}")
    parts = [words(by, day=language.day(found.publish)), found.tender.officer]
    if found.extended_to is not None:
        parts.insert(1, words(N_("can be extended to {day}"), day=language.day(found.extended_to)))
    return Line(
        found.tender.title,
        " · ".join(part for part in parts if part),
        words(N_("ends {day}"), day=language.day(found.ends)),
        icon="clock",
        icon_tone="danger" if found.late else "warning",
        data=found,
    )


class _Proposals(LineList):
    """The contracts; Delete lets the chosen one run out."""

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__(tall=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Delete."""
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


class ExpiringDialog(QDialog):
    """Shows the proposals. Enter opens a contract's tender; what is made or dismissed can be undone in the shell."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.list = _Proposals()
        self.make, self.dismiss = QPushButton(), QPushButton()
        self.stack = QStackedWidget()
        self._build()
        self.list.chosen.connect(self._open)
        self.list.dismissed.connect(self.let_run_out)
        self.make.clicked.connect(self.make_tender)
        self.dismiss.clicked.connect(self.let_run_out)
        context.changes.changed.connect(self._written)
        self.read()

    def read(self) -> None:
        """Read what runs out."""
        house = self.context.house
        self.context.read(house.pipeline.expiring, self._show, self)

    def make_tender(self) -> None:
        """Make the tender that follows the chosen contract, and go there."""
        found, pipeline = self.list.current(), self.context.house.pipeline
        if isinstance(found, Proposal):
            self.context.write(lambda: pipeline.renew(found.tender.id), self, self._made)

    def let_run_out(self) -> None:
        """Propose nothing for the chosen contract any more."""
        found, pipeline = self.list.current(), self.context.house.pipeline
        if isinstance(found, Proposal):
            self.context.write(lambda: pipeline.dismiss(found.tender.id), self)

    def _made(self, changes: Changes) -> None:
        made = next((one for kind, one in changes.touched if kind is Kind.TENDER), None)
        if made is not None:
            self._go(made)

    def _open(self, found: Proposal) -> None:
        self._go(found.tender.id)

    def _go(self, tender: UUID) -> None:
        self.context.open(Kind.TENDER, tender)
        self.accept()

    def _show(self, found: list[Proposal]) -> None:
        self.list.show_lines([proposal_line(one, self.context.words) for one in found], first=True)
        self.stack.setCurrentIndex(0 if found else 1)
        for button in (self.make, self.dismiss):
            button.setEnabled(bool(found))
        if found:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.TENDER, Kind.RULE):
            self.read()

    def _build(self) -> None:
        words = self.context.words
        title, hint = text_label("", "title"), text_label("", "caption")
        words.bind(title.setText, TITLE)
        words.bind(hint.setText, HINT)
        words.bind(self.list.setAccessibleName, TITLE)
        words.bind(self.make.setText, N_("Make the tender"))
        words.bind(self.dismiss.setText, N_("Nothing follows"))
        words.bind(self.dismiss.setToolTip, N_("Propose no new tender for this contract (Delete)"))
        set_role(self.make, "primary")
        put_icon(self.make, "add", "on_accent")
        self.stack.addWidget(self.list)
        nothing = N_("No contract runs out without a new tender")
        self.stack.addWidget(EmptyState(self.context, "check", nothing, N_("How far ahead is looked stands among the rules.")))
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.make)
        buttons.addWidget(self.dismiss)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        for part in (title, hint):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addLayout(buttons)
        column.addLayout(close_row(words, self))
        room = self.screen().availableGeometry()
        self.resize(min(760, room.width() - 48), min(560, room.height() - 64))
