"""A person, the roles that tie a person to companies, and what a visiting card says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from outreach.domain.contact import Address, Email, Phone
from outreach.domain.declining import Channel
from outreach.domain.processing import DIALOGUE, Consent, Informed
from outreach.domain.record import Record


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is at one company; `title` may be empty."""

    company: UUID
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Someone we met or may meet.

    `name` is the whole name as shown and never empty; `given` and `family` are its parts where known. `language` is
    "sv", "en" or empty. `source` says how we got to know the person ("Företagsgalan 2026-10-11"). `origins`: keys of
    the cards and files that the person came from, so that the same file again changes nothing. `declines`: channels by which the
    person does not want to hear from us (`domain/declining.py`).

    `purpose`: the key of what the person is registered for. `from_others`: the day on which the data came from somebody else than
    the person (GDPR article 14); `untold`: the day on which the person gave them without being told what we keep (article 13).
    `objected`, `restricted`: since when the person objects (article 21), or asked us to touch nothing (article 18).
    `protected`: the person's address is protected (OSL 21 kap. 3 §).
    """

    name: str
    given: str = ""
    family: str = ""
    roles: tuple[Role, ...] = ()
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    website: str = ""
    notes: str = ""
    source: str = ""
    origins: tuple[str, ...] = ()
    declines: tuple[Channel, ...] = ()
    purpose: str = DIALOGUE
    informed: tuple[Informed, ...] = ()
    consents: tuple[Consent, ...] = ()
    from_others: date | None = None
    untold: date | None = None
    objected: date | None = None
    restricted: date | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one visiting card (vCard or a row of a contact list) says, before anybody decides what to do with it.

    `line` is where it begins in its file (from 1). `uid` is the card's own id, byte for byte, or empty. `is_company`
    is set when the card shows an organisation rather than a person. `birthday` and `photo` are read past: the
    register has no use for them (data minimisation, GDPR article 5.1 c).
    """

    line: int
    name: str = ""
    given: str = ""
    family: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    website: str = ""
    note: str = ""
    categories: tuple[str, ...] = ()
    language: str = ""
    uid: str = ""
    org_number: str = ""
    municipality: str = ""
    sni: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    size: str = ""
    source: str = ""
    is_company: bool = False
    roles: tuple[tuple[str, str], ...] = ()
    """Further (company name, title) pairs beyond `organisation` and `title`."""
    firm_addresses: tuple[Address, ...] = ()
    firm_website: str = ""
    """Where a list gives the company's address and page beside its contact person."""
    workplaces: tuple[str, ...] = ()
    declines: tuple[str, ...] = ()
    """Municipality codes of further workplaces, and the ways in which somebody does not want to be reached (`Channel`)."""
    blank: tuple[str, ...] = ()
    """Fields of a record for which the file has a place that is empty here; they empty ours only where that is wished."""


def person_key(name: str) -> str:
    """Return a person's name for comparing: case-folded, single spaces, without punctuation."""
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())
