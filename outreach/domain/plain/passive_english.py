"""Finds passive verbs in English: a form of "be" or "get" with a past participle."""

# ruff: noqa: E501 - lists of words, as in a table

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.domain.plain.sentences import Sentence, Word, WordKind

_BE = frozenset("is are was were be been being am isn’t isn't aren’t aren't wasn’t wasn't get gets got".split())
_IRREGULAR = frozenset(
    "begun bought brought broken built chosen come cut dealt done drawn driven eaten fallen felt found forgotten given gone grown held "
    "hidden kept known laid led left lent lost made meant met paid put read run said seen sent set shown shut sold sought spent spoken "
    "stolen taken taught told thought thrown understood undertaken withdrawn won worn written overseen undergone bound".split()
) - {"gone", "come", "run", "grown", "fallen"}  # fmt: skip
_ADJECTIVES = frozenset(
    "interested pleased tired worried excited bored located situated based used supposed concerned experienced limited related "
    "married delighted satisfied dedicated committed crowded aged detailed advanced complicated motivated qualified skilled need "
    "indeed speed red bed seed feed embed".split()
)
_ADVERB = re.compile(r"[a-z]+ly|not|also|then|never|always|often|now|only|already|still|soon|later|first|all|both|each")
_PARTICIPLE = re.compile(r"[a-z]{2,}ed")


def english_passives(sentence: Sentence) -> Iterator[tuple[Word, ...]]:
    """Yield the passive verbs of one English sentence, from the form of "be" to the participle."""
    words = sentence.words
    for number, word in enumerate(words):
        if word.text.casefold() not in _BE:
            continue
        for following in words[number + 1 : number + 4]:
            folded = following.text.casefold()
            is_participle = folded in _IRREGULAR or _PARTICIPLE.fullmatch(folded) is not None
            if following.kind is WordKind.PLAIN and is_participle and folded not in _ADJECTIVES:
                yield (word, following)
            if not _ADVERB.fullmatch(folded):
                break
