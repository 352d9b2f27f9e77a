"""Every calendar that real programs wrote and that lies in ../shared/data: read, explained, and right to the minute."""

from __future__ import annotations

import random
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach.formats.icalendar_file import expand, read_calendar

DATA = Path(__file__).parents[3] / "shared" / "data"
FILES = [*sorted((DATA / "calendars").rglob("*.ics")), *sorted((DATA / "itip").rglob("*.ics"))]
ABSENT = "the shared data of the project is not here: ../shared/data"

pytestmark = pytest.mark.skipif(not FILES, reason=ABSENT)


def name_of(file: Path) -> str:
    return file.relative_to(DATA).as_posix()


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_every_file_gives_its_events_or_says_why_not(file: Path) -> None:
    data = file.read_bytes()
    began = time.process_time()
    events, problems = read_calendar(data)
    assert time.process_time() - began < 2
    inside = len(re.findall(rb"(?m)^BEGIN:VEVENT\s*$", data))
    others = len(re.findall(rb"(?m)^BEGIN:V(?:TODO|JOURNAL|FREEBUSY)\s*$", data))
    refused = [problem for problem in problems if not problem.warning]
    assert inside + others == len(events) + len(refused)
    assert events
    assert all(problem.reason and problem.line > 0 for problem in problems)


#: (file, which event, start in UTC), worked out by hand from the file and the rules of its zone.
STARTS = [
    ("calendars/ics-parser/examples__ICal.ics", "15lc1nvupht8dtfiptenljoiv4@google.com", "2016-01-05 09:00"),
    (
        "calendars/ics-parser/examples__ICal.ics",
        "884bc8350185031337d9ec49d2e7e101dd5ae5fb@google.com",
        "2016-09-21 06:00",
    ),
    ("calendars/ics-parser/examples__ICal.ics", "testuid@google.com", "2017-08-13 09:00"),
    ("calendars/ics-parser/issue-340.ics", "2e408c67c5c649bd3128", "2023-01-12 17:00"),
    ("calendars/ics-parser/issue-196.ics", "529b1ea3-8de8-484d-b878-c20c7fb72bf5", "2019-11-05 18:00"),
    ("calendars/khal/cal_no_dst.ics", "event_no_dst", "2014-04-09 14:30"),
    ("calendars/khal/event_dt_london.ics", "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOU", "2014-04-09 13:00"),
    ("calendars/khal/event_dt_simple.ics", "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOU", "2014-04-09 07:30"),
    ("calendars/khal/event_dt_simple_zulu.ics", "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOU", "2014-04-09 09:30"),
    ("calendars/khal/event_dt_no_end.ics", "nodtend", "2016-01-16 07:00"),
    ("calendars/khal/event_invalid_exdate.ics", "00D6A925-90F7-4663-AE13-E8BD1655EF77", "2011-11-12 20:50"),
    ("calendars/khal/event_rdate_no_value.ics", "rdatenovalue", "2016-01-25 10:30"),
    ("calendars/khal/event_dt_mixed_awareness.ics", "S9HZETRQne", "2015-06-02 12:00"),
    ("calendars/khal/invalid_tzoffset.ics", "1234567890DC8-468D-B140-D2B41B1013E9", "2012-12-02 07:00"),
    ("calendars/khal/part0.ics", "123", "2014-05-09 18:30"),
    ("calendars/khal/part1.ics", "abcde", "2014-04-09 07:30"),
    # New Zealand is on summer time in November: UTC+13.
    ("calendars/khal/tz_windows_format.ics", "PERSOYPOYGVR55JMICVAFVDWWBIKPC9PTAG6SN4B2YT", "2019-11-20 00:00"),
    # FOO is in no file: taken in the home zone.
    ("calendars/khal/event_dt_local_missing_tz.ics", "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOU", "2014-04-09 07:30"),
    (
        "itip/biweekly/outlook-2010.ics",
        "040000009200E00074C5B7101A82E00800000000C0383BE68041CE0100000000000000001000000070D00A2F625AC34BB6542DE0D19E67E1",
        "2013-06-10 16:00",
    ),
    (
        "itip/calcard/047.ics",
        "040000C08200E00074C5B7101A89E00800000000EEB3773267BEA60100000000000000001000000023B1CC4F9EF21B4BBA06F5F3B4E42720",
        "2020-11-24 10:00",
    ),
    # "Pacific Time (US & Canada), Tijuana", only explained by its VTIMEZONE: summer time until 31 October 2004.
    ("itip/calcard/166.ics", "CD0000008B9511D182D800C04FB1625D17D373499F99F547A0016BEAC6AB5576", "2004-10-12 05:30"),
    # Lotus Notes' "Eastern", by the American rules before 2007.
    ("itip/calcard/199.ics", "E88157FE01BE8A5C85256FDB006EBCC3-Lotus_Notes_Generated", "2005-04-11 13:00"),
    ("itip/calcard/231.ics", "TPACTIDSTREAMTASKID", "2003-06-20 22:00"),
    # Of four revisions the one with the later DTSTAMP among those with the highest SEQUENCE.
    ("itip/calcard/220.ics", "calsrv.example.com-873970198738777@example.com", "1997-07-01 19:00"),
]


@pytest.mark.parametrize(("name", "uid", "start"), STARTS)
def test_start_is_right_to_the_minute(name: str, uid: str, start: str) -> None:
    events, _ = read_calendar((DATA / name).read_bytes())
    found = next(event for event in events if event.uid == uid and not event.recurrence_id)
    assert f"{found.when.start_utc:%Y-%m-%d %H:%M}" == start


ZONES = [
    ("itip/calcard/166.ics", "America/Los_Angeles"),
    ("itip/calcard/199.ics", "America/New_York"),
    ("itip/biweekly/issues__issue126.ics", "Europe/Berlin"),
    ("calendars/khal/tz_windows_format.ics", "Pacific/Auckland"),
    ("calendars/khal/part0.ics", "Europe/London"),
]


@pytest.mark.parametrize(("name", "zone"), ZONES)
def test_foreign_zone_name_becomes_the_zone_of_the_place(name: str, zone: str) -> None:
    events, _ = read_calendar((DATA / name).read_bytes())
    assert events[0].when.zone == zone


DAYS = [
    ("calendars/khal/event_d_no_value.ics", "2014-04-09", "2014-04-09"),
    ("calendars/khal/event_d_long.ics", "2014-04-09", "2014-04-11"),
    ("calendars/khal/event_d_same_start_end.ics", "2014-04-09", "2014-04-09"),
    ("itip/calcard/246.ics", "2006-06-11", "2006-06-11"),
]


@pytest.mark.parametrize(("name", "first", "last"), DAYS)
def test_days_stay_days(name: str, first: str, last: str) -> None:
    events, _ = read_calendar((DATA / name).read_bytes())
    when = events[0].when
    assert when.all_day
    assert (str(when.first_day), str(when.last_day)) == (first, last)


def test_moved_and_cancelled_occurrences_take_their_place_in_the_series() -> None:
    events, _ = read_calendar((DATA / "calendars/khal/event_rrule_recuid_cancelled.ics").read_bytes())
    found = expand(events, datetime(2014, 7, 1, tzinfo=UTC), datetime(2014, 7, 22, tzinfo=UTC))
    assert [(f"{when.start:%d %H:%M}", event.status.value) for event, when in found] == [
        ("07 09:00", "confirmed"),
        ("14 07:00", "cancelled"),
        ("21 07:00", "confirmed"),
    ]


def test_damaged_copies_of_real_files_never_raise_and_never_hang() -> None:
    dice = random.Random(20260312)
    originals = [file.read_bytes() for file in FILES]
    pieces = [
        b"\r\n",
        b";",
        b":",
        b'"',
        b"BEGIN:VEVENT\r\n",
        b"END:VEVENT\r\n",
        b"\\",
        b"99999",
        b"RRULE:FREQ=HOURLY\r\n",
    ]
    for _ in range(400):
        data = bytearray(dice.choice(originals))
        for _ in range(dice.randint(1, 8)):
            at = dice.randrange(len(data))
            data[at : at + dice.randint(0, 30)] = dice.choice([*pieces, bytes([dice.randrange(256)])])
        began = time.process_time()
        events, problems = read_calendar(bytes(data))
        expand(events, datetime(2014, 1, 1, tzinfo=UTC), datetime(2015, 1, 1, tzinfo=UTC), 50)
        assert time.process_time() - began < 2
        assert events or problems
