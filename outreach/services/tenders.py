"""Tenders: save with checks, what is coming, and the conversations about one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender, ValueClass, advertised_on, is_too_much, value_class
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.bid_links import detach_bids_of_tender
from outreach.services.companies import checked_cpv
from outreach.services.contract_links import move_tender
from outreach.services.informing import detach_disclosures
from outreach.services.notified import detach_notifications
from outreach.services.records import Records, clean_tags
from outreach.services.timeline import Moment, timeline

if TYPE_CHECKING:
    from outreach.storage.work import Work


@dataclass(frozen=True, slots=True)
class TenderCard:
    """A tender and what happened around it, for the detail pane."""

    tender: Tender
    moments: tuple[Moment, ...]


class Tenders(Records[Tender]):
    """The verbs for tenders."""

    kind: ClassVar[Kind] = Kind.TENDER

    def checked(self, work: Work, record: Tender) -> Tender:
        """Clean title, codes, link and tags; the size follows from a value in kronor. Raises InvalidInput."""
        title = " ".join(record.title.split())
        if not title:
            raise InvalidInput(N_("Tender"), N_("A tender needs a title."))
        start, end = record.contract_start, record.contract_end
        if start and end and end < start:
            raise InvalidInput(N_("Contract to"), N_("The contract cannot end before it starts."))
        if record.value is not None and record.value.hundredths < 0:
            raise InvalidInput(N_("Value"), N_("A value cannot be negative."))
        if is_too_much(record.value):
            raise InvalidInput(N_("Value"), N_("The amount is too large. Is there a digit too many?"))
        if record.option_months is not None and record.option_months < 0:
            raise InvalidInput(N_("May be extended by"), N_("A number of months cannot be negative."))
        size = value_class(record.value)
        return replace(
            record,
            title=title,
            cpv=tuple(dict.fromkeys(checked_cpv(code) for code in record.cpv if code.strip())),
            link=checked_link(record.link),
            tags=clean_tags(record.tags),
            advertised=_advertised(record, work.tenders.get(record.id), home_day(work.now)),
            renews=record.renews if record.renews != record.id else None,
            value_class=record.value_class if size is ValueClass.UNKNOWN else size,
        )

    def detach(self, work: Work, record: Tender) -> None:
        """Take the tender off conversations, events, questions, prints, requirement cards and the tender that renews it.

        Its notices, its bids and the lists of who was told go with it; its contracts stay, without a tender.
        """
        for meeting in work.meetings.using(record.id):
            left = tuple(one for one in meeting.tenders if one != record.id)
            work.save(Kind.MEETING, replace(meeting, tenders=left))
        for event in work.events.featuring(record.id):
            left = tuple(one for one in event.tenders if one != record.id)
            work.save(Kind.EVENT, replace(event, tenders=left))
        for question in work.questions.using(record.id):
            left = tuple(one for one in question.tenders if one != record.id)
            work.save(Kind.QUESTION, replace(question, tenders=left))
        detach_notifications(work, record.id)
        detach_bids_of_tender(work, record.id)
        detach_disclosures(work, record.id)
        move_tender(work, record.id, None)
        for notice in work.notices.of(record.id):
            work.delete(Kind.NOTICE, notice.id)
        for printing in work.printings.using(record.id):
            left = tuple(one for one in printing.tenders if one != record.id)
            work.save(Kind.PRINTING, replace(printing, tenders=left))
        for card in work.requirement_cards.of_tender(record.id):
            work.save(Kind.REQUIREMENT_CARD, replace(card, tender=None))
        for following in work.tenders.by_term("renews", str(record.id)):
            work.save(Kind.TENDER, replace(following, renews=None))

    def save_related(self, record: Tender, events: Iterable[UUID]) -> Changes:
        """Keep a tender and let exactly these events feature it, as one action. Raises InvalidInput, ChangedBySomeoneElse."""
        name = self.title_of(record)
        with self.database.work(N_("Changed {name}"), name=name) as work:
            kept = self.keep(work, record)
            if kept.version == 1:
                work.rename_action(N_("Added {name}"), name=name)
            relate(work, kept.id, events)
        return work.changes

    def coming(self, today: date, most: int = 50) -> list[Tender]:
        """Return what suppliers can still wait for or bid on, the soonest first."""
        with self.database.read() as view:
            return view.tenders.coming(today, most)

    def card(self, tender_id: UUID) -> TenderCard:
        """Return everything that the detail pane shows. Raises NotFound."""
        tender = self.get(tender_id)
        with self.database.read() as view:
            return TenderCard(tender, timeline(view, Kind.TENDER, tender_id))


def _advertised(record: Tender, stored: Tender | None, today: date) -> date | None:
    """Return the day of the notice: as written, else today for a tender that comes to be advertised now.

    One that comes in as advertised already keeps the day that its other dates tell, and one without such a day is of today.
    """
    if record.advertised is not None or record.stage is not Stage.ADVERTISED:
        return record.advertised
    if stored is not None:
        return None if stored.stage is Stage.ADVERTISED else today
    told = advertised_on(record)
    return None if told is not None and told <= today else today


def relate(work: Work, tender: UUID, events: Iterable[UUID]) -> None:
    """Let exactly these events feature a tender, inside an action that is under way."""
    wanted = set(events)
    for event in work.events.featuring(tender):
        if event.id not in wanted:
            work.save(Kind.EVENT, replace(event, tenders=tuple(one for one in event.tenders if one != tender)))
        wanted.discard(event.id)
    for event in work.events.many(wanted).values():
        work.save(Kind.EVENT, replace(event, tenders=(*event.tenders, tender)))


def checked_link(text: str) -> str:
    """Return a web address as it may stand on paper and in a QR code. Raises InvalidInput for anything but http and https."""
    link = text.strip()
    if not link:
        return ""
    if "://" not in link:
        link = f"https://{link}"
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or any(char.isspace() for char in link):
        raise InvalidInput(N_("Link"), N_("A web address begins with https://, as in https://www.example.se."))
    return link
