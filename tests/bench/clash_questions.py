"""What clashes with an event among 10,000 of one month and 50 series without an end; floor: its statements on the bare driver."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from outreach.domain.event import Event
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.services.house import House
from outreach.storage.database import create_workspace, open_workspace
from tests.bench.pairs import Case, Result, measure
from tests.bench.raw import Raw, recorded
from tests.bench.setting import SIGNATURE, Setting

MANY, SMALL = 10_000, 300
SERIES = 50
_FIRST = datetime(2026, 12, 1)
#: Events in steps of a quarter of an hour over a month.
_QUARTERS = 31 * 96


def clash_questions(setting: Setting) -> list[Result]:
    """One date, and a weekly series for twelve months."""
    path = _workspace(setting)
    house, raw = House(open_workspace(path, SIGNATURE)), Raw(path)
    try:
        start = _FIRST + timedelta(days=14, hours=9)
        single = Event(title="Frukost", when=zoned(start, start + timedelta(hours=2)), staff=("Officer 7",), place="Sal 7")
        weekly = Event(title="Rådgivning", when=single.when, staff=("Officer 8",), recurrence=("RRULE:FREQ=WEEKLY",))
        return [
            _row(setting, house, raw, "clashes of one date", single),
            _row(setting, house, raw, "clashes of a weekly series", weekly),
        ]
    finally:
        house.close()
        raw.close()


def _row(setting: Setting, house: House, raw: Raw, name: str, event: Event) -> Result:
    statements = [one for one in recorded(house.database, lambda: house.clashes.of(event)) if one.reads]
    meaning = "Among 10,000 events of one month and 50 endless series; floor: the same statements on the bare driver."
    case = Case(event.title, lambda: house.clashes.of(event), lambda: raw.read(statements))
    return measure(name, meaning, [case], setting.rounds)


def _workspace(setting: Setting) -> Path:
    many = SMALL if setting.small else MANY
    path = setting.folder / f"clashes-{many}.outreach"
    if path.exists():
        return path
    setting.tell(f"making a workspace with {many:,} events …")
    chance = random.Random(7)
    made = []
    for number in range(many):
        start = _FIRST + timedelta(minutes=15 * chance.randrange(_QUARTERS))
        staff, place = (f"Officer {chance.randrange(400)}",), f"Sal {chance.randrange(500)}"
        length = timedelta(minutes=chance.choice((60, 90, 120)))
        made.append(Event(title=f"Möte {number}", when=zoned(start, start + length), staff=staff, place=place))
    for number in range(SERIES):
        start = _FIRST - timedelta(days=29) + timedelta(hours=8 + number % 9)
        when, rule = zoned(start, start + timedelta(hours=1)), ("RRULE:FREQ=WEEKLY",)
        made.append(Event(title=f"Serie {number}", when=when, staff=(f"Officer {number}",), recurrence=rule))
    half = path.with_name(f"half-{path.name}")
    house = House(create_workspace(half, SIGNATURE))
    with house.database.work("events") as work:
        work.add_many(Kind.EVENT, made)
    house.close()
    half.replace(path)
    return path
