"""What only one may do at a time on one workspace, however many windows and computers have it open: sending letters, above all.

A file has one writer already (`lock.py`), so a lock inside the process is enough there. On PostgreSQL it is an advisory lock of the
server's, held by a connection of its own: it ends with that connection, so that a computer that dies keeps nobody out.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from outreach.errors import AlreadySending

#: Makes our numbers differ from those of other programs on the same server.
_OURS = 0x4F555452
_HELD = _OURS + 1


class OneAtATime:
    """The locks of one open workspace, by name."""

    def __init__(self, engine: Engine, *, shared: bool) -> None:
        self._engine = engine
        self._shared = shared
        self._guard = threading.Lock()
        self._held: set[str] = set()

    @contextmanager
    def alone(self, name: str) -> Iterator[Callable[[], None]]:
        """Do something alone. Gives a function that raises AlreadySending when the right was lost on the way.

        Raises AlreadySending when somebody else does it now.
        """
        with self._guard:
            if name in self._held:
                raise AlreadySending
            self._held.add(name)
        try:
            if self._shared:
                with self._on_server(name) as still:
                    yield still
            else:
                yield lambda: None
        finally:
            with self._guard:
                self._held.discard(name)

    @contextmanager
    def _on_server(self, name: str) -> Iterator[Callable[[], None]]:
        numbers = {"ours": _OURS, "name": zlib.crc32(name.encode()) & 0x7FFFFFFF}
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.execute(text("SELECT pg_try_advisory_lock(:ours, :name)"), numbers).scalar():
                raise AlreadySending
            try:
                yield lambda: _require_alive(connection)
            finally:
                # A connection that is dead has given the lock back by dying.
                with suppress(SQLAlchemyError):
                    connection.execute(text("SELECT pg_advisory_unlock(:ours, :name)"), numbers)


def hold(connection: Connection, name: str) -> None:
    """Let other computers that hold the same name wait until this transaction ends; what they committed before is seen after.

    A file has one writer anyway: nothing to do there.
    """
    if connection.dialect.name == "postgresql":
        numbers = {"ours": _HELD, "name": zlib.crc32(name.encode()) & 0x7FFFFFFF}
        connection.execute(text("SELECT pg_advisory_xact_lock(:ours, :name)"), numbers)


def _require_alive(connection: Connection) -> None:
    try:
        connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        raise AlreadySending from error
