"""A workspace in one number: rows counted by table, and a SHA-256 over every value of every row in a fixed order.

Two files with the same dump hold the same records, whatever their pages look like. What is derived (the search index) is left
out of the sum; `check` compares it with the records by itself.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Report = Callable[[int, int], None]

_SLICE = 2_000

#: How a sum begins whose rows were packed by `marshal` (form 0, the same in every Python). Sums without it are older: `repr`, which
#: takes twice as long, and which backups of the first days carry.
_PACKED = "m0:"


@dataclass(frozen=True, slots=True)
class Dump:
    """The sum of all rows, `m0:` and hexadecimal digits, and how many rows each table has."""

    sum: str
    counts: dict[str, int] = field(default_factory=dict)


def dump_of(
    connection: Any, report: Report | None = None, part: tuple[int, int] = (0, 1), *, like: str = _PACKED
) -> Dump:
    """Return the dump of what a driver's connection sees; hold a transaction open to see one state.

    `like` is a sum that the new one is to be compared with: it is taken in the same way.

    `report(done, total)` counts rows; `part` (which, of how many) says that this is one of several equal parts of the work. It
    may raise Cancelled.
    """
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if not name.startswith("sqlite_") and "_search" not in name
    ]
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
    total = sum(counts.values())
    found, done, is_packed = hashlib.sha256(), 0, like.startswith(_PACKED)
    for name in names:
        columns = sorted(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")'))
        found.update(repr((name, columns)).encode())
        picked = ", ".join(f'"{column}"' for column in columns)
        rows = connection.execute(f'SELECT {picked} FROM "{name}" ORDER BY {_order(connection, name)}')  # noqa: S608
        while some := rows.fetchmany(_SLICE):
            found.update(marshal.dumps(some, 0) if is_packed else repr(some).encode("utf-8", "surrogatepass"))
            done += len(some)
            if report is not None:
                report(part[0] * total + done, part[1] * total)
    return Dump(f"{_PACKED if is_packed else ''}{found.hexdigest()}", counts)


def _order(connection: Any, table: str) -> str:
    """Return the columns of a table's primary key, in their order: the same in every copy, whatever its row numbers."""
    key = sorted((row[5], row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")') if row[5])
    return ", ".join(f'"{name}"' for _, name in key) or "rowid"
