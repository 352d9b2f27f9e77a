"""Seals of change files: AES-256-GCM (NIST SP 800-38D) under a key that two laptops share, and hashes under another."""

from __future__ import annotations

import hashlib
import hmac
import os

from outreach.domain.exchange_code import key_name

_NONCE = 12


class ExchangeSeals:
    """Seals and opens with one exchange key."""

    def __init__(self, key: bytes) -> None:
        self._sealing = hmac.digest(key, b"outreach exchange seal 1", "sha256")
        self._hashing = hmac.digest(key, b"outreach exchange hash 1", "sha256")
        self.name = key_name(key)

    def seal(self, data: bytes, about: bytes) -> bytes:
        """Seal `data`, bound to `about`: a fresh random nonce, then the ciphertext with its tag."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self._sealing).encrypt(nonce, data, about)

    def unseal(self, sealed: bytes, about: bytes) -> bytes:
        """Return what was sealed. Raises ValueError when it was cut, changed, or sealed with another key."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(self._sealing).decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
        except InvalidTag as error:
            raise ValueError("the seal is broken") from error

    def hash(self, data: bytes) -> str:
        """Return a hash that tells nothing to whoever has no key."""
        return hmac.new(self._hashing, data, hashlib.sha256).hexdigest()
