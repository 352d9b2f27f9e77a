"""Weighs a workbook before any library opens it: packed size against what it really unpacks to, parts, rows, nesting.

131 KB can unpack to two million rows (measured with openpyxl: 927 MB, 45 s). A zip file's directory may lie about sizes,
so each part is unpacked here in small pieces that are counted and thrown away; the first limit that is passed ends it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from outreach.language import N_

#: A list of 100,000 rows and thirty columns unpacks to about 250 MB of XML.
MOST_UNPACKED = 400_000_000
MOST_RATIO = 200
MOST_PARTS = 1_000
#: What a table may hold: more is refused, never cut.
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 6_000_000

DAMAGED = N_("The workbook cannot be read; it is damaged or no Excel file.")
LOCKED = N_("The workbook has a password. Save it without one, then import it.")
NO_WORKBOOK = N_("This is a packed file but no Excel workbook.")
TOO_MANY_PARTS = N_("The workbook has more than {limit} parts. No contact list has that many.")
UNPACKS_TOO_FAR = N_("The workbook unpacks to more than {size} MB. A list of that size is not read.")
TOO_MANY_ROWS = N_("The list has more than {limit} rows. Split it, or delete the rows that are not needed.")
TOO_MANY_CELLS = N_("The sheet is too wide or too long: {rows} rows and {columns} columns. Delete what lies outside the list.")
BINARY_WORKBOOK = N_("This is a binary workbook (.xlsb). Save it as .xlsx, then import it.")
OPEN_ENTITIES = N_("The workbook refers to things outside itself. It is not opened.")

_CHUNK = 256 * 1024
#: A tag may lie across two pieces.
_OVERLAP = 64
_ROW = re.compile(rb"<(?:\w+:)?row[ >/]")
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml\Z")
_CELL = re.compile(rb"""r=["']([A-Z]{1,3})(\d{1,7})["']""")
_REPEATED = re.compile(rb'table:number-(rows|columns)-repeated="(\d{1,12})"')
_NESTED = (".zip", ".xlsx", ".xlsm", ".ods", ".xlsb", ".gz", ".bz2", ".xz", ".7z", ".rar")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a workbook is not opened: a catalogue text and its values."""

    reason: str
    values: dict[str, str] = field(default_factory=dict)


def refusal_of(data: bytes) -> Refusal | None:
    """Return why a packed workbook (XLSX, ODS) must not be opened, or None. Takes milliseconds for a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _weighed(data, packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error, struct.error, OverflowError):
        return Refusal(DAMAGED)


def _weighed(data: bytes, parts: list[zipfile.ZipInfo]) -> Refusal | None:
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS:
        return Refusal(TOO_MANY_PARTS, {"limit": str(MOST_PARTS)})
    if "xl/workbook.bin" in names:
        return Refusal(BINARY_WORKBOOK)
    if "xl/workbook.xml" not in names and "content.xml" not in names:
        return Refusal(NO_WORKBOOK)
    if any(part.flag_bits & 1 for part in parts):
        return Refusal(LOCKED)
    budget = min(MOST_UNPACKED, MOST_RATIO * max(len(data), 50_000))
    if sum(part.file_size for part in parts) > budget:
        return Refusal(UNPACKS_TOO_FAR, {"size": str(budget // 1_000_000)})
    unpacked = 0
    for part in parts:
        size, refused = _weigh_part(data, part, budget - unpacked)
        if refused is not None:
            return refused
        unpacked += size
    return None


def _weigh_part(data: bytes, part: zipfile.ZipInfo, budget: int) -> tuple[int, Refusal | None]:
    size, rows = 0, 0
    columns: set[bytes] = set()
    deepest = b"0"
    is_sheet = _SHEET_PART.match(part.filename) is not None
    is_ods = part.filename == "content.xml"
    tail = b""
    for piece in _unpacked(data, part):
        size += len(piece)
        if size > budget:
            return size, Refusal(UNPACKS_TOO_FAR, {"size": str((budget or 1) // 1_000_000 or 1)})
        if b"<!ENTITY" in piece[:4096] or b"<!ENTITY" in tail + piece[:_OVERLAP]:
            return size, Refusal(OPEN_ENTITIES)
        seen = tail + piece
        tail = piece[-_OVERLAP:]
        if is_sheet:
            # A row tag that lies in the overlap is counted twice, at most once a piece: the limit is round, not exact.
            rows += len(_ROW.findall(seen))
            cells = _CELL.findall(seen)
            columns.update(letters for letters, _ in cells)
            deepest = max((number for _, number in cells), key=lambda one: (len(one), one), default=deepest)
        elif is_ods:
            repeated = _repeats_too_much(seen)
            if repeated:
                return size, repeated
        if rows > MOST_ROWS + 1_000 + size // _CHUNK:
            return size, Refusal(TOO_MANY_ROWS, {"limit": str(MOST_ROWS)})
    return size, _too_wide(columns, int(deepest)) if is_sheet else None


def _too_wide(columns: set[bytes], deepest: int) -> Refusal | None:
    """The reader lays a sheet out whole, from its first cell to its last: two cells far apart cost all between them."""
    widest = max((_column_number(letters) for letters in columns), default=0)
    if widest > MOST_COLUMNS or widest * deepest > 10 * MOST_CELLS:
        return Refusal(TOO_MANY_CELLS, {"rows": str(deepest), "columns": str(widest)})
    return None


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


_ODS_ROW = re.compile(rb"<table:table-row\b[^>]*>")
_ODS_VALUE = re.compile(rb"office:value-type=|<text:p")


def _repeats_too_much(seen: bytes) -> Refusal | None:
    """A spreadsheet fills the page with repeated empty cells; a repeated cell that holds something is another matter."""
    for match in _REPEATED.finditer(seen):
        what, number = match.group(1), int(match.group(2))
        after = seen[match.end() : match.end() + 400]
        limit = MOST_ROWS if what == b"rows" else MOST_COLUMNS
        end = after.find(b"</table:table-row>" if what == b"rows" else b"</table:table-cell>")
        own = after[: end if end >= 0 else 400]
        closed = own.find(b"/>")
        if what == b"columns" and 0 <= closed < (own.find(b">") if b">" in own else 400):
            continue
        if number > limit and _ODS_VALUE.search(own):
            return Refusal(TOO_MANY_ROWS, {"limit": str(MOST_ROWS)})
    return None


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part's real content in pieces, whatever size the directory tells."""
    start = _content_start(data, part)
    packed = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(packed), _CHUNK):
            yield bytes(packed[at : at + _CHUNK])
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("a compression that no workbook uses")
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    rest = bytes(packed)
    while rest and not machine.eof:
        piece = machine.decompress(rest, _CHUNK)
        rest = machine.unconsumed_tail
        if piece:
            yield piece
        elif not rest:
            return


def _content_start(data: bytes, part: zipfile.ZipInfo) -> int:
    """Return where the content begins: the local header has lengths of its own (APPNOTE 4.3.7)."""
    header = data[part.header_offset : part.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("no local header")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    return int(part.header_offset + 30 + name_length + extra_length)
