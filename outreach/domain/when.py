"""When something happens: three kinds of time that must not be mixed (design, section 5; RFC 5545, 3.3.5).

*Zoned*: a wall-clock time in a named zone; a breakfast at 07:30 stays at 07:30 when the rules of summer time change.
*Floating*: a wall-clock time without a zone, the same wherever one is. *All-day*: dates alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOME_ZONE = "Europe/Stockholm"


@dataclass(frozen=True, slots=True)
class When:
    """From `start` to `end` as wall-clock times without tzinfo; `end` is exclusive and never before `start`.

    `zone`: IANA name, or empty for floating. With `all_day` both are midnights, `end` is the day after the last day,
    and `zone` is empty.
    """

    start: datetime
    end: datetime
    zone: str = HOME_ZONE
    all_day: bool = False

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("When keeps wall-clock times; the zone stands in `zone`")
        if self.end < self.start:
            raise ValueError("an event cannot end before it starts")

    @property
    def start_utc(self) -> datetime:
        """The start as an instant. Floating and all-day times are taken in the home zone, for ordering only."""
        return to_instant(self.start, self.zone)

    @property
    def end_utc(self) -> datetime:
        """The end as an instant, exclusive. Floating and all-day times are taken in the home zone."""
        return to_instant(self.end, self.zone)

    @property
    def first_day(self) -> date:
        """The first day, in the event's own zone."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day, in the event's own zone; an end at midnight does not reach into the next day."""
        if self.end > self.start and self.end.time() == time.min:
            return (self.end - timedelta(days=1)).date()
        return self.end.date()


def to_instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant of a wall-clock time in `zone` (home zone when empty)."""
    return wall.replace(tzinfo=ZoneInfo(zone or HOME_ZONE)).astimezone(UTC)


def all_day(first: date, last: date | None = None) -> When:
    """Return the all-day time from `first` to `last`, both included.

    The last day that there is, with which others say "for ever", has no day after it: it counts as the day before.
    """
    first, last = (min(day, date.max - timedelta(days=1)) for day in (first, last or first))
    end = last + timedelta(days=1)
    return When(datetime.combine(first, time.min), datetime.combine(end, time.min), "", True)


def zoned(start: datetime, end: datetime, zone: str = HOME_ZONE) -> When:
    """Return the time from `start` to `end` (wall clock) in `zone`."""
    return When(start, end, zone, False)


def home_day(instant: datetime) -> date:
    """Return the day that an instant (aware) falls on at home."""
    return instant.astimezone(ZoneInfo(HOME_ZONE)).date()


def day_of(instant: datetime) -> tuple[datetime, datetime]:
    """Return the first instant of the day (home zone) that `instant` falls on, and that of the next day."""
    midnight = datetime.combine(home_day(instant), time.min, ZoneInfo(HOME_ZONE))
    return midnight, midnight + timedelta(days=1)


def year_of(year: int) -> tuple[datetime, datetime]:
    """Return the instants at which a year of the home zone begins and at which the next one does. `year` is 1 to 9998."""
    first, after = (datetime.combine(date(one, 1, 1), time()) for one in (year, year + 1))
    return to_instant(first, HOME_ZONE), to_instant(after, HOME_ZONE)
