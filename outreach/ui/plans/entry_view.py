"""The list of a plan's entries and the line below it: their keys, the box that a click ticks, and lines that are dragged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit

from outreach.ui.line_list import LineList
from outreach.ui.theme import GAP, current_theme

#: So far from the left edge a click is meant for the box.
_BOX = 40
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EntryView(LineList):
    """The list itself. `letters` are keys of its own, by what is typed: without them a letter searches in the list."""

    ticked = Signal()
    removed = Signal()
    changed = Signal()
    moved_by = Signal(int)
    line_wished = Signal()
    box_clicked = Signal()
    dragged = Signal(int, int)
    """from which row, to which"""

    def __init__(self, *, tall: bool = False) -> None:
        super().__init__(tall=tall)
        self._from: tuple[int, QPoint] | None = None
        self._over: int | None = None
        self.letters: dict[str, Callable[[], object]] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        calls = {Qt.Key.Key_Space: self.ticked, Qt.Key.Key_Delete: self.removed, Qt.Key.Key_Insert: self.line_wished}
        calls |= dict.fromkeys((*_ENTER, Qt.Key.Key_F2), self.changed)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved_by.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif plain and key in calls:
            calls[Qt.Key(key)].emit()
        elif not alt and event.text().casefold() in self.letters:
            self.letters[event.text().casefold()]()
        elif plain and key == Qt.Key.Key_Down and self.currentIndex().row() >= len(self.lines) - 1:
            self.line_wished.emit()
        else:
            super().keyPressEvent(event)


    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A line may be dragged from here."""
        super().mousePressEvent(event)
        place = self.indexAt(event.position().toPoint())
        self._from = (place.row(), event.position().toPoint()) if place.isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """While a line is dragged, an edge shows where it would go."""
        place = event.position().toPoint()
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif self._over is not None or (place - self._from[1]).manhattanLength() >= QApplication.startDragDistance():
            over = self.indexAt(place)
            self._over = over.row() if over.isValid() else (len(self.lines) - 1 if place.y() > 0 else 0)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge over the lines."""
        super().paintEvent(event)
        if self._from is None or self._over is None or self._over == self._from[0]:
            return
        place = self.visualRect(self.model().index(self._over, 0))
        high = place.bottom() if self._over > self._from[0] else place.top()
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(current_theme().accent), 2))
        painter.drawLine(place.left() + GAP, high, place.right() - GAP, high)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box at the left of a line ticks; a line that was dragged stays where it was let go."""
        super().mouseReleaseEvent(event)
        dragged, self._from = self._from, None
        if dragged is not None and self._over is not None:
            over, self._over = self._over, None
            self.viewport().unsetCursor()
            self.viewport().update()
            if over != dragged[0]:
                self.dragged.emit(dragged[0], over)
            return
        place = event.position().toPoint()
        inside = self.indexAt(place).isValid() and 0 <= place.x() < _BOX
        if inside and event.button() == Qt.MouseButton.LeftButton:
            self.box_clicked.emit()


class TypingLine(QLineEdit):
    """The line for the next entry."""

    up = Signal()
    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        """In the empty line there is no typing to undo: Ctrl+Z takes back what was done last in the window."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._leaves(event):
            event.ignore()
            return False
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        return event.matches(QKeySequence.StandardKey.Undo) and not self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up goes to the list; Enter and Esc are the list's affair, and no dialog's around it."""
        if event.key() == Qt.Key.Key_Up:
            self.up.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.escaped.emit()
            return
        if event.key() in _ENTER and not event.modifiers():
            self.returnPressed.emit()
            return
        super().keyPressEvent(event)
