"""Ways to reach someone: e-mail, telephone and postal addresses, cleaned when they come in.

Telephone numbers are kept in E.164 when they can be read (phonenumbers, region SE by default), else as typed, so that
nothing an officer heard in a noisy hall is lost. E-mail addresses are checked for form, never for delivery.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: Mailboxes that several people read. They never tie two people together (design, section 5).
SHARED_MAILBOXES = frozenset(
    "info kontakt contact office mail post admin hej hello order orders support faktura invoice ekonomi kundtjanst "
    "kundservice reception sales forsaljning salj butik kontoret upphandling registrator noreply no-reply anbud "
    "kansli kansliet kontor information styrelse styrelsen verkstad verkstan lager bokning vaxel marknad".split()
)

#: Where anybody can have an address: such a domain says nothing about a place of work.
FREE_MAIL = frozenset(
    "gmail googlemail hotmail outlook live msn icloud me mac yahoo telia bredband comhem tele2 spray passagen swipnet home "
    "protonmail proton gmx aol bahnhof ownit".split()
)

_WORDS_IN_BRACKETS = re.compile(r"\([^\d()]*\)")
_DIGIT_THEN_LETTER = re.compile(r"\d.*?[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Email:
    """One e-mail address; `label` is free text such as "work"."""

    address: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """One telephone number: E.164 ("+46701234567") when it could be read, else as typed; `label` such as "mobile"."""

    number: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """One postal address. `country` is empty for Sweden; `label` is free text such as "work" or "visit"."""

    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    label: str = ""


def clean_email(text: str) -> str | None:
    """Return the address in normal form, or None when `text` is not one. The domain is lower-cased (RFC 5321, 2.4)."""
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return found.normalized


def is_shared_mailbox(address: str) -> bool:
    """Say whether an address is one that several people read, such as info@ or kontakt@."""
    local = address.partition("@")[0].casefold()
    plain = local.translate(str.maketrans("åäöé", "aaoe"))
    return plain in SHARED_MAILBOXES


def is_free_mail(address: str) -> bool:
    """Say whether an address is at a provider that takes everybody: "anna@gmail.com", "anna@hotmail.se"."""
    parts = address.rpartition("@")[2].casefold().split(".")
    return len(parts) > 1 and parts[-2] in FREE_MAIL


def is_mobile(number: str) -> bool:
    """Say whether a number is somebody's own: a Swedish mobile (PTS: 070, 072, 073, 076, 079), or one from abroad.

    Fixed lines and 010 numbers are answered by whoever is there.
    """
    digits = phone_digits(number)
    return digits[:3] in ("070", "072", "073", "076", "079") or (number.startswith("+") and not number.startswith("+46"))


def clean_phone(text: str, region: str = "SE") -> str | None:
    """Return the number in E.164, or None when `text` is not a possible telephone number of `region`, or a personal number."""
    import phonenumbers

    # Here, because a company has telephones.
    from outreach.domain.company import without_personal_numbers

    if without_personal_numbers(text)[1]:
        return None
    # Letters after the digits would be read as a keypad's: "08-1234 hem" as 08-1234 436, and an extension would be lost.
    bare = _WORDS_IN_BRACKETS.sub("", text)
    if _DIGIT_THEN_LETTER.search(bare):
        return None
    try:
        number = phonenumbers.parse(bare, region)
    except phonenumbers.NumberParseException:
        return None
    # A local number without its area code ("66 00 00") says too little; from eight digits on, a spreadsheet ate the zero.
    if number.country_code == 46 and not re.match(r"\D*[0+]", text) and len(str(number.national_number)) < 8:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_whole_phone(text: str, region: str = "SE") -> bool:
    """Say whether a number that can be read is as long as its area or operator has them: "070-12 34" is not."""
    import phonenumbers

    kept = clean_phone(text, region)
    return kept is not None and phonenumbers.is_valid_number(phonenumbers.parse(kept, region))


@lru_cache(maxsize=8_192)  # a list that is narrowed letter by letter shows the same numbers again and again
def show_phone(number: str) -> str:
    """Write a kept number as people in Sweden read it ("070-123 45 67"); foreign ones internationally.

    What could not be read as a number stays as it was typed: the letters of "+46 980-31 92 83 ankn. 12" are no digits.
    """
    if not number.startswith("+") or any(map(str.isalpha, number)):
        return number
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat
    chosen = style.NATIONAL if parsed.country_code == 46 else style.INTERNATIONAL
    shown = phonenumbers.format_number(parsed, chosen)
    # Where digits are too many or too few for the area, the library leaves the zero out that one has to dial.
    return f"0{shown}" if chosen == style.NATIONAL and not shown.startswith("0") else shown


def phone_digits(number: str) -> str:
    """Return the digits of a number as people type them: national form for Sweden ("0701234567")."""
    digits = re.sub(r"\D", "", number)
    if number.startswith("+46"):
        return "0" + digits[2:]
    return digits


#: What is in normal form already and need not be parsed again: an import cleans each number twice.
_KEPT_PHONE = re.compile(r"\+46[1-9]\d{6,8}")
_KEPT_EMAIL = re.compile(r"[a-z0-9](?:[a-z0-9_-]|[._][a-z0-9]){0,40}@(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,4}[a-z]{2,10}")


def kept_phone(text: str, label: str = "") -> Phone:
    """Return the phone to store for what was typed: E.164 when readable, the cleaned text otherwise."""
    if _KEPT_PHONE.fullmatch(text):
        return Phone(text, label)
    return Phone(clean_phone(text) or " ".join(text.split()), label)


def kept_email(text: str, label: str = "") -> Email:
    """Return the e-mail to store for what was typed: normal form when valid, the stripped text otherwise."""
    if _KEPT_EMAIL.fullmatch(text) and "xn--" not in text:
        return Email(text, label)
    return Email(clean_email(text) or text.strip(), label)
