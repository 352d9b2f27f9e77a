"""The calendar as a PDF: measured first (`calendar_sheets`), then drawn. The same print gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable

from outreach.domain.printed_calendar import CalendarPage, CalendarPaper, PrintedCalendar
from outreach.print import fonts
from outreach.print.agenda_print import agenda_sheets
from outreach.print.calendar_parts import Setting, setting_of
from outreach.print.document import DocumentFacts, write_document
from outreach.print.looks import A4, MM
from outreach.print.month_print import month_sheets
from outreach.print.printable import printable
from outreach.print.sheet import Page, Sheet
from outreach.print.week_print import week_sheets
from outreach.print.year_print import year_sheets

A3 = (297 * MM, 420 * MM)
_SHEETS: dict[CalendarPage, Callable[[Setting], list[Sheet]]] = {
    CalendarPage.MONTH: month_sheets,
    CalendarPage.WEEK: week_sheets,
    CalendarPage.AGENDA: agenda_sheets,
    CalendarPage.YEAR: year_sheets,
}


def calendar_sheets(printed: PrintedCalendar) -> list[Sheet]:
    """Return the measured pages, at least one. Raises TypefaceMissing."""
    fonts.ready()
    paper = A3 if printed.paper is CalendarPaper.A3 else A4
    size = paper if printed.page is CalendarPage.AGENDA else (paper[1], paper[0])
    return _SHEETS[printed.page](setting_of(printed, size))


def draw_calendar(printed: PrintedCalendar) -> bytes:
    """Return the calendar as a PDF. Raises TypefaceMissing when the font package is not installed."""
    sheets = calendar_sheets(printed)
    setting = setting_of(printed, (sheets[0].width, sheets[0].height))
    title = next(iter(sheets[0].texts()), printable(printed.unit))
    facts = DocumentFacts(title, printed.unit, title, setting.language.code, printed.printed)
    return write_document(map(Page.of, sheets), facts)
