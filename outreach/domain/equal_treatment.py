"""What suppliers were told before a tender, and that everybody gets to know it.

LOU 4 kap. 1 § (equal treatment, openness) and 4 kap. 8 § (who took part in the preparation: the others shall be told the relevant
information that came out of it). New information that one supplier got opens a `Disclosure`; it closes only when published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from outreach.domain.record import Record
from outreach.language import N_


class Given(StrEnum):
    """What a conversation gave and took, seen from equal treatment."""

    UNSAID = ""
    PUBLIC = "public"
    NEW = "new"
    TIP = "tip"


GIVEN_LABELS = {
    Given.UNSAID: N_("Not said"),
    Given.PUBLIC: N_("Only public information given"),
    Given.NEW: N_("New information given"),
    Given.TIP: N_("Tip received"),
}


#: What asks for more goes before what asks for less.
_STRICTER = (Given.NEW, Given.TIP, Given.PUBLIC, Given.UNSAID)


def stricter(one: Given, other: Given) -> Given:
    """Return of two words for one talk the one that asks for more: new, then tip, then public."""
    return min(one, other, key=_STRICTER.index)


@dataclass(frozen=True, slots=True)
class Addition:
    """What was written later to something that may no longer be edited. `at` is aware, UTC."""

    at: datetime
    officer: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure(Record):
    """New information that must reach everyone, for one tender (None: it is about none in particular).

    `text` is the information in the words that everybody shall get; `meeting` the conversation in which it was given first.
    `opened` and `published` are instants (aware, UTC); it is open while `published` is None, and closes with `where` ("the
    municipality's page", a link) and `published_text`, what was published. From then on nothing of it is changed: what is to be
    said later goes into `additions`, the oldest first.
    """

    tender: UUID | None = None
    meeting: UUID | None = None
    text: str = ""
    opened: datetime
    officer: str = ""
    published: datetime | None = None
    where: str = ""
    published_text: str = ""
    publisher: str = ""
    additions: tuple[Addition, ...] = ()
