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

from outreach.domain.codes import valid_cpv
from outreach.domain.company import read_org_number, without_personal_numbers
from outreach.domain.name_shapes import has_legal_form, is_first_name, looks_like_company, only_trade_words
from outreach.domain.ordinary_words import is_ordinary

_EMAIL = re.compile(
    r"[^\s,;:<>()\[\]\"]+\s?(?:@|[(\[{]\s?(?:at|a|snabel-?a)\s?[)\]}]|\bsnabel-?a\b)\s?[^\s,;:<>()\[\]\"@]+"
    r"(?:\.|\s?(?:[(\[{]\s?(?:dot|punkt|\.)\s?[)\]}]|\b(?:punkt|dot)\b)\s?)[^\W\d_]{2,}",
    re.IGNORECASE,
)
#: What is left of an address that was broken off: "anna.lind@bergs-".
_AT = re.compile(r"[^\s,;:<>()\[\]\"]+@[^\s,;:<>()\[\]\"]+")
_SITE = re.compile(
    r"(?<![\w@.\-])(?:https?://\S+|(?:[\w\-]+\.)+(?:se|com|nu|eu|net|org|info|biz|ax|company|online|shop|store|site|app|io|cloud|co|uk|example|dev|no|fi|dk|de)(?:/\S*)?)(?![\w@])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w\-])(?:16|19|20)?\d{6}\s?[-–+]?\s?\d{4}(?![\w])")
_VAT = re.compile(r"(?<!\w)SE[\s\-]?\d{6}[\s\-]?\d{4}[\s\-]?\d{2}(?!\d)", re.IGNORECASE)
_DIGITS = re.compile(r"(?<!\d)\+?\(?\d(?:[\s\u00a0().\-–/]{0,3}\d){5,40}(?!\d)")
#: A telephone number behind another one: "kl 9 070-123 45 67".
_INNER = re.compile(r"(?<=[\s(/])(?:\+|00(?=46)|0(?=[\s(]?[1-9]))\(?\d(?:[\s\u00a0().\-–/]{0,3}\d){6,40}")
#: A date is no telephone number, though it has eight digits.
_DATE = re.compile(r"(?:19|20)\d\d[-–./]\d\d?[-–./]\d\d?|\d\d?[./-]\d\d?[./ -]+(?:19|20)\d\d")
#: Nor is a time from and to, "08.00-16.30".
_TIMES = re.compile(r"[0-2]?\d[.:][0-5]\d\s?[-–]\s?[0-2]?\d[.:][0-5]\d")
_WHEN = re.compile(rf"((?<![\d+(.-])(?:{_DATE.pattern}|{_TIMES.pattern})(?![\d-]))")
_LEGAL = re.compile(
    r"[\s,]+(?:\(publ\)|ab|aktiebolag(?:et)?|hb|kb|handelsbolag(?:et)?|kommanditbolag(?:et)?|ek\.? ?för\.?|ekonomisk förening|"
    r"enskild firma|e\.? ?f\.|i sverige|sverige|a/s|as|oy|ltd|inc|gmbh)(?=[\s,.]|$)",
    re.IGNORECASE,
)
_LEGAL_FIRST = re.compile(r"^(?:ab|firma|handelsbolaget|hb|kb)\s+", re.IGNORECASE)
_GENITIVE = r"(?:[:'’´]?s)?"
_BETWEEN = r"[\s\u00a0\-–&/.,_]{0,4}"
_AND = frozenset(("&", "+", "och", "o", "and", "samt"))
_AS_AND = rf"(?:\s*(?:&|\+|och|o|and|samt)\s*|{_BETWEEN})"
_ANDS = re.compile(r"\b(?:och|o|and|samt)\b", re.IGNORECASE)
#: A word that goes on in the next line, and what nobody sees in a text or what stands for a plain sign.
_BROKEN = re.compile(r"([^\W\d_]+)-[ \t]*\n\s*([^\W\d_]+)")
_PLAIN_SIGNS = (
    {ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"}
    | {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2212"}
    | {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
)
#: First names that begin a sentence oftener as what they mean: "Ville mest hälsa". Behind or before another name they are one.
_OFTENER_WORDS = frozenset({"ville"})
#: Initials before a family name: "A. Berg", "A-K Lindström".
_INITIALS = r"(?:(?<!\w)(?:[A-ZÅÄÖ]\.[\s-]?){1,3}|(?<!\w)[A-ZÅÄÖ]-[A-ZÅÄÖ]\.?\s)?"
#: From so many letters on a name with its genitive s is one even as the beginning of a longer word.
_SURE = 7
#: Behind these it is a village, "i Forsby", "Östra Forsby": of a firm that was not there the first word alone is but a guess.
_NO_VILLAGE = r"(?<!\bi )(?<!\bI )(?<!tra )(?<!rra )(?<!dra )(?<!\btill )(?<!\bfrån )"
_PLACE_BEHIND = re.compile(r"\s+i\s+[^\W\d_]+$")
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


def plain_signs(text: str) -> str:
    """Return a text composed, without signs that nobody sees, with common hyphens and digits for rare ones."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN_SIGNS)


def address_in_words(text: str) -> list[str]:
    """Return the e-mail addresses of a text that are written so as not to be found: "anna (at) bergs punkt se"."""
    return [one.group() for one in _EMAIL.finditer(plain_signs(text)) if "@" not in one.group()]


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
    return words[0] if len(words) > 1 and _distinguishes(words[0], places) else ""


def _second_word(company: str, places: Collection[str]) -> str:
    """Return the family name of a firm that begins with a first name: "Hedin" of "AB Karl Hedin"."""
    words = _WORD.findall(short_name(company))
    named = len(words) > 1 and any(is_first_name(one) for one in (words[0], words[0].removesuffix("s")))
    return words[1] if named and _distinguishes(words[1], places) else ""


def _distinguishes(word: str, places: Collection[str]) -> bool:
    if len(word) < 4 or word.casefold() in _PARTICLES or looks_like_company(word):
        return False
    return not (_is_place(word, places) or _is_place(word.removesuffix("s"), places))


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
        text = _BROKEN.sub(self._joined, plain_signs(text))
        text = _AT.sub(f"[{self.words.email}]", _EMAIL.sub(f"[{self.words.email}]", text))
        text = _SITE.sub(self._site, text)
        for pattern, named in self._patterns:
            text = pattern.sub(self.label(named), text) if pattern.search(text) else text
        text = self._officers.sub(self.words.officer, text) if self._officers else text
        text = without_personal_numbers(text)[0]
        if free:
            text = _VAT.sub(f"[{self.words.number}]", text)
        text = _NUMBER.sub(lambda match: self._number(match.group(), free=free), text)
        text = "".join(
            part if place % 2 else _DIGITS.sub(lambda match: self._digits(match.group(), free=free), part)
            for place, part in enumerate(_WHEN.split(text))
        )
        if not free:
            return text
        for pattern, named in self._single_words:
            text = pattern.sub(self.label(named), text) if pattern.search(text) else text
        return self._loose(text)

    def found_in(self, text: str, allowed: str = "") -> list[str]:
        """Return the names that still stand in a text, for who reads the paper back; those that `allowed` holds anyhow are none."""
        flat = " ".join(plain_signs(text).split())
        own = " ".join(allowed.split())
        found = [named.name for pattern, named in self._patterns if pattern.search(flat) and not pattern.search(own)]
        if self._officers and self._officers.search(flat) and not self._officers.search(own):
            found.append(self.words.officer)
        return found

    # Patterns ------------------------------------------------------------------------------------------------------------

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], Named]]:
        """The names that occur, the longest first: "Bergs Bygg AB" before "Bergs"."""
        found: dict[str, Named] = {}
        for named in sorted(self.known, key=lambda one: not one.involved):
            for spelling in _spellings(named, self.places):
                if self._occurs(spelling):
                    found.setdefault(spelling, named)
        ordered = sorted(found.items(), key=lambda one: -len(one[0]))
        return [(_pattern(spelling, named, self.places), named) for spelling, named in ordered]

    @cached_property
    def _squeezed(self) -> tuple[str, str]:
        """The letters of all texts, with and without the "and" between two names."""
        return squeezed(self.corpus), squeezed(_ANDS.sub("", self.corpus))

    def _occurs(self, spelling: str) -> bool:
        letters = squeezed(spelling)
        if not letters:
            return False
        return letters in self._squeezed[0] or squeezed(_ANDS.sub("", spelling)) in self._squeezed[1]

    def _joined(self, match: re.Match[str]) -> str:
        """Join a word that a line divided, where it is a name."""
        whole = f"{match[1]}{match[2]}"
        return whole if any(pattern.search(whole) for pattern, _ in self._patterns) else match.group()

    @cached_property
    def _single_words(self) -> list[tuple[re.Pattern[str], Named]]:
        """Companies of one word, without legal form: in free words a capital makes them a name, in a title it may be a trade."""
        found: list[tuple[re.Pattern[str], Named]] = []
        for named in self.known:
            if named.is_person or named.involved:
                continue
            short = short_name(named.name)
            word = short if " " not in short else distinctive_word(named.name, self.places)
            usable = len(word) > 4 and self._occurs(word) and not (word != short and is_ordinary(word))
            named_after = is_first_name(word) or is_first_name(word.removesuffix("s"))
            if usable and not named_after and not _is_place(word, self.places):
                pattern = _pattern(word, named, self.places)
                found.append((pattern if word == short else re.compile(_NO_VILLAGE + pattern.pattern), named))
        return found

    @cached_property
    def _officers(self) -> re.Pattern[str] | None:
        names = sorted({" ".join(one.split()) for one in self.officers if one.strip()}, key=len, reverse=True)
        spelled = [_spelled(one) for one in names]
        return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)}){_GENITIVE}(?!\w)", re.IGNORECASE) if spelled else None

    @cached_property
    def _officers_firsts(self) -> frozenset[str]:
        """The first names by which we call each other; of those who took part every name is gone before it is asked."""
        return frozenset(one.split()[0].casefold() for one in self.officers if one.strip())

    @cached_property
    def _surnames(self) -> dict[str, Named]:
        pairs = ((part, named) for named in self.known if named.is_person for part in named.parts if len(part) > 2)
        return {part.casefold(): named for part, named in pairs}

    def _loose(self, text: str) -> str:
        """Take first names and known surnames with a capital; one behind the other is one person."""

        def one(match: re.Match[str]) -> str:
            words = match.group().split()
            firsts = [self._is_name(word) for word in words]
            if not any(firsts) or (len(words) == 1 and words[0].casefold() in _OFTENER_WORDS):
                return match.group()
            start = firsts.index(True)
            end = len(words) - firsts[::-1].index(True)
            name = " ".join(words[start:end])
            bare = name.removesuffix("s") or name
            ours = not {name.casefold(), bare.casefold()}.isdisjoint(self._officers_firsts)
            label = self.words.officer if ours else self.label(Named(bare, is_person=True))
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

    def _number(self, text: str, *, free: bool) -> str:
        """Mask an organisation number; in a title one with its hyphen and the right check digit, for a reference may look so."""
        if _DATE.fullmatch(text) or not (free or ("-" in text and read_org_number(text).valid)):
            return text
        return f"[{self.words.number}]"

    def _digits(self, text: str, *, free: bool) -> str:
        digits = re.sub(r"\D", "", text)
        known = national(digits) in self.phones or any(len(one) > 6 and one in digits for one in self.phones)
        if text.isdigit() and len(text) == 8 and valid_cpv(text) and not known:
            return text
        if known or (free and len(digits) > 6 and text.lstrip("(").startswith(("0", "+"))):
            return f"[{self.words.phone}]"
        return _INNER.sub(f"[{self.words.phone}]", text) if free else text


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
    yield from _company_spellings(named, places)


def _company_spellings(named: Named, places: Collection[str]) -> Iterable[str]:
    short = short_name(named.name)
    single = " " not in short
    if named.involved and single and len(short) > 1 and not _is_place(short, places) and not only_trade_words(short):
        yield short
    if not single and len(short) > 3:
        yield short
    if not named.involved:
        return
    bare = _PLACE_BEHIND.sub("", short)
    if bare != short and " " in bare:
        yield bare
    for word in (distinctive_word(named.name, places), _second_word(named.name, places)):
        if word:
            yield word
            if word.endswith("s") and len(word) > 4:
                yield word.removesuffix("s")


_BEFORE, _BEHIND = r"(?<![^\W_])", r"(?![^\W_])"


def _pattern(spelling: str, named: Named, places: Collection[str] = ()) -> re.Pattern[str]:
    """A part of a name alone ("Mark", "Ek") is one with a capital; two words or a legal form make it sure in any letters.

    So does a part that means nothing else ("norrgrävs"), of somebody who took part; a long one even in a compound word.
    """
    if len(_WORD.findall(spelling)) > 1:
        if only_trade_words(spelling) and not has_legal_form(spelling):
            forms = [_spelled(one, exact=True) for one in (spelling, spelling.upper())]
            return re.compile(rf"{_BEFORE}(?:{'|'.join(forms)}){_GENITIVE}{_BEHIND}")
        return re.compile(rf"{_BEFORE}{_spelled(spelling)}{_GENITIVE}{_BEHIND}", re.IGNORECASE)
    forms = [_spelled(spelling, exact=True), _spelled(spelling.upper(), exact=True)]
    own = named.involved and not is_ordinary(spelling) and not _is_place(spelling.removesuffix("s"), places)
    if named.involved and (own or (spelling.isupper() and len(spelling) > 2 and not looks_like_company(spelling))):
        forms.append(_spelled(spelling.casefold(), exact=True))
    initials = _INITIALS if named.is_person and named.involved else ""
    behind = r"[^\W\d_]*" if own and len(spelling) >= _SURE and spelling.endswith("s") else ""
    return re.compile(rf"{initials}{_BEFORE}(?:{'|'.join(dict.fromkeys(forms))}){_GENITIVE}{behind}{_BEHIND}")


def _spelled(name: str, *, exact: bool = False) -> str:
    parts = re.findall(r"[^\W_]+|&|\+", plain_signs(name))
    spelled, joint = "", ""
    for part in parts:
        if part.casefold() in _AND and spelled:
            joint = _AS_AND
            continue
        spelled += (joint or (_BETWEEN if spelled else "")) + "".join(_either(sign, exact=exact) for sign in part)
        joint = ""
    return spelled


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
