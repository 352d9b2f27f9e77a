"""The month as painted: weeks in rows, bars over days, the rest of a full day behind the words "3 more".

Keys: arrows move the day, Page Up and Page Down the month (with Ctrl the year), Home goes to today, Tab walks through what happens
on the day, Enter opens it or makes a new event, Space shows its card, Alt and an arrow moves the chosen event by days or weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent

from outreach.domain.calendar_entry import Entry, entry_at
from outreach.domain.month_sheet import DAYS, Sheet, lay_out, month_later, weeks_of
from outreach.domain.shift import moved
from outreach.domain.swedish_day import NamedDays
from outreach.ui.calendar import month_paint as paint
from outreach.ui.calendar.canvas import CalendarCanvas, Drag, Spot
from outreach.ui.calendar.clash_marks import paint_clash
from outreach.ui.calendar.entry_words import MORE, when_words
from outreach.ui.calendar.looks import Mark, paint_told
from outreach.ui.calendar.month_places import Placed, Places, measures_for
from outreach.ui.words import Words

#: Weeks that are lower than this, in pixels, have their lanes closer to each other.
LOW_WEEK = 100


class MonthCanvas(CalendarCanvas):
    """Shows a `Sheet`."""

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__(words, today)
        self.sheet: Sheet = lay_out(self.day, ())
        self.place()
        self.speak()

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet, named: NamedDays | None = None) -> None:
        """Show a month; the chosen entry stays chosen when it is still there."""
        self.sheet = sheet
        self.named = named or {}
        self.find_again()
        self.place()
        self.speak()

    def on(self, day: date) -> Sequence[Entry]:
        """Return what happens on a day, in order."""
        return self.sheet.on(day)

    def rect_of(self, entry: Entry) -> QRect:
        """Return where an entry is shown in the chosen day's week, or that day when it is hidden under "more"."""
        return self._places.rect_of(entry, self.day)

    def cell(self, day: date) -> QRect:
        """Return the place of a day of this month; an empty one for any other day."""
        return self._places.cell_of(day)

    def spot(self, place: QPoint) -> Spot | None:
        """Return what lies at a place of the widget."""
        return self._places.spot(place)

    @property
    def placed(self) -> list[Placed]:
        """What is painted: bars, and the words "3 more"."""
        return self._places.placed

    def place(self) -> None:
        """Place the bars anew."""
        tight = self.height() < LOW_WEEK * len(self.sheet.weeks)
        self._places = Places(self.sheet, self.size(), measures_for(self.look.small, tight=tight))
        self.update()

    def sizeHint(self) -> QSize:
        """A month likes all the room it can get."""
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        """Six weeks with one line each."""
        return self._places.measures.least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the bars anew."""
        self.place()
        super().resizeEvent(event)

    def step_of(self, event: QKeyEvent) -> date | None:
        """Return the day that a key leads to."""
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
        if key in days and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return self.day + timedelta(days=days[Qt.Key(key)])
        if key == Qt.Key.Key_PageUp:
            return month_later(self.day, -12 if ctrl else -1)
        if key == Qt.Key.Key_PageDown:
            return month_later(self.day, 12 if ctrl else 1)
        today = key == Qt.Key.Key_Home or (key == Qt.Key.Key_T and not event.modifiers())
        return self._today() if today else None

    # Painting --------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what has to be painted anew."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._paint_heads(painter)
        self._paint_days(painter, event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in self._places.placed:
            if event.rect().intersects(one.rect):
                self._paint_placed(painter, one)
        if self.drag is not None:
            self._paint_drag(painter, self.drag)
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        today = self._today()
        theme = self.look.theme
        painter.fillRect(0, 0, self.width(), self._places.measures.head, theme.surface)
        painter.fillRect(0, 0, self._places.measures.margin, self.height(), theme.window)
        for column in range(DAYS):
            cell = self._places.cell(0, column)
            day = self.sheet.weeks[0].monday + timedelta(days=column)
            name = self._words.language.day(day, "EEEE" if cell.width() > 96 else "EEE")
            ours = today.weekday() == column and (today.year, today.month) == (
                self.sheet.month.year,
                self.sheet.month.month,
            )
            rect = QRect(cell.left(), 0, cell.width(), self._places.measures.head)
            paint.paint_head(painter, rect, name[:1].upper() + name[1:], self.look, strong=ours)

    def _paint_days(self, painter: QPainter, part: QRect) -> None:
        today, focused = self._today(), self.hasFocus()
        for row, week in enumerate(self.sheet.weeks):
            left = self._places.cell(row, 0)
            number = QRect(0, left.top(), self._places.measures.margin, left.height())
            paint.paint_week_number(painter, number, str(week.number), self.look)
            for column in range(DAYS):
                rect, day = self._places.cell(row, column), week.monday + timedelta(days=column)
                if not part.intersects(rect):
                    continue
                outside = (day.year, day.month) != (self.sheet.month.year, self.sheet.month.month)
                mark = Mark(chosen=day == self.day, focused=focused and self.entry is None)
                words = self._words.language.day(day, "d MMM") if day.day == 1 else str(day.day)
                paint.paint_day(
                    painter,
                    rect,
                    day,
                    self.look,
                    number=words,
                    today=day == today,
                    outside=outside,
                    mark=mark,
                    named=self.named,
                )
        paint.paint_frame(painter, self.rect().adjusted(0, 0, -1, -1), self.look)

    def _paint_placed(self, painter: QPainter, one: Placed) -> None:
        under = self._under
        if one.bar is None:
            hovered = under is not None and under.more and under.day == one.day
            paint.paint_more(painter, one.rect, "+" + self._words.count(MORE, one.count), self.look, hovered=hovered)
            return
        entry = one.bar.entry
        mark = Mark(chosen=self.is_chosen(entry), hovered=self.is_under(entry), carried=self.carries(entry))
        paint.paint_bar(painter, one.rect, one.bar, self._clock(entry, one.rect, opens=one.bar.opens), self.look, mark)
        if self.is_clashing(entry):
            paint_clash(painter, one.rect, self.look)

    def _clock(self, entry: Entry, rect: QRect, *, opens: bool) -> str:
        if entry.clock is None or not opens or (rect.width() < 88 and entry.what is not None):
            return ""
        return self._words.language.clock(entry.clock)

    def _paint_drag(self, painter: QPainter, drag: Drag) -> None:
        """Paint the bar where it would be, and say when that is."""
        entry = drag.spot.entry
        if entry is None or entry.event is None or entry.when is None:
            return
        when = moved(entry.when, drag.shift)
        ghost = entry_at(entry.event, when)
        mondays = [week.monday for week in self.sheet.weeks]
        step, head = self._places.measures.step, self._places.measures.day_head
        for row, week in enumerate(weeks_of(mondays, [ghost])):
            for bar in week.bars:
                first, last = self._places.cell(row, bar.column), self._places.cell(row, bar.column + bar.span - 1)
                rect = QRect(first.left() + 3, first.top() + head, last.right() - first.left() - 6, step - 2)
                clock = self._clock(ghost, rect, opens=bar.opens)
                paint.paint_bar(painter, rect, bar, clock, self.look, Mark(chosen=True, ghost=True))
        paint_told(painter, drag.at, when_words(when, self._words), self.look, self.rect())
