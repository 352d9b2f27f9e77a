"""Where bars lie in a month: weeks, spans, lanes, zones, the nights when clocks change. No window needed."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from outreach.domain.calendar_entry import Entry, TenderDate, entries_of_tender, entry_of_event
from outreach.domain.event import Event
from outreach.domain.month_sheet import lay_out, mondays_of, month_later, span_of
from outreach.domain.tender import Tender
from outreach.domain.when import When, all_day, zoned


def entry(when: When, title: str = "Mässa") -> Entry:
    return entry_of_event(Event(title=title, when=when))


def one_day(day: date, hour: int = 9, title: str = "Möte") -> Entry:
    start = datetime.combine(day, time(hour))
    return entry(zoned(start, start + timedelta(hours=1)), title)


def bars(month: date, *entries: Entry):
    return [
        (week.number, bar.column, bar.span, bar.lane) for week in lay_out(month, entries).weeks for bar in week.bars
    ]


@pytest.mark.parametrize(
    ("month", "weeks", "first", "last"),
    [
        (date(2026, 3, 1), 6, date(2026, 2, 23), date(2026, 4, 5)),
        (date(2021, 2, 1), 4, date(2021, 2, 1), date(2021, 2, 28)),
        (date(2026, 12, 5), 5, date(2026, 11, 30), date(2027, 1, 3)),
    ],
)
def test_month_shows_whole_weeks_from_monday(month, weeks, first, last):
    assert len(mondays_of(month)) == weeks
    assert span_of(month) == (first, last)


def test_new_year_belongs_to_week_53_as_iso_counts():
    assert [week.number for week in lay_out(date(2027, 1, 1), ()).weeks] == [53, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(1900, 1, 5), -1, date(1900, 1, 5)),
    ],
)
def test_a_month_later_keeps_the_day_where_there_is_one(day, months, then):
    assert month_later(day, months) == then


def test_all_day_event_over_the_end_of_a_month_stands_in_both_months():
    fair = entry(all_day(date(2026, 3, 30), date(2026, 4, 2)))
    assert bars(date(2026, 3, 1), fair) == [(14, 0, 4, 0)]
    assert bars(date(2026, 4, 1), fair) == [(14, 0, 4, 0)]
    assert bars(date(2026, 5, 1), fair) == []


def test_long_event_is_cut_at_sunday_and_goes_on_on_monday():
    trip = entry(zoned(datetime(2026, 3, 13, 8), datetime(2026, 3, 17, 18)))
    sheet = lay_out(date(2026, 3, 1), [trip])
    first, second = (bar for week in sheet.weeks for bar in week.bars)
    assert (first.column, first.span, first.opens, first.closes) == (4, 3, True, False)
    assert (second.column, second.span, second.opens, second.closes) == (0, 2, False, True)


def test_end_at_midnight_does_not_reach_into_the_next_day():
    gala = entry(zoned(datetime(2026, 3, 13, 18), datetime(2026, 3, 14)))
    assert (gala.first, gala.last) == (date(2026, 3, 13), date(2026, 3, 13))


def test_event_without_length_stands_on_its_day():
    midnight = entry(zoned(datetime(2026, 3, 13), datetime(2026, 3, 13)))
    assert (midnight.first, midnight.last) == (date(2026, 3, 13), date(2026, 3, 13))


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_days_on_which_the_clocks_change_hold_their_events(day):
    whole = entry(all_day(day))
    night = entry(zoned(datetime.combine(day, time(0, 30)), datetime.combine(day, time(23, 30))))
    assert (whole.first, whole.last, night.first, night.last) == (day, day, day, day)
    assert night.clock == time(0, 30)
    week = day.isocalendar().week
    assert bars(day, whole, night) == [(week, 6, 1, 0), (week, 6, 1, 1)]


def test_event_in_another_zone_stands_where_our_clock_shows_it():
    helsinki = entry(When(datetime(2026, 3, 13, 0, 30), datetime(2026, 3, 13, 2), "Europe/Helsinki"))
    assert (helsinki.first, helsinki.last, helsinki.clock) == (date(2026, 3, 12), date(2026, 3, 13), time(23, 30))
    # After summer time has begun in both countries, the hour between them is the same.
    summer = entry(When(datetime(2026, 3, 30, 0, 30), datetime(2026, 3, 30, 2), "Europe/Helsinki"))
    assert (summer.first, summer.clock) == (date(2026, 3, 29), time(23, 30))


def test_floating_event_keeps_its_day():
    floating = entry(When(datetime(2026, 3, 13, 0, 30), datetime(2026, 3, 13, 2), ""))
    assert floating.first == date(2026, 3, 13)


def test_long_bars_lie_on_top_and_later_ones_below_in_order_of_time():
    day = date(2026, 3, 11)
    entries = [one_day(day, 15, "c"), one_day(day, 7, "b"), entry(all_day(day, day + timedelta(days=1)), "a")]
    week = lay_out(day, entries).weeks[2]
    assert [(bar.entry.title, bar.lane) for bar in week.bars] == [("a", 0), ("b", 1), ("c", 2)]


def test_a_bar_takes_the_highest_lane_that_is_free_on_all_its_days():
    monday = date(2026, 3, 9)
    entries = [
        entry(all_day(monday, monday + timedelta(days=1)), "Mon–Tue"),
        entry(all_day(monday + timedelta(days=2), monday + timedelta(days=3)), "Wed–Thu"),
        entry(all_day(monday + timedelta(days=1), monday + timedelta(days=2)), "Tue–Wed"),
    ]
    assert {bar.entry.title: bar.lane for bar in lay_out(monday, entries).weeks[2].bars} == {
        "Mon–Tue": 0,
        "Tue–Wed": 1,
        "Wed–Thu": 0,
    }


def test_full_day_gives_its_last_lane_to_the_number_of_the_rest():
    day = date(2026, 3, 11)
    week = lay_out(day, [one_day(day, hour) for hour in range(8, 13)]).weeks[2]
    shown, more = week.fitting(3)
    assert (len(shown), more) == (2, {2: 3})
    shown, more = week.fitting(5)
    assert (len(shown), more) == (5, {})


def test_a_bar_hidden_on_a_full_day_counts_on_all_its_days():
    day = date(2026, 3, 11)
    long = [entry(all_day(day, day + timedelta(days=1)), name) for name in ("a", "b")]
    week = lay_out(day, [*long, one_day(day)]).weeks[2]
    shown, more = week.fitting(2)
    assert [bar.entry.title for bar in shown] == ["a"]
    assert more == {2: 2, 3: 1}


def test_nothing_overlaps_and_nothing_is_lost_in_five_hundred_events():
    first = date(2026, 3, 1)
    entries = [
        entry(all_day(first + timedelta(days=n % 31), first + timedelta(days=n % 31 + n % 4)), f"{n:03}")
        for n in range(500)
    ]
    sheet = lay_out(first, entries)
    for week in sheet.weeks:
        taken = [(bar.lane, column) for bar in week.bars for column in range(bar.column, bar.column + bar.span)]
        assert len(taken) == len(set(taken))
        shown, more = week.fitting(4)
        for column in range(7):
            there = [bar for bar in week.bars if bar.covers(column)]
            visible = [bar for bar in shown if bar.covers(column)]
            assert len(visible) + more.get(column, 0) == len(there)
            assert len(visible) + (1 if more.get(column) else 0) <= 4
    assert {one.title for week in sheet.weeks for one in (bar.entry for bar in week.bars)} == {
        one.title for one in entries
    }


def test_dates_of_a_tender_stand_on_our_days_below_the_events():
    tender = Tender(
        title="Snöröjning",
        expected_publication=date(2026, 3, 11),
        question_deadline=datetime(2026, 3, 20, 11, tzinfo=UTC),
        tender_deadline=datetime(2026, 3, 31, 22, 30, tzinfo=UTC),
    )
    publication, questions, deadline = entries_of_tender(tender)
    assert (publication.first, publication.clock, publication.what) == (date(2026, 3, 11), None, TenderDate.PUBLICATION)
    assert (questions.first, questions.clock) == (date(2026, 3, 20), time(12))
    # Half past ten in the evening UTC is after midnight here, where summer time has begun.
    assert (deadline.first, deadline.clock) == (date(2026, 4, 1), time(0, 30))
    week = lay_out(date(2026, 3, 1), [publication, one_day(date(2026, 3, 11), 20)]).weeks[2]
    assert [bar.entry.what for bar in sorted(week.bars, key=lambda bar: bar.lane)] == [None, TenderDate.PUBLICATION]


def test_a_day_lists_what_covers_it_in_order():
    day = date(2026, 3, 11)
    fair = entry(all_day(day - timedelta(days=1), day), "Fair")
    early, late = one_day(day, 7, "Early"), one_day(day, 16, "Late")
    date_of_tender = Entry(uuid4(), "Tender", day, day, None, what=TenderDate.PUBLICATION)
    sheet = lay_out(day, [late, date_of_tender, early, fair])
    assert [one.title for one in sheet.on(day)] == ["Fair", "Early", "Late", "Tender"]
    assert sheet.on(date(2026, 7, 1)) == []
