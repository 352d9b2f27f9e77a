"""A week of hours: rows of the clock, nights when it changes, blocks side by side, events over midnight. No window needed."""

from datetime import date, datetime, time, timedelta

import pytest

from outreach.domain.calendar_entry import Entry, entry_of_event
from outreach.domain.event import Event
from outreach.domain.week_sheet import HOUR, Axis, Slot, hours_skipped, hours_twice, lay_out_week
from outreach.domain.when import When, all_day, zoned
from outreach.language import Language

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
TUESDAY = date(2026, 11, 24)


def entry(start: datetime, end: datetime, title: str = "Möte", zone: str = "Europe/Stockholm") -> Entry:
    when = When(start, end, zone)
    return entry_of_event(Event(title=title, when=when))


def at(day: date, hour: float, length: float = 1, title: str = "Möte") -> Entry:
    start = datetime.combine(day, time.min) + timedelta(hours=hour)
    return entry(start, start + timedelta(hours=length), title)


def blocks(day: date, *entries: Entry, **choices: int):
    return [
        (one.entry.title, one.day.day, one.top / HOUR, one.bottom / HOUR, one.column, one.columns, one.span)
        for one in lay_out_week(day, entries, **choices).blocks
    ]


def test_usual_week_has_24_rows_and_no_day_lacks_any():
    axis = Axis(tuple(TUESDAY + timedelta(days=number) for number in range(7)))
    assert len(axis.slots) == 24
    assert [axis.missing(day) for day in axis.days] == [[]] * 7


def test_night_of_summer_time_lacks_an_hour_on_its_own_day_alone():
    assert (hours_skipped(SPRING), hours_twice(SPRING)) == ((2,), ())
    axis = lay_out_week(SPRING, ()).axis
    assert len(axis.slots) == 24
    assert axis.missing(SPRING) == [2]
    assert axis.missing(SPRING - timedelta(days=1)) == []


def test_night_when_summer_time_ends_has_an_hour_twice_which_the_other_days_lack():
    assert (hours_skipped(AUTUMN), hours_twice(AUTUMN)) == ((), (2,))
    axis = lay_out_week(AUTUMN, ()).axis
    assert len(axis.slots) == 25
    assert axis.slots[3] == Slot(2, again=True)
    assert axis.missing(AUTUMN) == []
    assert axis.missing(AUTUMN - timedelta(days=1)) == [3]
    assert axis.time_at(3 * HOUR + 30) == time(2, 30, fold=1)
    assert axis.time_at(4 * HOUR) == time(3)


def test_event_across_the_changing_hour_covers_every_row_that_passes():
    assert blocks(SPRING, at(SPRING, 1, 3)) == [("Möte", 29, 1, 4, 0, 1, 1)]
    # Four hours of the clock are five that pass.
    assert blocks(AUTUMN, at(AUTUMN, 1, 3)) == [("Möte", 25, 1, 5, 0, 1, 1)]


def test_hour_that_does_not_exist_is_shown_where_the_clock_goes_on():
    assert blocks(SPRING, at(SPRING, 2.5, 1.5)) == [("Möte", 29, 3.5, 4, 0, 1, 1)]


def test_working_week_of_the_change_of_clocks_has_no_odd_rows():
    assert len(lay_out_week(AUTUMN, (), 5).axis.slots) == 24


def test_parallel_events_get_columns_and_the_last_one_the_room_that_is_left():
    found = blocks(TUESDAY, at(TUESDAY, 8, 2, "A"), at(TUESDAY, 8, 1, "B"), at(TUESDAY, 9, 1, "C"), at(TUESDAY, 11, 1, "D"))
    assert [(title, column, columns, span) for title, *_, column, columns, span in found] == [
        ("A", 0, 2, 1),
        ("B", 1, 2, 1),
        ("C", 1, 2, 1),
        ("D", 0, 1, 1),
    ]


def test_block_is_as_wide_as_its_neighbours_leave_room():
    long, two, three = at(TUESDAY, 8, 4, "long"), at(TUESDAY, 8, 1, "two"), at(TUESDAY, 8, 1, "three")
    late = at(TUESDAY, 10, 1, "late")
    found = {title: (column, span) for title, *_, column, _, span in blocks(TUESDAY, long, two, three, late)}
    assert found == {"long": (0, 1), "three": (1, 1), "two": (2, 1), "late": (1, 2)}


def test_no_two_blocks_of_a_busy_day_share_an_area():
    entries = [at(TUESDAY, 7 + number * 0.37 % 9, 0.25 + number % 5 * 0.5, str(number)) for number in range(60)]
    found = lay_out_week(TUESDAY, entries, most=100).blocks
    assert len(found) == 60
    for one in found:
        for other in found:
            if one is not other and one.top < other.bottom and other.top < one.bottom:
                left, right = one.column / one.columns, (one.column + one.span) / one.columns
                assert right <= other.column / other.columns + 1e-9 or (other.column + other.span) / other.columns <= left + 1e-9


def test_what_has_no_column_is_counted_by_the_hour_and_nothing_is_lost():
    entries = [at(TUESDAY, 9 + number % 3, 1, f"{number:02}") for number in range(30)]
    sheet = lay_out_week(TUESDAY, entries, most=4)
    shown = {one.entry.title for one in sheet.blocks}
    hidden = {one.title for more in sheet.hidden for one in more.entries}
    assert len(shown | hidden) == 30
    assert not shown & hidden
    assert [more.top // HOUR for more in sheet.hidden] == [9, 10, 11]
    assert {one.columns for one in sheet.blocks} == {4}
    assert all(one.column + one.span <= 3 for one in sheet.blocks)
    assert len(sheet.on(TUESDAY)) == 30


def test_event_over_midnight_stands_on_both_days():
    gala = at(TUESDAY, 18, 7, "Gala")
    found = lay_out_week(TUESDAY, [gala]).blocks
    assert [(one.day.day, one.top // HOUR, one.bottom // HOUR, one.opens, one.closes) for one in found] == [
        (24, 18, 24, True, False),
        (25, 0, 1, False, True),
    ]


def test_event_that_ends_at_midnight_does_not_reach_into_the_next_day():
    found = lay_out_week(TUESDAY, [at(TUESDAY, 20, 4)]).blocks
    assert [(one.day.day, one.bottom // HOUR, one.closes) for one in found] == [(24, 24, True)]


def test_sunday_night_goes_on_in_the_next_week():
    sunday = date(2026, 11, 29)
    (first,) = lay_out_week(sunday, [at(sunday, 22, 4)]).blocks
    (second,) = lay_out_week(sunday + timedelta(days=1), [at(sunday, 22, 4)]).blocks
    assert (first.opens, first.closes, second.opens, second.closes) == (True, False, False, True)


def test_whole_days_and_what_lasts_longer_than_a_day_stand_in_the_band():
    fair = entry_of_event(Event(title="Mässa", when=all_day(TUESDAY, TUESDAY + timedelta(days=1))))
    trip = entry(datetime(2026, 11, 25, 8), datetime(2026, 11, 27, 17), "Resa")
    sheet = lay_out_week(TUESDAY, [fair, trip])
    assert sheet.blocks == ()
    assert [(bar.entry.title, bar.column, bar.span) for bar in sheet.bars()] == [("Mässa", 1, 2), ("Resa", 2, 3)]


def test_zoned_event_stands_at_the_hour_at_home_and_a_floating_one_at_its_own():
    helsinki = entry(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 10), "Åbo", "Europe/Helsinki")
    floating = entry(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 10), "Var som helst", "")
    assert [(title, top) for title, _, top, *_ in blocks(TUESDAY, helsinki, floating)] == [("Åbo", 8), ("Var som helst", 9)]


@pytest.mark.parametrize(("day", "number"), [(date(2027, 1, 2), 53), (date(2026, 1, 1), 1), (date(2026, 12, 31), 53)])
def test_weeks_are_numbered_as_iso_counts(day, number):
    assert lay_out_week(day, ()).number == number


def test_event_without_length_still_has_a_place():
    nine = datetime(2026, 11, 24, 9)
    (block,) = lay_out_week(TUESDAY, [entry_of_event(Event(title="Nu", when=zoned(nine, nine)))]).blocks
    assert (block.top, block.bottom) == (9 * HOUR, 9 * HOUR)


def test_days_of_a_week_are_written_with_what_they_share_said_once():
    swedish, english = Language("sv"), Language("en")
    assert swedish.days(date(2026, 11, 23), date(2026, 11, 29)) == "23–29 nov. 2026"
    assert english.days(date(2026, 11, 30), date(2026, 12, 6)) == "30 Nov – 6 Dec 2026"
    assert swedish.days(date(2026, 12, 28), date(2027, 1, 3)) == "28 dec. 2026 – 3 jan. 2027"
