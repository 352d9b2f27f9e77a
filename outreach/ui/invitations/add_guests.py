"""Puts guests on the list of an event: a view, a tag, a trade, a company or a person by some letters, or names by hand."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.language import N_
from outreach.ui.checkin.add_guests import HELP, SAMPLE
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.invitations.deeds import NOBODY_NEW, GuestDeeds
from outreach.ui.invitations.whom_list import WhomList
from outreach.ui.theme import MARGIN, WIDE, set_role, take_size


class AddGuests(QDialog):
    """Adds as often as one likes; each time is an action of its own, which the invite window can take back."""

    def __init__(self, context: Context, event_id: UUID, deeds: GuestDeeds, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._event = event_id
        self._deeds = deeds
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Put guests on the list"))
        self.whom, self.names, self.status = WhomList(context), QPlainTextEdit(), QLabel()
        self.add_button = QPushButton()
        self._build()
        self.whom.taken.connect(deeds.invite)
        deeds.said.connect(self._say)
        self.add_button.clicked.connect(self.add_names)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.add_names)
        self.whom.read()
        self.whom.setFocus()

    def add_names(self) -> None:
        """Put the written names on the list; what cannot be read is said and stays."""
        text, house, event = self.names.toPlainText(), self._context.house, self._event
        work = lambda: house.guests.add_named(event, text)  # noqa: E731 - said once, used once
        self._context.write(work, self, self._added, failed=self._deeds.failed)

    def _added(self, changes: Changes) -> None:
        self.names.clear()
        self._deeds.told(changes, NOBODY_NEW)

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.names.setPlaceholderText, SAMPLE)
        self.names.setTabChangesFocus(True)
        self.names.setFixedHeight(104)
        self.whom.setMinimumHeight(220)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        close = QPushButton()
        words.bind(self.add_button.setText, N_("Put the names on the list"))
        words.bind(self.add_button.setToolTip, N_("Ctrl+Enter"))
        words.bind(close.setText, N_("Close"))
        set_role(self.add_button, "primary")
        for button in (self.add_button, close):
            button.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(close)
        foot.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(Field(self._context, N_("From the register"), self.whom), 1)
        column.addWidget(Field(self._context, N_("By hand"), self.names, HELP))
        column.addLayout(foot)
        take_size(self, 640, 600)
