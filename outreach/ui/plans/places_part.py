"""How many can come and until when they answer; in a template, how many days before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QSpinBox

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField
from outreach.ui.plans.form_part import FormPart

CAPACITY, ANSWER_BY = N_("Capacity"), N_("Last day for answers")
ANSWERS = N_("Answers, days before the event")
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Places:
    """`capacity` 0 is no limit. A plan has `answer_by`, a template `answer_days` (negative: before the event)."""

    capacity: int = 0
    answer_by: date | None = None
    answer_days: int = 0


class PlacesPart(FormPart):
    """Edits `Places`."""

    def __init__(self, context: Context, *, template: bool) -> None:
        super().__init__(context)
        self._template = template
        self.capacity = QSpinBox()
        self.capacity.setRange(0, _MOST)
        self.capacity.setSingleStep(5)
        context.words.bind(self.capacity.setSpecialValueText, N_("As many as like to come"))
        self.answer_by = DayField(context, ANSWER_BY)
        self.answer_days = QSpinBox()
        self.answer_days.setRange(0, 365)
        capacity = self.field(CAPACITY, self.capacity, N_("How many guests there is room for. Those who come too late wait."))
        if template:
            answer = self.field(ANSWERS, self.answer_days)
        else:
            answer = self.field(ANSWER_BY, self.answer_by, N_("Reminders count from it."))
        self.heading(N_("Guests"))
        self.rows((capacity, answer))
        self._wire()


    def value(self) -> Places:
        """Return what stands in the fields. Raises InvalidInput for what is no day."""
        if self._template:
            return Places(self.capacity.value(), None, -self.answer_days.value())
        return Places(self.capacity.value(), self.answer_by.value())

    def fill(self, value: Places) -> None:
        """Put a value into the fields."""
        self.capacity.setValue(value.capacity)
        self.answer_by.set_value(value.answer_by)
        self.answer_days.setValue(max(0, -value.answer_days))

    def _wire(self) -> None:
        for box in (self.capacity, self.answer_days):
            box.valueChanged.connect(self.touched)
            box.editingFinished.connect(self.commit)
        self.answer_by.changed.connect(self.touched)
        self.answer_by.line.editingFinished.connect(self.commit)
