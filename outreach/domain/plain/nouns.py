"""Finds "noun disease": an action that hides in a noun while an empty verb does the work ("utvärdering av anbuden sker")."""

# ruff: noqa: E501 - lists of words, as in a table

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.domain.plain.sentences import Sentence, Word, WordKind

_EMPTY = frozenset(
    "sker skedde skett ske görs gjordes göras gör gjort göra genomförs genomfördes genomföras genomföra genomför genomfört utförs utfördes "
    "utföras utföra utför företas företogs vidtas vidtogs verkställs".split()
)
_ACTION = re.compile(r"([a-zåäö]{3,}?)(?:(ning|(?<=er)ing|ande|ende|het|tion|else)(?:en|et|ar|arna|er|erna|ens)?)")
_NOT_ACTIONS = frozenset(
    "ordning förening kommun avdelning byggnad tidning ledning utrustning belysning erfarenhet verksamhet verksamheten verksamheter myndighet "
    "myndigheten enhet enheten säkerhet möjlighet möjligheten svårighet nämnd region station situation information frihet ordförande "
    "boende boendet sökande studerande utseende beroende anläggning anläggningen lösning lösningen inredning betydelse händelse berättelse "
    "lägenhet lägenheten lägenheter mening inställning ning hemlighet kvalitet ingående gällande inkommande löpande följande nuvarande "
    "levande varning avseende angående beträffande tillhörande omfattande motsvarande liknande avgörande skolning värdighet ställning".split()
)
_VERBS = {
    "städ": "städa", "betal": "betala", "bedöm": "bedöma", "pröv": "pröva", "beräk": "beräkna", "mät": "mäta", "öpp": "öppna", "rengör": "göra rent",
    "uppfölj": "följa upp", "fakturer": "fakturera", "tecknande": "teckna", "köpande": "köpa", "beställ": "beställa", "gransk": "granska",
    "tilldel": "tilldela", "förhandl": "förhandla", "avstäm": "stämma av", "besikt": "besikta", "ansök": "ansöka", "upphandl": "upphandla",
    "snöröj": "röja snö", "utbild": "utbilda", "förbättr": "förbättra", "förändr": "ändra", "ändr": "ändra", "bok": "boka", "anmäl": "anmäla",
    "redovis": "redovisa", "annonser": "annonsera", "undersök": "undersöka", "avläs": "läsa av", "tömn": "tömma", "töm": "tömma",
    "flytt": "flytta", "upprätt": "upprätta", "lagning": "laga", "gräv": "gräva", "mål": "måla", "sälj": "sälja", "klipp": "klippa",
    "bearbet": "bearbeta", "behandl": "behandla", "sammanställ": "ställa samman", "kartlägg": "kartlägga", "planlägg": "planera",
}  # fmt: skip
_NEAR = 6
#: What may follow a noun; anything else is what the word before it describes.
_LINKS = frozenset("av för i på till med om från vid enligt genom och eller samt som inte ska skall kan får".split())


def heavy_nouns(sentence: Sentence) -> Iterator[tuple[Word, Word, str]]:
    """Yield the noun, its empty verb, and the verb that could say it ("" when it is not known), once for each empty verb."""
    words = sentence.words
    for number, word in enumerate(words):
        if word.text.casefold() not in _EMPTY:
            continue
        found = _nearest(words, number)
        if found is not None:
            yield found, word, verb_of(found.text)


def _nearest(words: tuple[Word, ...], number: int) -> Word | None:
    """After the verb first ("genomföra en utvärdering", two words on), then before it ("utvärdering av anbuden sker")."""
    after = range(number + 1, min(number + 4, len(words)))
    before = range(number - 1, max(0, number - _NEAR) - 1, -1)
    places: list[int] = [*after, *before]
    found = (words[place] for place in places if _is_action(words[place]) and not _describes(words, place))
    return next(found, None)


def _describes(words: tuple[Word, ...], place: int) -> bool:
    """Say whether a word in -ande describes the next one ("den upphandlande myndigheten") and is no action of its own."""
    if not words[place].text.casefold().endswith(("ande", "ende")):
        return False
    after = words[place + 1].text.casefold() if place + 1 < len(words) else ""
    return bool(after) and after not in _EMPTY and after not in _LINKS


def _is_action(word: Word) -> bool:
    folded = word.text.casefold()
    return word.kind is WordKind.PLAIN and folded not in _NOT_ACTIONS and _ACTION.fullmatch(folded) is not None


def verb_of(noun: str) -> str:
    """Return the verb in a noun ("utvärdering" → "utvärdera"), or "" when only a dictionary would know."""
    folded = noun.casefold()
    stem = re.sub(r"(?:ning|(?<=er)ing|ande|ende)(?:en|et|ar|arna|s)?\Z", "", folded)
    if stem == folded:
        return ""
    if stem in _VERBS:
        return _VERBS[stem]
    if stem.endswith("er") and len(stem) > 4:
        return f"{stem}a"
    known = next((key for key in _VERBS if stem.endswith(key) and len(key) > 4), "")
    return f"{stem.removesuffix(known)}{_VERBS[known]}" if known and " " not in _VERBS[known] else ""
