"""A meeting: who talked to whom, where, and about what. Each is its own record; a later one never replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from outreach.domain.equal_treatment import Addition, Given
from outreach.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """One conversation. `at` is an instant (aware, UTC). `event`, `person` and `company` may each be unknown.

    `officer` is the name of the one who talked, as it was then. `source` is the text that it was typed from. `question`: what
    was asked; with neither person nor company it is a bare count, nobody's conversation. `information` says what it gave and took,
    seen from equal treatment. Once a tender of `tenders` is advertised nothing of it is edited: more goes into `additions`, the
    oldest first.
    """

    at: datetime
    officer: str = ""
    event: UUID | None = None
    person: UUID | None = None
    company: UUID | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    tenders: tuple[UUID, ...] = ()
    source: str = ""
    question: UUID | None = None
    information: Given = Given.UNSAID
    additions: tuple[Addition, ...] = ()
