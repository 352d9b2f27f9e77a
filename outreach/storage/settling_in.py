"""Making records what their changes say: written in the order of what points to what, held back while something is missing.

What follows from the known changes, such as that a company is needed after all, is a change itself (`keep`, `follow`). Its
identity follows from what it answers, so every laptop draws the same conclusion, and drawing it twice is drawing it once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.append_only import GUARDED
from outreach.domain.converging import Resolved, heads_of, resolve
from outreach.domain.record import Kind, own_origin
from outreach.domain.travelling import GONE, Op, dot_of, registers, same
from outreach.domain.when import home_day
from outreach.storage import references, travelling
from outreach.storage.append_only import is_frozen
from outreach.storage.store import SLICE

if TYPE_CHECKING:
    from outreach.storage.work import Work

Key = tuple[Kind, UUID]
Report = Callable[[int, int], None]
#: Of these only one record may have the same value: the one with the lowest id stands on all laptops, the other is held back.
_ALONE = {Kind.PLAN: "event", Kind.INDUSTRY_LINK: "sni"}
#: Kinds of which one can be merged into another.
_MERGED = (Kind.COMPANY, Kind.PERSON, Kind.TENDER, Kind.EVENT)


@dataclass
class Settling:
    """The records that are touched, what becomes of each, and why some are held back."""

    work: Work
    known: dict[UUID, list[Op]] = field(default_factory=dict)
    resolved: dict[Key, Resolved] = field(default_factory=dict)
    stored: dict[Key, tuple[int, int, dict[str, Any]]] = field(default_factory=dict)
    waiting: dict[Key, tuple[str, str]] = field(default_factory=dict)
    #: What was concluded here, to be kept with the changes of others.
    concluded: list[Op] = field(default_factory=list)
    #: Stored ones that give way to a twin.
    twins: set[Key] = field(default_factory=set)
    _asked: set[Key] = field(default_factory=set)

    def close(self, keys: Iterable[Key], report: Report | None = None) -> None:
        """Find out what becomes of these records, and of all that hang together with them."""
        self._load({*keys, *((kind, record) for kind, record, _, _ in travelling.held(self.work))})
        fresh = set(self.resolved)
        done = 0
        while fresh:
            if report:
                report(done, max(len(self.resolved), done))
            done += len(fresh)
            fresh = self._look_at(fresh)
        self._find_twins()
        self._wait_for_others()
        travelling.keep(self.work, self.concluded, shown=False, own=True)

    # Looking -------------------------------------------------------------------------------------------------------

    def _load(self, keys: Iterable[Key]) -> set[Key]:
        new = {key for key in keys if key not in self.resolved}
        ops = travelling.ops_of(self.work, (record for _, record in new))
        self.known |= ops
        by_kind: dict[Kind, list[UUID]] = {}
        for kind, record in new:
            if record in ops:
                self.resolved[kind, record] = resolve(ops[record])
                by_kind.setdefault(kind, []).append(record)
        for kind, records in by_kind.items():
            store = self.work.store(kind)
            for start in range(0, len(records), SLICE):
                found = store.plain_of(records[start : start + SLICE])
                self.stored |= {(kind, record): value for record, value in found.items()}
        return {key for key in new if key in self.resolved}

    def _conclude(self, key: Key, op: Op) -> bool:
        """Add a conclusion, unless it was drawn before."""
        ops = self.known[key[1]]
        if any(one.dot == op.dot for one in ops):
            return False
        ops.append(op)
        self.concluded.append(op)
        self.resolved[key] = resolve(ops)
        return True

    def _look_at(self, keys: set[Key]) -> set[Key]:
        """Look once at each of these; return those to be looked at next."""
        again: set[Key] = set()
        dying = {key for key in keys if self._dies(key)}
        for key in dying:
            if not self.resolved[key].erased and self._is_frozen(key) and self._conclude(key, _kept(self.known[key[1]])):
                again.add(key)
        naming = self._naming(dying - again)
        self._load(naming)
        again |= {key for key in naming if key in self.resolved}
        self._asked |= dying
        alive = [key for key in keys if self.resolved[key].alive and self.resolved[key].whole]
        self._load(self._named(alive))
        for key in alive:
            again |= self._check_references(key)
        return again

    def _dies(self, key: Key) -> bool:
        return key in self.stored and not self.resolved[key].alive and key not in self._asked

    def _is_frozen(self, key: Key) -> bool:
        if key[0] not in GUARDED:
            return False
        record = self.work.store(key[0]).get(key[1])
        return record is not None and is_frozen(self.work, record, home_day(self.work.now))

    def _naming(self, dying: Iterable[Key]) -> set[Key]:
        by_kind: dict[Kind, list[UUID]] = {}
        for kind, record in dying:
            by_kind.setdefault(kind, []).append(record)
        return {key for kind, records in by_kind.items() for key in references.naming(self.work, kind, records)}

    def _named(self, keys: Iterable[Key]) -> set[Key]:
        found: set[Key] = set()
        for key in keys:
            try:
                found |= {(kind, record) for _, kind, record in references.named_by(key[0], self.resolved[key].plain)}
            except (ValueError, TypeError, KeyError):
                self.waiting[key] = ("unreadable", "")
        return found

    def _check_references(self, key: Key) -> set[Key]:
        """See that what a record points to is there; conclude what follows, or let it wait."""
        again: set[Key] = set()
        if self.waiting.get(key, ("", ""))[0] == "unreadable":
            return again
        self.waiting.pop(key, None)
        for register, kind, record in list(references.named_by(key[0], self.resolved[key].plain)):
            target = kind, record
            there = self.resolved.get(target)
            if there is None and self.work.store(kind).key_of(record) is not None:
                continue
            if there is None or not there.whole:
                # It comes with a file that was not read yet.
                self.waiting[key] = ("missing", f"{kind.value}:{record}")
            elif not there.alive:
                again |= self._answer(key, register, target)
        return again

    def _answer(self, key: Key, register: str, target: Key) -> set[Key]:
        """Something points to what was deleted, merged or erased elsewhere: follow, let go, or keep it."""
        heir = None if self.resolved[target].erased else self._heir(target)
        if heir is None and not self.resolved[target].erased:
            return {target, key} if self._conclude(target, _kept(self.known[target[1]])) else set()
        follow = _followed(self.known[key[1]], self.resolved[key], register, target[1], heir)
        if follow is None or not self._conclude(key, follow):
            self.waiting[key] = ("missing", f"{target[0].value}:{target[1]}")
            return set()
        return {key}

    def _heir(self, gone: Key) -> UUID | None:
        """Return the record that a deleted one was merged into."""
        if gone[0] not in _MERGED:
            return None
        origin = own_origin(gone[1])
        self._load((gone[0], one.id) for one in self.work.store(gone[0]).by_term("origin", origin))
        heirs = [
            record
            for (kind, record), one in self.resolved.items()
            if kind is gone[0] and one.alive and one.whole and origin in one.plain.get("origins", ())
        ]
        return min(heirs, default=None)

    # Waiting -------------------------------------------------------------------------------------------------------

    def _find_twins(self) -> None:
        for kind, name in _ALONE.items():
            by_value: dict[Any, list[UUID]] = {}
            for (one, record), resolved in list(self.resolved.items()):
                if one is kind and resolved.alive and resolved.whole:
                    by_value.setdefault(resolved.plain.get(name), []).append(record)
            for value, records in by_value.items():
                self._load((kind, one.id) for one in self._stored_with(kind, value))
                also = [one for (of, one), found in self.resolved.items() if of is kind and _says(found, name, value)]
                for record in sorted({*records, *also})[1:]:
                    self.waiting[kind, record] = ("twin", str(value))
                    if (kind, record) in self.stored:
                        self.twins.add((kind, record))

    def _stored_with(self, kind: Kind, value: Any) -> list[Any]:
        if kind is Kind.PLAN:
            found = self.work.plans.of(UUID(value)) if value else None
            return [found] if found else []
        return [one for one in self.work.industry_links.all() if one.sni == value]

    def _wait_for_others(self) -> None:
        """Let wait whoever points to something that waits and is not stored."""
        for key, one in self.resolved.items():
            if one.alive and not one.whole:
                self.waiting[key] = ("missing", "")
        more = True
        while more:
            more = False
            for key, one in self.resolved.items():
                if key in self.waiting or not one.alive:
                    continue
                for _, kind, record in references.named_by(key[0], one.plain):
                    if (kind, record) in self.waiting and (kind, record) not in self.stored:
                        self.waiting[key] = ("missing", f"{kind.value}:{record}")
                        more = True


def _says(found: Resolved, name: str, value: Any) -> bool:
    return found.alive and found.whole and found.plain.get(name) == value


def _kept(ops: list[Op]) -> Op:
    """Return the conclusion that a record stays in spite of its deletions. Nobody's: it has no stamp that could win anything."""
    deletions = sorted((op for op in ops if op.verb == "delete"), key=lambda op: (op.stamp, str(op.dot)))
    last = deletions[-1]
    saw = tuple(sorted(str(op.dot) for op in deletions))
    return Op(dot_of("keep", last.record, *saw), last.stamp + 1, last.kind, last.record, "keep", last.at, saw=())


def _followed(ops: list[Op], record: Resolved, register: str, gone: UUID, heir: UUID | None) -> Op | None:
    """Return the conclusion that a record points to the heir of what it named, or to nothing; None where it must name one."""
    name, slash, _ = register.partition("/")
    if heir is None and (record.kind, name) in _NEEDED:
        return None
    now = registers(record.kind, record.plain)
    if slash:
        paths = [path for path, value in now.items() if path.startswith(f"{name}/") and _names(value, gone)]
        writes: dict[str, Any] = dict.fromkeys(paths, GONE)
        if heir is not None and not any(_names(one, heir) for one in record.plain.get(name, ())):
            first = now[paths[0]]
            writes[f"{name}/{heir}"] = first | {"company": str(heir)} if isinstance(first, dict) else str(heir)
    else:
        writes = {register: str(heir) if heir else None}
    over: dict[str, list[str]] = {}
    answered: dict[str, Op] = {}
    for path in writes:
        heads = [head for head in heads_of(ops, path) if path not in now or same(head.value, now[path])]
        over[path] = sorted(str(head.op.dot) for head in heads)
        answered |= {str(head.op.dot): head.op for head in heads}
    last = max(answered.values(), key=lambda op: (op.stamp, str(op.dot)))
    dot = dot_of("follow", record.record, register, heir, *sorted(answered))
    over = {path: dots for path, dots in over.items() if dots}
    before = {path: now[path] for path in writes if path in now}
    return Op(dot, last.stamp + 1, record.kind, record.record, "follow", last.at, writes=writes, before=before, over=over)


#: What cannot be empty.
_NEEDED = {
    (Kind.GUEST, "event"), (Kind.PLAN, "event"), (Kind.BID, "tender"), (Kind.NO_BID, "tender"), (Kind.NO_BID, "company"),
    (Kind.NOTIFICATION, "tender"),
}  # fmt: skip


def _names(element: Any, record: UUID) -> bool:
    return (element.get("company") if isinstance(element, dict) else element) == str(record)
