"""The text of a PDF, page by page, for the plain-language check. pypdfium2 reads; nothing is drawn or run."""

from __future__ import annotations

import re
import time

import pypdfium2

from outreach.errors import BadFile
from outreach.language import N_
from outreach.print.pages import PDFIUM

MOST_PAGES = 600
#: Seconds after which a PDF is given up; the text of an honest page takes a few thousandths.
PATIENCE = 1.5
_PASSWORD = 4

LOCKED = N_("The PDF has a password. Save it without one, then check it.")
NOT_READ = N_("This is not a PDF that can be read.")
SCANNED = N_("The PDF holds pictures of pages and no text. Read it with text recognition first, or check the original document.")
TOO_MANY_PAGES = N_("The PDF has more than {limit} pages. Check one part at a time.")
TOO_SLOW = N_("The PDF takes too long to read. Check the original document.")

#: PDFium's mark for a hyphen at the end of a line, and a plain one before a small letter: the word goes on.
_DIVIDED = re.compile(
    r"[\ufffe\x02\u00ad]\r?\n?|(?<=[^\W\d_])-\r?\n(?!(?:och|eller|samt|till|respektive|and|or)\b)(?=[a-zåäöéü])"
)


def pdf_text(data: bytes, name: str, most: int) -> str:
    """Return the text of a PDF up to a little over `most` characters. Raises BadFile with `name` and a reason."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise BadFile(name, LOCKED if getattr(error, "err_code", 0) == _PASSWORD else NOT_READ) from error
        try:
            pages = _pages(document, name, most)
        except pypdfium2.PdfiumError as error:
            raise BadFile(name, NOT_READ) from error
        finally:
            document.close()
    text = _DIVIDED.sub("", "\n".join(pages)).replace("\r\n", "\n").replace("\r", "\n")
    if pages and not text.strip():
        raise BadFile(name, SCANNED)
    return text


def _pages(document: pypdfium2.PdfDocument, name: str, most: int) -> list[str]:
    if len(document) > MOST_PAGES:
        raise BadFile(name, TOO_MANY_PAGES, limit=MOST_PAGES)
    until = time.monotonic() + PATIENCE
    pages: list[str] = []
    length = 0
    for page in document:
        layer = page.get_textpage()
        pages.append(layer.get_text_range(errors="ignore"))
        length += len(pages[-1])
        layer.close()
        page.close()
        if length > most:
            break
        if time.monotonic() > until:
            raise BadFile(name, TOO_SLOW)
    return pages
