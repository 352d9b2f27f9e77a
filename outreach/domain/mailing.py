"""A text to many: to whom, by which way, and what each one reads. Nobody sees who else got it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from outreach.domain.contact import Address
from outreach.domain.declining import Channel
from outreach.domain.record import Kind
from outreach.domain.unit import Unit
from outreach.language import N_


class MailingWay(StrEnum):
    """How a text reaches people: a draft each for the mail program, letters in one PDF, or address labels."""

    DRAFTS = "drafts"
    LETTERS = "letters"
    LABELS = "labels"


WAY_LABELS = {
    MailingWay.DRAFTS: N_("E-mail drafts"),
    MailingWay.LETTERS: N_("Letters (PDF)"),
    MailingWay.LABELS: N_("Address labels (PDF)"),
}

#: What somebody may have objected to, by way.
WAY_CHANNEL = {
    MailingWay.DRAFTS: Channel.EMAIL,
    MailingWay.LETTERS: Channel.POST,
    MailingWay.LABELS: Channel.POST,
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One who is written to. `person` and `company` are names, one may be empty; `email` or `address` is there as the way needs.

    `reader`: the person of the register who reads it, also where a company is meant; None where nobody in particular does.
    """

    id: UUID
    person: str = ""
    first_name: str = ""
    title: str = ""
    company: str = ""
    email: str = ""
    address: Address | None = None
    reader: UUID | None = None

    @property
    def name(self) -> str:
        """The person's name, else the company's."""
        return self.person or self.company

    def address_lines(self) -> tuple[str, ...]:
        """Return what stands in the window of an envelope: company, person, street, postal code with town, country."""
        place = self.address or Address()
        town = " ".join(part for part in (place.postal_code, place.city.upper() if place.country else place.city) if part)
        return tuple(line for line in (self.company, self.person, place.street, town, place.country) if line.strip())


@dataclass(frozen=True, slots=True)
class Mailing:
    """What is to be written: the records of one kind, subject and text with fields, and the language of the frame ("sv", "en").

    `news` marks a newsletter: it goes to those alone who said yes to it (GDPR article 7, marknadsföringslagen 19 §).
    """

    kind: Kind
    ids: tuple[UUID, ...]
    subject: str = ""
    text: str = ""
    language: str = "sv"
    news: bool = False


@dataclass(frozen=True, slots=True)
class MergedLetter:
    """What one of them reads. `tells`: it also says what we keep of the reader, who had not been told (GDPR article 14.3 b)."""

    recipient: Recipient
    subject: str
    text: str
    tells: bool = False


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """Letters for paper: each with its addressee, one after the other, from the unit, of a day."""

    unit: Unit
    letters: tuple[MergedLetter, ...]
    printed: date
    language: str = "sv"
