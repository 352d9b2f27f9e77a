"""Official code lists and the search in them: CPV, municipalities and counties, and the divisions of SNI.

CPV is the vocabulary of Regulation (EC) No 213/2008: eight digits, more trailing zeros mean more general; the ninth,
a check digit, is stripped and never verified. SNI 2007 names industries. The lists lie in `resources/codes`, with
their sources; each is read once, when it is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from outreach.domain import search_text
from outreach.domain.code_search import Fit, Names
from outreach.domain.sorting import sort_key
from outreach.language import N_
from outreach.paths import resource

_CPV_SHAPE = re.compile(r"(\d{8})(?:-\d)?")
_DIVISION_DIGITS = 2


@dataclass(frozen=True, slots=True)
class CpvCode:
    """One CPV code, eight digits without check digit, with its official names."""

    code: str
    swedish: str
    english: str

    def name(self, language_code: str) -> str:
        """Return the name in "sv" or "en" (any other language: English)."""
        return self.swedish if language_code == "sv" else self.english


@dataclass(frozen=True, slots=True)
class Municipality:
    """A Swedish municipality: SCB's four-digit code, name without "kommun", county and NUTS 3 region (county)."""

    code: str
    name: str
    county_code: str
    county: str
    nuts3: str


@dataclass(frozen=True, slots=True)
class SniDivision:
    """A main division of SNI 2007: two digits and its names."""

    code: str
    swedish: str
    english: str

    def name(self, language_code: str) -> str:
        """Return the name in "sv" or "en" (any other language: English)."""
        return self.swedish if language_code == "sv" else self.english


@dataclass(frozen=True, slots=True)
class SniSection:
    """A section of SNI 2007: a letter, its first and last division (two digits each), and its names."""

    letter: str
    first: str
    last: str
    swedish: str
    english: str

    def name(self, language_code: str) -> str:
        """Return the name in "sv" or "en" (any other language: English)."""
        return self.swedish if language_code == "sv" else self.english


# --- CPV -----------------------------------------------------------------------------------------------------------


def cpv_name(code: str, language_code: str) -> str:
    """Return the name of a CPV code in "sv" or "en", or "" for a code that does not exist."""
    found = _cpv().get(clean_cpv(code))
    return found.name(language_code) if found else ""


def clean_cpv(text: str) -> str:
    """Return the eight digits of a code as people write it ("4523 3162-2"), or "" when it is not shaped like one."""
    match = _CPV_SHAPE.fullmatch(re.sub(r"\s", "", text).replace("–", "-"))
    return match.group(1) if match and match.group(1).isascii() else ""


def valid_cpv(code: str) -> bool:
    """Tell whether the list has this code (check digit and spaces allowed)."""
    return clean_cpv(code) in _cpv()


def cpv_parent(code: str) -> str:
    """Return the nearest more general code that exists, or "" for a division and for an unknown code.

    35 codes lack their immediate parent; the walk then goes further up.
    """
    known = _cpv()
    bare = clean_cpv(code)
    if bare not in known:
        return ""
    for length in range(cpv_level(bare) - 1, _DIVISION_DIGITS - 1, -1):
        candidate = bare[:length].ljust(8, "0")
        if candidate in known:
            return candidate
    return ""


def cpv_children(code: str) -> tuple[str, ...]:
    """Return the codes right below a code, sorted; with "" the 45 divisions."""
    bare = clean_cpv(code)
    return _cpv_families().get(bare, ()) if bare or not code else ()


def cpv_level(code: str) -> int:
    """Return how many digits of an eight-digit code say something: 2 for a division, 8 for the most special."""
    return max(_DIVISION_DIGITS, len(code.rstrip("0")))


@cache
def _cpv() -> dict[str, CpvCode]:
    return {row[0]: CpvCode(*row) for row in _rows("cpv.tsv")}


@cache
def _cpv_families() -> dict[str, tuple[str, ...]]:
    families: dict[str, list[str]] = {}
    for code in _cpv():
        families.setdefault(cpv_parent(code), []).append(code)
    return {parent: tuple(sorted(codes)) for parent, codes in families.items()}


# --- Searching CPV -------------------------------------------------------------------------------------------------


def find_cpv(text: str, language_code: str, most: int = 50) -> list[CpvCode]:
    """Return the CPV codes that a text asks for, best first, at most `most`.

    Digits are the beginning of a code ("4523", "45233162-2"). Words are looked for in Swedish and English names and
    in our own list of everyday words, case and order aside; "stad" also finds "städ", "städ" finds itself alone.
    Order: everyday words, the exact word at the start of a name, names that begin so, whole words, beginnings of words,
    then words inside compounds; within each, letters as written before letters without marks, the reader's language
    before the other, general codes before special ones. When no name has all words, everyday words among them count.
    """
    digits, words = _digits_and_words(text)
    if not digits and not words:
        return []
    known = _cpv()
    if not words:
        fitting = sorted((cpv_level(code), code) for code in known if code.startswith(digits))
        return [known[code] for _, code in fitting[:most]]
    best: dict[str, tuple[int, ...]] = {}
    for code, rank in _synonym_hits(words):
        best[code] = min(rank, best.get(code, rank))
    enough = len(known) if digits else most
    for names in _cpv_names():
        foreign = int(names.language != language_code)
        for code, fit, unlike in names.hits(words, enough):
            rank = (fit, unlike, foreign, cpv_level(code))
            best[code] = min(rank, best.get(code, rank))
    if not best:
        best = {code: rank for word in words for code, rank in _synonym_hits([word], whole=True)}
    ordered = sorted((rank, code) for code, rank in best.items() if code.startswith(digits))
    return [known[code] for _, code in ordered[:most]]


def _digits_and_words(text: str) -> tuple[str, list[str]]:
    """Split "4523 väg" into the beginning of a code and words; a text of digits alone may be grouped."""
    whole = re.sub(r"[\s.]", "", text)
    if re.fullmatch(r"[0-9]+(-[0-9]?)?", whole):
        return whole.partition("-")[0][:8], []
    words = search_text.words(text)
    if words and re.fullmatch(r"[0-9]{2,8}", words[0]):
        return words[0], words[1:]
    return "", words


def _synonym_hits(words: list[str], *, whole: bool = False) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield code and rank for each everyday word that is, or (from three letters on) begins with, what was typed."""
    typed = " ".join(words)
    marked = search_text.plain(typed) != typed
    for term, bare, codes in _synonyms():
        compared = term if marked else bare
        exact = compared == typed
        if not exact and (whole or len(typed) < 3 or not compared.startswith(typed)):
            continue
        rank = (Fit.EVERYDAY_WORD if exact else Fit.AT_START, int(not term.startswith(typed)), 0)
        for place, code in enumerate(codes):
            yield code, (*rank, place)


@cache
def _cpv_names() -> tuple[Names, ...]:
    codes = list(_cpv())
    return (
        Names("sv", codes, [one.swedish for one in _cpv().values()]),
        Names("en", codes, [one.english for one in _cpv().values()]),
    )


@cache
def _synonyms() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Each everyday word as written, without marks, and its codes."""
    known = _cpv()
    terms = [(" ".join(search_text.words(term)), codes) for term, codes in _rows("synonyms.tsv")]
    return tuple(
        (term, search_text.plain(term), tuple(code for code in codes.split() if code in known)) for term, codes in terms
    )


# --- Municipalities and places -------------------------------------------------------------------------------------


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return all 290 municipalities in Swedish order of name."""
    found = [Municipality(*row) for row in _rows("municipalities.tsv")]
    return tuple(sorted(found, key=lambda one: sort_key(one.name)))


def municipality_name(code: str) -> str:
    """Return the name of a municipality ("Smedjebacken" for 2061), or "" for an unknown code."""
    found = _municipality_codes().get(code.strip())
    return found.name if found else ""


def find_municipality(text: str) -> Municipality | None:
    """Return the one municipality that a text names: "2061", "Smedjebacken", "Smedjebackens kommun", "Malmö stad".

    Marks may be left out when that leaves no doubt ("Habo" is itself, "Malmo" is Malmö). None when it names none.
    """
    bare = text.strip()
    if bare in _municipality_codes():
        return _municipality_codes()[bare]
    folded = " ".join(search_text.words(bare))
    for ending in (" kommun", " stad", "s kommun", "s stad", ""):
        key = folded.removesuffix(ending) if ending else folded
        if (key != folded or not ending) and key in _municipality_names():
            return _municipality_names()[key]
    return None


def find_municipalities(text: str, most: int = 20) -> list[Municipality]:
    """Return the municipalities whose name, county or code begins with what was typed, names first, Swedish order."""
    folded = " ".join(search_text.words(text))
    if not folded:
        return []
    marked = search_text.plain(folded) != folded
    ranked = []
    for place, one in enumerate(municipalities()):
        names = [" ".join(search_text.words(name)) for name in (one.name, one.county)]
        compared = names if marked else [search_text.plain(name) for name in names]
        if compared[0].startswith(folded) or one.code.startswith(folded):
            ranked.append((0, int(not names[0].startswith(folded)), place, one))
        elif any(f" {name}".find(f" {folded}") >= 0 for name in compared):
            ranked.append((1, 0, place, one))
    ranked.sort(key=lambda hit: hit[:3])
    return [hit[3] for hit in ranked[:most]]


_ANYWHERE = {
    "anyw": N_("Anywhere"),
    "anyw-cou": N_("Anywhere in the country"),
    "anyw-eea": N_("Anywhere in the European Economic Area"),
    "SWE": N_("All of Sweden"),
    "SE": N_("All of Sweden"),
}


def place_name(place: str) -> str:
    """Return the words for a tender's place: "Dalarnas län" for SE312, "Smedjebacken" for 2061.

    Codes that no list has, and plain words, come back as they are. The words for "anywhere" (codes of eForms, BT-727)
    are catalogue texts for `Language.say`.
    """
    if place in _ANYWHERE:
        return _ANYWHERE[place]
    if place in _municipality_codes():
        return _municipality_codes()[place].name
    parts = [part.strip() for part in place.split(",")]
    return ", ".join(_regions().get(part, part) for part in parts)


@cache
def _regions() -> dict[str, str]:
    return {one.nuts3: one.county for one in municipalities()}


@cache
def _municipality_codes() -> dict[str, Municipality]:
    return {one.code: one for one in municipalities()}


@cache
def _municipality_names() -> dict[str, Municipality]:
    """Names as written, and without marks where that still names one municipality alone."""
    written = {" ".join(search_text.words(one.name)): one for one in municipalities()}
    bare: dict[str, list[Municipality]] = {}
    for name, one in written.items():
        bare.setdefault(search_text.plain(name), []).append(one)
    return {name: ones[0] for name, ones in bare.items() if len(ones) == 1} | written


# --- SNI -----------------------------------------------------------------------------------------------------------


def sni_name(code: str, language_code: str) -> str:
    """Return the name of the main division of an SNI code ("43", "43.210", "43210"), or "" for an unknown one."""
    found = _sni().get(re.sub(r"\D", "", code)[:2])
    return found.name(language_code) if found else ""


@cache
def sni_sections() -> dict[str, SniSection]:
    """Return the 21 sections of SNI by their letters, in order."""
    return {row[0]: SniSection(*row) for row in _rows("sni_sections.tsv")}


def sni_section(code: str) -> str:
    """Return the letter of the section to which an SNI code belongs ("43.210" is F), or "" for an unknown one."""
    division = re.sub(r"\D", "", code)[:2]
    return next((one.letter for one in sni_sections().values() if one.first <= division <= one.last), "")


@cache
def industry_codes() -> dict[str, tuple[str, ...]]:
    """Return the built-in table of SNI divisions and groups ("43", "432") and the beginnings of CPV codes that go with them."""
    return {row[0]: tuple(row[1].split()) for row in _rows("sni_cpv.tsv")}


def find_sni(text: str, language_code: str, most: int = 20) -> list[SniDivision]:
    """Return the SNI divisions whose name has all words of a text, or whose code begins with its digits; best first."""
    digits = re.sub(r"[\s.]", "", text)
    if digits.isascii() and digits.isdecimal():
        return [one for one in _sni().values() if one.code.startswith(digits[:2])][:most]
    words = search_text.words(text)
    if not words:
        return []
    best: dict[str, tuple[int, int, int]] = {}
    for names in _sni_names():
        foreign = int(names.language != language_code)
        for code, fit, unlike in names.hits(words, most):
            best[code] = min((fit, unlike, foreign), best.get(code, (fit, unlike, foreign)))
    return [_sni()[code] for _, code in sorted((rank, code) for code, rank in best.items())][:most]


@cache
def _sni() -> dict[str, SniDivision]:
    return {row[0]: SniDivision(*row) for row in _rows("sni.tsv")}


@cache
def _sni_names() -> tuple[Names, ...]:
    codes = list(_sni())
    return (
        Names("sv", codes, [one.swedish for one in _sni().values()]),
        Names("en", codes, [one.english for one in _sni().values()]),
    )


def _rows(name: str) -> list[list[str]]:
    """Read one list: tab-separated, UTF-8, lines that begin with # are notes."""
    text = resource("codes", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
