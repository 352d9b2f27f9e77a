"""Who does not want to hear from us, and by which way: asked wherever something is written to many.

Somebody who objected is never written to in bulk (GDPR article 21); who is left out is told by name, with the reason. Answering
a question that somebody asked is no such letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import Company
from outreach.domain.contact import is_shared_mailbox
from outreach.domain.declining import CHANNEL_LABELS, Channel
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.usable import WHY_NOT_LABELS, Use, WhyNot, may_use, why_not
from outreach.errors import InvalidInput
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View


class Reason(StrEnum):
    """Why somebody is not written to."""

    DECLINED = "declined"
    OBJECTED = "objected"
    RESTRICTED = "restricted"
    NO_CONSENT = "no-consent"
    NO_EMAIL = "no-e-mail"
    NO_ADDRESS = "no-address"
    TWICE = "twice"


REASON_LABELS = {
    Reason.DECLINED: N_("does not want it"),
    Reason.OBJECTED: WHY_NOT_LABELS[WhyNot.OBJECTED],
    Reason.RESTRICTED: WHY_NOT_LABELS[WhyNot.RESTRICTED],
    Reason.NO_CONSENT: WHY_NOT_LABELS[WhyNot.NO_CONSENT],
    Reason.NO_EMAIL: N_("no e-mail address"),
    Reason.NO_ADDRESS: N_("no postal address"),
    Reason.TWICE: N_("the same address as another"),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who is not written to, and why."""

    id: UUID
    name: str
    reason: Reason


def may_reach(record: Company | Person, channel: Channel) -> bool:
    """Say whether a company or person may be written to, or rung, by this way: not refused, and nothing in law against it."""
    return channel not in record.declines and may_use(record, Use.LETTER)


def barred(record: Company | Person, use: Use) -> Reason | None:
    """Return what in law stands against a use of a person; None for companies and where nothing does."""
    reason = why_not(record, use) if isinstance(record, Person) else None
    return Reason(reason.value) if reason is not None and reason is not WhyNot.PROTECTED else Reason.DECLINED if reason else None


def refused_mailboxes(view: View, records: Iterable[Company | Person]) -> frozenset[str]:
    """Return the addresses of companies or people, in small letters, that are also those of a person who wants no e-mail.

    A mailbox that several read is the company's own, whoever of them declined.
    """
    written = {one.address.casefold() for record in records for one in record.emails if not is_shared_mailbox(one.address)}
    found = view.people.ids_by_terms("email", sorted(written))
    people = view.people.many(dict.fromkeys(one for ids in found.values() for one in ids))
    return frozenset(
        address for address, ids in found.items() if any(not may_reach(people[one], Channel.EMAIL) for one in ids if one in people)
    )


def left_out_words(left_out: Sequence[LeftOut], language: Language) -> list[str]:
    """Return a line for each reason, with the names: "vill inte: Bergs Bygg AB, Dala Snö"."""
    lines = []
    for reason in Reason:
        names = [one.name for one in left_out if one.reason is reason]
        if names:
            lines.append(f"{language.say(REASON_LABELS[reason])}: {', '.join(names)}")
    return lines


def read_channels(texts: Iterable[str]) -> tuple[Channel, ...]:
    """Return the ways that were typed ("e-mail", "post telephone"), each once, in the order of `Channel`. Raises InvalidInput."""
    wanted: set[Channel] = set()
    for word in " ".join(texts).replace(",", " ").split():
        try:
            wanted.add(Channel(word.casefold()))
        except ValueError:
            choices = ", ".join(one.value for one in Channel)
            raise InvalidInput(N_("Way"), N_("It must be one of {choices}."), choices=choices) from None
    if not wanted:
        raise InvalidInput(N_("Way"), N_("It must be one of {choices}."), choices=", ".join(one.value for one in Channel))
    return tuple(channel for channel in Channel if channel in wanted)


def in_order(channels: Iterable[Channel]) -> tuple[Channel, ...]:
    """Return the ways each once, in the order of `Channel`."""
    wanted = set(channels)
    return tuple(channel for channel in Channel if channel in wanted)


def decline(
    database: Database, kind: Kind, ids: Sequence[UUID], channels: Iterable[Channel], *, again: bool = False
) -> Changes:
    """Note that companies or people do not want to be reached so; with `again`, that they may be after all. One action."""
    given = set(channels)
    title = N_("May be reached again: {name}") if again else N_("Opted out: {name}")
    with database.work(title, name="") as work:
        found: dict[UUID, Company | Person] = work.store(kind).many(ids)
        for record in found.values():
            known = set(record.declines)
            work.save(kind, replace(record, declines=in_order(known - given if again else known | given)))
        name = next(iter(found.values())).name if len(found) == 1 else str(len(found))
        work.rename_action(title, name=name)
    return work.changes


def channel_words(channels: Iterable[Channel], language: Language) -> str:
    """Return ways in words: "E-post till många, samtal"."""
    said = [language.say(CHANNEL_LABELS[channel]) for channel in in_order(channels)]
    return ", ".join(word if not number else word[:1].lower() + word[1:] for number, word in enumerate(said))
