"""From the pages of a PDF to the printer that the officer chose in the system's dialog, one page at a time."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from outreach.ui.context import Context

#: Finer than the eye at arm's length, and an A4 page is still drawn in a second.
PRINT_DPI = 300


def printer_for(size: tuple[float, float], pages: int, title: str, *, two_sided: bool = False) -> QPrinter:
    """Return a printer, set to the paper and the direction of a page of `size` (points). `title` is what the queue shows.

    `two_sided` turns the paper as a page is turned: about the edge at its left, long or short.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    wide, high = size
    lying = wide > high
    paper = QPageSize(QSizeF(min(size), max(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    direction = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    # A handout has its own margins, wide enough for every printer: the page is laid edge on edge.
    printer.setPageLayout(QPageLayout(paper, direction, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCreator("Outreach")
    printer.setFromTo(1, max(1, pages))
    if two_sided:
        printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide if lying else QPrinter.DuplexMode.DuplexLongSide)
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    return printer


class PrintRun(QObject):
    """Sends a document to a printer.

    Pages are drawn on the worker and painted as they come: a thousand need no more room than one.
    """

    progressed = Signal(int, int)
    """pages done, pages in all"""
    ended = Signal(bool)
    """Whether the printer took them all; not emitted after `stop`."""

    def __init__(self, context: Context, printer: QPrinter, pdf: bytes, pages: int, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._printer, self._pdf = context, printer, pdf
        self._waiting = deque(_chosen(printer, pages))
        self._total, self._done = len(self._waiting), 0
        self._painter = QPainter()
        self._stopped = False

    def start(self) -> None:
        """Begin; a printer that does not answer ends it at once."""
        if not self._waiting or not self._painter.begin(self._printer):
            self.ended.emit(False)
            return
        self._next()

    def stop(self) -> None:
        """Print no further page, and throw away what the printer has not begun."""
        if not self._stopped and self._painter.isActive():
            self._stopped = True
            self._printer.abort()
            self._painter.end()

    def _next(self) -> None:
        handouts, pdf, page = self._context.house.handouts, self._pdf, self._waiting.popleft()
        self._context.tasks.run(
            lambda: QImage.fromData(handouts.picture(pdf, page, PRINT_DPI)), self._paint, owner=self, failed=self._fail
        )

    def _paint(self, page: QImage) -> None:
        if self._stopped:
            return
        if self._done and not self._printer.newPage():
            self._painter.end()
            self.ended.emit(False)
            return
        self._painter.drawImage(fitted(self._printer.paperRect(QPrinter.Unit.DevicePixel), page), page)
        self._done += 1
        self.progressed.emit(self._done, self._total)
        if self._waiting:
            self._next()
        else:
            self.ended.emit(self._painter.end())

    def _fail(self, error: Exception) -> None:
        self.stop()
        self._context.tasks.failed.emit(error)
        self.ended.emit(False)


def _chosen(printer: QPrinter, pages: int) -> list[int]:
    """Return the pages that are wished, from 0; repeated where the printer does not make copies by itself."""
    first, last = 1, pages
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        first, last = max(1, printer.fromPage()), min(pages, printer.toPage() or pages)
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return list(range(first - 1, last)) * copies


def fitted(sheet: QRectF, page: QImage) -> QRectF:
    """Return where a page lies on a sheet: as large as it goes without distortion, in the middle."""
    scale = min(sheet.width() / page.width(), sheet.height() / page.height())
    wide, high = page.width() * scale, page.height() * scale
    return QRectF((sheet.width() - wide) / 2, (sheet.height() - high) / 2, wide, high)
