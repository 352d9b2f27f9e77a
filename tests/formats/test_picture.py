"""Pictures are opened within limits, turned upright, and kept without anything but their pixels."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from outreach.domain.problem import Problem
from outreach.formats.barcode import read_codes
from outreach.formats.picture import (
    APPLES,
    DAMAGED,
    KEPT_SIDE,
    NOT_A_PICTURE,
    TOO_MANY_BYTES,
    TOO_MANY_PIXELS,
    looks_like_picture,
    open_picture,
    tidied,
)


def bomb(width: int, height: int) -> bytes:
    """A PNG of some kilobytes that unpacks to `width` × `height` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = b"\x00" * ((width + 7) // 8 + 1)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(min(height, 20_000))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(20_000, 20_000), (100_000, 100_000), (5_000, 5_001), (30_000_000, 2)])
def test_decompression_bomb_is_refused_with_a_sentence(size: tuple[int, int]) -> None:
    data = bomb(*size)
    assert len(data) < 500_000
    for refused in (open_picture(data), tidied(data), read_codes(data)[1][0]):
        assert isinstance(refused, Problem)
        assert refused.reason in (TOO_MANY_PIXELS, DAMAGED)
    if size[0] < 1_000_000:
        assert open_picture(data) == Problem(0, TOO_MANY_PIXELS, {"limit": "25"})


def test_picture_of_an_iphone_is_told_how_to_become_one_that_is_read() -> None:
    head = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
    assert looks_like_picture(head)
    assert open_picture(head) == Problem(0, APPLES)


def test_picture_just_within_the_limit_is_opened() -> None:
    opened = open_picture(bomb(5_000, 5_000))
    assert isinstance(opened, Image.Image)


def test_too_many_bytes_are_not_even_looked_at() -> None:
    refused = open_picture(b"\xff\xd8\xff" + bytes(30_000_000))
    assert isinstance(refused, Problem)
    assert refused.reason == TOO_MANY_BYTES


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"%PDF-1.4", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"II*\x00\x08\x00\x00\x00", b"BM" + bytes(60)],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    refused = open_picture(data)
    assert isinstance(refused, Problem)
    assert refused.reason in (NOT_A_PICTURE, DAMAGED)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_damaged_picture_never_raises(kind: str) -> None:
    written = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(written, kind)
    whole = written.getvalue()
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        found = open_picture(whole[:length])
        assert isinstance(found, Problem | Image.Image)
    for place in range(4, len(whole), max(1, len(whole) // 60)):
        found = open_picture(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert isinstance(found, Problem | Image.Image)


def test_kept_picture_is_small_upright_and_tells_nothing_of_place_and_camera() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamerafabriken"
    exif.get_ifd(0x8825)[2] = (59.0, 20.0, 0.0)
    written = io.BytesIO()
    Image.new("RGB", (4_000, 1_000), "red").save(written, "JPEG", exif=exif, comment=b"hemma hos mig")
    kept = tidied(written.getvalue())
    assert isinstance(kept, bytes)
    assert b"Kamerafabriken" not in kept
    assert b"Exif" not in kept
    assert b"hemma" not in kept
    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.format == "JPEG"
        assert opened.size == (KEPT_SIDE // 4, KEPT_SIDE)
        assert not opened.getexif()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16", "CMYK"])
def test_odd_kinds_of_pixels_become_plain_ones(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (40, 30)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    kept = tidied(written.getvalue())
    assert isinstance(kept, bytes)


def test_what_is_clear_becomes_white_paper() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(written, "PNG")
    opened = open_picture(written.getvalue())
    assert isinstance(opened, Image.Image)
    assert opened.getpixel((5, 5)) == (255, 255, 255)
