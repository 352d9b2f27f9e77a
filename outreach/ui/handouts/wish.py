"""What the officer wishes the handout to be, as a value; and reading what there is to choose from. Runs on the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.booth_paper import Flyer
from outreach.domain.handout import MOST_TENDERS, HandoutKind, Paper
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, Stage, Tender, ValueClass
from outreach.domain.when import HOME_ZONE
from outreach.language import Language
from outreach.services.house import House
from outreach.services.tenders import checked_link

#: Lines for walk-ins below the guests.
USUAL_EMPTY_LINES = 12
#: Coming tenders that are offered; more than anybody wants to scroll through.
MOST_OFFERED = 60
#: An event stays to choose for so many days after it ended: flyers are also made for those who missed it.
_DAYS_AFTER_EVENT = 14


@dataclass(frozen=True, slots=True)
class FlyerWish:
    """The settings of the page. `tenders`: 0 to 8, in the order of the flyer; empty texts take the usual ones.

    Of the other kinds only event, language and (on the list that guests sign) empty lines count; no event means the next one.
    """

    tenders: tuple[UUID, ...] = ()
    event: UUID | None = None
    language: str = "sv"
    paper: Paper = Paper.A4
    officer: str = ""
    heading: str = ""
    link: str = ""
    kind: HandoutKind = HandoutKind.FLYER
    empty_lines: int = USUAL_EMPTY_LINES


@dataclass(frozen=True, slots=True)
class OfferedTender:
    """One tender to choose, in the words of the list."""

    id: UUID
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class OfferedEvent:
    """One event to choose; `tenders` are those featured there."""

    id: UUID
    label: str
    tenders: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything there is to choose from. `chosen` are the ids that shall be ticked, in order."""

    tenders: tuple[OfferedTender, ...]
    chosen: tuple[UUID, ...]
    events: tuple[OfferedEvent, ...]
    officers: tuple[str, ...]
    officer: str
    website: str


def read_offer(house: House, language: Language, chosen: Sequence[UUID] | None, event: UUID | None) -> Offer:
    """Read what there is to choose from. Without `chosen` the soonest coming tenders are ticked, as many as fit.

    Chosen ones that are no longer coming are offered all the same; those that are gone are left out.
    """
    today = house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
    coming = house.tenders.coming(today, MOST_OFFERED)
    if chosen is None:
        chosen = [tender.id for tender in coming[:MOST_TENDERS]]
    found = house.tenders.many(chosen)
    ticked = [found[one] for one in dict.fromkeys(chosen) if one in found]
    rest = [tender for tender in coming if tender.id not in found]
    return Offer(
        tenders=tuple(_offered(tender, language) for tender in [*ticked, *rest]),
        chosen=tuple(tender.id for tender in ticked),
        events=_events(house, language, event),
        officers=tuple(officer.name for officer in house.unit.officers()),
        officer=house.officer,
        website=house.unit.unit().website,
    )


def make_handout(house: House, wish: FlyerWish) -> Any:
    """Put the handout together that is wished. Raises what `make_flyer` and the service raise."""
    match wish.kind:
        case HandoutKind.MEETING_SHEET:
            return house.handouts.meeting_sheet(wish.event, wish.language)
        case HandoutKind.SIGN_IN:
            return house.handouts.sign_in(wish.event, wish.language, wish.empty_lines)
        case _:
            return make_flyer(house, wish)


def make_flyer(house: House, wish: FlyerWish) -> Flyer:
    """Put the flyer together. Raises InvalidInput for a link that cannot stand on paper, and what the service raises."""
    return house.handouts.flyer(
        tenders=wish.tenders,
        event=wish.event,
        language=wish.language,
        paper=wish.paper,
        officer=wish.officer,
        heading=wish.heading,
        link=checked_link(wish.link),
    )


def tender_detail(tender: Tender, language: Language) -> str:
    """Return stage, time and size in a line: "Planned · Mar 2027 · 2 to 10 million kronor"."""
    parts = [language.say(STAGE_LABELS[tender.stage])]
    if tender.stage is Stage.ADVERTISED and tender.tender_deadline:
        parts.append(language.moment(tender.tender_deadline))
    elif tender.expected_publication:
        parts.append(language.day(tender.expected_publication, "MMM y"))
    if tender.value_class is not ValueClass.UNKNOWN:
        parts.append(language.say(VALUE_CLASS_LABELS[tender.value_class]))
    return " · ".join(parts)


def _offered(tender: Tender, language: Language) -> OfferedTender:
    return OfferedTender(tender.id, tender.title, tender_detail(tender, language))


def _events(house: House, language: Language, kept: UUID | None) -> tuple[OfferedEvent, ...]:
    """The coming events and those just over, soonest first; the chosen one always."""
    since = (house.now() - timedelta(days=_DAYS_AFTER_EVENT)).isoformat()
    events = house.events.listed(Listing(Kind.EVENT, filters=(("from", since),), sort="when"))[:MOST_OFFERED]
    if kept is not None and all(event.id != kept for event in events):
        events = [*house.events.many([kept]).values(), *events]
    return tuple(
        OfferedEvent(event.id, f"{event.title}, {language.day(event.when.first_day)}", event.tenders)
        for event in events
    )
