"""What was typed to open a workspace: kept in bytes that can be wiped, never shown by accident."""

from __future__ import annotations

import hmac
import unicodedata
from enum import StrEnum


class Origin(StrEnum):
    """Where a secret comes from: somebody typed it (or a file held it), or the system's key ring had it."""

    TYPED = "typed"
    RING = "ring"


class Secret:
    """A passphrase or a recovery code as it was typed, or what the key ring keeps. Wipe it when it has done its work.

    Python cannot wipe the text that it came from; what is kept here can be wiped, and a lock lives by that.
    Texts are made one form first (RFC 8265, 4.2.2: OpaqueString): å typed on a Mac is å typed on Windows.
    """

    __slots__ = ("_kept", "origin")

    def __init__(self, text: str, origin: Origin = Origin.TYPED) -> None:
        self._kept = bytearray(one_form(text).encode("utf-8", "replace"))
        self.origin = origin

    @property
    def kept(self) -> bytearray:
        """The bytes themselves (UTF-8), not a copy; empty after `wipe`."""
        return self._kept

    def text(self) -> str:
        """Return what was typed. The text that is given out cannot be wiped: ask for it last."""
        return self._kept.decode("utf-8")

    def copy(self) -> Secret:
        """Return another one with the same bytes, for somebody who wipes when done."""
        made = Secret("", self.origin)
        made._kept[:] = self._kept
        return made

    def same_as(self, other: Secret) -> bool:
        """Say whether both were typed alike, in a time that does not tell how far they agree."""
        return hmac.compare_digest(self._kept, other._kept)

    def wipe(self) -> None:
        """Overwrite the bytes and forget them. Doing it twice does no harm."""
        wipe(self._kept)

    def __bool__(self) -> bool:
        return bool(self._kept)

    def __repr__(self) -> str:
        return f"Secret({self.origin.value})"


def wipe(kept: bytearray) -> None:
    """Overwrite bytes with zeros, then empty them."""
    kept[:] = bytes(len(kept))
    kept.clear()


def one_form(text: str) -> str:
    """Return a text in the form that is compared: composed letters (NFC), every kind of space as the common one."""
    spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in text)
    return unicodedata.normalize("NFC", spaced)
