"""Dated rules with their source: thresholds, days and months that the law or the unit sets. Never constants in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from outreach.domain.record import Record


class RuleUnit(StrEnum):
    """What the amount of a rule counts."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    #: Hundredths of the currency (öre, cents), without VAT.
    MONEY = "money"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Record):
    """What holds for `key` from `valid_from` to `valid_to` (both included; None: until further notice).

    `key` is a word of `services/rules.py` ("answers_before_deadline") or the unit's own. `source` says where it stands, as
    in "LOU 12 kap. 11 §", `link` where to read it, `note` what to know. A rule of the unit takes the place of a built-in
    one with the same key and first day.
    """

    key: str
    title: str = ""
    amount: int
    unit: RuleUnit = RuleUnit.DAYS
    currency: str = ""
    valid_from: date
    valid_to: date | None = None
    source: str = ""
    link: str = ""
    note: str = ""
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWord(Record):
    """One entry of the unit's own list of jargon: `word` (base form, lower case) and what to write in its place.

    `forms` are further forms that count as the word; `plain` are one or more replacements, best first; `dropped` takes a
    built-in entry away. `credit` is the municipality that it came from in a package, empty for our own; `origins` are keys of
    packages.
    """

    word: str
    language: str = "sv"
    forms: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    explanation: str = ""
    dropped: bool = False
    credit: str = ""
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustryLink(Record):
    """Which CPV codes an industry may want to know of: `sni` (two to five digits), `cpv` prefixes of two to eight digits."""

    sni: str
    cpv: tuple[str, ...] = ()


def link_id(sni: str) -> UUID:
    """Return the id of an industry's link. It follows from the industry, so that two laptops keep the same link and not two."""
    return uuid5(_LINKS, sni)


_LINKS = UUID("0d5f4c58-7a6b-5e0a-9c39-0f6d5f1f2b11")
