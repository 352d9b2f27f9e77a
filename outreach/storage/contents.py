"""What a database file holds, as counts and one fingerprint: two files that agree hold the same rows in the same tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

_MANY = 2000


@dataclass(frozen=True, slots=True)
class Contents:
    """Rows of each table, and the SHA-256 over all of them in their order and over what every table is made of."""

    counts: dict[str, int]
    fingerprint: str


def contents(connection: Any, step: Callable[[int], None] | None = None) -> Contents:
    """Read a whole database through a driver's connection. `step` is told how many rows were read; it may raise Cancelled."""
    digest, counts, read = sha256(), {}, 0
    made = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    for name, sql in connection.execute(made):
        digest.update(repr((name, sql)).encode())
    for name in _tables(connection):
        counts[name] = 0
        rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')  # noqa: S608 - a table's own name
        while some := rows.fetchmany(_MANY):
            digest.update(repr(some).encode("utf-8", "surrogatepass"))
            counts[name] += len(some)
            read += len(some)
            if step is not None:
                step(read)
        digest.update(repr((name, counts[name])).encode())
    return Contents(counts, digest.hexdigest())


def _tables(connection: Any) -> list[str]:
    # A virtual table (search) keeps its rows in tables of its own, which are in the list.
    wanted = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    return [str(name) for (name,) in connection.execute(wanted)]
