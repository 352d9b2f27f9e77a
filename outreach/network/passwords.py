"""Passwords stand in the system's key ring (Credential Manager, Keychain, Secret Service), never in a file of ours."""

from __future__ import annotations

import contextlib

import keyring
from keyring.backend import KeyringBackend
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


# Keys of workspaces -------------------------------------------------------------------------------------------------------

#: The key rings that encrypt what they keep, by module and class. `fail` and `null` keep nothing, those of `keyrings.alt` keep
#: plain text in a file (jaraco/keyring#117, #370), and what nobody has looked at is not trusted either.
TRUSTED = {
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
}


def has_safe_ring() -> bool:
    """Say whether the system has a key ring that keys may be trusted to."""
    return _safe_ring() is not None


def find_in_safe_ring(account: str) -> str | None:
    """Return what a trusted key ring keeps; None when it has nothing. Raises NoKeyRing when there is none that can be trusted."""
    try:
        return _required_ring().get_password(SERVICE, account)
    except _RING_FAULTS as error:
        raise NoKeyRing from error


def keep_in_safe_ring(account: str, secret: str) -> None:
    """Put a secret into a trusted key ring and read it back. Raises NoKeyRing."""
    ring = _required_ring()
    try:
        ring.set_password(SERVICE, account, secret)
        if ring.get_password(SERVICE, account) != secret:
            raise NoKeyRing
    except _RING_FAULTS as error:
        raise NoKeyRing from error


def forget_in_safe_ring(account: str) -> None:
    """Take a secret out of the key ring, where one is there. A ring that is gone has forgotten it already."""
    ring = _safe_ring()
    if ring is not None:
        with contextlib.suppress(*_RING_FAULTS):
            ring.delete_password(SERVICE, account)


#: What rings raise: their own errors, those of the bus, and those of libraries that are not there.
_RING_FAULTS = (KeyringError, RuntimeError, OSError, ImportError)


def _required_ring() -> KeyringBackend:
    ring = _safe_ring()
    if ring is None:
        raise NoKeyRing
    return ring


def _safe_ring() -> KeyringBackend | None:
    """Return the ring to use, when it is one of those that are trusted; of a chain of rings the first that is."""
    try:
        ring = keyring.get_keyring()
        chained = getattr(ring, "backends", None) if type(ring).__module__ == "keyring.backends.chainer" else None
        rings = list(chained) if chained is not None else [ring]
    except _RING_FAULTS:
        return None
    return next((one for one in rings if (type(one).__module__, type(one).__name__) in TRUSTED), None)
