"""What every print of the calendar has: head and foot, the legend, the colours of the kinds, and bars with their words.

Kinds are told by colour and by two letters, dates of tenders by one, cancelled events by a line through them and uncertain ones by
a dashed frame, so that a print in black and white says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from outreach.domain.calendar_entry import TENDER_DATE_LABELS, Entry, TenderDate
from outreach.domain.event import EVENT_KIND_LABELS, EventKind, EventStatus
from outreach.domain.printed_calendar import KIND_MARKS, CalendarPage, PrintedCalendar
from outreach.domain.swedish_day import DAY_KIND_LABELS, DayKind
from outreach.language import N_, NN_, Language
from outreach.print.colours import HAIRLINE, INK, SOFT_INK, WHITE, Colour, Palette, mixed, palette, read_colour
from outreach.print.fonts import ELLIPSIS, Face, fitting_size, width
from outreach.print.looks import MM
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Frame, Group, Item, Part, Text

MARGIN, TOP, BOTTOM = 12 * MM, 11 * MM, 9 * MM
SMALL = 7.5
MORE = NN_("{n} more", "{n} more")
PAGE = N_("Page {page} of {pages}")
TENTATIVE, CANCELLED = N_("Tentative"), N_("Cancelled")
#: A day on which a wall calendar prints the number in red.
RED: Colour = (0.70, 0.15, 0.12)
FREE: Colour = (0.945, 0.953, 0.960)
#: Grounds of public holidays and of squeeze days, light enough for any ink upon them. A copier tells neither from a weekend
#: by its grey alone: a holiday's number is bold, and a squeeze day has stripes (`squeeze_ground`).
HOLIDAY: Colour = (0.955, 0.855, 0.850)
SQUEEZE: Colour = (0.995, 0.940, 0.780)
_STRIPE: Colour = (0.800, 0.700, 0.420)

_INKS = {
    EventKind.GALA: "#855000",
    EventKind.FAIR: "#0b5d77",
    EventKind.BREAKFAST: "#a3330f",
    EventKind.COURSE: "#5639b0",
    EventKind.ADVICE: "#1d6a3b",
    EventKind.DIALOGUE: "#96186f",
    EventKind.NETWORK: "#1c4fa8",
    EventKind.VISIT: "#5c5a00",
    EventKind.OTHER: "#57524c",
}
#: One letter for each date of a tender, two for what follows from a rule.
TENDER_MARKS = {
    TenderDate.PUBLICATION: N_("P"),
    TenderDate.QUESTIONS: N_("Q"),
    TenderDate.DEADLINE: N_("B"),
    TenderDate.PLANNING_NOTICE: N_("Pn"),
    TenderDate.ANSWERS: N_("An"),
    TenderDate.RESULT_NOTICE: N_("Rn"),
    TenderDate.OPTION: N_("Ex"),
    TenderDate.CONTRACT_END: N_("Ce"),
    TenderDate.CHECK: N_("Ck"),
}


@dataclass(frozen=True)
class Setting:
    """What holds for every page of one print."""

    printed: PrintedCalendar
    language: Language
    colours: Palette
    width: float
    height: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @cached_property
    def legend(self) -> list[_Mark]:
        """What the marks mean, of those that are there; the same on each page."""
        return _legend(self)


def setting_of(printed: PrintedCalendar, size: tuple[float, float]) -> Setting:
    """Return the setting of a print on a paper of this size."""
    return Setting(printed, Language(printed.language), palette(printed.colour), *size)


def kind_ink(kind: EventKind) -> Colour:
    """Return the colour of a kind, dark enough for white letters."""
    return read_colour(_INKS[kind]) or INK


def fitted(text: str, face: Face, size: float, room: float) -> str:
    """Return a text on one line; what does not fit is cut at a letter, as a calendar's narrow bars need it, with an ellipsis."""
    said = printable(text)
    if room <= size or width(said, face, size) <= room:
        return said if room > size else ""
    while said and width(said + ELLIPSIS, face, size) > room:
        said = said[:-1].rstrip(" ,;:–-.")
    return said + ELLIPSIS if said else ""


def head(setting: Setting, title: str, lead: str = "") -> Part:
    """Return the title in the unit's colour, with the unit's name at the right and a line below."""
    unit = fitted(setting.printed.unit, Face.SEMIBOLD, 10, setting.room * 0.45)
    wide = width(unit, Face.SEMIBOLD, 10)
    size = fitting_size(printable(title), Face.BOLD, 22, 13, setting.room - wide - 20)
    base = TOP + 18
    said = fitted(title, Face.BOLD, size, setting.room - wide - 20)
    items: list[Item] = [
        Group("H1", (Text(MARGIN, base, said, Face.BOLD, size, setting.colours.text),)),
        Text(setting.width - MARGIN - wide, base, unit, Face.SEMIBOLD, 10, INK),
        Fill(Box(MARGIN, base + 7, setting.room, 2.2), setting.colours.area),
    ]
    if lead:
        left = MARGIN + width(printable(title), Face.BOLD, size) + 10
        below = fitted(lead, Face.REGULAR, 10, setting.width - MARGIN - wide - 12 - left)
        items.append(Text(left, base, below, Face.REGULAR, 10, SOFT_INK))
    return Part("head", Box(MARGIN, TOP, setting.room, base + 9.2 - TOP), tuple(items))


def foot(setting: Setting, page: int = 1, pages: int = 1) -> Part:
    """Return what the marks mean, when it was printed, and the page's number."""
    language = setting.language
    y = setting.height - BOTTOM
    said = language.day(setting.printed.printed, "long")
    if pages > 1:
        said = f"{said} · {language.say(PAGE, page=language.number(page), pages=language.number(pages))}"
    x = setting.width - MARGIN - width(said, Face.REGULAR, SMALL)
    items: list[Item] = [Text(x, y, said, Face.REGULAR, SMALL, SOFT_INK)]
    lines = _set_in_lines(setting.legend, MARGIN, x - 14)
    top = y - (len(lines) - 1) * 12
    marks = [mark.entry_at(left, top + number * 12) for number, line in enumerate(lines) for left, mark in line]
    if marks:
        items.append(Group("L", tuple(marks)))
    # What the marks mean is told once; the foot of a later page is for the eye.
    return Part("foot", Box(MARGIN, top - 9, setting.room, y + 3 - top + 9), tuple(items), artifact=page > 1)


def foot_top(setting: Setting) -> float:
    """Return where the foot begins: what stands above it must end before."""
    return foot(setting, 88, 88).box.y


@dataclass(frozen=True)
class _Mark:
    """One word of the legend with its mark before it."""

    mark: str
    said: str
    ink: Colour
    dashed: bool = False
    struck: bool = False
    ground: bool = False

    @property
    def wide(self) -> float:
        return 17 + width(self.said, Face.REGULAR, SMALL)

    def entry_at(self, x: float, y: float) -> Group:
        """Return the mark and what it means, as one entry of the legend."""
        box = Box(x, y - 7.2, 14, 9.2)
        said = Text(x + 17, y, self.said, Face.REGULAR, SMALL, INK)
        shown: list[Item]
        if self.ground:
            shown = squeeze_ground(box) if self.ink == SQUEEZE else [Fill(box, self.ink)]
        elif self.dashed or self.struck:
            shown = [Frame(box, self.ink, 0.6, True, 1.5)]
            if self.struck:
                shown.append(Fill(Box(x + 2, y - 2.8, 10, 0.6), self.ink))
        else:
            at = x + (14 - width(self.mark, Face.BOLD, 6.6)) / 2
            letters = Text(at, y - 0.4, self.mark, Face.BOLD, 6.6, WHITE)
            shown = [Fill(box, self.ink, 1.5), Group("Lbl", (letters,))]
        return Group("LI", (*shown, Group("LBody", (said,))))


def _legend(setting: Setting) -> list[_Mark]:
    say, printed = setting.language.say, setting.printed
    marks = [_Mark(say(KIND_MARKS[kind]), say(EVENT_KIND_LABELS[kind]), kind_ink(kind)) for kind in printed.kinds]
    dates = {entry.what for entry in printed.entries if entry.what is not None}
    marks += [_Mark(say(TENDER_MARKS[one]), say(TENDER_DATE_LABELS[one]), SOFT_INK) for one in TenderDate if one in dates]
    statuses = {entry.event.status for entry in printed.entries if entry.event is not None}
    if EventStatus.TENTATIVE in statuses:
        marks.append(_Mark("", say(TENTATIVE), SOFT_INK, dashed=True))
    if EventStatus.CANCELLED in statuses:
        marks.append(_Mark("", say(CANCELLED), SOFT_INK, struck=True))
    if printed.page is CalendarPage.YEAR:
        marks.append(_Mark("", say(DAY_KIND_LABELS[DayKind.PUBLIC]), HOLIDAY, ground=True))
        marks.append(_Mark("", say(DAY_KIND_LABELS[DayKind.SQUEEZE]), SQUEEZE, ground=True))
    return marks


def _set_in_lines(marks: Sequence[_Mark], left: float, right: float) -> list[list[tuple[float, _Mark]]]:
    """Break the legend into lines; at least one, which may be empty."""
    lines: list[list[tuple[float, _Mark]]] = [[]]
    x = left
    for mark in marks:
        if x + mark.wide > right and lines[-1]:
            lines.append([])
            x = left
        lines[-1].append((x, mark))
        x += mark.wide + 12
    return lines


def mark_of(entry: Entry, language: Language) -> str:
    """Return the letters that say what an entry is."""
    if entry.event is not None:
        return language.say(KIND_MARKS[entry.event.kind])
    return language.say(TENDER_MARKS[entry.what]) if entry.what is not None else ""


def ink_of(entry: Entry) -> Colour:
    """Return the colour of an entry."""
    return kind_ink(entry.event.kind) if entry.event is not None else SOFT_INK


def ground(entry: Entry, box: Box) -> list[Item]:
    """Return the ground of a bar or block: tinted, or a dashed frame for what is tentative or cancelled."""
    ink = ink_of(entry)
    if entry.event is None:
        return []
    if entry.event.status is not EventStatus.CONFIRMED:
        return [Fill(box, WHITE, 2), Frame(box, ink, 0.6, True, 2)]
    return [Fill(box, mixed(ink, 0.14), 2), Fill(Box(box.x, box.y, 2.4, box.height), ink)]


def squeeze_ground(box: Box) -> list[Item]:
    """Return the ground of a squeeze day: tinted, with stripes that stand in black and white too."""
    lines = range(4 if box.height > 20 else 1, int(box.height / 3))  # below the number of the day
    return [Fill(box, SQUEEZE), *(Fill(Box(box.x, box.y + 3 * line, box.width, 0.4), _STRIPE) for line in lines)]


def marked(entry: Entry, x: float, y: float, language: Language, size: float = 6.2) -> tuple[list[Item], float]:
    """Return the small plate with the letters of an entry, its baseline at `y`, and where it ends."""
    said = mark_of(entry, language)
    wide = max(width(said, Face.BOLD, size) + 4, size * 1.5)
    plate = Box(x, y - size * 0.95, wide, size * 1.3)
    ink = ink_of(entry)
    at = x + (wide - width(said, Face.BOLD, size)) / 2
    return [Fill(plate, ink, 1.2), Text(at, y, said, Face.BOLD, size, WHITE)], x + wide


def words_at(
    entry: Entry, x: float, y: float, text: str, room: float, size: float, face: Face = Face.REGULAR
) -> list[Item]:
    """Return a text on one line, struck through for a cancelled event."""
    said = fitted(text, face, size, room)
    colour = SOFT_INK if entry.event is None or entry.cancelled else INK
    items: list[Item] = [Text(x, y, said, face, size, colour)] if said else []
    if entry.cancelled and said:
        items.append(Fill(Box(x, y - size * 0.3, width(said, face, size), 0.5), SOFT_INK))
    return items


def in_grid(cells: Iterable[Group]) -> Group:
    """Return a row of the one table that a month, a week or a year is to a reader who hears it."""
    return Group("Table", (Group("TR", tuple(cells)),), key="grid")


def hairline(x: float, y: float, wide: float) -> Fill:
    """Return a thin line across."""
    return Fill(Box(x, y, wide, 0.5), HAIRLINE)


def upright(x: float, y: float, high: float) -> Fill:
    """Return a thin line down."""
    return Fill(Box(x, y, 0.5, high), HAIRLINE)
