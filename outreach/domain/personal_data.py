"""Which kinds of record tell of people, and to which category of the record of article 30 each of their fields belongs.

A field that nobody has sorted in falls under "other", by its own name: so a new field is in the record before anybody thinks of it,
and a test asks for its category.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from outreach.domain.record import BOOKKEEPING, Kind
from outreach.language import N_


class Category(StrEnum):
    """A category of personal data (article 30.1 c)."""

    IDENTITY = "identity"
    CONTACT = "contact"
    WORK = "work"
    TALKS = "talks"
    EVENTS = "events"
    MESSAGES = "messages"
    BUSINESS = "business"
    REGISTER = "register"
    RIGHTS = "rights"
    LOGS = "logs"
    OTHER = "other"


CATEGORY_LABELS = {
    Category.IDENTITY: N_("Name"),
    Category.CONTACT: N_("E-mail, telephone, address, web page, picture of a visiting card"),
    Category.WORK: N_("Employer and what somebody is there; sole traders' businesses"),
    Category.TALKS: N_("What was said, asked and promised"),
    Category.EVENTS: N_("Events: invited, answered, came"),
    Category.MESSAGES: N_("Letters and answers"),
    Category.BUSINESS: N_("Bids, contracts, reasons for not bidding"),
    Category.REGISTER: N_("Language, tags, source, purpose"),
    Category.RIGHTS: N_("What was told, consents, objections, restrictions, protected address"),
    Category.LOGS: N_("Who did what in the program, and when"),
    Category.OTHER: N_("Other data"),
}

#: Kinds whose records name people, or come from one. All of their fields are sorted in.
ABOUT_PEOPLE = (
    Kind.PERSON,
    Kind.COMPANY,
    Kind.MEETING,
    Kind.FOLLOW_UP,
    Kind.GUEST,
    Kind.INBOX_CARD,
    Kind.QUESTION,
    Kind.INVITATION,
    Kind.REPLY,
    Kind.NOTIFICATION,
    Kind.DISCLOSURE,
    Kind.BID,
    Kind.NO_BID,
    Kind.CONTRACT,
    Kind.PLAN,
    Kind.INQUIRY,
    Kind.PRINTING,
    Kind.OFFICER,
    Kind.UNIT,
    Kind.APART,
    Kind.VIEW,
)
#: Kinds that hold public papers, settings and texts.
NOT_ABOUT_PEOPLE = frozenset(Kind) - frozenset(ABOUT_PEOPLE)

_OF_KIND: dict[Kind, Category] = {
    Kind.MEETING: Category.TALKS,
    Kind.FOLLOW_UP: Category.TALKS,
    Kind.QUESTION: Category.TALKS,
    Kind.DISCLOSURE: Category.TALKS,
    Kind.INQUIRY: Category.TALKS,
    Kind.GUEST: Category.EVENTS,
    Kind.PLAN: Category.EVENTS,
    Kind.INVITATION: Category.MESSAGES,
    Kind.REPLY: Category.MESSAGES,
    Kind.NOTIFICATION: Category.MESSAGES,
    Kind.BID: Category.BUSINESS,
    Kind.NO_BID: Category.BUSINESS,
    Kind.CONTRACT: Category.BUSINESS,
    Kind.PRINTING: Category.LOGS,
    Kind.APART: Category.REGISTER,
    Kind.VIEW: Category.REGISTER,
    Kind.UNIT: Category.CONTACT,
    Kind.OFFICER: Category.IDENTITY,
}
_OF_FIELD: dict[str, Category] = {
    **dict.fromkeys(("name", "given", "family", "person"), Category.IDENTITY),
    **dict.fromkeys(("emails", "phones", "addresses", "website", "email", "phone", "picture", "contact"), Category.CONTACT),
    **dict.fromkeys(
        ("roles", "title", "company", "org_number", "sole_trader", "municipality", "workplaces", "sni", "cpv", "size"),
        Category.WORK,
    ),
    **dict.fromkeys(("notes", "note", "text"), Category.TALKS),
    **dict.fromkeys(("tags", "source", "origins", "language", "purpose", "merged"), Category.REGISTER),
    **dict.fromkeys(
        ("declines", "informed", "consents", "from_others", "untold", "objected", "restricted", "protected"), Category.RIGHTS
    ),
    **dict.fromkeys(("next_contact", "next_contact_set", "contact_months"), Category.TALKS),
    **dict.fromkeys(("at", "officer", "event", "done", "meeting"), Category.EVENTS),
}
#: Of the unit's own details, those that name somebody.
_OF_UNIT = frozenset({"dpo", "registrator", "handlers", "network", "email", "phone"})
#: Tables that hold people's data beside the records.
TABLES: Mapping[str, Category] = {
    "journal": Category.LOGS,
    "action": Category.LOGS,
    "audit": Category.LOGS,
    "erasure": Category.RIGHTS,
    "exchange_seen": Category.LOGS,
    "exchange_op": Category.LOGS,
    "exchange_held": Category.LOGS,
    "exchange_conflict": Category.LOGS,
    "exchange_action": Category.LOGS,
    "draft": Category.TALKS,
    "picture": Category.CONTACT,
    "outbox": Category.MESSAGES,
    "term": Category.REGISTER,
    "role": Category.WORK,
}
#: Tables without anything about people but the keys of records that stand above.
KEYS_ONLY = frozenset({"fact", "meeting_tender", "alembic_version"})


def category_of(kind: Kind, field: str) -> Category:
    """Return the category of a field of a kind that tells of people."""
    if kind in (Kind.PERSON, Kind.COMPANY, Kind.INBOX_CARD):
        return _OF_FIELD.get(field, Category.OTHER)
    return _OF_FIELD.get(field, _OF_KIND.get(kind, Category.OTHER))


def fields_of(record_types: Mapping[Kind, type[Any]]) -> dict[Category, list[str]]:
    """Return the fields of all kinds that tell of people ("person.emails"), by category; empty categories are left out."""
    found: dict[Category, list[str]] = {}
    for kind, record_type in record_types.items():
        if kind in NOT_ABOUT_PEOPLE:
            continue
        for field in dataclasses.fields(record_type):
            if field.name not in BOOKKEEPING and (kind is not Kind.UNIT or field.name in _OF_UNIT):
                found.setdefault(category_of(kind, field.name), []).append(f"{kind.value}.{field.name}")
    for table, category in TABLES.items():
        found.setdefault(category, []).append(table)
    return {category: found[category] for category in Category if category in found}
