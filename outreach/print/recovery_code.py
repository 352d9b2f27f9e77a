"""The page with the recovery code, A4: the code large and in groups, whose it is, where to keep it, what it does and does not.

It is printed once and never kept as a file by the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from outreach.domain.protection import RecoveryPaper
from outreach.language import N_
from outreach.print import fonts
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import MARGIN
from outreach.print.fonts import Face, width, wrap
from outreach.print.printable import printable
from outreach.print.question_sheet import Block, Flow, Line
from outreach.print.sheet import Item, Page, Role, Sheet, Text
from outreach.print.sheet_frame import Frame, Heading, foot, head
from outreach.print.side_by_side import voices_of
from outreach.print.themes import style

TITLE = N_("Recovery code")
LEAD = N_("This page opens the workspace {name} when the passphrase is forgotten.")
KEEP = N_("Where to keep it")
KEEP_WORDS = (
    N_("Put this page into an envelope and seal it. Write the workspace's name and the day on it, and hand it to the registrator."),
    N_("Do not photograph it, do not copy it into a file, and do not keep it in the bag with the laptop."),
    N_("Whoever has this page and the workspace or a backup can read everything in it."),
)
USE = N_("How to use it")
USE_WORDS = (
    N_("Start Outreach and type the nine groups where the passphrase is asked for. Capital and small letters, spaces and hyphens"
       " make no difference."),
    N_("The code has no letter I, L, O or U: what looks like one is a digit. Its last group tells a slip of the finger at once."),
    N_("Then choose a new passphrase. Make a new page when this one was used, or when a sealed envelope was opened."),
)  # fmt: skip
LOST = N_("If everything is lost")
LOST_WORDS = (
    N_("Without the passphrase and without this page nobody can open the workspace or its backups: neither the IT department nor"
       " the makers of Outreach. There is no other way in."),
    N_("A new page makes this one void. The day above says which page it is; under Safe keeping stands which one is in force."),
)  # fmt: skip

_CODE, _NUMBER, _SECTION, _BODY = 27.0, 10.0, 13.5, 11.0
_LEADING = 1.35
_ROW = 3


def draw_recovery_code(paper: RecoveryPaper) -> bytes:
    """Return the page as a PDF. Raises TypefaceMissing when the font package is not installed."""
    main = voices_of(paper.language).main
    label, name = main.say(TITLE), printable(paper.workspace)
    facts = DocumentFacts(f"{label} – {name}", printable(paper.unit.municipality), name, main.code, paper.printed)
    return write_document(map(Page.of, recovery_sheets(paper)), facts)


def recovery_sheets(paper: RecoveryPaper) -> list[Sheet]:
    """Return the measured page; a second one only where a municipality's name and the words leave no room."""
    fonts.ready()
    voices = voices_of(paper.language)
    frame = Frame(paper.unit, voices, style(paper.unit.theme, paper.unit.colour, light=True))
    day = voices.each(lambda language: language.day(paper.printed, "long"))
    lead = voices.say(LEAD, name=printable(paper.workspace))
    first = head(frame, Heading(voices.say(TITLE), printable(paper.workspace), (lead,), day))
    pages = Flow(frame, first.box.bottom + 14)
    for block in _blocks(frame, paper):
        pages.add(block)
    made = []
    for number, parts in enumerate(pages.pages, start=1):
        above = (first,) if number == 1 else ()
        below = foot(frame, "", number, len(pages.pages))
        made.append(Sheet(frame.width, frame.height, (*above, *parts, below)))
    return made


def _blocks(frame: Frame, paper: RecoveryPaper) -> Iterator[Block]:
    keys = (f"r{number}" for number in count())
    rows = tuple(_row(frame, paper, at, next(keys)) for at in range(0, len(paper.groups), _ROW))
    yield Block(rows, 6, len(rows))
    say = frame.voices.main.say
    for title, words in ((KEEP, KEEP_WORDS), (USE, USE_WORDS), (LOST, LOST_WORDS)):
        lines = list(_lines(frame, say(title), "H2", next(keys), frame.look.title, _SECTION))
        together = len(lines) + 2
        for each in words:
            lines += _lines(frame, say(each), "P", next(keys), Face.REGULAR, _BODY)
        yield Block(tuple(lines), 18, together)


def _row(frame: Frame, paper: RecoveryPaper, first: int, key: str) -> Line:
    """Set three groups on one line, each with its number in front, so that two of them can be asked for."""
    high, room = _CODE * 1.5, frame.room / _ROW
    items: list[Item] = []
    for place, group in enumerate(paper.groups[first : first + _ROW]):
        number, left, base = f"{first + place + 1}.", MARGIN + place * room, high * 0.72
        items.append(Text(left, base, number, Face.REGULAR, _NUMBER, frame.look.soft))
        left += width("9.", Face.REGULAR, _NUMBER) + 7
        items.append(Text(left, base, group, Face.SEMIBOLD, _CODE, frame.look.ink))
    return Line("P", key, high, tuple(items))


def _lines(frame: Frame, text: str, role: Role, key: str, face: Face, size: float) -> Iterator[Line]:
    high = size * _LEADING
    ink = frame.look.accent if role == "H2" else frame.look.ink
    for number, line in enumerate(wrap(printable(text), face, size, frame.room)):
        # A little air between paragraphs belongs to the first line of each.
        air = size * 0.3 if number == 0 else 0.0
        yield Line(role, key, high + air, (Text(MARGIN, air + high * 0.75, line, face, size, ink),))
