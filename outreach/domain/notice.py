"""A notice as it was read, one record a version; who was told of a tender; and the searches that are watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from outreach.domain.record import Record
from outreach.domain.tender import Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNotice(Record):
    """One version of one notice, never changed by a later one (BT-701, BT-757).

    `form` is "eforms" or "ocds". `kind` is BT-03's word. `said` is what the notice itself said of the tender, whatever the
    tender became since. `dispatched` is when the buyer sent it (BT-05), `read` the instant of import (both aware, UTC);
    `file` is the name of the file. Deadlines as they were written stand in `deadline_texts` as (field, text).
    `makeshift` names fields of `said` that the notice itself does not tell.
    """

    tender: UUID | None
    notice_id: str
    notice_version: str = ""
    form: str = "eforms"
    kind: str = ""
    subtype: str = ""
    published: date | None = None
    dispatched: datetime | None = None
    publication_number: str = ""
    changes_notice: str = ""
    languages: tuple[str, ...] = ()
    language_used: str = ""
    deadline_texts: tuple[tuple[str, str], ...] = ()
    makeshift: tuple[str, ...] = ()
    said: Tender | None = None
    read: datetime
    file: str = ""


@dataclass(frozen=True, slots=True)
class NotifiedCompany:
    """One company that was told, and why it was thought of. `reasons` are finished keys with their facts, as `Reason` has them."""

    company: UUID | None
    name: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification(Record):
    """A list of companies that were told of a tender at `at` (aware, UTC), by `officer`, in a `way` ("e-mail", "letter" …).

    The names stand as they were then: the list must still be true when a company has gone. The notice was public all the
    time (LOU 4 kap. 1 §: equal treatment); whoever is not on the list may bid like everybody else.
    """

    tender: UUID
    at: datetime
    companies: tuple[NotifiedCompany, ...] = ()
    way: str = ""
    officer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch(Record):
    """A search that the officer watches: what is new or changed since `looked` (aware, UTC; None: never looked).

    `cpv`: prefixes, two to eight digits. `places`: NUTS or municipality codes, as prefixes. `words`: all must occur in the
    title or description. `country` is for the search at TED, by a click alone. `seen` are keys "notice-id/version" shown.
    """

    name: str
    cpv: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: str = ""
    country: str = "SWE"
    looked: datetime | None = None
    seen: tuple[str, ...] = ()
