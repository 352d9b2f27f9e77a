"""The recovery code: 160 random bits on paper, written so that it can be read aloud and typed by hand.

The letters are Crockford's base 32 (crockford.com/base32.html): no I, L, O and U, so that nothing looks like something else. The
last group is a checksum: a slip of the pen is told at once and is never taken for a wrong code.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: Letters of a group, groups of the code, and how many of the letters are the checksum (20 bits).
GROUP, GROUPS, CHECK = 4, 9, 4
_BYTES = 20
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
#: How people part the groups: hyphens and dashes of all lengths, dots, and what a keyboard puts in instead.
_BETWEEN = frozenset("-‐‑‒–—−_./,")


class NoRecoveryCode(ValueError):
    """What was typed is no recovery code: too short, too long, another letter, or a slip that the checksum tells."""


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """A recovery code; `bits` are its 20 bytes. It is never written down by the program but on the printed page."""

    bits: bytes

    @property
    def groups(self) -> tuple[str, ...]:
        """The nine groups of four letters, as they are printed."""
        whole = _letters(self.bits) + _check(self.bits)
        return tuple(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))

    @property
    def text(self) -> str:
        """The code on one line, its groups parted by hyphens."""
        return "-".join(self.groups)

    def __repr__(self) -> str:
        return "RecoveryCode(…)"


def new_recovery_code() -> RecoveryCode:
    """Return a new one from the system's random numbers."""
    return RecoveryCode(secrets.token_bytes(_BYTES))


def read_recovery_code(text: str) -> RecoveryCode:
    """Read what somebody typed: small letters, spaces, hyphens, O for 0, I or L for 1. Raises NoRecoveryCode."""
    letters = _plain(text)
    if len(letters) != GROUP * GROUPS or any(letter not in LETTERS for letter in letters):
        raise NoRecoveryCode
    number = 0
    for letter in letters[:-CHECK]:
        number = number * 32 + LETTERS.index(letter)
    bits = number.to_bytes(_BYTES, "big")
    if _check(bits) != letters[-CHECK:]:
        raise NoRecoveryCode
    return RecoveryCode(bits)


def looks_like_one(text: str) -> bool:
    """Say whether somebody seems to type a recovery code, right or wrong: the doors then speak of a slip, not of a passphrase."""
    letters = _plain(text)
    near = abs(len(letters) - GROUP * GROUPS) <= 2
    return near and all(letter in LETTERS for letter in letters) and any(map(str.isdigit, letters))


def same_group(typed: str, group: str) -> bool:
    """Say whether a group was typed back as it is printed, read as kindly as the whole code."""
    return _plain(typed) == group


def asked_groups(code: RecoveryCode) -> tuple[int, int]:
    """Return which two groups (from 0, in order) the officer types back: others for each code, the checksum never among them."""
    first, second = sorted(secrets.SystemRandom().sample(range(len(code.groups) - 1), 2))
    return first, second


def _plain(text: str) -> str:
    kept = (char for char in text.upper() if not char.isspace() and char not in _BETWEEN)
    return "".join(kept).translate(_READ_AS)


def _letters(bits: bytes) -> str:
    number = int.from_bytes(bits, "big")
    return "".join(LETTERS[number >> shift & 31] for shift in range(len(bits) * 8 - 5, -1, -5))


def _check(bits: bytes) -> str:
    # Twenty bits of a hash: any slip at all goes unnoticed once in a million.
    return _letters(hashlib.sha256(b"outreach recovery code 1" + bits).digest()[:5])[:CHECK]
