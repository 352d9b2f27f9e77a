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
    """Holds a widget and asks for the room that this would like, where Qt's own asks for a few lines.

    The widget is as high as it must be at its width, and no higher: Qt's own takes the height that it would need if it were as
    narrow as it can be, and scrolls although everything has room.
    """

    def __init__(self, widget: QWidget, least: int = _LEAST) -> None:
        super().__init__()
        self._least, self._inner = least, widget
        set_role(widget, "page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(widget)

    def sizeHint(self) -> QSize:
        """As much as the widget would like at this width."""
        inner = self._inner
        wide = self.width() if self.isVisible() else inner.sizeHint().width()
        return QSize(inner.sizeHint().width(), self._height(wide, least=False))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widget must be, and a few lines high."""
        least = self._inner.minimumSizeHint()
        return QSize(least.width() + self._bar(), min(least.height(), self._least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whoever types goes on seeing what is typed."""
        super().resizeEvent(event)
        self._fit()
        focused = self.focusWidget()
        if focused is not None and self._inner.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes and goes inside changes the room that is asked for."""
        done = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest and watched is self._inner:
            self.updateGeometry()
            self._fit()
        return done

    def _fit(self) -> None:
        """Give the widget the whole width when it has room, else what the bar leaves."""
        wide, high = self.width(), self.height()
        if self._height(wide, least=True) > high:
            wide -= self._bar()
            high = self._height(wide, least=True)
        self._inner.resize(wide, high)

    def _height(self, wide: int, *, least: bool) -> int:
        inner, layout = self._inner, self._inner.layout()
        if layout is None or not layout.hasHeightForWidth():
            return inner.minimumSizeHint().height() if least else inner.sizeHint().height()
        return layout.minimumHeightForWidth(wide) if least else layout.totalHeightForWidth(wide)

    def _bar(self) -> int:
        return self.verticalScrollBar().sizeHint().width()


def scrolling(widget: QWidget, least: int = _LEAST) -> Scrolled:
    """Return a widget in a frame that scrolls when the window is too low for it; `least` pixels of it are seen at any rate."""
    return Scrolled(widget, least)
