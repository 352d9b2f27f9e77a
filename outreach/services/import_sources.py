"""The rows of the table file that was read last, kept while the officer decides what its columns mean.

Taking 100,000 rows out of a workbook takes seconds; a change of mapping reads none of them anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from outreach.domain.table_mapping import TableWishes

if TYPE_CHECKING:
    from outreach.formats.table_source import Source


class KeptSource:
    """Holds one source, known again by the file's content and by what decides its rows: sheet, encoding, delimiter."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._source: Source | None = None

    def read(self, data: bytes, wishes: TableWishes, step: Callable[[], None] | None = None) -> Source:
        """Return the rows of a file. Whoever gets them must not change them."""
        from outreach.services.readers import read_source

        key = (hashlib.sha256(data).digest(), wishes.sheet, wishes.encoding, wishes.delimiter)
        if self._source is None or key != self._key:
            self.let_go()
            self._source = read_source(data, wishes, step)
            self._key = key
        return self._source

    def let_go(self) -> None:
        """Hold nothing any more."""
        self._source, self._key = None, ()
