"""Which of the two languages a text is in, by its small words."""

# ruff: noqa: E501 - lists of words, as in a table

from __future__ import annotations

from outreach.domain.plain.sentences import Divided

_SWEDISH = frozenset("och att det som är för på av med till en ett den vi ska inte har om eller från kan vid i er ni så de alla".split())
_ENGLISH = frozenset("the and of to is in for that with we are be this or must you not on from will by an our can it as shall".split())


def language_of(divided: Divided) -> str:
    """Return "sv" or "en"; a text that tells nothing is Swedish."""
    folded = [word.text.casefold() for word in divided.words]
    swedish = sum(word in _SWEDISH for word in folded) + sum(any(char in "åäö" for char in word) for word in folded)
    english = sum(word in _ENGLISH for word in folded)
    return "en" if english > swedish else "sv"
