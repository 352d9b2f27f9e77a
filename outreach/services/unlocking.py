"""Opening a workspace that may be encrypted: with what was typed, else with what the key ring keeps; wrong tries slow down.

Both doors come through here. A key ring that is missing, changed or locked only means that somebody is asked.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.secret import Origin, Secret
from outreach.domain.server_address import is_address
from outreach.errors import NoKeyRing, WorkspaceError, WorkspaceLocked, WrongPassphrase
from outreach.services.accounts import read_password

if TYPE_CHECKING:
    from outreach.storage.database import Database, Signature
    from outreach.storage.key_slots import KeySlots

#: Names files whose first line is the passphrase to open with, and the new one to set. Never an argument (DESIGN, section 8).
PASSPHRASE_FILE = "OUTREACH_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
NEW_PASSPHRASE_FILE = "OUTREACH_NEW_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable


def named_secret(variable: str = PASSPHRASE_FILE) -> Secret | None:
    """Return the first line of the file that a variable names; None when it names none. Raises BadFile."""
    named = os.environ.get(variable, "")
    return Secret(read_password(Path(named))) if named else None


def is_encrypted(place: str) -> bool:
    """Say whether a workspace is encrypted, without opening it. False for an address, and for what is not there."""
    from outreach.storage.encryption import is_encrypted as look

    try:
        return look(place)
    except WorkspaceError:
        return False


def wait_for_try(place: str) -> float:
    """Return how many seconds the next try of a passphrase has to wait; 0 nearly always."""
    slots = _slots(place)
    if slots is None:
        return 0.0
    from outreach.storage.wrong_tries import seconds_left

    return seconds_left(slots.workspace)


def open_database(
    place: str,
    signature: Signature,
    *,
    writing: bool = True,
    secret: Secret | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Database:
    """Open a workspace. `secret` is what was typed and is wiped here; without one the key ring is asked, where that is wished.

    Raises WorkspaceLocked (on a server: ServerPasswordWanted) when somebody has to be asked, WrongPassphrase (after a pause, from
    the sixth try in a row), and what `open_workspace` raises.
    """
    from outreach.storage.database import open_workspace

    if is_address(place):
        from outreach.services.server_login import open_on_server

        return open_on_server(place, signature, writing=writing, secret=secret)
    slots = _slots(place)
    if slots is None:
        # Plain, or in the middle of an exchange of keys that was cut: opening finishes that first, and then needs the secret.
        try:
            return open_workspace(place, signature, writing=writing, secret=secret)
        finally:
            if secret is not None:
                secret.wipe()
    from outreach.storage import wrong_tries

    if secret is None:
        return _with_ring(place, signature, writing)
    try:
        left = wrong_tries.seconds_left(slots.workspace)
        if left:
            sleep(left)
        database = open_workspace(place, signature, writing=writing, secret=secret)
    except WrongPassphrase:
        wrong_tries.count_wrong(slots.workspace)
        raise
    finally:
        secret.wipe()
    wrong_tries.forget_tries(slots.workspace)
    return database


def _with_ring(place: str, signature: Signature, writing: bool) -> Database:
    from outreach.storage.database import open_workspace

    secret = ring_secret(place)
    if secret is None:
        raise WorkspaceLocked(place)
    try:
        return open_workspace(place, signature, writing=writing, secret=secret)
    except WrongPassphrase as error:
        # Another ring, or one of an earlier key: the passphrase opens.
        raise WorkspaceLocked(place) from error
    finally:
        secret.wipe()


def ring_secret(place: str) -> Secret | None:
    """Return what the key ring keeps for a workspace that is to open with it; None when there is nothing, or no ring to trust."""
    from outreach.storage.key_slots import SlotKind

    slots = _slots(place)
    if slots is None or slots.slot(SlotKind.RING) is None:
        return None
    from outreach.network.passwords import find_in_safe_ring

    try:
        found = find_in_safe_ring(ring_account(slots.workspace.hex))
    except NoKeyRing:
        return None
    return Secret(found, Origin.RING) if found else None


def ring_is_safe() -> bool:
    """Say whether this computer has a key ring that a key may be trusted to."""
    from outreach.network.passwords import has_safe_ring

    return has_safe_ring()


def ring_account(workspace: str) -> str:
    """Return the name under which the key ring keeps a workspace's secret."""
    return f"workspace {workspace}"


def _slots(place: str) -> KeySlots | None:
    if "://" in place:
        return None
    from outreach.storage.encryption import find_slots

    try:
        return find_slots(Path(place))
    except (OSError, WorkspaceError):
        # Opening it says what is wrong, in its own order.
        return None

