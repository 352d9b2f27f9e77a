"""Somebody whom we hope to meet, as the register knows them today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from outreach.domain.company import Company
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.plan import Hope


@dataclass(frozen=True, slots=True)
class HopeLine:
    """A hope with who stands behind it. `last` is the latest conversation with the person or, else, the company.

    `met_there` says that they were met at this very event.
    """

    hope: Hope
    company: Company | None = None
    person: Person | None = None
    last: Meeting | None = None
    met_there: bool = False

    @property
    def company_name(self) -> str:
        """The company, or an empty text."""
        return self.company.name if self.company else ""

    @property
    def person_name(self) -> str:
        """The person, or an empty text."""
        return self.person.name if self.person else ""

    @property
    def last_contact(self) -> datetime | None:
        """The instant of the latest conversation; None when there was never one."""
        return self.last.at if self.last else None
