"""Workbooks as old Excel and OpenDocument programs write them, made by hand: no library here writes them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Cell = str | float


def old_workbook(name: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """An .xls of one sheet (BIFF8, MS-XLS) in a compound file (MS-CFB)."""
    globals_head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)) + _record(0x0042, struct.pack("<H", 1200))
    title = name.encode("utf-16-le")
    bound_size = 4 + 8 + len(title)
    at = len(globals_head) + bound_size + 4
    bound = _record(0x0085, struct.pack("<IBBBB", at, 0, 0, len(name), 1) + title)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(cell), 1) + text)
            else:
                sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    return _compound(globals_head + bound + _record(0x000A, b"") + sheet + _record(0x000A, b""))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream: bytes) -> bytes:
    # Streams below 4,096 bytes lie in a place of their own; a longer one is simpler.
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, sectors + 2), _END]
    fat = struct.pack("<128I", *chain, *([_FREE] * (128 - len(chain))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    header += struct.pack("<108I", *([_FREE] * 108))
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + bytes(256)
    return header[:_SECTOR].ljust(_SECTOR, b"\0") + fat + entries + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def open_document(name: str, rows: Sequence[Sequence[Cell]], after: str = "") -> bytes:
    """An .ods of one sheet, filled to the bottom with repeated empty rows, as LibreOffice does."""
    def cell(value: Cell) -> str:
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'

    told = "".join(f"<table:table-row>{''.join(map(cell, cells))}</table:table-row>" for cells in rows)
    empty = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{told}{after or empty}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", _MANIFEST)
        packed.writestr("content.xml", content)
    return out.getvalue()
