"""One OCDS release being read: its language, its parties, and what could not be read on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from outreach.domain.company import SizeClass, read_org_number
from outreach.domain.problem import Problem, cut
from outreach.domain.tender import Money
from outreach.formats import ocds_values as values
from outreach.language import N_

BAD_TIME = N_("The date or time of {field} cannot be read and was left out.")
BAD_AMOUNT = N_("The amount of {field} cannot be read and was left out.")
NO_ZONE = N_("The time of {field} has no time zone; it was taken as Swedish time.")
NO_CPV = N_("A CPV code that is not eight digits was left out.")
PERSON = N_("The identity number of a person was left out.")

_MOST_TEXTS = 40
#: ISO 639-1 to 639-2/T, as notices name languages: those of the European Union and the neighbours.
_CODES = {
    "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST", "fi": "FIN",
    "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN", "is": "ISL", "it": "ITA", "lt": "LIT", "lv": "LAV", "mt": "MLT",
    "nb": "NOB", "nl": "NLD", "nn": "NNO", "no": "NOR", "pl": "POL", "pt": "POR", "ro": "RON", "ru": "RUS", "sk": "SLK",
    "sl": "SLV", "sv": "SWE", "uk": "UKR",
}  # fmt: skip
_COUNTRIES = {"se": "SWE", "sweden": "SWE", "sverige": "SWE", "swe": "SWE"}
#: Schemes of identifiers that only people have ("COL-IDCARD", "SE-PERSONNUMMER", "DK-CPR").
_PERSONAL_SCHEME = re.compile(
    r"id-?card|person|passport|pnr|cpr$|hetu|f(?:ø|o)dsel|fnr|ssn|dni$|curp|c[ée]dula|samordning|(?:^|-)nie$|identity",
    re.IGNORECASE,
)
_PERSONAL_KINDS = frozenset({"individual", "selfemployed", "naturalperson", "person", "soletrader", "enskildfirma"})
_SWEDISH_SCHEME = re.compile(r"SE-|.*ORGN", re.IGNORECASE)


@dataclass
class Telling:
    """What one release (or the state after it) tells. `line` is where it begins in the file."""

    release: dict[str, Any]
    line: int
    warnings: list[Problem] = field(default_factory=list)
    deadlines: dict[tuple[str, str], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.language = values.text_of(self.release.get("language")).casefold()[:2]
        self.tender = values.mapping(self.release.get("tender"))
        self.planning = values.mapping(self.release.get("planning"))
        self.parties: dict[str, dict[str, Any]] = {}
        for party in values.mappings(self.release.get("parties")):
            self.parties.setdefault(values.text_of(party.get("id")), party)

    def warn(self, reason: str, text: str, **facts: str) -> None:
        """Note something that was left out; the release is kept."""
        problem = Problem(self.line, reason, facts, cut(text), warning=True)
        if problem not in self.warnings:
            self.warnings.append(problem)

    # Words ----------------------------------------------------------------------------------------------------------

    def choose(self, parent: dict[str, Any], name: str) -> tuple[str, str]:
        """Return a text in the best language (Swedish, the release's own, English, the first) and that language's code."""
        told = self._by_language(parent, name)
        for wanted in ("sv", self.language, "en", *told):
            if told.get(wanted):
                return told[wanted], _CODES.get(wanted, wanted.upper())
        return "", ""

    def text(self, parent: dict[str, Any], name: str) -> str:
        """Return a text in the best language."""
        return self.choose(parent, name)[0]

    def title(self, parent: dict[str, Any], name: str) -> str:
        """Return a text in the best language, on one line."""
        return " ".join(self.text(parent, name).split())

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the release: its own first, then those of the title."""
        found = [self.language, *self._by_language(self.tender, "title")]
        return tuple(dict.fromkeys(_CODES.get(code, code.upper()) for code in found if code))

    def _by_language(self, parent: dict[str, Any], name: str) -> dict[str, str]:
        """Return a text by language: `title` in the release's own, `title_sv`, or (seen in the wild) {"sv": "…"}."""
        own = parent.get(name)
        told: dict[str, str] = {}
        if isinstance(own, dict):
            told = {str(code).casefold()[:2]: values.text_of(text) for code, text in list(own.items())[:_MOST_TEXTS]}
        elif values.text_of(own) and isinstance(own, str):
            told[self.language] = values.text_of(own)
        for key in parent:
            if key.startswith(f"{name}_") and re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", key[len(name) + 1 :]):
                told.setdefault(key[len(name) + 1 :].casefold()[:2], values.text_of(parent[key]))
        return {code: text for code, text in told.items() if text}

    # Moments, days, amounts -----------------------------------------------------------------------------------------

    def moment(self, period: Any, name: str, path: str) -> datetime | None:
        """Return a moment of a period and remember how it stood there; `path` names it."""
        told = values.mapping(period).get(name)
        text = values.text_of(told)
        if not text:
            return None
        self.deadlines[(path, cut(text))] = None
        found = values.read_instant(told)
        if found is None:
            self.warn(BAD_TIME, text, field=path)
        elif not values.has_zone(told):
            self.warn(NO_ZONE, text, field=path)
        return found

    def day(self, period: Any, name: str, path: str) -> date | None:
        """Return a day of a period."""
        text = values.text_of(values.mapping(period).get(name))
        found = values.read_day(text) if text else None
        if text and found is None:
            self.warn(BAD_TIME, text, field=path)
        return found

    def money(self, value: Any, path: str) -> Money | None:
        """Return an amount."""
        if values.is_broken_value(value):
            amount = values.mapping(value).get("amount")
            self.warn(BAD_AMOUNT, values.text_of(amount) or str(value)[:80], field=path)
        return values.read_value(value)

    # Organisations --------------------------------------------------------------------------------------------------

    def party(self, reference: Any) -> dict[str, Any]:
        """Return all that is told of an organisation; in OCDS 1.0 the reference itself tells everything."""
        told = values.mapping(reference)
        known = self.parties.get(values.text_of(told.get("id")), {}) if told.get("id") is not None else {}
        return known | {name: value for name, value in told.items() if value not in (None, "", [], {})}

    def name_of(self, party: dict[str, Any]) -> str:
        """Return an organisation's name; its legal name where no other is told."""
        return self.title(party, "name") or self.title(values.mapping(party.get("identifier")), "legalName")

    def number_of(self, party: dict[str, Any]) -> str:
        """Return an organisation's identifier as written. A person's is left out, and a warning says so."""
        told = [values.mapping(party.get("identifier")), *values.mappings(party.get("additionalIdentifiers"))]
        for one in told:
            number = " ".join(values.identifier_of(one.get("id")).split())
            if number and _is_personal(party, values.text_of(one.get("scheme")), number):
                self.warn(PERSON, "")
                return ""
            if number:
                return number
        return ""


def country_of(party: dict[str, Any]) -> str:
    """Return the country as written; Sweden by its code of three letters."""
    address = values.mapping(party.get("address"))
    text = values.text_of(address.get("country")) or values.text_of(address.get("countryName"))
    return _COUNTRIES.get(text.casefold(), text)


def nuts_of(address: Any) -> str:
    """Return the NUTS code of an address, where its region is one."""
    region = values.text_of(values.mapping(address).get("region")).upper()
    return region if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", region) and any(map(str.isdigit, region[2:])) else ""


def size_of(party: dict[str, Any]) -> str:
    """Return the size as a word of `SizeClass`; "sme" is none of them."""
    scale = values.text_of(values.mapping(party.get("details")).get("scale")).casefold()
    return scale if scale in tuple(SizeClass) else SizeClass.UNKNOWN.value


def _is_personal(party: dict[str, Any], scheme: str, number: str) -> bool:
    details = values.mapping(party.get("details"))
    told = [values.text_of(details.get(name)) for name in ("scale", "entityType", "legalEntityType", "type")]
    told += [values.text_of(one.get("id")) for one in values.mappings(details.get("classifications"))]
    if any(re.sub(r"[^a-z]", "", text.casefold()) in _PERSONAL_KINDS for text in told if text):
        return True
    if scheme and _PERSONAL_SCHEME.search(scheme):
        return True
    swedish = not scheme or _SWEDISH_SCHEME.match(scheme) is not None or country_of(party) == "SWE"
    return swedish and read_org_number(number).sole_trader
