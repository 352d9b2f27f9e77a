"""An answer that came from another municipality: pasted or dropped, read without what was quoted, kept with its credit and day."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from outreach.domain.changes import Changes
from outreach.domain.inquiry import Inquiry, NetworkAnswer
from outreach.domain.when import home_day
from outreach.explain import explain
from outreach.language import N_
from outreach.services.inquiries import ReadAnswer
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP

FROM, ANSWERED, ANSWER = N_("From"), N_("Answered"), N_("Answer")
_FOLDER = "network.folder"


class AnswerDialog(FormDialog):
    """Keeps one answer. A message (.eml) may be dropped on it; what is pasted loses signature and quoted messages on *Save*."""

    def __init__(self, context: Context, inquiry: Inquiry, parent: QWidget) -> None:
        super().__init__(context, N_("An answer that came"), parent)
        self.inquiry = inquiry
        self._who = ""
        self.setAcceptDrops(True)
        self.municipality, self.answered, self.text = QLineEdit(), DayField(context, ANSWERED), NotesEdit(9)
        context.words.bind(self.municipality.setPlaceholderText, N_("Ludvika kommun"))
        self.answered.set_value(home_day(context.house.now()))
        # Else the field would take the address of a dropped file as a text.
        self.text.setAcceptDrops(False)
        self._add_fields()
        self.ready()
        self.text.setFocus()

    def value(self) -> NetworkAnswer:
        """Return the answer as it stands here. Raises InvalidInput for what is no day."""
        day = self.answered.value() or home_day(self.context.house.now())
        return NetworkAnswer(self.municipality.text(), day, self.text.value(), self._who)

    def save(self, record: NetworkAnswer) -> Changes:
        """Keep it; of what was pasted only what was said."""
        inquiries = self.context.house.inquiries
        read = inquiries.read_answer(record.text) if record.text.strip() else ReadAnswer("")
        credit = record.municipality.strip() or read.municipality
        who = record.who or read.who
        return inquiries.answer(self.inquiry.id, read.text, municipality=credit, day=record.day, who=who)

    def saved_id(self, record: Any) -> UUID:
        """Return the inquiry's id."""
        del record
        return self.inquiry.id

    def read_file(self, file: Path) -> None:
        """Read a saved message into the fields, to be looked at before it is kept."""
        inquiries = self.context.house.inquiries
        self.context.tasks.run(lambda: inquiries.read_answer_file(file), self._show, owner=self, failed=self._could_not)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _show(self, read: ReadAnswer) -> None:
        self.text.set_value(read.text)
        self._who = read.who
        if read.municipality:
            self.municipality.setText(read.municipality)
        if read.day is not None:
            self.answered.set_value(read.day)
        if not self.municipality.text():
            self.municipality.setFocus()

    def _could_not(self, error: Exception) -> None:
        found = explain(error, self.context.words.language)
        if found is None:
            self.context.tasks.failed.emit(error)
        else:
            self.fields[ANSWER].show_error(found.whole)

    def _ask_file(self) -> None:
        words = self.context.words
        folder = str(self.context.memory.get(_FOLDER, str(Path.home())))
        dialog = QFileDialog(self, words(N_("A saved message")), folder, words(N_("Message (*.eml)")))
        look_calm(dialog)
        dialog.fileSelected.connect(lambda file: self.read_file(Path(file)))
        dialog.open()

    def _add_fields(self) -> None:
        words = self.context.words
        help_text = N_("Paste it, or drop a saved message (.eml) here. What was quoted and the signature are left out.")
        text = self.field(ANSWER, self.text, help_text)
        credit = self.field(FROM, self.municipality, N_("Which municipality; the person is not named."))
        button = QPushButton()
        button.setAutoDefault(False)
        words.bind(button.setText, N_("From a saved message…"))
        button.clicked.connect(self._ask_file)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(button)
        row.addStretch(1)
        self.add_section("", text_label(self.inquiry.title, "heading"), text, line, (credit, self.field(ANSWERED, self.answered)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a saved message."""
        if dropped_message(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the message that is dropped."""
        file = dropped_message(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.read_file(file)


def dropped_message(data: QMimeData) -> Path | None:
    """Return the first saved message (.eml) among what is dragged, or None."""
    files = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return next((file for file in files if file.suffix.casefold() == ".eml"), None)
