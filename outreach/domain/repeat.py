"""How often an event repeats, as a simple value that stands for one RRULE (RFC 5545, 3.3.10), and nothing that Outlook refuses.

Outlook takes one RRULE, and in a month or a year one nth weekday or one day (interop.md, 4.2; Microsoft KB 2643084). A rule of
another program that says more does not fit the value: `read_repeat` gives None, and its lines stay as they are.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from outreach.domain.when import When, to_instant

#: Monday is 0, as `date.weekday` counts.
WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_EVERY, MOST_COUNT = 99, 999
LAST = -1
_DAY = timedelta(days=1)
_KNOWN = frozenset(("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"))


class Unit(StrEnum):
    """What is counted between two dates; the values are those of FREQ."""

    DAY = "DAILY"
    WEEK = "WEEKLY"
    MONTH = "MONTHLY"
    YEAR = "YEARLY"


class Scope(StrEnum):
    """How much of a series is meant: this date, this one and all after it, or all."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Every `every` (1 to 99) days, weeks, months or years, until a day (included), so many times, or for ever.

    `weekdays` (0 is Monday) are for weeks, in order and at least one; with `nth` they are the one weekday of a month or a year:
    1 to 4, or -1 for the last. Without `nth` a month or a year has `month_day`, 1 to 31, or -1 for the last day. `month` (1 to 12)
    is for years. At most one of `until` and `count` is set.
    """

    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    month_day: int = 0
    month: int = 0
    until: date | None = None
    count: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.every <= MOST_EVERY or not 0 <= self.count <= MOST_COUNT:
            raise ValueError("out of range")
        if self.until is not None and self.count:
            raise ValueError("a series ends on a day or after a number of times, not both")

    def follow(self, old: date, new: date) -> Repeat:
        """Return the same repeat for a series whose first day was moved from `old` to `new`."""
        if old == new:
            return self
        if self.unit is Unit.WEEK:
            shift = (new - old).days
            return replace(self, weekdays=tuple(sorted({(one + shift) % 7 for one in self.weekdays})))
        if self.nth:
            kept = LAST if self.nth == LAST and is_last_of_its_kind(new) else nth_of(new)
            return replace(self, weekdays=(new.weekday(),), nth=kept, month=new.month if self.month else 0)
        if self.unit in (Unit.MONTH, Unit.YEAR):
            last = self.month_day == LAST and new.day == monthrange(new.year, new.month)[1]
            return replace(self, month_day=LAST if last else new.day, month=new.month if self.month else 0)
        return self


def weekly(day: date, every: int = 1) -> Repeat:
    """Return the repeat by weeks on the weekday of `day`."""
    return Repeat(Unit.WEEK, every, weekdays=(day.weekday(),))


def monthly_by_weekday(day: date) -> Repeat:
    """Return the repeat by months on the nth weekday that `day` is; the fifth one counts as the last."""
    return Repeat(Unit.MONTH, weekdays=(day.weekday(),), nth=nth_of(day))


def yearly(day: date) -> Repeat:
    """Return the repeat by years on the date of `day`."""
    return Repeat(Unit.YEAR, month_day=day.day, month=day.month)


def nth_of(day: date) -> int:
    """Return which of its weekday in the month a day is: 1 to 4, or -1 for the fifth, which is always the last."""
    number = (day.day - 1) // 7 + 1
    return number if number <= 4 else LAST


def is_last_of_its_kind(day: date) -> bool:
    """Say whether no other day of the same weekday follows in the month."""
    return day.day + 7 > monthrange(day.year, day.month)[1]


# To and from RRULE ---------------------------------------------------------------------------------------------------


def write_rule(repeat: Repeat, when: When) -> str:
    """Return the value of an RRULE for a series that begins at `when`. UNTIL has the form that DTSTART demands."""
    parts = [f"FREQ={repeat.unit}"]
    if repeat.every > 1:
        parts.append(f"INTERVAL={repeat.every}")
    if repeat.unit is Unit.YEAR and repeat.month:
        parts.append(f"BYMONTH={repeat.month}")
    if repeat.unit is Unit.WEEK:
        parts.append("BYDAY=" + ",".join(WEEKDAY_CODES[one] for one in repeat.weekdays or (when.start.weekday(),)))
    elif repeat.nth:
        parts.append(f"BYDAY={repeat.nth}{WEEKDAY_CODES[repeat.weekdays[0]]}")
    elif repeat.month_day and repeat.unit is not Unit.DAY:
        parts.append(f"BYMONTHDAY={repeat.month_day}")
    if repeat.until is not None:
        parts.append(f"UNTIL={write_until(repeat.until, when)}")
    elif repeat.count:
        parts.append(f"COUNT={repeat.count}")
    return ";".join(parts)


def write_until(day: date, when: When) -> str:
    """Return UNTIL for a last day: a day for all-day events, else its last second, in UTC where there is a zone."""
    if when.all_day:
        return f"{day:%Y%m%d}"
    end = datetime.combine(day, time(23, 59, 59))
    return f"{to_instant(end, when.zone):%Y%m%dT%H%M%SZ}" if when.zone else f"{end:%Y%m%dT%H%M%S}"


def read_repeat(lines: Sequence[str], when: When) -> Repeat | None:
    """Return what the one RRULE of a series says, or None when it says more than the value can, or there is none or several."""
    rules = [line.partition(":")[2] for line in lines if line[:5].upper() == "RRULE"]
    if len(rules) != 1:
        return None
    try:
        return _read(rule_parts(rules[0]), when)
    except ValueError:
        return None


def rule_parts(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name, in capitals."""
    pairs = (part.partition("=") for part in rule.strip().upper().split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _read(parts: dict[str, str], when: When) -> Repeat | None:
    if not parts.keys() <= _KNOWN:
        return None
    unit, every = Unit(parts.get("FREQ", "")), int(parts.get("INTERVAL", "1"))
    chosen = _DAYS[unit](parts, when)
    if chosen is None or not _week_begins_on_monday(parts, every):
        return None
    until = last_day(parts["UNTIL"], when) if "UNTIL" in parts else None
    return replace(chosen, every=every, until=until, count=int(parts.get("COUNT", "0")))


def _week_begins_on_monday(parts: dict[str, str], every: int) -> bool:
    """The first day of the week matters only to every second week, or more, with several days."""
    return parts.get("WKST", "MO") == "MO" or every == 1 or "," not in parts.get("BYDAY", "")


def _each_day(parts: dict[str, str], when: When) -> Repeat | None:
    del when  # a day needs no more
    if parts.keys() & {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}:
        return None
    return Repeat(Unit.DAY)


def _each_week(parts: dict[str, str], when: When) -> Repeat | None:
    if parts.keys() & {"BYMONTHDAY", "BYMONTH", "BYSETPOS"}:
        return None
    codes = parts["BYDAY"].split(",") if "BYDAY" in parts else [WEEKDAY_CODES[when.start.weekday()]]
    return Repeat(Unit.WEEK, weekdays=tuple(sorted({WEEKDAY_CODES.index(code.strip()) for code in codes})))


def _each_month(parts: dict[str, str], when: When) -> Repeat | None:
    if "BYMONTH" in parts:
        return None
    return _day_of_month(parts, when, Unit.MONTH, 0)


def _each_year(parts: dict[str, str], when: When) -> Repeat | None:
    if "BYMONTH" not in parts and parts.keys() & {"BYDAY", "BYMONTHDAY"}:
        return None  # the nth weekday of the year, or a day of every month
    return _day_of_month(parts, when, Unit.YEAR, int(parts.get("BYMONTH", when.start.month)))


def _day_of_month(parts: dict[str, str], when: When, unit: Unit, month: int) -> Repeat | None:
    if "BYDAY" not in parts:
        day = int(parts.get("BYMONTHDAY", when.start.day))
        fits = "BYSETPOS" not in parts and (1 <= day <= 31 or day == LAST)
        return Repeat(unit, month_day=day, month=month) if fits else None
    if "BYMONTHDAY" in parts:
        return None
    # Outlook writes the second Tuesday as BYDAY=TU;BYSETPOS=2.
    code, place = parts["BYDAY"][-2:], parts["BYDAY"][:-2] or parts.get("BYSETPOS", "")
    both = parts["BYDAY"][:-2] and "BYSETPOS" in parts
    nth = int(place)
    if both or not (1 <= nth <= 4 or nth == LAST):
        return None
    return Repeat(unit, weekdays=(WEEKDAY_CODES.index(code),), nth=nth, month=month)


_DAYS = {Unit.DAY: _each_day, Unit.WEEK: _each_week, Unit.MONTH: _each_month, Unit.YEAR: _each_year}


def last_day(until: str, when: When) -> date:
    """Return the last day on which a date of the series can lie, given UNTIL. Raises ValueError.

    A moment before the series' time of day leaves out the day on which it lies: so ends a series that was cut in two.
    """
    day = date(int(until[:4]), int(until[4:6]), int(until[6:8]))
    if len(until) <= 8 or when.all_day:
        return day
    wall = datetime.combine(day, time(int(until[9:11]), int(until[11:13]), min(int(until[13:15] or "0"), 59)))
    if until.endswith("Z") and when.zone:
        wall = wall.replace(tzinfo=UTC).astimezone(ZoneInfo(when.zone)).replace(tzinfo=None)
    return wall.date() if wall.time() >= when.start.time() else wall.date() - _DAY
