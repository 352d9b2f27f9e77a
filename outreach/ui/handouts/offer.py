"""What there is to choose from for a handout: tenders, events, guests, officers, and the unit's own look. Read on the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.handout import HandoutKind, HandoutOrder, Theme
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, Stage, Tender, ValueClass
from outreach.domain.when import HOME_ZONE
from outreach.errors import InvalidInput
from outreach.language import Language
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handout_kinds.trade import Setting
from outreach.services.house import House

#: Coming tenders that are offered; more than anybody wants to scroll through.
MOST_OFFERED = 60
#: An event stays to choose for so many days after it ended: flyers are also made for those who missed it.
_DAYS_AFTER_EVENT = 14


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
class OfferedGuest:
    """One guest of the event, with the company."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything there is to choose from. `chosen` are the ids that shall be ticked, in order. `guests` are those of the event.

    `tags` are those of questions.
    """

    tenders: tuple[OfferedTender, ...]
    chosen: tuple[UUID, ...]
    events: tuple[OfferedEvent, ...]
    officers: tuple[str, ...]
    officer: str
    website: str
    guests: tuple[OfferedGuest, ...] = ()
    theme: Theme = Theme.CLEAR
    light: bool = False
    tags: tuple[str, ...] = ()


def read_offer(
    house: House,
    language: Language,
    chosen: Sequence[UUID] | None,
    event: UUID | None,
    kind: HandoutKind = HandoutKind.FLYER,
) -> Offer:
    """Read what a kind of handout can choose from. Without `chosen` the soonest coming tenders are ticked, as many as fit.

    Chosen ones that are no longer coming are offered all the same; those that are gone are left out.
    """
    today = house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
    coming, trade = house.tenders.coming(today, MOST_OFFERED), TRADES[kind]
    if chosen is None:
        chosen = [tender.id for tender in coming[: trade.usual_tenders]]
    found = house.tenders.many(chosen)
    ticked = [found[one] for one in dict.fromkeys(chosen) if one in found]
    rest = [tender for tender in coming if tender.id not in found]
    unit, usual = house.unit.unit(), house.handouts.usual(kind)
    return Offer(
        tenders=tuple(_offered(tender, language) for tender in [*ticked, *rest]),
        chosen=tuple(tender.id for tender in ticked),
        events=_events(house, language, event),
        officers=tuple(officer.name for officer in house.unit.officers()),
        officer=house.officer,
        website=unit.website,
        guests=_guests(house, kind, event) if Setting.GUESTS in trade.uses else (),
        theme=usual.theme,
        light=usual.light,
        tags=tuple(house.questions.tags()) if Setting.TAG in trade.uses else (),
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


def _guests(house: House, kind: HandoutKind, event: UUID | None) -> tuple[OfferedGuest, ...]:
    try:
        found = house.handout_batches.addressees(HandoutOrder(kind=kind, event=event))
    except InvalidInput:
        return ()  # no event, or nobody on its list: the preview says so
    return tuple(OfferedGuest(one.guest, one.name) for one in found)


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
