"""What may be drawn more than once in a document and is stored in it once: pictures, drawings and QR codes.

They are the XObjects of ISO 32000-1, 8.8 to 8.10.
"""

from __future__ import annotations

import io
from collections import OrderedDict

from PIL import Image

from outreach.print.pdf_file import PdfFile
from outreach.print.qr import QrCode, code_operators
from outreach.print.sheet import Code, Drawing, Picture
from outreach.print.vector import drawn

Pictured = Picture | Code | Drawing

#: So many are remembered, the last used: each page of a thousand may bring a code of its own.
_REMEMBERED = 200


class Reused:
    """Stores each picture, drawing and code in `file` when it is first drawn."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: OrderedDict[object, tuple[int, float, float]] = OrderedDict()

    def of(self, item: Pictured) -> tuple[int, float, float]:
        """Return the object's number and how wide and high it is in its own units."""
        key = item.code if isinstance(item, Code) else item.svg if isinstance(item, Drawing) else item.png
        found = self._known.pop(key, None) or self._stored(item)
        self._known[key] = found
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return found

    def _stored(self, item: Pictured) -> tuple[int, float, float]:
        match item:
            case Picture():
                return _picture(self._file, item.png), 1.0, 1.0
            case Code():
                return self._code(item.code)
            case Drawing():
                made = drawn(item.svg)
                return self._form(made.content, made.width, made.height, made.resources), made.width, made.height

    def _code(self, code: QrCode) -> tuple[int, float, float]:
        side = float(code.modules)
        return self._form(code_operators(code), side, side), side, side

    def _form(self, content: bytes, wide: float, high: float, resources: str = "") -> int:
        return self._file.add_stream(
            f"/Type/XObject/Subtype/Form/BBox[0 0 {wide:.4f} {high:.4f}]/Resources<<{resources}>>", content
        )


def _picture(file: PdfFile, png: bytes) -> int:
    """Store a picture with each of its pixels; what is clear becomes a mask."""
    with Image.open(io.BytesIO(png), formats=("PNG", "JPEG")) as opened:
        clear = opened.has_transparency_data
        picture = opened.convert("RGBA" if clear else "L" if opened.mode in {"1", "L"} else "RGB")
    mask = f"/SMask {_samples(file, picture.getchannel('A'))} 0 R" if clear else ""
    return _samples(file, picture.convert("RGB") if clear else picture, mask)


def _samples(file: PdfFile, picture: Image.Image, more: str = "") -> int:
    space = "DeviceGray" if picture.mode == "L" else "DeviceRGB"
    return file.add_stream(
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace/{space}/BitsPerComponent 8{more}",
        picture.tobytes(),
    )
