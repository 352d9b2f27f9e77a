"""Invitations at random: whatever officers do and undo, after the messages that are due each guest's calendar shows what holds.

Each guest has a calendar program that does what RFC 5546, 2.1.5 asks: a message is taken when its (SEQUENCE, DTSTAMP) is greater
than what is there, and dropped else. UID and RECURRENCE-ID name the entry.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from outreach.domain.contact import Email
from outreach.domain.event import Event, EventStatus
from outreach.domain.guest import Answer, Standing
from outreach.domain.invitation import Purpose, Way
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import zoned
from outreach.errors import ChangedBySomeoneElse, InvalidInput, NothingToUndo
from outreach.services.house import House
from tests.journeys.invitation_messages import content_lines
from tests.searching import searched
from tests.services.conftest import StillClock

SERIES = Event(
    title="Rådgivning",
    when=zoned(datetime(2026, 12, 1, 13, 0), datetime(2026, 12, 1, 14, 0)),
    recurrence=("RRULE:FREQ=WEEKLY;COUNT=6",),
)
SINGLE = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0)), place="Folkets hus")
WEEK = "20261208T130000"


@dataclass
class Entry:
    """One entry of a calendar."""

    sequence: int
    stamp: str
    shown: tuple[str, ...]
    alive: bool


@dataclass
class Calendar:
    """A guest's calendar."""

    forgets: bool = False
    entries: dict[str, Entry] = field(default_factory=dict)
    dropped: int = 0

    def take(self, data: bytes) -> None:
        """Read a message as a calendar program does."""
        zone, values = False, {}
        for line in content_lines(data):
            if line.value == "VTIMEZONE":
                zone = line.name == "BEGIN"
            elif not zone:
                values[line.name] = line.value
        name = values.get("RECURRENCE-ID", "")
        new = Entry(int(values["SEQUENCE"]), values["DTSTAMP"], _shown(values), values["METHOD"] == "REQUEST")
        old = self.entries.get(name)
        if old is not None and (new.sequence, new.stamp) <= (old.sequence, old.stamp):
            self.dropped += 1
            return
        if name == "" and (not new.alive or (self.forgets and old is not None and old.sequence < new.sequence)):
            # Outlook forgets what it knew of single dates when the series itself changes; others keep it.
            self.entries = {}
        self.entries[name] = new


def _shown(values: dict[str, str]) -> tuple[str, ...]:
    return tuple(values.get(one, "") for one in ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "RRULE", "EXDATE"))


@dataclass
class Life:
    """The officers' side, at random."""

    house: House
    clock: StillClock
    folder: Path
    event: UUID
    chance: random.Random
    calendars: dict[str, Calendar] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    people: int = 0

    def steps(self) -> dict[str, Callable[[], None]]:
        found = {
            "move": self.move, "rename": self.rename, "place": self.place, "undo": self.undo, "redo": self.redo,
            "cancel": self.cancel, "revive": self.revive, "newcomer": self.newcomer, "uninvite": self.uninvite,
            "return": self.come_back, "answer": self.answer, "wait": self.wait, "tell": self.tell, "half": self.half,
            "prepare": self.prepare, "remove": self.remove,
        }  # fmt: skip
        if self.house.events.get(self.event).recurrence:
            found |= {"override": self.override, "drop": self.drop, "usual": self.usual}
        return found

    def step(self) -> None:
        name = self.chance.choice(sorted(self.steps()))
        self.done.append(name)
        try:
            self.steps()[name]()
        except (InvalidInput, NothingToUndo, ChangedBySomeoneElse) as error:
            self.done[-1] += f" ({type(error).__name__})"

    def change(self, event: UUID, **values: object) -> None:
        self.house.events.save(replace(self.house.events.get(event), **values))  # type: ignore[arg-type]

    def move(self) -> None:
        when = self.house.events.get(self.event).when
        hours = timedelta(hours=self.chance.choice((-1, 1, 2)))
        self.change(self.event, when=replace(when, start=when.start + hours, end=when.end + hours))

    def rename(self) -> None:
        self.change(self.event, title=f"Träff {self.chance.randint(1, 9)}")

    def place(self) -> None:
        self.change(self.event, place=f"Sal {self.chance.randint(1, 4)}")

    def undo(self) -> None:
        self.house.history.undo()

    def redo(self) -> None:
        self.house.history.redo()

    def cancel(self) -> None:
        self.house.events.cancel(self.event)

    def revive(self) -> None:
        self.change(self.event, status=EventStatus.CONFIRMED)

    def newcomer(self) -> None:
        self.people += 1
        person = Person(name=f"Gäst {self.people:02}", emails=(Email(f"g{self.people:02}@x.example"),))
        self.house.people.save(person)
        self.house.guests.invite(self.event, [person.id])

    def some(self, *standings: Standing) -> UUID:
        lines = self.house.guests.at_event(self.event, uninvited=True).lines
        found = [line.guest.id for line in lines if line.guest.standing in standings]
        if not found:
            raise NothingToUndo
        return self.chance.choice(found)

    def uninvite(self) -> None:
        self.house.guests.uninvite([self.some(Standing.LISTED)])

    def come_back(self) -> None:
        person = self.house.guests.get(self.some(Standing.UNINVITED)).person
        self.house.guests.invite(self.event, [person] if person else [])

    def remove(self) -> None:
        guest = self.some(Standing.LISTED)
        sent = [one for one in self.house.invitations.history(guest) if one.sent]
        if not sent:
            self.house.guests.delete([guest])

    def answer(self) -> None:
        said = self.chance.choice((Answer.ACCEPTED, Answer.TENTATIVE, Answer.NONE))
        self.house.guests.answer([self.some(Standing.LISTED)], said)

    def wait(self) -> None:
        self.clock.now += timedelta(seconds=self.chance.choice((0, 1, 90, 4000)))

    def override(self) -> None:
        known = self._override()
        when = zoned(datetime(2026, 12, 8, 15, 0), datetime(2026, 12, 8, self.chance.choice((16, 17, 18)), 0))
        series = self.house.events.get(self.event)
        event = known or replace(series, id=uuid4(), version=0, recurrence=(), recurrence_id=WEEK, sequence=0, origins=())
        self.house.events.save(replace(event, when=when, status=EventStatus.CONFIRMED))

    def drop(self) -> None:
        known = self._override()
        if known is not None:
            self.change(known.id, status=EventStatus.CANCELLED)

    def usual(self) -> None:
        known = self._override()
        if known is not None:
            with self.house.database.work("Usual again") as work:
                work.delete(Kind.EVENT, known.id)

    def _override(self) -> Event | None:
        with self.house.database.read() as view:
            return next((one for one in view.events.by_uid(self.uid) if one.recurrence_id), None)

    @property
    def uid(self) -> str:
        return self.house.events.get(self.event).uid

    # Messages

    def prepare(self) -> None:
        self.house.invitations.prepare(self.event, self.chance.choice((Purpose.INVITE, Purpose.UPDATE)), way=Way.FOLDER)

    def half(self) -> None:
        """Tell only some of those to whom something is due."""
        purpose = self.chance.choice((Purpose.INVITE, Purpose.UPDATE, Purpose.UNINVITE))
        due = self.house.invitations.due(self.event).of(purpose)
        self.send(purpose, list(due[: len(due) // 2]))

    def tell(self) -> None:
        """Tell everybody everything."""
        for purpose in (Purpose.UNINVITE, Purpose.CANCEL, Purpose.INVITE, Purpose.UPDATE):
            due = self.house.invitations.due(self.event)
            if due.of(purpose):
                self.send(purpose, None)

    def send(self, purpose: Purpose, guests: list[UUID] | None) -> None:
        prepared = self.house.invitations.prepare(self.event, purpose, guests, Way.FOLDER)
        if prepared.batch is None:
            return
        folder = self.folder / str(len(self.done)) / uuid4().hex
        files = self.house.invitations.write_files(prepared.batch, folder)
        for one, path in zip(prepared.invitations, files, strict=True):
            calendar = self.calendars.setdefault(one.address, Calendar(forgets=int(one.address[1:3]) % 2 == 0))
            before = calendar.dropped
            calendar.take(path.read_bytes())
            assert calendar.dropped == before, (self.done, one, "a message was older than what is there")

    def flush(self) -> None:
        """Hand over what waits, as an officer would who comes back to it."""
        waiting = self.house.invitations.due(self.event).waiting_to_leave
        if waiting:
            self.house.invitations.drop([one.id for one in self.house.invitations.of_event(self.event)])
        self.tell()

    def check(self) -> None:
        event = self.house.events.get(self.event)
        override = self._override()
        due = self.house.invitations.due(self.event)
        assert (due.new, due.older, due.to_cancel, due.to_uninvite) == ((), (), (), ()), self.done
        for line in self.house.guests.at_event(self.event, uninvited=True).lines:
            calendar = self.calendars.get(line.person.emails[0].address if line.person else "", Calendar())
            main = calendar.entries.get("")
            if event.status is EventStatus.CANCELLED or line.guest.standing is Standing.UNINVITED:
                assert main is None or not main.alive, (self.done, line.name)
                continue
            assert main is not None, (self.done, line.name)
            assert main.alive, (self.done, line.name)
            assert (main.shown[0], main.shown[3]) == (event.title, event.place), (self.done, line.name, main)
            self.check_dates(calendar, event, override, line.name)

    def check_dates(self, calendar: Calendar, event: Event, override: Event | None, name: str) -> None:
        single = next((one for key, one in calendar.entries.items() if key), None)
        excluded = WEEK in calendar.entries[""].shown[5]
        if override is None or not event.recurrence:
            assert not excluded, (self.done, name)
            assert single is None or self.is_usual(single, event), (self.done, name, single)
        elif override.status is EventStatus.CANCELLED:
            assert excluded or (single is not None and not single.alive), (self.done, name)
        else:
            assert single is not None, (self.done, name)
            assert single.alive, (self.done, name)
            assert single.shown[2].endswith(f"T{override.when.end:%H%M}00"), (self.done, name)

    def is_usual(self, single: Entry, event: Event) -> bool:
        """Say whether an entry about one date tells what the series has then: nothing, where the series was moved away."""
        if f"{event.when.start:%H%M}" != WEEK[9:13]:
            return not single.alive
        return single.alive and single.shown[1:3] == (WEEK, f"20261208T{event.when.end:%H%M}00")


@pytest.mark.parametrize("seed", range(searched(2, 40)))
@pytest.mark.parametrize("kind", [SINGLE, SERIES], ids=["single", "series"])
def test_after_the_due_messages_every_calendar_shows_what_holds(
    house: House, clock: StillClock, tmp_path: Path, seed: int, kind: Event
) -> None:
    house.unit.save_unit(Unit(id=UNIT_ID, municipality="Älvbro kommun", email="upp@alvbro.example"))
    house.events.save(kind)
    life = Life(house, clock, tmp_path, kind.id, random.Random(f"{seed} {kind.title}"))
    for _ in range(3):
        life.newcomer()
    for _ in range(5):
        for _ in range(7):
            life.step()
        if kind.id not in house.events.many([kind.id]):
            return  # undone from its beginning
        life.flush()
        life.check()
