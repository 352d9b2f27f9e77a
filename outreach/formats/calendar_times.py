"""Dates and times as calendar files write them (RFC 5545, 3.3.4 to 3.3.6): one stamp in, one stamp out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from icalendar.prop import vDate, vDatetime, vDuration

#: No event of a procurement unit lies outside; a year 1 or 9999 breaks every computation with zones.
FIRST_YEAR, LAST_YEAR = 1800, 2999
#: An event that lasts longer than this is a slip of the pen.
LONGEST = timedelta(days=3660)

_DASHES = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(Z?))?\Z")
_NO_SECONDS = re.compile(r"(\d{8}T\d{4})(Z?)\Z")
_FORM = re.compile(r"\d{8}(?:T\d{6}Z?)?\Z")


@dataclass(frozen=True, slots=True)
class Stamp:
    """One point: the wall clock as written, whether it ends in "Z", whether it is a date alone (then at midnight)."""

    wall: datetime
    utc: bool = False
    is_date: bool = False


def read_stamp(text: str) -> Stamp:
    """Read "20260312", "20260312T073000" or "20260312T073000Z"; also with ISO dashes, or without seconds.

    Raises ValueError for anything else and for years outside 1800 to 2999.
    """
    form = _plain_form(text.strip().upper())
    if not _FORM.match(form):
        raise ValueError("not a date")
    if len(form) == 8:
        stamp = Stamp(datetime.combine(vDate.from_ical(form), time.min), is_date=True)
    else:
        stamp = Stamp(vDatetime.from_ical(form[:15]), utc=form.endswith("Z"))
    if not FIRST_YEAR <= stamp.wall.year <= LAST_YEAR:
        raise ValueError("year out of range")
    return stamp


def _plain_form(text: str) -> str:
    if dashed := _DASHES.match(text):
        year, month, day, hour, minute, second, zulu = dashed.groups()
        return year + month + day + (f"T{hour}{minute}{second or '00'}{zulu}" if hour else "")
    if short := _NO_SECONDS.match(text):
        return f"{short[1]}00{short[2]}"
    return text


def write_stamp(stamp: Stamp) -> str:
    """Write a stamp in the basic form of RFC 5545."""
    if stamp.is_date:
        return f"{stamp.wall:%Y%m%d}"
    return f"{stamp.wall:%Y%m%dT%H%M%S}{'Z' if stamp.utc else ''}"


def read_duration(text: str) -> tuple[timedelta, timedelta]:
    """Read "P1DT2H" as (days by the calendar, exact time), because a day is not always 24 hours (RFC 5545, 3.3.6).

    Raises ValueError for anything else and for more than ten years.
    """
    found = re.fullmatch(r"([+-]?)P([\dWD]{0,12})(?:T([\dHMS]{1,18}))?", text.strip().upper())
    if found is None or not (found[2] or found[3]):
        raise ValueError("not a duration")
    sign = -1 if found[1] == "-" else 1
    days: timedelta = vDuration.from_ical(f"P{found[2]}") if found[2] else timedelta()
    exact: timedelta = vDuration.from_ical(f"PT{found[3]}") if found[3] else timedelta()
    if days + exact > LONGEST:
        raise ValueError("too long")
    return sign * days, sign * exact
