"""The code of an exchange: 256 random bits that two laptops share, written so that it can be read aloud and typed by hand.

The letters are Crockford's base 32 (crockford.com/base32.html): no I, L, O and U. The last group is a checksum, so that a slip of
the pen is told at once.
"""

from __future__ import annotations

import hashlib
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
#: Bytes of the key, letters that write them, letters of the checksum, letters of a group.
KEY_BYTES, _KEY_LETTERS, _CHECK, _GROUP = 32, 52, 4, 4


class NoExchangeCode(ValueError):
    """What was typed is no code: too short, too long, another letter, or a slip that the checksum tells."""


def new_key() -> bytes:
    """Return a new key from the system's random numbers."""
    return secrets.token_bytes(KEY_BYTES)


def written(key: bytes) -> str:
    """Return the code of a key: fourteen groups of four letters."""
    whole = _letters(int.from_bytes(key, "big"), _KEY_LETTERS) + _check(key)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def read_code(text: str) -> bytes:
    """Return the key of what somebody typed: small letters, spaces, hyphens, O for 0, I or L for 1. Raises NoExchangeCode."""
    letters = "".join(char for char in text.upper() if char.isalnum()).translate(_READ_AS)
    if len(letters) != _KEY_LETTERS + _CHECK or any(letter not in _LETTERS for letter in letters):
        raise NoExchangeCode
    number = 0
    for letter in letters[:_KEY_LETTERS]:
        number = number * 32 + _LETTERS.index(letter)
    if number >> (KEY_BYTES * 8):
        raise NoExchangeCode
    key = number.to_bytes(KEY_BYTES, "big")
    if _check(key) != letters[_KEY_LETTERS:]:
        raise NoExchangeCode
    return key


def key_name(key: bytes) -> str:
    """Return what tells this key from others without telling it; it stands in the open in every file."""
    return hashlib.sha256(b"outreach exchange key name 1" + key).hexdigest()[:16]


def _letters(number: int, count: int) -> str:
    return "".join(_LETTERS[number >> (5 * place) & 31] for place in range(count - 1, -1, -1))


def _check(key: bytes) -> str:
    # Twenty bits of a hash: any slip at all goes unnoticed once in a million.
    digest = hashlib.sha256(b"outreach exchange code 1" + key).digest()
    return _letters(int.from_bytes(digest[:5], "big") >> 20, _CHECK)
