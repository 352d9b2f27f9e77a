"""The parts of a captured line, once contacts and marks are out of it: what is divided from what.

Commas, semicolons and bars divide always; brackets hold a part of their own; dashes and slashes divide where a person's name
stands on one side, so that "Bygg - Mark AB", "Jensen A/S" and "Bygg/Mark AB" stay whole. Words that go on in small letters after
a name ("Anna Berg undrar om …") are a part of their own too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from outreach.domain.codes import find_municipality
from outreach.domain.name_shapes import (
    has_legal_form,
    is_first_name,
    is_title,
    looks_like_company,
    looks_like_person,
    title_and_name,
)

#: Words that begin what was said, after a name: verbs of talks at a fair, and what joins sentences.
PROSE = frozenset(
    "vill ville ska skall skulle undrar undrade frågar frågade söker sökte har hade är var kan kunde kommer kom ringer ringde "
    "skickar intresserad intresserade nyfiken tycker tyckte behöver önskar som att inte gärna hälsar bjuder räknar jobbar säljer "
    "levererar gör bygger vet tar letar förlorade vann fick pratade berättade skicka ring mejla maila boka återkom påminn "
    "följ återkommer vet ber tror saknar gillar funderar planerar erbjuder önskade mötte träffade talade snackade samtal "
    "om när hur varför vad kl klockan ej har med utan bra dålig snabb kort lång ny nya "
    "ingen svarade svarar trodde ringt mejlade mejlat hört talat pratat sagt sa två tre fyra "
    "några flera wants asked asks has is was will would".split()
)
#: Stands before a tender's words in the text that is divided (a sign of nobody's alphabet), so that they are no name.
TENDER_SIGN = "\ue000"
#: Bo "Bosse" Ek.
_NICKNAME = re.compile(r"(?<=[^\W\d_] )[\"“”]([^\W\d_]{2,20})[\"“”](?= [^\W\d_])")
_OPENING = re.compile(
    r"\s*(?:(?:har )?(?:träffade|träffat|mötte|mött)|"
    r"(?:har )?(?:pratade|pratat|talade|talat|snackade|snackat|prat|samtal|möte|träff)"
    r"(?: lite| kort| länge| snabbt)? m(?:ed|\.)?|met|talked to|spoke (?:to|with))\s+(?=\S)",
    re.IGNORECASE,
)
#: What announces a name: "kontaktperson: Johnny Wik".
NAME_LABEL = re.compile(
    r"(?:kontaktpers(?:on(?:er)?)?|(?:ny )?kontakt|kont|namn|företag|firma|contact|name|company)\b\.?\s?:?\s*",
    re.IGNORECASE,
)
_TWO_WORD_FORM = re.compile(r"ek\.? för\.?,?|ekonomisk förening|enskild firma", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]{1,80})\)")
_DASH = re.compile(r"\s[-–—]\s")
_FULL_STOP = re.compile(r"(?<!\w)([^\W\d_]{4,40}|[A-ZÅÄÖ][^\W\d_]{1,3})\.\s+(?=[^\W\d_])")
_SLASH = re.compile(r"\s*/+\s*")
_INSIDE = frozenset("& och o i av von de der van af di el al la".split())
_AT_WORDS = frozenset("på hos från fr fr. vid at from @".split())
_SHORTEST_SIDE = 3
_MOST_TITLE_WORDS = 3
_LONGEST_RUN = 12
_WHERE = frozenset("i på för hos från fr fr. vid åt at of".split())


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a line; `bracketed` says that it stood in brackets behind the part before it."""

    text: str
    bracketed: bool = False


def parts_of(text: str) -> list[Part]:
    """Divide a line into its parts, cleaned of the signs around them. Words before the first name ("Träffade") are left out."""
    text = _NICKNAME.sub(r"(\1)", text)
    opening = _OPENING.match(text)
    pieces = _bracketed(text[opening.end() :] if opening else text)
    only = sum(bool(bare(piece.text)) for piece in pieces) == 1
    parts = [Part(_unlabelled(bare(text)), piece.bracketed) for piece in pieces for text in _divided(piece.text, only)]
    return [part for part in parts if re.search(r"\w", part.text)]


def _divided(text: str, only: bool) -> list[str]:
    pieces = [one for piece in re.split(r"[,;\n|]", text) for one in _sentences(piece)]
    if only and len([piece for piece in pieces if piece.strip()]) == 1:
        pieces = [one for piece in pieces for one in _DASH.split(piece)]
    pieces = [one for piece in pieces for one in _dashed(piece)]
    pieces = [one for piece in pieces for one in _slashed(piece)]
    return [one for piece in pieces for one in _titled(piece)]


def _titled(piece: str) -> list[str]:
    """Divide "Ulla Persson kassör i Rättviks Hembygdsförening" and "Åsa vd Mora Konsult": a person, a title, where."""
    words = bare(piece).split()
    if len(words) > _LONGEST_RUN or is_title(bare(piece)):
        return [piece]
    if words and words[-1].islower() and is_title(words[-1]) and _ends_with_person(words[:-1]):
        return [" ".join(words[:-1]), words[-1]]
    for place in range(len(words) - 1):
        if place and not looks_like_person(" ".join(words[:place])):
            return [piece]
        for end in range(min(place + _MOST_TITLE_WORDS, len(words) - 1), place, -1):
            title = words[place:end]
            is_joined = words[end].casefold() in _WHERE
            where = words[end + 1 :] if is_joined else words[end:]
            if not place and (not is_joined or words[end].casefold() == "för"):
                continue
            plain = title[0].islower() or title[0].isupper() or not place
            is_named = bool(where) and (where[0][:1].isupper() or (is_joined and looks_like_company(" ".join(where))))
            if plain and is_named and is_title(" ".join(title)) and not _is_place(where):
                return [" ".join(words[:place]), " ".join(title), " ".join(where)][not place :]
    return [piece]


def _ends_with_person(words: list[str]) -> bool:
    """Say whether a firm's name and then a person's stand there: "Dala Energi Peter Ström"."""
    return len(words) > 3 and not is_first_name(words[0]) and looks_like_person(" ".join(words[-2:]))


def _is_place(words: list[str]) -> bool:
    return len(words) == 1 and find_municipality(words[0]) is not None


def _sentences(piece: str) -> list[str]:
    """Divide "Anna Berg. Bergs Bygg AB. Grus" at its full stops; those of "ordf. Siv" and "J. Berg" divide nothing."""
    sentences: list[str] = []
    start = 0
    for match in _FULL_STOP.finditer(piece):
        if not is_title(f"{match.group(1)}.") and not _TWO_WORD_FORM.fullmatch(
            piece[max(0, match.start() - 4) : match.end()].strip()
        ):
            sentences.append(piece[start : match.end(1)])
            start = match.end()
    return [*sentences, piece[start:]]


def _unlabelled(text: str) -> str:
    """Take "kontaktperson" off the name that it announces."""
    label = NAME_LABEL.match(text)
    return text[label.end() :] if label and text[label.end() : label.end() + 1].isupper() else text


def name_and_rest(part: str) -> tuple[str, str]:
    """Divide "Anna Berg undrar om grus" and "Bergs Bygg AB kl 10:30" into the name and what goes on in small letters."""
    words = part.split()
    if part.startswith(TENDER_SIGN):
        return "", part
    if not words or not any(word[:1].isupper() for word in words):
        return _small_name_and_rest(words)
    is_name = len(words) > 1 and words[0][:1].isupper() and words[1][:1].isupper() and looks_like_company(part)
    if words[0].casefold() in PROSE and len(words[0]) > 2 and not is_name:
        return "", part
    is_at = words[0].casefold() in _AT_WORDS and len(words) > 1 and words[1][:1].isupper()
    if not is_at and not words[0][:1].isupper() and not is_title(words[0]):
        return part, ""
    for place in range(1 + is_at, len(words)):
        if _goes_on(words, place):
            continue
        return " ".join(words[:place]), " ".join(words[place:])
    return part, ""


def _goes_on(words: list[str], place: int) -> bool:
    """Say whether the word at a place still belongs to the name before it."""
    word = words[place]
    folded = word.casefold()
    if folded in PROSE and not word[:1].isupper():
        return False
    form = any(_TWO_WORD_FORM.fullmatch(" ".join(words[start : start + 2])) for start in (place - 1, place))
    if word[:1].isupper() or has_legal_form(word) or form or is_title(word) or word[:1] in "(&":
        return True
    if folded in _INSIDE or folded in _AT_WORDS:
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
    if looks_like_person(part.rstrip("!?")):
        part = part.rstrip("!?")
    if part.count("(") != part.count(")"):
        part = part.strip("() ")
    inside = part[1:-1] if part.startswith("(") and part.endswith(")") else part
    ends = piece.strip().endswith(".")
    dotted = ends and ((is_title(inside + ".") and not is_title(inside)) or inside.casefold().endswith("ek. för"))
    return inside + "." if dotted else inside


def _dashed(piece: str) -> list[str]:
    sides = _DASH.split(piece)
    return (
        sides if len(sides) > 1 and any(looks_like_person(title_and_name(bare(side))[1]) for side in sides) else [piece]
    )


def _slashed(piece: str) -> list[str]:
    """Divide "Anna Berg/Bergs Bygg AB", but neither "Jensen A/S" nor "Bygg/Mark AB"."""
    if is_title(piece.strip()):
        return [piece]
    sides = _SLASH.split(piece)
    full = [side.strip() for side in sides if side.strip()]
    if piece.count(" / ") > 1:
        return sides
    if len(full) < 2 or any(len(side) < _SHORTEST_SIDE and not is_title(side) for side in full):
        return [piece]
    names = [title_and_name(bare(side))[1] for side in sides]
    if any(looks_like_person(name) and not is_first_name(name) for name in names):
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
