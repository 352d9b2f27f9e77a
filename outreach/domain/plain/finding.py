"""What the check found at one place of a text. Nothing is changed: a finding says where, what, why and what one could do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from outreach.language import N_


class FindingKind(StrEnum):
    """The kinds, in the order in which a list shows them for the same place."""

    JARGON = "jargon"
    STATUTE = "statute"
    SENTENCE = "long_sentence"
    PASSIVE = "passive"
    NOUN = "noun_disease"
    COMPOUND = "long_compound"
    WORD = "long_word"
    MUSTS = "many_demands"


KIND_LABELS = {
    FindingKind.JARGON: N_("Hard word"),
    FindingKind.STATUTE: N_("Statute reference"),
    FindingKind.SENTENCE: N_("Long sentence"),
    FindingKind.PASSIVE: N_("Passive"),
    FindingKind.NOUN: N_("Noun for a verb"),
    FindingKind.COMPOUND: N_("Very long compound"),
    FindingKind.WORD: N_("Long word"),
    FindingKind.MUSTS: N_("Many demands"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding from `start` to `end` (offsets in code points); line and column count from 1.

    `suggestion` and `why` are catalogue texts filled with `values`; for a hard word `why` is the list's own sentence, in the
    language of the text. `replacements` are words that may stand there instead, best first; `word` is the entry of the list.
    """

    kind: FindingKind
    start: int
    end: int
    line: int
    column: int
    text: str
    suggestion: str
    why: str
    values: dict[str, object] = field(default_factory=dict)
    replacements: tuple[str, ...] = ()
    word: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding before its line is known."""

    kind: FindingKind
    start: int
    end: int
    suggestion: str
    why: str
    values: dict[str, object] = field(default_factory=dict)
    replacements: tuple[str, ...] = ()
    word: str = ""
