"""A register lives at random: saves, deletes, captures, imports, merges, undos and redos, against a plain model of its states.

The model is a list of states and a place in it. After each undo and redo the register must be the state that the model names,
records, look-ups, links and search alike; taking everything back must leave nothing, and doing it again must bring all of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from outreach.domain.company import Company
from outreach.domain.contact import kept_email, kept_phone
from outreach.domain.event import Event
from outreach.domain.follow_up import FollowUp
from outreach.domain.guest import Attendance
from outreach.domain.listing import COLUMNS, Listing
from outreach.domain.notice import Watch
from outreach.domain.person import Person, Role
from outreach.domain.printing import Printing
from outreach.domain.record import Kind, to_plain
from outreach.domain.rule import PlainWord
from outreach.domain.saved_view import SavedView
from outreach.domain.tender import Money, Stage, Tender
from outreach.domain.unit import Officer
from outreach.domain.when import all_day, zoned
from outreach.errors import AppendOnly, HoldsInformation, InvalidInput, NotFound, NothingToUndo
from outreach.language import Language
from outreach.services.house import House
from outreach.services.tender_joining import join_tenders
from outreach.storage import tables
from outreach.storage.work import View
from tests.searching import searched
from tests.services.deeds_of_follow_up import Deeds

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = ("Åsa Öberg", "Bo Ek", "Anna Berg", "anna berg", "Örjan Ål", "Kim", "Bo Ek-Lind")
FIRMS = ("Bergs Bygg AB", "Bergs Bygg HB", "Åkes Åkeri", "bergs bygg ab", "Öst & Väst", "Städ 24 AB")
WORDS = ("snö", "städ", "väg", "mat", "it")
LINES = (
    "{person}, {firm}, 070-123 45 6{digit}: frågade om {word} #{word} !fre",
    "{person} på {firm}: {word}",
    "{firm}, info@firma{digit}.example: ring !14",
    "{person}, {person}{digit}@hemma.example, {firm}: undrar om @{word}",
    "{firm}: {word} #a #b",
    "{person}: igen",
)
LINKED = (tables.role, tables.event_tender, tables.meeting_tender)


def state(house: House) -> dict[str, Any]:
    """Everything that people can see or find, without versions."""
    with house.database.read() as view:
        found: dict[str, Any] = {
            f"{kind} {record.id}": to_plain(replace(record, version=0))
            for kind in Kind
            for record in view.store(kind).all()
        }
        term = tables.term.c
        rows = view.connection.execute(sa.select(term.kind, term.owner, term.field, term.value))
        found["terms"] = sorted(tuple(map(str, row)) for row in rows)
        for table in LINKED:
            found[table.name] = sorted(tuple(map(str, row)) for row in view.connection.execute(sa.select(table)))
        for kind in COLUMNS:
            created = view.connection.execute(sa.select(view.store(kind).table.c.id, view.store(kind).table.c.created))
            found[f"{kind} created"] = sorted((str(row.id), str(row.created)) for row in created)
        for word in (*WORDS, "berg", "bygg", "öberg", "070123"):
            for kind in (Kind.COMPANY, Kind.PERSON, Kind.EVENT, Kind.TENDER, Kind.MEETING):
                found[f"{kind} with {word}"] = sorted(map(str, view.store(kind).ids(Listing(kind, text=word))))
        assert loose_ends(view) == []
        orders = sa.select(tables.person.c.id, tables.person.c.company_sort, tables.person.c.family_sort)
        found["orders"] = sorted(map(str, view.connection.execute(orders)))
    return found


def loose_ends(view: View) -> list[object]:
    """Return what names a record that is gone, where no foreign key watches."""
    tenders, companies = ({one.id for one in view.store(kind).all()} for kind in (Kind.TENDER, Kind.COMPANY))
    named = [*((one, one.tenders) for one in view.printings.all()), *((one, one.tenders) for one in view.questions.all())]
    named += [(one, (one.renews,)) for one in view.tenders.all() if one.renews is not None]
    loose: list[object] = [one for one, others in named if not tenders.issuperset(others)]
    for listed in view.notifications.all():
        told = [one.company for one in listed.companies if one.company is not None]
        loose += [listed] if len(set(told)) < len(told) or not companies.issuperset(told) else []
    return loose


class Life:
    """One random life of a register, and the model beside it."""

    def __init__(self, house: House, seed: int, folder: Path, clock: Any) -> None:
        self.house = house
        self.random = random.Random(seed)
        self.folder = folder
        self.clock = clock
        self.states = [state(house)]
        self.place = 0
        self.log: list[str] = []
        self.deeds: list[Callable[[], object]] = [
            *[self.capture] * 6,
            *[self.save_company, self.save_person, self.save_event, self.save_tender, self.save_follow_up] * 2,
            *[self.edit, self.rename_company] * 3,
            *[self.delete, self.tag, self.finish_follow_ups, self.officer, self.cancel] * 2,
            *[self.merge, self.guest, self.mark] * 3,
            *[self.tell_apart, self.merge_sure, self.view] * 2,
            *[self.notify, self.print, self.renew] * 2,
            *[self.join, self.rule, self.watch, self.word, self.industry],
            self.import_cards,
            self.import_others,
            self.import_own,
            *Deeds(house, self.random, self.pick, folder, clock).every(),
        ]

    def step(self) -> None:
        self.clock.now += timedelta(minutes=1)
        turn = self.random.random()
        if turn < 0.2:
            self.undo()
        elif turn < 0.35:
            self.redo()
        else:
            self.do(self.random.choice(self.deeds))

    def do(self, deed: Callable[[], object]) -> None:
        before = self.newest()
        self.log.append(deed.__name__)
        with suppress(InvalidInput, NotFound, AppendOnly, HoldsInformation):
            deed()
        after = state(self.house)
        if self.newest() != before:
            del self.states[self.place + 1 :]
            self.states.append(after)
            self.place += 1
        else:
            assert after == self.states[self.place], self.log

    def undo(self) -> bool:
        self.log.append("undo")
        try:
            reversal = self.house.history.undo()
        except NothingToUndo:
            assert self.place == 0, self.log
            return False
        assert reversal.kept == (), self.log
        self.place -= 1
        self.same()
        return True

    def redo(self) -> bool:
        self.log.append("redo")
        try:
            reversal = self.house.history.redo()
        except NothingToUndo:
            assert self.place == len(self.states) - 1, self.log
            return False
        assert reversal.kept == (), self.log
        self.place += 1
        self.same()
        return True

    def same(self) -> None:
        now = state(self.house)
        wanted = self.states[self.place]
        different = {key for key in now.keys() | wanted.keys() if now.get(key) != wanted.get(key)}
        assert not different, (self.log, {key: (wanted.get(key), now.get(key)) for key in list(different)[:3]})

    def newest(self) -> object:
        actions = self.house.history.actions(1)
        return actions[0].id if actions else None

    # What can happen -------------------------------------------------------------------------------------------------

    def pick(self, kind: Kind) -> Any:
        with self.house.database.read() as view:
            found = view.store(kind).all()
        return self.random.choice(found) if found else None

    def capture(self) -> None:
        r = self.random
        line = r.choice(LINES).format(
            person=r.choice(NAMES), firm=r.choice(FIRMS), word=r.choice(WORDS), digit=r.randrange(3)
        )
        self.house.meetings.capture_line(line)

    def save_company(self) -> None:
        self.house.companies.save(
            Company(
                name=self.random.choice(FIRMS),
                tags=tuple(self.random.sample(WORDS, 2)),
                phones=(kept_phone(f"0240-66 00 0{self.random.randrange(9)}"),),
                cpv=("45000000",),
            )
        )

    def save_person(self) -> None:
        company = self.pick(Kind.COMPANY)
        roles = (Role(company.id, "vd"),) if company else ()
        mail = kept_email(f"{self.random.choice(WORDS)}@hemma.example")
        self.house.people.save(Person(name=self.random.choice(NAMES), roles=roles, emails=(mail,)))

    def save_event(self) -> None:
        day = date(2026, 1, 1) + timedelta(days=self.random.randrange(400))
        start = datetime(day.year, day.month, day.day, 2, 30)
        when = self.random.choice([all_day(day), zoned(start, start + timedelta(hours=2))])
        tender = self.pick(Kind.TENDER)
        self.house.events.save(
            Event(title=self.random.choice(WORDS), when=when, tenders=(tender.id,) if tender else ())
        )

    def save_tender(self) -> None:
        value = self.random.choice([None, Money(self.random.randrange(10**9))])
        self.house.tenders.save(Tender(title=self.random.choice(WORDS), value=value, stage=Stage.PLANNED))

    def save_follow_up(self) -> None:
        person = self.pick(Kind.PERSON)
        self.house.follow_ups.save(FollowUp(due=date(2026, 12, 1), text="ring", person=person.id if person else None))

    def edit(self) -> None:
        kind = self.random.choice([Kind.COMPANY, Kind.PERSON, Kind.EVENT, Kind.TENDER])
        record = self.pick(kind)
        if record is not None:
            service: Any = getattr(self.house, {"company": "companies", "person": "people"}.get(kind, f"{kind.value}s"))
            service.save(replace(record, notes=self.random.choice(WORDS), tags=tuple(self.random.sample(WORDS, 1))))

    def rename_company(self) -> None:
        company = self.pick(Kind.COMPANY)
        if company is not None:
            self.house.companies.save(replace(company, name=self.random.choice(FIRMS)))

    def delete(self) -> None:
        name, kind = self.random.choice(
            [
                ("companies", Kind.COMPANY),
                ("people", Kind.PERSON),
                ("events", Kind.EVENT),
                ("tenders", Kind.TENDER),
                ("meetings", Kind.MEETING),
                ("follow_ups", Kind.FOLLOW_UP),
            ]
        )
        ids = [record.id for record in (self.pick(kind), self.pick(kind)) if record is not None]
        if ids:
            getattr(self.house, name).delete(ids)

    def tag(self) -> None:
        ids = self.house.companies.ids(Listing(Kind.COMPANY))
        self.house.companies.tag(ids, add=[self.random.choice(WORDS)], remove=[self.random.choice(WORDS)])

    def finish_follow_ups(self) -> None:
        ids = [row.id for row in self.house.follow_ups.open_ones()][:2]
        if self.random.random() < 0.5:
            self.house.follow_ups.finish(ids)
        else:
            self.house.follow_ups.move(ids, date(2027, 1, self.random.randrange(1, 28)))

    def officer(self) -> None:
        if self.house.unit.is_new():
            self.house.unit.start("Älvbro kommun", "", "Anna Ek")
        else:
            self.house.unit.save_officer(Officer(name=self.random.choice(NAMES)))

    def merge(self) -> None:
        kind = self.random.choice([Kind.COMPANY, Kind.PERSON])
        keep, other = self.pick(kind), self.pick(kind)
        if keep is not None:
            self.house.duplicates.merge(kind, keep.id, [other.id], {"name": self.random.choice(["keep", "other"])})

    def merge_sure(self) -> None:
        kind = self.random.choice([Kind.COMPANY, Kind.PERSON])
        pairs = [(one.one, one.other) for one in self.house.duplicates.scan(kind)]
        self.house.duplicates.merge_pairs(kind, pairs)

    def tell_apart(self) -> None:
        kind = self.random.choice([Kind.COMPANY, Kind.PERSON])
        one, other = self.pick(kind), self.pick(kind)
        if one is not None and one.id != other.id:
            self.house.duplicates.keep_apart(kind, [(one.id, other.id)])

    def guest(self) -> None:
        event, person = self.pick(Kind.EVENT), self.pick(Kind.PERSON)
        if event is not None and person is not None:
            self.house.guests.invite(event.id, [person.id])

    def mark(self) -> None:
        guest = self.pick(Kind.GUEST)
        if guest is not None:
            self.house.guests.mark([guest.id], self.random.choice(list(Attendance)))

    def view(self) -> None:
        company = self.pick(Kind.COMPANY)
        if company is not None:
            filters = (("company", str(company.id)), ("tag", "snö"))
            self.house.views.save(SavedView(name=self.random.choice(WORDS), of=Kind.PERSON, filters=filters))

    def notify(self) -> None:
        tender, companies = self.pick(Kind.TENDER), [self.pick(Kind.COMPANY) for _ in range(3)]
        if tender is not None and companies[0] is not None:
            self.house.matches.notify(tender.id, [one.id for one in companies])

    def print(self) -> None:
        event, tenders = self.pick(Kind.EVENT), [self.pick(Kind.TENDER) for _ in range(2)]
        named = tuple(dict.fromkeys(one.id for one in tenders if one is not None))
        made = Printing(event=event and event.id, at=self.clock.now, handout="flyer", digest="ab", tenders=named)
        self.house.printings.keep_all([made])

    def renew(self) -> None:
        one, other = self.pick(Kind.TENDER), self.pick(Kind.TENDER)
        if one is not None:
            self.house.tenders.save(replace(one, renews=other.id))

    def join(self) -> None:
        one, other = self.pick(Kind.TENDER), self.pick(Kind.TENDER)
        if one is not None and one.id != other.id:
            with self.house.database.work("Joined") as work:
                join_tenders(work, one, other)

    def rule(self) -> None:
        line = self.house.rules.line(self.random.choice(["answers_before", "direct_award"]))
        changed = replace(line.rule, amount=self.random.randrange(1, 9))
        self.random.choice([self.house.rules.keep_rule, self.house.rules.drop])(changed)

    def watch(self) -> None:
        self.house.watches.save(Watch(name=self.random.choice(WORDS), cpv=("906",)))

    def word(self) -> None:
        if self.random.random() < 0.3:
            self.house.plain_language.drop_word("förfrågningsunderlag", "sv")
        else:
            self.house.plain_language.put_word(PlainWord(word=self.random.choice(WORDS), plain=("annat",)))

    def industry(self) -> None:
        if self.random.random() < 0.3:
            self.house.matches.industries.restore("43")
        else:
            self.house.matches.industries.put("43", (self.random.choice(["45", "906"]),))

    def cancel(self) -> None:
        event = self.pick(Kind.EVENT)
        if event is not None:
            self.house.events.cancel(event.id)

    def import_cards(self) -> None:
        mails = [f"{self.random.choice(WORDS)}@hemma.example" for _ in range(3)]
        text = "".join(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{self.random.choice(NAMES)}\r\nORG:{self.random.choice(FIRMS)}\r\n"
            f"TITLE:chef\r\nEMAIL:{mail}\r\nEND:VCARD\r\n"
            for mail in mails
        )
        file = self.folder / f"{self.random.random()}.vcf"
        file.write_text(text, "utf-8")
        self.bring_in(file)

    def import_others(self) -> None:
        choices = [*sorted((SAMPLES / "eforms").glob("*.xml")), SAMPLES / "ics" / "same_uid_twice.ics"]
        self.bring_in(self.random.choice(choices))

    def import_own(self) -> None:
        kind, suffix = self.random.choice([(Kind.PERSON, ".vcf"), (Kind.COMPANY, ".csv"), (Kind.EVENT, ".ics")])
        self.bring_in(self.house.exports.write(kind, self.folder / f"own{suffix}", Language("sv")).file)

    def bring_in(self, file: Path) -> None:
        self.house.imports.run(self.house.imports.preview([file]))


@pytest.fixture
def life(house: House, tmp_path: Path, clock: Any) -> Iterator[Callable[[int], Life]]:
    yield lambda seed: Life(house, seed, tmp_path, clock)
    assert house.database.check() == []


@pytest.mark.parametrize("seed", range(searched(2, 24)))
def test_everything_that_happens_can_be_taken_back_and_done_again(life: Callable[[int], Life], seed: int) -> None:
    lived = life(seed)
    for _ in range(searched(25, 40)):
        lived.step()
    while lived.redo():
        pass
    while lived.undo():
        pass
    assert state(lived.house) == lived.states[0]
    while lived.redo():
        pass
    assert state(lived.house) == lived.states[-1]
