"""When a company is to be heard of next: the dialog that chooses the day and the rhythm, and how the day is said."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.company import Company
from outreach.domain.next_contact import MOST_MONTHS, WHY_LABELS, NextContact
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import Field
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role
from outreach.ui.words import Words

NEXT_CONTACT = N_("Next contact")
EVERY = N_("Contact every (months)")
NO_DAY = N_("No day is set.")
_RULE = N_(
    "An open follow-up goes first. A chosen day holds until the next conversation; after that the rhythm counts."
)


def say_next_contact(found: NextContact, words: Words) -> str:
    """Return the day with what it comes from: "2027-01-15, chosen"."""
    if found.day is None:
        return words(NO_DAY)
    return f"{words.language.day(found.day)}, {words(WHY_LABELS[found.why])}"


class MonthsField(QSpinBox):
    """A rhythm in months; the lowest value means none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setRange(0, MOST_MONTHS)
        context.words.bind(self.setSpecialValueText, N_("No rhythm"))

    def months(self) -> int | None:
        """Return the months, or None."""
        return self.value() or None

    def set_months(self, months: int | None) -> None:
        """Show a rhythm."""
        self.setValue(months or 0)


class NextContactDialog(QDialog):
    """Chooses day and rhythm; one action, which undo takes back."""

    def __init__(self, context: Context, company: Company, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._company: UUID = company.id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, NEXT_CONTACT)
        self.day, self.months = DayField(context, NEXT_CONTACT, N_("No day")), MonthsField(context)
        self.day.set_value(company.next_contact)
        self.months.set_months(company.contact_months)
        self.field = Field(context, NEXT_CONTACT, self.day)
        self.save_button = QPushButton()
        self._build(company.name)

    def keep(self) -> None:
        """Keep what is chosen, or say at the field what is wrong with it."""
        self.field.clear_error()
        try:
            day = self.day.value()
        except InvalidInput as error:
            self.field.show_error(self._context.words(error.reason, **error.values))
            return
        months, company, house = self.months.months(), self._company, self._context.house
        self._context.write(lambda: house.next_contacts.choose(company, day, months), None, self._kept)

    def _kept(self, _changes: Changes) -> None:
        self.accept()

    def _build(self, name: str) -> None:
        words = self._context.words
        title, rule = QLabel(name), QLabel()
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        set_role(title, "heading")
        set_role(rule, "muted")
        rule.setWordWrap(True)
        words.bind(rule.setText, _RULE)
        cancel = QPushButton()
        set_role(self.save_button, "primary")
        self.save_button.setDefault(True)
        words.bind(self.save_button.setText, N_("Save"))
        words.bind(cancel.setText, N_("Cancel"))
        self.save_button.clicked.connect(self.keep)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(title)
        column.addWidget(self.field)
        column.addWidget(Field(self._context, EVERY, self.months))
        column.addWidget(rule)
        column.addLayout(foot)
        self.setFixedWidth(420)
