"""The options of a contract: how many months each goes on, and the last day to say so."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QSpinBox, QWidget

from outreach.domain.contract import Option
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.contracts.rows_editor import EditorRow, RowsEditor
from outreach.ui.forms.days import DayField

MONTHS, DECIDE = N_("Months"), N_("Last day to call it")
_MOST = 240


class OptionsEditor(RowsEditor):
    """Lines of options."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Add an option"))

    def make_row(self, value: Option | None) -> EditorRow:
        """Return the line of an option; a new one goes on for a year."""
        return _OptionRow(self.context, value or Option(months=12))


class _OptionRow(EditorRow):
    """One option. The day on which it was called is kept."""

    def __init__(self, context: Context, option: Option) -> None:
        super().__init__(context)
        self._option = option
        self.months, self.decide = QSpinBox(), DayField(context, DECIDE)
        self.months.setRange(1, _MOST)
        self.months.setValue(option.months)
        context.words.bind(self.months.setAccessibleName, MONTHS)
        self.decide.set_value(option.decide_by)
        months, by = QLabel(), QLabel()
        context.words.bind(months.setText, MONTHS)
        context.words.bind(by.setText, DECIDE)
        for part in (months, self.months, by):
            self.row.addWidget(part)
        self.row.addWidget(self.decide, 1)
        if option.used is not None:
            used = QLabel(context.words(N_("called on {day}"), day=context.words.language.day(option.used)))
            used.setProperty("role", "muted")
            self.row.addWidget(used)
        self.months.valueChanged.connect(lambda _: self.changed.emit())
        self.decide.changed.connect(self.changed)

    def value(self) -> Option:
        """Return the option. Raises InvalidInput for a day that cannot be read."""
        return replace(self._option, months=self.months.value(), decide_by=self.decide.value())

    def first_editor(self) -> QWidget:
        """Return the months."""
        return self.months
