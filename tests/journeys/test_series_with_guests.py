"""A weekly hour with guests: one date falls, one is moved, then the hour changes from a date on. Every message is looked at.

The guests' calendars must end up with what ours shows: a second reader puts their messages together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from outreach.domain.event import Event, EventStatus
from outreach.domain.guest import Guest
from outreach.domain.invitation import Purpose, Way
from outreach.domain.repeat import Scope
from outreach.domain.when import When, zoned
from outreach.services.house import House
from outreach.storage.database import Signature
from tests.ready import fresh_workspace

GUESTS = (("Bo Ek", "bo@ek.example"), ("Ida Holm", "ida@holm.example"))


class Clock:
    """An hour later at each step, so that each message has a stamp of its own."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def step(self) -> None:
        self.now = self.now.replace(hour=self.now.hour + 1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    opened = House(fresh_workspace(tmp_path / "register.outreach", Signature("Anna Ek", "laptop", clock)))
    opened.unit.start("Älvbro kommun", "", "Anna Ek")
    opened.unit.save_unit(replace(opened.unit.unit(), email="upphandling@alvbro.example"))
    yield opened
    opened.close()


def at(day: int, hour: int) -> When:
    return zoned(datetime(2026, 12, day, hour), datetime(2026, 12, day, hour + 2))


class Post:
    """Hands messages over, and keeps what one guest's calendar would hold of them: the newest of each part of a UID."""

    def __init__(self, house: House, clock: Clock, folder: Path) -> None:
        self.house, self.clock, self.folder, self.count = house, clock, folder, 0
        self.kept: dict[tuple[str, str], icalendar.Event] = {}

    def send(self, event: Event, purpose: Purpose) -> list[str]:
        """Send what is due and return what Bo gets, in short."""
        self.clock.step()
        with self.house.database.read() as view:
            ids = [guest.id for guest in view.guests.at_event(event.id)]
        prepared = self.house.invitations.prepare(event.id, purpose, ids, Way.FOLDER)
        self.count += 1
        told = []
        for file in sorted(self.house.invitations.write_files(prepared.batch, self.folder / str(self.count))):
            text = file.read_text("utf-8")
            if "bo@ek.example" in text:
                assert "ida@holm.example" not in text
                told.append(self._take(text))
        return told

    def _take(self, text: str) -> str:
        calendar = icalendar.Calendar.from_ical(text)
        (part,) = calendar.walk("VEVENT")
        identity = part["RECURRENCE-ID"].to_ical().decode() if "RECURRENCE-ID" in part else ""
        known = self.kept.get((str(part["UID"]), identity))
        if known is not None:
            before, now = ((int(one["SEQUENCE"]), one["DTSTAMP"].dt) for one in (known, part))
            assert now > before, "a guest's calendar takes only what is newer"
        self.kept[str(part["UID"]), identity] = part
        return f"{calendar['METHOD']} {identity} {int(part['SEQUENCE'])}".replace("  ", " ")

    def seen(self) -> list[str]:
        """What Bo's calendar shows."""
        calendar = icalendar.Calendar()
        for part in self.kept.values():
            calendar.add_component(part)
        found = recurring_ical_events.of(calendar).between((2026, 12, 1), (2027, 2, 1))
        return sorted(f"{one.start:%m-%d %H}" for one in found if one.get("STATUS") != "CANCELLED")


def ours(house: House) -> list[str]:
    found = house.events.between(date(2026, 12, 1), date(2027, 1, 31))
    return sorted(f"{one.when.start:%m-%d %H}" for one in found if one.event.status is not EventStatus.CANCELLED)


def test_guests_calendars_follow_a_series_through_its_changes(house: House, clock: Clock, tmp_path: Path) -> None:
    hour = Event(title="Rådgivning", when=at(1, 15), recurrence=("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=6",))
    house.events.save(hour)
    for name, address in GUESTS:
        house.guests.save(Guest(event=hour.id, name=name, email=address))
    post = Post(house, clock, tmp_path)
    assert post.send(hour, Purpose.INVITE) == ["REQUEST 0"]
    assert post.seen() == ours(house)

    house.series.drop(hour.id, date(2026, 12, 8))
    house.series.move_occurrence(hour.id, date(2026, 12, 15), at(16, 9))
    assert post.send(hour, Purpose.UPDATE) == ["CANCEL 20261208T150000 1", "REQUEST 20261215T150000 1"]
    assert post.seen() == ours(house) == ["01-05 15", "12-01 15", "12-16 09", "12-22 15", "12-29 15"]

    house.series.move_occurrence(hour.id, date(2026, 12, 29), at(29, 10), Scope.FOLLOWING)
    (new,) = [one.event for one in house.events.between(date(2026, 12, 29), date(2026, 12, 29))]
    assert new.uid != hour.uid
    assert next(one.split()[0] for one in post.send(hour, Purpose.UPDATE)) == "REQUEST"
    assert post.seen() == ["12-01 15", "12-16 09", "12-22 15"], "the old series has ended"
    assert len(house.invitations.due(new.id).new) == 2, "its guests came along and are to be invited to the new one"
    assert post.send(new, Purpose.INVITE) == ["REQUEST 0"]
    assert post.seen() == ours(house) == ["01-05 10", "12-01 15", "12-16 09", "12-22 15", "12-29 10"]
