"""Old workbooks whose chains of sectors lead in a ring, out of the file, or are claimed longer than the file."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.formats.old_workbook_guard import COMPOUND, hangs_together
from outreach.formats.table_workbook import read_workbook
from outreach.formats.workbook_guard import DAMAGED
from tests.formats.workbook_makers import old_workbook

ROWS = [["Namn", "E-post"], *([f"Anna {number}", f"a{number}@ek.example"] for number in range(200))]
SOUND = old_workbook("Blad1", ROWS)
_TABLE = 512
_DIRECTORY = 1024


def with_number(at: int, value: int, data: bytes = SOUND) -> bytes:
    return data[:at] + struct.pack("<I", value) + data[at + 4 :]


def test_a_sound_file_hangs_together_and_is_read() -> None:
    assert hangs_together(SOUND)
    assert len(read_workbook(SOUND, "Blad1", choose=str).rows) == len(ROWS)
    assert hangs_together(b"Namn;E-post\r\n"), "what is no compound file is judged elsewhere"


@pytest.mark.parametrize(
    "data",
    [
        with_number(_TABLE + 4 * 5, 2),
        with_number(_TABLE + 4 * 5, 5),
        with_number(_TABLE + 4 * 1, 1),
        with_number(_TABLE + 4 * 5, 100_000),
        with_number(48, 77_777),
        with_number(68, 3),
        with_number(_DIRECTORY + 128 + 120, 2**31),
        with_number(_DIRECTORY + 128 + 116, 9_999),
        SOUND[:600],
        COMPOUND,
        COMPOUND + bytes(600),
    ],
    ids=[
        "stream in a ring", "sector after itself", "directory in a ring", "out of the table", "no directory", "tables in a ring",
        "claimed size", "no first sector", "cut short", "no header", "zeros",
    ],
)
def test_what_does_not_hang_together_is_refused_unread(data: bytes) -> None:
    assert not hangs_together(data)
    refused = read_workbook(data, "Blad1", choose=str).refused
    assert refused is not None
    assert refused.reason == DAMAGED


def test_small_streams_in_a_ring_are_found() -> None:
    # The workbook's stream is claimed to be small: then its pieces are chained by the small table, which is sector 3 here.
    small = with_number(60, 3, with_number(_DIRECTORY + 128 + 120, 600))
    piece = (3 + 1) * 512
    ring = with_number(piece + 4 * 2, 2, small)
    ends = with_number(piece + 4 * 2, 0xFFFFFFFE, small)
    assert not hangs_together(ring)
    assert hangs_together(ends)


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=12))
def test_any_damage_is_answered_with_yes_or_no(bytes_set: list[tuple[int, int]]) -> None:
    data = bytearray(SOUND)
    for at, value in bytes_set:
        data[at] = value
    assert hangs_together(bytes(data)) in (True, False)
