"""The file of a PDF: objects numbered, packed and written as they come, so that memory does not grow with the pages.

Why not reportlab's own document: it keeps every page in memory and knows neither tags nor object streams. Measured with 1,000
pages of 80 pieces: a bare canvas takes 2.4 s, a tree of 60,000 elements added with pikepdf 0.8 s more and 136 MB; this takes
1.3 s with the tree and 38 MB. `python -m tests.bench prints` measures it again.
Written is ISO 32000-1 with object streams (7.5.7) and a cross-reference stream (7.5.8). Nothing in it depends on time or chance.
"""

from __future__ import annotations

import hashlib
import struct
import unicodedata
import zlib
from typing import BinaryIO

#: Objects in one object stream: many compress well, few keep a reader that wants one of them quick.
_PACKED = 200
_FREE, _IN_FILE, _IN_STREAM = 0, 1, 2
_ENTRY = struct.Struct(">BIH")


class PdfFile:
    """Writes objects into `file`. Each has a number before it has a body: `reserve`, then `put` or `put_stream`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._place = 0
        self._digest = hashlib.md5(usedforsecurity=False)
        self._entries = bytearray(_ENTRY.pack(_FREE, 0, 65535))
        self._waiting: list[tuple[int, bytes]] = []
        # The second line tells a transfer program that the file is binary (7.5.2).
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """Return the number of an object whose body comes later."""
        number = len(self._entries) // _ENTRY.size
        self._entries += bytes(_ENTRY.size)
        return number

    def put(self, number: int, body: str) -> None:
        """Write an object that is no stream. `body` is PDF syntax in ASCII."""
        self._waiting.append((number, body.encode("ascii")))
        if len(self._waiting) == _PACKED:
            self._pack()

    def add(self, body: str) -> int:
        """Write an object that is no stream and return its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def add_stream(self, keys: str, data: bytes, *, packed: bool = True) -> int:
        """Write a stream with these further keys in its dictionary and return its number; `packed` compresses it."""
        number = self.reserve()
        self._put_stream(number, keys, data, packed=packed)
        return number

    def finish(self, root: int, info: int) -> None:
        """Write what waits, and the table of all objects. Nothing can be added afterwards."""
        self._pack()
        number = self.reserve()
        self._entry(number, _IN_FILE, self._place, 0)
        mark = self._digest.hexdigest()
        count = len(self._entries) // _ENTRY.size
        keys = (
            f"/Type/XRef/Size {count}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{mark}><{mark}>]"
            f"/DecodeParms<</Predictor 12/Columns {_ENTRY.size}>>"
        )
        start = self._place
        self._put_stream(number, keys, _upward_differences(bytes(self._entries), _ENTRY.size))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _put_stream(self, number: int, keys: str, data: bytes, *, packed: bool = True) -> None:
        if packed:
            data = zlib.compress(data, 6)
            keys += "/Filter/FlateDecode"
        self._entry(number, _IN_FILE, self._place, 0)
        head = f"{number} 0 obj\n<<{keys}/Length {len(data)}>>\nstream\n".encode("ascii")
        self._write(head + data + b"\nendstream\nendobj\n")

    def _pack(self) -> None:
        """Write the objects that wait as one object stream."""
        if not self._waiting:
            return
        holder = self.reserve()
        heads, bodies, place = [], [], 0
        for index, (number, body) in enumerate(self._waiting):
            heads.append(b"%d %d" % (number, place))
            bodies.append(body)
            place += len(body) + 1
            self._entry(number, _IN_STREAM, holder, index)
        head = b" ".join(heads) + b"\n"
        keys = f"/Type/ObjStm/N {len(heads)}/First {len(head)}"
        self._waiting = []
        self._put_stream(holder, keys, head + b"\n".join(bodies))

    def _entry(self, number: int, kind: int, where: int, index: int) -> None:
        _ENTRY.pack_into(self._entries, number * _ENTRY.size, kind, where, index)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._place += len(data)


def _upward_differences(rows: bytes, size: int) -> bytes:
    """Return rows as PNG's predictor "up" wants them: neighbouring entries are alike and compress to little (7.4.4.4)."""
    count = len(rows) // size
    table = bytearray((size + 1) * count)
    table[0 :: size + 1] = b"\x02" * count
    for column in range(size):
        values = rows[column::size]
        above = b"\0" + values[:-1]
        table[column + 1 :: size + 1] = bytes((one - other) & 255 for one, other in zip(values, above, strict=True))
    return bytes(table)


def text_string(text: str) -> str:
    """Return a text for people as PDF wants it (7.9.2.2): UTF-16 with its mark, in hexadecimal; without control characters."""
    if not text.isprintable():
        text = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
    marked = b"\xfe\xff" + text.encode("utf-16-be", "replace")
    return f"<{marked.hex()}>"


def byte_string(text: str) -> str:
    """Return an ASCII text (an address) as a literal string (7.3.4.2)."""
    for sign in "\\()":
        text = text.replace(sign, "\\" + sign)
    return f"({text.encode('ascii', 'replace').decode('ascii')})"
