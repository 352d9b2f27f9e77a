"""How hard a text is to read, in figures: LIX for Swedish, Flesch reading ease for English, each with its bands.

LIX (Björnsson 1968) = words / sentences + 100 · long words / words, a long word having more than six letters. Flesch (1948) =
206.835 − 1.015 · words / sentences − 84.6 · syllables / words. Both count lengths; neither knows what a word means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from outreach.domain.plain.sentences import Divided, Word, WordKind
from outreach.domain.plain.syllables import syllables
from outreach.language import N_

LONG = 6


class Measure(StrEnum):
    """The measures, by the word that `Readability.measure` keeps."""

    LIX = "lix"
    FLESCH = "flesch"


MEASURE_LABELS = {Measure.LIX: N_("LIX"), Measure.FLESCH: N_("Reading ease")}


class Band(StrEnum):
    """How hard, from easiest to hardest."""

    EMPTY = "empty"
    VERY_EASY = "very easy"
    EASY = "easy"
    MEDIUM = "medium"
    DIFFICULT = "difficult"
    VERY_DIFFICULT = "very difficult"


BAND_LABELS = {
    Band.EMPTY: N_("No text yet"),
    Band.VERY_EASY: N_("Very easy"),
    Band.EASY: N_("Easy"),
    Band.MEDIUM: N_("Medium"),
    Band.DIFFICULT: N_("Difficult"),
    Band.VERY_DIFFICULT: N_("Very difficult"),
}
#: What is usually written so, for each measure.
LIX_EXAMPLES = {
    Band.EMPTY: "",
    Band.VERY_EASY: N_("as in children's books"),
    Band.EASY: N_("as in fiction"),
    Band.MEDIUM: N_("as in a newspaper"),
    Band.DIFFICULT: N_("as in official texts"),
    Band.VERY_DIFFICULT: N_("as in statutes"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted, and what follows from it. `lix` and `flesch` are None for a text without words."""

    words: int
    sentences: int
    long_words: int
    syllables: int
    lix: float | None
    flesch: float | None


def measured(divided: Divided, *, english: bool) -> Figures:
    """Count a text. Syllables are counted for English texts alone."""
    words, sentences = len(divided.words), len(divided.sentences)
    long_words = sum(map(is_long, divided.words))
    if not words:
        return Figures(0, 0, 0, 0, None, None)
    count = sum(_spoken(divided.words)) if english else 0
    flesch = 206.835 - 1.015 * words / sentences - 84.6 * count / words if english else None
    return Figures(words, sentences, long_words, count, words / sentences + 100 * long_words / words, flesch)


def is_long(word: Word) -> bool:
    """Say whether a word counts as long in LIX: more than six letters; numbers and addresses never do."""
    return word.kind is WordKind.PLAIN and word.letters > LONG


def lix_band(lix: float | None) -> Band:
    """Return the band of a LIX: below 30, 40, 50, up to 60, above."""
    if lix is None:
        return Band.EMPTY
    if lix > 60:
        return Band.VERY_DIFFICULT
    bounds = ((30, Band.VERY_EASY), (40, Band.EASY), (50, Band.MEDIUM))
    return next((band for bound, band in bounds if lix < bound), Band.DIFFICULT)


def flesch_band(flesch: float | None) -> Band:
    """Return the band of a reading ease, in which a high figure is easy: from 90, 70, 60, 30, below (Flesch's table, joined)."""
    if flesch is None:
        return Band.EMPTY
    bounds = ((90, Band.VERY_EASY), (70, Band.EASY), (60, Band.MEDIUM), (30, Band.DIFFICULT))
    return next((band for bound, band in bounds if flesch >= bound), Band.VERY_DIFFICULT)


def _spoken(words: Iterable[Word]) -> Iterable[int]:
    # A number or an address is read aloud in some way; one syllable a sign would say that a telephone number is a hard word.
    return (syllables(word.text) if word.kind is WordKind.PLAIN else 1 for word in words)
