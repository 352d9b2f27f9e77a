"""Address labels on the label sheets that name badges use: the lines that the post reads, as large as the label lets them be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from outreach.domain.label_sheets import LabelSheet
from outreach.domain.mailing import LetterSheet, MergedLetter
from outreach.language import N_, Language
from outreach.print import fonts
from outreach.print.colours import INK
from outreach.print.document import DocumentFacts, write_document
from outreach.print.fonts import Face, wrap
from outreach.print.label_pages import label_pages
from outreach.print.looks import MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Group, Page, Part, Sheet, Text

TITLE = N_("Address labels")
#: Nothing stands nearer to the edge of a label, because printers draw sheets askew.
_SAFE = 5 * MM
_USUAL, _SMALLEST, _LEADING = 11.0, 7.0, 1.25


def draw_labels(
    sheet: LetterSheet, labels: LabelSheet, first: int, progress: Callable[[int], bool] | None = None
) -> bytes:
    """Return the labels as a PDF. `progress` is told the pages that are done. Raises TypefaceMissing, Cancelled."""
    title = Language(sheet.language).say(TITLE)
    facts = DocumentFacts(title, printable(sheet.unit.municipality), title, sheet.language, sheet.printed)
    return write_document(address_pages(sheet, labels, first), facts, progress)


def address_pages(sheet: LetterSheet, labels: LabelSheet, first: int) -> Iterator[Page]:
    """Yield the measured pages one at a time."""
    fonts.ready()
    return label_pages((label_face(letter, labels) for letter in sheet.letters), labels, first)


def _fitted(said: list[str], room: Box) -> tuple[float, list[str]]:
    """Return the size and the lines: the usual size as long as they fit, a long name in two lines; smaller only where it must."""
    size = _USUAL
    while True:
        lines = [line for one in said for line in wrap(one, Face.REGULAR, size, room.width, 2)]
        if len(lines) * size * _LEADING <= room.height or size <= _SMALLEST:
            return size, lines
        size = max(_SMALLEST, size * 0.95)


def label_face(letter: MergedLetter, labels: LabelSheet) -> Sheet:
    """Return one label, its lines in the middle of its height."""
    wide, high = labels.width * MM, labels.height * MM
    room = Box(_SAFE, _SAFE, wide - 2 * _SAFE, high - 2 * _SAFE)
    said = [printable(line) for line in letter.recipient.address_lines()]
    size, lines = _fitted(said, room)
    step = size * _LEADING
    top = room.y + (room.height - len(lines) * step) / 2
    texts = tuple(Text(room.x, top + (number + 0.8) * step, line, Face.REGULAR, size, INK) for number, line in enumerate(lines))
    heard = Group("L", (Group("LI", (Group("LBody", texts),)),), key="labels")
    return Sheet(wide, high, (Part("address", room, (heard,) if texts else ()),))
