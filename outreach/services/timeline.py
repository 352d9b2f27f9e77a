"""Everything that happened with a company, a person, an event or a tender, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.contract import Outcome
from outreach.domain.equal_treatment import Addition, Given
from outreach.domain.record import Kind
from outreach.domain.tender import advertised_on
from outreach.domain.when import home_day

if TYPE_CHECKING:
    from outreach.domain.contract import Contract
    from outreach.domain.meeting import Meeting
    from outreach.storage.work import View


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a time line: a conversation, a follow-up, a promise of a contract that was looked at, or a saved change.

    `at` is an instant. `kind` and `record` say what to open. `who` met or is promised; `where` is the event's title;
    `officer` did it. For changes `title` is the action's catalogue text, filled with `values`.
    `information` and `additions` are those of a conversation.
    """

    at: datetime
    kind: Kind
    record: UUID
    what: str
    text: str = ""
    who: str = ""
    company: str = ""
    where: str = ""
    officer: str = ""
    tags: tuple[str, ...] = ()
    done: bool = False
    values: tuple[tuple[str, str], ...] = ()
    information: Given = Given.UNSAID
    additions: tuple[Addition, ...] = ()


def timeline(view: View, kind: Kind, record_id: UUID) -> tuple[Moment, ...]:
    """Return conversations, follow-ups, looks at promises, bids, and changes, latest first.

    `what` is "meeting", "follow_up", "check", "bid", "no_bid" or "change". Of a bid `done` says that it won.
    """
    moments = _talks(view, view.meetings.of(kind, record_id)) if kind is not Kind.CONTRACT else []
    if kind in (Kind.COMPANY, Kind.PERSON):
        moments += _promises(view, record_id)
    moments += _looks(view, kind, record_id)
    if kind is Kind.COMPANY:
        moments += _bids(view, record_id)
    moments += _changes(view, record_id)
    return tuple(sorted(moments, key=lambda moment: moment.at, reverse=True))


def _talks(view: View, meetings: list[Meeting]) -> list[Moment]:
    people = view.people.many(meeting.person for meeting in meetings if meeting.person)
    companies = view.companies.many(meeting.company for meeting in meetings if meeting.company)
    events = view.events.many(meeting.event for meeting in meetings if meeting.event)
    return [
        Moment(
            at=meeting.at,
            kind=Kind.MEETING,
            record=meeting.id,
            what="meeting",
            text=meeting.note,
            who=people[meeting.person].name if meeting.person in people else "",
            company=companies[meeting.company].name if meeting.company in companies else "",
            where=events[meeting.event].title if meeting.event in events else "",
            officer=meeting.officer,
            tags=meeting.tags,
            information=meeting.information,
            additions=meeting.additions,
        )
        for meeting in meetings
    ]


def _promises(view: View, record_id: UUID) -> list[Moment]:
    found = view.follow_ups.using(record_id)
    people = view.people.many(item.person for item in found if item.person)
    return [
        Moment(
            at=item.done or datetime.combine(item.due, time(12), UTC),
            kind=Kind.FOLLOW_UP,
            record=item.id,
            what="follow_up",
            text=item.text,
            who=people[item.person].name if item.person in people else "",
            officer=item.officer,
            done=item.done is not None,
        )
        for item in found
    ]


def _looks(view: View, kind: Kind, record_id: UUID) -> list[Moment]:
    """Return what was seen of promises: of a contract, of those with a company, of those of a tender. `done`: it was kept."""
    found: list[Contract] = []
    if kind is Kind.CONTRACT:
        found = list(view.contracts.many([record_id]).values())
    elif kind is Kind.COMPANY:
        found = view.contracts.with_company(record_id)
    elif kind is Kind.TENDER:
        found = view.contracts.of_tender(record_id)
    return [
        Moment(
            at=datetime.combine(check.done, time(12), UTC),
            kind=Kind.CONTRACT,
            record=contract.id,
            what="check",
            text="\n".join(filter(None, (promise.text, check.evidence))),
            where=contract.title,
            officer=check.officer,
            done=check.outcome is Outcome.OK,
        )
        for contract in found
        for promise in contract.promises
        for check in promise.checks
        if check.done is not None
    ]


def _bids(view: View, company: UUID) -> list[Moment]:
    """Return the bids of a company on the day of the opening, and why it made none elsewhere on the day when it told."""
    bids, reasons = view.bids.by(company), view.no_bids.by(company)
    tenders = view.tenders.many([*(bid.tender for bid in bids), *(one.tender for one in reasons)])
    moments = []
    for bid in bids:
        tender = tenders[bid.tender]
        day = bid.opened or (home_day(tender.tender_deadline) if tender.tender_deadline else advertised_on(tender))
        if day is not None:
            at = datetime.combine(day, time(12), UTC)
            moments.append(Moment(at, Kind.TENDER, tender.id, "bid", tender.title, done=bid.won))
    for one in reasons:
        text = "\n".join(part for part in (tenders[one.tender].title, one.note) if part)
        told = (("reason", one.reason.value),)
        moments.append(Moment(one.at, Kind.TENDER, one.tender, "no_bid", text, officer=one.officer, values=told))
    return moments


def _changes(view: View, record_id: UUID) -> list[Moment]:
    return [
        Moment(
            at=entry.at,
            kind=entry.kind,
            record=entry.record,
            what="change",
            text=entry.title,
            officer=entry.who,
            values=tuple(entry.values.items()),
        )
        for entry in view.history(record_id)
    ]
