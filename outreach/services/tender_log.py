"""The log of a tender: every talk tied to it, its events, whom we told, the questions and what everybody was or is to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.append_only import is_bare_count
from outreach.domain.company import Company
from outreach.domain.equal_treatment import Disclosure
from outreach.domain.event import Event
from outreach.domain.guest import Attendance
from outreach.domain.meeting import Meeting
from outreach.domain.notice import Notification
from outreach.domain.person import Person
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.errors import NotFound

if TYPE_CHECKING:
    from outreach.storage.work import View


@dataclass(frozen=True, slots=True)
class LoggedTalk:
    """One talk with who, where, and what it opened for this tender (or for none)."""

    meeting: Meeting
    person: Person | None
    company: Company | None
    event: Event | None
    disclosures: tuple[Disclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event that featured the tender; `came` is how many were there, as far as anybody wrote it down."""

    event: Event
    came: int


@dataclass(frozen=True, slots=True)
class TenderLog:
    """Everything that equal treatment asks about one tender, each list the oldest first."""

    tender: Tender
    talks: tuple[LoggedTalk, ...]
    events: tuple[LoggedEvent, ...]
    notified: tuple[Notification, ...]
    questions: tuple[tuple[Question, int], ...]
    disclosures: tuple[Disclosure, ...]


def log_of(view: View, tender_id: UUID) -> TenderLog:
    """Return the log of a tender. Raises NotFound."""
    tender = view.tenders.get(tender_id)
    if tender is None:
        raise NotFound(str(tender_id))
    talks = [one for one in view.meetings.of(Kind.TENDER, tender_id) if not is_bare_count(one)]
    people = view.people.many(one.person for one in talks if one.person)
    companies = view.companies.many(one.company for one in talks if one.company)
    events = view.events.many(one.event for one in talks if one.event)
    items = view.disclosures.of_tender(tender_id)
    logged = tuple(
        LoggedTalk(
            one,
            people.get(one.person) if one.person else None,
            companies.get(one.company) if one.company else None,
            events.get(one.event) if one.event else None,
            tuple(item for item in items if item.meeting == one.id),
        )
        for one in sorted(talks, key=lambda one: (one.at, str(one.id)))
    )
    questions = view.questions.using(tender_id)
    counts = view.questions.counts([one.id for one in questions])
    return TenderLog(
        tender,
        logged,
        _events(view, tender_id),
        tuple(reversed(view.notifications.of(tender_id))),
        tuple((one, counts.get(one.id, 0)) for one in questions),
        tuple(items),
    )


def _events(view: View, tender: UUID) -> tuple[LoggedEvent, ...]:
    featuring = sorted(view.events.featuring(tender), key=lambda one: (one.when.start_utc, one.title))
    guests = view.guests.at_events([one.id for one in featuring])
    talks = view.meetings.at_events([one.id for one in featuring])
    found: list[LoggedEvent] = []
    for event in featuring:
        came = {one.person or one.id for one in guests if one.event == event.id and one.attendance is Attendance.CAME}
        met = {one.person or one.company for one in talks if one.event == event.id and (one.person or one.company)}
        found.append(LoggedEvent(event, len(came | met)))
    return tuple(found)
