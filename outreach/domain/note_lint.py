"""What is better not written about people: personal identity numbers, and what article 9 and 10 of the GDPR call sensitive.

A hint, never a block: the words of a road builder ("kollektivavtal", "vårdavtal", "kyrkan" as a customer) are seldom about
a person. So a hint is quiet, can be answered "it is meant", and says the one rule that helps: write so that the person may read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from outreach.language import N_


class Topic(StrEnum):
    """What a hint is about."""

    PERSONAL_NUMBER = "personal-number"
    HEALTH = "health"
    UNION = "union"
    RELIGION = "religion"
    POLITICS = "politics"
    ORIGIN = "origin"
    SEX_LIFE = "sex-life"
    CRIME = "crime"


TOPIC_LABELS = {
    Topic.PERSONAL_NUMBER: N_("a personal identity number"),
    Topic.HEALTH: N_("health"),
    Topic.UNION: N_("union membership"),
    Topic.RELIGION: N_("religion"),
    Topic.POLITICS: N_("political opinion"),
    Topic.ORIGIN: N_("ethnic origin"),
    Topic.SEX_LIFE: N_("sex life"),
    Topic.CRIME: N_("crime"),
}
ADVICE = N_("Write so that the person may read it.")
HINT = N_("This may be about {topics}: is it needed? Write so that the person may read it.")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text: `start` and `end` in characters, the word itself, and what it may be about."""

    topic: Topic
    start: int
    end: int
    word: str


#: Stems with the endings that they take. Each is matched as a whole word; "…" marks that more letters may follow.
_STEMS: dict[Topic, str] = {
    Topic.HEALTH: """
        sjuk sjuka sjukt sjukdom… sjukskriv… sjukpens… cancer… tumör… diabet… demens… depress… deprimera… utbränd… utmattning…
        stroke hjärtinfarkt… infarkt… epilep… autis… adhd alkoholist… alkoholprob… missbruk… beroendesjuk… psykisk… psykos…
        psykiat… ångest… funktionsned… handikapp… rullstol… gravid… allergi… diagnos… medicinerar rehab… operera… cellgift…
        ill illness… sick… disease… cancer tumour… diabetes dementia depression depressed burnout epilepsy autism alcoholic…
        addict… psychiat… anxiety disabled disability… handicapped wheelchair pregnan… allerg… diagnos… chemotherapy
    """,
    Topic.UNION: """
        fackmedlem… fackförening… fackförbund… fackombud… fackanslut… fackliga fackligt facklig skyddsombud… byggnadsarbetarförbund…
        ifmetall trade-union… unionised unionized union-member… shop-steward…
    """,
    Topic.RELIGION: """
        muslim… islam… kristen kristna kristet jude judar judisk… hindu… buddhis… katolik… katolsk… ortodox… pingst…
        jehova… mormon… ateist… troende religiös… religion… frikyrk… ramadan… slöja moské… synagog…
        christian… jewish jew jews hindus catholic… mormons atheist… religious muslims mosque synagogue
    """,
    Topic.POLITICS: """
        socialdemokrat… moderaterna sverigedemokrat… vänsterpart… miljöpart… centerpart… kristdemokrat… liberalerna
        kommunist… nazist… fascist… partimedlem… röstar röstade partibok… partipolitisk… politiskt
        social-democrat… communist… nazi nazis fascist… party-member… votes voted right-wing left-wing
    """,
    Topic.ORIGIN: """
        invandrar… flykting… rom romer romsk… same samer samisk… zigenare… neger utländsk-härkomst etnisk… hudfärg… asylsök…
        immigrant… refugee… gypsy ethnic… skin-colour asylum-seeker…
    """,
    Topic.SEX_LIFE: """
        homosexuell… bisexuell… transsexuell… transperson… transkön… lesbisk… bög bögen bögar sexuell… otrogen otrohet… hbtq…
        homosexual… bisexual… transsexual… transgender… lesbian… gay sexual… unfaithful lgbt…
    """,
    Topic.CRIME: """
        dömd dömts dömdes brottsling… brottslig… kriminell… fängelse… åtalad åtalas straffad straffregist… belastningsregist…
        misstänkt bedrägeri… stöld… rattfyll… misshandel… polisanmäl… anhållen häktad narkotikabrott…
        convicted criminal… prison… jail… prosecuted felon… fraud… theft… drunk-driving assault… arrested
    """,
}
#: Words in which a stem is about a trade, a building or a customer, seldom about a person.
_MEANT_OTHERWISE = frozenset(
    """sjukhus sjukhuset sjukvård sjukvården sjukhem sjukhemmet rastplats kriminalvården operera
    diagnostik diagnosverktyg diagnosinstrument religionsskola fraudulent""".split()
)
_GAP = r"[ \u00a0\u202f]?"
_NUMBER = re.compile(
    rf"(?<![\d/])(?:(?P<century>\d{{2}}){_GAP})?(?P<day>\d{{6}}){_GAP}(?P<sign>[-\u2010-\u2014\u2212+]?){_GAP}(?P<last>\d{{4}})(?![\d/])"
)

#: Mobile telephones and switchboards whose ten digits may pass for a birthday in 2007 or 2001.
_TELEPHONE = ("070", "010")


def findings(text: str) -> list[Finding]:
    """Return what is worth a second look in a text, in its order."""
    found = [*_numbers(text), *_words(text)]
    return sorted(found, key=lambda one: (one.start, one.end))


def topics_of(texts: Iterable[str]) -> tuple[Topic, ...]:
    """Return what several texts may be about, each topic once, in the order of `Topic`."""
    found = {one.topic for text in texts for one in findings(text)}
    return tuple(topic for topic in Topic if topic in found)


def is_personal_number(text: str) -> bool:
    """Say whether a text as a whole is a personal identity or co-ordination number, however it is written."""
    found = _NUMBER.fullmatch(text.strip())
    return found is not None and _is_one(found)


def _numbers(text: str) -> list[Finding]:
    return [
        Finding(Topic.PERSONAL_NUMBER, found.start(), found.end(), found.group())
        for found in _NUMBER.finditer(text)
        if _is_one(found)
    ]


def _is_one(found: re.Match[str]) -> bool:
    """Say whether digits are a birthday (or that of a co-ordination number, day + 60) with a check digit that fits.

    The third digit of an organisation number is 2 or more, and no month has such a one (lag (1974:174) 1 §). Numbers without a
    sign or century that begin as telephones do ("0701234567", "0101234567") are left alone.
    """
    day, last, century = found["day"], found["last"], found["century"]
    if century is not None and century not in ("18", "19", "20"):
        return False
    if found.group().startswith(_TELEPHONE) and found.group().isdigit():
        return False
    return _luhn(day + last) and any(_is_birthday(day, one) for one in ((century,) if century else ("19", "20")))


def _is_birthday(digits: str, century: str) -> bool:
    year, month, day = int(century + digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(digits):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _words(text: str) -> list[Finding]:
    found: list[Finding] = []
    for topic, pattern in _patterns().items():
        found += (
            Finding(topic, one.start(), one.end(), one.group())
            for one in pattern.finditer(text)
            if one.group().casefold() not in _MEANT_OTHERWISE
        )
    return found


@cache
def _patterns() -> dict[Topic, re.Pattern[str]]:
    return {topic: _pattern(stems.split()) for topic, stems in _STEMS.items()}


def _pattern(stems: list[str]) -> re.Pattern[str]:
    said = (re.escape(one.rstrip("…")).replace(r"\-", "[- ]") + (r"\w*" if one.endswith("…") else "") for one in stems)
    return re.compile(rf"\b(?:{'|'.join(said)})\b", re.IGNORECASE)
