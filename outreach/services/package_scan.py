"""Looks through texts that are to leave the house for people, companies, addresses, telephones and words of conversations.

It asks the register about what stands in the texts, not the other way round: the names, addresses and numbers that occur are
looked up by their keys, so that a register of 200,000 people costs no more than one of two. Notes alone are gone through, one
by one, and compared by runs of words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from outreach.domain.codes import find_municipality
from outreach.domain.company import legal_form, name_key, without_personal_numbers
from outreach.domain.contact import is_shared_mailbox, phone_digits
from outreach.domain.masking import address_in_words, plain_signs
from outreach.domain.ordinary_words import is_ordinary
from outreach.domain.person import person_key
from outreach.domain.unit import UNIT_ID
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.work import View


class Found(StrEnum):
    """What was found in a text."""

    PERSON = "person"
    COMPANY = "company"
    OFFICER = "officer"
    EMAIL = "email"
    PHONE = "phone"
    NOTE = "note"
    NUMBER = "number"


FOUND_LABELS = {
    Found.PERSON: N_("A person's name"),
    Found.COMPANY: N_("A company's name"),
    Found.OFFICER: N_("An officer's name"),
    Found.EMAIL: N_("An e-mail address"),
    Found.PHONE: N_("A telephone number"),
    Found.NOTE: N_("Words from a conversation or a note"),
    Found.NUMBER: N_("A personal identity number"),
}


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """One thing that may not leave: what it is, and the words as they stand in the text."""

    found: Found
    words: str


_WORD = re.compile(r"\w+")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}")
_PHONE = re.compile(r"(?<![\w@.])\+?\(?\d[\d \u00a0\-–/().]{5,22}\d(?!\w)")
#: Names of people have two to five words here, those of companies one to six.
_MOST_WORDS, _FEWEST_LETTERS = 6, 3
#: So many words in a row are not the same by chance; a shorter note is looked for whole, from so many words on.
_RUN, _SHORTEST_NOTE = 6, 3
#: So many notes take some hundredths of a second.
_REPORTED = 5_000


@dataclass(slots=True)
class _Said:
    """All that stands in the texts, each with the words as written and the numbers of the texts."""

    names: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    firms: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    families: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    emails: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    phones: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    runs: dict[tuple[str, ...], dict[int, str]] = field(default_factory=lambda: defaultdict(dict))


def scan(
    view: View,
    texts: Mapping[int, Iterable[str]],
    allowed: Iterable[str] = (),
    *,
    public: Iterable[str] = (),
    notes: bool = True,
    report: Callable[[int, int], None] | None = None,
) -> dict[int, tuple[Hit, ...]]:
    """Return what was found, by the number under which the texts came.

    `allowed` are the unit's own mailbox, its telephones, and names of municipalities, which may stand in the register as
    companies; an address or number of somebody in the register counts even where it is allowed. The words of `public` texts
    (titles of tenders) are nobody's secret although conversations name them. `notes` False: conversations are not looked at.
    `report` is asked now and then (0 of 0: nobody knows how many notes there are), and may raise `Cancelled`.
    """
    said, hits, known = _Said(), defaultdict[int, set[Hit]](set), {one.casefold() for one in allowed}
    for number, some in texts.items():
        for text in some:
            _read(said, number, plain_signs(text).replace("_", " "))
            hits[number].update(Hit(Found.EMAIL, one) for one in address_in_words(text))
            if without_personal_numbers(text)[1]:
                hits[number].add(Hit(Found.NUMBER, ""))
    for name in known:
        said.firms.pop(name_key(name), None)
        for word in name.split():
            said.families.pop(word, None)
    _look_up(view, said, hits)
    _strange_addresses(said, known, hits)
    _officers(view, said, hits)
    if notes:
        for run in _runs_of(public):
            said.runs.pop(run, None)
        _notes(view, said, hits, report)
    return {number: tuple(sorted(found)) for number, found in hits.items()}


def without(text: str, hits: Iterable[Hit]) -> str:
    """Return a text with the words of the hits taken out; three dots stand in their place."""
    for hit in sorted(hits, key=lambda one: -len(one.words)):
        if hit.words:
            text = re.sub(re.escape(hit.words), "…", text, flags=re.IGNORECASE)
    return without_personal_numbers(text)[0]


# Reading the texts -----------------------------------------------------------------------------------------------------


def _read(said: _Said, number: int, text: str) -> None:
    for found in _EMAIL.finditer(text):
        said.emails[found.group().casefold().strip(".")][number] = found.group()
    for found in _PHONE.finditer(text):
        digits = _digits(found.group())
        if len(digits) >= 7:
            said.phones[digits][number] = found.group().strip()
    words = [(one.group(), one.start(), one.end()) for one in _WORD.finditer(text)]
    folded = [word.casefold() for word, _, _ in words]
    for place, (word, begin, _) in enumerate(words):
        for most in range(1, min(_MOST_WORDS, len(words) - place) + 1):
            whole = text[begin : words[place + most - 1][2]]
            if most > 1 or _may_be_a_name(word, text, begin):
                _name(said, number, whole, folded[place : place + most])
            if most == 1 and _may_be_a_name(word, text, begin):
                _family(said, number, whole)
        for length in range(_SHORTEST_NOTE, _RUN + 1):
            if place + length <= len(words):
                said.runs[tuple(folded[place : place + length])][number] = text[begin : words[place + length - 1][2]]


def _runs_of(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for text in texts:
        words = _WORD.findall(text.casefold())
        for length in range(_SHORTEST_NOTE, _RUN + 1):
            yield from (tuple(words[place : place + length]) for place in range(len(words) - length + 1))


def _may_be_a_name(word: str, text: str, begin: int) -> bool:
    """A single word is a name where it has a capital and begins no sentence; "Sten" alone is a stone."""
    before = text[:begin].rstrip()
    return word[0].isupper() and len(word) >= _FEWEST_LETTERS and bool(before) and before[-1] not in ".:?!–•\n"


def _name(said: _Said, number: int, whole: str, words: list[str]) -> None:
    key = " ".join(words)
    said.names[key][number] = whole
    if len(words) == 2:
        said.names[" ".join(reversed(words))].setdefault(number, whole)
    if len(words[-1]) > _FEWEST_LETTERS and words[-1].endswith("s"):
        said.names[key[:-1]].setdefault(number, whole)
    firm = name_key(whole)
    # "Bygg" and "El och rör" are trades; with a legal form behind it, even one word is a firm.
    if len(firm.split()) > 1 or legal_form(whole) or len(words) == 1:
        said.firms[firm][number] = whole
        if firm.endswith("s"):
            said.firms[firm[:-1]].setdefault(number, whole)


def _family(said: _Said, number: int, word: str) -> None:
    """A family name alone, "Lindströms": no word of the language, no municipality."""
    for one in {word, word.removesuffix("s")}:
        if not is_ordinary(one) and find_municipality(one) is None:
            said.families[one][number] = word


def _digits(text: str) -> str:
    compact = re.sub(r"[^\d+]", "", text)
    national = f"+46{compact[4:]}" if compact.startswith("0046") else compact
    return phone_digits(national.replace("+460", "+46"))


# Asking the register ---------------------------------------------------------------------------------------------------

_Hits = dict[int, set[Hit]]


def _look_up(view: View, said: _Said, hits: _Hits) -> None:
    from outreach.storage.private_words import family_names

    _put(hits, Found.PERSON, said.names, view.people.ids_by_terms("name", list(said.names)))
    _put(hits, Found.PERSON, said.families, family_names(view.connection, list(said.families)))
    _put(hits, Found.COMPANY, said.firms, view.companies.ids_by_terms("name", list(said.firms)))
    for store in (view.people, view.companies):
        _put(hits, Found.EMAIL, said.emails, store.ids_by_terms("email", list(said.emails)))
        _put(hits, Found.PHONE, said.phones, store.ids_by_terms("phone", list(said.phones)))


def _put(hits: _Hits, found: Found, said: Mapping[str, Mapping[int, str]], known: Iterable[str]) -> None:
    for key in known:
        for number, words in said.get(key, {}).items():
            hits[number].add(Hit(found, words))


def _strange_addresses(said: _Said, allowed: set[str], hits: _Hits) -> None:
    """An address of one person is a hit whoever it is; mailboxes that many read are not."""
    strange = [one for one in said.emails if one not in allowed and not is_shared_mailbox(one)]
    _put(hits, Found.EMAIL, said.emails, strange)
    numbers = {_digits(one) for one in allowed}
    mobile = [one for one in said.phones if one[:3] in ("070", "072", "073", "076", "079") and one not in numbers]
    _put(hits, Found.PHONE, said.phones, mobile)


def _officers(view: View, said: _Said, hits: _Hits) -> None:
    unit = view.units.get(UNIT_ID)
    names = {person_key(one.name) for one in view.officers.all()}
    names |= {person_key(one.name) for one in (unit.network if unit else ()) if one.name}
    _put(hits, Found.OFFICER, said.names, [one for one in names if one])
    own = [one.email.casefold() for one in view.officers.all()] + [one.email.casefold() for one in (unit.network if unit else ())]
    _put(hits, Found.EMAIL, said.emails, [one for one in own if one])


def _notes(view: View, said: _Said, hits: _Hits, report: Callable[[int, int], None] | None) -> None:
    """Compare by runs of words: six in a row of a longer note, a shorter one as a whole."""
    from outreach.storage.private_words import private_notes

    runs = said.runs
    starts = {run[0] for run in runs}
    for number, note in enumerate(private_notes(view.connection)):
        if report is not None and not number % _REPORTED:
            report(0, 0)
        words = _WORD.findall(note.casefold())
        if starts.isdisjoint(words):
            continue
        if len(words) < _RUN:
            if len(words) >= _SHORTEST_NOTE and (run := tuple(words)) in runs:
                _put(hits, Found.NOTE, {"": runs[run]}, [""])
            continue
        for place in range(len(words) - _RUN + 1):
            if words[place] in starts and (run := tuple(words[place : place + _RUN])) in runs:
                _put(hits, Found.NOTE, {"": runs[run]}, [""])
