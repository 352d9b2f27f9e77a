"""How a municipality signs itself: "Smedjebackens kommun", "Ludvika kommun", "Malmö stad".

The genitive s stands after a consonant and not after a vowel, s, x or z. Some sign as "stad" (a matter of their own
choice since the towns lost their status in 1971), and a few break the rule. It is a proposal: the officer may write
another.
"""

from __future__ import annotations

_TOWNS = frozenset(
    "Stockholm Göteborg Malmö Helsingborg Borås Solna Sundbyberg Lidingö Västerås Haparanda Landskrona Mölndal "
    "Trollhättan Vaxholm".split()
)
_OTHERS = {"Gotland": "Region Gotland", "Falun": "Falu kommun", "Kalmar": "Kalmar kommun"}
_NO_GENITIVE = "aeiouyåäösxz"


def municipality_title(name: str) -> str:
    """Return how the municipality of this name ("Smedjebacken") signs itself."""
    if name in _OTHERS:
        return _OTHERS[name]
    genitive = name if name[-1:].casefold() in _NO_GENITIVE else f"{name}s"
    return f"{genitive} {'stad' if name in _TOWNS else 'kommun'}"
