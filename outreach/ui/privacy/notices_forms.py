"""The two forms of the dialog *Purposes and information texts*: one version of a text, one purpose."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from outreach.domain.privacy_text import Item, missing_items
from outreach.domain.processing import BASIS_LABELS, Basis, PrivacyText, Purpose
from outreach.domain.purposes import is_built_in
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import Field
from outreach.ui.theme import GAP, MARGIN

LANGUAGE_NAMES = {"sv": N_("Swedish"), "en": N_("English")}
ITEM_LABELS = {
    Item.CONTROLLER: N_("who is responsible"),
    Item.DPO: N_("the data protection officer"),
    Item.PURPOSE: N_("what for"),
    Item.BASIS: N_("the lawful basis"),
    Item.RECIPIENTS: N_("who gets the data"),
    Item.STORAGE: N_("how long"),
    Item.RIGHTS: N_("the rights"),
    Item.COMPLAINT: N_("where to complain"),
    Item.SOURCE: N_("where from, and whether one must"),
}
ALL_THERE = N_("All nine items of article 13 seem to be there.")
MISSING = N_("Article 13 also asks for: {items}.")
BEGUN = N_("This version has begun; make a new one to change it.")
FIELDS = N_("{unit}, {contact}, {dpo}, {requests}, {purposes}, {bases} and {storage} are filled in by the program.")
NO_DAY = N_("Say from which day it holds.")


class TextForm(QWidget):
    """One version: language, version, first day, the short text for paper and mail, and the whole one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._original = PrivacyText(language="sv", label="", valid_from=context.house.now().date(), short="")
        self._editable = False
        self.language, self.label = QComboBox(), QLineEdit()
        self.valid_from = DayField(context, N_("Holds from"))
        self.short, self.full = QPlainTextEdit(), QPlainTextEdit()
        for code, name in LANGUAGE_NAMES.items():
            self.language.addItem(context.words(name), code)
        for editor in (self.short, self.full):
            editor.setTabChangesFocus(True)
        self.short_field = Field(context, N_("Short text, for paper and mail"), self.short)
        self.full_field = Field(context, N_("Whole text, all nine items"), self.full, FIELDS)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        self.fields = [
            Field(context, N_("Language"), self.language),
            Field(context, N_("Version"), self.label),
            Field(context, N_("Holds from"), self.valid_from),
        ]
        for field in self.fields:
            row.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.short_field, 1)
        column.addWidget(self.full_field, 2)
        self.short.textChanged.connect(self._look)
        self.full.textChanged.connect(self._look)
        context.words.changed.connect(self._speak)

    def show_text(self, text: PrivacyText, *, editable: bool) -> None:
        """Show a version; one that has begun cannot be changed."""
        self._original, self._editable = text, editable
        self.language.setCurrentIndex(max(self.language.findData(text.language), 0))
        self.label.setText(text.label)
        self.valid_from.set_value(text.valid_from)
        self.short.setPlainText(text.short)
        self.full.setPlainText(text.full)
        for editor in (self.short, self.full):
            editor.setReadOnly(not editable)
        self.label.setReadOnly(not editable)
        self.language.setEnabled(editable)
        self.valid_from.setEnabled(editable)
        self._look()

    def value(self) -> PrivacyText:
        """Return the version as it stands here. Raises InvalidInput for what is no day."""
        day = self.valid_from.value()
        if day is None:
            raise InvalidInput(N_("Holds from"), NO_DAY)
        return replace(
            self._original,
            language=str(self.language.currentData()),
            label=self.label.text(),
            valid_from=day,
            short=self.short.toPlainText(),
            full=self.full.toPlainText(),
        )

    def _look(self) -> None:
        words = self._context.words
        self.short_field.show_note("" if self._editable else words(BEGUN))
        whole = self.full.toPlainText().strip() or self.short.toPlainText()
        items = [words(ITEM_LABELS[one]) for one in missing_items(whole)]
        if items:
            self.full_field.show_note(words(MISSING, items=", ".join(items)), "warning")
        elif self._editable:
            self.full_field.show_note("")
        else:
            self.full_field.show_note(words(ALL_THERE))

    def _speak(self) -> None:
        for place, name in enumerate(LANGUAGE_NAMES.values()):
            self.language.setItemText(place, self._context.words(name))
        self._look()


class PurposeForm(QScrollArea):
    """One purpose: what for, on which ground, which data, who gets them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._original = Purpose(key="", name="", law="")
        self.key, self.name, self.law = QLineEdit(), QLineEdit(), QLineEdit()
        self.basis, self.categories, self.recipients = QComboBox(), QPlainTextEdit(), QPlainTextEdit()
        for one in Basis:
            self.basis.addItem(context.words(BASIS_LABELS[one]), one.value)
        for box in (self.categories, self.recipients):
            box.setTabChangesFocus(True)
            box.setMaximumHeight(box.fontMetrics().lineSpacing() * 4 + 16)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        rows: tuple[tuple[str, QWidget, str], ...] = (
            (N_("Name"), self.name, ""),
            (N_("Key"), self.key, N_("A short word that people's records carry, such as dialogue.")),
            (N_("Lawful basis"), self.basis, N_("Legitimate interests (6.1 f) do not hold for an authority's tasks.")),
            (N_("Law or decision"), self.law, ""),
            (N_("Kinds of data, one a line"), self.categories, ""),
            (N_("Recipients"), self.recipients, ""),
        )
        for title, editor, help_text in rows:
            column.addWidget(Field(context, title, editor, help_text))
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        context.words.changed.connect(self._speak)

    def show_purpose(self, purpose: Purpose) -> None:
        """Show a purpose; the key of one that people carry stays."""
        self._original = purpose
        self.key.setText(purpose.key)
        self.key.setReadOnly(bool(purpose.version) or is_built_in(purpose.key))
        self.name.setText(purpose.name)
        self.law.setText(purpose.law)
        self.basis.setCurrentIndex(self.basis.findData(purpose.basis.value))
        self.categories.setPlainText("\n".join(purpose.categories))
        self.recipients.setPlainText(purpose.recipients)

    def value(self) -> Purpose:
        """Return the purpose as it stands here."""
        return replace(
            self._original,
            key=self.key.text(),
            name=self.name.text(),
            basis=Basis(str(self.basis.currentData())),
            law=self.law.text(),
            categories=tuple(self.categories.toPlainText().splitlines()),
            recipients=self.recipients.toPlainText(),
        )

    def _speak(self) -> None:
        for place, one in enumerate(Basis):
            self.basis.setItemText(place, self._context.words(BASIS_LABELS[one]))
