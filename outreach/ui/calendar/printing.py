"""Printing a picture of the calendar: ask for a file, draw it on the worker, show it where the system shows PDFs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.domain.file_name import safe_name
from outreach.domain.printed_calendar import CalendarPage, CalendarPaper
from outreach.language import N_
from outreach.services.handouts import Printed
from outreach.ui.calendar.calendar_view import SHOW_TENDERS
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.lists.long_work import LongWork, Report
from outreach.ui.opening import open_file

SAVED = N_("Saved as {name}.")
_PREPARING = N_("Preparing the calendar")
_FORMS = {CalendarPaper.A4: N_("PDF (*.pdf)"), CalendarPaper.A3: N_("PDF for A3 (*.pdf)")}


class CalendarPrinting(QObject):
    """Prints for one page of the window."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent

    def ask(self, page: CalendarPage, day: date, title: str) -> None:
        """Ask for the file; a year may be as large as A3."""
        words = self._context.words
        dialog = QFileDialog(self._parent, words(N_("Calendar as PDF, to print")))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        papers = list(CalendarPaper) if page is CalendarPage.YEAR else [CalendarPaper.A4]
        dialog.setNameFilters([words(_FORMS[paper]) for paper in papers])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{_file_name(title)}.pdf")

        def chosen(file: str) -> None:
            large = dialog.selectedNameFilter() == words(_FORMS[CalendarPaper.A3])
            self.write(page, day, Path(file), paper=CalendarPaper.A3 if large else CalendarPaper.A4)

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(
        self, page: CalendarPage, day: date, path: Path, *, paper: CalendarPaper = CalendarPaper.A4, show: bool = True
    ) -> None:
        """Write the print, with the dates of tenders when the pictures show them."""
        prints, code = self._context.house.calendar_prints, self._context.words.language.code
        tenders = bool(self._context.memory.get(SHOW_TENDERS, True))

        def work(_: Report) -> Printed:
            made = prints.make(page, day, language=code, tenders=tenders, paper=paper)
            return prints.save(made, path)

        def done(printed: Printed) -> None:
            self._context.wishes.notify.emit(self._context.words(SAVED, name=printed.file.name))
            if show and QGuiApplication.platformName() != "offscreen":
                open_file(printed.file)

        LongWork(self._context, _PREPARING, self._parent).run(work, done)


def _file_name(text: str) -> str:
    """Return a text as a file's name: without what some system refuses there."""
    return safe_name(text, otherwise="calendar")
