"""Draws what stands on one page as operators of PDF (ISO 32000-1, annex A), each piece marked as what it is to a reader.

A pen keeps colour and face in mind and writes them only when they change. It counts from below, as PDF does; sheets count
from above.
"""

from __future__ import annotations

from collections.abc import Mapping

from outreach.print.colours import Colour
from outreach.print.embedded_face import EmbeddedFace
from outreach.print.fonts import Face
from outreach.print.pdf_file import PdfFile, byte_string, text_string
from outreach.print.reused import Pictured, Reused
from outreach.print.sheet import Box, Fill, Frame, Link, Mark, Placed, Sheet, Text

#: How far a control point lies from the end of a quarter of a circle, as a share of its radius.
_ROUND = 0.5523
#: Clockwise quarters as the first four numbers of a matrix.
_TURNS = ("1 0 0 1", "0 -1 1 0", "-1 0 0 -1", "0 1 -1 0")

_NOTHING = Sheet(0, 0, ())


class Pen:
    """Writes one page; `content` is what it wrote."""

    def __init__(self, height: float, faces: Mapping[Face, EmbeddedFace], reused: Reused) -> None:
        self._height = height
        self._faces = faces
        self._reused = reused
        self._out: list[str] = []
        self._mark = ""
        self._in_text = False
        self._colour: Colour | None = None
        self._face: tuple[Face, float] | None = None
        self._placed = Placed(_NOTHING)
        self.used: dict[str, int] = {}

    def content(self) -> bytes:
        """Return what was drawn."""
        self._unmark()
        return "\n".join(self._out).encode("ascii")

    def begin_sheet(self, placed: Placed) -> None:
        """Draw in the coordinates of a sheet from now on."""
        self._placed = placed
        self._unmark()
        self._out.append("q " + self._matrix() + " cm")
        self._colour = self._face = None

    def end_sheet(self) -> None:
        """Go back to the coordinates of the page."""
        self._unmark()
        self._out.append("Q")
        self._colour = self._face = None

    def mark(self, role: str, number: int) -> None:
        """Let what follows be content number `number` of the page, until something else is marked."""
        self._unmark()
        self._mark = role
        self._out.append(f"/{role}<</MCID {number}>>BDC")

    @property
    def marked(self) -> bool:
        """Whether what is drawn now is content of an element."""
        return self._mark not in {"", "Artifact"}

    def artifact(self) -> None:
        """Let what follows be passed over by a reader, until something else is marked."""
        if self._mark != "Artifact":
            self._unmark()
            self._mark = "Artifact"
            self._out.append("/Artifact BMC")

    def text(self, item: Text) -> None:
        """Write one line."""
        code = self._faces[item.face].written(item.text)
        if not self._in_text:
            self._out.append("BT")
            self._in_text = True
        self._fill(item.colour)
        if self._face != (item.face, item.size):
            self._face = (item.face, item.size)
            self._out.append(f"/{item.face.value} {item.size:.3f} Tf")
        self._out.append(f"1 0 0 1 {item.x:.2f} {self._up(item.y):.2f} Tm <{code}>Tj")

    def blank(self, face: Face) -> None:
        """Write a blank behind the line that was written last, which goes on in the next."""
        if self._in_text:
            self._out.append(f"<{self._faces[face].written(' ')}>Tj")

    def fill(self, item: Fill) -> None:
        """Fill an area."""
        self._end_text()
        self._fill(item.colour)
        self._out.append(self._outline(item.box, item.radius) + " f")

    def frame(self, item: Frame) -> None:
        """Draw an outline inside its box."""
        self._end_text()
        half, box = item.width / 2, item.box
        inner = Box(box.x + half, box.y + half, box.width - item.width, box.height - item.width)
        dash = "[2 1.5]0 d " if item.dashed else ""
        colour = "{:.4f} {:.4f} {:.4f} RG".format(*item.colour)
        self._out.append(f"q {colour} {item.width:.3f} w {dash}{self._outline(inner, item.radius)} S Q")

    def line(self, mark: Mark) -> None:
        """Draw a line for cutting or folding, in the coordinates of the page."""
        self._end_text()
        dash = "[3 3]0 d " if mark.dashed else ""
        colour = "{:.4f} {:.4f} {:.4f} RG".format(*mark.colour)
        first = f"{mark.x1:.3f} {self._height - mark.y1:.3f} m"
        self._out.append(f"q {colour} {mark.width:.3f} w {dash}{first} {mark.x2:.3f} {self._height - mark.y2:.3f} l S Q")

    def picture(self, item: Pictured) -> None:
        """Draw a picture, code or drawing over its box."""
        self._end_text()
        number, wide, high = self._reused.of(item)
        name = f"X{number}"
        self.used[name] = number
        box = item.box
        across, down = box.width / wide, box.height / high
        self._out.append(f"q {across:.6f} 0 0 {down:.6f} {box.x:.3f} {self._up(box.bottom):.3f} cm /{name} Do Q")

    def room(self, box: Box) -> str:
        """Return where a box of the sheet lies on the page, as PDF writes a rectangle."""
        wide, high = self._placed.sheet.width, self._placed.sheet.height
        left, top = self._placed.x, self._placed.y
        x, y, right, bottom = {
            0: (box.x, box.y, box.right, box.bottom),
            1: (high - box.bottom, box.x, high - box.y, box.right),
            2: (wide - box.right, high - box.bottom, wide - box.x, high - box.y),
            3: (box.y, wide - box.right, box.bottom, wide - box.x),
        }[self._placed.quarter_turns % 4]
        return f"{left + x:.2f} {self._height - top - bottom:.2f} {left + right:.2f} {self._height - top - y:.2f}"

    def _matrix(self) -> str:
        """Return what turns and shifts the sheet, counted from its lower left corner, to its place on the page."""
        wide, high = self._placed.sheet.width, self._placed.sheet.height
        left, bottom = self._placed.x, self._height - self._placed.box.bottom
        turns = self._placed.quarter_turns % 4
        dx, dy = ((0.0, 0.0), (0.0, wide), (wide, high), (high, 0.0))[turns]
        return f"{_TURNS[turns]} {left + dx:.3f} {bottom + dy:.3f}"

    def _up(self, y: float) -> float:
        return self._placed.sheet.height - y

    def _fill(self, colour: Colour) -> None:
        if self._colour != colour:
            self._colour = colour
            self._out.append("{:.4f} {:.4f} {:.4f} rg".format(*colour))

    def _outline(self, box: Box, radius: float) -> str:
        left, low = box.x, self._up(box.bottom)
        if not radius:
            return f"{left:.2f} {low:.2f} {box.width:.2f} {box.height:.2f} re"
        r = min(radius, box.width / 2, box.height / 2)
        k, right, high = r * (1 - _ROUND), box.right, self._up(box.y)
        return (
            f"{left + r:.2f} {low:.2f} m {right - r:.2f} {low:.2f} l "
            f"{right - k:.2f} {low:.2f} {right:.2f} {low + k:.2f} {right:.2f} {low + r:.2f} c {right:.2f} {high - r:.2f} l "
            f"{right:.2f} {high - k:.2f} {right - k:.2f} {high:.2f} {right - r:.2f} {high:.2f} c {left + r:.2f} {high:.2f} l "
            f"{left + k:.2f} {high:.2f} {left:.2f} {high - k:.2f} {left:.2f} {high - r:.2f} c {left:.2f} {low + r:.2f} l "
            f"{left:.2f} {low + k:.2f} {left + k:.2f} {low:.2f} {left + r:.2f} {low:.2f} c h"
        )

    def _end_text(self) -> None:
        if self._in_text:
            self._out.append("ET")
            self._in_text = False

    def _unmark(self) -> None:
        self._end_text()
        if self._mark:
            self._out.append("EMC")
            self._mark = ""


def put_link(file: PdfFile, number: int, link: Link, room: str, key: int) -> None:
    """Write an area to click (12.5.6.5): what it says stands in its contents, for readers that show no target."""
    says = link.says or link.target.removeprefix("mailto:").removeprefix("tel:")
    file.put(
        number,
        f"<</Type/Annot/Subtype/Link/Rect[{room}]/Border[0 0 0]/F 4/A<</S/URI/URI{byte_string(link.target)}>>"
        f"/Contents{text_string(says)}/StructParent {key}>>",
    )
