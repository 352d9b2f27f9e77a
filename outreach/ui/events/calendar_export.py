"""Writes events into a calendar file: those chosen, those of the list, those of the month, or all; with tender dates or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.services.exports import Exported
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

WRITTEN = NN_("{n} event written to {file}", "{n} events written to {file}")
WITH_DEADLINES = "events.export.deadlines"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to "which events": a finished text, and how to find them; `ids` runs on the worker, None means all."""

    text: str
    ids: Callable[[], Sequence[UUID] | None]


class CalendarExport(QDialog):
    """Asks which events, whether with the dates of tenders, and for the file."""

    def __init__(self, context: Context, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._choices = list(choices)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Export a calendar"))
        self.buttons = [QRadioButton(choice.text) for choice in self._choices]
        self.buttons[0].setChecked(True)
        self.deadlines = self._make_deadlines()
        self._build()

    def write(self, path: Path) -> None:
        """Write the file, say how many events it holds, and close."""
        house, language = self.context.house, self.context.words.language
        choice = next(one for one, button in zip(self._choices, self.buttons, strict=True) if button.isChecked())
        deadlines = self.deadlines.isChecked()
        self.context.memory.keep(WITH_DEADLINES, deadlines)

        def work() -> Exported:
            return house.exports.write(Kind.EVENT, path, language, ids=choice.ids(), deadlines=deadlines)

        self.context.read(work, self._written, self)

    def _written(self, exported: Exported) -> None:
        said = self.context.words.count(WRITTEN, exported.records, file=exported.file.name)
        self.context.wishes.notify.emit(said)
        self.accept()

    def _ask_file(self) -> None:
        words = self.context.words
        dialog = QFileDialog(self, words(N_("Export a calendar")))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([words(N_("Calendar")) + " (*.ics)"])
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(words(N_("calendar")) + ".ics")
        dialog.fileSelected.connect(lambda file: self.write(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make_deadlines(self) -> QCheckBox:
        box = QCheckBox()
        self.context.words.bind(box.setText, N_("With the dates of coming tenders"))
        box.setChecked(bool(self.context.memory.get(WITH_DEADLINES, False)))
        return box

    def _build(self) -> None:
        words = self.context.words
        heading, note = QLabel(), QLabel()
        set_role(heading, "title")
        set_role(note, "muted")
        note.setWordWrap(True)
        words.bind(heading.setText, N_("Export a calendar"))
        words.bind(
            note.setText,
            N_("The file opens in Outlook, Google, Apple and Thunderbird. Your notes and staff are left out."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        layout.setSpacing(GAP)
        for widget in (heading, note):
            layout.addWidget(widget)
        layout.addSpacing(GAP)
        for button in self.buttons:
            layout.addWidget(button)
        layout.addSpacing(GAP)
        layout.addWidget(self.deadlines)
        layout.addSpacing(MARGIN)
        layout.addLayout(self._foot())
        self.setMinimumWidth(460)

    def _foot(self) -> QHBoxLayout:
        cancel, save = QPushButton(), QPushButton()
        self.context.words.bind(cancel.setText, N_("Cancel"))
        self.context.words.bind(save.setText, N_("Choose the file…"))
        set_role(save, "primary")
        put_icon(save, "export", "on_accent")
        save.setDefault(True)
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self._ask_file)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)
        return row
