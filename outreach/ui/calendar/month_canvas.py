"""The painted month: where each bar lies on the screen, and what keys and mouse do. Reads nothing; `month_view.py` does.

Arrows move the day, Page Up and Down the month (with Ctrl the year), Home goes to today, Tab walks through what happens
on the day and then on, Enter opens, Space shows more, the menu key says what else can be done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from outreach.language import NN_
from outreach.ui.calendar import month_paint as paint
from outreach.ui.calendar.entry_words import day_words, entry_words
from outreach.ui.calendar.month_paint import Look, Mark
from outreach.ui.calendar.month_places import Placed, Places, Spot, measures_for
from outreach.domain.month_sheet import DAYS, Entry, Sheet, lay_out, month_later
from outreach.ui.theme import current_theme
from outreach.ui.words import Words

MORE = NN_("{n} more", "{n} more")


class MonthCanvas(QWidget):
    """Shows a `Sheet`. `day` is the chosen day, `entry` the chosen thing on it."""

    moved = Signal(object)
    """The chosen day is another one: date. It may lie in another month, which is then to be shown."""
    chose = Signal(object)
    """Another entry, or None."""
    opened = Signal(object)
    """Enter or a double click on an entry."""
    wanted = Signal(object)
    """Enter or a double click on an empty day: date."""
    peeked = Signal(object)
    """Space, or a click, on an entry."""
    asked_more = Signal(object)
    """The words "3 more" were clicked: date."""
    asked_menu = Signal(object)
    """The menu is wanted here: QPoint on the screen."""
    turned = Signal(int)
    """The wheel asks for another month: −1 or +1."""

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__()
        self._words = words
        self._today = today
        self.day = today()
        self.entry: Entry | None = None
        self.sheet: Sheet = lay_out(self.day, ())
        self._under: Spot | None = None
        self._wheel = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        words.changed.connect(self._speak)
        self._dress()
        self._speak()

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a month; the chosen entry stays chosen when it is still there."""
        kept = self.entry.key if self.entry is not None else None
        self.sheet = sheet
        self._take_entry(next((one for one in sheet.on(self.day) if one.key == kept), None))
        self._place_bars()
        self._speak()

    def choose_day(self, day: date) -> None:
        """Go to a day; tells `moved`."""
        if day != self.day:
            self.day = day
            self._take_entry(None)
            self.moved.emit(day)
        self._speak()

    def choose_entry(self, entry: Entry | None, day: date | None = None) -> None:
        """Choose an entry, on one of its days."""
        self.choose_day(day or (entry.first if entry is not None else self.day))
        self._take_entry(entry)
        self._speak()

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

    def sizeHint(self) -> QSize:
        """A month likes all the room it can get."""
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        """Six weeks with one line each."""
        return self._places.measures.least

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
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        today = self._today()
        theme = self._look.theme
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
            paint.paint_head(painter, rect, name[:1].upper() + name[1:], self._look, strong=ours)

    def _paint_days(self, painter: QPainter, part: QRect) -> None:
        today, focused = self._today(), self.hasFocus()
        for row, week in enumerate(self.sheet.weeks):
            left = self._places.cell(row, 0)
            number = QRect(0, left.top(), self._places.measures.margin, left.height())
            paint.paint_week_number(painter, number, str(week.number), self._look)
            for column in range(DAYS):
                rect, day = self._places.cell(row, column), week.monday + timedelta(days=column)
                if not part.intersects(rect):
                    continue
                outside = (day.year, day.month) != (self.sheet.month.year, self.sheet.month.month)
                mark = Mark(chosen=day == self.day, focused=focused and self.entry is None)
                words = self._words.language.day(day, "d MMM") if day.day == 1 else str(day.day)
                paint.paint_day(
                    painter, rect, day, self._look, number=words, today=day == today, outside=outside, mark=mark
                )
        paint.paint_frame(painter, self.rect().adjusted(0, 0, -1, -1), self._look)

    def _paint_placed(self, painter: QPainter, one: Placed) -> None:
        under = self._under
        if one.bar is None:
            hovered = under is not None and under.more and under.day == one.day
            paint.paint_more(painter, one.rect, "+" + self._words.count(MORE, one.count), self._look, hovered=hovered)
            return
        entry = one.bar.entry
        chosen = self.entry is not None and self.entry.key == entry.key
        hovered = under is not None and under.entry is not None and under.entry.key == entry.key
        clock = self._words.language.clock(entry.clock) if entry.clock is not None and one.bar.opens else ""
        if one.rect.width() < 88 and entry.what is not None:
            clock = ""
        paint.paint_bar(painter, one.rect, one.bar, clock, self._look, Mark(chosen=chosen, hovered=hovered))

    # Keys ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, look: see the head of this file."""
        step = self._step_of(event)
        if step is not None:
            self.choose_day(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._enter()
        elif event.key() == Qt.Key.Key_Space:
            self.peeked.emit(self.entry or next(iter(self.sheet.on(self.day)), None))
        elif event.key() == Qt.Key.Key_Escape and self.entry is not None:
            self.choose_entry(None)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        """Tab walks through what happens on the day before it leaves the month."""
        entries = self.sheet.on(self.day)
        keys = [one.key for one in entries]
        place = keys.index(self.entry.key) if self.entry is not None and self.entry.key in keys else -1
        place = place + 1 if next else place - 1
        if self.hasFocus() and entries and 0 <= place < len(entries):
            self.choose_entry(entries[place], self.day)
            return True
        if self.hasFocus() and not next and place == -1 and self.entry is not None:
            self.choose_entry(None)
            return True
        return super().focusNextPrevChild(next)

    def _step_of(self, event: QKeyEvent) -> date | None:
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
        if key in days and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return self.day + timedelta(days=days[Qt.Key(key)])
        if key == Qt.Key.Key_PageUp:
            return month_later(self.day, -12 if ctrl else -1)
        if key == Qt.Key.Key_PageDown:
            return month_later(self.day, 12 if ctrl else 1)
        return self._today() if key == Qt.Key.Key_Home else None

    def _enter(self) -> None:
        entry = self.entry or next(iter(self.sheet.on(self.day)), None)
        if entry is not None:
            self.opened.emit(entry)
        else:
            self.wanted.emit(self.day)

    # Mouse -----------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is clicked."""
        spot = self.spot(event.position().toPoint())
        if spot is None:
            return
        self.choose_entry(spot.entry, spot.day)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if spot.more:
            self.asked_more.emit(spot.day)
        else:
            self.peeked.emit(spot.entry)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an entry, or make a new one on an empty place."""
        spot = self.spot(event.position().toPoint())
        if spot is None or event.button() is not Qt.MouseButton.LeftButton or spot.more:
            return
        if spot.entry is not None:
            self.opened.emit(spot.entry)
        else:
            self.wanted.emit(spot.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the pointer."""
        self._hover(self.spot(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._hover(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn to another month, one for each notch."""
        self._wheel += event.angleDelta().y()
        notches, self._wheel = int(self._wheel / 120), self._wheel - int(self._wheel / 120) * 120
        if notches:
            self.turned.emit(-1 if notches > 0 else 1)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu: at the pointer, or at what is chosen when a key was used."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            rect = self.rect_of(self.entry) if self.entry is not None else self.cell(self.day)
            self.asked_menu.emit(self.mapToGlobal(rect.center()))
        else:
            self.asked_menu.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Say the whole of what a narrow bar cuts off."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot(event.pos())
            if spot is not None and spot.entry is not None:
                QToolTip.showText(event.globalPos(), entry_words(spot.entry, self._words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _hover(self, spot: Spot | None) -> None:
        if spot != self._under:
            self._under = spot
            live = spot is not None and (spot.entry is not None or spot.more)
            self.setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)
            self.update()

    # Following -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the bars anew."""
        self._place_bars()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take on another theme or type."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        self.update()
        super().focusOutEvent(event)

    def _dress(self) -> None:
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.93)
        strong = QFont(small)
        strong.setWeight(QFont.Weight.DemiBold)
        self._look = Look(current_theme(), small, strong)
        self._place_bars()

    def _place_bars(self) -> None:
        self._places = Places(self.sheet, self.size(), measures_for(self._look.small))
        self.update()

    def _take_entry(self, entry: Entry | None) -> None:
        if (entry.key if entry else None) != (self.entry.key if self.entry else None):
            self.entry = entry
            self.chose.emit(entry)
        self.entry = entry

    def _speak(self) -> None:
        """Tell screen readers what is chosen: the widget is one to them, so its name follows the choice."""
        if self.entry is not None:
            name = entry_words(self.entry, self._words)
        else:
            name = day_words(self.day, self.sheet.on(self.day), self._words)
        self.setAccessibleName(name)
        self.update()
