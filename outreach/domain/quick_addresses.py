"""Swedish postal addresses in running text: "c/o Ek, Storgatan 12 B, 2 tr, 777 22 Smedjebacken", "Box 12", "SE-777 22".

The postal code is the anchor (three digits, two digits, a place; SIS SS 613401 writes "777 22 SMEDJEBACKEN"); the street is
what stands before it. A street without a postal code counts where its name says so ("-gatan", "-vägen", "Box").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from outreach.domain.codes import find_municipality
from outreach.domain.contact import Address
from outreach.domain.quick_note import Unsure
from outreach.language import N_

_UPPER = "A-ZÅÄÖÉÜ"
_NUMBER = (
    r"(?!0|(?:19|20)\d\d(?!\d))\d{1,4}(?: ?[A-Za-z](?![\w.]))?(?: ?[-–/] ?\d{1,4}(?: ?[A-Za-z](?!\w))?)?(?![\d:%])"
    r"(?:,? (?:\d{1,2} ?tr\b\.?|lgh ?\d{3,4}|plan \d{1,2}|vån(?:ing)?\.? \d{1,2}))?"
)
#: Where a part of a line begins: there a street's name may have any first words; elsewhere they may be a person's.
_PART_START = r"(?:^|(?<=[,;|\n])|(?<=[,;|\n] ))"
_FIRST_WORDS = (
    rf"(?:{_PART_START}(?:[{_UPPER}][\w:.\-]{{0,30}} ){{1,3}}|"
    r"(?:(?:Norra|Södra|Västra|Östra|Stora|Lilla|Nya|Gamla|Övre|Nedre|S:t|Sankt|Sankta) ){0,2})"
)
_WAYS = (
    "gatan|gata|vägen|väg|gränden|gränd|torget|torg|allén|allé|stigen|stig|backen|backe|leden|kajen|platsen|ringen|"
    "esplanaden|stråket|slingan|svängen|området|holmen"
)
#: "Storgatan 12", "Norra Bruksvägen 4 B", "Kungens väg 3", and typed in haste "storgatan 12".
_STREET = (
    rf"(?:{_FIRST_WORDS}[{_UPPER}][\w:\-]{{0,40}}?(?:{_WAYS}) {_NUMBER}"
    rf"|{_FIRST_WORDS}[{_UPPER}][\w:\-]{{1,40}} (?:väg|gata|gränd|torg|plan|plats|allé|stig|backe|kaj|park) {_NUMBER}"
    rf"|[^\W\d_]{{2,40}}?(?:gatan|vägen|gränden|torget|stigen|allén) {_NUMBER}"
    r"|(?:[Pp]ost)?[Bb]ox ?\d{1,5}(?!\d))"
)
_LABEL = (
    r"(?P<label>(?i:(?:besöks?|post|leverans|visit(?:ing)?|postal|faktura|gatu)[\- ]?(?:adress|address)|adress|address|"
    r"besök|postadr\.?|besöksadr\.?))\s?:?\s*[,\n]?\s*"
)
_PART = r"(?<![\w@.\-/])"
_SOME_STREET = re.compile(rf"{_PART}(?:{_LABEL})?(?:[Cc]/[Oo]\s[^,;|\n]{{2,50}}[,;|\n]\s*)?{_STREET}", re.MULTILINE)
_POSTAL = re.compile(
    r"(?<![\w@.+\-–/])(?<!\d )(?:SE?[-– ]\s?)?(?P<code>[1-9]\d{2}\s?\d{2})(?!\d)[ ,]{1,3}"
    r"(?P<city>[^\W\d_][\w\-:]{1,30}(?:\s[^\W\d_][\w\-:]{1,30}){0,2})"
)
_BEFORE = re.compile(
    rf"(?:{_LABEL})?(?:(?P<care>[Cc]/[Oo]\s[^,;|\n]{{2,50}}?)\s?[,;|\n]\s*)?"
    rf"(?:(?P<street>{_STREET}|{_PART_START}[{_UPPER}][\w\-:.]{{1,30}}(?: [\w\-:.]{{1,30}}){{0,2}} {_NUMBER})\s?[,;|\n]?\s*)?"
    r"(?:(?P<box>(?:[Pp]ost)?[Bb]ox\s?\d{1,5})\s?[,;|\n]\s*)?",
)
_NOT_PLACES = frozenset(
    "kr kronor sek st stycken tkr mkr mnkr msek personer anställda timmar och eller till per för samt i på om som ton kg km "
    "mil kvm dagar år inom plus minus men mot vid från med av kunder bostäder elever".split()
)
#: Words that begin a place's name of two words: "Västra Frölunda", "Stora Skedvi".
_DIRECTIONS = frozenset(
    "norra södra västra östra stora lilla nya gamla upplands sankt sankta s:t s:ta st saltsjö täby".split()
)
_LOOK_BACK = 200


@dataclass(slots=True)
class Places:
    """The addresses of a text, in the order in which they stand."""

    addresses: list[Address]
    unsure: list[Unsure]


def take_addresses(text: str) -> tuple[str, Places]:
    """Take the postal addresses out of a text. Returns the rest, with a comma where each stood, and what was found."""
    places = Places([], [])
    found: list[tuple[int, int, Address]] = []
    for match in _POSTAL.finditer(text):
        city, doubtful = _city(match.group("city"), text[match.end() : match.end() + 1])
        if not city:
            continue
        start, street, label = _street_before(text, match.start(), found[-1][1] if found else 0)
        end = match.start("city") + len(city)
        code = re.sub(r"\s", "", match.group("code"))
        found.append((start, end, Address(street, f"{code[:3]} {code[3:]}", _cased(city), label=label)))
        if doubtful:
            places.unsure.append(Unsure(text[match.start() : end], N_("taken as a postal address"), "addresses"))
    found += _streets_alone(text, [(start, end) for start, end, _ in found])
    found.sort(key=lambda one: one[0])
    places.addresses = list(dict.fromkeys(address for _, _, address in found))
    return _without(text, [(start, end) for start, end, _ in found]), places


def _street_before(text: str, end: int, earliest: int) -> tuple[int, str, str]:
    """Return where the street before a postal code starts, what it is, and its label."""
    begin = max(earliest, end - _LOOK_BACK)
    best: re.Match[str] | None = None
    for start in (match.start() for match in re.finditer(r"(?:^|(?<=[,;|\n\s]))(?=\S)", text[begin:end])):
        match = _BEFORE.fullmatch(text[begin:end], start)
        if match and match.group().strip():
            best = match
            break
    if best is None:
        return end, "", ""
    parts = [best.group(name) for name in ("care", "street", "box") if best.group(name)]
    return begin + best.start(), ", ".join(" ".join(part.split()) for part in parts), _label(best.group("label"))


def _city(words: str, after: str) -> tuple[str, bool]:
    """Return the place that these words begin with (empty: it is none), and whether that is a guess."""
    parts = words.split()
    if parts[0].casefold() in _NOT_PLACES:
        return "", False
    lower = parts[0][:1].islower()
    most = 2 if parts[0].casefold() in _DIRECTIONS else 1
    known = find_municipality(parts[0]) is not None
    if lower:
        return " ".join(parts[:most]), not known
    cased = [part for part in parts if part[:1].isupper()]
    if len(cased) == len(parts) and after in ("", ",", ";", "|", "\n", ".") and not known:
        return " ".join(parts[: max(most, 2)]), len(parts) > most
    return " ".join(parts[:most]), False


def _cased(city: str) -> str:
    """Write "SMEDJEBACKEN" and "smedjebacken" as a place's name; leave "Dala-Järna" alone."""
    return city.title() if city.isupper() or city.islower() else city


def _streets_alone(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int, Address]]:
    found = []
    for match in _SOME_STREET.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        begin = match.end("label") if match.group("label") else match.start()
        street = text[begin : match.end()].lstrip(" :\n,")
        end, city = _known_place_after(text, match.end())
        address = Address(" ".join(street.replace("\n", ", ").split()), "", city, label=_label(match.group("label")))
        found.append((match.start(), end, address))
    return found


def _known_place_after(text: str, end: int) -> tuple[int, str]:
    """Return the place after a street when it is a municipality's name: "Storgatan 12, Smedjebacken"."""
    match = re.compile(rf"\s?[,\n]?\s?([{_UPPER}][\w\-]{{2,30}})(?=\s*(?:[,;|\n.:]|$))").match(text, end)
    if match and find_municipality(match.group(1)) and not match.group(1).isdecimal():
        return match.end(), _cased(match.group(1))
    return end, ""


def _label(word: str | None) -> str:
    folded = (word or "").casefold()
    return "visit" if folded.startswith(("besök", "visit")) else ""


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept, place = [], 0
    for start, end in spans:
        kept.append(text[place : max(start, place)])
        place = max(end, place)
    return ",".join([*kept, text[place:]])
