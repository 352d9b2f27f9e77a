"""A month on A4 on its side: weeks in rows with their numbers, bars over days, and how many more there are where a day is full."""

from __future__ import annotations

from datetime import date, timedelta

from outreach.domain.month_sheet import DAYS, Bar, Week, lay_out
from outreach.domain.swedish_day import day_name, is_free, is_red
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
from outreach.print.colours import INK, SOFT_INK
from outreach.print.fonts import Face, width, wrap
from outreach.print.printable import printable
from outreach.print.sheet import Box, Fill, Group, Item, Part, Sheet, Text

_WEEK, _NAMES, _NUMBER, _BAR, _STEP, _SIZE = 18.0, 15.0, 14.0, 11.4, 12.6, 7.6
#: A title takes so many lines of a quiet week at most, at this distance.
_MOST_LINES, _LEADING = 3, 9.4


def month_sheets(setting: Setting) -> list[Sheet]:
    """Return the one page of a month."""
    printed, language = setting.printed, setting.language
    sheet = lay_out(printed.first, printed.entries)
    name = language.day(printed.first, "LLLL y")
    above = head(setting, name[:1].upper() + name[1:])
    top, bottom = above.box.bottom + 5, foot_top(setting) - 4
    parts = [above, _weekdays(setting, sheet.weeks[0].monday, top)]
    grid = top + _NAMES
    high = (bottom - grid) / len(sheet.weeks)
    parts += [_week(setting, week, grid + number * high, high) for number, week in enumerate(sheet.weeks)]
    parts.append(foot(setting))
    return [Sheet(setting.width, setting.height, tuple(parts))]


def _left(setting: Setting, column: int) -> float:
    return MARGIN + _WEEK + (setting.room - _WEEK) * column / DAYS


def _weekdays(setting: Setting, monday: date, top: float) -> Part:
    cells = [Group("TD", ())]  # above the numbers of the weeks
    for column in range(DAYS):
        name = setting.language.day(monday + timedelta(days=column), "EEEE")
        said = Text(_left(setting, column) + 4, top + 10.5, name[:1].upper() + name[1:], Face.SEMIBOLD, 9, SOFT_INK)
        cells.append(Group("TH", (said,), scope="Column"))
    return Part("weekdays", Box(MARGIN, top, setting.room, _NAMES), (in_grid(cells),))


def _week(setting: Setting, week: Week, top: float, high: float) -> Part:
    box = Box(MARGIN, top, setting.room, high)
    grounds: list[Item] = []
    days: list[list[Item]] = []
    for column in range(DAYS):
        day = week.monday + timedelta(days=column)
        grounds += _ground(setting, day, column, top, high)
        days.append(_day(setting, day, column, top))
    grounds.append(hairline(MARGIN, top, setting.room))
    number = Group("TH", (Text(MARGIN + 2, top + 10.5, str(week.number), Face.REGULAR, 8, SOFT_INK),), scope="Row")
    lanes = max(1, int((high - _NUMBER - 1) // _STEP))
    shown, more = week.fitting(lanes)
    # A title is whole on paper or nowhere: in a quiet week every bar has as many lines as there are lanes for it.
    lines = max(1, lanes // (1 + max((bar.lane for bar in week.bars), default=0)))
    for bar in shown:
        made = _bar(setting, bar, top + _NUMBER + bar.lane * lines * _STEP, min(lines, _MOST_LINES))
        days[bar.column].append(Group("P", tuple(made)))
    y = top + _NUMBER + (lanes - 1) * _STEP + 8.4
    for column, count in more.items():
        said = "+" + setting.language.count(MORE, count)
        days[column].append(Group("P", (Text(_left(setting, column) + 6, y, said, Face.SEMIBOLD, _SIZE, INK),)))
    # A bar that lies over several days is told on the first. The grounds of all days are drawn before any bar.
    cells = (Group("TD", tuple(each)) for each in days)
    return Part("week", box, (*grounds, in_grid([number, *cells])))


def _ground(setting: Setting, day: date, column: int, top: float, high: float) -> list[Item]:
    left, right = _left(setting, column), _left(setting, column + 1)
    free = is_free(day, setting.printed.days)
    return [*([Fill(Box(left, top, right - left, high), FREE)] if free else []), upright(left, top, high)]


def _day(setting: Setting, day: date, column: int, top: float) -> list[Item]:
    """Return a day's number and the name that it has."""
    printed = setting.printed
    left, right = _left(setting, column), _left(setting, column + 1)
    outside = not printed.first <= day <= printed.last
    said = setting.language.day(day, "d MMM") if day.day == 1 else str(day.day)
    face = Face.REGULAR if outside else Face.SEMIBOLD
    ink = RED if is_red(day, printed.days) else SOFT_INK if outside else INK
    items: list[Item] = [Text(left + 4, top + 10.8, said, face, 9.5, ink)]
    name = day_name(day, printed.days)
    if name:
        start = left + 8 + width(said, face, 9.5)
        shown = fitted(name, Face.REGULAR, 6.8, right - start - 4)
        at = right - 4 - width(shown, Face.REGULAR, 6.8)
        items.append(Text(at, top + 10.2, shown, Face.REGULAR, 6.8, ink if ink == RED else SOFT_INK))
    return [Group("P", tuple(items))]


def _bar(setting: Setting, bar: Bar, top: float, most: int) -> list[Item]:
    """Return a bar with its mark, time and title: one line, or up to `most` where the title needs them."""
    entry, language = bar.entry, setting.language
    left = _left(setting, bar.column) + (2 if bar.opens else 0)
    right = _left(setting, bar.column + bar.span) - (2 if bar.closes else 0)
    base = top + 8.4
    plate, x = marked(entry, left + 4.5, base, language)
    x += 3
    begins = x
    items: list[Item] = []
    if entry.clock is not None and bar.opens:
        clock = language.clock(entry.clock)
        items += words_at(entry, x, base, clock, right - x, _SIZE, Face.SEMIBOLD)
        x += width(clock, Face.SEMIBOLD, _SIZE) + 3
    first, *others = _title_lines(entry.title, right - x - 2, right - begins - 2, most)
    items += words_at(entry, x, base, first, right - x - 2, _SIZE)
    for number, line in enumerate(others, start=1):
        items += words_at(entry, begins, base + number * _LEADING, line, right - begins - 2, _SIZE)
    box = Box(left, top, right - left, _BAR + len(others) * _LEADING)
    return [*ground(entry, box), *plate, *items]


def _title_lines(title: str, first: float, wide: float, most: int) -> list[str]:
    """Break a title into at most `most` lines: the first shares its line with the time, the others have the bar's width."""
    said = printable(title)
    if most < 2 or width(said, Face.REGULAR, _SIZE) <= first:
        return [said]
    words = said.split(" ")
    count = next((n for n in range(len(words), 0, -1) if width(" ".join(words[:n]), Face.REGULAR, _SIZE) <= first), 0)
    rest = wrap(" ".join(words[count:]), Face.REGULAR, _SIZE, wide, most - 1)
    return [" ".join(words[:count]), *rest]
