"""One message to one guest: which version of which event it told, by which way it went, and how far it has come.

Who got what version when is on record here; a message that has left cannot be taken back, so its action is final
(`Work.finalise`). The methods are those of iTIP (RFC 5546, 1.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from outreach.domain.record import Record
from outreach.language import N_


class Method(StrEnum):
    """METHOD of a calendar object that we send (RFC 5546, 1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"
    DECLINECOUNTER = "DECLINECOUNTER"


class Purpose(StrEnum):
    """Why a message goes out; each has its letter (`domain/letter.py`)."""

    INVITE = "invite"
    UPDATE = "update"
    CANCEL = "cancel"
    UNINVITE = "uninvite"
    REMIND = "remind"
    WAIT = "wait"
    OFFER = "offer"
    DECLINE_PROPOSAL = "decline_proposal"


#: What takes an entry out of a guest's calendar.
TAKING_BACK = frozenset({Purpose.CANCEL, Purpose.UNINVITE})
PURPOSE_LABELS = {
    Purpose.INVITE: N_("Invitation"),
    Purpose.UPDATE: N_("Changed details"),
    Purpose.CANCEL: N_("Cancellation"),
    Purpose.UNINVITE: N_("Withdrawn invitation"),
    Purpose.REMIND: N_("Reminder"),
    Purpose.WAIT: N_("Waiting list"),
    Purpose.OFFER: N_("A place is free"),
    Purpose.DECLINE_PROPOSAL: N_("No to another time"),
}


class Way(StrEnum):
    """How a message leaves."""

    DRAFTS = "drafts"
    SMTP = "smtp"
    FOLDER = "folder"
    MAILTO = "mailto"


WAY_LABELS = {
    Way.DRAFTS: N_("Drafts for the mail program (.eml)"),
    Way.SMTP: N_("Send by e-mail"),
    Way.FOLDER: N_("A folder of files"),
    Way.MAILTO: N_("Open in the mail program"),
}


class Delivery(StrEnum):
    """How far a message has come.

    `PREPARED`: written down, not handed over. `SENT`: handed over (to the server, as a draft, as a file). `REFUSED`: the server
    said no; `problem` says why. `UNCLEAR`: the line was cut after the whole message had gone and before the server answered.
    """

    PREPARED = "prepared"
    SENT = "sent"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    DROPPED = "dropped"


DELIVERY_LABELS = {
    Delivery.PREPARED: N_("Not sent yet"),
    Delivery.SENT: N_("Sent"),
    Delivery.REFUSED: N_("Refused"),
    Delivery.UNCLEAR: N_("Not known whether it arrived"),
    Delivery.DROPPED: N_("Not to be sent"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(Record):
    """One message. `at` is its DTSTAMP (aware, whole seconds), `sent` when it was handed over.

    `event` and `guest` become None when those are removed; `uid`, `name` and `address` stay. `recurrence_id` is the raw value of
    the single occurrence it tells of, else empty. `shown` and `revising` are digests of what the guest was told
    (`domain/event.py`); `dropped` are the dates of a series that this message left out. `batch` ties the messages that went out
    together: it is the id of the action that prepared them. `message_id` is that of the mail, the same at every try. `organizer`
    is the address that the calendar object names as ORGANIZER: it is whom the guest's program takes later messages from.
    """

    uid: str
    purpose: Purpose
    method: Method
    sequence: int
    at: datetime
    event: UUID | None = None
    guest: UUID | None = None
    recurrence_id: str = ""
    way: Way = Way.DRAFTS
    delivery: Delivery = Delivery.PREPARED
    sent: datetime | None = None
    address: str = ""
    name: str = ""
    language: str = "sv"
    subject: str = ""
    letter: str = ""
    message_id: str = ""
    problem: str = ""
    shown: str = ""
    revising: str = ""
    dropped: tuple[str, ...] = ()
    organizer: str = ""
    batch: UUID | None = None
