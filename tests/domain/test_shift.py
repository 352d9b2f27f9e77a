"""Where an event lies after it was moved: by days on its own clock, by minutes on the clock at home."""

from datetime import date, datetime

import pytest

from outreach.domain.shift import Shift, moved, quarter_steps
from outreach.domain.when import When, all_day, zoned


def hours(day: int, month: int, start: float, end: float) -> When:
    def clock(hour: float) -> datetime:
        return datetime(2026, month, day, int(hour), int(hour % 1 * 60))

    return zoned(clock(start), clock(end))


def test_breakfast_moved_over_the_change_of_clocks_stays_at_half_past_seven():
    assert moved(hours(23, 10, 7.5, 9), Shift(days=3)) == hours(26, 10, 7.5, 9)


def test_minutes_move_start_and_end():
    assert moved(hours(24, 11, 7.5, 9), Shift(minutes=-45)) == hours(24, 11, 6.75, 8.25)


def test_end_alone_is_moved_but_never_before_a_quarter_after_the_start():
    when = hours(24, 11, 8, 9)
    assert moved(when, Shift(end_minutes=30)) == hours(24, 11, 8, 9.5)
    assert moved(when, Shift(end_minutes=-500)) == hours(24, 11, 8, 8.25)


def test_whole_days_ignore_minutes_and_keep_one_day_at_least():
    fair = all_day(date(2026, 11, 25), date(2026, 11, 26))
    assert moved(fair, Shift(days=1, minutes=45)) == all_day(date(2026, 11, 26), date(2026, 11, 27))
    assert moved(fair, Shift(end_minutes=1440)) == all_day(date(2026, 11, 25), date(2026, 11, 27))
    assert moved(fair, Shift(end_minutes=-14400)) == all_day(date(2026, 11, 25))


def test_hour_that_the_clocks_skip_is_the_one_after_it():
    assert moved(hours(29, 3, 1, 2), Shift(minutes=90)).start == datetime(2026, 3, 29, 3, 30)


def test_event_in_another_zone_keeps_its_zone():
    when = When(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 11), "Europe/Helsinki")
    later = moved(when, Shift(days=1, minutes=15))
    assert later == When(datetime(2026, 11, 25, 9, 15), datetime(2026, 11, 25, 11, 15), "Europe/Helsinki")


def test_floating_event_stays_floating():
    when = When(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 11), "")
    assert moved(when, Shift(minutes=30)) == When(datetime(2026, 11, 24, 9, 30), datetime(2026, 11, 24, 11, 30), "")


@pytest.mark.parametrize(("minute", "wished", "step"), [(450, 452, 0), (450, 460, 15), (455, 470, 10), (450, 420, -30)])
def test_drag_ends_on_a_quarter(minute, wished, step):
    assert quarter_steps(minute, wished) == step
