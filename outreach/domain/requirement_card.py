"""One page about one purchase: what was required, in plain words, why, and what bidders said of it. Never a whole document."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from outreach.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One must-requirement: what it says, why it is there, what bidders said about it (never who)."""

    text: str
    why: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementCard(Record):
    """One card. `cpv`: eight digits each, the main code first. `bids`: bids received, None where nobody knows.

    `appealed`: True, False, or None where nobody knows. `contact` is a mailbox or telephone of a unit, never a person. `buyer`
    is whose purchase it is; `credit` who sent the card when it is not ours (empty: our own). `origins` are keys of packages.
    `year` is that of the advertisement.
    """

    title: str
    buyer: str = ""
    tender: UUID | None = None
    cpv: tuple[str, ...] = ()
    year: int | None = None
    requirements: tuple[Requirement, ...] = ()
    bids: int | None = None
    appealed: bool | None = None
    contact: str = ""
    link: str = ""
    notes: str = ""
    credit: str = ""
    origins: tuple[str, ...] = ()
