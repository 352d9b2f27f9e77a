"""Filters that move with the day: kept as words, read as days."""

from datetime import UTC, datetime

import pytest

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.smart_filters import at_instant

#: Half past midnight in Stockholm, still the 23rd in Greenwich.
NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kept", "meant"),
    [
        (("met", "365"), ("met", "2025-11-24")),
        (("met", "<365"), ("met", "<2025-11-24")),
        (("met", "never"), ("met", "never")),
        (("met", "2026-01-31"), ("met", "2026-01-31")),
        (("met", "9" * 40), ("met", "1926-12-19")),
        (("follow_up", "overdue"), ("follow_up", "2026-11-24")),
        (("follow_up", "none"), ("follow_up", "none")),
        (("coming", "yes"), ("coming", "2026-11-24")),
        (("time", "near"), ("from", "2026-10-24T23:30:00+00:00")),
        (("time", "past"), ("before", "2026-11-23T23:30:00+00:00")),
        (("tag", "365"), ("tag", "365")),
    ],
)
def test_a_word_becomes_the_day_that_it_means_now(kept, meant):
    listing = Listing(Kind.COMPANY, "berg", (kept, ("tag", "bygg")), "name", True)
    assert at_instant(listing, NOW) == Listing(Kind.COMPANY, "berg", (meant, ("tag", "bygg")), "name", True)


def test_the_same_view_means_another_day_tomorrow():
    listing = Listing(Kind.COMPANY, filters=(("met", "30"),))
    days = [at_instant(listing, NOW.replace(month=month)).filters[0][1] for month in (10, 11)]
    assert days == ["2026-09-24", "2026-10-25"]
