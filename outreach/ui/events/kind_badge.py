"""A small coloured sign that says what kind of event it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach.domain.event import EventKind
from outreach.ui.icons import event_icon_name, icon
from outreach.ui.theme import GAP, event_colours

_ICON = 16


class KindBadge(QWidget):
    """Icon and finished text in the colours of a kind; follows the theme by itself, because it asks when it paints."""

    def __init__(self, kind: EventKind, text: str) -> None:
        super().__init__()
        self._kind = kind
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        metrics = QFontMetrics(self._strong())
        return QSize(metrics.horizontalAdvance(self._text) + _ICON + 3 * GAP, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        ink, fill = event_colours(self._kind)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        icon(event_icon_name(self._kind), ink).paint(painter, QRect(GAP, (self.height() - _ICON) // 2, _ICON, _ICON))
        painter.setPen(ink)
        painter.setFont(self._strong())
        words = self.rect().adjusted(_ICON + 2 * GAP - 2, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)
        painter.end()

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font
