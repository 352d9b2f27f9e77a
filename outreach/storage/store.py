"""What every store does: keep frozen records of one kind, with their search words, exact terms and relations.

A store is bound to one connection. It writes rows; it does not write the journal (`work.py` does, for every kind alike).
Fields that lists filter or sort by get columns of their own through `columns_of`; all others lie in the JSON body.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.sql import Executable

from outreach.domain.record import BOOKKEEPING, Record, from_plain, own_origin, to_plain
from outreach.storage import search_index, tables
from outreach.storage.listed import SLICE as SLICE
from outreach.storage.listed import Listed

R = TypeVar("R", bound=Record)

_INSERT_TERMS = insert(tables.term)
_DELETE_TERMS = delete(tables.term).where(tables.term.c.owner == bindparam("wanted"))


class Store(Listed, Generic[R]):
    """The records of one kind on one connection."""

    record_type: type[R]

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        # While many are written at once, the rows that tie them to others are gathered here, by table and own column.
        self._gathered: dict[tuple[Table, str], list[dict[str, Any]]] | None = None

    # What a kind adds ------------------------------------------------------------------------------------------------

    def columns_of(self, record: R) -> dict[str, Any]:
        """Return the values of the kind's own columns."""
        raise NotImplementedError

    def words_of(self, record: R) -> str:
        """Return the words under which search finds the record; empty when it is not searched."""
        del record
        return ""

    def terms_of(self, record: R) -> Iterable[tuple[str, str]]:
        """Return the (field, value) pairs under which the record is looked up exactly."""
        del record
        return ()

    def write_relations(self, record: R) -> None:
        """Write the rows that tie the record to others."""

    # Reading ---------------------------------------------------------------------------------------------------------

    def get(self, record_id: UUID) -> R | None:
        """Return the record, or None."""
        wanted = self._built("get", lambda: self._wanted(self.table.c.id == bindparam("wanted")))
        found = self._records(wanted, {"wanted": record_id})
        return found[0] if found else None

    def present(self, record_id: UUID) -> R | None:
        """Return the record, or the one that it was merged into; None where there is neither."""
        return self.get(record_id) or next(iter(self.by_term("origin", own_origin(record_id), most=1)), None)

    def many(self, ids: Iterable[UUID]) -> dict[UUID, R]:
        """Return the records that exist among `ids`."""
        wanted = list(dict.fromkeys(ids))
        found: dict[UUID, R] = {}
        for start in range(0, len(wanted), SLICE):
            part = wanted[start : start + SLICE]
            found |= {record.id: record for record in self._select(self.table.c.id.in_(part))}
        return found

    def all(self, *conditions: ColumnElement[bool]) -> list[R]:
        """Return every record that fits, oldest first."""
        return self._select(*conditions)

    def created_of(self, ids: Iterable[UUID]) -> dict[UUID, datetime]:
        """Return when the records that exist among `ids` came into the register."""
        wanted, c = list(ids), self.table.c
        found: dict[UUID, datetime] = {}
        for start in range(0, len(wanted), SLICE):
            part = select(c.id, c.created).where(c.id.in_(wanted[start : start + SLICE]))
            found |= {row[0]: row[1] for row in self.connection.execute(part)}
        return found

    def by_term(self, field: str, value: str, most: int | None = None) -> list[R]:
        """Return the records that carry an exact term, the oldest `most` of them or all."""
        wanted = self._built("by_term", self._term_wanted)
        return self._records(wanted.limit(most) if most else wanted, {"field": field, "value": value})

    def ids_by_terms(self, field: str, values: Sequence[str]) -> dict[str, list[UUID]]:
        """Return the ids of the records that carry one of these terms, by term, oldest first; a few statements for thousands."""
        found: dict[str, list[UUID]] = {}
        wanted = self._built("ids_by_terms", self._ids_by_terms_wanted)
        for start in range(0, len(values), SLICE):
            part = {"field": field, "values": list(values[start : start + SLICE])}
            for value, owner in self.connection.execute(wanted, part).all():
                found.setdefault(value, []).append(owner)
        return found

    def owners(self, terms: Iterable[tuple[str, str]], most: int) -> set[UUID]:
        """Return the ids that carry any of these (field, value) terms; a term that more than `most` carry tells nothing."""
        term = tables.term.c
        wanted = self._built(
            "owners",
            lambda: select(term.owner).where(
                term.field == bindparam("field"), term.value == bindparam("value"), term.kind == self.kind.value
            ),
        ).limit(most + 1)
        found: set[UUID] = set()
        for field, value in terms:
            some = list(self.connection.execute(wanted, {"field": field, "value": value}).scalars())
            found.update(some if len(some) <= most else ())
        return found

    def bodies_of(self, ids: Iterable[UUID]) -> list[tuple[UUID, dict[str, Any]]]:
        """Return id and plain form of these records, for work that needs no whole records."""
        wanted, c = list(ids), self.table.c
        found: list[tuple[UUID, dict[str, Any]]] = []
        for start in range(0, len(wanted), SLICE):
            part = select(c.id, c.body).where(c.id.in_(wanted[start : start + SLICE]))
            found += [(row[0], row[1]) for row in self.connection.execute(part)]
        return found

    def plain_of(self, ids: Sequence[UUID]) -> dict[UUID, tuple[int, int, dict[str, Any]]]:
        """Return row key, version and whole plain form of the records that exist among up to `SLICE` ids."""
        wanted = self._built("plain_of", self._plain_wanted)
        rows = self.connection.execute(wanted, {"wanted": list(ids)}).all()
        return {row[1]: (row[0], row[2], self._whole(row[3])) for row in rows}

    def _plain_wanted(self) -> Select[Any]:
        c = self.table.c
        return select(c.row, c.id, c.version, c.body).where(c.id.in_(bindparam("wanted", expanding=True)))

    def _whole(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return a body with every field: one of an older program has fewer, and the fields since then their first value."""
        record_type: Any = self.record_type
        names = _fields(record_type)
        if body.keys() == names:
            return body
        plain = to_plain(from_plain(self.record_type, body))
        return {name: value for name, value in plain.items() if name in names}

    def bodies_after(self, key: int, most: int) -> list[tuple[int, UUID, dict[str, Any]]]:
        """Return row key, id and plain form of up to `most` records whose row key is above `key`, the lowest first."""
        c = self.table.c
        wanted = select(c.row, c.id, c.body).where(c.row > key).order_by(c.row).limit(most)
        return [(row[0], row[1], row[2]) for row in self.connection.execute(wanted)]

    def _select(self, *conditions: ColumnElement[bool]) -> list[R]:
        return self._records(self._wanted(*conditions), {})

    def _wanted(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        c = self.table.c
        return select(c.id, c.version, c.body).where(*conditions).order_by(c.row)

    def _term_wanted(self) -> Select[Any]:
        term = tables.term.c
        owners = select(term.owner).where(
            term.field == bindparam("field"), term.value == bindparam("value"), term.kind == self.kind.value
        )
        return self._wanted(self.table.c.id.in_(owners))

    def _ids_by_terms_wanted(self) -> Select[Any]:
        term, c = tables.term.c, self.table.c
        wanted = select(term.value, c.id).join_from(tables.term, self.table, term.owner == c.id)
        fits = term.field == bindparam("field"), term.value.in_(bindparam("values", expanding=True))
        return wanted.where(*fits, term.kind == self.kind.value).order_by(c.row)

    def _records(self, wanted: Select[Any], values: dict[str, Any]) -> list[R]:
        return [self._build(*row) for row in self.connection.execute(wanted, values).all()]

    def _build(self, record_id: UUID, version: int, body: dict[str, Any]) -> R:
        return dataclasses.replace(from_plain(self.record_type, body), id=record_id, version=version)

    # Writing ---------------------------------------------------------------------------------------------------------

    def insert(self, record: R, now: datetime, created: datetime | None = None, key: int | None = None) -> None:
        """Write a new record with everything that is looked up.

        `created` and `key`: when one that comes back was first made, and the row key that it had, so that it stands in every
        list where it stood before.
        """
        values = self._values(record, now) | {"id": record.id, "created": created or now}
        if key is not None and not self.taken([key]):
            values["row"] = key
        row = self.connection.execute(self._built("insert", lambda: insert(self.table)), values).inserted_primary_key
        assert row is not None
        self._write_lookups(record, row[0])

    def insert_many(
        self,
        records: Sequence[R],
        now: datetime,
        places: Sequence[tuple[datetime, int]] = (),
        created: Sequence[datetime] = (),
    ) -> None:
        """Write new records as `insert` does, a few statements for all of them instead of several for each.

        `places`: for ones that come back, when each was first made and the row key that it had; the keys must be free.
        `created`: for ones that come from another laptop, when each was made there.
        """
        if not records:
            return
        rows = [self._values(record, now) | {"id": record.id, "created": now} for record in records]
        for row, (first, key) in zip(rows, places, strict=False):
            row |= {"created": first, "row": key}
        for row, made in zip(rows, created, strict=False):
            row["created"] = made
        self.connection.execute(insert(self.table), rows)
        self._write_many_lookups(records)

    def update_many(self, records: Sequence[R], now: datetime) -> bool:
        """Write changed records as `update` does, each one version after the stored one; up to `SLICE` of them.

        Return False when any stored version is another than expected; then the caller has to take back what was written.
        """
        rows = [self._values(one, now) | {"known": one.id, "stored_version": one.version - 1} for one in records]
        known = self.table.c.id == bindparam("known"), self.table.c.version == bindparam("stored_version")
        if self.connection.execute(update(self.table).where(*known), rows).rowcount != len(rows):
            return False
        self._remove_many_terms([record.id for record in records])
        self._write_many_lookups(records, instead=True)
        return True

    def remove_many(self, keys: Mapping[UUID, int]) -> None:
        """Take up to `SLICE` records away as `remove` does; `keys` are their row keys by id."""
        self._remove_many_terms(list(keys))
        self.connection.execute(delete(self.table).where(self.table.c.id.in_(list(keys))))
        if self.table.name in search_index.SEARCHED:
            search_index.remove_many(self.connection, self.table.name, list(keys.values()))

    def _write_many_lookups(self, records: Sequence[R], *, instead: bool = False) -> None:
        terms = list(chain.from_iterable(self._term_rows(record) for record in records))
        if terms:
            self.connection.execute(insert(tables.term), terms)
        ids = [record.id for record in records]
        self._gathered = {}
        for record in records:
            self.write_relations(record)
        gathered, self._gathered = self._gathered, None
        for (table, own), links in gathered.items():
            if instead:
                self.connection.execute(delete(table).where(table.c[own].in_(ids)))
            if links:
                self.connection.execute(insert(table), links)
        if self.table.name in search_index.SEARCHED:
            keys = self._keys_of(ids)
            words = [(keys[record.id], self.words_of(record)) for record in records]
            search_index.write_many(self.connection, self.table.name, words)

    def _remove_many_terms(self, owners: Sequence[UUID]) -> None:
        self.connection.execute(delete(tables.term).where(tables.term.c.owner.in_(owners)))

    def taken(self, keys: Sequence[int]) -> bool:
        """Say whether any of up to `SLICE` row keys is taken."""
        return self.connection.execute(select(self.table.c.row).where(self.table.c.row.in_(keys)).limit(1)).first() is not None

    def update(self, record: R, expected_version: int, now: datetime, before: R | None = None) -> bool:
        """Write a changed record; return False when the stored version is another than expected.

        `before` is what is stored, where that is known: what is looked up alike then stays as it is.
        """
        known = {"known": record.id, "stored_version": expected_version}
        row = self.connection.execute(self._built("update", self._update_wanted), self._values(record, now) | known).scalar()
        if row is None:
            return False
        if before is None or set(self.terms_of(before)) != set(self.terms_of(record)):
            self._remove_terms(record.id)
            self._write_terms(record)
        links, stored = self._links_of(record), {} if before is None else self._links_of(before)
        for (table, own), rows in links.items():
            if before is None or stored[table, own] != rows:
                self._write_links(table, own, record.id, rows)
        if before is None or self.words_of(before) != self.words_of(record):
            self._write_words(record, row)
        return True

    def _update_wanted(self) -> Executable:
        c = self.table.c
        known = c.id == bindparam("known"), c.version == bindparam("stored_version")
        # Both databases tell the row key of what they have changed.
        return update(self.table).where(*known).returning(c.row)

    def remove(self, record_id: UUID) -> None:
        """Take a record away with everything that is looked up. Foreign keys refuse while others need it."""
        row = self.key_of(record_id)
        if row is None:
            return
        self._remove_terms(record_id)
        self.connection.execute(delete(self.table).where(self.table.c.id == record_id))
        if self.table.name in search_index.SEARCHED:
            search_index.remove(self.connection, self.table.name, row)

    def write_terms(self, records: Iterable[R]) -> None:
        """Write the exact terms of records anew, after a program has learned new ones."""
        for record in records:
            self._remove_terms(record.id)
            self._write_terms(record)

    def reindex(self, records: Iterable[R]) -> None:
        """Write the search words of records anew, after something that they mention has changed."""
        for record in records:
            row = self.key_of(record.id)
            if row is not None:
                self._write_words(record, row)

    def _values(self, record: R, now: datetime) -> dict[str, Any]:
        body = {f.name: to_plain(getattr(record, f.name)) for f in dataclasses.fields(record)}
        del body["id"], body["version"]
        return {"version": record.version, "body": body, "changed": now} | self.columns_of(record)

    def _write_lookups(self, record: R, row: int) -> None:
        """Write what a new record is looked up by."""
        self._write_terms(record)
        for (table, own), links in self._links_of(record).items():
            self._write_links(table, own, record.id, links, new=True)
        self._write_words(record, row)

    def _write_terms(self, record: R) -> None:
        terms = self._term_rows(record)
        if terms:
            self.connection.execute(_INSERT_TERMS, terms)

    def _term_rows(self, record: R) -> list[dict[str, Any]]:
        base = {"kind": self.kind.value, "owner": record.id}
        return [base | {"field": field, "value": value} for field, value in dict.fromkeys(self.terms_of(record))]

    def _keys_of(self, ids: Sequence[UUID]) -> dict[UUID, int]:
        found: dict[UUID, int] = {}
        for start in range(0, len(ids), SLICE):
            wanted = select(self.table.c.id, self.table.c.row).where(self.table.c.id.in_(ids[start : start + SLICE]))
            found |= {row.id: row.row for row in self.connection.execute(wanted)}
        return found

    def _write_words(self, record: R, row: int) -> None:
        if self.table.name in search_index.SEARCHED:
            search_index.write(self.connection, self.table.name, row, self.words_of(record))

    def _remove_terms(self, record_id: UUID) -> None:
        self.connection.execute(_DELETE_TERMS, {"wanted": record_id})

    def _links_of(self, record: R) -> dict[tuple[Table, str], list[dict[str, Any]]]:
        """Return the rows that tie a record to others, by table and own column."""
        before, self._gathered = self._gathered, {}
        self.write_relations(record)
        found, self._gathered = self._gathered, before
        return found

    def _write_links(self, table: Table, own: str, owner: UUID, links: list[dict[str, Any]], *, new: bool = False) -> None:
        if not new:
            removing = self._built(f"unlink {own} {table.name}", lambda: delete(table).where(table.c[own] == bindparam("wanted")))
            self.connection.execute(removing, {"wanted": owner})
        if links:
            self.connection.execute(self._built(f"link {own} {table.name}", lambda: insert(table)), links)

    def _replace_links(self, table: Table, own: str, record_id: UUID, rows: list[dict[str, Any]]) -> None:
        links = [{own: record_id, "position": n} | row for n, row in enumerate(rows)]
        if self._gathered is not None:
            self._gathered.setdefault((table, own), []).extend(links)
            return
        self._write_links(table, own, record_id, links)


@cache
def _fields(record_type: type[Any]) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(record_type)) - BOOKKEEPING
