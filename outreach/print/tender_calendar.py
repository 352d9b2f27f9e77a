"""A year of tenders on the wall, A3 or A4 on its side: months across, a row for each tender.

A ring is when it is advertised, a solid bar the time to bid with the last day beside it, a block the first day of the contract
and a hollow bar the contract itself. The shapes differ, so the sheet reads in grey and to those who do not see colours. What
has no mark in the year is told of in words. To a screen reader it is a table: the tender, and its days in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.domain.handout import Paper
from outreach.domain.tender import Tender
from outreach.domain.tender_calendar import TenderCalendar, TenderDates, dates_of
from outreach.language import N_, NN_, Language
from outreach.print import fonts, wording
from outreach.print.colours import HAIRLINE, WHITE, Colour
from outreach.print.document import DocumentFacts, write_document
from outreach.print.event_parts import BOTTOM, MARGIN, SMALL, TOP
from outreach.print.fonts import Face, width, wrap
from outreach.print.looks import A4, MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Page, Part, Sheet, Text
from outreach.print.sheet import Frame as Outline
from outreach.print.sheet_frame import Frame, Heading, foot, head
from outreach.print.side_by_side import joined, on_one_line, voices_of
from outreach.print.side_by_side import width as width_of
from outreach.print.themes import style
from outreach.print.voices import Said

TITLE = N_("Tenders {year}")
LABEL = N_("Tender calendar")
TENDER = N_("Tender")
TENDERS = NN_("{n} tender", "{n} tenders")
MAY_CHANGE = N_("Dates may change. What counts is the notice, which is public to all.")
NOTHING = N_("No tender is planned for this year yet.")
DATE_NOT_SET = N_("Date not set")
PUBLISHED, CLOSES, STARTS, RUNS = N_("To be advertised"), N_("Time to bid"), N_("Contract begins"), N_("Contract runs")
TOLD_PUBLISHED, TOLD_CLOSES = N_("to be advertised {day}"), N_("last day to bid {day}")
TOLD_STARTS, TOLD_ENDS = N_("contract from {day}"), N_("contract until {day}")

_A3 = (420 * MM, 297 * MM)
#: The share of the room that titles take, and the bounds of a row's height.
_TITLES, _LOWEST, _HIGHEST = 0.27, 10.6, 44.0
_MONTHS = 17.0
#: From so many tenders on, the rows need the room of a large heading.
_MANY = 40
_LEGEND = 20.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the days of the year lie. `left` and `right` are the edges of the months, `size` the type of a row."""

    calendar: TenderCalendar
    frame: Frame
    row: float

    @property
    def left(self) -> float:
        return MARGIN + self.frame.room * _TITLES

    @property
    def right(self) -> float:
        return MARGIN + self.frame.room

    @property
    def size(self) -> float:
        return min(12.0, max(8.5, self.row * 0.36))

    def x(self, day: date) -> float:
        """Return where a day begins, at the edges for one outside the year."""
        first = date(self.calendar.year, 1, 1)
        days = (date(self.calendar.year + 1, 1, 1) - first).days
        return self.left + (self.right - self.left) * min(max((day - first).days, 0), days) / days

    def holds(self, day: date | None) -> bool:
        """Say whether a day is in the year."""
        return day is not None and day.year == self.calendar.year


def draw_tender_calendar(calendar: TenderCalendar, progress: Callable[[int], bool] | None = None) -> bytes:
    """Return the calendar as a PDF. Raises TypefaceMissing, Cancelled."""
    main = voices_of(calendar.language).main
    title = printable(calendar.heading) or main.say(TITLE, year=calendar.year)
    subject = main.say(LABEL)
    author = printable(calendar.unit.municipality)
    facts = DocumentFacts(f"{title} – {author}" if author else title, author, subject, main.code, calendar.printed)
    return write_document(map(Page.of, tender_calendar_sheets(calendar)), facts, progress)


def tender_calendar_sheets(calendar: TenderCalendar) -> list[Sheet]:
    """Return the measured pages: one, unless the rows would be too low to read."""
    fonts.ready()
    size = _A3 if calendar.paper is Paper.A3 else (A4[1], A4[0])
    look = style(calendar.theme, calendar.unit.colour, calendar.light)
    large = calendar.paper is Paper.A3 and len(calendar.tenders) < _MANY
    frame = Frame(calendar.unit, voices_of(calendar.language), look, *size, scale=1.35 if large else 1.0)
    first = head(frame, _heading(frame, calendar))
    tops = (first.box.bottom + 8, TOP)
    bottom = frame.height - BOTTOM - SMALL * 2.4 - _LEGEND
    shared = _shared_out(len(calendar.tenders), bottom - tops[0] - _MONTHS, bottom - tops[1] - _MONTHS)
    first_line = frame.voices.say(TITLE, year=calendar.year)
    sheets, done = [], 0
    for number, (count, high) in enumerate(shared, start=1):
        grid = _Grid(calendar, frame, high)
        top = tops[min(number, 2) - 1]
        rows = calendar.tenders[done : done + count]
        done += count
        body = _body(grid, rows, top, artifact=number > 1)
        below = foot(frame, joined(first_line) if number > 1 else "", number, len(shared))
        above = (first,) if number == 1 else ()
        last = number == len(shared)
        sheets.append(Sheet(frame.width, frame.height, (*above, *body, _legend(grid, bottom, artifact=not last), below)))
    return sheets


def _shared_out(count: int, first: float, other: float) -> list[tuple[int, float]]:
    """Return how many rows each page has and how high they are: as few pages as are readable, all rows alike."""
    here, there = int(first // _LOWEST), int(other // _LOWEST)
    pages = 1
    while here + (pages - 1) * there < count:
        pages += 1
    if pages == 1:
        return [(count, min(_HIGHEST, first / max(count, 1)))]
    high = max(_LOWEST, (first + (pages - 1) * other) / (count + pages))
    while int(first // high) + (pages - 1) * int(other // high) < count:
        high = max(_LOWEST, high - 0.25)
    rooms = [int(first // high)] + [int(other // high)] * (pages - 1)
    shared = []
    for room in rooms:
        shared.append((min(room, count), high))
        count -= min(room, count)
    return shared


def _heading(frame: Frame, calendar: TenderCalendar) -> Heading:
    label = frame.voices.say(LABEL)
    title = printable(calendar.heading) or joined(frame.voices.say(TITLE, year=calendar.year))
    count = frame.voices.each(lambda language: language.count(TENDERS, len(calendar.tenders)))
    aside = frame.voices.each(lambda language: language.day(calendar.printed, "long"))
    leads = (count if calendar.tenders else (), frame.voices.say(MAY_CHANGE))
    return Heading(label, title, tuple(filter(None, leads)), aside)


def _body(grid: _Grid, rows: tuple[Tender, ...], top: float, *, artifact: bool) -> list[Part]:
    parts = [_months(grid, top, artifact=artifact)]
    if not rows:
        return [*parts, _nothing(grid, parts[0].box.bottom)]
    y = parts[0].box.bottom
    for number, tender in enumerate(rows):
        parts.append(_row(grid, tender, y, number))
        y += grid.row
    return parts


def _months(grid: _Grid, top: float, *, artifact: bool) -> Part:
    """Return the names of the months: the whole ones where they fit, else the short ones."""
    year, look = grid.calendar.year, grid.frame.look
    months = [date(year, month, 1) for month in range(1, 13)]
    box = Box(MARGIN, top, grid.frame.room, _MONTHS)
    said = grid.frame.voices.say(TENDER)
    y = top + _MONTHS * 0.68
    cells: list[Item] = [Group("TH", on_one_line(said, MARGIN + 4, y, Face.SEMIBOLD, SMALL, look.on_panel), scope="Column")]
    each_room = (grid.right - grid.left) / 12 - 5
    pattern = "LLLL" if all(width_of(_month(grid, day, "LLLL"), Face.SEMIBOLD, SMALL) <= each_room for day in months) else "LLL"
    for day in months:
        words = _month(grid, day, pattern)
        size = SMALL if width_of(words, Face.SEMIBOLD, SMALL) <= each_room else 7.5
        cells.append(Group("TH", on_one_line(words, grid.x(day) + 3, y, Face.SEMIBOLD, size, look.on_panel), scope="Column"))
    table = Group("Table", (Group("TR", tuple(cells)),), key="tenders")
    return Part("months", box, (Fill(box, look.panel), table), artifact=artifact)


def _month(grid: _Grid, day: date, pattern: str) -> tuple[Said, ...]:
    def named(language: Language) -> str:
        name = language.day(day, pattern).rstrip(".")
        return name[:1].upper() + name[1:]

    return grid.frame.voices.each(named)


def _nothing(grid: _Grid, top: float) -> Part:
    words = on_one_line(grid.frame.voices.say(NOTHING), MARGIN + 4, top + 24, Face.REGULAR, 11, grid.frame.look.ink)
    table = Group("Table", (Group("TR", (Group("TD", words, columns=13),)),), key="tenders")
    return Part("nothing", Box(MARGIN, top, grid.frame.room, 40), (table,))


def _row(grid: _Grid, tender: Tender, top: float, number: int) -> Part:
    """Return one tender: its title, what it is in a few words, and its days as shapes on lines between the months."""
    box = Box(MARGIN, top, grid.frame.room, grid.row)
    colour = grid.frame.look.panel if number % 2 else WHITE
    lines = [
        Fill(Box(grid.x(date(grid.calendar.year, month, 1)), top, 0.5, grid.row), HAIRLINE) for month in range(1, 13)
    ]
    under = Fill(Box(MARGIN, top + grid.row - 0.5, grid.frame.room, 0.5), HAIRLINE)
    dates = dates_of(tender)
    cells = (
        Group("TH", _title(grid, tender, top), scope="Row"),
        Group("TD", (Group("Figure", tuple(_shapes(grid, dates, top, colour)), alt=_told(grid, dates)),), columns=12),
    )
    table = Group("Table", (Group("TR", cells),), key="tenders")
    return Part("tender", box, (Fill(box, colour), *lines, under, table))


def _title(grid: _Grid, tender: Tender, top: float) -> tuple[Item, ...]:
    """Return the title on as many lines as the row has, and how big it is where there is one more."""
    look, size = grid.frame.look, grid.size
    room = grid.left - MARGIN - 12
    step = size * 1.12
    most = max(1, int((grid.row - 4) // step))
    lines = wrap(printable(tender.title), look.title, size, room, min(most, 2))
    main = grid.frame.voices.main
    facts = " · ".join(filter(None, (wording.size(tender, main), wording.contract(tender, main))))
    small = max(8.5, size * 0.82)
    beneath = wrap(printable(facts), Face.REGULAR, small, room, 1) if len(lines) * step + small * 1.2 <= grid.row - 4 else []
    high = len(lines) * step + len(beneath) * small * 1.2
    y = top + (grid.row - high) / 2
    items = [Text(MARGIN + 4, y + size * 0.9 + n * step, line, look.title, size, look.ink) for n, line in enumerate(lines)]
    y += len(lines) * step
    items += [Text(MARGIN + 4, y + small * 0.95, line, Face.REGULAR, small, look.soft) for line in beneath]
    return tuple(items)


def _shapes(grid: _Grid, dates: TenderDates, top: float, ground: Colour) -> Iterator[Item]:
    middle, high = top + grid.row / 2, min(11.0, grid.row * 0.5)
    if not _in_sight(grid, dates):
        said = _told(grid, dates) if dates.known else joined(grid.frame.voices.say(DATE_NOT_SET))
        said = said[:1].upper() + said[1:]
        words = Text(grid.left + 5, middle + grid.size * 0.32, said, Face.REGULAR, grid.size * 0.92, grid.frame.look.soft)
        yield from _on_ground(words, ground)
        return
    yield from _contract(grid, dates, middle, high)
    yield from _bidding(grid, dates, middle, high)
    if grid.holds(dates.published) and dates.published is not None:
        yield from _ring(_ring_at(grid, dates.published, high), middle, high, grid.frame.look.ink)
    yield from _notes(grid, dates, middle, high, ground)


def _in_sight(grid: _Grid, dates: TenderDates) -> bool:
    """Say whether a tender leaves a mark in this year: one of its days, or a bar that runs through it."""
    year = grid.calendar.year
    runs = dates.starts is not None and dates.starts.year < year and (dates.ends is None or dates.ends.year >= year)
    return dates.touches(year) or runs


def _bidding(grid: _Grid, dates: TenderDates, middle: float, high: float) -> Iterator[Item]:
    """Yield the bar of the time to bid; where only the last day is known, an upright stroke on it."""
    if dates.closes is None:
        return
    end = dates.closes + timedelta(days=1)
    begin = dates.published or dates.closes
    left, right = grid.x(begin), grid.x(end)
    look = grid.frame.look
    if right - left > 0.5 and dates.published is not None:
        yield Fill(Box(left, middle - high * 0.3, right - left, high * 0.6), look.accent)
    if grid.holds(dates.closes):
        yield Fill(Box(right - 2.2, middle - high * 0.5, 2.2, high), look.accent)


def _contract(grid: _Grid, dates: TenderDates, middle: float, high: float) -> Iterator[Item]:
    """Yield the block of the first day and the hollow bar of the contract, open where it goes on after the year."""
    look, ink = grid.frame.look, grid.frame.look.ink
    if dates.starts is None or dates.starts.year > grid.calendar.year:
        return
    left = grid.x(dates.starts)
    end = dates.ends + timedelta(days=1) if dates.ends else date(grid.calendar.year + 1, 1, 1)
    right = grid.x(end)
    if right - left > 3:
        yield Outline(Box(left, middle - high * 0.22, right - left, high * 0.44), look.soft, 0.8, dashed=dates.ends is None)
    if grid.holds(dates.starts):
        side = min(high * 0.9, 8.0)
        yield Fill(Box(min(left, grid.right - side), middle - side / 2, side, side), ink)


def _ring_at(grid: _Grid, day: date, high: float) -> float:
    """Return the middle of the ring of a day: on the first and the last days of the year it keeps within the months."""
    return min(max(grid.x(day), grid.left + high / 2), grid.right - high / 2)


def _ring(x: float, middle: float, high: float, ink: Colour) -> tuple[Item, Item]:
    side = high * 0.92
    box = Box(x - side / 2, middle - side / 2, side, side)
    inner = Box(box.x + side * 0.24, box.y + side * 0.24, side * 0.52, side * 0.52)
    return Fill(box, ink, side / 2), Fill(inner, WHITE, side * 0.26)


def _notes(grid: _Grid, dates: TenderDates, middle: float, high: float, ground: Colour) -> Iterator[Item]:
    """Yield the last day to bid, or the day of the notice where no bar follows it, in figures where there is room for it.

    In the last days of the year that is before the ring.
    """
    if dates.closes is not None:
        day, at = dates.closes, grid.x(dates.closes + timedelta(days=1)) + 3
    elif dates.published is not None:
        day, at = dates.published, _ring_at(grid, dates.published, high) + high * 0.5 + 3
    else:
        return
    if not grid.holds(day):
        return
    size, said = max(7.5, grid.size * 0.8), _short(day)
    starts = grid.x(dates.starts) if dates.starts is not None else grid.right
    limit = starts if starts > at else grid.right
    wide = width(said, Face.REGULAR, size)
    fits = at + wide + 2 <= limit
    if not fits and dates.closes is None and starts >= grid.right:
        at, fits = at - high - 6 - wide, True
    if fits:
        words = Text(at, middle + size * 0.33, said, Face.REGULAR, size, grid.frame.look.ink)
        yield from _on_ground(words, ground)


def _on_ground(words: Text, ground: Colour) -> tuple[Fill, Text]:
    """Return words that no line between the months runs through."""
    return Fill(words.box, ground), words


def _short(day: date) -> str:
    """Return a day as both languages write it on a wall: "3/11"."""
    return f"{day.day}/{day.month}"


def _told(grid: _Grid, dates: TenderDates) -> str:
    """Return the days in words, for those who hear the sheet; in its main language."""
    language = grid.frame.voices.main
    told = (
        (TOLD_PUBLISHED, dates.published, "LLLL y"),
        (TOLD_CLOSES, dates.closes, "long"),
        (TOLD_STARTS, dates.starts, "long"),
        (TOLD_ENDS, dates.ends, "long"),
    )
    said = [language.say(text, day=language.day(day, pattern)) for text, day, pattern in told if day is not None]
    return ", ".join(said) or language.say(DATE_NOT_SET)


def _legend(grid: _Grid, top: float, *, artifact: bool) -> Part:
    """Return what each shape means, on one line under the rows."""
    frame, high = grid.frame, 10.0
    box = Box(MARGIN, top, frame.room, _LEGEND)
    middle, y = top + _LEGEND * 0.6, top + _LEGEND * 0.6 + SMALL * 0.33
    items: list[Item] = []
    x = MARGIN + 4
    for text, shapes in _LEGEND_SHAPES:
        drawn = list(shapes(grid, x, middle, high))
        items += drawn
        x = max(item.box.right for item in drawn) + 5
        words = frame.voices.say(text)
        items.append(Group("P", on_one_line(words, x, y, Face.REGULAR, SMALL, frame.look.ink)))
        x += width_of(words, Face.REGULAR, SMALL) + 18
    return Part("legend", box, tuple(items), artifact=artifact)


def _legend_ring(grid: _Grid, x: float, middle: float, high: float) -> tuple[Item, ...]:
    return _ring(x + high / 2, middle, high, grid.frame.look.ink)


def _legend_bar(grid: _Grid, x: float, middle: float, high: float) -> tuple[Item, ...]:
    accent = grid.frame.look.accent
    return Fill(Box(x, middle - high * 0.3, 24, high * 0.6), accent), Fill(Box(x + 22, middle - high / 2, 2.2, high), accent)


def _legend_block(grid: _Grid, x: float, middle: float, _high: float) -> tuple[Item, ...]:
    return (Fill(Box(x, middle - 4, 8, 8), grid.frame.look.ink),)


def _legend_hollow(grid: _Grid, x: float, middle: float, high: float) -> tuple[Item, ...]:
    return (Outline(Box(x, middle - high * 0.22, 24, high * 0.44), grid.frame.look.soft, 0.8),)


_LEGEND_SHAPES: tuple[tuple[str, Callable[[_Grid, float, float, float], tuple[Item, ...]]], ...] = (
    (PUBLISHED, _legend_ring),
    (CLOSES, _legend_bar),
    (STARTS, _legend_block),
    (RUNS, _legend_hollow),
)
