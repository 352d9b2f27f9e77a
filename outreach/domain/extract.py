"""The extract of the register for one person (GDPR art. 15): what it holds, and what it says beside the data (15.1 a–h)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from outreach.language import N_


@dataclass(frozen=True, slots=True)
class ExtractPart:
    """The rows of one table. `own`: they are the person's own; else they only name the person."""

    table: str
    own: bool
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything about one person.

    `backups` are the days of the backups that may hold the person; `namesakes` says that somebody else bears the name, so that
    texts were looked through for addresses and numbers alone. `names`: what the ids in it stand for, others masked.
    """

    person: UUID
    name: str
    made: datetime
    parts: tuple[ExtractPart, ...]
    facts: tuple[tuple[str, str], ...] = ()
    backups: tuple[datetime, ...] = ()
    namesakes: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(len(part.rows) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody asked for an extract or for erasure, and by when it must be answered: a month (art. 12.3)."""

    person: UUID
    what: str
    on: date
    due: date


#: The words for what a person can ask.
ASKED_LABELS = {
    "extract": N_("Extract for {name}: answer within a month (GDPR art. 12.3)"),
    "erase": N_("Erasure for {name}: answer within a month (GDPR art. 12.3)"),
}

#: Headings of the parts, by table; a table that is not here stands under its own name.
PART_LABELS = {
    "person": N_("The person"),
    "company": N_("Companies"),
    "meeting": N_("Conversations"),
    "follow_up": N_("Follow-ups"),
    "guest": N_("Guest lists"),
    "invitation": N_("Messages that were sent"),
    "reply": N_("Answers"),
    "disclosure": N_("Information to everyone"),
    "question": N_("Questions"),
    "inbox_card": N_("Cards to type in"),
    "picture": N_("Pictures"),
    "outbox": N_("Messages that wait to be sent"),
    "plan": N_("Plans of events"),
    "notice": N_("Notices"),
    "notification": N_("Who was told of a tender"),
    "bid": N_("Bids"),
    "no_bid": N_("Reasons not to bid"),
    "contract": N_("Contracts"),
    "tender": N_("Tenders"),
    "event": N_("Events"),
    "saved_view": N_("Saved views"),
    "apart": N_("Said not to be the same"),
    "journal": N_("History: what was changed, when and by whom"),
    "action": N_("Actions that name the person"),
    "audit": N_("Audit log"),
    "draft": N_("Half-typed forms"),
    "fact": N_("Notes of the workspace"),
    "printing": N_("What was printed"),
    "officer": N_("Officers"),
    "unit": N_("The unit"),
}

#: Articles 15.1 a–h and 15.2, each with the heading under which the extract answers it.
RIGHTS = (
    N_(
        "You may ask us to correct what is wrong (art. 16), to erase (art. 17) or to restrict the use (art. 18), "
        "and you may object (art. 21)."
    ),
    N_("You may complain to the authority for privacy protection, IMY (imy.se)."),
    N_("No decisions are made by a machine, and nobody is profiled (art. 22)."),
    N_("Nothing is sent to countries outside the EU and EEA by this program (art. 15.2)."),
    N_("Other people's names, addresses and numbers have been masked (art. 15.4)."),
)
