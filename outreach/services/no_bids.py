"""Why companies that knew of a tender did not bid: who they are, what they said, and what it teaches for the next one.

A company is asked, never pressed, and its answer ranks nobody (LOU 4 kap. 1 and 2 §§).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.bid import NoBid, NoBidReason
from outreach.domain.changes import Changes
from outreach.domain.company import Company
from outreach.domain.event import Event, EventKind
from outreach.domain.guest import Answer, Attendance, Guest, Standing
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.domain.tender import Stage, Tender, advertised_on
from outreach.domain.tender_match import USUAL_DIGITS, cpv_prefixes
from outreach.domain.usable import Use, parted
from outreach.domain.when import home_day
from outreach.errors import NotFound
from outreach.language import N_
from outreach.services.bids import is_bidder, the_tender

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View

#: More answers than these of one group teach nothing that the latest do not.
_MOST_LESSONS = 200

MET, CAME, REGISTERED, NOTIFIED = "met", "came", "registered", "notified"
WAY_LABELS = {
    MET: N_("Talked about it"),
    CAME: N_("Came to the market dialogue"),
    REGISTERED: N_("Had said yes to the market dialogue"),
    NOTIFIED: N_("Was told of it"),
}


@dataclass(frozen=True, slots=True)
class Knew:
    """How a company knew of a tender: `way` is a key of `WAY_LABELS`, `at` the instant (aware, UTC)."""

    way: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Missing:
    """A company that knew of a tender and did not bid. `phone` is the number to ask at, `said` its reason once it gave one."""

    company: UUID
    name: str
    knew: tuple[Knew, ...] = ()
    phone: str = ""
    email: str = ""
    person: str = ""
    said: NoBid | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a company said of an earlier tender."""

    told: NoBid
    company: str
    tender: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """What companies said of earlier tenders in the same groups of CPV codes: reasons with their number, most first."""

    groups: tuple[str, ...] = ()
    tenders: int = 0
    reasons: tuple[tuple[NoBidReason, int], ...] = ()
    said: tuple[Said, ...] = ()


class NoBids:
    """The verbs for companies that did not bid."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def list(self, tender_id: UUID) -> list[Missing]:
        """Return the companies that knew of a tender and did not bid, in the order of their names. Raises NotFound.

        Who knew: who has a conversation that is tied to it; who came, or had said yes, to a market dialogue that shows it; who was
        notified before its last day. Nobody is missing while bids can still come. Who gave a reason is on the list in any case.
        """
        with self.database.read() as view:
            tender = the_tender(view, tender_id)
            bids = view.bids.of(tender_id)
            said = {one.company: one for one in view.no_bids.of(tender_id)}
            closed = bool(bids) or has_closed(tender, self.database.signature.clock())
            knew = who_knew(view, tender) if closed else {}
            companies = view.companies.many([*knew, *said])
            missing = [one for one in companies.values() if one.id in said or not is_bidder(bids, one)]
            missing = [one for one in missing if not any(bid.company == one.id for bid in bids)]
            ordered = sorted(missing, key=lambda one: sort_key(one.name))
            return [_missing(view, one, knew.get(one.id, []), said.get(one.id)) for one in ordered]

    def set(self, tender_id: UUID, company_id: UUID, reason: NoBidReason, note: str | None = None) -> Changes:
        """Keep why a company did not bid; of an earlier answer, `note` None keeps the note. Raises NotFound."""
        with self.database.work(N_("Why {name} did not bid"), name="") as work:
            # Two officers on the telephone: one answer a company, the second one's on top.
            work.hold(f"no-bid {tender_id} {company_id}")
            the_tender(work, tender_id)
            company = _company(work, company_id)
            known = next((one for one in work.no_bids.of(tender_id) if one.company == company_id), None)
            first = known or NoBid(tender=tender_id, company=company_id, reason=reason, at=work.now)
            text = first.note if note is None else note.strip()
            changed = known is None or (known.reason, known.note) != (reason, text)
            at, officer = (work.now, self.database.signature.who) if changed else (first.at, first.officer)
            work.save(Kind.NO_BID, replace(first, reason=reason, note=text, officer=officer, at=at))
            work.rename_action(N_("Why {name} did not bid"), name=company.name)
        return work.changes

    def clear(self, tender_id: UUID, company_id: UUID) -> Changes:
        """Take a reason away. Raises NotFound for a company that gave none."""
        with self.database.work(N_("Why {name} did not bid"), name="") as work:
            company = _company(work, company_id)
            known = next((one for one in work.no_bids.of(tender_id) if one.company == company_id), None)
            if known is None:
                raise NotFound(str(company_id))
            work.delete(Kind.NO_BID, known.id)
            work.rename_action(N_("Why {name} did not bid"), name=company.name)
        return work.changes

    def of_company(self, company_id: UUID) -> Sequence[Said]:
        """Return what a company said of tenders that it did not bid on, the latest first."""
        with self.database.read() as view:
            return _said(view, reversed(view.no_bids.by(company_id)))

    def reasons(self, year: int | None = None) -> Sequence[tuple[NoBidReason, int]]:
        """Return the reasons of a year with their number, the most first; the year is the tender's, else that of the answer."""
        with self.database.read() as view:
            told = view.no_bids.all()
            tenders = view.tenders.many(one.tender for one in told)
        return _tally(one for one in told if year is None or _year(tenders.get(one.tender), one) == year)

    def years(self) -> Sequence[int]:
        """Return the years of which reasons are known, the latest first."""
        with self.database.read() as view:
            told = view.no_bids.all()
            tenders = view.tenders.many(one.tender for one in told)
        return sorted({_year(tenders.get(one.tender), one) for one in told}, reverse=True)

    def lessons(self, tender_id: UUID, digits: int = USUAL_DIGITS) -> Lessons:
        """Return what companies said of earlier tenders whose codes share `digits` digits with this one's. Raises NotFound."""
        with self.database.read() as view:
            tender = the_tender(view, tender_id)
            codes = [*tender.cpv, *(code for lot in tender.lots for code in lot.cpv)]
            prefixes = cpv_prefixes(tuple(dict.fromkeys(codes)), digits)
            told = view.no_bids.about(prefixes, tender_id, _MOST_LESSONS)
            return Lessons(prefixes, len({one.tender for one in told}), tuple(_tally(told)), tuple(_said(view, told)))


def has_closed(tender: Tender, now: datetime) -> bool:
    """Say whether no more bids can come: the last moment has passed, or the tender is further on."""
    if tender.results or tender.stage in (Stage.EVALUATION, Stage.CONTRACT):
        return True
    return tender.tender_deadline is not None and tender.tender_deadline <= now


def who_knew(view: View, tender: Tender) -> dict[UUID, list[Knew]]:
    """Return the companies that knew of a tender through us, and how, the earliest first."""
    from outreach.storage import tender_matches as found_by

    found: dict[UUID, list[Knew]] = {}
    for company, _, at, _ in found_by.conversations(view.connection, [tender.id]):
        found.setdefault(company, []).append(Knew(MET, at))
    dialogues = {one.id: one for one in view.events.featuring(tender.id) if one.kind is EventKind.DIALOGUE}
    for guest in view.guests.at_events(list(dialogues)):
        way = _way_of(guest)
        if way and guest.company is not None:
            found.setdefault(guest.company, []).append(Knew(way, _began(dialogues[guest.event])))
    for listed in view.notifications.of(tender.id):
        if tender.tender_deadline is None or listed.at < tender.tender_deadline:
            for told in listed.companies:
                if told.company is not None:
                    found.setdefault(told.company, []).append(Knew(NOTIFIED, listed.at))
    return {company: sorted(dict.fromkeys(ways), key=lambda one: one.at) for company, ways in found.items()}


def _way_of(guest: Guest) -> str:
    if guest.attendance is Attendance.CAME:
        return CAME
    expected = guest.answer is Answer.ACCEPTED and guest.standing is not Standing.UNINVITED
    return REGISTERED if expected else ""


def _began(event: Event) -> datetime:
    return event.when.start_utc


def _missing(view: View, company: Company, knew: Sequence[Knew], said: NoBid | None) -> Missing:
    people = parted(view.people.at_company(company.id), Use.LETTER)[0]
    person = next((one for one in people if one.phones), people[0] if people else None)
    phones = [*(person.phones if person is not None else ()), *company.phones]
    emails = [*(person.emails if person is not None else ()), *company.emails]
    return Missing(
        company.id,
        company.name,
        tuple(knew),
        phones[0].number if phones else "",
        emails[0].address if emails else "",
        person.name if person is not None else "",
        said,
    )


def _said(view: View, told: Iterable[NoBid]) -> list[Said]:
    listed = list(told)
    companies = view.companies.many(one.company for one in listed)
    tenders = view.tenders.many(one.tender for one in listed)
    return [Said(one, companies[one.company].name, tenders[one.tender].title) for one in listed]


def _tally(told: Iterable[NoBid]) -> list[tuple[NoBidReason, int]]:
    counts, order = Counter(one.reason for one in told), list(NoBidReason)
    return sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0])))


def _year(tender: Tender | None, told: NoBid) -> int:
    day = advertised_on(tender) if tender is not None else None
    return (day or home_day(told.at)).year


def _company(view: View, company_id: UUID) -> Company:
    found = view.companies.get(company_id)
    if found is None:
        raise NotFound(str(company_id))
    return found
