"""Finding words in a long list of short names, such as the 9,454 names of CPV, while somebody types.

Folding is that of `search_text`. Words of three letters or more are found anywhere, also inside compounds, shorter ones
("it", "va") where a word begins; how well a name fits is told apart.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum

from outreach.domain import search_text

_UNCHANGED = frozenset(string.ascii_lowercase + string.digits + " \n")

_READ_BY_NOBODY = 1000


class Fit(IntEnum):
    """How well a name fits what was typed, best first."""

    EVERYDAY_WORD = 0
    WHOLE_AT_START = 1
    AT_START = 2
    WHOLE_WORDS = 3
    BEGINNINGS = 4
    INSIDE = 5


class Names:
    """Many names to search, folded: the words of each between single spaces, one name a line.

    Finding a word in one long text is some twenty times faster than asking each name.
    """

    def __init__(self, language: str, codes: list[str], names: list[str]) -> None:
        self.language = language
        self.codes = codes
        self.written = _folded(names)
        self.bare = _without_marks(self.written)  # one character for one: both texts have the same line starts
        self.starts = [match.end() for match in re.finditer("\n", self.written)]

    def hits(self, words: list[str], enough: int) -> Iterator[tuple[str, Fit, int]]:
        """Yield code, fit, and 1 for a name that fits only without marks, for each name that has all words.

        Once there are `enough`, names that fit worse are not looked for; those that fit better are always complete.
        A piece of a word that half the list has ("ing") stops at a thousand more: nobody reads them.
        """
        if not words:
            return
        asked = [(_needle(word), search_text.plain(word) != word) for word in words]
        fitter = _Fitter([search_text.plain(word) for word in words])
        seen: set[int] = set()
        for needle in fitter.needles:
            for place in self._lines_with(needle):
                if place in seen:
                    continue
                seen.add(place)
                written, bare = self._line(self.written, place), self._line(self.bare, place)
                if all(word in (written if with_marks else bare) for word, with_marks in asked):
                    unlike = any(word not in written for word, _ in asked)
                    yield self.codes[place], fitter.fit(bare), int(unlike)
                    enough -= 1
                if enough < -_READ_BY_NOBODY:
                    return
            if enough <= 0:
                return

    def _lines_with(self, needle: str) -> Iterator[int]:
        found = self.bare.find(needle)
        while found >= 0:
            place = bisect_right(self.starts, found + 1) - 1
            yield place
            found = self.bare.find(needle, self.starts[place + 1] - 1) if place + 1 < len(self.starts) else -1

    def _line(self, text: str, place: int) -> str:
        end = self.starts[place + 1] - 1 if place + 1 < len(self.starts) else len(text)
        return text[self.starts[place] : end]


def _needle(word: str) -> str:
    return word if len(word) > 2 else f" {word}"


class _Fitter:
    """Tells how well folded names, known to have all words, fit them. Words and names are without marks."""

    def __init__(self, words: list[str]) -> None:
        longest = max(words, key=len)
        self.phrase = " " + " ".join(words)
        self.beginnings = [f" {word}" for word in words]
        self.wholes = [f" {word} " for word in words]
        #: What to look for in the whole list, in turn: names that begin so, words that begin so, words inside words.
        self.needles = ["\n" + self.phrase, f" {longest}", *([longest] if len(longest) > 2 else [])]

    def fit(self, name: str) -> Fit:
        if name.startswith(self.phrase):
            return Fit.WHOLE_AT_START if name.startswith(" ", len(self.phrase)) else Fit.AT_START
        if all(word in name for word in self.wholes):
            return Fit.WHOLE_WORDS
        return Fit.BEGINNINGS if all(word in name for word in self.beginnings) else Fit.INSIDE


def _folded(names: list[str]) -> str:
    """Fold many names at once, as `search_text.words` folds one: word by word it would take too long to wait for.

    Each distinct character is folded once; what is no part of a word becomes a space.
    """
    whole = "\n " + " \n ".join(names).casefold() + " "
    for char in set(whole) - _UNCHANGED:
        whole = whole.replace(char, "".join(search_text.words(char)) or " ")
    while "  " in whole:
        whole = whole.replace("  ", " ")
    return whole


def _without_marks(folded: str) -> str:
    for char in set(folded) - _UNCHANGED:
        folded = folded.replace(char, search_text.plain(char))
    return folded
