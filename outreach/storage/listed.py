"""What every store lists: row keys in an order, and the rows with these keys. `store.py` adds the records themselves."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Callable, Hashable, Sequence
from itertools import chain
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, and_, bindparam, case, func, select
from sqlalchemy.sql import Executable

from outreach.domain.listing import FIRST_SORT, Listing, Row
from outreach.domain.record import Kind
from outreach.domain.search_text import query_words
from outreach.domain.sorting import sort_key
from outreach.storage import search_index, tables
from outreach.storage.orders import Glance

S = TypeVar("S", bound=Executable)

#: SQLite takes 32,766 bound values in a statement; lists of ids are asked for in slices well below that.
SLICE = 500

#: More different values than this are sorted as the database does.
_MOST_NAMES = 3_000

#: Sorts after every letter that a code can go on with.
_LAST_LETTER = "\uffff"

#: What each kind asks over and over: building a statement costs more than the database needs to answer it.
_statements: dict[tuple[type[Any], str], Any] = {}


class Listed:
    """The lists of one kind on one connection."""

    kind: ClassVar[Kind]
    table: ClassVar[Table]

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        #: The orders of whole lists that are remembered, for who only reads (`View.store`).
        self.glance: Glance | None = None

    # What a kind adds ------------------------------------------------------------------------------------------------

    def list_columns(self) -> dict[str, ColumnElement[Any]]:
        """Return what `rows` selects beside the body: column name to expression."""
        return {}

    def cells(self, body: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        """Return the cells of one list row, from its body and the selected columns."""
        return values | body

    def sort_columns(self, name: str) -> Sequence[ColumnElement[Any]]:
        """Return what a list is ordered by for column `name`; unknown names raise KeyError."""
        raise KeyError(name)

    def filter_condition(self, name: str, values: Sequence[str]) -> ColumnElement[bool]:
        """Return the condition of one filter; unknown names raise KeyError.

        Every kind knows "only": records named by id; an empty id names none, so that an empty list stays empty.
        """
        if name == "only":
            return self.table.c.id.in_([UUID(value) for value in values if value])
        if name in ("tag", "cpv", "sni", "origin"):
            return self._has_term(name, values)
        raise KeyError(name)

    def holds_words(self, words: list[str]) -> ColumnElement[bool]:
        """Return the condition that a record holds all of `words` as beginnings of words.

        Kinds without a search index keep their words as exact terms "word" in its place.
        """
        if self.table.name in search_index.SEARCHED:
            return search_index.matches(self.connection, self.table, words)
        return and_(*(self._has_term("word", [word]) for word in words))

    # Lists -----------------------------------------------------------------------------------------------------------

    def keys(self, listing: Listing, most: int | None = None) -> array[int]:
        """Return the row keys of a listing, in its order, the first `most` or all. A million take a fraction of a second.

        Not to be changed: the order of a whole list is remembered (`orders.py`).
        """
        if self.glance is None or most is not None or listing.filters:
            return self._read_keys(listing, most)
        words = query_words(listing.text)
        if words and (self.table.name not in search_index.SEARCHED or self.connection.dialect.name != "sqlite"):
            return self._read_keys(listing)
        bare = dataclasses.replace(listing, text="")
        whole = self.glance.whole(self._order(bare), lambda: self._read_keys(bare))
        if not words:
            return whole
        fitting = search_index.fitting(self.connection, self.table.name, words)
        return array("q", list(filter(fitting.__contains__, whole)))

    def count(self) -> int:
        """Return how many there are."""
        known = self.glance.known(self._order(Listing(self.kind))) if self.glance is not None else None
        return self.count_rows() if known is None else len(known)

    def count_rows(self) -> int:
        """Return how many rows there are."""
        return self.connection.execute(select(func.count()).select_from(self.table)).scalar_one()

    def _order(self, listing: Listing) -> Hashable:
        """Return what tells the order of a whole list from others."""
        # A kind that no list of the window shows has no first order of its own.
        sort, descending = (listing.sort, listing.descending) if listing.sort else FIRST_SORT.get(self.kind, ("", False))
        return self.kind, sort, descending

    def _read_keys(self, listing: Listing, most: int | None = None) -> array[int]:
        result = self.connection.execute(self._listed(listing, self.table.c.row).limit(most))
        # The driver's own cursor: 50,000 keys without 50,000 Row objects.
        cursor: Any = result.cursor
        return array("q", chain.from_iterable(cursor))

    def ids(self, listing: Listing) -> list[UUID]:
        """Return the ids of a listing, in its order."""
        return list(self.connection.execute(self._listed(listing, self.table.c.id)).scalars())

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """Return the rows with these keys, in this order; a key that is gone is left out."""
        wanted = self._built("rows", self._rows_wanted)
        names = [column.name for column in wanted.selected_columns][3:]
        found: dict[int, Row] = {}
        for start in range(0, len(keys), SLICE):
            part = {"keys": list(keys[start : start + SLICE])}
            for key, record_id, body, *values in self.connection.execute(wanted, part).all():
                found[key] = Row(key, record_id, self.cells(body, dict(zip(names, values, strict=True))))
        return [found[key] for key in keys if key in found]

    def _rows_wanted(self) -> Select[Any]:
        c = self.table.c
        labelled = [item.label(name) for name, item in self.list_columns().items()]
        return select(c.row, c.id, c.body, *labelled).where(c.row.in_(bindparam("keys", expanding=True)))

    def ids_of(self, keys: Sequence[int]) -> list[UUID]:
        """Return the ids of the rows with these keys, in this order; a key that is gone is left out."""
        found: dict[int, UUID] = {}
        for start in range(0, len(keys), SLICE):
            part = select(self.table.c.row, self.table.c.id)
            part = part.where(self.table.c.row.in_(list(keys[start : start + SLICE])))
            found |= {row.row: row.id for row in self.connection.execute(part)}
        return [found[key] for key in keys if key in found]

    def key_of(self, record_id: UUID) -> int | None:
        """Return the row key of a record."""
        c = self.table.c
        wanted = self._built("key_of", lambda: select(c.row).where(c.id == bindparam("wanted")))
        return self.connection.execute(wanted, {"wanted": record_id}).scalar()

    def _listed(self, listing: Listing, what: ColumnElement[Any]) -> Select[Any]:
        wanted = select(what)
        words = query_words(listing.text)
        if words:
            wanted = wanted.where(self.holds_words(words))
        by_name: dict[str, list[str]] = {}
        for name, value in listing.filters:
            by_name.setdefault(name, []).append(value)
        for name, values in by_name.items():
            wanted = wanted.where(self.filter_condition(name, values))
        sort, descending = (listing.sort, listing.descending) if listing.sort else FIRST_SORT[self.kind]
        order = [*self.sort_columns(sort), self.table.c.row]
        return wanted.order_by(*(_ordered(item, descending) for item in order))

    def _swedish(self, column: Column[str]) -> ColumnElement[Any]:
        """Return the Swedish order of a column that has no sort key of its own; `_shown` says what people read there.

        Few distinct values are expected (places, buyers, municipalities), so their places are reckoned for each list.
        """
        values = self.connection.execute(select(column).distinct()).scalars()
        known = sorted(value for value in values if value)
        if len(known) > _MOST_NAMES:
            return column
        ranked = sorted(known, key=lambda value: sort_key(self._shown(column.name, value)))
        return case({value: number for number, value in enumerate(ranked)}, value=column) if ranked else column

    def _shown(self, name: str, value: str) -> str:
        """Return what people read where a column holds `value`."""
        del name
        return value

    def _has_term(self, field: str, values: Sequence[str]) -> ColumnElement[bool]:
        term = tables.term.c
        prefixed = field in ("cpv", "sni", "word")
        fits: list[ColumnElement[bool]] = [
            (term.value >= value) & (term.value < value + _LAST_LETTER) if prefixed else term.value == value
            for value in values
        ]
        either = fits[0]
        for other in fits[1:]:
            either = either | other
        owners = select(term.owner).where(term.field == field, term.kind == self.kind.value, either)
        return self.table.c.id.in_(owners)

    def _built(self, name: str, build: Callable[[], S]) -> S:
        key = type(self), name
        if key not in _statements:
            _statements[key] = build()
        found: S = _statements[key]
        return found


def _ordered(item: ColumnElement[Any], descending: bool) -> ColumnElement[Any]:
    """Return one term of an order. What is unknown stands last either way, on both databases."""
    ordered = item.desc() if descending else item.asc()
    return ordered if isinstance(item, Column) and not item.nullable else ordered.nulls_last()
