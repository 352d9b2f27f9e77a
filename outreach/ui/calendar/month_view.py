"""The month: weeks in rows, with what lies in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

from outreach.domain.month_sheet import Sheet, lay_out, month_later, month_of, span_of
from outreach.language import N_
from outreach.services.calendar import Span
from outreach.ui.calendar.calendar_view import CalendarView
from outreach.ui.calendar.month_canvas import MonthCanvas

#: With more entries than this, a page that is turned stays empty until it is read, which takes no longer than to lay them out.
_MOST_AT_ONCE = 300


class MonthView(CalendarView):
    """One month of events, and thinly the dates of tenders."""

    canvas: MonthCanvas
    name = "month"
    patience: ClassVar[int] = 0
    previous_text: ClassVar[str] = N_("Previous month (Page Up)")
    next_text: ClassVar[str] = N_("Next month (Page Down)")
    empty_text: ClassVar[str] = N_("Nothing planned. Double-click a day, or press Enter, to plan an event.")

    def make_canvas(self) -> MonthCanvas:
        """Return the painted month."""
        return MonthCanvas(self.context.words, self.today_is)

    def stretch(self, day: date) -> tuple[date, date]:
        """Whole weeks."""
        return span_of(month_of(day))

    def lay_out(self, day: date) -> Callable[[Span], Sheet]:
        """Weeks with bars in lanes."""
        month = month_of(day)
        return lambda span: lay_out(month, span.entries)

    def show_sheet(self, sheet: Sheet, span: Span) -> None:
        """Show a month."""
        self.canvas.show_sheet(sheet, span.days)

    def shows(self, day: date) -> bool:
        """Say whether a day lies in the month that is shown and read."""
        return month_of(day) == self.canvas.sheet.month and (
            self._read is not None and self._read.first <= self.canvas.sheet.month <= self._read.last
        )

    def page(self) -> tuple[date, date]:
        """The month without its neighbours' days."""
        first = self.canvas.sheet.month
        return first, month_later(first, 1) - timedelta(days=1)

    def title(self) -> str:
        """Month and year."""
        return self.context.words.language.day(self.canvas.sheet.month, "LLLL y")

    def turn(self, pages: int) -> None:
        """Go some months on, or back."""
        self.canvas.choose_day(month_later(self.canvas.day, pages))

    def begin_page(self, day: date) -> None:
        """Show the days of the neighbouring months that are known."""
        first, last = self.stretch(day)
        entries = self._read.entries if self._read is not None else ()
        known = [one for one in entries if one.first <= last and one.last >= first]
        self.canvas.show_sheet(lay_out(day, known if len(known) <= _MOST_AT_ONCE else ()))
