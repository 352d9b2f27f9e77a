"""The list of hard words and what may stand in their place; the unit's own words come on top of the program's.

The program's lists lie in `resources/plain`: word, further forms, replacements and one sentence, between tabs. A form may carry
the replacement that fits it ("avropar=beställer"); usual endings are found without being listed.
"""

# ruff: noqa: E501 - lists of words, as in a table

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from outreach.domain.plain.sentences import Sentence, Word
from outreach.domain.rule import PlainWord
from outreach.paths import resource

_NOUN_ENDINGS = ("s", "n", "ns", "en", "ens", "et", "ets", "t", "ts", "er", "erna", "ernas", "ar", "arna", "arnas", "or", "orna", "ornas", "na", "nas")
_VERB_ENDINGS = ("r", "s", "de", "des", "t", "ts", "d", "nde")
#: Shorter words get no endings: they are often the beginnings of others.
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class JargonWord:
    """One entry. `forms` are as in the list; `own` says that the unit has it, `changed` that it stands for a built-in one.

    `credit` is the municipality that it came from, empty for the unit's own and the program's.
    """

    word: str
    forms: tuple[str, ...]
    plain: tuple[str, ...]
    explanation: str
    language: str = "sv"
    own: bool = False
    changed: bool = False
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text, with what fits there, best first, written with a capital where the word has one."""

    words: tuple[Word, ...]
    entry: JargonWord
    replacements: tuple[str, ...]


@cache
def built_in(language: str) -> tuple[JargonWord, ...]:
    """Return the program's list for "sv" or "en"."""
    lines = resource("plain", f"jargon_{language}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(_entry(line, language) for line in lines if line and not line.startswith("#"))


def _entry(line: str, language: str) -> JargonWord:
    word, forms, plain, explanation = line.split("\t")
    return JargonWord(word, _parts(forms), _parts(plain), explanation, language)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def with_own(own: Iterable[PlainWord], language: str) -> tuple[JargonWord, ...]:
    """Return the program's list with the unit's own words on top: added, changed, or dropped."""
    known = {entry.word.casefold(): entry for entry in built_in(language)}
    for word in own:
        if word.language != language:
            continue
        key = word.word.casefold()
        if word.dropped:
            known.pop(key, None)
            continue
        before = known.get(key)
        made = JargonWord(word.word, word.forms, word.plain, word.explanation, language, own=True, changed=before is not None)
        known[key] = replace(made, forms=word.forms or (before.forms if before else ()), credit=word.credit)
    return tuple(known.values())


class Jargon:
    """A list made ready to find its words in texts. Made once for each list; finding is a look-up for each word."""

    def __init__(self, entries: Sequence[JargonWord], language: str) -> None:
        self.entries = tuple(entries)

        self.recommended: set[str] = set()
        self._found: dict[str, list[tuple[tuple[str, ...], bool, JargonWord, str]]] = {}
        for entry in self.entries:
            for form, fitting in _forms(entry, language):
                # What the list itself recommends is not marked for its length.
                self.recommended.update(word.casefold() for plain in (fitting, *entry.plain) for word in plain.split())
                parts = tuple(form.split())
                exact = any(char.isupper() for char in form)
                self._found.setdefault(parts[0].casefold(), []).append((parts, exact, entry, fitting))
        for some in self._found.values():
            some.sort(key=lambda one: (-len(one[0]), not one[3]))

    def hits(self, sentence: Sentence) -> Iterator[Hit]:
        """Yield what is found in a sentence, the longest first at each place, never overlapping."""
        words = sentence.words
        number = 0
        while number < len(words):
            hit = self._at(words, number)
            if hit is not None:
                yield hit
            number += len(hit.words) if hit is not None else 1

    def _at(self, words: tuple[Word, ...], number: int) -> Hit | None:
        for parts, exact, entry, fitting in self._found.get(words[number].text.casefold(), ()):
            here = words[number : number + len(parts)]
            if len(here) == len(parts) and all(map(_same, here, parts, (exact,) * len(parts))):
                best = (fitting, *entry.plain) if fitting else entry.plain
                capital = here[0].text[:1].isupper() and parts[0][:1].islower()
                fitted = tuple(dict.fromkeys(_capital(one) if capital else one for one in best))
                return Hit(here, entry, fitted)
        return None


def _same(word: Word, part: str, exact: bool) -> bool:
    return word.text == part if exact else word.text.casefold() == part.casefold()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _forms(entry: JargonWord, language: str) -> Iterator[tuple[str, str]]:
    """Yield each form with the replacement that fits it ("" for none); a listed form goes before a made one."""
    yield entry.word, ""
    for form in entry.forms:
        listed, _, fitting = form.partition("=")
        if listed.strip():
            yield listed.strip(), fitting.strip()
    last = entry.word.split()[-1]
    if language == "en":
        yield f"{entry.word}s", ""
    elif len(last) >= _SHORTEST and last.islower():
        endings = _VERB_ENDINGS if last.endswith("a") else _NOUN_ENDINGS
        listed_forms = {form.partition("=")[0].strip().casefold() for form in entry.forms}
        yield from ((entry.word + ending, "") for ending in endings if (entry.word + ending).casefold() not in listed_forms)
