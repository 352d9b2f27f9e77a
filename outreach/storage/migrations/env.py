"""How Alembic runs a step: on the engine it is given, in one real transaction, with foreign keys off and checked after.

With foreign keys on, rebuilding a table on SQLite would delete the rows that refer to it (reference/libraries.md, 3).
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, Engine

from outreach.storage import tables
from outreach.storage.columns import metadata

assert tables.company is not None


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transaction_per_migration=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _run_on(engine: Engine) -> None:
    sqlite = engine.dialect.name == "sqlite"
    raw = engine.connect()
    try:
        if sqlite:
            raw.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        _run(raw)
        if sqlite:
            broken = raw.exec_driver_sql("PRAGMA foreign_key_check").all()
            raw.rollback()
            if broken:
                raise RuntimeError(f"{len(broken)} broken references after the migration")
    finally:
        if sqlite:
            raw.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
        raw.close()


_run_on(context.config.attributes["engine"])
