"""A promise to get back to someone: what, to whom, and by which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from outreach.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Record):
    """One promise. `due` is a day; `done` is the instant (aware, UTC) when it was kept, None while it is open."""

    due: date
    text: str = ""
    person: UUID | None = None
    company: UUID | None = None
    meeting: UUID | None = None
    officer: str = ""
    done: datetime | None = None
