"""Who stands in a captured line: "Anna Berg, vd, Bergs Bygg AB" in any order, with what people write around names.

Nothing is thrown away: what is neither a person, a title nor a company comes back in `extras`, and every choice between two
readings is listed in `doubts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from outreach.domain.quick_note import Unsure
from outreach.language import N_

_LEGAL_FORM = re.compile(
    r"(?<![\w/])(ab|aktiebolag(et)?|hb|kb|handelsbolag(et)?|kommanditbolag(et)?|ek\.? ?för\.?|ekonomisk förening|a/s|"
    r"enskild firma|kommun|stiftelsen|ltd|gmbh|oy)(?![\w/])",
    re.IGNORECASE,
)
_COMPANY_WORD = re.compile(
    r"\b(\w*(bygg|måleri|städ|åkeri|entreprenad|snickeri|fastigheter|transport|catering|restaurang)|förening|bolaget|"
    r"firma|stiftelse|region|group|gruppen|el|konsult|service|teknik|trafik|mark|plåt|vvs|rör|kök|invest|data|it|sverige|"
    r"sweden|dalarna)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(vice |tf\.? )?(vd|ceo|cfo|cto|ordf|\w*(chef|ledare|ansvarig|ägare|direktör|ordförande|ledamot|säljare|upphandlare|"
    r"inköpare|handläggare|ingenjör|samordnare|koordinator|assistent|grundare|kalkylator|mästare|tekniker|montör|"
    r"elektriker|snickare|arkitekt|konsult|ekonom|jurist|manager|director|owner|founder|engineer))",
    re.IGNORECASE,
)
_AT = re.compile(r"(.*?\S)\s+(?:på|hos|från|vid|at|from)\s+(\S.*)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(\S.*?)\s*\(([^()]+)\)")
_DASH = re.compile(r"\s[-–—]\s")
_SLASH = re.compile(r"\s*/\s*")
_SEVERAL = re.compile(r"\w\s+(?:och|and|&|\+)\s+\w", re.IGNORECASE)


@dataclass(slots=True)
class Who:
    """Who was met. `extras` are the parts that are neither person, title nor company."""

    person: str = ""
    title: str = ""
    company: str = ""
    extras: list[str] = field(default_factory=list)
    doubts: list[Unsure] = field(default_factory=list)


def read_who(text: str) -> Who:
    """Tell person, title and company apart. `text` has no contacts and no marks any more."""
    parts = _parts(text)
    who = Who()
    plain: list[str] = []
    for part in parts:
        _sort_out(part, who, plain, alone=len(parts) == 1)
    if who.company:
        _person_beside_company(who, plain)
    elif len(plain) == 1:
        _alone(who, plain[0])
    elif plain:
        _two_or_more(who, plain)
    if who.title and not (who.person and who.company):
        # A title of nobody, or at no company, is still something that was said.
        who.extras.insert(0, who.title)
        who.title = ""
    if _SEVERAL.search(who.person):
        who.doubts.append(Unsure(who.person, N_("more than one person")))
    return who


def looks_like_company(text: str) -> bool:
    """Say whether a legal form or a word of trade stands in a name."""
    return bool(_LEGAL_FORM.search(text) or _COMPANY_WORD.search(text))


def _sort_out(part: str, who: Who, plain: list[str], *, alone: bool) -> None:
    """Put one part where it belongs for certain, else among the plain ones."""
    at_work = _AT.fullmatch(part)
    if at_work and _is_title(at_work.group(1)) and not who.company:
        who.title = who.title or at_work.group(1)
        who.company = at_work.group(2)
        return
    # "Bröd på Torget AB" is one name where a person stands beside it; "Anna på Bergs Bygg AB" alone, or before a title, is two.
    if at_work and not who.company and not plain and (alone or not _LEGAL_FORM.search(at_work.group(1))):
        plain.append(at_work.group(1))
        who.company = at_work.group(2)
        return
    bracketed = _IN_BRACKETS.fullmatch(part)
    if bracketed and not who.title and _is_title(bracketed.group(2)):
        part, who.title = bracketed.group(1), bracketed.group(2)
    elif bracketed and not who.company and _LEGAL_FORM.search(bracketed.group(2)):
        part, who.company = bracketed.group(1), bracketed.group(2)
    if _LEGAL_FORM.search(part) and not who.company:
        who.company = part
    elif not who.title and _is_title(part):
        who.title = part
    else:
        plain.append(_without_title(part, who))


def _is_title(text: str) -> bool:
    words = re.split(r"\s+(?:och|and|&)\s+|\s*/\s*", text)
    return all(_TITLE.fullmatch(word.strip()) for word in words) and not _LEGAL_FORM.search(text)


def _without_title(part: str, who: Who) -> str:
    """Take "vd" off "vd Anna Berg" and "Anna Berg vd"."""
    words = part.split()
    if who.title or len(words) < 2 or looks_like_company(part):
        return part
    for title, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        if _TITLE.fullmatch(title) and title[:1].islower() | title.isupper():
            who.title = title
            return " ".join(rest)
    return part


def _person_beside_company(who: Who, plain: list[str]) -> None:
    best = next((part for part in plain if not looks_like_company(part)), plain[0] if plain else "")
    who.person = best
    _leave_over(who, [part for part in plain if part is not best])


def _alone(who: Who, part: str) -> None:
    if looks_like_company(part):
        who.company = part
        who.doubts.append(Unsure(part, N_("taken as the company")))
        return
    who.person = part
    if " " not in part:
        who.doubts.append(Unsure(part, N_("taken as the person's name")))


def _two_or_more(who: Who, plain: list[str]) -> None:
    who.person, who.company = plain[0], plain[1]
    if looks_like_company(who.person) and not looks_like_company(who.company):
        who.person, who.company = who.company, who.person
        who.doubts.append(Unsure(who.company, N_("taken as the company")))
    _leave_over(who, plain[2:])


def _leave_over(who: Who, parts: list[str]) -> None:
    who.extras += parts
    who.doubts += [Unsure(part, N_("more than a person and a company")) for part in parts]


def _parts(text: str) -> list[str]:
    pieces = re.split(r"[,;\n|]", text)
    if len([piece for piece in pieces if piece.strip()]) == 1:
        # A dash between spaces divides only where no comma does: "Bygg - Mark AB, Anna" has a name with a dash.
        pieces = [one for piece in pieces for one in _DASH.split(piece)]
    pieces = [one for piece in pieces for one in _slashed(piece)]
    return [part for part in map(_bare, pieces) if re.search(r"\w", part)]


def _slashed(piece: str) -> list[str]:
    """Divide "Anna Berg/Bergs Bygg AB", but neither "Jensen A/S" nor "Bygg/Mark AB"."""
    sides = _SLASH.split(piece)
    if len(sides) != 2 or min(len(side.strip()) for side in sides) < 3:
        return [piece]
    one_is_company = looks_like_company(sides[0]) != looks_like_company(sides[1])
    return sides if one_is_company else [piece]


def _bare(piece: str) -> str:
    part = piece.strip(" .\t<>[]\"'”“’-–—")
    if part.count("(") != part.count(")"):
        part = part.strip("() ")
    return part.removeprefix("(").removesuffix(")") if part.startswith("(") and part.endswith(")") else part
