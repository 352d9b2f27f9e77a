"""What lies in a stretch of days: happenings of events, dates of tenders, the rules' days, those of contracts, names of days.

Every picture of the calendar reads through here, in the window, on paper and on the command line. Of most events only what is
painted is read: a month of ten thousand is there before the officer has looked up. Series are read whole and laid out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from outreach.domain.calendar_entry import (
    Entry,
    entries_of_tender,
    entry_at,
    entry_of_contract,
    entry_of_deadline,
    entry_of_event,
)
from outreach.domain.swedish_day import NamedDays
from outreach.domain.when import to_instant
from outreach.services import swedish_days
from outreach.services.contracts import Contracts
from outreach.services.rules import Rules
from outreach.services.steady import wait_for_rest

if TYPE_CHECKING:
    from outreach.storage.database import Database

#: So many events are no usual month: see `steady.py`.
_MANY = 2_000


@dataclass(frozen=True, slots=True)
class Span:
    """What lies in the days from `first` to `last`, both included. `entries` are in order of time."""

    first: date
    last: date
    entries: tuple[Entry, ...] = ()
    days: NamedDays = field(default_factory=dict)


class Calendar:
    """The verbs for looking at time."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def span(self, first: date, last: date, *, tenders: bool = True, language: str = "sv") -> Span:
        """Return what lies in the days from `first` to `last` (both included, home zone); `language` is that of the days' names."""
        from outreach.formats.recurrence import expand

        begin = to_instant(datetime.combine(first, time.min), "")
        end = to_instant(datetime.combine(last + timedelta(days=1), time.min), "")
        with self.database.read() as view:
            if view.events.touching(begin, end) > _MANY:
                wait_for_rest()
            single = view.events.glances(begin, end)
            families = view.events.families(end)
            dated = view.tenders.dated(first, last) if tenders else []
        entries = [entry_at(glance, when) for glance, when in single]
        entries += [entry_of_event(event, when) for event, when in expand(families, begin, end)]
        entries += [entry for tender in dated for entry in entries_of_tender(tender)]
        ruled = Rules(self.database).between(first, last) if tenders else []
        entries += [entry for deadline in ruled if (entry := entry_of_deadline(deadline)) is not None]
        contracts = Contracts(self.database).days() if tenders else []
        # Several promises of a contract that are looked at on one day are one entry.
        of_contracts = (entry_of_contract(one) for one in contracts if first <= one.day <= last)
        entries += {entry.key: entry for entry in of_contracts}.values()
        shown = [entry for entry in entries if entry.first <= last and entry.last >= first]
        shown.sort(key=lambda entry: (entry.first, entry.order))
        return Span(first, last, tuple(shown), swedish_days.days(first, last, language))

    def first_day(self) -> date | None:
        """Return the day of the earliest event; None where there is no event."""
        with self.database.read() as view:
            return view.events.first_day()

    def last_day(self) -> date | None:
        """Return the day of the latest event that is no series without an end; None where there is no event."""
        with self.database.read() as view:
            return view.events.last_day()
