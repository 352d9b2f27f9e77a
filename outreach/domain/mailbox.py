"""Who an e-mail comes from and who is invited by it: an address with a name."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.guest import Answer


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mailbox (RFC 5322, 3.4): `address` is "anna@exempel.se" without "mailto:", `name` what is shown, or empty."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """The one guest that a message invites (RFC 5545, 3.8.4.1), with the answer that we know of."""

    address: str
    name: str = ""
    answer: Answer = Answer.NONE

    @property
    def mailbox(self) -> Mailbox:
        """The guest as the recipient of an e-mail."""
        return Mailbox(self.address, self.name)
