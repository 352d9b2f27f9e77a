"""From pictures of pages to the printer that the officer chose in the system's dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from outreach.domain.handout import Paper

#: Finer than the eye at arm's length, and an A4 page is still drawn in a second.
PRINT_DPI = 300


def printer_for(paper: Paper, title: str) -> QPrinter:
    """Return a printer, set to A4 upright, or on its side for two A5. `title` is what the queue shows."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lying = QPageLayout.Orientation.Landscape if paper is Paper.A5 else QPageLayout.Orientation.Portrait
    # The flyer has its own margins, wide enough for every printer: the page is laid edge on edge.
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), lying, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCreator("Outreach")
    return printer


def print_pages(printer: QPrinter, pages: Sequence[QImage]) -> bool:
    """Send pages to a printer, each fitted to the sheet without distortion. Returns whether the printer took them all."""
    painter = QPainter()
    if not pages or not painter.begin(printer):
        return False
    # Where the printer does not repeat the pages by itself, we do.
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    for number, page in enumerate(list(pages) * copies):
        if number and not printer.newPage():
            painter.end()
            return False
        painter.drawImage(_fitted(printer.paperRect(QPrinter.Unit.DevicePixel), page), page)
    return painter.end()


def _fitted(sheet: QRectF, page: QImage) -> QRectF:
    scale = min(sheet.width() / page.width(), sheet.height() / page.height())
    wide, high = page.width() * scale, page.height() * scale
    return QRectF((sheet.width() - wide) / 2, (sheet.height() - high) / 2, wide, high)
