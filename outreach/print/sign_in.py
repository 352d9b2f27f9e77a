"""The list that guests sign: name, company, a box to tick and room for a signature, and empty lines for walk-ins.

First the pages are measured (`sign_in_sheets`), then drawn (`draw_sign_in`). Every page says what happens with the details,
because each guest reads only the page that they sign (GDPR, article 13). The same list gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from outreach.domain.event_sheets import SignIn, SignInGuest
from outreach.language import N_, NN_, Language
from outreach.print import fonts
from outreach.print.colours import HAIRLINE, INK, SOFT_INK
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import (
    BODY,
    BOTTOM,
    MARGIN,
    ROOM,
    SMALL,
    TOP,
    lines_of,
    rule,
    tick_box,
    unbroken,
    where_and_when,
)
from outreach.print.fonts import Face, width
from outreach.print.looks import A4, MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Page, Part, Sheet, Text
from outreach.print.sheet_frame import Frame, Heading, foot, head, stacked_titles
from outreach.print.side_by_side import joined, voices_of
from outreach.print.themes import style

LABEL = N_("Sign-in list")
GUESTS = NN_("{n} guest", "{n} guests")
WAITING = NN_("{n} of them on the waiting list", "{n} of them on the waiting list")
_WAITS = N_("Waiting list")
_TITLES = (N_("Name"), N_("Company"), N_("Signature"))

#: High enough to sign in.
_ROW = 6.9 * MM
_BOX, _GUTTER = 10.0, 10.0
#: From the left: the box, the name, the company, the signature.
_LEFTS = (MARGIN, MARGIN + 20, MARGIN + 20 + 158, MARGIN + 20 + 158 + 170)
_NOTE, _NOTE_LEADING, _MOST_NOTE_LINES, _BETWEEN_NOTES = 8.5, 1.2, 9, 4.0


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for every page of one list."""

    listed: SignIn
    frame: Frame
    note: tuple[tuple[str, ...], ...]

    @property
    def bottom(self) -> float:
        """Where the rows end and the information text begins."""
        return A4[1] - BOTTOM - SMALL * 2.2 - self.note_height

    @property
    def note_height(self) -> float:
        lines = sum(len(each) for each in self.note)
        return lines * _NOTE * _NOTE_LEADING + len(self.note) * _BETWEEN_NOTES + 5 if lines else 0.0


def draw_sign_in(listed: SignIn, progress: Callable[[int], bool] | None = None) -> bytes:
    """Return the list as a PDF. Raises TypefaceMissing when the font package is not installed, Cancelled."""
    main = voices_of(listed.language).main
    title = f"{main.say(LABEL)} – {printable(listed.event.title)}"
    lead = where_and_when(listed.when, (listed.event.place,), main)
    facts = DocumentFacts(title, listed.unit.municipality, lead, main.code, listed.printed)
    return write_document(map(Page.of, sign_in_sheets(listed)), facts, progress)


def sign_in_sheets(listed: SignIn) -> list[Sheet]:
    """Return the measured pages, at least one."""
    fonts.ready()
    texts = (listed.information, listed.second_information)
    note = (tuple(lines_of(unbroken(text), Face.REGULAR, _NOTE, ROOM, _MOST_NOTE_LINES)) for text in texts)
    frame = Frame(listed.unit, voices_of(listed.language), style(listed.theme, listed.unit.colour, listed.light))
    setting = _Setting(listed, frame, tuple(filter(None, note)))
    first = head(frame, _heading(setting))
    pages = list(_pages(setting, first.box.bottom + 10))
    made = []
    for number, parts in enumerate(pages, start=1):
        above = (first,) if number == 1 else ()
        said = " · ".join(filter(None, ("" if number == 1 else printable(listed.event.title), printable(listed.purpose))))
        below = foot(frame, said, number, len(pages))
        made.append(Sheet(*A4, (*above, *parts, *_note(setting, told_later=number < len(pages)), below)))
    return made


def _heading(setting: _Setting) -> Heading:
    listed, voices = setting.listed, setting.frame.voices
    waiting = sum(guest.waiting for guest in listed.guests)

    def counts(language: Language) -> str:
        guests = language.count(GUESTS, len(listed.guests)) if listed.guests else ""
        return ", ".join(filter(None, (guests, language.count(WAITING, waiting) if waiting else "")))

    lead = voices.each(lambda language: where_and_when(listed.when, (listed.event.place,), language))
    aside = voices.each(lambda language: language.day(listed.printed, "long"))
    leads = (lead, voices.each(counts))
    return Heading(voices.say(LABEL), printable(listed.event.title), tuple(filter(None, leads)), aside)


def _pages(setting: _Setting, top: float) -> Iterator[list[Part]]:
    """Yield the parts of each page between head and information: the titles, then as many rows as there is room for.

    A list with empty lines has them down to the foot of its last page: the paper is there anyhow.
    """
    titles = _titles(setting, top)
    page = [titles]
    empty = (SignInGuest(""),) * setting.listed.empty_lines
    for guest in (*setting.listed.guests, *empty):
        if page[-1].box.bottom + _ROW > setting.bottom and len(page) > 1:
            yield page
            page = [replace(titles.at(MARGIN, TOP), artifact=True)]
        page.append(_row(setting, guest, page[-1].box.bottom))
    while empty and page[-1].box.bottom + _ROW <= setting.bottom:
        page.append(_row(setting, empty[0], page[-1].box.bottom))
    yield page


def _titles(setting: _Setting, top: float) -> Part:
    frame = setting.frame
    titles = [(left, frame.voices.say(title)) for left, title in zip(_LEFTS[1:], _TITLES, strict=True)]
    cells, height = stacked_titles(frame, titles, top, MARGIN + ROOM)
    box = Box(MARGIN, top, ROOM, height)
    return Part("titles", box, (Fill(box, frame.look.panel), _in_table(cells)))


def _in_table(cells: Iterable[Item]) -> Group:
    """Return a row of the one table that runs over all pages."""
    return Group("Table", (Group("TR", tuple(cells)),), key="guests")


def _row(setting: _Setting, guest: SignInGuest, top: float) -> Part:
    base = top + _ROW * 0.62
    items: list[Item] = [*tick_box(_LEFTS[0] + 3, top + (_ROW - _BOX) / 2, _BOX)]
    room = _LEFTS[3] - _LEFTS[2] - _GUTTER
    if guest.name or guest.company:
        company = _lines(guest.company, Face.REGULAR, room, _LEFTS[2], top, SOFT_INK)
        # The box to tick and the room for a signature are for a pen: a reader who hears the list meets an empty cell.
        cells = (Group("TD", tuple(each)) for each in (_name(setting, guest, base, top), company, ()))
        items.append(_in_table(cells))
    # The room for the signature is set off by a gap, so that it reads as a line to write on.
    items.append(rule(_LEFTS[3], top + _ROW - 0.5, MARGIN + ROOM - _LEFTS[3], SOFT_INK))
    if guest.name:
        items.append(rule(MARGIN, top + _ROW - 0.5, _LEFTS[3] - MARGIN - _GUTTER, HAIRLINE))
    else:
        items.append(rule(_LEFTS[1], top + _ROW - 0.5, _LEFTS[2] - _LEFTS[1] - _GUTTER, SOFT_INK))
        items.append(rule(_LEFTS[2], top + _ROW - 0.5, room, SOFT_INK))
    return Part("row", Box(MARGIN, top, ROOM, _ROW), tuple(items))


def _name(setting: _Setting, guest: SignInGuest, base: float, top: float) -> list[Item]:
    room = _LEFTS[2] - _LEFTS[1] - _GUTTER
    if not guest.waiting:
        return _lines(guest.name, Face.SEMIBOLD, room, _LEFTS[1], top, INK)
    mark = joined(setting.frame.voices.say(_WAITS))
    wide = width(mark, Face.REGULAR, SMALL)
    items = _lines(guest.name, Face.SEMIBOLD, room - wide - 8, _LEFTS[1], top, INK)
    return [*items, Text(_LEFTS[1] + room - wide, base, mark, Face.REGULAR, SMALL, setting.frame.look.accent)]


def _lines(text: str, face: Face, room: float, left: float, top: float, colour: tuple[float, float, float]) -> list[Item]:
    """Return one line of body text in the middle of the row, or two smaller ones."""
    lines, size = lines_of(text, face, BODY, room, 1), BODY
    if lines and lines[0].endswith(fonts.ELLIPSIS):
        lines, size = lines_of(text, face, SMALL - 0.5, room, 2), SMALL - 0.5
    step = size * 1.12
    first = top + _ROW * 0.62 - (len(lines) - 1) * step / 2
    return [Text(left, first + number * step, line, face, size, colour) for number, line in enumerate(lines)]


def _note(setting: _Setting, *, told_later: bool) -> tuple[Part, ...]:
    """Return the information, on each page for the eye; a reader who hears the list is told once, after the table."""
    if not setting.note:
        return ()
    box = Box(MARGIN, setting.bottom, ROOM, setting.note_height)
    step, y = _NOTE * _NOTE_LEADING, box.y + 5
    paragraphs = []
    for number, lines in enumerate(setting.note):
        texts = (Text(MARGIN, y + (line + 0.85) * step, said, Face.REGULAR, _NOTE, SOFT_INK) for line, said in enumerate(lines))
        paragraphs.append(Group("P", tuple(texts), language="en" if number else ""))
        y += len(lines) * step + _BETWEEN_NOTES
    return (Part("information", box, tuple(paragraphs), artifact=told_later),)
