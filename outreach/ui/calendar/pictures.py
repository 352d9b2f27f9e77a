"""The pictures of the calendar in the page's stack: built when first looked at, with one chosen day for all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from outreach.ui.calendar.agenda_view import AgendaView
from outreach.ui.calendar.calendar_view import CalendarView
from outreach.ui.calendar.month_view import MonthView
from outreach.ui.calendar.view_switch import AGENDA, LIST, MONTH, WEEK, YEAR
from outreach.ui.calendar.week_view import WeekView
from outreach.ui.calendar.year_view import YearView
from outreach.ui.context import Context

_VIEWS: dict[int, type[CalendarView]] = {MONTH: MonthView, WEEK: WeekView, AGENDA: AgendaView, YEAR: YearView}


class Pictures(QObject):
    """Shows the list or one of the pictures. `shown` is the number of what is shown (see `view_switch.py`)."""

    week_wanted = Signal(object)
    """date: a picture asks for the week of this day."""

    def __init__(self, context: Context, stack: QStackedWidget, wire: Callable[[CalendarView], None]) -> None:
        super().__init__(stack)
        self._context = context
        self._stack = stack
        self._wire = wire
        self._made: dict[int, CalendarView] = {}
        self.shown = LIST

    @property
    def current(self) -> CalendarView | None:
        """The picture that is shown, None for the list."""
        return self._made.get(self.shown)

    def get(self, number: int) -> CalendarView:
        """Return a picture, built when it was not there."""
        if number not in self._made:
            view = _VIEWS[number](self._context)
            self._made[number] = view
            self._stack.addWidget(view)
            self._wire(view)
            if isinstance(view, YearView):
                view.week_wanted.connect(self.week_wanted)
        return self._made[number]

    def show(self, number: int, day: date | None = None) -> None:
        """Show the list or a picture; a picture takes over the day of the one before, unless another is named."""
        before = self.current
        self.shown = number
        if number == LIST:
            self._stack.setCurrentIndex(0)
            return
        view = self.get(number)
        wanted = day or (before.day if before is not None and before is not view else None)
        if wanted is not None and wanted != view.day:
            view.go_to(wanted)
        self._stack.setCurrentWidget(view)

    def focus(self) -> QWidget | None:
        """Give the keyboard to the picture that is shown, and return it."""
        view = self.current
        if view is not None:
            view.canvas.setFocus()
        return view
