"""The one door for an SVG: what is drawn as vectors, and what is refused. Only memory is read, nothing from a disk or a network.

An SVG is a program as much as a picture. It is parsed with defusedxml, held against a short list of what may not stand in it,
and written anew, without comments and declarations, before svglib sees it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from outreach import paths
from outreach.errors import BadFile
from outreach.language import N_
from outreach.print.colours import Colour

MOST_BYTES = 1_000_000
#: Shapes, those that are used again counted each time: a few thousand are a coat of arms, a million an attack.
_MOST_SHAPES = 20_000
_DEEPEST = 60
_REFUSED = frozenset({"script", "foreignObject", "iframe", "audio", "video", "animate", "set", "handler", "animateTransform"})
#: What is drawn as something else than lines and areas of one colour; svglib would leave it out without a word.
_SHADED = frozenset({"linearGradient", "radialGradient", "pattern", "mask", "filter", "meshgradient"})
_PAINTED_WITH = re.compile(r"url\s*\(\s*['\"]?\s*#([^)'\"]+)")
_OPACITY = re.compile(r"(?<![-\w])opacity\s*:\s*([^;}!\s]+)")
#: reportlab begins each drawing with its standard typeface, though nothing is written.
_NAMES_A_TYPEFACE = re.compile(rb"BT /F\d+ [\d.]+ Tf [\d.]+ TL ET")
_NAMED = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|\\", re.IGNORECASE)

_NO_SVG = N_("This is not an SVG drawing.")
_DAMAGED = N_("A shape of the drawing is damaged. Save it anew, or as PNG.")
_TOO_LARGE = N_("The drawing is too large or too intricate. Save it simpler, or as PNG.")
_HAS_SCRIPT = N_("The drawing holds a script or something that moves. Save it as a plain SVG, or as PNG.")
_HAS_ADDRESS = N_("The drawing fetches something from elsewhere. Save it with all that belongs to it, or as PNG.")
_HAS_TEXT = N_("The drawing holds text in a typeface. Save it with the text turned into paths, or as PNG.")
_HAS_PICTURE = N_("The drawing holds a picture of pixels. Save it as PNG.")
_HAS_SHADES = N_("The drawing has gradients, patterns, masks or clear groups, which are not drawn. Save it as PNG.")
_HAS_ENTITY = N_("The drawing holds declarations (entities) that are not read. Save it as a plain SVG, or as PNG.")


@dataclass(frozen=True, slots=True)
class Vectors:
    """A drawing as operators of PDF in a box from (0, 0); `resources` is what they need beside."""

    content: bytes
    width: float
    height: float
    resources: str


def looks_like_svg(data: bytes) -> bool:
    """Say whether the file means to be an SVG, good or bad."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and (b"<svg" in data[:20_000] or b"<!DOCTYPE svg" in start or b":svg" in start)


def read_drawing(data: bytes) -> bytes:
    """Return the SVG written anew with nothing but shapes in it. Raises BadFile with the reason when it holds anything else."""
    if len(data) > MOST_BYTES:
        raise BadFile("SVG", _TOO_LARGE)
    try:
        root = fromstring(data)
    except DefusedXmlException as error:
        raise BadFile("SVG", _HAS_ENTITY) from error
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BadFile("SVG", _NO_SVG) from error
    if _name(root) != "svg":
        raise BadFile("SVG", _NO_SVG)
    _check_size(root)
    shaded = {element.get("id", "") for element in root.iter() if _name(element) in _SHADED}
    for element in root.iter():
        _check(element)
        _check_paint(element, shaded)
        # The ink of the surroundings: on paper there is none but black.
        element.attrib.update({key: "#000000" for key, value in element.attrib.items() if value == "currentColor"})
    return ET.tostring(root)


def icon_drawing(name: str, colour: Colour) -> bytes:
    """Return one of the program's own icons (a file of resources/icons, without .svg) as an SVG in this colour."""
    file = paths.resource("icons", f"{name}.svg")
    ink = "#" + "".join(f"{round(part * 255):02x}" for part in colour)
    return file.read_bytes().replace(b"currentColor", ink.encode("ascii"))


@lru_cache(maxsize=64)
def drawn(svg: bytes) -> Vectors:
    """Return an SVG as operators of PDF. Raises BadFile when it may not be drawn or there is nothing to draw."""
    # Half of a second to load, and most prints have no drawing.
    import pikepdf
    from svglib.svglib import svg2rlg

    try:
        drawing = svg2rlg(io.BytesIO(read_drawing(svg)))
        if drawing is None or not (0 < drawing.width < 1e5 and 0 < drawing.height < 1e5):
            raise BadFile("SVG", _NO_SVG)
        file = _on_a_page(drawing)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        # A path without a beginning, a number that is no place on paper: svglib and reportlab fall over these in many ways.
        raise BadFile("SVG", _DAMAGED) from error
    with pikepdf.open(file) as opened:
        page = opened.pages[0]
        kept = {key: value for key, value in page.resources.items() if key not in {"/Font", "/ProcSet"}}
        resources = "".join(key + value.unparse(resolved=True).decode("ascii") for key, value in kept.items())
        content = _NAMES_A_TYPEFACE.sub(b"", page.Contents.read_bytes())
    return Vectors(content, drawing.width, drawing.height, resources)


def _on_a_page(drawing: Any) -> io.BytesIO:
    from reportlab.graphics import renderPDF
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(drawing.width, drawing.height), pageCompression=0, invariant=1)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    return file


def _check(element: ET.Element) -> None:
    """Raise BadFile for an element that is no plain shape."""
    name = _name(element)
    if name in _REFUSED:
        raise BadFile("SVG", _HAS_SCRIPT)
    if name in {"text", "tspan", "textPath", "tref"}:
        raise BadFile("SVG", _HAS_TEXT)
    if name in {"image", "feImage"}:
        raise BadFile("SVG", _HAS_PICTURE)
    if name == "style" and _NAMED.search(element.text or ""):
        raise BadFile("SVG", _HAS_ADDRESS)
    for key, value in element.attrib.items():
        plain = key.rpartition("}")[2].lower()
        if plain.startswith("on"):
            raise BadFile("SVG", _HAS_SCRIPT)
        if (plain in {"href", "src", "base"} and not value.strip().startswith("#")) or _NAMED.search(value):
            raise BadFile("SVG", _HAS_ADDRESS)


def _check_paint(element: ET.Element, shaded: set[str]) -> None:
    """Raise BadFile for an element that is painted with something that is not drawn."""
    for value in (*element.attrib.values(), (element.text or "") if _name(element) == "style" else ""):
        if any(name in shaded for name in _PAINTED_WITH.findall(value)) or _is_clear(_OPACITY.findall(value)):
            raise BadFile("SVG", _HAS_SHADES)
    if _is_clear([element.get("opacity", "1")]):
        raise BadFile("SVG", _HAS_SHADES)


def _is_clear(opacities: list[str]) -> bool:
    """Say whether a group shines through as a whole; that of single areas (fill-opacity) is drawn."""
    return any(value.strip() not in {"1", "1.0", "100%"} for value in opacities)


def _check_size(root: ET.Element) -> None:
    """Raise BadFile when there are too many shapes or they nest too deep, what is used again counted with its use."""
    named = {element.get("id", ""): element for element in root.iter()}
    counted: dict[int, int] = {}

    def count(element: ET.Element, depth: int) -> int:
        if depth > _DEEPEST:
            raise BadFile("SVG", _TOO_LARGE)
        known = counted.get(id(element))
        if known is None:
            known = 1 + sum(count(each, depth + 1) for each in (*element, *_used(element, named)))
            counted[id(element)] = known
        if known > _MOST_SHAPES:
            raise BadFile("SVG", _TOO_LARGE)
        return known

    count(root, 0)


def _used(element: ET.Element, named: dict[str, ET.Element]) -> Iterator[ET.Element]:
    """Yield what an element draws again by its name."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == "href" and (found := named.get(value.strip().removeprefix("#"))) is not None:
            yield found


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
