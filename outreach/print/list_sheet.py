"""A list as a table on A4: upright where the columns have room, else on its side; headings and page numbers on each page.

First the pages are measured (`list_sheets`), then drawn (`draw_list`). The same list gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from outreach.domain.printed_list import PrintedList
from outreach.language import N_, NN_, Language
from outreach.print import fonts
from outreach.print.colours import HAIRLINE, INK, SOFT_INK, Palette, palette
from outreach.print.document import DocumentFacts, write_document
from outreach.print.fonts import Face, fitting_size, width, wrap
from outreach.print.looks import A4, MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Page, Part, Sheet, Text

ROWS = NN_("{n} row", "{n} rows")
PAGE = N_("Page {page} of {pages}")

_MARGIN, _TOP, _BOTTOM = 15.5 * MM, 14 * MM, 12 * MM
_TITLE, _SMALLEST_TITLE, _SMALL, _BODY = 20.0, 13.0, 9.0, 9.5
_LEADING = 1.25
_PAD, _GUTTER = 3.6, 9.0
#: A cell takes no more lines than this; the rest is told by an ellipsis.
_MOST_LINES = 3
_MOST_NOTE_LINES = 12
#: No column is set narrower, and none is asked to be wider for its own sake, in points.
_NARROWEST, _WIDEST = 34.0, 190.0
#: A word that is wider than this may be broken.
_WIDEST_WORD = 92.0
#: So many rows are measured for the widths; the others follow.
_MEASURED = 400
#: Columns that would be squeezed below this share of their width turn the paper on its side.
_LEAST_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for every page of one list."""

    listed: PrintedList
    language: Language
    colours: Palette
    paper: tuple[float, float]
    widths: tuple[float, ...]

    @property
    def room(self) -> float:
        return self.paper[0] - 2 * _MARGIN

    @property
    def lefts(self) -> list[float]:
        return [_MARGIN + sum(self.widths[:place]) + place * _GUTTER for place in range(len(self.widths))]


def draw_list(listed: PrintedList) -> bytes:
    """Return the list as a PDF. Raises TypefaceMissing when the font package is not installed."""
    sheets = list_sheets(listed)
    facts = DocumentFacts(listed.title, listed.unit, listed.lead, Language(listed.language).code, listed.printed)
    return write_document(map(Page.of, sheets), facts)


def list_sheets(listed: PrintedList) -> list[Sheet]:
    """Return the measured pages, at least one."""
    fonts.ready()
    rows = [tuple(printable(cell) for cell in row) for row in listed.rows]
    header = tuple(printable(cell) for cell in listed.header)
    paper, widths = _columns(header, rows)
    setting = _Setting(listed, Language(listed.language), palette(listed.colour), paper, widths)
    head = _head(setting)
    pages = list(_pages(setting, header, rows, head.box.bottom + 14))
    made = []
    for number, parts in enumerate(pages, start=1):
        first = (head,) if number == 1 else ()
        made.append(Sheet(*paper, (*first, *parts, _foot(setting, number, len(pages)))))
    return made


def _columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[tuple[float, float], tuple[float, ...]]:
    """Return paper and widths: as wide as the texts wish, squeezed or stretched to the paper that suits them."""
    cells = [[row[place] for row in rows[:_MEASURED]] for place in range(len(header))]
    least = [_least(title, texts) for title, texts in zip(header, cells, strict=True)]
    wishes = [max(_wish(texts), narrow) for narrow, texts in zip(least, cells, strict=True)]
    for paper in (A4, (A4[1], A4[0])):
        room = paper[0] - 2 * _MARGIN - _GUTTER * (len(wishes) - 1)
        share = room / sum(wishes)
        if share >= _LEAST_SHARE:
            break
    return paper, tuple(_squeezed(wishes, least, room) if share < 1 else [wish * share for wish in wishes])


def _wish(cells: list[str]) -> float:
    """Return how wide a column would be: nine of ten texts on one line."""
    wide = sorted(width(cell, Face.REGULAR, _BODY) for cell in cells)
    return min(wide[int(len(wide) * 0.9)] + 1, _WIDEST) if wide else 0.0


def _least(title: str, cells: list[str]) -> float:
    """Return how narrow a column may be: no word of it broken, unless it is a very long one."""
    widest = max((width(word, Face.REGULAR, _BODY) for cell in cells for word in cell.split(" ")), default=0.0)
    heading = max(width(word, Face.SEMIBOLD, _SMALL) for word in title.split(" "))
    return max(min(widest, _WIDEST_WORD), min(heading, _WIDEST_WORD), _NARROWEST) + 1


def _squeezed(wishes: list[float], least: list[float], room: float) -> list[float]:
    """Return widths that fit: what the columns have beyond the least that they need is shared out anew."""
    spare = sum(wish - narrow for wish, narrow in zip(wishes, least, strict=True))
    share = max(0.0, (room - sum(least)) / spare) if spare else 1.0
    widths = [narrow + (wish - narrow) * share for wish, narrow in zip(wishes, least, strict=True)]
    over = sum(widths) / room
    return [each / over for each in widths] if over > 1 else widths


def _head(setting: _Setting) -> Part:
    listed, language = setting.listed, setting.language
    day = language.day(listed.printed, "long")
    when = width(day, Face.REGULAR, _SMALL)
    title = printable(listed.title)
    size = fitting_size(title, Face.BOLD, _TITLE, _SMALLEST_TITLE, setting.room - when - 20)
    lines = wrap(title, Face.BOLD, size, setting.room - when - 20, 2)
    y = _TOP
    named: list[Item] = []
    for line in lines:
        y += size * 1.1
        named.append(Text(_MARGIN, y, line, Face.BOLD, size, setting.colours.text))
    items: list[Item] = [Group("H1", tuple(named))]
    items.append(Text(_MARGIN + setting.room - when, _TOP + size * 1.1, day, Face.REGULAR, _SMALL, SOFT_INK))
    count = language.count(ROWS, len(listed.rows)) if listed.counted else ""
    lead = " · ".join(part for part in (printable(listed.lead), count) if part)
    for line in wrap(lead, Face.REGULAR, _BODY, setting.room, 2):
        y += _BODY * 1.45
        items.append(Text(_MARGIN, y, line, Face.REGULAR, _BODY, SOFT_INK))
    return Part("head", Box(_MARGIN, _TOP, setting.room, y + 4 - _TOP), tuple(items))


def _pages(setting: _Setting, header: Sequence[str], rows: Sequence[Sequence[str]], top: float) -> Iterator[list[Part]]:
    """Yield the parts of each page between head and foot: the headings, then as many rows as there is room for."""
    bottom = setting.paper[1] - _BOTTOM - _SMALL * 2.2
    titles = _row(setting, header, top, titles=True)
    page = [titles]
    for row in rows:
        part = _row(setting, row, page[-1].box.bottom)
        if part.box.bottom > bottom and len(page) > 1:
            yield page
            page = [replace(titles.at(_MARGIN - _PAD, _TOP), artifact=True)]
            part = part.at(part.box.x, page[-1].box.bottom)
        page.append(part)
    for part in _notes(setting):
        placed = part.at(part.box.x, page[-1].box.bottom + _PAD)
        if placed.box.bottom > bottom and len(page) > 1:
            yield page
            page = []
            placed = part.at(part.box.x, _TOP)
        page.append(placed)
    yield page


def _notes(setting: _Setting) -> Iterator[Part]:
    """Yield what stands below the table, each note a part that starts at the top."""
    for note in setting.listed.notes:
        lines = wrap(printable(note), Face.REGULAR, _SMALL, setting.room, _MOST_NOTE_LINES)
        step = _SMALL * 1.4
        texts = tuple(Text(_MARGIN, (place + 1) * step, line, Face.REGULAR, _SMALL, SOFT_INK) for place, line in enumerate(lines))
        yield Part("note", Box(_MARGIN, 0, setting.room, len(lines) * step + _PAD), (Group("P", texts),))


def _row(setting: _Setting, cells: Sequence[str], top: float, *, titles: bool = False) -> Part:
    face, size = (Face.SEMIBOLD, _SMALL) if titles else (Face.REGULAR, _BODY)
    names = setting.listed.row_titles and not titles
    lines = [
        wrap(cell, face, size, room, _MOST_LINES) if cell else []
        for cell, room in zip(cells, setting.widths, strict=True)
    ]
    most = max((len(each) for each in lines), default=0) or 1
    height = most * size * _LEADING + 2 * _PAD
    box = Box(_MARGIN - _PAD, top, setting.room + 2 * _PAD, height)
    ground = Fill(box, setting.colours.tint) if titles else Fill(_line(box), HAIRLINE)
    made: list[Item] = []
    for place, (left, each) in enumerate(zip(setting.lefts, lines, strict=True)):
        texts: list[Item] = []
        for number, line in enumerate(each):
            # Headings stand at the foot of their row, next to what they name.
            step = number + (most - len(each) if titles else 0)
            y = top + _PAD + size * (0.95 + step * _LEADING)
            x = left
            if place in setting.listed.right:
                x = left + setting.widths[place] - width(line, face, size)
            texts.append(Text(x, y, line, face, size, setting.colours.text if titles else INK))
        scope: Literal["", "Row", "Column"] = "Column" if titles else "Row" if names and place == 0 else ""
        made.append(Group("TH" if scope else "TD", tuple(texts), scope=scope))
    table = Group("Table", (Group("TR", tuple(made)),), key="list")
    return Part("titles" if titles else "row", box, (ground, table))


def _line(box: Box) -> Box:
    return Box(box.x, box.bottom - 0.5, box.width, 0.5)


def _foot(setting: _Setting, page: int, pages: int) -> Part:
    y = setting.paper[1] - _BOTTOM
    said = setting.language.say(PAGE, page=setting.language.number(page), pages=setting.language.number(pages))
    x = _MARGIN + setting.room - width(said, Face.REGULAR, _SMALL)
    unit = wrap(printable(setting.listed.unit), Face.REGULAR, _SMALL, setting.room * 0.7, 1)
    items: list[Item] = [Text(_MARGIN, y, line, Face.REGULAR, _SMALL, SOFT_INK) for line in unit]
    items.append(Text(x, y, said, Face.REGULAR, _SMALL, SOFT_INK))
    return Part("foot", Box(_MARGIN, y - _SMALL, setting.room, _SMALL * 1.4), tuple(items), artifact=True)
