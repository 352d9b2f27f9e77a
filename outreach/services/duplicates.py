"""Doubles: who may be the same, why, and merging them without losing a word. Nothing is ever merged by itself.

This is the broad rule, for people's eyes: what is shown costs a look. What an import or a capture takes for the same without
asking is the narrow rule of `services/matching.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from outreach.domain.alike import company_blocks, person_blocks
from outreach.domain.apart import Apart, pair
from outreach.domain.changes import Changes
from outreach.domain.contact import is_shared_mailbox, phone_digits
from outreach.domain.likeness import Band, company_features, person_features
from outreach.domain.person import person_key
from outreach.domain.record import Kind
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.merging import Choice, differing, merge_into
from outreach.services.scanning import (
    MOST_IN_BLOCK,
    DoublePair,
    Known,
    Scan,
    compared,
    in_order,
    known,
    names_of,
    settled,
)

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View

Report = Callable[[int, int], None]

KINDS = (Kind.PERSON, Kind.COMPANY)
#: When more records than these change at once (an import), a new search takes no longer.
MOST_RENEWED = 100
BANDS = {Band.SURE: N_("Sure"), Band.LIKELY: N_("Likely"), Band.MAYBE: N_("Perhaps")}


@dataclass(frozen=True, slots=True)
class Alike:
    """A known record that one being typed resembles. `detail` is where a person works or a company lies."""

    kind: Kind
    id: UUID
    title: str
    detail: str
    reasons: tuple[str, ...]
    band: Band


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form at present. `companies` are the known ones of a person, `but` the record that is being edited."""

    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    org_number: str = ""
    companies: tuple[UUID, ...] = ()
    but: UUID | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records side by side: `companies` are those that they name, `choices` the single values in which they differ."""

    one: Any
    other: Any
    companies: Mapping[UUID, str]
    choices: tuple[Choice, ...]
    used: tuple[int, int]
    """How many conversations, follow-ups and guest lists name the one and the other."""


class Duplicates:
    """Finds pairs, remembers which are not the same, and merges."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._found: dict[Kind, tuple[DoublePair, ...]] = {}

    # What was found --------------------------------------------------------------------------------------------------

    def found(self, kind: Kind) -> tuple[DoublePair, ...] | None:
        """Return the pairs of the last search as they stand now, None when there was none since the workspace was opened."""
        return self._found.get(kind)

    def remember(self, kind: Kind, pairs: Iterable[DoublePair]) -> None:
        """Keep the outcome of a search for as long as the workspace is open. It is nobody's record."""
        self._found[kind] = tuple(pairs)

    def renew(self, changes: Changes) -> bool:
        """Bring what was found up to date after a change; return False when so much changed that a new search is due."""
        for kind in self._found:
            ids = {record for one, record in changes.touched if one is kind} | self._told_apart(changes, kind)
            if len(ids) > MOST_RENEWED:
                return False
            if ids:
                kept = [one for one in self._found[kind] if one.one not in ids and one.other not in ids]
                self._found[kind] = tuple(in_order([*kept, *self.again(kind, ids)]))
        return True

    def _told_apart(self, changes: Changes, kind: Kind) -> set[UUID]:
        """Return the records of the pairs that were told apart, or whose word was taken back."""
        ids = [record for one, record in changes.touched if one is Kind.APART]
        found: set[UUID] = set()
        with self.database.read() as view:
            for one in ids:
                for entry in view.history(one)[-1:]:
                    sides = {name: after for name, (_, after) in entry.fields.items()}
                    if sides.get("of") == kind.value:
                        found |= {UUID(sides["one"]), UUID(sides["other"])}
        return found

    # Finding ---------------------------------------------------------------------------------------------------------

    def begin(self, kind: Kind) -> Scan:
        """Return a search through all records of a kind (people or companies), to be done step by step."""
        _require_comparable(kind)
        return Scan(self.database, kind)

    def scan(self, kind: Kind, progress: Report | None = None) -> list[DoublePair]:
        """Return the pairs of a kind that may be one record, the surest first.

        50,000 people take some seconds. `progress` may raise Cancelled. Raises InvalidInput for other kinds.
        """
        search = self.begin(kind)
        while search.step():
            if progress is not None:
                progress(search.done, search.total)
        if progress is not None:
            progress(search.total, search.total)
        return search.pairs

    def like(self, kind: Kind, typed: Typed, most: int = 5) -> list[Alike]:
        """Return the known records that one being typed resembles, the surest first."""
        _require_comparable(kind)
        with self.database.read() as view:
            near = [one for one in _near(view, kind, typed) if one.id != typed.but]
            own, *others = settled([_known_of(kind, typed), *near])
            # What is typed is compared with each; a name that many have is worth a word here.
            found = in_order(one for other in others if (one := compared(kind, own, other, names_of(()))))[:most]
            wanted = {one.id: one.other if one.one == own.id else one.one for one in found}
            records = view.store(kind).many(wanted.values())
            return [_alike(view, one, records[wanted[one.id]]) for one in found]

    def again(self, kind: Kind, ids: Iterable[UUID]) -> list[DoublePair]:
        """Return the pairs that these records are part of now: after a change, without a search through all."""
        _require_comparable(kind)
        found: dict[tuple[UUID, UUID], DoublePair] = {}
        with self.database.read() as view:
            for record in view.store(kind).many(ids).values():
                for one in _pairs_of(view, kind, record):
                    if view.apart.between(one.one, one.other) is None:
                        found[one.id] = one
        return in_order(found.values())

    def one(self, kind: Kind, record_id: UUID) -> Any:
        """Return a person or a company. Raises NotFound."""
        with self.database.read() as view:
            found = view.store(kind).get(record_id)
        if found is None:
            raise NotFound(str(record_id))
        return found

    def compare(self, kind: Kind, one: UUID, other: UUID) -> Compared:
        """Return two records side by side. Raises NotFound."""
        _require_comparable(kind)
        with self.database.read() as view:
            first, second = view.store(kind).get(one), view.store(kind).get(other)
            if first is None or second is None:
                raise NotFound(str(other if first else one))
            roles = [role.company for record in (first, second) for role in getattr(record, "roles", ())]
            names = {company.id: company.name for company in view.companies.many(roles).values()}
            used = tuple(len(view.meetings.using(i)) + len(view.follow_ups.using(i)) for i in (one, other))
        return Compared(first, second, names, differing(first, second), (used[0], used[1]))

    # Deciding --------------------------------------------------------------------------------------------------------

    def keep_apart(self, kind: Kind, pairs: Iterable[tuple[UUID, UUID]]) -> Changes:
        """Remember that the two of each pair are not the same. One action. Raises NotFound."""
        _require_comparable(kind)
        wanted = list(pairs)
        with self.database.work(N_("Not the same: {what}"), what="") as work:
            names = ""
            for first, second in wanted:
                both = work.store(kind).many((first, second))
                if len(both) < 2:
                    raise NotFound(str(next((one for one in (first, second) if one not in both), first)))
                names = names or f"{both[first].name} – {both[second].name}"
                if work.apart.between(first, second) is None:
                    one, other = pair(first, second)
                    work.save(Kind.APART, Apart(of=kind, one=one, other=other))
            work.rename_action(N_("Not the same: {what}"), what=names if len(wanted) == 1 else str(len(wanted)))
        return work.changes

    def merge(self, kind: Kind, keep: UUID, others: Iterable[UUID], choices: Mapping[str, str] | None = None) -> Changes:
        """Merge `others` into `keep`, as one action. `choices`: field to side ("keep" or "other").

        Raises NotFound, InvalidInput.
        """
        _require_comparable(kind)
        with self.database.work(N_("Merged {name}"), name="") as work:
            whole = merge_into(work, kind, keep, others, choices or {})
            work.rename_action(N_("Merged {name}"), name=whole.name)
        return work.changes

    def merge_pairs(self, kind: Kind, pairs: Sequence[tuple[UUID, UUID]]) -> Changes:
        """Merge many (keep, other) pairs as one action; chains (a = b, b = c) become one record.

        Pairs of which one is gone are passed over.
        """
        _require_comparable(kind)
        with self.database.work(N_("Merged {count} pairs"), count=str(len(pairs))) as work:
            now: dict[UUID, UUID] = {}
            for one, two in pairs:
                keep, other = _last(now, one), _last(now, two)
                if keep != other and len(work.store(kind).many((keep, other))) == 2:
                    merge_into(work, kind, keep, [other])
                    now[other] = keep
            work.rename_action(N_("Merged {count} pairs"), count=str(len(now)))
        return work.changes


def _alike(view: View, found: DoublePair, record: Any) -> Alike:
    if found.kind is Kind.PERSON:
        first = view.companies.get(record.roles[0].company) if record.roles else None
        detail = first.name if first else ""
    else:
        detail = next((address.city for address in record.addresses if address.city), "")
    return Alike(found.kind, record.id, record.name, detail, found.reasons, found.band)


def _last(now: Mapping[UUID, UUID], one: UUID) -> UUID:
    while one in now:
        one = now[one]
    return one


def _require_comparable(kind: Kind) -> None:
    if kind not in KINDS:
        raise InvalidInput(N_("Kind"), N_("Only people and companies are compared."))


def _known_of(kind: Kind, typed: Typed) -> Known:
    if kind is Kind.PERSON:
        features = person_features(typed.name, typed.emails, typed.phones, map(str, typed.companies))
    else:
        features = company_features(typed.name, typed.org_number, typed.emails, typed.phones)
    return Known(typed.but or uuid4(), typed.name, 0, features)


def _near(view: View, kind: Kind, typed: Typed, more: Iterable[UUID] = ()) -> list[Known]:
    """Return the records that share a key with what is typed, and `more`. A key that many share tells nothing."""
    blocks = person_blocks(typed.name) if kind is Kind.PERSON else company_blocks(typed.name)
    keys = [("alike", key) for key in sorted(blocks)]
    keys += [("phone", phone_digits(phone)) for phone in typed.phones if phone_digits(phone)]
    keys += [("email", one.casefold()) for one in typed.emails if kind is Kind.COMPANY or not is_shared_mailbox(one)]
    if kind is Kind.PERSON and typed.name.strip():
        keys.append(("name", person_key(typed.name)))
    if kind is Kind.COMPANY and typed.org_number:
        keys.append(("org_number", typed.org_number))
    ids = view.store(kind).owners(keys, MOST_IN_BLOCK).union(more)
    for company in typed.companies:
        ids.update(view.people.ids_at_company(company, MOST_IN_BLOCK))
    return [known(kind, one, body) for one, body in view.store(kind).bodies_of(ids)]


def _pairs_of(view: View, kind: Kind, record: Any) -> list[DoublePair]:
    typed = Typed(
        record.name,
        tuple(email.address for email in record.emails),
        tuple(phone.number for phone in record.phones),
        getattr(record, "org_number", ""),
        tuple(role.company for role in getattr(record, "roles", ())),
    )
    close = settled(_near(view, kind, typed, {record.id}))
    own, names = next(one for one in close if one.id == record.id), names_of(close)
    others = (one for one in close if one.id != record.id)
    return [found for other in others if (found := compared(kind, own, other, names))]
