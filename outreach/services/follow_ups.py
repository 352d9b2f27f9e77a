"""Follow-ups: what was promised, by when, and whether it was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.follow_up import FollowUp
from outreach.domain.listing import Listing, Row
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Work


class FollowUps(Records[FollowUp]):
    """The verbs for follow-ups."""

    kind: ClassVar[Kind] = Kind.FOLLOW_UP

    def title_of(self, record: FollowUp) -> str:
        """Return what was promised."""
        return record.text

    def checked(self, work: Work, record: FollowUp) -> FollowUp:
        """Put the words on one line; who it is for when only a person is named: the person's company too."""
        company = record.company
        if company is None and record.person is not None:
            person = work.people.get(record.person)
            company = person.roles[0].company if person and person.roles else None
        return replace(record, text=" ".join(record.text.split()), company=company)

    def open_ones(self, most: int = 500) -> list[Row]:
        """Return what is open, the longest overdue first."""
        return self.rows(self.keys(Listing(self.kind, filters=(("state", "open"),)))[:most])

    def finish(self, ids: list[UUID]) -> Changes:
        """Mark follow-ups as done, now."""
        with self.database.work(N_("Followed up: {count}"), count=str(len(ids))) as work:
            for item in work.follow_ups.many(ids).values():
                if item.done is None:
                    work.save(self.kind, replace(item, done=work.now))
        return work.changes

    def move(self, ids: list[UUID], due: date) -> Changes:
        """Put follow-ups off to another day."""
        with self.database.work(N_("Moved follow-ups: {count}"), count=str(len(ids))) as work:
            for item in work.follow_ups.many(ids).values():
                work.save(self.kind, replace(item, due=due, done=None))
        return work.changes

    def next_working_day(self, today: date) -> date:
        """Return the next day from Monday to Friday."""
        day = today + timedelta(days=1)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return day
