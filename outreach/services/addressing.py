"""Whom a message reaches, and who writes it: addresses of guests, and of us.

A shared mailbox (info@) may be written to and never says who somebody is: two guests behind one each get their own message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from outreach.domain.contact import clean_email, is_shared_mailbox
from outreach.domain.event import Event
from outreach.domain.guest import Guest
from outreach.domain.mailbox import Mailbox, wire_address
from outreach.domain.person import Person
from outreach.domain.unit import Officer, Unit
from outreach.errors import InvalidInput
from outreach.language import LANGUAGES, N_

#: The language of a guest of whom nothing is known.
UNIT_LANGUAGE = "sv"

NO_ADDRESS = N_("no e-mail address: call, or print an invitation")
SOMEBODY_ELSES = N_(
    "{organizer} holds this event and sends the invitations to it. To invite to your stand there, make an event of your own."
)
BAD_ADDRESS = N_("the e-mail address cannot be right: {address}")


def address_of(guest: Guest, person: Person | None) -> str:
    """Return the address to which a guest's messages go: the guest's own, else the person's first that can be one."""
    if guest.email.strip():
        return _carried(guest.email)
    found = (_carried(email.address) for email in (person.emails if person else ()))
    return next((address for address in found if address), "")


def _carried(text: str) -> str:
    """Return an address in normal form, empty for one that mail cannot carry."""
    address = clean_email(text)
    if address is None:
        return ""
    try:
        wire_address(address)
    except ValueError:
        return ""
    return address


def why_unreachable(guest: Guest, person: Person | None) -> tuple[str, dict[str, str]]:
    """Return why there is no address to write to, as a catalogue text with its values."""
    typed = guest.email.strip() or next((one.address.strip() for one in (person.emails if person else ())), "")
    return (BAD_ADDRESS, {"address": typed}) if typed else (NO_ADDRESS, {})


def language_of(guest: Guest, person: Person | None) -> str:
    """Return the language in which a guest is written to."""
    told = (guest.language, person.language if person else "", UNIT_LANGUAGE)
    return next(one for one in told if one in LANGUAGES)


def first_name(name: str, person: Person | None) -> str:
    """Return the word to greet somebody with: the given name, else the first word of a name of two or more."""
    if person is not None and person.given.strip():
        return person.given.strip(" ,")
    words = name.split()
    return (words[0] if len(words) > 1 or person is not None else name).strip(" ,")


def our_addresses(unit: Unit | None, officers: Iterable[Officer]) -> frozenset[str]:
    """Return the addresses under which we invite, for comparing: the unit's, and the officers'."""
    written = [unit.email if unit else "", *(one.email for one in officers)]
    return frozenset(plain_address(one) for one in written if one.strip())


def organizer_of(event: Event, unit: Unit | None, officers: Iterable[Officer], writer: str) -> Mailbox:
    """Return who invites: the unit, else the officer who writes. Raises InvalidInput where neither has an address.

    Receivers compare ORGANIZER with the sender of the mail (interop.md, 4.2): it is the same mailbox.
    """
    foreign = event.organizer.removeprefix("mailto:").removeprefix("MAILTO:").strip()
    unit_address = clean_email(unit.email) if unit else None
    officer = next((one for one in officers if one.name == writer), None)
    officer_address = clean_email(officer.email) if officer else None
    ours = {one.casefold() for one in (unit_address, officer_address) if one}
    if foreign and foreign.casefold() not in ours:
        raise InvalidInput(N_("Invitation"), SOMEBODY_ELSES, organizer=foreign)
    if unit is not None and unit_address:
        name = ", ".join(part for part in (unit.department, unit.municipality) if part)
        return Mailbox(unit_address, name)
    if officer is not None and officer_address:
        return Mailbox(officer_address, officer.name)
    raise InvalidInput(
        N_("Sender"), N_("Invitations need an address to answer to. Write the unit's e-mail address in Preferences, Unit.")
    )


@lru_cache(maxsize=8_192)  # each answer is compared with every guest
def plain_address(text: str) -> str:
    """Return an address for comparing: without "mailto:", lower case."""
    bare = re.sub(r"^\s*mailto:", "", text, flags=re.IGNORECASE).strip().strip("<>")
    return (clean_email(bare) or bare).casefold()


@lru_cache(maxsize=8_192)
def base_address(text: str) -> str:
    """Return an address for comparing without its detail: "anna+seminar@x" is a box of "anna@x" (RFC 5233)."""
    local, at, domain = plain_address(text).rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"


def own_addresses(guest: Guest, person: Person | None) -> set[str]:
    """Return every address that a guest may answer from, for comparing; shared mailboxes only where one was written to."""
    found = {plain_address(one.address) for one in (person.emails if person else ()) if not is_shared_mailbox(one.address)}
    first = address_of(guest, person)
    return found | ({plain_address(first)} if first else set())
