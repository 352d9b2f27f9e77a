"""Five steps from very easy to very difficult, the one that holds filled: a shape that needs no colour to be read."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach.domain.plain.measure import Band
from outreach.ui.theme import current_theme

_STEPS = (Band.VERY_EASY, Band.EASY, Band.MEDIUM, Band.DIFFICULT, Band.VERY_DIFFICULT)
_TONES = dict(zip(_STEPS, ("success", "success", "accent", "warning", "danger"), strict=True))


def tone_of(band: Band) -> str:
    """Return the colour of a band, by its name in the theme."""
    return _TONES.get(band, "muted")


class Gauge(QWidget):
    """Shows a band. What it says stands in words beside it, so a screen reader passes it by."""

    def __init__(self, step: int = 10, height: int = 8) -> None:
        super().__init__()
        self._step, self._height = step, height
        self._band = Band.EMPTY
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_band(self, band: Band) -> None:
        """Show another band."""
        self._band = band
        self.update()

    def sizeHint(self) -> QSize:
        """Five steps with a gap between."""
        return QSize(5 * self._step + 4 * 2, self._height + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the steps up to the band; the band's own stands out by its height."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        reached = _STEPS.index(self._band) if self._band in _STEPS else -1
        middle = self.height() / 2
        for number in range(len(_STEPS)):
            tall = self._height + 4 if number == reached else self._height - 2
            colour = getattr(theme, tone_of(self._band)) if number <= reached else theme.line
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(number * (self._step + 2), middle - tall / 2, self._step, tall), 2, 2)
        painter.end()
