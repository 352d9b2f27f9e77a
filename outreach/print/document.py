"""Opening a PDF: it names no typeface but ours, and no time but the day of print, so that the same value gives the same bytes."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from outreach.language import Language
from outreach.print import fonts


def open_document(
    file: BinaryIO, size: tuple[float, float], language: Language, title: str, author: str, subject: str, printed: date
) -> Canvas:
    """Return a canvas that writes into `file`; `size` is width and height of a page in points."""
    regular = fonts.Face.REGULAR.registered
    canvas = Canvas(
        file,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        initialFontName=regular,  # type: ignore[arg-type]  # the stub of types-reportlab says float
        lang=language.locale.replace("_", "-"),
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setCreator("Outreach")
    canvas.setDateFormatter(lambda *_: f"D:{printed:%Y%m%d}000000+00'00'")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
