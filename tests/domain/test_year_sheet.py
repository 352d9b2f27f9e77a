"""The year: where days lie, what lies on them, months counted, and the stretches in which nothing is planned."""

from datetime import date, datetime, time, timedelta

import pytest

from outreach.domain.calendar_entry import entry_of_event
from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.when import all_day, zoned
from outreach.domain.year_sheet import COLUMNS, lay_out_year

YEAR = date(2026, 1, 1)


def on(day: date, title: str = "Möte", **more):
    start = datetime.combine(day, time(9))
    return entry_of_event(Event(title=title, when=zoned(start, start + timedelta(hours=1)), **more))


def weekly(first: date, last: date):
    return [on(first + timedelta(days=number)) for number in range(0, (last - first).days + 1, 7)]


def test_every_day_of_the_year_has_a_place_of_its_own_below_its_weekday():
    sheet = lay_out_year(YEAR, ())
    places = {}
    day = YEAR
    while day <= sheet.last:
        row, column = sheet.where(day)
        assert column % 7 == day.weekday()
        assert column < COLUMNS
        assert sheet.day_at(row, column) == day
        places[row, column] = day
        day += timedelta(days=1)
    assert len(places) == 365


@pytest.mark.parametrize(("row", "column"), [(0, 0), (0, 36), (1, 35), (-1, 5), (12, 5)])
def test_there_is_no_day_before_the_first_and_after_the_last(row, column):
    assert lay_out_year(YEAR, ()).day_at(row, column) is None


def test_fair_of_three_days_lies_on_each_and_is_counted_once():
    fair = entry_of_event(Event(title="Mässa", when=all_day(date(2026, 4, 29), date(2026, 5, 1)), kind=EventKind.FAIR))
    sheet = lay_out_year(YEAR, [fair])
    assert [day.day for day in sorted(sheet.days)] == [29, 30, 1]
    assert sheet.counts == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert sheet.kinds == [EventKind.FAIR]


def test_event_from_the_year_before_is_shown_from_new_year_on():
    trip = entry_of_event(Event(title="Resa", when=all_day(date(2025, 12, 30), date(2026, 1, 2))))
    assert sorted(lay_out_year(YEAR, [trip]).days) == [date(2026, 1, 1), date(2026, 1, 2)]


def test_empty_stretch_is_whole_weeks_from_monday_to_sunday():
    sheet = lay_out_year(YEAR, [*weekly(YEAR, date(2026, 6, 16)), *weekly(date(2026, 8, 12), date(2026, 12, 31))])
    assert sheet.empty == ((date(2026, 6, 15), date(2026, 8, 9)),)


def test_two_weeks_without_events_are_no_empty_stretch_and_cancelled_ones_do_not_fill_one():
    first = weekly(YEAR, date(2026, 3, 5))
    second = weekly(date(2026, 3, 26), date(2026, 12, 31))
    assert lay_out_year(YEAR, [*first, *second]).empty == ()
    gone = on(date(2026, 7, 15), status=EventStatus.CANCELLED)
    sheet = lay_out_year(YEAR, [gone])
    assert sheet.empty == ((date(2026, 1, 5), date(2026, 12, 27)),)
    assert sheet.counts[6] == 0
