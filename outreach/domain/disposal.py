"""Disposal ("gallring"): what has been kept long enough, by a rule with a decision behind it (arkivlagen 10 §; GDPR art. 5.1 e).

What the officer is shown is what is done: both are told by one digest over the ids and the deed, and a run that would do anything
else is refused. The protocol holds counts and the reference, never names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from outreach.domain.processing import Deed, RetentionRule

#: More than so many people, or than this share of all, is said twice (reference/reliability.md, R14).
MANY, SHARE = 25, 0.10
#: The officer who approved may run it alone after so long; another one at once.
LATER = timedelta(minutes=15)
#: A clock that is further from the last entry of the journal than this is not believed.
JUMP = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose time is over. `since` is the day that the rule counts from."""

    person: UUID
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody whose time is over and who is kept, and the catalogue texts of why."""

    person: UUID
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisposalPreview:
    """What a run would do. `known` is how many people the workspace has. `clock`: the clock has jumped since the last entry."""

    rule: RetentionRule
    due: tuple[Due, ...]
    held: tuple[Held, ...]
    known: int
    digest: str
    clock: bool = False

    @property
    def is_many(self) -> bool:
        """Say whether it has to be said twice."""
        return is_many(len(self.due), self.known)


@dataclass(frozen=True, slots=True)
class Approval:
    """That an officer has looked at a preview and approved it."""

    digest: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DisposalProtocol:
    """What a run did: counts and references, no names. `digest` is that of what was done, and equals that of the preview."""

    rule: str
    purpose: str
    deed: Deed
    decision: str
    months: int
    since: str
    people: int
    kept: int
    digest: str
    approved_by: str
    approved_at: datetime
    done_by: str
    done_at: datetime
    rows: dict[str, int]


def digest_of(people: Iterable[UUID], deed: Deed) -> str:
    """Return the SHA-256 over the sorted ids and the deed, in hexadecimal."""
    lines = [f"{deed.value} {person}" for person in sorted(people, key=str)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def is_many(count: int, known: int) -> bool:
    """Say whether so many of all have to be said twice: over 25, or over a tenth of more than a handful."""
    return count > MANY or (count > 1 and known > 0 and count > known * SHARE)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    if year > date.max.year:
        return date.max
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (date.max.year, 12) else date.max
    last = (following - timedelta(days=1)).day if following != date.max else 31
    return date(year, month, min(day.day, last))


def has_jumped(last: datetime | None, now: datetime) -> bool:
    """Say whether the clock is over a year before or behind the last entry of the journal."""
    return last is not None and abs(now - last) > JUMP
