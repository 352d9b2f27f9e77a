"""The search index of each kind: an FTS5 table on SQLite, a `tsvector` column with GIN on PostgreSQL.

Both hold the same tokens, made by `domain/search_text.py`, under the record's row number. The FTS5 tables are contentless:
they keep no second copy of what people said. Prefixes up to six letters are indexed, because the first letters are what an
officer types (reference/performance.md, section 1).
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Table,
    TableClause,
    TextClause,
    bindparam,
    literal_column,
    select,
    text,
)
from sqlalchemy.sql import column, table

SEARCHED = ("company", "person", "event", "tender", "meeting", "question")
#: Those that the first migration makes; each later one makes its own.
FIRST_SEARCHED = SEARCHED[:5]

#: When more than one row in this many fits, walking the whole list in its order is faster than sorting those that fit.
_WALK_SHARE = 8


def create_statements(dialect: str, names: tuple[str, ...] = FIRST_SEARCHED) -> list[str]:
    """Return the statements that create the indexes of `names`; used by the migrations."""
    if dialect == "postgresql":
        return [
            statement
            for name in names
            for statement in (
                f"CREATE TABLE {name}_search (row BIGINT PRIMARY KEY, text tsvector NOT NULL)",
                f"CREATE INDEX ix_{name}_search ON {name}_search USING GIN (text)",
            )
        ]
    options = "content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3 4 5 6'"
    return [f"CREATE VIRTUAL TABLE {name}_search USING fts5(text, {options})" for name in names]


def forget_removed(engine: Engine) -> None:
    """Take out of a file what removed entries leave in it: merge each index, empty the write-ahead log, give free pages back.

    A deleted entry stays in an index until its segments are merged, and in the log until that is cut off, `secure_delete` or not
    (reference/reliability.md, fact 9). A server keeps its own house.
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        for name in SEARCHED:
            cursor.execute(f"INSERT INTO {name}_search({name}_search) VALUES('optimize')")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        raw.close()


def write(connection: Connection, name: str, row: int, words: str) -> None:
    """Put the words of one row into the index, in place of what was there."""
    write_many(connection, name, [(row, words)])


def write_many(connection: Connection, name: str, entries: list[tuple[int, str]]) -> None:
    """Put the words of many rows into the index."""
    rows = [{"row": row, "words": words} for row, words in entries]
    if not rows:
        return
    connection.execute(_writing(connection.dialect.name, name), rows)


@cache
def _writing(dialect: str, name: str) -> TextClause:
    if dialect == "postgresql":
        return text(
            f"INSERT INTO {name}_search (row, text) VALUES (:row, to_tsvector('simple', :words)) "  # noqa: S608 - names are ours
            "ON CONFLICT (row) DO UPDATE SET text = excluded.text"
        )
    return text(f"INSERT OR REPLACE INTO {name}_search (rowid, text) VALUES (:row, :words)")  # noqa: S608


def remove(connection: Connection, name: str, row: int) -> None:
    """Take one row out of the index."""
    remove_many(connection, name, [row])


def remove_many(connection: Connection, name: str, rows: list[int]) -> None:
    """Take many rows out of the index."""
    if rows:
        connection.execute(_removing(connection.dialect.name, name), [{"row": row} for row in rows])


@cache
def _removing(dialect: str, name: str) -> TextClause:
    key = "row" if dialect == "postgresql" else "rowid"
    return text(f"DELETE FROM {name}_search WHERE {key} = :row")  # noqa: S608


def matches(connection: Connection, searched: Table, words: list[str]) -> ColumnElement[bool]:
    """Return the condition that a row of `searched` holds all of `words` as beginnings of words."""
    dialect = connection.dialect.name
    index, row, condition = holding(dialect, searched)
    fitting = select(row).select_from(index).where(condition.bindparams(bindparam("query", query(dialect, words))))
    if dialect == "postgresql":
        return searched.c.row.in_(fitting)
    # The plus hides the key from SQLite, which would look each hit up by it and sort them all.
    key: Any = literal_column(f"+{searched.name}.row") if _most_fit(connection, searched, words) else searched.c.row
    return cast("ColumnElement[bool]", key.in_(fitting))


def holding(dialect: str, searched: Table) -> tuple[TableClause, ColumnClause[int], Any]:
    """Return the index of `searched`, its column of row numbers, and the condition that an entry holds the words of :query."""
    name = f"{searched.name}_search"
    if dialect == "postgresql":
        index = table(name, column("row", Integer))
        return index, index.c.row, text(f"{name}.text @@ to_tsquery('simple', :query)")
    index = table(name, column("rowid", Integer))
    return index, index.c.rowid, text(f"{name} MATCH :query")


def fitting(connection: Connection, name: str, words: list[str]) -> set[int]:
    """Return the row keys of all rows that hold all of `words` as beginnings of words; of SQLite alone."""
    # As one text: to hand over fifty thousand rows one by one takes twice as long as to find, write and read them so.
    asked = f"SELECT json_group_array(rowid) FROM {name}_search WHERE {name}_search MATCH ?"  # noqa: S608 - names are ours
    return set(json.loads(connection.exec_driver_sql(asked, (_sqlite_query(words),)).scalar_one()))


def query(dialect: str, words: list[str]) -> str:
    """Return what stands for :query in the condition of `holding`: all of `words`, each as the beginning of a word."""
    return _postgres_query(words) if dialect == "postgresql" else _sqlite_query(words)


def _most_fit(connection: Connection, searched: Table, words: list[str]) -> bool:
    """Say whether a large part of the rows holds the words, as with the first letter that somebody types."""
    name = searched.name
    asked = text(
        f"SELECT (SELECT count(*) FROM {name}_search WHERE {name}_search MATCH :query) * :share"  # noqa: S608 - names are ours
        f" > (SELECT max(row) FROM {name})"
    )
    return bool(connection.execute(asked, {"query": _sqlite_query(words), "share": _WALK_SHARE}).scalar())


def _sqlite_query(words: list[str]) -> str:
    return " AND ".join(f'"{word}"*' for word in words)


def _postgres_query(words: list[str]) -> str:
    return " & ".join(f"'{word}':*" for word in words)
