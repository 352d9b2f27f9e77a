"""Whom we hope to meet at an event: the names with their latest conversation, and suggestions from the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.company import Company
from outreach.domain.event import Event
from outreach.domain.hope_line import HopeLine
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.plan import Hope
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View

#: So many companies that fit are compared; a register of a hundred thousand still answers at once.
_MANY = 400

_FITS_TENDER = N_("Suits “{tender}”")
_FITS_TAG = N_("Works with {tag}")
_NEVER = N_("We have never met")


def whole_hope(view: View, hope: Hope) -> Hope:
    """Return a hope with its company, where only a person is named who works somewhere. Raises InvalidInput for nobody."""
    person = view.people.present(hope.person) if hope.person else None
    company = view.companies.present(hope.company) if hope.company else None
    if person is None and company is None:
        raise InvalidInput(N_("Hopes to meet"), N_("Choose a company or a person from the register."))
    firm = company.id if company else (person.roles[0].company if person and person.roles else None)
    return replace(hope, company=firm, person=person.id if person else None, why=" ".join(hope.why.split()))


def hope_lines(database: Database, event_id: UUID) -> list[HopeLine]:
    """Return the hopes of an event's plan with who stands behind them; who is in the register no more is left out."""
    with database.read() as view:
        plan = view.plans.of(event_id)
        return lines_of(view, plan.hopes, event_id) if plan is not None else []


def lines_of(view: View, hopes: Sequence[Hope], event_id: UUID | None = None) -> list[HopeLine]:
    """Return hopes with company, person and latest conversation."""
    companies = view.companies.many(one.company for one in hopes if one.company)
    people = view.people.many(one.person for one in hopes if one.person)
    by_company = view.meetings.latest_with(Kind.COMPANY, list(companies))
    by_person = view.meetings.latest_with(Kind.PERSON, list(people))
    there = view.meetings.at_events([event_id]) if event_id is not None else []
    met = {meeting.company for meeting in there} | {meeting.person for meeting in there}
    return [
        _line(one, companies.get(one.company), people.get(one.person), by_company, by_person, met)  # type: ignore[arg-type]
        for one in hopes
        if one.company in companies or one.person in people
    ]


def _line(
    hope: Hope,
    company: Company | None,
    person: Person | None,
    by_company: dict[UUID, Meeting],
    by_person: dict[UUID, Meeting],
    met: set[UUID | None],
) -> HopeLine:
    with_person = by_person.get(person.id) if person else None
    with_company = by_company.get(company.id) if company else None
    there = person.id in met if person else company is not None and company.id in met
    return HopeLine(hope, company, person, with_person or with_company, there)


def suggested_hopes(database: Database, event_id: UUID, language: str, most: int) -> list[HopeLine]:
    """Return companies that suit the event, each with a reason. See `Plans.suggested_hopes`. Raises NotFound."""
    reader = Language(language)
    with database.read() as view:
        event = view.events.get(event_id)
        if event is None:
            raise NotFound(str(event_id))
        plan = view.plans.of(event_id)
        reasons = _reasons(view, event, reader)
        hoped = {one.company for one in plan.hopes} if plan else set()
        fitting = [Hope(company=one, why=why) for one, why in reasons.items() if one not in hoped]
        lines = _mixed(lines_of(view, fitting))[:most]
        if len(lines) < most:
            lines += lines_of(view, _never_met(view, hoped | set(reasons), most - len(lines), reader))
    return lines


def _reasons(view: View, event: Event, reader: Language) -> dict[UUID, str]:
    """Return companies that fit, with the first reason found: a featured tender's codes, its tags, the event's tags."""
    found: dict[UUID, str] = {}
    tenders = view.tenders.many(event.tenders)
    for tender in (tenders[one] for one in event.tenders if one in tenders):
        why = reader.say(_FITS_TENDER, tender=tender.title)
        for company in _fitting(view, tender):
            found.setdefault(company, why)
    for tag in event.tags:
        why = reader.say(_FITS_TAG, tag=tag)
        for company in _listed(view, [("tag", tag)]):
            found.setdefault(company, why)
    return found


def _fitting(view: View, tender: Tender) -> Iterable[UUID]:
    """Yield the companies with a CPV code of the same class (four digits) or a broader one, then those with one of the tags."""
    codes = dict.fromkeys(code for own in tender.cpv for code in (own[:4], f"{own[:3]}00000", f"{own[:2]}000000"))
    if codes:
        yield from _listed(view, [("cpv", code) for code in codes])
    if tender.tags:
        yield from _listed(view, [("tag", tag) for tag in tender.tags])


def _listed(view: View, filters: list[tuple[str, str]]) -> Sequence[UUID]:
    """Return companies that fit a filter: the never met ones and those met longest ago come first."""
    listing = Listing(Kind.COMPANY, filters=tuple(filters), sort="last_met")
    keys = view.companies.keys(listing, _MANY)
    return view.companies.ids_of(keys)


def _never_met(view: View, known: set[UUID | None], most: int, reader: Language) -> list[Hope]:
    listing = Listing(Kind.COMPANY, filters=(("met", "never"),), sort="created", descending=True)
    ids = view.companies.ids_of(view.companies.keys(listing, most + len(known)))
    why = reader.say(_NEVER)
    return [Hope(company=one, why=why) for one in ids if one not in known][:most]


def _mixed(lines: list[HopeLine]) -> list[HopeLine]:
    """Return suggestions in order: never met first, a few for each reason in turn; then those met longest ago."""
    places: dict[UUID | None, int] = {}
    of_reason: dict[str, int] = {}
    for line in lines:
        if line.last is None:
            places[line.hope.company] = of_reason.setdefault(line.hope.why, 0)
            of_reason[line.hope.why] += 1

    def urgency(line: HopeLine) -> tuple[int, float]:
        return (1, line.last.at.timestamp()) if line.last else (0, places[line.hope.company])

    return sorted(lines, key=urgency)
