"""What can still be read of a damaged plain workspace comes into a new one that is sound."""

from __future__ import annotations

import random
from pathlib import Path

from outreach.domain.company import Company
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.storage.database import Signature, open_workspace
from outreach.storage.salvage import salvage


def test_most_rows_of_a_file_with_zeroed_pages_come_into_a_sound_new_one(sqlite_path: Path, tmp_path: Path) -> None:
    database = open_workspace(sqlite_path)
    with database.work("Some") as work:
        companies = [work.save(Kind.COMPANY, Company(name=f"Bolag {number} AB")) for number in range(30)]
        for number in range(300):
            roles = (Role(companies[number % 30].id),)
            work.save(Kind.PERSON, Person(name=f"Person {number}", notes="Snöröjning. " * 20, roles=roles))
    database.close()
    data = bytearray(sqlite_path.read_bytes())
    chance = random.Random(7)
    pages = len(data) // 4096
    for page in chance.sample(range(pages // 2, pages), 8):
        data[page * 4096 : page * 4096 + 4096] = bytes(4096)
    sqlite_path.write_bytes(data)
    target = tmp_path / "salvaged.outreach"
    found = salvage(sqlite_path, target, Signature("Anna"))
    assert sqlite_path.read_bytes() == data
    assert found.failed
    opened = open_workspace(target)
    assert opened.check() == []
    with opened.read() as view:
        assert 100 < view.people.count() <= 300
        assert view.people.count() == len(view.people.all())
    opened.close()


def test_a_sound_file_comes_over_whole(sqlite_path: Path, tmp_path: Path) -> None:
    database = open_workspace(sqlite_path)
    with database.work("Some") as work:
        for number in range(20):
            work.save(Kind.PERSON, Person(name=f"Person {number}"))
    database.close()
    found = salvage(sqlite_path, tmp_path / "salvaged.outreach", Signature("Anna"))
    assert (found.failed, found.given_up) == ((), 0)
    opened = open_workspace(found.path)
    with opened.read() as view:
        assert view.people.count() == 20
        assert view.last_undoable() is not None
    assert opened.check() == []
    opened.close()
