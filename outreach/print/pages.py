"""Finished pages as pictures, for previews, the tour and the tests. pypdfium2 renders, zlib writes the PNG."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from outreach.errors import BadFile
from outreach.language import N_

#: PDFium may not be called from two threads at once.
PDFIUM = threading.Lock()
_POINTS_PER_INCH = 72
_MOST_DPI = 600


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise BadFile("PDF", N_("This is not a PDF that can be shown.")) from error
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """Return how many pages `pdf` has. Raises BadFile when it cannot be read."""
    with _opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes, page: int = 0) -> tuple[float, float]:
    """Return width and height of a page in points; `page` counts from 0. Raises BadFile when it cannot be read."""
    with _opened(pdf) as document:
        width, height = document.get_page_size(page)
        return float(width), float(height)


def page_pictures(pdf: bytes, dpi: int = 96) -> list[bytes]:
    """Return each page as the bytes of a PNG (8-bit RGB, with the resolution noted); `dpi` is 1 to 600.

    Raises BadFile when the PDF cannot be read, ValueError for a resolution out of range.
    """
    if not 1 <= dpi <= _MOST_DPI:
        raise ValueError(f"dpi must be 1 to {_MOST_DPI}, not {dpi}")
    with _opened(pdf) as document:
        return [_pictured(page, dpi) for page in document]


def page_picture(pdf: bytes, page: int, dpi: int) -> bytes:
    """Return one page as `page_pictures` does; `page` counts from 0. A long document is printed page by page."""
    if not 1 <= dpi <= _MOST_DPI:
        raise ValueError(f"dpi must be 1 to {_MOST_DPI}, not {dpi}")
    with _opened(pdf) as document:
        return _pictured(document[page], dpi)


def _pictured(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    bitmap = page.render(scale=dpi / _POINTS_PER_INCH, rev_byteorder=True)
    picture = _png(bitmap, dpi)
    bitmap.close()
    page.close()
    return picture


def _png(bitmap: pypdfium2.PdfBitmap, dpi: int) -> bytes:
    """Write a bitmap in RGB byte order (3 bytes a pixel, or 4 of which the last is unused) as PNG (RFC 2083)."""
    width, height, stride, pixel = bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels
    buffer = memoryview(bitmap.buffer).cast("B")
    rows = bytearray()
    for number in range(height):
        row = bytes(buffer[number * stride : number * stride + width * pixel])
        rows.append(0)
        rows += row if pixel == 3 else _without_fourth(row)
    per_metre = round(dpi / 0.0254)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", zlib.compress(rows, 6)),
            _chunk(b"IEND", b""),
        )
    )


def _without_fourth(row: bytes) -> bytearray:
    kept = bytearray(len(row) // 4 * 3)
    for channel in range(3):
        kept[channel::3] = row[channel::4]
    return kept


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
