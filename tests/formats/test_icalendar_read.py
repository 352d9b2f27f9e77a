"""Foreign calendar files, one odd case each (tests/samples/ics, written by us)."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outreach.domain.event import Event, EventStatus
from outreach.domain.problem import Problem
from outreach.formats import icalendar_lines, icalendar_read, icalendar_series, icalendar_when
from outreach.formats.icalendar_file import looks_like_calendar, read_calendar

SAMPLES = Path(__file__).parent.parent / "samples" / "ics"


def read(name: str) -> tuple[list[Event], list[Problem]]:
    return read_calendar((SAMPLES / f"{name}.ics").read_bytes())


def one(name: str) -> Event:
    events, problems = read(name)
    assert problems == []
    assert len(events) == 1
    return events[0]


def instant(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def calendar_of(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


# --- encodings and broken frames -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("bom_and_junk_before", "Frukost på Näringslivets hus"),
        ("utf_16", "Möte i Åmål"),
        ("utf_16_without_mark", "Möte i Åmål"),
        ("windows_code_page", "Upphandling för små företag – så går det till"),
        ("folded_inside_a_character", "Småföretag"),
        ("quoted_printable", "Möte i Åmål"),
        ("lone_event", "No calendar around it"),
    ],
)
def test_title_survives_the_encoding(name: str, title: str) -> None:
    assert one(name).title == title


def test_one_damaged_octet_garbles_one_letter_only() -> None:
    data = calendar_of("UID:x", "DTSTART:20260610T090000Z", "SUMMARY:Möte om väg och å").replace(
        b"v\xc3\xa4g", b"v\xe4g"
    )
    events, _ = read_calendar(data)
    assert events[0].title == "Möte om väg och å"


def test_missing_end_costs_nothing_but_a_warning() -> None:
    events, problems = read("missing_end")
    assert [event.title for event in events] == ["First", "Second"]
    assert [(problem.line, problem.reason, problem.warning) for problem in problems] == [
        (3, icalendar_lines.END_MISSING, True),
        (9, icalendar_lines.END_MISSING, True),
    ]


def test_two_calendars_in_one_file_are_both_read() -> None:
    events, problems = read("two_calendars")
    assert [event.uid for event in events] == ["two-1", "two-2"]
    assert problems == []


def test_bad_component_costs_only_itself_and_names_its_line() -> None:
    events, problems = read("one_bad_among_good")
    assert [event.title for event in events] == ["Good", "Good too"]
    assert [(problem.line, problem.reason, problem.text) for problem in problems] == [
        (13, icalendar_when.BAD_START, "DTSTART:20260231T063000Z"),
        (16, icalendar_when.NO_START, "No start"),
        (21, icalendar_read.NOT_AN_EVENT, "Order coffee"),
    ]
    lines = (SAMPLES / "one_bad_among_good.ics").read_bytes().splitlines()
    assert lines[12] == b"DTSTART:20260231T063000Z"


def test_tasks_journals_and_busy_times_are_listed_as_no_events() -> None:
    events, problems = read("not_events")
    assert events == []
    assert [problem.values["kind"] for problem in problems] == ["VTODO", "VJOURNAL", "VFREEBUSY"]


def test_text_that_was_broken_without_folding_is_joined() -> None:
    assert one("text_broken_over_lines").description == "Welcome!\nCoffee from seven\n- bring a colleague"
    assert one("quoted_printable").description == "Line one\nLine two"


def test_empty_calendar_says_that_it_has_no_event() -> None:
    events, problems = read_calendar(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    assert events == []
    assert [problem.reason for problem in problems] == [icalendar_read.NO_EVENT]


def test_other_file_says_that_it_is_no_calendar() -> None:
    for data in (b"", b"hello", b"\x00" * 500, b"\xff\xfe\x00", b"%PDF-1.7\n" + bytes(range(256)) * 20):
        events, problems = read_calendar(data)
        assert events == []
        assert [(problem.line, problem.reason) for problem in problems] == [(1, icalendar_lines.NO_CALENDAR)]


# --- time zones and kinds of time ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "zone", "start"),
    [
        ("zone_by_windows_name", "Europe/Berlin", instant(2026, 6, 10, 7)),
        ("zone_by_display_name", "Europe/Stockholm", instant(2026, 6, 10, 7)),
        ("zone_with_fixed_offset", "Etc/GMT-1", instant(2026, 6, 10, 8)),
        ("zone_and_zulu", "UTC", instant(2026, 6, 10, 9)),
    ],
)
def test_zone_is_found(name: str, zone: str, start: datetime) -> None:
    event = one(name)
    assert (event.when.zone, event.when.start_utc) == (zone, start)


@pytest.mark.parametrize(
    ("own", "start", "zone"),
    [
        ("Europe/Stockholm", "DTSTART:20260610T070000Z", "Europe/Stockholm"),
        ("America/New_York", "DTSTART:20260610T070000Z", "America/New_York"),
        ("Nowhere/Town", "DTSTART:20260610T070000Z", "UTC"),
        ("", "DTSTART:20260610T070000Z", "UTC"),
        ("America/New_York", "DTSTART;TZID=Europe/Helsinki:20260610T100000", "Europe/Helsinki"),
        ("America/New_York", "DTSTART:20260610T090000", ""),
    ],
)
def test_zone_beside_a_time_in_utc_is_ours_and_moves_no_instant(own: str, start: str, zone: str) -> None:
    events, problems = read_calendar(calendar_of("UID:x", start, "DURATION:PT1H", f"X-OUTREACH-ZONE:{own}"))
    assert problems == []
    assert events[0].when.zone == zone
    assert events[0].when.start_utc == instant(2026, 6, 10, 7)
    assert events[0].when.end_utc == instant(2026, 6, 10, 8)


def test_zone_in_a_path_is_its_tail() -> None:
    events, problems = read("zone_by_path")
    assert problems == []
    assert [event.when.zone for event in events] == ["Europe/Berlin", "America/Argentina/Buenos_Aires"]
    assert [event.when.start_utc for event in events] == [instant(2026, 6, 10, 7), instant(2026, 6, 10, 12)]


def test_customized_zone_is_found_by_its_rules_in_summer_and_winter() -> None:
    events, problems = read("zone_customized_with_european_rules")
    assert problems == []
    assert [event.when.zone for event in events] == ["Europe/Stockholm", "Europe/Stockholm"]
    assert [event.when.start_utc for event in events] == [instant(2026, 6, 10, 7), instant(2026, 12, 10, 8)]


def test_zone_of_no_place_becomes_utc_with_its_series() -> None:
    event = one("zone_of_no_place")
    assert (event.when.zone, event.when.start_utc) == ("UTC", instant(2026, 6, 10, 7, 43))
    assert event.recurrence == ("RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20260617T074300Z")


def test_series_in_a_zone_of_no_place_with_summer_time_is_warned_about() -> None:
    events, problems = read("zone_of_no_place_with_summer_time")
    assert events[0].when.start_utc == instant(2026, 6, 10, 6, 43)
    assert [(problem.reason, problem.warning) for problem in problems] == [(icalendar_series.SUMMER_TIME_LOST, True)]


def test_unknown_zone_is_taken_as_home_and_said_once() -> None:
    events, problems = read("zone_unknown")
    assert (events[0].when.zone, events[0].when.start_utc) == ("Europe/Stockholm", instant(2026, 6, 10, 7))
    assert [(problem.line, problem.reason, problem.warning) for problem in problems] == [
        (7, icalendar_when.UNKNOWN_ZONE, True)
    ]
    assert problems[0].values["zone"] == "Kommunens tid"


def test_zone_of_the_calendar_holds_for_floating_times_alone() -> None:
    events, _ = read("zone_of_the_calendar")
    assert [(event.when.zone, event.when.all_day) for event in events] == [
        ("Europe/Helsinki", False),
        ("UTC", False),
        ("", True),
    ]
    assert events[0].when.start_utc == instant(2026, 6, 10, 6)


def test_day_with_a_zone_stays_a_day() -> None:
    when = one("zone_with_a_date").when
    assert when.all_day
    assert (when.start, when.end, when.zone) == (datetime(2026, 6, 10), datetime(2026, 6, 12), "")


def test_end_is_worked_out_as_the_standard_says() -> None:
    events, problems = read("lengths")
    lengths = {event.title: event.when.end - event.when.start for event in events}
    assert lengths == {
        "A day by the calendar": timedelta(days=1),
        "24 hours": timedelta(hours=25),  # the clock jumps an hour ahead on 29 March
        "One day": timedelta(days=1),
        "A moment": timedelta(0),
        "Bad end": timedelta(0),
        "Two days": timedelta(days=2),
    }
    assert [(problem.line, problem.reason, problem.warning) for problem in problems] == [
        (34, icalendar_when.BAD_END, True)
    ]


def test_end_before_the_start_is_noted_and_mended() -> None:
    events, problems = read("ends_before_it_starts")
    assert events[0].when.end == events[0].when.start
    assert [(problem.line, problem.reason) for problem in problems] == [(8, icalendar_when.END_BEFORE_START)]


@pytest.mark.parametrize("value", ["00010101T000000Z", "99991231T235959", "20261301", "", "None", "P1D", "2026"])
def test_start_that_is_none_is_a_problem_with_its_line(value: str) -> None:
    events, problems = read_calendar(calendar_of("UID:x", f"DTSTART:{value}", "SUMMARY:x"))
    assert events == []
    assert [(problem.line, problem.reason) for problem in problems] == [(4, icalendar_when.BAD_START)]


# --- who is who ----------------------------------------------------------------------------------------------------


def test_uid_is_kept_byte_for_byte() -> None:
    uid = "040000008200E00074C5B7101A82E00800000000,;\\,x" + "0" * 300
    events, _ = read_calendar(calendar_of(f"UID:{uid}", "DTSTART:20260610T090000Z"))
    assert events[0].uid == uid
    assert events[0].origins == (f"ics:{uid}",)


def test_missing_uid_is_the_same_in_the_next_export() -> None:
    first, later = one("without_uid"), one("without_uid_exported_later")
    assert first.uid == later.uid
    assert first.origins == later.origins == (f"ics:{first.uid}",)


def test_newer_version_of_the_same_event_wins_and_the_older_is_named() -> None:
    events, problems = read("same_uid_twice")
    assert [event.title for event in events] == ["Newer"]
    assert [(problem.line, problem.reason, problem.text) for problem in problems] == [
        (11, icalendar_read.OLDER_VERSION, "Older")
    ]


def test_answer_of_a_guest_does_not_become_an_event() -> None:
    events, problems = read("answer_of_a_guest")
    assert events == []
    assert [problem.reason for problem in problems] == [icalendar_read.AN_ANSWER]


def test_cancel_message_gives_a_cancelled_event() -> None:
    assert one("cancelled_by_method").status is EventStatus.CANCELLED


def test_first_of_repeated_properties_counts_and_odd_values_fall_back() -> None:
    event = one("repeated_and_odd_properties")
    assert event.title == "First title"
    assert event.place == "Folkets hus, Ludvika"
    assert event.tags == ("mat, dryck", "bygg", "väg")
    assert event.organizer == "anna@bergsbygg.example"
    assert event.url == "https://example.com/a,b;c"
    assert (event.sequence, event.status) == (0, EventStatus.CONFIRMED)


def test_event_without_summary_is_untitled() -> None:
    events, _ = read_calendar(calendar_of("UID:x", "DTSTART:20260610T090000Z"))
    assert events[0].title == icalendar_read.UNTITLED


def test_occurrence_keeps_what_it_replaces() -> None:
    events, problems = read("series_with_moved_occurrence")
    assert problems == []
    assert [event.recurrence_id for event in events] == ["", "20261104T073000", "20261111T063000Z"]
    assert events[1].origins == ("ics:series-1/20261104T073000",)
    assert events[0].recurrence == ("RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;TZID=Europe/Stockholm:20261021T073000")


# --- hostile files -------------------------------------------------------------------------------------------------


def test_series_by_the_second_is_refused() -> None:
    events, problems = read("every_second")
    assert events == []
    assert [problem.reason for problem in problems] == [icalendar_series.TOO_FREQUENT] * 3


def test_rule_that_cannot_be_read_leaves_a_single_event() -> None:
    events, problems = read("unreadable_rule")
    assert [event.recurrence for event in events] == [(), ()]
    assert [(problem.line, problem.reason, problem.warning) for problem in problems] == [
        (8, icalendar_series.BAD_RULE, True),
        (15, icalendar_series.BAD_RULE, True),
    ]


def test_rules_beyond_the_fourth_and_dates_beyond_the_limit_are_left_out_with_a_word() -> None:
    rules = [f"RRULE:FREQ=YEARLY;BYMONTH={month}" for month in range(1, 13)]
    events, problems = read_calendar(calendar_of("UID:x", "DTSTART:20260610T090000Z", *rules))
    assert len(events[0].recurrence) == icalendar_series.MOST_RULES
    assert [(problem.line, problem.reason) for problem in problems] == [(9, icalendar_series.TOO_MANY_RULES)]
    dates = [f"EXDATE:{2026 + day // 336}{day % 336 // 28 + 1:02}{day % 28 + 1:02}T090000Z" for day in range(100_000)]
    began = time.process_time()
    events, problems = read_calendar(calendar_of("UID:x", "DTSTART:20260610T090000Z", "RRULE:FREQ=DAILY", *dates))
    assert time.process_time() - began < 3
    assert len(events[0].recurrence) == 1 + icalendar_series.MOST_DATES
    assert [problem.reason for problem in problems] == [icalendar_series.TOO_MANY_DATES]


def test_deep_nesting_costs_only_its_own_event() -> None:
    events, problems = read("nested_too_deep")
    assert [event.title for event in events] == ["After it"]
    assert [(problem.line, problem.reason) for problem in problems] == [(2, icalendar_lines.TOO_DEEP)]


def test_file_over_ten_megabytes_is_not_opened() -> None:
    events, problems = read_calendar(b"BEGIN:VCALENDAR\r\n" + b"X" * 10_000_000)
    assert events == []
    assert [(problem.line, problem.reason, problem.values) for problem in problems] == [
        (0, icalendar_lines.TOO_LARGE, {"limit": "10"})
    ]


def test_more_than_twenty_thousand_components_are_cut_with_a_word() -> None:
    data = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VTODO\r\nEND:VTODO\r\n" * 20_001
    _, problems = read_calendar(data)
    assert len(problems) == 20_001
    assert problems[-1].reason == icalendar_lines.TOO_MANY
    assert problems[-1].line == 1 + 2 * 20_000 + 1


def test_line_over_a_megabyte_is_left_out_and_the_event_kept() -> None:
    events, problems = read_calendar(calendar_of("UID:x", "DTSTART:20260610T090000Z", "ATTACH:" + "A" * 1_000_001))
    assert len(events) == 1
    assert [(problem.line, problem.reason, problem.warning) for problem in problems] == [
        (5, icalendar_lines.LINE_TOO_LONG, True)
    ]


BOMBS = {
    "nested": b"BEGIN:VEVENT\n" + b"BEGIN:X\n" * 100_000,
    "calendars in calendars": b"BEGIN:VCALENDAR\n" * 60_000,
    "junk": b"BEGIN:VEVENT\n" + b"abc\n" * 200_000,
    "quotes": b'BEGIN:VEVENT\nDTSTART;X="' + b'";="' * 200_000,
    "semicolons": b"BEGIN:VEVENT\nDTSTART" + b";=" * 400_000,
    "folds": b"BEGIN:VEVENT\nSUMMARY:x" + b"\n x" * 300_000,
    "backslashes": b"BEGIN:VEVENT\nDTSTART:20260610\nCATEGORIES:" + b"\\" * 900_000,
    "dates": b"BEGIN:VEVENT\nDTSTART:20260610\nEXDATE:" + b"20260611," * 100_000,
    "zones": b"BEGIN:VCALENDAR\n"
    + b"".join(
        b"BEGIN:VTIMEZONE\nTZID:z%d\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0117\nTZOFFSETTO:+0119\n"
        b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nEND:STANDARD\nEND:VTIMEZONE\n"
        b"BEGIN:VEVENT\nDTSTART;TZID=z%d:20260101T000000\nUID:%d\nEND:VEVENT\n" % (i, i, i)
        for i in range(2000)
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_of_a_megabyte_ends_within_two_seconds(name: str) -> None:
    began = time.process_time()
    read_calendar(BOMBS[name])
    assert time.process_time() - began < 2


# --- recognising ---------------------------------------------------------------------------------------------------


def test_every_sample_is_recognised_by_its_head() -> None:
    for file in SAMPLES.glob("*.ics"):
        assert looks_like_calendar(file.read_bytes()[:401]), file.name


@pytest.mark.parametrize(
    "head",
    [b"", b"BEGIN:VCARD\r\nVERSION:3.0\r\n", b"Say BEGIN:VCALENDAR to begin", b"<ContractNotice>", b"PK\x03\x04"],
)
def test_other_files_are_not_taken_for_calendars(head: bytes) -> None:
    assert not looks_like_calendar(head)
