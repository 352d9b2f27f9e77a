"""The roles of a shared workspace on its server, for whoever sets it up and for whoever works in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outreach.errors import InvalidInput
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.database import Database


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


def state(database: Database) -> tuple[bool, str, list[str]]:
    """Return whether the workspace is shared, the name of the login, and what is unsound (catalogue texts)."""
    if not database.is_shared:
        return False, "", []
    from outreach.storage import roles

    with database.read() as view:
        return True, roles.logged_in_as(view.connection), roles.unsound(view.connection)
