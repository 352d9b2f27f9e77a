"""What is written in batches is what is written one by one: rows, terms, ties, search words and journal, on both databases.

A short life of a small register (made, tagged, renamed, deleted, taken back, done again; some of it edited since or in use)
is lived twice with the same ids and the same clock, with batches of many and with batches of one.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from outreach.domain.changes import Kept
from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.errors import ChangedBySomeoneElse
from outreach.storage import reversing, search_index, tables
from outreach.storage.database import Database, Signature, open_workspace
from outreach.storage.work import Work
from tests.ready import fresh_workspace
from tests.searching import searched
from tests.storage.conftest import new_postgres_database

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
#: Ids and instants of the journal that differ from run to run.
ACTION_ID, NUMBER = "action", "number"

Life = list[tuple[int, list[Kept]]]


def live(database: Database, seed: int, most: int, patch: pytest.MonkeyPatch) -> Life:
    """Live the life of a seed with batches of up to `most`; return what each undo counted and kept."""
    chance = random.Random(seed)
    _clock(database)
    if most == 1:
        patch.setattr(Work, "save_many", lambda doing, kind, records: [doing.save(kind, one) for one in records])
    patch.setattr(reversing.take_back, "__defaults__", (None, most))
    people, companies, tender = _make(database, chance)
    undone: Life = []
    with database.work("Tagged") as doing:
        _save(doing, Kind.PERSON, people, lambda one: {"tags": (*one.tags, chance.choice(("el", "bygg")))})
    tagged = doing.action.id
    with database.work("Renamed") as doing:
        _save(doing, Kind.COMPANY, companies[:9], lambda one: {"name": f"{one.name} i Ludvika", "cpv": ("90620000",)})
    renamed = doing.action.id
    with database.work("Edited since") as doing:
        for one in chance.sample(people, 4):
            doing.save(Kind.PERSON, replace(_now(doing, Kind.PERSON, one), tags=("ny",), notes="annat"))
    with database.work("Met") as doing:
        met = [Meeting(id=_id(chance), at=AT, person=one.id, tenders=(tender,), note="hej") for one in people[::5]]
        doing.add_many(Kind.MEETING, met)
        meetings = doing.action.id
    with database.read() as view:
        made = next(row.id for row in reversed(view.actions(99)) if row.title == "Made")
    first = _undo(database, tagged, undone)
    _undo(database, renamed, undone)
    _undo(database, first, undone)
    # Some are in use by meetings, some were edited; then the meetings go as well, come back, and go again.
    back = _undo(database, made, undone)
    away = _undo(database, meetings, undone)
    _undo(database, back, undone)
    _undo(database, away, undone)
    return undone


def _make(database: Database, chance: random.Random) -> tuple[list[Person], list[Company], UUID]:
    tender = Tender(id=_id(chance), title="Snöröjning")
    with database.work("Made") as doing:
        firms = [Company(id=_id(chance), name=f"Bolag {n} AB", tags=("ny",)) for n in range(12)]
        companies = doing.add_many(Kind.COMPANY, firms)
        ties = [tuple(Role(one.id, "VD") for one in chance.sample(firms, chance.randrange(3))) for _ in range(25)]
        made = [
            Person(id=_id(chance), name=f"Åsa Öberg {n}", roles=roles, emails=(Email(f"a{n}@x.example"),))
            for n, roles in enumerate(ties)
        ]
        people = doing.add_many(Kind.PERSON, made)
        doing.add_many(Kind.TENDER, [tender])
    return people, companies, tender.id


def _save(doing: Work, kind: Kind, records: list[Any], change: Callable[[Any], dict[str, Any]]) -> None:
    now = [_now(doing, kind, one) for one in records]
    doing.save_many(kind, [replace(one, **change(one)) for one in now])


def _now(doing: Work, kind: Kind, record: Any) -> Any:
    found = doing.store(kind).get(record.id)
    assert found is not None
    return found


def _undo(database: Database, action_id: UUID, undone: Life) -> UUID:
    with database.read() as view:
        row = next(one for one in view.actions(99) if one.id == action_id)
    with database.undoing(row) as doing:
        undone.append(doing.undo(action_id))
        doing.settle()
    return doing.action.id


def _id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _clock(database: Database) -> None:
    steps = iter(range(1_000_000))
    database.signature = Signature("Anna", "laptop", lambda: AT + timedelta(seconds=next(steps)))


def everything(database: Database) -> dict[str, list[Any]]:
    """Return every row that people could notice: not the ids of actions, and not the running numbers of terms."""
    with database.read() as view:
        found: dict[str, list[Any]] = {}
        for table in (tables.company, tables.person, tables.tender, tables.meeting, tables.role, tables.meeting_tender):
            found[table.name] = sorted(map(repr, view.connection.execute(select(table))))
        columns = [column for column in tables.term.c if column.name != NUMBER]
        found["term"] = sorted(map(repr, view.connection.execute(select(*columns))))
        order = tables.journal.c.number
        columns = [column for column in tables.journal.c if column.name not in (ACTION_ID, NUMBER)]
        found["journal"] = list(map(repr, view.connection.execute(select(*columns).order_by(order))))
        for name in search_index.SEARCHED:
            found[f"{name}_search"] = _index(view.connection, name)
        return found


def _index(connection: Any, name: str) -> list[Any]:
    if connection.dialect.name == "postgresql":
        return sorted(map(tuple, connection.execute(text(f"SELECT row, text::text FROM {name}_search"))))
    # The index keeps no texts; its own vocabulary tells which word stands in which row.
    connection.execute(text(f"CREATE VIRTUAL TABLE temp.{name}_words USING fts5vocab(main, {name}_search, instance)"))
    return sorted(map(tuple, connection.execute(text(f"SELECT term, doc, col, offset FROM temp.{name}_words"))))


@pytest.fixture
def twin(database: Database, request: pytest.FixtureRequest, tmp_path: Any) -> Any:
    """A second empty workspace of the same sort."""
    if database.is_shared:
        opened = open_workspace(new_postgres_database(request.getfixturevalue("postgres_address")))
    else:
        opened = fresh_workspace(tmp_path / "twin.outreach")
    yield opened
    opened.close()


@pytest.mark.parametrize("seed", searched([2], [1, 2, 3]))
def test_batches_leave_what_one_by_one_leaves(database: Database, twin: Database, seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        together = live(database, seed, 500, patch)
    with pytest.MonkeyPatch.context() as patch:
        single = live(twin, seed, 1, patch)
    assert together == single
    assert any(kept for _, kept in together)
    assert {one.reason for _, kept in together for one in kept} == {"edited", "in use"}
    assert everything(database) == everything(twin)
    assert database.check() == twin.check() == []


def test_one_outdated_record_among_many_is_named(database: Database) -> None:
    _clock(database)
    with database.work("Made") as doing:
        made = doing.add_many(Kind.COMPANY, [Company(name=f"Bolag {n} AB") for n in range(8)])
    with database.work("Edited") as doing:
        doing.save(Kind.COMPANY, replace(made[5], name="Annat AB"))
    with pytest.raises(ChangedBySomeoneElse) as refused, database.work("Tagged") as doing:
        doing.save_many(Kind.COMPANY, [replace(one, tags=("el",)) for one in made])
    assert str(made[5].id) in refused.value.facts.values()
    with database.read() as view:
        assert all(one.tags == () for one in view.companies.all())
