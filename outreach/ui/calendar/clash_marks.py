"""A small mark on what clashes: an officer at two places at once, a room or the booth kit taken twice.

Looked up when a page has come to rest, so that turning pages waits for nothing. Of months with more than 2,000 events none is
marked: reading all of them whole would hold up the next page.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QColor, QPainter

from outreach.language import N_
from outreach.ui.calendar.looks import Look
from outreach.ui.icons import icon

if TYPE_CHECKING:
    from outreach.ui.calendar.calendar_view import CalendarView

CLASHES = N_("Clashes with another event: an officer, the place or something shared is taken twice.")
MOST_EVENTS = 2_000
#: How long a page must stand before it is looked up, in milliseconds.
REST = 150
SIZE, EDGE = 14, 3
#: The picture that shows whole months in a strip has no bars to mark.
WITHOUT = "year"


class ClashMarks(QObject):
    """Finds the clashes of the page that a view shows, and lets its canvas paint them."""

    def __init__(self, view: CalendarView) -> None:
        super().__init__(view)
        self._view = view
        self._asked = 0
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self.look)
        view.shown.connect(self._timer.start)

    def look(self) -> None:
        """Look up the page that is shown now."""
        span = self._view.span
        if span is None or self._view.name == WITHOUT or len(span.entries) > MOST_EVENTS:
            return
        self._asked += 1
        asked, clashes, first, last = self._asked, self._view.context.house.clashes, span.first, span.last
        if not self._view.isVisible():
            return
        self._view.context.read(lambda: clashes.marks(first, last), lambda found: self._take(asked, found), self._view)

    def _take(self, asked: int, found: frozenset[tuple[UUID, datetime]]) -> None:
        if asked == self._asked and found != self._view.canvas.clashing:
            self._view.canvas.clashing = found
            self._view.canvas.speak()
            self._view.canvas.update()


def paint_clash(painter: QPainter, rect: QRect, look: Look) -> None:
    """Paint the mark in the upper right corner of a bar, a block or a line."""
    top = rect.top() + (EDGE if rect.height() > 3 * SIZE else (rect.height() - SIZE) // 2)
    place = QRect(rect.right() - SIZE - EDGE, top, SIZE, SIZE)
    painter.save()
    painter.setClipping(False)
    painter.fillRect(place.adjusted(-2, -1, 2, 1), QColor(look.theme.surface))
    icon("warning", QColor(look.theme.warning)).paint(painter, place)
    painter.restore()
