"""Written documents as plain text: .txt, .docx and .odt, line by line as a reader meets them.

Paragraphs, headings, list items (with "- ") and cells of tables become lines; what was struck out in a tracked change, comments,
notes and what pictures hold are left out. A stranger's file is weighed before it is opened: nothing is fetched, no entity is
read, and size has an end. PDF is for `print/pdf_text.py`.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from outreach.errors import BadFile
from outreach.formats.table_text import decoded, guess_encoding
from outreach.language import N_

#: The file itself, its text part unpacked, and the text, in bytes and characters. 600,000 characters are some 250 full pages.
LARGEST = 50_000_000
MOST_UNPACKED = 20_000_000
MOST_CHARACTERS = 600_000
MOST_PARTS = 20_000

TOO_LONG = N_("The text is longer than {limit} characters, some 250 pages. Check one part at a time.")
DAMAGED = N_("The document is damaged or is no Word or OpenDocument text.")
LOCKED = N_("The document has a password. Save it without one, then check it.")
OLD_WORD = N_("This is an old Word document (.doc) or one with a password. Save it as .docx without a password, then check it.")
RICH_TEXT = N_("This is rich text (.rtf). Save it as .docx, then check it.")
UNPACKS_TOO_FAR = N_("The document unpacks to more than {limit} MB. It is not opened.")
TOO_MANY_PARTS = N_("The file has more than {limit} parts. No document has that many.")
HAS_ENTITIES = N_("The document has a document type of its own, which no word processor writes. It is not opened.")
NOT_TEXT = N_("This is no text: Word (.docx), OpenDocument (.odt), PDF and plain text can be read.")
NO_TEXT = N_("There is no text in the file.")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_OLE, _ZIP, _RTF, _PDF = b"\xd0\xcf\x11\xe0", b"PK", b"{\\rtf", b"%PDF-"


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a document. `paragraphs`: each line is a paragraph (None: the lines may be those of a page)."""

    text: str
    paragraphs: bool | None = None


def is_pdf(data: bytes) -> bool:
    """Say whether the bytes are a PDF (its mark may stand a little way in)."""
    return _PDF in data[:1024]


def read_written(data: bytes, name: str) -> Written:
    """Return the text of a .txt, .docx or .odt. Raises BadFile with `name` and a reason for anything that cannot be read."""
    if data.startswith(_OLE):
        raise BadFile(name, OLD_WORD)
    if data.startswith(_RTF):
        raise BadFile(name, RICH_TEXT)
    written = _unpacked(data, name) if data.startswith(_ZIP) else _plain(data, name)
    return checked(written, name)


def checked(written: Written, name: str) -> Written:
    """Return the text when it is one that can be checked. Raises BadFile for none, and for one that is too long."""
    if len(written.text) > MOST_CHARACTERS:
        raise BadFile(name, TOO_LONG, limit=MOST_CHARACTERS)
    if not written.text.strip():
        raise BadFile(name, NO_TEXT)
    return written


def _plain(data: bytes, name: str) -> Written:
    # A picture or a program is told by its zero bytes and control characters; UTF-16 has zeros too, in order.
    text = decoded(data, guess_encoding(data))
    head = text[:4096]
    if head and sum(not char.isprintable() and not char.isspace() for char in head) > len(head) / 50:
        raise BadFile(name, NOT_TEXT)
    return Written(text)


def _unpacked(data: bytes, name: str) -> Written:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _from_zip(packed, name)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, KeyError) as error:
        raise BadFile(name, DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise BadFile(name, LOCKED) from error


def _from_zip(packed: zipfile.ZipFile, name: str) -> Written:
    parts = set(packed.namelist())
    if len(parts) > MOST_PARTS:
        raise BadFile(name, TOO_MANY_PARTS, limit=MOST_PARTS)
    if "word/document.xml" in parts:
        return Written("\n".join(_word_lines(_tree(packed, "word/document.xml", name))), True)
    if "content.xml" in parts:
        if "META-INF/manifest.xml" in parts and b"encryption-data" in _read(packed, "META-INF/manifest.xml", name):
            raise BadFile(name, LOCKED)
        return Written("\n".join(_open_lines(_tree(packed, "content.xml", name))), True)
    raise BadFile(name, NOT_TEXT)


def _read(packed: zipfile.ZipFile, part: str, name: str) -> bytes:
    """Unpack a part as far as it may go, whatever size the directory tells."""
    with packed.open(part) as file:
        data = file.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise BadFile(name, UNPACKS_TOO_FAR, limit=MOST_UNPACKED // 1_000_000)
    return data


def _tree(packed: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    data = _read(packed, part, name)
    head = data[:65536].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise BadFile(name, HAS_ENTITIES)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError, MemoryError) as error:
        raise BadFile(name, DAMAGED) from error
    if getattr(root.getroottree().docinfo, "doctype", None):
        raise BadFile(name, HAS_ENTITIES)
    return root


# Word ----------------------------------------------------------------------------------------------------------------

_WORD_LEFT_OUT = {f"{_W}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "pPrChange", "rPrChange")}
_WORD_LEFT_OUT.add(f"{_MC}Fallback")
_WORD_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}


def _word_lines(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        if any(above.tag in _WORD_LEFT_OUT for above in paragraph.iterancestors()):
            continue
        text = "".join(_word_texts(paragraph)).strip()
        if text:
            yield f"- {text}" if _is_word_item(paragraph) else text


def _word_texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _WORD_LEFT_OUT or child.tag == f"{_W}p":
            continue  # a paragraph in a text box comes by itself
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _WORD_SIGNS:
            yield _WORD_SIGNS[child.tag]
        else:
            yield from _word_texts(child)


def _is_word_item(paragraph: etree._Element) -> bool:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return False
    style = properties.find(f"{_W}pStyle")
    named = style.get(f"{_W}val", "") if style is not None else ""
    heading = named.startswith(("Heading", "Rubrik", "Title", "heading"))
    return not heading and (properties.find(f"{_W}numPr") is not None or named.startswith(("List", "Lista")))


# OpenDocument --------------------------------------------------------------------------------------------------------

_OPEN_LEFT_OUT = {f"{_T}tracked-changes", f"{_T}note", f"{_O}annotation", f"{_T}ruby-text"}
_OPEN_LINES = {f"{_T}p", f"{_T}h"}


def _open_lines(root: etree._Element) -> Iterator[str]:
    body = root.find(f"{_O}body")
    for paragraph in (body if body is not None else root).iter(*_OPEN_LINES):
        above = {one.tag for one in paragraph.iterancestors()}
        if above & _OPEN_LEFT_OUT:
            continue
        text = "".join(_open_texts(paragraph)).strip()
        if text:
            yield f"- {text}" if f"{_T}list-item" in above and paragraph.tag == f"{_T}p" else text


def _open_texts(element: etree._Element) -> Iterator[str]:
    yield _collapsed(element.text)
    for child in element:
        if child.tag == f"{_T}s":
            yield " "
        elif child.tag == f"{_T}tab":
            yield "\t"
        elif child.tag == f"{_T}line-break":
            yield "\n"
        elif child.tag not in _OPEN_LEFT_OUT and child.tag not in _OPEN_LINES:
            yield from _open_texts(child)
        yield _collapsed(child.tail)


def _collapsed(text: str | None) -> str:
    """In OpenDocument a run of blanks and line ends is one blank."""
    if not text:
        return ""
    inner = " ".join(text.split())
    return (" " if text[0].isspace() else "") + inner + (" " if inner and text[-1].isspace() else "")
