"""Whether a copy of a workspace is sound and holds just what it was taken from.

SQLite looks at every page, every index and the search words in a thread of its own while this one sums up the rows: the driver lets
go of the interpreter as long as it works, so on two cores the longer of the two is all that is waited for.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine

from outreach.errors import BackupUnusable
from outreach.storage import backup_file, migrate
from outreach.storage.dump import Dump, Report, dump_of

log = logging.getLogger(__name__)

NOT_ALIKE = "the copy is not what it was taken from"

#: Pages that a check keeps at hand, in KiB: it follows every row into every index, all over the file. Given back at the end.
_CACHE = 128 << 10


class CopyCheck:
    """Looks at the copy behind an engine from the first line of its `with` on; the engine is closed at the end."""

    def __init__(self, engine: Engine, copy: Path) -> None:
        self._engine, self._copy = engine, copy
        self._aside = ThreadPoolExecutor(1, "copy-check")
        self._looking: Any = None

    def __enter__(self) -> Self:
        self._found = self._aside.submit(self._problems)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        looking = self._looking
        if kind is not None and looking is not None and not self._found.done():
            looking.interrupt()  # given up: nobody waits for the answer
        self._aside.shutdown()
        self._engine.dispose()

    def require(self, taken: Dump, report: Report | None = None, part: tuple[int, int] = (0, 1)) -> None:
        """Raise BackupUnusable unless the copy is sound and holds what `taken` says. `report` and `part`: see `dump_of`."""
        unreadable: Exception | None = None
        alike = False
        try:
            alike = self._dump(taken, report, part) == taken
        except self._driver_error() as error:
            unreadable = error  # what SQLite says of the pages tells more
        wrong = self._found.result()
        if not wrong and unreadable is not None:
            raise unreadable
        if not wrong and not alike:
            wrong = [NOT_ALIKE]
        if wrong:
            log.warning("a backup did not hold what it was taken from: %s", len(wrong))
            raise BackupUnusable(self._copy, backup_file.DAMAGED)

    def _problems(self) -> list[str]:
        with self._engine.connect().execution_options(outreach_reading=True) as connection, connection.begin():
            self._looking = connection.connection.dbapi_connection
            connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE}")
            return migrate.problems(connection)

    def _dump(self, taken: Dump, report: Report | None, part: tuple[int, int]) -> Dump:
        raw = self._engine.raw_connection()
        try:
            return dump_of(raw.dbapi_connection, report, part, like=taken.sum)
        finally:
            raw.close()

    @staticmethod
    def _driver_error() -> type[Exception]:
        from sqlcipher3 import dbapi2

        error: type[Exception] = dbapi2.Error
        return error
