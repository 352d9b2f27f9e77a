"""Asks where to, and writes records into a file of the chosen kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.services.exports import Exported
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context

WRITTEN = NN_("{n} record written to {file}", "{n} records written to {file}")
FILE_NAMES = {
    Kind.COMPANY: N_("companies"),
    Kind.PERSON: N_("people"),
    Kind.EVENT: N_("events"),
    Kind.TENDER: N_("tenders"),
}


class ExportDialog(QObject):
    """One export: the named records, or those of a listing. The window stays alive while the question stands."""

    def __init__(
        self,
        context: Context,
        kind: Kind,
        parent: QWidget,
        ids: Sequence[UUID] | None = None,
        listing: Listing | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._ids = ids
        self._listing = listing
        self._parent = parent

    def open(self) -> None:
        """Ask for the file."""
        suffixes = self._context.house.exports.suffixes(self._kind)
        words = self._context.words
        dialog = QFileDialog(self._parent, words(N_("Export")))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{suffix[1:].upper()} (*{suffix})" for suffix in suffixes])
        dialog.setDefaultSuffix(suffixes[0][1:])
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.split()[0].lower()))
        dialog.selectFile(words(FILE_NAMES[self._kind]) + suffixes[0])
        dialog.fileSelected.connect(lambda file: self.write(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the file, and say how many records it holds."""
        house, language = self._context.house, self._context.words.language

        def done(exported: Exported) -> None:
            said = self._context.words.count(WRITTEN, exported.records, file=exported.file.name)
            self._context.wishes.notify.emit(said)
            self.deleteLater()

        self._context.read(
            lambda: house.exports.write(self._kind, path, language, listing=self._listing, ids=self._ids), done, self
        )
