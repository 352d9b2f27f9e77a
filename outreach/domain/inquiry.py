"""A question to colleagues in other municipalities, and what they answered: asked once, found again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from outreach.domain.record import Record


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who is asked in another municipality. Stays here: no package ever holds one."""

    email: str
    name: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class NetworkAnswer:
    """One answer: from which municipality (the credit), on which day, what it says. `who` stays here and is not sent on."""

    municipality: str
    day: date
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry(Record):
    """One question to the network. `question` is the question of our bank that it came from, if any.

    `drafted` is when the draft was made (aware, UTC). `answers` are the oldest first. `closed`: nothing more is waited for.
    `credit` and `origins` are set for one that came in a package from another municipality.
    """

    title: str
    text: str = ""
    question: UUID | None = None
    cpv: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    drafted: datetime | None = None
    answer_by: date | None = None
    answers: tuple[NetworkAnswer, ...] = ()
    closed: date | None = None
    credit: str = ""
    origins: tuple[str, ...] = ()
