"""Address labels on the label sheets that name badges use: the lines that the post reads, as large as the label lets them be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from outreach.domain.label_sheets import LabelSheet
from outreach.domain.mailing import LetterSheet, MergedLetter
from outreach.language import N_, Language
from outreach.print import fonts
from outreach.print.colours import INK
from outreach.print.document import DocumentFacts, write_document
from outreach.print.fonts import Face, fitting_size, wrap
from outreach.print.label_pages import label_pages
from outreach.print.looks import MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Group, Page, Part, Sheet, Text

TITLE = N_("Address labels")
#: Nothing stands nearer to the edge of a label, because printers draw sheets askew.
_SAFE = 5 * MM
_LARGEST, _SMALLEST, _LEADING = 12.0, 7.0, 1.25


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


def label_face(letter: MergedLetter, labels: LabelSheet) -> Sheet:
    """Return one label, its lines in the middle of its height."""
    wide, high = labels.width * MM, labels.height * MM
    room = Box(_SAFE, _SAFE, wide - 2 * _SAFE, high - 2 * _SAFE)
    lines = [printable(line) for line in letter.recipient.address_lines()]
    most = min(_LARGEST, room.height / (max(len(lines), 1) * _LEADING))
    size = min(fitting_size(line, Face.REGULAR, most, _SMALLEST, room.width) for line in lines) if lines else most
    step = size * _LEADING
    top = room.y + (room.height - len(lines) * step) / 2
    texts = tuple(
        Text(room.x, top + (number + 0.8) * step, wrap(line, Face.REGULAR, size, room.width, 1)[0], Face.REGULAR, size, INK)
        for number, line in enumerate(lines)
    )
    heard = Group("L", (Group("LI", (Group("LBody", texts),)),), key="labels")
    return Sheet(wide, high, (Part("address", room, (heard,) if texts else ()),))
