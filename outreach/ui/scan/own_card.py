"""Our own card on the whole screen, for the visitor's telephone: black on white in every theme, with its quiet zone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from outreach.language import N_
from outreach.services.own_card import OwnCard
from outreach.ui.context import Context
from outreach.ui.theme import MARGIN

#: How much of the screen's height the code has.
_SHARE = 0.72
_INK, _PAPER, _MUTED = QColor(0, 0, 0), QColor(255, 255, 255), QColor(80, 80, 80)


class OwnCardScreen(QWidget):
    """Shows a card until Esc, Enter or a click."""

    def __init__(self, context: Context, card: OwnCard, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._context = context
        self.card = card
        context.words.bind(self.setWindowTitle, N_("My card"))
        self.setAccessibleName(card.card.name)
        self.setAccessibleDescription(context.words(N_("A QR code with my card. Esc closes.")))
        self.setCursor(Qt.CursorShape.BlankCursor)

    def open(self) -> None:
        """Fill the screen on which the officer works."""
        over = self.parentWidget()
        # Some window managers, and none at all, keep the size that a window had.
        self.setGeometry((over.window() if over is not None else self).screen().geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, Enter or Space."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_W):
            self.close()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close."""
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the code, whole pixels a module, and whose it is below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _PAPER)
        modules = len(self.card.rows) + 2 * self.card.quiet
        step = max(1, int(min(self.height() * _SHARE, self.width() * 0.94) / modules))
        side = step * modules
        left, top = (self.width() - side) // 2, max(0, int((self.height() - side) * 0.3))
        for y, row in enumerate(self.card.rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(left + (x + self.card.quiet) * step, top + (y + self.card.quiet) * step, step, step, _INK)
        self._words(painter, top + side)
        painter.end()

    def _words(self, painter: QPainter, top: int) -> None:
        card = self.card.card
        room = self.height() - top
        place = ", ".join(part for part in (card.title, card.department, card.organisation) if part)
        hint = self._context.words(N_("Point your telephone's camera at the code. Esc closes."))
        for text, share, size, ink, bold in (
            (card.name, 0.34, 0.20, _INK, True), (place, 0.26, 0.12, _INK, False), (hint, 0.24, 0.09, _MUTED, False),
        ):  # fmt: skip
            font = QFont(self.font())
            font.setPixelSize(max(12, int(room * size)))
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(ink)
            place_of = QRectF(MARGIN, top, self.width() - 2 * MARGIN, room * share)
            painter.drawText(place_of, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), text)
            top += int(room * share)
