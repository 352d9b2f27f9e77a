"""What a look through the whole workspace finds: the window and `outreach check` say the same.

`problems` are damage, and a way back is asked for; `warnings` are what does no harm yet: a login that several share, a server
that could lose what it said it had kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outreach.language import N_, NN_

if TYPE_CHECKING:
    from outreach.services.house import House

SOUND = N_("{place} is sound.")
ENCRYPTED, PLAIN = N_("It is encrypted."), N_("It is not encrypted.")
WARNINGS = NN_("{n} warning about the server", "{n} warnings about the server")


@dataclass(frozen=True, slots=True)
class Soundness:
    """What was found, as catalogue texts. What lies on a server is the server's to encrypt: what we know is among the warnings."""

    place: str
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    encrypted: bool = False
    shared: bool = False

    @property
    def guarded(self) -> tuple[str, ...]:
        """Say whether the file is encrypted; nothing about a server."""
        return () if self.shared else (ENCRYPTED if self.encrypted else PLAIN,)


def look_through(house: House) -> Soundness:
    """Look at pages, links, search and the server. Takes seconds in a large register."""
    database = house.database
    return Soundness(house.place, tuple(house.check()), server_warnings(house), database.is_encrypted, house.is_shared)


def server_warnings(house: House) -> tuple[str, ...]:
    """Return what is unsound with the login and the server; nothing for a workspace in a file."""
    if not house.is_shared:
        return ()
    from outreach.services.server_roles import state

    return tuple(state(house.database).unsound)
