"""By when people must be told what we keep of them, where they have not been (GDPR articles 13 and 14).

Data that came from others (article 14.3): within a reasonable time, at most a month (14.3 a); when they are used to write to the
person, at the first letter (14.3 b). So the last day is a month after the data came – thirty days where the month has thirty-one –,
or the day of the first contact where that is earlier. Data that the person gave (article 13.1): when they are taken down. Who was
not told then is told as soon as can be; such people stand in the same list, for thirty days at most, so that none is forgotten.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.domain.person import Person

#: No month of the list is longer.
_MOST_DAYS = 30


@dataclass(frozen=True, slots=True)
class DueInforming:
    """Somebody who must be told. `last_day`: at the latest then. `contacted`: the first talk or letter since, if any."""

    person: Person
    last_day: date
    contacted: date | None = None

    def is_overdue(self, today: date) -> bool:
        """Say whether the last day has passed."""
        return today > self.last_day

    @property
    def came(self) -> date:
        """The day on which the data came."""
        return owed_since(self.person) or self.last_day


def a_month_after(day: date) -> date:
    """Return the same day of the next month, its last day where it has fewer; after thirty days at the latest."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    same = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return min(same, day + timedelta(days=_MOST_DAYS))


def owed_since(person: Person) -> date | None:
    """Return the day from which a person should have been told; None for who was, or gave no cause.

    What was told before the data came tells nothing of them.
    """
    days = [day for day in (person.from_others, person.untold) if day is not None]
    owed = [day for day in days if not any(one.on >= day for one in person.informed)]
    return min(owed, default=None)


def due_of(person: Person, contacted: date | None = None) -> DueInforming | None:
    """Return by when a person must be told, or None. `contacted` is the day of the first contact since the data came."""
    since = owed_since(person)
    if since is None:
        return None
    month = a_month_after(since)
    if since != person.from_others:
        return DueInforming(person, month)
    first = contacted if contacted is not None and contacted >= since else None
    return DueInforming(person, min(month, first) if first else month, first)
