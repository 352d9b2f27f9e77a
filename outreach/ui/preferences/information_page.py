"""What guests are told about the details they leave: the usual text, or the unit's own, in Swedish and in English."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.information import usual_information
from outreach.domain.record import Kind
from outreach.domain.unit import Unit
from outreach.explain import explain
from outreach.language import N_, Language
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, set_role

LEAD = N_(
    "Guests read this on the self-service screen. An empty field means the usual text, which is shown in grey; let your data "
    "protection officer see it."
)
_FIELDS = (("sv", N_("In Swedish")), ("en", N_("In English")))


class InformationPage(QWidget):
    """The two texts."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._unit = Unit()
        self.texts = {code: QPlainTextEdit() for code, _ in _FIELDS}
        self.status = QLabel()
        self._build()
        self._read()
        context.changes.changed.connect(self._written)

    def save(self) -> None:
        """Keep the texts; blanks alone mean the usual text."""
        sv, en = (self.texts[code].toPlainText().strip() for code, _ in _FIELDS)
        unit, house = replace(self._unit, information_sv=sv, information_en=en), self._context.house
        self._context.write(lambda: house.unit.save_unit(unit), None, self._kept, self._refused)

    def begin_with_usual(self) -> None:
        """Put the usual text into the fields that are empty, to be changed there."""
        for code, editor in self.texts.items():
            if not editor.toPlainText().strip():
                editor.setPlainText(usual_information(self._unit, Language(code)))

    def _read(self) -> None:
        self._context.read(self._context.house.unit.unit, self._fill, self)

    def _fill(self, unit: Unit) -> None:
        self._unit = unit
        for code, text in (("sv", unit.information_sv), ("en", unit.information_en)):
            self.texts[code].setPlainText(text)
            self.texts[code].setPlaceholderText(usual_information(unit, Language(code)))

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.UNIT):
            self._read()

    def _kept(self, _changes: Changes) -> None:
        set_role(self.status, "success")
        self.status.setText(self._context.words(N_("Saved")))

    def _refused(self, error: Exception) -> None:
        known = explain(error, self._context.words.language)
        if known is None:
            self._context.tasks.failed.emit(error)
            return
        set_role(self.status, "danger")
        self.status.setText(known.whole)

    def _build(self) -> None:
        words = self._context.words
        lead = QLabel()
        lead.setWordWrap(True)
        set_role(lead, "muted")
        words.bind(lead.setText, LEAD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(lead)
        for code, title in _FIELDS:
            self.texts[code].setTabChangesFocus(True)
            column.addWidget(Field(self._context, title, self.texts[code]), 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        words = self._context.words
        self.status.setWordWrap(True)
        usual, save = QPushButton(), QPushButton()
        set_role(save, "primary")
        put_icon(save, "check", "on_accent")
        words.bind(usual.setText, N_("Begin with the usual text"))
        words.bind(save.setText, N_("Save"))
        usual.clicked.connect(self.begin_with_usual)
        save.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.status, 1)
        row.addWidget(usual)
        row.addWidget(save)
        return row
