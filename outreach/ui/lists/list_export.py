"""Asks where to, and writes records into a file of the chosen kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.services.exports import Exported
from outreach.services.leaving import NOTHING_SAID, Leaving
from outreach.services.lists import SUFFIXES, ListTable
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.lists.long_work import LongWork, Report

WRITTEN = NN_("{n} record written to {file}", "{n} records written to {file}")
LEFT_OUT = NN_("{n} left out on their own wish", "{n} left out on their own wish")
SHOWN = N_("{kind}, only the columns shown")
FILE_NAMES = {
    Kind.COMPANY: N_("companies"),
    Kind.PERSON: N_("people"),
    Kind.EVENT: N_("events"),
    Kind.TENDER: N_("tenders"),
    Kind.QUESTION: N_("questions"),
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
        leaving: Leaving = NOTHING_SAID,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._ids = ids
        self._listing = listing
        self._leaving = leaving
        self._parent = parent
        self._table: Callable[[Report], ListTable] | None = None
        self._print: Callable[[Path], None] | None = None

    def offer_shown(self, table: Callable[[Report], ListTable], write_print: Callable[[Path], None]) -> None:
        """Offer the columns that are shown as well: `table` reads them on the worker, `write_print` writes the PDF."""
        self._table, self._print = table, write_print

    def open(self) -> None:
        """Ask for the file."""
        words = self._context.words
        choices = self._choices()
        dialog = QFileDialog(self._parent, words(N_("Export")))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(choices))
        first = next(iter(choices.values()))[0]
        dialog.setDefaultSuffix(first[1:])
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(choices[chosen][0][1:]))
        dialog.selectFile(words(FILE_NAMES[self._kind]) + first)
        dialog.fileSelected.connect(lambda file: choices[dialog.selectedNameFilter()][1](Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choices(self) -> dict[str, tuple[str, Callable[[Path], None]]]:
        """Return what can be written: whole records first, then what the list shows; the suffix and what writes it."""
        words = self._context.words
        found: dict[str, tuple[str, Callable[[Path], None]]] = {
            f"{suffix[1:].upper()} (*{suffix})": (suffix, self.write)
            for suffix in self._context.house.exports.suffixes(self._kind)
        }
        if self._table is not None:
            for suffix in SUFFIXES:
                found[f"{words(SHOWN, kind=suffix[1:].upper())} (*{suffix})"] = (suffix, self.write_shown)
        if self._print is not None:
            found[f"{words(SHOWN, kind='PDF')} (*.pdf)"] = (".pdf", self._print)
        return found

    def write_shown(self, path: Path) -> None:
        """Write the columns that are shown, and say how many records the file holds."""
        table, lists, leaving = self._table, self._context.house.lists, self._leaving
        language = self._context.words.language
        if table is None:
            return
        LongWork(self._context, N_("Writing the file"), self._parent).run(
            lambda report: lists.write(table(report), path, language, leaving), self._written
        )

    def write(self, path: Path) -> None:
        """Write the file, and say how many records it holds."""
        house, language, leaving = self._context.house, self._context.words.language, self._leaving
        self._context.read(
            lambda: house.exports.write(
                self._kind, path, language, listing=self._listing, ids=self._ids, leaving=leaving
            ),
            self._written,
            self,
        )

    def _written(self, exported: Exported) -> None:
        said = self._context.words.count(WRITTEN, exported.records, file=exported.file.name)
        left = len(exported.left_out)
        self._context.wishes.notify.emit(f"{said} · {self._context.words.count(LEFT_OUT, left)}" if left else said)
        self.deleteLater()
