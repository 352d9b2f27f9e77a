"""The search for doubles through all records of a kind, as a row of short steps.

All meet under short keys (`domain/alike.py`: how names sound and begin; telephones, addresses, places of work besides); only those
that share one are compared, by rapidfuzz for the names and by `domain/likeness.py` for the rest. A step takes some hundredths
of a second, so that on the one worker of the window a save gets its turn between two of them, and *Cancel* is heard at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from outreach.domain.alike import company_blocks, person_blocks
from outreach.domain.apart import pair
from outreach.domain.codes import municipality_name
from outreach.domain.likeness import (
    SLIP,
    Band,
    Features,
    Verdict,
    company_features,
    compare_companies,
    compare_people,
    person_features,
)
from outreach.domain.record import Kind

if TYPE_CHECKING:
    from outreach.storage.database import Database

#: A key that more records share tells nothing: a large firm's switchboard, "Anna Svensson".
MOST_IN_BLOCK = 60
#: A mobile number or an address that so many different names have is nobody's own.
_NAMES_OF_MANY = 3
#: From so many letters on, a word may have two slips.
_LONG_WORD = 6
#: How many records are read, filed under keys, and how many pairs are compared in one step.
_READ, _FILED, _COMPARED = 1_000, 2_000, 8_000
_ORDER = {Band.SURE: 0, Band.LIKELY: 1, Band.MAYBE: 2}


@dataclass(frozen=True, slots=True)
class DoublePair:
    """Two records that may be one. `one` is the one to keep unless the officer says otherwise: the fuller of the two.

    `reasons` are keys of `matching.REASONS`; `score` is how alike the names are, 0 to 100.
    """

    kind: Kind
    one: UUID
    other: UUID
    titles: tuple[str, str]
    reasons: tuple[str, ...]
    band: Band
    score: float

    @property
    def id(self) -> tuple[UUID, UUID]:
        """What a pair is known by, whichever of the two is to be kept."""
        return pair(self.one, self.other)


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a record while it is compared. `filled`: how much it says."""

    id: UUID
    title: str
    filled: int
    features: Features


class Scan:
    """One search. Call `step` until it says that nothing is left; `pairs` holds what was found, the surest first."""

    def __init__(self, database: Database, kind: Kind) -> None:
        self.kind = kind
        self.done, self.total = 0, 0
        self.pairs: list[DoublePair] = []
        self._database = database
        self._known: list[Known] = []
        self._parts = self._work()

    def step(self) -> bool:
        """Go on a little; return whether there is more to do."""
        return next(self._parts, None) is not None

    def _work(self) -> Iterator[int]:
        with self._database.read() as view:
            count = view.store(self.kind).count()
        self.total = 3 * count
        after = 0
        while read := self._read(after):
            after = read
            self.done = min(len(self._known), count)
            yield self.done
        self._known = settled(self._known)
        # Most keys are one record's alone; a list for each would be half a million objects for the memory's keeper to walk.
        first: dict[str, int] = {}
        blocks: dict[str, list[int]] = {}
        for place, one in enumerate(self._known):
            for key in _keys(self.kind, one.features):
                if key in blocks:
                    blocks[key].append(place)
                elif (there := first.setdefault(key, place)) != place:
                    blocks[key] = [there, place]
            if place % _FILED == _FILED - 1:
                self.done = count + place
                yield self.done
        first.clear()
        yield from self._compare([places for places in blocks.values() if len(places) <= MOST_IN_BLOCK], 2 * count)
        self._finish()

    def _read(self, after: int) -> int:
        """Read some records; return the key of the last one, 0 when there are no more."""
        with self._database.read() as view:
            rows = view.store(self.kind).bodies_after(after, _READ)
        self._known += (known(self.kind, record_id, body) for _, record_id, body in rows)
        return rows[-1][0] if rows else 0

    def _compare(self, blocks: Sequence[Sequence[int]], before: int) -> Iterator[int]:
        expected = sum(len(places) * (len(places) - 1) // 2 for places in blocks)
        self.total = before + expected
        names = names_of(self._known)
        seen: set[int] = set()
        left, width, looked = _COMPARED, len(self._known), 0
        for places in blocks:
            for first, second in combinations(places, 2):
                code = first * width + second
                if code not in seen:
                    seen.add(code)
                    left -= 1
                    found = compared(self.kind, self._known[first], self._known[second], names)
                    if found is not None:
                        self.pairs.append(found)
            looked += len(places) * (len(places) - 1) // 2
            if left <= 0:
                left = _COMPARED
                self.done = before + looked
                yield self.done

    def _finish(self) -> None:
        with self._database.read() as view:
            told_apart = view.apart.pairs(self.kind)
        self.pairs = in_order(one for one in self.pairs if one.id not in told_apart)
        self.done = self.total
        self._known = []


def in_order(pairs: Iterable[DoublePair]) -> list[DoublePair]:
    """Return pairs, the surest first, those of one name together."""
    return sorted(pairs, key=lambda one: (_ORDER[one.band], -len(one.reasons), one.titles[0].casefold(), one.id))


def known(kind: Kind, record_id: UUID, body: Mapping[str, Any]) -> Known:
    """Return what is compared of a record, from its plain form."""
    filled = sum(len(value) if isinstance(value, list) else value not in (None, "", "unknown", False) for value in body.values())
    emails = [email["address"] for email in body["emails"]]
    phones = [phone["number"] for phone in body["phones"]]
    if kind is Kind.PERSON:
        features = person_features(body["name"], emails, phones, [role["company"] for role in body["roles"]])
    else:
        places = [municipality_name(body["municipality"]), *(address["city"] for address in body["addresses"])]
        streets = [address["street"] for address in body["addresses"]]
        sole = body["sole_trader"]
        features = company_features(body["name"], body["org_number"], emails, phones, places, streets, sole_trader=sole)
    return Known(record_id, body["name"], filled, features)


def settled(records: Sequence[Known]) -> list[Known]:
    """Return the records with what many names share taken for a place of work: a mobile that answers for a whole firm."""
    owners: dict[str, set[str]] = {}
    for one in records:
        for value in (*one.features.phones, *one.features.emails):
            owners.setdefault(value, set()).add(one.features.sorted_name)
    shared = frozenset(value for value, names in owners.items() if len(names) >= _NAMES_OF_MANY)
    return [_without_shared(one, shared) for one in records] if shared else list(records)


def _without_shared(one: Known, shared: frozenset[str]) -> Known:
    phones, emails = one.features.phones & shared, one.features.emails & shared
    if not phones and not emails:
        return one
    ties = one.features.ties | {f"t:{phone}" for phone in phones} | {f"@{email}" for email in emails}
    own = replace(one.features, phones=one.features.phones - phones, emails=one.features.emails - emails, ties=ties)
    return replace(one, features=own)


def names_of(records: Iterable[Known]) -> Counter[str]:
    """Return how many have each name, whatever the order of its words."""
    return Counter(one.features.sorted_name for one in records)


def compared(kind: Kind, first: Known, second: Known, names: Counter[str]) -> DoublePair | None:
    """Compare two; None when they are no pair worth showing. The fuller one comes first."""
    score = likeness(first.features, second.features)
    verdict = judged(kind, first.features, second.features, score, names)
    if verdict.band is None:
        return None
    one, other = sorted((first, second), key=lambda known: (-known.filled, known.title.casefold(), known.id))
    return DoublePair(kind, one.id, other.id, (one.title, other.title), verdict.reasons, verdict.band, score)


def likeness(one: Features, other: Features) -> float:
    """Return how alike two names are, 0 to 100, whatever the order of their words; more than a slip or two in a word is 0.

    The whole name alone would take Elsa for Emma Fredriksson: a long family name outweighs the given one.
    """
    if one.sorted_name == other.sorted_name:
        return 100.0
    straight = float(fuzz.ratio(one.name, other.name, score_cutoff=SLIP))
    if straight and _slipped(one.words, other.words):
        return straight
    swapped = float(fuzz.ratio(one.sorted_name, other.sorted_name, score_cutoff=SLIP))
    return swapped if swapped and _slipped(one.sorted_name.split(), other.sorted_name.split()) else 0.0


def _slipped(some: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether each word is the other's with a slip: a letter wrong, missing, doubled or swapped; two in a long word."""
    if len(some) != len(others):
        return OSA.distance("".join(some), "".join(others), score_cutoff=1) <= 1
    return all(
        OSA.distance(word, other, score_cutoff=2) <= (1 if max(len(word), len(other)) < _LONG_WORD else 2)
        for word, other in zip(some, others, strict=True)
    )


def judged(kind: Kind, one: Features, other: Features, score: float, names: Counter[str]) -> Verdict:
    """Judge two by their features."""
    if kind is Kind.COMPANY:
        return compare_companies(one, other, score)
    bearers = names[one.sorted_name] + (names[other.sorted_name] if one.sorted_name != other.sorted_name else 0)
    return compare_people(one, other, score, rare=bearers <= 2)


def _keys(kind: Kind, one: Features) -> set[str]:
    own = {*(f"f:{phone}" for phone in one.phones), *(f"e:{email}" for email in one.emails)}
    if kind is Kind.COMPANY:
        there = {f"a:{street}" for street in one.streets}
        return own | there | company_blocks(one.name) | {f"n:{tie}" for tie in one.ties} | one.domains
    # Many work at one place; together with the first letter of a name they are few.
    letters = {word[0] for word in (*one.words[:1], *one.words[-1:])}
    return own | person_blocks(one.name) | {f"{tie}:{letter}" for tie in one.ties for letter in letters}
