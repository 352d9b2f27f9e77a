"""By when people must be told (GDPR article 14.3): a thousand cases against an account that counts the days one by one."""

from __future__ import annotations

import random
from datetime import date, timedelta

from outreach.domain.informing_due import a_month_after, due_of
from outreach.domain.person import Person
from outreach.domain.processing import Informed

TODAY = date(2026, 11, 29)


def same_day_next_month(day: date) -> date:
    """Walk on, day by day, to the same number in the next month, or to its last day."""
    later = day
    while later.month == day.month:
        later += timedelta(days=1)
    while later.day < day.day and (later + timedelta(days=1)).month == later.month:
        later += timedelta(days=1)
    return later


def last_day_after(day: date) -> date:
    """Count to the day that is a month on, and stop at thirty."""
    later = day
    for _ in range(30):
        if later == same_day_next_month(day):
            break
        later += timedelta(days=1)
    return later


def case(random_: random.Random) -> tuple[Person, date | None, date | None]:
    """Return a person, the first contact, and the last day as the account has it (None: nothing is owed)."""
    came = TODAY - timedelta(days=random_.randrange(90)) if random_.random() < 0.8 else None
    told = tuple(Informed(TODAY - timedelta(days=random_.randrange(120)), "1.0") for _ in range(random_.randrange(2)))
    contact = TODAY - timedelta(days=random_.randrange(120)) if random_.random() < 0.5 else None
    owed = came is not None and all(one.on < came for one in told)
    last = None
    if came is not None and owed:
        last = last_day_after(came)
        if contact is not None and contact >= came:
            last = min(last, contact)
    return Person(name="Åsa", from_others=came, informed=told), contact, last


def test_the_due_list_is_exact() -> None:
    random_ = random.Random(3)
    overdue = 0
    for _ in range(1000):
        person, contact, last = case(random_)
        found = due_of(person, contact)
        assert (found.last_day if found else None) == last
        if found is not None and last is not None:
            assert found.is_overdue(TODAY) is (last < TODAY)
            assert last <= a_month_after(person.from_others or TODAY)
            overdue += found.is_overdue(TODAY)
    assert overdue > 100


def test_the_account_notices_a_month_of_31_days_and_thirty_days_after_the_end_of_january() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert all(a_month_after(day) == last_day_after(day) for day in days)
    assert any(same_day_next_month(day) > last_day_after(day) for day in days)
    assert any(day + timedelta(days=30) > last_day_after(day) for day in days)
