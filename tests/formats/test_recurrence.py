"""Series as single times: in wall time, bounded, with exceptions and moved occurrences."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.event import Event, EventStatus
from outreach.domain.when import When, all_day, zoned
from outreach.formats.recurrence import expand, occurrences
from outreach.formats.recurrence_rules import RuleError, TooFrequentError, instances, read_rule
from tests.searching import searched


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


YEAR = (utc(2026, 1, 1), utc(2027, 1, 1))
BREAKFAST = Event(title="Breakfast", when=zoned(at(2026, 10, 14, 7, 30), at(2026, 10, 14, 9)), uid="breakfast@outreach")


def series(*lines: str, when: When = BREAKFAST.when) -> Event:
    return replace(BREAKFAST, when=when, recurrence=lines)


def starts(event: Event, first: datetime = YEAR[0], last: datetime = YEAR[1], most: int = 1000) -> list[str]:
    return [f"{when.start:%m-%d %H:%M}" for when in occurrences(event, first, last, most)]


def test_breakfast_stays_at_half_past_seven_across_the_change_of_the_clock() -> None:
    found = occurrences(series("RRULE:FREQ=WEEKLY;COUNT=4"), *YEAR)
    assert [when.start for when in found] == [at(2026, 10, 14 + 7 * week, 7, 30) for week in range(3)] + [
        at(2026, 11, 4, 7, 30)
    ]
    assert [when.start_utc.hour for when in found] == [5, 5, 6, 6]
    assert {when.end - when.start for when in found} == {timedelta(minutes=90)}


def test_plain_event_gives_its_own_time_when_it_overlaps() -> None:
    assert occurrences(BREAKFAST, *YEAR) == [BREAKFAST.when]
    assert occurrences(BREAKFAST, utc(2026, 10, 14, 6), utc(2026, 10, 14, 6, 30)) == [BREAKFAST.when]
    assert occurrences(BREAKFAST, utc(2026, 10, 14, 7), utc(2026, 10, 15)) == []
    assert occurrences(BREAKFAST, utc(2026, 10, 13), utc(2026, 10, 14, 5, 30)) == []


def test_moment_without_length_is_found_in_the_window_that_begins_with_it() -> None:
    moment = replace(BREAKFAST, when=zoned(at(2026, 10, 14, 7, 30), at(2026, 10, 14, 7, 30)))
    assert occurrences(moment, utc(2026, 10, 14, 5, 30), utc(2026, 10, 15)) == [moment.when]
    assert occurrences(moment, utc(2026, 10, 14), utc(2026, 10, 14, 5, 30)) == []


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE;TZID=Europe/Stockholm:20261021T073000,20261028T073000",
        "EXDATE:20261021T053000Z,20261028T063000Z",
        "EXDATE:20261021T073000,20261028T073000",
        "EXDATE;VALUE=DATE:20261021,20261028",
        "EXDATE;TZID=America/New_York:20261021T013000,20261028T023000",
    ],
)
def test_exceptions_are_taken_out_in_whatever_form_they_stand(line: str) -> None:
    assert starts(series("RRULE:FREQ=WEEKLY;COUNT=4", line)) == ["10-14 07:30", "11-04 07:30"]


def test_extra_dates_come_in_with_their_own_length() -> None:
    event = series("RDATE;VALUE=PERIOD;TZID=Europe/Stockholm:20261020T080000/PT3H,20261022T080000/20261022T100000")
    found = occurrences(event, *YEAR)
    assert [(when.start.day, when.end - when.start) for when in found] == [
        (14, timedelta(minutes=90)),
        (20, timedelta(hours=3)),
        (22, timedelta(hours=2)),
    ]


def test_the_same_time_twice_is_shown_once() -> None:
    assert starts(series("RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20261014T073000,20261021T053000Z")) == [
        "10-14 07:30",
        "10-21 07:30",
    ]


def test_days_repeat_as_days() -> None:
    fair = series("RRULE:FREQ=MONTHLY;COUNT=3", "EXDATE;VALUE=DATE:20260410", when=all_day(at(2026, 3, 10).date()))
    found = occurrences(fair, *YEAR)
    assert [(when.start, when.end, when.all_day) for when in found] == [
        (at(2026, 3, 10), at(2026, 3, 11), True),
        (at(2026, 5, 10), at(2026, 5, 11), True),
    ]


@pytest.mark.parametrize(
    ("until", "last"),
    [("20261104T063000Z", "11-04"), ("20261104T062959Z", "10-28"), ("20261104", "11-04"), ("20261103T235959", "10-28")],
)
def test_last_time_of_the_rule_is_included(until: str, last: str) -> None:
    assert starts(series(f"RRULE:FREQ=WEEKLY;UNTIL={until}"))[-1] == f"{last} 07:30"


def test_start_of_a_series_counts_even_when_the_rule_does_not_name_it() -> None:
    assert starts(series("RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2")) == ["10-14 07:30", "10-16 07:30", "10-23 07:30"]


def test_event_that_began_before_the_window_still_overlaps_it() -> None:
    night = series("RRULE:FREQ=DAILY", when=zoned(at(2026, 1, 1, 22), at(2026, 1, 2, 6)))
    assert starts(night, utc(2026, 6, 10, 1), utc(2026, 6, 10, 21)) == ["06-09 22:00", "06-10 22:00"]


def test_answer_is_never_longer_than_asked_for() -> None:
    assert len(occurrences(series("RRULE:FREQ=HOURLY"), *YEAR, most=25)) == 25
    assert len(occurrences(series("RRULE:FREQ=HOURLY"), utc(2026, 1, 1), utc(2996, 1, 1))) == 1000
    assert occurrences(BREAKFAST, *YEAR, most=0) == []


def test_window_of_all_times_is_no_error() -> None:
    event = series("RRULE:FREQ=YEARLY")
    assert len(occurrences(event, datetime.min, datetime.max, 3)) == 3
    assert len(occurrences(event, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), 3)) == 3


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=FR",
        "FREQ=WEEKLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;COUNT=9999999;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=200",
    ],
)
def test_rule_that_never_matches_comes_to_an_end(rule: str) -> None:
    event = series(f"RRULE:{rule}", when=zoned(at(1900, 1, 1, 7), at(1900, 1, 1, 8)))
    began = time.process_time()
    assert occurrences(event, *YEAR) == []
    assert time.process_time() - began < 1


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=HOURLY;COUNT=9999999"])
def test_series_of_the_year_1800_does_not_start_there_each_time(rule: str) -> None:
    event = series(f"RRULE:{rule}", when=zoned(at(1800, 1, 1, 7), at(1800, 1, 1, 8)))
    began = time.process_time()
    occurrences(event, *YEAR)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=2", "FREQ=HOURLY;BYSECOND=1,2,3,4,5;BYMINUTE=1,2,3,4,5"]
)
def test_rule_below_the_hour_is_refused(rule: str) -> None:
    with pytest.raises(TooFrequentError):
        read_rule(rule)


@pytest.mark.parametrize(
    "rule",
    ["", "FREQ=", "FREQ=SOMETIMES", "INTERVAL=2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;UNTIL=soon",
     "FREQ=DAILY;BYHOUR=25", "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYMONTHDAY=0", "W1 MO 0000", "FREQ=DAILY;" * 300],
)  # fmt: skip
def test_rule_that_is_none_is_refused(rule: str) -> None:
    with pytest.raises(RuleError):
        read_rule(rule)


def test_junk_among_the_kept_lines_is_passed_over() -> None:
    event = series("RRULE:FREQ=SECONDLY", "EXDATE:soon", "RDATE", "hello", "", "RDATE:20261020T080000,x")
    assert starts(event) == ["10-14 07:30", "10-20 08:00"]


HOURS = ",".join(map(str, range(24)))
BOMBS = {
    "more times than there are": ("RRULE:FREQ=HOURLY;COUNT=999999999999999999999",),
    "no step": ("RRULE:FREQ=DAILY;INTERVAL=0",),
    "a step of ten thousand years": ("RRULE:FREQ=YEARLY;INTERVAL=10000",),
    "a place in the day that no day has": (f"RRULE:FREQ=DAILY;BYHOUR={HOURS};BYSETPOS=366",),
    "a place in the hour that no hour has": ("RRULE:FREQ=HOURLY;BYSETPOS=200",),
    "the same, counted": ("RRULE:FREQ=HOURLY;BYSETPOS=200;COUNT=5",),
    "every place of every month": (f"RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR={HOURS};BYSETPOS=-366,366",),
    "every hour of every week": ("RRULE:FREQ=YEARLY;BYWEEKNO=1,2,3,50,-1;BYDAY=MO,SU;BYHOUR=" + HOURS,),
    "for ever": ("RRULE:FREQ=HOURLY;UNTIL=99991231T235959Z",),
    "never": ("RRULE:FREQ=HOURLY;UNTIL=18000101T000000Z",),
    "thousands of rules": ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",) * 5000,
    # A hundred thousand, when somebody looks for more.
    "tens of thousands of exceptions": (
        "RRULE:FREQ=DAILY",
        *(
            f"EXDATE:{2026 + day // 336}{day % 336 // 28 + 1:02}{day % 28 + 1:02}T053000Z"
            for day in range(searched(30_000, 100_000))
        ),
    ),
}


@pytest.mark.parametrize("window", [(2026, 2027), (1000, 9000)], ids=["a year", "all time"])
@pytest.mark.parametrize("name", BOMBS)
def test_no_rule_keeps_the_program_busy(name: str, window: tuple[int, int]) -> None:
    event = series(*BOMBS[name])
    began = time.process_time()
    found = occurrences(event, utc(window[0], 1, 1), utc(window[1], 1, 1))
    assert time.process_time() - began < 4
    assert 1 <= len(found) <= 1000


def test_number_too_great_to_count_and_the_year_9999_mean_for_ever() -> None:
    for rule in ("COUNT=99999999", "COUNT=999999999999999999999", "UNTIL=99991231T235959Z", "UNTIL=9999-12-31"):
        assert len(occurrences(series(f"RRULE:FREQ=WEEKLY;{rule}"), utc(2036, 1, 1), utc(2037, 1, 1))) == 53


RULES = st.builds(
    lambda frequency, interval, extra: f"FREQ={frequency};INTERVAL={interval}{extra}",
    st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"]),
    st.integers(1, 5),
    st.sampled_from(
        ["", ";BYDAY=MO,WE", ";BYMONTH=3,10", ";BYMONTHDAY=1,15,-1", ";BYMONTH=2;BYMONTHDAY=29", ";WKST=SU;BYDAY=SU,TU"]
    ),
)


@settings(max_examples=searched(40, 150), deadline=None)
@given(rule=RULES, start=st.datetimes(at(1990, 1, 1), at(2020, 1, 1)), days=st.integers(0, 8000))
def test_moving_the_start_near_the_window_changes_no_instance(rule: str, start: datetime, days: int) -> None:
    start = start.replace(microsecond=0)
    first = start + timedelta(days=days)
    last = first + timedelta(days=400)
    whole = [found for found in rrulestr(rule + ";UNTIL=" + f"{last:%Y%m%dT%H%M%S}", dtstart=start) if found >= first]
    assert list(instances(read_rule(rule), start, None, first, last)) == whole


# --- series with changed occurrences -------------------------------------------------------------------------------

WEEKLY = series("RRULE:FREQ=WEEKLY;COUNT=4")
MOVED = replace(
    BREAKFAST,
    title="Breakfast, a day later",
    when=zoned(at(2026, 10, 22, 8), at(2026, 10, 22, 9)),
    recurrence_id="20261021T073000",
)


def test_moved_occurrence_stands_where_it_was_moved_to_and_nowhere_else() -> None:
    found = expand([WEEKLY, MOVED], *YEAR)
    assert [(event.title, f"{when.start:%m-%d %H:%M}") for event, when in found] == [
        ("Breakfast", "10-14 07:30"),
        ("Breakfast, a day later", "10-22 08:00"),
        ("Breakfast", "10-28 07:30"),
        ("Breakfast", "11-04 07:30"),
    ]


def test_occurrence_moved_into_the_window_from_outside_is_found() -> None:
    found = expand([WEEKLY, MOVED], utc(2026, 10, 22), utc(2026, 10, 23))
    assert [event.title for event, _ in found] == ["Breakfast, a day later"]
    assert expand([WEEKLY, MOVED], utc(2026, 10, 21), utc(2026, 10, 22)) == []


@pytest.mark.parametrize("form", ["20261021T053000Z", "20261021"])
def test_replaced_occurrence_is_known_by_instant_or_day(form: str) -> None:
    found = expand([WEEKLY, replace(MOVED, recurrence_id=form)], *YEAR)
    assert [f"{when.start:%m-%d}" for _, when in found] == ["10-14", "10-22", "10-28", "11-04"]


def test_occurrence_moved_to_another_zone_replaces_by_its_instant() -> None:
    helsinki = zoned(at(2026, 10, 21, 9), at(2026, 10, 21, 10), "Europe/Helsinki")
    moved = replace(MOVED, when=helsinki, recurrence_id="20261021T083000")
    assert len(expand([WEEKLY, moved], *YEAR)) == 4


def test_cancelled_occurrence_is_listed_as_cancelled() -> None:
    fallen = replace(MOVED, status=EventStatus.CANCELLED)
    assert [event.status for event, _ in expand([WEEKLY, fallen], *YEAR)].count(EventStatus.CANCELLED) == 1


def test_occurrence_of_another_series_replaces_nothing() -> None:
    assert len(expand([WEEKLY, replace(MOVED, uid="other@outreach")], *YEAR)) == 5


def test_times_of_many_events_come_in_order() -> None:
    found = expand([replace(BREAKFAST, uid="later"), WEEKLY, MOVED], *YEAR)
    instants = [when.start_utc for _, when in found]
    assert instants == sorted(instants)
