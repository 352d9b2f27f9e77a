"""Opening a PDF: it names no typeface but ours, and no time but the day of print, so that the same value gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Literal

from reportlab.pdfgen.canvas import Canvas

from outreach.errors import Cancelled
from outreach.language import Language
from outreach.print import fonts
from outreach.print.sheet import Page, paint


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


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a PDF says of itself; `language` is "sv" or "en", `printed` the day of print."""

    title: str
    author: str
    subject: str
    language: Literal["sv", "en"]
    printed: date


def write_document(pages: Iterable[Page], facts: DocumentFacts, progress: Callable[[int], bool] | None = None) -> bytes:
    """Return the pages as a PDF. `progress` is told how many pages are done; when it says False, Cancelled is raised."""
    written = io.BytesIO()
    canvas: Canvas | None = None
    for number, page in enumerate(pages, start=1):
        size = (page.width, page.height)
        if canvas is None:
            language = Language(facts.language)
            canvas = open_document(written, size, language, facts.title, facts.author, facts.subject, facts.printed)
        canvas.setPageSize(size)
        for placed in page.placed:
            paint(canvas, placed.sheet, placed.x)
        canvas.showPage()
        if progress is not None and not progress(number):
            raise Cancelled
    if canvas is None:
        raise ValueError("a document has at least one page")
    canvas.save()
    return written.getvalue()
