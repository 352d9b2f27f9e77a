"""What SQLAlchemy has made of a statement is kept for all workspaces of a run, not for each of the thousands that tests open.

The program opens one or two and gains nothing by it; to a test it is a third of its statements' time.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.util import LRUCache

#: More than the program has statements.
_MOST = 4000


class OneCache:
    """A cache of compiled statements that asks which kind of database a dialect speaks to, not which engine it belongs to."""

    def __init__(self) -> None:
        self._kept: LRUCache[Any, Any] = LRUCache(_MOST)

    def get(self, key: tuple[Any, ...]) -> Any:
        return self._kept.get(_kind_of(key))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._kept[_kind_of(key)] = compiled

    def clear(self) -> None:
        self._kept.clear()


def _kind_of(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, statement, *rest = key
    # What columns a text written by hand gives depends on the tables that are there: in a test of an older file, others.
    owner = dialect if TextClause in statement[:2] else type(dialect)
    return owner, statement, *rest


def share() -> None:
    """Give every engine of this process the one cache."""
    one = OneCache()

    def kept(_engine: Engine) -> OneCache:
        return one

    def let_be(_engine: Engine, _own: object) -> None:
        """Forget the cache that an engine makes for itself."""

    Engine._compiled_cache = property(kept, let_be)  # type: ignore[assignment]
