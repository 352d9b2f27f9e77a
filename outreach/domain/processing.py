"""Why people stand in the register, for how long, and what they are told of it (GDPR articles 5, 6, 13, 14 and 30).

An authority may not lean on legitimate interests when it does its tasks (article 6.1, last sentence), so 6.1 f does not exist here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from outreach.domain.record import Record
from outreach.language import N_, Language


class Basis(StrEnum):
    """A ground of article 6.1 on which a municipality may lean here."""

    PUBLIC_TASK = "6.1 e"
    CONSENT = "6.1 a"
    LEGAL_OBLIGATION = "6.1 c"


BASIS_LABELS = {
    Basis.PUBLIC_TASK: N_("Task in the public interest (art. 6.1 e)"),
    Basis.CONSENT: N_("Consent (art. 6.1 a)"),
    Basis.LEGAL_OBLIGATION: N_("Legal obligation (art. 6.1 c)"),
}

#: The purpose that a person is registered for when nothing else is said: the dialogue with suppliers.
DIALOGUE = "dialogue"
#: News to those who asked for them; needs a consent.
NEWSLETTER = "newsletter"


class Deed(StrEnum):
    """What a retention rule does with what has been kept long enough."""

    ANONYMISE = "anonymise"
    ERASE = "erase"


class Since(StrEnum):
    """What a retention rule counts from."""

    LAST_CONTACT = "last_contact"
    COLLECTED = "collected"
    EVENT_ENDED = "event_ended"


DEED_LABELS = {
    Deed.ANONYMISE: N_("Name and addresses go, what was said stays without them"),
    Deed.ERASE: N_("Everything about the person goes"),
}
SINCE_LABELS = {
    Since.LAST_CONTACT: N_("The last contact"),
    Since.COLLECTED: N_("The day it came in"),
    Since.EVENT_ENDED: N_("The end of the event"),
}


@dataclass(frozen=True, slots=True)
class Informed:
    """That a person got the information of article 13 or 14: when, which version of the text, and how ("sign-in", "card")."""

    on: date
    version: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """That a person said yes to a purpose (article 7): when, to which version of the text, how; and when it was taken back."""

    purpose: str
    at: datetime
    version: str
    how: str = ""
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose(Record):
    """One purpose of processing, as the record of article 30 lists it.

    `key` is what people carry ("dialogue"). `law`: the reference of the ground. `categories`: kinds of data, in words.
    `recipients`: who gets them. Never empty: key, name, law.
    """

    key: str
    name: str
    basis: Basis = Basis.PUBLIC_TASK
    law: str
    categories: tuple[str, ...] = ()
    recipients: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule(Record):
    """How long what is registered for a purpose stays. `months` ≥ 1, counted from `since`.

    `decision` is the reference to the decision on disposal or the paragraph of the plan for documents; no rule runs without one
    (arkivlagen 10 §: public documents may be disposed of only as decided).
    """

    name: str
    purpose: str = DIALOGUE
    since: Since = Since.LAST_CONTACT
    months: int
    deed: Deed = Deed.ANONYMISE
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyText(Record):
    """What people are told (articles 13 and 14), in one language, from a day on. `label` is the version as it is printed."""

    language: str
    label: str
    valid_from: date
    short: str
    full: str = ""


def say_informed(one: Informed, language: Language) -> str:
    """Write when somebody was informed, by which text."""
    return ", ".join(part for part in (language.day(one.on), one.version, one.how) if part)


def say_consent(one: Consent, language: Language) -> str:
    """Write to what somebody said yes, when, and when it was taken back."""
    said = ", ".join(part for part in (one.purpose, language.moment(one.at), one.version, one.how) if part)
    return f"{said}; {language.say(N_('withdrawn'))} {language.moment(one.withdrawn)}" if one.withdrawn else said
