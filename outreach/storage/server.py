"""The way to a shared workspace on PostgreSQL: proved by its certificate, and given up when it is dead.

`sslmode=verify-full` (libpq) is asked of every server that is not this computer; no address can ask for less. The system's own
time-outs do not help behind a live proxy or VPN, which goes on acknowledging what never arrives (measured: reliability.md, fact 7),
so each wait has a deadline of our own. A statement on which the server is truly at work may last longer.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator
from typing import Any, ClassVar, Self, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from outreach.errors import WorkspaceUnreachable

T = TypeVar("T")

#: Seconds without an answer after which a connection is asked for, and seconds that the asking may take.
PATIENCE = 7.0
ASKING = 3.0

#: Hosts that are this computer: nobody listens on the way.
_HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})


def safe_address(url: str) -> str:
    """Return what the driver is told for a postgresql:// address: `verify-full` for every other computer.

    Raises WorkspaceUnreachable when the address cannot be read, or asks for less than that.
    """
    try:
        given = conninfo_to_dict(url)
    except psycopg.Error as error:
        raise WorkspaceUnreachable(_bare(url)) from error
    hosts = [*str(given.get("host") or "").split(","), *str(given.get("hostaddr") or "").split(",")]
    told: dict[str, Any] = {"application_name": "outreach", "connect_timeout": 10} | dict(given)
    if not all(host in _HERE or host.startswith("/") for host in hosts):
        if str(given.get("sslmode") or "verify-full") != "verify-full":
            raise WorkspaceUnreachable(_bare(url))
        told["sslmode"] = "verify-full"
        told.setdefault("sslrootcert", "system")
    return make_conninfo(**told)


def _bare(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is given up when nothing comes for `patience` seconds and the server is not at work for it."""

    patience: ClassVar[float] = PATIENCE

    @classmethod
    def to(cls, address: str) -> Self:
        """Connect; `address` is from `safe_address`."""
        return cls.connect(address)

    def wait(self, gen: Generator[Any, Any, T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait for an answer, but not for ever."""
        return super().wait(self._watched(gen), interval=interval, timeout=timeout)

    def _watched(self, gen: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        try:
            wish = next(gen)
            heard = time.monotonic()
            while True:
                ready = yield wish
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard > self.patience:
                    if not self._is_at_work():
                        self.pgconn.finish()
                        raise psycopg.OperationalError("no answer from the server")
                    heard = time.monotonic()
                wish = gen.send(ready)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    def _is_at_work(self) -> bool:
        """Ask over a second connection whether the server works on our statement, and is not itself waiting for us."""
        wanted = "SELECT state = 'active' AND wait_event_type IS DISTINCT FROM 'Client' FROM pg_stat_activity WHERE pid = %s"
        given = {name: value for name, value in conninfo_to_dict(self.info.dsn).items() if value not in (None, "")}
        asked: dict[str, Any] = given | {"connect_timeout": round(ASKING)}
        if self.info.password:
            asked["password"] = self.info.password
        address = make_conninfo(**asked)
        with contextlib.suppress(psycopg.Error), _BriefConnection.connect(address, autocommit=True) as other:
            row = other.execute(wanted, [self.pgconn.backend_pid]).fetchone()
            return bool(row and row[0])
        return False


class _BriefConnection(psycopg.Connection[Any]):
    """A connection for one question that must be answered soon."""

    def wait(self, gen: Generator[Any, Any, T], interval: float = 0.1, timeout: float | None = None) -> T:
        return super().wait(gen, interval=interval, timeout=timeout or ASKING)
