"""Repeat rules (RFC 5545, 3.3.10) that always come to an end.

dateutil expands them, with three guards: rules by the second or minute are refused, the start is moved near the wanted
window, and a rule that matches nothing stops at the window's end. Measured without: FREQ=SECONDLY over a year runs
longer than a minute, and a rule that never matches is followed to the year 9999 (reliability.md, 1E).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from math import prod
from typing import Any

from dateutil.rrule import DAILY, FR, HOURLY, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, YEARLY, rrule, weekday
from icalendar.prop import vRecur

from outreach.formats.calendar_times import Stamp, read_stamp

#: Steps of a rule that are followed before it is given up.
MOST_STEPS = 50_000
#: Rules of one series that are followed; RFC 5545, 3.8.5.3 wants one at most, and no program writes more than two.
MOST_RULES = 4

#: How far one answer follows a rule without COUNT: a rule such as FREQ=HOURLY;BYSETPOS=200 matches nothing for ever.
_LONGEST_WALK = {
    HOURLY: timedelta(hours=MOST_STEPS),
    DAILY: timedelta(days=MOST_STEPS),
    WEEKLY: timedelta(weeks=MOST_STEPS),
    MONTHLY: timedelta(days=366_000),
    YEARLY: timedelta(days=731_000),
}
_FREQUENCIES = {"YEARLY": YEARLY, "MONTHLY": MONTHLY, "WEEKLY": WEEKLY, "DAILY": DAILY, "HOURLY": HOURLY}
_TOO_FREQUENT = frozenset({"MINUTELY", "SECONDLY"})
_WEEKDAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR, "SA": SA, "SU": SU}
#: Part of a rule → (name in dateutil, lowest, highest); negative numbers count from the end where lowest is negative.
_NUMBERS = {
    "BYMONTH": ("bymonth", 1, 12),
    "BYMONTHDAY": ("bymonthday", -31, 31),
    "BYYEARDAY": ("byyearday", -366, 366),
    "BYWEEKNO": ("byweekno", -53, 53),
    "BYSETPOS": ("bysetpos", -366, 366),
    "BYHOUR": ("byhour", 0, 23),
    "BYMINUTE": ("byminute", 0, 59),
    "BYSECOND": ("bysecond", 0, 60),
}
_DAY_CHOICES = ("byweekday", "bymonthday", "byyearday", "byweekno")
_MOST_A_DAY = 24


class RuleError(ValueError):
    """The rule does not follow RFC 5545, 3.3.10."""


class TooFrequentError(RuleError):
    """The rule repeats by the minute or the second."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One repeat rule: dateutil's frequency, `interval` from 1, `options` in dateutil's names, `count` or `until`."""

    frequency: int
    interval: int = 1
    count: int | None = None
    until: Stamp | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=1024)
def read_rule(text: str) -> Rule:
    """Read the value of an RRULE. Raises RuleError, or TooFrequentError for rules below an hour."""
    parts = _parts(text)
    name = parts.get("FREQ", [""])[0].upper()
    if name in _TOO_FREQUENT:
        raise TooFrequentError(name)
    if name not in _FREQUENCIES:
        raise RuleError("FREQ")
    options: dict[str, Any] = {
        ours: _numbers(parts[part], low, high) for part, (ours, low, high) in _NUMBERS.items() if part in parts
    }
    if "BYDAY" in parts:
        options["byweekday"] = tuple(_weekday(day) for day in parts["BYDAY"])
    if "WKST" in parts:
        options["wkst"] = _weekday(parts["WKST"][0])
    if prod(len(options.get(part, "1")) for part in ("byhour", "byminute", "bysecond")) > _MOST_A_DAY:
        raise TooFrequentError(name)
    if options.get("bysecond"):
        options["bysecond"] = tuple(min(second, 59) for second in options["bysecond"])
    until = _until(parts["UNTIL"][0]) if "UNTIL" in parts else None
    interval = _numbers(parts.get("INTERVAL", ["1"]), 1, 10_000)[0]
    count = _count(parts["COUNT"][0]) if "COUNT" in parts else None
    return Rule(_FREQUENCIES[name], interval, count, until, options)


def _until(text: str) -> Stamp | None:
    """Return the last moment of a rule; None for the year 9999 and its like, which means for ever."""
    if re.match(r"[3-9]\d{3}-?\d\d-?\d\d", text):
        return None
    try:
        return read_stamp(text)
    except ValueError as error:
        raise RuleError("UNTIL") from error


def _count(text: str) -> int | None:
    """Return how many times a rule has; None for a number so great that it means for ever."""
    if text.isascii() and text.isdecimal() and len(text.lstrip("0")) > 7:
        return None
    return _numbers([text], 1, 9_999_999)[0]


def _parts(text: str) -> dict[str, list[str]]:
    """Check the rule with icalendar and return its parts as texts."""
    cleaned = text.strip().strip(";").upper()
    if len(cleaned) > 2000:
        raise RuleError("length")
    pairs = dict(part.partition("=")[::2] for part in cleaned.split(";"))
    try:
        # UNTIL and COUNT are left out of icalendar's check: it refuses forms and sizes that are mended here.
        vRecur.from_ical(";".join(f"{name}={value}" for name, value in pairs.items() if name not in ("UNTIL", "COUNT")))
    except Exception as error:  # icalendar lets several kinds of errors through
        raise RuleError("form") from error
    return {name.strip(): [item.strip() for item in value.split(",")] for name, value in pairs.items()}


def _numbers(texts: list[str], low: int, high: int) -> tuple[int, ...]:
    try:
        found = tuple(int(text) for text in texts)
    except ValueError as error:
        raise RuleError("number") from error
    if any(not low <= number <= high or (low < 0 and number == 0) for number in found):
        raise RuleError("range")
    return found


def _weekday(text: str) -> weekday:
    day, place = _WEEKDAYS.get(text[-2:]), text[:-2]
    if day is None:
        raise RuleError("BYDAY")
    return day(_numbers([place], -53, 53)[0]) if place else day


def instances(
    rule: Rule, start: datetime, until: datetime | None, first: datetime, last: datetime
) -> Iterator[datetime]:
    """Yield the wall-clock starts of `rule` from `first` to `last`, both included, in order.

    `start` is the series' own start, `until` the rule's last moment on the same clock (or None). It ends after at most
    50,000 steps: an hourly rule is followed for five years and a half from `first`, a daily one for 136.
    """
    end = min(last, until) if until is not None else last
    options = _with_defaults(rule, start)
    begin = start
    if rule.count is None:
        begin = _near(rule, start, first)
        end = min(end, begin + _LONGEST_WALK[rule.frequency])
    else:
        hours = 1 if rule.frequency == HOURLY else 24
        end = min(end, start + timedelta(hours=hours * MOST_STEPS))
    if end < begin:
        return
    years = end.year - begin.year + 2
    counted = {"count": rule.count} if rule.count is not None else {"until": end}
    series = _Bounded(years, rule.frequency, dtstart=begin, interval=rule.interval, **counted, **options)
    try:
        for found in series:
            if found > end:
                return
            if found >= first:
                yield found
    except _PastTheEnd:
        return


def _with_defaults(rule: Rule, start: datetime) -> dict[str, Any]:
    """Write out what a rule takes from its start, so that the start may be moved (RFC 5545, 3.3.10, last notes)."""
    options = dict(rule.options)
    if rule.frequency in (YEARLY, MONTHLY) and not any(options.get(choice) for choice in _DAY_CHOICES):
        options["bymonthday"] = (start.day,)
        if rule.frequency == YEARLY and "bymonth" not in options:
            options["bymonth"] = (start.month,)
    if options.get("byweekno") and not any(options.get(choice) for choice in _DAY_CHOICES[:3]):
        options["byweekday"] = (start.weekday(),)
    return options


def _near(rule: Rule, start: datetime, first: datetime) -> datetime:
    """Return a start in step with `start`, at or before `first`: a series of 1601 need not be followed to today."""
    step = rule.interval
    if rule.frequency == YEARLY:
        years = (first.year - start.year - 1) // step * step
        return start.replace(year=start.year + years, month=1, day=1) if years > 0 else start
    if rule.frequency == MONTHLY:
        months = ((first.year - start.year) * 12 + first.month - start.month - 1) // step * step
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        return start.replace(year=year, month=month + 1, day=1) if months > 0 else start
    period = {WEEKLY: timedelta(weeks=1), DAILY: timedelta(days=1), HOURLY: timedelta(hours=1)}[rule.frequency]
    periods = ((first - start) // period - 1) // step * step
    return start + periods * period if periods > 0 else start


class _PastTheEnd(Exception):
    pass


class _Bounded(rrule):
    """dateutil's rule, which stops some years after its start even if it never matches.

    dateutil compares with `until` only what it has found; 30 February is sought to the year 9999. It asks for the week
    numbers once in each year that it enters: that is where we count.
    """

    def __init__(self, years: int, *args: Any, **kwargs: Any) -> None:
        self._years_left = 1_000
        self._weeks: Any = None
        super().__init__(*args, **kwargs)
        self._years_left = 3 * years + 10  # asked up to three times in a year

    @property
    def _byweekno(self) -> Any:
        self._years_left -= 1
        if self._years_left < 0:
            raise _PastTheEnd
        return self._weeks

    @_byweekno.setter
    def _byweekno(self, weeks: Any) -> None:
        self._weeks = weeks
