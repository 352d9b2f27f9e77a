"""When each company is to be heard of next, and choosing it. The rule is `domain/next_contact.py`; nothing is stored twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import Company
from outreach.domain.listing import Listing, Row
from outreach.domain.next_contact import MOST_MONTHS, NextContact, next_contact, whole_second
from outreach.domain.record import Kind
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View

#: Of more companies that are due, nobody reads the list to its end.
_MOST_DUE = 200


class NextContacts:
    """The verbs for the next contact."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def of(self, company: UUID) -> NextContact:
        """Return when a company is to be heard of next, and why then. Raises NotFound."""
        with self.database.read() as view:
            return next_contact_of(view, _known(view, company))

    def due(self, today: date, most: int = _MOST_DUE) -> list[Row]:
        """Return the companies that are to be heard of by `today`, the longest overdue first (`cells["next_contact"]`)."""
        listing = Listing(
            Kind.COMPANY, filters=(("next_contact", f"0001-01-01..{today.isoformat()}"),), sort="next_contact"
        )
        with self.database.read() as view:
            return view.companies.rows(view.companies.keys(listing, most))

    def chosen_due(self, today: date, most: int = _MOST_DUE) -> list[Row]:
        """Return those of them that no open follow-up speaks of: they would stand in no other list."""
        listing = Listing(Kind.COMPANY, filters=(("next_contact", f"own<={today.isoformat()}"),), sort="next_contact")
        with self.database.read() as view:
            return view.companies.rows(view.companies.keys(listing, most))

    def put_off(self, company: UUID, day: date) -> Changes:
        """Move the day of a company to another one; its rhythm stays. Raises NotFound."""
        with self.database.read() as view:
            months = _known(view, company).contact_months
        return self.choose(company, day, months)

    def choose(self, company: UUID, day: date | None, months: int | None) -> Changes:
        """Set the day on which the officers want to hear of a company, and the rhythm in its place; None takes each away.

        The day holds until the next conversation. Raises NotFound, and InvalidInput for a rhythm that is not 1–120 months.
        """
        if months is not None and not 1 <= months <= MOST_MONTHS:
            raise InvalidInput(N_("Rhythm"), N_("A rhythm is between 1 and {most} months."), most=str(MOST_MONTHS))
        with self.database.work(N_("Next contact: {name}"), name="") as work:
            known = _known(work, company)
            same = known.next_contact == day
            chosen_at = known.next_contact_set if same else whole_second(work.now)
            if day is None:
                chosen_at = None
            elif same and next_contact_of(work, known).day != day:
                # A talk has used the day up; choosing it again makes it hold again.
                chosen_at = whole_second(work.now)
            work.save(Kind.COMPANY, replace(known, next_contact=day, next_contact_set=chosen_at, contact_months=months))
            work.rename_action(N_("Next contact: {name}"), name=known.name)
        return work.changes


def next_contact_of(view: View, company: Company) -> NextContact:
    """Return when a company that is read already is to be heard of next."""
    talks = view.meetings.latest_with(Kind.COMPANY, [company.id])
    return next_contact(company, _promised(view, company.id), talks[company.id].at if company.id in talks else None)


def _known(view: View, company: UUID) -> Company:
    known = view.companies.get(company)
    if known is None:
        raise NotFound(str(company))
    return known


def _promised(view: View, company: UUID) -> date | None:
    open_ones = [one for one in view.follow_ups.using(company) if one.done is None]
    for person in view.people.at_company(company):
        open_ones += [one for one in view.follow_ups.using(person.id) if one.done is None and one.company is None]
    return min((one.due for one in open_ones), default=None)
