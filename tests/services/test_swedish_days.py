"""The days that Sweden keeps, hand-checked against the almanac of 2024 to 2027."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from outreach.domain.when import When, all_day, zoned
from outreach.language import Language
from outreach.services.swedish_days import DayKind, SwedishDay, days, is_off, on, warnings_for, week_of

SWEDISH = Language("sv")


def at(day: date, begins: int = 8, ends: int = 10) -> When:
    return zoned(datetime(day.year, day.month, day.day, begins), datetime(day.year, day.month, day.day, ends))


def said(when: When, code: str = "sv") -> list[str]:
    return [one.say(Language(code)) for one in warnings_for(when, code)]


@pytest.mark.parametrize(
    ("day", "name", "kind"),
    [
        (date(2027, 1, 1), "Nyårsdagen", DayKind.PUBLIC),
        (date(2027, 3, 25), "Skärtorsdagen", DayKind.HALF),
        (date(2027, 3, 26), "Långfredagen", DayKind.PUBLIC),
        (date(2027, 3, 27), "Påskafton", DayKind.EVE),
        (date(2027, 3, 29), "Annandag påsk", DayKind.PUBLIC),
        (date(2027, 5, 6), "Kristi himmelsfärdsdag", DayKind.PUBLIC),
        (date(2027, 5, 7), "Klämdag", DayKind.SQUEEZE),
        (date(2027, 6, 25), "Midsommarafton", DayKind.EVE),
        (date(2027, 12, 24), "Julafton", DayKind.EVE),
        (date(2027, 12, 31), "Nyårsafton", DayKind.EVE),
        # Those that the library does not know.
        (date(2026, 1, 2), "Klämdag", DayKind.SQUEEZE),
        (date(2024, 12, 23), "Klämdag", DayKind.SQUEEZE),
        (date(2024, 12, 27), "Klämdag", DayKind.SQUEEZE),
        (date(2024, 12, 30), "Klämdag", DayKind.SQUEEZE),
        (date(2025, 5, 2), "Klämdag", DayKind.SQUEEZE),
        (date(2024, 6, 7), "Klämdag", DayKind.SQUEEZE),
    ],
)
def test_a_day_of_the_almanac_has_its_name_and_kind(day: date, name: str, kind: DayKind) -> None:
    assert on(day)[0] == SwedishDay(name, kind)


def test_a_day_can_be_a_squeeze_day_and_a_half_day() -> None:
    assert [one.kind for one in on(date(2026, 1, 5))] == [DayKind.SQUEEZE, DayKind.HALF]


def test_sundays_and_common_days_are_not_listed() -> None:
    found = days(date(2026, 8, 1), date(2026, 9, 30))
    assert found == {}
    assert on(date(2026, 3, 4)) == ()


def test_the_days_are_in_order_and_within_the_borders() -> None:
    found = days(date(2026, 12, 24), date(2027, 1, 6))
    assert list(found) == sorted(found)
    assert min(found) == date(2026, 12, 24)
    assert max(found) == date(2027, 1, 6)


def test_the_names_come_in_english_too() -> None:
    assert on(date(2027, 3, 25), "en")[0].name == "Maundy Thursday"
    assert on(date(2026, 1, 2), "en")[0] == SwedishDay("Squeeze day", DayKind.SQUEEZE)


def test_years_that_no_almanac_has_are_without_names() -> None:
    assert days(date(1, 1, 1), date(100, 1, 1)) == {}
    assert on(date(9999, 12, 31)) == ()


def test_a_squeeze_day_is_never_a_day_off_and_stands_between_two() -> None:
    for day, names in days(date(2020, 1, 1), date(2040, 12, 31)).items():
        if any(one.kind is DayKind.SQUEEZE for one in names):
            before, after = date.fromordinal(day.toordinal() - 1), date.fromordinal(day.toordinal() + 1)
            assert not is_off(day)
            assert is_off(before)
            assert is_off(after)


def test_weeks_are_counted_as_in_swedish_calendars() -> None:
    assert week_of(date(2027, 1, 1)) == 53
    assert week_of(date(2026, 7, 8)) == 28


def test_a_breakfast_on_a_squeeze_day_is_warned_about() -> None:
    assert said(at(date(2027, 5, 7))) == ["7 maj är en klämdag mellan lediga dagar: många kan vara lediga."]
    assert said(at(date(2027, 5, 7)), "en") == ["7 May is a squeeze day between days off: few may come."]


def test_a_half_day_is_warned_about_in_the_afternoon_alone() -> None:
    day = date(2027, 3, 25)
    assert said(at(day)) == []
    assert said(at(day, 13, 15)) == ["25 mars är Skärtorsdagen: många slutar klockan 14."]
    assert len(said(all_day(day))) == 1


def test_the_vacation_weeks_are_warned_about_once_a_week() -> None:
    assert len(said(all_day(date(2026, 7, 7), date(2026, 7, 9)))) == 1
    assert len(said(all_day(date(2026, 7, 6), date(2026, 8, 2)))) == 4
    assert said(at(date(2026, 8, 3))) == []


def test_the_days_around_christmas_are_warned_about() -> None:
    assert said(at(date(2026, 12, 22))) == ["22 december är i jul- och nyårshelgen: många är lediga."]
    assert said(at(date(2026, 12, 24))) == ["24 december är Julafton: de flesta är lediga."]
    assert said(at(date(2026, 12, 18))) == []


def test_an_event_of_years_is_looked_at_for_its_first_days() -> None:
    assert len(said(all_day(date(2026, 1, 1), date(2036, 1, 1)))) < 60
