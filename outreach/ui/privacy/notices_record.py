"""The dialog *Record of processing* (GDPR article 30): made from what really holds, shown, and written to a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.services.exports import Exported
from outreach.services.processing_record import LEAD, SUFFIXES, TITLE
from outreach.services.processing_record import Line as RecordLine
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

SAVED = N_("Saved as {name}.")


class RecordDialog(QDialog):
    """The record, letter by letter."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        #: The record has been read.
        self.settled = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words = context.words
        words.bind(self.setWindowTitle, TITLE)
        lead = QLabel()
        lead.setWordWrap(True)
        set_role(lead, "muted")
        words.bind(lead.setText, LEAD)
        self.list = LineList(tall=True)
        words.bind(self.list.setAccessibleName, TITLE)
        self.save_button, self.close_button = QPushButton(), QPushButton()
        words.bind(self.save_button.setText, N_("Save as…"))
        words.bind(self.close_button.setText, N_("Close"))
        set_role(self.save_button, "primary")
        put_icon(self.save_button, "export", "on_accent")
        self.close_button.setAutoDefault(False)
        self.save_button.clicked.connect(self.ask_file)
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(lead)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        take_size(self, 860, 560)
        words.changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """Make the record anew, in the language of the window."""
        record, language = self._context.house.processing_record, self._context.words.language
        self._context.read(lambda: record.lines(language), self._show, self)

    def ask_file(self) -> None:
        """Ask where to."""
        words = self._context.words
        dialog = QFileDialog(self, words(TITLE))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{suffix[1:].upper()} (*{suffix})" for suffix in SUFFIXES])
        dialog.setDefaultSuffix("pdf")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")")))
        dialog.selectFile(f"{words(N_('record-of-processing'))}.pdf")
        dialog.fileSelected.connect(lambda file: self.write(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the record."""
        record, language = self._context.house.processing_record, self._context.words.language
        self._context.read(lambda: record.write(path, language), self._written, self)

    def _show(self, lines: list[RecordLine]) -> None:
        shown: list[Line] = []
        head = ""
        for one in lines:
            title = f"{one.letter}) {one.heading}"
            if title != head:
                shown.append(Line(title, heading=True))
                head = title
            shown.append(Line(one.about or one.content, one.content if one.about else ""))
        self.list.show_lines(shown)
        self.settled = True

    def _written(self, exported: Exported) -> None:
        self._context.wishes.notify.emit(self._context.words(SAVED, name=exported.file.name))
