"""Actions on a shared workspace of which it is certain, in the end, whether they were kept.

The line may break right when the server answers a commit. A second try that does not look would then write everything twice
(measured: 60 actions became 120; reliability.md, fact 7). Each action has an id that we make, so one look tells.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from outreach.storage.faults import known_faults
from outreach.storage.journal import ActionRow
from outreach.storage.tables import action
from outreach.storage.work import Work

#: Makes our numbers differ from those of other locks on the same server.
_COMMITS = 0x4F555454
#: How long the look waits for the broken transaction to end on the server.
_LOOKING = "5s"


class AlreadyDone(Exception):
    """The action is in the workspace already: somebody does it again because the answer was lost. Never shown."""


@contextmanager
def certain_work(engine: Engine, place: str, row: ActionRow, *, again: bool = False) -> Iterator[Work]:
    """Do one action in one transaction. When its commit is not answered, look whether it was kept.

    `again`: it may have been done before under this id; then AlreadyDone is raised before anything is written.
    Raises WorkspaceUnreachable when it was not kept, or when nobody can tell now; the same records saved again are no doubles.
    """
    with known_faults(place), engine.connect() as connection:
        transaction = connection.begin()
        try:
            if again:
                _hold(connection, row.id)
                if _is_there(connection, row.id):
                    raise AlreadyDone
            work = Work(connection, row)
            yield work
            work.finish()
            _hold(connection, row.id)
        except BaseException:
            # A line that is dead cannot say it; the server takes back what was begun.
            with contextlib.suppress(DBAPIError):
                transaction.rollback()
            raise
        try:
            transaction.commit()
        except DBAPIError as error:
            if not error.connection_invalidated or not _was_kept(engine, row.id):
                raise


def _hold(connection: Connection, action_id: UUID) -> None:
    """Let whoever looks for the action wait until its transaction is over, one way or the other."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:ours, :action)"), _numbers(action_id))


def _was_kept(engine: Engine, action_id: UUID) -> bool:
    with engine.connect() as connection, connection.begin():
        connection.execute(text(f"SET LOCAL lock_timeout = '{_LOOKING}'"))
        _hold(connection, action_id)
        return _is_there(connection, action_id)


def _is_there(connection: Connection, action_id: UUID) -> bool:
    return connection.execute(select(action.c.id).where(action.c.id == action_id)).first() is not None


def _numbers(action_id: UUID) -> dict[str, int]:
    return {"ours": _COMMITS, "action": zlib.crc32(action_id.bytes) & 0x7FFFFFFF}
