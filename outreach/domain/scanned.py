"""What a picture, a code, a file or a pasted text holds about somebody, before anybody decides what to do with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from outreach.domain.person import Card
from outreach.domain.quick_note import Unsure
from outreach.domain.web_link import WebLink
from outreach.language import N_


class ContentKind(StrEnum):
    """What was found."""

    CARD = "card"
    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    EVENT = "event"
    BADGE = "badge"
    TEXT = "text"
    SIGNATURE = "signature"
    READ = "read"


CONTENT_LABELS = {
    ContentKind.CARD: N_("Contact card"),
    ContentKind.LINK: N_("Web address"),
    ContentKind.EMAIL: N_("E-mail address"),
    ContentKind.PHONE: N_("Telephone number"),
    ContentKind.EVENT: N_("Event"),
    ContentKind.BADGE: N_("Badge"),
    ContentKind.TEXT: N_("Text"),
    ContentKind.SIGNATURE: N_("Signature of a message"),
    ContentKind.READ: N_("Text recognition"),
}

EMPTY_CARD = Card(line=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One thing that was found. `text` is what stood there, safe to show; `card` what of it tells about somebody.

    `link` is set for web addresses; `calendar` is an iCalendar file, for events; `badge` the number of a visitor's badge;
    `unsure` says what could not be settled. `symbology` names the kind of code ("QR Code"), empty where there was none.
    `at` is when a message was sent (aware).
    """

    kind: ContentKind
    text: str = ""
    card: Card = EMPTY_CARD
    link: WebLink | None = None
    badge: str = ""
    calendar: bytes = field(default=b"", repr=False)
    unsure: tuple[Unsure, ...] = ()
    symbology: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or bar code as it was read: its kind ("QR Code", "EAN-13"), its bytes and its text."""

    symbology: str
    text: str
    data: bytes


def tells_somebody(card: Card) -> bool:
    """Say whether a card says anything about a person or a company."""
    return any((card.name, card.organisation, card.emails, card.phones))
