"""What must reach everyone: open items, publishing them, adding to what was published, and the log of a tender.

LOU 4 kap. 8 §: what a supplier who took part in the preparation got to know, the others shall be told. An item closes only when
it is published. It is not withdrawn: a talk that is said afterwards to have given nothing new leaves it open, and whoever marked
it by a slip takes that very action back (undo), as long as nothing was published; later the truthful way out is to publish
what was said, or where it stood already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.changes import Changes
from outreach.domain.equal_treatment import Addition, Disclosure
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.domain.rule_deadlines import DeadlineKind
from outreach.domain.tender import Tender, is_under_advertisement
from outreach.domain.when import HOME_ZONE, home_day
from outreach.errors import CannotWrite, InvalidInput
from outreach.language import N_
from outreach.services.leaving import drafts_leaving
from outreach.services.records import Records
from outreach.services.rules import Rules
from outreach.services.tender_letters import Drafts, coming, write_drafts
from outreach.services.tender_log import TenderLog, log_of

if TYPE_CHECKING:
    from outreach.storage.work import View


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One item with what it is about. `days`: how many days it has been open, 0 on the first; for a published one, how many it was.

    `urgent`: its tender is under advertisement, so that it must go to all in writing by `last_day` (LOU 12 kap. 11 §; None where
    the last day to bid is not known).
    """

    disclosure: Disclosure
    tender: Tender | None
    meeting: Meeting | None
    days: int
    urgent: bool = False
    last_day: date | None = None


class Disclosures(Records[Disclosure]):
    """The verbs for what must reach everyone."""

    kind: ClassVar[Kind] = Kind.DISCLOSURE

    def title_of(self, record: Disclosure) -> str:
        """Return the first words of the information."""
        return record.text[:60]

    # Looking -----------------------------------------------------------------------------------------------------------

    def open_items(self) -> list[OpenItem]:
        """Return what is still to be published: the urgent first, then the longest open."""
        with self.database.read() as view:
            found = self._items(view, view.disclosures.open_ones())
        return sorted(found, key=lambda one: (not one.urgent, one.disclosure.opened))

    def of_tender(self, tender: UUID) -> list[OpenItem]:
        """Return the items of a tender, open ones first, each group the oldest first."""
        with self.database.read() as view:
            found = self._items(view, view.disclosures.of_tender(tender))
        return sorted(found, key=lambda one: (one.disclosure.published is not None, one.disclosure.opened))

    def of_meeting(self, meeting: UUID) -> list[Disclosure]:
        """Return the items that a talk opened, the oldest first."""
        with self.database.read() as view:
            return view.disclosures.of_meeting(meeting)

    def every(self) -> list[OpenItem]:
        """Return all items: open ones first, urgent before others; then what was published, the latest first."""
        with self.database.read() as view:
            published = [one for one in view.disclosures.all() if one.published is not None]
            found = self._items(view, published)
        done = sorted(found, key=lambda one: one.disclosure.published or one.disclosure.opened, reverse=True)
        return [*self.open_items(), *done]

    def log_of(self, tender: UUID) -> TenderLog:
        """Return who met about a tender, what was said and how it was shared. Raises NotFound."""
        with self.database.read() as view:
            return log_of(view, tender)

    def item(self, disclosure_id: UUID) -> OpenItem:
        """Return one item with what it is about. Raises NotFound."""
        known = self.get(disclosure_id)
        with self.database.read() as view:
            return self._items(view, [known])[0]

    def _items(self, view: View, disclosures: Iterable[Disclosure]) -> list[OpenItem]:
        listed = list(disclosures)
        tenders = view.tenders.many(one.tender for one in listed if one.tender)
        meetings = view.meetings.many(one.meeting for one in listed if one.meeting)
        today = home_day(self.database.signature.clock())
        last_days = self._last_days(tenders.values(), today)
        found: list[OpenItem] = []
        for one in listed:
            tender = tenders.get(one.tender) if one.tender else None
            end = home_day(one.published) if one.published else today
            open_under = one.published is None and tender is not None and is_under_advertisement(tender, today)
            found.append(
                OpenItem(
                    one,
                    tender,
                    meetings.get(one.meeting) if one.meeting else None,
                    max((end - home_day(one.opened)).days, 0),
                    open_under,
                    last_days.get(tender.id) if tender is not None and open_under else None,
                )
            )
        return found

    def _last_days(self, tenders: Iterable[Tender], today: date) -> dict[UUID, date]:
        """Return by tender under advertisement the last day on which information may go out, by the rule "answers_before"."""
        under = [one for one in tenders if one.tender_deadline and is_under_advertisement(one, today)]
        if not under:
            return {}
        reckon = Rules(self.database).reckoner(today)
        found: dict[UUID, date] = {}
        for tender in under:
            days = [one.day for one in reckon(tender) if one.kind is DeadlineKind.ANSWERS]
            if days:
                found[tender.id] = min(days)
        return found

    # Doing -------------------------------------------------------------------------------------------------------------

    def publish(self, disclosure_id: UUID, where: str, text: str, at: datetime | None = None) -> Changes:
        """Close an item: it was published `where`, in these words, at an instant (now unless given; never before it was opened).

        Final: what everybody has read is not taken back. Raises NotFound; InvalidInput without place or words, for an instant to
        come or before it was opened, and for an item that is published already.
        """
        where, text = " ".join(where.split()), text.strip()
        known = self.get(disclosure_id)
        if not where:
            raise InvalidInput(N_("Where"), N_("Write where it was published: a page, a system, a letter to all."))
        if not text:
            raise InvalidInput(N_("Text"), N_("Write what was published, in the words that everybody got."))
        with self.database.work(N_("Published to everyone: {name}"), name=known.text[:40]) as work:
            now = work.now
            when = _instant(at, now)
            if known.published is not None:
                raise InvalidInput(N_("Published"), N_("It is published already. Add to it instead."))
            if when > now:
                raise InvalidInput(N_("Published"), N_("It cannot have been published in the future."))
            if when < known.opened and home_day(when) < home_day(known.opened):
                raise InvalidInput(N_("Published"), N_("It cannot have been published before it was told."))
            work.save(
                Kind.DISCLOSURE,
                replace(
                    known,
                    published=max(when, known.opened),
                    where=where,
                    published_text=text,
                    publisher=self.database.signature.who,
                ),
            )
            work.finalise()
        return work.changes

    def add(self, disclosure_id: UUID, text: str) -> Changes:
        """Add words to an item, with day and officer; nothing that stands there changes. Raises NotFound, InvalidInput."""
        known = self.get(disclosure_id)
        words = " ".join(text.split())
        if not words:
            raise InvalidInput(N_("Addition"), N_("Write what is to be added."))
        with self.database.work(N_("Added to what everyone was told: {name}"), name=known.text[:40]) as work:
            addition = Addition(work.now, self.database.signature.who, words)
            work.save(Kind.DISCLOSURE, replace(known, additions=(*known.additions, addition)))
        return work.changes

    def drafts(
        self,
        disclosure_id: UUID,
        folder: Path,
        text: str = "",
        language: str = "sv",
        report: Callable[[int, int], None] | None = None,
    ) -> Drafts:
        """Write an e-mail draft with the information (`text`, or the item's own) to each company notified of its tender.

        The folder is made where there is none. Nothing is published by it. Raises NotFound; InvalidInput without a tender, a
        notified company or an address of the unit; CannotWrite, DiskFull.
        """
        known = self.get(disclosure_id)
        words = text.strip() or known.published_text or known.text
        with self.database.read() as view:
            tender = view.tenders.get(known.tender) if known.tender else None
            lists = view.notifications.of(tender.id) if tender else []
            told = list(dict.fromkeys(one.company for each in lists for one in each.companies if one.company))
            if tender is None or not told:
                raise InvalidInput(N_("Companies"), N_("No company has been notified of this tender."))
        at = self.database.signature.clock()
        _make(folder)
        with drafts_leaving(self.database, len(told), tender.id), self.database.read() as view:
            return write_drafts(view, tender, told, folder, language, at, report, partial(coming, tender, news=words))

    def reword(self, disclosure_id: UUID, text: str) -> Changes:
        """Write the information of an open item anew. Raises NotFound, InvalidInput, AppendOnly once it is published."""
        known = self.get(disclosure_id)
        words = text.strip()
        if not words:
            raise InvalidInput(N_("Text"), N_("Write what everybody is to be told."))
        with self.database.work(N_("Changed what everyone is to be told: {name}"), name=words[:40]) as work:
            work.save(Kind.DISCLOSURE, replace(known, text=words))
        return work.changes


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder, N_("the folder cannot be made")) from error


def _instant(at: datetime | None, now: datetime) -> datetime:
    return now if at is None else at


def day_at_noon(day: date, now: datetime) -> datetime:
    """Return the instant that stands for a day on which something was published: its noon at home, but never to come."""
    noon = datetime.combine(day, time(12), ZoneInfo(HOME_ZONE)).astimezone(now.tzinfo)
    return min(noon, now) if home_day(now) == day else noon
