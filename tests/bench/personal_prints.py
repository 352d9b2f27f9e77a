"""A thousand flyers, each with a name and a QR code of its own; the floor is a bare reportlab canvas that draws the same things.

What is drawn is measured and made beforehand: both sides only draw and write. Ours also tags every piece (PDF/UA-1).
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import thread_time

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from outreach.print import fonts
from outreach.print.document import DocumentFacts, write_pages
from outreach.print.qr import QUIET_MODULES, QrCode, qr_code
from outreach.print.sheet import (
    Box,
    Code,
    Drawing,
    Fill,
    Frame,
    Group,
    Item,
    Leaf,
    Link,
    Page,
    Picture,
    Sheet,
    Text,
    leaves,
)
from tests.bench.files import LINK, sample_flyer_sheet
from tests.bench.pairs import Case, Figure, LeftOut, Result, measure
from tests.bench.setting import Setting

PAGES = 1_000
FACTS = DocumentFacts("Kommande upphandlingar", "Örebro kommun", "", "sv", date(2026, 12, 3))
#: So many different codes; a code takes longer to make than a page to draw, and both sides draw the same ones.
_CODES = 50


def personal_prints(setting: Setting) -> list[Result]:
    """Draw a thousand personalised flyers, and say how much memory a hundred and a thousand take."""
    pages = PAGES // 50 if setting.small else PAGES
    flyers = Flyers(sample_flyer_sheet(setting), [code for number in range(_CODES) if (code := qr_code(f"{LINK}?g={number}"))])
    case = Case("flyers", lambda: flyers.ours(pages), lambda: flyers.bare(pages))
    items = sum(1 for part in flyers.sheet.parts for _ in leaves(part.items))
    meaning = (
        f"{PAGES:,} A4 flyers of {items} pieces in one tagged file, each with its own name and QR code; "
        "floor: a bare reportlab canvas draws the same pieces, untagged."
    )
    rounds = 1 if setting.small else min(setting.rounds, 9)
    row = measure("personalised flyers", meaning, [case], rounds, clock=thread_time)
    return [row, *(_memory(count) for count in ((10,) if setting.small else (100, PAGES)))]


@dataclass(frozen=True)
class Flyers:
    """One flyer, and the codes that make it personal."""

    sheet: Sheet
    codes: Sequence[QrCode]

    def sheets(self, count: int) -> Iterator[Sheet]:
        """Yield the flyer with another code and another first line each time."""
        for number in range(count):
            yield replace(self.sheet, parts=tuple(replace(part, items=self._own(part.items, number)) for part in self.sheet.parts))

    def _own(self, items: Sequence[Item], number: int) -> tuple[Item, ...]:
        return tuple(self._own_item(item, number) for item in items)

    def _own_item(self, item: Item, number: int) -> Item:
        if isinstance(item, Group):
            return replace(item, items=self._own(item.items, number))
        if isinstance(item, Code):
            return replace(item, code=self.codes[number % len(self.codes)])
        if isinstance(item, Text) and item.size > 20:
            return replace(item, text=f"Åsa Öberg {number}")
        return item

    def ours(self, count: int) -> bytes:
        """Return them as the product draws them."""
        written = io.BytesIO()
        write_pages(written, map(Page.of, self.sheets(count)), FACTS)
        return written.getvalue()

    def bare(self, count: int) -> bytes:
        """Return them as reportlab draws them."""
        fonts.ready()
        written = io.BytesIO()
        size = (self.sheet.width, self.sheet.height)
        regular = fonts.Face.REGULAR.registered
        canvas = Canvas(written, pagesize=size, pageCompression=1, invariant=1, initialFontName=regular)
        logos: dict[bytes, ImageReader] = {}
        for sheet in self.sheets(count):
            for part in sheet.parts:
                for item in leaves(part.items):
                    _draw(canvas, item, sheet.height, logos)
            canvas.showPage()
        canvas.save()
        return written.getvalue()


def _draw(canvas: Canvas, item: Leaf, height: float, logos: dict[bytes, ImageReader]) -> None:
    if isinstance(item, Text):
        canvas.setFillColorRGB(*item.colour)
        canvas.setFont(item.face.registered, item.size)
        canvas.drawString(item.x, height - item.y, item.text)
        return
    box = item.box
    x, y = box.x, height - box.bottom
    match item:
        case Fill():
            canvas.setFillColorRGB(*item.colour)
            if item.radius:
                canvas.roundRect(x, y, box.width, box.height, item.radius, 0, 1)
            else:
                canvas.rect(x, y, box.width, box.height, 0, 1)
        case Frame():
            canvas.setStrokeColorRGB(*item.colour)
            canvas.rect(x, y, box.width, box.height)
        case Picture():
            if item.png not in logos:
                logos[item.png] = ImageReader(io.BytesIO(item.png))
            canvas.drawImage(logos[item.png], x, y, box.width, box.height)
        case Link():
            canvas.linkURL(item.target, (x, y, x + box.width, y + box.height), relative=0, thickness=0)
        case Code():
            _draw_code(canvas, item.code, Box(x, y, box.width, box.height))
        case Drawing():
            raise NotImplementedError("the sample flyer has a picture for its logo")


def _draw_code(canvas: Canvas, code: QrCode, box: Box) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(box.x, box.y, box.width, box.height, 0, 1)
    canvas.setFillColorRGB(0, 0, 0)
    step = box.width / code.modules
    path = canvas.beginPath()
    for number, row in enumerate(code.rows):
        bottom = box.y + box.height - (number + 1 + QUIET_MODULES) * step
        start = None
        for place, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                path.rect(box.x + (start + QUIET_MODULES) * step, bottom, (place - start) * step, step)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)


def _memory(count: int) -> Result:
    """Return the most memory that a process of its own took to draw so many, everything loaded."""
    if not Path("/proc/self/status").exists():
        return LeftOut(f"memory, {count:,} pages", "this system does not tell what a process took at most")
    told = subprocess.run([sys.executable, "-c", _ALONE, str(count)], capture_output=True, text=True, check=True)
    meaning = f"The most memory that a process takes to draw {count:,} pages of 80 pieces with a code of its own each, all told."
    return Figure(f"memory, {count:,} pages", meaning, float(told.stdout), "MB")


_ALONE = """
import io, sys
from datetime import date
from outreach.print import fonts
from outreach.print.document import DocumentFacts, write_pages
from outreach.print.qr import qr_code
from outreach.print.sheet import Box, Code, Page, Part, Sheet, Text

def page(number):
    lines = [Text(40, 60 + 9 * line, f"Rad {line} till {number}", fonts.Face.REGULAR, 8, (0, 0, 0)) for line in range(79)]
    code = Code(Box(400, 60, 90, 90), qr_code(f"https://alvbro.example/{number}"), "kod")
    return Page.of(Sheet(595, 842, (Part("all", Box(0, 0, 595, 842), (*lines, code)),)))

write_pages(io.BytesIO(), map(page, range(int(sys.argv[1]))), DocumentFacts("a", "b", "c", "sv", date(2026, 12, 3)))
# Not getrusage: its figure begins with what the process that started this one took.
print(next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
