"""Cards that wait to be typed in: pictures of the visiting cards of invented people whom nobody has entered yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from outreach.domain.contact import show_phone
from outreach.domain.event import Event, EventKind
from outreach.domain.inbox_card import InboxCard
from outreach.services.demo.chance import MOBILES, Chance, genitive, slug
from outreach.services.demo.names import FAMILIES, MEN, STREETS, VILLAGES, WOMEN

_CARDS = 3
_TRADES = (("Bygg & Måleri AB", "Platschef"), ("El och Larm AB", "Elektriker"), ("Trädgård AB", "VD"), ("Åkeri AB", "Trafikledare"))
_COLOURS = ("#0b5d77", "#a3330f", "#1d6a3b", "#5639b0")


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A card and its picture."""

    card: InboxCard
    picture: bytes


def waiting_cards(chance: Chance, events: list[Event], officers: tuple[str, ...]) -> list[SampleCard]:
    """Return the cards handed over at the last fair or gala."""
    from outreach.print.sample_card import sample_card

    past = [one for one in events if one.kind in (EventKind.FAIR, EventKind.GALA) and one.when.first_day < chance.today]
    last = max(past, key=lambda one: (one.when.first_day, one.id), default=None)
    found = []
    for number in range(_CARDS):
        given, family = chance.one(chance.one((WOMEN, MEN))), chance.one(FAMILIES)
        trade, title = _TRADES[number % len(_TRADES)]
        firm = f"{genitive(family)} {trade}"
        host = slug(genitive(family))
        village, code = chance.one(VILLAGES)
        lines = (
            firm,
            f"{given} {family}",
            title,
            f"{chance.one(STREETS).replace('_', ' ')} {chance.number(1, 60)}",
            f"{code} {village}",
            show_phone(chance.one(MOBILES)),
            f"{slug(given)}@{host}.example",
        )
        picture = sample_card(lines, _COLOURS[number % len(_COLOURS)], chance.number(-3, 3) / 2)
        found.append(SampleCard(_card(chance, last, officers, number), picture))
    return found


def _card(chance: Chance, event: Event | None, officers: tuple[str, ...], number: int) -> InboxCard:
    begin = event.when.start_utc if event else chance.instant(chance.working_day(-5, -1), 9)
    at = begin + timedelta(minutes=40 + 25 * number)
    picture = chance.id()
    officer = chance.one(officers)
    return InboxCard(id=chance.id(), at=at, officer=officer, event=event.id if event else None, picture=picture)
