"""Names that may be the same: folded forms, and the short keys under which alike names meet (blocking).

Two names are compared in full only when they share a key, so that 50,000 people need no 1,250,000,000 comparisons. Folding å
to a is for finding alone; what is kept and shown is never folded (design, section 5).
"""

from __future__ import annotations

import re

from outreach.domain.company import name_key
from outreach.domain.search_text import plain, words

#: More words than this in one name say nothing new.
_MOST_WORDS = 8

_VOWELS = re.compile(r"[aeiouy]")
_TWICE = re.compile(r"(.)\1+")
_SOUNDS = (("ck", "k"), ("ph", "f"), ("th", "t"), ("ch", "k"), ("w", "v"), ("z", "s"), ("c", "k"), ("q", "k"), ("x", "ks"))


def folded_words(name: str) -> tuple[str, ...]:
    """Return the words of a name without marks and case, at most eight: "Åsa Öberg-Lind" is asa, oberg, lind."""
    return tuple(plain(word) for word in words(name))[:_MOST_WORDS]


def skeleton(word: str) -> str:
    """Return how a word sounds, roughly: first letter, then consonants, doubled ones once. "kristina", "christina": krstn."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    rest = _VOWELS.sub("", word[1:])
    return _TWICE.sub(r"\1", word[:1] + rest)


#: Pet names, folded, and the name that they stand for. Only such as stand for one name.
PET_NAMES = {
    "lasse": "lars", "kalle": "karl", "pelle": "per", "olle": "olof", "nisse": "nils", "bosse": "bo", "janne": "jan",
    "micke": "mikael", "fredde": "fredrik", "kicki": "kristina", "lotta": "charlotta", "hasse": "hans", "tobbe": "tobias",
    "anki": "annkristin", "maggan": "margareta", "berra": "bertil", "jocke": "joakim", "danne": "daniel", "mange": "magnus",
}  # fmt: skip


def familiar(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folded words of a name in alphabetical order, pet names written out: "ek", "lasse" is ek, lars."""
    return tuple(sorted(PET_NAMES.get(word, word) for word in found))


def place_apart(found: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the folded words of a company's name without its place, and the place: "bergs bygg i ludvika"."""
    if "i" not in found[1:-1]:
        return found, ""
    at = len(found) - 1 - found[::-1].index("i")
    bare, place = found[:at], found[at + 1 :]
    return (bare, " ".join(place)) if len("".join(bare)) >= 4 and len(place) <= 2 else (found, "")


def person_blocks(name: str) -> frozenset[str]:
    """Return the keys under which a person's name meets names like it, whatever the order of its words.

    One key for how the outer words sound, one for how they begin, one for each word without its vowels beside the other's
    first letter: a slip in one word leaves the key of the other.
    """
    found = tuple(PET_NAMES.get(word, word) for word in folded_words(name))
    if len(found) < 2:
        return frozenset(f"p:{skeleton(word)}" for word in found if len(word) > 2)
    first, last = found[0], found[-1]
    return frozenset(
        {
            f"s:{' '.join(sorted((skeleton(first), skeleton(last))))}",
            f"b:{' '.join(sorted((first[:3], last[:3])))}",
            f"w:{last}{first[:1]}" if first <= last else f"w:{first}{last[:1]}",
            f"w:{first}{last[:1]}" if first <= last else f"w:{last}{first[:1]}",
        }
    )


def company_blocks(name: str) -> frozenset[str]:
    """Return the keys under which a company's name meets names like it. Legal form and place are left out."""
    found, _ = place_apart(folded_words(name_key(name)))
    if not found:
        return frozenset()
    joined = "".join(found)
    ordered = "".join(sorted(found))
    return frozenset({f"j:{joined[:6]}", f"s:{skeleton(joined)[:8]}", f"o:{skeleton(ordered)[:8]}"})
