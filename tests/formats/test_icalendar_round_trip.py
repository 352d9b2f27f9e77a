"""What we write comes back without loss: through our own reader, through other people's, and through recurring-ical-events."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.tender import Tender
from outreach.domain.when import When, all_day, to_instant, zoned
from outreach.formats.icalendar_file import expand, read_calendar, write_calendar
from outreach.language import LANGUAGES, Language
from tests.searching import searched
from tests.second_reader import SecondReader, every_second_reader

STAMP = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
#: For us alone, or the store's own: never in a file.
NOT_IN_A_FILE = {"id", "version", "notes", "staff", "tenders", "origins"}
PUBLIC = [field.name for field in fields(Event) if field.name not in NOT_IN_A_FILE]


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]


def public(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in PUBLIC}


def written(events: list[Event], language: str = "en") -> bytes:
    return write_calendar(events, stamp=STAMP, language=Language(language))


def read_back(events: list[Event], language: str = "en") -> list[Event]:
    found, problems = read_calendar(written(events, language))
    assert problems == []
    return found


BASE = Event(title="Breakfast", when=zoned(at(2026, 10, 14, 7, 30), at(2026, 10, 14, 9)), uid="base@outreach")
SERIES = replace(
    BASE,
    uid="series@outreach",
    recurrence=("RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE;TZID=Europe/Stockholm:20261021T073000"),
)
MOVED = replace(
    SERIES,
    when=zoned(at(2026, 11, 5, 8), at(2026, 11, 5, 9)),
    recurrence=(),
    recurrence_id="20261104T073000",
    title="Moved",
)
WHENS = {
    "the night the clock goes ahead": zoned(at(2026, 3, 28, 22), at(2026, 3, 29, 6)),
    "the hour that does not exist": zoned(at(2026, 3, 29, 2, 30), at(2026, 3, 29, 4)),
    "the hour that comes twice": zoned(at(2026, 10, 25, 2, 30), at(2026, 10, 25, 2, 45)),
    "the night the clock goes back": zoned(at(2026, 10, 24, 22), at(2026, 10, 25, 6)),
    "the other half of the world": zoned(at(2026, 10, 4, 1), at(2026, 10, 4, 5), "Australia/Sydney"),
    "no summer time": zoned(at(2026, 7, 1, 9), at(2026, 7, 1, 10), "Asia/Kolkata"),
    "no rule": zoned(at(2026, 3, 1, 9), at(2026, 3, 1, 10), "Africa/Casablanca"),
    "UTC": zoned(at(2026, 7, 1, 9), at(2026, 7, 1, 10), "UTC"),
    "floating": When(at(2026, 7, 1, 9), at(2026, 7, 1, 10), ""),
    "one day": all_day(date(2026, 3, 29)),
    "three days": all_day(date(2026, 10, 24), date(2026, 10, 26)),
    "a moment": zoned(at(2026, 7, 1, 9), at(2026, 7, 1, 9)),
}
EVERY_WHEN = [replace(BASE, when=when, uid=f"{number}@outreach") for number, when in enumerate(WHENS.values())]


@pytest.mark.parametrize("name", WHENS)
def test_time_comes_back_as_it_was(name: str) -> None:
    event = replace(BASE, when=WHENS[name])
    assert [public(found) for found in read_back([event])] == [public(event)]


def test_series_with_exception_and_moved_occurrence_comes_back() -> None:
    assert [public(found) for found in read_back([SERIES, MOVED])] == [public(SERIES), public(MOVED)]


def test_foreign_series_keeps_its_times_and_is_stable_after_the_first_export() -> None:
    foreign = replace(SERIES, recurrence=("RRULE:FREQ=WEEKLY;UNTIL=20261111", "EXDATE:20261021T053000Z"))
    once = read_back([foreign])
    window = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert [when for _, when in expand(once, *window)] == [when for _, when in expand([foreign], *window)]
    assert [public(event) for event in read_back(once)] == [public(event) for event in once]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", EventKind)
def test_kind_comes_back_whatever_language_the_file_was_written_in(code: str, kind: EventKind) -> None:
    try:
        Language(code).say("x")
    except FileNotFoundError:
        pytest.skip(f"the catalogue for {code} is not there yet")
    label = Language(code).say("Fair")
    event = replace(BASE, kind=kind, tags=(label, "bygg"))
    assert public(read_back([event], code)[0]) == public(event)


def test_place_that_somebody_else_changed_wins_over_our_booth() -> None:
    data = written([replace(BASE, place="Folkets hus", booth="B 12")])
    changed = data.replace(b"LOCATION:Folkets hus\\, stand B 12", b"LOCATION:Stadshotellet")
    assert changed != data
    events, _ = read_calendar(changed)
    assert (events[0].place, events[0].booth) == ("Stadshotellet", "")


def test_dates_of_tenders_are_read_as_entries() -> None:
    tender = Tender(title="Snow", tender_deadline=datetime(2026, 4, 1, 21, 59, tzinfo=UTC), link="https://example.com/")
    events, problems = read_calendar(write_calendar([], [tender], stamp=STAMP, language=Language("en")))
    assert problems == []
    assert [(event.uid, event.when.start_utc) for event in events] == [
        (f"{tender.id}-deadline@outreach", tender.tender_deadline)
    ]


# --- any event at all ----------------------------------------------------------------------------------------------

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")
TRICKY = st.sampled_from(
    [",", ";", ":", '"', "\\", "\\n", "\\N", "\\,", "å", "😀", "^n", "%0A", "=C3", " ", "END:VEVENT"]
)
TEXT = st.lists(LETTERS | TRICKY, max_size=60).map("".join)
LINE = TEXT.map(str.strip)
TITLE = st.builds(lambda text, more: (text * more).strip() or "x", LINE, st.integers(1, 4))
NOTE = st.lists(TEXT, max_size=3).map("\n".join)
WORD = st.text(st.sampled_from("abcåäö0123456789-_,;\\@."), min_size=1, max_size=90)
MINUTES = st.datetimes(at(1990, 1, 1), at(2037, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
ZONES = st.sampled_from(["Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC", ""])
TIMES = st.builds(
    lambda start, length, zone: When(start, start + timedelta(minutes=length), zone),
    MINUTES,
    st.integers(0, 5000),
    ZONES,
)
DAYS = st.builds(
    lambda start, days: all_day(start.date(), start.date() + timedelta(days=days)), MINUTES, st.integers(0, 9)
)
EVENTS = st.builds(
    Event,
    title=TITLE,
    when=TIMES | DAYS,
    kind=st.sampled_from(EventKind),
    status=st.sampled_from(EventStatus),
    place=LINE,
    booth=LINE,
    description=NOTE,
    url=WORD,
    tags=st.lists(LINE.filter(bool), max_size=3).map(tuple),
    uid=WORD,
    sequence=st.integers(0, 999),
    organizer=st.sampled_from(["", "anna@bergsbygg.example"]),
)


@settings(max_examples=searched(50, 300), deadline=None)
@given(event=EVENTS)
def test_any_event_comes_back_as_it_was(event: Event) -> None:
    data = written([event])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    found, problems = read_calendar(data)
    assert problems == []
    assert [public(one) for one in found] == [public(event)]


@pytest.mark.parametrize("length", range(55, 80))
def test_title_that_ends_at_the_fold_comes_back(length: int) -> None:
    for letter in ("x", "å", "😀", ","):
        event = replace(BASE, title="x" * length + letter * 2)
        assert read_back([event])[0].title == event.title


# --- the same through other people's parsers -----------------------------------------------------------------------

ALL = [
    *EVERY_WHEN,
    SERIES,
    MOVED,
    replace(
        BASE, uid="text@outreach", title='a, b; c: "d" \\n \\N 😀 å' * 4, description="1\n2\\3", tags=("x, y", "z")
    ),
    replace(
        BASE,
        uid="monthly@outreach",
        when=zoned(at(2026, 1, 27, 16), at(2026, 1, 27, 17)),
        recurrence=(
            "RRULE:FREQ=MONTHLY;BYDAY=-1TU;UNTIL=20261231T225959Z",
            "EXDATE;TZID=Europe/Stockholm:20260331T160000",
        ),
    ),
    replace(
        BASE,
        uid="days@outreach",
        when=all_day(date(2026, 2, 2)),
        recurrence=("RRULE:FREQ=DAILY;COUNT=5", "EXDATE;VALUE=DATE:20260204"),
    ),
]
WINDOW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


def expected_times(events: list[Event]) -> list[tuple[str, str, str]]:
    """(UID, start, end) of all times of 2026, instants as UTC, floating ones and days as they stand."""
    return sorted(
        (event.uid, _shown(when, when.start), _shown(when, when.end)) for event, when in expand(events, *WINDOW)
    )


def _shown(when: When, wall: datetime) -> str:
    if when.all_day:
        return f"{wall:%Y-%m-%d}"
    return f"{to_instant(wall, when.zone):%Y-%m-%dT%H:%M:%SZ}" if when.zone else f"{wall:%Y-%m-%dT%H:%M:%S}"


def test_time_that_comes_twice_or_never_is_the_one_before_the_change() -> None:
    assert WHENS["the hour that does not exist"].start_utc == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert WHENS["the hour that comes twice"].start_utc == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_recurring_ical_events_sees_the_same_times() -> None:
    calendar = icalendar.Calendar.from_ical(written(ALL))
    found = recurring_ical_events.of(calendar).between(datetime(2025, 12, 31), datetime(2027, 1, 1))
    times = sorted((str(one["UID"]), _other(one.start), _other(one.end)) for one in found)
    assert times == expected_times(ALL)


def _other(moment: date) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment.tzinfo else f"{moment:%Y-%m-%dT%H:%M:%S}"


@pytest.mark.parametrize("reader", every_second_reader())
def test_second_reader_sees_the_same_times(reader: SecondReader) -> None:
    # Where a time does not exist or comes twice, RFC 5545, 3.3.5 takes the offset before the change, as we and zoneinfo
    # do; ical.js and libical take the one after it.
    odd = {WHENS["the hour that does not exist"], WHENS["the hour that comes twice"]}
    events = [event for event in ALL if event.when not in odd]
    assert list(reader.read(written(events)).times) == expected_times(events)


@pytest.mark.parametrize("reader", every_second_reader())
def test_second_reader_sees_the_same_texts(reader: SecondReader) -> None:
    dice = [replace(event, uid=f"{number}@outreach") for number, event in enumerate(_many_events())]
    found = reader.read(written(dice)).events
    assert len(found) == len(dice)
    for event, seen in zip(dice, found, strict=True):
        assert seen.uid == event.uid
        assert seen.summary == event.title
        assert seen.description == event.description
        if reader.name != "libical":  # it takes a comma between two double quotes of a list for a part of its text
            assert seen.categories[1:] == event.tags
        assert event.place in seen.place
        assert event.booth in seen.place
        assert (seen.sequence, seen.status) == (event.sequence, event.status.value.upper())


def _many_events() -> list[Event]:
    """A few hundred odd events, the same in each run."""
    pieces = [",", ";", ":", '"', "\\", "\\n", "\\N", "å", "😀", "^n", "x", " y", "z" * 30]
    found = []
    for number in range(300):
        text = (
            "x" + "".join(pieces[(number * 7 + step * step + step * number) % len(pieces)] for step in range(12)) + "x"
        )
        found.append(
            replace(
                BASE,
                title=text,
                place=text[::-1],
                booth=text[3:9].strip(),
                description=f"{text}\n{text[::-1]}\n",
                tags=(text, f"{text[::-1]}x"),
                sequence=number,
                status=list(EventStatus)[number % 3],
            )
        )
    return found
