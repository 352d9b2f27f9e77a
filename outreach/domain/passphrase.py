"""When a passphrase is too weak for a laptop that is stolen, said in words.

The key is stretched (Argon2id), so a thief tries some tens a second and machine. Length counts, not odd characters: rules about
digits and capitals make people write "Sommar2026" (NIST SP 800-63B, 5.1.1.2). What is refused is what is tried first.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from outreach.domain.search_text import plain, words
from outreach.language import N_

#: The fewest letters. Four everyday words have twenty or more.
LEAST = 12
_LEAST_KINDS = 6
#: What passphrases are made of that thieves try first, in Swedish and English; folded.
_TRIED_FIRST = (
    "losenord", "hemligt", "password", "passphrase", "losenfras", "valkommen", "welcome", "sommar", "vinter", "hosten", "varen",
    "upphandling", "outreach", "kommun", "inkop", "leverantor", "qwerty", "qwertz", "asdfgh", "zxcvbn", "abcdef", "letmein",
    "admin", "master", "dragon", "monkey", "fotboll", "hammarby", "sverige", "stockholm", "goteborg", "malmo", "iloveyou",
)  # fmt: skip

TOO_SHORT = N_("At least 12 letters. Four words that do not belong together are easy to remember and hard to guess.")
TOO_ALIKE = N_("The same few letters again and again are guessed at once. Take four words that do not belong together.")
A_ROW = N_("Letters or digits in their usual order are guessed at once. Take four words that do not belong together.")
TRIED_FIRST = N_("Words like these with a number behind are tried first. Take four words that do not belong together.")
ONE_LINE = N_("A passphrase stands on one line.")


def weakness(text: str, known: Iterable[str] = ()) -> str:
    """Return why a passphrase is too weak, as a catalogue text, or "" for one that will do.

    `known` are words that anybody could try here: the municipality's and the officers' names.
    """
    if any(not char.isprintable() for char in text):
        return ONE_LINE
    bare = _bare(text)
    if len(text.strip()) < LEAST:
        return TOO_SHORT
    if len(set(bare)) < _LEAST_KINDS:
        return TOO_ALIKE
    if _in_a_row(bare):
        return A_ROW
    if len(_without(bare, (*_TRIED_FIRST, *map(_bare, known)))) < LEAST // 3:
        return TRIED_FIRST
    return ""


def _bare(text: str) -> str:
    return "".join(plain(word) for word in words(text))


def _in_a_row(bare: str) -> bool:
    steps = [ord(after) - ord(before) for before, after in pairwise(bare)]
    return sum(step in (-1, 0, 1) for step in steps) > 0.6 * len(steps)


def _without(bare: str, words: Iterable[str]) -> str:
    """Return what is left of a text when words that are tried first, and all digits and signs, are taken out."""
    for word in sorted((one for one in words if len(one) >= 4), key=len, reverse=True):
        bare = bare.replace(word, "")
    return "".join(char for char in bare if char.isalpha())
