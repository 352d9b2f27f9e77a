"""Doubles: who may be the same, why, and merging them without losing a word. Nothing is ever merged by itself.

All records of a kind meet under short keys (`domain/alike.py`: how names sound and begin; telephones, addresses and numbers
besides); only those that share one are compared, by rapidfuzz for the names and by `domain/likeness.py` for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rapidfuzz import fuzz

from outreach.domain.alike import company_blocks, person_blocks
from outreach.domain.apart import Apart, pair
from outreach.domain.changes import Changes
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
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.matching import Similar
from outreach.services.merging import fuller, merge_into

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View

Report = Callable[[int, int], None]

#: A key that more records share tells nothing: a switchboard, "Anna Svensson".
MOST_IN_BLOCK = 60
#: How many pairs are compared between two looks at *Cancel*.
_STEP = 2_000
_ORDER = {Band.SURE: 0, Band.LIKELY: 1, Band.MAYBE: 2}
KINDS = (Kind.PERSON, Kind.COMPANY)


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


class Duplicates:
    """Finds pairs, remembers which are not the same, and merges."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def scan(self, kind: Kind, progress: Report | None = None) -> list[DoublePair]:
        """Return the pairs of a kind (people or companies) that may be one record, the surest first.

        50,000 people take a few seconds. `progress` may raise Cancelled. Raises InvalidInput for other kinds.
        """
        _require_comparable(kind)
        with self.database.read() as view:
            known = _features_of_all(view, kind)
            told_apart = view.apart.pairs(kind)
        ids = list(known)
        found = [
            (ids[a], ids[b], verdict, score)
            for a, b, verdict, score in _compared(kind, list(known.values()), progress)
            if pair(ids[a], ids[b]) not in told_apart
        ]
        found.sort(key=lambda item: (_ORDER[item[2].band or Band.MAYBE], -len(item[2].reasons), -item[3], known[item[0]].name))
        return self._pairs(kind, found)

    def like(
        self,
        kind: Kind,
        name: str,
        *,
        emails: Sequence[str] = (),
        phones: Sequence[str] = (),
        org_number: str = "",
        companies: Sequence[UUID] = (),
        but: UUID | None = None,
        most: int = 5,
    ) -> list[Similar]:
        """Return the known records that one being typed resembles, the surest first; `but` is the one being edited."""
        _require_comparable(kind)
        if kind is Kind.PERSON:
            typed = person_features(name, emails, phones, map(str, companies))
            keys = [("alike", key) for key in person_blocks(name)]
        else:
            typed = company_features(name, org_number, emails, phones)
            keys = [("alike", key) for key in company_blocks(name)] + ([("org_number", org_number)] if org_number else [])
        keys += [("email", one) for one in sorted(typed.emails)]
        with self.database.read() as view:
            store: Any = view.store(kind)
            candidates = {one.id: one for field, value in keys for one in store.by_term(field, value, most=MOST_IN_BLOCK)}
            for phone in phones:
                candidates |= {one.id: one for one in store.by_phone(phone)}
        candidates.pop(but, None) if but else None
        scored = [(one, _verdict(kind, typed, _features(kind, one))) for one in candidates.values()]
        good = [(one, verdict) for one, verdict in scored if verdict.band is not None]
        good.sort(key=lambda item: (_ORDER[item[1].band or Band.MAYBE], item[0].name))
        return [Similar(kind, one.id, one.name, verdict.reasons) for one, verdict in good[:most]]

    def keep_apart(self, kind: Kind, pairs: Iterable[tuple[UUID, UUID]]) -> Changes:
        """Remember that the two of each pair are not the same. One action."""
        wanted = list(pairs)
        with self.database.work(N_("Not the same: {count}"), count=str(len(wanted))) as work:
            for first, second in wanted:
                if work.apart.between(first, second) is None:
                    one, other = pair(first, second)
                    work.save(Kind.APART, Apart(of=kind, one=one, other=other))
        return work.changes

    def merge(self, kind: Kind, keep: UUID, others: Iterable[UUID], choices: Mapping[str, str] | None = None) -> Changes:
        """Merge `others` into `keep`, as one action. `choices`: field to side ("keep" or "other"). Raises NotFound."""
        _require_comparable(kind)
        with self.database.work(N_("Merged {name}"), name="") as work:
            whole = merge_into(work, kind, keep, others, choices or {})
            work.rename_action(N_("Merged {name}"), name=whole.name)
        return work.changes

    def merge_pairs(self, kind: Kind, pairs: Sequence[DoublePair]) -> Changes:
        """Merge many pairs as one action; chains (a = b, b = c) become one record. Pairs that are gone are passed over."""
        _require_comparable(kind)
        with self.database.work(N_("Merged {count} pairs"), count=str(len(pairs))) as work:
            now: dict[UUID, UUID] = {}
            for one in pairs:
                keep, other = _last(now, one.one), _last(now, one.other)
                if keep != other and work.store(kind).get(keep) and work.store(kind).get(other):
                    merge_into(work, kind, keep, [other])
                    now[other] = keep
        return work.changes

    def _pairs(self, kind: Kind, found: Sequence[tuple[UUID, UUID, Verdict, float]]) -> list[DoublePair]:
        wanted = {one for first, second, _, _ in found for one in (first, second)}
        with self.database.read() as view:
            records = view.store(kind).many(wanted)
        result = []
        for first, second, verdict, score in found:
            one, other = records.get(first), records.get(second)
            if one is None or other is None or verdict.band is None:
                continue
            if not fuller(one, other):
                one, other = other, one
            result.append(DoublePair(kind, one.id, other.id, (one.name, other.name), verdict.reasons, verdict.band, score))
        return result


def _last(now: dict[UUID, UUID], one: UUID) -> UUID:
    while one in now:
        one = now[one]
    return one


def _require_comparable(kind: Kind) -> None:
    if kind not in KINDS:
        raise InvalidInput(N_("Kind"), N_("Only people and companies are compared."))


def _features(kind: Kind, record: Any) -> Features:
    emails = [email.address for email in record.emails]
    phones = [phone.number for phone in record.phones]
    if kind is Kind.PERSON:
        return person_features(record.name, emails, phones, [str(role.company) for role in record.roles])
    places = [record.municipality, *(address.city for address in record.addresses)]
    return company_features(record.name, record.org_number, emails, phones, places)


def _features_of_all(view: View, kind: Kind) -> dict[UUID, Features]:
    """Return what is compared of every record, without building the records."""
    made: dict[UUID, Features] = {}
    for record_id, body in view.store(kind).bodies():
        emails = [email["address"] for email in body["emails"]]
        phones = [phone["number"] for phone in body["phones"]]
        if kind is Kind.PERSON:
            made[record_id] = person_features(body["name"], emails, phones, [role["company"] for role in body["roles"]])
        else:
            places = [body["municipality"], *(address["city"] for address in body["addresses"])]
            made[record_id] = company_features(body["name"], body["org_number"], emails, phones, places)
    return made


def _candidates(kind: Kind, known: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Yield each pair of places that share a key, once."""
    blocks: dict[str, list[int]] = {}
    for place, one in enumerate(known):
        for key in _keys(kind, one):
            blocks.setdefault(key, []).append(place)
    seen: set[int] = set()
    width = len(known)
    for places in blocks.values():
        if 1 < len(places) <= MOST_IN_BLOCK:
            for first, second in combinations(places, 2):
                code = first * width + second
                if code not in seen:
                    seen.add(code)
                    yield first, second


def _keys(kind: Kind, one: Features) -> set[str]:
    names = person_blocks(one.name) if kind is Kind.PERSON else company_blocks(one.name)
    tied = {f"t:{tie}:{one.words[0]}" for tie in one.ties if one.words} if kind is Kind.PERSON else {f"t:{t}" for t in one.ties}
    # Many share a common name; together with a number, a firm or a mailbox they are few.
    return {*names, *tied, *(f"f:{phone}" for phone in one.phones), *(f"e:{email}" for email in one.emails)}


def _compared(
    kind: Kind, known: Sequence[Features], progress: Report | None
) -> Iterator[tuple[int, int, Verdict, float]]:
    pairs = list(_candidates(kind, known))
    for number, (a, b) in enumerate(pairs):
        if progress and number % _STEP == 0:
            progress(number, len(pairs))
        score = _score(known[a], known[b])
        verdict = _judged(kind, known[a], known[b], score)
        if verdict.band is not None:
            yield a, b, verdict, score
    if progress:
        progress(len(pairs), len(pairs))


def _verdict(kind: Kind, one: Features, other: Features) -> Verdict:
    return _judged(kind, one, other, _score(one, other))


def _score(one: Features, other: Features) -> float:
    """Return how alike two names are, 0 to 100, whatever the order of their words; below a slip of the finger it is 0."""
    straight = float(fuzz.ratio(one.name, other.name, score_cutoff=SLIP))
    if straight == 100:
        return straight
    return max(straight, float(fuzz.ratio(one.sorted_name, other.sorted_name, score_cutoff=SLIP)))


def _judged(kind: Kind, one: Features, other: Features, score: float) -> Verdict:
    return compare_people(one, other, score) if kind is Kind.PERSON else compare_companies(one, other, score)
