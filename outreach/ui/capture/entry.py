"""What stands in the capture form, as a value: it can be saved, kept as a draft, and put back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from outreach.domain.contact import Address, kept_phone, phone_digits
from outreach.domain.equal_treatment import Given
from outreach.domain.record import from_plain, to_plain
from outreach.services.meetings import NO_EVENT, Capture, read_contact

#: The names of the drafts: one for each place where something can stand half typed.
DRAFT, FAIR_DRAFT, QUESTION_DRAFT, LINE_DRAFT = "capture", "fair", "question", "line"


@dataclass(frozen=True, slots=True)
class Entry:
    """The four fields, whom the officer picked from the hints, and what a pasted signature or a scan told besides.

    `id` names the conversation before it is kept, so that it is never kept twice; the form gives it with the first letter.
    `event` is where it was, for entries that wait ("" while it stands in a form, which knows). `corrects` is the conversation
    that is being corrected, "" for a new one; `inbox_card` the card that it is typed from. `phone_labels` are "mobile 0701234567":
    what a number is and its digits, for the officer may move or take out numbers in the contact field. `information` is a word of
    `Given`, what was chosen in the form, and `new_text` the new information in words. `told`: the visitor was told what we keep.
    """

    company: str = ""
    person: str = ""
    contact: str = ""
    note: str = ""
    company_id: str = ""
    person_id: str = ""
    title: str = ""
    org_number: str = ""
    sole_trader: bool = False
    addresses: tuple[Address, ...] = ()
    website: str = ""
    phone_labels: tuple[str, ...] = ()
    inbox_card: str = ""
    corrects: str = ""
    id: str = ""
    event: str = ""
    information: str = ""
    new_text: str = ""
    told: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is typed."""
        return not any(text.strip() for text in (self.company, self.person, self.contact, self.note, self.new_text))

    @property
    def shown(self) -> str:
        """A few words by which the officer knows it again."""
        return next(
            (text.strip() for text in (self.person, self.company, self.note, self.contact) if text.strip()), ""
        )[:60]

    def capture(self, event: UUID | None, draft: str = "") -> Capture:
        """Return what the service is asked to keep; `draft` is the draft that is forgotten with it."""
        emails, phones, _ = read_contact(self.contact)
        return Capture(
            company=self.company.strip(),
            company_id=_id(self.company_id),
            person=self.person.strip(),
            person_id=_id(self.person_id),
            emails=emails,
            phones=phones,
            note=self.note.strip(),
            event=event,
            source="\n".join(
                text.strip() for text in (self.company, self.person, self.contact, self.note) if text.strip()
            ),
            title=self.title,
            org_number=self.org_number,
            sole_trader=self.sole_trader,
            addresses=self.addresses,
            website=self.website,
            phone_labels=self._labels_of(phones),
            id=_id(self.id),
            draft=draft,
            inbox_card=_id(self.inbox_card),
            information=self.given,
            new_text=self.new_text.strip(),
            told=self.told,
        )

    @property
    def given(self) -> Given:
        """What was chosen in the form; a word that a later version wrote is none."""
        return Given(self.information) if self.information in list(Given) else Given.UNSAID

    def _labels_of(self, phones: tuple[str, ...]) -> tuple[str, ...]:
        labels = {digits: label for label, _, digits in (one.partition(" ") for one in self.phone_labels)}
        found = tuple(labels.get(phone_digits(kept_phone(phone).number), "") for phone in phones)
        return found if any(found) else ()

    def draft(self) -> dict[str, Any]:
        """Return the form as a draft keeps it, in JSON types; empty when nothing is typed."""
        plain: dict[str, Any] = to_plain(self)
        return {} if self.is_empty else {name: value for name, value in plain.items() if value}

    def at(self, event: UUID) -> Entry:
        """Return the entry with its event, so that it can wait."""
        return replace(self, event=str(event))

    @property
    def event_id(self) -> UUID:
        """Where it was, or NO_EVENT."""
        return _id(self.event) or NO_EVENT


def from_draft(values: dict[str, Any]) -> Entry:
    """Return the form of a draft; what cannot be read is left out, for a later version may have kept more."""
    addresses = values.get("addresses")
    known: dict[str, Any] = {name: value for name, value in values.items() if isinstance(value, str | bool)}
    known.pop("addresses", None)
    known.pop("phone_labels", None)
    labels = values.get("phone_labels")
    if isinstance(labels, list):
        known["phone_labels"] = [one for one in labels if isinstance(one, str)]
    if isinstance(addresses, list):
        known["addresses"] = [one for one in addresses if isinstance(one, dict)]
    return from_plain(Entry, known)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
