"""Who an e-mail comes from and who is invited by it: an address with a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from outreach.domain.guest import Answer

#: One address as plain SMTP carries it: atoms of ASCII before the @, a domain behind it (RFC 5321, 4.1.2 and 4.5.3.1).
_WIRE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.\-]{0,252}[A-Za-z0-9])?\Z")


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


def wire_address(address: str) -> str:
    """Return `address` as mail servers carry it: without blanks around it, a domain such as "åmål.se" as "xn--…" (IDNA).

    Raises ValueError for what no mail can be sent to: no @, blanks or line ends within, letters such as å before the @.
    """
    local, _, domain = address.strip().rpartition("@")
    try:
        carried = f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise ValueError(f"no address for mail: {address!r}") from error
    if not _WIRE.match(carried):
        raise ValueError(f"no address for mail: {address!r}")
    return carried
