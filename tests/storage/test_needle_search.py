"""What is looked for is found in the database, on both of them, and what is not looked for does not come into Python."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.exc import DBAPIError

from outreach.domain.contact import Email, Phone
from outreach.domain.event import Event
from outreach.domain.needles import Needles
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.services.erasures import Erasures
from outreach.services.house import House
from outreach.storage import needle_search, tables
from outreach.storage.database import Database, Signature
from outreach.storage.needle_search import keys_of_hits
from tests.bench.register import NOW, Size, fill
from tests.ready import fresh_workspace
from tests.services.conftest import StillClock

LOOKED_FOR = Needles(
    ids=frozenset({uuid4()}),
    names=frozenset({"Kanarina Fågelsund", "Fågelsund Kanarina", "André Strauß", "Kik Ek"}),
    addresses=frozenset({"kanarina@hqx.example"}),
    phones=frozenset({"701112233"}),
)
#: Each of them holds one, as people and programs write it.
HOLDING = (
    "Ring Kanarina Fågelsund",
    "KANARINA\u00a0FÅGELSUND",
    "Fågelsund,\tKanarina",
    "Kanarina\nFågelsund",
    "Kanarina\r\nFågelsunds bil",
    unicodedata.normalize("NFD", "Kanarina Fågelsund"),
    "Kana\u00adrina Fågel\u00adsund",
    "\u212ai\u212a Ek",
    "\u212aanarina Fågelsund",
    "andré strauß",
    unicodedata.normalize("NFD", "André Strauß"),
    "skriv till KANARINA@hqx.example!",
    "070-111 22 33",
    "0046 (0)70/111.22.33",
    "+46701112233",
    "70 1 1 1 2 2 3 3",
    "070\u00a0111\u00a022–33",
    f"se {min(LOOKED_FOR.ids)}",
    f"se {min(LOOKED_FOR.ids).hex}",
)
NOT_HOLDING = ("Kanarina Grannelund", "Fågelsund AB", "xkanarina@hqx.example", "070-111 22 34", "Ring Kik", "Kanarina\\nFågel", "")


def _texts(chance: random.Random) -> list[str]:
    """Texts with and without, amid words and signs that JSON writes in its own way."""
    around = ("", 'sa "ja" \\ ', "rad\n\trad ", "ååå ", "Åsa Berg, 070-444 55 66. ", "{} [] ")
    return [chance.choice(around) + one + chance.choice((" ", "\n", ". ")) for one in (*HOLDING, *NOT_HOLDING)]


def test_the_database_finds_what_reading_every_row_finds(database: Database) -> None:
    chance = random.Random(4)
    texts = _texts(chance)
    with database.work("Filled") as work:
        # A description stands in JSON alone, where a line's end is two signs.
        when = zoned(NOW.replace(tzinfo=None), NOW.replace(tzinfo=None))
        events = [Event(title=f"Träff {number}", when=when, description=one) for number, one in enumerate(texts)]
        kept = work.add_many(Kind.EVENT, events)
        c, rows = tables.event.c, [row for (row,) in keys_of_hits(work.connection, tables.event, LOOKED_FOR)]
        found = set(work.connection.execute(select(c.id).where(c.row.in_(rows))).scalars())
    expected = {one.id for one in kept if LOOKED_FOR.in_any(one.description)}
    assert [one.description for one in kept if (one.id in found) != (one.id in expected)] == []
    assert len(expected) == len(HOLDING)


def test_what_a_server_leaves_out_holds_nothing() -> None:
    chance = random.Random(7)
    assert LOOKED_FOR.rough_pattern is not None
    rough = re.compile(LOOKED_FOR.rough_pattern, re.IGNORECASE | re.ASCII)
    for one in _texts(chance):
        for written in (one, json.dumps(one), json.dumps(one, ensure_ascii=False)):
            assert rough.search(written) or not LOOKED_FOR.in_any(one), written
    assert not rough.search("Åsa Berg, 070-444 55 66")  # the control: it does leave out
    assert Needles(names=frozenset({"Олена Коваль"})).rough_pattern is None


def test_a_search_that_fails_leaves_nothing_behind(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.work("Filled") as work:
        work.save(Kind.PERSON, Person(name="Kanarina Fågelsund"))
    with database.read() as view, monkeypatch.context() as patch:

        def broken(_needles: Needles, _text: str) -> bool:
            raise ZeroDivisionError

        patch.setattr(Needles, "in_any", broken)
        with pytest.raises((ZeroDivisionError, DBAPIError)):
            keys_of_hits(view.connection, tables.person, LOOKED_FOR)
    assert needle_search._SEARCHES == {}
    with database.read() as view:
        assert len(keys_of_hits(view.connection, tables.person, LOOKED_FOR)) == 1


@contextmanager
def _rows_read(house: House) -> Iterator[list[int]]:
    """Count the rows that SQLite hands to Python, on whatever connection of the house."""
    counted = [0]

    def count(cursor: Any, row: Any) -> Any:
        del cursor
        counted[0] += 1
        return row

    def set_up(connection: Connection) -> None:
        connection.connection.driver_connection.row_factory = count  # type: ignore[union-attr]

    event.listen(house.database.engine, "begin", set_up)
    try:
        yield counted
    finally:
        event.remove(house.database.engine, "begin", set_up)


def _life(path: Path, people: int) -> tuple[House, Person]:
    house = House(fresh_workspace(path, Signature("Anna Ek", "laptop", StillClock())))
    fill(house.database, people)
    emails, phones = (Email("kanarina@hqx.example"),), (Phone("+46701112233"),)
    house.people.save(Person(name="Kanarina Fågelsund", emails=emails, phones=phones))
    (known,) = house.people.many([hint.id for hint in house.search.find("Kanarina")]).values()
    return house, known


def test_the_rows_that_are_read_do_not_grow_with_the_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: dict[int, list[int]] = {}
    for people in (50, 400):
        house, hers = _life(tmp_path / f"{people}.outreach", people)
        with _rows_read(house) as counted:
            house.extracts.make(hers.id, Language("sv"))
            read[people] = list(counted)
            house.erasures.look(hers.id)
            read[people] += counted
            # What comes after it – the file scrubbed, the backup compared page by page – is not of this kind.
            monkeypatch.setattr(Erasures, "finished", lambda *_rest: None)
            house.erasures.erase(hers.id)
            read[people] += counted
        house.close()
    neighbours = Size(400).meetings - Size(50).meetings + 350
    for few, many in zip(read[50], read[400], strict=True):
        assert many - few < neighbours / 10, read
    # The control: whoever reads every row is seen.
    house, hers = _life(tmp_path / "control.outreach", 400)
    with _rows_read(house) as counted, house.database.read() as view:
        view.connection.execute(tables.person.select()).all()
    assert counted[0] > 400
    house.close()
