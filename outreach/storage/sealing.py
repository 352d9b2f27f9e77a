"""Keys and seals: AES-256-GCM for what lies on the disk, HKDF for one key out of another, Argon2id for what people type.

The one home of `cryptography` beside the certificates of the tests. Keys are bytearrays, so that they can be wiped; what the
library copies of them inside is beyond us.
"""

from __future__ import annotations

import hmac
import os
import struct
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from outreach.domain.secret import wipe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: Length of every key, in bytes.
KEY = 32
#: The first byte of everything sealed; another way of sealing gets another number.
_VERSION = b"\x01"
_NONCE, _TAG = 12, 16


class SealBroken(ValueError):
    """What was to be unsealed was sealed with another key, is about something else, or was changed since."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs: `memory` in KiB, `passes` over it, `lanes` at a time (RFC 9106, 3.1)."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def is_sane(self) -> bool:
        """Say whether a machine can do it: a forged key file must not eat the memory."""
        return 8 * self.lanes <= self.memory <= 1 << 20 and 1 <= self.passes <= 64 and 1 <= self.lanes <= 16


USUAL_COST = Cost()


def random_key() -> bytearray:
    """Return a new key from the system's random numbers."""
    return bytearray(os.urandom(KEY))


def sub_key(key: bytes | bytearray, purpose: str) -> bytearray:
    """Return the key for one purpose out of another key (HKDF-SHA256, RFC 5869). It does not lead back to that one."""
    early = hmac.digest(bytes(KEY), bytes(key), "sha256")
    return bytearray(hmac.digest(early, b"outreach 1 " + purpose.encode() + b"\x01", "sha256"))


def stretched(typed: bytearray, salt: bytes, cost: Cost) -> bytearray:
    """Return the key that a passphrase makes (Argon2id, RFC 9106). It takes time and memory: that is its point."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    made = Argon2id(salt=salt, length=KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return bytearray(made.derive(bytes(typed)))


def seal(key: bytes | bytearray, data: bytes | bytearray, about: bytes) -> bytes:
    """Encrypt and sign `data`. `about` says what it is; it is not written along, and unsealing wants the same again."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + _cipher(key).encrypt(nonce, data, about)


def unseal(key: bytes | bytearray, sealed: bytes, about: bytes) -> bytes:
    """Return what was sealed. Raises SealBroken."""
    from cryptography.exceptions import InvalidTag

    if sealed[:1] != _VERSION or len(sealed) < 1 + _NONCE + _TAG:
        raise SealBroken
    try:
        return _cipher(key).decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], about)
    except InvalidTag as error:
        raise SealBroken from error


def key_pair() -> tuple[bytearray, bytes]:
    """Return a new private key and the public one that goes with it (X25519): who has the public one can seal, and not unseal."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return bytearray(private.private_bytes_raw()), private.public_key().public_bytes_raw()


def seal_for(public: bytes, data: bytes, about: bytes) -> bytes:
    """Encrypt for whoever has the private key that goes with `public`; the sender cannot read it again."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    own = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    key = sub_key(mixed(shared, own, public), "for one reader")
    try:
        return own + seal(key, data, about)
    finally:
        wipe(key)


def unseal_for(private: bytes | bytearray, sealed: bytes, about: bytes) -> bytes:
    """Return what was sealed for the holder of `private`. Raises SealBroken."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        own = X25519PrivateKey.from_private_bytes(bytes(private))
        public, other = own.public_key().public_bytes_raw(), sealed[:KEY]
        shared = own.exchange(X25519PublicKey.from_public_bytes(other))
    except ValueError as error:
        raise SealBroken from error
    key = sub_key(mixed(shared, other, public), "for one reader")
    try:
        return unseal(key, sealed[KEY:], about)
    finally:
        wipe(key)


def signed(key: bytes | bytearray, data: bytes) -> str:
    """Return the mark that only who has the key can make (HMAC-SHA256), in hex."""
    return hmac.digest(bytes(key), data, "sha256").hex()


def mixed(*parts: bytes) -> bytes:
    """Return parts as one, each with its length in front, so that no two lists of parts look alike."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of bytes in hex: tells damage, not forgery."""
    return sha256(data).hexdigest()


class Sealer:
    """Seals what must lie encrypted on the disk outside the workspace, under a key of its own that comes from the data key.

    What was sealed before a `rekey` cannot be unsealed after it.
    """

    def __init__(self, data_key: bytearray) -> None:
        self._key = sub_key(data_key, "sealer")

    def seal(self, data: bytes, about: str) -> bytes:
        """Encrypt `data`. `about` says what it is ("draft capture"); unsealing wants the same. Raises SealBroken when closed."""
        self._require_open()
        return seal(self._key, data, about.encode())

    def unseal(self, sealed: bytes, about: str) -> bytes:
        """Return what was sealed under the same `about`. Raises SealBroken."""
        self._require_open()
        return unseal(self._key, sealed, about.encode())

    def wipe(self) -> None:
        """Forget the key."""
        wipe(self._key)

    def _require_open(self) -> None:
        if not self._key:
            raise SealBroken


def _cipher(key: bytes | bytearray) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(bytes(key))
