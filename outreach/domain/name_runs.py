"""Several names in one run of words: "Anna Berg Bergs Bygg AB", "Sven & Bo", "Volvo CE Markus Bäck".

Where a person's name ends and a company's begins, when no comma says it. By shapes alone, as `name_shapes.py`.
"""

from __future__ import annotations

import re

from outreach.domain.name_shapes import (
    has_legal_form,
    is_first_name,
    looks_like_company,
    looks_like_person,
    name_shaped,
    only_trade_words,
)

#: Two names with a word between them that joins.
SEVERAL = re.compile(r"\w\s+(?:och|o|and|&|\+|samt|el\.?|eller)\s+\w", re.IGNORECASE)
AND_OTHERS = re.compile(r"(?:och|o|and|samt|med|&|\+)\s", re.IGNORECASE)
JOINT = re.compile(r"\s+(?:och|o|and|&|\+|samt|el\.?|eller)\s+", re.IGNORECASE)
#: How Swedish surnames end; a company's name that is no word of trade seldom does.
SURNAME = re.compile(
    r"\w{2,}(?:sson|berg|ström|qvist|kvist|gren|lund|dahl|man|stedt|vall|wall|mark|borg|fors|löf|blad|blom|lind|ius|ing|sen|ell|én)$|"
    r"(?:lind|berg|ek|holm|dahl|lund|ström|gren|alm|bäck|hed|strand|björk|falk|sten|hall|wik|vik|ros|sjö|nord|frisk)$",
    re.IGNORECASE,
)
_PARTICLES = frozenset("von af av de der van den".split())


def is_run(text: str) -> bool:
    """Say whether a person's name and a company's stand in a text without a comma between them."""
    words = text.split()
    after = words_after_form(words)
    if words_before_person(words) or (after and looks_like_person(" ".join(words[after:]))):
        return True
    end = person_words(words)
    return bool(end) and len(words) > end and not only_trade_words(" ".join(words[end:]))


def are_people(text: str) -> bool:
    """Say whether a text names several people: "Sven Ek och Bo Lund", "Sven & Bo"."""
    names = JOINT.split(text)
    return len(names) > 1 and all(looks_like_person(name) for name in names)


def is_partnership(text: str) -> bool:
    """Say whether a text is a firm's name with "&" or "och" in it: "Blom & Söner"."""
    names = JOINT.split(text)
    return len(names) > 1 and all(name_shaped(name) for name in names)


def person_words(words: list[str]) -> int:
    """Return how many words at the beginning are a person's first and last name (0: none)."""
    if len(words) < 3 or not is_first_name(words[0]):
        return 0
    end = 1
    while end < len(words) and (words[end].casefold() in _PARTICLES or (end == 1 and is_first_name(words[end]))):
        end += 1
    if words[end : end + 1] and len(words[end]) > 2 and words[end].isupper() and not words[0].isupper():
        return end
    return min(end + 1, len(words))


def is_genitive(word: str) -> bool:
    """Say whether a word is whose a firm is: "Åkes" Bilskrot, "Norells" Mark."""
    owner = re.sub(r"['’´]$", "", word[:-1])
    return word.endswith("s") and (is_first_name(owner) or SURNAME.match(owner) is not None)


def words_before_person(words: list[str]) -> int:
    """Return how many words are a firm's name before a first and a last name: "Dalarnas Bilbolag Sten Alm" (0: none)."""
    head, tail = " ".join(words[:-2]), " ".join(words[-2:])
    is_firm = len(words) > 3 and looks_like_company(words[-3]) and not only_trade_words(head)
    return len(words) - 2 if is_firm and not is_first_name(words[0]) and looks_like_person(tail) else 0


def words_after_form(words: list[str]) -> int:
    """Return where the words after a company's legal form begin (0: nowhere)."""
    for place in range(1, len(words)):
        if has_legal_form(words[place - 1]) and place > 1:
            return place
    return 0
