"""The week: hours below each other, days beside each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from outreach.domain.month_sheet import DAYS
from outreach.domain.week_sheet import WORKING_DAYS, WeekSheet, lay_out_week, monday_of
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_
from outreach.services.calendar import Span
from outreach.ui.calendar.calendar_view import CalendarView
from outreach.ui.calendar.week_canvas import WeekCanvas, working_top
from outreach.ui.calendar.week_places import USUAL, most_columns

WORKING_WEEK, ZOOM, TOP = "events.week.working", "events.week.zoom", "events.week.top"
WEEK = N_("Week {number}, {days}")
ON_WEEKEND = NN_("{n} on the weekend", "{n} on the weekend")


class WeekView(CalendarView):
    """One week of hours."""

    canvas: WeekCanvas
    name = "week"
    previous_text: ClassVar[str] = N_("Previous week (Page Up)")
    next_text: ClassVar[str] = N_("Next week (Page Down)")
    empty_text: ClassVar[str] = N_("Nothing planned. Double-click an hour, or press Enter, to plan an event.")

    def make_canvas(self) -> WeekCanvas:
        """Return the painted week."""
        zoom = self.context.memory.get(ZOOM, USUAL)
        return WeekCanvas(self.context.words, self.today_is, self._now, zoom if isinstance(zoom, int) else USUAL)

    def tools(self) -> list[QWidget]:
        """Monday to Friday, or the whole week."""
        self.working = QCheckBox()
        self.context.words.bind(self.working.setText, N_("Monday to Friday"))
        self.working.setChecked(bool(self.context.memory.get(WORKING_WEEK, False)))
        self.working.toggled.connect(self._choose_days)
        self.canvas.zoomed.connect(lambda zoom: self.context.memory.keep(ZOOM, zoom))
        self.canvas.scrolled.connect(lambda minute: self.context.memory.keep(TOP, minute))
        return [self.working]

    @property
    def days(self) -> int:
        """How many days are shown."""
        return WORKING_DAYS if self.working.isChecked() else DAYS

    def stretch(self, day: date) -> tuple[date, date]:
        """The whole week, so that it can be said what lies on a weekend that is not shown."""
        return monday_of(day), monday_of(day) + timedelta(days=DAYS - 1)

    def lay_out(self, day: date) -> Callable[[Span], WeekSheet]:
        """Blocks in columns, as many as can be read."""
        days, most = self.days, self._most()
        return lambda span: lay_out_week(day, span.entries, days, most)

    def show_sheet(self, sheet: WeekSheet, span: Span) -> None:
        """Show a week."""
        self.canvas.show_sheet(sheet, span.days)

    def shows(self, day: date) -> bool:
        """Say whether a day lies in the week that is shown and read."""
        monday = monday_of(day)
        return monday == self.canvas.sheet.monday and self._read is not None and self._read.first == monday

    def page(self) -> tuple[date, date]:
        """The days that are shown."""
        return self.canvas.sheet.days[0], self.canvas.sheet.days[-1]

    def title(self) -> str:
        """Number and days of the week."""
        first, last = self.page()
        days = self.context.words.language.days(first, last)
        return self.context.words(WEEK, number=str(self.canvas.sheet.number), days=days)

    def count_words(self) -> str:
        """Say what lies on a weekend that is not shown, too."""
        said = super().count_words()
        hidden = self._on_weekend()
        return f"{said} · {self.context.words.count(ON_WEEKEND, hidden)}" if hidden else said

    def _on_weekend(self) -> int:
        if self._read is None or self.days == DAYS:
            return 0
        return sum(1 for one in self._read.entries if one.event is not None and one.first > self.canvas.sheet.days[-1])

    def turn(self, pages: int) -> None:
        """Go some weeks on, or back."""
        self.go_to(self.canvas.day + timedelta(weeks=pages))

    def go_to(self, day: date) -> None:
        """Show a day; one that is not among those shown becomes the Friday before it."""
        super().go_to(min(day, monday_of(day) + timedelta(days=self.days - 1)))

    def begin_page(self, day: date) -> None:
        """Show the days at once; the answer fills them."""
        self.canvas.show_sheet(lay_out_week(day, (), self.days))

    def look_at_clock(self) -> None:
        """The line that says what time it is moves on."""
        super().look_at_clock()
        self.canvas.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the working day does, or where the hours stood last."""
        first = not self.canvas.bar.value()
        super().showEvent(event)
        if first:
            top = self.context.memory.get(TOP)
            self.canvas.show_minute(top if isinstance(top, int) else working_top())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider week has room for more events side by side."""
        super().resizeEvent(event)
        sheet = self.canvas.sheet
        widest = max((block.columns for block in sheet.blocks), default=0)
        if self.isVisible() and (widest > self._most() or (sheet.hidden and widest < self._most())):
            self.refresh()

    def _most(self) -> int:
        return most_columns(self.canvas.width(), self.days)

    def _now(self) -> datetime:
        return self.context.house.now().astimezone(ZoneInfo(HOME_ZONE)).replace(tzinfo=None)

    def _choose_days(self, working: bool) -> None:
        self.context.memory.keep(WORKING_WEEK, working)
        self.canvas.choose_day(min(self.day, monday_of(self.day) + timedelta(days=self.days - 1)))
        self.refresh()
