"""Two officers who changed one record: what each changed is joined, unless both changed the same field to different values."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from outreach.domain.record import BOOKKEEPING, Record

R = TypeVar("R", bound=Record)

#: Fields that the store looks after by itself.
_KEPT = BOOKKEEPING | {"sequence", "uid"}


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two officers changed to different values: what stood there, what I want, what the other one saved.

    `who` and `at` tell of the other one; empty and None where the journal does not know any more.
    """

    name: str
    original: Any
    mine: Any
    theirs: Any
    who: str = ""
    at: datetime | None = None


def join(original: R, mine: R, theirs: R) -> tuple[R, tuple[Clash, ...]]:
    """Return their record with my changes on it, and the fields on which we disagree; there theirs stands."""
    changes: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name in changed_fields(original, mine):
        before, own, other = (getattr(one, name) for one in (original, mine, theirs))
        if other in (before, own):
            changes[name] = own
        else:
            clashes.append(Clash(name, before, own, other))
    return dataclasses.replace(theirs, **changes), tuple(clashes)


def settled(joined: R, clashes: Iterable[Clash], mine: Collection[str]) -> R:
    """Return the joined record with my values in the fields named in `mine`; in the others theirs stand."""
    return dataclasses.replace(joined, **{one.name: one.mine for one in clashes if one.name in mine})


def changed_fields(original: Record, changed: Record) -> list[str]:
    """Return the names of the fields in which a record differs from the one that it came from."""
    names = [one.name for one in dataclasses.fields(original) if one.name not in _KEPT]
    return [name for name in names if getattr(original, name) != getattr(changed, name)]
