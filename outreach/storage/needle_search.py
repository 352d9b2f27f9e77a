"""Where somebody stands, told by the database itself: only the rows that are asked for come into Python.

SQLite calls a function of ours on each text while it walks a table: no row is read, nothing is kept, whatever the register holds.
PostgreSQL leaves out by a regular expression what cannot hold any needle, so that the register does not travel over the line; what
is left is read and looked at as closely.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, LargeBinary, Select, String, Table, cast, func, or_, select
from sqlalchemy.types import TypeDecorator, TypeEngine

from outreach.domain.needles import Needles

Fits = Callable[[str], bool]
#: The function that SQLite calls: (number of the search, the texts of a row).
FITS = "outreach_fits"
#: Rows that are read at once from a server.
_PAGE = 1_000
#: A longer expression, of many people together, costs the server more than sending all.
_LONGEST_PATTERN = 10_000
_NUMBERS = itertools.count(1)
_SEARCHES: dict[int, Fits] = {}
#: How JSON writes a sign: psycopg keeps "å" as "\\u00e5", and a name may run over a line's end.
_WRITTEN = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')
_SIGNS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def keys_of_hits(
    connection: Connection, table: Table, needles: Needles, only: ColumnElement[bool] | None = None
) -> list[tuple[Any, ...]]:
    """Return the primary keys of the rows of a table, or of some of them (`only`), in whose texts or JSON a needle stands."""
    keys = list(table.primary_key.columns)
    texts = [cast(column, String) for column in table.columns if holds_text(column.type)]
    wanted = select(*keys) if only is None else select(*keys).where(only)
    return list(_fitting(connection, wanted, texts, lambda text: needles.in_any(_spoken(text)), needles.rough_pattern))


def texts_that_fit(connection: Connection, column: ColumnElement[str], fits: Fits, key: ColumnElement[Any]) -> list[Any]:
    """Return (key, text) of the rows whose text fits."""
    return list(_fitting(connection, select(key, column), [column], fits, None))


def _fitting(
    connection: Connection, wanted: Select[Any], texts: Sequence[ColumnElement[str]], fits: Fits, pattern: str | None
) -> Iterator[tuple[Any, ...]]:
    if not texts:
        return
    if connection.dialect.name == "sqlite":
        with _search(connection, fits) as number:
            for row in connection.execute(wanted.where(func.outreach_fits(number, *texts))):
                yield tuple(row)
        return
    many = len(wanted.selected_columns)
    if pattern is not None and len(pattern) <= _LONGEST_PATTERN:
        wanted = wanted.where(or_(*(text.regexp_match(pattern, flags="i") for text in texts)))
    with connection.execute(wanted.add_columns(*texts).execution_options(yield_per=_PAGE)) as rows:
        for row in rows:
            if any(text and fits(text) for text in row[many:]):
                yield tuple(row[:many])


@contextmanager
def _search(connection: Connection, fits: Fits) -> Iterator[int]:
    """Make a search known to the engine under a number of its own, for several may be under way."""
    if FITS not in connection.info:
        driver: Any = connection.connection.driver_connection
        driver.create_function(FITS, -1, _fits)
        connection.info[FITS] = True
    number = next(_NUMBERS)
    _SEARCHES[number] = fits
    try:
        yield number
    finally:
        del _SEARCHES[number]


def _fits(search: int, *texts: object) -> bool:
    """Answer for the texts of one row; what stands between two of them is a space for nobody."""
    return _SEARCHES[search]("\0".join(text for text in texts if isinstance(text, str)))


def _spoken(text: str) -> str:
    """Return what JSON says; a text that is none only gains what it may hold."""
    return _WRITTEN.sub(_sign, text) if "\\" in text else text


def _sign(written: re.Match[str]) -> str:
    return chr(int(written[1], 16)) if written[1] else _SIGNS.get(written[2], written[2])


def holds_text(kind: TypeEngine[Any]) -> bool:
    """Say whether a column of a type holds words."""
    inner = kind.impl if isinstance(kind, TypeDecorator) else kind
    return isinstance(inner, String | JSON) and not isinstance(inner, LargeBinary)


def as_text(value: Any) -> str:
    """Return what stands in a column as one text, as the search reads it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
