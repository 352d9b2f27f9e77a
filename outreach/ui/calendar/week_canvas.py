"""The week as painted: days beside each other, hours below each other, whole days in a band above them.

Keys: Left and Right move the day, Up and Down the hour for a new event, Page Up and Page Down the week, Home (or T) goes to
today, Tab walks through what happens on the day, Enter opens it or makes a new event. Alt and an arrow moves the chosen event by a
day or a quarter of an hour; with Shift besides, its end. Ctrl and the wheel, or Ctrl + and Ctrl −, make the hours higher and lower.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar

from outreach.domain.calendar_entry import Entry, entry_at
from outreach.domain.month_sheet import DAYS
from outreach.domain.shift import QUARTER, Shift, moved, quarter_steps
from outreach.domain.swedish_day import NamedDays
from outreach.domain.week_sheet import HOUR, WeekSheet, in_band, lay_out_week
from outreach.ui.calendar import month_paint, week_paint
from outreach.ui.calendar.canvas import CalendarCanvas, Drag, Spot
from outreach.ui.calendar.clash_marks import paint_clash
from outreach.ui.calendar.entry_words import MORE, when_words
from outreach.ui.calendar.looks import Mark, paint_told
from outreach.ui.calendar.week_places import HIGHEST, LOWEST, PlacedBlock, WeekPlaces, measures_for
from outreach.ui.words import Words

#: Minutes from one place of the hour cursor to the next.
STEP = 30
#: So near to an edge, in pixels, what is dragged scrolls the hours, a quarter of an hour each so many milliseconds.
EDGE, PULL = 18, 60
WORK_BEGINS = 7


class WeekCanvas(CalendarCanvas):
    """Shows a `WeekSheet`. `minute` is the place of the cursor on the chosen day."""

    zoomed = Signal(int)
    """The hours have another height in pixels."""
    scrolled = Signal(int)
    """Another minute stands on top."""

    def __init__(self, words: Words, today: Callable[[], date], now: Callable[[], datetime], zoom: int) -> None:
        super().__init__(words, today)
        self._now = now
        self.minute = 8 * HOUR
        self.zoom = min(max(zoom, LOWEST), HIGHEST)
        self.sheet: WeekSheet = lay_out_week(self.day, ())
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self._scrolled)
        self._top: int | None = None
        self._pull = 0
        self._pulling = QTimer(self, interval=PULL, singleShot=True)
        self._pulling.timeout.connect(self._scroll_along)
        self.place()
        self.speak()

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: WeekSheet, named: NamedDays | None = None) -> None:
        """Show a week; the chosen entry stays chosen when it is still there."""
        self.sheet = sheet
        self.named = named or {}
        self.find_again()
        self.place()
        self.speak()

    def on(self, day: date) -> Sequence[Entry]:
        """Return what happens on a day, in order."""
        return self.sheet.on(day)

    def rect_of(self, entry: Entry) -> QRect:
        """Return where an entry is shown on the chosen day, or the day's head when it is not."""
        return self.places.rect_of(entry, self.day)

    def cell(self, day: date) -> QRect:
        """Return the place of a day; an empty one for a day that is not shown."""
        return self.places.cell(day)

    def spot(self, place: QPoint) -> Spot | None:
        """Return what lies at a place of the widget."""
        return self.places.spot(place)

    def new_at(self) -> object:
        """Return the wall-clock time of the cursor."""
        clock = self.sheet.axis.time_at(self.minute)
        return datetime.combine(self.day, clock.replace(fold=0))

    def point(self, spot: Spot) -> None:
        """Choose what lies at a spot; the cursor goes there."""
        if spot.minute is not None and spot.entry is None:
            self.minute = spot.minute // STEP * STEP
        super().point(spot)

    def show_minute(self, minute: int) -> None:
        """Scroll until a minute stands on top."""
        self._top = minute
        self._scroll_to(minute)

    @property
    def top_minute(self) -> int:
        """The minute that stands on top."""
        return round(self.bar.value() * HOUR / self.zoom)

    def place(self) -> None:
        """Work out anew where everything lies, and how far can be scrolled."""
        measures = measures_for(self.look.small, self.zoom, named=any(day in self.named for day in self.sheet.days))
        wide = self.bar.sizeHint().width()
        offset = self.bar.value()
        self.places = WeekPlaces(self.sheet, self.size() - QSize(wide, 0), measures, offset)
        grid = self.places.grid
        self.bar.setGeometry(self.width() - wide, grid.top(), wide, max(0, grid.height()))
        whole = self.sheet.axis.height * self.zoom // HOUR
        self.bar.setRange(0, max(0, whole - grid.height()))
        self.bar.setPageStep(max(1, grid.height()))
        self.bar.setSingleStep(self.zoom // 2)
        if self.bar.value() != offset:
            self.places = WeekPlaces(self.sheet, self.size() - QSize(wide, 0), measures, self.bar.value())
        self.update()

    def sizeHint(self) -> QSize:
        """A week likes all the room it can get."""
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        """Seven narrow days and a few hours."""
        return QSize(self.places.measures.margin + DAYS * 72, self.places.measures.head + 6 * LOWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew; what stood on top stays there."""
        self.place()
        if self._top is not None:
            self._scroll_to(self._top)
        super().resizeEvent(event)

    def _scroll_to(self, minute: int) -> None:
        self.bar.setValue(minute * self.zoom // HOUR)

    def _scrolled(self) -> None:
        self._top = self.top_minute
        self.place()
        self.scrolled.emit(self._top)

    def make_visible(self, top: int, bottom: int) -> None:
        """Scroll as little as shows these minutes."""
        first, last = top * self.zoom // HOUR, bottom * self.zoom // HOUR
        seen = self.places.grid.height()
        if first < self.bar.value():
            self.bar.setValue(first)
        elif last > self.bar.value() + seen:
            self.bar.setValue(min(first, last - seen))

    def set_zoom(self, zoom: int) -> None:
        """Give the hours another height; the middle of what is seen stays."""
        zoom = min(max(zoom, LOWEST), HIGHEST)
        if zoom == self.zoom:
            return
        half = self.places.grid.height() / 2
        middle = (self.bar.value() + half) / self.zoom
        self.zoom = zoom
        self.place()
        self.bar.setValue(round(middle * zoom - half))
        self.zoomed.emit(zoom)

    # Keys and wheel --------------------------------------------------------------------------------------------------

    def step_of(self, event: QKeyEvent) -> date | None:
        """Return the day that a key leads to."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in days and plain:
            return self._next_day(days[Qt.Key(key)])
        pages = {Qt.Key.Key_PageUp: -DAYS, Qt.Key.Key_PageDown: DAYS}
        if key in pages:
            return self.day + timedelta(days=pages[Qt.Key(key)])
        return self._today() if plain and key in (Qt.Key.Key_Home, Qt.Key.Key_T) else None

    def _next_day(self, step: int) -> date:
        """The days that are not shown are stepped over."""
        day = self.day + timedelta(days=step)
        while day.weekday() >= len(self.sheet.days):
            day += timedelta(days=step)
        return day

    def shift_of(self, key: int, *, end: bool) -> Shift | None:
        """Days, or quarters of an hour; whole days move by days alone."""
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        quarters = {Qt.Key.Key_Up: -QUARTER, Qt.Key.Key_Down: QUARTER}
        if key in days:
            return Shift(end_minutes=days[Qt.Key(key)] * 24 * HOUR) if end else Shift(days=days[Qt.Key(key)])
        if key not in quarters or self.entry is None or in_band(self.entry):
            return None
        minutes = quarters[Qt.Key(key)]
        return Shift(end_minutes=minutes) if end else Shift(minutes=minutes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor over the hours, zoom, and what every picture does."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {Qt.Key.Key_Up: -STEP, Qt.Key.Key_Down: STEP}
        if self.drag is None and plain and event.key() in steps:
            self._move_cursor(steps[Qt.Key(event.key())])
        elif ctrl and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(round(self.zoom * 1.2))
        elif ctrl and event.key() == Qt.Key.Key_Minus:
            self.set_zoom(round(self.zoom / 1.2))
        else:
            super().keyPressEvent(event)

    def _move_cursor(self, minutes: int) -> None:
        self.minute = min(max(self.minute // STEP * STEP + minutes, 0), self.sheet.axis.height - STEP)
        self.choose_entry(None, self.day)
        self.make_visible(self.minute, self.minute + STEP)

    def _enter(self) -> None:
        """Enter opens what is chosen; the cursor alone means a new event, as the place is an hour and not a whole day."""
        if self.entry is not None:
            self.opened.emit(self.entry)
        else:
            self.wanted.emit(self.new_at())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the hours; with Ctrl zoom, with Shift or sideways turn the week."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(round(self.zoom * (1.1 if turn.y() > 0 else 1 / 1.1)))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(turn.x()) > abs(turn.y()):
            super().wheelEvent(event)
        else:
            self.bar.setValue(self.bar.value() - turn.y() * self.zoom // 96)
        event.accept()

    def choose_entry(self, entry: Entry | None, day: date | None = None) -> None:
        """Choose an entry and scroll to it."""
        super().choose_entry(entry, day)
        block = next((one for one in self.sheet.blocks if entry is not None and one.entry.key == entry.key), None)
        if block is not None:
            self.make_visible(block.top, min(block.bottom, block.top + 4 * HOUR))

    def _day_words(self) -> str:
        clock = self._words.language.clock(self.sheet.axis.time_at(self.minute))
        return f"{super()._day_words()} {clock}"

    # Dragging --------------------------------------------------------------------------------------------------------

    def shift_between(self, start: Spot, end: Spot) -> Shift:
        """Days across, quarters of an hour down; in the band days alone."""
        days, entry = (end.day - start.day).days, start.entry
        if entry is None or start.minute is None or end.minute is None:
            return Shift(days=days)
        block = next((one for one in self.sheet.blocks if one.entry.key == entry.key and one.day == start.day), None)
        if block is None:
            return Shift(days=days)
        way = end.minute - start.minute
        if start.end:
            return Shift(end_minutes=quarter_steps(block.bottom, block.bottom + way))
        if not block.opens:
            return Shift(days=days, minutes=quarter_steps(0, way))
        return Shift(days=days, minutes=quarter_steps(block.top, max(0, block.top + way)))

    def carry(self, place: QPoint) -> None:
        """Carry what is held; near the upper or lower edge the hours scroll along."""
        super().carry(place)
        grid = self.places.grid
        near = place.y() < grid.top() + EDGE, place.y() > grid.bottom() - EDGE
        hours = self.drag is not None and self.drag.spot.minute is not None
        self._pull = -1 if hours and near[0] else 1 if hours and near[1] else 0
        if self._pull:
            self._pulling.start()

    def _scroll_along(self) -> None:
        if self.drag is None or not self._pull:
            return
        before = self.bar.value()
        self.bar.setValue(before + self._pull * self.zoom // 4)
        if self.bar.value() != before:
            self.carry(self.drag.at)

    # Painting --------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grid with its blocks, then the heads and the band over it."""
        painter = QPainter(self)
        places, look = self.places, self.look
        painter.fillRect(self.rect(), QColor(look.theme.window))
        painter.save()
        painter.setClipRect(places.grid)
        self._paint_grid(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for placed in places.blocks:
            if placed.rect.intersects(places.grid):
                self._paint_block(painter, placed)
        self._paint_more(painter)
        self._paint_now(painter)
        painter.restore()
        self._paint_heads(painter)
        if self.drag is not None:
            self._paint_drag(painter, self.drag)
        painter.end()

    def _paint_grid(self, painter: QPainter) -> None:
        places, axis, look = self.places, self.sheet.axis, self.look
        for day in self.sheet.days:
            column = places.column(day)
            week_paint.paint_ground(painter, places, day, look, self.named, axis.missing(day), day == self.day)
            if day == self.day and self.hasFocus() and self.entry is None:
                top = places.y(self.minute)
                cursor = QRect(column.left() + 1, top, column.width() - 2, places.y(self.minute + STEP) - top)
                week_paint.paint_cursor(painter, cursor, look)
        week_paint.paint_hours(painter, places, axis, look, self._words.language.clock)

    def _paint_block(self, painter: QPainter, placed: PlacedBlock) -> None:
        block = placed.block
        entry = block.entry
        mark = Mark(self.is_chosen(entry), False, self.is_under(entry), self.carries(entry))
        week_paint.paint_block(painter, placed.rect, block, self._times(entry), self.look, mark)
        if self.is_clashing(entry):
            paint_clash(painter, placed.rect, self.look)

    def _times(self, entry: Entry) -> str:
        when, clock = entry.when, self._words.language.clock
        if when is None or entry.clock is None:
            return ""
        end = week_paint.end_clock(when)
        return clock(entry.clock) if when.end == when.start else f"{clock(entry.clock)}–{clock(end)}"

    def _paint_more(self, painter: QPainter) -> None:
        for more in self.places.more:
            if more.rect.intersects(self.places.grid):
                under = self._under is not None and self._under.more and more.hidden.day == self._under.day
                words = f"+{more.hidden_count}"
                month_paint.paint_more(painter, more.rect, words, self.look, hovered=under)

    def _paint_now(self, painter: QPainter) -> None:
        now = self._now()
        if now.date() in self.sheet.days:
            week_paint.paint_now(painter, self.places, now.date(), self.sheet.axis.place(now), self.look)

    def _paint_heads(self, painter: QPainter) -> None:
        places, look, today = self.places, self.look, self._today()
        week_paint.paint_corner(painter, places, str(self.sheet.number), look)
        for day in self.sheet.days:
            chosen = day == self.day
            week_paint.paint_head(
                painter, places, day, look, self._words.language, self.named, today=day == today, chosen=chosen
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for placed in places.band:
            if placed.bar is None:
                under = self._under
                hovered = under is not None and under.more and under.day == placed.day and under.minute is None
                words = "+" + self._words.count(MORE, placed.count)
                month_paint.paint_more(painter, placed.rect, words, look, hovered=hovered)
                continue
            entry = placed.bar.entry
            mark = Mark(self.is_chosen(entry), False, self.is_under(entry), self.carries(entry))
            clock = self._words.language.clock(entry.clock) if entry.clock is not None and placed.rect.width() > 120 else ""
            month_paint.paint_bar(painter, placed.rect, placed.bar, clock, look, mark)
            if self.is_clashing(entry):
                paint_clash(painter, placed.rect, look)
        painter.setPen(QPen(QColor(look.theme.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(0, places.grid.top(), self.width(), places.grid.top())
        painter.drawRect(0, 0, self.width() - 1, self.height() - 1)

    def _paint_drag(self, painter: QPainter, drag: Drag) -> None:
        """Paint the event where it would be, and say when that is."""
        entry = drag.spot.entry
        if entry is None or entry.event is None or entry.when is None:
            return
        when = moved(entry.when, drag.shift)
        ghost = entry_at(entry.event, when)
        sheet = lay_out_week(self.sheet.monday, [ghost], len(self.sheet.days))
        there = WeekPlaces(sheet, self.places.size, self.places.measures, self.bar.value(), self.places.band_height)
        painter.save()
        painter.setClipRect(there.grid)
        for placed in there.blocks:
            week_paint.paint_block(
                painter, placed.rect, placed.block, self._times(ghost), self.look, Mark(chosen=True, ghost=True)
            )
        painter.restore()
        for bar in there.band:
            if bar.bar is not None:
                month_paint.paint_bar(painter, bar.rect, bar.bar, "", self.look, Mark(chosen=True, ghost=True))
        paint_told(painter, drag.at, when_words(when, self._words), self.look, self.rect())


def working_top(now: time | None = None) -> int:
    """Return the minute that stands on top at first: where the working day begins, or earlier when it is earlier now."""
    early = now.hour if now is not None else WORK_BEGINS
    return max(0, min(WORK_BEGINS, early) * HOUR - QUARTER)
