"""How alike two records are: the reasons for taking two people or two companies for one, and how strong they are together.

Pure rules; how like two names are (0 to 100) comes in as a number. Three bands: "sure" is worth a merge without a second
look at most pairs, "likely" wants a look, "maybe" is a hint. Nothing is ever merged by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from outreach.domain.alike import folded_words
from outreach.domain.company import legal_form, name_key
from outreach.domain.contact import is_shared_mailbox, phone_digits


class Band(StrEnum):
    """How sure it is that two records are one."""

    SURE = "sure"
    LIKELY = "likely"
    MAYBE = "maybe"


#: How many of a number's last digits must agree: "070-123 45 67" and "+46 70 123 45 67" share eight.
LAST_DIGITS = 8

#: Names at least so alike (0 to 100) may be one name with a slip of the finger.
SLIP = 85


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of a record. `words` are folded; `phones` last digits; `emails` personal addresses alone."""

    name: str
    words: tuple[str, ...]
    phones: frozenset[str] = field(default=frozenset())
    emails: frozenset[str] = field(default=frozenset())
    ties: frozenset[str] = field(default=frozenset())
    """Companies of a person, the organisation number of a company."""
    form: str = ""
    places: frozenset[str] = field(default=frozenset())
    sorted_name: str = ""
    """The words in alphabetical order, so that swapped names are equal."""


def person_features(name: str, emails: Iterable[str], phones: Iterable[str], companies: Iterable[str]) -> Features:
    """Return what is compared of a person."""
    return Features(
        name=" ".join(folded_words(name)),
        words=folded_words(name),
        sorted_name=" ".join(sorted(folded_words(name))),
        phones=_last_digits(phones),
        emails=_personal(emails),
        ties=frozenset(companies),
    )


def company_features(
    name: str, org_number: str, emails: Iterable[str], phones: Iterable[str], places: Iterable[str] = ()
) -> Features:
    """Return what is compared of a company. A company's shared mailbox is its own, and counts."""
    bare = folded_words(name_key(name))
    return Features(
        name=" ".join(bare),
        words=bare,
        sorted_name=" ".join(sorted(bare)),
        phones=_last_digits(phones),
        emails=frozenset(email.casefold() for email in emails if email),
        ties=frozenset([org_number] if org_number else []),
        form=legal_form(name),
        places=frozenset(place.casefold() for place in places if place),
    )


def _last_digits(phones: Iterable[str]) -> frozenset[str]:
    digits = (phone_digits(phone) for phone in phones)
    return frozenset(one[-LAST_DIGITS:] for one in digits if len(one) >= 7)


def _personal(emails: Iterable[str]) -> frozenset[str]:
    return frozenset(email.casefold() for email in emails if email and not is_shared_mailbox(email))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of comparing two: no band means that they are not a pair worth showing."""

    band: Band | None
    reasons: tuple[str, ...]


def compare_people(first: Features, second: Features, likeness: float) -> Verdict:
    """Compare two people. `likeness` (0 to 100) is that of the names, whatever the order of their words."""
    reasons: list[str] = []
    same_email = bool(first.emails & second.emails)
    same_phone = bool(first.phones & second.phones)
    same_tie = bool(first.ties & second.ties)
    equal = first.words == second.words
    swapped = not equal and first.sorted_name == second.sorted_name
    slip = not equal and not swapped and likeness >= SLIP
    given = bool(first.words) and bool(second.words) and first.words[0] == second.words[0]
    part = _is_part(first.words, second.words)
    for name, holds in (
        ("name", equal), ("swapped", swapped), ("alike", slip), ("email", same_email), ("phone", same_phone),
        ("company", same_tie),
    ):  # fmt: skip
        if holds:
            reasons.append(name)
    named = equal or swapped or slip
    if not named and given and (same_email or same_phone or same_tie):
        reasons.insert(0, "given")
    return Verdict(_person_band(first, second, named, slip, same_email, same_phone, same_tie, given or part), tuple(reasons))


def _person_band(
    first: Features, second: Features, named: bool, slip: bool, email: bool, phone: bool, tie: bool, part: bool
) -> Band | None:
    if named and (email or phone):
        return Band.SURE
    if named and tie:
        # Two of one name at one firm are one person, unless both have a number or an address of their own.
        return Band.LIKELY if slip or _contradict(first, second) else Band.SURE
    if email:
        return Band.SURE if part else Band.LIKELY
    if part and phone:
        # Another family name, the same telephone: married, or two of one firm with one switchboard.
        return Band.LIKELY
    if named:
        return Band.MAYBE if slip or _contradict(first, second) else Band.LIKELY
    return Band.MAYBE if part and tie else None


def _contradict(first: Features, second: Features) -> bool:
    both_phones = bool(first.phones) and bool(second.phones)
    both_mails = bool(first.emails) and bool(second.emails)
    return both_phones and both_mails


def _is_part(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Say whether one name is the other with words left out: "Anna" and "Anna Berg", "Anna Maria Berg" and "Anna Berg"."""
    first, second = set(some), set(others)
    return bool(first and second) and (first <= second or second <= first)


def compare_companies(first: Features, second: Features, likeness: float) -> Verdict:
    """Compare two companies. `likeness` (0 to 100) is that of the names without legal form.

    Workplaces of one company share its organisation number and are no doubles by that alone.
    """
    same_number = bool(first.ties & second.ties)
    other_number = bool(first.ties and second.ties) and not same_number
    other_form = bool(first.form and second.form) and first.form != second.form
    same_email = bool(first.emails & second.emails)
    same_phone = bool(first.phones & second.phones)
    equal = first.words == second.words or first.sorted_name == second.sorted_name
    slip = not equal and likeness >= SLIP
    part = not equal and not slip and _begins_alike(first.words, second.words)
    told = (
        ("org_number", same_number), ("name", equal), ("alike", slip), ("part", part), ("email", same_email),
        ("phone", same_phone),
    )  # fmt: skip
    reasons = tuple(name for name, holds in told if holds)
    if other_number or other_form:
        return Verdict(Band.MAYBE if equal and (same_email or same_phone) else None, reasons)
    if equal and (same_number or same_email or same_phone):
        return Verdict(Band.SURE, reasons)
    if (slip or part) and (same_number or same_email or same_phone):
        return Verdict(Band.LIKELY, reasons)
    if equal:
        elsewhere = bool(first.places and second.places) and not first.places & second.places
        return Verdict(Band.MAYBE if elsewhere else Band.LIKELY, reasons)
    if slip or (same_number and (same_email or same_phone)):
        return Verdict(Band.MAYBE, reasons)
    return Verdict(None, reasons)


def _begins_alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether one name is the beginning of the other: "Bergs Bygg", "Bergs Bygg i Ludvika"."""
    short, long = sorted((first, second), key=len)
    return bool(short) and len("".join(short)) >= 4 and long[: len(short)] == short
