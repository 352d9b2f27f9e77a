"""A question that suppliers ask: one wording for all who asked the same, counted without anybody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from outreach.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """One question in the words it was first asked in.

    How often it was asked is not kept here: each time is a conversation that names it (`Meeting.question`), so that two
    officers who count at once lose nothing. `tags` and `tenders` are what it is about. `answer` is our answer in the words that
    everybody gets, `answered` the day of it. Only a `public` question is printed on a sheet that is handed out: what a
    supplier asked in confidence stays here until an officer says otherwise. `source` says where the answer is from (a law, a
    colleague, the notice), `told` when it went to all who were notified (aware, UTC). `credit` is the municipality that a question
    came from in a package, empty for our own; `origins` are keys of packages.
    """

    text: str
    tags: tuple[str, ...] = ()
    tenders: tuple[UUID, ...] = ()
    answer: str = ""
    answered: date | None = None
    public: bool = False
    source: str = ""
    told: datetime | None = None
    credit: str = ""
    origins: tuple[str, ...] = ()
