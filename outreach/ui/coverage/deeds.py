"""What can be done with the companies of a cell, and with the table: keep as a view, invite, print, copy, write a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.domain.coverage import Coverage
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.exports import Exported
from outreach.services.handouts import Printed
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.checkin.choose_event import ask_event
from outreach.ui.companies.page import NOBODY_THERE
from outreach.ui.context import Context
from outreach.ui.copying import copy_table
from outreach.ui.lists.list_views import SAVE_AS
from outreach.ui.lists.long_work import LongWork, Report
from outreach.ui.lists.name_dialog import NameDialog

SAVED = N_("Saved as {name}.")
COPIED = N_("The table is on the clipboard.")
_SUFFIXES = (".xlsx", ".csv", ".pdf")


class Deeds(QObject):
    """The deeds of the page; `page` is the parent of what they ask."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page

    # The companies of a cell -----------------------------------------------------------------------------------------

    def keep_view(self, listing: Listing, start: str) -> None:
        """Ask for a name, and keep the companies of a cell as a view."""
        coverage = self._context.house.coverage
        dialog = NameDialog(self._context, SAVE_AS, lambda name: coverage.save_view(name, listing), self._page, start)
        dialog.open()

    def invite(self, listing: Listing) -> None:
        """Ask for an event, and put everybody who works at these companies on its guest list."""
        house = self._context.house

        def ask(people: list[UUID]) -> None:
            if people:
                ask_event(self._context, people, self._page)
            else:
                self._context.wishes.notify.emit(self._context.words(NOBODY_THERE))

        self._context.read(lambda: house.views.people_of(Kind.COMPANY, house.companies.ids(listing)), ask, self)

    def print_list(self, listing: Listing, title: str) -> None:
        """Ask for the file of the printed list."""
        lists, companies, language = (
            self._context.house.lists,
            self._context.house.companies,
            self._context.words.language,
        )

        def write(path: Path) -> None:
            def work(report: Report) -> Printed:
                table = lists.table(Kind.COMPANY, companies.keys(listing), (), language, report)
                return lists.save_print(lists.printed(table, title, "", language), path)

            LongWork(self._context, N_("Preparing the list"), self._page).run(work, lambda made: self._saved(made.file))

        self._ask_file(N_("List as PDF, to print"), [".pdf"], title, write)

    # The table -------------------------------------------------------------------------------------------------------

    def copy(self, coverage: Coverage) -> None:
        """Put the table on the clipboard: for a spreadsheet, and for a mail."""
        language = self._context.words.language
        table = self._context.house.coverage.said(coverage, language)
        copy_table(table.as_text(language), table.as_html(language))
        self._context.wishes.notify.emit(self._context.words(COPIED))

    def export(self, coverage: Coverage, first: str = ".xlsx") -> None:
        """Ask for a file, and write the table: XLSX, CSV or a PDF for print."""
        service, language = self._context.house.coverage, self._context.words.language

        def write(path: Path) -> None:
            def done(made: Exported) -> None:
                self._saved(made.file)

            self._context.read(lambda: service.write(coverage, path, language), done, self)

        suffixes = sorted(_SUFFIXES, key=lambda suffix: suffix != first)
        self._ask_file(N_("Export"), suffixes, self._context.words(N_("Coverage")), write)

    def print_table(self, coverage: Coverage) -> None:
        """Ask for the file of the printed table."""
        self.export(coverage, ".pdf")

    def _ask_file(self, title: str, suffixes: Sequence[str], name: str, write: Callable[[Path], None]) -> None:
        filters = {f"{suffix[1:].upper()} (*{suffix})": suffix for suffix in suffixes}
        dialog = QFileDialog(self._page, self._context.words(title))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(suffixes[0][1:])
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen][1:]))
        dialog.selectFile("".join("-" if sign in '\\/:*?"<>|' else sign for sign in name) + suffixes[0])
        dialog.fileSelected.connect(lambda file: write(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _saved(self, path: Path) -> None:
        self._context.wishes.notify.emit(self._context.words(SAVED, name=path.name))
