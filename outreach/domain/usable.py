"""Who may be used for what: the one rule that every letter, list, print, export and exchange asks.

Three flags and one consent decide it. Who objects (GDPR article 21) is not written to, invited, printed or exported. Who asked us
to touch nothing (article 18) is that and frozen besides: the gate of storage refuses edits (`storage/registered.py`). Who has a
protected address (OSL 21 kap. 3 §) is not shown at all, but to the named handlers. News need a consent that is in force (article 7,
marknadsföringslagen 19 §). The extract of article 15 holds everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from outreach.domain.company import Company
from outreach.domain.person import Person
from outreach.domain.processing import NEWSLETTER, Consent
from outreach.language import N_


class Use(StrEnum):
    """What a person's data may be used for."""

    LETTER = "letter"
    INVITATION = "invitation"
    NEWSLETTER = "newsletter"
    EXPORT = "export"
    PRINT = "print"
    LIST = "list"
    SEARCH = "search"
    EXCHANGE = "exchange"
    EDIT = "edit"
    EXTRACT = "extract"


class WhyNot(StrEnum):
    """Why a person is left out."""

    PROTECTED = "protected"
    RESTRICTED = "restricted"
    OBJECTED = "objected"
    NO_CONSENT = "no-consent"


WHY_NOT_LABELS = {
    WhyNot.PROTECTED: N_("protected address"),
    WhyNot.RESTRICTED: N_("asked us to leave the data untouched"),
    WhyNot.OBJECTED: N_("objects to the use"),
    WhyNot.NO_CONSENT: N_("has not said yes to news"),
}

#: What leaves our own screen, or reaches the person.
_OUTWARD = frozenset({Use.LETTER, Use.INVITATION, Use.NEWSLETTER, Use.EXPORT, Use.PRINT})
#: What each flag forbids. The other laptop of the unit must know of an objection, so it travels; a protected person does not.
FORBIDDEN: dict[WhyNot, frozenset[Use]] = {
    WhyNot.PROTECTED: _OUTWARD | {Use.LIST, Use.SEARCH, Use.EXCHANGE},
    WhyNot.RESTRICTED: _OUTWARD | {Use.EDIT},
    WhyNot.OBJECTED: _OUTWARD,
    WhyNot.NO_CONSENT: frozenset({Use.NEWSLETTER}),
}

#: Fields of a person that may change while the data are restricted: the flags themselves, and a consent that is taken back.
CHANGEABLE_WHEN_RESTRICTED = frozenset({"objected", "restricted", "protected", "informed", "consents", "declines"})
#: Fields that are empty while a person is protected: whatever leads to the door, the telephone or the mailbox.
EMPTY_WHEN_PROTECTED = ("emails", "phones", "addresses", "website")


def why_not(person: Person, use: Use) -> WhyNot | None:
    """Return why a person may not be used so, the weightiest reason first; None where it is allowed."""
    for reason in WhyNot:
        if use in FORBIDDEN[reason] and _holds(reason, person):
            return reason
    return None


def may_use(record: Person | Company, use: Use) -> bool:
    """Say whether a person or company may be used so; a company has no such flags of its own."""
    return not isinstance(record, Person) or why_not(record, use) is None


def parted(people: Iterable[Person], use: Use) -> tuple[list[Person], list[tuple[Person, WhyNot]]]:
    """Return the people who may be used so, and the others each with the reason; both in their order."""
    usable: list[Person] = []
    others: list[tuple[Person, WhyNot]] = []
    for person in people:
        reason = why_not(person, use)
        if reason is None:
            usable.append(person)
        else:
            others.append((person, reason))
    return usable, others


def has_consent(person: Person, purpose: str = NEWSLETTER) -> bool:
    """Say whether a consent to a purpose is in force: given, and not taken back since."""
    return consent_in_force(person, purpose) is not None


def consent_in_force(person: Person, purpose: str = NEWSLETTER) -> Consent | None:
    """Return the consent to a purpose that is in force, or None. The latest word counts, in whatever order records became one."""
    said = [one for one in person.consents if one.purpose == purpose]
    standing = max((one for one in said if one.withdrawn is None), key=lambda one: one.at, default=None)
    taken_back = max((one.withdrawn for one in said if one.withdrawn is not None), default=None)
    if standing is None or (taken_back is not None and standing.at < taken_back):
        return None
    return standing


def with_consent(person: Person, consent: Consent) -> tuple[Consent, ...]:
    """Return a person's consents with a new one; an older one to the same purpose that stood is closed at that instant."""
    return (*withdrawn(person, consent.purpose, consent.at), consent)


def withdrawn(person: Person, purpose: str, at: datetime) -> tuple[Consent, ...]:
    """Return a person's consents with those to a purpose taken back; what was taken back before keeps its instant."""
    return tuple(
        Consent(one.purpose, one.at, one.version, one.how, at) if one.purpose == purpose and one.withdrawn is None else one
        for one in person.consents
    )


def flags_of(person: Person) -> tuple[WhyNot, ...]:
    """Return the flags that a person carries, for badges and filters."""
    return tuple(one for one in WhyNot if one is not WhyNot.NO_CONSENT and _holds(one, person))


def _holds(reason: WhyNot, person: Person) -> bool:
    if reason is WhyNot.NO_CONSENT:
        return not has_consent(person)
    if reason is WhyNot.PROTECTED:
        return person.protected
    return (person.restricted if reason is WhyNot.RESTRICTED else person.objected) is not None
