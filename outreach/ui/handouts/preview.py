"""The preview of a handout: one small protocol, with two ways to keep it.

QtPdf draws the PDF itself: sharp at every size, and without the worker. It is part of an extra (PySide6-Addons), so that it may be
missing; then the worker draws pictures (pypdfium2), as it does for the printer. The page knows neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


class Zoom(StrEnum):
    """How large the pages are shown."""

    FIT = "fit"
    WIDTH = "width"
    REAL = "100"
    LARGE = "150"
    LARGER = "200"


FACTORS = {Zoom.REAL: 1.0, Zoom.LARGE: 1.5, Zoom.LARGER: 2.0}
#: From small to large; the width of the window stands beside them.
STEPS = (Zoom.FIT, Zoom.REAL, Zoom.LARGE, Zoom.LARGER)


class Preview(Protocol):
    """Shows the pages of a PDF one below the other."""

    zoom: Zoom
    dpi_wanted: SignalInstance
    """dpi: int – pictures of that resolution are needed; never from a preview that draws by itself."""
    zoomed: SignalInstance
    """the `Zoom` that now holds."""
    turned: SignalInstance
    """page, pages: int – which page is looked at, counted from 1, of how many."""

    @property
    def view(self) -> QWidget:
        """The view itself, for the layout."""

    def show_pdf(self, pdf: bytes, pictures: Sequence[QImage], dpi: int) -> None:
        """Show a document; `pictures` are those that `dpi()` asked for. Where one was looked at, one looks on."""

    def dpi(self) -> int:
        """Return the device pixels to the inch that pictures must have, 0 for a preview that needs none."""

    def set_zoom(self, zoom: Zoom) -> None:
        """Take on a size."""

    def step_zoom(self, steps: int) -> None:
        """Go so many sizes up or down."""

    def turn(self, by: int) -> None:
        """Go so many pages on, or back (negative)."""


def make_preview() -> Preview:
    """Return the best preview that this computer has."""
    try:
        from outreach.ui.handouts.pdf_preview import PdfPreview
    except ImportError:
        from outreach.ui.handouts.picture_preview import PagesView

        return PagesView()
    return PdfPreview()
