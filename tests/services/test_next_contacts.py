"""A logged talk moves the day on which a company is to be heard of, and undo moves it back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from outreach.domain.company import Company
from outreach.domain.declining import Channel
from outreach.domain.listing import Listing
from outreach.domain.next_contact import Why
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.services.capturing import Capture
from outreach.services.declining import decline, may_reach, read_channels
from outreach.services.house import House
from tests.services.conftest import StillClock

DAY = date(2027, 1, 15)


def _company(house: House) -> Company:
    house.companies.save(Company(name="Bergs Bygg AB"))
    return house.companies.named("Bergs Bygg AB")[0]


def test_logging_a_talk_moves_the_day_and_undoing_it_moves_it_back(house: House, clock: StillClock) -> None:
    company = _company(house)
    house.next_contacts.choose(company.id, DAY, 3)
    assert house.next_contacts.of(company.id).day == DAY
    clock.now += timedelta(days=2)
    captured = house.meetings.capture(Capture(company="Bergs Bygg AB", note="frågade om vägar"))
    assert house.next_contacts.of(company.id).day == date(2027, 2, 26)
    house.history.undo(captured.changes.action)
    assert house.next_contacts.of(company.id).day == DAY


def test_a_follow_up_of_the_talk_is_the_next_contact_until_it_is_done(house: House, clock: StillClock) -> None:
    company = _company(house)
    house.meetings.capture(Capture(company="Bergs Bygg AB", note="vill ha underlag !2026-12-01"))
    found = house.next_contacts.of(company.id)
    assert (found.day, found.why) == (date(2026, 12, 1), Why.FOLLOW_UP)
    house.follow_ups.finish([row.id for row in house.follow_ups.open_ones()])
    assert house.next_contacts.of(company.id).why is Why.NOTHING


def test_a_day_that_a_talk_used_up_can_be_chosen_again(house: House, clock: StillClock) -> None:
    company = _company(house)
    house.next_contacts.choose(company.id, DAY, None)
    clock.now += timedelta(days=1)
    house.meetings.capture(Capture(company="Bergs Bygg AB", note="hej"))
    assert house.next_contacts.of(company.id).day is None
    clock.now += timedelta(days=1)
    house.next_contacts.choose(company.id, DAY, None)
    assert house.next_contacts.of(company.id).day == DAY
    house.history.undo()
    assert house.next_contacts.of(company.id).day is None


def test_a_form_that_changes_the_day_says_when_it_was_chosen_and_one_that_clears_it_forgets(
    house: House, clock: StillClock
) -> None:
    house.companies.save(Company(name="Dala Snö", next_contact=DAY))
    company = house.companies.named("Dala Snö")[0]
    assert company.next_contact_set == clock.now
    house.next_contacts.choose(company.id, None, None)
    assert house.companies.get(company.id).next_contact_set is None


def test_a_rhythm_of_no_months_is_refused(house: House) -> None:
    with pytest.raises(InvalidInput):
        house.next_contacts.choose(_company(house).id, None, 0)


def test_overdue_and_within_a_week_are_filters_that_move_with_the_day(house: House, clock: StillClock) -> None:
    company = _company(house)
    house.next_contacts.choose(company.id, date(2026, 11, 28), None)

    def shown(value: str) -> int:
        return len(house.companies.keys(Listing(Kind.COMPANY, filters=(("next_contact", value),))))

    assert (shown("overdue"), shown("week"), shown("none")) == (0, 1, 0)
    clock.now += timedelta(days=5)
    assert (shown("overdue"), shown("week"), shown("none")) == (1, 0, 0)


def test_who_opted_out_of_e_mail_may_still_get_letters_and_undo_takes_it_back(house: House) -> None:
    company = _company(house)
    house.people.save(Person(name="Anna Berg", declines=(Channel.POST, Channel.EMAIL, Channel.POST)))
    decline(house.database, Kind.COMPANY, [company.id], [Channel.EMAIL])
    kept = house.companies.get(company.id)
    assert not may_reach(kept, Channel.EMAIL)
    assert may_reach(kept, Channel.POST)
    house.history.undo()
    assert may_reach(house.companies.get(company.id), Channel.EMAIL)
    decline(house.database, Kind.COMPANY, [company.id], Channel)
    decline(house.database, Kind.COMPANY, [company.id], [Channel.TELEPHONE], again=True)
    assert house.companies.get(company.id).declines == (Channel.EMAIL, Channel.POST)


def test_ways_are_read_from_words_and_other_words_are_refused() -> None:
    assert read_channels(["post, E-mail"]) == (Channel.EMAIL, Channel.POST)
    with pytest.raises(InvalidInput):
        read_channels(["pigeon"])
