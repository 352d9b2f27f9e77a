"""Dates, instants, amounts and durations as eForms writes them, as values; None for what cannot be read.

In eForms a day and a time of day stand apart, each with its own offset from UTC (`2024-05-27+02:00`, `12:00:00+02:00`,
`Z`). The time's offset counts: it is the one that the buyer's system wrote for that moment.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from outreach.domain.tender import Money

_ZONE = r"(?P<zone>Z|[+-]\d\d:\d\d)?"
_DAY = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d)(?:T(?P<clock>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?{_ZONE}", re.ASCII)
#: XML Schema wants seconds; some systems write none, and a deadline is worth more than the rule.
_TIME = re.compile(rf"(?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?{_ZONE}", re.ASCII)
#: eForms requires offsets. Where a file has none at all, the program's own country is the best guess.
_HOME = ZoneInfo("Europe/Stockholm")
_LAST_SECOND = time(23, 59, 59)

_DAYS_A_MONTH = Decimal("30.4375")
_MONTHS = {"DAY": 1 / _DAYS_A_MONTH, "WEEK": 7 / _DAYS_A_MONTH, "MONTH": Decimal(1), "YEAR": Decimal(12)}
_MOST_MONTHS = 12 * 200
#: Above this an amount no longer fits a whole number of 64 bits in hundredths; no purchase comes near.
_MOST_HUNDREDTHS = 10**17
_LONGEST_LINK = 2000


def read_day(text: str) -> date | None:
    """Return the day of `2024-05-27+02:00`; its offset says nothing about a day and is left out."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return date.fromisoformat(match["day"])
    except ValueError:
        return None


def read_instant(day_text: str, time_text: str) -> datetime | None:
    """Return day and time as an aware instant in UTC.

    The offset is the time's, else the day's, else Swedish time. Without a time the deadline is the last second of the
    day, as periods in days end with the last hour of their last day (Regulation 1182/71, article 3(2)(b)). `24:00:00`
    is the midnight that ends the day (XML Schema). A time that stands with the day counts where none stands apart.
    """
    day, day_match = read_day(day_text), _DAY.fullmatch(day_text)
    if day is None or day_match is None:
        return None
    clock, zone, extra = _LAST_SECOND, day_match["zone"], timedelta()
    time_text = time_text or day_match["clock"] or ""
    if time_text:
        time_match = _TIME.fullmatch(time_text)
        if time_match is None:
            return None
        zone = time_match["zone"] or zone
        if time_match["time"] in ("24:00", "24:00:00"):
            clock, extra = time(), timedelta(days=1)
        else:
            try:
                clock = time.fromisoformat(time_match["time"])
            except ValueError:
                return None
    try:
        return (datetime.combine(day, clock, _zone(zone)) + extra).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def has_zone(day_text: str, time_text: str) -> bool:
    """Say whether a day, or the time beside it, tells its offset from UTC."""
    matches = (_DAY.fullmatch(day_text), _TIME.fullmatch(time_text))
    return any(one is not None and one["zone"] is not None for one in matches)


def _zone(text: str | None) -> tzinfo:
    """Return the zone of an offset; raises ValueError for one of a day or more."""
    if text is None:
        return _HOME
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def read_money(text: str, currency: str) -> Money | None:
    """Return an amount in hundredths; None for anything but a plain number from 0 up with a three-letter currency."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number < _MOST_HUNDREDTHS or not re.fullmatch("[A-Z]{3}", currency):
        return None
    hundredths = int((number * 100).to_integral_value())
    return Money(hundredths, currency) if hundredths < _MOST_HUNDREDTHS else None


def read_months(text: str, unit: str) -> int | None:
    """Return a duration (BT-36) in whole months: days and weeks rounded to the nearest month, at least one.

    `unit` is DAY, WEEK, MONTH or YEAR; anything else, and more than 200 years, gives None.
    """
    try:
        months = Decimal(text) * _MONTHS[unit]
    except (InvalidOperation, KeyError):
        return None
    if not months.is_finite() or not 0 < months <= _MOST_MONTHS:
        return None
    return max(1, int(months.to_integral_value()))


def is_web_link(text: str) -> bool:
    """Tell whether a text is an address to open in a browser: http or https with a host, no blanks inside."""
    if len(text) > _LONGEST_LINK or re.search(r"[\s\x00-\x1f\x7f<>\"]", text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
