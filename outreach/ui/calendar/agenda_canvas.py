"""The agenda as painted: one day below the other, with what happens on it; only what can be seen is painted.

Keys: Up and Down walk from entry to entry, Page Up and Page Down a page of them, Home goes to today, End to the last one, Enter
opens it, Space shows its card, letters begin a search. Alt and Left or Right moves the chosen event by a day, Alt and Up or Down
by a week.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar

from outreach.domain.agenda_sheet import AgendaDay, Gap, Line, Row, RowHeights, rows_of
from outreach.domain.calendar_entry import Entry
from outreach.domain.swedish_day import NamedDays
from outreach.ui.calendar import agenda_paint as paint
from outreach.ui.calendar.canvas import CalendarCanvas, Spot
from outreach.ui.calendar.clash_marks import paint_clash
from outreach.ui.calendar.looks import Mark
from outreach.ui.words import Words

#: Rows from the end at which more is read.
NEAR_END = 30


class AgendaCanvas(CalendarCanvas):
    """Shows lines of an agenda."""

    neared_end = Signal()
    """The officer is about to see the last line."""
    neared_start = Signal()
    """The officer wants to see what was before the first line."""
    typed = Signal(str)
    """Letters were typed: they begin a search."""

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__(words, today)
        self.lines: tuple[Line, ...] = ()
        self.ended = ""
        self.rows: list[Row] = []
        self._tops: list[int] = []
        self._measures = paint.measures_for(self.look)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self._scrolled)
        self.place()
        self.speak()

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[Line], rows: list[Row], named: NamedDays, ended: str) -> None:
        """Show days and gaps in their rows. `ended` stands below the last one; empty while there may be more."""
        anchor = self._anchor()
        self.lines, self.named, self.ended = tuple(lines), named, ended
        self.rows, self._tops = rows, [row.top for row in rows]
        self.find_again()
        self.place()
        self._restore(anchor)
        self.speak()

    def on(self, day: date) -> Sequence[Entry]:
        """Return what stands on a day."""
        found = next((one for one in self.lines if isinstance(one, AgendaDay) and one.day == day), None)
        return found.entries if found is not None else ()

    def rect_of(self, entry: Entry) -> QRect:
        """Return where an entry is shown."""
        row = next((one for one in self.rows if one.entry is not None and one.entry.key == entry.key), None)
        return self._rect(row) if row is not None else QRect(0, 0, 1, 1)

    def cell(self, day: date) -> QRect:
        """Return the place of the first row of a day."""
        row = next((one for one in self.rows if one.day == day and one.line is not None), None)
        return self._rect(row) if row is not None else QRect()

    def spot(self, place: QPoint) -> Spot | None:
        """Return what lies at a place of the widget."""
        row = self._row_at(place.y() + self.bar.value())
        if row is None or row.line is None or isinstance(row.line, Gap) or place.x() >= self._wide():
            return None
        return Spot(row.day, row.entry if place.x() >= self._measures.day else None)

    def place(self) -> None:
        """Work out where the rows lie."""
        before, self._measures = self._measures, paint.measures_for(self.look)
        if self._measures != before:
            self.rows = rows_of(self.lines, self._measures.heights)
            self._tops = [row.top for row in self.rows]
        wide = self.bar.sizeHint().width()
        self.bar.setGeometry(self.width() - wide, 0, wide, self.height())
        last = self.rows[-1] if self.rows else None
        whole = last.top + last.height + self._measures.row if last is not None else 0
        self.bar.setRange(0, max(0, whole - self.height()))
        self.bar.setVisible(self.bar.maximum() > 0)
        self.bar.setPageStep(max(1, self.height() - self._measures.row))
        self.bar.setSingleStep(self._measures.row)
        self.update()

    @property
    def heights(self) -> RowHeights:
        """The heights of rows that hold for the type of now."""
        return self._measures.heights

    def _rect(self, row: Row) -> QRect:
        return QRect(self._measures.day, row.top - self.bar.value(), self._wide() - self._measures.day, row.height)

    def _wide(self) -> int:
        return self.width() - self.bar.width()

    def _row_at(self, y: int) -> Row | None:
        number = bisect_right(self._tops, y) - 1
        if number < 0:
            return None
        row = self.rows[number]
        return row if y < row.top + row.height else None

    def _anchor(self) -> tuple[date, int] | None:
        """What stands on top, and how far it is scrolled."""
        number = max(0, bisect_right(self._tops, self.bar.value()) - 1)
        if not self.rows:
            return None
        row = self.rows[number]
        return row.day, self.bar.value() - row.top

    def _restore(self, anchor: tuple[date, int] | None) -> None:
        if anchor is None or not self.bar.value():
            return
        row = next((one for one in self.rows if one.day >= anchor[0]), None)
        if row is not None:
            self.bar.setValue(row.top + anchor[1])

    def show_day(self, day: date) -> None:
        """Scroll until a day, or the next one on which something happens, stands on top, below the name of its month."""
        number = next((number for number, row in enumerate(self.rows) if row.day >= day and row.line is not None), None)
        if number is None:
            self.bar.setValue(self.bar.maximum())
            return
        named = number > 0 and self.rows[number - 1].line is None
        self.bar.setValue(self.rows[number - 1 if named else number].top)

    def sizeHint(self) -> QSize:
        """An agenda likes all the room it can get."""
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        return QSize(420, 4 * self._measures.row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        self.place()
        super().resizeEvent(event)

    def _scrolled(self) -> None:
        self.update()
        if self.bar.value() >= self.bar.maximum() - NEAR_END * self._measures.row:
            self.neared_end.emit()

    # Keys and wheel --------------------------------------------------------------------------------------------------

    def step_of(self, event: QKeyEvent) -> date | None:
        """Home goes to today; everything else walks from entry to entry."""
        return self._today() if event.key() == Qt.Key.Key_Home and not event.modifiers() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, search, and what every picture does."""
        page = max(1, self.height() // self._measures.row - 2)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        steps[Qt.Key.Key_End] = len(self.rows)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text = event.text()
        if plain and self.drag is None and event.key() in steps:
            self._walk(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home and plain:
            super().keyPressEvent(event)
            self.show_day(self._today())
        elif text.strip() and text.isprintable() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def _walk(self, steps: int) -> None:
        places = [number for number, row in enumerate(self.rows) if row.entry is not None]
        if not places:
            return
        now = next((n for n, place in enumerate(places) if self._is_here(self.rows[place])), None)
        if now is None:
            after = next((n for n, place in enumerate(places) if self.rows[place].day >= self.day), len(places) - 1)
            wanted = after if steps > 0 else after - 1
        else:
            wanted = now + steps
        if wanted < 0:
            self.neared_start.emit()
        row = self.rows[places[min(max(wanted, 0), len(places) - 1)]]
        self.choose_entry(row.entry, row.day)
        if wanted >= len(places) - NEAR_END:
            self.neared_end.emit()

    def _is_here(self, row: Row) -> bool:
        return row.day == self.day and row.entry is not None and self.is_chosen(row.entry)

    def choose_entry(self, entry: Entry | None, day: date | None = None) -> None:
        """Choose an entry and scroll to it."""
        super().choose_entry(entry, day)
        row = next((one for one in self.rows if entry is not None and one.entry is not None and self._is_here(one)), None)
        if row is None:
            return
        top = row.top - self._measures.month
        if top < self.bar.value():
            self.bar.setValue(top)
        elif row.top + row.height > self.bar.value() + self.height():
            self.bar.setValue(row.top + row.height - self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; at the top, ask for what was before."""
        turn = event.angleDelta().y()
        if turn > 0 and self.bar.value() == 0:
            self.neared_start.emit()
        self.bar.setValue(self.bar.value() - turn * self._measures.row * 3 // 120)
        event.accept()

    # Painting --------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that can be seen."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.surface)
        offset = self.bar.value()
        first = max(0, bisect_right(self._tops, offset) - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(first, len(self.rows)):
            row = self.rows[number]
            if row.top - offset > self.height():
                break
            self._paint_row(painter, row, offset)
        if self.rows:
            self._paint_head_of_first(painter, self.rows[first], offset)
        if self.ended:
            last = self.rows[-1] if self.rows else None
            top = (last.top + last.height if last is not None else 0) - offset
            paint.paint_end(painter, QRect(0, top, self._wide(), self._measures.row), self.ended, self.look)
        paint.paint_frame(painter, self.rect(), self.look)
        painter.end()

    def _paint_row(self, painter: QPainter, row: Row, offset: int) -> None:
        language = self._words.language
        whole = QRect(0, row.top - offset, self._wide(), row.height)
        if row.line is None:
            paint.paint_month(painter, whole, language.day(row.day, "LLLL y"), self.look)
        elif isinstance(row.line, Gap):
            paint.paint_gap(painter, whole, paint.gap_words(row.line, self._words), self.look, self._measures)
        else:
            today = row.day == self._today()
            chosen = row.day == self.day and self.entry is None and self.hasFocus()
            if row.head:
                paint.paint_day(painter, whole, row.line, language, self.look, self._measures, today=today, chosen=chosen)
            if row.entry is not None:
                mark = Mark(self._is_here(row), self.hasFocus(), self.is_under(row.entry), self.carries(row.entry))
                paint.paint_entry(painter, self._rect(row), row.entry, row.day, self._words, self.look, mark)
                if self.is_clashing(row.entry):
                    paint_clash(painter, self._rect(row), self.look)

    def _paint_head_of_first(self, painter: QPainter, row: Row, offset: int) -> None:
        """A day whose first rows are scrolled away still says which day it is."""
        if isinstance(row.line, AgendaDay) and row.entry is not None and not row.head:
            whole = QRect(0, 0, self._wide(), row.height)
            today = row.day == self._today()
            paint.paint_day(
                painter, whole, row.line, self._words.language, self.look, self._measures, today=today, chosen=False
            )
