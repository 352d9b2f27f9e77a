"""A year on one sheet, A4 or A3 on its side: twelve rows of days, events as strokes with the letters of their kind."""

from __future__ import annotations

from datetime import date, timedelta

from outreach.domain.calendar_entry import TenderDate
from outreach.domain.swedish_day import DayKind, is_free, is_red
from outreach.domain.year_sheet import COLUMNS, YearDay, YearSheet, lay_out_year
from outreach.language import NN_
from outreach.print.calendar_parts import (
    FREE,
    HOLIDAY,
    MARGIN,
    RED,
    TENDER_MARKS,
    Setting,
    foot,
    foot_top,
    head,
    in_grid,
    ink_of,
    mark_of,
    squeeze_ground,
    upright,
)
from outreach.print.colours import HAIRLINE, INK, SOFT_INK, WHITE
from outreach.print.fonts import Face, width
from outreach.print.sheet import Box, Fill, Frame, Group, Item, Part, Sheet, Text

EVENTS = NN_("{n} event", "{n} events")
EMPTY_WEEKS = NN_("{n} week without events", "{n} weeks without events")
_NAME, _COUNT, _NAMES = 54.0, 18.0, 13.0


def year_sheets(setting: Setting) -> list[Sheet]:
    """Return the one page of a year."""
    printed, language = setting.printed, setting.language
    sheet = lay_out_year(printed.first, printed.entries)
    above = head(setting, str(printed.first.year), language.count(EVENTS, sheet.entries))
    top, bottom = above.box.bottom + 4, foot_top(setting) - 4
    parts = [above, _weekdays(setting, top)]
    high = (bottom - top - _NAMES) / 12
    for row, month in enumerate(sheet.months):
        parts.append(_month(setting, sheet, month, row, top + _NAMES + row * high, high))
    return [Sheet(setting.width, setting.height, (*parts, foot(setting)))]


def _left(setting: Setting, column: int) -> float:
    return MARGIN + _NAME + (setting.room - _NAME - _COUNT) * column / COLUMNS


def _scale(setting: Setting) -> float:
    """Return how much bigger than on A4 everything is."""
    return setting.width / 842


def _weekdays(setting: Setting, top: float) -> Part:
    cells = [Group("TD", ())]  # above the names of the months
    size = 7.5 * _scale(setting)
    for column in range(COLUMNS):
        letter = setting.language.day(date(2026, 1, 5 + column % 7), "EEEEE")
        middle = (_left(setting, column) + _left(setting, column + 1)) / 2
        ink = SOFT_INK if column % 7 < 5 else RED if column % 7 == 6 else INK
        said = Text(middle - width(letter, Face.REGULAR, size) / 2, top + 10, letter, Face.REGULAR, size, ink)
        cells.append(Group("TH", (said,), scope="Column"))
    cells.append(Group("TD", ()))
    return Part("weekdays", Box(MARGIN, top, setting.room, _NAMES), (in_grid(cells),))


def _month(setting: Setting, sheet: YearSheet, month: date, row: int, top: float, high: float) -> Part:
    name = setting.language.day(month, "LLLL")
    base = top + 14 * _scale(setting)
    grounds: list[Item] = [Fill(Box(MARGIN, top, setting.room, 0.5), HAIRLINE)]
    title = Text(MARGIN, base, name[:1].upper() + name[1:], Face.SEMIBOLD, 9, INK)
    first, last = sheet.where(month)[1], sheet.where(sheet_end(month))[1]
    cells = [Group("TH", (title,), scope="Row"), *_no_days(first)]
    for number in range(sheet_end(month).day):
        day = month + timedelta(days=number)
        grounds += _ground(setting, sheet, day, top, high)
        cells.append(Group("TD", tuple(_day(setting, sheet, day, top, high))))
    grounds.append(upright(_left(setting, last + 1), top, high))
    count = str(sheet.counts[row])
    total = Text(setting.width - MARGIN - width(count, Face.SEMIBOLD, 9), base, count, Face.SEMIBOLD, 9, SOFT_INK)
    # How long nothing happens is told beside how much does.
    told = Group("TD", (*_empty(setting, sheet, month, top, high), Group("P", (total,))))
    cells += [*_no_days(COLUMNS - 1 - last), told]
    return Part("month", Box(MARGIN, top, setting.room, high), (*grounds, in_grid(cells)))


def _no_days(columns: int) -> list[Group]:
    """Return an empty cell over the columns in which a month has no days."""
    return [Group("TD", (), columns=columns)] if columns else []


def _ground(setting: Setting, sheet: YearSheet, day: date, top: float, high: float) -> list[Item]:
    days, column = setting.printed.days, sheet.where(day)[1]
    left, right = _left(setting, column), _left(setting, column + 1)
    items: list[Item] = []
    names, red = days.get(day, ()), is_red(day, days)
    if is_free(day, days):
        items.append(Fill(Box(left, top, right - left, high), HOLIDAY if names and red else FREE))
    if any(one.kind is DayKind.SQUEEZE for one in names):
        items += squeeze_ground(Box(left, top, right - left, high))
    return [*items, upright(left, top, high)]


def _day(setting: Setting, sheet: YearSheet, day: date, top: float, high: float) -> list[Item]:
    column, red = sheet.where(day)[1], is_red(day, setting.printed.days)
    left, right = _left(setting, column), _left(setting, column + 1)
    size = 6.6 * _scale(setting)
    ink = RED if red else SOFT_INK
    number = Text(left + 1.8, top + size + 0.6, str(day.day), Face.SEMIBOLD if red else Face.REGULAR, size, ink)
    found = sheet.days.get(day)
    return [number, *(_strokes(setting, found, left, right, top, high) if found is not None else [])]


def _strokes(setting: Setting, found: YearDay, left: float, right: float, top: float, high: float) -> list[Item]:
    scale, language = _scale(setting), setting.language
    items: list[Item] = []
    if found.tenders:
        what = next((one.what for one in found.tenders if one.what is TenderDate.DEADLINE), found.tenders[0].what)
        mark = language.say(TENDER_MARKS[what]) if what is not None else ""
        mark += str(len(found.tenders)) if len(found.tenders) > 1 else ""
        size = 5.2 * scale
        wide = width(mark, Face.BOLD, size) + 2
        items.append(Fill(Box(right - wide - 0.6, top + 1.2, wide, size * 1.25), SOFT_INK, 1))
        items.append(Text(right - wide + 0.4, top + 1.2 + size * 0.98, mark, Face.BOLD, size, WHITE))
    first, step = top + 9.0 * scale, 8.4 * scale
    room = max(1, int((top + high - first - 0.5) // step))
    # What has no room is counted in the last line.
    shown = found.events if len(found.events) <= room else found.events[: room - 1]
    for number, entry in enumerate(shown):
        opens, closes = entry.first == found.day, entry.last == found.day
        x, end = left + (1.4 if opens else 0), right - (0.9 if closes else 0)
        box = Box(x, first + number * step, end - x, step - 1)
        size = 6.0 * scale
        mark = mark_of(entry, language) if opens or found.day.day == 1 else ""
        at = Text(x + 1.6, box.y + size * 0.96, mark, Face.BOLD, size, ink_of(entry) if entry.cancelled else WHITE)
        if entry.cancelled:
            items += [Frame(box, ink_of(entry), 0.5, True), Fill(Box(x + 1, box.y + box.height / 2, box.width - 2, 0.5), SOFT_INK)]
        else:
            items.append(Fill(box, ink_of(entry), 1))
        if mark:
            items.append(at)
    if len(found.events) > len(shown):
        said = f"+{len(found.events) - len(shown)}"
        items.append(Text(left + 2, first + len(shown) * step + 6 * scale, said, Face.BOLD, 6.2 * scale, INK))
    return items


def _empty(setting: Setting, sheet: YearSheet, month: date, top: float, high: float) -> list[Item]:
    """Draw a line under the part of an empty stretch that lies in a month, with its length where it begins."""
    items: list[Item] = []
    for first, last in sheet.empty:
        begin = max(first, month)
        end = min(last, sheet_end(month))
        if begin > end:
            continue
        left, right = _left(setting, sheet.where(begin)[1]), _left(setting, sheet.where(end)[1] + 1)
        items.append(Fill(Box(left + 2, top + high - 3, right - left - 4, 1.2), SOFT_INK))
        said = setting.language.count(EMPTY_WEEKS, ((last - first).days + 1) // 7)
        if width(said, Face.REGULAR, 6.8) < right - left - 8 and (begin == first or (begin - first).days < 8):
            wide = width(said, Face.REGULAR, 6.8)
            items.append(Fill(Box(left + 2, top + high - 12, wide + 4, 8.6), WHITE))
            items.append(Group("P", (Text(left + 4, top + high - 5.5, said, Face.REGULAR, 6.8, SOFT_INK),)))
    return items


def sheet_end(month: date) -> date:
    """Return the last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
