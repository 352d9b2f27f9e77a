"""The theme and the type with which the pictures of the calendar are painted, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from outreach.domain.calendar_entry import Entry, TenderDate
from outreach.domain.swedish_day import DayKind, NamedDays, is_red
from outreach.ui.theme import Theme, event_colours

_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Look:
    """The theme and the type that everything is painted with."""

    theme: Theme
    small: QFont
    strong: QFont

    @property
    def faint(self) -> QColor:
        """The colour of what stands back: other months, week numbers."""
        return QColor(self.theme.muted)

    @property
    def surface(self) -> QColor:
        """The colour under lists."""
        return QColor(self.theme.surface)

    def colours(self, entry: Entry) -> tuple[QColor, QColor]:
        """Return ink and fill of an entry; dates of tenders have no fill of their own."""
        if entry.event is None:
            ink = self.theme.danger if entry.what is TenderDate.DEADLINE else self.theme.muted
            return QColor(ink), QColor(Qt.GlobalColor.transparent)
        return event_colours(entry.event.kind, self.theme)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is special about a day or a bar at present."""

    chosen: bool = False
    focused: bool = False
    hovered: bool = False
    carried: bool = False
    """It is being dragged away from here."""
    ghost: bool = False
    """It would be put down here."""


def day_ink(day: date, named: NamedDays, look: Look, *, outside: bool = False) -> QColor:
    """Return the colour of a day's number: red where a wall calendar prints it red."""
    if is_red(day, named):
        return QColor(look.theme.danger)
    return QColor(look.theme.muted if outside else look.theme.text)


def name_ink(kind: DayKind, look: Look) -> QColor:
    """Return the colour of a day's name."""
    theme = look.theme
    return QColor({DayKind.PUBLIC: theme.danger, DayKind.SQUEEZE: theme.warning}.get(kind, theme.muted))


def paint_told(painter: QPainter, at: QPoint, words: str, look: Look, room: QRect) -> None:
    """Paint a few words on a small dark plate beside the pointer: the time that a drag would give."""
    painter.setFont(look.strong)
    metrics = QFontMetrics(look.strong)
    width, height = metrics.horizontalAdvance(words) + 20, metrics.height() + 10
    x = min(max(at.x() + 14, room.left() + 4), room.right() - width - 4)
    y = at.y() - height - 10
    if y < room.top() + 4:
        y = at.y() + 18
    plate = QRectF(x, y, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.theme.text))
    painter.drawRoundedRect(plate, 6, 6)
    painter.setPen(QPen(QColor(look.theme.window)))
    painter.drawText(plate, _CENTRE, words)
