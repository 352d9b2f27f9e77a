"""Reads a PDF of ours back: all text that is seen, and every string and stream that is not, for who must be sure what is in it."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

from outreach.print.pages import PDFIUM


def seen_text(pdf: bytes) -> str:
    """Return the text layer, page by page."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            pages = []
            for page in document:
                layer = page.get_textpage()
                pages.append(layer.get_text_range(errors="ignore"))
                layer.close()
                page.close()
        finally:
            document.close()
    return "\n".join(pages)


def hidden_text(pdf: bytes) -> str:
    """Return what else is in the file: titles, names of bookmarks, alternative texts, metadata, and all streams unpacked."""
    found: list[str] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            found += _strings(thing, 0)
            if isinstance(thing, pikepdf.Stream) and not _holds_no_words(thing):
                data = thing.read_bytes()
                found += [data.decode("utf-8", "ignore"), data.decode("utf-16-be", "ignore")]
        found += _strings(opened.trailer, 0)
    return "\n".join(found)


def _holds_no_words(stream: pikepdf.Stream) -> bool:
    """Say whether it is a typeface or a picture: bytes that only by chance look like letters."""
    return "/Length1" in stream or stream.get("/Subtype") == "/Image"


def _strings(thing: object, depth: int) -> list[str]:
    if depth > 8:
        return []
    if isinstance(thing, pikepdf.String):
        return [str(thing)]
    if isinstance(thing, pikepdf.Array):
        return [text for each in thing.as_list() if not _is_named(each) for text in _strings(each, depth + 1)]
    if isinstance(thing, pikepdf.Stream):
        return _strings(thing.stream_dict, depth)
    if isinstance(thing, pikepdf.Dictionary):
        return [text for each in thing.as_dict().values() if not _is_named(each) for text in _strings(each, depth + 1)]
    return []


def _is_named(thing: object) -> bool:
    """Say whether it is an object of its own, which is looked at by itself."""
    return isinstance(thing, pikepdf.Object) and thing.is_indirect
