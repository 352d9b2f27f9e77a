"""Where days and bars of a month lie on the screen, found once for each month and size: painting only looks them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics

from outreach.domain.calendar_entry import Entry
from outreach.domain.month_sheet import DAYS, Bar, Sheet
from outreach.ui.calendar.canvas import Spot

#: Between a bar and the edge of the day on which it begins or ends.
SIDE = 3


@dataclass(frozen=True, slots=True)
class Measures:
    """Heights and widths in pixels, which follow from the size of type: weekday names, week numbers, days, bars."""

    head: int
    margin: int
    day_head: int
    bar: int

    @property
    def step(self) -> int:
        """From one lane to the next."""
        return self.bar + 2

    @property
    def least(self) -> QSize:
        """Six weeks with one lane each."""
        return QSize(self.margin + DAYS * 72, self.head + 6 * (self.day_head + self.step))


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar and where it lies, or (without bar) the words "3 more" for `count` entries."""

    rect: QRect
    day: date
    bar: Bar | None
    count: int = 0


class Places:
    """The places of one sheet in a widget of one size."""

    def __init__(self, sheet: Sheet, size: QSize, measures: Measures) -> None:
        self.sheet = sheet
        self.measures = measures
        self._size = size
        self.placed = [one for row in range(len(sheet.weeks)) for one in self._week(row)]

    def cell(self, row: int, column: int) -> QRect:
        """Return the rectangle of a day by its week and weekday."""
        measures, rows = self.measures, len(self.sheet.weeks)
        wide, high = self._size.width() - measures.margin, self._size.height() - measures.head
        left, right = measures.margin + wide * column // DAYS, measures.margin + wide * (column + 1) // DAYS
        top, bottom = measures.head + high * row // rows, measures.head + high * (row + 1) // rows
        return QRect(left, top, right - left, bottom - top)

    def cell_of(self, day: date) -> QRect:
        """Return the rectangle of a day of the sheet; an empty one for any other day."""
        for row, week in enumerate(self.sheet.weeks):
            column = (day - week.monday).days
            if 0 <= column < DAYS:
                return self.cell(row, column)
        return QRect()

    def rect_of(self, entry: Entry, day: date) -> QRect:
        """Return where an entry lies in the week of a day; the day itself when it is hidden under "more"."""
        cell = self.cell_of(day)
        found = [one.rect for one in self.placed if one.bar is not None and one.bar.entry.key == entry.key]
        in_week = [rect for rect in found if cell.top() <= rect.top() and rect.bottom() <= cell.bottom()]
        return next(iter(in_week or found), cell)

    def spot(self, place: QPoint) -> Spot | None:
        """Return what lies at a place of the widget."""
        day = self._day_at(place)
        for one in self.placed:
            if one.rect.contains(place):
                return Spot(one.day, None, True) if one.bar is None else Spot(day or one.day, one.bar.entry)
        return Spot(day) if day is not None else None

    def _day_at(self, place: QPoint) -> date | None:
        for row, week in enumerate(self.sheet.weeks):
            for column in range(DAYS):
                if self.cell(row, column).contains(place):
                    return week.monday + timedelta(days=column)
        return None

    def _week(self, row: int) -> list[Placed]:
        week, measures = self.sheet.weeks[row], self.measures
        lanes = max(1, (self.cell(row, 0).height() - measures.day_head) // measures.step)
        shown, more = week.fitting(lanes)
        placed = []
        for bar in shown:
            first, last = self.cell(row, bar.column), self.cell(row, bar.column + bar.span - 1)
            left = first.left() + (SIDE if bar.opens else 0)
            right = last.right() - (SIDE if bar.closes else 0)
            top = first.top() + measures.day_head + bar.lane * measures.step
            rect = QRect(QPoint(left, top), QPoint(right, top + measures.bar - 1))
            placed.append(Placed(rect, week.monday + timedelta(days=bar.column), bar))
        for column, count in more.items():
            cell = self.cell(row, column)
            top = cell.top() + measures.day_head + (lanes - 1) * measures.step
            rect = QRect(cell.left() + SIDE, top, cell.width() - 2 * SIDE, measures.bar)
            placed.append(Placed(rect, week.monday + timedelta(days=column), None, count))
        return placed


def measures_for(font: QFont, *, tight: bool = False) -> Measures:
    """Return the measures that fit a size of type; `tight` where weeks are low, so that a lane more is seen."""
    metrics = QFontMetrics(font)
    line = metrics.height()
    margin = metrics.horizontalAdvance("00") + 20
    if tight:
        return Measures(head=line + 10, margin=margin, day_head=line + 6, bar=line)
    return Measures(head=line + 12, margin=margin, day_head=line + 11, bar=max(20, line + 3))
