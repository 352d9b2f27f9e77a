"""VTIMEZONE components for what we write, by rule: one STANDARD and, where there is summer time, one DAYLIGHT.

icalendar's own (`add_missing_timezones`) are lists of dates, which Outlook ignores and Thunderbird and ical.js read by
their first value alone: a July meeting lands an hour off (reference interop.md, section 4.3, measured). The rule is
found from the changes that zoneinfo makes in eight years, so any IANA zone will do.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vUTCOffset
from icalendar.prop import vInline

_YEARS_OBSERVED = 8
_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EPOCH_YEAR = 1970


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the clock: `wall` is what it shows just before, with the offsets before and after, and the new name."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


@cache
def changes(zone: str, first_year: int, last_year: int) -> tuple[Change, ...]:
    """Return the changes of the offset in `zone` from `first_year` to `last_year`, to the second."""
    tz = ZoneInfo(zone)
    at, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    found = []
    while at < end:
        if _offset(tz, at) != _offset(tz, at + _DAY):
            instant = _change_between(tz, at, at + _DAY)
            before = _offset(tz, instant - timedelta(seconds=1))
            name = instant.astimezone(tz).tzname() or zone
            found.append(Change((instant + before).replace(tzinfo=None), before, _offset(tz, instant), name))
        at += _DAY
    return tuple(found)


def _offset(tz: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(tz).utcoffset() or timedelta()


def _change_between(tz: ZoneInfo, low: datetime, high: datetime) -> datetime:
    old = _offset(tz, low)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        low, high = (middle, high) if _offset(tz, middle) == old else (low, middle)
    return high


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """The `place`-th (or last, -1) `weekday` (0 is Monday) of `month`, when the clock shows `clock`."""

    month: int
    weekday: int
    place: int
    clock: time

    def first_onset(self) -> datetime:
        """Return the first time of the rule from 1970 on, as Google and Exchange begin their zones."""
        days = calendar.monthrange(_EPOCH_YEAR, self.month)[1]
        fitting = [day for day in range(1, days + 1) if date(_EPOCH_YEAR, self.month, day).weekday() == self.weekday]
        day = fitting[self.place - 1] if self.place > 0 else fitting[-1]
        return datetime.combine(date(_EPOCH_YEAR, self.month, day), self.clock)

    def text(self) -> str:
        """Write the rule as a value of RRULE."""
        return f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={self.place}{_WEEKDAYS[self.weekday]}"


def yearly_rule(walls: list[datetime]) -> YearlyRule | None:
    """Return the rule that all of `walls` follow, one in each year, or None. A place that always fits as last is last.

    A change at midnight after "the last Thursday" (Egypt, Chile) fits no weekday of a month; one second earlier does,
    and Exchange writes such changes at 23:59:59 too.
    """
    return _rule_of(walls) or _rule_of([wall - timedelta(seconds=1) for wall in walls])


def _rule_of(walls: list[datetime]) -> YearlyRule | None:
    if len({(wall.month, wall.weekday(), wall.time()) for wall in walls}) != 1:
        return None
    one = walls[0]
    from_end = {(calendar.monthrange(wall.year, wall.month)[1] - wall.day) // 7 for wall in walls}
    from_start = {(wall.day - 1) // 7 + 1 for wall in walls}
    if from_end == {0}:
        return YearlyRule(one.month, one.weekday(), -1, one.time())
    return YearlyRule(one.month, one.weekday(), from_start.pop(), one.time()) if len(from_start) == 1 else None


def time_zone_component(zone: str, year: int) -> Timezone:
    """Return the VTIMEZONE of the IANA zone `zone` with the rules that hold from `year` on.

    A zone whose changes follow no rule (Morocco in Ramadan) gets one part per change from `year` - 1 to `year` + 2.
    """
    component = Timezone()
    component.add("tzid", vInline(zone))
    following = changes(zone, year, year + _YEARS_OBSERVED - 1)
    by_direction = [[one for one in following if (one.after > one.before) == up] for up in (False, True)]
    rules = [yearly_rule([one.wall for one in side]) if len(side) == _YEARS_OBSERVED else None for side in by_direction]
    if not following:
        component.add_component(_fixed_part(zone, year))
    elif all(rules):
        for side, rule in zip(by_direction, rules, strict=True):
            if rule is not None:
                component.add_component(_part(side[0], rule.first_onset(), rule.text()))
    else:
        _add_single_changes(component, zone, year)
    return component


def _add_single_changes(component: Timezone, zone: str, year: int) -> None:
    found = changes(zone, year - 1, year + 2)
    if not found:
        component.add_component(_fixed_part(zone, year))
    for one in found:
        component.add_component(_part(one, one.wall))


def _part(change: Change, start: datetime, rule: str = "") -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("dtstart", start)
    part.add("tzoffsetfrom", vUTCOffset(change.before))
    part.add("tzoffsetto", vUTCOffset(change.after))
    part.add("tzname", change.name)
    if rule:
        part.add("rrule", vInline(rule))
    return part


def _fixed_part(zone: str, year: int) -> TimezoneStandard | TimezoneDaylight:
    here = datetime(year, 7, 1, tzinfo=ZoneInfo(zone))
    offset = here.utcoffset() or timedelta()
    start = datetime.combine(date(_EPOCH_YEAR, 1, 1), time.min)
    return _part(Change(start, offset, offset, here.tzname() or zone), start)
