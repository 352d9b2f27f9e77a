"""The preview where QtPdf is not installed: pictures of the pages on a desk, one below the other, drawn by the worker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from outreach.ui.handouts.preview import FACTORS, STEPS, Zoom
from outreach.ui.theme import WIDE, current_theme

#: Logical pixels to the inch on all three systems, as far as Qt counts.
_PER_INCH = 96
_A4_INCHES = (210 / 25.4, 297 / 25.4)
_SHADOW = 6


class PagesView(QScrollArea):
    """Shows pictures of pages below one another. `dpi_wanted` is emitted when sharper or smaller ones are needed."""

    dpi_wanted = Signal(int)
    zoomed = Signal(object)
    """The `Zoom` that now holds."""
    turned = Signal(int, int)
    """The page that is looked at, counted from 1, and how many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.zoom = Zoom.FIT
        self._desk = _Desk()
        self.setWidget(self._desk)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._settle = QTimer(self, interval=120, singleShot=True)
        self._settle.timeout.connect(lambda: self.dpi_wanted.emit(self.dpi()))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._tell())

    @property
    def view(self) -> QWidget:
        """The view itself."""
        return self

    def show_pdf(self, pdf: bytes, pictures: Sequence[QImage], dpi: int) -> None:
        """Show a document by the pictures of its pages."""
        del pdf
        self.show_pages(pictures, dpi)
        self._tell()

    def turn(self, by: int) -> None:
        """Go so many pages on, or back."""
        wanted = min(max(self._page() + by, 1), max(1, len(self._desk.pages)))
        self.verticalScrollBar().setValue(round(self._desk.place(wanted - 1).top()) - WIDE)
        self._tell()

    def _page(self) -> int:
        """The page that fills most of the view, counted from 1."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return 1 + sum(
            self._desk.place(number).bottom() < middle for number in range(max(0, len(self._desk.pages) - 1))
        )

    def _tell(self) -> None:
        self.turned.emit(self._page(), len(self._desk.pages))

    def show_pages(self, pages: Sequence[QImage], dpi: int) -> None:
        """Show pictures that were made at `dpi` device pixels to the inch."""
        self._desk.pages = tuple(pages)
        self._desk.inches = (pages[0].width() / dpi, pages[0].height() / dpi) if pages else _A4_INCHES
        self._measure()
        if abs(self.dpi() - dpi) > 1:
            self._settle.start()  # the page is of another shape than was thought, so another size fits

    def set_zoom(self, zoom: Zoom) -> None:
        """Take on a size."""
        if zoom is self.zoom:
            return
        self.zoom = zoom
        self._measure()
        self.zoomed.emit(zoom)
        self.dpi_wanted.emit(self.dpi())

    def step_zoom(self, steps: int) -> None:
        """Go so many sizes up or down."""
        place = min(max(STEPS.index(self.zoom) + steps, 0), len(STEPS) - 1)
        self.set_zoom(STEPS[place])

    def dpi(self) -> int:
        """Return the device pixels to the inch at which a picture needs no scaling."""
        return max(24, min(600, round(_PER_INCH * self._factor() * self.devicePixelRatioF())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page again; a sharp picture is asked for when the window has come to rest."""
        super().resizeEvent(event)
        self._measure()
        if self.zoom is Zoom.FIT:
            self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus change the size, 0 fits; Page keys turn pages, arrows scroll."""
        match event.key():
            case Qt.Key.Key_Plus:
                self.step_zoom(1)
            case Qt.Key.Key_Minus:
                self.step_zoom(-1)
            case Qt.Key.Key_0:
                self.set_zoom(Zoom.FIT)
            case Qt.Key.Key_PageDown:
                self.turn(1)
            case Qt.Key.Key_PageUp:
                self.turn(-1)
            case _:
                super().keyPressEvent(event)

    def _factor(self) -> float:
        if self.zoom in FACTORS:
            return FACTORS[self.zoom]
        wide, high = self._desk.inches
        room = self.maximumViewportSize()
        across = (room.width() - 2 * WIDE) / (wide * _PER_INCH)
        down = (room.height() - 2 * WIDE) / (high * _PER_INCH)
        return max(0.2, min(across, down, 2.0))

    def _measure(self) -> None:
        wide, high = self._desk.inches
        scale = self._factor() * _PER_INCH
        self._desk.lay_out(QSize(round(wide * scale), round(high * scale)))


class _Desk(QWidget):
    """The pages themselves, white in the dark theme too: paper is."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: tuple[QImage, ...] = ()
        self.inches = _A4_INCHES
        self._page = QSize(1, 1)

    def lay_out(self, page: QSize) -> None:
        """Take on the size of a page in logical pixels."""
        self._page = page
        count = max(1, len(self.pages))
        self.setMinimumSize(page.width() + 2 * WIDE, count * (page.height() + WIDE) + WIDE)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each page with a soft edge beneath it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in range(max(1, len(self.pages))):
            place = self.place(number)
            self._draw_edge(painter, place)
            painter.fillRect(place, Qt.GlobalColor.white)
            if self.pages:
                painter.drawImage(place, self.pages[number])
        painter.end()

    def place(self, number: int) -> QRectF:
        """Return where a page lies, counted from 0."""
        wide, high = self._page.width(), self._page.height()
        used = len(self.pages or (None,)) * (high + WIDE) - WIDE
        left = max(WIDE, (self.width() - wide) // 2)
        top = max(WIDE, (self.height() - used) // 2) + number * (high + WIDE)
        return QRectF(QPointF(left, top), QPointF(left + wide, top + high))

    def _draw_edge(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(_SHADOW, 0, -1):
            shade = QColor(0, 0, 0, 9 if not current_theme().dark else 26)
            painter.setBrush(shade)
            painter.drawRoundedRect(place.adjusted(-spread, -spread + 2, spread, spread + 2), spread, spread)
        painter.setPen(QPen(QColor(current_theme().line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
