"""The parts of a captured line, once contacts and marks are out of it: what is divided from what.

Commas, semicolons and bars divide always; brackets hold a part of their own; dashes and slashes divide where a person's name
stands on one side, so that "Bygg - Mark AB", "Jensen A/S" and "Bygg/Mark AB" stay whole. Words that go on in small letters after
a name ("Anna Berg undrar om …") are a part of their own too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from outreach.domain.name_shapes import has_legal_form, is_first_name, is_title, looks_like_company, looks_like_person

#: Words that begin what was said, after a name: verbs of talks at a fair, and what joins sentences.
PROSE = frozenset(
    "vill ville ska skall skulle undrar undrade frågar frågade söker sökte har hade är var kan kunde kommer kom ringer ringde "
    "skickar intresserad intresserade nyfiken tycker tyckte behöver önskar som att inte gärna hälsar bjuder räknar jobbar säljer "
    "levererar gör bygger vet tar letar förlorade vann fick pratade berättade skicka ring mejla maila boka återkom påminn "
    "följ återkommer vet ber bad tror saknar gillar funderar planerar erbjuder önskade mötte träffade talade snackade samtal "
    "om när hur varför vad kl klockan ej har med utan bra dålig snabb kort lång ny nya "
    "wants asked asks has is was will would".split()
)
_OPENING = re.compile(
    r"\s*(?:träffade|mötte|pratade med|pratat med|talade med|snackade med|samtal med|möte med|talat med|träff med|met|talked to|"
    r"spoke (?:to|with))\s+(?=\S)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^()]{1,80})\)")
_DASH = re.compile(r"\s[-–—]\s")
_SLASH = re.compile(r"\s*/+\s*")
_INSIDE = frozenset("& och i av von de der van af di el al la".split())
_SHORTEST_SIDE = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a line; `bracketed` says that it stood in brackets behind the part before it."""

    text: str
    bracketed: bool = False


def parts_of(text: str) -> list[Part]:
    """Divide a line into its parts, cleaned of the signs around them. Words before the first name ("Träffade") are left out."""
    opening = _OPENING.match(text)
    pieces = re.split(r"[,;\n|]", text[opening.end() :] if opening else text)
    if len([piece for piece in pieces if piece.strip()]) == 1:
        pieces = [one for piece in pieces for one in _DASH.split(piece)]
    pieces = [one for piece in pieces for one in _dashed(piece)]
    pieces = [one for piece in pieces for one in _slashed(piece)]
    parts = [Part(bare(one.text), one.bracketed) for piece in pieces for one in _bracketed(piece)]
    return [part for part in parts if re.search(r"\w", part.text)]


def name_and_rest(part: str) -> tuple[str, str]:
    """Divide "Anna Berg undrar om grus" and "Bergs Bygg AB kl 10:30" into the name and what goes on in small letters."""
    words = part.split()
    if not words or not any(word[:1].isupper() for word in words):
        return _small_name_and_rest(words)
    if not words[0][:1].isupper() and not is_title(words[0]):
        return part, ""
    for place in range(1, len(words)):
        if _goes_on(words, place):
            continue
        return " ".join(words[:place]), " ".join(words[place:])
    return part, ""


def _goes_on(words: list[str], place: int) -> bool:
    """Say whether the word at a place still belongs to the name before it."""
    word = words[place]
    folded = word.casefold()
    if folded in PROSE:
        return False
    if word[:1].isupper() or has_legal_form(word) or is_title(word) or word[:1] in "(&":
        return True
    if folded in _INSIDE or folded in ("på", "hos", "från", "vid", "at", "from"):
        return place + 1 < len(words) and (words[place + 1][:1].isupper() or looks_like_company(words[place + 1]))
    return looks_like_company(word) and not word.isdecimal()


def _small_name_and_rest(words: list[str]) -> tuple[str, str]:
    """Divide a line without capitals: at its legal form when it goes on after that, else at the first word of prose."""
    for place in range(1, len(words)):
        if words[place].casefold() in PROSE:
            return " ".join(words[:place]), " ".join(words[place:])
        if has_legal_form(words[place - 1]) and place > 1 and not has_legal_form(words[place]):
            return " ".join(words[:place]), " ".join(words[place:])
    return " ".join(words), ""


def bare(piece: str) -> str:
    """Take the signs off both ends of a part; a bracket around all of it goes too."""
    part = piece.strip(" .\t<>[]\"'”“’-–—/:*")
    if part.count("(") != part.count(")"):
        part = part.strip("() ")
    inside = part[1:-1] if part.startswith("(") and part.endswith(")") else part
    dotted = piece.strip().endswith(".") and is_title(inside + ".") and not is_title(inside)
    return inside + "." if dotted else inside


def _dashed(piece: str) -> list[str]:
    sides = _DASH.split(piece)
    return sides if len(sides) > 1 and any(looks_like_person(bare(side)) for side in sides) else [piece]


def _slashed(piece: str) -> list[str]:
    """Divide "Anna Berg/Bergs Bygg AB", but neither "Jensen A/S" nor "Bygg/Mark AB"."""
    if is_title(piece.strip()):
        return [piece]
    sides = _SLASH.split(piece)
    if len(sides) < 2 or min(len(side.strip()) for side in sides if side.strip() or len(sides) == 2) < _SHORTEST_SIDE:
        return [piece]
    if any(looks_like_person(bare(side)) and not is_first_name(side.strip()) for side in sides):
        return sides
    one_is_company = len(sides) == 2 and looks_like_company(sides[0]) != looks_like_company(sides[1])
    return sides if one_is_company else [piece]


def _bracketed(piece: str) -> list[Part]:
    """Give what stands in brackets a part of its own; "(publ)" belongs to its company."""
    pieces: list[Part] = []
    place = 0
    for match in _BRACKETS.finditer(piece):
        if match.group(1).casefold() in ("publ", "fd", "f.d."):
            continue
        pieces += [Part(piece[place : match.start()]), Part(match.group(1), bracketed=True)]
        place = match.end()
    return [*pieces, Part(piece[place:])]
