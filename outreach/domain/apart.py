"""Two records that look like doubles and are not: remembered, so that nobody has to say it twice."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from outreach.domain.record import Kind, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart(Record):
    """An officer's word that two records of kind `of` are not the same. `one` is the smaller id of the two."""

    of: Kind
    one: UUID
    other: UUID


def pair(first: UUID, second: UUID) -> tuple[UUID, UUID]:
    """Return two ids in the order in which a pair is kept."""
    return (first, second) if first < second else (second, first)
