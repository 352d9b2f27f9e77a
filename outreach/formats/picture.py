"""Pictures from cameras, telephones and clipboards: opened within limits, turned upright, and made small for keeping.

A picture of a few kilobytes can unpack to gigabytes; its size is therefore read from its head before a pixel is. Nothing but
the pixels is kept: place, camera and time (Exif) are nobody's business (GDPR article 5.1 c).
"""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps

from outreach.domain.problem import Problem
from outreach.language import N_

MOST_BYTES = 30_000_000
#: Unpacked, turned and put on white, so many take 250 MB.
MOST_PIXELS = 25_000_000
#: The longer side of a kept picture; the small print of a visiting card can be read at it.
KEPT_SIDE = 2_000
_QUALITY = 85
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")

NOT_A_PICTURE = N_("This is not a picture that I can read. PNG, JPEG, WebP, BMP and GIF are read.")
APPLES = N_(
    "Pictures of the kind HEIC are not read. Choose “Most compatible” under Camera, Formats on the iPhone, or send it by e-mail."
)
TOO_MANY_BYTES = N_("The picture is larger than {limit} MB. It was not opened.")
TOO_MANY_PIXELS = N_("The picture has more than {limit} million pixels. It was not opened.")
DAMAGED = N_("The picture is damaged.")


def looks_like_picture(head: bytes) -> bool:
    """Say whether a file begins as a picture of a kind that is read."""
    return head.startswith(_MARKS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or _is_apples(head)


def _is_apples(head: bytes) -> bool:
    """Say whether a picture is of the kind that iPhones take by themselves (ISO/IEC 23008-12)."""
    return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


def open_picture(data: bytes, side: int = 0) -> Image.Image | Problem:
    """Return the first picture of a file, upright and without transparency ("RGB" or "L"), or why it is not opened.

    With `side` a JPEG that is much larger than that may be unpacked smaller, which is faster. Never raises for bad content.
    """
    if len(data) > MOST_BYTES:
        return Problem(0, TOO_MANY_BYTES, {"limit": str(MOST_BYTES // 1_000_000)})
    if _is_apples(data[:16]):
        return Problem(0, APPLES)
    if not looks_like_picture(data[:16]):
        return Problem(0, NOT_A_PICTURE)
    try:
        with warnings.catch_warnings():
            # What a sound picture says on the way is no harm; one that warns of a bomb is not opened.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    return _too_large()
                if side:
                    opened.draft("RGB", (side, side))
                opened.load()
                return _on_white(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_large()
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, KeyError, IndexError, TypeError, OverflowError):
        # Pillow's readers raise all of these for bytes that are not what they claim to be.
        return Problem(0, DAMAGED)


def tidied(data: bytes) -> bytes | Problem:
    """Return a picture as it is kept: JPEG, at most `KEPT_SIDE` pixels a side, upright, without anything but pixels."""
    opened = open_picture(data, KEPT_SIDE)
    if isinstance(opened, Problem):
        return opened
    return as_jpeg(opened)


def as_jpeg(picture: Image.Image, side: int = KEPT_SIDE) -> bytes:
    """Return a picture as JPEG bytes, its longer side at most `side` pixels."""
    small = picture.convert("RGB")
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    small.info.clear()
    written = io.BytesIO()
    small.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode in ("I;16", "I", "F"):
        return _sixteen_bits(picture)
    if picture.mode == "CMYK":
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    paper = Image.new("RGB", layered.size, "white")
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper


def _sixteen_bits(picture: Image.Image) -> Image.Image:
    """Bring 16 bits a pixel to 8; Pillow's own conversion would cut the light ones off."""
    return picture.convert("F").point(lambda value: value / 257).convert("L")


def _too_large() -> Problem:
    return Problem(0, TOO_MANY_PIXELS, {"limit": str(MOST_PIXELS // 1_000_000)})
