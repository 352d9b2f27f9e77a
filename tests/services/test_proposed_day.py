"""Which day is proposed for an event from a template: three weeks ahead, and people are at work."""

from datetime import date

import pytest

from outreach.domain.plan import EventTemplate
from outreach.services.proposed_day import proposed_day

BREAKFAST = EventTemplate(name="Breakfast", starts=450, minutes=90)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 24), date(2026, 12, 15)),  # an ordinary Tuesday, three weeks on
        (date(2026, 11, 28), date(2027, 1, 7)),  # Christmas and Epiphany lie between
        (date(2027, 4, 15), date(2027, 5, 10)),  # Ascension Day, its squeeze day and the weekend are passed over
        (date(2026, 1, 16), date(2026, 2, 6)),  # a Friday will do
        (date(2026, 1, 17), date(2026, 2, 9)),  # a Saturday will not
    ],
)
def test_the_day_is_a_working_day_that_nothing_speaks_against(today, day):
    assert proposed_day(BREAKFAST, today) == day


def test_two_days_do_not_reach_into_the_weekend():
    fair = EventTemplate(name="Fair", starts=0, minutes=2 * 24 * 60)
    assert proposed_day(fair, date(2026, 1, 16)) == date(2026, 2, 9)
