"""A letter of the unit on A4: sender and day above, the addressee where a window envelope shows it, the words, the unit's foot.

The addressee stands at the right, as in Swedish window envelopes (SS 61 41 11). First the pages are measured (`letter_sheets`),
then drawn. Nothing is shortened: a paragraph that has no room goes on overleaf.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.domain.contact import show_phone
from outreach.domain.supplier_letter import LetterPaper
from outreach.print import fonts
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import MARGIN, TOP, unbroken
from outreach.print.fonts import Face, width, wrap
from outreach.print.logo import Logo, read_logo
from outreach.print.looks import MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Page, Part, Role, Sheet, Text
from outreach.print.sheet_frame import Frame, foot
from outreach.print.side_by_side import voices_of
from outreach.print.themes import style

_NAME, _WORDS, _SUBJECT = 13.0, 11.0, 14.0
_LEADING = 1.38
#: Lines of a letter are no wider than this: some eighty letters.
_MEASURE = 150 * MM
#: Where a window envelope shows the addressee, from the paper's left and upper edge.
_WINDOW_LEFT, _WINDOW_TOP = 112 * MM, 47 * MM
_BODY_TOP = 92 * MM
_LOGO = 16 * MM


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the words; those of one `key` are one element. `gap` is the air above."""

    text: str
    role: Role
    key: str
    face: Face
    size: float
    gap: float = 0.0

    @property
    def height(self) -> float:
        """The room that it takes."""
        return self.gap + self.size * _LEADING


def draw_letter(paper: LetterPaper) -> bytes:
    """Return the letter as a PDF. Raises TypefaceMissing when the font package is not installed."""
    about = " · ".join(printable(line) for line in paper.about)
    sender = printable(paper.unit.municipality)
    facts = DocumentFacts(printable(paper.letter.subject), sender, about, paper.letter.language, paper.printed)
    return write_document(map(Page.of, letter_sheets(paper)), facts)


def letter_sheets(paper: LetterPaper) -> list[Sheet]:
    """Return the measured pages, at least one."""
    fonts.ready()
    frame = Frame(
        paper.unit, voices_of(paper.letter.language), style(paper.unit.theme, paper.unit.colour, paper.unit.light)
    )
    pages: list[list[Part]] = [[_sender(frame, paper), *_addressee(frame, paper)]]
    y = _BODY_TOP
    lines = list(_lines(frame, paper))
    while lines:
        part, count = _block(frame, lines, y)
        pages[-1].append(part)
        lines = lines[count:]
        if lines:
            pages.append([])
            y = TOP + 6 * MM
    contact = _contact(paper)
    return [
        Sheet(frame.width, frame.height, (*parts, foot(frame, contact, number, len(pages))))
        for number, parts in enumerate(pages, start=1)
    ]


def _sender(frame: Frame, paper: LetterPaper) -> Part:
    """Return logo or name of the unit at the left, the day at the right, and a line in the unit's colour beneath."""
    look, logo = frame.look, read_logo(paper.unit.logo)
    day = frame.voices.main.day(paper.printed, "long")
    x, top = MARGIN, TOP
    items: list[Item] = []
    if logo is not None:
        box = _logo_box(logo)
        items.append(logo.at(box, ""))
        x = box.right + 10
    names = [
        (printable(paper.unit.municipality), look.title, _NAME),
        (printable(paper.unit.department), Face.REGULAR, 10.0),
    ]
    y = top + 4
    texts: list[Item] = []
    room = frame.width - MARGIN - x - width(day, Face.REGULAR, 10.0) - 20
    for name, face, size in names:
        for line in wrap(name, face, size, room, 1) if name else ():
            y += size * 1.15
            texts.append(Text(x, y, line, face, size, look.accent if size == _NAME else look.soft))
    if texts:
        items.append(Group("P", tuple(texts)))
    right = frame.width - MARGIN - width(day, Face.REGULAR, 10.0)
    items.append(Group("P", (Text(right, top + 4 + _NAME * 1.15, day, Face.REGULAR, 10.0, look.soft),)))
    bottom = max(y, top + (_LOGO if logo is not None else 0)) + 8
    items.append(Fill(Box(MARGIN, bottom, frame.room, max(1.4, look.rule)), look.area))
    return Part("sender", Box(MARGIN, top, frame.room, bottom + 3 - top), tuple(items))


def _logo_box(logo: Logo) -> Box:
    scale = min(45 * MM / logo.width, _LOGO / logo.height)
    return Box(MARGIN, TOP, logo.width * scale, logo.height * scale)


def _addressee(frame: Frame, paper: LetterPaper) -> Iterator[Part]:
    """Yield the addressee in the window, and what the letter is about at the left of it."""
    window = frame.width - MARGIN - _WINDOW_LEFT
    for name, lines, x, room, size in (
        ("about", paper.about, MARGIN, _WINDOW_LEFT - MARGIN - 20, 9.5),
        ("addressee", paper.addressee, _WINDOW_LEFT, window, 11.0),
    ):
        y, texts = _WINDOW_TOP, []
        for line in (
            part for each in lines for part in wrap(printable(each), Face.REGULAR, size, room, 2) if each.strip()
        ):
            y += size * 1.3
            colour = frame.look.soft if name == "about" else frame.look.ink
            texts.append(Text(x, y, line, Face.REGULAR, size, colour))
        if texts:
            yield Part(name, Box(x, _WINDOW_TOP, room, y + 4 - _WINDOW_TOP), (Group("P", tuple(texts)),))


def _lines(frame: Frame, paper: LetterPaper) -> Iterator[_Line]:
    room = min(frame.room, _MEASURE)
    for line in wrap(printable(paper.letter.subject), frame.look.title, _SUBJECT, room):
        yield _Line(line, "H1", "subject", frame.look.title, _SUBJECT)
    paragraphs = "\n".join(line.rstrip() for line in paper.letter.body.split("\n")).split("\n\n")
    for number, paragraph in enumerate(one for one in paragraphs if one.strip()):
        gap = _WORDS * (0.9 if number else 0.7)
        for line in paragraph.strip("\n").split("\n"):
            for part in wrap(printable(line), Face.REGULAR, _WORDS, room) if line.strip() else ():
                yield _Line(part, "P", f"p{number}", Face.REGULAR, _WORDS, gap)
                gap = 0.0


def _block(frame: Frame, lines: list[_Line], top: float) -> tuple[Part, int]:
    """Return as many lines as fit below `top`, and how many they are: at least one, and no last line alone overleaf."""
    y, fit = top, 0
    while fit < len(lines) and y + lines[fit].height <= frame.foot_top:
        y += lines[fit].height
        fit += 1
    fit = max(1, fit - (fit == len(lines) - 1 and fit > 1))
    groups: dict[tuple[Role, str], list[Item]] = {}
    y = top
    for line in lines[:fit]:
        y += line.height
        colour = frame.look.accent if line.role == "H1" else frame.look.ink
        text = Text(MARGIN, y - line.size * (_LEADING - 1), line.text, line.face, line.size, colour)
        groups.setdefault((line.role, line.key), []).append(text)
    items = tuple(Group(role, tuple(texts), key=key) for (role, key), texts in groups.items())
    return Part("words", Box(MARGIN, top, frame.room, y + 3 - top), items), fit


def _contact(paper: LetterPaper) -> str:
    unit, address = paper.unit, paper.unit.address
    where = ", ".join(filter(None, (address.street, f"{address.postal_code} {address.city}".strip())))
    told = (where, unbroken(show_phone(unit.phone)) if unit.phone else "", unit.email)
    return " · ".join(printable(part) for part in told if part)
