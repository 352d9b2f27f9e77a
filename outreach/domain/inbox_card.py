"""A card to type in: the picture of a visiting card with what is known of it so far, until somebody has time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from outreach.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCard(Record):
    """One card in the inbox. `at` is when it was put there (aware, UTC), `event` where it was handed over.

    `picture` names a stored picture (`Pictures`), None for a card without one. `text` is what text recognition read, as it
    stood on the card; `company`, `person`, `title`, `contact` and `note` are the draft for the conversation. `done` is set
    when it has been typed in; `meeting` is what it became.
    """

    at: datetime
    officer: str = ""
    event: UUID | None = None
    picture: UUID | None = None
    text: str = ""
    company: str = ""
    person: str = ""
    title: str = ""
    contact: str = ""
    note: str = ""
    done: datetime | None = None
    meeting: UUID | None = None
