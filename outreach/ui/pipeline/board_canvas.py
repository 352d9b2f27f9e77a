"""The board: tenders by stage. Drag a card, or press Ctrl and an arrow, and the tender is in another stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from outreach.domain.pipeline import PipelineCard
from outreach.domain.tender import STAGE_LABELS, Stage
from outreach.language import N_
from outreach.ui.pipeline.board_paint import CardState, card_height, head_height, paint_card, paint_column, paint_head
from outreach.ui.pipeline.board_places import BoardPlaces, Seat
from outreach.ui.pipeline.canvas import PipelineCanvas
from outreach.ui.pipeline.card_words import card_words
from outreach.ui.words import Words

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Home: (0, -1_000_000),
    Qt.Key.Key_End: (0, 1_000_000),
}
_PAGE = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PLACE_ON_BOARD = N_("{stage}, {number} of {count}")


class BoardCanvas(PipelineCanvas):
    """Paints the stages as columns. `moved` carries the tender's id and its new stage."""

    moved = Signal(object, object)

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__(words, today)
        self.carried: Seat | None = None
        self._held: tuple[QPoint, Seat] | None = None
        self._at = QPoint()
        self._under: Seat | None = None
        self.places = BoardPlaces((), 0, 0, 1)
        words.bind(self.setAccessibleDescription, N_("Board: tenders by stage"))

    # Where everything lies ---------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Lay the columns into the width, and set how far one may scroll."""
        room = self.viewport().size()
        self.places = BoardPlaces(self.cards, room.width(), head_height(self.look), card_height(self.look))
        for bar, needed, seen, step in (
            (self.verticalScrollBar(), self.places.height, room.height(), self.places.card // 2),
            (self.horizontalScrollBar(), self.places.width, room.width(), 40),
        ):
            bar.setRange(0, max(0, needed - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(step)
        self._under = None

    def under(self, place: QPoint) -> PipelineCard | None:
        """Return the tender at a place; what is under a head is not to be seen."""
        seat = self._seat_at(place)
        return self.places.card_at(seat) if seat is not None else None

    def show_chosen(self) -> None:
        """Scroll so far that the chosen card is seen whole."""
        seat = self.places.seat(self.chosen)
        if seat is None:
            return
        rect, room = self.places.rect(seat), self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if rect.top() - self.places.head < down.value():
            down.setValue(rect.top() - self.places.head)
        elif rect.bottom() + 8 > down.value() + room.height():
            down.setValue(rect.bottom() + 8 - room.height())
        across.setValue(min(rect.left(), max(across.value(), rect.right() + 8 - room.width())))

    def place_of_menu(self) -> QPoint:
        """The middle of the chosen card."""
        seat = self.places.seat(self.chosen)
        return self._seen(self.places.rect(seat)).center() if seat is not None else QPoint(8, 8)

    def spoken(self, card: PipelineCard) -> str:
        """The column, the place in it, then the card."""
        seat = self.places.seat(card.tender.id)
        if seat is None:
            return card_words(card, self.words)
        column = self.places.columns[seat.column]
        stage = self.words(STAGE_LABELS[column.stage])
        where = self.words(PLACE_ON_BOARD, stage=stage, number=seat.row + 1, count=len(column.cards))
        return f"{where}: {card_words(card, self.words)}"

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _seen(self, rect: QRect) -> QRect:
        return rect.translated(-self._offset())

    def _seat_at(self, place: QPoint) -> Seat | None:
        return self.places.seat_at(place + self._offset()) if place.y() >= self.places.head else None

    # Keys --------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Ctrl and an arrow moves the chosen card, Enter opens it, Escape puts back what is carried."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key is Qt.Key.Key_Escape and (self.carried is not None or self._held is not None):
            self.give_up()
        elif modifiers == Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.move_chosen(_ARROWS[key][0])
        elif not modifiers and (key in _ARROWS or key in _PAGE):
            self._step(key)
        elif not modifiers and key in _ENTER and self.card is not None:
            self.opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def move_chosen(self, steps: int) -> None:
        """Put the chosen tender some stages further; at the ends it stays."""
        card = self.card
        if card is None:
            return
        stages = list(Stage)
        place = stages.index(card.tender.stage) + steps
        if 0 <= place < len(stages):
            self.moved.emit(card.tender.id, stages[place])

    def _step(self, key: Qt.Key) -> None:
        seat = self.places.seat(self.chosen)
        if seat is None:
            first = next((number for number, column in enumerate(self.places.columns) if column.cards), None)
            seat = Seat(first, 0) if first is not None else None
        elif key in _PAGE:
            rows = max(1, (self.viewport().height() - self.places.head) // (self.places.card + 8))
            seat = self.places.step(seat, 0, _PAGE[key] * rows)
        else:
            seat = self.places.step(seat, *_ARROWS[key])
        if seat is not None:
            self.choose(self.places.card_at(seat).tender.id)

    # Mouse -------------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a card; it may then be dragged."""
        place = event.position().toPoint()
        seat = self._seat_at(place)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.choose(self.places.card_at(seat).tender.id if seat is not None else None, show=False)
        self._held = (place, seat) if seat is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the card that is held, or show what is under the pointer."""
        self._at = event.position().toPoint()
        if self._held is not None:
            far = (self._at - self._held[0]).manhattanLength() >= QApplication.startDragDistance()
            if self.carried is None and far:
                self.carried = self._held[1]
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()
            return
        seat = self._seat_at(self._at)
        if seat != self._under:
            self._under = seat
            shape = Qt.CursorShape.PointingHandCursor if seat is not None else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the carried card down."""
        seat = self.carried
        target = self._target()
        self.give_up()
        if seat is not None and target is not None and event.button() is Qt.MouseButton.LeftButton:
            card, stage = self.places.card_at(seat), self.places.columns[target].stage
            if card.tender.stage is not stage:
                self.moved.emit(card.tender.id, stage)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a card."""
        card = self.under(event.position().toPoint())
        self.give_up()
        if card is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(card.tender.id)

    def give_up(self) -> None:
        """Leave the carried card where it was."""
        self.carried, self._held = None, None
        self.viewport().unsetCursor()
        self.viewport().update()

    def _target(self) -> int | None:
        """Return the column in which the carried card would be put down; outside of the board there is none."""
        if self.carried is None or not self.viewport().rect().contains(self._at):
            return None
        return self.places.column_at(self._at.x() + self._offset().x())

    # Painting ----------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns, the cards that are seen, the heads above them, and what is carried."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        offset, room, target = self._offset(), self.viewport().rect(), self._target()
        for number, column in enumerate(self.places.columns):
            ground = QRect(column.left - offset.x(), 0, column.width, room.height())
            paint_column(painter, ground, self.look, target=number == target)
        painter.save()
        painter.setClipRect(room.adjusted(0, self.places.head, 0, 0))
        rows = self.places.rows_in(offset.y() + self.places.head, offset.y() + room.height())
        for number, column in enumerate(self.places.columns):
            for row in range(rows.start, min(rows.stop, len(column.cards))):
                self._paint_at(painter, Seat(number, row))
        painter.restore()
        for column in self.places.columns:
            head = QRect(column.left - offset.x(), 0, column.width, self.places.head)
            paint_head(painter, column, head, self.look, self.words)
        if self.carried is not None:
            self._paint_carried(painter, self.carried)
        painter.end()

    def _paint_at(self, painter: QPainter, seat: Seat) -> None:
        card = self.places.card_at(seat)
        chosen = card.tender.id == self.chosen
        state = CardState(chosen, chosen and self.hasFocus(), seat == self._under, seat == self.carried)
        # A margin on each side parts the card from the edge of its column.
        room = self._seen(self.places.rect(seat)).adjusted(6, 0, -6, 0)
        paint_card(painter, card, room, self.look, self.words, state)

    def _paint_carried(self, painter: QPainter, seat: Seat) -> None:
        rect = self.places.rect(seat)
        held = self._held[0] if self._held is not None else self._at
        room = self._seen(rect).translated(self._at - held).adjusted(6, 0, -6, 0)
        paint_card(painter, self.places.card_at(seat), room, self.look, self.words, CardState(chosen=True, focused=True))
