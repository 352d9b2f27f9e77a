"""The officers of the unit: their names stand in the journal, their telephone and e-mail on what is handed out."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.contact import show_phone
from outreach.domain.record import Kind
from outreach.domain.unit import Officer
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, MARGIN, set_role


class OfficersPage(QWidget):
    """The list and the form of the chosen one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._officer = Officer(name="")
        self._wanted: UUID | None = None
        self.list = LineList(tall=True)
        self.name = Field(context, N_("Officer"), QLineEdit())
        self.title = Field(context, N_("Title"), QLineEdit())
        self.phone = Field(context, N_("Telephone"), QLineEdit())
        self.email = Field(context, N_("E-mail"), QLineEdit())
        self._build()
        self.list.moved.connect(self._show)
        self.save_button.clicked.connect(self.save)
        self.add_button.clicked.connect(self._begin_new)
        context.changes.changed.connect(self._written)
        self._read()

    def save(self) -> None:
        """Keep the officer in the form."""
        self.name.clear_error()
        officer = replace(
            self._officer,
            name=_text(self.name),
            title=_text(self.title),
            phone=_text(self.phone),
            email=_text(self.email),
        )
        self._wanted = officer.id
        house = self._context.house
        self._context.write(lambda: house.unit.save_officer(officer), None, None, self._refused)

    def _read(self) -> None:
        self._context.read(self._context.house.unit.officers, self._fill, self)

    def _fill(self, officers: list[Officer]) -> None:
        lines = [Line(one.name, one.title or one.email or show_phone(one.phone), icon="people", data=one) for one in officers]
        self.list.show_lines(lines, first=True)
        for row, officer in enumerate(officers):
            if officer.id == self._wanted:
                self.list.setCurrentIndex(self.list.model().index(row, 0))
        self._wanted = None
        self._show(self.list.current())

    def _show(self, officer: Officer | None) -> None:
        if not isinstance(officer, Officer):
            return
        self._officer = officer
        texts = (officer.name, officer.title, show_phone(officer.phone), officer.email)
        for field, text in zip((self.name, self.title, self.phone, self.email), texts, strict=True):
            field.clear_error()
            editor = field.editor
            assert isinstance(editor, QLineEdit)
            editor.setText(text)

    def _begin_new(self) -> None:
        self.list.clearSelection()
        self._show(Officer(name=""))
        self.name.editor.setFocus()

    def _written(self, changes: Changes, origin: object) -> None:
        if changes.concern(Kind.OFFICER):
            self._read()

    def _refused(self, error: Exception) -> None:
        known = explain(error, self._context.words.language)
        if isinstance(error, InvalidInput):
            self.name.show_error(self._context.words(error.reason, **error.values))
            self.name.editor.setFocus()
        elif known is not None:
            self.name.show_error(known.whole)
        else:
            self._context.tasks.failed.emit(error)

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.list.setAccessibleName, N_("Officers"))
        self.add_button, self.save_button = QPushButton(), QPushButton()
        put_icon(self.add_button, "add")
        words.bind(self.add_button.setText, N_("Add an officer"))
        set_role(self.save_button, "primary")
        put_icon(self.save_button, "check", "on_accent")
        words.bind(self.save_button.setText, N_("Save"))
        hint = QLabel()
        hint.setWordWrap(True)
        set_role(hint, "caption")
        words.bind(hint.setText, N_("The name stands by everything that this officer logs and changes."))
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.list, 1)
        left.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        for field in (self.name, self.title, self.phone, self.email):
            right.addWidget(field)
        right.addWidget(hint)
        right.addStretch(1)
        right.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, MARGIN, 0, 0)
        row.setSpacing(2 * MARGIN)
        row.addLayout(left, 1)
        row.addLayout(right, 1)


def _text(field: Field) -> str:
    editor = field.editor
    assert isinstance(editor, QLineEdit)
    return editor.text().strip()
