"""The audit log in its table: lines are added, never changed (`domain/audit.py` says what a line is, how the chain is checked).

On a server several computers write it; an advisory lock puts them in one row, so that each line stands upon the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from outreach.domain.audit import BRIDGE, AuditLine, AuditState, Head, looked_through, plain_detail, sealed
from outreach.storage.alone import hold
from outreach.storage.tables import audit, fact

#: The fact under which the end of the log lies apart from it.
HEAD = "audit head"


def append(
    connection: Connection, at: datetime, who: str, device: str, deed: str, detail: Mapping[str, Any]
) -> AuditLine:
    """Add one line, in the transaction of what it tells of: both are kept, or neither."""
    hold(connection, HEAD)
    before = _last(connection)
    line = sealed(AuditLine(before.number + 1, at, who, device, deed, plain_detail(detail), before.hash))
    values = {"number": line.number, "at": at, "who": who, "device": device, "deed": deed, "detail": line.detail}
    connection.execute(insert(audit), values | {"previous": line.previous, "hash": line.hash})
    _keep_head(connection, Head(line.number, line.hash))
    return line


def head(connection: Connection) -> Head:
    """Return the end of the log as it was kept apart; backups and manifests keep it too."""
    kept = _kept(connection)
    return kept if kept is not None else Head()


def check(connection: Connection, others: Iterable[Head] = ()) -> AuditState:
    """Look at the whole log and name the first number that is not as it was written. `others`: heads of backups."""
    return looked_through(lines(connection), _kept(connection), others)


def lines(connection: Connection, wanted: Select[Any] | None = None) -> Iterator[AuditLine]:
    """Yield the lines, the first written first."""
    for row in connection.execute(select(audit).order_by(audit.c.number) if wanted is None else wanted):
        yield AuditLine(row.number, row.at, row.who, row.device, row.deed, row.detail, row.previous, row.hash)


def latest(connection: Connection, most: int, deed: str = "", since: datetime | None = None) -> list[AuditLine]:
    """Return the latest lines, newest first, of one deed or all, from an instant on."""
    wanted = select(audit).order_by(audit.c.number.desc()).limit(most)
    if deed:
        wanted = wanted.where(audit.c.deed == deed)
    if since is not None:
        wanted = wanted.where(audit.c.at >= since)
    return list(lines(connection, wanted))


def naming(connection: Connection, record: str) -> list[AuditLine]:
    """Return the lines whose detail holds an id, the first written first."""
    return [line for line in lines(connection) if _holds(line.detail, record)]


def dispose_before(
    connection: Connection, before: datetime, at: datetime, who: str, device: str, reference: str
) -> AuditLine | None:
    """Take away the lines from before an instant, up to the first that is younger, and add the line that stands for them.

    None, and nothing done, when there is no such line.
    """
    hold(connection, HEAD)
    last: AuditLine | None = None
    count = 0
    for line in lines(connection):
        if line.at >= before:
            break
        last, count = line, count + 1
    if last is None:
        return None
    detail = {"up_to": last.number, "hash": last.hash, "lines": count, "reference": reference}
    bridge = append(connection, at, who, device, BRIDGE, detail)
    connection.execute(delete(audit).where(audit.c.number <= last.number))
    return bridge


def carry_over(connection: Connection, replaced: Connection) -> int:
    """Take over the lines that a log has beyond the end of this one, as they were written, and return how many.

    For a restored backup: going back in time must not take back who took what out since. None where the other log does not hold
    this one's end: then it is another history.
    """
    end = _last(connection)
    # Read to its end before anything is written: a damaged file may stop in the middle, and half a log would look touched.
    later = iter(list(lines(replaced, select(audit).where(audit.c.number >= end.number).order_by(audit.c.number))))
    if end.number:
        same = next(later, None)
        if same is None or same.hash != end.hash:
            return 0
    count = 0
    for line in later:
        values = {"number": line.number, "at": line.at, "who": line.who, "device": line.device, "deed": line.deed}
        told = {"detail": line.detail, "previous": line.previous, "hash": line.hash}
        connection.execute(insert(audit), values | told)
        end, count = Head(line.number, line.hash), count + 1
    if count:
        _keep_head(connection, end)
    return count


def _last(connection: Connection) -> Head:
    wanted = select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    row = connection.execute(wanted).first()
    # An emptied log goes on where its kept end says: the gap is seen for ever.
    return Head(row.number, row.hash) if row is not None else head(connection)


def _kept(connection: Connection) -> Head | None:
    text = connection.execute(select(fact.c.value).where(fact.c.name == HEAD)).scalar()
    with suppress(ValueError):
        return Head.read(text) if text else None
    return Head(-1, "")


def _keep_head(connection: Connection, end: Head) -> None:
    connection.execute(delete(fact).where(fact.c.name == HEAD))
    connection.execute(insert(fact).values(name=HEAD, value=end.written()))


def _holds(value: Any, wanted: str) -> bool:
    if isinstance(value, Mapping):
        return any(_holds(one, wanted) for one in value.values())
    if isinstance(value, list):
        return any(_holds(one, wanted) for one in value)
    return bool(value == wanted)
