"""What leaves a list: as a table or as addresses on the clipboard, as a file, on paper.

What is chosen is taken when several rows are, else everything that the list shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.domain.file_name import safe_name
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.services.handouts import Printed
from outreach.services.leaving import NOTHING_SAID, Leaving
from outreach.services.lists import ListTable
from outreach.services.views import Addresses
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.copying import copy_table, copy_text
from outreach.ui.lists.list_export import ExportDialog
from outreach.ui.lists.list_views import ListViews
from outreach.ui.lists.long_work import LongWork, Report
from outreach.ui.opening import open_file
from outreach.ui.privacy.leaving_dialog import COPY, EXPORT, PRINT, ask_leaving

COPIED = NN_("{n} row copied as a table", "{n} rows copied as a table")
ADDRESSES = NN_("{n} address copied, for the Bcc field", "{n} addresses copied, for the Bcc field")
WITHOUT = NN_("{n} has none", "{n} have none")
DECLINED = NN_("{n} opted out", "{n} opted out")
NOBODY = N_("Nobody here has an e-mail address.")
SAVED = N_("Saved as {name}.")
_PREPARING = N_("Preparing the list")


class HandOver(QObject):
    """Hands over what one list page shows. `keys` returns the rows that are meant, and whether they were chosen."""

    def __init__(
        self,
        context: Context,
        kind: Kind,
        title: str,
        views: ListViews,
        columns: Callable[[], Sequence[str]],
        keys: Callable[[], tuple[Sequence[int], bool]],
        said: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._title = title
        self._views = views
        self._columns = columns
        self._keys = keys
        self._said = said
        self._page = parent
        self._records: Any = context.house.records(kind)

    def copy_table(self, keys: Sequence[int] | None = None) -> None:
        """Put rows on the clipboard as a table, with headings: tab-separated for Excel, HTML for a mail."""
        read, lists = self._reader(keys), self._context.house.lists

        def go(leaving: Leaving) -> None:
            def work(report: Report) -> tuple[int, str, str]:
                table = read(report)
                return len(table.rows), *lists.copied(table, leaving)

            LongWork(self._context, _PREPARING, self._page).run(work, lambda written: self._copy(*written))

        self._ask(COPY, go, keys)

    def copy_addresses(self) -> None:
        """Put the e-mail addresses on the clipboard as Outlook takes them in its Bcc field, each once."""
        house, kind, records, keys = self._context.house, self._kind, self._records, self._keys()[0]

        def go(leaving: Leaving) -> None:
            def work(report: Report) -> Addresses:
                return house.views.addresses(kind, records.ids_of(keys), report, leaving)

            LongWork(self._context, _PREPARING, self._page).run(work, self._copied_addresses)

        self._ask(COPY, go)

    def write_to_many(self) -> None:
        """Open the window for one text to all that are meant."""
        from outreach.ui.mailings.window import MailingWindow

        records, keys = self._records, self._keys()[0]

        def show(ids: list[UUID]) -> None:
            MailingWindow(self._context, self._kind, ids, self._page.window()).open()

        self._context.read(lambda: records.ids_of(keys), show, self)

    def ask_print(self) -> None:
        """Ask for the file of the printed list, write it, and show it where the system shows PDFs."""
        self._ask(PRINT, self._ask_print)

    def _ask_print(self, leaving: Leaving) -> None:
        words = self._context.words
        dialog = QFileDialog(self._page, words(N_("List as PDF, to print")))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["PDF (*.pdf)"])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{_file_name(self.heading())}.pdf")
        dialog.fileSelected.connect(lambda file: self.write_print(Path(file), leaving))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_print(self, path: Path, leaving: Leaving = NOTHING_SAID, *, show: bool = True) -> None:
        """Write the list as a PDF."""
        lists, language, heading, lead = (
            self._context.house.lists,
            self._context.words.language,
            self.heading(),
            self.lead(),
        )

        table = self._reader()

        def work(report: Report) -> Printed:
            return lists.save_print(lists.printed(table(report), heading, lead, language), path, leaving)

        def done(printed: Printed) -> None:
            self._context.wishes.notify.emit(self._context.words(SAVED, name=printed.file.name))
            if show and QGuiApplication.platformName() != "offscreen":
                open_file(printed.file)

        LongWork(self._context, _PREPARING, self._page).run(work, done)

    def export(self) -> None:
        """Ask for a file, and write whole records or the columns that are shown."""
        keys, chosen = self._keys()
        records = self._records

        def go(leaving: Leaving) -> None:
            if chosen:
                self._context.read(lambda: records.ids_of(keys), lambda ids: self._export(ids, leaving), self)
            else:
                self._export(None, leaving)

        self._ask(EXPORT, go)

    def heading(self) -> str:
        """Return what stands above the list on paper: the view's name, else what the list is of."""
        return self._views.name() or self._context.words(self._title)

    def lead(self) -> str:
        """Return in words what the list is narrowed to."""
        _, chosen = self._keys()
        return self._context.words(N_("Chosen by hand")) if chosen else self._said()

    def _ask(self, deed: tuple[str, str], then: Callable[[Leaving], None], keys: Sequence[int] | None = None) -> None:
        """Ask what many people leave for; every way out of a list comes by here."""
        ask_leaving(self._context, self._kind, self._keys()[0] if keys is None else keys, deed, then, self._page)

    def _export(self, ids: list[UUID] | None, leaving: Leaving) -> None:
        listing = None if ids is not None else self._views.listing()
        dialog = ExportDialog(self._context, self._kind, self._page, ids, listing, leaving)
        dialog.offer_shown(self._reader(), lambda path: self.write_print(path, leaving))
        dialog.open()

    def _reader(self, keys: Sequence[int] | None = None) -> Callable[[Report], ListTable]:
        """Return what reads the table on the worker: rows, columns and language are those of this moment."""
        lists, kind, language, columns = (
            self._context.house.lists,
            self._kind,
            self._context.words.language,
            self._columns(),
        )
        meant = self._keys()[0] if keys is None else keys
        return lambda report: lists.table(kind, meant, columns, language, report)

    def _copy(self, rows: int, text: str, html: str) -> None:
        copy_table(text, html, rows)
        self._context.wishes.notify.emit(self._context.words.count(COPIED, rows))

    def _copied_addresses(self, found: Addresses) -> None:
        words = self._context.words
        if not found.addresses:
            self._context.wishes.notify.emit(words(NOBODY))
            return
        copy_text(found.text, len(found.addresses))
        told = words.count(ADDRESSES, len(found.addresses))
        without = f" · {words.count(WITHOUT, found.without)}" if found.without else ""
        declined = f" · {words.count(DECLINED, found.declined)}" if found.declined else ""
        self._context.wishes.notify.emit(told + without + declined)


def _file_name(text: str) -> str:
    """Return a text as a file's name: without what some system refuses there."""
    return safe_name(text, otherwise="list")
