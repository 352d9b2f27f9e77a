"""QR and bar codes in pictures (zxing-cpp), also in bad ones: askew, blurred, dim, small, light on dark.

Each try is another look at the same picture; the first that finds anything ends it, so that an easy picture takes a few
hundredths of a second, and one without a code at most `PATIENCE`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import partial

import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from outreach.domain.problem import Problem
from outreach.domain.scanned import Code
from outreach.formats.picture import open_picture

#: How long a picture is looked at, in seconds, before it counts as one without a code.
PATIENCE = 3.0
MOST_CODES = 20

_FULL = 2_400
_SMALL = 900
_TINY = 500
_MOST_LOOKS = 36
_TURNS = (45, 20, 70)
_MIDDLE = 1_300
#: Radius in pixels and strength in per cent: each takes another blur back, and none of them all.
_SHARPENINGS = ((4, 300), (3, 500), (4, 150), (2, 150), (6, 300), (8, 500))
_CJK = re.compile("[\u3400-\u9fff\u3040-\u30ff]")
_Look = Callable[[], Image.Image]
Report = Callable[[int, int], None]


def read_codes(data: bytes, progress: Report | None = None) -> tuple[list[Code], list[Problem]]:
    """Read the codes of a picture file, in reading order, each once. Never raises for bad content.

    `progress` is told how many looks are done of how many there may be, and may raise Cancelled.
    """
    opened = open_picture(data)
    if isinstance(opened, Problem):
        return [], [opened]
    return codes_in(opened, progress), []


def codes_in(picture: Image.Image, progress: Report | None = None) -> list[Code]:
    """Read the codes of an opened picture."""
    until = time.monotonic() + PATIENCE
    for number, (look, binarizer) in enumerate(_looks(picture.convert("L"))):
        if progress:
            progress(number, _MOST_LOOKS)
        found = _read(look(), binarizer)
        if found:
            return found
        if time.monotonic() > until:
            break
    return []


def codes_in_frame(luminance: bytes, width: int, height: int, stride: int) -> list[Code]:
    """Read the codes of one frame of a camera: `height` lines of `stride` bytes, of which `width` are grey values.

    One look alone: the next frame is a better one. Raises ValueError for fewer bytes than that.
    """
    picture = Image.frombuffer("L", (width, height), luminance, "raw", "L", stride, 1)
    return _read(picture, zxingcpp.Binarizer.LocalAverage)


def _looks(grey: Image.Image) -> Iterator[tuple[_Look, zxingcpp.Binarizer]]:
    """Yield ways to look at a picture with the way to tell dark from light, the cheapest first."""
    local, whole = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram
    full = _at_most(grey, _FULL)
    small = _at_most(full, _SMALL)
    yield (lambda: full), local
    yield (lambda: small), local
    for degrees in _TURNS:
        # A QR code is found at any angle; a bar code only along its lines.
        yield partial(_turned, small, degrees), local
    yield partial(_sharpened, full, 2, 300), local
    yield partial(_evened, _at_most(full, _SMALL * 2)), whole
    for radius, strength in _SHARPENINGS:
        yield partial(_sharpened, _at_most(full, _MIDDLE), radius, strength), local
    if max(full.size) <= _MIDDLE:
        large = _scaled(full, 2.0)
        yield (lambda: large), local
        for radius, strength in _SHARPENINGS:
            yield partial(_sharpened, large, 2 * radius, strength), local
            yield partial(_sharpened, large, 2 * radius, strength), whole
    for look in (small, _at_most(full, _TINY)):
        for radius in (3, 5):
            yield partial(_evened_and_sharpened, look, radius), local
    for degrees in _TURNS:
        yield partial(_turned, _evened_and_sharpened(small, 3), degrees), local
    for cut in (96, 128, 160):
        yield partial(_black_and_white, _evened(full), cut), whole


def _read(picture: Image.Image, binarizer: zxingcpp.Binarizer) -> list[Code]:
    found = zxingcpp.read_barcodes(picture, binarizer=binarizer, text_mode=zxingcpp.TextMode.Plain)
    placed = sorted((one for one in found if one.valid), key=_place)
    codes = (Code(str(one.format), _text(one.bytes, one.text), one.bytes) for one in placed)
    return list(dict.fromkeys(codes))[:MOST_CODES]


def _place(one: zxingcpp.Barcode) -> tuple[int, int]:
    corner = one.position.top_left
    return corner.y // 50, corner.x


def _text(data: bytes, guessed: str) -> str:
    """Return the text of a code: UTF-8 when it is, else the Western page, else what zxing makes of it.

    A code seldom says its encoding. zxing takes a short Latin-1 text for Shift-JIS ("ÅÄÖ" becomes "ﾅﾄﾖ"); here a text whose
    bytes are all Western letters is Western, and only real Japanese stays Japanese.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        western = data.decode("cp1252", "replace")
    foreign = [sign for sign in western if not sign.isascii()]
    if _CJK.search(guessed) and not all(sign.isalpha() for sign in foreign):
        return guessed
    return western


# Looks ---------------------------------------------------------------------------------------------------------------


def _at_most(picture: Image.Image, side: int) -> Image.Image:
    longer = max(picture.size)
    return picture if longer <= side else _scaled(picture, side / longer)


def _scaled(picture: Image.Image, times: float) -> Image.Image:
    size = (max(1, round(picture.width * times)), max(1, round(picture.height * times)))
    return picture.resize(size, Image.Resampling.BICUBIC if times > 1 else Image.Resampling.BOX)


def _sharpened(picture: Image.Image, radius: int, strength: int) -> Image.Image:
    """Take blur of about `radius` pixels back; the grain is smoothed first, or it would grow more than the edges."""
    smooth = picture.filter(ImageFilter.GaussianBlur(radius / 5))
    return smooth.filter(ImageFilter.UnsharpMask(radius, strength, 0))


def _evened(picture: Image.Image) -> Image.Image:
    """Take shadows and the lamp's bright spot away: each pixel relative to its surroundings."""
    around = picture.filter(ImageFilter.BoxBlur(max(picture.size) // 12))
    return ImageOps.autocontrast(ImageChops.subtract(picture, around, 1.0, 128), cutoff=1)


def _evened_and_sharpened(picture: Image.Image, radius: int) -> Image.Image:
    return _sharpened(_evened(picture.filter(ImageFilter.MedianFilter(3))), radius, 300)


def _turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=255)


def _black_and_white(picture: Image.Image, cut: int) -> Image.Image:
    return picture.point(lambda value: 255 if value > cut else 0)
