"""Three laptops with clocks that are days apart, random deeds through the real services, and a folder that misbehaves.

The world keeps a book of its own: who had seen which edit when it edited (`seen` travels with the files), and what anybody deleted.
At the end the book says what must be there and which conflicts must be listed; the program's own marks are never asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import Company
from outreach.domain.contact import Email, Phone
from outreach.domain.event import Event
from outreach.domain.follow_up import FollowUp
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.travelling import canonical
from outreach.domain.when import all_day
from outreach.errors import OutreachError
from outreach.services.house import House
from outreach.storage.database import Signature
from tests.ready import fresh_workspace

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
#: What each laptop's clock shows beside the right time.
SKEWS = (timedelta(days=-2), timedelta(), timedelta(days=2))
OFFICERS = ("Anna Ek", "Bo Lind", "Åsa Berg")
WORDS = ("snö", "väg", "städ", "mat", "it", "bygg", "vård")
#: A field of each kind that is edited to a value never used before.
EDITED = {Kind.COMPANY: "notes", Kind.PERSON: "website", Kind.TENDER: "notes", Kind.EVENT: "place", Kind.MEETING: "note"}


@dataclass(frozen=True)
class Edit:
    """One edit in the book: of which field, to what, by which laptop, and which edits that laptop had seen."""

    number: int
    record: UUID
    kind: Kind
    name: str
    value: str
    action: UUID
    seen: frozenset[int]


@dataclass
class Laptop:
    """One laptop: its house, its folder's view, and what it has seen."""

    number: int
    house: House
    clock: Callable[[], datetime]
    seen: set[int] = field(default_factory=set)
    #: Of these a file of its own tells already.
    told: set[int] = field(default_factory=set)


class World:
    """Three laptops and a folder."""

    def __init__(self, place: Path, seed: int, *, laptops: int = 3, records: int = 25) -> None:
        self.random = random.Random(seed)
        self.now = START
        self.folder = place / "share"
        self.folder.mkdir(parents=True)
        #: Every file that was ever written, whole, with the edits that it tells of.
        self.archive: dict[str, tuple[bytes, frozenset[int]]] = {}
        self.edits: list[Edit] = []
        self.made: dict[UUID, Kind] = {}
        self.removed: set[UUID] = set()
        self.erased: set[UUID] = set()
        self.concerning: dict[UUID, UUID] = {}
        #: Talks with somebody who was erased: what an edit said there may have gone with the person.
        self.emptied: set[UUID] = set()
        self.undone: set[UUID] = set()
        self.pulled: set[UUID] = set()
        self.laptops = [self._laptop(place, number) for number in range(laptops)]
        code = self.laptops[0].house.exchange.make_code()
        for one in self.laptops[1:]:
            one.house.exchange.pair(code)
        for _ in range(records):
            self._add(self.laptops[0].house, self.laptops[0])
        for one in (*self.laptops, self.laptops[0]):
            self.exchange(one)

    def _laptop(self, place: Path, number: int) -> Laptop:
        def clock() -> datetime:
            return self.now + SKEWS[number % len(SKEWS)]

        signature = Signature(OFFICERS[number], f"laptop {number}", clock)
        return Laptop(number, House(fresh_workspace(place / f"{number}.outreach", signature)), clock)

    def close(self) -> None:
        """Close all houses."""
        for one in self.laptops:
            one.house.close()

    # Deeds ---------------------------------------------------------------------------------------------------------

    def deed(self, laptop: Laptop) -> None:
        """Do something at random on a laptop."""
        self.now += timedelta(seconds=self.random.randrange(1, 4000))
        deeds: list[tuple[int, Callable[[House, Laptop], object]]] = [
            (30, self._edit),
            (8, self._add),
            (6, self._tag),
            (4, self._contact),
            (3, self._plan),
            (3, self._delete),
            (2, self._undo),
            (2, self._merge),
            (1, self._erase),
        ]
        weights, verbs = zip(*deeds, strict=True)
        with suppress(OutreachError):
            self.random.choices(verbs, weights)[0](laptop.house, laptop)

    def edit(self, laptop: Laptop, kind: Kind, record: UUID) -> None:
        """Give the edited field of a record a value that was never there before."""
        name, number = EDITED[kind], len(self.edits)
        service = laptop.house.records(kind)
        value = f"https://{number}.example" if name == "website" else f"edit {number}"
        changes = service.save(replace(service.get(record), **{name: value}))
        if changes.action is not None:
            self.edits.append(Edit(number, record, kind, name, value, changes.action, frozenset(laptop.seen)))
            laptop.seen.add(number)

    def _edit(self, house: House, laptop: Laptop) -> None:
        kind = self.random.choice(list(EDITED))
        if (record := self._any(house, kind)) is not None:
            self.edit(laptop, kind, record.id)

    def _add(self, house: House, laptop: Laptop) -> None:
        del laptop
        word, number = self.random.choice(WORDS), self.random.randrange(10_000)
        company, person, event, tender = (
            self._any(house, kind) for kind in (Kind.COMPANY, Kind.PERSON, Kind.EVENT, Kind.TENDER)
        )
        day = date(2026, 12, 1) + timedelta(days=number % 200)
        roles = (Role(company.id, "vd"),) if company else ()
        sort = self.random.choice((Kind.COMPANY, Kind.PERSON, Kind.PERSON, Kind.EVENT, Kind.TENDER, Kind.MEETING, Kind.FOLLOW_UP))
        made: Any
        if sort is Kind.COMPANY:
            made = Company(name=f"{word} {number} AB")
        elif sort is Kind.PERSON:
            made = Person(name=f"Kim {word} {number}", roles=roles)
        elif sort is Kind.EVENT:
            made = Event(title=f"{word} {number}", when=all_day(day, day), tenders=(tender.id,) if tender else ())
        elif sort is Kind.TENDER:
            made = Tender(title=f"{word} {number}", stage=self.random.choice((Stage.IDEA, Stage.IDEA, Stage.ADVERTISED)))
        elif sort is Kind.MEETING:
            links: dict[str, Any] = {"company": company.id if company else None, "event": event.id if event else None}
            tenders = (tender.id,) if tender else ()
            made = Meeting(at=self.now, note=word, person=person.id if person else None, tenders=tenders, **links)
        else:
            made = FollowUp(due=day, text=word, person=person.id if person else None)
            if person:
                self.concerning[made.id] = person.id
        if house.records(sort).save(made).action is not None:
            self.made[made.id] = sort

    def _tag(self, house: House, laptop: Laptop) -> None:
        del laptop
        kind = self.random.choice((Kind.COMPANY, Kind.PERSON, Kind.TENDER, Kind.EVENT))
        if (record := self._any(house, kind)) is not None:
            tag = self.random.choice(WORDS)
            tags = tuple(one for one in record.tags if one != tag) if tag in record.tags else (*record.tags, tag)
            house.records(kind).save(replace(record, tags=tags))

    def _contact(self, house: House, laptop: Laptop) -> None:
        del laptop
        person = self._any(house, Kind.PERSON)
        if person is None:
            return
        number = self.random.randrange(100)
        if self.random.random() < 0.3 and person.emails:
            house.people.save(replace(person, emails=person.emails[1:]))
        elif self.random.random() < 0.5:
            house.people.save(replace(person, emails=(*person.emails, Email(f"a{number}@berg.example"))))
        else:
            house.people.save(replace(person, phones=(Phone(f"+46701234{number:03}"), *person.phones)))

    def _plan(self, house: House, laptop: Laptop) -> None:
        del laptop
        event = self._any(house, Kind.EVENT)
        if event is None:
            return
        tasks = house.plans.of(event.id).outline.tasks
        if tasks and self.random.random() < 0.5:
            house.plans.tick(event.id, self.random.choice(tasks))
        else:
            house.plans.add_task(event.id, f"task {self.random.randrange(1000)}")
        person = self._any(house, Kind.PERSON)
        if person is not None:
            house.guests.invite(event.id, [person.id])

    def _delete(self, house: House, laptop: Laptop) -> None:
        kind = self.random.choice(list(EDITED))
        if (record := self._any(house, kind)) is not None:
            self._note_gone(laptop, house.records(kind).delete([record.id]))

    def _undo(self, house: House, laptop: Laptop) -> None:
        reversal = house.history.undo()
        self.undone.add(reversal.undone)
        self.pulled |= {record for _, record in reversal.changes.touched}
        self._note_gone(laptop, reversal.changes)

    def _merge(self, house: House, laptop: Laptop) -> None:
        kind = self.random.choice((Kind.COMPANY, Kind.PERSON))
        one, other = self._any(house, kind), self._any(house, kind)
        if one is not None and other is not None and one.id != other.id:
            changes = house.duplicates.merge(kind, one.id, [other.id])
            self.pulled.add(one.id)
            self._note_gone(laptop, changes)

    def _erase(self, house: House, laptop: Laptop) -> None:
        """What the rights of the registered do: nobody names the person any more, and nothing that was said of him stays."""
        person = self._any(house, Kind.PERSON)
        if person is None:
            return
        self.erased.add(person.id)
        self._note_emptied(house)
        changes = house.erasures.erase(person.id).changes
        self._note_gone(laptop, changes)

    def _note_emptied(self, house: House) -> None:
        if self.erased:
            with house.database.read() as view:
                talks = view.meetings.many(set(house.records(Kind.MEETING).ids(Listing(Kind.MEETING))))
            self.emptied |= {talk.id for talk in talks.values() if talk.person in self.erased}

    def _note_gone(self, laptop: Laptop, changes: Changes) -> None:
        with laptop.house.database.read() as view:
            for kind, record in changes.touched:
                if view.store(kind).key_of(record) is None:
                    self.removed.add(record)

    def _any(self, house: House, kind: Kind) -> Any:
        ids = house.records(kind).ids(Listing(kind))
        # The few first ones are edited on all laptops again and again.
        few = ids[:4] if self.random.random() < 0.5 else ids
        return house.records(kind).get(self.random.choice(few)) if few else None

    # The folder ----------------------------------------------------------------------------------------------------

    def exchange(self, laptop: Laptop) -> Any:
        """Let one laptop exchange over the folder as it is."""
        self.now += timedelta(seconds=60)
        there = [name for name in self._names() if name in self.archive]
        whole = {name for name in there if (self.folder / name).read_bytes() == self.archive[name][0]}
        self._note_emptied(laptop.house)
        done = laptop.house.exchange.run(self.folder, sure=True)
        for copy in self._names():
            name = copy.replace(" (conflicted copy)", "")
            if name in whole or (name in self.archive and (self.folder / copy).exists() and self._is_whole(copy, name)):
                laptop.seen |= self.archive[name][1]
        news = frozenset(laptop.seen - laptop.told)
        laptop.told |= news
        mine = laptop.house.exchange.status().device[:8]
        for name in self._names():
            data = (self.folder / name).read_bytes()
            if name.startswith(mine) and "conflicted" not in name:
                # A file that is written again tells of the same changes under another seal; a new edition of all.
                edits = self.archive[name][1] if name in self.archive else news
                self.archive[name] = (data, edits | frozenset(laptop.seen) if self._is_first(name) else edits)
        return done

    @staticmethod
    def _is_first(name: str) -> bool:
        # An edition begins with all that the laptop knows.
        return name.split("-")[1] != "001" and name.split("-")[2].startswith("000001")

    def _is_whole(self, copy: str, name: str) -> bool:
        return (self.folder / copy).read_bytes() == self.archive[name][0]

    def _names(self) -> list[str]:
        return sorted(one.name for one in self.folder.iterdir() if not one.name.startswith("."))

    def mischief(self) -> None:
        """Lose, cut, double or bring back a file."""
        names = self._names()
        sort = self.random.choice(("lose", "lose", "cut", "double", "bring", "stranger"))
        if sort == "bring":
            self.bring_back(0.5)
        elif sort == "stranger":
            (self.folder / "strange.outreach-changes").write_bytes(self.random.randbytes(200))
        elif names:
            path = self.folder / self.random.choice(names)
            data = path.read_bytes()
            if sort == "lose":
                path.unlink()
            elif sort == "cut":
                # It may have been cut to nothing before.
                path.write_bytes(data[: self.random.randrange(max(1, len(data)))])
            else:
                stem = path.name.split(".")[0].replace(" (conflicted copy)", "")
                (self.folder / f"{stem} (conflicted copy).outreach-changes").write_bytes(data)

    def bring_back(self, share: float = 1.0) -> None:
        """Let lost and cut files come back, all or some of them."""
        for name, (data, _) in self.archive.items():
            if self.random.random() < share:
                (self.folder / name).write_bytes(data)

    def calm(self, most: int = 12) -> int:
        """Let everybody see everything; return after how many rounds nothing was new any more."""
        for number in range(most):
            self.bring_back()
            order = self.random.sample(self.laptops, len(self.laptops))
            news = [(done.received, done.sent, done.passed_on) for done in map(self.exchange, order)]
            if not any(map(any, news)):
                return number
        raise AssertionError("the laptops go on telling each other things")

    # What must hold ------------------------------------------------------------------------------------------------

    def check(self) -> int:
        """Hold the three against each other and against the book; return how many conflicts the book asked for."""
        dumps = [dump(one.house) for one in self.laptops]
        for other in dumps[1:]:
            assert other == dumps[0], told_apart(dumps[0], other)
        conflicts = [
            sorted(
                (one.id, one.field, canonical(one.current.value), [canonical(side.value) for side in one.others])
                for one in found
            )
            for found in (one.house.exchange.conflicts() for one in self.laptops)
        ]
        for listed in conflicts[1:]:
            apart = [one for one in (*conflicts[0], *listed) if (one in conflicts[0]) != (one in listed)]
            assert not apart, f"the laptops list different conflicts: {apart}"
        for one in self.laptops:
            assert one.house.check() == []
            assert one.house.exchange.status().waiting == 0
        there = {record for records in dumps[0].values() for record in records}
        vanished = {record for record in self.made if str(record) not in there} - self.removed
        # Whoever is erased on one laptop takes what is left to do for them along on all.
        vanished -= {one for one in vanished if self.concerning.get(one) in self.erased | self.removed}
        assert not vanished, f"nobody deleted {[(self.made[one].value, one) for one in vanished]}"
        assert not self.erased & {UUID(record) for record in there}, "the erased are back"
        return self._check_conflicts(there)

    def _check_conflicts(self, there: set[str]) -> int:
        listed: dict[tuple[UUID, str], set[str]] = {}
        for one in self.laptops[0].house.exchange.conflicts():
            sides = (one.current, *one.others)
            listed[one.record, one.field] = {str(side.value) for side in sides}
        asked = 0
        for edit in self.edits:
            for other in self.edits[edit.number + 1 :]:
                if self._clash(edit, other) and str(edit.record) in there:
                    asked += 1
                    values = listed.get((edit.record, edit.name), set())
                    missing = {edit.value, other.value} - values
                    if missing and edit.record in self.emptied:
                        # What was said of somebody who is erased is nobody's conflict: it is gone on all laptops alike.
                        continue
                    assert not missing, f"not listed: {told(edit)} against {told(other)}, but {values}"
        return asked

    def _clash(self, one: Edit, other: Edit) -> bool:
        if (one.record, one.name) != (other.record, other.name) or one.number in other.seen or other.number in one.seen:
            return False
        if one.record in self.pulled:
            # Undo and merges set fields too, and the book does not follow them.
            return False
        return not any(
            later.record == one.record and later.name == one.name and not {one.number, other.number}.isdisjoint(later.seen)
            for later in self.edits
        )


def told(edit: Edit) -> str:
    """Return an edit for a failure's message, without all that its laptop had seen."""
    return f"{edit.number} of {edit.kind.value} {edit.record} ({edit.name}: {edit.value!r})"


def dump(house: House) -> dict[str, dict[str, Any]]:
    """Return every record of every kind in plain form, without versions, and when each was made."""
    from sqlalchemy import select

    found: dict[str, dict[str, Any]] = {}
    with house.database.read() as view:
        for kind in Kind:
            c = view.store(kind).table.c
            rows = view.connection.execute(select(c.id, c.body, c.created)).all()
            found[kind.value] = {str(row.id): row.body | {"created": row.created} for row in rows}
    return found


def told_apart(one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> str:
    """Return in which records two dumps differ."""
    lines: list[str] = []
    for kind, records in one.items():
        for record in records.keys() | other[kind].keys():
            left, right = records.get(record), other[kind].get(record)
            if left != right:
                fields = {name: (left[name], right[name]) for name in left if left[name] != right[name]} if left and right else ()
                lines.append(f"{kind} {record}: {fields or (left, right)}")
    return "\n".join(lines[:5])
