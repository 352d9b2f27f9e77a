"""The floor of everything that reads or writes the workspace: the same statements on the bare driver.

`recording` listens to what the product sends, `Raw` sends the same again over a connection of its own, opened as
`storage/engine.py` opens it, and takes the rows as they come: no SQLAlchemy, no JSON, no records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

from outreach.storage.database import Database
from outreach.storage.engine import sqlite_engine


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it reached the driver. `many`: the parameters are a list of sets."""

    sql: str
    parameters: Any
    many: bool

    @property
    def reads(self) -> bool:
        """Say whether it only asks, or begins a transaction that only asks."""
        return self.sql == "BEGIN" or self.sql.lstrip().upper().startswith(("SELECT", "WITH"))


@contextmanager
def recording(database: Database) -> Iterator[list[Statement]]:
    """Note every statement that `database` sends to the driver while the context lasts."""
    sent: list[Statement] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, many: bool) -> None:
        sent.append(Statement(sql, parameters, many))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def recorded(database: Database, work: Callable[[], object]) -> list[Statement]:
    """Return what `work` sends to the driver."""
    with recording(database) as sent:
        work()
    return sent


class Raw:
    """A bare connection to a workspace file."""

    def __init__(self, path: Path) -> None:
        engine = sqlite_engine(path)
        # The engine's own way to connect, so that every pragma is the same; then SQLAlchemy is out of the way.
        self._kept = engine.raw_connection()
        self.connection: Any = self._kept.driver_connection

    def read(self, statements: Sequence[Statement]) -> list[list[Any]]:
        """Send statements and fetch every row. A transaction is given up at its end, as a reader of ours does."""
        answers = []
        for one in statements:
            if one.sql.startswith("BEGIN"):
                self.connection.rollback()
            answers.append(self.connection.execute(one.sql, one.parameters).fetchall())
        self.connection.rollback()
        return answers

    def write(self, statements: Sequence[Statement]) -> None:
        """Send statements and commit."""
        for one in statements:
            if one.many:
                self.connection.executemany(one.sql, one.parameters)
            else:
                self.connection.execute(one.sql, one.parameters)
        self.connection.commit()

    def close(self) -> None:
        """Close the connection."""
        self._kept.close()
