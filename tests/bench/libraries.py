"""The product against the libraries that do the same: icalendar, recurring-ical-events, rapidfuzz. All are pins of the tests."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import thread_time
from zoneinfo import ZoneInfo

from outreach.domain.event import Event
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.language import Language
from tests.bench.pairs import Case, Result, measure
from tests.bench.planted import make_people
from tests.bench.register import event, person_name
from tests.bench.setting import SIGNATURE, Setting

EVENTS = 1_000
SERIES = 200
MONTHS = 12
#: Everybody against everybody: the pairs grow with the square, and 5,000 people make 12 million.
COMPARED = 5_000
_RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY;INTERVAL=10")


def calendar_in(setting: Setting) -> list[Result]:
    """A calendar file read."""
    from icalendar import Calendar

    from outreach.formats.icalendar_file import write_calendar
    from outreach.formats.icalendar_read import read_calendar

    chance = random.Random(3)
    events = [event(chance, number) for number in range(EVENTS // 20 if setting.small else EVENTS)]
    data = write_calendar(events, stamp=SIGNATURE.clock(), language=Language("sv"))
    found, problems = read_calendar(data)
    # The same work on both sides, or the ratio says nothing.
    if (len(found), problems) != (len(events), []) or len(Calendar.from_ical(data).walk("VEVENT")) != len(events):
        raise ValueError("the two readers do not find the same events")
    case = Case("events", lambda: read_calendar(data), lambda: Calendar.from_ical(data))
    meaning = f"{EVENTS:,} events of a file read, checked and made records; floor: icalendar reads the same, unchecked."
    return [measure("calendar: read", meaning, [case], setting.rounds, thread_time)]


def month_of_series(setting: Setting) -> list[Result]:
    """Twelve months of two hundred series."""
    import icalendar
    import recurring_ical_events

    from outreach.formats.icalendar_file import write_calendar
    from outreach.formats.recurrence import occurrences

    many = SERIES // 20 if setting.small else SERIES
    series = [_series(number) for number in range(many)]
    data = write_calendar(series, stamp=SIGNATURE.clock(), language=Language("en"))
    asked = recurring_ical_events.of(icalendar.Calendar.from_ical(data))
    home = ZoneInfo("Europe/Stockholm")
    months = [datetime(2027 + number // 12, number % 12 + 1, 1, tzinfo=home) for number in range(MONTHS + 1)]

    def ours(first: datetime, last: datetime) -> list[datetime]:
        return sorted(one.start_utc for each in series for one in occurrences(each, first, last))

    def theirs(first: datetime, last: datetime) -> list[datetime]:
        return sorted(one.start.astimezone(UTC) for one in asked.between(first, last))

    if ours(months[0], months[1]) != theirs(months[0], months[1]):
        raise ValueError("the two do not find the same dates")

    def turned(read: Callable[[datetime, datetime], list[datetime]]) -> Callable[[], object]:
        return lambda: [read(first, last) for first, last in pairwise(months)]

    case = Case("months", turned(ours), turned(theirs))
    meaning = f"{MONTHS} months of {many} endless series stepped out; floor: recurring-ical-events, its calendar read beforehand."
    return [measure("month of series", meaning, [case], min(3, setting.rounds), thread_time)]


def _series(number: int) -> Event:
    start = datetime(2026, 1, 5, 8 + number % 9) + timedelta(days=number % 28)
    rule = _RULES[number % len(_RULES)]
    if "2TU" in rule:
        start = datetime(2026, 1, 13, 8 + number % 9)
    return Event(title=f"Serie {number}", when=zoned(start, start + timedelta(hours=1)), recurrence=(f"RRULE:{rule}",))


def everybody_compared(setting: Setting) -> list[Result]:
    """The search for doubles against comparing everybody with everybody."""
    from rapidfuzz import fuzz, process

    people = 200 if setting.small else COMPARED
    house = make_people(setting.folder, people, people // 25, seed=2).house
    try:
        with house.database.read() as view:
            names = [f"{one.name} {' '.join(mail.address for mail in one.emails)}" for one in view.people.all()]

        def everybody() -> None:
            # `cdist` wants numpy, which is not here; this is the same loop in C, one name against all.
            for name in names:
                process.extract(name, names, scorer=fuzz.ratio, score_cutoff=72, limit=None)

        case = Case("people", lambda: house.duplicates.scan(Kind.PERSON), everybody)
        meaning = (
            f"{len(names):,} people searched for doubles; floor: rapidfuzz compares each with each (extract in place of cdist, "
            "which wants numpy)."
        )
        return [measure("doubles against all pairs", meaning, [case], min(3, setting.rounds), thread_time)]
    finally:
        house.close()


def while_typing(setting: Setting) -> list[Result]:
    """The warning of a double while a new person is typed."""
    from rapidfuzz import fuzz, process

    from outreach.services.duplicates import Typed

    house = setting.house
    with house.database.read() as view:
        names = list(view.connection.exec_driver_sql("SELECT name FROM person").scalars())
    chance = random.Random(9)
    typed = [" ".join(person_name(chance)) for _ in range(3 if setting.small else 10)]

    def warn(name: str) -> Case:
        return Case(
            name,
            lambda: house.duplicates.like(Kind.PERSON, Typed(name)),
            lambda: process.extract(name, names, scorer=fuzz.ratio, limit=5),
        )

    meaning = (
        f"A name compared with the {len(names):,} known ones, with all that a warning shows; floor: rapidfuzz's extract over "
        "all names."
    )
    return [measure("warning while typing", meaning, [warn(name) for name in typed], setting.rounds, thread_time)]
