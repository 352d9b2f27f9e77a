"""A register of a million: that of 50,000, and its first 10,000 many times over, by SQLite itself.

Through the stores it would take twenty times as long as the 50,000 do. Each copy of a person has an id and a row of its own, its
ties to companies and its words in the search; talks and follow-ups stay those of the first. The keys of the search for doubles are
left out: none of the benches of a million asks for them.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

from outreach.storage.database import open_workspace
from tests.bench.raw import Raw

#: Whoever is copied. What a person is found by has to be asked of the store, person by person.
BASE = 10_000
#: Hexadecimal digits of an id that tell the copies apart; the other 24 are the first one's.
_NEW_ID = "printf('%08x', :copy * 2654435761 % 4294967296) || substr({0}, 9)"
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('person', 'role') AND sql IS NOT NULL"


def multiply(register: Path, target: Path, people: int) -> None:
    """Make a workspace at `target` with `people` people or a few less, out of the finished `register`."""
    database = open_workspace(register, writing=False)
    with database.read() as view:
        store, known = view.people, view.people.count()
        ids = "SELECT id, row FROM person ORDER BY row LIMIT ?"
        rows = {UUID(row.id): row.row for row in view.connection.exec_driver_sql(ids, (BASE,))}
        words = [(rows[one.id], store.words_of(one)) for one in store.many(rows).values()]
    database.close()
    shutil.copy(register, target)
    raw = Raw(target)
    try:
        _copy(raw.connection, words, known, (people - known) // len(words))
    finally:
        raw.close()


def _copy(connection: Any, words: list[tuple[int, str]], known: int, copies: int) -> None:
    most = max(row for row, _ in words)
    for pragma in ("cache_size=-400000", "synchronous=OFF", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TEMP TABLE words (row INTEGER PRIMARY KEY, text TEXT)")
    connection.executemany("INSERT INTO words VALUES (?, ?)", words)
    connection.execute("BEGIN IMMEDIATE")
    # Sorted once at the end, not entry by entry.
    indexes = connection.execute(_INDEXES).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    columns = [row[1] for row in connection.execute("PRAGMA table_info(person)")]
    taken = ", ".join({"row": "row + :shift", "id": _NEW_ID.format("id")}.get(name, f'"{name}"') for name in columns)
    named = ", ".join(f'"{name}"' for name in columns)
    for copy in range(copies):
        given = {"copy": copy + 1, "most": most, "shift": known + copy * most}
        first = "row <= :most"
        connection.execute(f"INSERT INTO person ({named}) SELECT {taken} FROM person WHERE {first}", given)
        connection.execute(
            f"INSERT INTO role SELECT {_NEW_ID.format('role.person')}, position, company, title FROM role "
            f"JOIN person ON person.id = role.person WHERE person.{first}",
            given,
        )
        connection.execute("INSERT INTO person_search (rowid, text) SELECT row + :shift, text FROM words", given)
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("INSERT INTO person_search (person_search) VALUES ('optimize')")
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
