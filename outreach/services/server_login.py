"""The password of one's login to a shared workspace: from a named file, the system's key ring, or whoever can be asked.

It is never in the settings, an argument, a log or a sentence (reliability.md, 4.4). An address with a password in it is taken, and
its owner told: what stands on a command line can be read by everybody at the computer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.secret import Origin, Secret
from outreach.domain.server_address import login_of, split_address
from outreach.errors import InvalidInput, NoKeyRing, ServerPasswordWanted
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.database import Database, Signature

#: Names a file whose first line is the password, for machines without a key ring.
PASSWORD_FILE = "OUTREACH_SERVER_PASSWORD_FILE"  # noqa: S105 - the name of a variable
TOLD = N_(
    "The address holds a password, which others at this computer may see. Leave it out: Outreach asks for it, and keeps it in the"
    " key ring if you want."
)


def open_on_server(place: str, signature: Signature, *, writing: bool = True, secret: Secret | None = None) -> Database:
    """Open a shared workspace. `secret` is the typed password; without one a named file, then the key ring is asked.

    Raises ServerPasswordWanted when somebody has to type it, and what `open_workspace` raises.
    """
    from outreach.services.unlocking import named_secret
    from outreach.storage.database import open_workspace

    bare, written = split_address(place)
    known = secret or (Secret(written) if written else named_secret(PASSWORD_FILE))
    try:
        return open_workspace(bare, signature, writing=writing, secret=known)
    except ServerPasswordWanted:
        kept = ring_password(bare) if known is None else None
        if kept is None:
            raise
    finally:
        if known is not None:
            known.wipe()
    try:
        return open_workspace(bare, signature, writing=writing, secret=kept)
    finally:
        kept.wipe()


def ring_password(place: str) -> Secret | None:
    """Return what the key ring keeps for a login; None when there is nothing, or no ring that can be trusted."""
    from outreach.network.passwords import find_in_safe_ring

    try:
        found = find_in_safe_ring(_account(place))
    except NoKeyRing:
        return None
    return Secret(found, Origin.RING) if found else None


def keep_password(place: str, secret: Secret) -> None:
    """Put the password of a login into the key ring. Raises NoKeyRing where none can be trusted, InvalidInput for an empty one."""
    from outreach.network.passwords import keep_in_safe_ring

    if not secret:
        raise InvalidInput(N_("Password"), N_("Type the password on one line."))
    keep_in_safe_ring(_account(place), secret.text())


def forget_password(place: str) -> bool:
    """Take the password of a login out of the key ring and say whether one was there."""
    from outreach.network.passwords import forget_in_safe_ring

    there = ring_password(place)
    if there is not None:
        there.wipe()
        forget_in_safe_ring(_account(place))
    return there is not None


def _account(place: str) -> str:
    return f"server {login_of(place)}"
