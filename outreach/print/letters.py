"""Letters to many on A4: sender and date above, the addressee where the window of the envelope is, then subject and text.

Swedish envelopes have their window on the right (placement H2). Letters are folded once for C5 and twice for E65 and DL and lie a
little loose in them; the lines stand where the windows of all three show them, and the sender well to the left of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from outreach.domain.contact import show_phone
from outreach.domain.mailing import LetterSheet, MergedLetter
from outreach.domain.unit import Unit
from outreach.language import N_, Language
from outreach.print import fonts
from outreach.print.colours import INK, SOFT_INK
from outreach.print.document import DocumentFacts, write_document
from outreach.print.fonts import Face, fitting_size, width, wrap
from outreach.print.looks import A4, MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Group, Item, Page, Part, Sheet, Text

PAGE = N_("Page {page} of {pages}")

_LEFT, _RIGHT, _TOP, _BOTTOM = 25 * MM, 25 * MM, 18 * MM, 20 * MM
#: The window: its left edge, the first baseline and the room for a line; at most `_MOST` lines of `_STEP`.
WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDE = 112 * MM, 45 * MM, 80 * MM
_MOST, _STEP, _ADDRESS = 5, 4.4 * MM, 10.5
#: The fold of an A4 in three is at 99 mm: the text begins below.
_TEXT_TOP = 100 * MM
_BODY, _LEADING, _BETWEEN = 11.0, 1.38, 8.0
_SUBJECT, _SMALL = 13.0, 9.0
#: A paragraph stays with so many of its lines where a page ends.
_TOGETHER = 2


def draw_letters(sheet: LetterSheet, progress: Callable[[int], bool] | None = None) -> bytes:
    """Return the letters as one PDF. `progress` is told the pages that are done. Raises TypefaceMissing, Cancelled."""
    subject = printable(sheet.letters[0].subject) if sheet.letters else ""
    facts = DocumentFacts(subject, printable(sheet.unit.municipality), subject, sheet.language, sheet.printed)
    return write_document(letter_pages(sheet), facts, progress)


def letter_pages(sheet: LetterSheet) -> Iterator[Page]:
    """Yield the measured pages, letter by letter; each letter begins on a page of its own."""
    fonts.ready()
    for letter in sheet.letters:
        for one in _sheets(sheet, letter):
            yield Page.of(one)


def _sheets(sheet: LetterSheet, letter: MergedLetter) -> list[Sheet]:
    pages = _flowed(letter)
    language, unit = Language(sheet.language), sheet.unit
    made = []
    for number, body in enumerate(pages, start=1):
        above = (_sender(unit), _date(sheet, language), _addressee(letter)) if number == 1 else ()
        below = (_foot(language, number, len(pages)),) if len(pages) > 1 else ()
        made.append(Sheet(*A4, (*above, body, *below)))
    return made


def _sender(unit: Unit) -> Part:
    place = unit.address
    town = " ".join(part for part in (place.postal_code, place.city) if part) if place else ""
    names = [unit.municipality, unit.department, place.street if place else "", town, unit.email, show_phone(unit.phone)]
    lines = [printable(line) for line in names if line.strip()]
    room = WINDOW_LEFT - _LEFT - 10 * MM
    items: list[Text] = []
    y = _TOP
    for number, line in enumerate(lines):
        face = Face.REGULAR if number else Face.SEMIBOLD
        size = fitting_size(line, face, _BODY if not number else _SMALL, 7.0, room)
        y += size * 1.3
        items.append(Text(_LEFT, y, wrap(line, face, size, room, 1)[0], face, size, SOFT_INK if number else INK))
    groups: tuple[Item, ...] = (Group("P", tuple(items)),) if items else ()
    return Part("sender", Box(_LEFT, _TOP, room, y - _TOP + 4), groups)


def _date(sheet: LetterSheet, language: Language) -> Part:
    said = printable(language.day(sheet.printed, "d MMMM y"))
    y = _TOP + _BODY * 1.3
    text = Text(WINDOW_LEFT, y, said, Face.REGULAR, _BODY, INK)
    return Part("date", Box(WINDOW_LEFT, _TOP, WINDOW_WIDE, _BODY * 1.7), (Group("P", (text,)),))


def _addressee(letter: MergedLetter) -> Part:
    said = [printable(line) for line in letter.recipient.address_lines()]
    lines = [line for one in said for line in wrap(one, Face.REGULAR, _ADDRESS, WINDOW_WIDE, 2)]
    # The last lines are those that the post reads.
    shown = lines if len(lines) <= _MOST else [*lines[:1], *lines[-(_MOST - 1) :]]
    items = [
        Text(WINDOW_LEFT, WINDOW_TOP + (number + 0.8) * _STEP, line, Face.REGULAR, _ADDRESS, INK)
        for number, line in enumerate(shown)
    ]
    groups: tuple[Item, ...] = (Group("P", tuple(items)),) if items else ()
    return Part("addressee", Box(WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDE, (_MOST + 0.2) * _STEP), groups)


def _flowed(letter: MergedLetter) -> list[Part]:
    """Return subject and text, filled into as many pages as they need."""
    room, bottom = A4[0] - _LEFT - _RIGHT, A4[1] - _BOTTOM
    step = _BODY * _LEADING
    pages: list[list[Item]] = [[]]
    tops = [_TEXT_TOP]
    y = _TEXT_TOP
    heading: list[Text] = []
    for line in wrap(printable(letter.subject), Face.SEMIBOLD, _SUBJECT, room, 3):
        y += _SUBJECT * 1.2
        heading.append(Text(_LEFT, y, line, Face.SEMIBOLD, _SUBJECT, INK))
    pages[0].append(Group("H1", tuple(heading)))
    y += 1.5 * _BETWEEN
    for number, paragraph in enumerate(_paragraphs(letter.text, room)):
        if y + min(len(paragraph), _TOGETHER) * step > bottom:
            pages.append([])
            tops.append(_TOP)
            y = _TOP
        texts: list[Text] = []
        for line in paragraph:
            if y + step > bottom:
                pages[-1].append(Group("P", tuple(texts), key=f"p{number}"))
                pages.append([])
                tops.append(_TOP)
                texts, y = [], _TOP
            y += step
            texts.append(Text(_LEFT, y - step * 0.25, line, Face.REGULAR, _BODY, INK))
        pages[-1].append(Group("P", tuple(texts), key=f"p{number}"))
        y += _BETWEEN
    return [Part("text", Box(_LEFT, top, room, bottom - top), tuple(items)) for top, items in zip(tops, pages, strict=True)]


def _paragraphs(text: str, room: float) -> Iterator[list[str]]:
    """Return the lines of each paragraph; a line end that was typed stays."""
    for paragraph in text.split("\n\n"):
        typed = [printable(line) for line in paragraph.split("\n") if line.strip()]
        lines = [line for one in typed for line in wrap(one, Face.REGULAR, _BODY, room)]
        if lines:
            yield lines


def _foot(language: Language, number: int, pages: int) -> Part:
    said = printable(language.say(PAGE, page=number, pages=pages))
    wide = width(said, Face.REGULAR, _SMALL)
    y = A4[1] - 12 * MM
    text = Text(A4[0] - _RIGHT - wide, y, said, Face.REGULAR, _SMALL, SOFT_INK)
    box = Box(_LEFT, y - _SMALL, A4[0] - _LEFT - _RIGHT, _SMALL * 1.4)
    return Part("foot", box, (Group("P", (text,)),), artifact=True)
