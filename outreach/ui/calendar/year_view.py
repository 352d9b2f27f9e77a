"""The year strip: where events lie, where tenders end, which days Sweden keeps, and where nothing is planned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import Signal

from outreach.domain.month_sheet import month_later
from outreach.domain.year_sheet import YearSheet, lay_out_year
from outreach.language import N_
from outreach.services.calendar import Span
from outreach.ui.calendar.calendar_view import CalendarView
from outreach.ui.calendar.year_canvas import YearCanvas


class YearView(CalendarView):
    """Twelve months on one screen."""

    week_wanted = Signal(object)
    """date: show its week."""

    canvas: YearCanvas
    name = "year"
    patience: ClassVar[int] = 500
    previous_text: ClassVar[str] = N_("Previous year (Page Up)")
    next_text: ClassVar[str] = N_("Next year (Page Down)")
    empty_text: ClassVar[str] = N_("Nothing planned. Click a day to plan in its week.")

    def make_canvas(self) -> YearCanvas:
        """Return the painted year."""
        canvas = YearCanvas(self.context.words, self.today_is)
        canvas.week_wanted.connect(self.week_wanted)
        return canvas

    def stretch(self, day: date) -> tuple[date, date]:
        """From January to December."""
        first = day.replace(month=1, day=1)
        return first, month_later(first, 12) - timedelta(days=1)

    def lay_out(self, day: date) -> Callable[[Span], YearSheet]:
        """Each entry on each of its days."""
        first = day.replace(month=1, day=1)

        def lay(span: Span) -> YearSheet:
            sheet = lay_out_year(first, span.entries)
            # Worked out here, on the worker, and kept by the sheet.
            _ = sheet.counts, sheet.kinds, sheet.empty
            return sheet

        return lay

    def show_sheet(self, sheet: YearSheet, span: Span) -> None:
        """Show a year."""
        self.canvas.show_sheet(sheet, span.days)

    def shows(self, day: date) -> bool:
        """Say whether a day lies in the year that is shown and read."""
        first = self.canvas.sheet.first
        return day.year == first.year and self._read is not None and self._read.first == first

    def page(self) -> tuple[date, date]:
        """The whole year."""
        return self.canvas.sheet.first, self.canvas.sheet.last

    def title(self) -> str:
        """The year."""
        return str(self.canvas.sheet.first.year)

    def turn(self, pages: int) -> None:
        """Go some years on, or back."""
        self.canvas.choose_day(month_later(self.canvas.day, 12 * pages))

    def begin_page(self, day: date) -> None:
        """Show the days at once; the answer fills them."""
        self.canvas.show_sheet(lay_out_year(day.replace(month=1, day=1), ()))
