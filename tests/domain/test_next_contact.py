"""One day on which a company is to be heard of: promised, chosen, or by the rhythm."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from outreach.domain.company import Company
from outreach.domain.next_contact import NextContact, Why, months_after, next_contact

CHOSEN_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
CHOSEN = Company(name="Bergs Bygg AB", next_contact=date(2027, 2, 1), next_contact_set=CHOSEN_AT, contact_months=6)


def test_what_was_promised_goes_before_what_was_chosen() -> None:
    assert next_contact(CHOSEN, date(2026, 12, 1), None) == NextContact(date(2026, 12, 1), Why.FOLLOW_UP)


def test_a_chosen_day_holds_until_somebody_talks_with_the_company_after_choosing_it() -> None:
    before, after = CHOSEN_AT - timedelta(days=3), CHOSEN_AT + timedelta(hours=2)
    assert next_contact(CHOSEN, None, before) == NextContact(date(2027, 2, 1), Why.CHOSEN)
    assert next_contact(CHOSEN, None, after) == NextContact(date(2027, 5, 2), Why.RHYTHM)


def test_a_rhythm_without_any_conversation_and_a_company_without_both_have_no_day() -> None:
    assert next_contact(Company(name="Ny AB", contact_months=3), None, None) == NextContact()
    assert next_contact(Company(name="Ny AB"), None, CHOSEN_AT) == NextContact()


def test_a_month_that_has_no_such_day_gives_its_last_one() -> None:
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 31), 12) == date(2027, 12, 31)
    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)


def test_a_talk_late_at_night_counts_from_the_day_at_home() -> None:
    night = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
    assert next_contact(Company(name="Ny AB", contact_months=1), None, night).day == date(2026, 9, 1)
