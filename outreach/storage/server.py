"""The way to a shared workspace on PostgreSQL: proved by its certificate, and given up when it is dead.

`sslmode=verify-full` (libpq) is asked of every server that is not this computer; no address can ask for less. The system's own
time-outs do not help behind a live proxy or VPN, which goes on acknowledging what never arrives (measured: reliability.md, fact 7),
so each wait has a deadline of our own. A statement on which the server is truly at work may last longer.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Generator
from secrets import token_hex
from typing import Any, ClassVar, Self, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from outreach.domain.secret import Secret
from outreach.domain.server_address import split_address
from outreach.errors import WorkspaceUnreachable

T = TypeVar("T")

#: Seconds without an answer after which a connection is asked for, and seconds that the asking may take.
PATIENCE = 7.0
ASKING = 3.0
#: Seconds that a new connection may take (libpq knows no less than 2).
CONNECTING = 6
#: A connection that was used so many seconds ago is believed to be alive; an older one is asked first.
_FRESH = 1.0

#: What the server is told of each session. A dead line leaves a transaction there that holds its rows, and all others would wait
#: for it: the server gives up a silent line soon, and whoever waits for a row gets an answer.
_SESSION = {
    "lock_timeout": "15s",
    "idle_in_transaction_session_timeout": "5min",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "25s",
}

#: Hosts that are this computer: nobody listens on the way.
_HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})


def safe_address(url: str) -> str:
    """Return what the driver is told for a postgresql:// address: `verify-full` for every other computer.

    Raises WorkspaceUnreachable when the address cannot be read, or asks for less than that.
    """
    try:
        given = conninfo_to_dict(url)
    except psycopg.Error as error:
        # What libpq says of an address that it cannot read repeats a part of it.
        raise WorkspaceUnreachable(split_address(url)[0]) from (None if "@" in url else error)
    told: dict[str, Any] = {"application_name": "outreach", "connect_timeout": CONNECTING} | dict(given)
    if not _is_here(dict(given)):
        if str(given.get("sslmode") or "verify-full") != "verify-full":
            raise WorkspaceUnreachable(split_address(url)[0])
        told["sslmode"] = "verify-full"
        if not os.environ.get("PGSSLROOTCERT"):
            told.setdefault("sslrootcert", "system")
        # With a Kerberos ticket libpq would take that line instead and look at no certificate (libpq-connect, gssencmode).
        told["gssencmode"] = "disable"
    ours = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    told["options"] = f"{ours} {told.get('options') or ''}".strip()
    return make_conninfo(**told)


def _is_here(given: dict[str, Any]) -> bool:
    """Say whether the address surely leads to this computer. What it leaves out, libpq takes from the environment."""
    named = {name: str(given.get(name) or os.environ.get(f"PG{name.upper()}") or "") for name in ("host", "hostaddr", "service")}
    hosts = [*named["host"].split(","), *named["hostaddr"].split(",")]
    return not named["service"] and all(host in _HERE or host.startswith("/") for host in hosts)


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is given up when nothing comes for `patience` seconds and the server is not at work for it."""

    patience: ClassVar[float] = PATIENCE
    #: When something was heard last, and whether it is only asked for a sign of life, which no work of the server's can hold up.
    _heard = 0.0
    _is_asked = False
    #: Sessions that were given up and may still hold rows on the server: the number and the name of each.
    _left: ClassVar[set[tuple[int, str]]] = set()

    @classmethod
    def to(cls, address: str, password: Secret | None = None) -> Self:
        """Connect; `address` is from `safe_address`. What an earlier dead line has left on the server is ended first."""
        known = {"password": password.text()} if password else {}
        made = cls.connect(make_conninfo(address, application_name=f"outreach {token_hex(6)}", **known))
        made._heard = time.monotonic()
        for session in list(cls._left):
            with contextlib.suppress(psycopg.Error):
                _end(made, *session)
                cls._left.discard(session)
            made.rollback()
        return made

    def wait(self, gen: Generator[Any, Any, T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait for an answer, but not for ever."""
        return super().wait(self._watched(gen), interval=interval, timeout=timeout)

    def _watched(self, gen: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        try:
            wish = next(gen)
            self._heard = time.monotonic()
            while True:
                ready = yield wish
                if ready:
                    self._heard = time.monotonic()
                elif time.monotonic() - self._heard > (min(ASKING, self.patience) if self._is_asked else self.patience):
                    if self._is_asked or not self._is_at_work():
                        self._left.add((self.pgconn.backend_pid, self.info.get_parameters().get("application_name", "")))
                        self.pgconn.finish()
                        raise psycopg.OperationalError("no answer from the server")
                    self._heard = time.monotonic()
                wish = gen.send(ready)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    def is_alive(self) -> bool:
        """Say whether the connection still answers. One that was heard a moment ago is not asked; a dead one is closed."""
        if time.monotonic() - self._heard < _FRESH and not self.closed:
            return True
        self._is_asked = True
        try:
            # Straight to libpq's waiting: no transaction is begun for it.
            autocommit, self.autocommit = self.autocommit, True
            self.execute("")
            self.autocommit = autocommit
        except psycopg.Error:
            self.close()
            return False
        finally:
            self._is_asked = False
        return True

    def _is_at_work(self) -> bool:
        """Ask over a second connection whether the server works on our statement, and is not itself waiting for us."""
        wanted = "SELECT state = 'active' AND wait_event_type IS DISTINCT FROM 'Client' FROM pg_stat_activity WHERE pid = %s"
        given = {name: value for name, value in conninfo_to_dict(self.info.dsn).items() if value not in (None, "")}
        asked: dict[str, Any] = given | {"connect_timeout": max(2, round(ASKING))}
        if self.info.password:
            asked["password"] = self.info.password
        address = make_conninfo(**asked)
        with contextlib.suppress(psycopg.Error), _BriefConnection.connect(address, autocommit=True) as other:
            row = other.execute(wanted, [self.pgconn.backend_pid]).fetchone()
            return bool(row and row[0])
        return False


def _end(connection: psycopg.Connection[Any], pid: int, name: str) -> None:
    """End a session of our own; its name is ours alone, so no other gets it should the number have been given anew."""
    wanted = "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE pid = %s AND application_name = %s"
    connection.execute(wanted, [pid, name])


class _BriefConnection(psycopg.Connection[Any]):
    """A connection for one question that must be answered soon."""

    def wait(self, gen: Generator[Any, Any, T], interval: float = 0.1, timeout: float | None = None) -> T:
        return super().wait(gen, interval=interval, timeout=timeout or ASKING)
