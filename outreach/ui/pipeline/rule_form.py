"""The form of one rule. What stands in words (title, source, note) of a built-in rule is kept unless it is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.domain.rule import Rule, RuleUnit
from outreach.domain.rule_words import UNIT_LABELS
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.rules import RuleLine
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog

_FROM, _TO = N_("Holds from"), N_("Holds to")
#: More than any threshold, in whole kronor or days.
_MOST = 10_000_000_000
_CURRENCIES = ("SEK", "EUR")


class RuleForm(FormDialog):
    """Changes a rule, or adds one of the unit's own."""

    def __init__(self, context: Context, line: RuleLine | None, today: date, parent: QWidget) -> None:
        super().__init__(context, N_("New rule") if line is None else N_("Edit rule"), parent)
        self._line = line
        self._original = line.rule if line is not None else Rule(key="", amount=0, valid_from=today)
        self._make_editors()
        self._add_sections()
        self._fill(self._original)
        self.ready()
        (self.name if line is None else self.amount).setFocus()

    def value(self) -> Rule:
        """Return the rule as it stands here. Raises InvalidInput."""
        first = self.first.value()
        if first is None:
            raise InvalidInput(_FROM, N_("Say from which day the rule holds."))
        unit = RuleUnit(str(self.unit.currentData()))
        amount = self.amount.value()
        built_in = self._line.built_in if self._line is not None else None
        title = " ".join(self.name.text().split())
        return replace(
            self._original,
            key=self._original.key or title,
            # The built-in title speaks both languages: an own one does not.
            title="" if built_in is not None and title == built_in.title else title,
            amount=round(amount * 100) if unit is RuleUnit.MONEY else round(amount),
            unit=unit,
            currency=self.currency.currentText().strip() if unit is RuleUnit.MONEY else "",
            valid_from=first,
            valid_to=self.last.value(),
            source=self.source.text().strip(),
            link=self.link.text().strip(),
            note=self.note.value().strip(),
            dropped=False,
        )

    def save(self, record: Rule) -> Changes:
        """Keep the rule; called on the worker."""
        return self.context.house.rules.keep_rule(record)

    def state(self) -> Any:
        """A first day that cannot be read counts as changed."""
        return self.value()

    def _make_editors(self) -> None:
        self.name, self.source, self.link = QLineEdit(), QLineEdit(), QLineEdit()
        self.amount = QDoubleSpinBox()
        self.amount.setRange(0, _MOST)
        self.amount.setGroupSeparatorShown(True)
        self.amount.setDecimals(0)
        self.unit = QComboBox()
        for unit, text in UNIT_LABELS.items():
            self.unit.addItem(self.context.words(text), unit.value)
        self.currency = QComboBox()
        self.currency.setEditable(True)
        self.currency.addItems(_CURRENCIES)
        self.first, self.last = DayField(self.context, _FROM), DayField(self.context, _TO)
        self.note = NotesEdit(4)
        self.unit.currentIndexChanged.connect(lambda _: self._unit_chosen())

    def _add_sections(self) -> None:
        self.currency_field = self.field(N_("Currency"), self.currency)
        self.add_section(
            N_("Rule"),
            self.field(N_("What it is called"), self.name),
            (self.field(N_("Amount"), self.amount), self.field(N_("Unit"), self.unit), self.currency_field),
            (
                self.field(_FROM, self.first),
                self.field(_TO, self.last, N_("Empty: until further notice.")),
            ),
        )
        self.add_section(
            N_("Where it stands"),
            self.field(N_("Source"), self.source, N_("Law and section, or who decided.")),
            self.field(N_("Link"), self.link),
            self.field(N_("Note"), self.note),
        )

    def _fill(self, rule: Rule) -> None:
        self.name.setText(rule.title or rule.key)
        self.unit.setCurrentIndex(self.unit.findData(rule.unit.value))
        self.currency.setEditText(rule.currency or _CURRENCIES[0])
        money = rule.unit is RuleUnit.MONEY
        self.amount.setValue(rule.amount / 100 if money else rule.amount)
        self.first.set_value(rule.valid_from)
        self.last.set_value(rule.valid_to)
        self.source.setText(rule.source)
        self.link.setText(rule.link)
        self.note.set_value(rule.note)
        self._unit_chosen()
        for line in (self.name, self.source, self.link):
            line.setCursorPosition(0)

    def _unit_chosen(self) -> None:
        self.currency_field.setVisible(self.unit.currentData() == RuleUnit.MONEY.value)
