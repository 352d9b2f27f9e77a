"""The roles of a shared workspace on its server, for whoever sets it up and for whoever works in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outreach.errors import InvalidInput
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.database import Database

SHARED_LOGIN = N_("Several officers use this login: give each one of their own, or the audit log cannot say who did what.")
_LOGIN = "login."


@dataclass(frozen=True, slots=True)
class ServerState:
    """How one is logged in, and what is unsound (catalogue texts). A workspace in a file has no login and nothing unsound."""

    shared: bool = False
    login: str = ""
    unsound: tuple[str, ...] = ()


def script(owner: str, officers: Sequence[str]) -> str:
    """Return the SQL for the database administrator. Raises InvalidInput for a name that is no name of a role."""
    from outreach.storage.roles import script as written

    for name in (owner, *officers):
        _require_name(name)
    return written(owner, officers)


def _require_name(name: str) -> None:
    if not name.strip() or "$" in name or not name.isprintable() or len(name.encode()) > 50:
        raise InvalidInput(N_("Name"), N_("The name of a role has 1 to 50 letters, and no $."))


def shut_out(login: str) -> str:
    """Return the SQL by which the database administrator shuts a login out. Raises InvalidInput for a name that is none."""
    from outreach.storage.roles import shut_out as written

    _require_name(login)
    return written(login)


def state(database: Database) -> ServerState:
    """Return how one is logged in, and what is unsound with the login and the server."""
    if not database.is_shared:
        return ServerState()
    from outreach.storage import roles

    with database.read() as view:
        login, unsound = roles.logged_in_as(view.connection), roles.unsound(view.connection)
        several = len(view.facts(_named(login))) > 1
    return ServerState(True, login, (*unsound, *((SHARED_LOGIN,) if several else ())))


def remember_login(database: Database) -> None:
    """Keep which officer works under the login, so that one that is shared is noticed. A read, and once a write."""
    who = database.signature.who
    if not database.is_shared or not database.can_write or not who:
        return
    from outreach.storage import roles

    with database.read() as view:
        login = roles.logged_in_as(view.connection)
        known = view.facts(_named(login))
    if who not in known.values():
        with database.work("") as work:
            work.keep_fact(f"{_named(login)}{len(known)}", who)


def _named(login: str) -> str:
    return f"{_LOGIN}{login}."
