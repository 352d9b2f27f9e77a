"""How somebody is reached: read from one field, and added to what is known. Nothing known is ever taken away or blanked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from outreach.domain.company import MASK, Company, without_personal_numbers
from outreach.domain.contact import Address, Email, Phone, clean_email, clean_phone
from outreach.domain.person import Person
from outreach.domain.quick_line import Unsure, split_phones
from outreach.domain.quick_note import personal_number
from outreach.language import N_

R = TypeVar("R", bound=Person | Company)


def read_contact(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Unsure, ...]]:
    """Tell e-mail addresses from telephone numbers in the third field: (e-mails, telephones, what is neither)."""
    emails: list[str] = []
    phones: list[str] = []
    text, personal = without_personal_numbers(text)
    text = text.replace(MASK, ",")
    unsure = [personal_number(one) for one in personal]
    for part in (part.strip() for part in text.replace(";", ",").split(",")):
        if not part:
            continue
        for piece in _pieces(part):
            if "@" in piece:
                emails.append(piece)
                if clean_email(piece) is None:
                    unsure.append(Unsure(piece, N_("not a valid e-mail address")))
            else:
                phones.append(piece)
                if clean_phone(piece) is None:
                    unsure.append(Unsure(piece, N_("not a telephone number that I can read")))
    return tuple(emails), tuple(phones), tuple(unsure)


def _pieces(part: str) -> list[str]:
    """Divide "anna@bergs.example 070-123 45 67" at its addresses, and numbers that stand side by side."""
    addresses = [word.strip("<>()") for word in part.split() if "@" in word]
    others = " ".join(word for word in part.split() if "@" not in word)
    return [*addresses, *(split_phones(others) if others else [])]


def with_contacts(record: R, emails: Sequence[Email], phones: Sequence[Phone]) -> R:
    """Return a person or company with the addresses and numbers that are new to it."""
    known_mail = {email.address.casefold() for email in record.emails}
    known_phone = {phone.number for phone in record.phones}
    new_mail = tuple(email for email in emails if email.address.casefold() not in known_mail)
    new_phone = tuple(phone for phone in phones if phone.number not in known_phone)
    return replace(record, emails=record.emails + new_mail, phones=record.phones + new_phone)


def with_places(record: R, addresses: Sequence[Address], website: str) -> R:
    """Return a person or company with the postal addresses that are new to it, and the website where none is known."""
    new = tuple(one for one in addresses if one not in record.addresses)
    return replace(record, addresses=record.addresses + new, website=record.website or website)
