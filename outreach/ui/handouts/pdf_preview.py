"""The preview by QtPdf: the PDF itself, sharp at every size, drawn on Qt's own threads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QWidget

from outreach.ui.handouts.preview import FACTORS, STEPS, Zoom
from outreach.ui.theme import WIDE, current_theme


class PdfPreview(QPdfView):
    """Keeps the protocol of `Preview`. The pages are white in the dark theme too: paper is."""

    dpi_wanted = Signal(int)
    zoomed = Signal(object)
    turned = Signal(int, int)

    def __init__(self) -> None:
        super().__init__(document=None)
        self.zoom = Zoom.FIT
        # QPdfView (6.11) falls when its document goes before it or with it: one still draws it, the other tells a view that is
        # half gone. So the document belongs to the program, and goes when the view has gone.
        self._file = QPdfDocument()
        self._file.setParent(QCoreApplication.instance())
        self._bytes = QBuffer(self._file)
        self.destroyed.connect(self._file.deleteLater)
        self.setDocument(self._file)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.setPageSpacing(WIDE)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dress()
        self.pageNavigator().currentPageChanged.connect(lambda _: self._tell())

    @property
    def view(self) -> QWidget:
        """The view itself."""
        return self

    def show_pdf(self, pdf: bytes, pictures: Sequence[QImage], dpi: int) -> None:
        """Show a document, at the place where the one before it was looked at."""
        del pictures, dpi
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        self._file.close()
        self._bytes.close()
        # The buffer must live as long as the document reads from it.
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self._file.load(self._bytes)
        self.verticalScrollBar().setValue(down)
        self.horizontalScrollBar().setValue(across)
        self._tell()

    def dpi(self) -> int:
        """No pictures are needed."""
        return 0

    def set_zoom(self, zoom: Zoom) -> None:
        """Take on a size."""
        if zoom is self.zoom:
            return
        self.zoom = zoom
        if zoom is Zoom.FIT:
            self.setZoomMode(QPdfView.ZoomMode.FitInView)
        elif zoom is Zoom.WIDTH:
            self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        else:
            self.setZoomMode(QPdfView.ZoomMode.Custom)
            self.setZoomFactor(FACTORS[zoom])
        self.zoomed.emit(zoom)

    def step_zoom(self, steps: int) -> None:
        """Go so many sizes up or down."""
        now = STEPS.index(self.zoom) if self.zoom in STEPS else 0
        self.set_zoom(STEPS[min(max(now + steps, 0), len(STEPS) - 1)])

    def turn(self, by: int) -> None:
        """Go so many pages on, or back."""
        if self._file.pageCount():
            wanted = min(max(self.pageNavigator().currentPage() + by, 0), self._file.pageCount() - 1)
            self.pageNavigator().jump(wanted, QPointF())
            self._tell()

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

    def changeEvent(self, event: QEvent) -> None:
        """Take the desk's colour from the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        # QPdfView fills what is not paper with this role.
        palette = self.palette()
        wanted = QColor(current_theme().window)
        if palette.color(QPalette.ColorRole.Dark) != wanted:
            palette.setColor(QPalette.ColorRole.Dark, wanted)
            self.setPalette(palette)

    def _tell(self) -> None:
        count = self._file.pageCount()
        self.turned.emit(min(self.pageNavigator().currentPage() + 1, max(count, 1)), count)
