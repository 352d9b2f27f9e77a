"""Puts neutral labels where the names of suppliers and their people stand: "Leverantör A", "Person 1".

For the papers that all tenderers get (LOU 4 kap. 8 §): the information is for everybody, who said it is not. It rather takes too
much than too little. Whole names of the register are found however they are spelled: with or without the legal form, in the
genitive, in capitals, with hyphens, without the dots of å, ä and ö. Of those who took part also the parts of their names. In what
was typed freely, every e-mail address, telephone and organisation number goes, and every first name and known surname.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from outreach.domain.name_shapes import is_first_name, looks_like_company

_EMAIL = re.compile(
    r"[^\s,;:<>()\[\]\"]+\s?(?:@|\(at\)|\[at\]|\(a\)|\[a\]| snabel-?a )\s?[^\s,;:<>()\[\]\"@]+\.[^\W\d_]{2,}", re.IGNORECASE
)
_SITE = re.compile(
    r"(?<![\w@.\-])(?:https?://\S+|(?:[\w\-]+\.)+(?:se|com|nu|eu|net|org|info|io|example|dev|no|fi|dk|de)(?:/\S*)?)(?![\w@])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w\-])(?:16|19|20)?\d{6}\s?[-–+]?\s?\d{4}(?![\w])")
_DIGITS = re.compile(r"(?<!\w)\+?\(?\d(?:[\s\u00a0().\-–/]{0,3}\d){5,14}(?!\w)")
#: A date is no telephone number, though it has eight digits.
_DATE = re.compile(r"(?:19|20)\d\d[-–.]\d\d?[-–.]\d\d?|\d\d?/\d\d?[- ](?:19|20)\d\d")
_LEGAL = re.compile(
    r"[\s,]+(?:\(publ\)|ab|aktiebolag(?:et)?|hb|kb|handelsbolag(?:et)?|kommanditbolag(?:et)?|ek\.? ?för\.?|ekonomisk förening|"
    r"enskild firma|e\.? ?f\.|i sverige|sverige|a/s|as|oy|ltd|inc|gmbh)(?=[\s,.]|$)",
    re.IGNORECASE,
)
_LEGAL_FIRST = re.compile(r"^(?:ab|firma|handelsbolaget|hb|kb)\s+", re.IGNORECASE)
_GENITIVE = r"(?:[:'’´]?s)?"
_BETWEEN = r"[\s\u00a0\u00ad\-–&/.,]{0,4}"
#: A letter as it may stand instead: dots and rings are left out in haste.
_LETTERS = {"å": "[åa]", "ä": "[äa]", "ö": "[öo]", "é": "[ée]", "ü": "[üuy]", "è": "[èe]", "á": "[áa]", "ø": "[øö]", "æ": "[æä]"}
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_PARTICLES = frozenset("och af von de la i på för den det av vid med".split())


@dataclass(frozen=True, slots=True)
class Named:
    """A person or company that may be named. `involved`: took part, so that parts of the name go too."""

    name: str
    is_person: bool
    parts: tuple[str, ...] = ()
    involved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The labels in the reader's language; "{n}" is a number, "{letter}" a letter."""

    person: str
    supplier: str
    officer: str
    email: str
    phone: str
    number: str
    site: str


def folded(text: str) -> str:
    """Return a text as it is compared: composed, small letters, å ä ö without their signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def squeezed(text: str) -> str:
    """Return the letters and digits of a text alone, folded."""
    return "".join(sign for sign in folded(text) if sign.isalnum())


def short_name(company: str) -> str:
    """Return a company's name without its legal form."""
    short = company.strip()
    while (bare := _LEGAL.sub("", f"{short} ").strip(" ,")) != short and bare:
        short = bare
    return _LEGAL_FIRST.sub("", short).strip() or company.strip()


def distinctive_word(company: str, places: Collection[str] = ()) -> str:
    """Return the word by which people call a company ("Bergs" of "Bergs Bygg AB"); "" for a place, a trade or a short word.

    `places` are names of places around, in small letters.
    """
    words = _WORD.findall(short_name(company))
    first = words[0] if words else ""
    if len(words) < 2 or len(first) < 4 or first.casefold() in _PARTICLES or looks_like_company(first):
        return ""
    bare = first.removesuffix("s")
    return "" if _is_place(first, places) or _is_place(bare, places) else first


def _is_place(word: str, places: Collection[str]) -> bool:
    # Not every municipality of the country: "Berg" is one, and oftener a name.
    return word.casefold() in places


@dataclass
class Masker:
    """Masks texts of one paper; the same name gets the same label throughout. `corpus`: all texts that will be asked about.

    `officers` are replaced by the word for their office. `sites`: hosts that may stand (the tender's own pages). `phones` are known
    numbers as `national` gives them; `places` names of places, in small letters: a company named after its town is not the town.
    """

    corpus: str
    known: Sequence[Named]
    officers: Sequence[str]
    words: Words
    sites: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    _labels: dict[str, str] = field(default_factory=dict)
    _numbers: list[int] = field(default_factory=lambda: [0, 0])

    def label(self, named: Named) -> str:
        """Return the label of a person or company, a new one the first time."""
        key = f"{named.is_person}{squeezed(named.name)}"
        if key not in self._labels:
            place = 0 if named.is_person else 1
            self._numbers[place] += 1
            number = self._numbers[place]
            text = self.words.person if named.is_person else self.words.supplier
            self._labels[key] = text.format(n=number, letter=_letter(number))
        return self._labels[key]

    def mask(self, text: str, *, free: bool = False) -> str:
        """Return a text without the names; `free` for what was typed freely, where whatever looks like one goes."""
        text = unicodedata.normalize("NFC", text)
        text = _EMAIL.sub(f"[{self.words.email}]", text)
        text = _SITE.sub(self._site, text)
        for pattern, named in self._patterns:
            text = pattern.sub(self.label(named), text) if pattern.search(text) else text
        text = self._officers.sub(self.words.officer, text) if self._officers else text
        if free:
            text = _NUMBER.sub(lambda match: match.group() if _DATE.fullmatch(match.group()) else f"[{self.words.number}]", text)
        text = _DIGITS.sub(lambda match: self._digits(match, free=free), text)
        if not free:
            return text
        for pattern, named in self._single_words:
            text = pattern.sub(self.label(named), text) if pattern.search(text) else text
        return self._loose(text)

    def found_in(self, text: str, allowed: str = "") -> list[str]:
        """Return the names that still stand in a text, for who reads the paper back; those that `allowed` holds anyhow are none."""
        flat = " ".join(unicodedata.normalize("NFC", text).split())
        own = " ".join(allowed.split())
        found = [named.name for pattern, named in self._patterns if pattern.search(flat) and not pattern.search(own)]
        if self._officers and self._officers.search(flat) and not self._officers.search(own):
            found.append(self.words.officer)
        return found

    # Patterns ------------------------------------------------------------------------------------------------------------

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], Named]]:
        """The names that occur, the longest first: "Bergs Bygg AB" before "Bergs"."""
        squeezed_corpus = squeezed(self.corpus)
        found: dict[str, Named] = {}
        for named in sorted(self.known, key=lambda one: not one.involved):
            for spelling in _spellings(named, self.places):
                if squeezed(spelling) and squeezed(spelling) in squeezed_corpus:
                    found.setdefault(spelling, named)
        ordered = sorted(found.items(), key=lambda one: -len(one[0]))
        return [(_pattern(spelling), named) for spelling, named in ordered]

    @cached_property
    def _single_words(self) -> list[tuple[re.Pattern[str], Named]]:
        """Companies of one word, without legal form: in free words a capital makes them a name, in a title it may be a trade."""
        corpus = squeezed(self.corpus)
        found: list[tuple[re.Pattern[str], Named]] = []
        for named in self.known:
            short = "" if named.is_person or named.involved else short_name(named.name)
            usable = len(short) > 4 and " " not in short and squeezed(short) in corpus
            if usable and not _is_place(short, self.places) and not is_first_name(short):
                found.append((_pattern(short), named))
        return found

    @cached_property
    def _officers(self) -> re.Pattern[str] | None:
        names = sorted({" ".join(one.split()) for one in self.officers if one.strip()}, key=len, reverse=True)
        spelled = [_spelled(one) for one in names]
        return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)}){_GENITIVE}(?!\w)", re.IGNORECASE) if spelled else None

    @cached_property
    def _surnames(self) -> dict[str, Named]:
        pairs = ((part, named) for named in self.known if named.is_person for part in named.parts if len(part) > 2)
        return {part.casefold(): named for part, named in pairs}

    def _loose(self, text: str) -> str:
        """Take first names and known surnames with a capital; one behind the other is one person."""

        def one(match: re.Match[str]) -> str:
            words = match.group().split()
            firsts = [self._is_name(word) for word in words]
            if not any(firsts):
                return match.group()
            start = firsts.index(True)
            end = len(words) - firsts[::-1].index(True)
            name = " ".join(words[start:end])
            label = self.label(Named(name.removesuffix("s") or name, is_person=True))
            return " ".join([*words[:start], label, *words[end:]])

        return _CAPITALS.sub(one, text)

    def _is_name(self, word: str) -> bool:
        bare = word.casefold()
        stems = {bare, bare.removesuffix("s")}
        own = {one.casefold() for one in (*self.words.person.split(), *self.words.supplier.split())}
        if stems & own:
            return False
        return any(is_first_name(stem) or stem in self._surnames for stem in stems)

    def _site(self, match: re.Match[str]) -> str:
        host = re.sub(r"^https?://", "", match.group().casefold()).split("/")[0].removeprefix("www.")
        return match.group() if host in self.sites else f"[{self.words.site}]"

    def _digits(self, match: re.Match[str], *, free: bool) -> str:
        text = match.group()
        digits = re.sub(r"\D", "", text)
        if _DATE.fullmatch(text.strip()):
            return text
        if national(digits) in self.phones or (free and len(digits) > 6 and text.lstrip("(").startswith(("0", "+"))):
            return f"[{self.words.phone}]"
        return text


_CAPITALS = re.compile(r"(?<![\w])[^\W\d_a-zåäöé][^\W\d_]*(?:-[^\W\d_]+)*(?:[ \u00a0][^\W\d_a-zåäöé][^\W\d_]*(?:-[^\W\d_]+)*)*")


def national(digits: str) -> str:
    """Return a telephone number's digits without country code and leading noughts, as numbers are compared."""
    bare = digits.lstrip("0")
    return bare.removeprefix("46").lstrip("0") if len(bare) > 9 and bare.startswith("46") else bare


def _spellings(named: Named, places: Collection[str]) -> Iterable[str]:
    """Yield the ways in which a name may stand: whole, without the legal form; of those who took part also the parts."""
    yield named.name
    if named.is_person:
        words = named.name.split()
        if len(words) > 1:
            yield f"{words[-1]} {' '.join(words[:-1])}"
            if len(words) > 2:
                yield f"{words[0]} {words[-1]}"
        if named.involved:
            yield from (part for part in named.parts if len(part) > 1 and part.casefold() not in _PARTICLES)
        return
    short = short_name(named.name)
    if len(short) > 3 and (" " in short or (named.involved and not _is_place(short, places))):
        yield short
    word = distinctive_word(named.name, places) if named.involved else ""
    if word:
        yield word
        if word.endswith("s") and len(word) > 4:
            yield word.removesuffix("s")


def _pattern(spelling: str) -> re.Pattern[str]:
    # A part of a name alone ("Mark", "Ek", "Bergs") is one with a capital; two words or a legal form make it sure.
    alone = len(_WORD.findall(spelling)) < 2
    if alone:
        forms = "|".join((_spelled(spelling, exact=True), re.escape(spelling.upper())))
        return re.compile(rf"(?<![\w])(?:{forms}){_GENITIVE}(?![\w])")
    return re.compile(rf"(?<![\w]){_spelled(spelling)}{_GENITIVE}(?![\w])", re.IGNORECASE)


def _spelled(name: str, *, exact: bool = False) -> str:
    parts = re.findall(r"\w+|[^\w\s]+", unicodedata.normalize("NFC", name))
    words = [part for part in parts if re.match(r"\w", part)]
    spelled = ["".join(_either(sign, exact=exact) for sign in word) for word in words]
    return _BETWEEN.join(spelled)


def _either(sign: str, *, exact: bool) -> str:
    plain = _LETTERS.get(sign.casefold())
    if plain is None:
        return re.escape(sign)
    if exact and sign.isupper():
        return plain.upper()
    return plain


def _letter(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
