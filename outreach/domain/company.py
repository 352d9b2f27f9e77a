"""A company, its organisation number and its size.

The organisation number of a sole trader is the owner's personal identity number (third digit below 2). It is not kept
by default: `read_org_number` says what a number is, and the services decide with it (design, section 5; IMY's guidance
on organisation numbers; lag (1974:174) om identitetsbeteckning för juridiska personer).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from outreach.domain.contact import Address, Email, Phone
from outreach.domain.declining import Channel
from outreach.domain.record import Record
from outreach.language import N_


class SizeClass(StrEnum):
    """Size by staff head count: micro < 10, small < 50, medium < 250 (2003/361/EC, annex, article 2)."""

    UNKNOWN = "unknown"
    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


SIZE_LABELS = {
    SizeClass.UNKNOWN: N_("Size unknown"),
    SizeClass.MICRO: N_("Micro (under 10 staff)"),
    SizeClass.SMALL: N_("Small (10–49 staff)"),
    SizeClass.MEDIUM: N_("Medium (50–249 staff)"),
    SizeClass.LARGE: N_("Large (250 staff or more)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Record):
    """A company or another organisation that may bid.

    `org_number`: 10 digits or empty, never a sole trader's. `municipality`: four-digit municipality code (SCB) or
    empty. `sni`: industry codes (SNI 2007/2025, "43.210"). `cpv`: eight-digit CPV codes the company is interested in.
    `workplaces`: municipality codes of workplaces elsewhere than the seat's. `next_contact` is the day on which the officers want
    to hear of it again, chosen at `next_contact_set` (aware, UTC); `contact_months` is a rhythm in its place. `declines`: channels
    by which it does not want to hear from us (`domain/declining.py`).
    `origins`: keys of the files and cards that it came from ("vcard:…"), so that the same file again changes nothing.
    """

    name: str
    org_number: str = ""
    sole_trader: bool = False
    municipality: str = ""
    sni: tuple[str, ...] = ()
    size: SizeClass = SizeClass.UNKNOWN
    cpv: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    website: str = ""
    notes: str = ""
    source: str = ""
    origins: tuple[str, ...] = ()
    workplaces: tuple[str, ...] = ()
    next_contact: date | None = None
    next_contact_set: datetime | None = None
    contact_months: int | None = None
    declines: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class OrgNumber:
    """What a typed organisation number is. `digits` is empty for a sole trader's, so that it cannot be kept by slip."""

    digits: str
    valid: bool
    sole_trader: bool


def read_org_number(text: str) -> OrgNumber:
    """Read an organisation number as people write it: "556677-8899", "16556677-8899", "SE556677889901".

    `valid` is the Luhn check (as python-stdnum does it, ten times faster); a third digit below 2 marks a personal identity
    number. The twelve-digit form with century ("19811228-9874") is a personal identity number too.
    """
    digits = re.sub(r"[\s\-–+]", "", text.upper())
    if digits.startswith("SE"):
        digits = digits[2:]
        if len(digits) == 12 and digits.endswith("01"):
            digits = digits[:10]
    if len(digits) == 12 and digits[:2] in ("19", "20"):
        return OrgNumber("", _has_check_digit(digits[2:]), True)
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if len(digits) != 10 or not _has_check_digit(digits):
        return OrgNumber(digits, False, False)
    if digits[2] < "2":
        return OrgNumber("", True, True)
    return OrgNumber(digits, True, False)


#: What a digit in an odd place adds to the sum: doubled, its own digits added.
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def _has_check_digit(digits: str) -> bool:
    if len(digits) != 10 or not (digits.isascii() and digits.isdecimal()):
        return False
    return sum(_DOUBLED[int(digit)] if at % 2 == 0 else int(digit) for at, digit in enumerate(digits)) % 10 == 0


#: What stands where a personal identity number stood.
MASK = "••••••-••••"

#: The signs between day and number, as people and programs write them: hyphens, dashes, a minus, a plus; spaces round them.
_SIGN, _GAP = r"[-\u2010-\u2014\u2212+]", r"[ \u00a0\u202f]?"
_PERSONAL = re.compile(
    rf"(?<![\w\-])(?:(?:19|20)\d{{6}}{_GAP}\d{{4}}|(?:19|20)?\d{{6}}{_GAP}{_SIGN}{_GAP}\d{{4}})(?![\w\-])"
)


def without_personal_numbers(text: str) -> tuple[str, tuple[str, ...]]:
    """Mask the personal identity numbers in a text; return it with one `MASK` for each that was found.

    Only what is written as one counts (a hyphen or the century), is a possible day and has the right check digit, so that
    telephone numbers stay (Skatteverket, SKV 704; coordination numbers have 60 added to the day).
    """
    found: list[str] = []

    def masked(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match.group())[-10:]
        number = read_org_number(digits)
        if not (number.valid and number.sole_trader and 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) % 60 <= 31):
            return match.group()
        found.append(MASK)
        return MASK

    return _PERSONAL.sub(masked, text), tuple(found)


def show_org_number(digits: str) -> str:
    """Write a kept number with its hyphen: "556677-8899"."""
    return f"{digits[:6]}-{digits[6:]}" if len(digits) == 10 else digits


_LEGAL_FORMS = re.compile(
    r"\b(aktiebolag(?:et)?|ab|handelsbolag(?:et)?|hb|kommanditbolag(?:et)?|kb|ek\.?\s*för\.?|ekonomisk förening|"
    r"enskild firma|\(publ\)|publ|ltd|inc|gmbh|oy|as|a/s)\b\.?",
)


def name_key(name: str) -> str:
    """Return a company name's key for comparing: case-folded, without legal form, punctuation and double spaces.

    "Bergs Bygg AB" and "AB Bergs bygg" share one key; å, ä and ö stay what they are.
    """
    folded = name.casefold().replace("&", " och ")
    bare = _LEGAL_FORMS.sub(" ", folded)
    key = " ".join(re.sub(r"[^\w]+", " ", bare).split())
    return key or " ".join(folded.split())


_SHORT_FORMS = {"aktiebolag": "ab", "aktiebolaget": "ab", "handelsbolag": "hb", "handelsbolaget": "hb"}
_SHORT_FORMS |= {"kommanditbolag": "kb", "kommanditbolaget": "kb"}
_FORM = re.compile(rf"\b({'|'.join(_SHORT_FORMS)}|ab|hb|kb)\b")


def legal_form(name: str) -> str:
    """Return "ab", "hb" or "kb" where a name says so, else an empty text: a name is often told without its form."""
    found = _FORM.search(name.casefold())
    return _SHORT_FORMS.get(found.group(1), found.group(1)) if found else ""
