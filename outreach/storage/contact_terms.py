"""The exact terms and the search words of e-mail addresses and telephone numbers, for companies and people alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outreach.domain.contact import Email, Phone, phone_digits, show_phone


def contact_terms(emails: Iterable[Email], phones: Iterable[Phone]) -> Iterator[tuple[str, str]]:
    """Give ("email", address in lower case) and ("phone", digits in national form)."""
    for email in emails:
        yield "email", email.address.casefold()
    for phone in phones:
        digits = phone_digits(phone.number)
        if digits:
            yield "phone", digits


def contact_words(emails: Iterable[Email], phones: Iterable[Phone]) -> str:
    """Return the text under which search finds them: addresses, numbers as people write them and as bare digits."""
    parts = [email.address for email in emails]
    for phone in phones:
        parts += [show_phone(phone.number), phone_digits(phone.number)]
    # With commas: digits of two numbers must not be read as one.
    return ", ".join(parts)
