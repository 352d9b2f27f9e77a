"""When a company is to be heard of next: one day, reckoned from what was promised, chosen and said; it is never stored twice.

The first that holds: the earliest open follow-up with the company or with its people there; the day that an officer chose, as
long as nobody has talked with the company after choosing; the last conversation and the rhythm in months; none. So a logged
talk moves the day by itself, and undoing the talk moves it back. `storage/next_contacts.py` says the same in SQL.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from outreach.domain.company import Company
from outreach.domain.when import home_day
from outreach.language import N_

#: The longest rhythm, in months.
MOST_MONTHS = 120


class Why(StrEnum):
    """What the day comes from."""

    FOLLOW_UP = "follow-up"
    CHOSEN = "chosen"
    RHYTHM = "rhythm"
    NOTHING = "nothing"


WHY_LABELS = {
    Why.FOLLOW_UP: N_("from a follow-up"),
    Why.CHOSEN: N_("chosen"),
    Why.RHYTHM: N_("by the rhythm"),
    Why.NOTHING: N_("no day"),
}


@dataclass(frozen=True, slots=True)
class NextContact:
    """The day, or None, and what it comes from."""

    day: date | None = None
    why: Why = Why.NOTHING


def next_contact(company: Company, promised: date | None, last_talk: datetime | None) -> NextContact:
    """Return when the company is to be heard of next.

    `promised` is the due day of its earliest open follow-up, `last_talk` the instant (aware) of the latest conversation with it.
    """
    if promised is not None:
        return NextContact(promised, Why.FOLLOW_UP)
    if company.next_contact is not None and not _talked_since(company.next_contact_set, last_talk):
        return NextContact(company.next_contact, Why.CHOSEN)
    if company.contact_months and last_talk is not None:
        return NextContact(months_after(home_day(last_talk), company.contact_months), Why.RHYTHM)
    return NextContact()


def whole_second(instant: datetime) -> datetime:
    """Return the instant at which a day is said to have been chosen: whole seconds, so that both databases compare alike."""
    return instant.replace(microsecond=0)


def _talked_since(chosen_at: datetime | None, last_talk: datetime | None) -> bool:
    return chosen_at is not None and last_talk is not None and last_talk > whole_second(chosen_at)


def months_after(day: date, months: int) -> date:
    """Return the day so many months later; the last of its month where that has no such day (31 January and one: 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
