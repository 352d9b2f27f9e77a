"""Two requirement cards side by side: which requirements mean the same thing, and which words of them differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.requirement_pairs import Comparison, Pair, Piece
from outreach.domain.search_text import plain

#: From this likeness on (0 to 100) two texts are one requirement: "ISO 14001" and "ISO 14001 eller likvärdigt" are.
ALIKE = 55.0
_WORD = re.compile(r"\S+")
#: Words that most requirements have, and that say nothing of what is required; folded.
_EMPTY = frozenset(
    "ska skall maste leverantoren anbudsgivaren en ett och att i av for med som den det de till pa minst vara ha".split()
)


def compare(left: RequirementCard, right: RequirementCard) -> Comparison:
    """Pair the requirements of two cards, the most alike first taken; each is in exactly one pair."""
    scored = sorted(
        (
            (-_likeness(one.text, other.text), place, there)
            for place, one in enumerate(left.requirements)
            for there, other in enumerate(right.requirements)
        ),
    )
    partner: dict[int, int] = {}
    for score, place, there in scored:
        if -score >= ALIKE and place not in partner and there not in partner.values():
            partner[place] = there
    both = [_pair(left.requirements[place], right.requirements[there]) for place, there in sorted(partner.items())]
    alone = [Pair(one, None, _whole(one)) for place, one in enumerate(left.requirements) if place not in partner]
    taken = set(partner.values())
    others = [Pair(None, one, (), _whole(one)) for place, one in enumerate(right.requirements) if place not in taken]
    return Comparison(left, right, (*both, *alone, *others))


def _likeness(one: str, other: str) -> float:
    """Return 0 to 100, by the words that say something, in any order."""
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return 100.0 if plain(one) == plain(other) else 0.0
    return max(fuzz.token_sort_ratio(first, second), 0.9 * fuzz.token_set_ratio(first, second))


def _telling(text: str) -> str:
    return " ".join(word for word in re.findall(r"\w+", plain(text)) if word not in _EMPTY)


def _pair(one: Requirement, other: Requirement) -> Pair:
    left, right = _WORD.findall(one.text), _WORD.findall(other.text)
    matcher = SequenceMatcher(None, [_bare(word) for word in left], [_bare(word) for word in right], autojunk=False)
    lefts: list[Piece] = []
    rights: list[Piece] = []
    for tag, begin, end, from_, to in matcher.get_opcodes():
        _add(lefts, left[begin:end], differs=tag != "equal")
        _add(rights, right[from_:to], differs=tag != "equal")
    return Pair(one, other, tuple(lefts), tuple(rights))


def _add(pieces: list[Piece], words: Sequence[str], *, differs: bool) -> None:
    if words:
        pieces.append(Piece(" ".join(words), differs))


def _whole(one: Requirement) -> tuple[Piece, ...]:
    return (Piece(" ".join(one.text.split())),)


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:()”\"'")
