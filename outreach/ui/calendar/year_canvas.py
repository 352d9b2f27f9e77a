"""The year as painted: twelve rows of days with Mondays below each other; events are strokes in the colour of their kind.

Keys: Left and Right move the day, Up and Down the week, Page Up and Page Down the year, Home (or T) goes to today, Tab walks
through what happens on the day, Enter opens the week, Space shows the card. Alt and an arrow moves the chosen event by days or
weeks. A click opens the week of a day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QToolTip

from outreach.domain.calendar_entry import Entry
from outreach.domain.month_sheet import DAYS, month_later
from outreach.domain.swedish_day import NamedDays
from outreach.domain.year_sheet import COLUMNS, YearSheet, lay_out_year
from outreach.ui.calendar import year_paint as paint
from outreach.ui.calendar.canvas import CalendarCanvas, Spot
from outreach.ui.words import Words

#: Months that are drawn in one turn of the event loop.
ROWS_AT_ONCE = 2


class YearCanvas(CalendarCanvas):
    """Shows a `YearSheet`."""

    week_wanted = Signal(object)
    """Enter or a click: show the week of this date."""

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__(words, today)
        self._picture: QPixmap | None = None
        self._drawn_for = self.day
        self._next_row = 0
        self._drawing = QTimer(self, interval=0, singleShot=True)
        self._drawing.timeout.connect(self._draw_some)
        self._head = self._margin = self._right = self._foot = 0
        self.sheet: YearSheet = lay_out_year(self.day.replace(month=1, day=1), ())
        self.place()
        self.speak()

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: YearSheet, named: NamedDays | None = None) -> None:
        """Show a year; the chosen entry stays chosen when it is still there."""
        self.sheet = sheet
        self.named = named or {}
        self.find_again()
        self.place()
        self.speak()

    def on(self, day: date) -> Sequence[Entry]:
        """Return what happens on a day, in order."""
        return self.sheet.on(day)

    def rect_of(self, entry: Entry) -> QRect:
        """Return the day on which an entry is shown."""
        return self.cell(self.day if entry.first <= self.day <= entry.last else entry.first)

    def cell(self, day: date) -> QRect:
        """Return the place of a day; an empty one for a day of another year."""
        if not self.sheet.first <= day <= self.sheet.last:
            return QRect()
        return self._cell(*self.sheet.where(day))

    def spot(self, place: QPoint) -> Spot | None:
        """Return the day at a place, and the event whose stroke lies there."""
        if place.y() < self._head or place.x() < self._margin:
            return None
        high, wide = self._row_height(), self._wide()
        column = (place.x() - self._margin) * COLUMNS // wide
        day = self.sheet.day_at((place.y() - self._head) * 12 // high, column)
        if day is None or column >= COLUMNS:
            return None
        found = self.sheet.days.get(day)
        events = found.events if found is not None else ()
        number = paint.stroke_at(self.cell(day), place, self.look, len(events))
        return Spot(day, events[number] if number is not None else None)

    def place(self) -> None:
        """Take the measures anew."""
        metrics = QFontMetrics(self.look.small)
        self._head = metrics.height() + 12
        self._margin = metrics.horizontalAdvance("september") + 24
        self._right = metrics.horizontalAdvance("000") + 20
        self._foot = paint.legend_height(self.sheet.kinds, self._words, self.look, self.width())
        self._picture = None
        self._drawing.stop()
        self.update()

    def _wide(self) -> int:
        return max(COLUMNS, self.width() - self._margin - self._right)

    def _row_height(self) -> int:
        """All twelve rows together."""
        return max(12, self.height() - self._head - self._foot)

    def _cell(self, row: int, column: int) -> QRect:
        wide, high = self._wide(), self._row_height()
        left, right = self._margin + wide * column // COLUMNS, self._margin + wide * (column + 1) // COLUMNS
        top, bottom = self._head + high * row // 12, self._head + high * (row + 1) // 12
        return QRect(left, top, right - left, bottom - top)

    def sizeHint(self) -> QSize:
        """A year likes all the room it can get."""
        return QSize(1000, 560)

    def minimumSizeHint(self) -> QSize:
        """Twelve low rows."""
        return QSize(self._margin + COLUMNS * 18, self._head + 12 * 26 + self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        self.place()
        super().resizeEvent(event)

    # Keys and mouse --------------------------------------------------------------------------------------------------

    def step_of(self, event: QKeyEvent) -> date | None:
        """Return the day that a key leads to."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
        if key in days and plain:
            return self.day + timedelta(days=days[Qt.Key(key)])
        pages = {Qt.Key.Key_PageUp: -12, Qt.Key.Key_PageDown: 12}
        if key in pages:
            return month_later(self.day, pages[Qt.Key(key)])
        return self._today() if plain and key in (Qt.Key.Key_Home, Qt.Key.Key_T) else None

    def _enter(self) -> None:
        """Enter opens a chosen event, else the week."""
        if self.entry is not None:
            self.opened.emit(self.entry)
        else:
            self.week_wanted.emit(self.day)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a day opens its week; a click on a stroke shows the event's card."""
        held, dragged = self._held, self.drag is not None
        super().mouseReleaseEvent(event)
        if held is not None and not dragged and event.button() is Qt.MouseButton.LeftButton and held[1].entry is None:
            self.week_wanted.emit(held[1].day)

    def event(self, event: QEvent) -> bool:
        """A day's tip says all that lies on it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot(event.pos())
            if spot is not None and self.drag is None:
                QToolTip.showText(event.globalPos(), paint.tip_of(spot.day, self.on(spot.day), self.named, self._words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # Painting --------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the year, which is drawn once and kept, and upon it what is chosen, pointed at and dragged."""
        if self._picture is None or self._drawn_for != self._today():
            self._begin_drawing()
        painter = QPainter(self)
        if self._picture is not None:
            painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._under is not None:
            paint.paint_shade(painter, self.cell(self._under.day), self.look)
        rect = self.cell(self.day)
        if not rect.isEmpty():
            paint.paint_ring(painter, rect, self.look, focused=self.hasFocus())
            self._paint_chosen(painter, rect)
        if self.drag is not None:
            paint.paint_drag(painter, self.drag, self.cell, self._words, self.look, self.rect())
        painter.end()

    @property
    def drawn(self) -> bool:
        """Say whether all twelve months are painted."""
        return self._picture is not None and self._next_row >= len(self.sheet.months)

    def _begin_drawing(self) -> None:
        """Begin to draw all that follows from the year alone, two months at a time: together they are too much for one frame."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.look.surface)
        self._picture, self._drawn_for, self._next_row = picture, self._today(), 0
        self._draw_some()

    def _draw_some(self) -> None:
        if self._picture is None:
            return
        painter = QPainter(self._picture)
        painter.setFont(self.font())
        if self._next_row == 0:
            self._paint_heads(painter)
            foot = QRect(0, self.height() - self._foot, self.width(), self._foot)
            paint.paint_legend(painter, foot, self.sheet.kinds, self._words, self.look)
        for row in range(self._next_row, min(self._next_row + ROWS_AT_ONCE, 12)):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            self._paint_month(painter, row, self.sheet.months[row], self._drawn_for)
        self._next_row += ROWS_AT_ONCE
        if self._next_row >= 12:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for first, last in self.sheet.empty:
                said = paint.empty_words(first, last, self._words)
                paint.paint_empty(painter, self._pieces(first, last), said, self.look)
        painter.end()
        self.update()
        if self._next_row < 12:
            self._drawing.start()

    def _paint_heads(self, painter: QPainter) -> None:
        names = [self._words.language.day(date(2026, 1, 5 + number), "EEEEE") for number in range(DAYS)]
        for column in range(COLUMNS):
            rect = QRect(self._cell(0, column).left(), 0, self._cell(0, column).width(), self._head)
            paint.paint_weekday(painter, rect, names[column % DAYS], self.look, free=column % DAYS >= 5)

    def _paint_month(self, painter: QPainter, row: int, month: date, today: date) -> None:
        name = self._words.language.day(month, "LLLL")
        band = QRect(0, self._cell(row, 0).top(), self._margin, self._cell(row, 0).height())
        paint.paint_month_name(painter, band, name[:1].upper() + name[1:], self.look, current=month == today.replace(day=1))
        day = month
        while day.month == month.month:
            rect = self._cell(*self.sheet.where(day))
            paint.paint_day(painter, rect, day, self.look, self.named, today=day == today)
            day += timedelta(days=1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range((day - month).days):
            found = self.sheet.days.get(month + timedelta(days=number))
            if found is not None:
                paint.paint_strokes(painter, self.cell(found.day), found, self.look)
        right = QRect(self.width() - self._right, band.top(), self._right, band.height())
        paint.paint_count(painter, right, self.sheet.counts[row], self.look)

    def _paint_chosen(self, painter: QPainter, rect: QRect) -> None:
        """Paint a ring around the stroke of the chosen event."""
        found = self.sheet.days.get(self.day)
        events = found.events if found is not None else ()
        for number, entry in enumerate(events):
            if self.is_chosen(entry):
                paint.paint_chosen_stroke(painter, rect, number, len(events), self.look)

    def _pieces(self, first: date, last: date) -> list[QRect]:
        """Return the rectangles of a stretch of days, one for each month that it touches."""
        pieces = []
        day = first
        while day <= last:
            end = min(last, month_later(day.replace(day=1), 1) - timedelta(days=1))
            pieces.append(self.cell(day).united(self.cell(end)))
            day = end + timedelta(days=1)
        return pieces
