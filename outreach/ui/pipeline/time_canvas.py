"""The time line: a row a tender, its dates as marks that can be dragged, over eighteen months and more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from outreach.domain.pipeline import MARK_LABELS, Mark, PipelineCard, allowed, crowded_weeks, monday_of, time_order
from outreach.domain.rule_deadlines import months_before
from outreach.language import N_, NN_
from outreach.ui.calendar.looks import paint_told
from outreach.ui.pipeline.canvas import PipelineCanvas
from outreach.ui.pipeline.card_words import card_words, mark_words
from outreach.ui.pipeline.time_paint import (
    RowState,
    heads_of,
    paint_grid,
    paint_heads,
    paint_row,
    paint_title,
    paint_today,
    paint_weeks,
    row_height,
)
from outreach.ui.pipeline.time_places import REACH, SEEN_BACK, scale_around, usual_zoom
from outreach.ui.words import Words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALT, _SHIFT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_STEP = 1.25
BIDS_IN_WEEK = NN_("{n} last day to bid in week {week}", "{n} last days to bid in week {week}")
AT_DATE = N_("{date}. Alt and an arrow moves it by a day, with Shift by a week.")


@dataclass(frozen=True, slots=True)
class Carried:
    """A date on its way: whose it is, which, and where it would be put down."""

    card: PipelineCard
    mark: Mark
    day: date


class TimeCanvas(PipelineCanvas):
    """Paints the rows. `shifted` carries the tender's id, the `Mark` and its new day."""

    shifted = Signal(object, object, object)
    zoomed = Signal(float)

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__(words, today)
        self.mark: Mark | None = None
        self.carried: Carried | None = None
        self._held: tuple[QPoint, PipelineCard, Mark] | None = None
        self._under: PipelineCard | None = None
        self._zoom = 0.0
        self._rows: dict[object, int] = {}
        self.crowded: dict[date, int] = {}
        self.scale = scale_around(today(), 1.0)
        words.bind(self.setAccessibleDescription, N_("Time line of the tenders"))

    # Where everything lies ---------------------------------------------------------------------------------------------

    @property
    def names(self) -> int:
        """The width of the titles."""
        return min(300, max(160, self.viewport().width() * 3 // 10))

    @property
    def field(self) -> QRect:
        """Where the rows are, right of the titles and below the head."""
        return self.viewport().rect().adjusted(self.names, heads_of(self.look).height, 0, 0)

    def show_cards(self, cards: Sequence[PipelineCard]) -> None:
        """Show other tenders: what is to come first, then contracts by their end."""
        super().show_cards(sorted(cards, key=time_order))

    def place(self) -> None:
        """Set how far one may scroll; the first look begins a month back."""
        self._rows = {card.tender.id: number for number, card in enumerate(self.cards)}
        this_week = monday_of(self.today())
        self.crowded = {monday: count for monday, count in crowded_weeks(self.cards).items() if monday >= this_week}
        first_look = not self._zoom
        zoom = self._zoom or usual_zoom(self.today(), self.field.width())
        self.scale = scale_around(self.today(), zoom)
        for bar, needed, seen, step in (
            (self.verticalScrollBar(), len(self.cards) * self._row, self.field.height(), self._row),
            (self.horizontalScrollBar(), self.scale.width, self.field.width(), 60),
        ):
            bar.setRange(0, max(0, needed - seen))
            bar.setPageStep(max(seen, 1))
            bar.setSingleStep(step)
        if first_look:
            self.go_to_today()

    def go_to_today(self) -> None:
        """Show from the month before today on."""
        month = months_before(self.today().replace(day=1), SEEN_BACK)
        self.horizontalScrollBar().setValue(round(self.scale.x(month)))

    def zoom_by(self, steps: int, at: float | None = None) -> None:
        """Look closer, or from further off; the day at `at` (middle, when not told) stays where it is. 0: eighteen months."""
        field = self.field
        held = field.width() / 2 if at is None else at
        day = (self.horizontalScrollBar().value() + held) / self.scale.zoom
        self._zoom = self.scale.zoom * _STEP**steps if steps else 0.0
        self.place()
        if steps:
            self._zoom = self.scale.zoom
            self.horizontalScrollBar().setValue(round(day * self.scale.zoom - held))
        self.zoomed.emit(self.scale.zoom)
        self.viewport().update()

    def under(self, place: QPoint) -> PipelineCard | None:
        """Return the tender of the row at a place."""
        top = place.y() - self.field.top()
        row = (top + self.verticalScrollBar().value()) // self._row
        return self.cards[row] if top >= 0 and 0 <= row < len(self.cards) else None

    def show_chosen(self) -> None:
        """Scroll so far that the chosen row is seen."""
        row = self._rows.get(self.chosen)
        if row is None:
            return
        bar, top = self.verticalScrollBar(), row * self._row
        bar.setValue(min(top, max(bar.value(), top + self._row - self.field.height())))

    def place_of_menu(self) -> QPoint:
        """The chosen title."""
        row = self._rows.get(self.chosen, 0)
        return QPoint(24, self.field.top() + row * self._row - self.verticalScrollBar().value() + self._row // 2)

    def spoken(self, card: PipelineCard) -> str:
        """The date that the keyboard is at, or the whole tender."""
        if self.mark is not None and card.day_of(self.mark) is not None:
            return f"{card.tender.title}, {self.words(AT_DATE, date=mark_words(card, self.mark, self.words))}"
        return card_words(card, self.words)

    def tip(self, place: QPoint) -> str:
        """A crowded week says how many last days it has; a row says everything."""
        if self.field.left() <= place.x() and place.y() < self.field.top():
            monday = monday_of(self._day_at(place))
            count = self.crowded.get(monday)
            return self.words.count(BIDS_IN_WEEK, count, week=monday.isocalendar().week) if count else ""
        return super().tip(place)

    @property
    def _row(self) -> int:
        return row_height(self.look)

    @property
    def _left(self) -> float:
        """Where the first day lies in the viewport."""
        return self.names - self.horizontalScrollBar().value()

    def _day_at(self, place: QPoint) -> date:
        return self.scale.day(place.x() - self._left)

    def _x_of(self, mark: Mark, day: date) -> float:
        """Return where the handle of a date is: what is a last day is held at its end."""
        return self._left + self.scale.x(day) + (self.scale.zoom if mark in (Mark.BIDS, Mark.END) else 0)

    def _mark_at(self, place: QPoint) -> tuple[PipelineCard, Mark] | None:
        card = self.under(place)
        if card is None or place.x() < self.names:
            return None
        near = []
        for mark in card.marks:
            day = card.day_of(mark)
            if day is not None and (far := abs(self._x_of(mark, day) - place.x())) <= REACH:
                near.append((far, list(Mark).index(mark), mark))
        return (card, min(near)[2]) if near else None

    # Keys --------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose a tender, left and right one of its dates, Alt and an arrow moves it; + and − zoom."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key is Qt.Key.Key_Escape and (self.carried is not None or self._held is not None or self.mark is not None):
            self.mark = None
            self.give_up()
            self.speak()
        elif modifiers in (_ALT, _ALT | _SHIFT) and key in _SIDES:
            self._shift_by_key(_SIDES[key] * (7 if modifiers & _SHIFT else 1))
        elif key in _SIDES and modifiers == _CTRL:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + round(_SIDES[key] * 30 * self.scale.zoom))
        elif key in _SIDES and not modifiers:
            self._next_mark(_SIDES[key])
        elif not (self._step(key, modifiers) or self._other(event, key)):
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        page = max(1, self.field.height() // self._row - 1)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.cards) - 1}
        if modifiers or not self.cards or (key not in steps and key not in ends):
            return False
        row = self._rows.get(self.chosen, -1 if key is Qt.Key.Key_Down else 0)
        row = ends.get(key, row + steps.get(key, 0))
        card = self.cards[min(max(row, 0), len(self.cards) - 1)]
        if self.mark not in card.marks:
            self.mark = None
        self.choose(card.tender.id)
        return True

    def _other(self, event: QKeyEvent, key: Qt.Key) -> bool:
        if key in _ENTER and self.card is not None and not event.modifiers() & (_CTRL | _ALT):
            self.opened.emit(self.chosen)
        elif event.text() in ("+", "-"):
            self.zoom_by(1 if event.text() == "+" else -1)
        elif event.text().casefold() == "t":
            self.go_to_today()
        else:
            return False
        return True

    def _next_mark(self, step: int) -> None:
        card = self.card
        if card is None or not card.marks:
            return
        marks = list(card.marks)
        place = marks.index(self.mark) + step if self.mark in marks else 0 if step > 0 else len(marks) - 1
        self.mark = marks[min(max(place, 0), len(marks) - 1)]
        self._show_mark(card, self.mark)
        self.speak()

    def _shift_by_key(self, days: int) -> None:
        card = self.card
        day = card.day_of(self.mark) if card is not None and self.mark is not None else None
        if card is None or self.mark is None or day is None:
            return
        wanted = allowed(card, self.mark, day + timedelta(days=days))
        if wanted != day:
            self.shifted.emit(card.tender.id, self.mark, wanted)

    def _show_mark(self, card: PipelineCard, mark: Mark) -> None:
        day = card.day_of(mark)
        if day is None:
            return
        x, bar = self.scale.x(day), self.horizontalScrollBar()
        if not bar.value() <= x <= bar.value() + self.field.width() - 20:
            bar.setValue(round(x - self.field.width() / 2))

    # Mouse -------------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row, or take hold of one of its dates."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        place = event.position().toPoint()
        held, card = self._mark_at(place), self.under(place)
        self.mark = held[1] if held is not None else None
        self._held = (place, *held) if held is not None else None
        self.choose(card.tender.id if card is not None else None, show=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the date that is held; else show what can be taken hold of."""
        place = event.position().toPoint()
        if self._held is None:
            self._hover(place)
            return
        start, card, mark = self._held
        if self.carried is None and (place - start).manhattanLength() < QApplication.startDragDistance():
            return
        known = card.day_of(mark)
        if known is not None:
            moved = place.x() - start.x()
            wanted = self.scale.nearest(self.scale.x(known) + moved)
            self.carried = Carried(card, mark, allowed(card, mark, wanted))
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the date down."""
        carried = self.carried
        self.give_up()
        if carried is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if carried.day != carried.card.day_of(carried.mark):
            self.shifted.emit(carried.card.tender.id, carried.mark, carried.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a tender."""
        card = self.under(event.position().toPoint())
        self.give_up()
        if card is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(card.tender.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl look closer or from further off, around the pointer; else scroll."""
        if event.modifiers() & _CTRL:
            turned = event.angleDelta().y()
            if turned:
                self.zoom_by(1 if turned > 0 else -1, event.position().x() - self.names)
            event.accept()
        else:
            super().wheelEvent(event)

    def give_up(self) -> None:
        """Leave the date where it was."""
        self.carried, self._held = None, None
        self.viewport().unsetCursor()
        self.viewport().update()

    def _hover(self, place: QPoint) -> None:
        card, held = self.under(place), self._mark_at(place)
        shape = Qt.CursorShape.SizeHorCursor if held is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if card is not self._under:
            self._under = card
            self.viewport().update()

    # Painting ----------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, the rows that are seen, the titles, the heads, today, and what is carried."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, field, heads, look = self.viewport().rect(), self.field, heads_of(self.look), self.look
        painter.fillRect(room, look.surface)
        head = QRect(field.left(), 0, field.width(), heads.height)
        weeks = QRect(field.left(), heads.quarters + heads.months, field.width(), heads.weeks)
        painter.setClipRect(QRect(field.left(), 0, field.width(), room.height()))
        paint_heads(painter, self.scale, heads, head, self._left, look, self.words)
        paint_weeks(painter, self.scale, self.crowded, weeks, field, self._left, look)
        painter.setClipRect(field)
        paint_grid(painter, self.scale, field, self._left, look)
        rows = self._seen_rows(field)
        for number in rows:
            self._paint_row(painter, number, field)
        painter.setClipRect(QRect(field.left(), 0, field.width(), room.height()))
        today = self._left + self.scale.x(self.today())
        if field.left() <= today <= field.right():
            paint_today(painter, today, head.adjusted(0, 0, 0, heads.quarters - heads.height), field, look, self.words)
        painter.setClipRect(QRect(0, field.top(), field.left(), field.height()))
        for number in rows:
            paint_title(painter, self.cards[number], self._room(number, 0, field.left()), look, self._state(number))
        painter.setClipping(False)
        self._paint_told(painter)
        painter.end()

    def _seen_rows(self, field: QRect) -> range:
        first = self.verticalScrollBar().value() // self._row
        return range(first, min(len(self.cards), first + field.height() // self._row + 2))

    def _room(self, number: int, left: int, width: int) -> QRect:
        return QRect(left, self.field.top() + number * self._row - self.verticalScrollBar().value(), width, self._row)

    def _state(self, number: int) -> RowState:
        card = self.cards[number]
        chosen = card.tender.id == self.chosen
        return RowState(chosen, chosen and self.hasFocus(), card is self._under, self.mark if chosen else None)

    def _paint_row(self, painter: QPainter, number: int, field: QRect) -> None:
        card = self.cards[number]
        days = {mark: day for mark in card.marks if (day := card.day_of(mark)) is not None}
        if self.carried is not None and self.carried.card is card:
            days[self.carried.mark] = self.carried.day
        room = self._room(number, field.left(), field.width())
        paint_row(painter, card, days, self.scale, room, self._left, self.look, self._state(number))

    def _paint_told(self, painter: QPainter) -> None:
        carried = self.carried
        if carried is None:
            return
        row = self._rows.get(carried.card.tender.id, 0)
        said = f"{self.words(MARK_LABELS[carried.mark])}: {self.words.language.day(carried.day, 'EEE d MMM y')}"
        at = QPoint(round(self._x_of(carried.mark, carried.day)), self._room(row, 0, 1).center().y())
        paint_told(painter, at, said, self.look, self.viewport().rect())
