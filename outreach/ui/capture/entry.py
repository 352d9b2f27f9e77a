"""What stands in the capture form, as a value: it can be saved, kept as a draft, and put back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from outreach.domain.record import from_plain
from outreach.services.meetings import Capture, read_contact

DRAFT = "capture"


@dataclass(frozen=True, slots=True)
class Entry:
    """The four fields, whom the officer picked from the hints, and the event ("" for the one that is going on)."""

    company: str = ""
    person: str = ""
    contact: str = ""
    note: str = ""
    company_id: str = ""
    person_id: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is typed."""
        return not any(text.strip() for text in (self.company, self.person, self.contact, self.note))

    @property
    def shown(self) -> str:
        """A few words by which the officer knows it again."""
        return next((text.strip() for text in (self.person, self.company, self.note, self.contact) if text.strip()), "")[:60]

    def capture(self, event: UUID | None) -> Capture:
        """Return what the service is asked to keep."""
        emails, phones, _ = read_contact(self.contact)
        return Capture(
            company=self.company.strip(),
            company_id=UUID(self.company_id) if self.company_id else None,
            person=self.person.strip(),
            person_id=UUID(self.person_id) if self.person_id else None,
            emails=emails,
            phones=phones,
            note=self.note.strip(),
            event=event,
            source="\n".join(text.strip() for text in (self.company, self.person, self.contact, self.note) if text.strip()),
        )

    def draft(self) -> dict[str, Any]:
        """Return the form as a draft keeps it."""
        return asdict(self)


def from_draft(values: dict[str, Any]) -> Entry:
    """Return the form of a draft; what it cannot read is left empty."""
    return from_plain(Entry, {name: value for name, value in values.items() if isinstance(value, str)})
