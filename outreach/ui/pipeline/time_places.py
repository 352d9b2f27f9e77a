"""Where days and rows of the time line lie. Pure reckoning in logical pixels; x = 0 is the first day, y = 0 the first row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.domain.rule_deadlines import months_before

#: What can be looked at: half a year back, and three years ahead.
BACK, AHEAD = 6, 36
#: What is looked at first: a month back and eighteen ahead.
SEEN_BACK, SEEN_AHEAD = 1, 18
LEAST_ZOOM, MOST_ZOOM = 0.35, 16.0
#: How near a date the pointer must be to take hold of it.
REACH = 7


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days as places: `first` at 0, `zoom` pixels a day, up to `last` (not included)."""

    first: date
    last: date
    zoom: float

    @property
    def width(self) -> int:
        """The width of the whole."""
        return round((self.last - self.first).days * self.zoom)

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return (day - self.first).days * self.zoom

    def day(self, x: float) -> date:
        """Return the day at a place, kept within what can be looked at."""
        number = min(max(int(x // self.zoom), 0), (self.last - self.first).days - 1)
        return self.first + timedelta(days=number)

    def nearest(self, x: float) -> date:
        """Return the day whose beginning lies nearest."""
        return self.day(x + self.zoom / 2)

    def months(self) -> Iterator[tuple[date, date]]:
        """Yield each month with the first day of the next."""
        month = self.first
        while month < self.last:
            following = months_before(month, -1)
            yield month, following
            month = following

    def weeks(self) -> Iterator[date]:
        """Yield the Mondays."""
        day = self.first - timedelta(days=self.first.weekday())
        while day < self.last:
            yield day
            day += timedelta(days=7)


def scale_around(today: date, zoom: float) -> TimeScale:
    """Return the scale for a day."""
    month = today.replace(day=1)
    return TimeScale(months_before(month, BACK), months_before(month, -AHEAD), min(max(zoom, LEAST_ZOOM), MOST_ZOOM))


def usual_zoom(today: date, width: int) -> float:
    """Return how many pixels a day has when a month back and eighteen ahead fill a width."""
    month = today.replace(day=1)
    days = (months_before(month, -SEEN_AHEAD) - months_before(month, SEEN_BACK)).days
    return min(max(width / days, LEAST_ZOOM), MOST_ZOOM)
