"""What one conversation gives to be kept, and what was kept: the values of capturing, and what a line or a form makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import Company, without_personal_numbers
from outreach.domain.contact import Address, Email, Phone, kept_email, kept_phone
from outreach.domain.equal_treatment import Given
from outreach.domain.event import Event
from outreach.domain.follow_up import FollowUp
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.quick_line import QuickLine, QuickNote, Unsure
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.matching import Similar

#: Says that a conversation was at no event, although one is going on. None means: the one that is going on, if any.
NO_EVENT = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What the capture window or the one-line entry gives. Ids are set when the officer picked a known one.

    `title` is what the person is at the company; `org_number` ten digits or empty, never a sole trader's. `addresses` and
    `website` stood in a pasted signature, and so did `phone_labels`: what each of `phones` is, in their order. `id` names the
    conversation before it is kept, so that the same capture done twice (a crash, an impatient hand) is kept once; `draft` is the
    draft that it came from, forgotten in the same transaction; `inbox_card` the card that it was typed from. `information`: what
    the talk gave and took (a mark in the note says it too); `new_text` is the new information in words, empty for the note's own.
    `told`: the visitor saw what we keep and why (GDPR article 13), and it is noted on the person with the version of the text.
    """

    company: str = ""
    company_id: UUID | None = None
    person: str = ""
    person_id: UUID | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    note: str = ""
    event: UUID | None = None
    at: datetime | None = None
    source: str = ""
    title: str = ""
    org_number: str = ""
    sole_trader: bool = False
    addresses: tuple[Address, ...] = ()
    website: str = ""
    phone_labels: tuple[str, ...] = ()
    id: UUID | None = None
    draft: str = ""
    inbox_card: UUID | None = None
    information: Given = Given.UNSAID
    new_text: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Caution:
    """What the officer must be told, but is not hindered from: a catalogue text with the tender's title in `values`."""

    text: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Captured:
    """What was kept. `similar` names the known people and companies that resemble; `unsure` what could not be read.

    `warnings` tell what equal treatment asks for, and that somebody with this address was erased here.
    """

    changes: Changes
    meeting: Meeting
    person: Person | None
    company: Company | None
    follow_up: FollowUp | None
    event: Event | None = None
    similar: tuple[Similar, ...] = ()
    unsure: tuple[Unsure, ...] = field(default=())
    warnings: tuple[Caution, ...] = ()
    #: It may only be added to from now on, so that no undo takes it back.
    frozen: bool = False


def _without_personal(line: str, quick: QuickLine) -> str:
    """The line as it may be kept: where a personal identity number stood, only what was made of the line."""
    bare, _ = without_personal_numbers(line)
    if not quick.sole_trader:
        return bare
    names = ", ".join(part for part in (quick.person, quick.company, *quick.phones, *quick.emails) if part)
    return f"{names}: {quick.note.note}"


def wanted_of_line(line: str, quick: QuickLine, event: UUID | None = None, at: datetime | None = None) -> Capture:
    """Return what a line that was taken apart asks to be kept."""
    return Capture(
        company=quick.company,
        person=quick.person,
        emails=quick.emails,
        phones=quick.phones,
        event=event,
        at=at,
        source=_without_personal(line, quick),
        title=quick.title,
        org_number=quick.org_number,
        sole_trader=quick.sole_trader,
        addresses=quick.addresses,
        website=quick.website,
        phone_labels=quick.phone_labels,
    )


def cleaned(wanted: Capture) -> tuple[tuple[Email, ...], tuple[Phone, ...]]:
    """Return the e-mail addresses and numbers as they are kept, numbers with their labels."""
    emails = tuple(kept_email(text) for text in wanted.emails if text.strip())
    labelled = zip_longest(wanted.phones, wanted.phone_labels[: len(wanted.phones)], fillvalue="")
    return emails, tuple(kept_phone(text, label) for text, label in labelled if text.strip())


def require_something(wanted: Capture, emails: tuple[Email, ...], phones: tuple[Phone, ...], note: QuickNote) -> None:
    """Raise InvalidInput when nothing at all was given."""
    named = wanted.person or wanted.company or wanted.person_id or wanted.company_id
    if not (named or emails or phones or note.note or note.tags or wanted.new_text.strip()):
        raise InvalidInput(N_("Conversation"), N_("Write at least who it was or what it was about."))
