"""By when people must be told that we have their data, when the data came from others (GDPR article 14.3).

Within a reasonable time, at most a month (14.3 a); when the data are used to write to the person, at the first letter (14.3 b).
So the last day is a month after the data came, or the day of the first contact where that is earlier.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from outreach.domain.person import Person


@dataclass(frozen=True, slots=True)
class DueInforming:
    """Somebody who must be told. `last_day`: at the latest then. `contacted`: the first talk or letter since, if any."""

    person: Person
    last_day: date
    contacted: date | None = None

    def is_overdue(self, today: date) -> bool:
        """Say whether the last day has passed."""
        return today > self.last_day


def a_month_after(day: date) -> date:
    """Return the same day of the next month, its last day where it has fewer (Regulation 1182/71, article 3.2 c)."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due_of(person: Person, contacted: date | None = None) -> DueInforming | None:
    """Return by when a person must be told; None for whose data came from the person, or who has been told since.

    `contacted` is the day of the first contact since the data came. What was told before they came tells nothing of them.
    """
    came = person.from_others
    if came is None or any(one.on >= came for one in person.informed):
        return None
    month = a_month_after(came)
    first = contacted if contacted is not None and contacted >= came else None
    return DueInforming(person, min(month, first) if first else month, first)
