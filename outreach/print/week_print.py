"""A week on A4 on its side: hours below each other, events side by side, whole days in a band above them."""

from __future__ import annotations

from datetime import date, time

from outreach.domain.calendar_entry import Entry, home_wall
from outreach.domain.swedish_day import day_name, is_free, is_red
from outreach.domain.week_sheet import HOUR, Block, WeekSheet, lay_out_week
from outreach.language import N_
from outreach.print.calendar_parts import (
    FREE,
    MARGIN,
    MORE,
    RED,
    Setting,
    fitted,
    foot,
    foot_top,
    ground,
    hairline,
    head,
    in_grid,
    marked,
    upright,
    words_at,
)
from outreach.print.colours import HAIRLINE, INK, SOFT_INK
from outreach.print.fonts import Face, width, wrap
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Part, Sheet, Text

WEEK = N_("Week {number}, {days}")
_CLOCK, _NAMES, _BAND, _SIZE = 28.0, 26.0, 12.6, 7.6
#: The day that is printed at least; earlier and later events stretch it.
_FROM, _TO = 7, 18
_MOST_SIDE_BY_SIDE, _MOST_BAND = 4, 6


def week_sheets(setting: Setting) -> list[Sheet]:
    """Return the one page of a week."""
    printed, language = setting.printed, setting.language
    sheet = lay_out_week(printed.first, printed.entries, most=_MOST_SIDE_BY_SIDE)
    days = language.days(printed.first, printed.last)
    above = head(setting, language.say(WEEK, number=str(sheet.number), days=days))
    top, bottom = above.box.bottom + 5, foot_top(setting) - 4
    heads = _heads(setting, sheet, top)
    hours = _hours(setting, sheet, heads.box.bottom, bottom)
    return [Sheet(setting.width, setting.height, (above, heads, hours, foot(setting)))]


def _left(setting: Setting, column: float) -> float:
    return MARGIN + _CLOCK + (setting.room - _CLOCK) * column / 7


def _heads(setting: Setting, sheet: WeekSheet, top: float) -> Part:
    shown, more = sheet.band.fitting(_MOST_BAND)
    lanes = max((bar.lane + 1 for bar in shown), default=0)
    lanes = _MOST_BAND if more else lanes
    high = _NAMES + lanes * _BAND + (2 if lanes else 0)
    grounds = [item for column, day in enumerate(sheet.days) for item in _ground(setting, day, column, top, high)]
    heads = [Group("TH", _head(setting, day, column, top), scope="Column") for column, day in enumerate(sheet.days)]
    band: list[list[Item]] = [[] for _ in sheet.days]
    for bar in shown:
        left = _left(setting, bar.column) + (2 if bar.opens else 0)
        right = _left(setting, bar.column + bar.span) - (2 if bar.closes else 0)
        y = top + _NAMES + bar.lane * _BAND
        plate, x = marked(bar.entry, left + 4.5, y + 8.4, setting.language)
        said = words_at(bar.entry, x + 3, y + 8.4, _said(setting, bar.entry), right - x - 5, _SIZE)
        items = (*ground(bar.entry, Box(left, y, right - left, _BAND - 1.2)), *plate, *said)
        band[bar.column].append(Group("P", items))
    for column, count in more.items():
        others = "+" + setting.language.count(MORE, count)
        y = top + _NAMES + (_MOST_BAND - 1) * _BAND + 8.4
        band[column].append(Group("P", (Text(_left(setting, column) + 6, y, others, Face.SEMIBOLD, _SIZE, INK),)))
    rows = [in_grid(heads)]
    if any(band):
        rows.append(in_grid(Group("TD", tuple(each)) for each in band))
    return Part("days", Box(MARGIN, top, setting.room, high), (*grounds, *rows))


def _said(setting: Setting, entry: Entry) -> str:
    return f"{setting.language.clock(entry.clock)} {entry.title}" if entry.clock is not None else entry.title


def _ground(setting: Setting, day: date, column: int, top: float, high: float) -> list[Item]:
    left, right = _left(setting, column), _left(setting, column + 1)
    free = is_free(day, setting.printed.days)
    return [*([Fill(Box(left, top, right - left, high), FREE)] if free else []), upright(left, top, high)]


def _head(setting: Setting, day: date, column: int, top: float) -> tuple[Item, ...]:
    printed = setting.printed
    left, right = _left(setting, column), _left(setting, column + 1)
    ink = RED if is_red(day, printed.days) else INK
    name = setting.language.day(day, "EEEE d")
    said = fitted(day_name(day, printed.days), Face.REGULAR, 7.2, right - left - 8)
    below = (Text(left + 4, top + 20.5, said, Face.REGULAR, 7.2, ink if ink == RED else SOFT_INK),) if said else ()
    return (Text(left + 4, top + 11, name[:1].upper() + name[1:], Face.SEMIBOLD, 9.5, ink), *below)


def _hours(setting: Setting, sheet: WeekSheet, top: float, bottom: float) -> Part:
    first, last = _range(sheet)
    scale = (bottom - top) / (last - first)

    def y(minute: float) -> float:
        return top + (min(max(minute, first), last) - first) * scale

    items: list[Item] = []
    for column, day in enumerate(sheet.days):
        left, right = _left(setting, column), _left(setting, column + 1)
        if is_free(day, setting.printed.days):
            items.append(Fill(Box(left, top, right - left, bottom - top), FREE))
        for row in sheet.axis.missing(day):
            gone = Box(left, y(row * HOUR), right - left, HOUR * scale)
            items += [Fill(gone, HAIRLINE)] if first <= row * HOUR < last else []
        items.append(upright(left, top, bottom - top))
    for row, slot in enumerate(sheet.axis.slots):
        if first <= row * HOUR < last:
            items.append(hairline(MARGIN + _CLOCK - 4, y(row * HOUR), setting.room - _CLOCK + 4))
            # Each event says its times: the hours at the side are for the eye.
            hour = Text(MARGIN, y(row * HOUR) + 8, f"{slot.hour:02}:00", Face.REGULAR, 7.5, SOFT_INK)
            items.append(Group("Artifact", (hour,)))
    days: list[list[Item]] = [[] for _ in sheet.days]
    for block in sheet.blocks:
        made = _block(setting, sheet, block, y(block.top), y(block.bottom))
        if made:
            days[sheet.days.index(block.day)].append(Group("P", tuple(made)))
    for more in sheet.hidden:
        columns = max(one.columns for one in sheet.blocks if one.day == more.day)
        x = _left(setting, sheet.days.index(more.day) + (columns - 1) / columns) + 1
        said = "+" + setting.language.count(MORE, len(more.entries))
        room = (setting.room - _CLOCK) / 7 / columns - 2
        shown = said if width(said, Face.SEMIBOLD, _SIZE) <= room else f"+{len(more.entries)}"
        told = Text(x, y(more.top) + 8, shown, Face.SEMIBOLD, _SIZE, INK)
        days[sheet.days.index(more.day)].append(Group("P", (told,)))
    items.append(in_grid(Group("TD", tuple(each)) for each in days))
    return Part("hours", Box(MARGIN, top, setting.room, bottom - top), tuple(items))


def _range(sheet: WeekSheet) -> tuple[int, int]:
    """Return the first and the last minute that are printed: whole hours around all that begins.

    The end of a night stands on the upper edge, with its time, instead of stretching every day to midnight.
    """
    axis = sheet.axis
    begun = [block for block in sheet.blocks if block.opens or block.bottom > axis.row(_FROM) * HOUR]
    tops = [block.top for block in begun if block.opens] + [more.top for more in sheet.hidden]
    ends = [block.bottom for block in begun] + [more.top + HOUR for more in sheet.hidden]
    first = min([axis.row(_FROM) * HOUR, *tops]) // HOUR * HOUR
    last = -(-max([axis.row(_TO) * HOUR, *ends]) // HOUR) * HOUR
    return first, min(last, axis.height)


def _block(setting: Setting, sheet: WeekSheet, block: Block, top: float, bottom: float) -> list[Item]:
    entry, event = block.entry, block.entry.event
    if event is None or entry.when is None:
        return []
    column = sheet.days.index(block.day)
    left = _left(setting, column + block.column / block.columns) + 1.2
    right = _left(setting, column + (block.column + block.span) / block.columns) - 1.2
    box = Box(left, top + 0.4, right - left, max(10.4, bottom - top - 0.8))
    items = ground(entry, box)
    plate, x = marked(entry, left + 4.5, box.y + 8.2, setting.language)
    items += plate
    clock = setting.language.clock
    start = clock(entry.clock or time.min)
    end = clock(home_wall(entry.when.end, entry.when.zone))
    times = start if entry.when.end == entry.when.start else f"{start}–{end}"
    if not block.opens and box.height < 21:
        return [*items, *words_at(entry, x + 3, box.y + 8.2, f"–{end} {event.title}", right - x - 5, _SIZE)]
    if box.height < 21:
        return [*items, *words_at(entry, x + 3, box.y + 8.2, f"{start} {event.title}", right - x - 5, _SIZE)]
    times = times if width(times, Face.REGULAR, 7) <= right - x - 4 else start
    items += words_at(entry, x + 3, box.y + 8.2, times, right - x - 4, 7)
    base, room = box.y + 17.2, box.width - 8
    lines = wrap(printable(event.title), Face.SEMIBOLD, _SIZE, room, max(1, int((box.bottom - base + 6) // 9.2)))
    for number, line in enumerate(lines):
        items += words_at(entry, left + 5, base + number * 9.2, line, room + 2, _SIZE, Face.SEMIBOLD)
    below = base + len(lines) * 9.2
    if event.place and below + 2 < box.bottom:
        items.append(Text(left + 5, below, fitted(event.place, Face.REGULAR, 7, room), Face.REGULAR, 7, SOFT_INK))
    return items
