"""How alike two records are: the reasons for taking two people or two companies for one, and how strong they are together.

Pure rules; how like two names are (0 to 100) comes in as a number. Three bands: "sure" is worth a merge without a second
look at most pairs, "likely" wants a look, "maybe" is a hint. Nothing is ever merged by itself.

What ties two people together is either somebody's own (a mobile number, a personal address) or a place of work (a company, the
domain of an address, a shared mailbox, a fixed line). A place of work is shared by colleagues, by father and son: it makes two
people one only under the very same name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from outreach.domain.alike import familiar, folded_words, place_apart
from outreach.domain.company import legal_form, name_key
from outreach.domain.contact import is_free_mail, is_mobile, is_shared_mailbox, phone_digits
from outreach.domain.search_text import plain


class Band(StrEnum):
    """How sure it is that two records are one."""

    SURE = "sure"
    LIKELY = "likely"
    MAYBE = "maybe"


#: How many of a number's last digits must agree: "070-123 45 67" and "+46 70 123 45 67" share eight.
LAST_DIGITS = 8

#: Names at least so alike (0 to 100) may be one name with a slip of the finger.
SLIP = 85

_FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of a record. `words` are folded; `phones` last digits of what is the record's own, `emails` likewise.

    `ties` are keys of what is shared with others: a person's companies ("c:"), domains ("@"), shared mailboxes and fixed lines
    ("t:"); the organisation number of a company. `streets` are those of a company.
    """

    name: str
    words: tuple[str, ...]
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    form: str = ""
    places: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    sorted_name: str = ""
    """The words in alphabetical order, so that swapped names are equal."""
    formal: tuple[str, ...] = ()
    """The words of a person's name in alphabetical order, pet names written out."""
    domains: frozenset[str] = frozenset()

    @property
    def is_bare(self) -> bool:
        """Say whether there is nothing but a name."""
        return not (self.phones or self.emails or self.ties)


def person_features(name: str, emails: Iterable[str], phones: Iterable[str], companies: Iterable[str]) -> Features:
    """Return what is compared of a person."""
    found = folded_words(name)
    addresses = [email.casefold() for email in emails if email]
    numbers = [number for number in phones if len(phone_digits(number)) >= _FEWEST_DIGITS]
    fixed = (f"t:{last_digits(number)}" for number in numbers if not is_mobile(number))
    return Features(
        name=" ".join(found),
        words=found,
        sorted_name=" ".join(sorted(found)),
        formal=familiar(found),
        phones=frozenset(last_digits(number) for number in numbers if is_mobile(number)),
        emails=frozenset(address for address in addresses if not is_shared_mailbox(address)),
        ties=frozenset([*(f"c:{company}" for company in companies), *_domains(addresses), *fixed]),
    )


def company_features(
    name: str,
    org_number: str,
    emails: Iterable[str],
    phones: Iterable[str],
    places: Iterable[str] = (),
    streets: Iterable[str] = (),
    *,
    sole_trader: bool = False,
) -> Features:
    """Return what is compared of a company. A sole trader has a form of its own. A company's shared mailbox is its own, and counts.

    "Bergs Bygg i Ludvika AB" is Bergs Bygg with a place, where no address tells another: workplaces carry the firm's name.
    """
    bare, place = place_apart(folded_words(name_key(name)))
    addresses = frozenset(email.casefold() for email in emails if email)
    return Features(
        name=" ".join(bare),
        words=bare,
        sorted_name=" ".join(sorted(bare)),
        phones=frozenset(last_digits(number) for number in phones if len(phone_digits(number)) >= _FEWEST_DIGITS),
        emails=addresses,
        ties=frozenset([org_number] if org_number else []),
        form="sole" if sole_trader else legal_form(name),
        places=frozenset(plain(one.casefold()) for one in places if one) or frozenset([place] if place else []),
        streets=frozenset(" ".join(folded_words(one)) for one in streets if one),
        domains=frozenset(_domains(addresses)),
    )


def last_digits(number: str) -> str:
    """Return the digits of a number that are compared."""
    return phone_digits(number)[-LAST_DIGITS:]


def _domains(addresses: Iterable[str]) -> list[str]:
    return [f"@{address.partition('@')[2]}" for address in addresses if "@" in address and not is_free_mail(address)]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of comparing two: no band means that they are not a pair worth showing."""

    band: Band | None
    reasons: tuple[str, ...]


_NO_PAIR = Verdict(None, ())


# People --------------------------------------------------------------------------------------------------------------


def _may_be_by_name(first: Features, second: Features) -> bool:
    """Say whether two who have nothing in common may be one by their names alone. Asked a million times; so it asks little."""
    return first.sorted_name == second.sorted_name or first.is_bare or second.is_bare


class _Names(IntEnum):
    """How two people's names stand to each other, the closest last."""

    OTHER = 0
    GIVEN = 1
    """One given name, nothing or another family name beside it: "Anna", "Anna Berg", "Anna Lund"."""
    PART = 2
    """Two words and more agree, one name has more: "Anna Berg", "Anna Berg-Lind", "A. Berg"."""
    SLIP = 3
    """Nearly the same, or the same with a pet name: "Anna Bergh", "Lasse Ek"."""
    SAME = 4
    """The same, whatever the order."""


def compare_people(first: Features, second: Features, likeness: float, *, rare: bool = True) -> Verdict:
    """Compare two people. `likeness` (0 to 100) is that of the names, whatever the order of their words.

    `rare`: nobody else in the register has the name of either, so that a bare name says something.
    """
    email, phone = not first.emails.isdisjoint(second.emails), not first.phones.isdisjoint(second.phones)
    ties = first.ties & second.ties
    if not (email or phone or ties) and not (rare and _may_be_by_name(first, second)):
        return _NO_PAIR
    names = _names(first, second, likeness)
    against = _against(first.emails, second.emails) + _against(first.phones, second.phones)
    band = _person_band(first, second, names, own=email or phone, email=email, work=bool(ties), against=against, rare=rare)
    return Verdict(band, _person_reasons(first, second, names, email, phone, ties)) if band else _NO_PAIR


def _names(first: Features, second: Features, likeness: float) -> _Names:
    if first.sorted_name == second.sorted_name:
        # One word alone is too little to be a whole name.
        return _Names.SAME if len(first.words) > 1 else _Names.GIVEN
    if not (first.words and second.words):
        return _Names.OTHER
    if likeness >= SLIP and len(first.words) > 1 and len(second.words) > 1:
        return _Names.SLIP
    if len(first.words) > 1 and first.formal == second.formal:
        return _Names.SLIP
    if _is_part(first.words, second.words):
        return _Names.PART
    return _Names.GIVEN if first.words[0] == second.words[0] else _Names.OTHER


def _is_part(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Say whether one name is the other with words left out, or with a first letter for a word; two words must agree."""
    short, long = sorted((some, others), key=len)
    left = list(long)
    for word in short:
        fits = next((one for one in left if one == word or (len(word) == 1 and one.startswith(word))), None)
        fits = fits or next((one for one in left if len(one) == 1 and word.startswith(one)), None)
        if fits is None:
            return False
        left.remove(fits)
    return len(short) > 1


def _against(some: frozenset[str], others: frozenset[str]) -> int:
    """Return 1 when both have something of their own, and nothing in common."""
    return int(bool(some) and bool(others) and not some & others)


def _person_band(
    first: Features, second: Features, names: _Names, *, own: bool, email: bool, work: bool, against: int, rare: bool
) -> Band | None:
    if own:
        return _own_band(first, second, names, email, against)
    if work:
        return _work_band(names, against)
    if names < _Names.PART or against or not rare:
        return None
    bare = first.is_bare or second.is_bare
    if names is _Names.SAME:
        return Band.LIKELY if bare else Band.MAYBE
    return Band.MAYBE if bare else None


def _own_band(first: Features, second: Features, names: _Names, email: bool, against: int) -> Band | None:
    """Judge two who share a mobile number or a personal address."""
    if names is _Names.SAME:
        return Band.SURE
    if names in (_Names.SLIP, _Names.PART):
        # Father and son may share a telephone; then each has something of his own.
        return Band.LIKELY if against else Band.SURE
    if names is _Names.GIVEN:
        # Married, or only the given name was heard.
        alone = len(first.words) == 1 or len(second.words) == 1
        return Band.SURE if email and alone else Band.LIKELY
    family = bool(first.words) and bool(second.words) and first.words[-1] == second.words[-1]
    return Band.LIKELY if email and not family else None if against else Band.MAYBE


def _work_band(names: _Names, against: int) -> Band | None:
    """Judge two who share a place of work. `against`: 0 to 2, how much each has of the own."""
    if names is _Names.SAME:
        return Band.LIKELY if against == 2 else Band.SURE
    if names in (_Names.SLIP, _Names.PART):
        return Band.MAYBE if against == 2 else Band.LIKELY
    return Band.MAYBE if names is _Names.GIVEN and against < 2 else None


def _person_reasons(
    first: Features, second: Features, names: _Names, email: bool, phone: bool, ties: frozenset[str]
) -> tuple[str, ...]:
    named = {_Names.SAME: "name", _Names.SLIP: "alike", _Names.PART: "part", _Names.GIVEN: "given"}
    reasons = [named[names]] if names in named else []
    if names is _Names.SAME and first.words != second.words:
        reasons = ["swapped"]
    kinds = {tie[0] for tie in ties}
    told = {"email": email, "phone": phone or "t" in kinds, "company": "c" in kinds}
    told["domain"] = "@" in kinds and not email
    return (*reasons, *(reason for reason, holds in told.items() if holds))


# Companies -----------------------------------------------------------------------------------------------------------


def compare_companies(first: Features, second: Features, likeness: float) -> Verdict:
    """Compare two companies. `likeness` (0 to 100) is that of the names without legal form and place.

    Workplaces of one company share its organisation number, its mailbox and often its name, and are no doubles by that: two
    that lie in different places, or in different streets, are never a sure pair.
    """
    number = bool(first.ties & second.ties)
    email = bool(first.emails & second.emails)
    domain = not email and bool(first.domains & second.domains)
    phone = bool(first.phones & second.phones)
    equal = first.sorted_name == second.sorted_name
    slip = not equal and likeness >= SLIP
    part = not equal and not slip and _begins_alike(first.words, second.words)
    told = {"org_number": number, "name": equal, "alike": slip, "part": part, "email": email, "phone": phone}
    reasons = tuple(name for name, holds in (told | {"domain": domain}).items() if holds)
    shared = number or email or phone or domain
    if _other_company(first, second):
        return Verdict(Band.MAYBE if equal and (email or phone) else None, reasons)
    if equal:
        return Verdict(_equal_band(first, second, shared), reasons)
    if slip or part:
        band = Band.LIKELY if shared and not _elsewhere(first, second) else Band.MAYBE if slip or shared else None
        return Verdict(band, reasons)
    return Verdict(Band.MAYBE if number and (email or phone) else None, reasons)


def _equal_band(first: Features, second: Features, shared: bool) -> Band:
    if _elsewhere(first, second):
        return Band.MAYBE
    if shared and not _against(first.streets, second.streets):
        return Band.SURE
    return Band.LIKELY


def _other_company(first: Features, second: Features) -> bool:
    """Say whether a number or a legal form tells two apart: "Bergs AB", "Bergs HB"."""
    forms = bool(first.form and second.form) and first.form != second.form
    return forms or bool(_against(first.ties, second.ties))


def _elsewhere(first: Features, second: Features) -> bool:
    return bool(_against(first.places, second.places))


def _begins_alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether one name is the beginning of the other: "Bergs Bygg", "Bergs Bygg och Plåt"."""
    short, long = sorted((first, second), key=len)
    return bool(short) and len("".join(short)) >= 4 and long[: len(short)] == short
