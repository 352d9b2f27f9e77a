"""What is still open about people, so that nobody is disposed of in the middle of a matter (reference/reliability.md, G6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.usable import WhyNot
from outreach.domain.when import home_day
from outreach.language import N_
from outreach.services.everybody import everybody

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import View

FOLLOW_UP = N_("a follow-up is open")
TENDER = N_("took part in the dialogue before a tender that is not decided")
APPEALED = N_("took part in the dialogue before a tender that is appealed")
RESTRICTED = N_("the person asked us to restrict the use")
COMING = N_("is a guest of an event to come")
#: Tenders whose purchase goes on.
_DECIDED = (Stage.CONTRACT, Stage.CANCELLED)


class OpenMatters:
    """Reads what is open, a few statements for thousands of people."""

    def __init__(self, house: House) -> None:
        self._house = house

    def of(self, people: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
        """Return, for each person who has any, the catalogue texts of what is open."""
        with self._house.database.read() as view, everybody(view):
            return self.in_view(view, people)

    def in_view(self, view: View, people: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
        """Return the same, read inside a transaction."""
        found: dict[UUID, list[str]] = defaultdict(list)
        self._own_words(view, people, found)
        _follow_ups(view, people, found)
        _tenders(view, people, found)
        self._coming(view, people, found)
        return {person: tuple(dict.fromkeys(matters)) for person, matters in found.items()}

    def _own_words(self, view: View, people: Sequence[UUID], found: dict[UUID, list[str]]) -> None:
        for person in set(view.people.flagged(WhyNot.RESTRICTED.value)).intersection(people):
            found[person].append(RESTRICTED)

    def _coming(self, view: View, people: Sequence[UUID], found: dict[UUID, list[str]]) -> None:
        from outreach.storage.processing import guests_of

        guests = guests_of(view.connection, people)
        today = home_day(self._house.now())
        events = view.events.many(event for _, event in guests)
        for person, event in guests:
            if event in events and events[event].when.last_day >= today:
                found[person].append(COMING)


def _follow_ups(view: View, people: Sequence[UUID], found: dict[UUID, list[str]]) -> None:
    from outreach.storage.processing import open_follow_ups_of

    for person in open_follow_ups_of(view.connection, people):
        found[person].append(FOLLOW_UP)


def _tenders(view: View, people: Sequence[UUID], found: dict[UUID, list[str]]) -> None:
    from outreach.storage.processing import tenders_talked_of

    pairs = tenders_talked_of(view.connection, people)
    tenders: dict[UUID, Tender] = view.store(Kind.TENDER).many(tender for _, tender in pairs)
    for person, one in pairs:
        tender = tenders.get(one)
        if tender is not None and tender.appealed:
            found[person].append(APPEALED)
        elif tender is not None and _is_open(tender):
            found[person].append(TENDER)


def _is_open(tender: Tender) -> bool:
    """Say whether a purchase goes on: not with a contract, nor as an idea that is over."""
    return tender.stage not in _DECIDED and not tender.no_contract and tender.result_notice_sent is None
