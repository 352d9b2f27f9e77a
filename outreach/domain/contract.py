"""A contract and what its supplier promised: a few promises, when each is looked at, and how it was. No invoices, no spend."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from outreach.domain.record import Record
from outreach.domain.tender import Money
from outreach.language import N_


class Outcome(StrEnum):
    """How a promise was when it was looked at."""

    NOT_YET = ""
    OK = "ok"
    DEVIATION = "deviation"


OUTCOME_LABELS = {
    Outcome.NOT_YET: N_("Not looked at yet"),
    Outcome.OK: N_("Kept"),
    Outcome.DEVIATION: N_("Deviation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One look at a promise. `due` is the day planned, `done` the day it was done (None: still to do).

    `evidence` is what was seen, `next_step` what follows and `next_day` by when.
    """

    due: date
    done: date | None = None
    outcome: Outcome = Outcome.NOT_YET
    evidence: str = ""
    next_step: str = ""
    next_day: date | None = None
    officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something the supplier promised, in plain words, with its checks, the earliest first."""

    id: UUID = field(default_factory=uuid4)
    text: str
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A right of the buyer's to extend: by how many months, and the last day to say so. `used` is the day it was called."""

    months: int
    decide_by: date | None = None
    used: date | None = None


#: A contract is followed up by three to eight promises (peers.md, B4); fewer or more is told, never forbidden.
FEWEST_PROMISES, MOST_PROMISES = 3, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Record):
    """One contract with one supplier, from a result notice or by hand.

    `supplier` is the name in the contract; `company` the record. `lots` are the numbers of the tender's lots. `starts` and `ends`
    are days (both included); `ends` is the last day without options. `value` is without VAT. `origins` are the keys of the
    results it was made from, so that the same notice again makes no second one. `closed`: nothing more is followed up.
    """

    title: str
    supplier: str
    company: UUID | None = None
    tender: UUID | None = None
    lots: tuple[str, ...] = ()
    reference: str = ""
    signed: date | None = None
    starts: date | None = None
    ends: date | None = None
    options: tuple[Option, ...] = ()
    value: Money | None = None
    promises: tuple[Promise, ...] = ()
    officer: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    closed: date | None = None
