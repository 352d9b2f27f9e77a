"""Which zone a file means, and the VTIMEZONE that we write: by rule, and right in every part of the world."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from outreach.formats.icalendar_lines import read_blocks
from outreach.formats.time_zone_definitions import Definition, read_definition
from outreach.formats.time_zone_rules import time_zone_component
from outreach.formats.time_zones import known_zones, matching_zone, zone_by_name
from tests.searching import searched

NAMES = [
    ("Europe/Stockholm", "Europe/Stockholm"),
    ("europe/stockholm", "Europe/Stockholm"),
    ("Europe_London", "Europe/London"),
    ('"America/New_York"', "America/New_York"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin"),
    ("/freeassociation.sourceforge.net/Tzfile/America/Indiana/Knox", "America/Indiana/Knox"),
    ("tzone://Microsoft/Utc", "UTC"),
    ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Stockholm"),
    ("(UTC+01:00) Amsterdam\\, Berlin", "Europe/Amsterdam"),
    ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
    ("(UTC) Coordinated Universal Time", "UTC"),
    ("Etc/UTC", "UTC"),
    ("UTC+01:00", "Etc/GMT-1"),
    ("GMT-0300", "Etc/GMT+3"),
]


@pytest.mark.parametrize(("name", "zone"), NAMES)
def test_zone_is_known_by_its_name(name: str, zone: str) -> None:
    found = zone_by_name(name)
    assert found == zone or (found is not None and ZoneInfo(found).key in {zone, "Europe/Kyiv"})


MEANINGLESS = [
    "",
    "FOO",
    "Customized Time Zone",
    "Germany/Berlin",
    "GMT-05.00/-04.00",
    "(UTC+09:00) Stockholm",
    "x" * 5000,
]


@pytest.mark.parametrize("name", MEANINGLESS)
def test_zone_without_meaning_is_not_guessed(name: str) -> None:
    assert zone_by_name(name) is None


def definition_of(zone: str, year: int) -> Definition:
    blocks, _ = read_blocks(time_zone_component(zone, year).to_ical())
    found = read_definition(blocks[0])
    assert found is not None
    return found


def test_definition_that_we_write_has_the_offsets_of_every_zone_of_the_world_all_year() -> None:
    wrong = {
        zone
        for zone in sorted(known_zones() - {"UTC"})[:: searched(3, 1)]
        for noon, offset in definition_of(zone, 2026).noon_offsets((2026,)).items()
        if noon.replace(tzinfo=ZoneInfo(zone)).utcoffset() != offset
    }
    assert len(known_zones()) > 400
    assert wrong == set()


@pytest.mark.parametrize(
    ("zone", "daylight", "standard"),
    [
        ("Europe/Stockholm", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
        ("America/New_York", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"),
        ("Australia/Sydney", "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"),
    ],
)
def test_summer_time_is_written_as_one_rule_for_each_half(zone: str, daylight: str, standard: str) -> None:
    text = time_zone_component(zone, 2026).to_ical().decode()
    assert (text.count("BEGIN:DAYLIGHT"), text.count("BEGIN:STANDARD")) == (1, 1)
    assert text.count("RRULE:") == 2
    assert "RDATE" not in text
    assert daylight in text.partition("BEGIN:DAYLIGHT")[2].partition("END:DAYLIGHT")[0]
    assert standard in text.partition("BEGIN:STANDARD")[2].partition("END:STANDARD")[0]


def test_stockholm_begins_in_1970_as_google_and_exchange_write_it() -> None:
    text = time_zone_component("Europe/Stockholm", 2026).to_ical().decode()
    assert "DTSTART:19700329T020000" in text
    assert "DTSTART:19701025T030000" in text
    assert "TZNAME:CEST" in text


def test_zone_without_summer_time_has_one_part_and_no_rule() -> None:
    text = time_zone_component("Asia/Tokyo", 2026).to_ical().decode()
    assert (text.count("BEGIN:STANDARD"), text.count("BEGIN:DAYLIGHT"), text.count("RRULE")) == (1, 0, 0)
    assert "TZOFFSETTO:+0900" in text


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Asia/Gaza"])
def test_zone_without_a_rule_is_written_change_by_change_and_never_as_a_list(zone: str) -> None:
    text = time_zone_component(zone, 2026).to_ical().decode()
    assert "RDATE" not in text
    assert "RRULE" not in text
    assert text.count("DTSTART") > 2


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
def test_written_definition_is_recognised_by_its_rules_alone(zone: str) -> None:
    found = matching_zone(definition_of(zone, 2026), 2026)
    assert found is not None
    day = datetime(2026, 1, 1, 12)
    for _ in range(365):
        assert day.replace(tzinfo=ZoneInfo(found)).utcoffset() == day.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        day += timedelta(days=1)
