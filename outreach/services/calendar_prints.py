"""The calendar on paper: put a month, a week, an agenda or a year together, draw it, keep it as a file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.month_sheet import month_later, month_of, span_of
from outreach.domain.printed_calendar import CalendarPage, CalendarPaper, PrintedCalendar
from outreach.domain.week_sheet import monday_of
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.exports import write_file
from outreach.services.handouts import Printed

if TYPE_CHECKING:
    from outreach.services.house import House

#: An agenda is about so many months, unless it is told to end elsewhere, and about no more days than that.
AGENDA_MONTHS = 3
MOST_AGENDA_DAYS = 1100


class CalendarPrints:
    """The verbs for printing the calendar."""

    def __init__(self, house: House) -> None:
        self._house = house

    def make(
        self,
        page: CalendarPage,
        day: date,
        *,
        last: date | None = None,
        language: str = "sv",
        tenders: bool = True,
        paper: CalendarPaper = CalendarPaper.A4,
    ) -> PrintedCalendar:
        """Put together the month, week or year in which `day` lies, or an agenda from `day` to `last` (three months without it).

        Raises InvalidInput for an agenda that ends before it begins, or is longer than three years.
        """
        first, end = self._days(page, day, last)
        # Whole weeks are read: a month's sheet shows its neighbours' days too.
        shown = span_of(first) if page is CalendarPage.MONTH else (first, end)
        span = self._house.calendar.span(*shown, tenders=tenders, language=language)
        unit = self._house.unit.unit()
        return PrintedCalendar(
            page=page,
            first=first,
            last=end,
            entries=span.entries,
            days=span.days,
            printed=home_day(self._house.now()),
            paper=paper if page is CalendarPage.YEAR else CalendarPaper.A4,
            unit=", ".join(part for part in (unit.municipality, unit.department) if part),
            language=language,
            colour=unit.colour,
        )

    def draw(self, made: PrintedCalendar) -> bytes:
        """Return the print as a PDF. The same print gives the same bytes. Raises TypefaceMissing."""
        from outreach.print.calendar_print import draw_calendar

        return draw_calendar(made)

    def save(self, made: PrintedCalendar, path: Path) -> Printed:
        """Draw a print into a file. Raises CannotWrite, DiskFull, InvalidInput for a name that is not a .pdf."""
        from outreach.print.pages import page_count

        if path.suffix.casefold() != ".pdf":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf")
        pdf = self.draw(made)
        write_file(path, pdf)
        return Printed(path, page_count(pdf))

    def _days(self, page: CalendarPage, day: date, last: date | None) -> tuple[date, date]:
        if page is CalendarPage.MONTH:
            return month_of(day), month_later(month_of(day), 1) - timedelta(days=1)
        if page is CalendarPage.WEEK:
            return monday_of(day), monday_of(day) + timedelta(days=6)
        if page is CalendarPage.YEAR:
            return day.replace(month=1, day=1), day.replace(month=12, day=31)
        end = last or month_later(day, AGENDA_MONTHS) - timedelta(days=1)
        if end < day:
            raise InvalidInput(N_("Agenda"), N_("The last day lies before the first."))
        if (end - day).days >= MOST_AGENDA_DAYS:
            raise InvalidInput(N_("Agenda"), N_("An agenda is printed for three years at most."))
        return day, end
