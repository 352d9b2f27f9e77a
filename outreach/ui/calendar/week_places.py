"""Where days, hours, blocks and bars of a week lie on the screen, found once for each week, size and place of the scroll bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics

from outreach.domain.calendar_entry import Entry
from outreach.domain.month_sheet import DAYS, Bar
from outreach.domain.week_sheet import HOUR, Block, Hidden, WeekSheet
from outreach.ui.calendar.canvas import Spot
from outreach.ui.calendar.month_places import Placed

#: Heights of an hour in pixels: the lowest, the usual, the highest.
LOWEST, USUAL, HIGHEST = 28, 52, 160
#: Lines of the band; a day with more says how many.
MOST_BAND = 4
SIDE = 3
#: The lower edge of a block, by which its end is dragged.
GRIP = 6
LEAST_HEIGHT = 18


@dataclass(frozen=True, slots=True)
class WeekMeasures:
    """Sizes in pixels: heads of days, the clock's margin, a line of the band, an hour."""

    head: int
    margin: int
    bar: int
    hour: int

    @property
    def step(self) -> int:
        """From one line of the band to the next."""
        return self.bar + 2


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block and where it lies."""

    rect: QRect
    block: Block


@dataclass(frozen=True, slots=True)
class PlacedMore:
    """Where it says how many entries have no column of their own."""

    rect: QRect
    hidden: Hidden

    @property
    def hidden_count(self) -> int:
        """How many they are."""
        return len(self.hidden.entries)


class WeekPlaces:
    """The places of one week in a widget of one size, scrolled by `offset` pixels. `band_height` holds the band's height still."""

    def __init__(
        self, sheet: WeekSheet, size: QSize, measures: WeekMeasures, offset: int, band_height: int | None = None
    ) -> None:
        self.sheet = sheet
        self.size = size
        self.measures = measures
        self._offset = offset
        shown, more = sheet.band.fitting(MOST_BAND)
        lanes = max((bar.lane + 1 for bar in shown if bar.column < len(sheet.days)), default=0)
        lanes = MOST_BAND if any(column < len(sheet.days) for column in more) else lanes
        self.band_height = band_height if band_height is not None else lanes * measures.step + (4 if lanes else 0)
        top = measures.head + self.band_height
        self.grid = QRect(0, top, size.width(), max(0, size.height() - top))
        self.band = [*self._bars(shown), *self._band_more(more)]
        self.blocks = [PlacedBlock(self._block(block), block) for block in sheet.blocks]
        self.more = [PlacedMore(self._hidden(more), more) for more in sheet.hidden]

    def x(self, number: int) -> int:
        """Return the left edge of a column."""
        margin = self.measures.margin
        return margin + (self.size.width() - margin) * number // len(self.sheet.days)

    def y(self, minute: int) -> int:
        """Return the height at which a minute lies."""
        return self.grid.top() + minute * self.measures.hour // HOUR - self._offset

    def minute_at(self, y: int) -> int:
        """Return the minute at a height."""
        minute = (y - self.grid.top() + self._offset) * HOUR // self.measures.hour
        return min(max(minute, 0), self.sheet.axis.height - 1)

    def column(self, day: date) -> QRect:
        """Return a day's column among the hours."""
        number = self.sheet.days.index(day)
        return QRect(self.x(number), self.grid.top(), self.x(number + 1) - self.x(number), self.grid.height())

    def head(self, day: date) -> QRect:
        """Return a day's head."""
        number = self.sheet.days.index(day)
        return QRect(self.x(number), 0, self.x(number + 1) - self.x(number), self.measures.head)

    def cell(self, day: date) -> QRect:
        """Return the whole of a day; an empty place for a day that is not shown."""
        return self.column(day) if day in self.sheet.days else QRect()

    def rect_of(self, entry: Entry, day: date) -> QRect:
        """Return where an entry is shown on a day, as far as it can be seen; the day's head when it is not."""
        for placed in self.blocks:
            if placed.block.entry.key == entry.key and placed.block.day == day:
                seen = placed.rect.intersected(self.grid)
                return seen if not seen.isEmpty() else self.head(day)
        for bar in self.band:
            if bar.bar is not None and bar.bar.entry.key == entry.key:
                return bar.rect
        return self.head(day) if day in self.sheet.days else QRect(0, 0, 1, 1)

    def spot(self, place: QPoint) -> Spot | None:
        """Return what lies at a place of the widget."""
        day = self._day_at(place.x())
        if day is None or not QRect(QPoint(), self.size).contains(place):
            return None
        if place.y() < self.grid.top():
            return self._band_spot(place, day)
        minute = self.minute_at(place.y())
        for more in self.more:
            if more.rect.contains(place):
                return Spot(more.hidden.day, None, True, minute)
        for placed in reversed(self.blocks):
            if placed.rect.contains(place):
                end = placed.block.closes and place.y() > placed.rect.bottom() - GRIP and placed.rect.height() > 3 * GRIP
                return Spot(placed.block.day, placed.block.entry, False, minute, end)
        return Spot(day, None, False, minute)

    def _band_spot(self, place: QPoint, day: date) -> Spot:
        for bar in self.band:
            if bar.rect.contains(place):
                return Spot(bar.day, None, True) if bar.bar is None else Spot(day, bar.bar.entry)
        return Spot(day)

    def _day_at(self, x: int) -> date | None:
        for number, day in enumerate(self.sheet.days):
            if self.x(number) <= x < self.x(number + 1):
                return day
        return None

    def _bars(self, shown: Sequence[Bar]) -> list[Placed]:
        placed = []
        count = len(self.sheet.days)
        for bar in shown:
            if bar.column >= count:
                continue
            last = min(bar.column + bar.span, count)
            left = self.x(bar.column) + (SIDE if bar.opens else 0)
            right = self.x(last) - (SIDE if bar.closes and bar.column + bar.span <= count else 0)
            top = self.measures.head + bar.lane * self.measures.step
            rect = QRect(left, top, right - left, self.measures.bar)
            placed.append(Placed(rect, self.sheet.days[bar.column], bar))
        return placed

    def _band_more(self, more: dict[int, int]) -> list[Placed]:
        top = self.measures.head + (MOST_BAND - 1) * self.measures.step
        return [
            Placed(
                QRect(self.x(column) + SIDE, top, self.x(column + 1) - self.x(column) - 2 * SIDE, self.measures.bar),
                self.sheet.days[column],
                None,
                count,
            )
            for column, count in more.items()
            if column < len(self.sheet.days)
        ]

    def _block(self, block: Block) -> QRect:
        number = self.sheet.days.index(block.day)
        left, right = self.x(number) + 2, self.x(number + 1) - 6
        wide = right - left
        first = left + wide * block.column // block.columns
        last = left + wide * (block.column + block.span) // block.columns
        top, bottom = self.y(block.top), self.y(block.bottom)
        return QRect(first, top + 1, max(8, last - first - 2), max(LEAST_HEIGHT, bottom - top - 2))

    def _hidden(self, more: Hidden) -> QRect:
        number = self.sheet.days.index(more.day)
        columns = max((one.columns for one in self.sheet.blocks if one.day == more.day), default=1)
        left, right = self.x(number) + 2, self.x(number + 1) - 6
        first = left + (right - left) * (columns - 1) // columns
        return QRect(first, self.y(more.top) + 1, right - first, min(20, self.measures.hour - 2))


def measures_for(font: QFont, hour: int, *, named: bool = True) -> WeekMeasures:
    """Return the measures that fit a size of type; `named`: a day of the week has a name, which needs a line."""
    metrics = QFontMetrics(font)
    line = metrics.height()
    return WeekMeasures(
        head=2 * line + 16 if named else line + 16, margin=metrics.horizontalAdvance("00:00") + 18, bar=max(20, line + 3), hour=hour
    )


def most_columns(width: int, days: int = DAYS) -> int:
    """Return how many columns side by side can still be read on one day of a week that is `width` pixels wide."""
    return min(max(width // days // 34, 2), 12)
