"""Weighs an old workbook (.xls) before calamine opens it: its sectors hang together in chains, and a chain may be a ring.

An .xls file is a compound file (MS-CFB): a table says of each sector which one comes next. A damaged table can lead back to a
sector that was read before; calamine then reads for ever, until its memory ends (measured: 4 of 10,000 mutants ended their reader).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import chain

#: MS-CFB 2.2: the first eight bytes.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: MS-CFB 2.1: from here on a number of a sector means something else, such as the end of a chain.
_RESERVED = 0xFFFFFFFA
_IN_HEADER = 109
_ENTRY = 128
#: MS-CFB 2.6.1: an entry of the directory that holds bytes.
_STREAM, _ROOT = 2, 5


class _Broken(Exception):
    """A chain is a ring, leads out of the file, or is longer than the file."""


@dataclass(frozen=True, slots=True)
class _Header:
    sector: int
    directory: int
    cutoff: int
    small_table: int
    more_tables: int
    tables: tuple[int, ...]


def hangs_together(data: bytes) -> bool:
    """Say whether every chain of a compound file ends. Linear in its size; a file of another kind hangs together."""
    if not data.startswith(COMPOUND):
        return True
    try:
        _walk_all(data)
    except (_Broken, struct.error):
        return False
    return True


def _walk_all(data: bytes) -> None:
    header = _header(data)
    sectors = len(data) // header.sector
    table = _table(data, header, sectors)
    budget = _Budget(4 * sectors + 1_000)
    directory = b"".join(_sector(data, header, one) for one in budget.walk(table, header.directory))
    small_sectors = budget.walk(table, header.small_table)
    small = list(chain.from_iterable(_numbers(_sector(data, header, one)) for one in small_sectors))
    # A small stream takes pieces of 64 bytes; no more of them can be in use than the file has room for.
    small_budget = _Budget(4 * len(small) + 1_000)
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        kind = directory[at + 66]
        first, size = struct.unpack_from("<II", directory, at + 116)
        if kind not in (_STREAM, _ROOT) or size == 0:
            continue
        if size > len(data):
            raise _Broken
        if kind == _STREAM and size < header.cutoff:
            small_budget.walk(small, first)
        else:
            budget.walk(table, first)


class _Budget:
    """Steps that all chains of a file may take together: in a sound one no sector belongs to two."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def walk(self, table: list[int], first: int) -> list[int]:
        """Return the sectors of a chain in order. Raises _Broken."""
        found: list[int] = []
        at = first
        while at < _RESERVED:
            self._left -= 1
            if at >= len(table) or self._left < 0:
                raise _Broken
            found.append(at)
            at = table[at]
        return found


def _header(data: bytes) -> _Header:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise _Broken
    directory, _, cutoff, small_table, _, more, _ = struct.unpack_from("<7I", data, 48)
    tables = struct.unpack_from(f"<{_IN_HEADER}I", data, 76)
    return _Header(1 << shift, directory, cutoff, small_table, more, tables)


def _table(data: bytes, header: _Header, sectors: int) -> list[int]:
    """Return which sector follows each. Where the header has no room, a chain of sectors names the rest (MS-CFB 2.5)."""
    named = [one for one in header.tables if one < _RESERVED]
    at, seen = header.more_tables, 0
    while at < _RESERVED:
        seen += 1
        if seen > sectors:
            raise _Broken
        *numbers, at = _numbers(_sector(data, header, at))
        named += [one for one in numbers if one < _RESERVED]
    if len(named) > sectors:
        raise _Broken
    return list(chain.from_iterable(_numbers(_sector(data, header, one)) for one in named))


def _sector(data: bytes, header: _Header, number: int) -> bytes:
    # The header takes the place of a first sector, of 4,096 bytes too (MS-CFB 2.2).
    start = (number + 1) * header.sector
    found = data[start : start + header.sector]
    if not found:
        raise _Broken
    # The last sector may be cut short by a writer that leaves its padding away.
    return found.ljust(header.sector, b"\0")


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector)
