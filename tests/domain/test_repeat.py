"""How often an event repeats: the simple value, its RRULE, and its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.repeat import Repeat, Unit, monthly_by_weekday, nth_of, read_repeat, weekly, write_rule, yearly
from outreach.domain.repeat_words import repeat_words
from outreach.domain.when import When, all_day, zoned
from outreach.formats.recurrence import occurrences
from outreach.formats.recurrence_rules import read_rule
from outreach.language import Language

TUESDAY = date(2026, 12, 8)
WHEN = zoned(datetime(2026, 12, 8, 7, 30), datetime(2026, 12, 8, 9))

days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
ends = st.one_of(
    st.just({}),
    st.integers(1, 400).map(lambda number: {"count": number}),
    st.integers(0, 900).map(lambda number: {"after": number}),
)


@st.composite
def repeats(draw: st.DrawFn) -> tuple[Repeat, When]:
    """A rule as the editor makes them, and a time that it fits."""
    day = draw(days)
    makers = (
        lambda: Repeat(Unit.DAY),
        lambda: Repeat(Unit.WEEK, weekdays=tuple(sorted({day.weekday(), *draw(st.sets(st.integers(0, 6)))}))),
        lambda: monthly_by_weekday(day),
        lambda: Repeat(Unit.MONTH, month_day=day.day),
        lambda: yearly(day),
        lambda: Repeat(Unit.YEAR, weekdays=(day.weekday(),), nth=nth_of(day), month=day.month),
    )
    made = replace(draw(st.sampled_from(makers))(), every=draw(st.integers(1, 99)))
    end = draw(ends)
    if "after" in end:
        end = {"until": day + timedelta(days=end["after"])}
    start = datetime(day.year, day.month, day.day, draw(st.integers(6, 22)), 30)
    when = draw(
        st.sampled_from(
            [
                zoned(start, start + timedelta(hours=1)),
                all_day(day),
                When(start, start, ""),
                zoned(start, start, "America/New_York"),
                zoned(start, start, "UTC"),
            ]
        )
    )
    return replace(made, **end), when


@given(repeats())
def test_a_rule_is_read_back_as_it_was_written(made: tuple[Repeat, When]) -> None:
    repeat, when = made
    assert read_repeat([f"RRULE:{write_rule(repeat, when)}"], when) == repeat


@given(repeats())
def test_what_is_written_is_a_rule_that_names_its_start_and_that_outlook_takes(made: tuple[Repeat, When]) -> None:
    from outreach.domain.event import Event

    repeat, when = made
    text = write_rule(repeat, when)
    read_rule(text)
    assert text.count("BYDAY") + text.count("BYMONTHDAY") <= 1
    assert "BYSETPOS" not in text
    event = Event(title="x", when=when, recurrence=(f"RRULE:{text}",))
    first = occurrences(event, when.start_utc, when.start_utc + timedelta(days=1), 1)
    assert first[0].start == when.start


@given(repeats(), st.integers(-40, 40))
def test_a_rule_follows_its_first_day(made: tuple[Repeat, When], shift: int) -> None:
    repeat, when = made
    new = when.start.date() + timedelta(days=shift)
    followed = replace(repeat.follow(when.start.date(), new), until=None, count=0)
    moved = When(when.start + timedelta(days=shift), when.end + timedelta(days=shift), when.zone, when.all_day)
    rule = read_rule(write_rule(followed, moved))
    from outreach.formats.recurrence_rules import instances

    found = list(instances(rule, moved.start, None, moved.start, moved.start))
    assert found == [moved.start]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=1TU,3TU",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;INTERVAL=1000",
        "FREQ=MONTHLY;BYDAY=5TU",
        "rubbish",
    ],
)
def test_what_does_not_fit_is_none(rule: str) -> None:
    assert read_repeat([f"RRULE:{rule}"], WHEN) is None
    assert read_repeat([f"RRULE:{rule}", "RRULE:FREQ=DAILY"], WHEN) is None


def test_the_second_tuesday_as_outlook_writes_it() -> None:
    assert read_repeat(["RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2"], WHEN) == monthly_by_weekday(TUESDAY)


@pytest.mark.parametrize(
    ("until", "day"),
    [
        ("20261222", date(2026, 12, 22)),
        ("20261222T063000Z", date(2026, 12, 22)),
        ("20261222T062959Z", date(2026, 12, 21)),
        ("20261222T225959Z", date(2026, 12, 22)),
    ],
)
def test_a_series_that_was_cut_ends_the_day_before(until: str, day: date) -> None:
    repeat = read_repeat([f"RRULE:FREQ=DAILY;UNTIL={until}"], WHEN)
    assert repeat is not None
    assert repeat.until == day


@pytest.mark.parametrize(
    ("rule", "english", "swedish"),
    [
        ("FREQ=DAILY;COUNT=3", "Every day, 3 times", "Varje dag, 3 gånger"),
        ("FREQ=WEEKLY;BYDAY=TU", "Every week on Tuesday", "Varje vecka på tisdag"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO",
            "Every second week on Monday and Thursday",
            "Varannan vecka på måndag och torsdag",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            "Every weekday, Monday to Friday",
            "Varje vardag, måndag till fredag",
        ),
        ("FREQ=MONTHLY;BYDAY=2TU", "Every month, the second Tuesday", "Varje månad, andra tisdagen"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1", "Every month, the last Tuesday", "Varje månad, sista tisdagen"),
        (
            "FREQ=MONTHLY;BYDAY=1TU,3TU",
            "Every month, the first Tuesday and the third Tuesday",
            "Varje månad, första tisdagen och tredje tisdagen",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "Every month on day 1 and 15", "Varje månad den 1 och 15"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "Every month on the last day of the month",
            "Varje månad den sista i månaden",
        ),
        (
            "FREQ=YEARLY;BYMONTH=10;BYDAY=2TH;INTERVAL=2",
            "Every second year, the second Thursday in October",
            "Vartannat år, andra torsdagen i oktober",
        ),
        (
            "FREQ=YEARLY;BYWEEKNO=20",
            "Every year, by a rule of another program",
            "Varje år, enligt en regel från ett annat program",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=3;UNTIL=20270101",
            "Every 3 weeks on Tuesday, until 1 Jan 2027",
            "Var 3:e vecka på tisdag, till och med 1 jan. 2027",
        ),
        ("FREQ=SECONDLY", "On several dates", "Flera datum"),
    ],
)
def test_a_rule_in_words(rule: str, english: str, swedish: str) -> None:
    assert repeat_words([f"RRULE:{rule}"], WHEN, Language("en")) == english
    assert repeat_words([f"RRULE:{rule}"], WHEN, Language("sv")) == swedish


def test_dates_alone_and_no_series_in_words() -> None:
    assert repeat_words(["RDATE:20261201T150000"], WHEN, Language("en")) == "On several dates"
    assert repeat_words([], WHEN, Language("en")) == ""


def test_what_no_rule_can_be_is_refused() -> None:
    with pytest.raises(ValueError, match="range"):
        Repeat(Unit.DAY, 0)
    with pytest.raises(ValueError, match="not both"):
        replace(weekly(TUESDAY), until=TUESDAY, count=3)
