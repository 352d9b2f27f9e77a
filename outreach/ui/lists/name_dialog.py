"""Asks for a name and keeps something under it; what is wrong with the name is said at the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role


class NameDialog(QDialog):
    """`save` is called on the worker with what was typed; the dialog closes once that is kept, then `then` is called."""

    def __init__(
        self,
        context: Context,
        title: str,
        save: Callable[[str], Changes],
        parent: QWidget,
        start: str = "",
        then: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._save = save
        self._then = then
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, title)
        self.line = QLineEdit(start)
        self.line.setMaxLength(200)
        self.line.selectAll()
        self.field = Field(context, N_("Name"), self.line)
        self.save_button = QPushButton()
        self._build()

    def keep(self) -> None:
        """Keep the name, or say at the field why that cannot be."""
        name, save = self.line.text(), self._save
        self.field.clear_error()
        self.save_button.setEnabled(False)
        self._context.write(lambda: save(name), None, self._kept, self._refused)

    def _kept(self, _changes: Changes) -> None:
        self.accept()
        self._then()

    def _refused(self, error: Exception) -> None:
        words = self._context.words
        self.save_button.setEnabled(True)
        known = explain(error, words.language)
        if isinstance(error, InvalidInput):
            self.field.show_error(words(error.reason, **error.values))
        elif known is not None:
            self.field.show_error(known.whole)
        else:
            self._context.tasks.failed.emit(error)
        self.line.setFocus()

    def _build(self) -> None:
        words = self._context.words
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
        column.addWidget(self.field)
        column.addLayout(foot)
        self.setFixedWidth(420)
