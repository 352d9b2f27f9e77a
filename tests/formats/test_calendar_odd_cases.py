"""Odd calendars of real programs and our own samples: what starts when, worked out by hand from each file.

Each expectation was found with the file, a calendar and the clock changes of the place at hand, not by running the reader: "UTC"
is the wall clock less the offset that holds in that place on that day. Summer time: Europe from the last Sunday of March to that
of October; America from the second Sunday of March to the first of November (until 2006: first of April to last of October).
Days stand alone ("2017-01-18"). The window is the span of the years in the expectation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach.domain.event import Event, EventStatus
from outreach.domain.problem import Problem
from outreach.domain.when import When
from outreach.formats.icalendar_file import expand
from outreach.formats.registry import HEAD, identify
from tests.second_reader import SecondReader, every_second_reader

SHARED = Path(__file__).parents[3] / "shared" / "data"
SAMPLES = Path(__file__).parent.parent / "samples" / "ics"
ABSENT = "the shared data of the project is not here: ../shared/data"


@dataclass(frozen=True)
class Case:
    """`file` in ../shared/data, or in tests/samples/ics when it has no folder; `until` (a year) cuts an endless series."""

    file: str
    uid: str
    why: str
    starts: tuple[str, ...]
    until: int = 0

    @property
    def path(self) -> Path:
        return (SHARED / self.file) if "/" in self.file else SAMPLES / self.file


def daily(month: str, first: int, last: int, clock: str) -> tuple[str, ...]:
    return tuple(f"{month}-{day:02} {clock}" for day in range(first, last + 1))


GOOGLE = "calendars/ics-parser/examples__ICal.ics"
KHAL = "calendars/khal/"
LOTUS = "Lotus Notes calls its zone Eastern and explains it by rules of before 2007; "
MONDAYS = (
    "2014-06-30 05:00",
    "2014-07-07 07:00",
    "2014-07-14 05:00",
    "2014-07-21 05:00",
    "2014-07-28 05:00",
    "2014-08-04 05:00",
)

CASES = [
    # --- real files -------------------------------------------------------------------------------------------------
    Case(
        GOOGLE,
        "dh3fki5du0opa7cs5n5s87ca02@google.com",
        "VALUE=DATE with a TZID is a day, not midnight in Los Angeles",
        ("1941-05-12",),
    ),
    Case(
        GOOGLE,
        "rq8jng4jgq0m1lvpj8486fttu0@google.com",
        "the start, 19 January, is not one of the rule's last Sundays of October; it counts",
        ("2016-01-19", "2016-10-30", "2017-10-29"),
        2017,
    ),
    Case(
        GOOGLE,
        "dh3fki5du0opa7cs5n5s87ca00@google.com",
        "every second Tuesday, counted",
        ("2016-01-19", "2016-02-02", "2016-02-16", "2016-03-01", "2016-03-15"),
    ),
    Case(
        GOOGLE,
        "33844fe8df15fbfc13c97fc41c0c4b00392c6870@google.com",
        "starts on a 22nd, repeats on each 23rd; UNTIL is midnight of the last 23rd, before its 13:00",
        (
            "2016-09-22 13:00",
            "2016-09-23 13:00",
            "2016-10-23 13:00",
            "2016-11-23 13:00",
            "2016-12-23 13:00",
            *(f"2017-{month:02}-23 13:00" for month in range(1, 9)),
        ),
    ),
    Case(
        GOOGLE,
        "040000008200E00074C5B7101A82E0080000000020F6512D0B48CF0100000000000000001000000058BFB8CBB85D504CB99FBA637BCFD6BF",
        'zone "(UTC-05:00) Eastern Time (US & Canada)" without rules; an EXDATE folded after its colon, one after the end',
        tuple(
            f"2016-{day} 13:00"
            for day in (
                "04-09",
                "04-16",
                "04-23",
                "04-30",
                "05-07",
                "05-14",
                "05-21",
                "06-04",
                "06-11",
                "06-18",
                "07-02",
                "07-16",
            )
        ),
    ),
    Case(
        GOOGLE,
        "4dnsuc3nknin15kv25cn7ridss@google.com",
        "third Wednesday by BYSETPOS; DTEND equals DTSTART",
        ("2017-01-18", "2017-02-15", "2017-03-15", "2017-04-19", "2017-05-17"),
    ),
    Case(
        GOOGLE,
        "4dnsuc3nknin15kv25cn7ridssy@google.com",
        "first weekday of each month: 1 June and 1 September 2019 are weekend days",
        (
            "2019-01-01",
            "2019-02-01",
            "2019-03-01",
            "2019-04-01",
            "2019-05-01",
            "2019-06-03",
            "2019-07-01",
            "2019-08-01",
            "2019-09-02",
            "2019-10-01",
            "2019-11-01",
            "2019-12-02",
        ),
        2019,
    ),
    Case(
        GOOGLE,
        "4dnsuc3nknin15kv25cn7ridssx@google.com",
        "last day of each month by BYSETPOS=-1",
        (
            "2019-01-31",
            "2019-02-28",
            "2019-03-31",
            "2019-04-30",
            "2019-05-31",
            "2019-06-30",
            "2019-07-31",
            "2019-08-31",
            "2019-09-30",
            "2019-10-31",
            "2019-11-30",
            "2019-12-31",
        ),
        2019,
    ),
    Case(
        GOOGLE,
        "h6f7sdjbpt47v3dkral8lnsgcc@google.com",
        "yearly with BYDAY and no number: every Wednesday of March",
        ("2017-03-01", "2017-03-08", "2017-03-15", "2017-03-22", "2017-03-29"),
        2017,
    ),
    Case(
        GOOGLE,
        "f50e8b89a4a3b0070e0b687d03@google.com",
        "three months of every second year; COUNT ends it in the middle",
        ("2017-01-11", "2017-02-11", "2017-03-11", "2019-01-11", "2019-02-11"),
    ),
    Case(
        GOOGLE,
        "675f06aa795665ae50904ebf0e@google.com",
        "Wednesdays of three months, counted across the end of April",
        ("2017-04-05", "2017-04-12", "2017-04-19", "2017-04-26", "2017-05-03"),
    ),
    Case(
        GOOGLE,
        "d287b7ec808fcf084983f10837@google.com",
        "TZID Germany/Berlin is no place, but the value is a day; second last Monday; the alarm stands first",
        ("2017-01-23", "2017-02-20", "2017-03-20", "2017-04-17", "2017-05-22"),
    ),
    Case(
        GOOGLE,
        "testuid@google.com",
        "Sydney puts its clock ahead on 1 October; the first time is overridden by itself",
        ("2017-08-13 09:00", "2017-10-08 08:00"),
    ),
    Case(
        GOOGLE,
        "calendar-62-e7c39bf02382917349672271dd781c89",
        "length in seconds",
        ("2016-04-25 15:00", "2016-04-26 15:00"),
    ),
    Case(
        "calendars/ics-parser/ical-monthly.ics",
        "M2CD-1-1-5FB000FB-BBE4-4F3F-9E7E-217F1FF97208",
        "week start on Sunday in a monthly rule",
        ("2018-07-01", "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01", "2018-12-01"),
        2018,
    ),
    Case(
        "calendars/ics-parser/issue-196.ics",
        "529b1ea3-8de8-484d-b878-c20c7fb72bf5",
        "UNTIL is the last start itself; two changed evenings have DTEND and DURATION at once",
        (
            "2019-11-05 18:00",
            "2019-11-06 18:00",
            "2019-11-07 18:00",
            "2019-11-08 18:00",
            "2019-11-09 16:00",
            "2019-11-10 17:00",
            "2019-11-11 18:00",
        ),
    ),
    Case(
        KHAL + "cal_lots_of_timezones.ics",
        "abcde",
        "zones with _ for /, RDATEs in Bogotá (UTC-5) and on Réunion (UTC+4); a change of a time that the series has not",
        (
            "2014-04-09 07:30",
            "2014-04-09 07:30",
            "2014-04-11 16:30",
            "2014-04-13 16:30",
            "2014-04-15 16:30",
            "2014-04-18 07:30",
            "2014-05-09 07:30",
            "2014-06-09 07:30",
            "2014-07-09 07:30",
            "2014-08-09 07:30",
            "2014-09-09 07:30",
        ),
    ),
    Case(
        KHAL + "event_dt_rrule_invalid_until.ics",
        "invalidRRULEUNTIL",
        "days, but UNTIL is a time in UTC",
        ("2007-12-01", "2008-01-01", "2008-02-01"),
    ),
    Case(
        KHAL + "event_dt_rrule_invalid_until2.ics",
        "invalidRRULEUNTIL2",
        "times, but UNTIL is a day; the clock goes back on 26 October",
        (
            *(
                f"2014-{day} 07:30"
                for day in (
                    "04-09",
                    "04-16",
                    "04-23",
                    "04-30",
                    "05-07",
                    "05-14",
                    "05-21",
                    "05-28",
                    "06-04",
                    "06-11",
                    "06-18",
                    "06-25",
                    "07-02",
                    "07-09",
                    "07-16",
                    "07-23",
                    "07-30",
                    "08-06",
                    "08-13",
                    "08-20",
                    "08-27",
                    "09-03",
                    "09-10",
                    "09-17",
                    "09-24",
                    "10-01",
                    "10-08",
                    "10-15",
                    "10-22",
                )
            ),
            *(f"2014-{day} 08:30" for day in ("10-29", "11-05", "11-12", "11-19", "11-26", "12-03")),
        ),
    ),
    Case(
        KHAL + "event_dt_rrule_until_before_start.ics",
        "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOV",
        "UNTIL lies ten years before the start; no zone, so the home clock orders it",
        ("1980-11-09 18:30",),
    ),
    Case(
        KHAL + "event_dtr_exdatez.ics",
        "event_dtr_exdatez",
        "EXDATE and UNTIL in UTC, start in Berlin",
        ("2014-06-30 05:30", "2014-07-07 05:30", "2014-07-14 05:30"),
    ),
    Case(
        KHAL + "event_dtr_no_tz_exdatez.ics",
        "5624b646-ba12-4dbd-ba9f-8d66319b0776",
        "zone LOLOLOL is nobody's: home, with a warning; the exception in UTC still hits",
        ("2012-04-03 08:00", "2012-05-03 08:00", "2012-07-03 08:00", "2012-08-03 08:00", "2012-09-03 08:00"),
    ),
    Case(
        KHAL + "event_dtr_notz_untilz.ics",
        "273A4F5B7",
        'zone "GMT-05.00/-04.00" names no place and has no VTIMEZONE: home, with a warning',
        tuple(f"2012-{day} 11:00" for day in ("07-26", "08-09", "08-23", "09-06", "09-20", "10-04", "10-18")),
    ),
    Case(
        KHAL + "event_invalid_exdate.ics",
        "00D6A925-90F7-4663-AE13-E8BD1655EF77",
        "exceptions in UTC, two of them before the start and on summer time",
        ("2011-11-12 20:50", "2011-11-19 20:50", "2011-12-03 20:50"),
    ),
    Case(
        KHAL + "event_rdate_no_value.ics",
        "rdatenovalue",
        "dates before the start of the rule, on summer time; UNTIL is a day",
        (
            "2015-08-31 09:30",
            "2015-09-14 09:30",
            "2016-01-25 10:30",
            "2016-02-08 10:30",
            "2016-02-22 10:30",
            "2016-03-07 10:30",
            "2016-03-21 10:30",
            *(
                f"2016-{day} 09:30"
                for day in (
                    "04-04",
                    "04-18",
                    "05-02",
                    "05-16",
                    "05-30",
                    "06-13",
                    "06-27",
                    "07-11",
                    "07-25",
                    "08-08",
                    "08-22",
                    "09-05",
                    "09-19",
                    "10-03",
                    "10-17",
                )
            ),
            *(f"2016-{day} 10:30" for day in ("10-31", "11-14", "11-28", "12-12", "12-26")),
        ),
    ),
    Case(
        KHAL + "event_rrule_no_occurence.ics",
        "OW1M4APLKA2WTEOJLIGRHVSEHJHDZLLVXI2N",
        "a Friday, repeated on Tuesdays until the Monday after: the rule has no time, the start stays",
        ("2021-01-01 09:30",),
    ),
    Case(KHAL + "event_rrule_recuid.ics", "event_rrule_recurrence_id", "the changed date is named in UTC", MONDAYS),
    Case(
        KHAL + "event_rrule_recuid_invalid_tzid.ics",
        "event_rrule_recurrence_id",
        "series and change in the unknown zone foo: both home",
        MONDAYS,
    ),
    Case(
        KHAL + "mult_uids_and_recuid_no_order.ics",
        "event_rrule_recurrence_id",
        "the change stands before its series, another event between",
        MONDAYS,
    ),
    Case(
        KHAL + "mult_uids_and_recuid_no_order.ics",
        "date123",
        "the event between them",
        ("2013-03-01", "2013-05-01", "2013-07-01", "2013-09-01", "2013-11-01", "2014-01-01"),
    ),
    Case(
        KHAL + "event_rrule_recuid_update.ics",
        "event_rrule_recurrence_id",
        "the exception in the zone of the start",
        ("2014-06-30 05:00", "2014-07-07 05:00", "2014-07-21 05:00", "2014-07-28 05:00", "2014-08-04 05:00"),
    ),
    Case(
        KHAL + "event_dt_multi_recuid_no_master.ics",
        "abe304dc-f7b1-4f2b-997d-5c8bcfaa7e0b",
        "two changes that carry the rule of a series that is not there: they are single times",
        ("2014-06-30 05:30", "2014-07-07 06:30"),
    ),
    Case(
        KHAL + "event_dt_two_rd.ics",
        "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOU",
        "no frame around the event; VALUE=DATE-TIME, no zone",
        daily("2014-04", 9, 12, "07:30"),
    ),
    Case(
        KHAL + "event_d_rdate.ics",
        "d_rdate",
        "the start is among its own extra days",
        ("2015-08-12", "2015-08-13", "2015-08-14", "2015-08-15"),
    ),
    Case(
        KHAL + "event_dt_two_tz.ics",
        "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOU",
        "starts in Berlin and ends in New York",
        ("2014-04-09 07:30",),
    ),
    Case(
        KHAL + "event_dt_mixed_awareness.ics", "S9HZETRQne", "TZID and Z at once: the Z counts", ("2015-06-02 12:00",)
    ),
    Case(
        KHAL + "non_dst_error.ics",
        "4e3e3186-28c6-42d4-81cf-eb4f56d587f1",
        "a VTIMEZONE with all of Brussels since 1880",
        ("2023-02-03 14:15",),
    ),
    Case(
        KHAL + "invalid_tzoffset.ics",
        "1234567890DC8-468D-B140-D2B41B1013E9",
        "an offset of 53 hours in the VTIMEZONE",
        ("2012-12-02 07:00",),
    ),
    Case(
        "itip/calcard/047.ics",
        "040000C08200E00074C5B7101A89E00800000000EEB3773267BEA60100000000000000001000000023B1CC4F9EF21B4BBA06F5F3B4E42720",
        "Windows name; UNTIL is the last start",
        ("2020-11-24 10:00", "2020-11-26 10:00"),
    ),
    Case(
        "itip/calcard/166.ics",
        "CD0000008B9511D182D800C04FB1625D17D373499F99F547A0016BEAC6AB5576",
        'TZID "Pacific Time (US & Canada), Tijuana", quoted here and escaped there; 2004 by the old rules',
        ("2004-10-12 05:30",),
    ),
    Case(
        "itip/calcard/199.ics",
        "E88157FE01BE8A5C85256FDB006EBCC3-Lotus_Notes_Generated",
        LOTUS + "RRULE has a TZID",
        daily("2005-04", 11, 15, "13:00"),
    ),
    Case(
        "itip/calcard/201.ics",
        "E88157FE01BE8A5C85256FDB006EBCC3-Lotus_Notes_Generated",
        LOTUS + "periods instead of a rule",
        daily("2005-04", 11, 15, "14:00"),
    ),
    Case(
        "itip/calcard/207.ics",
        "6BA1ECA4D58B306C85256FDB0071B664-Lotus_Notes_Generated",
        LOTUS + "periods at different hours",
        ("2005-04-25 13:00", "2005-04-26 14:00", "2005-04-27 13:00", "2005-04-28 15:00", "2005-04-29 13:00"),
    ),
    Case(
        "itip/calcard/205.ics",
        "6BA1ECA4D58B306C85256FDB0071B664-Lotus_Notes_Generated",
        LOTUS + "a changed date without its series",
        ("2005-04-26 14:00",),
    ),
    Case("itip/calcard/246.ics", "skyrix://ogo-debian//11810", "days without VALUE=DATE", ("2006-06-11",)),
    Case("itip/thunderbird-comm-central/repeat-event.eml", "02e79b96", "in a mail", daily("2022-03", 16, 18, "11:00")),
    Case(
        "itip/thunderbird-comm-central/message-non-invite.eml",
        "1e5fd4e6-bc52-439c-ac76-40da54f57c77@secure.example.com",
        "quoted-printable in a mail, Helsinki in winter",
        ("2021-11-29 08:55",),
    ),
    # --- our own samples ----------------------------------------------------------------------------------------------
    Case(
        "zone_of_microsoft_custom.ics",
        "custom-1",
        "tzone://Microsoft/Custom says nothing; its rules are Europe's",
        ("2026-10-20 07:00", "2026-10-27 08:00"),
    ),
    Case(
        "zone_gmt_redefined.ics",
        "gmt-1",
        "the file gives GMT a summer time, which the writer's clock has",
        ("2026-06-10 08:00",),
    ),
    Case("zone_gmt_redefined.ics", "gmt-2", "and in winter it is GMT", ("2026-12-10 09:00",)),
    Case("zone_gmt_as_it_is.ics", "gmt-3", "GMT without rules is UTC all year", ("2026-06-10 09:00",)),
    Case(
        "zone_of_evolution_in_a_series.ics",
        "evolution-1",
        "/freeassociation.sourceforge.net/Tzfile/… in start and exception, across the change",
        ("2026-03-26 06:30", "2026-04-09 05:30"),
    ),
    Case(
        "exceptions_in_other_zones.ics",
        "exceptions-1",
        "one exception in New York, one in UTC, one as a day",
        ("2026-10-14 05:30", "2026-11-11 06:30", "2026-11-18 06:30"),
    ),
    Case(
        "until_in_every_form.ics",
        "until-day",
        "UNTIL a day: it counts to its end",
        ("2026-10-14 05:30", "2026-10-21 05:30", "2026-10-28 06:30"),
    ),
    Case(
        "until_in_every_form.ics",
        "until-local",
        "UNTIL on the clock of the start",
        ("2026-10-14 05:30", "2026-10-21 05:30", "2026-10-28 06:30"),
    ),
    Case(
        "until_in_every_form.ics",
        "until-utc",
        "UNTIL in UTC, a second too early",
        ("2026-10-14 05:30", "2026-10-21 05:30"),
    ),
    Case(
        "until_in_every_form.ics", "until-of-days", "days with UNTIL in UTC", ("2026-10-14", "2026-10-21", "2026-10-28")
    ),
    Case("until_in_every_form.ics", "until-before", "UNTIL before the start", ("2026-10-14 05:30",)),
    Case("until_in_every_form.ics", "until-dashed", "UNTIL with dashes", ("2026-10-14 05:30", "2026-10-21 05:30")),
    Case(
        "until_in_every_form.ics",
        "until-never",
        "the year 9999 means for ever",
        ("2026-10-14 05:30", "2027-10-14 05:30", "2028-10-14 05:30"),
        2028,
    ),
    Case(
        "moved_into_another_zone.ics",
        "moved-1",
        "the changed date is named, and moved, in New York's time",
        ("2026-10-14 05:30", "2026-10-22 07:00", "2026-10-28 06:30"),
    ),
    Case(
        "series_over_both_changes.ics",
        "spring-1",
        "half past two does not exist on 29 March: the offset before the gap counts",
        ("2026-03-22 01:30", "2026-03-29 01:30", "2026-04-05 00:30"),
    ),
    Case(
        "series_over_both_changes.ics",
        "autumn-1",
        "half past two comes twice on 25 October: the first one counts",
        ("2026-10-18 00:30", "2026-10-25 00:30", "2026-11-01 01:30"),
    ),
    Case(
        "several_rules_and_dates.ics",
        "rules-1",
        "two rules, an extra date, one that the rule has too, an exception",
        ("2026-01-05 15:00", "2026-01-07 15:00", "2026-02-02 15:00", "2026-02-16 15:00", "2026-03-02 15:00"),
    ),
    Case(
        "last_day_of_the_month.ics",
        "month-1",
        "a 31st: months without one are passed over",
        ("2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"),
    ),
    Case(
        "last_day_of_the_month.ics",
        "month-2",
        "the last day of each month",
        ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"),
    ),
    Case("last_day_of_the_month.ics", "leap-1", "a leap day", ("2024-02-29", "2028-02-29")),
    Case(
        "week_that_begins_on_sunday.ics",
        "week-1",
        "every second week from Sunday: the Sunday before a Tuesday is in its week",
        tuple(f"2026-{day} 07:00" for day in ("08-03", "08-04", "08-16", "08-18", "08-30")),
    ),
    Case(
        "week_that_begins_on_sunday.ics",
        "week-2",
        "the same from Monday: the Sunday after it is",
        tuple(f"2026-{day} 07:00" for day in ("08-03", "08-04", "08-09", "08-18", "08-23")),
    ),
    Case("lower_case_names.ics", "lower-1", "everything in small letters", ("2026-06-10 07:00", "2026-06-11 07:00")),
    Case(
        "cancelled_date_in_a_series.ics",
        "cancelled-1",
        "the cancelled date is in the list, as cancelled; a series in UTC does not follow the clock",
        ("2026-10-14 05:30", "2026-10-21 05:30", "2026-10-28 05:30"),
    ),
]


def read(path: Path) -> tuple[list[Event], list[Problem]]:
    """Read a file as an import does: by the format that its content shows."""
    if not path.exists():
        pytest.skip(ABSENT)
    data = path.read_bytes()
    found = identify(data[:HEAD], path.name)
    assert found is not None
    reading = found.read(data, path.name)
    return list(reading.events), list(reading.problems)


def shown(when: When) -> str:
    return f"{when.start:%Y-%m-%d}" if when.all_day else f"{when.start_utc:%Y-%m-%d %H:%M}"


def window(case: Case) -> tuple[datetime, datetime]:
    """Return the first and last moment to look at, on the home clock."""
    years = [int(start[:4]) for start in case.starts]
    # An endless series is cut at its `until`; a counted one must not go on in the years after.
    last = case.until or max(years) + 12
    return datetime(min(years), 1, 1), datetime(last + 1, 1, 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case.file).name}-{case.uid[:20]}")
def test_odd_case_starts_when_its_file_says(case: Case) -> None:
    events, _ = read(case.path)
    chosen = [event for event in events if event.uid == case.uid]
    assert chosen, f"{case.uid} is not in {case.file}"
    assert [shown(when) for _, when in expand(chosen, *window(case))] == list(case.starts), case.why


def test_there_are_many_odd_cases_each_with_its_reason() -> None:
    assert len(CASES) >= 60
    assert all(case.why for case in CASES)
    assert len({(case.file, case.uid) for case in CASES}) == len(CASES)


#: (file, UID, end in UTC or last day, why)
ENDS = [
    (
        KHAL + "event_dt_two_tz.ics",
        "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOU",
        "2014-04-09 14:30",
        "half past ten in New York",
    ),
    (KHAL + "event_dt_duration.ics", "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOU", "2014-04-09 08:30", "PT1H0M0S"),
    (KHAL + "event_dt_no_end.ics", "nodtend", "2016-01-16 07:00", "no end: a moment"),
    ("calendars/ics-parser/issue-340.ics", "2e408c67c5c649bd3128", "2023-01-12 17:00", "DTEND is the word None"),
    (
        KHAL + "event_d_same_start_end.ics",
        "V042MJ8B3SJNFXQOJL6P53OFMHJE8Z3VZWOU",
        "2014-04-09",
        "a day that ends on itself lasts a day",
    ),
    (GOOGLE, "1koigufm110c5hnq6ln57murd4@google.com", "2016-01-15", "DTEND of days is the day after"),
    ("ends_written_as_a_length.ics", "length-1", "2026-10-25 04:00", "eight hours by the clock that goes back once"),
    ("ends_written_as_a_length.ics", "length-2", "2026-10-25 21:00", "a day by the calendar, 25 hours"),
    ("ends_written_as_a_length.ics", "length-3", "2026-10-25", "two days"),
    ("ends_written_as_a_length.ics", "length-4", "2026-10-24 20:00", "less than nothing: its start, with a warning"),
]


@pytest.mark.parametrize(("file", "uid", "end", "why"), ENDS)
def test_odd_case_ends_when_its_file_says(file: str, uid: str, end: str, why: str) -> None:
    events, _ = read(Case(file, uid, why, ()).path)
    when = next(event.when for event in events if event.uid == uid)
    assert (f"{when.last_day}" if when.all_day else f"{when.end_utc:%Y-%m-%d %H:%M}") == end, why


def test_cancelled_date_is_marked_and_the_others_are_not() -> None:
    events, problems = read(SAMPLES / "cancelled_date_in_a_series.ics")
    assert problems == []
    found = expand(events, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert [event.status for event, _ in found] == [EventStatus.CONFIRMED, EventStatus.CANCELLED, EventStatus.CONFIRMED]


@pytest.mark.parametrize("reader", every_second_reader())
@pytest.mark.parametrize(
    "name", ["zone_of_microsoft_custom.ics", "cancelled_date_in_a_series.ics"]
)
def test_others_read_the_same_times_from_well_formed_samples(reader: SecondReader, name: str) -> None:
    seen = reader.read((SAMPLES / name).read_bytes(), (2024, 2028))
    expected = [
        (case.uid, start.replace(" ", "T") + ":00Z" if " " in start else start)
        for case in CASES
        if case.file == name
        for start in case.starts
    ]
    assert sorted((uid, start) for uid, start, _ in seen.times) == sorted(expected)


# --- every file is accounted for -----------------------------------------------------------------------------------------

MAILS = sorted((SHARED / "itip").rglob("*.eml"))


@pytest.mark.parametrize("file", MAILS, ids=lambda file: file.name)
def test_every_mail_gives_its_event_or_says_why_not(file: Path) -> None:
    events, problems = read(file)
    refused = [problem for problem in problems if not problem.warning]
    assert len(events) + len(refused) == 1
    assert all(problem.line > 0 and problem.reason for problem in problems)


def test_line_of_a_problem_in_a_mail_is_the_mails() -> None:
    file = SHARED / "itip" / "thunderbird-comm-central" / "cancel-repeat-event.eml"
    events, (problem,) = read(file)
    assert events == []
    assert file.read_bytes().splitlines()[problem.line - 1] == b"BEGIN:VEVENT"
