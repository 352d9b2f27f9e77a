"""What somebody is found by in texts: the whole name, own addresses and telephone numbers, in any spelling of the register.

For an extract (GDPR art. 15) and for erasing (art. 17). A single word is no name to look for: every Anna would be found. What
others have too (info@, the exchange's number, a namesake) is left out by who builds the needles: it would point at them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from outreach.domain.masking import national
from outreach.domain.person import Person

_BETWEEN = r"[\s\u00a0()./–-]{0,3}"
#: "Anna Berg AB" is a legal person; its name is nobody's personal data (GDPR recital 14).
_NO_FIRM = r"(?!\s+(?:AB|HB|KB|aktiebolag|handelsbolag|kommanditbolag)(?!\w))"
#: Shorter numbers are house numbers and years.
_SHORTEST_NUMBER = 6
#: A hyphen that nobody sees, the sign of kelvin and the long s: letters, or none, for who compares without case.
_HIDING = "\u00ad\u212a\u017f"
#: Where a sentence ends: a full stop inside an address is none.
_ENDS = re.compile(r"[.!?]+(?=\s|$)|\n")


def names_of(person: Person) -> tuple[str, ...]:
    """Return the spellings of a name that point at one person: whole, family name first; none for a single word."""
    words = unicodedata.normalize("NFC", person.name).split()
    if len(words) < 2:
        return ()
    given, family = person.given or " ".join(words[:-1]), person.family or words[-1]
    found = [" ".join(words), f"{given} {family}", f"{family} {given}", f"{family}, {given}"]
    if len(words) > 2:
        found.append(f"{words[0]} {words[-1]}")
    plain = (" ".join(unicodedata.normalize("NFC", one).split()) for one in found)
    return tuple(dict.fromkeys(one for one in plain if " " in one))


@dataclass(frozen=True)
class Needles:
    """What is looked for: ids, names, addresses in small letters, telephone numbers as `national` gives them."""

    ids: frozenset[UUID] = frozenset()
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    _hints: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # One word of each is looked for first: `in` is a hundred times faster than a pattern.
        hints = [str(one) for one in self.ids] + [one.hex for one in self.ids]
        hints += [max(re.findall(r"\w+", one.casefold()) or [one.casefold()], key=len) for one in self.names]
        hints += list(self.addresses)
        object.__setattr__(self, "_hints", tuple(dict.fromkeys(hints)))

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        parts = [rf"(?<!\w){_spelled(one)}(?:[:’']?s)?(?!\w){_NO_FIRM}" for one in self._longest(self.names)]
        parts += [rf"(?<![\w.+-]){re.escape(one)}(?![\w-])" for one in self._longest(self.addresses)]
        parts += [rf"(?<!\d)(?:\+46|0046|0)?{_BETWEEN}{_BETWEEN.join(one)}(?!\d)" for one in self._longest(self.phones)]
        return re.compile("|".join(parts), re.IGNORECASE) if parts else None

    @cached_property
    def _digits(self) -> re.Pattern[str] | None:
        ends = [_BETWEEN.join(one[-4:]) for one in self.phones]
        return re.compile("|".join(dict.fromkeys(ends))) if ends else None

    @staticmethod
    def _longest(words: Iterable[str]) -> list[str]:
        return sorted(words, key=lambda one: (-len(one), one))

    def may_be_in(self, text: str) -> bool:
        """Say quickly whether a text may hold any; a no is sure."""
        small = _as_one_writes(text).casefold()
        # Asked of each text of a register, where `any` over a generator takes twice as long.
        for hint in self._hints:
            if hint in small:
                return True
        return self._digits is not None and self._digits.search(text) is not None

    @cached_property
    def rough_pattern(self) -> str | None:
        """Return a regular expression for a server that compares letters of ASCII alone: what it does not find holds none.

        It is for texts and for JSON, also such as writes other letters by their numbers; compared without case, a few too many are
        found. None: there is a needle without a letter of ASCII, and every text may hold it.
        """
        words = [max(re.findall(r"\w+", one), key=lambda word: len(_ascii_run(word))) for one in self.names]
        runs = [_ascii_run(one) for one in (*words, *self.addresses)]
        if not all(runs):
            return None
        runs += [spelled for one in self.ids for spelled in (str(one), one.hex)]
        # JSON writes one sign between two digits with two, or by its number.
        runs += [r"(?:[^0-9]|\\u[0-9a-f]{4}){0,6}".join(one[-_SHORTEST_NUMBER:]) for one in self.phones]
        hiding = [rf"\\u{ord(sign):04x}" for sign in _HIDING]
        return "|".join((*dict.fromkeys(runs), *hiding, f"[{_HIDING}]")) if runs else None

    def in_text(self, text: str) -> bool:
        """Say whether a text holds a name, an address or a number (not an id)."""
        return self._words is not None and self._words.search(text) is not None

    def in_any(self, text: str) -> bool:
        """Say whether a text holds any of all, ids too."""
        if not self.may_be_in(text):
            return False
        return self.in_text(text) or any(str(one) in text or one.hex in text for one in self.ids)

    def sentences_in(self, text: str) -> Iterator[str]:
        """Yield the sentences that hold a name, an address or a number; one that runs over a line's end holds two together."""
        if self._words is None or not self.may_be_in(text):
            return
        begin = end = 0
        for match in self._words.finditer(text):
            if match.end() <= end:
                continue
            first = max((one.end() for one in _ENDS.finditer(text, 0, match.start())), default=0)
            if first >= end:
                if said := text[begin:end].strip():
                    yield said
                begin = first
            closing = _ENDS.search(text, match.end())
            end = closing.end() if closing else len(text)
        if said := text[begin:end].strip():
            yield said

    def replaced(self, text: str, put: Callable[[re.Match[str]], str]) -> str:
        """Return a text with something else where a name, an address or a number stood."""
        return self._words.sub(put, text) if self._words is not None and self.may_be_in(text) else text


def _spelled(name: str) -> str:
    return r"[\s\u00a0,-]+".join("\u00ad?".join(map(_letter, word.strip(","))) for word in name.split())


def _letter(letter: str) -> str:
    """A letter in both of its codings: a Mac writes "å" as "a" and a ring."""
    apart = unicodedata.normalize("NFD", letter)
    return re.escape(letter) if apart == letter else f"(?:{re.escape(letter)}|{re.escape(apart)})"


def _ascii_run(word: str) -> str:
    """Return the longest run of ASCII in a word, which stands in each coding of it."""
    return max(re.findall(r"[a-z0-9_]+", unicodedata.normalize("NFC", word).lower()), key=len, default="")


def _as_one_writes(text: str) -> str:
    """Return a text in one coding and without the hyphens that nobody sees."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).replace("\u00ad", "")


def phone_key(number: str) -> str:
    """Return a telephone number as needles hold it; "" for one too short to point at anybody."""
    digits = national(re.sub(r"\D", "", number))
    return digits if len(digits) >= _SHORTEST_NUMBER else ""
