"""The form of one retention rule: what is kept, for how long, what is done then, and the decision behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from outreach.domain.changes import Changes
from outreach.domain.processing import DEED_LABELS, DIALOGUE, SINCE_LABELS, Deed, RetentionRule, Since
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.privacy.rights_dialog import RightsDialog

TITLE = N_("Retention rule")
#: Two years after the last contact, unless the municipality's plan says otherwise.
USUAL = RetentionRule(name="", months=24)


class RuleDialog(RightsDialog):
    """A new rule, or one that is changed. `purposes` are names by key."""

    def __init__(self, context: Context, rule: RetentionRule | None, purposes: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(context, parent, TITLE)
        words = self.words
        self._rule = rule or USUAL
        self.name, self.decision, self.months = QLineEdit(self._rule.name), QLineEdit(self._rule.decision), QSpinBox()
        self.months.setRange(1, 1200)
        self.months.setValue(self._rule.months)
        words.bind(self.name.setPlaceholderText, N_("Such as: supplier dialogue, two years"))
        words.bind(self.decision.setPlaceholderText, N_("Reference of the decision, or the paragraph of the plan for documents"))
        self.purpose, self.since, self.deed = QComboBox(), QComboBox(), QComboBox()
        for key, name in purposes.items():
            self.purpose.addItem(words(name), key)
        for one in Since:
            self.since.addItem(words(SINCE_LABELS[one]), one)
        for deed in Deed:
            self.deed.addItem(words(DEED_LABELS[deed]), deed)
        for box, value in ((self.purpose, self._rule.purpose), (self.since, self._rule.since), (self.deed, self._rule.deed)):
            box.setCurrentIndex(max(box.findData(value), 0))
        form = QFormLayout()
        for text, field in (
            (N_("Name"), self.name),
            (N_("Purpose"), self.purpose),
            (N_("Months"), self.months),
            (N_("Counted from"), self.since),
            (N_("Then"), self.deed),
            (N_("Decision"), self.decision),
        ):
            label = QLabel()
            words.bind(label.setText, text)
            words.bind(field.setAccessibleName, text)
            label.setBuddy(field)
            form.addRow(label, field)
        words.bind(self.heading.setText, N_("How long people stay"))
        self.column.addLayout(form)
        self.column.addWidget(self.text(N_("Without a decision a rule is kept but never runs (arkivlagen, section 10).")))
        self.column.addStretch(1)
        self.save_button = self.button(N_("Save"), self.save, "", "primary")
        self.save_button.setDefault(True)
        self.finish()
        self.foot.addWidget(self.save_button)
        words.bind(self.close_button.setText, N_("Cancel"))
        self.setMinimumWidth(560)
        self.name.setFocus()
        self.settled = True

    def save(self) -> None:
        """Keep the rule; what is wrong is said here."""
        rule = replace(
            self._rule,
            name=self.name.text(),
            purpose=self.purpose.currentData() or DIALOGUE,
            since=Since(self.since.currentData()),
            months=self.months.value(),
            deed=Deed(self.deed.currentData()),
            decision=self.decision.text(),
        )
        house = self.context.house
        self.context.write(lambda: house.disposals.keep(rule), self, self._saved, self.explain)

    def _saved(self, _changes: Changes) -> None:
        self.accept()
