"""Doubles: who may be the same, why, and merging them without losing a word. Nothing is ever merged by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.apart import Apart, pair
from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.database import Database


class Duplicates:
    """Finds pairs, remembers which are not the same, and merges."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def keep_apart(self, kind: Kind, pairs: Iterable[tuple[UUID, UUID]]) -> Changes:
        """Remember that the two of each pair are not the same. One action."""
        wanted = list(pairs)
        with self.database.work(N_("Not the same: {count}"), count=str(len(wanted))) as work:
            for first, second in wanted:
                if work.apart.between(first, second) is None:
                    one, other = pair(first, second)
                    work.save(Kind.APART, Apart(of=kind, one=one, other=other))
        return work.changes
