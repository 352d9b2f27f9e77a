"""Clashes: who or what is wanted at two places at once, and what else lies on the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.domain.event import Event, EventStatus
from outreach.domain.plan import Exhibitor, Outline, Plan, Shift, Side
from outreach.domain.tender import Tender
from outreach.domain.when import When, all_day, zoned
from outreach.language import Language
from outreach.services.clash_claims import ClashKind
from outreach.services.clashes import Clash
from outreach.services.house import House

DAY = date(2027, 2, 2)


def at(begins: int, ends: int, day: date = DAY) -> When:
    return zoned(datetime(day.year, day.month, day.day, begins), datetime(day.year, day.month, day.day, ends))


def event(title: str, when: When, **more: object) -> Event:
    return replace(Event(title=title, when=when), **more)  # type: ignore[arg-type]


BREAKFAST = event("Frukost", at(8, 10), staff=("Anna Ek",), place="Folkets hus")


def put(house: House, *events: Event) -> None:
    for one in events:
        house.events.save(one)


def said(found: list[Clash], code: str = "en") -> list[str]:
    return [one.say(Language(code)) for one in found]


def kinds(found: list[Clash]) -> list[str]:
    return [one.kind.value for one in found]


def test_an_officer_at_two_places_at_once(house: House) -> None:
    put(house, event("Mässa", at(9, 16), staff=("anna  ek", "Bo Lind")))
    found = house.clashes.of(BREAKFAST)
    assert said(found) == ["Anna Ek is also at Mässa, Tue 2 Feb 2027 09:00–16:00."]
    assert said(found, "sv") == ["Anna Ek är också på Mässa, tis 2 feb. 2027 09:00–16:00."]


@pytest.mark.parametrize(
    "other",
    [
        event("Efter", at(10, 12), staff=("Anna Ek",)),
        event("Före", at(6, 8), staff=("Anna Ek",)),
        event("Annan", at(8, 10), staff=("Bo Lind",)),
        event("Inställd", at(8, 10), staff=("Anna Ek",), status=EventStatus.CANCELLED),
    ],
)
def test_no_clash(house: House, other: Event) -> None:
    put(house, other)
    assert house.clashes.of(BREAKFAST) == []


def test_an_event_does_not_clash_with_itself(house: House) -> None:
    put(house, BREAKFAST)
    assert house.clashes.of(house.events.get(BREAKFAST.id)) == []


def test_a_cancelled_event_clashes_with_nothing(house: House) -> None:
    put(house, event("Mässa", at(9, 16), staff=("Anna Ek",)))
    assert house.clashes.of(replace(BREAKFAST, status=EventStatus.CANCELLED)) == []


def test_one_room_for_two_of_our_events(house: House) -> None:
    put(house, event("Kurs", at(9, 11), place="folkets  HUS"))
    assert kinds(house.clashes.of(BREAKFAST)) == ["place"]


@pytest.mark.parametrize("more", [{"organizer": "fair@example.org"}, {"booth": "B14"}])
def test_somebody_elses_fair_takes_no_room_of_ours(house: House, more: dict[str, str]) -> None:
    put(house, event("Mässa", at(9, 11), place="Folkets hus", **more))
    assert house.clashes.of(BREAKFAST) == []


def test_the_booth_kit_is_away_from_build_up_to_tear_down(house: House) -> None:
    fair = event("Mässa", at(9, 16, date(2027, 2, 3)))
    put(house, fair, BREAKFAST)
    stand = Exhibitor(build_up=datetime(2027, 2, 2, 9), tear_down=datetime(2027, 2, 3, 18))
    house.plans.save(
        Plan(event=fair.id, outline=Outline(side=Side.EXHIBITOR, resources=("Rollup",)), exhibitor=stand)
    )
    edited = Plan(event=BREAKFAST.id, outline=Outline(resources=("rollup",)))
    found = house.clashes.of(BREAKFAST, edited)
    assert said(found) == ["rollup is needed at Mässa too, Wed 3 Feb 2027 09:00–16:00."]
    house.plans.save(edited)
    assert kinds(house.clashes.of(fair)) == ["resource"]
    assert kinds(house.clashes.between(DAY, DAY)) == ["resource"]


def test_a_shift_counts_for_its_own_hours(house: House) -> None:
    fair = event("Mässa", at(8, 16))
    put(house, fair)
    shifts = (Shift(officer="Anna Ek", begins=0, ends=60),)
    house.plans.save(Plan(event=fair.id, outline=Outline(shifts=shifts)))
    assert kinds(house.clashes.of(BREAKFAST)) == ["officer"]
    later = (Shift(officer="Anna Ek", begins=120, ends=180),)
    house.plans.save(replace(house.plans.of(fair.id), outline=Outline(shifts=later)))
    assert house.clashes.of(BREAKFAST) == []


def test_all_day_and_over_midnight(house: House) -> None:
    put(house, event("Konferens", all_day(date(2027, 2, 1), date(2027, 2, 3)), staff=("Anna Ek",)))
    assert kinds(house.clashes.of(BREAKFAST)) == ["officer"]


def test_a_series_clashes_once_and_says_on_how_many_dates(house: House) -> None:
    advice = event("Rådgivning", at(9, 11), staff=("Anna Ek",), recurrence=("RRULE:FREQ=WEEKLY",))
    weekly = event("Frukost", at(8, 10), staff=("Anna Ek",), recurrence=("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4",))
    put(house, advice, weekly)
    found = [one for one in house.clashes.of(weekly) if not one.is_remark]
    assert [one.more for one in found] == [3]
    assert said(found)[0].endswith("And on 3 more dates.")


def test_dates_that_were_dropped_or_moved_away_do_not_clash(house: House) -> None:
    advice = event("Rådgivning", at(9, 11), staff=("Anna Ek",), recurrence=("RRULE:FREQ=WEEKLY;COUNT=3",))
    put(house, advice)
    assert kinds(house.clashes.of(BREAKFAST)) == ["officer"]
    house.series.move_occurrence(advice.id, at(9, 11), at(13, 15))
    assert house.clashes.of(BREAKFAST) == []
    house.series.drop(advice.id, date(2027, 2, 9))
    assert house.clashes.of(replace(BREAKFAST, when=at(8, 10, date(2027, 2, 9)))) == []


def test_a_series_is_looked_at_for_twelve_months(house: House) -> None:
    endless = event("Rådgivning", at(9, 11), staff=("Anna Ek",), recurrence=("RRULE:FREQ=DAILY",))
    far = event("Långt bort", at(9, 11, date(2029, 2, 1)), staff=("Anna Ek",))
    put(house, endless, far)
    assert [one for one in house.clashes.of(endless) if not one.is_remark] == []
    assert kinds(house.clashes.of(far)) == ["officer"], "asked from the other side it is near"


def test_a_deadline_on_the_day_is_a_remark(house: House) -> None:
    house.tenders.save(Tender(title="Snöröjning", tender_deadline=datetime(2027, 2, 2, 22, 59, tzinfo=UTC)))
    house.tenders.save(Tender(title="Städ", question_deadline=datetime(2027, 2, 2, 11, tzinfo=UTC)))
    found = house.clashes.of(BREAKFAST)
    assert said(found) == [
        "Snöröjning: the last day to bid is 2 February.",
        "Städ: the last day for questions is 2 February.",
    ]
    assert all(one.is_remark for one in found)


def test_a_squeeze_day_is_a_remark_after_the_clashes(house: House) -> None:
    friday = date(2027, 5, 7)
    put(house, event("Kurs", at(8, 10, friday), place="Folkets hus"))
    assert kinds(house.clashes.of(replace(BREAKFAST, when=at(8, 10, friday)))) == ["place", "day"]


def test_the_month_has_marks_at_both_events(house: House) -> None:
    other = event("Kurs", at(9, 11), staff=("Anna Ek",))
    put(house, BREAKFAST, other, event("Ensam", at(8, 10), staff=("Bo Lind",)))
    marks = house.clashes.marks(date(2027, 2, 1), date(2027, 2, 28))
    assert marks == {(BREAKFAST.id, BREAKFAST.when.start), (other.id, other.when.start)}


def test_events_are_found_in_a_crowd_as_one_by_one(house: House) -> None:
    """The indexed question gives what comparing each with each gives."""
    crowd = [
        event(
            f"Nr {number}",
            zoned(start := datetime(2027, 2, 1) + timedelta(hours=(number * 7) % 240), start + timedelta(hours=number % 5 + 1)),
            staff=(f"Officer {number % 6}",),
        )
        for number in range(80)
    ]
    put(house, *crowd)
    for one in crowd[::7]:
        expected = {
            other.id
            for other in crowd
            if other is not one
            and other.staff == one.staff
            and other.when.start < one.when.end
            and one.when.start < other.when.end
        }
        assert {found.other for found in house.clashes.of(one) if found.kind is ClashKind.OFFICER} == expected
    pairs = {frozenset((one.event, one.other)) for one in house.clashes.between(date(2027, 2, 1), date(2027, 2, 20))}
    everyone = {
        frozenset((one.id, other.id))
        for one in crowd
        for other in crowd
        if one.id != other.id
        and one.staff == other.staff
        and other.when.start < one.when.end
        and one.when.start < other.when.end
    }
    assert pairs == everyone
