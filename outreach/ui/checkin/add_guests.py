"""Puts people on the guest list of an event: one by one from the register, or many from a pasted list."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.theme import MARGIN, WIDE, set_role, take_size

HELP = N_("One guest a line: a name, and after commas a company, an e-mail address or a telephone number.")
SAMPLE = N_("Anna Berg, Bergs Bygg AB, anna@bergsbygg.example\nBo Ek")


class AddGuests(QDialog):
    """Adds as often as one likes; each time is an action of its own."""

    def __init__(self, context: Context, event_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._event = event_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Put people on the guest list"))
        self.person = RecordChooser(context, Kind.PERSON)
        self.names = QPlainTextEdit()
        self.status = QLabel()
        self._build()
        self.person.changed.connect(self._chosen)
        self.add_button.clicked.connect(self.add_names)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.add_names)
        self.person.setFocus()

    def add_names(self) -> None:
        """Put the pasted names on the list; what cannot be read is said and stays."""
        text, house, event = self.names.toPlainText(), self._context.house, self._event
        work = lambda: house.guests.add_named(event, text)  # noqa: E731 - said once, used once
        self._context.write(work, self, self._names_added, failed=self._failed)

    def _chosen(self) -> None:
        person, house, event = self.person.record_id(), self._context.house, self._event
        if person is None:
            return
        self.person.set_value(None)
        self._context.write(lambda: house.guests.invite(event, [person]), self, self._said, failed=self._failed)

    def _names_added(self, changes: Changes) -> None:
        self.names.clear()
        self._said(changes)

    def _said(self, changes: Changes) -> None:
        words = self._context.words
        text = words(changes.title, **changes.values) if changes.action else words(N_("They are on the list already."))
        set_role(self.status, "success" if changes.action else "muted")
        self.status.setText(text)

    def _failed(self, error: Exception) -> None:
        words = self._context.words
        known = explain(error, words.language)
        if isinstance(error, InvalidInput):
            sentence = words(error.reason, **error.values)
        elif known is not None:
            sentence = known.whole
        else:
            self._context.tasks.failed.emit(error)
            return
        set_role(self.status, "danger")
        self.status.setText(sentence)

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.names.setPlaceholderText, SAMPLE)
        self.names.setTabChangesFocus(True)
        self.names.setMinimumHeight(160)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.add_button, close = QPushButton(), QPushButton()
        set_role(self.add_button, "primary")
        self.add_button.setAutoDefault(False)
        words.bind(self.add_button.setText, N_("Put the names on the list"))
        words.bind(close.setText, N_("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(close)
        foot.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(Field(self._context, N_("From the register"), self.person))
        column.addWidget(Field(self._context, N_("From a list"), self.names, HELP))
        column.addLayout(foot)
        take_size(self, 620, 420)
