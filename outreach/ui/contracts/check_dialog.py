"""A look at a promise: which one, whether it was kept, what was seen, what follows and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.domain.contract import Check, Contract, Outcome, Promise
from outreach.domain.contract_days import to_do
from outreach.language import N_
from outreach.services.contracts import Seen
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog

PROMISE, OUTCOME, SEEN, STEP, BY, ON = (
    N_("Promise"),
    N_("Outcome"),
    N_("What was seen"),
    N_("Next step"),
    N_("By when"),
    N_("Day of the check"),
)
_OUTCOMES = ((Outcome.OK, N_("Kept")), (Outcome.DEVIATION, N_("Deviation")))
_HEIGHT = 640


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in the dialog."""

    id: UUID
    promise: UUID
    seen: Seen
    day: date | None
    number: int | None = None


class CheckDialog(FormDialog):
    """Keeps a look at one promise of a contract, or sets right the one with `number` (its place among all of the promise)."""

    def __init__(
        self,
        context: Context,
        contract: Contract,
        outcome: Outcome,
        promise: UUID | None,
        parent: QWidget | None = None,
        number: int | None = None,
    ) -> None:
        super().__init__(context, N_("A look at a promise") if number is None else N_("Set a check right"), parent)
        self._contract, self._number = contract, number
        self.promise, self.outcome = QComboBox(), QComboBox()
        # The one that is due first stands first.
        for one in by_next_check(contract.promises):
            self.promise.addItem(one.text, str(one.id))
        if promise is not None:
            self.promise.setCurrentIndex(self.promise.findData(str(promise)))
        for value, text in _OUTCOMES:
            self.outcome.addItem(context.words(text), value.value)
        self.outcome.setCurrentIndex(self.outcome.findData(outcome.value))
        self.seen = NotesEdit(4)
        self.step = QLineEdit()
        self.by, self.day = DayField(context, BY, N_("No day")), DayField(context, ON)
        self.day.set_value(context.house.contracts.today())
        self.add_section(
            "",
            self.field(PROMISE, self.promise),
            (self.field(OUTCOME, self.outcome), self.field(ON, self.day)),
            self.field(SEEN, self.seen, N_("What you saw, where and when, so that somebody else can follow it.")),
            (
                self.field(STEP, self.step, N_("What is to happen, and who does it.")),
                self.field(BY, self.by, N_("It becomes a new check.")),
            ),
        )
        if number is not None:
            self._fill_with(next(one for one in contract.promises if one.id == promise).checks[number])
        self.ready()
        self.resize(self.width(), min(self.height(), _HEIGHT))
        self.seen.setFocus()

    def value(self) -> Look:
        """Return the look as it stands here. Raises InvalidInput for a day that cannot be read."""
        outcome = Outcome(str(self.outcome.currentData()))
        seen = Seen(outcome, self.seen.value(), self.step.text(), self.by.value())
        return Look(self._contract.id, UUID(str(self.promise.currentData())), seen, self.day.value(), self._number)

    def save(self, record: Look) -> Changes:
        """Keep it; called on the worker."""
        contracts = self.context.house.contracts
        if record.number is not None:
            return contracts.set_right(record.id, record.promise, record.number, record.seen)
        return contracts.look(record.id, record.promise, record.seen, day=record.day)

    def _fill_with(self, check: Check) -> None:
        """Show what was kept; who looked, and when, stays."""
        self.seen.set_value(check.evidence)
        self.step.setText(check.next_step)
        self.by.set_value(check.next_day)
        self.day.set_value(check.done)
        self.outcome.setCurrentIndex(self.outcome.findData(check.outcome.value))
        for editor in (self.promise, self.day):
            editor.setEnabled(False)


def by_next_check(promises: Sequence[Promise]) -> list[Promise]:
    """Return promises by their next check; those without one last."""
    return sorted(promises, key=lambda one: next((check.due for check in to_do(one)), date.max))


def open_check(context: Context, contract: Contract, outcome: Outcome, promise: UUID | None, parent: QWidget) -> None:
    """Open the dialog, unless nothing was promised: then say so."""
    if not contract.promises:
        context.wishes.notify.emit(context.words(N_("Nothing promised is written down in this contract yet.")))
        return
    CheckDialog(context, contract, outcome, promise, parent).open()
