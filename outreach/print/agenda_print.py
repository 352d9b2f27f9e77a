"""An agenda on upright A4: day by day, with the weeks in which nothing happens; as many pages as it needs, nothing left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.domain.agenda_sheet import AgendaDay, Gap, lay_out_agenda
from outreach.domain.calendar_entry import TENDER_DATE_LABELS, Entry, home_wall
from outreach.domain.event import EventStatus
from outreach.domain.swedish_day import is_red
from outreach.language import N_, NN_
from outreach.print.calendar_parts import (
    CANCELLED,
    MARGIN,
    RED,
    TENTATIVE,
    TOP,
    Setting,
    foot,
    foot_top,
    hairline,
    head,
    marked,
    words_at,
)
from outreach.print.colours import INK, SOFT_INK
from outreach.print.fonts import Face, wrap
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Part, Sheet, Text

TITLE = N_("What comes")
FROM_TO = N_("{first} – {last}")
NO_EVENTS_WEEKS = NN_("No events for {n} week", "No events for {n} weeks")
WHOLE_DAY = N_("All day")
GOES_ON = N_("until {day}")
NOTHING = N_("Nothing planned")
_DAY, _TIME, _SIZE, _LINE = 104.0, 66.0, 9.5, 12.4


def agenda_sheets(setting: Setting) -> list[Sheet]:
    """Return the pages of an agenda, at least one."""
    printed, language = setting.printed, setting.language
    days = language.say(FROM_TO, first=language.day(printed.first, "long"), last=language.day(printed.last, "long"))
    above = head(setting, language.say(TITLE), days)
    pages = list(_pages(setting, above.box.bottom + 8, foot_top(setting) - 6))
    made = []
    for number, parts in enumerate(pages, start=1):
        first = (above,) if number == 1 else ()
        made.append(Sheet(setting.width, setting.height, (*first, *parts, foot(setting, number, len(pages)))))
    return made


@dataclass(frozen=True)
class _Row:
    """One piece of the agenda, set at height 0. `again`: the head of its day, for when it begins a page."""

    part: Part
    again: tuple[Item, ...] = ()


def _pages(setting: Setting, top: float, bottom: float) -> Iterator[list[Part]]:
    page: list[Part] = []
    for row in _rows(setting):
        part = row.part
        y = page[-1].box.bottom if page else top
        if y + part.box.height > bottom and page:
            # The name of a month does not stand alone at the foot.
            carried = [page.pop()] if page[-1].name == "month" else []
            yield page
            page = [one.at(one.box.x, TOP) for one in carried]
            y = page[-1].box.bottom if page else TOP
            part = Part(part.name, part.box, (Group("Artifact", row.again), *part.items))
        page.append(part.at(part.box.x, y))
    nothing = Text(MARGIN, 12, setting.language.say(NOTHING), Face.REGULAR, _SIZE, INK)
    yield page or [_line(setting, "empty", 18, [nothing]).at(MARGIN, top)]


def _rows(setting: Setting) -> Iterator[_Row]:
    """Yield months, gaps and entries from above."""
    printed, language = setting.printed, setting.language
    month = (0, 0)
    for line in lay_out_agenda(printed.first, printed.last, printed.entries, printed.days):
        day = line.day if isinstance(line, AgendaDay) else line.first
        if (day.year, day.month) != month:
            month = (day.year, day.month)
            name = language.day(day, "LLLL y")
            said = Text(MARGIN, 17, name[:1].upper() + name[1:], Face.BOLD, 12.5, setting.colours.text)
            yield _Row(_line(setting, "month", 23, [Group("H2", (said,))]))
        if isinstance(line, Gap):
            yield _Row(_gap(setting, line))
            continue
        yield from _day(setting, line)


def _line(setting: Setting, name: str, high: float, items: list[Item]) -> Part:
    return Part(name, Box(MARGIN, 0, setting.room, high), tuple(items))


def _gap(setting: Setting, gap: Gap) -> Part:
    language = setting.language
    style = "d MMM y" if gap.first.year != gap.last.year else "d MMM"
    days = language.say(FROM_TO, first=language.day(gap.first, style), last=language.day(gap.last, style))
    said = f"{language.count(NO_EVENTS_WEEKS, gap.days // 7)} · {days}"
    items: list[Item] = [
        Fill(Box(MARGIN + _DAY, 3, setting.room - _DAY, 15), setting.colours.tint, 3),
        Text(MARGIN + _DAY + 8, 13.5, said, Face.SEMIBOLD, 8.5, SOFT_INK),
    ]
    return _line(setting, "gap", 21, items)


def _day(setting: Setting, line: AgendaDay) -> Iterator[_Row]:
    language = setting.language
    said = language.day(line.day, "EEE d MMM")
    ink = RED if is_red(line.day, setting.printed.days) else INK
    first: list[Item] = [
        hairline(MARGIN, 0, setting.room),
        Group("H3", (Text(MARGIN, 12, said[:1].upper() + said[1:], Face.SEMIBOLD, _SIZE, ink),)),
    ]
    name = line.names[0].name if line.names else ""
    left = MARGIN + _DAY
    names = wrap(printable(name), Face.REGULAR, 7.8, _DAY - 6, 2) if name and line.entries else []
    if name and not line.entries:
        first.append(Text(left, 12, printable(name), Face.REGULAR, _SIZE, ink))
        yield _Row(_line(setting, "day", 17, first))
        return
    again = tuple(first)
    first += [Text(MARGIN, 21.5 + number * 9, one, Face.REGULAR, 7.8, ink) for number, one in enumerate(names)]
    for number, entry in enumerate(line.entries):
        items, high = _entry(setting, entry, line, left)
        least = 14 + 9.5 * len(names) if number == 0 else 0
        if number == 0:
            yield _Row(_line(setting, "day", max(high, least), [*first, *items]))
        else:
            yield _Row(_line(setting, "entry", high, items), again)


def _entry(setting: Setting, entry: Entry, line: AgendaDay, left: float) -> tuple[list[Item], float]:
    """Return one entry, and how high it is: its title is set in as many lines as it needs."""
    times = _times(setting, entry)
    items: list[Item] = [Text(left, 12, times, Face.REGULAR, 9, INK if entry.event else SOFT_INK)] if times else []
    plate, x = marked(entry, left + _TIME, 12, setting.language, 6.6)
    items += plate
    x = left + _TIME + 20
    room = setting.width - MARGIN - x
    title = entry.title
    if entry.what is not None:
        title = f"{setting.language.say(TENDER_DATE_LABELS[entry.what])}: {title}"
    face = Face.SEMIBOLD if entry.event is not None else Face.REGULAR
    y = 12.0
    for one in wrap(printable(title), face, _SIZE, room, 6):
        items += words_at(entry, x, y, one, room + 2, _SIZE, face)
        y += _LINE
    items = [Group("P", tuple(items))]
    for one in wrap(printable(_details(setting, entry, line)), Face.REGULAR, 8.5, room, 6):
        items.append(Text(x, y - 1, one, Face.REGULAR, 8.5, SOFT_INK))
        y += 11
    return items, y - _LINE + 6.5


def _times(setting: Setting, entry: Entry) -> str:
    clock = setting.language.clock
    if entry.clock is None:
        return setting.language.say(WHOLE_DAY) if entry.event is not None else ""
    if entry.when is None or entry.when.end == entry.when.start or entry.last > entry.first:
        return clock(entry.clock)
    return f"{clock(entry.clock)}–{clock(home_wall(entry.when.end, entry.when.zone))}"


def _details(setting: Setting, entry: Entry, line: AgendaDay) -> str:
    event, language = entry.event, setting.language
    if event is None:
        return ""
    status = {EventStatus.TENTATIVE: TENTATIVE, EventStatus.CANCELLED: CANCELLED}.get(event.status, "")
    until = language.say(GOES_ON, day=language.day(entry.last, "EEE d MMM")) if entry.last > line.day else ""
    return " · ".join(part for part in (language.say(status), event.place, event.booth, until) if part)
