"""What scrolls when a screen is low: a form between a head and a foot that are always seen.

A laptop of 1366 × 768 pixels at 125 % has about 530 logical pixels for what stands in a window.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from outreach.ui.theme import set_role

#: So much of what scrolls is seen at least, in pixels.
_LEAST = 120


class Scrolled(QScrollArea):
    """Holds a widget and asks for the room that this would like, where Qt's own asks for a few lines."""

    def __init__(self, widget: QWidget, least: int = _LEAST) -> None:
        super().__init__()
        self._least = least
        set_role(widget, "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(widget)

    def sizeHint(self) -> QSize:
        """As much as the widget would like at this width."""
        inner = self.widget()
        high = inner.heightForWidth(self.viewport().width()) if inner.hasHeightForWidth() else -1
        return inner.sizeHint().expandedTo(QSize(0, high))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widget must be, and a few lines high."""
        least = self.widget().minimumSizeHint()
        return QSize(least.width() + self.verticalScrollBar().sizeHint().width(), min(least.height(), self._least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whoever types goes on seeing what is typed."""
        super().resizeEvent(event)
        focused = self.focusWidget()
        if focused is not None and self.widget().isAncestorOf(focused):
            self.ensureWidgetVisible(focused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes and goes inside changes the room that is asked for."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scrolling(widget: QWidget, least: int = _LEAST) -> Scrolled:
    """Return a widget in a frame that scrolls when the window is too low for it; `least` pixels of it are seen at any rate."""
    return Scrolled(widget, least)
