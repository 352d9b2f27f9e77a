"""Passwords stand in the system's key ring (Credential Manager, Keychain, Secret Service), never in a file of ours."""

from __future__ import annotations

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from outreach.errors import NoKeyRing

#: How the key ring's own window names us.
SERVICE = "Outreach"


def find_password(account: str) -> str | None:
    """Return the password of an account ("user@server"), or None when the key ring has none. Raises NoKeyRing."""
    try:
        return keyring.get_password(SERVICE, account)
    except (KeyringError, RuntimeError, OSError) as error:
        raise NoKeyRing from error


def keep_password(account: str, password: str) -> None:
    """Put a password into the key ring, in place of an earlier one. Raises NoKeyRing."""
    try:
        keyring.set_password(SERVICE, account, password)
    except (KeyringError, RuntimeError, OSError) as error:
        raise NoKeyRing from error


def forget_password(account: str) -> bool:
    """Take a password out of the key ring and say whether one was there. Raises NoKeyRing."""
    try:
        if keyring.get_password(SERVICE, account) is None:
            return False
        keyring.delete_password(SERVICE, account)
    except PasswordDeleteError:
        return False
    except (KeyringError, RuntimeError, OSError) as error:
        raise NoKeyRing from error
    return True
